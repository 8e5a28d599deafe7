// The answering side of /entente/sync/1: gives a peer what it may know of, in order, as fast as it takes it.
import { equalBytes } from '../../protocol/bytes.ts'
import type { NodeKey } from '../../protocol/ids.ts'
import type { Counters } from './counters.ts'
import { NetworkError } from './errors.ts'
import { syncLimits } from './limits.ts'
import type { Channel } from './stream.ts'
import type { NetworkDeps, Position } from './types.ts'
import { decode, decodeWant, encodePosition, encodeReply, wire } from './wire.ts'

export interface ServeDeps {
  readonly node: Pick<NetworkDeps, 'digest' | 'frontier' | 'frames'>
  readonly counters: Counters
}

/** Answers until the peer closes its side. */
export async function serve(channel: Channel, peer: NodeKey, deps: ServeDeps): Promise<void> {
  for (;;) {
    const bytes = await channel.receive()
    if (bytes === undefined) return
    const { digest, want } = decode(wire.SyncRequest, bytes)
    if (want.length > syncLimits.wantsPerRequest) throw new NetworkError('message-malformed', 'too many wants')
    if (want.length === 0) await answerDigest(channel, digest, peer, deps)
    else await answerWants(channel, want, peer, deps)
    await channel.flush()
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

async function answerWants(
  channel: Channel,
  wants: readonly wire.Want.$Properties[],
  peer: NodeKey,
  deps: ServeDeps,
): Promise<void> {
  for (const want of wants) {
    for await (const frame of deps.node.frames(peer, decodeWant(new wire.Want(want)))) {
      deps.counters.frame('out')
      await channel.send(encodeReply({ frame }))
    }
  }
  await channel.send(encodeReply({ done: true }))
}
