// The parts of the gate by themselves: the table of addresses against the checksums of their chains, the decision as a
// property, the shelf and the report within their bounds, and real lists over real feeds.
import { domainToASCII } from 'node:url'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { localReader, nodeReader } from '../../../node/access/access.ts'
import { createGate } from '../../../node/quality/gate.ts'
import { openHeldLog } from '../../../node/quality/held.ts'
import { qualityLimits } from '../../../node/quality/limits.ts'
import { createWarninglistMatcher } from '../../../node/quality/matcher.ts'
import { keysFor } from '../../../node/quality/protections.ts'
import { openShelf } from '../../../node/quality/shelf.ts'
import { systemAddresses, systemAddressOf } from '../../../node/quality/system-addresses.ts'
import { formatWarninglist, parseWarninglist } from '../../../node/quality/warninglist.ts'
import { accuses } from '../../../protocol/accusing.ts'
import { categories } from '../../../protocol/categories.ts'
import type { MemberId, StatementId } from '../../../protocol/ids.ts'
import { roles, statementKinds } from '../../../protocol/names.ts'
import type { Statement, Subject } from '../../../protocol/statement-shape.ts'
import { parseSubject, subjectKey } from '../../../protocol/subjects/index.ts'

/** What the store keeps under names, in memory. */
function metas() {
  const kept = new Map<string, Uint8Array>()
  const writes: number[] = []
  return {
    kept,
    writes,
    meta: (key: string) => kept.get(key),
    putMeta: (entries: Readonly<Record<string, Uint8Array | undefined>>) => {
      for (const [key, value] of Object.entries(entries)) {
        if (value === undefined) kept.delete(key)
        else kept.set(key, value)
      }
      writes.push(Object.values(entries).reduce((sum, value) => sum + (value?.byteLength ?? 0), 0))
      return Promise.resolve()
    },
  }
}

describe('burn and system addresses', () => {
  it.each(systemAddresses.map(({ chain, value, what }) => [chain, value, what]))('%s %s: %s', (chain, value, what) => {
    // Throws where the checksum is wrong: mixed case of an EVM address is one.
    const subject = parseSubject(value, { kind: 'address', chain })
    expect(systemAddressOf(subject)).toBe(what)
  })

  it('are each named once', () => {
    const keys = systemAddresses.map(({ chain, value }) => subjectKey(parseSubject(value, { kind: 'address', chain })))
    expect(new Set(keys).size).toBe(keys.length)
  })

  test.each([
    ['eip155:1', '0x0000000000000000000000000000000000000000', 'the zero address'],
    ['eip155:137', '0x0000000000000000000000000000000000000000', 'the zero address'],
    ['eip155:56', '0x000000000000000000000000000000000000dead', 'burn address'],
    ['eip155:1', '0x0000000000000000000000000000000000000001', 'precompiled or system contract'],
    ['eip155:1', '0x0000000000000000000000000000000000000009', 'precompiled or system contract'],
    ['eip155:1', '0x0000000000000000000000000000000000000011', 'precompiled or system contract'],
    ['eip155:1', '0x0000000000000000000000000000000000000100', 'precompiled or system contract'],
    ['eip155:137', '0x0000000000000000000000000000000000001010', 'precompiled or system contract'],
    ['eip155:10', '0x4200000000000000000000000000000000000006', 'system contract of the OP stack'],
    ['eip155:8453', '0x42000000000000000000000000000000000007ff', 'system contract of the OP stack'],
    ['eip155:8453', '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee', 'stands for the native coin in many contracts'],
    ['eip155:1', '0x0000000000000000000000000000000000010000', undefined],
    ['eip155:1', '0x4200000000000000000000000000000000000800', undefined],
    ['eip155:1', '0x28c6c06298d514db089934071355e5743bf21d60', undefined],
  ])('%s %s: %s', (chain, value, what) => {
    expect(systemAddressOf({ kind: 'address', chain, value })).toBe(what)
  })

  it('a value of another chain or kind is none', () => {
    const burn = '1111111111111111111114oLvT2'
    expect(
      systemAddressOf({ kind: 'address', chain: 'bip122:000000000019d6689c085ae165831e93', value: burn }),
    ).toBeDefined()
    // Nothing is said of this chain's.
    expect(
      systemAddressOf({ kind: 'address', chain: 'bip122:000000000000000000651ef99cb9fcbe', value: burn }),
    ).toBeUndefined()
    expect(systemAddressOf({ kind: 'account', value: burn })).toBeUndefined()
    expect(systemAddressOf({ kind: 'transaction', chain: 'eip155:1', value: `0x${'0'.repeat(64)}` })).toBeUndefined()
  })
})

