// What the network takes and gives. Other rooms need this file alone.
import type { SignedHeader } from '../../protocol/bundle.ts'
import type { ProtocolCode } from '../../protocol/codes.ts'
import type { BundleId, LaneId, MemberId, NetworkId, NodeKey } from '../../protocol/ids.ts'
import type { NetworkCode } from './codes.ts'

/** Takes one event a call; `fields` are flat. */
export interface NetworkLog {
  debug(event: string, fields?: Readonly<Record<string, unknown>>): void
  info(event: string, fields?: Readonly<Record<string, unknown>>): void
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void
}

/** What the network asks of trust: who is admitted, and the control objects that every member may have. */
export interface NetworkTrust {
  readonly networkId: NetworkId
  /** The newest charter held. */
  charter(): { readonly version: number; readonly hash: Uint8Array }
  memberOfNode(node: NodeKey): { readonly member: MemberId; readonly revoked: boolean } | undefined
  /** Whether the node has a certificate that counts, of a member that is active under the newest charter. */
  isActiveNode(node: NodeKey): boolean
  /** Verifies, persists and takes into account, in that order. Resolves when it is durable. `held`: nothing new. */
  apply(object: Uint8Array): Promise<{ readonly code: 'accepted' | 'held' | ProtocolCode }>
  /** Over the sorted hashes of the control objects held. */
  digest(): Uint8Array
  hashes(): Uint8Array[]
  object(hash: Uint8Array): Uint8Array | undefined
  /** Addresses by node, from the newest node records. */
  addresses(): ReadonlyMap<NodeKey, readonly string[]>
  /** Serial of the newest record held of a node; 0 where there is none. */
  recordSerial(node: NodeKey): number
  /** Charters behind `version` as control objects, in order. */
  chartersAfter(version: number): Uint8Array[]
  /** Called after every change of what the calls above answer. Returns the way to stop it. */
  onChange(listener: () => void): () => void
  /** Called with each object that was accepted; the network announces it. */
  onAccepted(listener: (object: Uint8Array) => void): () => void
}

/** How far a lane is held. */
export interface Position {
  readonly lane: LaneId
  readonly seq: number
  readonly bundle: BundleId
}

/** Bundles `from` to `to` of a lane, both included. `after`: the bundle held at `from - 1`, where one is. */
export interface Want {
  readonly lane: LaneId
  readonly from: number
  readonly to: number
  readonly after?: BundleId
}

/** Who delivered a frame, and how. */
export interface Delivery {
  readonly peer: NodeKey
  readonly via: 'gossip' | 'sync' | 'announce'
}

export interface Received {
  /** `wanted`: a header alone, judged good as far as a header can be; its body must be pulled. */
  readonly code: 'accepted' | 'wanted' | ProtocolCode
  /** There once the signature was found good. */
  readonly signed?: SignedHeader
}

export interface NetworkDeps {
  /** Ed25519 seed, 32 bytes: libp2p identity and signature of the node record. */
  readonly nodeSecretKey: Uint8Array
  /** This node's certificate, a ControlObject. */
  readonly certificate: Uint8Array
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** So many random bytes; for jitter. */
  readonly random: (bytes: number) => Uint8Array
  readonly log: NetworkLog
  readonly trust: NetworkTrust
  /**
   * Judges one frame and makes it durable. Frames of one lane are handed over in order and without waiting for the one
   * before (up to a bound), so that the writer can group them: the order of the calls is the order of the lane. A
   * rejection means that this node failed, never that the peer did.
   */
  receive(frame: Uint8Array, from: Delivery): Promise<Received>
  /** Over the lanes held here that `peer` may know of; equal where both hold the same. */
  digest(peer: NodeKey): Uint8Array
  /** The lanes that `peer` may know of (`lanesFor(peer)`). */
  frontier(peer: NodeKey): readonly Position[]
  /**
   * Encoded Frames in order, as many as are held of what is wanted; nothing of a lane that `peer` may not know of, judged
   * again before each of them.
   * Where `after` is not the bundle held before `from`, it starts with that one: the peer then sees the fork.
   */
  frames(peer: NodeKey, want: Want): AsyncIterable<Uint8Array>
  /** Whether this node is the author of the lane. */
  isOwnLane(lane: LaneId): boolean
  /** A peer holds more of a lane of this node than it does itself (docs/protocol.md#incarnations). Called before pulling. */
  ownLaneAhead(lane: LaneId): Promise<void>
  /** Nodes that may receive the bundle under the newest charter, this one left out. Of a header that need not be verified. */
  entitledNodes(signed: SignedHeader): ReadonlySet<NodeKey>
  /** Called before a bundle of a restricted lane goes to a peer whole, unasked. Resolves when it may leave. */
  disclose(peer: NodeKey, signed: SignedHeader): Promise<void>
  /** `peer` was handed the bytes of a restricted lane up to `seq`. */
  handed(peer: NodeKey, lane: LaneId, seq: number): void
  /** SignedAcks that this node owes the member of `peer`: of its lanes, the newest of each. The same bytes until they change. */
  acksFor(peer: NodeKey): readonly Uint8Array[]
  /** Judges a SignedAck and makes it durable. `held`: nothing new. */
  takeAck(ack: Uint8Array, peer: NodeKey): Promise<{ readonly code: string }>
}

