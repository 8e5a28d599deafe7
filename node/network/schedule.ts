// When to sync with whom: on admission, when something was found missing, and every half minute; one at a time with each
// peer, control objects first. A lane that failed with a peer rests for a while, with that peer alone.
import type { ProtocolCode } from '../../protocol/codes.ts'
import { protocolCodes } from '../../protocol/codes.ts'
import type { LaneId, NodeKey } from '../../protocol/ids.ts'
import type { NetworkCode } from './codes.ts'
import type { Peer } from './peer.ts'
import { NetworkError, networkErrorOf } from './errors.ts'
import type { Events } from './events.ts'
import type { Exchange } from './exchange.ts'
import { scheduleLimits, syncLimits } from './limits.ts'
import type { Reservations } from './plan.ts'
import type { Pulled } from './pull.ts'
import type { NetworkLog, Timing } from './types.ts'

export interface ScheduleDeps {
  readonly exchange: Exchange
  readonly reservations: Reservations
  readonly clock: () => number
  /** From 0 to 1, 1 excluded. */
  readonly chance: () => number
  readonly events: Events
  readonly log: NetworkLog
  readonly timing: Timing
  /** The frames with which lanes ended after a sync that brought something, and who gave them. */
  readonly onHeads: (heads: ReadonlyMap<LaneId, Uint8Array>, from: NodeKey) => void
}

export interface Schedule {
  readonly add: (peer: Peer) => void
  readonly remove: (node: NodeKey) => void
  /** Resolves when a sync that began after this call has ended; rejects with why it failed. */
  readonly sync: (node: NodeKey, options?: { readonly control?: boolean }) => Promise<void>
  /**
   * Lanes and control objects that failed before may be good now. After a change of the charter every peer is asked in
   * a while: who may have what is another set then.
   */
  readonly trustChanged: (change: { readonly charter: boolean }) => void
  readonly idle: () => Promise<void>
}

interface Rest {
  readonly until: number
  readonly tries: number
}

interface Entry {
  readonly peer: Peer
  readonly resting: Map<LaneId, Rest>
  controlAt: number
  /** Syncs in a row that broke. */
  failures: number
  running: Promise<void> | undefined
  next: PromiseWithResolvers<void> | undefined
  timer: NodeJS.Timeout | undefined
}

