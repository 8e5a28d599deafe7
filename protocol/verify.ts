// The one verifier: node:crypto's Ed25519 (RFC 8032, cofactorless, S < L). noble is never a fallback: it judges
// mixed-order points differently, and two verdicts would split the network.
import { createPublicKey, verify as verifyEd25519, type KeyObject } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { fromHex } from './bytes.ts'
import { ProtocolError } from './errors.ts'
import { checkPublicKey } from './keys.ts'
import { limits } from './limits.ts'
import { signatureInput, type SignatureType } from './sign.ts'
import { verifierVectors } from './verifier-vectors.ts'

const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

// Parsing a key costs as much as a hash of a kilobyte, and a network has a few thousand: a bounded cache holds them all.
const keyObjects = new LRUCache<string, KeyObject>({ max: 8192 })

function keyObject(publicKey: Uint8Array): KeyObject | undefined {
  const raw = Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.byteLength)
  const name = raw.toString('latin1')
  const known = keyObjects.get(name)
  if (known !== undefined) return known
  try {
    const made = createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' })
    keyObjects.set(name, made)
    return made
  } catch {
    return undefined
  }
}

// y of every point of order 1, 2, 4 or 8, little-endian, also as y + p where that fits: the sign bit is not looked at.
const smallOrder: ReadonlySet<string> = new Set(
  [
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ].map((hex) => Buffer.from(hex, 'hex').toString('latin1', 0, 31)),
)
const smallOrderLastBytes: ReadonlySet<number> = new Set([0x00, 0x7a, 0x05, 0x7f])

/** Whether the 32 bytes at the beginning of `bytes` encode a point of small order. */
function isSmallOrder(bytes: Uint8Array): boolean {
  const last = bytes[31]
  if (last === undefined || !smallOrderLastBytes.has(last & 0x7f)) return false
  return smallOrder.has(Buffer.from(bytes.buffer, bytes.byteOffset, 31).toString('latin1'))
}

/**
 * Ed25519 over bytes as they are, without type and network around them: what the vectors are judged by. OpenSSL 3.0 and
 * 3.5 differ on points of small order; no honest signer makes them, so they are refused before it is asked.
 */
export function verifyRaw(input: Uint8Array, publicKey: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.byteLength !== limits.keyBytes || signature.byteLength !== limits.signatureBytes) return false
  if (isSmallOrder(publicKey) || isSmallOrder(signature)) return false
  const key = keyObject(publicKey)
  return key !== undefined && verifyEd25519(null, input, key, signature)
}

/**
 * Whether `signature` is one of `publicKey` over `payload`, for this type and network. The key was admitted before
 * (`checkPublicKey`), where it entered a charter or certificate: here it is not judged again.
 */
export function verify(
  type: SignatureType,
  network: Uint8Array,
  payload: Uint8Array,
  publicKey: Uint8Array,
  signature: Uint8Array,
): boolean {
  return verifyRaw(signatureInput(type, network, payload), publicKey, signature)
}

/**
 * Runs the signatures on which verifiers are known to differ. A node refuses to start where its verdict is not the
 * network's: protocol.md#signing.
 * @throws ProtocolError 'verifier-divergent'
 */
export function assertVerifier(): void {
  for (const vector of verifierVectors) {
    const [publicKey, message, signature] = [vector.publicKey, vector.message, vector.signature].map(fromHex)
    if (publicKey === undefined || message === undefined || signature === undefined) {
      throw new TypeError(`verifier vector "${vector.name}" is no hexadecimal text`)
    }
    const admitted = checkPublicKey(publicKey) === undefined
    if (admitted !== vector.admitted || verifyRaw(message, publicKey, signature) !== vector.verified) {
      throw new ProtocolError('verifier-divergent', `this machine judges "${vector.name}" differently from the network`)
    }
  }
}
