// The network, put together: libp2p behind the gate, handshake, gossip, exchanges and dialer. Everything that it needs of
// the node comes in through NetworkDeps; it knows neither store nor ingest.
import { multiaddr } from '@multiformats/multiaddr'
import { hexId } from '../../protocol/ids.ts'
import type { NodeKey } from '../../protocol/ids.ts'
import { publicKeyOf } from '../../protocol/keys.ts'
import { createAnnounced } from './announced.ts'
import type { Announced } from './announced.ts'
import { createAnnouncer } from './announcer.ts'
import type { Announcer } from './announcer.ts'
import { createConnections } from './connections.ts'
import type { Connections } from './connections.ts'
import { createCounters } from './counters.ts'
import { createDialer } from './dialer.ts'
import type { Dialer } from './dialer.ts'
import { NetworkError, networkErrorOf, reasonOf } from './errors.ts'
import { createEvents } from './events.ts'
import { createExchange } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { createGossip } from './gossip.ts'
import type { Gossip } from './gossip.ts'
import { createHost } from './host.ts'
import type { Host } from './host.ts'
import { createKnown } from './known.ts'
import { announceLimits, defaultTiming, syncLimits } from './limits.ts'
import { createReservations } from './plan.ts'
import { publishRecord } from './records.ts'
import { createSchedule } from './schedule.ts'
import type { Schedule } from './schedule.ts'
import { createSpread } from './spread.ts'
import type { Spread } from './spread.ts'
import type { Network, NetworkDeps, NetworkOptions, Timing } from './types.ts'
import { protocols } from './wire.ts'

const defaultAgent = 'entente'

interface Parts {
  readonly host: Host
  readonly connections: Connections
  readonly schedule: Schedule
  readonly exchange: Exchange
  readonly gossip: Gossip
  readonly announcer: Announcer
  readonly announced: Announced
  readonly spread: Spread
  readonly dialer: Dialer
}

