// What is held of each lane against where it ends: the one answer to which bundles count, for readers, peers and judges.
import type { SignedHeader } from '../../protocol/bundle.ts'
import type { LaneId } from '../../protocol/ids.ts'
import type { LanePlace, Trust } from '../trust/types.ts'
import type { Store, SuspectRule } from '../store/types.ts'
import { type Cut, type HeldChain, isBehind, isSettled, isSuspect } from '../../protocol/cut.ts'

export interface Chains {
  /** The last position of a lane that counts, where one is set. */
  readonly cutOf: (place: LanePlace) => Cut | undefined
  /** What is held of a lane in its chain. */
  readonly chainOf: (lane: LaneId) => HeldChain
}

type Deps = { readonly store: Pick<Store, 'head' | 'headerAt'>; readonly trust: Pick<Trust, 'cutOf'> }

export function createChains({ store, trust }: Deps): Chains {
  return {
    cutOf: (place) => trust.cutOf(place),
    chainOf: (lane) => {
      const head = store.head(lane)
      const idAt: HeldChain['idAt'] = (seq) => (seq === head?.seq ? head.id : store.headerAt(lane, seq)?.id)
      return { seq: head?.seq ?? 0, idAt }
    },
  }
}

/** The store's question at every read. */
export function suspectRule(deps: Deps): SuspectRule {
  const chains = createChains(deps)
  return (lane, seq, id) => {
    const head = deps.store.head(lane)
    const cut = head === undefined ? undefined : chains.cutOf(head)
    return cut !== undefined && isSuspect(cut, { seq, id }, chains.chainOf(lane))
  }
}

/** Whether the cut of its lane names a bundle that is not held, so that another chain than the held one may lead there. */
export function mayLead({ lane, id, header }: SignedHeader, { cutOf, chainOf }: Chains): boolean {
  const { member, node, seq } = header
  const cut = cutOf({ lane, member, node })
  return cut?.id !== undefined && !isBehind(cut, { seq, id }) && !isSettled(cut, chainOf(lane))
}
