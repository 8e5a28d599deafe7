// Grants: one encoding, one key for everybody, one node once; and the earlier keys under the new one.
import { describe, expect, test } from 'vitest'
import {
  audienceHash,
  buildGrantsBundle,
  checkGrants,
  checkSealing,
  commitsTo,
  decodeGrant,
  encode,
  encodeGrant,
  encodePayload,
  epochCommitment,
  everyone,
  grantInfo,
  laneId,
  limits,
  openHistory,
  parseGrants,
  parseHeader,
  payloadBytes,
  sealHistory,
  sha256,
  sign,
  encodeHeader,
  idBytes,
  toHex,
  wire,
  type Audience,
  type Grant,
  type LaneId,
  type NodeKey,
  type SharedKey,
} from '../../../protocol/index.ts'
import { alpha, bravo, bundleOf, charlie, codeOf, network, seeded } from '../../helpers/protocol.ts'
import { epochKey, grantsOf, hollowGrant } from '../../helpers/sealing.ts'

const lane = toHex(seeded('lane')) as LaneId
const history = new Uint8Array(100).fill(9)

/** What decoding gives are views of a buffer, and what a test makes are arrays: the same bytes. */
function asBuffers(grant: Grant): Grant {
  return Object.fromEntries(
    Object.entries(grant).map(([name, value]) => [name, value instanceof Uint8Array ? Buffer.from(value) : value]),
  ) as unknown as Grant
}

describe('encoding', () => {
  test.each([
    ['without history', hollowGrant()],
    ['with history', hollowGrant({ history })],
    ['in the last epoch there is', hollowGrant({ epoch: Number.MAX_SAFE_INTEGER })],
  ])('%s', (_, grant) => {
    const bytes = encodeGrant(grant)
    expect(decodeGrant(bytes)).toEqual(asBuffers(grant))
    expect(encodeGrant(decodeGrant(bytes))).toEqual(bytes)
    expect(bytes.byteLength).toBeLessThanOrEqual(limits.grantMaxBytes)
  })

  const grant = hollowGrant({ history })
  const rewired = (change: Partial<wire.Grant.$Properties>) =>
    encode(wire.Grant, Object.assign(wire.Grant.decode(Buffer.from(encodeGrant(grant))), change) as never)

  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['junk', Buffer.from('grant')],
    ['cut', encodeGrant(grant).subarray(0, -1)],
    ['an unknown field', Buffer.concat([encodeGrant(grant), Buffer.of(0x48, 1)])],
    ['an explicit default', Buffer.concat([encodeGrant(hollowGrant()), Buffer.of(0x42, 0)])],
    ['a repeated field', Buffer.concat([Buffer.of(0x10, 1), encodeGrant(grant)])],
    ['no node', rewired({ node: new Uint8Array() })],
    ['a short node key', rewired({ node: new Uint8Array(31) })],
    ['epoch 0', rewired({ epoch: 0 })],
    ['a long KEM key hash', rewired({ kemKeyHash: new Uint8Array(33) })],
    ['a short encapsulation', rewired({ encapsulation: new Uint8Array(1119) })],
    ['a long encapsulation', rewired({ encapsulation: new Uint8Array(1121) })],
    ['a short wrapped key', rewired({ wrapped: new Uint8Array(47) })],
    ['a wrapped key with something behind it', rewired({ wrapped: new Uint8Array(49) })],
    ['no audience', rewired({ audienceHash: new Uint8Array() })],
    ['a short commitment', rewired({ commitment: new Uint8Array(16) })],
    ['a history beyond its limit', rewired({ history: new Uint8Array(limits.historyMaxBytes + 1) })],
    ['beyond the limit', rewired({ history: new Uint8Array(limits.grantMaxBytes) })],
  ])('%s is refused', (_, bytes) => {
    expect(codeOf(() => decodeGrant(bytes))).toBe('grant-malformed')
  })
})

test('commitments of epochs and what HPKE binds differ by every part', () => {
  const kem = seeded('kem')
  const infos = [
    grantInfo(lane, 1, toHex(seeded('a')), kem),
    grantInfo(toHex(seeded('l')) as LaneId, 1, toHex(seeded('a')), kem),
    grantInfo(lane, 2, toHex(seeded('a')), kem),
    grantInfo(lane, 1, toHex(seeded('b')), kem),
    grantInfo(lane, 1, toHex(seeded('a')), seeded('other kem')),
  ]
  expect(new Set(infos.map(toHex)).size).toBe(infos.length)
  expect(Buffer.from(infos[0]!)).toEqual(
    Buffer.concat([
      Buffer.from('entente/grant/v1\0'),
      Buffer.from(lane, 'hex'),
      Buffer.of(0, 0, 0, 0, 0, 0, 0, 1),
      seeded('a'),
      sha256(kem),
    ]),
  )
  const commitments = [
    epochCommitment(lane, 1, epochKey),
    epochCommitment(lane, 2, epochKey),
    epochCommitment(toHex(seeded('l')) as LaneId, 1, epochKey),
    epochCommitment(lane, 1, seeded('other')),
  ]
  expect(new Set(commitments.map(toHex)).size).toBe(commitments.length)
})

