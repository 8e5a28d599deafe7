// What goes in comes out: commits, reads by subject, filter, range and lane, and the same again after a restart.
import { describe, expect, it } from 'vitest'
import { localReader, type Reader } from '../../../node/access/access.ts'
import type { CommitBundle, QueryOptions, Store, StoredStatement } from '../../../node/store/types.ts'
import { checkRoot } from '../../../protocol/bundle.ts'
import type { MemberId, NodeKey } from '../../../protocol/ids.ts'
import { formatStatementId } from '../../../protocol/ids.ts'
import type { Statement } from '../../../protocol/statement-shape.ts'
import { addressPrefixRange, domainTreeRange, subjectKey } from '../../../protocol/subjects/index.ts'
import { createCommunity } from '../../helpers/community.ts'
import { laneGapCursors } from '../../../node/store/keys.ts'
import { author, bytesOf, domain, evmAddress, Lane, open, start, temporaryFolder } from './fixture.ts'

const { charter } = createCommunity(['exchange', 'agency']).genesis
const greenPeer: Reader = { kind: 'peer', member: 'agency' as MemberId, charter }
const values = (found: readonly StoredStatement[]) => found.map(({ statement }) => statement.subject.value)
const about = (store: Store, statement: Statement, reader: Reader = localReader) =>
  store.about(reader, subjectKey(statement.subject))
const all = (store: Store, options: QueryOptions = {}, reader: Reader = localReader) =>
  Array.fromAsync(store.query(reader, options))

describe('commit', () => {
  it('gives consecutive cursors that never run back, whatever the clock does', async () => {
    await using folder = await temporaryFolder()
    let now = start
    const lane = new Lane(author('exchange'))
    {
      await using store = await open(folder.path, { clock: () => now })
      const first = await store.commit(lane.commit([domain('a.com'), domain('b.com')]))
      expect(first.firstCursor).toBe(start * 1000)
      now = start - 60_000
      expect(await store.commit(lane.commit([domain('c.com')]))).toEqual({ firstCursor: start * 1000 + 2 })
    }
    await using store = await open(folder.path, { clock: () => now })
    expect(store.lastCursor()).toBe(start * 1000 + 2)
    expect(await store.commit(lane.commit([domain('d.com')]))).toEqual({ firstCursor: start * 1000 + 3 })
    now = start + 1
    expect(await store.commit(lane.commit([domain('e.com')]))).toEqual({ firstCursor: start * 1000 + 1000 })
  })

  it('takes what is queued into one write, live before import, each lane in its order', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    const order: string[] = []
    store.onCommit(({ bundle, firstCursor }) =>
      order.push(`${bundle.header.member} ${bundle.header.seq} ${firstCursor}`),
    )
    const [feed, manual, mixed] = [new Lane(author('feed')), new Lane(author('manual')), new Lane(author('mixed'))]
    // More than one group holds, so that the rest waits in the queues.
    const large = Array.from({ length: 60 }, (_, at) => domain(`d${at}.com`, { description: 'x'.repeat(4000) }))
    const commits: CommitBundle[] = []
    for (let at = 0; at < 6; at += 1) commits.push(feed.commit(large))
    commits.push(mixed.commit([domain('m1.com')]), feed.commit([domain('last.com')]))
    commits.push(mixed.commit([domain('m2.com')], { live: true }), manual.commit([domain('live.com')], { live: true }))
    await Promise.all(commits.map((commit) => store.commit(commit)))
    const names = order.map((line) => line.split(' ').slice(0, 2).join(' '))
    expect(names.slice(-5)).toEqual(['mixed 1', 'mixed 2', 'manual 1', 'feed 6', 'feed 7'])
    const cursors = order.map((line) => Number(line.split(' ')[2]))
    expect(cursors).toEqual([...cursors].sort((a, b) => a - b))
    expect(store.pressure()).toEqual({ bundles: 0, bytes: 0, full: false })
  })

  const refused: [string, (lane: Lane) => CommitBundle][] = [
    ['a gap', (lane) => (lane.next([domain('skipped.com')]), lane.commit([domain('a.com')]))],
    ['fewer statements than slots', (lane) => ({ ...lane.commit([domain('a.com'), domain('b.com')]), statements: [] })],
    [
      'a slot without salt',
      (lane) => {
        const commit = lane.commit([domain('a.com')])
        return { ...commit, bundle: { ...commit.bundle, slots: [{ statement: bytesOf('x') }] } }
      },
    ],
  ]
  for (const [name, make] of refused) {
    it(`refuses ${name}, and goes on`, async () => {
      await using folder = await temporaryFolder()
      await using store = await open(folder.path)
      await expect(store.commit(make(new Lane(author('exchange'))))).rejects.toMatchObject({ code: 'store-order' })
      await store.commit(new Lane(author('other')).commit([domain('a.com')]))
      expect(store.count()).toBe(1)
    })
  }

  it('refuses the same sequence number twice, also while the first is in flight', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    const lane = new Lane(author('exchange'))
    const commit = lane.commit([domain('a.com')])
    const first = store.commit(commit)
    await expect(store.commit(commit)).rejects.toMatchObject({ code: 'store-order' })
    await first
    await expect(store.commit(commit)).rejects.toMatchObject({ code: 'store-order' })
  })
})

