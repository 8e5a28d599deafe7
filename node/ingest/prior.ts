// A stored head as the next bundle of its lane is judged by it.
import type { Prior } from '../../protocol/lane.ts'
import type { LaneHead } from '../store/types.ts'
import type { Trust } from '../trust/types.ts'
import { toHex } from '../../protocol/bytes.ts'

/** `undefined` where nothing is held of the lane. */
export function priorOf(head: LaneHead | undefined, trust: Pick<Trust, 'charterAt'>): Prior | undefined {
  if (head === undefined) return undefined
  const { lane, id, member, marking, audience, seq, issuedAt, charterVersion } = head
  const charter = trust.charterAt(charterVersion)
  // A bundle was judged under this charter when it came, so the charter is held.
  const hash = charter === undefined ? '' : toHex(charter.hash)
  const seal = head.epoch === undefined ? {} : { seal: { epoch: head.epoch } }
  const cited = { version: charterVersion, hash }
  return { lane, id, header: { member, marking, audience, seq, issuedAt, charter: cited, ...seal } }
}
