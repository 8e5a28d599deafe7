// libp2p as this network needs it: TCP, Noise, Yamux, gossipsub, and nothing that opens streams before the gate is asked.
// Every option that differs from the default says why.
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { gossipsub, StrictNoSign } from '@libp2p/gossipsub'
import type { GossipSub } from '@libp2p/gossipsub'
import { serviceCapabilities } from '@libp2p/interface'
import type {
  Connection,
  ConnectionGater,
  IdentifyResult,
  Libp2p,
  PeerStore,
  TypedEventTarget,
} from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { sha256 } from '../../protocol/hash.ts'
import type { NetworkId } from '../../protocol/ids.ts'
import { createGate } from './gate.ts'
import type { Gate, GatedRegistrar } from './gate.ts'
import { connectionLimits, gossipLimits, streamLimits } from './limits.ts'
import { protocols } from './wire.ts'

/** The one gossip protocol that is spoken: older ones lack what bounds duplicates. */
export const gossipProtocol = '/meshsub/1.2.0'

export interface Topics {
  readonly open: string
  readonly control: string
}

export function topicsOf(network: NetworkId): Topics {
  return { open: `entente/1/${network}/open`, control: `entente/1/${network}/control` }
}

interface Components {
  readonly registrar: GatedRegistrar
  readonly peerStore: PeerStore
  readonly events: TypedEventTarget<{ 'peer:identify': CustomEvent<IdentifyResult> }>
}

interface Admission {
  readonly gate: Gate
  /** Tells libp2p's topologies, gossipsub among them, of an admitted connection; again does no harm. */
  readonly introduce: (connection: Connection) => Promise<void>
}

export interface Host {
  readonly libp2p: Libp2p
  readonly gossip: GossipSub
  readonly gate: Gate
  readonly introduce: (connection: Connection) => Promise<void>
}

export interface HostOptions {
  readonly seed: Uint8Array
  readonly network: NetworkId
  readonly listen: readonly string[]
  readonly announce: readonly string[]
  readonly gater: ConnectionGater
  readonly dialTimeoutMs: number
}

export async function createHost(options: HostOptions): Promise<Host> {
  let admission: Admission | undefined
  const libp2p = await createLibp2p({
    start: false,
    privateKey: await generateKeyPairFromSeed('Ed25519', options.seed),
    addresses: { listen: [...options.listen], announce: [...options.announce] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [
      yamux({
        streamOptions: {
          // Pausing works only while the window is smaller than the read buffer.
          maxStreamWindowSize: streamLimits.windowBytes,
          maxReadBufferLength: streamLimits.readBufferMaxBytes,
        },
      }),
    ],
    // Its pings abort connections that are merely busy; the periodic sync is what notices a dead peer.
    connectionMonitor: { enabled: false },
    connectionManager: {
      maxConnections: connectionLimits.connectionsMax,
      // Per host: partners may share an address, and 5 a second refuses them at a common start.
      inboundConnectionThreshold: connectionLimits.inboundPerSecondAndHost,
      maxIncomingPendingConnections: connectionLimits.inboundPendingMax,
      maxParallelDials: connectionLimits.parallelDialsMax,
      dialTimeout: options.dialTimeoutMs,
      // The dialer of this room decides when to dial again.
      reconnectRetries: 0,
    },
    connectionGater: options.gater,
    services: {
      admission: (components: unknown) => (admission = createAdmission(components as Components)),
      gossip: gossipsub(gossipOptions(topicsOf(options.network))),
    },
  })
  if (admission === undefined) throw new TypeError('libp2p did not create the admission service')
  return { libp2p, gossip: libp2p.services.gossip, gate: admission.gate, introduce: admission.introduce }
}

/** In the place of identify: gossipsub asks for somebody who introduces peers to it. */
function createAdmission(components: Components): Admission & { [serviceCapabilities]: string[] } {
  return {
    [serviceCapabilities]: ['@libp2p/identify'],
    gate: createGate(components.registrar, new Set([protocols.hello])),
    introduce: async (connection) => {
      const peerId = connection.remotePeer
      // Known to the peer store, or nobody tells gossipsub when the peer is gone.
      await components.peerStore.merge(peerId, { protocols: [gossipProtocol] })
      const detail: IdentifyResult = { peerId, protocols: [gossipProtocol], connection, listenAddrs: [] }
      components.events.safeDispatchEvent('peer:identify', { detail })
    },
  }
}

function gossipOptions(topics: Topics): Parameters<typeof gossipsub>[0] {
  const judged = {
    topicWeight: 1,
    // Only what every node must see alike counts against a peer; a quiet network is no fault.
    timeInMeshWeight: 0,
    firstMessageDeliveriesWeight: 0,
    meshMessageDeliveriesWeight: 0,
    meshFailurePenaltyWeight: 0,
    timeInMeshQuantum: 1,
    timeInMeshCap: 1,
    firstMessageDeliveriesDecay: 0.5,
    firstMessageDeliveriesCap: 1,
    meshMessageDeliveriesDecay: 0.5,
    meshMessageDeliveriesCap: 1,
    meshMessageDeliveriesThreshold: 1,
    meshMessageDeliveriesWindow: 10,
    meshMessageDeliveriesActivation: 5000,
    meshFailurePenaltyDecay: 0.5,
    invalidMessageDeliveriesWeight: -1,
    invalidMessageDeliveriesDecay: 0.9,
  }
  return {
    protocols: [gossipProtocol],
    fallbackToFloodsub: false,
    // What is inside is signed; a second signature would cost two thirds of the throughput.
    globalSignaturePolicy: StrictNoSign,
    // Over the whole message: a copy with a bad signature cannot shadow the good one.
    msgIdFn: (message) => sha256(message.data),
    msgIdToStrFn: (id) => Buffer.from(id.buffer, id.byteOffset, id.byteLength).toString('latin1'),
    // The author's upload would grow with the network; up to D peers are reached at once all the same.
    floodPublish: false,
    D: 8,
    Dlo: 6,
    Dhi: 12,
    Dout: 3,
    asyncValidation: true,
    allowPublishToZeroTopicPeers: true,
    ignoreDuplicatePublishError: true,
    doPX: false,
    // Names of peers are tags for a pruner that this network does not use.
    tagMeshPeers: false,
    // A header is forwarded after its body was pulled and committed, which may take longer than the default of 5 s.
    mcacheLength: 30,
    mcacheGossip: 3,
    // Handling would otherwise be unbounded.
    awaitRpcHandler: true,
    awaitRpcMessageHandler: true,
    allowedTopics: [topics.open, topics.control],
    maxInboundDataLength: gossipLimits.rpcMaxBytes,
    maxOutboundBufferSize: gossipLimits.outboundBufferMaxBytes,
    maxTopicBytesPerPeer: 8 * 1024,
    decodeRpcLimits: {
      maxSubscriptions: 16,
      maxMessages: 512,
      maxIhaveMessageIDs: 5000,
      maxIwantMessageIDs: 5000,
      maxIdontwantMessageIDs: 512,
      maxControlMessages: 64,
      maxPeerInfos: 0,
    },
    scoreParams: {
      // Partners may stand behind one address; membership replaces the suspicion.
      IPColocationFactorWeight: 0,
      retainScore: 60_000,
      topics: { [topics.open]: judged, [topics.control]: judged },
    },
  }
}
