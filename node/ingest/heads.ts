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
  /** Resolves when nothing of the lane is on its way into the store. */
  readonly landed: (lane: LaneId) => Promise<void>
  /** Runs `change`, which moves a lane's head back; whatever is judged by the heads waits for it. */
  readonly alone: <Result>(change: () => Promise<Result>) => Promise<Result>
  /** What to wait for before anything is judged; `undefined`: nothing. */
  readonly changing: () => Promise<void> | undefined
}

interface Flying {
  readonly bundles: Map<number, SignedHeader>
  readonly landed: PromiseWithResolvers<void>
  newest: Prior
}

export function createHeads(stored: StoredHeads): Heads {
  const lanes = new Map<LaneId, Flying>()
  const bundles = new Set<BundleId>()
  let changing: Promise<void> | undefined

  return {
    head: (lane) => lanes.get(lane)?.newest ?? stored.head(lane),
    isFlying: (bundle) => bundles.has(bundle),
    flying: (lane, seq) => lanes.get(lane)?.bundles.get(seq),
    during: async (bundle, write) => {
      const { lane, header } = bundle
      const flying: Flying = lanes.get(lane) ?? { bundles: new Map(), landed: Promise.withResolvers(), newest: bundle }
      lanes.set(lane, flying)
      flying.bundles.set(header.seq, bundle)
      flying.newest = bundle
      bundles.add(bundle.id)
      try {
        return await write()
      } finally {
        flying.bundles.delete(header.seq)
        bundles.delete(bundle.id)
        if (flying.bundles.size === 0) {
          lanes.delete(lane)
          flying.landed.resolve()
        }
      }
    },
    landed: async (lane) => {
      for (let flying = lanes.get(lane); flying !== undefined; flying = lanes.get(lane)) await flying.landed.promise
    },
    alone: async (change) => {
      while (changing !== undefined) await changing
      const done: PromiseWithResolvers<void> = Promise.withResolvers()
      changing = done.promise
      try {
        return await change()
      } finally {
        changing = undefined
        done.resolve()
      }
    },
    changing: () => changing,
  }
}
