// A peer that is no member gets nothing but the handshake (78): a plain libp2p node tries every protocol and topic, and
// every byte that it is sent is looked at.
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { gossipsub } from '@libp2p/gossipsub'
import type { GossipSub } from '@libp2p/gossipsub'
import type { Connection, Libp2p, Stream } from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { topicsOf } from '../../node/network/host.ts'
import { createChannel } from '../../node/network/stream.ts'
import { encode, wire } from '../../node/network/wire.ts'
import { idBytes } from '../../protocol/ids.ts'
import { createCommunity, keyOf, testNow } from '../helpers/community.ts'
import { createTestNode, next, shareRecord, until } from '../helpers/network-node.ts'
import type { TestNode } from '../helpers/network-node.ts'
import { introducer } from './identify.ts'
import type { Introducer } from './identify.ts'

const community = createCommunity(['alpha', 'beta', 'gamma'])
const foreign = createCommunity(['alpha', 'mallory'], 'another network')
const channelOptions = { messageMaxBytes: 1 << 20, idleMs: 5_000 }

let member: TestNode
type Raw = Libp2p<{ identify: Introducer; pubsub: GossipSub }>
let raw: Raw
/** Everything that was sent to the raw node on streams, whoever opened them. */
let received: { protocol: string; bytes: Buffer }[] = []

async function rawNode(seed: Uint8Array): Promise<Raw> {
  const node = await createLibp2p({
    privateKey: await generateKeyPairFromSeed('Ed25519', seed),
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionMonitor: { enabled: false },
    services: { identify: introducer, pubsub: gossipsub({ allowPublishToZeroTopicPeers: true }) },
  })
  node.addEventListener('connection:open', (event) => record(event.detail))
  return node
}

/** Listens below protocol negotiation is impossible from here, so every stream of the connection is listened to. */
function record(connection: Connection): void {
  const listening = new Set<Stream>()
  const look = (): void => {
    for (const stream of connection.streams) {
      if (listening.has(stream)) continue
      listening.add(stream)
      stream.addEventListener('message', (event) => {
        received.push({ protocol: stream.protocol, bytes: Buffer.from(event.data.subarray()) })
      })
    }
  }
  const timer = setInterval(look, 1)
  connection.addEventListener('close', () => clearInterval(timer))
}

async function dial(): Promise<Connection> {
  return raw.dial(multiaddr(member.network.addresses()[0]))
}

const admitted = encode(wire.HelloReply, new wire.HelloReply({ verdict: wire.HelloVerdict.ADMITTED }))

function helloOf(change: wire.Hello.$Properties): Uint8Array {
  return encode(
    wire.Hello,
    new wire.Hello({
      version: 1,
      network: idBytes(community.network),
      charterVersion: 1,
      charterHash: community.genesis.hash,
      certificate: community.node('beta').certificate,
      agent: 'mallory',
      ...change,
    }),
  )
}

beforeEach(async () => {
  received = []
  member = await createTestNode(community, 'alpha', { timing: { helloMs: 400, helloStepMs: 300 } })
  member.ledger.publish(5, 100)
  await member.network.start()
  raw = await rawNode(keyOf('mallory node').secretKey)
})
afterEach(async () => {
  await raw.stop()
  await member.network.stop()
})

