// A key that signs two branches of its lane, at whole nodes on loopback: the lane freezes at both, the member's revocation
// settles it, and both end with the branch that it names (hostile cases 33, 70 and 71).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { localReader } from '../../node/access/access.ts'
import type { RunningNode } from '../../node/api/facade.ts'
import { readSeed } from '../../node/home/keys.ts'
import { openStore } from '../../node/store/index.ts'
import { everyone } from '../../protocol/audience.ts'
import { type Bundle, buildBundle } from '../../protocol/bundle.ts'
import { toHex } from '../../protocol/bytes.ts'
import { charterHash, encodeCharter } from '../../protocol/charter.ts'
import { encodeControl } from '../../protocol/control.ts'
import { proveFork } from '../../protocol/fork.ts'
import type { StatementId } from '../../protocol/ids.ts'
import { laneHash } from '../../protocol/lane.ts'
import { issueRevocation } from '../../protocol/revocation.ts'
import { decodeStatement, encodeStatement } from '../../protocol/statement.ts'
import { verifyEvidence } from '../../protocol/evidence.ts'
import { until } from '../helpers/network-node.ts'
import { type Partner, type Partners, createPartners, seedOf, startPartner } from '../helpers/partners.ts'

let partners: Partners
const running: RunningNode[] = []

beforeEach(async () => {
  partners = await createPartners()
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((node) => node.stop()))
  await partners[Symbol.asyncDispose]()
})

interface Branch {
  readonly name: string
  readonly common: number
  readonly length: number
  readonly nonce?: Uint8Array
}

/** Bundles of one lane of `author`, the same up to `common`. */
async function branchOf(author: Partner, { name, common, length, nonce = seedOf('lane') }: Branch): Promise<Bundle[]> {
  const secretKey = await readSeed(author.home.paths.nodeKey)
  const { network, charter } = partners
  const bundles: Bundle[] = []
  for (let seq = 1; seq <= length; seq += 1) {
    const value = `${seq <= common ? 'common' : name}${seq}.example.com`
    const subject = { kind: 'domain', value } as const
    const prev = bundles.at(-1)?.id
    bundles.push(
      buildBundle(
        {
          ...{ network, member: author.id, node: author.node, nonce: nonce.subarray(0, 16), audience: everyone },
          ...{ marking: { tlp: 'TLP:GREEN' }, seq, ...(prev === undefined ? {} : { prev }) },
          charter: { version: 1, hash: toHex(charterHash(encodeCharter(charter))) },
          issuedAt: charter.issuedAt + seq,
          slots: [
            {
              salt: seedOf(value).subarray(0, 16),
              statement: encodeStatement({ kind: 'indicator', subject, category: 'scam', confidence: 50 }),
            },
          ],
        },
        secretKey,
      ),
    )
  }
  return bundles
}

/** Puts bundles into the store of a partner whose node does not run. */
async function hold({ home }: Partner, bundles: readonly Bundle[]): Promise<void> {
  await using store = await openStore(home.paths.store, { clock: Date.now })
  for (const bundle of bundles) {
    const statements = bundle.slots.map(({ statement }) => decodeStatement(statement!))
    await store.commit({ bundle, statements, from: { via: 'sync' }, live: false })
  }
}

async function revocationOf(author: Partner, last: Bundle): Promise<Uint8Array> {
  const root = await readSeed(author.home.rootKeyFile)
  const lanes = [{ lane: laneHash(last.lane), seq: last.header.seq, bundle: last.id }]
  const { network, charter } = partners
  const revocation = { network, member: author.id, nodeKey: author.node, lanes, issuedAt: charter.issuedAt }
  return encodeControl(issueRevocation(revocation, root))
}

async function start(partner: Partner, others: readonly RunningNode[] = []): Promise<RunningNode> {
  const addresses = await Promise.all(others.map(async ({ facade }) => (await facade.status(localReader)).addresses))
  const node = await startPartner(partner, { network: true, bootstrap: addresses.flat() })
  running.push(node)
  return node
}

