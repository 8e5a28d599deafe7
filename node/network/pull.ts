// The pulling side of /entente/sync/1: compares a digest, then frontiers, asks for what is missing and hands each frame to
// the node in the order of its lane, a bounded number at once.
//
//   pulling  digest ->       <- digest, done                     answering, where both are equal
//                            <- positions ... done               otherwise
//            want ... ->     <- frame ... done                   as often as needed
import type { ProtocolCode } from '../../protocol/codes.ts'
import { parseHeader } from '../../protocol/bundle.ts'
import { equalBytes } from '../../protocol/bytes.ts'
import { decodeFrame } from '../../protocol/frame.ts'
import type { LaneId, NodeKey } from '../../protocol/ids.ts'
import type { NetworkCode } from './codes.ts'
import type { Counters } from './counters.ts'
import { NetworkError } from './errors.ts'
import { syncLimits } from './limits.ts'
import { missing, roundOf } from './plan.ts'
import type { Reservations } from './plan.ts'
import type { Channel } from './stream.ts'
import type { NetworkDeps, Position, Received, Want } from './types.ts'
import { decode, decodePosition, encodeRequest, encodeWant, shownCode, wire } from './wire.ts'

export interface PullDeps {
  readonly node: Pick<NetworkDeps, 'digest' | 'frontier' | 'receive' | 'isOwnLane' | 'ownLaneAhead'>
  readonly reservations: Reservations
  readonly counters: Counters
}

export interface Pulled {
  readonly equal: boolean
  readonly frames: number
  /** From the request to the first answer. */
  readonly latencyMs: number
  /** Lanes that somebody else pulls at the moment. */
  readonly skipped: number
  /** The lane at which it ended early, and why. */
  readonly stopped?: { readonly lane: LaneId; readonly code: NetworkCode | ProtocolCode }
  /** The last frame that was accepted of each lane. */
  readonly heads: ReadonlyMap<LaneId, Uint8Array>
}

/** Pulls from `peer`, leaving out lanes of which `mayPull` says no. Rejects with NetworkError where the exchange broke. */
export async function pull(
  channel: Channel,
  peer: NodeKey,
  deps: PullDeps,
  mayPull: (lane: LaneId) => boolean,
): Promise<Pulled> {
  const digest = deps.node.digest(peer)
  const asked = performance.now()
  await channel.send(encodeRequest({ digest }))
  const positions: Position[] = []
  let latencyMs = 0
  for (let done = false; !done;) {
    const answer = await receive(channel)
    latencyMs ||= performance.now() - asked
    if (answer.done && answer.frontier.length === 0 && equalBytes(answer.digest, digest)) {
      return { equal: true, frames: 0, latencyMs, skipped: 0, heads: new Map() }
    }
    for (const position of answer.frontier) positions.push(decodePosition(new wire.Position(position)))
    if (positions.length > syncLimits.positionsMax) throw new NetworkError('message-too-large', 'too many positions')
    done = answer.done
  }
  const mine = deps.node.frontier(peer)
  const wants = missing(positions, mine).filter(({ lane }) => mayPull(lane))
  // Of an own lane that the peer may not know of its claim means nothing; it is asked for like any lane that is not held.
  const shared = new Set(mine.map(({ lane }) => lane))
  for (const { lane } of wants) {
    if (shared.has(lane) && deps.node.isOwnLane(lane)) await deps.node.ownLaneAhead(lane)
  }
  const free = wants.filter(({ lane }) => deps.reservations.take(lane, peer))
  const rounds = createRounds(channel, peer, deps)
  let open = free
  while (open.length > 0 && rounds.stopped() === undefined) {
    const round = roundOf(open, syncLimits.wantsPerRequest, syncLimits.bundlesPerWant)
    await rounds.run(round)
    const rest = open.slice(round.length)
    open = [...rest, ...round.flatMap((want, at) => continued(open[at], want, rounds.lastOf(want.lane)))]
  }
  const stopped = rounds.stopped()
  return {
    ...{ equal: false, frames: rounds.frames(), latencyMs, skipped: wants.length - free.length, heads: rounds.heads },
    ...(stopped === undefined ? {} : { stopped }),
  }
}

