// Grants between real keys: whoever is entitled opens them, and nothing that is changed, swapped or replayed opens.
import { describe, expect, test } from 'vitest'
import {
  audienceHash,
  checkGrants,
  decodeGrant,
  encodeGrant,
  epochCommitment,
  everyone,
  grantInfo,
  openHistory,
  parseGrants,
  recipientsOf,
  sealHistory,
  unsealPayload,
  type Audience,
  type Bundle,
  type Grant,
} from '../../../protocol/index.ts'
import { makeGrants, openGrant } from '../../../node/sealing/grants.ts'
import { unwrapEpochKey, wrapEpochKey } from '../../../node/sealing/hpke.ts'
import { alpha, bravo, bundleOf, codeOf, genesis, kemKeyOf, seeded, withMember } from '../../helpers/protocol.ts'
import { amber, epochKey, grantsOf, receiving, sealedOf, type Receiving } from '../../helpers/sealing.ts'

const audience: Audience = { expr: { op: 'member', names: ['bravo', 'charlie'] }, shareHistory: true }
const [first, second, outsider] = await Promise.all(['first', 'second', 'outsider'].map(receiving))
const lane = sealedOf({ audience }).lane

async function granted(
  to: readonly Receiving[],
  change: { key?: Uint8Array; epoch?: number; history?: Uint8Array; after?: Bundle } = {},
): Promise<{ bundle: Bundle; grants: Grant[] }> {
  const { key = epochKey, epoch = 1, history, after } = change
  const grants = await makeGrants(lane, epoch, key, audience, to, history)
  return {
    grants,
    bundle: grantsOf(grants, { audience, epoch, epochKey: key, ...(after === undefined ? {} : { after }) }),
  }
}

const { bundle, grants } = await granted([first!, second!])

function flip(bytes: Uint8Array, at: number): Uint8Array {
  return Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ 1 : byte))
}

const info = grantInfo(lane, 1, audienceHash(audience), first!.kemKey)
const wrapped = await wrapEpochKey(first!.kemKey, info, epochKey)

describe('an epoch key', () => {
  test('is wrapped to one node, and each time anew', async () => {
    const [one, two] = [
      await wrapEpochKey(first!.kemKey, info, epochKey),
      await wrapEpochKey(first!.kemKey, info, epochKey),
    ]
    expect(one.encapsulation).toHaveLength(1120)
    expect(one.wrapped).toHaveLength(48)
    expect(Buffer.compare(one.encapsulation, two.encapsulation)).not.toBe(0)
    for (const { encapsulation, wrapped } of [one, two]) {
      expect(await unwrapEpochKey(first!.seed, info, encapsulation, wrapped)).toEqual(epochKey)
      expect(await unwrapEpochKey(outsider!.seed, info, encapsulation, wrapped)).toBe('grant-invalid')
    }
  })

  const unwrap = (change: Partial<typeof wrapped & { info: Uint8Array; seed: Uint8Array }>) =>
    unwrapEpochKey(
      change.seed ?? first!.seed,
      change.info ?? info,
      change.encapsulation ?? wrapped.encapsulation,
      change.wrapped ?? wrapped.wrapped,
    )

  test.each<[string, Parameters<typeof unwrap>[0]]>([
    ['case 60: an encapsulation flipped in its ML-KEM part', { encapsulation: flip(wrapped.encapsulation, 0) }],
    ['case 60: an encapsulation flipped in its X25519 part', { encapsulation: flip(wrapped.encapsulation, 1100) }],
    ['an encapsulation of zeros', { encapsulation: new Uint8Array(1120) }],
    [
      'case 58: an encapsulation with an X25519 zero',
      { encapsulation: Uint8Array.from(wrapped.encapsulation).fill(0, 1088) },
    ],
    ['a short encapsulation', { encapsulation: wrapped.encapsulation.subarray(1) }],
    ['no encapsulation', { encapsulation: new Uint8Array() }],
    ['a flipped wrapped key', { wrapped: flip(wrapped.wrapped, 0) }],
    ['a flipped tag', { wrapped: flip(wrapped.wrapped, 47) }],
    ['a short wrapped key', { wrapped: wrapped.wrapped.subarray(1) }],
    ['no wrapped key', { wrapped: new Uint8Array() }],
    ['case 61: wrong info', { info: flip(info, 20) }],
    ['case 61: no info', { info: new Uint8Array() }],
    ['case 61: info of another epoch', { info: grantInfo(lane, 2, audienceHash(audience), first!.kemKey) }],
    ['case 57: info of another audience', { info: grantInfo(lane, 1, audienceHash(everyone), first!.kemKey) }],
    ['another node', { seed: second!.seed }],
  ])('%s does not open', async (_, change) => {
    expect(await unwrap(change)).toBe('grant-invalid')
  })

  test.each([
    ['case 58: an X25519 zero key', Uint8Array.from(first!.kemKey).fill(0, 1184)],
    ['case 59: an ML-KEM coefficient out of range', Uint8Array.from(first!.kemKey).fill(0xff, 0, 3)],
    ['a short key', first!.kemKey.subarray(1)],
  ])('%s is wrapped to by nobody', async (_, kemKey) => {
    await expect(wrapEpochKey(kemKey, info, epochKey)).rejects.toMatchObject({ code: 'key-invalid' })
    await expect(makeGrants(lane, 1, epochKey, audience, [{ ...first!, kemKey }])).rejects.toMatchObject({
      code: 'key-invalid',
    })
  })
})