describe('a grants bundle', () => {
  const audience: Audience = { expr: { op: 'member', names: ['bravo', 'charlie'] }, shareHistory: false }
  const commitment = seeded('epoch commitment')
  const grantTo = (node: NodeKey, change: Partial<Grant> = {}) =>
    hollowGrant({ node, commitment, audienceHash: audienceHash(audience), history, ...change })
  const grants = [grantTo(bravo.key), grantTo(charlie.key)]
  const bundle = grantsOf(grants, { audience })

  test('is well sealed, commits to the key, and is read back', () => {
    expect(bundle.header).toMatchObject({ entry: 'grants', count: 2, seal: { suite: 1, epoch: 1 } })
    expect(checkSealing(bundle.header)).toBeUndefined()
    expect(commitsTo(bundle, epochKey)).toBe(true)
    expect(commitsTo(bundle, seeded('other'))).toBe(false)
    const read = parseGrants(bundle, bundle.sealed!)
    expect(read).toMatchObject({ grants: [{ node: bravo.key }, { node: charlie.key }] })
    expect(Buffer.from(encodePayload(bundle.slots))).toEqual(Buffer.from(bundle.sealed!))
  })

  test.each<[string, Grant[], string | undefined]>([
    ['alike', grants, undefined],
    ['one alone', [grants[0]!], undefined],
    ['none with history', [grantTo(bravo.key, { history: new Uint8Array() })], undefined],
    [
      'case 56: one with another epoch key',
      [grants[0]!, grantTo(charlie.key, { commitment: seeded('x') })],
      'grant-mismatch',
    ],
    [
      'case 57: one of another audience',
      [grantTo(bravo.key, { audienceHash: audienceHash(everyone) })],
      'grant-mismatch',
    ],
    ['one of another epoch', [grants[0]!, grantTo(charlie.key, { epoch: 2 })], 'grant-mismatch'],
    ['one with another history', [grants[0]!, grantTo(charlie.key, { history: seeded('h') })], 'grant-mismatch'],
    [
      'one without the history of the others',
      [grants[0]!, hollowGrant({ ...grantTo(charlie.key), history: new Uint8Array() })],
      'grant-mismatch',
    ],
    ['one node twice', [grants[0]!, grants[0]!], 'grant-mismatch'],
  ])('%s', (_, of, code) => {
    expect(checkGrants(bundle, of)).toBe(code)
    expect(checkGrants(bundle, of, commitment)).toBe(code)
    const built = grantsOf(of, { audience })
    const read = parseGrants(built, built.sealed!)
    expect(typeof read === 'string' ? read : undefined).toBe(code)
  })

  test('with another key than the bundle before it in its epoch', () => {
    expect(checkGrants(bundle, grants, seeded('before'))).toBe('grant-mismatch')
    expect(parseGrants(bundle, bundle.sealed!, seeded('before'))).toBe('grant-mismatch')
  })

  test('of no seal', () => {
    expect(checkGrants(bundleOf(alpha), grants)).toBe('seal-missing')
    expect(parseGrants(bundleOf(alpha), bundle.sealed!)).toBe('seal-missing')
  })

  test.each<[string, () => ReturnType<typeof parseGrants>, string]>([
    [
      'a changed payload',
      () => parseGrants(bundle, Uint8Array.from(bundle.sealed!).fill(1, 9, 10)),
      'payload-malformed',
    ],
    ['a cut payload', () => parseGrants(bundle, bundle.sealed!.subarray(1)), 'payload-malformed'],
    [
      'a payload of another root',
      () => {
        const seal = { ...bundle.header.seal!, digest: sha256(grantsOf([grants[0]!], { audience }).sealed!) }
        const bytes = encodeHeader({ ...bundle.header, count: 1, seal })
        const signed = parseHeader(bytes, sign('bundle', idBytes(network), bytes, alpha.keys.secretKey))
        return parseGrants(signed, grantsOf([grants[0]!], { audience }).sealed!)
      },
      'root-mismatch',
    ],
    [
      'statements where grants should be',
      () => {
        const { header } = bundle
        const { slots } = bundleOf(alpha)
        const odd = buildGrantsBundle({ ...header, slots, epoch: 1, epochKey }, alpha.keys.secretKey)
        return parseGrants(odd, odd.sealed!)
      },
      'grant-malformed',
    ],
  ])('%s is refused', (_, read, code) => {
    expect(read()).toBe(code)
  })

  test('holds as many grants as its limit says', () => {
    const slots = Array.from({ length: 180 }, (_, at) => ({
      salt: seeded(`salt ${at}`).subarray(0, 16),
      statement: encodeGrant(grantTo(toHex(seeded(`node ${at}`)) as NodeKey)),
    }))
    expect(payloadBytes(slots)).toBeLessThanOrEqual(limits.bundlePayloadMaxBytes)
    const { header } = bundle
    const built = buildGrantsBundle({ ...header, slots, epoch: 1, epochKey }, alpha.keys.secretKey)
    expect(parseGrants(built, built.sealed!)).toMatchObject({ grants: { length: 180 } })
  })
})

