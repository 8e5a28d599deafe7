// The node's KEM key: X-Wing (ML-KEM-768 with X25519), to which epoch keys are wrapped (node/sealing). HPKE: RFC 9180.
import { AEAD_AES_256_GCM, KDF_HKDF_SHA256, KEM_MLKEM768_X25519 } from '@panva/hpke-noble'
import { CipherSuite } from 'hpke'

/** The public key (1,216 bytes) that belongs to the 32-byte seed in keys/kem.key. */
export async function kemPublicKey(seed: Uint8Array): Promise<Uint8Array> {
  const suite = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM)
  const { publicKey } = await suite.DeriveKeyPair(seed, false)
  return suite.SerializePublicKey(publicKey)
}
