// Sealing: bound to its place, committed to its key, padded in one way, and refused by code where anything differs.
import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  buildBundle,
  buildSealedBundle,
  commitmentOf,
  commitsTo,
  decodeFrame,
  encodeFrame,
  encodeMarking,
  idBytes,
  limits,
  paddedLength,
  parseHeader,
  payloadOf,
  sealPayload,
  sha256,
  sign,
  unsealPayload,
  encodeHeader,
  type Header,
  type LaneId,
  type SealPlace,
  type SignedHeader,
} from '../../../protocol/index.ts'
import { gcmTwin } from '../../helpers/gcm-twin.ts'
import { alpha, bundleOf, codeOf, indicator, network, seeded, slotsOf } from '../../helpers/protocol.ts'
import { amber, epochKey, sealedOf } from '../../helpers/sealing.ts'

const other = seeded('epoch 2')
const bundle = sealedOf()
const ciphertext = bundle.sealed!

/** The header of `bundle` with changes, signed again. */
function resigned(change: Partial<Header>): SignedHeader {
  const bytes = encodeHeader({ ...bundle.header, ...change })
  return parseHeader(bytes, sign('bundle', idBytes(network), bytes, alpha.keys.secretKey))
}

function resealed(change: Partial<Header['seal'] & object>): SignedHeader {
  return resigned({ seal: { ...bundle.header.seal!, ...change } })
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ 1 : byte))
}