describe('grants', () => {
  test('open for each of their nodes, and for nobody else', async () => {
    expect(grants.map(({ node }) => node)).toEqual([first!.node, second!.node])
    expect(checkGrants(bundle, grants)).toBeUndefined()
    const read = parseGrants(bundle, bundle.sealed!)
    if (typeof read === 'string') throw new Error(read)
    for (const [at, { seed, kemKey }] of [first!, second!].entries()) {
      expect(await openGrant(read.grants[at]!, bundle, seed, kemKey)).toEqual(epochKey)
    }
    for (const grant of read.grants) {
      expect(await openGrant(grant, bundle, outsider!.seed, outsider!.kemKey)).toBe('grant-invalid')
      // Saying that it is for the outsider does not make it so.
      const claimed = {
        ...grant,
        kemKeyHash: (await makeGrants(lane, 1, epochKey, audience, [outsider!]))[0]!.kemKeyHash,
      }
      expect(await openGrant(claimed, bundle, outsider!.seed, outsider!.kemKey)).toBe('grant-invalid')
    }
  })

  test('say nothing of the key', () => {
    const bytes = Buffer.concat(grants.map(encodeGrant))
    expect(bytes.includes(Buffer.from(epochKey))).toBe(false)
    expect(grants.map((grant) => decodeGrant(encodeGrant(grant)).epoch)).toEqual([1, 1])
  })

  const other = seeded('another key')
  const wrapOther = (change: Partial<Grant>) => async (): Promise<[Grant, Bundle]> => {
    const [made] = await makeGrants(lane, 1, other, audience, [first!])
    return [{ ...made!, ...change }, bundle]
  }

  test.each<[string, () => Promise<[Grant, Bundle]>, string]>([
    ['case 56: another key than the header commits to', wrapOther({}), 'grant-mismatch'],
    [
      'case 56: another key behind the commitment of the others',
      wrapOther({ commitment: epochCommitment(lane, 1, epochKey) }),
      'grant-mismatch',
    ],
    [
      'case 56: the right key behind another commitment',
      () => Promise.resolve([{ ...grants[0]!, commitment: seeded('x') }, bundle]),
      'grant-mismatch',
    ],
    [
      'case 57: replayed to another audience',
      () => Promise.resolve([grants[0]!, grantsOf(grants, { audience: everyone })]),
      'grant-mismatch',
    ],
    [
      'case 57: replayed to another audience, which it names',
      () =>
        Promise.resolve([
          { ...grants[0]!, audienceHash: audienceHash(everyone) },
          grantsOf(grants, { audience: everyone }),
        ]),
      'grant-invalid',
    ],
    [
      'case 57: replayed in another lane',
      () =>
        Promise.resolve([grants[0]!, grantsOf(grants, { audience, nonce: seeded('another lane').subarray(0, 16) })]),
      'grant-invalid',
    ],
    [
      'case 57: replayed in another author’s lane',
      () => Promise.resolve([grants[0]!, grantsOf(grants, { audience, node: bravo })]),
      'grant-invalid',
    ],
    [
      'replayed in a later epoch',
      () => Promise.resolve([grants[0]!, grantsOf(grants, { audience, epoch: 2 })]),
      'grant-mismatch',
    ],
    [
      'replayed in a later epoch, which it names',
      () => Promise.resolve([{ ...grants[0]!, epoch: 2 }, grantsOf(grants, { audience, epoch: 2 })]),
      'grant-invalid',
    ],
    ['of another node', () => Promise.resolve([grants[1]!, bundle]), 'grant-invalid'],
    [
      'case 60: with a flipped encapsulation',
      () => Promise.resolve([{ ...grants[0]!, encapsulation: flip(grants[0]!.encapsulation, 7) }, bundle]),
      'grant-invalid',
    ],
  ])('%s', async (_, make, code) => {
    const [grant, signed] = await make()
    expect(await openGrant(grant, signed, first!.seed, first!.kemKey)).toBe(code)
  })

  test('under a header without a seal', async () => {
    expect(await openGrant(grants[0]!, bundleOf(alpha), first!.seed, first!.kemKey)).toBe('seal-missing')
  })
})