describe('about', () => {
  it('gives everything about a subject, newest first, past what one record holds', async () => {
    await using folder = await temporaryFolder()
    const lane = new Lane(author('exchange'))
    const count = 150
    {
      await using store = await open(folder.path)
      const commits: Promise<unknown>[] = []
      for (let at = 0; at < count; at += 1) {
        commits.push(store.commit(lane.commit([domain('hot.com', { confidence: at % 100 }), domain(`d${at}.com`)])))
        if (at % 10 === 9) await commits.at(-1)
      }
      await Promise.all(commits)
    }
    await using store = await open(folder.path)
    const found = about(store, domain('hot.com'))
    expect(found.map(({ seq }) => seq)).toEqual(Array.from({ length: count }, (_, at) => count - at))
    const paged: number[] = []
    let before: number | undefined
    for (;;) {
      const key = subjectKey(domain('hot.com').subject)
      const page = store.about(localReader, key, { limit: 7, ...(before === undefined ? {} : { before }) })
      if (page.length === 0) break
      paged.push(...page.map(({ seq }) => seq))
      before = page.at(-1)?.cursor
    }
    expect(paged).toEqual(found.map(({ seq }) => seq))
    expect(await Array.fromAsync(store.verify())).toEqual([])
  })

  it('counts a subject that stands twice in one bundle twice', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    await store.commit(new Lane(author('exchange')).commit([domain('a.com'), domain('a.com', { category: 'scam' })]))
    expect(about(store, domain('a.com')).map(({ index }) => index)).toEqual([1, 0])
  })

  it('finds an EVM address on whichever chain it was named', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    const statement = evmAddress('x')
    await store.commit(new Lane(author('exchange')).commit([statement]))
    const other: Statement = { ...statement, subject: { ...statement.subject, chain: 'eip155:137' } }
    expect(about(store, other)).toHaveLength(1)
  })

  it('gives all that is known of it', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    const peer = author('analytics').node
    const commit = new Lane(author('exchange')).commit([domain('a.com')], { from: { via: 'sync', peer } })
    const { firstCursor } = await store.commit(commit)
    const id = formatStatementId(commit.bundle.id, 0)
    const [stored] = about(store, domain('a.com'))
    expect(stored).toMatchObject({
      id,
      cursor: firstCursor,
      receivedAt: start,
      issuedAt: start,
      member: 'exchange',
      node: commit.bundle.header.node,
      lane: commit.bundle.lane,
      seq: 1,
      marking: { tlp: 'TLP:GREEN' },
      statement: domain('a.com'),
      from: { via: 'sync', peer },
      suspect: false,
    })
    expect(store.statement(localReader, id)).toEqual(stored)
    expect(store.statementAt(localReader, firstCursor)).toEqual(stored)
    expect(store.statement(localReader, formatStatementId(commit.bundle.id, 1))).toBeUndefined()
    expect(about(store, domain('b.com'))).toEqual([])
  })
})

describe('what is not understood or erased', () => {
  it('keeps its place, is counted and served, and surfaces nowhere', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    const lane = new Lane(author('exchange'))
    const commit = lane.commit([domain('a.com'), bytesOf('a statement of a later version')])
    await store.commit(commit)
    const leaf = bytesOf('leaf')
    const second = lane.commit([domain('b.com'), domain('gone.com')])
    const slots = second.bundle.slots.map((slot, index) => (index === 1 ? { leaf } : slot))
    await store.commit({ ...second, bundle: { ...second.bundle, slots }, statements: [domain('b.com'), undefined] })
    expect(store.count()).toBe(4)
    expect(values(await all(store))).toEqual(['a.com', 'b.com'])
    expect(values(await all(store, { author: 'exchange' as MemberId }))).toEqual(['a.com', 'b.com'])
    expect(about(store, domain('gone.com'))).toEqual([])
    expect((await store.bundle(commit.bundle.lane, 1))?.slots[1]?.statement).toEqual(
      Buffer.from(bytesOf('a statement of a later version')),
    )
    expect((await store.bundle(commit.bundle.lane, 2))?.slots[1]).toEqual({ leaf: Buffer.from(leaf) })
  })
})