describe('a peer of no member', () => {
  it.each(['/entente/control/1', '/entente/sync/1', '/meshsub/1.2.0'])('is not answered on %s', async (protocol) => {
    const connection = await dial()
    const stream = await connection.newStream(protocol).catch(() => undefined)
    if (stream !== undefined) {
      const channel = createChannel(stream, channelOptions)
      await channel.send(encode(wire.SyncRequest, new wire.SyncRequest({ digest: Buffer.alloc(32) }))).catch(() => {})
      await expect(channel.receive()).rejects.toMatchObject({ code: 'stream-closed' })
    }
    expect(member.network.peers()).toEqual([])
  })

  it.each(['/ipfs/id/1.0.0', '/ipfs/ping/1.0.0', '/meshsub/1.1.0', '/floodsub/1.0.0', '/ipfs/kad/1.0.0'])(
    'finds no %s',
    async (protocol) => {
      const connection = await dial()
      const stream = await connection.newStream(protocol).catch(() => undefined)
      await until(() => stream?.status !== 'open', 'the stream is refused')
    },
  )

  it('gets no byte of any gossip topic, although it subscribes to all', async () => {
    const { pubsub } = raw.services
    const heard: unknown[] = []
    pubsub.addEventListener('message', (event) => heard.push(event))
    const topics = topicsOf(community.network)
    for (const topic of [topics.open, topics.control]) pubsub.subscribe(topic)
    const connection = await dial()
    const closed = new Promise((resolve) => connection.addEventListener('close', resolve))
    raw.services.identify.introduce(connection, '/meshsub/1.2.0')
    const { signed, frame } = member.ledger.publish(1, 50)
    member.network.announce(signed, frame)
    member.network.announceControl(community.node('beta').certificate)
    await closed
    expect(heard).toEqual([])
    const said = Buffer.concat(received.map(({ bytes }) => bytes)).toString('latin1')
    expect(said.replaceAll(/[^ -~]+/g, ' ').trim()).toMatch(/^(\/multistream\/1\.0\.0|\/meshsub\/1\.2\.0|na|\s)*$/)
    for (const secret of [signed.bytes, community.genesisObject, member.identity.certificate]) {
      expect(said.includes(Buffer.from(secret).subarray(0, 40).toString('latin1'))).toBe(false)
    }
  })

  it.each([
    ['says nothing', undefined, 'handshake-timeout'],
    ['cites another network', { network: idBytes(foreign.network) }, 'network-mismatch'],
    ['shows the certificate of another node', {}, 'certificate-mismatch'],
    ['shows none', { certificate: new Uint8Array() }, 'certificate-missing'],
    ['shows one of another network', { certificate: foreign.node('mallory').certificate }, 'network-mismatch'],
    ['speaks another version', { version: 9 }, 'version-unsupported'],
  ])('that %s is refused with a code and disconnected', async (_name, change, code) => {
    const refused = next(member.network, 'refused')
    const connection = await dial()
    const closed = new Promise((resolve) => connection.addEventListener('close', resolve))
    if (change !== undefined) {
      const channel = createChannel(await connection.newStream('/entente/hello/1'), channelOptions)
      await channel.send(helloOf(change))
      const answers: wire.HelloReply[] = []
      for (let bytes; (bytes = await channel.receive().catch(() => undefined)) !== undefined;) {
        if (wire.Hello.decode(bytes).network.length === 32) await channel.send(admitted)
        else answers.push(wire.HelloReply.decode(bytes))
      }
      expect(answers.at(-1)).toMatchObject({ verdict: wire.HelloVerdict.REFUSED, code })
    }
    expect(await refused).toMatchObject({ code, by: 'us' })
    await closed
    expect(member.network.peers()).toEqual([])
    expect(member.network.counters().refused[code]).toBe(1)
  })

  it('gets no charter that it does not hold', async () => {
    const { object } = community.successor(member.trust.charter(), (charter) => ({ ...charter, issuedAt: testNow + 1 }))
    await member.trust.apply(object)
    const connection = await dial()
    const channel = createChannel(await connection.newStream('/entente/hello/1'), channelOptions)
    // Of an unknown member: the Hello itself is in order, the charter is asked for before any verdict.
    await channel.send(helloOf({ certificate: mallory() }))
    expect(wire.Hello.decode((await channel.receive())!)).toMatchObject({ charterVersion: 2 })
    await channel.send(encode(wire.HelloReply, new wire.HelloReply({ verdict: wire.HelloVerdict.SEND_CHARTERS })))
    const answer = wire.HelloReply.decode((await channel.receive())!)
    expect(answer).toMatchObject({ verdict: wire.HelloVerdict.REFUSED, code: 'member-unknown' })
    expect(answer.charters).toEqual([])
  })

  it('cannot hold a connection with a handshake that trickles (77)', async () => {
    const connection = await dial()
    const stream = await connection.newStream('/entente/hello/1')
    const refused = next(member.network, 'refused')
    stream.send(Buffer.from([0, 0]))
    expect(['stream-timeout', 'handshake-timeout']).toContain((await refused).code)
    await until(() => connection.status !== 'open', 'the connection is closed')
  })
})

describe('a revoked node', () => {
  it('is cut before any stream', async () => {
    const beta = await createTestNode(community, 'beta')
    try {
      await beta.network.start()
      await shareRecord(beta, member)
      await until(() => member.network.peers().length === 1, 'beta is connected')
      const gone = next(member.network, 'gone')
      await member.trust.apply(community.revoke('beta'))
      expect(await gone).toMatchObject({ node: beta.identity.key, code: 'certificate-revoked' })
      const opened: unknown[] = []
      const spy = member.network.on('peer', (event) => opened.push(event))
      await shareRecord(member, beta)
      // It has heard of its end, too: on a connection that is just being closed the stream is what fails.
      await until(() => beta.network.peers().length === 0, 'beta is cut')
      await expect(beta.network.syncNow(member.identity.key)).rejects.toMatchObject({ code: 'peer-unknown' })
      spy()
      expect(opened).toEqual([])
    } finally {
      await beta.network.stop()
    }
  })
})

/** A certificate of this network for a member that its charter does not know. */
function mallory(): Uint8Array {
  return createCommunity(['alpha', 'beta', 'gamma']).node('mallory').certificate
}
