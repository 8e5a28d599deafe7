// How far this node holds the lanes of a member, by their hashes: what governors and root keys set an end by. Restricted
// lanes are among them, so this is for the operator alone.
import type { LaneHash, LaneId, MemberId, NodeKey } from '../../protocol/ids.ts'
import type { LaneHead, Store } from '../store/types.ts'
import type { Trust } from '../trust/types.ts'
import type { LanePositions, PositionsQuery } from '../api/facade.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { laneHash } from '../../protocol/lane.ts'
import { createChains } from '../ledger/chains.ts'
import { positionsOf } from '../ledger/positions.ts'

export interface PositionsDeps {
  readonly store: Pick<Store, 'heads' | 'head' | 'headerAt'>
  readonly trust: Pick<Trust, 'cutOf' | 'member'>
}

/**
 * The lanes of a member, or of one node of it, that are held here, in the order of their hashes: how far each is held, and
 * the last position that counts there. `issuedBefore` looks for the last one issued before a moment, `at` for the one at
 * a number of one lane. `seq` 0: nothing of the lane counts.
 * @throws ProtocolError 'member-unknown', 'gap' where nothing is held at the number that was asked for
 */
export function lanePositions(query: PositionsQuery, { store, trust }: PositionsDeps): LanePositions[] {
  const { member, node, issuedBefore, at } = query
  if (trust.member(member) === undefined) throw new ProtocolError('member-unknown', `the charter lists no ${member}`)
  const chains = createChains({ store, trust })
  const named = lanesOf(store.heads(), member, node).filter(({ hash }) => at === undefined || hash === at.lane)
  const last = (head: LaneHead): number => {
    if (at !== undefined) return at.seq
    const counted = positionsOf([head], chains)[0]?.seq ?? 0
    return issuedBefore === undefined ? counted : lastIssuedBefore(head.lane, counted, issuedBefore, store)
  }
  const found = named.map(({ head, hash }): LanePositions => {
    const seq = last(head)
    const header = seq === 0 ? undefined : store.headerAt(head.lane, seq)
    if (seq > 0 && header === undefined) {
      throw new ProtocolError('gap', `no bundle ${seq} of lane ${hash} is held here: it is held up to ${head.seq}`)
    }
    return {
      lane: hash,
      node: head.node,
      held: head.seq,
      seq,
      ...(header === undefined ? {} : { bundle: header.id, issuedAt: header.header.issuedAt }),
    }
  })
  if (at !== undefined && found.length === 0) throw new ProtocolError('gap', `lane ${at.lane} is not held here`)
  return found
}

function lanesOf(
  heads: readonly LaneHead[],
  member: MemberId,
  node: NodeKey | undefined,
): { readonly head: LaneHead; readonly hash: LaneHash }[] {
  return heads
    .filter((head) => head.member === member && (node === undefined || head.node === node))
    .map((head) => ({ head, hash: laneHash(head.lane) }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
}

/** The last number, up to `counted`, whose bundle was issued before a moment: times do not decrease along a lane. */
function lastIssuedBefore(lane: LaneId, counted: number, beforeMs: number, store: PositionsDeps['store']): number {
  let good = 0
  for (let beyond = counted + 1; beyond - good > 1;) {
    const middle = Math.floor((good + beyond) / 2)
    const issuedAt = store.headerAt(lane, middle)?.header.issuedAt
    if (issuedAt !== undefined && issuedAt < beforeMs) good = middle
    else beyond = middle
  }
  return good
}
