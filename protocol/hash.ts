// SHA-256, plain and with a domain tag, and keys derived with it. Every hash of the protocol goes through here.
import { hash, hkdfSync } from 'node:crypto'
import { concatBytes } from './bytes.ts'
import { ProtocolError } from './errors.ts'
import { limits } from './limits.ts'

/** SHA-256 over all parts, one behind the other. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts
  return hash('sha256', parts.length === 1 && first !== undefined ? first : concatBytes(...parts), 'buffer')
}

/** SHA256(tag 0x00 parts...): the zero byte ends the tag, so that no tag is the beginning of another. */
export function tagged(tag: string, ...parts: readonly Uint8Array[]): Uint8Array {
  return sha256(Buffer.from(`${tag}\0`, 'ascii'), ...parts)
}

/**
 * 32 bytes out of a key of 32 bytes: HKDF-SHA256 (RFC 5869), Expand(Extract(salt, key), label).
 * @throws ProtocolError 'key-invalid'
 */
export function deriveKey(key: Uint8Array, salt: Uint8Array, label: string): Uint8Array {
  if (key.byteLength !== limits.keyBytes) throw new ProtocolError('key-invalid', 'a secret key has 32 bytes')
  return new Uint8Array(hkdfSync('sha256', key, salt, Buffer.from(label, 'ascii'), limits.hashBytes))
}
