// What follows where it changes how much of a lane counts: an own lane is closed and said again on another, and peers are
// asked for the chain that counts.
import type { Cut } from '../protocol/cut.ts'
import type { LaneId, NodeKey } from '../protocol/ids.ts'
import type { Ingest } from './ingest/ingest.ts'
import type { Log } from './log.ts'
import type { Network } from './network/types.ts'
import type { LaneHead, Store } from './store/types.ts'
import type { Trust } from './trust/types.ts'
import { isSettled } from '../protocol/cut.ts'
import { createChains } from './ledger/chains.ts'

export interface SettlingDeps {
  readonly store: Store
  readonly trust: Trust
  readonly ingest: Pick<Ingest, 'retire'>
  readonly node: NodeKey
  readonly log: Log
}

export interface Settling {
  /** Trust as the network is to see it: it tells once more of a change that came while an exchange ran. */
  readonly trust: Trust
  /** From here on peers are asked. */
  readonly follow: (network: Pick<Network, 'syncNow' | 'on'>) => void
}

export function createSettling({ store, trust, ingest, node, log }: SettlingDeps): Settling {
  const chains = createChains({ store, trust })
  const seen = new Map<LaneId, string>()
  const listeners = new Set<() => void>()
  let network: Pick<Network, 'syncNow' | 'on'> | undefined
  let news = false

  /** The lanes of which a cut is new. */
  const newlyCut = (): { head: LaneHead; cut: Cut }[] =>
    store.heads().flatMap((head) => {
      const cut = trust.cutOf(head)
      const name = cut === undefined ? '' : `${cut.seq} ${cut.id ?? ''} ${cut.fork ?? ''}`
      if (cut === undefined || seen.get(head.lane) === name) return []
      seen.set(head.lane, name)
      return [{ head, cut }]
    })

  const changed = (): void => {
    const lanes = newlyCut()
    for (const { head } of lanes) {
      if (head.node !== node) continue
      ingest.retire(head.lane).catch((error: unknown) => log.error('retire-failed', { error }))
    }
    if (lanes.every(({ head, cut }) => isSettled(cut, chains.chainOf(head.lane)))) return
    network?.syncNow().catch((error: unknown) => log.debug('settling-sync-failed', { error }))
  }

  trust.onChange(() => {
    news = true
    changed()
  })
  return {
    trust: {
      ...trust,
      onChange: (listener) => {
        listeners.add(listener)
        const stop = trust.onChange(listener)
        return () => {
          listeners.delete(listener)
          stop()
        }
      },
    },
    follow: (running) => {
      network = running
      // The lane at which an exchange saw a fork would rest, although the proof says where to go on.
      running.on('synced', ({ code }) => {
        if (!news || code === undefined) return
        news = false
        for (const listener of listeners) listener()
      })
      changed()
    },
  }
}
