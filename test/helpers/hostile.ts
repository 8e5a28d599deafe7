// A member that is admitted like any other and then does what no honest node does: it asks for what it was never told
// of, answers with whatever a test has it say, and keeps every byte that it is given.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection, Stream } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { createConnections } from '../../node/network/connections.ts'
import { answerControl } from '../../node/network/control.ts'
import { createCounters } from '../../node/network/counters.ts'
import { createEvents } from '../../node/network/events.ts'
import { createHost, topicsOf } from '../../node/network/host.ts'
import { defaultTiming } from '../../node/network/limits.ts'
import { createChannel } from '../../node/network/stream.ts'
import type { Channel } from '../../node/network/stream.ts'
import type { Position, Want } from '../../node/network/types.ts'
import {
  decodeWant,
  encode,
  encodePosition,
  encodeReply,
  encodeRequest,
  encodeWant,
  protocols,
  wire,
} from '../../node/network/wire.ts'
import type { NodeKey } from '../../protocol/ids.ts'
import { memoryTrust } from './community.ts'
import type { Community } from './community.ts'
import { until } from './network-node.ts'
import type { TestNode } from './network-node.ts'

export interface Hostile extends AsyncDisposable {
  readonly key: NodeKey
  /** Resolves when both sides have admitted each other. */
  readonly join: (victims: readonly TestNode[]) => Promise<void>
  /** Asks over sync; every answer up to the last of its run. */
  readonly ask: (victim: TestNode, request: { digest?: Uint8Array; want?: readonly Want[] }) => Promise<Uint8Array[]>
  /** Announces on one stream; the codes of the answers. */
  readonly announce: (victim: TestNode, messages: readonly wire.Announcement.$Properties[]) => Promise<string[]>
  readonly publish: (message: wire.GossipMessage.$Properties) => Promise<unknown>
  /** Subscribes to a topic, whatever its name. */
  readonly subscribe: (topic: string) => void
  /** What it claims to hold, and gives. */
  readonly lies: { frontier: Position[]; frames: (want: Want) => readonly Uint8Array[] }
  /** What honest nodes asked it for over sync. */
  readonly wanted: Want[]
  /** Every byte that came over a stream or by gossip, in hexadecimal and as it is. */
  readonly hasSeen: (bytes: Uint8Array) => boolean
  readonly connected: () => number
}

