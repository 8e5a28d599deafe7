// Wrapping an epoch key to a node's KEM key: HPKE (RFC 9180, base mode) over X-Wing, so that what is recorded today stays
// closed to a quantum computer.
import { AEAD_AES_256_GCM, KDF_HKDF_SHA256, KEM_MLKEM768_X25519 } from '@panva/hpke-noble'
import { CipherSuite, DecapError, OpenError } from 'hpke'
import { ProtocolError } from '../../protocol/errors.ts'
import { checkKemKey } from '../../protocol/kem-key.ts'
import { limits } from '../../protocol/limits.ts'

const suite = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM)

/** An epoch key on its way to one node: the KEM's ciphertext (1,120 bytes) and the key under its secret (48 bytes). */
export interface Wrapped {
  readonly encapsulation: Uint8Array
  readonly wrapped: Uint8Array
}

/**
 * Wraps an epoch key to a KEM key of a certificate. `info` binds it to its place: protocol's `grantInfo`.
 * @throws ProtocolError 'key-invalid' where nothing secret may be wrapped to the key
 */
export async function wrapEpochKey(kemKey: Uint8Array, info: Uint8Array, epochKey: Uint8Array): Promise<Wrapped> {
  if (checkKemKey(kemKey) !== undefined) throw new ProtocolError('key-invalid', 'KEM key')
  const publicKey = await suite.DeserializePublicKey(kemKey)
  const { encapsulatedSecret, ciphertext } = await suite.Seal(publicKey, epochKey, { info })
  return { encapsulation: encapsulatedSecret, wrapped: ciphertext }
}

/** The epoch key that was wrapped to the KEM key of `seed` (32 bytes, keys/kem.key); 'grant-invalid' if it does not open. */
export async function unwrapEpochKey(
  seed: Uint8Array,
  info: Uint8Array,
  encapsulation: Uint8Array,
  wrapped: Uint8Array,
): Promise<Uint8Array | 'grant-invalid'> {
  if (encapsulation.byteLength !== limits.kemEncapsulationBytes || wrapped.byteLength !== limits.wrappedKeyBytes) {
    return 'grant-invalid'
  }
  const keys = await suite.DeriveKeyPair(seed, false)
  try {
    return await suite.Open(keys, encapsulation, wrapped, { info })
  } catch (error) {
    if (error instanceof DecapError || error instanceof OpenError) return 'grant-invalid'
    throw error
  }
}
