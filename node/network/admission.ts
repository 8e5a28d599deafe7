// Whether a peer is admitted: pure verdicts over what it showed and what this node trusts. A verdict is a code, or
// `undefined` for yes.
import type { ProtocolCode } from '../../protocol/codes.ts'
import type { NodeKey } from '../../protocol/ids.ts'
import { hexId, idBytes } from '../../protocol/ids.ts'
import { equalBytes } from '../../protocol/bytes.ts'
import { limits } from '../../protocol/limits.ts'
import { controlTypes, wire } from '../../protocol/names.ts'
import { decodeStrict } from '../../protocol/strict.ts'
import type { NetworkCode } from './codes.ts'
import { helloLimits } from './limits.ts'
import type { NetworkTrust } from './types.ts'

export type AdmissionCode = NetworkCode | ProtocolCode

/** Judges the Hello of the node that proved `node` to the secure channel, before anything is looked up. */
export function judgeHello(hello: wire.Hello, trust: NetworkTrust, node: NodeKey): AdmissionCode | undefined {
  if (hello.version !== limits.protocolVersion) return 'version-unsupported'
  if (!equalBytes(hello.network, idBytes(trust.networkId))) return 'network-mismatch'
  if (hello.certificate.length === 0) return 'certificate-missing'
  const certified = certifiedNode(hello.certificate)
  if (certified === undefined) return 'certificate-invalid'
  return certified === node ? undefined : 'certificate-mismatch'
}

/** Judges a node under the newest charter held. */
export function judgeNode(trust: NetworkTrust, node: NodeKey): ProtocolCode | undefined {
  const member = trust.memberOfNode(node)
  if (member === undefined) return 'node-unknown'
  if (member.revoked) return 'certificate-revoked'
  return trust.isActiveNode(node) ? undefined : 'member-inactive'
}

/** The node key in a certificate, which is not verified here: trust does that. */
export function certifiedNode(certificate: Uint8Array): NodeKey | undefined {
  try {
    const object = decodeStrict(wire.ControlObject, certificate, helloLimits.messageMaxBytes)
    if (controlTypes.name(object.type) !== 'certificate') return undefined
    const { nodeKey } = decodeStrict(wire.Certificate, object.payload, helloLimits.messageMaxBytes)
    return nodeKey.length === limits.keyBytes ? hexId<NodeKey>(nodeKey) : undefined
  } catch {
    return undefined
  }
}
