// What gossipsub is told about a message, by code: one table. `reject` counts against the peer and is kept for faults that
// every node must see alike, since one wrong reject partitions the network.
import { TopicValidatorResult } from '@libp2p/gossipsub'
import type { ProtocolCode, Verdict } from '../../protocol/codes.ts'
import { protocolCodes, verdictOf } from '../../protocol/codes.ts'
import type { NetworkCode } from './codes.ts'

/** What judging a gossip message may come to. */
export type GossipCode = 'accepted' | 'held' | NetworkCode | ProtocolCode

const results: Readonly<Record<Verdict, TopicValidatorResult>> = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject,
  // Not forwarded until it is good here; sync brings it.
  defer: TopicValidatorResult.Ignore,
}

/** Codes of this room (budgets, a failing store) are about this node, never about the message: they ignore. */
export function gossipResult(code: GossipCode): TopicValidatorResult {
  if (code === 'accepted') return TopicValidatorResult.Accept
  return isProtocolCode(code) ? results[verdictOf(code)] : TopicValidatorResult.Ignore
}

/** Whether sync may settle what gossip could not: something is missing here. */
export function isDeferred(code: GossipCode): boolean {
  return isProtocolCode(code) && verdictOf(code) === 'defer'
}

function isProtocolCode(code: GossipCode): code is ProtocolCode {
  return code in protocolCodes
}
