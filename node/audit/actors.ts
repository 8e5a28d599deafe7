// Who acts, as the audit log names it.
import type { MemberId, NodeKey } from '../../protocol/ids.ts'
import { operatorName, type Reader } from '../access/access.ts'

/** What the node does by itself. */
export const nodeActor = 'node'

/** Who asks over the API. */
export function actorOf(reader: Reader): string {
  switch (reader.kind) {
    case 'local':
      return operatorName
    case 'token':
      return `token:${reader.id}:${reader.name}`
    case 'public':
      return 'public'
    case 'peer':
      return `peer:${reader.member}`
    default:
      return nodeActor
  }
}

/** A partner's node. */
export function peerActor(member: MemberId | undefined, node: NodeKey): string {
  return `peer:${member ?? 'unknown'}:${node}`
}
