// What pushing takes and gives: a batch of rows in, one result a row out, and a receipt that outlives the connection.
import type { Reader } from '../access/access.ts'
import type { ImporterOptions } from '../feeds/types.ts'
import type { WhereText } from '../ingest/where.ts'

/** JSON Lines as the format `jsonl` has them; STIX as a bundle, a list or one object; an envelope of TAXII 2.1. */
export const pushFormats = ['jsonl', 'stix', 'taxii'] as const
export type PushFormat = (typeof pushFormats)[number]

/** How a body may be packed on its way. */
export const pushEncodings = ['identity', 'gzip', 'zstd'] as const
export type PushEncoding = (typeof pushEncodings)[number]

export interface PushRequest
  extends WhereText, Pick<ImporterOptions, 'category' | 'confidence' | 'chain' | 'kind' | 'sourceName'> {
  readonly format: PushFormat
  readonly feed: string
  readonly marking: string
  /** The author says so: what was said to fewer may now be had by more. */
  readonly widen?: boolean
  /** What the gate of quality would hold is said, too; audited. */
  readonly force?: boolean
  /** Who pushes. Receipts belong to it; what it may not read is not there for it. */
  readonly reader: Reader
  /** As in ImporterOptions; it must follow from the body. */
  readonly recordOf?: ImporterOptions['recordOf']
  /** As in ImporterOptions: of what whoever pushes may know. */
  readonly known?: ImporterOptions['known']
  /** Left out, the node makes one. */
  readonly key?: string
  /** `identity` where left out. */
  readonly encoding?: PushEncoding
  /** Bytes of the body as it travels, where that is known before. */
  readonly length?: number
  /** Aborted when whoever pushes loses its right to. That the client goes means nothing once the body is there. */
  readonly signal?: AbortSignal
}

/** An object of a STIX document. */
export interface PushedObject {
  /** STIX id. */
  readonly object: string
  /** `modified`, or `created`, as the object has it; left out for those that have neither. */
  readonly version?: string
}

/** What one row came to. One object may make several rows. */
export type PushedRow = Partial<PushedObject> & {
  /** Counted from 1. */
  readonly row: number
  /** Of the body, from 1. */
  readonly line: number
} & (
    | {
        readonly result: 'published' | 'replaced' | 'unchanged'
        /** The statement that stands for it. Left out where that is not held any more. */
        readonly id?: string
        /** Canonical, formatted. */
        readonly subject: string
      }
    | { readonly result: 'rejected'; readonly value: string; readonly code: string; readonly reason: string }
  )

export interface PushSummary {
  /** published + unchanged + all rejected. */
  readonly read: number
  /** Those that replace an earlier statement included. */
  readonly published: number
  readonly replaced: number
  readonly unchanged: number
  /** By code. */
  readonly rejected: Readonly<Record<string, number>>
}

/** Everything that it tells is durable. */
export interface PushReceipt {
  /** A UUID that follows from caller and key. */
  readonly id: string
  readonly key: string
  readonly feed: string
  readonly format: PushFormat
  /** `pending`: under way, or interrupted before it was complete; there are no results yet. */
  readonly state: 'pending' | 'complete'
  /** This batch was taken before under the same key; nothing was published now. */
  readonly replayed: boolean
  /** Milliseconds since 1970. */
  readonly begunAt: number
  readonly doneAt?: number
  readonly summary?: PushSummary
  readonly rows: readonly PushedRow[]
  /** Objects that are no row: what tells of others (identities, markings, relations), or is named by an indicator. */
  readonly context: readonly PushedObject[]
  /** The results of the rows are not kept any more; the summary is. */
  readonly rowsDropped: boolean
}

export interface Pushes {
  /**
   * Takes a batch in: the body is read whole, within bounds, before anything of it is published. Resolves when every row
   * is durable or rejected, and the receipt is durable. A batch with a fault as a whole (FeedError) publishes nothing.
   * Rejects with PushError, FeedError, and as `importFeed` does. What is busy is refused before `body` is read.
   */
  push(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, request: PushRequest): Promise<PushReceipt>
  /** By key or id; `undefined` where none is kept for this reader. `replayed` is true, unless it is pending. */
  receipt(reader: Reader, keyOrId: string): Promise<PushReceipt | undefined>
  /** Takes nothing more, and waits for what is under way to stop between two rows. */
  stop(): Promise<void>
}