describe('the decision', () => {
  const protection = { member: 'bolt' as MemberId, id: `${'ab'.repeat(32)}.0` as StatementId }
  const asked: Subject[] = []
  const everything = createGate({
    protections: { find: (subject) => (asked.push(subject), protection) },
    warninglist: () => ({ list: 'everything', entry: '.' }),
  })
  const subject = fc.oneof(
    fc.domain().map((value): Subject => ({ kind: 'domain', value })),
    fc.constant<Subject>({ kind: 'address', chain: 'eip155:1', value: `0x${'0'.repeat(40)}` }),
  )
  const statement: fc.Arbitrary<Statement> = fc
    .record({
      kind: fc.constantFrom(...statementKinds.names),
      subject,
      category: fc.option(fc.constantFrom(...categories.map(({ name }) => name), 'of tomorrow'), { nil: undefined }),
      role: fc.option(fc.constantFrom(...roles.names), { nil: undefined }),
    })
    .map(({ kind, subject, category, role }) => ({
      ...{ kind, subject },
      ...(category === undefined ? {} : { category }),
      ...(role === undefined ? {} : { role }),
    }))

  it('holds what accuses, and nothing else is even looked at', () => {
    fc.assert(
      fc.property(statement, (one) => {
        asked.length = 0
        const hold = everything(one, localReader)
        expect(hold !== undefined).toBe(accuses(one))
        if (!accuses(one)) expect(asked).toEqual([])
      }),
    )
  })

  it('tells the first reason: the address, then who protects it, then a list', () => {
    const bad: Statement = { kind: 'indicator', category: 'scam', subject: { kind: 'domain', value: 'a.com' } }
    const zero: Subject = { kind: 'address', chain: 'eip155:1', value: `0x${'0'.repeat(40)}` }
    const open = createGate({ protections: { find: () => undefined }, warninglist: () => ({ list: 'l', entry: 'e' }) })
    expect(everything({ ...bad, subject: zero }, nodeReader)?.code).toBe('held-system-address')
    expect(everything(bad, nodeReader)).toMatchObject({ code: 'held-protected', by: 'bolt' })
    expect(open(bad, nodeReader)).toEqual({
      code: 'held-warninglist',
      by: 'l',
      reason: 'on the warninglist "l", by "e"',
    })
  })

  it('asks for the protection of every name that a subject lies below', () => {
    const domainKey = (value: string) => subjectKey({ kind: 'domain', value })
    const url: Subject = { kind: 'url', value: 'https://a.b.example.com:8080/x' }
    expect([...keysFor(url)]).toEqual([
      subjectKey(url),
      ...['a.b.example.com', 'b.example.com', 'example.com'].map(domainKey),
    ])
    const account: Subject = { kind: 'account', value: 'telegram:a.b.c' }
    expect([...keysFor(account)]).toEqual([subjectKey(account)])
  })
})