describe('history', () => {
  const iv = seeded('iv').subarray(0, 12)
  const signed = grantsOf([hollowGrant()], { epoch: 4 })
  const { nonce } = signed.header
  const elsewhere = seeded('lane before').subarray(0, 16)
  const laneOf = (one: Uint8Array) => laneId(idBytes(network), idBytes(alpha.key), one)
  const keys: SharedKey[] = [
    { nonce, epoch: 3, key: seeded('epoch 3') },
    { nonce: elsewhere, epoch: 9, key: seeded('epoch 9') },
  ]
  const sealed = sealHistory(signed.lane, 4, epochKey, keys, iv)

  test('is opened by the key of its epoch, and names lanes of its author', () => {
    expect(openHistory(signed, epochKey, sealed)).toEqual([
      { lane: signed.lane, epoch: 3, key: Buffer.from(seeded('epoch 3')) },
      { lane: laneOf(elsewhere), epoch: 9, key: Buffer.from(seeded('epoch 9')) },
    ])
    expect(sealed.byteLength).toBeLessThanOrEqual(limits.historyMaxBytes)
  })

  test('of as many keys as there may be fits', () => {
    const many = Array.from({ length: limits.historyKeysMax }, (_, at) => ({
      ...{ nonce: elsewhere, epoch: Number.MAX_SAFE_INTEGER - at, key: seeded(`${at}`) },
    }))
    const bytes = sealHistory(signed.lane, 4, epochKey, many, iv)
    expect(bytes.byteLength).toBeLessThanOrEqual(limits.historyMaxBytes)
    expect(openHistory(signed, epochKey, bytes)).toHaveLength(limits.historyKeysMax)
    expect(encodeGrant(hollowGrant({ history: bytes })).byteLength).toBeLessThanOrEqual(limits.grantMaxBytes)
  })

  const flipped = (at: number) => Uint8Array.from(sealed, (byte, place) => (place === at ? byte ^ 1 : byte))
  const { lane } = signed
  test.each<[string, Parameters<typeof openHistory>]>([
    ['another lane', [grantsOf([hollowGrant()], { epoch: 4, nonce: elsewhere }), epochKey, sealed]],
    ['another node', [grantsOf([hollowGrant()], { epoch: 4, node: bravo }), epochKey, sealed]],
    ['another epoch', [grantsOf([hollowGrant()], { epoch: 5 }), epochKey, sealed]],
    ['no seal', [bundleOf(alpha), epochKey, sealed]],
    ['another key', [signed, seeded('x'), sealed]],
    ['a changed bit', [signed, epochKey, flipped(20)]],
    ['a changed vector', [signed, epochKey, flipped(0)]],
    ['cut', [signed, epochKey, sealed.subarray(0, -1)]],
    ['nothing', [signed, epochKey, new Uint8Array()]],
    ['vector and tag alone', [signed, epochKey, new Uint8Array(28)]],
    ['beyond the limit', [signed, epochKey, new Uint8Array(limits.historyMaxBytes + 1)]],
    ['its own epoch', [signed, epochKey, sealHistory(lane, 4, epochKey, [{ nonce, epoch: 4, key: epochKey }], iv)]],
    ['a later epoch', [signed, epochKey, sealHistory(lane, 4, epochKey, [{ nonce, epoch: 5, key: epochKey }], iv)]],
    ['epoch 0', [signed, epochKey, sealHistory(lane, 4, epochKey, [{ nonce, epoch: 0, key: epochKey }], iv)]],
    ['a short key', [signed, epochKey, sealHistory(lane, 4, epochKey, [{ nonce, epoch: 3, key: nonce }], iv)]],
    [
      'a lane id',
      [signed, epochKey, sealHistory(lane, 4, epochKey, [{ nonce: epochKey, epoch: 3, key: epochKey }], iv)],
    ],
  ])('%s does not open', (_, opening) => {
    expect(openHistory(...opening)).toBe('grant-invalid')
  })

  test('of no keys, too many, or a wrong vector is not made', () => {
    expect(codeOf(() => sealHistory(lane, 4, epochKey, [], iv))).toBe('grant-malformed')
    const five = Array.from({ length: limits.historyKeysMax + 1 }, () => keys[0]!)
    expect(codeOf(() => sealHistory(lane, 4, epochKey, five, iv))).toBe('grant-malformed')
    expect(() => sealHistory(lane, 4, epochKey, keys, new Uint8Array(11))).toThrow(RangeError)
  })
})
