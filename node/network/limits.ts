// Every bound of this room in one place, units in the names. Bounds that both sides of a wire must share are in
// protocol/limits.ts.
import { limits } from '../../protocol/limits.ts'
import type { Timing } from './types.ts'

export const defaultTiming: Timing = {
  syncIntervalMs: 30_000,
  dialMinMs: 500,
  dialMaxMs: 60_000,
  dialTimeoutMs: 10_000,
  helloStepMs: 5_000,
  helloMs: 20_000,
  idleMs: 30_000,
  doubleMs: 5_000,
  retryMs: 200,
  stallMs: 5_000,
}

/**
 * Received and not taken, one stream holds two windows at most: the one that was delivered when reading resumed, and the
 * one that the resumption opened.
 */
export const streamLimits = {
  /** What small messages are gathered to before they are sent: the size of a send decides the throughput. */
  chunkBytes: 64 * 1024,
  pauseBytes: 256 * 1024,
  resumeBytes: 64 * 1024,
  /** Largest receive window. 1 MiB carries 10 MB/s at 100 ms round trip. */
  windowBytes: 1024 * 1024,
  /** The window must stay below it, or pausing breaks the stream. */
  readBufferMaxBytes: 4 * 1024 * 1024,
} as const

export const connectionLimits = {
  connectionsMax: 1024,
  /** Connections of nodes that are not known to be members and have not shown a certificate yet. */
  strangersMax: 64,
  inboundPerSecondAndHost: 64,
  inboundPendingMax: 64,
  /** Beside each other to one node, while the older ones are being closed. */
  perNodeMax: 4,
  parallelDialsMax: 32,
} as const

export const helloLimits = {
  messageMaxBytes: 16 * 1024,
  chartersMaxBytes: limits.controlObjectMaxBytes + 16 * 1024,
  agentMaxChars: 64,
} as const

export const controlLimits = {
  messageMaxBytes: limits.controlObjectMaxBytes + 64 * 1024,
  /** Hashes in one message; 32 bytes each. */
  hashesPerMessage: 4096,
  hashesMax: 65_536,
  /** Objects put aside because what they rest on comes later in the same exchange. */
  deferredMax: 1024,
  /** Hashes of objects that were refused, remembered so that they are not asked for again and again. */
  refusedMax: 4096,
} as const

export const syncLimits = {
  /** A request, or a reply with positions. */
  messageMaxBytes: limits.frameMaxBytes + 64 * 1024,
  positionsPerMessage: 1024,
  positionsMax: 262_144,
  wantsPerRequest: 1024,
  /** Bundles asked for in one go per lane; then other peers get their chance to serve it. */
  bundlesPerWant: 1024,
  /** Frames handed to the node and not durable yet. */
  framesInFlight: 16,
  /** Peers that this node pulls from at once. */
  pullsMax: 8,
  /** Exchanges that this node serves at once, and per peer. */
  servesMax: 32,
  servesPerPeerMax: 4,
} as const

export const gossipLimits = {
  messageMaxBytes: limits.gossipMessageMaxBytes,
  /** Bundle ids whose signature was found good. */
  seenMax: 65_536,
  /** Lanes of which the new end is told after a sync. */
  headsPerSync: 64,
  /** Messages of one peer being judged. */
  inFlightPerPeer: 256,
  /** Tokens of one peer: refill a second, and how many it may save up. */
  messagesPerSecond: 500,
  messagesBurst: 2_000,
  outboundBufferMaxBytes: 16 * 1024 * 1024,
  /** One RPC of gossipsub may answer for thousands of messages. */
  rpcMaxBytes: 16 * 1024 * 1024,
} as const

/** Announcements of restricted lanes. An author tells `authorFanOut` nodes of a bundle, each of them `hopFanOut` more. */
export const announceLimits = {
  messageMaxBytes: limits.gossipMessageMaxBytes,
  authorFanOut: 8,
  hopFanOut: 6,
  /** One stream at a time goes to a peer; so many to all of them. */
  streamsMax: 64,
  /** Announcements on one stream; then another is opened. */
  messagesPerStream: 64,
  acksPerMessage: 64,
  /** Lanes that wait to be told to one peer. What is beyond it learns by sync. */
  waitingLanesMax: 256,
  /** Lanes of which it is remembered who holds them. */
  lanesMax: 16_384,
  /** Bundles that are being pulled after an announcement, and other peers that told of one meanwhile. */
  pullsMax: 1024,
  alternativesMax: 8,
  /** Commits that follow each other this quickly are acknowledged together. */
  ackDelayMs: 50,
  /** Streams that this node serves at once, and per peer. */
  servesMax: 128,
  servesPerPeerMax: 4,
} as const

export const scheduleLimits = {
  /** After a change of the charter every peer is asked within so long: who may have what is another set then. */
  charterSpreadMs: 2_000,
  /** Lanes that may fail in one sync before the rest waits for the next. */
  stopsPerSync: 16,
  /** A lane that fails again and again with one peer rests up to so many doublings of half an interval. */
  restDoublingsMax: 7,
} as const