describe('pages and places', () => {
  it('gives what query gives, tells who is alone about a subject, and where bundles and feeds are', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    const [one, two] = [new Lane(author('exchange')), new Lane(author('analytics'), { marking: { tlp: 'TLP:CLEAR' } })]
    const commits = [
      one.commit([domain('a.com', { origin: { feed: 'taxii-x' } }), domain('b.com')]),
      two.commit([domain('a.com', { origin: { feed: 'taxii-y' } }), domain('c.com', { origin: { feed: 'other' } })]),
      one.commit([domain('d.com')]),
    ]
    const firsts: number[] = []
    for (const commit of commits) firsts.push((await store.commit(commit)).firstCursor)
    // In front of the first bundle of a lane there is room for what it refers to.
    expect(firsts.map((first, at) => first - (firsts[at - 1] ?? first))).toEqual([0, 2 + laneGapCursors, 2])
    const found = await all(store, {})
    const pages = await Array.fromAsync(store.pages(localReader, {}))
    expect(pages.flat()).toEqual(found)
    expect(pages.every((page) => page.length > 0)).toBe(true)
    const clear = await Array.fromAsync(
      store.pages(localReader, { lanes: ({ marking }) => marking.tlp === 'TLP:CLEAR' }),
    )
    expect(values(clear.flat())).toEqual(['a.com', 'c.com'])
    const places = found.map(({ cursor, statement }) => ({ cursor, subjectKey: subjectKey(statement.subject) }))
    expect(await store.alone(places)).toEqual([false, true, false, true, true])
    expect(await store.alone([{ cursor: 1, subjectKey: 'none' }])).toEqual([false])
    expect(await Array.fromAsync(store.places())).toEqual(
      commits.map(({ bundle }, at) => ({ id: bundle.id, firstCursor: firsts[at], count: bundle.slots.length })),
    )
    expect(await Array.fromAsync(store.places((firsts[1] ?? 0) + 1))).toHaveLength(1)
    expect(await store.feeds('taxii-')).toEqual(['taxii-x', 'taxii-y'])
    expect(await store.feeds('none')).toEqual([])
  })
})

describe('query', () => {
  const exchange = new Lane(author('exchange'))
  const analytics = new Lane(author('analytics'))
  const statements: [Lane, Statement[]][] = [
    [exchange, [domain('a.com', { origin: { feed: 'one' } }), evmAddress('x', { origin: { feed: 'one' } })]],
    [analytics, [domain('b.com', { category: 'scam' }), domain('a.com', { kind: 'sighting' })]],
    [exchange, [domain('c.com', { origin: { feed: 'two' } }), domain('d.com', { category: 'scam' })]],
    [analytics, [evmAddress('y', { category: 'phishing' })]],
  ]
  const x = evmAddress('x').subject.value
  const y = evmAddress('y').subject.value
  const cases: [QueryOptions, string[]][] = [
    [{}, ['a.com', x, 'b.com', 'a.com', 'c.com', 'd.com', y]],
    [{ category: 'scam' }, [x, 'b.com', 'd.com']],
    [{ chain: 'eip155:1' }, [x, y]],
    [{ kind: 'sighting' }, ['a.com']],
    [{ subjectKind: 'address' }, [x, y]],
    [{ author: 'analytics' as MemberId }, ['b.com', 'a.com', y]],
    [{ feed: 'one' }, ['a.com', x]],
    [{ feed: 'none' }, []],
    [{ feed: 'on' }, []],
    [{ author: 'exchange' as MemberId, category: 'scam' }, [x, 'd.com']],
    [{ author: 'exchange' as MemberId, category: 'scam', subjectKind: 'domain' }, ['d.com']],
    [{ category: 'phishing', subjectKind: 'address' }, [y]],
    [{ category: 'scam', kind: 'sighting' }, []],
    [{ issuedFrom: start + 1000 }, ['c.com', 'd.com', y]],
    [{ issuedTo: start + 1000 }, ['a.com', x, 'b.com', 'a.com']],
    [{ issuedFrom: start + 1000, issuedTo: start + 1001, author: 'analytics' as MemberId }, [y]],
    [{ limit: 3 }, ['a.com', x, 'b.com']],
    [{ limit: 0 }, []],
    [{ category: 'scam', limit: 2 }, [x, 'b.com']],
    [{ after: start * 1000 }, [x, 'b.com', 'a.com', 'c.com', 'd.com', y]],
    [{ after: start * 1000, category: 'scam', limit: 1 }, [x]],
    [{ after: start * 1000 + 6 + laneGapCursors }, []],
  ]
  it('gives what has all the values, in cursor order', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    for (const [lane, some] of statements) await store.commit(lane.commit(some))
    for (const [options, expected] of cases) {
      expect(values(await all(store, options)), JSON.stringify(options)).toEqual(expected)
    }
    const since = await store.since(localReader, start * 1000 + 1, { limit: 2, filter: { subjectKind: 'domain' } })
    expect(values(since)).toEqual(['b.com', 'a.com'])
  })
})

