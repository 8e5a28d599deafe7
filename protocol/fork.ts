// Fork proofs: two headers of one node that cannot both be in one lane. They prove themselves.
import { parseHeader, verifyHeader, type SignedHeader } from './bundle.ts'
import type { ProtocolCode } from './codes.ts'
import type { ControlObject } from './control.ts'
import { ProtocolError } from './errors.ts'
import type { BundleId, LaneId, NetworkId, NodeKey } from './ids.ts'
import { limits } from './limits.ts'
import { wire } from './names.ts'
import { decodeStrict, encode } from './strict.ts'

/** Two headers as they were signed, the one with the lower bundle id first. */
export interface ForkProof {
  readonly a: SignedHeader
  readonly b: SignedHeader
  readonly lane: LaneId
  readonly node: NodeKey
  readonly seq: number
  /** The bundle before both, where they agree on it. */
  readonly prev?: BundleId
}

/** The control object of two headers. It has no signatures of its own. */
export function proveFork(one: SignedHeader, other: SignedHeader): ControlObject {
  const [a, b] = one.id < other.id ? [one, other] : [other, one]
  const payload = encode(
    wire.ForkProof,
    new wire.ForkProof({
      headerA: a.bytes,
      signatureA: a.signature,
      headerB: b.bytes,
      signatureB: b.signature,
    }),
  )
  return { type: 'fork-proof', payload, signatures: [] }
}

/**
 * The fork proof in a payload. `checkFork` judges it.
 * @throws ProtocolError 'too-large' | 'encoding-invalid' | those of parseHeader
 */
export function decodeFork(payload: Uint8Array): ForkProof {
  const message = decodeStrict(wire.ForkProof, payload, 2 * limits.headerMaxBytes + 1024)
  const a = parseHeader(message.headerA, message.signatureA)
  const b = parseHeader(message.headerB, message.signatureB)
  const { seq, prev } = a.header
  return {
    a,
    b,
    lane: a.lane,
    node: a.header.node,
    seq,
    ...(prev !== undefined && prev === b.header.prev ? { prev } : {}),
  }
}

/**
 * Whether two headers are a fork: one network, one node key, one lane, one sequence number, two ids, both signatures
 * good. A lane's id holds the node key, so whoever signs under another's lane signs in no lane of hers: no fork.
 * @throws ProtocolError where the payload is no fork proof
 */
export function checkFork(object: ControlObject, network: NetworkId): ProtocolCode | undefined {
  if (object.type !== 'fork-proof') return 'field-invalid'
  const { a, b } = decodeFork(object.payload)
  if (object.signatures.length > 0) return 'fork-proof-invalid'
  if (a.header.network !== network || b.header.network !== network) return 'network-mismatch'
  if (a.header.node !== b.header.node || a.lane !== b.lane || a.header.seq !== b.header.seq) return 'fork-proof-invalid'
  // One order for one pair, so that it has one hash.
  if (a.id >= b.id) return 'fork-proof-invalid'
  return verifyHeader(a) && verifyHeader(b) ? undefined : 'signature-invalid'
}

/** Whether two headers of one lane and number contradict each other. Their signatures are the caller's to verify. */
export function isFork(one: SignedHeader, other: SignedHeader): boolean {
  return one.lane === other.lane && one.header.seq === other.header.seq && one.id !== other.id
}

/** The fork proof, checked. */
export function openFork(object: ControlObject, network: NetworkId): ForkProof {
  const code = checkFork(object, network)
  if (code !== undefined) throw new ProtocolError(code, 'fork proof')
  return decodeFork(object.payload)
}
