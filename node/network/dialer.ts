// Keeps a connection to every known member node: dials, waits longer after each failure, and begins again when something
// changed. Both sides may dial; the one with the larger key lets the other go first.
import type { Connection } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import type { NodeKey } from '../../protocol/ids.ts'
import { reasonOf } from './errors.ts'
import { nodeKeyOf, peerIdOf } from './node-id.ts'
import type { NetworkLog, Timing } from './types.ts'

export interface DialerDeps {
  readonly own: NodeKey
  /** Nodes to keep a connection to, with their addresses. */
  readonly known: () => ReadonlyMap<NodeKey, readonly string[]>
  readonly bootstrap: readonly string[]
  readonly isConnected: (node: NodeKey) => boolean
  readonly dial: (addresses: Multiaddr[], signal: AbortSignal) => Promise<Connection>
  /** Whether the peer on the connection is admitted in the end. */
  readonly greeted: (connection: Connection) => Promise<boolean>
  /** From 0 to 1, 1 excluded. */
  readonly chance: () => number
  readonly log: NetworkLog
  readonly timing: Timing
  readonly signal: AbortSignal
}

export interface Dialer {
  /** Looks again whom there is to dial; `fresh` forgets earlier failures. */
  readonly refresh: (fresh: boolean) => void
  /** A peer is gone after so long. */
  readonly gone: (node: NodeKey, admittedMs: number) => void
  readonly stop: () => void
  /** Nodes that do not answer, and why. */
  readonly failing: () => { readonly target: string; readonly reason: string }[]
}

interface Target {
  addresses: readonly string[]
  /** Unknown for a bootstrap address without a peer id, until it answered. */
  node: NodeKey | undefined
  failures: number
  reason: string | undefined
  timer: NodeJS.Timeout | undefined
  dialing: boolean
}

const p2p = '/p2p/'

export function createDialer(deps: DialerDeps): Dialer {
  const { timing } = deps
  const targets = new Map<string, Target>()
  /** Which node a bootstrap address without a peer id led to. */
  const learned = new Map<string, NodeKey>()
  const stopped = (): boolean => deps.signal.aborted

  const wanted = (): Map<string, { node: NodeKey | undefined; addresses: string[] }> => {
    const all = new Map<string, { node: NodeKey | undefined; addresses: string[] }>()
    const add = (key: string, node: NodeKey | undefined, addresses: readonly string[]): void => {
      const one = all.get(key) ?? { node, addresses: [] }
      one.addresses.push(...addresses)
      all.set(key, one)
    }
    for (const [node, addresses] of deps.known()) if (addresses.length > 0) add(node, node, addresses)
    for (const address of deps.bootstrap) {
      const node = nodeOf(address) ?? learned.get(address)
      add(node ?? address, node, [address])
    }
    all.delete(deps.own)
    return all
  }

  const refresh = (fresh: boolean): void => {
    if (stopped()) return
    const now = wanted()
    for (const [key, target] of targets) {
      if (now.has(key)) continue
      clearTimeout(target.timer)
      targets.delete(key)
    }
    for (const [key, { node, addresses }] of now) {
      const target = targets.get(key)
      if (target === undefined) {
        const added = { addresses, node, failures: 0, reason: undefined, timer: undefined, dialing: false }
        targets.set(key, added)
        plan(added, node !== undefined && deps.own > node ? timing.dialMinMs / 2 : 0)
        continue
      }
      const moved = addresses.join() !== target.addresses.join()
      target.addresses = addresses
      if ((!moved && !fresh) || target.failures === 0) continue
      target.failures = 0
      plan(target, waitMs(target))
    }
  }

  /** Doubles with each failure; between half of it and all of it, so that nodes do not dial in step. */
  const waitMs = ({ failures }: Target): number => {
    const most = Math.min(timing.dialMinMs * 2 ** Math.min(failures, 30), timing.dialMaxMs)
    return most / 2 + (most / 2) * deps.chance()
  }

  const plan = (target: Target, ms: number): void => {
    clearTimeout(target.timer)
    target.timer = setTimeout(() => void dial(target), ms)
  }

  const isConnected = ({ node }: Target): boolean => node !== undefined && deps.isConnected(node)

  const dial = async (target: Target): Promise<void> => {
    target.timer = undefined
    if (target.dialing || stopped() || isConnected(target)) return
    target.dialing = true
    let failed: string | undefined
    try {
      const signal = AbortSignal.any([deps.signal, AbortSignal.timeout(timing.dialTimeoutMs)])
      const connection = await deps.dial(dialable(target), signal)
      learn(target, nodeKeyOf(connection.remotePeer))
      if (!(await deps.greeted(connection))) failed = 'not admitted'
    } catch (error) {
      failed = reasonOf(error)
    }
    target.dialing = false
    if (stopped() || isConnected(target)) return
    fail(target, failed ?? 'the connection closed at once')
  }

  const learn = (target: Target, node: NodeKey | undefined): void => {
    if (target.node !== undefined || node === undefined) return
    target.node = node
    for (const address of target.addresses) learned.set(address, node)
  }

  const fail = (target: Target, reason: string): void => {
    if (![...targets.values()].includes(target)) return
    if (target.reason !== reason) deps.log.info('network.dial-failed', { target: target.addresses[0], reason })
    target.reason = reason
    target.failures += 1
    plan(target, waitMs(target))
  }

  return {
    refresh,
    gone: (node, admittedMs) => {
      for (const target of targets.values()) {
        if (target.node !== node || stopped()) continue
        // One that is admitted and goes at once is waited for like one that does not answer.
        target.failures = admittedMs >= timing.dialMaxMs ? 0 : target.failures + 1
        target.reason = 'disconnected'
        if (!target.dialing) plan(target, waitMs(target))
      }
    },
    stop: () => {
      for (const target of targets.values()) clearTimeout(target.timer)
      targets.clear()
    },
    failing: () =>
      [...targets].flatMap(([key, target]) =>
        target.failures === 0 || isConnected(target) ? [] : [{ target: key, reason: target.reason ?? '' }],
      ),
  }
}

/** The addresses of a target, each with the peer id where the node is known, so that nobody else can answer. */
function dialable({ node, addresses }: Target): Multiaddr[] {
  return addresses.flatMap((address) => {
    try {
      const bare = address.includes(p2p) ? address.slice(0, address.indexOf(p2p)) : address
      return [multiaddr(node === undefined ? address : `${bare}${p2p}${peerIdOf(node).toString()}`)]
    } catch {
      return []
    }
  })
}

/** The node that a bootstrap address names, where it does. */
export function nodeOf(address: string): NodeKey | undefined {
  try {
    const name = multiaddr(address)
      .getComponents()
      .findLast((component) => component.name === 'p2p')?.value
    return name === undefined ? undefined : nodeKeyOf(peerIdFromString(name))
  } catch {
    return undefined
  }
}
