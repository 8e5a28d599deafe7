// The answering side of /entente/sync/1: gives a peer what it may know of, in order, as fast as it takes it.
import { parseHeader } from '../../protocol/bundle.ts'
import type { SignedHeader } from '../../protocol/bundle.ts'
import { equalBytes } from '../../protocol/bytes.ts'
import { isRestricted } from '../../protocol/entitlement.ts'
import { decodeFrame } from '../../protocol/frame.ts'
import type { LaneId, NodeKey } from '../../protocol/ids.ts'
import type { Counters } from './counters.ts'
import { NetworkError } from './errors.ts'
import type { Known } from './known.ts'
import { syncLimits } from './limits.ts'
import type { Channel } from './stream.ts'
import type { NetworkDeps, Position } from './types.ts'
import { decode, decodeWant, encodePosition, encodeReply, wire } from './wire.ts'

export interface ServeDeps {
  readonly node: Pick<NetworkDeps, 'digest' | 'frontier' | 'frames' | 'entitledNodes' | 'handed'>
  readonly counters: Counters
  readonly known: Known
}

/** Answers until the peer closes its side. */
export async function serve(channel: Channel, peer: NodeKey, deps: ServeDeps): Promise<void> {
  for (;;) {
    const bytes = await channel.receive()
    if (bytes === undefined) return
    const { digest, want } = decode(wire.SyncRequest, bytes)
    if (want.length > syncLimits.wantsPerRequest) throw new NetworkError('message-malformed', 'too many wants')
    const given = new Map<LaneId, number>()
    if (want.length === 0) await answerDigest(channel, digest, peer, deps)
    else await answerWants(channel, want, given, peer, deps)
    await channel.flush()
    for (const [lane, seq] of given) {
      deps.known.add(peer, lane, seq)
      deps.node.handed(peer, lane, seq)
    }
  }
}

async function answerDigest(channel: Channel, theirs: Uint8Array, peer: NodeKey, deps: ServeDeps): Promise<void> {
  const digest = deps.node.digest(peer)
  if (equalBytes(digest, theirs)) return channel.send(encodeReply({ digest, done: true }))
  const chunks = chunksOf(deps.node.frontier(peer))
  for (const [at, frontier] of chunks.entries()) {
    const done = at === chunks.length - 1
    await channel.send(encodeReply({ digest, frontier: frontier.map(encodePosition), done }))
  }
}

/** At least one, which may be empty. */
function chunksOf(positions: readonly Position[]): Position[][] {
  const chunks: Position[][] = [positions.slice(0, syncLimits.positionsPerMessage)]
  for (let at = syncLimits.positionsPerMessage; at < positions.length; at += syncLimits.positionsPerMessage) {
    chunks.push(positions.slice(at, at + syncLimits.positionsPerMessage))
  }
  return chunks
}

/** A lane that is not held and one that the peer may not know of are answered alike: with nothing. */
async function answerWants(
  channel: Channel,
  wants: readonly wire.Want.$Properties[],
  given: Map<LaneId, number>,
  peer: NodeKey,
  deps: ServeDeps,
): Promise<void> {
  for (const want of wants) {
    // A lane is restricted or open for life.
    let isOpen = false
    for await (const frame of deps.node.frames(peer, decodeWant(new wire.Want(want)))) {
      const signed: SignedHeader | undefined = isOpen ? undefined : signedOf(frame)
      isOpen = signed === undefined || !isRestricted(signed.header)
      // Whatever was made ready before the charter changed does not leave any more.
      if (signed !== undefined && !isOpen && !deps.node.entitledNodes(signed).has(peer)) break
      deps.counters.frame('out')
      await channel.send(encodeReply({ frame }))
      if (signed !== undefined && !isOpen) given.set(signed.lane, signed.header.seq)
    }
  }
  await channel.send(encodeReply({ done: true }))
}

function signedOf(frame: Uint8Array): SignedHeader {
  const { header, signature } = decodeFrame(frame)
  return parseHeader(header, signature)
}
