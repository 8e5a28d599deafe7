// What every way of handing in a feed makes of its query, and under which marking a token may.
import { compareTlp, parseTlp } from '../../protocol/marking.ts'
import type { Reader } from '../access/access.ts'
import { feedPrefix } from '../taxii/records.ts'
import { ApiError } from './errors.ts'

/** Lists in a query stand by comma. */
export function withLists<Query extends { jurisdictions?: string; permittedActions?: string }>({
  jurisdictions,
  permittedActions,
  ...rest
}: Query) {
  return {
    ...rest,
    ...(jurisdictions === undefined ? {} : { jurisdictions: jurisdictions.split(',') }),
    ...(permittedActions === undefined ? {} : { permittedActions: permittedActions.split(',') }),
  }
}

/**
 * What is said in a feed of the TAXII server stands under the ids that its records name: by its POST alone, which knows whose
 * they are. Throws `feed-reserved`.
 */
export function assertFeed(feed: string): void {
  if (!feed.startsWith(feedPrefix)) return
  throw new ApiError('feed-reserved', `feeds named ${feedPrefix}... are of what was posted by TAXII`)
}

/** What a token publishes is at most as restricted as what it may read. Throws `token-marking-refused`, `marking-unknown`. */
export function assertMarking(reader: Reader, marking: string): void {
  if (reader.kind !== 'token') return
  const tlp = parseTlp(marking)
  if (compareTlp(tlp, reader.clearance) > 0) {
    throw new ApiError('token-marking-refused', `the token is cleared for ${reader.clearance}, not for ${tlp}`)
  }
}