export interface NetworkOptions {
  /** Multiaddrs to listen on. */
  readonly listen: readonly string[]
  /** Multiaddrs for the node record; what is listened on otherwise. */
  readonly announce?: readonly string[]
  /** Multiaddrs to dial beside those of node records. */
  readonly bootstrap?: readonly string[]
  /** How this node calls itself to its peers. */
  readonly agent?: string
  readonly timing?: Partial<Timing>
}

/** Intervals and time-outs, milliseconds. */
export interface Timing {
  /** Between two periodic syncs with one peer; varied by a fifth. */
  readonly syncIntervalMs: number
  /** First and longest wait before dialing again; doubles in between, varied. */
  readonly dialMinMs: number
  readonly dialMaxMs: number
  readonly dialTimeoutMs: number
  /** For each message of the handshake, and for the whole of it. */
  readonly helloStepMs: number
  readonly helloMs: number
  /** For each message of an exchange. */
  readonly idleMs: number
  /** Two connections to one node that come up within so long are one dialed by both sides. */
  readonly doubleMs: number
  /** First wait before a sync that broke is tried again; doubles up to the interval. */
  readonly retryMs: number
  /** A lane that a peer has not moved for so long may be pulled from another. */
  readonly stallMs: number
}

export interface PeerInfo {
  readonly node: NodeKey
  readonly member: MemberId
  readonly address: string
  readonly direction: 'inbound' | 'outbound'
  /** Admitted, milliseconds since 1970. */
  readonly since: number
  readonly agent: string
  /** What the peer said when it was admitted. */
  readonly charterVersion: number
  /** When a sync with the peer last ended well. */
  readonly lastSync?: number
  /** From request to first answer of the last sync. */
  readonly latencyMs?: number
  /** Why the last sync ended early. */
  readonly lastCode?: string
}

/** Bytes and messages since the start. `refused`: by code, what peers delivered and who was turned away. */
export interface NetworkCounters {
  readonly syncBytesIn: number
  readonly syncBytesOut: number
  readonly syncFramesIn: number
  readonly syncFramesOut: number
  readonly controlBytesIn: number
  readonly controlBytesOut: number
  readonly gossipBytesIn: number
  readonly gossipBytesOut: number
  readonly gossipMessagesIn: number
  readonly gossipMessagesOut: number
  /** Announcements of restricted lanes and acknowledgements; of no lane in particular. */
  readonly announceBytesIn: number
  readonly announceBytesOut: number
  readonly announcementsIn: number
  readonly announcementsOut: number
  readonly refused: Readonly<Record<string, number>>
}

export interface NetworkEvents {
  /** A peer was admitted. */
  peer: PeerInfo
  /** The last connection to an admitted peer ended. `code`: why this node cut it. */
  gone: { readonly node: NodeKey; readonly code?: NetworkCode | ProtocolCode }
  /** A peer was turned away, here or there. `node` is unknown where the key is not Ed25519. */
  refused: { readonly node?: NodeKey; readonly code: string; readonly by: 'us' | 'peer' }
  /** A sync with a peer ended: how many frames it brought; `equal` where both sides held the same. */
  synced: { readonly node: NodeKey; readonly frames: number; readonly equal: boolean; readonly code?: string }
}

export interface Network extends AsyncDisposable {
  /** Listens, publishes the node record, dials. Throws NetworkError `listen-failed`, `address-invalid`. */
  start(): Promise<void>
  /** Ends every exchange and connection. Afterwards no timer and no socket is left. */
  stop(): Promise<void>
  /**
   * Tells the network of an own bundle that is durable: whole where small, otherwise its header. One of a restricted lane
   * is told to a few nodes that may receive it, and never touches gossip.
   */
  announce(bundle: SignedHeader, frame: Uint8Array): void
  /** More of what this member wrote is held here, or can be read: its nodes are told what they are owed, in a moment. */
  acknowledge(author: MemberId): void
  /** Tells the network of a new control object. */
  announceControl(object: Uint8Array): void
  peers(): PeerInfo[]
  /** Multiaddrs that this node listens on, with its id. */
  addresses(): string[]
  counters(): NetworkCounters
  /** Runs a sync with one peer or all, now. Throws `peer-unknown`, `network-stopped`; rejects with why a sync failed. */
  syncNow(peer?: NodeKey): Promise<void>
  on<Name extends keyof NetworkEvents>(name: Name, listener: (event: NetworkEvents[Name]) => void): () => void
}
