// The telling side of /entente/announce/1: a new bundle of a restricted lane to a few nodes that may receive it and are
// not known to have it, and acknowledgements to the nodes of authors. One stream at a time goes to a peer; what comes up
// meanwhile waits, of each lane the newest alone: the peer pulls what lies before it.
//
//   telling  frame, acks ->      <- code           as often as something waits; the telling side closes
import { isRestricted } from '../../protocol/entitlement.ts'
import type { SignedHeader } from '../../protocol/bundle.ts'
import { decodeFrame, encodeFrame } from '../../protocol/frame.ts'
import type { LaneId, MemberId, NodeKey } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import { choose } from './choose.ts'
import type { Connections } from './connections.ts'
import type { Counters } from './counters.ts'
import { NetworkError, networkErrorOf } from './errors.ts'
import type { Exchange } from './exchange.ts'
import type { Known } from './known.ts'
import { announceLimits } from './limits.ts'
import type { Peer } from './peer.ts'
import type { Channel } from './stream.ts'
import type { NetworkDeps } from './types.ts'
import { decode, encode, wire } from './wire.ts'

export interface AnnouncerDeps {
  readonly node: Pick<NetworkDeps, 'entitledNodes' | 'disclose' | 'acksFor' | 'handed' | 'log'>
  readonly connections: Pick<Connections, 'get' | 'peers'>
  readonly exchange: Pick<Exchange, 'announce'>
  readonly known: Known
  readonly counters: Counters
  /** From 0 to 1, 1 excluded. */
  readonly chance: () => number
  readonly signal: AbortSignal
}

export interface Announcer {
  /** Tells at most `fanOut` nodes of a bundle that is held here; nobody twice. Open lanes are not its business. */
  readonly announce: (signed: SignedHeader, frame: Uint8Array, fanOut: number) => void
  /** The nodes of the author are told what they are owed, together with what else becomes due in a moment. */
  readonly acknowledge: (author: MemberId) => void
  /** A peer was admitted: it gets what it is owed. */
  readonly greet: (peer: Peer) => void
  readonly forget: (node: NodeKey) => void
  readonly stop: () => void
}

interface Waiting {
  readonly signed: SignedHeader
  readonly frame: Uint8Array
  /** With its payload. */
  readonly whole: boolean
}

/** What waits for one peer. */
interface Line {
  readonly frames: Map<LaneId, Waiting>
  acksDue: boolean
  /** Acknowledgements that the peer took, as text. */
  taken: Set<string>
  running: boolean
}

