// Sealing a payload: AES-256-GCM under a key that is used once, with a commitment to it. protocol.md#sealing
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { concatBytes, equalBytes, uint64Bytes } from './bytes.ts'
import type { ProtocolCode } from './codes.ts'
import { ProtocolError } from './errors.ts'
import { deriveKey, sha256 } from './hash.ts'
import { sealSuite, type Seal, type SignedHeader } from './header.ts'
import { idBytes, type LaneId } from './ids.ts'
import { limits } from './limits.ts'
import { encodeMarking, type Marking } from './marking.ts'

/** What of a header the seal is bound to. `root` is the Merkle root over fresh salts, and so never the same twice. */
export interface SealPlace {
  readonly lane: LaneId
  readonly seq: number
  readonly root: Uint8Array
  readonly count: number
  readonly marking: Marking
}

const cipherName = 'aes-256-gcm'
const tagBytes = 16
const lengthBytes = 4
// The key is derived from the root, and every attempt at sealing draws new salts: no key meets a second message.
const zeroNonce = Buffer.alloc(12)

function saltOf({ lane, seq, root }: Pick<SealPlace, 'lane' | 'seq' | 'root'>): Uint8Array {
  return concatBytes(idBytes(lane), uint64Bytes(seq), root)
}

function additionalData(place: SealPlace): Uint8Array {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(place.count)
  return concatBytes(Buffer.from('entente/aad/v1\0', 'ascii'), saltOf(place), count, encodeMarking(place.marking))
}

/** The commitment to the key of an epoch at one place: 32 bytes. Nobody finds a second key with the same one. */
export function commitmentOf(place: Pick<SealPlace, 'lane' | 'seq' | 'root'>, epochKey: Uint8Array): Uint8Array {
  return deriveKey(epochKey, saltOf(place), 'entente/commit/v1')
}

/**
 * The length to which `bytes` are padded: Padmé (Nikitin and others, PURBs, 2019), at least `sealPaddingMinBytes`. It
 * adds at most 12 percent, and leaves O(log log n) bits of the length to be seen.
 */
export function paddedLength(bytes: number): number {
  if (bytes <= limits.sealPaddingMinBytes) return limits.sealPaddingMinBytes
  const exponent = 31 - Math.clz32(bytes)
  const step = 2 ** (exponent - (32 - Math.clz32(exponent)))
  return Math.ceil(bytes / step) * step
}

/**
 * Seals a compressed payload at its place.
 * @throws ProtocolError 'too-large' | 'key-invalid'
 */
export function sealPayload(
  place: SealPlace,
  epoch: number,
  epochKey: Uint8Array,
  compressed: Uint8Array,
): { readonly seal: Seal; readonly ciphertext: Uint8Array } {
  const plaintext = Buffer.alloc(paddedLength(lengthBytes + compressed.byteLength))
  if (plaintext.byteLength + tagBytes > limits.sealedPayloadMaxBytes) {
    throw new ProtocolError('too-large', 'sealed payload')
  }
  plaintext.writeUInt32BE(compressed.byteLength)
  plaintext.set(compressed, lengthBytes)
  const cipher = createCipheriv(cipherName, deriveKey(epochKey, saltOf(place), 'entente/key/v1'), zeroNonce)
  cipher.setAAD(additionalData(place))
  const ciphertext = concatBytes(cipher.update(plaintext), cipher.final(), cipher.getAuthTag())
  const commitment = commitmentOf(place, epochKey)
  return { seal: { suite: sealSuite, epoch, commitment, digest: sha256(ciphertext) }, ciphertext }
}

function placeOf({ header, lane }: SignedHeader): SealPlace {
  return { lane, seq: header.seq, root: header.root, count: header.count, marking: header.marking }
}

/** Whether the header commits to this epoch key. */
export function commitsTo(signed: SignedHeader, epochKey: Uint8Array): boolean {
  const { seal } = signed.header
  return seal !== undefined && equalBytes(seal.commitment, commitmentOf(placeOf(signed), epochKey))
}

/** Whether `bytes` are what the header's seal names, before any key is known. */
export function checkSealed(
  signed: SignedHeader,
  bytes: Uint8Array,
): Extract<ProtocolCode, 'seal-missing' | 'payload-malformed'> | undefined {
  const { seal } = signed.header
  if (seal === undefined) return 'seal-missing'
  if (bytes.byteLength > limits.sealedPayloadMaxBytes) return 'payload-malformed'
  return equalBytes(sha256(bytes), seal.digest) ? undefined : 'payload-malformed'
}

/**
 * The compressed payload of a sealed bundle, or why it does not open. A wrong digest ('payload-malformed') is whoever
 * served it; a wrong key or a second one ('seal-commitment') is found before anything is decrypted.
 */
export function unsealPayload(
  signed: SignedHeader,
  epochKey: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array | Extract<ProtocolCode, 'seal-missing' | 'payload-malformed' | 'seal-commitment' | 'seal-invalid'> {
  const bytes = checkSealed(signed, ciphertext)
  if (bytes !== undefined) return bytes
  if (!commitsTo(signed, epochKey)) return 'seal-commitment'
  const plaintext = decrypt(placeOf(signed), epochKey, ciphertext)
  return plaintext === undefined ? 'seal-invalid' : (unpad(plaintext) ?? 'seal-invalid')
}

function decrypt(place: SealPlace, epochKey: Uint8Array, ciphertext: Uint8Array): Buffer | undefined {
  const end = ciphertext.byteLength - tagBytes
  if (end < limits.sealPaddingMinBytes) return undefined
  const decipher = createDecipheriv(cipherName, deriveKey(epochKey, saltOf(place), 'entente/key/v1'), zeroNonce, {
    authTagLength: tagBytes,
  })
  decipher.setAAD(additionalData(place))
  decipher.setAuthTag(ciphertext.subarray(end))
  const plaintext = decipher.update(ciphertext.subarray(0, end))
  try {
    decipher.final()
  } catch {
    return undefined
  }
  return plaintext
}

/** Every length has one padding, of zeros: otherwise it would carry what nobody looks at. */
function unpad(plaintext: Buffer): Uint8Array | undefined {
  const length = plaintext.readUInt32BE(0)
  const end = lengthBytes + length
  if (length === 0 || end > plaintext.byteLength || paddedLength(end) !== plaintext.byteLength) return undefined
  return plaintext.subarray(end).every((byte) => byte === 0) ? plaintext.subarray(lengthBytes, end) : undefined
}