const untilAsync = async (holds: () => Promise<boolean>, what: string): Promise<void> => {
  let held = false
  let asking = false
  const ask = (): boolean => {
    if (!asking) {
      asking = true
      void holds().then((answer) => {
        held = answer
        asking = false
      })
    }
    return held
  }
  await until(ask, what, 20_000)
}

const digestOf = async ({ facade }: RunningNode): Promise<string> => (await facade.status(localReader)).digest
const standingsOf = ({ facade }: RunningNode, value: string): string[] =>
  facade.about(localReader, facade.readings(value)[0]!, 10).map(({ standing }) => standing)

async function expectClean(node: RunningNode): Promise<void> {
  const lines = await Array.fromAsync(node.facade.scrub(new AbortController().signal))
  expect(lines.at(-1)).toMatchObject({ type: 'summary', findings: 0 })
}

describe('two branches under one key', () => {
  it.each([
    ['below what the losing branch reaches', 4],
    ['behind what the losing branch reaches', 5],
    ['far behind the fork', 20],
  ])('end as one, the last good position %s', { timeout: 60_000 }, async (_, last) => {
    const [one, two, author] = partners.partners as [Partner, Partner, Partner]
    const a = await branchOf(author, { name: 'a', common: 2, length: Math.max(5, last) })
    const b = await branchOf(author, { name: 'b', common: 2, length: last === 20 ? 18 : 4 })
    await hold(one, a)
    await hold(two, b)
    const x = await start(one)
    const y = await start(two, [x])

    const frozen = ['suspect']
    await untilAsync(async () => (await digestOf(x)) === (await digestOf(y)), 'the lane is frozen at both')
    await until(
      () => [x, y].every((node) => standingsOf(node, `${node === x ? 'a' : 'b'}3.example.com`)[0] === 'suspect'),
      'what lies behind the fork is suspect',
    )
    await untilAsync(async () => (await digestOf(x)) === (await digestOf(y)), 'equal digests')
    for (const node of [x, y]) expect(standingsOf(node, 'common2.example.com')).toEqual(['current'])
    const before = await digestOf(x)
    const since = (await x.facade.peers(localReader)).map((peer) => peer.since)

    expect(await x.facade.applyControl(await revocationOf(author, a[last - 1]!))).toEqual({ code: 'accepted' })
    await until(() => standingsOf(y, `a${last}.example.com`)[0] === 'current', 'the branch that counts')
    await untilAsync(async () => (await digestOf(x)) === (await digestOf(y)), 'equal digests')
    expect(await digestOf(x)).not.toBe(before)
    for (let seq = 3; seq <= last; seq += 1) {
      for (const node of [x, y]) expect(standingsOf(node, `a${seq}.example.com`)).toEqual(['current'])
    }
    for (const { header } of b.slice(2)) expect(standingsOf(y, `b${header.seq}.example.com`)).toEqual(frozen)
    expect((await x.facade.peers(localReader)).map((peer) => peer.since)).toEqual(since)
    for (const node of [x, y]) await expectClean(node)

    // What lost is shown and proved as what it is.
    const id = `${b[3]!.id}.0` as StatementId
    expect(await y.facade.show(localReader, id)).toMatchObject({ statement: { standing: 'suspect' } })
    const evidence = await y.facade.evidence(localReader, id)
    expect(verifyEvidence(evidence!, { network: partners.network }).proven).toMatchObject({ id, suspect: true })

    // And it stays so.
    await y.stop()
    running.splice(running.indexOf(y), 1)
    const again = await start(two, [x])
    await untilAsync(async () => (await digestOf(x)) === (await digestOf(again)), 'equal digests after a restart')
    expect(standingsOf(again, 'b4.example.com')).toEqual(['suspect'])
    expect(standingsOf(again, 'a3.example.com')).toEqual(['current'])
    await expectClean(again)
  })

  it('the revocation comes before the bundles (71), and behind its position nothing counts (70)', async () => {
    const [one, two, author] = partners.partners as [Partner, Partner, Partner]
    const a = await branchOf(author, { name: 'a', common: 2, length: 5 })
    await hold(one, a)
    await hold(two, (await branchOf(author, { name: 'b', common: 2, length: 5 })).slice(0, 5))
    const revocation = await revocationOf(author, a[2]!)
    const x = await start(one)
    const y = await start(two)
    for (const node of [x, y]) expect(await node.facade.applyControl(revocation)).toEqual({ code: 'accepted' })
    await y.stop()
    running.splice(running.indexOf(y), 1)
    const again = await start(two, [x])
    await until(() => standingsOf(again, 'a3.example.com')[0] === 'current', 'the branch that counts')
    await untilAsync(async () => (await digestOf(x)) === (await digestOf(again)), 'equal digests')
    expect(standingsOf(x, 'a4.example.com')).toEqual(['suspect'])
    expect(standingsOf(again, 'a4.example.com')).toEqual([])
    for (const value of ['b3.example.com', 'b4.example.com']) expect(standingsOf(again, value)).toEqual(['suspect'])
    for (const node of [x, again]) await expectClean(node)
  })
})

