// A source as it is opened for one run, whatever its kind.
import type { FeedRow, ImporterOptions } from '../feeds/types.ts'
import { scheduledLimits } from './limits.ts'
import type { Memory, SourceKind } from './types.ts'

/** Rows that are imported together. */
export interface Part {
  readonly rows: AsyncIterable<readonly FeedRow[]>
  /** What to remember once they are durable, whatever comes of the rest. */
  readonly kept?: () => Memory
}

export interface Opened extends AsyncDisposable {
  readonly kind: SourceKind
  /** Which statements a run can judge that did not name them: all, by their record, or those that were revoked. */
  readonly judges: 'whole' | 'events' | 'revoked'
  readonly covers: (record: string | undefined) => boolean
  /** Not there: it is as it was at the last run. Each part is read to its end before the next. */
  readonly parts: AsyncIterable<Part> | undefined
  /** Bytes that were read so far. */
  readonly bytes: () => number
  /** What to remember after a run that went well to its end. */
  readonly finished: () => Memory
  /** What to remember after one that broke off; nothing where left out. */
  readonly broken?: () => Memory
  /** Whether nothing new was read and nothing is gone, as it came out while it was read. */
  readonly isEmpty?: () => boolean
  /** For whoever looks at a source: what was found. */
  readonly note?: string
}

export interface OpenOptions {
  readonly memory: Memory
  /** Whether the source is read although it may be as it was; of a collection nothing is ever read again. */
  readonly anew: boolean
  /** Whether what is held is to be judged again, although nothing changed since. */
  readonly isHeld?: boolean
  readonly options: ImporterOptions
  /** Of events: whether statements are left that the changed ones no longer name, so that the others must be read, too. */
  readonly mustReadRest: (covers: Opened['covers']) => Promise<boolean>
  /** Read no more than a first piece: whoever asks looks at it, and imports nothing. */
  readonly lookOnly?: boolean
  readonly signal: AbortSignal
}

/** What all sources of one file have in common. */
export function fileSource(
  kind: SourceKind,
): Pick<Opened, 'kind' | 'judges' | 'covers' | 'bytes' | 'broken'> & AsyncDisposable {
  return {
    ...{ kind, judges: 'whole', covers: () => true, bytes: () => 0 },
    // What was published of it stands: that it is as it was before then means nothing.
    broken: () => ({}),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

export async function* onePart(rows: AsyncIterable<readonly FeedRow[]>): AsyncGenerator<Part, void, void> {
  yield await Promise.resolve({ rows })
}

/** As much as a look needs. What is cut there is not the source's fault: `isCutByLook`. */
export async function* firstBytes(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  let left: number = scheduledLimits.checkMaxBytes
  for await (const piece of body) {
    yield piece.subarray(0, left)
    left -= piece.byteLength
    if (left <= 0) return
  }
}

export async function* counted(
  body: AsyncIterable<Uint8Array>,
  counter: { bytes: number },
): AsyncGenerator<Uint8Array, void, void> {
  for await (const piece of body) {
    counter.bytes += piece.byteLength
    yield piece
  }
}
