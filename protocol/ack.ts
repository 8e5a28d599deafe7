// Acknowledgements: a node says, signed, up to where it holds a lane and could read it. The author keeps the bytes as
// proof that a recipient has what was said.
import type { ProtocolCode } from './codes.ts'
import { ProtocolError } from './errors.ts'
import { hexId, idBytes, type BundleId, type LaneId, type NetworkId, type NodeKey } from './ids.ts'
import { limits } from './limits.ts'
import { wire } from './names.ts'
import { sign } from './sign.ts'
import { decodeStrict, encode } from './strict.ts'
import { verify } from './verify.ts'

/** Cumulative: `seq` and everything before it in the lane. `issuedAt` is milliseconds since 1970. */
export interface Ack {
  readonly network: NetworkId
  readonly lane: LaneId
  readonly seq: number
  /** The bundle at `seq`. */
  readonly bundle: BundleId
  /** The recipient's node, which signs. */
  readonly node: NodeKey
  readonly issuedAt: number
}

const format = 1

/** The canonical bytes of an acknowledgement: what is signed. */
export function encodeAck(ack: Ack): Uint8Array {
  const { network, lane, seq, bundle, node, issuedAt } = ack
  return encode(
    wire.Ack,
    new wire.Ack({
      ...{ format, network: idBytes(network), lane: idBytes(lane), seq },
      ...{ bundle: idBytes(bundle), nodeKey: idBytes(node), issuedAt },
    }),
  )
}

function invalid(field: string): never {
  throw new ProtocolError('field-invalid', `acknowledgement: ${field}`)
}

/**
 * The acknowledgement in `bytes`, every field checked, its signature not.
 * @throws ProtocolError 'too-large' | 'encoding-invalid' | 'version-unsupported' | 'field-invalid'
 */
export function decodeAck(bytes: Uint8Array): Ack {
  const message = decodeStrict(wire.Ack, bytes, limits.ackMaxBytes)
  if (message.format !== format) {
    throw new ProtocolError('version-unsupported', `acknowledgement: format ${message.format}`)
  }
  const { network, lane, seq, bundle, nodeKey, issuedAt } = message
  if (network.byteLength !== limits.hashBytes) return invalid('network')
  if (lane.byteLength !== limits.hashBytes) return invalid('lane')
  if (seq < 1) return invalid('seq')
  if (bundle.byteLength !== limits.hashBytes) return invalid('bundle')
  if (nodeKey.byteLength !== limits.keyBytes) return invalid('node key')
  if (issuedAt < 1) return invalid('issued at')
  return {
    ...{ network: hexId(network), lane: hexId(lane), seq, bundle: hexId(bundle), node: hexId(nodeKey) },
    issuedAt,
  }
}

/** A SignedAck: the acknowledgement with the signature of its node (type "ack"). */
export function signAck(ack: Ack, nodeSecretKey: Uint8Array): Uint8Array {
  const bytes = encodeAck(ack)
  const signature = sign('ack', idBytes(ack.network), bytes, nodeSecretKey)
  return encode(wire.SignedAck, new wire.SignedAck({ ack: bytes, signature }))
}

/**
 * The acknowledgement in a SignedAck, where the node that it names signed it for this network; otherwise why not.
 * Whether that node is one of a recipient, and what it acknowledges, is the author's to judge.
 */
export function checkAck(bytes: Uint8Array, network: NetworkId): Ack | ProtocolCode {
  try {
    const signed = decodeStrict(wire.SignedAck, bytes, limits.ackMaxBytes)
    if (signed.signature.byteLength !== limits.signatureBytes) return 'field-invalid'
    const ack = decodeAck(signed.ack)
    if (ack.network !== network) return 'network-mismatch'
    const good = verify('ack', idBytes(network), signed.ack, idBytes(ack.node), signed.signature)
    return good ? ack : 'signature-invalid'
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
}
