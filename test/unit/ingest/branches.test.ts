// Two histories of one lane meet, and a revocation says which one counts: nodes end with the same, whatever each held, in
// whatever order it came. Real stores, trust and ledgers; frames are handed over as sync does, without waiting.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { localReader } from '../../../node/access/access.ts'
import { openQuality } from '../../../node/quality/quality.ts'
import { createIngest } from '../../../node/ingest/ingest.ts'
import { suspectRule } from '../../../node/ledger/chains.ts'
import { smallFrameOf } from '../../../node/ledger/frames.ts'
import { createLedger } from '../../../node/ledger/ledger.ts'
import { silentLog } from '../../../node/log.ts'
import { missing } from '../../../node/network/plan.ts'
import { openStore } from '../../../node/store/index.ts'
import { createTrust } from '../../../node/trust/trust.ts'
import type { Bundle } from '../../../protocol/bundle.ts'
import { toHex } from '../../../protocol/bytes.ts'
import { encodeControl } from '../../../protocol/control.ts'
import { laneHash } from '../../../protocol/lane.ts'
import { issueRevocation } from '../../../protocol/revocation.ts'
import { subjectKey } from '../../../protocol/subjects/index.ts'
import {
  type TestNode,
  alpha,
  bravo,
  bundleOf,
  charlie,
  genesis,
  genesisObject,
  indicator,
  keysOf,
  network,
  nextCharter,
  seeded,
  signCharter,
  start,
  withMember,
} from '../../helpers/protocol.ts'

/** Bundles of one lane of bravo that are the same up to `common`. */
function branch(name: string, common: number, length: number): Bundle[] {
  const bundles: Bundle[] = []
  for (let seq = 1; seq <= length; seq += 1) {
    const said = indicator(seq <= common ? `common${seq}.example.com` : `${name}${seq}.example.com`)
    const after = bundles.at(-1)
    bundles.push(bundleOf(bravo, { statements: [said], salt: said.subject.value, ...(after && { after }) }))
  }
  return bundles
}

const a = branch('a', 2, 6)
const b = branch('b', 2, 6)
const lane = a[0]!.lane

/** The revocation of bravo's node whose last good bundle is `last`. */
const revocation = (last: Pick<Bundle, 'header' | 'id'>, issuedAt = start): Uint8Array =>
  encodeControl(
    issueRevocation(
      {
        network,
        member: bravo.member,
        nodeKey: bravo.key,
        lanes: [{ lane: laneHash(lane), seq: last.header.seq, bundle: last.id }],
        issuedAt,
      },
      keysOf('bravo root').secretKey,
    ),
  )

let dir: string
const stops: (() => Promise<void>)[] = []
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'entente-branches-'))
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  await rm(dir, { recursive: true, force: true })
})

async function nodeOf(of: TestNode, held: readonly Bundle[] = [], objects: readonly Uint8Array[] = []) {
  const path = join(dir, String(stops.length))
  const clock = (): number => start + 1_000_000
  const store = await openStore(path, { clock })
  const certificates = [alpha, bravo, charlie].map(({ certificate }) => encodeControl(certificate))
  const seed = [encodeControl(genesisObject), ...certificates, ...objects]
  const trust = await createTrust({
    store,
    network,
    seed: seed.map((object, at) => ({ name: String(at), object })),
    log: silentLog,
  })
  store.setSuspect(suspectRule({ store, trust }))
  const ingest = createIngest({
    store,
    trust,
    gate: openQuality({ store, trust, member: of.member, clock, later: (task) => setImmediate(task) }),
    member: of.member,
    node: of.key,
    secretKey: of.keys.secretKey,
    kem: { seed: new Uint8Array(32), publicKey: new Uint8Array(1216) },
    log: silentLog,
    clock,
    random: (bytes) => seeded(String(bytes)).subarray(0, bytes),
    later: (task) => setImmediate(task),
    resume: [],
  })
  stops.push(() => store.close())
  const node = { key: of.key, store, trust, ingest, ledger: createLedger({ store, trust, member: of.member }) }
  expect(await deliver(node, held, 'sync')).toEqual(held.map(() => 'accepted'))
  return node
}
type Node = Awaited<ReturnType<typeof nodeOf>>

