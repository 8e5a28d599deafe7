// What this node owes the authors that named its member: an acknowledgement of each of their lanes, up to the newest
// bundle that it holds and could read.
import { signAck } from '../../protocol/ack.ts'
import { namesMembers } from '../../protocol/entitlement.ts'
import type { BundleId, LaneId, MemberId, NodeKey } from '../../protocol/ids.ts'
import type { Entitlement } from '../ledger/entitlement.ts'
import type { LaneHead, Store } from '../store/types.ts'
import type { Trust } from '../trust/types.ts'

export interface OwedDeps {
  readonly store: Pick<Store, 'heads' | 'headerAt'>
  readonly trust: Pick<Trust, 'networkId' | 'memberOfNode'>
  readonly entitlement: Pick<Entitlement, 'mayHave'>
  readonly member: MemberId
  readonly node: NodeKey
  readonly secretKey: Uint8Array
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

interface Made {
  readonly bundle: BundleId
  readonly ack: Uint8Array
}

/** SignedAcks for the node of an author, one a lane; the same bytes until there is more to acknowledge. */
export function createOwed(deps: OwedDeps): (peer: NodeKey) => readonly Uint8Array[] {
  const { store, trust, entitlement, member, node } = deps
  const made = new Map<LaneId, Made>()

  const isOwed = (head: LaneHead, author: MemberId): boolean =>
    head.member === author && head.opened > 0 && namesMembers(head.audience) && entitlement.mayHave(head, member)

  const ackOf = ({ lane, seq, id, opened }: LaneHead): Uint8Array[] => {
    const bundle = opened === seq ? id : store.headerAt(lane, opened)?.id
    if (bundle === undefined) return []
    const known = made.get(lane)
    if (known?.bundle === bundle) return [known.ack]
    const issuedAt = deps.clock()
    const ack = signAck({ network: trust.networkId, lane, seq: opened, bundle, node, issuedAt }, deps.secretKey)
    made.set(lane, { bundle, ack })
    return [ack]
  }

  return (peer) => {
    const author = trust.memberOfNode(peer)?.member
    if (author === undefined || author === member) return []
    return store.heads().flatMap((head) => (isOwed(head, author) ? ackOf(head) : []))
  }
}
