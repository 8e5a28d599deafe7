// What vanished from a feed, and whether that is little enough to be withdrawn without asking.
import { formatSubject } from '../../protocol/subjects/index.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { Standing } from '../ingest/standing.ts'
import { Cursors } from './cursors.ts'
import { scheduledLimits } from './limits.ts'
import type { Presence } from './presence.ts'
import type { Held, RunRecord } from './types.ts'

export interface DifferenceOptions {
  readonly feed: string
  /** What was said later than this belongs to the run itself. */
  readonly upTo: number
  /** What was said up to here is known not to have vanished. */
  readonly after?: number
  readonly presence: Pick<Presence, 'has'>
  readonly covers: (record: string | undefined) => boolean
}

export interface Difference extends Pick<Held, 'count' | 'stood' | 'sample'> {
  readonly cursors: Cursors
}

/** Statements that stand, that the run speaks about, and that the feed does not name any more. */
export async function* vanishedOf(
  ingest: Pick<Ingest, 'standing'>,
  { feed, upTo, after, presence, covers }: DifferenceOptions,
  onStanding: () => void = () => undefined,
): AsyncGenerator<Standing, void, void> {
  for await (const standing of ingest.standing(feed, upTo, after)) {
    onStanding()
    if (covers(standing.held.statement.origin?.record) && !presence.has(standing)) yield standing
  }
}

export async function differenceOf(ingest: Pick<Ingest, 'standing'>, options: DifferenceOptions): Promise<Difference> {
  let [stood, count] = [0, 0]
  const sample: Difference['sample'][number][] = []
  const cursors = new Cursors(scheduledLimits.heldListMax)
  for await (const { held } of vanishedOf(ingest, options, () => (stood += 1))) {
    count += 1
    cursors.add(held.cursor)
    if (sample.length >= scheduledLimits.sampleMax) continue
    sample.push({ id: held.id, subject: formatSubject(held.statement.subject) })
  }
  return { count, stood, sample, cursors }
}

/** How many may be withdrawn without asking. */
export function lossBound(stood: number, percent: number): number {
  const share = Math.floor((stood * percent) / 100)
  return percent === 0 ? 0 : Math.max(share, scheduledLimits.lossFloor)
}

/**
 * How far runs made the feed smaller than it was at its largest since a time, unasked. What came before somebody confirmed a
 * loss was looked at.
 */
export function shrunkSince(since: number, history: readonly RunRecord[]): number {
  const confirmedAt = history.findLastIndex(({ confirmed }) => confirmed === true)
  return history
    .slice(confirmedAt + 1)
    .filter(({ startedAt }) => startedAt > since)
    .reduce((shrunk, { withdrawn, published, replaced }) => Math.max(0, shrunk + withdrawn - (published - replaced)), 0)
}

export interface HoldOptions {
  readonly percent: number
  readonly confirmed: Held | undefined
  /** By how much the feed became smaller unasked within the last day. */
  readonly shrunk: number
  /** What the run itself said that was new. */
  readonly gained: number
  readonly isAny: boolean
}

/** Whether somebody must confirm it. What was held and is confirmed counts as allowed, and what may vanish anyhow. */
export function mustHold(
  { count, stood }: Pick<Difference, 'count' | 'stood'>,
  { percent, confirmed, shrunk, gained, isAny }: HoldOptions,
): boolean {
  if (count === 0) return false
  if (confirmed !== undefined) return count > confirmed.count + lossBound(stood, percent)
  // A feed that has nothing left at all is more often broken than done.
  if (!isAny || count > lossBound(stood, percent)) return true
  // A little each hour is a lot over night.
  return shrunk > 0 && count + shrunk - gained > lossBound(stood + shrunk, percent)
}
