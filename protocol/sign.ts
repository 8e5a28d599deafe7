// What is signed, and signing it: the input binds type and network, so that no signature means anything elsewhere.
import { ed25519 } from '@noble/curves/ed25519.js'

/** What a signature is for. It stands in the signed input: protocol.md#signing. */
export const signatureTypes = [
  'charter',
  'node',
  'bundle',
  'revoke',
  'record',
  'receipt',
  'member',
  'ack',
  'audit',
] as const
export type SignatureType = (typeof signatureTypes)[number]

const heads = new Map<SignatureType, Buffer>(
  signatureTypes.map((type) => [
    type,
    Buffer.from(`entente/sig/v1\0${String.fromCharCode(type.length)}${type}`, 'latin1'),
  ]),
)

/** "entente/sig/v1" 0x00 u8len type networkId u32be-len payload. */
export function signatureInput(type: SignatureType, network: Uint8Array, payload: Uint8Array): Uint8Array {
  const head = heads.get(type)
  if (head === undefined || network.byteLength !== 32) throw new TypeError('unknown signature type or network id')
  const input = Buffer.allocUnsafe(head.byteLength + 36 + payload.byteLength)
  input.set(head, 0)
  input.set(network, head.byteLength)
  input.writeUInt32BE(payload.byteLength, head.byteLength + 32)
  input.set(payload, head.byteLength + 36)
  return input
}

/** Ed25519 signature (64 bytes, RFC 8032) over the input of `payload`. */
export function sign(type: SignatureType, network: Uint8Array, payload: Uint8Array, secretKey: Uint8Array): Uint8Array {
  return ed25519.sign(signatureInput(type, network, payload), secretKey)
}