describe('the shelf', () => {
  const list = (name: string, entries: readonly string[], more: object = {}) =>
    parseWarninglist(Buffer.from(JSON.stringify({ name, type: 'string', version: 1, list: entries, ...more })))

  it('keeps lists over a restart, and looks up once it is ready', async () => {
    const store = metas()
    const shelf = openShelf(store, () => 5)
    expect(shelf.ready()).toBeUndefined()
    await shelf.add(list('b', ['x.com']))
    await shelf.add(list('a', ['x.com', 'y.com']))
    const again = openShelf(store, () => 6)
    await again.ready()
    expect(again.ready()).toBeUndefined()
    // By name, not by when they came.
    expect(again.match({ kind: 'domain', value: 'x.com' })).toEqual({ list: 'a', entry: 'x.com' })
    expect(again.list().map(({ name, entries, addedAt }) => [name, entries, addedAt])).toEqual([
      ['a', 2, 5],
      ['b', 1, 5],
    ])
    await again.remove('a')
    await again.ready()
    expect(again.match({ kind: 'domain', value: 'x.com' })?.list).toBe('b')
    expect([...store.kept.keys()].sort()).toEqual(['warninglist:b', 'warninglists'])
  })

  it('what changes while it is built is in it', async () => {
    const store = metas()
    const shelf = openShelf(store, () => 0)
    await shelf.add(list('a', ['x.com']))
    const building = shelf.ready()
    await shelf.add(list('b', ['y.com']))
    await building
    await shelf.ready()
    expect(shelf.match({ kind: 'domain', value: 'y.com' })?.list).toBe('b')
  })

  it('takes no more than its bounds', async () => {
    const shelf = openShelf(metas(), () => 0)
    const half = Array<string>(qualityLimits.entriesMax / 2).fill('x')
    await shelf.add(list('half', half))
    await shelf.add(list('other half', half))
    await expect(shelf.add(list('one', ['x']))).rejects.toMatchObject({ code: 'warninglists-full' })
    // A newer version is counted instead of the older one.
    expect(await shelf.add(list('half', [...half.slice(1), 'y'], { version: 2 }))).toMatchObject({ result: 'replaced' })
    const expressions = Array.from({ length: 100 }, (_, at) => `^[a-z]{500}${at}`)
    const regex = { type: 'regex', list: expressions }
    await expect(shelf.add(list('costly', [], regex))).rejects.toMatchObject({ code: 'warninglists-full' })
  })

  it('no more lists than it may', async () => {
    const shelf = openShelf(metas(), () => 0)
    for (let at = 0; at < qualityLimits.warninglistsMax; at++) await shelf.add(list(`list ${at}`, ['x']))
    await expect(shelf.add(list('one more', ['x']))).rejects.toMatchObject({ code: 'warninglists-full' })
  })
})

describe('the report of what was held', () => {
  const note = (at: number, feed = 'feed') =>
    ({ feed, value: `v${at}.com`, code: 'held-warninglist', reason: 'on a list', actor: 'operator' }) as const

  it('a hundred thousand held rows are a few writes of bounded size', async () => {
    const store = metas()
    const due: (() => void)[] = []
    const log = openHeldLog({ store, clock: () => 7, later: (task) => due.push(task) })
    for (let at = 0; at < 100_000; at++) {
      log.note({ ...note(at), reason: 'r'.repeat(5000) })
      if (at % 50_000 === 0) for (const task of due.splice(0)) task()
    }
    await log.flush()
    expect(store.writes.length).toBeLessThanOrEqual(3)
    expect(Math.max(...store.writes)).toBeLessThan(400_000)
    expect(log.counts()).toEqual([{ feed: 'feed', code: 'held-warninglist', count: 100_000, firstAt: 7, lastAt: 7 }])
    expect(log.newest(3).map(({ value }) => value)).toEqual(['v99999.com', 'v99998.com', 'v99997.com'])
    expect(log.newest(10_000)).toHaveLength(qualityLimits.heldSamplesMax)
    await log.flush()
    expect(store.writes.length).toBeLessThanOrEqual(3)
  })

  it('goes on after a restart where it was, in order', async () => {
    const store = metas()
    let now = 0
    const open = () => openHeldLog({ store, clock: () => now++, later: () => undefined })
    const first = open()
    for (let at = 0; at < qualityLimits.heldSamplesMax + 3; at++) first.note(note(at))
    await first.flush()
    const second = open()
    expect(second.newest(1000)).toEqual(first.newest(1000))
    second.note(note(9999, 'other'))
    expect(second.newest(2).map(({ value }) => value)).toEqual(['v9999.com', 'v502.com'])
    expect(second.newest(1000).at(-1)?.value).toBe('v4.com')
    expect(second.counts().map(({ feed, count }) => [feed, count])).toEqual([
      ['feed', qualityLimits.heldSamplesMax + 3],
      ['other', 1],
    ])
  })

  it('feeds without number are counted together', () => {
    const log = openHeldLog({ store: metas(), clock: () => 0, later: () => undefined })
    for (let at = 0; at < qualityLimits.heldCountsMax + 50; at++) log.note(note(at, `feed-${at}`))
    const counts = log.counts()
    expect(counts).toHaveLength(qualityLimits.heldCountsMax + 1)
    expect(counts[0]).toMatchObject({ feed: undefined, count: 50 })
  })
})

