// Trust judged on a real store: what each control object changes, and that the order of arrival changes nothing.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { toHex } from '../../../protocol/bytes.ts'
import { decodeCertificate, issueCertificate } from '../../../protocol/certificate.ts'
import { type ControlObject, encodeControl } from '../../../protocol/control.ts'
import { proveFork } from '../../../protocol/fork.ts'
import type { LaneId } from '../../../protocol/ids.ts'
import { laneHash } from '../../../protocol/lane.ts'
import { issueRecord } from '../../../protocol/record.ts'
import { issueRevocation } from '../../../protocol/revocation.ts'
import { silentLog } from '../../../node/log.ts'
import { type Store, openStore } from '../../../node/store/index.ts'
import { createTrust } from '../../../node/trust/trust.ts'
import type { Trust } from '../../../node/trust/types.ts'
import {
  alpha,
  bravo,
  bundleOf,
  charlie,
  genesis,
  genesisObject,
  keysOf,
  network,
  nextCharter,
  signCharter,
  start,
  succeed,
  withMember,
} from '../../helpers/protocol.ts'

let dir: string
let opened: Store[]

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'entente-trust-'))
  opened = []
})
afterEach(async () => {
  for (const store of opened) await store.close()
  await rm(dir, { recursive: true, force: true })
})

async function freshTrust(objects: readonly ControlObject[] = []): Promise<Trust> {
  const store = await openStore(join(dir, String(opened.length)), { clock: () => start })
  opened.push(store)
  const seed = [{ name: 'charter', object: encodeControl(genesisObject) }]
  const trust = await createTrust({ store, network, seed, log: silentLog })
  for (const object of objects) await trust.apply(encodeControl(object))
  return trust
}

const bravoFirst = bundleOf(bravo)
const bravoOther = bundleOf(bravo, { issuedAt: start + 1 })
const lane: LaneId = bravoFirst.lane
const place = { lane, member: bravo.member, node: bravo.key }

const revocation = issueRevocation(
  {
    network,
    member: bravo.member,
    nodeKey: bravo.key,
    lanes: [{ lane: laneHash(lane), seq: 1, bundle: bravoFirst.id }],
    issuedAt: start,
  },
  keysOf('bravo root').secretKey,
)
const record = (serial: number) =>
  issueRecord(
    { network, nodeKey: bravo.key, serial, addresses: [`/ip4/127.0.0.1/tcp/${4000 + serial}`] },
    bravo.keys.secretKey,
  )

test('a member node counts from its certificate on', async () => {
  const trust = await freshTrust()
  expect(trust.isActiveNode(bravo.key)).toBe(false)
  expect(await trust.apply(encodeControl(bravo.certificate))).toEqual({ code: 'accepted' })
  expect(trust.memberOfNode(bravo.key)).toMatchObject({ member: 'bravo', revoked: false })
  expect(await trust.apply(encodeControl(bravo.certificate))).toEqual({ code: 'held' })
})

test('no member can certify the node of another', async () => {
  const trust = await freshTrust([alpha.certificate])
  const { secretKey } = keysOf('bravo root')
  const content = { ...decodeCertificate(alpha.certificate.payload), member: bravo.member, serial: 99 }
  const stolen = issueCertificate(content, secretKey, bravo.keys.secretKey)
  expect(await trust.apply(encodeControl(stolen))).toEqual({ code: 'signature-invalid' })
  expect(trust.memberOfNode(alpha.key)).toMatchObject({ member: 'alpha', serial: 1 })
})

test('a suspended member is no active member, and its lanes end where the charter says', async () => {
  const trust = await freshTrust([bravo.certificate])
  const final = [{ lane: laneHash(lane), seq: 3, bundle: bravoFirst.id }]
  const members = withMember(genesis.charter, 'bravo', { status: 'suspended', final })
  const governors = genesis.charter.governors.filter(({ member }) => member !== 'bravo')
  const code = await trust.apply(
    encodeControl(signCharter(nextCharter(genesis, { members, governors }), ['alpha', 'charlie'])),
  )
  expect(code).toEqual({ code: 'accepted' })
  expect(trust.isActiveNode(bravo.key)).toBe(false)
  expect(trust.cutOf(place)).toMatchObject({ seq: 3 })
  expect(trust.cutOf({ ...place, lane: '00'.repeat(32) as LaneId })).toMatchObject({ seq: 0 })
})

