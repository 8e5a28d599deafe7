// SHA-256, plain and with a domain tag. Every hash of the protocol goes through here.
import { hash } from 'node:crypto'
import { concatBytes } from './bytes.ts'

/** SHA-256 over all parts, one behind the other. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts
  return hash('sha256', parts.length === 1 && first !== undefined ? first : concatBytes(...parts), 'buffer')
}

/** SHA256(tag 0x00 parts...): the zero byte ends the tag, so that no tag is the beginning of another. */
export function tagged(tag: string, ...parts: readonly Uint8Array[]): Uint8Array {
  return sha256(Buffer.from(`${tag}\0`, 'ascii'), ...parts)
}