/** What is left of `whole` after its part `done` came. */
function continued(whole: Want | undefined, done: Want, last: Received['signed']): Want[] {
  if (whole === undefined || done.to >= whole.to) return []
  return [{ lane: whole.lane, from: done.to + 1, to: whole.to, ...(last === undefined ? {} : { after: last.id }) }]
}

async function receive(channel: Channel): Promise<wire.SyncReply> {
  const bytes = await channel.receive()
  if (bytes === undefined) throw new NetworkError('stream-closed', 'the peer ended the exchange')
  const reply = decode(wire.SyncReply, bytes)
  if (reply.code !== '') throw new NetworkError('busy', `the peer does not serve: ${shownCode(reply.code)}`)
  return reply
}

interface Rounds {
  readonly run: (wants: readonly Want[]) => Promise<void>
  readonly stopped: () => Pulled['stopped']
  readonly frames: () => number
  readonly lastOf: (lane: LaneId) => Received['signed']
  readonly heads: Map<LaneId, Uint8Array>
}

function createRounds(channel: Channel, peer: NodeKey, deps: PullDeps): Rounds {
  const inFlight = new Set<Promise<void>>()
  const last = new Map<LaneId, Received['signed']>()
  const heads = new Map<LaneId, Uint8Array>()
  let frames = 0
  let stopped: Pulled['stopped']
  let failure: NetworkError | undefined
  let asked: ReadonlySet<LaneId> = new Set()

  const settle = (frame: Uint8Array, { code, signed }: Received): void => {
    const lane = signed?.lane ?? laneOf(frame)
    if (lane === undefined || !asked.has(lane)) {
      failure ??= new NetworkError('message-malformed', 'a frame that was not asked for')
      return
    }
    deps.reservations.touch(lane, peer)
    if (code === 'accepted' || code === 'duplicate') {
      if (signed !== undefined) last.set(lane, signed)
      if (code === 'accepted') heads.set(lane, frame)
      return
    }
    deps.counters.refused(code)
    stopped ??= { lane, code: code === 'wanted' ? 'message-malformed' : code }
  }

  // Handed over at once, settled in order: of several that fail, the first says why.
  let before = Promise.resolve()
  const take = (frame: Uint8Array): void => {
    const work = deps.node.receive(frame, { peer, via: 'sync' })
    const settled = Promise.all([work, before]).then(
      ([received]) => settle(frame, received),
      (cause: unknown) => {
        failure ??= new NetworkError('receive-failed', 'a frame could not be taken', { cause })
      },
    )
    before = settled
    const done = settled.finally(() => inFlight.delete(done))
    inFlight.add(done)
  }

  const run = async (wants: readonly Want[]): Promise<void> => {
    asked = new Set(wants.map(({ lane }) => lane))
    let left = wants.reduce((sum, { from, to }) => sum + to - from + 2, 0)
    await channel.send(encodeRequest({ want: wants.map(encodeWant) }))
    try {
      for (;;) {
        const reply = await receive(channel)
        if (reply.done) break
        if (reply.frame.length === 0 || left-- === 0)
          throw new NetworkError('message-malformed', 'a frame was expected')
        frames++
        deps.counters.frame('in')
        take(reply.frame)
        while (inFlight.size >= syncLimits.framesInFlight) await Promise.race(inFlight)
        // What is still on its way is not worth waiting for: the exchange is ended and taken up without that lane.
        if (stopped !== undefined || failure !== undefined) break
      }
    } finally {
      await Promise.all(inFlight)
    }
    if (failure !== undefined) throw failure
    for (const { lane, to } of wants) {
      if (stopped === undefined && (last.get(lane)?.header.seq ?? 0) < to) stopped = { lane, code: 'frontier-false' }
    }
  }

  return { run, stopped: () => stopped, frames: () => frames, lastOf: (lane) => last.get(lane), heads }
}

function laneOf(frame: Uint8Array): LaneId | undefined {
  try {
    const { header, signature } = decodeFrame(frame)
    return parseHeader(header, signature).lane
  } catch {
    return undefined
  }
}
