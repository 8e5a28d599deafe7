// Opens and answers the exchanges of admitted peers: one stream each, bounded in number, ended with the peer.
import type { Connection, Stream } from '@libp2p/interface'
import type { ProtocolCode } from '../../protocol/codes.ts'
import type { LaneId, NodeKey } from '../../protocol/ids.ts'
import type { Connections } from './connections.ts'
import type { Peer } from './peer.ts'
import { answerControl, askControl } from './control.ts'
import type { ControlDeps } from './control.ts'
import type { Counters } from './counters.ts'
import { NetworkError, networkErrorOf } from './errors.ts'
import type { Known } from './known.ts'
import { announceLimits, controlLimits, syncLimits } from './limits.ts'
import type { Reservations } from './plan.ts'
import { pull } from './pull.ts'
import type { Pulled } from './pull.ts'
import { serve } from './serve.ts'
import { createChannel } from './stream.ts'
import type { Channel } from './stream.ts'
import type { NetworkDeps, Timing } from './types.ts'
import { protocols } from './wire.ts'

export interface ExchangeDeps {
  readonly node: NetworkDeps
  readonly connections: Connections
  readonly reservations: Reservations
  readonly counters: Counters
  readonly known: Known
  readonly timing: Timing
  readonly answerAnnouncements: (channel: Channel, node: NodeKey) => Promise<void>
}

export interface Exchange {
  readonly control: (peer: Peer) => Promise<void>
  /** Opens a stream for announcements and runs `tell` on it. */
  readonly announce: (peer: Peer, tell: (channel: Channel) => Promise<void>) => Promise<void>
  readonly pull: (peer: Peer, mayPull: (lane: LaneId) => boolean) => Promise<Pulled>
  readonly handleControl: (stream: Stream, connection: Connection) => Promise<void>
  readonly handleSync: (stream: Stream, connection: Connection) => Promise<void>
  readonly handleAnnounce: (stream: Stream, connection: Connection) => Promise<void>
  /** Forgets which control objects were refused: what they rest on may have come. */
  readonly trustChanged: () => void
}

type Kind = 'control' | 'sync' | 'announce'

/** Announcements have their own count: a flood of them leaves room for syncs. */
const bounds = {
  control: { ...syncLimits, messageMaxBytes: controlLimits.messageMaxBytes, pool: 'exchange' },
  sync: { ...syncLimits, pool: 'exchange' },
  announce: { ...announceLimits, pool: 'announce' },
} as const

export function createExchange(deps: ExchangeDeps): Exchange {
  const { node, counters, timing } = deps
  const refused = new Set<string>()
  const control: ControlDeps = {
    trust: node.trust,
    refused,
    onRefused: (code: ProtocolCode) => counters.refused(code),
  }
  const serving = new Map<string, number>()
  const served = { exchange: 0, announce: 0 }

  const channelOf = (stream: Stream, kind: Kind, signal: AbortSignal): Channel =>
    createChannel(stream, {
      ...{ messageMaxBytes: bounds[kind].messageMaxBytes, idleMs: timing.idleMs, signal },
      onBytes: counters.bytes(kind),
    })

  const open = async (peer: Peer, kind: Kind): Promise<Channel> => {
    try {
      const signal = AbortSignal.any([peer.signal, AbortSignal.timeout(timing.idleMs)])
      return channelOf(await peer.connection().newStream(protocols[kind], { signal }), kind, peer.signal)
    } catch (error) {
      throw networkErrorOf(error, isTimeout(error) ? 'stream-timeout' : 'stream-closed')
    }
  }

  /** `cutOf`: why the stream is to be reset although the result is good. */
  const ask = async <Result>(
    peer: Peer,
    kind: Kind,
    run: (channel: Channel) => Promise<Result>,
    cutOf: (result: Result) => NetworkError | undefined = () => undefined,
  ): Promise<Result> => {
    const channel = await open(peer, kind)
    try {
      const result = await run(channel)
      const cut = cutOf(result)
      if (cut === undefined) await channel.close()
      else channel.abort(cut)
      return result
    } catch (error) {
      const failure = networkErrorOf(error, 'receive-failed')
      channel.abort(failure)
      throw failure
    }
  }

  const answer = async (
    stream: Stream,
    connection: Connection,
    kind: Kind,
    run: (channel: Channel, peer: Peer) => Promise<void>,
  ): Promise<void> => {
    const peer = await peerOf(connection)
    if (peer === undefined) return stream.abort(new NetworkError('not-admitted', 'the peer is not admitted'))
    const key = `${kind} ${peer.node}`
    const mine = serving.get(key) ?? 0
    const { pool, servesMax, servesPerPeerMax } = bounds[kind]
    if (served[pool] >= servesMax || mine >= servesPerPeerMax) {
      return stream.abort(new NetworkError('busy', 'too many exchanges at once'))
    }
    served[pool]++
    serving.set(key, mine + 1)
    const channel = channelOf(stream, kind, peer.signal)
    try {
      await run(channel, peer)
      await channel.close()
    } catch (error) {
      const failure = networkErrorOf(error, 'receive-failed')
      channel.abort(failure)
      if (failure.code !== 'stream-closed') {
        node.log.info('network.exchange-ended', { node: peer.node, kind, code: failure.code, reason: failure.message })
      }
    } finally {
      served[pool]--
      const left = (serving.get(key) ?? 1) - 1
      if (left === 0) serving.delete(key)
      else serving.set(key, left)
    }
  }

  /** A peer may ask the moment it is admitted, which is before this side has heard the acknowledgement. */
  const peerOf = async (connection: Connection): Promise<Peer | undefined> => {
    if (!(await deps.connections.opened(connection))) return undefined
    return deps.connections.peers().find((peer) => peer.owns(connection))
  }

  return {
    control: async (peer) => {
      await ask(peer, 'control', (channel) => askControl(channel, control))
    },
    announce: (peer, tell) => ask(peer, 'announce', tell),
    pull: (peer, mayPull) =>
      ask(
        peer,
        'sync',
        (channel) => pull(channel, peer.node, deps, mayPull),
        ({ stopped }) =>
          stopped === undefined ? undefined : new NetworkError(stopped.code, 'the rest of the lane is not wanted'),
      ),
    handleControl: (stream, connection) =>
      answer(stream, connection, 'control', (channel) => answerControl(channel, control)),
    handleSync: (stream, connection) =>
      answer(stream, connection, 'sync', (channel, peer) => serve(channel, peer.node, deps)),
    handleAnnounce: (stream, connection) =>
      answer(stream, connection, 'announce', (channel, peer) => deps.answerAnnouncements(channel, peer.node)),
    trustChanged: () => refused.clear(),
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError'
}
