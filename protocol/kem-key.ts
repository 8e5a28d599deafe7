// X-Wing public keys (ML-KEM-768 and X25519), admitted into certificates: what nothing secret may be wrapped to is kept out.
import { x25519 } from '@noble/curves/ed25519.js'
import { LRUCache } from 'lru-cache'
import type { ProtocolCode } from './codes.ts'
import { sha256 } from './hash.ts'
import { limits } from './limits.ts'

// FIPS 203: a public key of ML-KEM-768 is 3 x 256 coefficients of 12 bits below q, and a seed of 32 bytes.
const modulus = 3329
const coefficientsBytes = 3 * 384
const x25519At = coefficientsBytes + 32

// Any scalar will do: a point of small order gives zero with every one (RFC 7748, 6.1).
const scalar = new Uint8Array(32).fill(1)

const verdicts = new LRUCache<string, 'admitted' | 'refused'>({ max: 16_384 })

/**
 * Whether a KEM key may stand in a certificate: 1,216 bytes, every coefficient reduced (FIPS 203, 7.2: the modulus
 * check), and an X25519 point that is not of small order. Libraries differ on both, and a key that only some of them
 * take would keep a recipient out on some nodes.
 */
export function checkKemKey(bytes: Uint8Array): Extract<ProtocolCode, 'key-invalid'> | undefined {
  if (bytes.byteLength !== limits.kemKeyBytes) return 'key-invalid'
  const name = Buffer.from(sha256(bytes)).toString('latin1')
  const verdict = verdicts.get(name) ?? (isReduced(bytes) && agreesOnSecrets(bytes) ? 'admitted' : 'refused')
  verdicts.set(name, verdict)
  return verdict === 'admitted' ? undefined : 'key-invalid'
}

function isReduced(key: Uint8Array): boolean {
  for (let at = 0; at < coefficientsBytes; at += 3) {
    const [low = 0, middle = 0, high = 0] = key.subarray(at, at + 3)
    if ((low | ((middle & 0xf) << 8)) >= modulus || ((middle >> 4) | (high << 4)) >= modulus) return false
  }
  return true
}

function agreesOnSecrets(key: Uint8Array): boolean {
  try {
    x25519.getSharedSecret(scalar, Uint8Array.from(key.subarray(x25519At)))
    return true
  } catch {
    return false
  }
}
