// Scheduled feeds: what an operator sets, what is kept of each, and what a run tells.
import type { StatementId } from '../../protocol/ids.ts'
import type { TaxiiState } from '../feeds/taxii.ts'
import type { ImporterOptions } from '../feeds/types.ts'
import type { ImportEvent } from '../ingest/import.ts'
import type { WhereText } from '../ingest/where.ts'

/** Where a feed is, and how it is asked for. Secrets are paths to files, read when they are needed. */
export interface SourceSpec {
  /** An http or https URL, or the absolute path of a file or folder. */
  readonly location: string
  readonly format: string
  /** Id, title or alias of a collection of a TAXII server. */
  readonly collection?: string
  readonly authFile?: string
  readonly caFile?: string
  readonly certFile?: string
  readonly keyFile?: string
  /** Milliseconds: to connect, to the head of the answer, between two pieces of its body. */
  readonly timeoutMs?: number
  readonly maxBytes?: number
  /** Whether the loopback and private ranges may be asked. */
  readonly allowPrivate?: boolean
}

export type ReadingOptions = Omit<ImporterOptions, 'onBytes' | 'onFormat' | 'spoolFolder' | 'sourceName'>

/** What is read once, or again and again. */
export interface Subscription {
  readonly name: string
  readonly source: SourceSpec
  readonly where: WhereText
  readonly options: ReadingOptions
  /** Rows that the quality gate would hold are published. */
  readonly force?: boolean
}

/** What is read once. */
export interface OnceSpec extends Subscription {
  /** What was said to fewer before may now be had by more. */
  readonly widen?: boolean
}

export interface FeedSpec extends Subscription {
  readonly everyMs: number
  /** Percent of what stood that a run may withdraw by itself. */
  readonly maxLossPercent: number
}

/** By what a source is asked whether it changed. */
export interface Condition {
  readonly etag?: string
  readonly lastModified?: string
  /** Of files: names, sizes and times. */
  readonly stamp?: string
}

/** What a source remembers from one run to the next. */
export interface Memory {
  readonly condition?: Condition
  /** When the source was read whole under its condition, milliseconds since 1970. */
  readonly readAt?: number
  /** Events of a MISP feed, by uuid: when each was changed last. */
  readonly events?: Readonly<Record<string, number>>
  readonly taxii?: {
    readonly collection: string
    readonly state: TaxiiState
    /** Objects that later pages refer to, as JSON. */
    readonly definitions: readonly string[]
  }
  /** What a run saw of a source that it read whole, when nothing was left that had vanished, and up to which cursor. */
  readonly judged?: { readonly seen: string; readonly upTo: number }
  /** Keys of objects that the source took back, and whose statements still stand. */
  readonly revoked?: readonly string[]
}

/** What vanished beyond the bound, and waits to be confirmed. */
export interface Held {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly count: number
  readonly stood: number
  readonly sample: readonly { readonly id: StatementId; readonly subject: string }[]
}

export interface RunRecord {
  readonly startedAt: number
  readonly endedAt: number
  readonly by: 'schedule' | 'operator'
  /** `ok`, `not-modified`, `held`, or why it failed. */
  readonly code: string
  readonly reason?: string
  readonly bytes: number
  readonly read: number
  readonly published: number
  readonly replaced: number
  readonly unchanged: number
  readonly rejected: Readonly<Record<string, number>>
  readonly withdrawn: number
  readonly held: number
  /** What was held before is withdrawn because somebody confirmed it. */
  readonly confirmed?: boolean
  /** Why nothing was withdrawn although the run ended well: the source was not read whole. */
  readonly incomplete?: string
}

export interface RejectSample {
  readonly line: number
  readonly member?: string
  readonly value: string
  readonly code: string
  readonly reason: string
}

export interface FeedState {
  readonly createdAt: number
  readonly paused: boolean
  /** When it is due. It stays so until a run has ended, so that one that was cut begins again. */
  readonly nextAt: number
  /** Failed runs since the last good one. */
  readonly attempts: number
  readonly lastSuccessAt?: number
  readonly last?: RunRecord
  readonly held?: Held
  /** Of the last run. */
  readonly rejects?: readonly RejectSample[]
}

export interface Feed {
  readonly spec: FeedSpec
  readonly state: FeedState
}

export const feedStates = ['new', 'ok', 'late', 'failing', 'held', 'paused'] as const
export type FeedStanding = (typeof feedStates)[number]

/** Progress, rejected rows and formats as of an import; the last is how it ended. */
export type RunEvent =
  | Exclude<ImportEvent, { type: 'summary' }>
  | { readonly type: 'withdrawing'; readonly count: number }
  | ({ readonly type: 'run' } & RunRecord)

/** What a look at a source shows. */
export interface Check {
  readonly code: string
  readonly reason?: string
  /** How it is read: one file, a folder, the events of a MISP feed, a TAXII collection. */
  readonly kind: SourceKind
  readonly formats: readonly string[]
  /** Of the first rows that were read. */
  readonly taken: number
  readonly rejected: Readonly<Record<string, number>>
  readonly sample: readonly string[]
  /** Of a TAXII server: what was chosen. Of a MISP feed: how many events it names. */
  readonly note?: string
}

export type SourceKind = 'url' | 'file' | 'folder' | 'misp-feed' | 'taxii'