describe('epochs', () => {
  const nextKey = Uint8Array.from(seeded('epoch 2'))
  const iv = seeded('history vector').subarray(0, 12)

  test('case 62: a removed member cannot open the next epoch', async () => {
    const said = sealedOf({ audience, after: bundle })
    const next = await granted([first!], { key: nextKey, epoch: 2, after: said })
    const later = sealedOf({ audience, after: next.bundle, epoch: 2, epochKey: nextKey })

    // What it had, it keeps.
    const kept = await openGrant(grants[1]!, bundle, second!.seed, second!.kemKey)
    expect(kept).toEqual(epochKey)
    expect(unsealPayload(said, kept as Uint8Array, said.sealed!)).toBeInstanceOf(Uint8Array)

    // Of what comes it opens nothing: no grant is its own, its key is another, and its old grant is of another epoch.
    expect(next.grants.some(({ node }) => node === second!.node)).toBe(false)
    expect(unsealPayload(later, kept as Uint8Array, later.sealed!)).toBe('seal-commitment')
    for (const grant of [...next.grants, ...grants]) {
      expect(typeof (await openGrant(grant, next.bundle, second!.seed, second!.kemKey))).toBe('string')
    }
    const stays = await openGrant(next.grants[0]!, next.bundle, first!.seed, first!.kemKey)
    expect(unsealPayload(later, stays as Uint8Array, later.sealed!)).toBeInstanceOf(Uint8Array)
  })

  test('a later one opens an earlier one where history is shared, step by step', async () => {
    const back = sealHistory(lane, 2, nextKey, [{ nonce: bundle.header.nonce, epoch: 1, key: epochKey }], iv)
    const next = await granted([outsider!], { key: nextKey, epoch: 2, history: back, after: bundle })
    const key = await openGrant(next.grants[0]!, next.bundle, outsider!.seed, outsider!.kemKey)
    expect(key).toEqual(nextKey)
    const earlier = openHistory(next.bundle, key as Uint8Array, next.grants[0]!.history!)
    expect(earlier).toMatchObject([{ lane, epoch: 1 }])
    const [one] = earlier as Exclude<typeof earlier, string>
    const said = sealedOf({ audience, after: bundle })
    expect(unsealPayload(said, one!.key, said.sealed!)).toBeInstanceOf(Uint8Array)
  })

  test('and opens none where it is not shared', async () => {
    const next = await granted([outsider!], { key: nextKey, epoch: 2, after: bundle })
    expect(next.grants[0]!.history).toBeUndefined()
    const said = sealedOf({ audience, after: bundle })
    expect(unsealPayload(said, nextKey, said.sealed!)).toBe('seal-commitment')
  })
})

test('case 66: a recipient of the wrong jurisdiction is granted nothing', async () => {
  const members = withMember(genesis.charter, 'charlie', { jurisdiction: 'US' }).map((member) => ({
    ...member,
    clearance: 'TLP:AMBER' as const,
  }))
  const charter = { ...genesis.charter, members }
  const swiss: Audience = { expr: { op: 'jurisdiction', names: ['CH'] }, shareHistory: false }
  const nodes = new Map([
    ['alpha', first!],
    ['bravo', second!],
    ['charlie', outsider!],
  ])
  for (const [to, marking] of [
    [swiss, amber],
    [everyone, { ...amber, jurisdictions: ['CH', 'DE'] }],
  ] as const) {
    const entitled = recipientsOf(charter, to, marking).map(({ id }) => nodes.get(id)!)
    const made = await makeGrants(lane, 1, epochKey, to, entitled)
    expect(made.map(({ node }) => node)).toEqual([first!.node, second!.node])
    const signed = grantsOf(made, { audience: to, marking })
    for (const grant of made)
      expect(await openGrant(grant, signed, outsider!.seed, outsider!.kemKey)).toBe('grant-invalid')
  }
})

test('no recipients, no grants; a key of good form whose secret nobody has is wrapped to all the same', async () => {
  expect(await makeGrants(lane, 1, epochKey, audience, [])).toEqual([])
  expect(
    await makeGrants(lane, 1, epochKey, audience, [{ node: bravo.key, kemKey: kemKeyOf('bravo node') }]),
  ).toHaveLength(1)
  expect(codeOf(() => grantsOf([], { audience }))).toBe('field-invalid')
})
