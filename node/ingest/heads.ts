// The newest bundle of each lane, counting those that are on their way into the store: bundles of one lane are judged
// one behind the other, long before the first of them is durable.
import type { Bundle, SignedHeader } from '../../protocol/bundle.ts'
import type { BundleId, LaneId } from '../../protocol/ids.ts'
import type { Prior } from '../../protocol/lane.ts'

export interface StoredHeads {
  readonly head: (lane: LaneId) => Prior | undefined
}

export interface Heads {
  readonly head: (lane: LaneId) => Prior | undefined
  /** Whether this bundle is on its way into the store. */
  readonly isFlying: (bundle: BundleId) => boolean
  /** The signed header in flight at this place, where there is one. */
  readonly flying: (lane: LaneId, seq: number) => SignedHeader | undefined
  /** Counts `bundle` as held while `write` makes it durable; gives what `write` gives. */
  readonly during: <Result>(bundle: Bundle, write: () => Promise<Result>) => Promise<Result>
}

export function createHeads(stored: StoredHeads): Heads {
  const lanes = new Map<LaneId, Map<number, SignedHeader>>()
  const newest = new Map<LaneId, Prior>()
  const bundles = new Set<BundleId>()

  return {
    head: (lane) => newest.get(lane) ?? stored.head(lane),
    isFlying: (bundle) => bundles.has(bundle),
    flying: (lane, seq) => lanes.get(lane)?.get(seq),
    during: async (bundle, write) => {
      const { lane, header } = bundle
      const flying = lanes.get(lane) ?? new Map<number, SignedHeader>()
      lanes.set(lane, flying)
      flying.set(header.seq, bundle)
      bundles.add(bundle.id)
      newest.set(lane, bundle)
      try {
        return await write()
      } finally {
        flying.delete(header.seq)
        bundles.delete(bundle.id)
        if (flying.size === 0) {
          lanes.delete(lane)
          newest.delete(lane)
        }
      }
    },
  }
}
