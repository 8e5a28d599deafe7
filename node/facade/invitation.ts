// The invitation for a partner that the newest charter admits: all control objects that it needs to begin.
import type { Trust } from '../trust/types.ts'
import { equalBytes } from '../../protocol/bytes.ts'
import { controlHash, decodeControl } from '../../protocol/control.ts'
import { decodeRequest, encodeInvitation } from '../../protocol/invitation.ts'
import { ProtocolError } from '../../protocol/errors.ts'

/**
 * The invitation file for the text of a membership request.
 * @throws ProtocolError 'request-invalid', 'member-unknown' where the newest charter does not admit this member and key
 */
export function invitationFor(request: Uint8Array, trust: Trust): Uint8Array {
  const { member } = decodeRequest(Buffer.from(request).toString('utf8'))
  const entry = trust.member(member.id)
  if (entry?.status !== 'active' || !equalBytes(entry.rootKey, member.rootKey)) {
    throw new ProtocolError('member-unknown', `the newest charter does not name ${member.id} with this root key`)
  }
  const controls = (['charter', 'certificate', 'revocation', 'fork-proof', 'node-record'] as const)
    .flatMap((type) => trust.objects(type))
    .map(decodeControl)
    // Not those that only this node may know of.
    .filter((object) => trust.object(controlHash(object)) !== undefined)
  return new TextEncoder().encode(encodeInvitation({ network: trust.networkId, controls }))
}