describe('an own lane', () => {
  it('is closed where it forked, and what no longer counts is said again, once', async () => {
    const [author] = partners.partners as [Partner]
    const node = await start(author)
    const said = async (value: string) => (await node.facade.publish({ kind: 'indicator', value, category: 'scam' })).id
    const ids = [await said('one.example.com'), await said('two.example.com'), await said('three.example.com')]
    const shown = await Promise.all(ids.map((id) => node.facade.show(localReader, id)))
    const lane = shown[0]!.lane.id
    expect(shown.map((one) => one!.lane)).toMatchObject([1, 2, 3].map((seq) => ({ id: lane, seq })))
    await node.stop()
    running.splice(0)

    const held = await openStore(author.home.paths.store, { clock: Date.now })
    const [first, second, third] = await Array.fromAsync(held.bundles(lane as never, 1, 3))
    await held.close()
    const secretKey = await readSeed(author.home.paths.nodeKey)
    const other = (of: Bundle): Bundle =>
      buildBundle(
        { ...of.header, slots: of.slots.map((slot) => ({ ...slot, salt: seedOf('x').subarray(0, 16) })) },
        secretKey,
      )
    const proofs = [third!, second!].map((bundle) => encodeControl(proveFork(bundle, other(bundle))))

    const back = await start(author)
    const standings = (value: string): string[] => standingsOf(back, value)
    expect(await back.facade.applyControl(proofs[0]!)).toEqual({ code: 'accepted' })
    await until(() => standings('three.example.com').includes('current'), 'said again')
    expect(standings('three.example.com')).toEqual(['current', 'suspect'])
    expect(standings('two.example.com')).toEqual(['current'])
    // The branches part earlier than was known.
    expect(await back.facade.applyControl(proofs[1]!)).toEqual({ code: 'accepted' })
    await until(() => standings('two.example.com').includes('current'), 'said again')
    const fresh = (await back.facade.publish({ kind: 'indicator', value: 'four.example.com', category: 'scam' })).id
    expect((await back.facade.show(localReader, fresh))!.lane.id).not.toBe(lane)
    expect(standings('two.example.com')).toEqual(['current', 'suspect'])
    expect(standings('three.example.com')).toEqual(['current', 'suspect'])
    expect(standings('one.example.com')).toEqual(['current'])

    // Once its key is revoked it says nothing more, and is told why.
    expect(await back.facade.applyControl(await revocationOf(author, first!))).toEqual({ code: 'accepted' })
    await expect(
      back.facade.publish({ kind: 'indicator', value: 'five.example.com', category: 'scam' }),
    ).rejects.toMatchObject({ code: 'certificate-revoked' })
    expect(standings('three.example.com')).toEqual(['suspect', 'suspect'])
    await expectClean(back)
  })
})