export function createAnnouncer(deps: AnnouncerDeps): Announcer {
  const { node, connections, known, counters } = deps
  const lines = new Map<NodeKey, Line>()
  const queue = new Set<NodeKey>()
  const due = new Set<MemberId>()
  let acking: NodeJS.Timeout | undefined
  let streams = 0

  const lineOf = (peer: NodeKey): Line => {
    const line = lines.get(peer) ?? { frames: new Map(), acksDue: false, taken: new Set(), running: false }
    lines.set(peer, line)
    return line
  }

  const announce: Announcer['announce'] = (signed, frame, fanOut) => {
    const { lane, header } = signed
    if (!isRestricted(header) || !known.tell(lane, header.seq)) return
    const chosen = choose({
      entitled: node.entitledNodes(signed),
      connected: connections.peers().map((peer) => peer.node),
      isKnown: (peer) => known.has(peer, lane, header.seq),
      fanOut,
      chance: deps.chance,
    })
    const whole = frame.length <= limits.gossipWholeMaxBytes && decodeFrame(frame).payload !== undefined
    const told = whole ? frame : headerFrame(signed)
    for (const peer of chosen) {
      const { frames } = lineOf(peer)
      if (!frames.has(lane) && frames.size >= announceLimits.waitingLanesMax) continue
      frames.set(lane, { signed, frame: told, whole })
      wake(peer)
    }
  }

  const wake = (peer: NodeKey): void => {
    if (deps.signal.aborted || lineOf(peer).running) return
    queue.add(peer)
    pump()
  }

  const pump = (): void => {
    for (const peer of queue) {
      if (streams >= announceLimits.streamsMax) return
      queue.delete(peer)
      void run(peer)
    }
  }

  const run = async (peer: NodeKey): Promise<void> => {
    const line = lineOf(peer)
    const to = connections.get(peer)
    if (line.running || to === undefined) return
    line.running = true
    streams++
    let failed = false
    try {
      if (hasMore(line, peer)) await deps.exchange.announce(to, (channel) => tell(channel, line, peer))
    } catch (error) {
      // Left to sync: what waited for this peer would meet the same.
      failed = true
      line.frames.clear()
      line.acksDue = false
      const { code, message } = networkErrorOf(error, 'stream-closed')
      node.log.debug('network.announce-failed', { node: peer, code, reason: message })
    }
    streams--
    line.running = false
    if (!failed && lines.get(peer) === line && (line.frames.size > 0 || line.acksDue)) queue.add(peer)
    pump()
  }

  /** Whether there is something to open a stream for. */
  const hasMore = (line: Line, peer: NodeKey): boolean => {
    if (line.frames.size > 0) return true
    if (!line.acksDue) return false
    line.acksDue = owedTo(peer, line).length > 0
    return line.acksDue
  }

  const owedTo = (peer: NodeKey, line: Line): readonly Uint8Array[] => {
    const owed = node.acksFor(peer)
    const names = owed.map(nameOf)
    // Only what is still current can be asked for again.
    line.taken = new Set(names.filter((name) => line.taken.has(name)))
    return owed.filter((_, at) => !line.taken.has(names[at] ?? '')).slice(0, announceLimits.acksPerMessage)
  }

  const tell = async (channel: Channel, line: Line, peer: NodeKey): Promise<void> => {
    for (let count = 0; count < announceLimits.messagesPerStream; count++) {
      const waiting = await nextFrame(line, peer)
      const acks = line.acksDue ? owedTo(peer, line) : []
      line.acksDue = acks.length === announceLimits.acksPerMessage
      if (waiting === undefined && acks.length === 0) return
      const message = { ...(waiting === undefined ? {} : { frame: waiting.frame }), acks: [...acks] }
      await channel.send(encode(wire.Announcement, new wire.Announcement(message)))
      counters.announcement('out')
      const code = await replyOf(channel)
      if (code !== 'rate-exceeded') for (const ack of acks) line.taken.add(nameOf(ack))
      if (waiting !== undefined) answered(waiting.signed, peer, code)
    }
  }

  /** Judged at the last moment: a charter may have come while it waited. */
  const nextFrame = async (line: Line, peer: NodeKey): Promise<Waiting | undefined> => {
    for (const [lane, waiting] of line.frames) {
      line.frames.delete(lane)
      const { signed, whole } = waiting
      const mayGo = (): boolean => node.entitledNodes(signed).has(peer)
      if (known.has(peer, lane, signed.header.seq) || !mayGo()) continue
      if (whole) await node.disclose(peer, signed)
      if (mayGo()) return waiting
    }
    return undefined
  }

  const answered = ({ lane, header }: SignedHeader, peer: NodeKey, code: string): void => {
    // One that wants it pulls it, and is noted where it is served.
    if (code === 'wanted') return
    if (code !== 'accepted' && code !== 'duplicate') {
      return counters.refused(code === 'rate-exceeded' ? code : 'announcement-refused')
    }
    known.add(peer, lane, header.seq)
    node.handed(peer, lane, header.seq)
  }

  const flushAcks = (): void => {
    acking = undefined
    for (const peer of connections.peers()) if (due.has(peer.member)) owe(peer)
    due.clear()
  }

  const owe = ({ node: peer }: Peer): void => {
    lineOf(peer).acksDue = true
    wake(peer)
  }

  return {
    announce,
    acknowledge: (author) => {
      if (deps.signal.aborted) return
      due.add(author)
      acking ??= setTimeout(flushAcks, announceLimits.ackDelayMs)
    },
    greet: owe,
    forget: (peer) => {
      lines.delete(peer)
      queue.delete(peer)
    },
    stop: () => {
      clearTimeout(acking)
      queue.clear()
    },
  }
}

/** Header and signature of a bundle as a frame whose payload is to be pulled. */
export function headerFrame({ bytes, signature }: Pick<SignedHeader, 'bytes' | 'signature'>): Uint8Array {
  return encodeFrame({ header: bytes, signature, compression: 'none', size: 0 })
}

async function replyOf(channel: Channel): Promise<string> {
  const bytes = await channel.receive()
  if (bytes === undefined) throw new NetworkError('stream-closed', 'the peer ended the exchange')
  return decode(wire.AnnouncementReply, bytes).code
}

function nameOf(ack: Uint8Array): string {
  return Buffer.from(ack.buffer, ack.byteOffset, ack.byteLength).toString('latin1')
}