const folder = new URL('../../../../shared/feeds/', import.meta.url)

describe.skipIf(!existsSync(folder))(
  `real lists over real feeds (skipped where ${folder.pathname} is not there)`,
  () => {
    const names = existsSync(folder) ? readdirSync(new URL('misp-warninglists/lists/', folder)) : []
    const lists = names.map((name) =>
      parseWarninglist(readFileSync(new URL(`misp-warninglists/lists/${name}/list.json`, folder))),
    )
    const of = (part: string) => lists.filter(({ name }) => name.includes(part))
    const domains = (path: string, key: string): string[] =>
      existsSync(folder)
        ? ((JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as Record<string, string[]>)[key] ?? []).filter(
            (value) => /^[a-z0-9.-]+$/.test(value),
          )
        : []

    it('every entry of a list of names stands in it', () => {
      for (const list of lists.filter(({ type, kinds }) => type !== 'cidr' && kinds?.has('domain') === true)) {
        const match = createWarninglistMatcher([list])
        for (const entry of list.entries) {
          // As subjects have it, whatever the script in which the list has it.
          const value = domainToASCII(entry.toLowerCase().replace(/^\.|\.$/g, ''))
          expect(match({ kind: 'domain', value })?.list, entry).toBe(list.name)
        }
      }
    })

    it('and every one of a list of ranges', () => {
      for (const list of of('IPv4 public DNS')) {
        const match = createWarninglistMatcher([list])
        for (const entry of list.entries) {
          const value = entry.split('/')[0] ?? ''
          if (/^\d+\.\d+\.\d+\.\d+$/.test(value)) expect(match({ kind: 'ip', value })?.list).toBe(list.name)
        }
      }
    })

    it('one by one or all at once, the first that applies is the same', () => {
      const all = createWarninglistMatcher(lists)
      const apart = lists.map((list) => createWarninglistMatcher([list]))
      const values = [
        ...domains('metamask-npm/config.json', 'blacklist').slice(0, 3000),
        ...domains('metamask-npm/config.json', 'whitelist').slice(0, 1000),
      ]
      expect(values.length).toBeGreaterThan(3000)
      let held = 0
      for (const value of values) {
        const subject: Subject = { kind: 'domain', value }
        const first = apart.map((match) => match(subject)).find((found) => found !== undefined)
        expect(all(subject)).toEqual(first)
        if (first !== undefined) held++
      }
      expect(held).toBeGreaterThan(0)
    })

    it('what is kept of each is what it says', () => {
      for (const list of lists) {
        expect(parseWarninglist(formatWarninglist(list)).entries).toEqual(list.entries)
      }
    })
  },
)
