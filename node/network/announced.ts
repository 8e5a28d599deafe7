// The answering side of /entente/announce/1: judges what a peer tells of, pulls what it does not bring along, and tells
// others in turn. Whatever is not taken is answered with one and the same code, so that nobody can ask here who may
// receive what, or what is held.
import type { SignedHeader } from '../../protocol/bundle.ts'
import { parseHeader } from '../../protocol/bundle.ts'
import { isRestricted } from '../../protocol/entitlement.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { decodeFrame } from '../../protocol/frame.ts'
import type { LaneId, NodeKey } from '../../protocol/ids.ts'
import type { Announcer } from './announcer.ts'
import { createBudgets } from './budget.ts'
import type { Counters } from './counters.ts'
import { NetworkError, reasonOf } from './errors.ts'
import type { Known } from './known.ts'
import { announceLimits } from './limits.ts'
import type { Channel } from './stream.ts'
import type { NetworkDeps } from './types.ts'
import { isDeferred } from './verdicts.ts'
import { decode, encode, wire } from './wire.ts'

export interface AnnouncedDeps {
  readonly node: Pick<NetworkDeps, 'receive' | 'entitledNodes' | 'takeAck' | 'trust' | 'clock' | 'log'>
  readonly announcer: Pick<Announcer, 'announce'>
  readonly known: Known
  readonly counters: Counters
  /** Pulls from a peer; resolves when that has ended. */
  readonly sync: (node: NodeKey, options: { readonly control: boolean }) => Promise<void>
}

export interface Announced {
  /** Answers until the peer closes its side. */
  readonly answer: (channel: Channel, peer: NodeKey) => Promise<void>
  readonly forget: (node: NodeKey) => void
}

/** What a peer is told. `announcement-refused` stands for every reason. */
type Reply = 'accepted' | 'duplicate' | 'wanted' | 'rate-exceeded' | 'announcement-refused'

/** A bundle that is being pulled, and who else told of it meanwhile. */
interface Pulling {
  readonly seq: number
  readonly others: NodeKey[]
}

export function createAnnounced(deps: AnnouncedDeps): Announced {
  const { node, announcer, known, counters } = deps
  const budgets = createBudgets(node.clock)
  const pulling = new Map<LaneId, Pulling>()

  const refuse = (code: string): Reply => {
    counters.refused(code)
    return 'announcement-refused'
  }

  const judge = async ({ frame, acks }: wire.Announcement, peer: NodeKey): Promise<Reply> => {
    if (acks.length > announceLimits.acksPerMessage) {
      throw new NetworkError('message-malformed', 'too many acknowledgements')
    }
    for (const ack of acks) {
      const { code } = await node.takeAck(ack, peer)
      if (code !== 'accepted' && code !== 'held') counters.refused(code)
    }
    return frame.length === 0 ? 'accepted' : judgeFrame(frame, peer)
  }

  const judgeFrame = async (frame: Uint8Array, peer: NodeKey): Promise<Reply> => {
    const signed = signedOf(frame)
    if (typeof signed === 'string') return refuse(signed)
    const { lane, header } = signed
    if (!isRestricted(header)) return refuse('message-malformed')
    if (header.charter.version > node.trust.charter().version) {
      // Who may receive it cannot be judged yet; the charter is fetched first.
      void pullFrom(signed, frame, peer, true)
      return 'wanted'
    }
    if (!node.entitledNodes(signed).has(peer)) return refuse('sender-not-entitled')
    const { code, signed: good } = await node.receive(frame, { peer, via: 'announce' })
    if (good !== undefined) known.add(peer, lane, header.seq)
    if (code === 'accepted') {
      pass(signed, frame)
      return code
    }
    if (code === 'duplicate') return code
    if (code !== 'wanted' && !isDeferred(code)) return refuse(code)
    void pullFrom(signed, frame, peer, code !== 'wanted' && code !== 'gap')
    return 'wanted'
  }

  const pass = (signed: SignedHeader, frame: Uint8Array): void => {
    announcer.announce(signed, frame, announceLimits.hopFanOut)
  }

  /** From the one that told first; from the others one after the other where it does not come. */
  const pullFrom = async (signed: SignedHeader, frame: Uint8Array, peer: NodeKey, control: boolean): Promise<void> => {
    const { lane, header } = signed
    const running = pulling.get(lane)
    if (running !== undefined && running.seq >= header.seq) {
      if (running.others.length < announceLimits.alternativesMax) running.others.push(peer)
      return
    }
    if (running === undefined && pulling.size >= announceLimits.pullsMax) return
    const mine: Pulling = { seq: header.seq, others: [] }
    pulling.set(lane, mine)
    try {
      for (let from: NodeKey | undefined = peer; from !== undefined; from = mine.others.shift()) {
        if (await arrives(signed, frame, from, control)) break
      }
    } finally {
      if (pulling.get(lane) === mine) pulling.delete(lane)
    }
  }

  const arrives = async (
    signed: SignedHeader,
    frame: Uint8Array,
    from: NodeKey,
    control: boolean,
  ): Promise<boolean> => {
    try {
      await deps.sync(from, { control })
      if (!node.entitledNodes(signed).has(from)) return false
      const { code } = await node.receive(frame, { peer: from, via: 'announce' })
      if (code === 'accepted') pass(signed, frame)
      return code === 'accepted' || code === 'duplicate'
    } catch (error) {
      node.log.debug('network.pull-failed', { node: from, reason: reasonOf(error) })
      return false
    }
  }

  return {
    answer: async (channel, peer) => {
      for (let count = 0; ; count++) {
        const bytes = await channel.receive()
        if (bytes === undefined) return
        if (count >= announceLimits.messagesPerStream) {
          throw new NetworkError('message-malformed', 'too many announcements on one stream')
        }
        counters.announcement('in')
        let code: Reply = 'rate-exceeded'
        if (budgets.take(peer)) {
          try {
            code = await judge(decode(wire.Announcement, bytes), peer)
          } finally {
            budgets.done(peer)
          }
        } else counters.refused(code)
        await channel.send(encode(wire.AnnouncementReply, new wire.AnnouncementReply({ code })))
      }
    },
    forget: (peer) => budgets.forget(peer),
  }
}

/** The header in a frame, nothing of it verified; otherwise why there is none. */
function signedOf(frame: Uint8Array): SignedHeader | string {
  try {
    const { header, signature } = decodeFrame(frame)
    return parseHeader(header, signature)
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
}
