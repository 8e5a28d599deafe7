// Node records: where a node can be reached, signed by its own key. The newest serial counts.
import { ProtocolError } from './errors.ts'
import type { ProtocolCode } from './codes.ts'
import { controlHash, soleSigner, type ControlObject } from './control.ts'
import { hexId, idBytes, type NetworkId, type NodeKey } from './ids.ts'
import { publicKeyOf } from './keys.ts'
import { limits } from './limits.ts'
import { wire } from './names.ts'
import { sign } from './sign.ts'
import { decodeStrict, encode } from './strict.ts'
import { isLine } from './text.ts'

/** `addresses` are multiaddrs as text. They are not parsed here. */
export interface NodeRecord {
  readonly network: NetworkId
  readonly nodeKey: NodeKey
  readonly serial: number
  readonly addresses: readonly string[]
}

const format = 1

/** The canonical payload of a node record. */
export function encodeRecord(record: NodeRecord): Uint8Array {
  const { network, nodeKey, serial, addresses } = record
  return encode(
    wire.NodeRecord,
    new wire.NodeRecord({
      format,
      network: idBytes(network),
      nodeKey: idBytes(nodeKey),
      serial,
      addresses: [...addresses],
    }),
  )
}

function invalid(field: string): never {
  throw new ProtocolError('field-invalid', `node record: ${field}`)
}

/**
 * The node record in a payload, every field checked.
 * @throws ProtocolError 'too-large' | 'encoding-invalid' | 'version-unsupported' | 'field-invalid'
 */
export function decodeRecord(payload: Uint8Array): NodeRecord {
  const message = decodeStrict(wire.NodeRecord, payload, limits.recordMaxBytes)
  if (message.format !== format) throw new ProtocolError('version-unsupported', `node record: format ${message.format}`)
  const { network, nodeKey, serial } = message
  const addresses = message.addresses
  if (network.byteLength !== limits.hashBytes) return invalid('network')
  if (nodeKey.byteLength !== limits.keyBytes) return invalid('node key')
  if (serial < 1) return invalid('serial')
  if (addresses.length > limits.nodeAddressesMax || new Set(addresses).size !== addresses.length) {
    return invalid('addresses')
  }
  if (!addresses.every((address) => address.startsWith('/') && isLine(address, limits.addressMaxChars))) {
    return invalid('address')
  }
  return { network: hexId(network), nodeKey: hexId(nodeKey), serial, addresses }
}

/** A node record signed by its node key. */
export function issueRecord(record: NodeRecord, nodeSecretKey: Uint8Array): ControlObject {
  const payload = encodeRecord(record)
  const signature = sign('record', idBytes(record.network), payload, nodeSecretKey)
  return { type: 'node-record', payload, signatures: [{ key: publicKeyOf(nodeSecretKey), signature }] }
}

/**
 * Whether a node record is signed by the node key that it names. Whose node that is, its certificate says.
 * @throws ProtocolError where the payload is no node record
 */
export function checkRecord(object: ControlObject, network: NetworkId): ProtocolCode | undefined {
  if (object.type !== 'node-record') return 'field-invalid'
  const record = decodeRecord(object.payload)
  if (record.network !== network) return 'network-mismatch'
  const signer = soleSigner(object, 'record', idBytes(network))
  if (signer === undefined) return 'signature-invalid'
  return hexId<NodeKey>(signer) === record.nodeKey ? undefined : 'record-invalid'
}

/** Whether `a` replaces `b`, both of one node key: the greater serial; at the same one the greater hash, so that all agree. */
export function replacesRecord(a: ControlObject, b: ControlObject): boolean {
  const difference = decodeRecord(a.payload).serial - decodeRecord(b.payload).serial
  return difference === 0 ? Buffer.compare(controlHash(a), controlHash(b)) > 0 : difference > 0
}