describe('subjects', () => {
  it('gives a domain with all below it, and the addresses of a prefix', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    const names = [
      'example.com',
      'a.example.com',
      'b.a.example.com',
      'example.com.au',
      'myexample.com',
      'my-example.com',
    ]
    const addresses = ['x', 'y', 'z'].map((text) => evmAddress(text))
    await store.commit(new Lane(author('exchange')).commit([...names.map((name) => domain(name)), ...addresses]))
    const found: string[] = []
    for (const range of domainTreeRange('example.com')) {
      found.push(...values(await Array.fromAsync(store.subjects(localReader, range))))
    }
    expect(found).toEqual(['example.com', 'a.example.com', 'b.a.example.com'])
    const [first] = addresses
    const prefix = addressPrefixRange(first?.subject.value.slice(0, 10) ?? '')
    expect(values(await Array.fromAsync(store.subjects(localReader, prefix)))).toEqual([first?.subject.value])
  })

  it('pages by subject', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    const lane = new Lane(author('exchange'))
    await store.commit(lane.commit(['a.com', 'b.com', 'c.com'].map((name) => domain(name))))
    await store.commit(lane.commit([domain('a.com', { category: 'scam' })]))
    const range = { gte: '03', lt: '04' }
    const page = await Array.fromAsync(store.subjects(localReader, range, { limit: 2 }))
    expect(values(page)).toEqual(['a.com', 'a.com', 'b.com'])
    const after = subjectKey(domain('b.com').subject)
    expect(values(await Array.fromAsync(store.subjects(localReader, range, { after })))).toEqual(['c.com'])
  })
})

describe('lanes', () => {
  it('gives bundles as they were received, in order, as far as they are held', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    const [lane, other] = [new Lane(author('exchange')), new Lane(author('analytics'))]
    const sent = []
    for (let at = 0; at < 150; at += 1) {
      const some = Array.from({ length: at % 3 === 0 ? 40 : 1 }, (_, index) => domain(`d${at}-${index}.com`))
      const commit = lane.commit(some)
      sent.push(commit.bundle)
      void store.commit(other.commit([domain(`o${at}.com`)]))
      await store.commit(commit)
    }
    const id = sent[0]?.lane ?? expect.fail()
    const got = await Array.fromAsync(store.bundles(id, 1, 1000))
    expect(got.map(({ header }) => header.seq)).toEqual(sent.map(({ header }) => header.seq))
    for (const [at, bundle] of got.entries()) {
      expect(Buffer.compare(bundle.bytes, sent[at]?.bytes ?? new Uint8Array())).toBe(0)
      expect(Buffer.compare(bundle.signature, sent[at]?.signature ?? new Uint8Array())).toBe(0)
      expect(checkRoot(bundle, bundle.slots)).toBeUndefined()
    }
    expect((await Array.fromAsync(store.bundles(id, 60, 70))).map(({ header }) => header.seq)).toHaveLength(11)
    expect(await Array.fromAsync(store.bundles(id, 151, 160))).toEqual([])
    expect((await store.bundleById(sent[9]?.id ?? expect.fail()))?.header.seq).toBe(10)
    expect(await store.bundle(id, 151)).toBeUndefined()
    expect(store.head(id)).toMatchObject({ seq: 150, count: 50 * 40 + 100, member: 'exchange' })
  })
})

