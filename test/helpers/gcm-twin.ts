// The attack on AES-GCM that a commitment is there for: one ciphertext and tag that two keys accept (Dodis, Grubbs,
// Ristenpart, Woodage, 2018; Len, Grubbs, Ristenpart, 2021).
import { createCipheriv } from 'node:crypto'

export interface GcmKey {
  readonly key: Uint8Array
  readonly aad: Uint8Array
}

const blockBytes = 16
const one = 1n << 127n
// x^128 = x^7 + x^2 + x + 1, bits as GCM has them: the first one is the constant.
const reduction = 0xe1n << 120n

function multiply(a: bigint, b: bigint): bigint {
  let product = 0n
  let shifted = b
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if (((a >> bit) & 1n) === 1n) product ^= shifted
    shifted = (shifted & 1n) === 1n ? (shifted >> 1n) ^ reduction : shifted >> 1n
  }
  return product
}

function power(base: bigint, exponent: bigint): bigint {
  let result = one
  for (let square = base, left = exponent; left > 0n; left >>= 1n, square = multiply(square, square)) {
    if ((left & 1n) === 1n) result = multiply(result, square)
  }
  return result
}

/** A field of 2^128 elements: a^(2^128 - 2) is the inverse of a. */
function invert(a: bigint): bigint {
  return power(a, (1n << 128n) - 2n)
}

function blocksOf(bytes: Uint8Array): bigint[] {
  const padded = Buffer.concat([bytes, Buffer.alloc((blockBytes - (bytes.byteLength % blockBytes)) % blockBytes)])
  return Array.from({ length: padded.byteLength / blockBytes }, (_, at) =>
    BigInt(`0x${padded.toString('hex', at * blockBytes, (at + 1) * blockBytes)}`),
  )
}

function bytesOf(block: bigint): Buffer {
  return Buffer.from(block.toString(16).padStart(32, '0'), 'hex')
}

function encryptBlock(key: Uint8Array, block: Uint8Array): bigint {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  return BigInt(`0x${cipher.update(block).toString('hex')}`)
}

function keystream(key: Uint8Array, length: number): Buffer {
  const counter = Buffer.alloc(blockBytes)
  counter.writeUInt32BE(2, 12)
  return createCipheriv('aes-256-ctr', key, counter).update(Buffer.alloc(length))
}

/** What is hashed: the additional data, the ciphertext, and the lengths of both in bits. */
function hashed(aad: Uint8Array, ciphertext: Uint8Array): bigint[] {
  const lengths = (BigInt(aad.byteLength * 8) << 64n) | BigInt(ciphertext.byteLength * 8)
  return [...blocksOf(aad), ...blocksOf(ciphertext), lengths]
}

function ghash(h: bigint, blocks: readonly bigint[]): bigint {
  return blocks.reduce((sum, block) => multiply(sum ^ block, h), 0n)
}

/**
 * A ciphertext with its tag that both keys accept under a nonce of zeros. Under `a` it says `plaintext`, but for the block
 * at `free` (its place in blocks), which makes the two tags one.
 */
export function gcmTwin(a: GcmKey, b: GcmKey, plaintext: Uint8Array, free: number): Uint8Array {
  const stream = keystream(a.key, plaintext.byteLength)
  const ciphertext = Buffer.from(plaintext.map((byte, at) => byte ^ (stream[at] ?? 0)))
  ciphertext.fill(0, free * blockBytes, (free + 1) * blockBytes)

  const zeros = Buffer.alloc(blockBytes)
  const first = Buffer.from(zeros)
  first.writeUInt32BE(1, 12)
  const tagOf = ({ key, aad }: GcmKey) =>
    ghash(encryptBlock(key, zeros), hashed(aad, ciphertext)) ^ encryptBlock(key, first)
  const blocksBehind = BigInt(plaintext.byteLength / blockBytes - free + 1)
  const weight = ({ key }: GcmKey) => power(encryptBlock(key, zeros), blocksBehind)
  // Both tags change by the free block times their weight: this is the block at which they meet.
  const block = multiply(tagOf(a) ^ tagOf(b), invert(weight(a) ^ weight(b)))
  bytesOf(block).copy(ciphertext, free * blockBytes)
  return Buffer.concat([ciphertext, bytesOf(tagOf(a))])
}