async function deliver(to: Node, bundles: readonly Bundle[], via: 'sync' | 'gossip'): Promise<string[]> {
  const frames = bundles.map((bundle) => to.ingest.receive(smallFrameOf(bundle), { peer: alpha.key, via }))
  return (await Promise.all(frames)).map(({ code }) => code)
}

/** One pull, as the network makes it; whether there was something to pull. */
async function pull(from: Node, to: Node): Promise<boolean> {
  for (const object of from.trust.hashes().flatMap((hash) => from.trust.object(hash) ?? []))
    await to.trust.apply(object)
  const wants = missing(from.ledger.frontier(to.key), to.ledger.frontier(from.key))
  for (const want of wants) {
    const receiving: Promise<unknown>[] = []
    for await (const frame of from.ledger.frames(to.key, want)) {
      receiving.push(to.ingest.receive(frame, { peer: from.key, via: 'sync' }))
    }
    await Promise.all(receiving)
  }
  return wants.length > 0
}

/** Pulls both ways until neither side has something for the other; how many rounds that took. */
async function meet(one: Node, other: Node): Promise<number> {
  for (let round = 0; ; round += 1) {
    expect(round).toBeLessThan(30)
    const moved = [await pull(one, other), await pull(other, one)]
    if (moved.includes(true)) continue
    expect(digestOf(one)).toBe(digestOf(other))
    return round
  }
}

const digestOf = (node: Node): string => toHex(node.ledger.networkDigest())
const claimed = ({ ledger }: Node): unknown => {
  const [position] = ledger.frontier(alpha.key)
  return position === undefined ? undefined : [position.seq, position.bundle]
}
const at = (bundle: Bundle | undefined): unknown => [bundle?.header.seq, bundle?.id]

/** What a node shows of the names in `bundles`: whether each is held, and suspect. */
const shown = ({ store }: Node, name: string) =>
  store.about(localReader, subjectKey(indicator(name).subject)).map(({ suspect }) => suspect)

async function isClean({ store }: Node): Promise<void> {
  expect(await Array.fromAsync(store.verify())).toEqual([])
}

describe('a fork that nobody settled', () => {
  test.each([
    [5, 4],
    [4, 5],
    [6, 6],
    [3, 6],
  ])('freezes at the common prefix where %i and %i are held', async (ofA, ofB) => {
    const [x, y] = [await nodeOf(alpha, a.slice(0, ofA)), await nodeOf(charlie, b.slice(0, ofB))]
    await meet(x, y)
    for (const node of [x, y]) {
      expect(claimed(node)).toEqual(at(a[1]))
      expect(node.store.head(lane)?.seq).toBe(node === x ? ofA : ofB)
      await isClean(node)
    }
    expect(shown(x, 'a3.example.com')).toEqual([true])
    expect(shown(x, 'common2.example.com')).toEqual([false])
  })
})

