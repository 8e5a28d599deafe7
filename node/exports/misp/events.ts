// Which statements are one event of MISP: what a member said in a lane, from one feed, on one day, in at most 32 bundles.
// An event is so never larger than MISP bears, and what changes with a statement is its own event alone. A lane has one
// marking and one audience, so that an event has them too.
import type { MemberId } from '../../../protocol/ids.ts'
import type { StatementFilter, StoredStatement } from '../../store/types.ts'
import type { ExportFacts } from '../types.ts'

const bundlesPerEvent = 32
const dayMs = 24 * 60 * 60 * 1000

/** Which statements are in an event, and where they begin. It tells nothing that is marked. */
export interface EventPlace {
  readonly uuid: string
  readonly key: string
  readonly author: MemberId
  readonly feed: string | undefined
  /** Milliseconds since 1970 at which its day begins. */
  readonly day: number
  /** Cursor of the first statement. */
  readonly first: number
}

export function eventKeyOf({ lane, seq, issuedAt, statement }: StoredStatement): string {
  const day = Math.floor(issuedAt / dayMs)
  return `${lane} ${Math.floor(seq / bundlesPerEvent)} ${day} ${statement.origin?.feed ?? ''}`
}

export function placeOf(held: StoredStatement, { ids }: ExportFacts): EventPlace {
  const key = eventKeyOf(held)
  return {
    uuid: ids.of(`event ${key}`),
    key,
    author: held.member,
    feed: held.statement.origin?.feed,
    day: Math.floor(held.issuedAt / dayMs) * dayMs,
    first: held.cursor,
  }
}

/** The narrowest filter that finds all of an event. */
export function filterOfEvent({ author, feed, day }: EventPlace, filter: StatementFilter): StatementFilter {
  const { issuedFrom = 0, issuedTo = Infinity } = filter
  return {
    ...filter,
    author,
    ...(feed !== undefined && { feed }),
    issuedFrom: Math.max(issuedFrom, day),
    issuedTo: Math.min(issuedTo, day + dayMs),
  }
}
