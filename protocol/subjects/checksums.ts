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
  const sum = doubleSha256(payload)
  for (let at = 0; at < checksumBytes; at++) {
    if (sum[at] !== bytes[payload.length + at]) return undefined
  }
  return payload
}

/** base58check text of a payload that begins with its version. */
export function base58checkEncode(payload: Uint8Array): string {
  return base58.encode(Buffer.concat([payload, doubleSha256(payload).subarray(0, checksumBytes)]))
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

function doubleSha256(bytes: Uint8Array): Buffer {
  return hash('sha256', hash('sha256', bytes, 'buffer'), 'buffer')
}