describe('a revocation settles it', () => {
  test.each<[string, Bundle, { a: number; b: number }]>([
    ['on a branch that the other holds beyond it', a[3]!, { a: 5, b: 4 }],
    ['behind what the losing branch reaches', a[4]!, { a: 5, b: 4 }],
    ['at the fork itself', a[2]!, { a: 6, b: 6 }],
    ['on the other branch', b[3]!, { a: 5, b: 4 }],
    ['before the fork', a[1]!, { a: 5, b: 6 }],
  ])('%s', async (_, last, length) => {
    const [x, y] = [await nodeOf(alpha, a.slice(0, length.a)), await nodeOf(charlie, b.slice(0, length.b))]
    await meet(x, y)
    await x.trust.apply(revocation(last))
    await meet(x, y)
    const count = length.a + length.b
    for (const node of [x, y]) {
      expect(claimed(node)).toEqual(at(last))
      expect(node.store.count()).toBeLessThanOrEqual(count)
      await isClean(node)
      for (const chain of [a, b]) {
        for (const { header, id } of chain) {
          const held = node.store.statement(localReader, `${id}.0` as never)
          if (held === undefined) continue
          const counts = header.seq <= last.header.seq && (chain.includes(last) || header.seq <= 2)
          expect(held.suspect, `${header.seq} ${held.statement.subject.value}`).toBe(!counts)
        }
      }
    }
  })

  test('without a fork that was known before', async () => {
    const [x, y] = [await nodeOf(alpha, a.slice(0, 5)), await nodeOf(charlie, b)]
    await y.trust.apply(revocation(a[3]!))
    expect(claimed(y)).toEqual(at(b[2]))
    expect(shown(y, 'b4.example.com')).toEqual([true])
    await meet(x, y)
    for (const node of [x, y]) expect(claimed(node)).toEqual(at(a[3]))
    expect(shown(y, 'b3.example.com')).toEqual([true])
    expect(shown(y, 'a3.example.com')).toEqual([false])
    await isClean(y)
  })

  test('of whose last good bundle nobody knows: nothing behind the fork counts', async () => {
    const [x, y] = [await nodeOf(alpha, a.slice(0, 4)), await nodeOf(charlie, b.slice(0, 4))]
    await meet(x, y)
    await x.trust.apply(revocation(a[5]!))
    await meet(x, y)
    for (const node of [x, y]) {
      expect(claimed(node)).toEqual(at(a[1]))
      await isClean(node)
    }
    const z = await nodeOf(alpha, a)
    await meet(z, x)
    await meet(z, y)
    for (const node of [x, y, z]) expect(claimed(node)).toEqual(at(a[5]))
  })

  test('and a second one that names the other branch at a lower position', async () => {
    const [x, y] = [await nodeOf(alpha, a.slice(0, 5)), await nodeOf(charlie, b.slice(0, 4))]
    await meet(x, y)
    await x.trust.apply(revocation(a[4]!))
    await meet(x, y)
    await x.trust.apply(revocation(b[3]!, start + 1))
    // Both hold the first one's branch in their chains: who holds the other one must come.
    const z = await nodeOf(alpha, b)
    await meet(z, x)
    await meet(z, y)
    for (const node of [x, y]) {
      expect(claimed(node)).toEqual(at(b[3]))
      expect(shown(node, 'b3.example.com')).toEqual([false])
      expect(shown(node, 'a3.example.com')).toEqual([true])
      await isClean(node)
    }
  })
})

