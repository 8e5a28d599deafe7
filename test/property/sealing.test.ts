// Properties of sealing and of the codecs of grants, on inputs that nobody thought of.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeGrant,
  encodeGrant,
  hexId,
  idBytes,
  laneId,
  limits,
  openHistory,
  paddedLength,
  parseGrants,
  sealHistory,
  sealPayload,
  sha256,
  toHex,
  unsealPayload,
  type Bundle,
  type Grant,
  type LaneId,
  type NodeKey,
  type SignedHeader,
} from '../../protocol/index.ts'
import { codeOf } from '../helpers/protocol.ts'
import { amber, grantsOf, hollowGrant, sealedOf } from '../helpers/sealing.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const safe = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const anyLane = bytes(32).map((id) => hexId<LaneId>(id))

const template = sealedOf()

/** A header for a seal. Nothing here asks for its signature. */
function headerWith(change: Partial<Bundle['header']>, lane: LaneId): SignedHeader {
  return { ...template, lane, header: { ...template.header, ...change } }
}

const sealed = fc
  .record({ lane: anyLane, seq: safe, root: bytes(32), count: fc.integer({ min: 1, max: 1024 }) })
  .chain((place) =>
    fc.record({
      place: fc.constant({ ...place, marking: amber }),
      epoch: safe,
      epochKey: bytes(32),
      payload: fc.uint8Array({ minLength: 1, maxLength: 2000 }),
    }),
  )
  .map(({ place, epoch, epochKey, payload }) => {
    const { seal, ciphertext } = sealPayload(place, epoch, epochKey, payload)
    return { signed: headerWith({ ...place, seal }, place.lane), seal, ciphertext, epochKey, payload }
  })

describe('sealing', () => {
  test('opens to what was sealed, under its key alone', () => {
    fc.assert(
      fc.property(sealed, bytes(32), ({ signed, ciphertext, epochKey, payload }, other) => {
        expect(Buffer.from(unsealPayload(signed, epochKey, ciphertext) as Uint8Array)).toEqual(Buffer.from(payload))
        fc.pre(toHex(other) !== toHex(epochKey))
        expect(unsealPayload(signed, other, ciphertext)).toBe('seal-commitment')
      }),
    )
  })

  test('a changed bit opens nowhere, whether its digest is right or not', () => {
    fc.assert(
      fc.property(sealed, fc.nat(), fc.nat(7), ({ signed, seal, ciphertext, epochKey }, place, bit) => {
        const bad = Uint8Array.from(ciphertext)
        const at = place % bad.byteLength
        bad[at] = bad[at]! ^ (1 << bit)
        expect(unsealPayload(signed, epochKey, bad)).toBe('payload-malformed')
        const owned = { ...signed, header: { ...signed.header, seal: { ...seal, digest: sha256(bad) } } }
        expect(unsealPayload(owned, epochKey, bad)).toBe('seal-invalid')
      }),
    )
  })

  test('lengths are padded upwards, in few steps, by at most an eighth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: limits.sealedPayloadMaxBytes }), (length) => {
        const padded = paddedLength(length)
        expect(padded).toBeGreaterThanOrEqual(Math.max(length, limits.sealPaddingMinBytes))
        expect(padded).toBeLessThanOrEqual(Math.max(limits.sealPaddingMinBytes, length * 1.125))
        expect(paddedLength(padded)).toBe(padded)
        expect(paddedLength(length + 1)).toBeGreaterThanOrEqual(padded)
      }),
    )
    const steps = new Set(Array.from({ length: limits.bundlePayloadMaxBytes }, (_, length) => paddedLength(length)))
    expect(steps.size).toBeLessThan(300)
  })
})

const grant: fc.Arbitrary<Grant> = fc
  .record({
    node: bytes(32).map((key) => hexId<NodeKey>(key)),
    epoch: safe,
    kemKeyHash: bytes(32),
    encapsulation: bytes(1120),
    wrapped: bytes(48),
    audienceHash: bytes(32).map(toHex),
    commitment: bytes(32),
    history: fc.option(fc.uint8Array({ minLength: 1, maxLength: limits.historyMaxBytes }), { nil: undefined }),
  })
  .map(({ history, ...rest }) => ({ ...rest, ...(history === undefined ? {} : { history }) }))

describe('grants', () => {
  test('are read as they are written', () => {
    fc.assert(
      fc.property(grant, (value) => {
        const encoded = encodeGrant(value)
        const decoded = decodeGrant(encoded)
        expect(Buffer.from(encodeGrant(decoded))).toEqual(Buffer.from(encoded))
        expect(decoded).toMatchObject({ node: value.node, epoch: value.epoch, audienceHash: value.audienceHash })
      }),
    )
  })

  test('have one encoding: whatever is decoded is encoded again to the same bytes', () => {
    const good = Buffer.from(encodeGrant(hollowGrant()))
    const broken = fc
      .tuple(fc.nat(good.byteLength - 1), fc.uint8Array({ maxLength: 4 }), fc.nat(4))
      .map(([at, put, cut]) => Buffer.concat([good.subarray(0, at), put, good.subarray(at + cut)]))
    fc.assert(
      fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 300 })), (junk) => {
        const code = codeOf(() => {
          expect(Buffer.from(encodeGrant(decodeGrant(junk)))).toEqual(Buffer.from(junk))
        })
        expect([undefined, 'grant-malformed']).toContain(code)
      }),
    )
  })

  test('in a payload of junk are refused by code', () => {
    const bundle = grantsOf([hollowGrant()])
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (junk) => {
        const seal = { ...bundle.header.seal!, digest: sha256(junk) }
        const read = parseGrants({ ...bundle, header: { ...bundle.header, seal } }, junk)
        expect(['payload-malformed', 'root-mismatch']).toContain(read)
      }),
    )
  })
})

describe('history', () => {
  const keys = fc.array(fc.record({ nonce: bytes(16), epoch: safe, key: bytes(32) }), {
    minLength: 1,
    maxLength: limits.historyKeysMax,
  })
  const at = (epoch: number) => headerWith({ seal: { ...template.header.seal!, epoch } }, template.lane)
  const { network, node } = template.header

  test('opens to the keys that were shared, by lanes of its author', () => {
    fc.assert(
      fc.property(safe, bytes(32), keys, bytes(12), (epoch, epochKey, shared, iv) => {
        const blob = sealHistory(template.lane, epoch, epochKey, shared, iv)
        const opened = openHistory(at(epoch), epochKey, blob)
        expect(opened).toEqual(
          shared.map(({ nonce, epoch: before, key }) => ({
            lane: laneId(idBytes(network), idBytes(node), nonce),
            epoch: before,
            key: Buffer.from(key),
          })),
        )
        expect(openHistory(at(epoch === 1 ? 2 : epoch - 1), epochKey, blob)).toBe('grant-invalid')
      }),
    )
  })

  test('of junk does not open', () => {
    fc.assert(
      fc.property(bytes(32), fc.uint8Array({ maxLength: 600 }), (epochKey, junk) => {
        expect(openHistory(at(1), epochKey, junk)).toBe('grant-invalid')
      }),
    )
  })
})
