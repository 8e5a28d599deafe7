// Node certificates: a member's root key says which node keys speak for it.
import { compareBytes, equalBytes } from './bytes.ts'
import { memberOf, type CharterState } from './charter.ts'
import type { ProtocolCode } from './codes.ts'
import { controlHash, type ControlObject } from './control.ts'
import { ProtocolError } from './errors.ts'
import { hexId, idBytes, parseMemberId, type MemberId, type NetworkId, type NodeKey } from './ids.ts'
import { checkKemKey } from './kem-key.ts'
import { checkPublicKey, publicKeyOf } from './keys.ts'
import { limits } from './limits.ts'
import { wire } from './names.ts'
import { sign } from './sign.ts'
import { decodeStrict, encode } from './strict.ts'
import { verify } from './verify.ts'

/** `kemKey` is an X-Wing public key (1,216 bytes); `issuedAt` milliseconds since 1970. The newest serial counts. */
export interface Certificate {
  readonly network: NetworkId
  readonly member: MemberId
  readonly nodeKey: NodeKey
  readonly kemKey: Uint8Array
  readonly serial: number
  readonly issuedAt: number
}

const format = 1

/** The canonical payload of a certificate. */
export function encodeCertificate(certificate: Certificate): Uint8Array {
  const { network, member, nodeKey, kemKey, serial, issuedAt } = certificate
  return encode(
    wire.Certificate,
    new wire.Certificate({
      format,
      network: idBytes(network),
      member,
      nodeKey: idBytes(nodeKey),
      kemKey,
      serial,
      issuedAt,
    }),
  )
}

function invalid(field: string): never {
  throw new ProtocolError('field-invalid', `certificate: ${field}`)
}

/**
 * The certificate in a payload, every field checked; whether its keys are good, `checkCertificate` says.
 * @throws ProtocolError 'too-large' | 'encoding-invalid' | 'version-unsupported' | 'field-invalid'
 */
export function decodeCertificate(payload: Uint8Array): Certificate {
  const message = decodeStrict(wire.Certificate, payload, limits.headerMaxBytes)
  if (message.format !== format) throw new ProtocolError('version-unsupported', `certificate: format ${message.format}`)
  const { network, nodeKey, kemKey, serial, issuedAt } = message
  if (network.byteLength !== limits.hashBytes) return invalid('network')
  if (kemKey.byteLength !== limits.kemKeyBytes) return invalid('KEM key')
  if (serial < 1) return invalid('serial')
  if (issuedAt < 1) return invalid('issued at')
  if (nodeKey.byteLength !== limits.keyBytes) return invalid('node key')
  return {
    network: hexId(network),
    member: parseMemberId(message.member) ?? invalid('member'),
    nodeKey: hexId(nodeKey),
    kemKey,
    serial,
    issuedAt,
  }
}

/**
 * A certificate with both of its signatures: the member's root key says whose node it is, and the node key that it agrees.
 * Without the second, a member could certify another member's node as its own, and push that certificate out.
 * @throws ProtocolError 'key-invalid' where nothing secret may be wrapped to the KEM key
 */
export function issueCertificate(
  certificate: Certificate,
  rootSecretKey: Uint8Array,
  nodeSecretKey: Uint8Array,
): ControlObject {
  if (checkKemKey(certificate.kemKey) !== undefined) throw new ProtocolError('key-invalid', 'certificate: KEM key')
  const payload = encodeCertificate(certificate)
  const network = idBytes(certificate.network)
  const signatures = [rootSecretKey, nodeSecretKey].map((secretKey) => ({
    key: publicKeyOf(secretKey),
    signature: sign('node', network, payload, secretKey),
  }))
  return { type: 'certificate', payload, signatures: signatures.sort((a, b) => compareBytes(a.key, b.key)) }
}

/** The root key that signed a certificate which its node key signed, too; `undefined` where either is missing or wrong. */
export function certifierOf(object: ControlObject, certificate: Certificate): Uint8Array | undefined {
  const network = idBytes(certificate.network)
  const nodeKey = idBytes(certificate.nodeKey)
  if (object.signatures.length !== 2) return undefined
  const verifies = object.signatures.every(({ key, signature }) =>
    verify('node', network, object.payload, key, signature),
  )
  if (!verifies || !object.signatures.some(({ key }) => equalBytes(key, nodeKey))) return undefined
  return object.signatures.find(({ key }) => !equalBytes(key, nodeKey))?.key
}

/**
 * Whether a certificate counts under the newest charter: signed by its node key, and by the root key of its member, or by
 * a superseded one where the charter lists its hash. Whether the member is active is another question.
 * @throws ProtocolError where the payload is no certificate
 */
export function checkCertificate(object: ControlObject, state: CharterState): ProtocolCode | undefined {
  if (object.type !== 'certificate') return 'field-invalid'
  const certificate = decodeCertificate(object.payload)
  if (certificate.network !== state.network) return 'network-mismatch'
  const member = memberOf(state.charter, certificate.member)
  if (member === undefined) return 'member-unknown'
  const admission = checkPublicKey(idBytes(certificate.nodeKey))
  if (admission !== undefined) return admission
  const certifier = certifierOf(object, certificate)
  if (certifier === undefined) return 'signature-invalid'
  const kemKey = checkKemKey(certificate.kemKey)
  if (kemKey !== undefined) return kemKey
  if (equalBytes(certifier, member.rootKey)) return undefined
  const hash = controlHash(object)
  return member.priorCertificates.some((prior) => equalBytes(prior, hash)) ? undefined : 'certificate-invalid'
}

/** Whether `a` replaces `b`, both of one member and node key: the greater serial; at the same one the greater hash. */
export function replacesCertificate(a: ControlObject, b: ControlObject): boolean {
  const difference = decodeCertificate(a.payload).serial - decodeCertificate(b.payload).serial
  return difference === 0 ? Buffer.compare(controlHash(a), controlHash(b)) > 0 : difference > 0
}
