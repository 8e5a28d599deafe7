// The store against a model that is a list: whatever is committed in whatever order, with restarts between, both answer
// every read alike, and the scrub finds nothing.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { localReader, mayRead, type Reader } from '../../node/access/access.ts'
import type { QueryOptions, Store, StoredStatement } from '../../node/store/types.ts'
import type { MemberId } from '../../protocol/ids.ts'
import type { StatementKind, Tlp } from '../../protocol/names.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import { subjectKey } from '../../protocol/subjects/index.ts'
import { createCommunity } from '../helpers/community.ts'
import { author, bytesOf, domain, evmAddress, Lane, open, start, temporaryFolder } from '../unit/store/fixture.ts'

const authors = ['exchange', 'analytics', 'agency']
const { charter } = createCommunity([...authors, 'bank']).genesis
const labels: Tlp[] = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER']
const names = ['a.com', 'b.a.com', 'c.org']

const statement: fc.Arbitrary<Statement | Uint8Array> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .record({
        subject: fc.constantFrom(...names.map((name) => domain(name).subject), evmAddress('x').subject),
        kind: fc.constantFrom<StatementKind>('indicator', 'sighting'),
        category: fc.constantFrom('phishing', 'scam', undefined),
        feed: fc.constantFrom('one', 'two', undefined),
        confidence: fc.nat(100),
      })
      .map(({ category, feed, ...rest }) => ({
        ...rest,
        ...(category === undefined ? {} : { category }),
        ...(feed === undefined ? {} : { origin: { feed } }),
      })),
  },
  { weight: 1, arbitrary: fc.nat().map((seed) => bytesOf(`later ${seed}`)) },
)

type Step =
  | {
      do: 'commit'
      author: number
      label: number
      statements: (Statement | Uint8Array)[]
      live: boolean
      wait: boolean
    }
  | { do: 'reopen' }
  | { do: 'clock'; by: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      author: fc.nat(authors.length - 1),
      label: fc.nat(labels.length - 1),
      statements: fc.array(statement, { minLength: 1, maxLength: 12 }),
      live: fc.boolean(),
      wait: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'reopen' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clock' as const), by: fc.integer({ min: -5, max: 5 }) }) },
)

interface Row {
  readonly cursor: number
  readonly member: MemberId
  readonly tlp: Tlp
  readonly issuedAt: number
  readonly statement: Statement | undefined
}

const filters: fc.Arbitrary<QueryOptions> = fc.record(
  {
    category: fc.constantFrom('phishing', 'scam'),
    chain: fc.constant('eip155:1'),
    kind: fc.constantFrom<StatementKind>('indicator', 'sighting'),
    subjectKind: fc.constantFrom('address' as const, 'domain' as const),
    author: fc.constantFrom(...(authors as MemberId[])),
    feed: fc.constantFrom('one', 'two'),
    issuedFrom: fc.integer({ min: start, max: start + 5000 }),
    issuedTo: fc.integer({ min: start, max: start + 5000 }),
    limit: fc.integer({ min: 1, max: 20 }),
    after: fc.integer({ min: start * 1000, max: start * 1000 + 200 }),
  },
  { requiredKeys: [] },
)

function expected(rows: readonly Row[], reader: Reader, options: QueryOptions): number[] {
  const found = rows.filter(({ cursor, member, tlp, issuedAt, statement: said }) => {
    if (said === undefined || !readable(reader, member, tlp)) return false
    return (
      (options.category === undefined || said.category === options.category) &&
      (options.chain === undefined || said.subject.chain === options.chain) &&
      (options.kind === undefined || said.kind === options.kind) &&
      (options.subjectKind === undefined || said.subject.kind === options.subjectKind) &&
      (options.author === undefined || member === options.author) &&
      (options.feed === undefined || said.origin?.feed === options.feed) &&
      issuedAt >= (options.issuedFrom ?? 0) &&
      issuedAt < (options.issuedTo ?? Infinity) &&
      cursor > (options.after ?? -1)
    )
  })
  return found.slice(0, options.limit ?? Infinity).map(({ cursor }) => cursor)
}

function readable(reader: Reader, member: MemberId, tlp: Tlp): boolean {
  const audience = { expr: { op: 'everyone' as const }, shareHistory: true }
  return mayRead(reader, { lane: '' as never, member, marking: { tlp }, audience })
}

const cursors = (found: readonly StoredStatement[]) => found.map(({ cursor }) => cursor)

it('answers as a list would', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.array(filters, { maxLength: 8 }), async (steps, queries) => {
      await using folder = await temporaryFolder()
      const { store, rows } = await play(folder.path, steps)
      try {
        await compare(store, rows, queries)
      } finally {
        await store.close()
      }
    }),
    { numRuns: 40 },
  )
}, 120_000)

async function play(path: string, steps: readonly Step[]): Promise<{ store: Store; rows: Row[] }> {
  let now = start
  const rows: Row[] = []
  const lanes = new Map<string, Lane>()
  let waiting: Promise<unknown>[] = []
  async function begin(): Promise<Store> {
    const opened = await open(path, { clock: () => now })
    opened.onCommit(({ bundle, firstCursor, statements }) => {
      const { member, marking, issuedAt } = bundle.header
      for (const [index, said] of statements.entries()) {
        rows.push({ cursor: firstCursor + index, member, tlp: marking.tlp, issuedAt, statement: said })
      }
    })
    return opened
  }
  let store = await begin()
  for (const one of steps) {
    if (one.do === 'clock') now += one.by
    else if (one.do === 'reopen') {
      await store.close()
      store = await begin()
    } else {
      const name = `${one.author} ${one.label}`
      const marking = { tlp: labels[one.label] ?? expect.fail() }
      const lane = lanes.get(name) ?? new Lane(author(authors[one.author] ?? expect.fail()), { marking })
      lanes.set(name, lane)
      waiting.push(store.commit(lane.commit(one.statements, { live: one.live })))
      if (one.wait) waiting = [Promise.all(waiting)]
      if (one.wait) await waiting[0]
    }
  }
  await Promise.all(waiting)
  return { store, rows }
}

async function compare(store: Store, rows: readonly Row[], queries: readonly QueryOptions[]): Promise<void> {
  expect(store.count()).toBe(rows.length)
  expect(store.lastCursor()).toBe(rows.at(-1)?.cursor ?? 0)
  const readers: Reader[] = [localReader, { kind: 'peer', member: 'bank' as MemberId, charter }]
  for (const reader of readers) {
    for (const options of [{}, ...queries]) {
      const found = await Array.fromAsync(store.query(reader, options))
      expect(cursors(found), JSON.stringify(options)).toEqual(expected(rows, reader, options))
    }
    for (const name of names) {
      const key = subjectKey(domain(name).subject)
      const about = rows.filter(({ statement: said }) => said !== undefined && subjectKey(said.subject) === key)
      const visible = about.filter(({ member, tlp }) => readable(reader, member, tlp)).map(({ cursor }) => cursor)
      expect(cursors(store.about(reader, key))).toEqual(visible.reverse())
    }
  }
  expect(await Array.fromAsync(store.verify())).toEqual([])
}
