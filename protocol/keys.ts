// Ed25519 keys: made from a seed, and admitted into charters and certificates. Not the hot path: noble knows the curve.
import { ed25519 } from '@noble/curves/ed25519.js'
import { LRUCache } from 'lru-cache'
import { toHex } from './bytes.ts'
import type { ProtocolCode } from './codes.ts'
import { ProtocolError } from './errors.ts'
import { limits } from './limits.ts'

/** RFC 8032. `secretKey` is the 32-byte seed. */
export interface KeyPair {
  readonly secretKey: Uint8Array
  readonly publicKey: Uint8Array
}

/** The key pair of a 32-byte seed, which comes from the caller's randomness. */
export function generateKeyPair(seed: Uint8Array): KeyPair {
  if (seed.byteLength !== limits.keyBytes) throw new ProtocolError('key-invalid', 'a seed has 32 bytes')
  const secretKey = Uint8Array.from(seed)
  return { secretKey, publicKey: ed25519.getPublicKey(secretKey) }
}

/** The public key of a secret key. */
export function publicKeyOf(secretKey: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(secretKey)
}

// A verdict costs a multiplication on the curve, and every charter names nearly the keys of the one before it.
const verdicts = new LRUCache<string, 'admitted' | 'refused'>({ max: 16_384 })

/**
 * Whether a public key may stand in a charter or certificate: 32 bytes, canonical, on the curve, torsion-free and so not
 * of small order. Verifiers differ on every other key. Costs a millisecond: ask after the signature, not before.
 */
export function checkPublicKey(bytes: Uint8Array): ProtocolCode | undefined {
  if (bytes.byteLength !== limits.keyBytes) return 'key-invalid'
  const name = toHex(bytes)
  const verdict = verdicts.get(name) ?? (isAdmissible(bytes) ? 'admitted' : 'refused')
  verdicts.set(name, verdict)
  return verdict === 'admitted' ? undefined : 'key-invalid'
}

function isAdmissible(bytes: Uint8Array): boolean {
  try {
    const point = ed25519.Point.fromBytes(Uint8Array.from(bytes), false)
    return point.isTorsionFree() && !point.isSmallOrder()
  } catch {
    return false
  }
}