test('a revoked node is out, and its lanes count up to the last good position', async () => {
  const trust = await freshTrust([bravo.certificate, revocation])
  expect(trust.memberOfNode(bravo.key)?.revoked).toBe(true)
  expect(trust.isActiveNode(bravo.key)).toBe(false)
  expect(trust.cutOf(place)).toMatchObject({ seq: 1, id: bravoFirst.id })
})

test('a fork freezes the lane before it; a revocation settles it', async () => {
  const trust = await freshTrust([bravo.certificate])
  expect(await trust.reportFork(bravoFirst, bravoOther)).toEqual({ code: 'accepted' })
  expect(trust.cutOf(place)).toMatchObject({ seq: 0 })
  await trust.apply(encodeControl(revocation))
  expect(trust.cutOf(place)).toMatchObject({ seq: 1, id: bravoFirst.id })
})

test('of node records the newest counts; an older one is stale', async () => {
  const trust = await freshTrust([bravo.certificate, record(2)])
  expect(await trust.apply(encodeControl(record(1)))).toEqual({ code: 'record-stale' })
  expect(await trust.apply(encodeControl(record(3)))).toEqual({ code: 'accepted' })
  expect(trust.addresses().get(bravo.key)).toEqual(['/ip4/127.0.0.1/tcp/4003'])
  expect(trust.hashes()).toHaveLength(3)
})

test('two charters of one version: neither is accepted, and a version after them settles it', async () => {
  const trust = await freshTrust()
  const one = succeed(genesis, { name: 'One' })
  const other = nextCharter(genesis, { name: 'Other' })
  expect(await trust.apply(encodeControl(signCharter(one.charter, ['alpha', 'bravo'])))).toEqual({ code: 'accepted' })
  expect(await trust.apply(encodeControl(signCharter(other, ['alpha', 'bravo'])))).toEqual({ code: 'charter-conflict' })
  expect(trust.charter().version).toBe(1)
  expect(trust.conflict()).toMatchObject({ version: 2, charters: { length: 2 } })
  const settled = signCharter(nextCharter(one, { name: 'Settled' }), ['alpha', 'bravo'])
  expect(await trust.apply(encodeControl(settled))).toEqual({ code: 'accepted' })
  expect(trust.charter()).toMatchObject({ version: 3 })
  expect(trust.conflict()).toBeUndefined()
})

test.each([
  ['one governor alone', () => signCharter(nextCharter(genesis), ['alpha']), 'charter-threshold-unmet'],
  ['a skipped version', () => signCharter(nextCharter(succeed(genesis)), ['alpha', 'bravo']), 'charter-gap'],
  [
    'a certificate by another root',
    () => ({ ...charlie.certificate, payload: bravo.certificate.payload }),
    'signature-invalid',
  ],
] as const)('%s is refused', async (_name, object, code) => {
  const trust = await freshTrust()
  expect(await trust.apply(encodeControl(object()))).toEqual({ code })
  expect(trust.hashes()).toHaveLength(1)
})

test.each([['cut short', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1)]])(
  '%s is refused',
  async (_name, harm) => {
    const trust = await freshTrust()
    const { code } = await trust.apply(harm(encodeControl(bravo.certificate)))
    expect(code).toBe('encoding-invalid')
  },
)

test('a store that is opened again knows what it knew', async () => {
  const trust = await freshTrust([alpha.certificate, bravo.certificate, revocation, record(1)])
  const before = toHex(trust.digest())
  const store = opened.pop()!
  await store.close()
  const again = await openStore(join(dir, '0'), { clock: () => start })
  opened.push(again)
  const reopened = await createTrust({ store: again, network, seed: [], log: silentLog })
  expect(toHex(reopened.digest())).toBe(before)
  expect(reopened.memberOfNode(bravo.key)?.revoked).toBe(true)
})

test('whatever the order of arrival, the same objects end in the same state', async () => {
  const second = succeed(genesis, { name: 'Second' })
  const third = succeed(second, { name: 'Third' })
  const objects: ControlObject[] = [
    signCharter(second.charter, ['alpha', 'bravo']),
    signCharter(third.charter, ['alpha', 'bravo']),
    alpha.certificate,
    bravo.certificate,
    charlie.certificate,
    revocation,
    proveFork(bravoFirst, bravoOther),
    record(1),
    record(2),
  ]
  const expected = await freshTrust(objects)
  const state = (trust: Trust) => [
    toHex(trust.digest()),
    trust.charter().version,
    trust.cutOf(place),
    trust.nodes().length,
  ]
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(objects, { minLength: objects.length }), async (order) => {
      const trust = await freshTrust(order)
      expect(state(trust)).toEqual(state(expected))
    }),
    { numRuns: 25, seed: 7 },
  )
})
