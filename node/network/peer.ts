// An admitted node: what the exchanges need of it, and what is told of it.
import type { Connection } from '@libp2p/interface'
import type { MemberId, NodeKey } from '../../protocol/ids.ts'
import type { HelloOutcome } from './hello.ts'
import type { PeerInfo } from './types.ts'

/** An admitted node and its connections. */
export interface Peer {
  readonly node: NodeKey
  readonly member: MemberId
  /** The one to use. Throws `peer-unknown` where none is left. */
  readonly connection: () => Connection
  readonly owns: (connection: Connection) => boolean
  /** Aborted when the last connection is gone. */
  readonly signal: AbortSignal
  /** For the exchanges to write down what they saw. */
  readonly seen: { lastSync?: number; latencyMs?: number; lastCode?: string }
}

/** With what only the keeper of connections touches. */
export interface Held extends Peer {
  /** In the order of their admission. */
  readonly connections: Connection[]
  readonly controller: AbortController
  readonly since: number
  readonly outcome: HelloOutcome
}

export function infoOf(peer: Held): PeerInfo {
  const connection = peer.connection()
  return {
    node: peer.node,
    member: peer.member,
    address: connection.remoteAddr.toString(),
    direction: connection.direction,
    since: peer.since,
    agent: peer.outcome.agent,
    charterVersion: peer.outcome.charterVersion,
    ...peer.seen,
  }
}
