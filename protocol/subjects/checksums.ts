// The checksums that several address forms share, over node:crypto's one-shot hash.
import { hash } from 'node:crypto'
import { base58, base58xrp } from '@scure/base'

export type Base58Alphabet = 'bitcoin' | 'xrp'

const coders = { bitcoin: base58, xrp: base58xrp } as const
const checksumBytes = 4

/** Bytes of base58 text, or `undefined` where a character is not of the alphabet. */
export function base58Decode(text: string, alphabet: Base58Alphabet = 'bitcoin'): Uint8Array | undefined {
  try {
    return coders[alphabet].decode(text)
  } catch {
    return undefined
  }
}

export function base58Encode(bytes: Uint8Array): string {
  return base58.encode(bytes)
}

/** Payload (version included) of base58check text; `undefined` where text or checksum are wrong. */
export function base58checkDecode(text: string, alphabet: Base58Alphabet = 'bitcoin'): Uint8Array | undefined {
  const bytes = base58Decode(text, alphabet)
  if (bytes === undefined || bytes.length <= checksumBytes) return undefined
  const payload = bytes.subarray(0, bytes.length - checksumBytes)
  const sum = Buffer.from(bytes.buffer, bytes.byteOffset + payload.length, checksumBytes).toString('hex')
  return doubleSha256(payload).startsWith(sum) ? payload : undefined
}

/** base58check text of a payload that begins with its version. */
export function base58checkEncode(payload: Uint8Array): string {
  return base58.encode(Buffer.concat([payload, Buffer.from(doubleSha256(payload), 'hex').subarray(0, checksumBytes)]))
}

/** CRC-16/XMODEM, as TON and Stellar use it. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}

// Text out of the hash is several times as fast as a buffer, and this runs for every such address that is received.
function doubleSha256(bytes: Uint8Array): string {
  return hash('sha256', Buffer.from(hash('sha256', bytes, 'binary'), 'binary'), 'hex')
}