// The specification, written down a second time: RFC 5869 by hand, and the layout of docs/protocol.md.
function hmac(key: Uint8Array, ...parts: Uint8Array[]): Uint8Array {
  const mac = createHmac('sha256', key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}
function specified({ header, lane }: SignedHeader, key: Uint8Array) {
  const seq = Buffer.alloc(8)
  seq.writeBigUInt64BE(BigInt(header.seq))
  const count = Buffer.alloc(4)
  count.writeUInt32BE(header.count)
  const place = Buffer.concat([Buffer.from(lane, 'hex'), seq, header.root])
  const prk = hmac(place, key)
  return {
    key: hmac(prk, Buffer.from('entente/key/v1'), Buffer.of(1)),
    commitment: hmac(prk, Buffer.from('entente/commit/v1'), Buffer.of(1)),
    aad: Buffer.concat([Buffer.from('entente/aad/v1\0'), place, count, encodeMarking(header.marking)]),
  }
}
function encrypted(signed: SignedHeader, key: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const { key: cipherKey, aad } = specified(signed, key)
  const cipher = createCipheriv('aes-256-gcm', cipherKey, Buffer.alloc(12))
  cipher.setAAD(aad)
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}
function decrypted(signed: SignedHeader, key: Uint8Array, sealed: Uint8Array): Buffer {
  const { key: cipherKey, aad } = specified(signed, key)
  const decipher = createDecipheriv('aes-256-gcm', cipherKey, Buffer.alloc(12))
  decipher.setAAD(aad)
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
}

describe('a sealed bundle', () => {
  test('opens to what was compressed', () => {
    const opened = unsealPayload(bundle, epochKey, ciphertext)
    expect(opened).toBeInstanceOf(Uint8Array)
    expect(zstdDecompressSync(opened as Uint8Array)).toEqual(Buffer.from(payloadOf(bundle)))
  })

  test('says epoch, suite, commitment and digest in its header', () => {
    expect(bundle.header.seal).toEqual({
      suite: 1,
      epoch: 1,
      commitment: Buffer.from(specified(bundle, epochKey).commitment),
      digest: createHash('sha256').update(ciphertext).digest(),
    })
    expect(parseHeader(bundle.bytes, bundle.signature).header.seal).toEqual(bundle.header.seal)
  })

  test('is what the specification says, byte for byte', () => {
    const plaintext = decrypted(bundle, epochKey, ciphertext)
    expect(plaintext).toHaveLength(limits.sealPaddingMinBytes)
    const length = plaintext.readUInt32BE(0)
    expect(zstdDecompressSync(plaintext.subarray(4, 4 + length))).toEqual(Buffer.from(payloadOf(bundle)))
    expect(plaintext.subarray(4 + length).every((byte) => byte === 0)).toBe(true)
    expect(Buffer.from(encrypted(bundle, epochKey, plaintext))).toEqual(Buffer.from(ciphertext))
  })

  test('shows nothing of what it says, and is the same for the same salts alone', () => {
    expect(Buffer.from(ciphertext).includes('secret.example.com')).toBe(false)
    expect(Buffer.from(bundle.bytes).includes('secret.example.com')).toBe(false)
    expect(sealedOf().sealed).toEqual(ciphertext)
    const again = sealedOf({ salt: 'other salt' })
    expect(Buffer.compare(again.sealed!.subarray(0, 16), ciphertext.subarray(0, 16))).not.toBe(0)
  })

  test('travels in a frame as it is', () => {
    const { bytes: header, signature } = bundle
    const frame = { header, signature, payload: ciphertext, compression: 'none', size: ciphertext.byteLength } as const
    expect(Buffer.from(decodeFrame(encodeFrame(frame)).payload!)).toEqual(Buffer.from(ciphertext))
  })

  test('of incompressible statements as large as any fits into a frame', () => {
    const place: SealPlace = { lane: bundle.lane, seq: 1, root: seeded('root'), count: 1, marking: amber }
    // What zstd makes of 256 KiB that it cannot compress: ZSTD_COMPRESSBOUND.
    const longest = new Uint8Array(limits.bundlePayloadMaxBytes + (limits.bundlePayloadMaxBytes >> 8)).fill(1)
    const sealed = sealPayload(place, 1, epochKey, longest)
    expect(sealed.ciphertext.byteLength).toBeLessThanOrEqual(limits.sealedPayloadMaxBytes)
    const frame = encodeFrame({
      header: new Uint8Array(limits.headerMaxBytes).fill(1),
      signature: bundle.signature,
      payload: sealed.ciphertext,
      compression: 'none',
      size: sealed.ciphertext.byteLength,
    })
    expect(decodeFrame(frame).payload).toHaveLength(sealed.ciphertext.byteLength)
    expect(codeOf(() => sealPayload(place, 1, epochKey, new Uint8Array(limits.sealedPayloadMaxBytes)))).toBe(
      'too-large',
    )
  })

  test.each([0, 31, 33])('an epoch key of %i bytes is refused', (length) => {
    expect(codeOf(() => sealedOf({ epochKey: new Uint8Array(length) }))).toBe('key-invalid')
  })

  test.each([
    ['no statements', { slots: [] }, 'field-invalid'],
    [
      'repeated salts',
      { slots: [...slotsOf([indicator('a.example.com')]), ...slotsOf([indicator('b.example.com')])] },
      'salt-repeated',
    ],
  ])('%s', (_, change, code) => {
    expect(codeOf(() => sealedOf(change))).toBe(code)
  })
})

describe('refused', () => {
  const replace = (...parts: Uint8Array[]) => {
    const bytes = Buffer.concat(parts)
    return [resealed({ digest: sha256(bytes) }), epochKey, bytes] as const
  }
  const plaintext = decrypted(bundle, epochKey, ciphertext)
  const resaid = (change: (plaintext: Buffer) => Uint8Array) =>
    replace(encrypted(bundle, epochKey, change(Buffer.from(plaintext))))
  const length = plaintext.readUInt32BE(0)

  test.each<[string, readonly [SignedHeader, Uint8Array, Uint8Array], string]>([
    ['no seal', [bundleOf(alpha), epochKey, ciphertext], 'seal-missing'],
    ['a changed bit', [bundle, epochKey, flipped(ciphertext, 0)], 'payload-malformed'],
    ['a byte short', [bundle, epochKey, ciphertext.subarray(1)], 'payload-malformed'],
    ['nothing', [bundle, epochKey, new Uint8Array()], 'payload-malformed'],
    ['beyond the limit', replace(new Uint8Array(limits.sealedPayloadMaxBytes + 1)), 'payload-malformed'],
    ['another epoch key', [bundle, other, ciphertext], 'seal-commitment'],
    ['another commitment', [resealed({ commitment: seeded('x') }), epochKey, ciphertext], 'seal-commitment'],
    ['another sequence number', [resigned({ seq: 2, prev: bundle.id }), epochKey, ciphertext], 'seal-commitment'],
    ['another lane', [resigned({ nonce: seeded('n').subarray(16) }), epochKey, ciphertext], 'seal-commitment'],
    ['another root', [resigned({ root: seeded('r') }), epochKey, ciphertext], 'seal-commitment'],
    ['another count', [resigned({ count: 2 }), epochKey, ciphertext], 'seal-invalid'],
    ['a lowered marking', [resigned({ marking: { tlp: 'TLP:GREEN' } }), epochKey, ciphertext], 'seal-invalid'],
    [
      'a lifted caveat',
      [resigned({ marking: { tlp: 'TLP:AMBER', noRepublish: true } }), epochKey, ciphertext],
      'seal-invalid',
    ],
    ['a changed bit with its digest', replace(flipped(ciphertext, 9)), 'seal-invalid'],
    ['a changed tag with its digest', replace(flipped(ciphertext, ciphertext.byteLength - 1)), 'seal-invalid'],
    ['a cut one with its digest', replace(ciphertext.subarray(0, -1)), 'seal-invalid'],
    ['a tag alone', replace(ciphertext.subarray(-16)), 'seal-invalid'],
    ['an empty one', replace(), 'seal-invalid'],
    ['less padding than must be', resaid((bytes) => bytes.subarray(0, -1)), 'seal-invalid'],
    ['more padding than must be', resaid((bytes) => Buffer.concat([bytes, Buffer.alloc(16)])), 'seal-invalid'],
    ['padding that says something', resaid((bytes) => bytes.fill(1, 255)), 'seal-invalid'],
    ['a length of nothing', resaid((bytes) => bytes.fill(0, 0, 4)), 'seal-invalid'],
    ['a length of 4 GiB', resaid((bytes) => bytes.fill(0xff, 0, 4)), 'seal-invalid'],
    ['a length that cuts', resaid((bytes) => bytes.fill(length - 1, 3, 4)), 'seal-invalid'],
  ])('%s', (_, [signed, key, bytes], code) => {
    expect(unsealPayload(signed, key, bytes)).toBe(code)
  })

  test('case 55: a ciphertext that opens under two keys', () => {
    // 252 bytes and their length fill the least padding: under the first key it is a whole payload of ours.
    const first = Buffer.alloc(256, 0x5a)
    first.writeUInt32BE(252)
    const [one, two] = [specified(bundle, epochKey), specified(bundle, other)]
    const twin = gcmTwin(one, two, first, 8)
    const committing = (key: Uint8Array) =>
      resealed({ digest: sha256(twin), commitment: commitmentOf({ ...bundle, ...bundle.header }, key) })

    // AES-GCM itself is content with either key, and says two different things.
    const [said, other_] = [decrypted(bundle, epochKey, twin), decrypted(bundle, other, twin)]
    expect(said.subarray(0, 4)).toEqual(first.subarray(0, 4))
    expect(other_.equals(said)).toBe(false)

    // Whichever key the author commits to, the other one is refused before anything is decrypted.
    expect(unsealPayload(committing(epochKey), epochKey, twin)).toEqual(said.subarray(4))
    expect(unsealPayload(committing(epochKey), other, twin)).toBe('seal-commitment')
    expect(unsealPayload(committing(other), epochKey, twin)).toBe('seal-commitment')
  })
})

test('a header commits to one key at one place', () => {
  expect(commitsTo(bundle, epochKey)).toBe(true)
  expect(commitsTo(bundle, other)).toBe(false)
  expect(commitsTo(resigned({ seq: 2, prev: bundle.id }), epochKey)).toBe(false)
  expect(commitsTo({ ...bundle, lane: '00'.repeat(32) as LaneId }, epochKey)).toBe(false)
  expect(commitsTo(bundleOf(alpha), epochKey)).toBe(false)
})

test.each([
  [0, 256],
  [1, 256],
  [256, 256],
  [257, 272],
  [272, 272],
  [273, 288],
  [511, 512],
  [513, 544],
  [1000, 1024],
  [1025, 1088],
  [65_536, 65_536],
  [65_537, 67_584],
  [262_144, 262_144],
  [262_145, 270_336],
])('%i bytes are padded to %i', (length, padded) => {
  expect(paddedLength(length)).toBe(padded)
})

test('the open builder makes no seal, the sealed one does', () => {
  const { network: id, member, node, nonce, seq, charter, issuedAt, audience } = bundle.header
  const params = {
    network: id,
    member,
    node,
    nonce,
    seq,
    charter,
    issuedAt,
    audience,
    marking: amber,
    slots: bundle.slots,
  }
  expect(buildBundle(params, alpha.keys.secretKey).header.seal).toBeUndefined()
  const sealed = buildSealedBundle({ ...params, epoch: 7, epochKey, compress: (bytes) => bytes }, alpha.keys.secretKey)
  expect(sealed.header.seal?.epoch).toBe(7)
  expect(unsealPayload(sealed, epochKey, sealed.sealed!)).toEqual(Buffer.from(payloadOf(sealed)))
})