export async function createHostile(community: Community, name: string): Promise<Hostile> {
  const identity = community.node(name)
  const trust = await memoryTrust(community.network, [community.genesisObject, identity.certificate])
  const stopping = new AbortController()
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined }
  const seen: Buffer[] = []
  const wanted: Want[] = []
  const lies: Hostile['lies'] = { frontier: [], frames: () => [] }

  const host = await createHost({
    ...{ seed: identity.seed, network: community.network, dialTimeoutMs: 5_000 },
    ...{ listen: ['/ip4/127.0.0.1/tcp/0'], announce: [], gater: {} },
  })
  const counters = createCounters()
  const connections = createConnections({
    ...{ own: identity.key, certificate: identity.certificate, agent: 'hostile', trust, clock: Date.now, log },
    ...{ host: () => host, counters, events: createEvents(log), timing: defaultTiming, signal: stopping.signal },
    ...{ onAdmitted: () => undefined, onGone: () => undefined },
  })
  const { libp2p, gossip } = host
  const topics = topicsOf(community.network)

  const channelOf = (stream: Stream): Channel => {
    stream.addEventListener('message', (event) => seen.push(Buffer.from(event.data.subarray())))
    return createChannel(stream, { messageMaxBytes: 1 << 20, idleMs: 10_000, signal: stopping.signal })
  }
  const answering = (answer: (channel: Channel) => Promise<void>) => async (stream: Stream, connection: Connection) => {
    if (!(await connections.opened(connection))) return stream.abort(new Error('not admitted'))
    const channel = channelOf(stream)
    await answer(channel).then(
      () => channel.close(),
      () => stream.abort(new Error('enough')),
    )
  }
  const answerSync = async (channel: Channel): Promise<void> => {
    for (let bytes; (bytes = await channel.receive()) !== undefined;) {
      const { want, digest } = wire.SyncRequest.decode(bytes)
      if (want.length > 0) {
        for (const one of want.map((each) => decodeWant(new wire.Want(each)))) {
          wanted.push(one)
          for (const frame of lies.frames(one)) await channel.send(encodeReply({ frame }))
        }
        await channel.send(encodeReply({ done: true }))
      } else if (lies.frontier.length === 0) await channel.send(encodeReply({ digest, done: true }))
      else {
        const other = Buffer.alloc(32, 9)
        await channel.send(encodeReply({ digest: other, frontier: lies.frontier.map(encodePosition), done: true }))
      }
      await channel.flush()
    }
  }
  const answerAnnouncements = async (channel: Channel): Promise<void> => {
    while ((await channel.receive()) !== undefined) {
      await channel.send(encode(wire.AnnouncementReply, new wire.AnnouncementReply({ code: 'accepted' })))
    }
  }
  const control = { trust, refused: new Set<string>(), onRefused: () => undefined }
  await libp2p.handle(protocols.hello, connections.handleHello)
  await libp2p.handle(
    protocols.control,
    answering((channel) => answerControl(channel, control)),
  )
  await libp2p.handle(protocols.sync, answering(answerSync))
  await libp2p.handle(protocols.announce, answering(answerAnnouncements))
  libp2p.addEventListener('connection:open', (event) => void connections.opened(event.detail))
  libp2p.addEventListener('connection:close', (event) => connections.closed(event.detail))
  gossip.addEventListener('gossipsub:message', ({ detail }) => seen.push(Buffer.from(detail.msg.data)))
  await libp2p.start()
  for (const topic of [topics.open, topics.control]) gossip.subscribe(topic)

  const open = async (victim: TestNode, protocol: string): Promise<Channel> => {
    const peer = connections.get(victim.identity.key)
    if (peer === undefined) throw new Error(`not connected to ${victim.name}`)
    return channelOf(await peer.connection().newStream(protocol, { maxOutboundStreams: 64 }))
  }

  return {
    key: identity.key,
    ...{ lies, wanted },
    connected: () => connections.peers().length,
    join: async (victims) => {
      for (const victim of victims) {
        for (const type of ['charter', 'certificate'] as const) {
          for (const object of victim.trust.objects(type)) await trust.apply(object)
        }
        await victim.trust.apply(identity.certificate)
        await libp2p.dial(multiaddr(victim.network.addresses()[0]))
      }
      const knows = ({ network }: TestNode) => network.peers().some(({ node }) => node === identity.key)
      await until(() => victims.every(knows) && connections.peers().length >= victims.length, `${name} is admitted`)
    },
    ask: async (victim, { digest = new Uint8Array(32), want = [] }) => {
      const channel = await open(victim, protocols.sync)
      const answers: Uint8Array[] = []
      await channel.send(encodeRequest(want.length === 0 ? { digest } : { want: want.map(encodeWant) }))
      for (let done = false; !done;) {
        const bytes = await channel.receive()
        if (bytes === undefined) break
        answers.push(bytes)
        done = wire.SyncReply.decode(bytes).done
      }
      await channel.close()
      return answers
    },
    announce: async (victim, messages) => {
      const channel = await open(victim, protocols.announce)
      const codes: string[] = []
      for (const message of messages) {
        await channel.send(encode(wire.Announcement, new wire.Announcement(message)))
        const bytes = await channel.receive()
        if (bytes === undefined) break
        codes.push(wire.AnnouncementReply.decode(bytes).code)
      }
      await channel.close()
      return codes
    },
    publish: async (message) => {
      await until(() => gossip.getSubscribers(topics.open).length > 0, `${name} is in the mesh`)
      const data = encode(wire.GossipMessage, new wire.GossipMessage({ version: 1, ...message }))
      return gossip.publish(topics.open, data)
    },
    subscribe: (topic) => gossip.subscribe(topic),
    hasSeen: (bytes) => {
      const all = Buffer.concat(seen)
      const needle = Buffer.from(bytes)
      return all.includes(needle) || all.includes(needle.toString('hex'))
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort()
      await libp2p.stop()
      await sleep(0)
    },
  }
}