describe('what a thief may try', () => {
  test('the revocation is held before the bundles: they count up to its position (71)', async () => {
    const z = await nodeOf(charlie, [], [revocation(a[3]!)])
    expect(await deliver(z, a, 'gossip')).toEqual([...a.slice(0, 4).map(() => 'accepted'), 'suspect', 'suspect'])
    expect(claimed(z)).toEqual(at(a[3]))
    expect(shown(z, 'a4.example.com')).toEqual([false])
    expect(shown(z, 'a5.example.com')).toEqual([true])
  })

  test('the revocation is held, and the losing branch comes first', async () => {
    const z = await nodeOf(charlie, [], [revocation(a[3]!)])
    expect(await deliver(z, b, 'sync')).toEqual(['accepted', 'accepted', 'accepted', 'suspect', 'suspect', 'suspect'])
    const x = await nodeOf(alpha, a)
    await meet(x, z)
    for (const node of [x, z]) expect(claimed(node)).toEqual(at(a[3]))
    await isClean(z)
  })

  test('a backdated bundle behind the last good one is suspect (70)', async () => {
    const z = await nodeOf(charlie, a.slice(0, 3), [revocation(a[2]!)])
    const backdated = bundleOf(bravo, { after: a[2]!, issuedAt: a[2]!.header.issuedAt, salt: 'backdated' })
    expect(await deliver(z, [backdated], 'gossip')).toEqual(['suspect'])
    expect(await deliver(z, [backdated], 'sync')).toEqual(['duplicate'])
    const other = bundleOf(bravo, { after: a[1]!, issuedAt: a[1]!.header.issuedAt, salt: 'other' })
    expect(await deliver(z, [other], 'sync')).toEqual(['prev-mismatch'])
    expect(claimed(z)).toEqual(at(a[2]))
    await isClean(z)
  })

  test('a branch that lost is offered again: what is settled stays', async () => {
    const [x, y] = [await nodeOf(alpha, a.slice(0, 5)), await nodeOf(charlie, b.slice(0, 4), [revocation(a[4]!)])]
    await meet(x, y)
    expect(await deliver(y, b.slice(2), 'sync')).toEqual(b.slice(2).map(() => 'prev-mismatch'))
    expect(await deliver(y, b.slice(2), 'gossip')).toEqual(b.slice(2).map(() => 'prev-mismatch'))
    expect(claimed(y)).toEqual(at(a[4]))
    await isClean(y)
  })

  test('branches offered in turns before it is settled end at the one that counts', async () => {
    const z = await nodeOf(charlie, b.slice(0, 4), [revocation(a[4]!)])
    expect(await deliver(z, a.slice(2, 4), 'sync')).toEqual(['accepted', 'accepted'])
    expect(await deliver(z, b.slice(2, 4), 'sync')).toEqual(['accepted', 'accepted'])
    // Gossip does not displace: whoever floods it moves nothing.
    expect(await deliver(z, a.slice(2, 4), 'gossip')).toEqual(['prev-mismatch', 'prev-mismatch'])
    expect(z.store.head(lane)?.id).toBe(b[3]!.id)
    expect(await deliver(z, a.slice(2, 5), 'sync')).toEqual(['accepted', 'accepted', 'accepted'])
    expect(await deliver(z, b.slice(2, 5), 'sync')).toEqual(['prev-mismatch', 'prev-mismatch', 'prev-mismatch'])
    expect(claimed(z)).toEqual(at(a[4]))
    expect(z.store.count()).toBe(7)
    await isClean(z)
  })
})

test('a member that left with a position on one branch: that branch counts, as with a revocation', async () => {
  const change = {
    members: withMember(genesis.charter, 'bravo', {
      status: 'suspended',
      final: [{ lane: laneHash(lane), seq: 4, bundle: a[3]!.id }],
    }),
    governors: genesis.charter.governors.filter(({ member }) => member !== 'bravo'),
  }
  const charter = encodeControl(signCharter(nextCharter(genesis, change), ['alpha', 'charlie']))
  const [x, y] = [await nodeOf(alpha, a), await nodeOf(charlie, b)]
  for (const node of [x, y]) await node.trust.apply(charter)
  expect(claimed(x)).toEqual(at(a[3]))
  expect(claimed(y)).toEqual(at(b[2]))
  await meet(x, y)
  for (const node of [x, y]) {
    expect(claimed(node)).toEqual(at(a[3]))
    await isClean(node)
  }
})

test('a fork made after a member left takes nothing away from what counts', async () => {
  const change = {
    members: withMember(genesis.charter, 'bravo', {
      status: 'suspended',
      final: [{ lane: laneHash(lane), seq: 4, bundle: a[3]!.id }],
    }),
    governors: genesis.charter.governors.filter(({ member }) => member !== 'bravo'),
  }
  const charter = encodeControl(signCharter(nextCharter(genesis, change), ['alpha', 'charlie']))
  const node = await nodeOf(alpha, a)
  await node.trust.apply(charter)
  await node.trust.reportFork(a[2]!, b[2]!)
  expect(claimed(node)).toEqual(at(a[3]))
  await isClean(node)
})
