// Revocation of a node key by position: a clock can be set back, a hash chain cannot.
import { equalBytes } from './bytes.ts'
import { certifierOf, checkCertificate, decodeCertificate } from './certificate.ts'
import { finalsFromWire, finalsToWire, memberOf, type CharterState, type FinalPosition } from './charter.ts'
import type { ProtocolCode } from './codes.ts'
import { soleSigner, type ControlObject } from './control.ts'
import { ProtocolError } from './errors.ts'
import { hexId, idBytes, parseMemberId, type MemberId, type NetworkId, type NodeKey } from './ids.ts'
import { publicKeyOf } from './keys.ts'
import { limits } from './limits.ts'
import { wire } from './names.ts'
import { sign } from './sign.ts'
import { decodeStrict, encode } from './strict.ts'
import { isLine } from './text.ts'

/** `lanes`: the last good position of each; a lane that is not listed is suspect from its first bundle. */
export interface Revocation {
  readonly network: NetworkId
  readonly member: MemberId
  readonly nodeKey: NodeKey
  readonly lanes: readonly FinalPosition[]
  readonly reason?: string
  readonly issuedAt: number
}

const format = 1

/** The canonical payload of a revocation, lanes sorted by hash. */
export function encodeRevocation(revocation: Revocation): Uint8Array {
  const { network, member, nodeKey, lanes, reason, issuedAt } = revocation
  return encode(
    wire.Revocation,
    new wire.Revocation({
      format,
      network: idBytes(network),
      member,
      nodeKey: idBytes(nodeKey),
      lanes: finalsToWire([...lanes].sort((a, b) => (a.lane < b.lane ? -1 : 1))),
      ...(reason === undefined ? {} : { reason }),
      issuedAt,
    }),
  )
}

function invalid(field: string): never {
  throw new ProtocolError('field-invalid', `revocation: ${field}`)
}

/**
 * The revocation in a payload, every field checked.
 * @throws ProtocolError 'too-large' | 'encoding-invalid' | 'version-unsupported' | 'field-invalid'
 */
export function decodeRevocation(payload: Uint8Array): Revocation {
  const message = decodeStrict(wire.Revocation, payload, limits.controlObjectMaxBytes)
  if (message.format !== format) throw new ProtocolError('version-unsupported', `revocation: format ${message.format}`)
  const { network, nodeKey, reason, issuedAt } = message
  if (network.byteLength !== limits.hashBytes) return invalid('network')
  if (nodeKey.byteLength !== limits.keyBytes) return invalid('node key')
  if (reason !== '' && !isLine(reason, limits.reasonMaxChars)) return invalid('reason')
  if (issuedAt < 1) return invalid('issued at')
  return {
    network: hexId(network),
    member: parseMemberId(message.member) ?? invalid('member'),
    nodeKey: hexId(nodeKey),
    lanes: finalsFromWire(message.lanes),
    ...(reason === '' ? {} : { reason }),
    issuedAt,
  }
}

/** A revocation signed by the member's root key. */
export function issueRevocation(revocation: Revocation, rootSecretKey: Uint8Array): ControlObject {
  const payload = encodeRevocation(revocation)
  const signature = sign('revoke', idBytes(revocation.network), payload, rootSecretKey)
  return { type: 'revocation', payload, signatures: [{ key: publicKeyOf(rootSecretKey), signature }] }
}

/**
 * Whether a revocation counts: signed by the member's root key, or by the superseded one that had certified the node
 * (`certificate`). A superseded key can thus still end what it began, and nothing else.
 * @throws ProtocolError where the payload is no revocation
 */
export function checkRevocation(
  object: ControlObject,
  state: CharterState,
  certificate?: ControlObject,
): ProtocolCode | undefined {
  if (object.type !== 'revocation') return 'field-invalid'
  const revocation = decodeRevocation(object.payload)
  if (revocation.network !== state.network) return 'network-mismatch'
  const member = memberOf(state.charter, revocation.member)
  if (member === undefined) return 'member-unknown'
  const signer = soleSigner(object, 'revoke', idBytes(state.network))
  if (signer === undefined) return 'signature-invalid'
  if (equalBytes(signer, member.rootKey)) return undefined
  return certificate !== undefined && certified(revocation, certificate, state, signer)
    ? undefined
    : 'revocation-invalid'
}

function certified(
  revocation: Revocation,
  certificate: ControlObject,
  state: CharterState,
  signer: Uint8Array,
): boolean {
  if (checkCertificate(certificate, state) !== undefined) return false
  const content = decodeCertificate(certificate.payload)
  const certifier = certifierOf(certificate, content)
  if (certifier === undefined || !equalBytes(certifier, signer)) return false
  return content.member === revocation.member && content.nodeKey === revocation.nodeKey
}
