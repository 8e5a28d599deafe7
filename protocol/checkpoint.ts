// A checkpoint of an audit log: number and hash of an entry, signed by the node. Kept elsewhere, it later proves that
// nothing up to that entry was rewritten or cut.
import { decodeArmor, encodeArmor } from './armor.ts'
import { fromHex } from './bytes.ts'
import { ProtocolError } from './errors.ts'
import { hexId, idBytes, type NetworkId, type NodeKey } from './ids.ts'
import { limits } from './limits.ts'
import { wire } from './names.ts'
import { sign } from './sign.ts'
import { decodeStrict, encode } from './strict.ts'
import { verify } from './verify.ts'

const format = 1
const label = 'ENTENTE AUDIT CHECKPOINT'

export interface Checkpoint {
  readonly network: NetworkId
  readonly node: NodeKey
  /** Of the entry, from 1. */
  readonly seq: number
  /** Hash of the entry, hexadecimal. */
  readonly hash: string
  /** When it was signed: milliseconds since 1970. */
  readonly time: number
}

/** A checkpoint as text: signature (64 bytes, type "audit", by the node key) and message, armored. */
export function encodeCheckpoint(checkpoint: Checkpoint, nodeSecretKey: Uint8Array): string {
  const { network, node, seq, hash, time } = checkpoint
  const message = encode(
    wire.AuditCheckpoint,
    new wire.AuditCheckpoint({
      format,
      network: idBytes(network),
      nodeKey: idBytes(node),
      seq,
      hash: fromHex(hash) ?? malformed('hash'),
      time,
    }),
  )
  return encodeArmor(label, Buffer.concat([sign('audit', idBytes(network), message, nodeSecretKey), message]))
}

/**
 * The checkpoint in a text, where it is one of this node in this network and its signature is good.
 * @throws ProtocolError 'checkpoint-malformed' | 'network-mismatch' | 'checkpoint-foreign' | 'signature-invalid'
 */
export function openCheckpoint(text: string, of: { readonly network: NetworkId; readonly node: NodeKey }): Checkpoint {
  const bytes = decodeArmor(label, text) ?? malformed('this is no checkpoint')
  const message = bytes.subarray(limits.signatureBytes)
  const checkpoint = decodeMessage(message)
  if (checkpoint.network !== of.network) {
    throw new ProtocolError('network-mismatch', `the checkpoint is of network ${checkpoint.network}`)
  }
  if (checkpoint.node !== of.node) {
    throw new ProtocolError('checkpoint-foreign', `the checkpoint is of node ${checkpoint.node}`)
  }
  const signature = bytes.subarray(0, limits.signatureBytes)
  if (!verify('audit', idBytes(of.network), message, idBytes(of.node), signature)) {
    throw new ProtocolError('signature-invalid', 'the signature of the checkpoint does not verify')
  }
  return checkpoint
}

function decodeMessage(bytes: Uint8Array): Checkpoint {
  let message: wire.AuditCheckpoint
  try {
    message = decodeStrict(wire.AuditCheckpoint, bytes, limits.headerMaxBytes)
  } catch (cause) {
    return malformed('it cannot be decoded', cause)
  }
  const { network, nodeKey, seq, hash, time } = message
  if (message.format !== format) return malformed('format')
  if (network.byteLength !== limits.hashBytes || nodeKey.byteLength !== limits.keyBytes) return malformed('ids')
  if (hash.byteLength !== limits.hashBytes || seq < 1 || time < 1) return malformed('place')
  return { network: hexId(network), node: hexId(nodeKey), seq, hash: Buffer.from(hash).toString('hex'), time }
}

function malformed(what: string, cause?: unknown): never {
  throw new ProtocolError('checkpoint-malformed', `checkpoint: ${what}`, { cause })
}
