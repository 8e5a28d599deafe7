// What this node offers to others: how far it holds which lanes, and the bundles themselves. Everything is asked for by a
// reader or a peer, and only what that one may know of is in the answer.
import type { LaneId, MemberId, NodeKey } from '../../protocol/ids.ts'
import type { LaneHead, Store } from '../store/types.ts'
import type { Trust } from '../trust/types.ts'
import { type Reader, mayRead } from '../access/access.ts'
import { createChains } from './chains.ts'
import { createEntitlement } from './entitlement.ts'
import { type Position, digestOf, lanesFor, networkWide, positionsOf } from './positions.ts'
import { framesOf } from './frames.ts'

/** Bundles `from` to `to` of a lane, both included. `after`: the bundle that the asker holds at `from - 1`. */
export interface Want {
  readonly lane: LaneId
  readonly from: number
  readonly to: number
  readonly after?: string
}

export interface Ledger {
  /** Over the network-wide lanes: equal on nodes that hold the same. */
  readonly networkDigest: () => Uint8Array
  readonly digest: (peer: NodeKey) => Uint8Array
  readonly frontier: (peer: NodeKey) => readonly Position[]
  readonly frames: (peer: NodeKey, want: Want) => AsyncIterable<Uint8Array>
}

export function createLedger({ store, trust, member }: { store: Store; trust: Trust; member: MemberId }): Ledger {
  const chains = createChains({ store, trust })
  const { mayHave } = createEntitlement(trust)

  /** A peer reads as its member, as long as that one is active. */
  const readerOf = (peer: NodeKey): Reader | undefined => {
    const known = trust.memberOfNode(peer)
    const member = known === undefined || known.revoked ? undefined : trust.member(known.member)
    return member?.status === 'active'
      ? { kind: 'peer', member: member.id, charter: trust.charter().charter }
      : undefined
  }
  const lanesOf = (peer: NodeKey): LaneHead[] => {
    const reader = readerOf(peer)
    if (reader === undefined) return []
    // Whoever lost a lane here does not hand it on, and both sides compare the same lanes.
    return lanesFor(reader, store.heads()).filter((head) => mayHave(head, member))
  }

  return {
    networkDigest: () => digestOf(positionsOf(networkWide(store.heads()), chains)),
    digest: (peer) => digestOf(positionsOf(lanesOf(peer), chains)),
    frontier: (peer) => positionsOf(lanesOf(peer), chains),
    frames: async function* (peer, { lane, from, to, after }) {
      const head = store.head(lane)
      const mayGo = (): boolean => {
        const reader = readerOf(peer)
        return reader !== undefined && head !== undefined && mayRead(reader, head) && mayHave(head, member)
      }
      const position = head === undefined || !mayGo() ? undefined : positionsOf([head], chains)[0]
      if (position === undefined) return
      // Where the histories differ already before `from`, the peer is given the bundle at which it sees the fork.
      const before = from > 1 && after !== undefined ? store.headerAt(lane, from - 1) : undefined
      const start = before !== undefined && before.id !== after ? from - 1 : from
      const bundles = store.bundles(lane, Math.max(1, start), Math.min(to, position.seq))
      for await (const frame of framesOf(bundles)) {
        // The charter may have moved on since the first of them.
        if (!mayGo()) return
        yield frame
      }
    },
  }
}
