// What vanished from a feed, and whether that is little enough to be withdrawn without asking.
import { formatSubject } from '../../protocol/subjects/index.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { Standing } from '../ingest/standing.ts'
import { Cursors } from './cursors.ts'
import { scheduledLimits } from './limits.ts'
import type { Presence } from './presence.ts'
import type { Held } from './types.ts'

export interface DifferenceOptions {
  readonly feed: string
  /** What was said later than this belongs to the run itself. */
  readonly upTo: number
  readonly presence: Pick<Presence, 'has'>
  readonly covers: (record: string | undefined) => boolean
}

export interface Difference extends Pick<Held, 'count' | 'stood' | 'sample'> {
  readonly cursors: Cursors
}

/** Statements that stand, that the run speaks about, and that the feed does not name any more. */
export async function* vanishedOf(
  ingest: Pick<Ingest, 'standing'>,
  { feed, upTo, presence, covers }: DifferenceOptions,
  onStanding: () => void = () => undefined,
): AsyncGenerator<Standing, void, void> {
  for await (const standing of ingest.standing(feed, upTo)) {
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

/** Whether somebody must confirm it. What was held and is confirmed counts as allowed, and what may vanish anyhow. */
export function mustHold(
  { count, stood }: Pick<Difference, 'count' | 'stood'>,
  { percent, confirmed, isAny }: { percent: number; confirmed: Held | undefined; isAny: boolean },
): boolean {
  if (count === 0) return false
  if (confirmed !== undefined) return count > confirmed.count + lossBound(stood, percent)
  // A feed that has nothing left at all is more often broken than done.
  return !isAny || count > lossBound(stood, percent)
}
