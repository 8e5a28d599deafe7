// Positions of lanes as the operator asks for them: by hash, up to what counts, before a moment, at a number.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { encodeControl } from '../../../protocol/control.ts'
import { ProtocolError } from '../../../protocol/errors.ts'
import type { LaneHash, MemberId } from '../../../protocol/ids.ts'
import { laneHash } from '../../../protocol/lane.ts'
import { issueRevocation } from '../../../protocol/revocation.ts'
import type { Bundle } from '../../../protocol/bundle.ts'
import { applyControl } from '../../../node/facade/control.ts'
import { lanePositions } from '../../../node/facade/positions.ts'
import { silentLog } from '../../../node/log.ts'
import { type Store, openStore } from '../../../node/store/index.ts'
import { createTrust } from '../../../node/trust/trust.ts'
import type { Trust } from '../../../node/trust/types.ts'
import {
  bravo,
  bundleOf,
  charlie,
  genesis,
  genesisObject,
  indicator,
  keysOf,
  network,
  nextCharter,
  nodeOf,
  seeded,
  signCharter,
  start,
} from '../../helpers/protocol.ts'

let dir: string
let store: Store
let trust: Trust

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'entente-positions-'))
  store = await openStore(dir, { clock: () => start })
  const seed = [{ name: 'charter', object: encodeControl(genesisObject) }]
  trust = await createTrust({ store, network, seed, log: silentLog })
  for (const { certificate } of [bravo, charlie, second]) await trust.apply(encodeControl(certificate))
  for (const bundle of [...lane, other, ofSecond, ofCharlie]) await commit(bundle)
})
afterEach(async () => {
  await store.close()
  await rm(dir, { recursive: true, force: true })
})

const second = nodeOf('bravo', 'bravo second node')
/** Issued 10 s, 20 s, 20 s, 30 s and 40 s after the start. */
const lane = [10, 20, 20, 30, 40].reduce<Bundle[]>((before, seconds, at) => {
  const after = before.at(-1)
  const statements = [indicator(`lane-${at}.example.com`)]
  const issuedAt = start + seconds * 1000
  return [...before, bundleOf(bravo, { issuedAt, statements, ...(after === undefined ? {} : { after }) })]
}, [])
const other = bundleOf(bravo, { nonce: seeded('other').subarray(0, 16), issuedAt: start + 35_000 })
const ofSecond = bundleOf(second)
const ofCharlie = bundleOf(charlie)

async function commit(bundle: Bundle): Promise<void> {
  await store.commit({
    bundle,
    statements: bundle.slots.map(() => undefined),
    from: { via: 'local' },
    live: true,
  })
}

const member = 'bravo' as MemberId
const hash = (bundle: Bundle): LaneHash => laneHash(bundle.lane)
const found = (query: Parameters<typeof lanePositions>[0]) =>
  new Map(lanePositions(query, { store, trust }).map((one) => [one.lane, one]))

test('every lane of the member by its hash, and of nobody else', () => {
  const all = found({ member })
  expect([...all.keys()]).toEqual([hash(lane[0]!), hash(other), hash(ofSecond)].sort())
  expect(all.get(hash(other))).toEqual({
    lane: hash(other),
    node: bravo.key,
    held: 1,
    seq: 1,
    bundle: other.id,
    issuedAt: start + 35_000,
  })
  expect(all.get(hash(lane[0]!))).toMatchObject({ held: 5, seq: 5, bundle: lane[4]!.id })
  expect([...found({ member, node: second.key }).keys()]).toEqual([hash(ofSecond)])
  expect(found({ member, node: charlie.key }).size).toBe(0)
})

test.each([
  [9, 0],
  [10, 0],
  [11, 1],
  [20, 1],
  [21, 3],
  [30, 3],
  [31, 4],
  [41, 5],
])('issued before %i s: the last that counts is %i', (seconds, seq) => {
  const position = found({ member, issuedBefore: start + seconds * 1000 }).get(hash(lane[0]!))
  expect(position).toMatchObject({ seq, held: 5 })
  expect(position?.bundle).toBe(lane[seq - 1]?.id)
})

test('at a number of one lane', () => {
  expect([...found({ member, at: { lane: hash(lane[0]!), seq: 2 } }).values()]).toMatchObject([
    { seq: 2, bundle: lane[1]!.id, held: 5 },
  ])
})

test.each([
  ['beyond what is held', () => ({ member, at: { lane: hash(lane[0]!), seq: 6 } }), 'gap'],
  ['of a lane that is not held', () => ({ member, at: { lane: 'ab'.repeat(32) as LaneHash, seq: 1 } }), 'gap'],
  ['of a lane of another member', () => ({ member, at: { lane: hash(ofCharlie), seq: 1 } }), 'gap'],
  ['of nobody', () => ({ member: 'zulu' as MemberId }), 'member-unknown'],
])('%s is refused', (_, query, code) => {
  expect(() => found(query())).toThrow(ProtocolError)
  expect(() => found(query())).toThrow(expect.objectContaining({ code }) as Error)
})

test('behind a cut nothing is offered as the last position', async () => {
  const cut = issueRevocation(
    {
      network,
      member,
      nodeKey: bravo.key,
      lanes: [{ lane: hash(lane[0]!), seq: 2, bundle: lane[1]!.id }],
      issuedAt: start,
    },
    keysOf('bravo root').secretKey,
  )
  await trust.apply(encodeControl(cut))
  expect(found({ member }).get(hash(lane[0]!))).toMatchObject({ seq: 2, held: 5 })
  expect(found({ member }).get(hash(other))).toMatchObject({ seq: 0, held: 1 })
  expect(found({ member, issuedBefore: start + 31_000 }).get(hash(lane[0]!))).toMatchObject({ seq: 2 })
})

test('a charter that came too late is not taken from the operator: it would stop the network', async () => {
  const [one, late] = ['One', 'Late'].map((name) =>
    encodeControl(signCharter(nextCharter(genesis, { name }), ['alpha', 'bravo'])),
  )
  expect(await applyControl(one!, trust)).toEqual({ code: 'accepted' })
  expect(await applyControl(late!, trust)).toEqual({ code: 'charter-rollback' })
  expect(await applyControl(one!, trust)).toEqual({ code: 'held' })
  expect(trust.conflict()).toBeUndefined()
  expect(await applyControl(late!.subarray(0, -1), trust)).toEqual({ code: 'encoding-invalid' })
})