/** Builds the network without opening anything. Throws NetworkError `address-invalid`. */
export async function createNetwork(deps: NetworkDeps, options: NetworkOptions): Promise<Network> {
  const timing: Timing = { ...defaultTiming, ...options.timing }
  for (const address of [...options.listen, ...(options.announce ?? []), ...(options.bootstrap ?? [])]) {
    assertAddress(address)
  }
  const { trust, log, clock } = deps
  const own = hexId<NodeKey>(publicKeyOf(deps.nodeSecretKey))
  const counters = createCounters()
  const events = createEvents(log)
  const stopping = new AbortController()
  const reservations = createReservations(clock, timing.stallMs)
  const chance = (): number => Buffer.from(deps.random(4)).readUInt32BE() / 2 ** 32
  const known = createKnown()
  const common = { clock, log, counters, events, timing, chance, reservations, known }

  const parts = await build()
  const { host, connections, schedule, exchange, gossip, announcer, spread, dialer } = parts
  const { libp2p } = host
  const ends: (() => void)[] = []
  let state: 'new' | 'started' | 'stopped' = 'new'

  async function build(): Promise<Parts> {
    // Each part calls the others only once the network runs.
    const built: { parts?: Parts } = {}
    const late = (): Parts => {
      if (built.parts === undefined) throw new NetworkError('network-stopped', 'the network is not built')
      return built.parts
    }
    const denyEncrypted: Connections['denyEncrypted'] = (peer, inbound) =>
      late().connections.denyEncrypted(peer, inbound)
    const made = await createHost({
      seed: deps.nodeSecretKey,
      network: trust.networkId,
      listen: options.listen,
      announce: options.announce ?? [],
      dialTimeoutMs: timing.dialTimeoutMs,
      gater: {
        denyInboundEncryptedConnection: (peer) => denyEncrypted(peer, true),
        denyOutboundEncryptedConnection: (peer) => denyEncrypted(peer, false),
      },
    })
    const conns = createConnections({
      ...common,
      ...{ own, trust, certificate: deps.certificate, agent: options.agent ?? defaultAgent },
      host: () => made,
      signal: stopping.signal,
      onAdmitted: (peer) => {
        late().schedule.add(peer)
        late().announcer.greet(peer)
      },
      onGone: (node, admittedMs) => {
        late().schedule.remove(node)
        late().gossip.forget(node)
        late().announcer.forget(node)
        late().announced.forget(node)
        known.forget(node)
        late().dialer.gone(node, admittedMs)
      },
    })
    const exchanges = createExchange({
      ...{ ...common, node: deps, connections: conns },
      answerAnnouncements: (channel, node) => late().announced.answer(channel, node),
    })
    const scheduled = createSchedule({
      ...common,
      exchange: exchanges,
      onHeads: (heads, from) => late().spread.heads(heads, from),
    })
    const gossiped = createGossip({
      ...{ node: deps, pubsub: made.gossip, connections: conns, counters },
      sync: (node, how) => scheduled.sync(node, how),
    })
    const announcing = createAnnouncer({
      ...{ ...common, node: deps, connections: conns, exchange: exchanges },
      signal: stopping.signal,
    })
    const announced = createAnnounced({
      ...{ ...common, node: deps, announcer: announcing },
      sync: (node, how) => scheduled.sync(node, how),
    })
    const dialing = createDialer({
      ...common,
      own,
      known: () => new Map([...trust.addresses()].filter(([node]) => trust.isActiveNode(node))),
      bootstrap: options.bootstrap ?? [],
      isConnected: (node) => conns.get(node) !== undefined,
      dial: (addresses, signal) => made.libp2p.dial(addresses, { signal }),
      greeted: (connection) => conns.opened(connection),
      signal: stopping.signal,
    })
    const whole = {
      ...{ host: made, connections: conns, schedule: scheduled },
      ...{ exchange: exchanges, gossip: gossiped, dialer: dialing },
      ...{ announcer: announcing, announced, spread: createSpread({ gossip: gossiped, announcer: announcing, known }) },
    }
    built.parts = whole
    return whole
  }

  const start = async (): Promise<void> => {
    if (state !== 'new') throw new NetworkError('network-stopped', 'a network is started once')
    state = 'started'
    libp2p.addEventListener('connection:open', (event) => void connections.opened(event.detail))
    libp2p.addEventListener('connection:close', (event) => connections.closed(event.detail))
    const served = { maxInboundStreams: syncLimits.servesPerPeerMax, maxOutboundStreams: syncLimits.servesPerPeerMax }
    await libp2p.handle(protocols.hello, connections.handleHello, { maxInboundStreams: 1, maxOutboundStreams: 1 })
    await libp2p.handle(protocols.control, exchange.handleControl, served)
    await libp2p.handle(protocols.sync, exchange.handleSync, served)
    const told = {
      maxInboundStreams: announceLimits.servesPerPeerMax,
      maxOutboundStreams: announceLimits.servesPerPeerMax,
    }
    await libp2p.handle(protocols.announce, exchange.handleAnnounce, told)
    try {
      await libp2p.start()
    } catch (error) {
      await stop()
      throw networkErrorOf(error, 'listen-failed')
    }
    gossip.start()
    watchTrust()
    const tell = (): Promise<void> => publishRecord({ ...deps, own }, options.announce ?? addresses())
    await tell()
    const moved = (): void => {
      if (state !== 'started') return
      tell().catch((error: unknown) => log.warn('network.record-failed', { reason: reasonOf(error) }))
    }
    libp2p.addEventListener('self:peer:update', moved)
    ends.push(() => libp2p.removeEventListener('self:peer:update', moved))
    dialer.refresh(false)
    // A gossip stream that broke alone is opened again.
    const mending = setInterval(() => void connections.introduceAgain().catch(() => undefined), timing.syncIntervalMs)
    ends.push(() => clearInterval(mending))
  }

  const watchTrust = (): void => {
    let version = trust.charter().version
    const changed = (): void => {
      connections.rejudge()
      exchange.trustChanged()
      const before = version
      version = trust.charter().version
      const charter = version !== before
      schedule.trustChanged({ charter })
      dialer.refresh(charter)
    }
    ends.push(
      trust.onChange(changed),
      trust.onAccepted((object) => gossip.announceControl(object)),
    )
  }

  const stop = async (): Promise<void> => {
    if (state === 'stopped') return
    state = 'stopped'
    for (const end of ends) end()
    gossip.stop()
    announcer.stop()
    dialer.stop()
    for (const { node } of connections.peers()) schedule.remove(node)
    stopping.abort(new NetworkError('network-stopped', 'the network stops'))
    await libp2p.stop()
    await schedule.idle()
  }

  const addresses = (): string[] => libp2p.getMultiaddrs().map((address) => address.toString())

  const syncNow: Network['syncNow'] = async (peer) => {
    if (state !== 'started') throw new NetworkError('network-stopped', 'the network is not running')
    const nodes = peer === undefined ? connections.peers().map(({ node }) => node) : [peer]
    await Promise.all(nodes.map((node) => schedule.sync(node, { control: true })))
  }

  return {
    ...{ start, stop, addresses, syncNow },
    announce: spread.own,
    acknowledge: announcer.acknowledge,
    announceControl: gossip.announceControl,
    peers: connections.infos,
    counters: counters.read,
    on: (name, listener) => events.on(name, listener),
    [Symbol.asyncDispose]: stop,
  }
}

function assertAddress(address: string): void {
  try {
    multiaddr(address)
  } catch (cause) {
    throw new NetworkError('address-invalid', `not a multiaddr: ${address}`, { cause })
  }
}
