// From a connection to an admitted peer and back: runs the handshake on each new connection, keeps one connection per
// node, judges everybody again when trust changes, and cuts who is no longer admitted.
import type { Connection, PeerId, Stream } from '@libp2p/interface'
import type { MemberId, NodeKey } from '../../protocol/ids.ts'
import { judgeNode } from './admission.ts'
import type { AdmissionCode } from './admission.ts'
import type { Counters } from './counters.ts'
import { NetworkError, networkErrorOf } from './errors.ts'
import type { Events } from './events.ts'
import { RefusedError, runHello } from './hello.ts'
import type { HelloOutcome } from './hello.ts'
import type { Host } from './host.ts'
import { connectionLimits, helloLimits } from './limits.ts'
import { nodeKeyOf } from './node-id.ts'
import { infoOf } from './peer.ts'
import type { Held, Peer } from './peer.ts'
import { createChannel } from './stream.ts'
import type { NetworkLog, NetworkTrust, PeerInfo, Timing } from './types.ts'
import { protocols } from './wire.ts'

export interface ConnectionsDeps {
  readonly host: () => Host
  readonly own: NodeKey
  readonly certificate: Uint8Array
  readonly agent: string
  readonly trust: NetworkTrust
  readonly clock: () => number
  readonly log: NetworkLog
  readonly counters: Counters
  readonly events: Events
  readonly timing: Timing
  /** Aborted when the network stops. */
  readonly signal: AbortSignal
  readonly onAdmitted: (peer: Peer) => void
  readonly onGone: (node: NodeKey, admittedMs: number) => void
}

export interface Connections {
  /** To be called for every connection that libp2p opens. Resolves to whether its peer was admitted. */
  readonly opened: (connection: Connection) => Promise<boolean>
  readonly closed: (connection: Connection) => void
  readonly handleHello: (stream: Stream, connection: Connection) => Promise<void>
  readonly denyEncrypted: (peer: PeerId, inbound: boolean) => boolean
  /** Judges every admitted peer again and cuts at once who is not admitted any more. */
  readonly rejudge: () => void
  readonly introduceAgain: () => Promise<void>
  readonly get: (node: NodeKey) => Peer | undefined
  readonly peers: () => readonly Peer[]
  readonly infos: () => PeerInfo[]
}

interface Greeting {
  readonly settled: Promise<boolean>
  readonly settle: (admitted: boolean) => void
  readonly stranger: boolean
  /** Its handshake has begun. */
  greeted: boolean
}