export function createSchedule(deps: ScheduleDeps): Schedule {
  const { timing, clock } = deps
  const entries = new Map<NodeKey, Entry>()
  const running = new Set<Promise<void>>()
  const queue: (() => void)[] = []
  let slots: number = syncLimits.pullsMax

  const later = (entry: Entry, ms: number): void => {
    if (entries.get(entry.peer.node) !== entry) return
    clearTimeout(entry.timer)
    entry.timer = setTimeout(() => void sync(entry.peer.node).catch(() => undefined), ms)
  }
  const retryMs = ({ failures }: Entry): number =>
    failures === 0 ? Infinity : timing.retryMs * 2 ** Math.min(failures, 30) * (0.5 + 0.5 * deps.chance())
  const period = (): number => timing.syncIntervalMs * (0.8 + 0.4 * deps.chance())

  const sync: Schedule['sync'] = (node, options = {}) => {
    const entry = entries.get(node)
    if (entry === undefined) return Promise.reject(new NetworkError('peer-unknown', 'no connection to that node'))
    if (options.control === true) entry.controlAt = -Infinity
    entry.next ??= Promise.withResolvers()
    const { promise } = entry.next
    promise.catch(() => undefined)
    start(entry)
    return promise
  }

  const start = (entry: Entry): void => {
    if (entry.running !== undefined || entry.next === undefined) return
    const { resolve, reject } = entry.next
    entry.next = undefined
    clearTimeout(entry.timer)
    const run = withSlot(() => syncOnce(entry)).then(resolve, reject)
    entry.running = run
    running.add(run)
    void run.finally(() => {
      running.delete(run)
      entry.running = undefined
      if (entries.get(entry.peer.node) !== entry) return entry.next?.reject(gone())
      if (entry.timer === undefined) later(entry, Math.min(period(), retryMs(entry)))
      start(entry)
    })
  }

  const withSlot = async <Result>(run: () => Promise<Result>): Promise<Result> => {
    if (slots > 0) slots--
    else await new Promise<void>((resolve) => queue.push(resolve))
    try {
      return await run()
    } finally {
      const waiting = queue.shift()
      if (waiting === undefined) slots++
      else waiting()
    }
  }

  const syncOnce = async (entry: Entry): Promise<void> => {
    const { peer } = entry
    entry.timer = undefined
    try {
      if (clock() - entry.controlAt >= timing.syncIntervalMs / 2) {
        await deps.exchange.control(peer)
        entry.controlAt = clock()
      }
      let frames = 0
      let pulled: Pulled
      let tries = 0
      let stopped: Pulled['stopped']
      do {
        pulled = await pullOnce(entry)
        frames += pulled.frames
        stopped ??= pulled.stopped
        // The other lanes of the peer are pulled without it.
        if (pulled.stopped !== undefined) rest(entry, pulled.stopped.lane, pulled.stopped.code)
      } while (pulled.stopped !== undefined && ++tries < scheduleLimits.stopsPerSync)
      entry.failures = 0
      finish(entry, pulled, frames, stopped?.code)
    } catch (error) {
      entry.failures += 1
      const failure = networkErrorOf(error, 'receive-failed')
      peer.seen.lastCode = failure.code
      deps.log.debug('network.sync-failed', { node: peer.node, code: failure.code, reason: failure.message })
      deps.events.emit('synced', { node: peer.node, frames: 0, equal: false, code: failure.code })
      // Nothing came for so long: the connection is dead, or as good as that.
      if (failure.code === 'stream-timeout' && !peer.signal.aborted) peer.connection().abort(failure)
      throw failure
    }
  }

  const pullOnce = async (entry: Entry): Promise<Pulled> => {
    try {
      const now = clock()
      const pulled = await deps.exchange.pull(entry.peer, (lane) => (entry.resting.get(lane)?.until ?? 0) <= now)
      if (pulled.heads.size > 0) deps.onHeads(pulled.heads, entry.peer.node)
      return pulled
    } finally {
      deps.reservations.release(entry.peer.node)
    }
  }

  /** `code`: why a lane was left out. */
  const finish = (entry: Entry, pulled: Pulled, frames: number, code?: NetworkCode | ProtocolCode): void => {
    const { seen, node } = entry.peer
    seen.lastSync = clock()
    seen.latencyMs = pulled.latencyMs
    if (code === undefined) delete seen.lastCode
    else seen.lastCode = code
    if (pulled.skipped > 0) later(entry, timing.stallMs)
    const stopped = code === undefined ? {} : { code }
    deps.events.emit('synced', { node, frames, equal: pulled.equal, ...stopped })
  }

  const rest = (entry: Entry, lane: LaneId, code: NetworkCode | ProtocolCode): void => {
    const before = entry.resting.get(lane)?.tries ?? 0
    const deferred = code in protocolCodes && protocolCodes[code as ProtocolCode].verdict === 'defer'
    // What a charter or certificate would settle is asked for before the next attempt.
    if (deferred) entry.controlAt = -Infinity
    const factor = deferred ? 1 : 2 ** Math.min(before, scheduleLimits.restDoublingsMax)
    entry.resting.set(lane, { until: clock() + (timing.syncIntervalMs / 2) * factor, tries: before + 1 })
    // A lane that is not for this node is nothing to write down.
    const named = code === 'not-entitled' || code === 'sender-not-entitled' ? {} : { lane }
    deps.log.debug('network.lane-stopped', { node: entry.peer.node, ...named, code })
  }

  deps.reservations.onReleased((waiting) => {
    for (const node of waiting) if (entries.has(node)) void sync(node).catch(() => undefined)
  })

  return {
    sync,
    add: (peer) => {
      entries.set(peer.node, {
        ...{ peer, resting: new Map(), controlAt: -Infinity, failures: 0 },
        ...{ running: undefined, next: undefined, timer: undefined },
      })
      void sync(peer.node).catch(() => undefined)
    },
    remove: (node) => {
      const entry = entries.get(node)
      if (entry === undefined) return
      entries.delete(node)
      clearTimeout(entry.timer)
      entry.next?.reject(gone())
      deps.reservations.release(node)
    },
    trustChanged: ({ charter }) => {
      for (const entry of entries.values()) {
        if (charter) later(entry, scheduleLimits.charterSpreadMs * deps.chance())
        if (entry.resting.size === 0) continue
        entry.resting.clear()
        void sync(entry.peer.node).catch(() => undefined)
      }
    },
    idle: async () => {
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}

function gone(): NetworkError {
  return new NetworkError('peer-unknown', 'the peer is gone')
}
