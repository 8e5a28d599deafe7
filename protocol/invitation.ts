// The two files with which a partner joins: what it sends to the governors, and what they send back.
import { decodeArmor, encodeArmor } from './armor.ts'
import { equalBytes } from './bytes.ts'
import { buildChain, newestCharter, type CharterChain } from './charter-chain.ts'
import { memberFromWire, memberOf, memberToWire, type Member } from './charter.ts'
import type { ProtocolCode } from './codes.ts'
import { decodeControl, encodeControl, type ControlObject } from './control.ts'
import { ProtocolError } from './errors.ts'
import { hexId, idBytes, type MemberId, type NetworkId } from './ids.ts'
import { checkPublicKey } from './keys.ts'
import { limits } from './limits.ts'
import { wire } from './names.ts'
import { sign } from './sign.ts'
import { decodeStrict, encode } from './strict.ts'
import { verify } from './verify.ts'

const format = 1
const requestLabel = 'ENTENTE MEMBERSHIP REQUEST'
const invitationLabel = 'ENTENTE INVITATION'

// Whoever asks for membership may not know the network's id yet: requests are signed for no network.
const noNetwork = new Uint8Array(limits.hashBytes)

/** What a partner asks to be entered as. It is signed by the root key that it names. */
export interface MembershipRequest {
  readonly member: Member
}

/** A membership request as text: signature (64 bytes, type "member") and message, armored. */
export function encodeRequest(request: MembershipRequest, rootSecretKey: Uint8Array): string {
  const message = encode(
    wire.MembershipRequest,
    new wire.MembershipRequest({ format, member: memberToWire(request.member) }),
  )
  const signature = sign('member', noNetwork, message, rootSecretKey)
  return encodeArmor(requestLabel, Buffer.concat([signature, message]))
}

function refuse(code: ProtocolCode, what: string, cause?: unknown): never {
  throw new ProtocolError(code, what, { cause })
}

/**
 * The request in a text. Its signature proves that the partner holds the root key; that it is the partner, the governors
 * must know from elsewhere.
 * @throws ProtocolError 'request-invalid'
 */
export function decodeRequest(text: string): MembershipRequest {
  const bytes = decodeArmor(requestLabel, text) ?? refuse('request-invalid', 'this is no membership request')
  const signature = bytes.subarray(0, limits.signatureBytes)
  const message = bytes.subarray(limits.signatureBytes)
  let member: Member
  try {
    const { format: version, member: entry } = decodeStrict(wire.MembershipRequest, message, limits.requestMaxBytes)
    if (version !== format || entry == null) return refuse('request-invalid', 'membership request: format')
    member = memberFromWire(entry)
  } catch (cause) {
    return refuse('request-invalid', 'membership request', cause)
  }
  if (member.status !== 'active' || member.priorCertificates.length > 0) {
    return refuse('request-invalid', 'membership request: a new member is active and has no past')
  }
  if (checkPublicKey(member.rootKey) !== undefined) return refuse('request-invalid', 'membership request: root key')
  return verify('member', noNetwork, message, member.rootKey, signature)
    ? { member }
    : refuse('request-invalid', 'membership request: signature')
}

/** All that a partner needs to begin: charters, certificates and node records. It is not signed: its parts are. */
export interface Invitation {
  readonly network: NetworkId
  readonly controls: readonly ControlObject[]
}

/** An invitation as text. */
export function encodeInvitation(invitation: Invitation): string {
  const { network, controls } = invitation
  const message = new wire.Invitation({ format, network: idBytes(network), control: controls.map(encodeControl) })
  return encodeArmor(invitationLabel, encode(wire.Invitation, message))
}

/**
 * The invitation in a text. `checkInvitation` judges its parts.
 * @throws ProtocolError 'invitation-invalid'
 */
export function decodeInvitation(text: string): Invitation {
  const bytes = decodeArmor(invitationLabel, text) ?? refuse('invitation-invalid', 'this is no invitation')
  try {
    const message = decodeStrict(wire.Invitation, bytes, limits.invitationMaxBytes)
    if (message.format !== format || message.network.byteLength !== limits.hashBytes) {
      return refuse('invitation-invalid', 'invitation: format')
    }
    return { network: hexId(message.network), controls: message.control.map(decodeControl) }
  } catch (cause) {
    return refuse('invitation-invalid', 'invitation', cause)
  }
}

/**
 * The charters of an invitation, where they lead from the genesis of its network to one that names the member as active
 * under its own root key. That it is the right network, the partner learns elsewhere: whoever forges a whole network can
 * invite into it. `network` is what it was told.
 * @throws ProtocolError 'invitation-invalid' | 'network-mismatch' | the fault of a charter
 */
export function checkInvitation(
  invitation: Invitation,
  expected: { readonly member: MemberId; readonly rootKey: Uint8Array; readonly network?: NetworkId },
): CharterChain {
  const { network, controls } = invitation
  if (expected.network !== undefined && expected.network !== network) {
    return refuse('network-mismatch', 'the invitation is into another network')
  }
  const charters = controls.filter(({ type }) => type === 'charter')
  const chain = buildChain(network, charters)
  if (chain.states.length !== charters.length) return refuse('invitation-invalid', 'a charter does not follow')
  const entry = memberOf(newestCharter(chain).charter, expected.member)
  if (entry?.status !== 'active' || !equalBytes(entry.rootKey, expected.rootKey)) {
    return refuse('invitation-invalid', 'the newest charter does not name this member with this root key')
  }
  return chain
}