describe('access', () => {
  it('judges before anything is counted, paged or given', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    const amber = new Lane(author('exchange'), { marking: { tlp: 'TLP:AMBER' } })
    const green = new Lane(author('exchange'))
    for (let at = 0; at < 5; at += 1) {
      await store.commit(amber.commit([domain('a.com'), domain(`amber${at}.com`)]))
      await store.commit(green.commit([domain('a.com')]))
    }
    const key = subjectKey(domain('a.com').subject)
    expect(store.about(localReader, key)).toHaveLength(10)
    expect(store.about(greenPeer, key).map(({ marking }) => marking.tlp)).toEqual(Array(5).fill('TLP:GREEN'))
    expect(store.about(greenPeer, key, { limit: 3 })).toHaveLength(3)
    expect(await store.since(greenPeer, 0, { limit: 3 })).toHaveLength(3)
    expect(await all(store, { category: 'phishing' }, greenPeer)).toHaveLength(5)
    const range = { gte: '03', lt: '04' }
    expect(values(await Array.fromAsync(store.subjects(greenPeer, range, { limit: 1 })))).toEqual(
      Array(5).fill('a.com'),
    )
    const hidden = about(store, domain('amber1.com'))[0] ?? expect.fail()
    expect(store.statement(greenPeer, hidden.id)).toBeUndefined()
    expect(store.statementAt(greenPeer, hidden.cursor)).toBeUndefined()
  })
})

describe('suspect', () => {
  it('is asked at every read', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    const lane = new Lane(author('exchange'))
    for (let at = 0; at < 3; at += 1) await store.commit(lane.commit([domain('a.com')]))
    const id = store.heads()[0]?.lane
    store.setSuspect((of, seq) => of === id && seq > 1)
    expect(about(store, domain('a.com')).map(({ suspect }) => suspect)).toEqual([true, true, false])
  })
})

describe('identities, control objects and small values', () => {
  it('are durable and read back', async () => {
    await using folder = await temporaryFolder()
    const key = Buffer.from(bytesOf('identity', 16)).toString('latin1')
    const print = Buffer.from(bytesOf('fingerprint', 8)).toString('latin1')
    {
      await using store = await open(folder.path)
      const value = { fingerprints: [print], withdrawn: false }
      const commit = new Lane(author('exchange')).commit([domain('a.com'), domain('b.com')])
      const { firstCursor } = await store.commit({ ...commit, identities: [{ key, value, index: 1 }] })
      expect(store.identity(key)).toEqual({ ...value, cursor: firstCursor + 1 })
      await store.putIdentity(key, { ...value, cursor: firstCursor + 1, withdrawn: true })
      await store.putControl('bb', bytesOf('b'))
      await store.putControl('aa', bytesOf('a'))
      await store.putControl('cc', bytesOf('c'))
      await store.deleteControl('bb')
      await store.putMeta({ x: bytesOf('x'), y: bytesOf('y') })
      await store.putMeta({ y: undefined })
      await store.putMeta({ 'of:b': bytesOf('b'), 'of:a': bytesOf('a'), off: bytesOf('off'), 'og:a': bytesOf('og') })
    }
    await using store = await open(folder.path)
    expect(store.identity(key)).toMatchObject({ withdrawn: true, fingerprints: [print] })
    expect(store.identity('0123456789abcdef')).toBeUndefined()
    expect((await Array.fromAsync(store.controls())).map(({ hash }) => hash)).toEqual(['aa', 'cc'])
    expect(store.meta('x')).toEqual(Buffer.from(bytesOf('x')))
    expect(store.meta('y')).toBeUndefined()
    expect(await Array.fromAsync(store.metas('of:'))).toEqual([
      { key: 'of:a', value: Buffer.from(bytesOf('a')) },
      { key: 'of:b', value: Buffer.from(bytesOf('b')) },
    ])
  })
})

it('peers that deliver are told apart', async () => {
  await using folder = await temporaryFolder()
  await using store = await open(folder.path)
  const lane = new Lane(author('exchange'))
  const peer = 'ab'.repeat(32) as NodeKey
  await store.commit(lane.commit([domain('a.com')], { from: { via: 'gossip', peer } }))
  await store.commit(lane.commit([domain('a.com')]))
  expect(about(store, domain('a.com')).map(({ from }) => from)).toEqual([{ via: 'local' }, { via: 'gossip', peer }])
})