export function createConnections(deps: ConnectionsDeps): Connections {
  const { trust, log, timing } = deps
  const peers = new Map<NodeKey, Held>()
  const greetings = new Map<Connection, Greeting>()
  const admittedAt = new WeakMap<Connection, number>()

  const opened = (connection: Connection): Promise<boolean> => {
    const known = greetings.get(connection)
    if (known !== undefined) return known.settled
    const node = nodeKeyOf(connection.remotePeer)
    if (peers.get(node ?? ('' as NodeKey))?.connections.includes(connection) === true) return Promise.resolve(true)
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const late = (): void => drop(connection, new NetworkError('handshake-timeout', 'no handshake in time'), node)
    const timer = setTimeout(late, timing.helloMs)
    const greeting: Greeting = {
      settled: promise,
      stranger: node === undefined || !trust.isActiveNode(node),
      greeted: connection.direction === 'outbound' && node !== undefined,
      settle: (admitted) => {
        clearTimeout(timer)
        greetings.delete(connection)
        resolve(admitted)
      },
    }
    greetings.set(connection, greeting)
    if (node === undefined) drop(connection, new NetworkError('key-unsupported', 'the peer key is not Ed25519'), node)
    else if (connection.direction === 'outbound') void dialHello(connection)
    return promise
  }

  const dialHello = async (connection: Connection): Promise<void> => {
    try {
      const stream = await connection.newStream(protocols.hello, {
        signal: AbortSignal.any([deps.signal, AbortSignal.timeout(timing.helloStepMs)]),
      })
      await greet(stream, connection, 'dialer')
    } catch (error) {
      drop(connection, networkErrorOf(error, 'handshake-malformed'), nodeKeyOf(connection.remotePeer))
    }
  }

  const handleHello = async (stream: Stream, connection: Connection): Promise<void> => {
    void opened(connection)
    const greeting = greetings.get(connection)
    if (greeting === undefined || greeting.greeted) {
      stream.abort(new NetworkError('handshake-malformed', 'one handshake a connection, opened by the dialer'))
      return
    }
    greeting.greeted = true
    await greet(stream, connection, 'listener')
  }

  const greet = async (stream: Stream, connection: Connection, role: 'dialer' | 'listener'): Promise<void> => {
    const node = nodeKeyOf(connection.remotePeer)
    if (node === undefined) return
    const channel = createChannel(stream, {
      messageMaxBytes: helloLimits.messageMaxBytes,
      idleMs: timing.helloStepMs,
      signal: deps.signal,
      onBytes: deps.counters.bytes('control'),
    })
    try {
      const admit = (): void => deps.host().gate.admit(connection)
      const outcome = await runHello(channel, deps, { node, role, admit })
      await channel.close()
      await admitted(connection, node, outcome)
    } catch (error) {
      // What was said last must arrive: a reset would overtake it.
      if (error instanceof RefusedError) await channel.close().catch(() => undefined)
      else channel.abort(networkErrorOf(error, 'handshake-malformed'))
      drop(connection, networkErrorOf(error, 'receive-failed'), node)
    }
  }

  const admitted = async (connection: Connection, node: NodeKey, outcome: HelloOutcome): Promise<void> => {
    const member = trust.memberOfNode(node)?.member
    const code = judgeNode(trust, node)
    if (code !== undefined || member === undefined) throw new RefusedError(code ?? 'node-unknown', 'us')
    if (connection.status !== 'open') throw new NetworkError('stream-closed', 'the connection closed')
    const before = peers.get(node)
    const peer = before ?? hold(node, member, outcome)
    peer.connections.push(connection)
    admittedAt.set(connection, deps.clock())
    greetings.get(connection)?.settle(true)
    closeDoubles(peer)
    await deps.host().introduce(preferred(peer.connections) ?? connection)
    if (before !== undefined || peers.get(node) !== peer) return
    log.info('network.peer', { node, member, address: connection.remoteAddr.toString(), agent: outcome.agent })
    deps.events.emit('peer', infoOf(peer))
    deps.onAdmitted(peer)
  }

  const hold = (node: NodeKey, member: MemberId, outcome: HelloOutcome): Held => {
    const controller = new AbortController()
    const connections: Connection[] = []
    const connection = (): Connection => {
      const best = preferred(connections)
      if (best === undefined) throw new NetworkError('peer-unknown', 'the peer is gone')
      return best
    }
    const { signal } = controller
    const peer: Held = {
      ...{ node, member, outcome, connections, connection, controller, signal },
      owns: (one) => connections.includes(one),
      since: deps.clock(),
      seen: {},
    }
    peers.set(node, peer)
    return peer
  }

  // Of two that came up together, both sides having dialed, the first carries exchanges already. A later one replaces what
  // is there: who has a connection does not dial.
  const preferred = (connections: readonly Connection[]): Connection | undefined =>
    connections.reduce<Connection | undefined>((best, one) => {
      const apart = (admittedAt.get(one) ?? 0) - (best === undefined ? -Infinity : (admittedAt.get(best) ?? 0))
      return apart >= timing.doubleMs ? one : best
    }, undefined)

  // One of the two nodes decides which connection stays, so that they never close each other's choice; the other only
  // bounds how many there are.
  const closeDoubles = (peer: Held): void => {
    const best = preferred(peer.connections)
    const spare = peer.connections.filter((one) => one !== best)
    const keep = deps.own < peer.node ? 0 : connectionLimits.perNodeMax - 1
    for (const one of spare.slice(0, Math.max(spare.length - keep, 0))) void hangUp(one)
  }

  const closed = (connection: Connection): void => {
    // A handshake that has begun ends by itself, and says why: the refusal may have come just before the end.
    const greeting = greetings.get(connection)
    if (greeting?.greeted === false) greeting.settle(false)
    const node = nodeKeyOf(connection.remotePeer)
    const peer = node === undefined ? undefined : peers.get(node)
    const at = peer?.connections.indexOf(connection) ?? -1
    if (peer === undefined || at < 0) return
    peer.connections.splice(at, 1)
    if (peer.connections.length === 0) forget(peer)
    else setImmediate(() => void introduceAgain())
  }

  const forget = (peer: Held, code?: AdmissionCode): void => {
    if (peers.get(peer.node) !== peer) return
    peers.delete(peer.node)
    peer.controller.abort(new NetworkError('stream-closed', 'the peer is gone'))
    log.info('network.gone', { node: peer.node, ...(code === undefined ? {} : { code }) })
    deps.events.emit('gone', { node: peer.node, ...(code === undefined ? {} : { code }) })
    deps.onGone(peer.node, deps.clock() - peer.since)
  }

  /** Ends a connection that was not admitted. */
  const drop = (connection: Connection, error: NetworkError, node: NodeKey | undefined): void => {
    const greeting = greetings.get(connection)
    greeting?.settle(false)
    deps.host().gate.shut(connection)
    if (deps.signal.aborted) return connection.abort(error)
    if (greeting !== undefined) {
      const by = error instanceof RefusedError ? error.by : 'us'
      const code = error instanceof RefusedError ? error.shown : error.code
      deps.counters.refused(code)
      log.info('network.refused', { ...(node === undefined ? {} : { node }), code, by, reason: error.message })
      deps.events.emit('refused', { ...(node === undefined ? {} : { node }), code, by })
    }
    if (error instanceof RefusedError) void hangUp(connection)
    else connection.abort(error)
  }

  const rejudge = (): void => {
    for (const peer of [...peers.values()]) {
      const code = judgeNode(trust, peer.node)
      if (code === undefined) continue
      const error = new NetworkError(code, 'the peer is no longer admitted')
      deps.counters.refused(code)
      const connections = [...peer.connections]
      forget(peer, code)
      for (const connection of connections) {
        deps.host().gate.shut(connection)
        connection.abort(error)
      }
    }
  }

  const introduceAgain = async (): Promise<void> => {
    for (const peer of peers.values()) {
      const connection = preferred(peer.connections)
      if (connection !== undefined) await deps.host().introduce(connection)
    }
  }

  const denyEncrypted = (peer: PeerId, inbound: boolean): boolean => {
    const node = nodeKeyOf(peer)
    if (node === undefined || trust.memberOfNode(node)?.revoked === true) return true
    if (!inbound || trust.isActiveNode(node)) return false
    let strangers = 0
    for (const greeting of greetings.values()) if (greeting.stranger) strangers++
    return strangers >= connectionLimits.strangersMax
  }

  return {
    ...{ opened, closed, handleHello, denyEncrypted, rejudge, introduceAgain },
    get: (node) => peers.get(node),
    peers: () => [...peers.values()],
    infos: () => [...peers.values()].map(infoOf),
  }
}

async function hangUp(connection: Connection): Promise<void> {
  try {
    await connection.close()
  } catch (error) {
    connection.abort(networkErrorOf(error, 'stream-closed'))
  }
}
