// What a run publishes and takes back: new, changed, vanished, held, and what must not count as vanished. Hostile cases 95
// and 96 are here.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { seededRandom } from '../../helpers/rows.ts'
import { type Bench, type Change, type Server, createBench, lines, names, serve, spec, unchecked } from './fixture.ts'

let bench: Bench
let server: Server
let body = ''

beforeEach(async () => {
  bench = await createBench()
  server = await serve(() => ({ body }))
})
afterEach(async () => {
  await server.close()
  await bench[Symbol.asyncDispose]()
})

const add = (change: Change = {}) => bench.scheduled.add(spec(`${server.base}/list.txt`, change), unchecked)
const list = (...parts: (readonly string[])[]): void => void (body = lines(parts.flat()))
const run = async (confirm = false) => (await bench.run('trial', confirm)).record
const heldCount = () => bench.scheduled.find('trial').state.held?.count

test('case 95: the same feed again publishes nothing', async () => {
  list(names(300))
  await add()
  expect(await run()).toMatchObject({ code: 'ok', read: 300, published: 300, unchanged: 0, withdrawn: 0 })
  const cursor = bench.store.lastCursor()
  expect(await run()).toMatchObject({ code: 'ok', read: 300, published: 0, unchanged: 300, withdrawn: 0 })
  expect(bench.store.lastCursor()).toBe(cursor)
})

describe('case 96: a feed that drops half its rows overnight', () => {
  beforeEach(async () => {
    list(names(200))
    await add()
    await run()
  })

  test('is held, while what is new is published', async () => {
    list(names(100), names(5, 900))
    expect(await run()).toMatchObject({ code: 'held', published: 5, unchanged: 100, withdrawn: 0, held: 100 })
    expect(await bench.said('trial')).toHaveLength(205)
    const { held } = bench.scheduled.find('trial').state
    expect(held).toMatchObject({ count: 100, stood: 200 })
    expect(held?.sample.map(({ subject }) => subject).sort()).toEqual(names(20, 100))
    const whole = (): string[] => [...bench.scheduled.held('trial')].map(({ statement }) => statement.subject.value)
    expect(whole().sort()).toEqual(names(100, 100))
    await bench.restart()
    expect(whole()).toHaveLength(100)
    list(names(205), names(5, 900))
    await run()
    expect(whole).toThrow(expect.objectContaining({ code: 'feed-nothing-held' }))
    expect(bench.store.meta('feed-held:trial')).toBeUndefined()
  })

  test('is withdrawn when that is confirmed', async () => {
    list(names(100))
    await run()
    expect(await run(true)).toMatchObject({ code: 'ok', withdrawn: 100, held: 0 })
    expect(await bench.said('trial')).toEqual(names(100))
    expect(heldCount()).toBeUndefined()
    expect(bench.current(names(1, 150)[0]!)).toEqual([])
    expect(bench.audited.map(({ action }) => action)).toEqual([
      'feed-add',
      'feed-run',
      'feed-run',
      'feed-confirm',
      'feed-run',
    ])
  })

  test('what is confirmed is what was held: a feed that lost more meanwhile is held again', async () => {
    list(names(100))
    await run()
    list(names(3))
    expect(await run(true)).toMatchObject({ code: 'held', withdrawn: 0, held: 197 })
    expect(await run(true)).toMatchObject({ code: 'ok', withdrawn: 197 })
  })

  test('the hold disappears when the rows come back', async () => {
    list(names(100))
    await run()
    list(names(200))
    expect(await run()).toMatchObject({ code: 'ok', published: 0, withdrawn: 0, held: 0 })
    expect(heldCount()).toBeUndefined()
    await expect(bench.run('trial', true)).rejects.toMatchObject({ code: 'feed-nothing-held' })
  })

  test('outlives a restart', async () => {
    list(names(100))
    await run()
    await bench.restart()
    expect(heldCount()).toBe(100)
    expect(await run(true)).toMatchObject({ withdrawn: 100 })
  })
})

describe('what a feed loses little by little', () => {
  test('is held where it is too much in a day, however often the feed is read', async () => {
    list(names(1000))
    await add()
    await run()
    const codes: string[] = []
    for (let hours = 1; hours <= 4; hours++) {
      bench.now += 3_600_000
      list(names(1000 - 90 * hours))
      codes.push((await run()).code)
    }
    expect(codes).toEqual(['ok', 'ok', 'held', 'held'])
    expect(await bench.said('trial')).toHaveLength(820)
    // Whoever confirms has seen it, and the day begins anew.
    expect(await run(true)).toMatchObject({ withdrawn: 180, confirmed: true })
    list(names(550))
    expect(await run()).toMatchObject({ code: 'ok', withdrawn: 90 })
  })

  test('is not too much over many days, nor where as much is new', async () => {
    list(names(1000))
    await add()
    await run()
    for (let day = 1; day <= 4; day++) {
      bench.now += 86_400_000
      list(names(1000 - 90 * day))
      expect(await run()).toMatchObject({ code: 'ok', withdrawn: 90 })
    }
    bench.now += 86_400_000
    for (let hours = 1; hours <= 5; hours++) {
      bench.now += 3_600_000
      list(names(640, 90 * hours))
      expect(await run()).toMatchObject({ code: 'ok', withdrawn: 90, published: 90 })
    }
  })
})

describe('a feed that is as it was, from a server that does not say so', () => {
  /** Statements that runs looked at to see what vanished. */
  const looked = (): { count: number } => {
    const counter = { count: 0 }
    const standing = bench.ingest.standing.bind(bench.ingest)
    vi.spyOn(bench.ingest, 'standing').mockImplementation(async function* (...asked) {
      for await (const one of standing(...asked)) {
        counter.count += 1
        yield one
      }
    })
    return counter
  }

  test('is not held against everything that it ever said', async () => {
    list(names(300))
    await add()
    await run()
    await run()
    await bench.restart()
    const counter = looked()
    expect(await run()).toMatchObject({ code: 'ok', unchanged: 300 })
    expect(counter.count).toBe(0)
    list(names(290))
    expect(await run()).toMatchObject({ code: 'ok', withdrawn: 10 })
    expect(counter.count).toBeGreaterThanOrEqual(300)
  })

  test('and of which somebody else said more under its name: that is taken back', async () => {
    list(names(300))
    await add()
    await run()
    await run()
    const more = { format: 'list', feed: 'trial', where: { marking: 'TLP:GREEN' }, options: { category: 'phishing' } }
    const bytes = ReadableStream.from([Buffer.from(lines(names(5, 900)))])
    await Array.fromAsync(bench.ingest.importFeed(bytes, more, unchecked.signal))
    expect(await run()).toMatchObject({ code: 'ok', unchanged: 300, withdrawn: 5 })
    expect(await bench.said('trial')).toEqual(names(300))
  })
})

test('a feed of which every row is rejected has failed', async () => {
  list(names(20))
  await add()
  await run()
  list(['10.0.0.1', '10.0.0.2'])
  expect(await run()).toMatchObject({ code: 'feed-all-rejected', rejected: { 'ip-reserved': 2 }, withdrawn: 0 })
  expect(bench.scheduled.find('trial').state).toMatchObject({ attempts: 1, rejects: [{ value: '10.0.0.1' }, {}] })
  expect(await bench.said('trial')).toEqual(names(20))
})

describe('what vanished within the bound is withdrawn', () => {
  // Of 200: a fifth is 40. Of few: ten may always.
  test.each([
    ['a fifth', 200, 160, 20, 'ok', 40],
    ['one more than a fifth', 200, 159, 20, 'held', 0],
    ['ten of fifteen', 15, 5, 20, 'ok', 10],
    ['eleven of fifteen', 15, 4, 20, 'held', 0],
    ['one, where nothing may', 15, 14, 0, 'held', 0],
    ['all but one, where everything may', 200, 1, 100, 'ok', 199],
  ])('%s', async (_, before, after, maxLossPercent, code, withdrawn) => {
    list(names(before))
    await add({ maxLossPercent })
    await run()
    list(names(after))
    expect(await run()).toMatchObject({ code, withdrawn, held: code === 'held' ? before - after : 0 })
    expect(await bench.said('trial')).toHaveLength(before - withdrawn)
  })

  test('a row that comes back is said again; one that an analyst withdrew is not', async () => {
    list(names(20))
    await add()
    await run()
    const [first, second] = names(2) as [string, string]
    await bench.ingest.publish({ kind: 'withdrawal', target: bench.current(first)[0]!.id, reason: 'false-positive' })
    list(names(18, 2))
    expect(await run()).toMatchObject({ withdrawn: 1 })
    expect([bench.current(first), bench.current(second)]).toEqual([[], []])
    list(names(20))
    expect(await run()).toMatchObject({ published: 1, unchanged: 19, withdrawn: 0 })
    expect(bench.current(first)).toEqual([])
    expect(bench.current(second)).toHaveLength(1)
    expect(await run()).toMatchObject({ published: 0, unchanged: 20 })
  })

  test('what vanished and is then withdrawn by hand stays so', async () => {
    list(names(20))
    await add()
    await run()
    const [first] = names(1) as [string]
    const { id } = bench.current(first)[0]!
    list(names(19, 1))
    await run()
    await bench.ingest.publish({ kind: 'withdrawal', target: id, reason: 'false-positive' })
    list(names(20))
    expect(await run()).toMatchObject({ published: 0, unchanged: 20 })
    expect(bench.current(first)).toEqual([])
  })

  test('a row under another category takes the earlier one with it', async () => {
    list(names(20))
    await add({ source: { format: 'auto' } })
    await run()
    body = `value,category\n${names(1)[0]},scam\n${lines(names(19, 1)).replaceAll('\n', ',phishing\n')}`
    expect(await run()).toMatchObject({ published: 1, unchanged: 19, withdrawn: 1 })
    expect(bench.current(names(1)[0]!).map(({ category }) => category)).toEqual(['scam'])
  })
})

test('nothing of others, of other feeds or said by hand is taken back', async () => {
  const [first] = names(1) as [string]
  await bench.ingest.publish({ kind: 'indicator', value: first, category: 'scam' })
  list(names(20))
  await add()
  await add({ name: 'other' })
  await run()
  await bench.run('other')
  list(names(19, 1))
  expect(await run()).toMatchObject({ withdrawn: 1 })
  expect(
    bench
      .current(first)
      .map(({ feed }) => feed)
      .sort(),
  ).toEqual(['manual', 'other'])
})

describe('nothing vanishes by', () => {
  beforeEach(async () => {
    list(names(40))
    await add({ source: { format: 'jsonl' } })
    body = rows(names(40))
    await run()
  })
  const rows = (values: readonly string[], more: object = {}): string =>
    values.map((value) => `${JSON.stringify({ value, ...more })}\n`).join('')

  test.each([
    ['an empty file', () => '', 'feed-empty'],
    ['another page', () => '<html><body>sign in</body></html>', 'format-mismatch'],
  ])('%s', async (_, text, code) => {
    body = text()
    expect(await run()).toMatchObject({ code, withdrawn: 0 })
    expect(await bench.said('trial')).toHaveLength(40)
  })

  test('a file that is cut in the last row', async () => {
    body = rows(names(36)).slice(0, -9)
    expect(await run()).toMatchObject({ code: 'ok', incomplete: 'row-cut', withdrawn: 0, held: 0 })
    expect(await bench.said('trial')).toHaveLength(40)
  })

  test('a body that ends too early', async () => {
    server.answer = () => ({ body: rows(names(36)), cut: true })
    expect(await run()).toMatchObject({ code: 'connect-failed', withdrawn: 0 })
    expect(await bench.said('trial')).toHaveLength(40)
  })

  test('rows that are there and rejected', async () => {
    body = rows(names(38)) + rows(names(2, 38), { confidence: 999 })
    expect(await run()).toMatchObject({
      code: 'ok',
      unchanged: 38,
      withdrawn: 0,
      rejected: { 'confidence-invalid': 2 },
    })
    expect(await bench.said('trial')).toHaveLength(40)
  })

  test('rows that cannot be read at all, at the first time', async () => {
    body = rows(names(38)) + 'no json\n'
    expect(await run()).toMatchObject({ withdrawn: 0, incomplete: 'row-malformed' })
    expect(await run()).toMatchObject({ withdrawn: 2 })
  })

  test('a list of nothing, however few stood: it is held', async () => {
    await bench.scheduled.add(spec(`${server.base}/few.txt`, { name: 'few' }), unchecked)
    list(names(3))
    await bench.run('few')
    body = '# nothing today\n'
    expect((await bench.run('few')).record).toMatchObject({ code: 'held', held: 3, withdrawn: 0 })
  })
})

test('a row that the gate holds has not vanished', async () => {
  const burn = '0x000000000000000000000000000000000000dead'
  list(names(20), [burn])
  await add({ source: { format: 'auto' }, options: { category: 'scam' }, force: true })
  expect(await run()).toMatchObject({ published: 21 })
  const change = { source: { format: 'auto' }, options: { category: 'scam' } } as const
  await bench.scheduled.add(spec(`${server.base}/list.txt`, change), { ...unchecked, replace: true })
  expect(await run()).toMatchObject({ withdrawn: 0, held: 0, rejected: { 'held-system-address': 1 } })
  expect(await bench.said('trial')).toHaveLength(21)
  list(names(20))
  expect(await run()).toMatchObject({ withdrawn: 1 })
})

test('an entry that moves to the list of what is safe is withdrawn', async () => {
  const config = (blacklist: readonly string[], whitelist: readonly string[]): string =>
    JSON.stringify({ version: 2, tolerance: 1, fuzzylist: [], whitelist, blacklist })
  body = config(names(20), [])
  await add({ source: { format: 'metamask' } })
  await run()
  body = config(names(19, 1), names(1))
  expect(await run()).toMatchObject({ withdrawn: 1, rejected: { 'not-an-indicator': 1 } })
})

test('a restricted feed is taken back where it was said', async () => {
  await bench[Symbol.asyncDispose]()
  bench = await createBench({ clearance: 'TLP:AMBER' })
  list(names(12))
  await add({ where: { marking: 'TLP:AMBER', audience: 'member:analytics-1' } })
  expect(await run()).toMatchObject({ published: 12 })
  list(names(10))
  expect(await run()).toMatchObject({ code: 'ok', withdrawn: 2 })
  const marks = new Set(bench.store.heads().map(({ marking }) => marking.tlp))
  expect([...marks]).toEqual(['TLP:AMBER'])
})

test('whatever comes and goes: what stands is what the feed names, but for what an analyst withdrew', async () => {
  const random = seededRandom(20261127)
  const all = names(60)
  const withdrawn = new Set<string>()
  await add({ maxLossPercent: 100 })
  for (let day = 0; day < 25; day += 1) {
    const named = all.filter(() => random() < 0.5)
    list(named)
    const record = await run()
    expect(record.read).toBe(named.length)
    expect(await bench.said('trial')).toEqual(named.filter((name) => !withdrawn.has(name)))
    const victim = named.find((name) => !withdrawn.has(name) && random() < 0.1)
    if (victim === undefined) continue
    await bench.ingest.publish({ kind: 'withdrawal', target: bench.current(victim)[0]!.id, reason: 'false-positive' })
    withdrawn.add(victim)
  }
  expect(withdrawn.size).toBeGreaterThan(3)
})

test('removing a feed leaves what it said, or takes it back', async () => {
  list(names(30))
  await add()
  await run()
  expect(await bench.scheduled.remove('trial', false, unchecked.signal)).toBe(0)
  expect(await bench.said('trial')).toHaveLength(30)
  await add()
  expect(await bench.scheduled.remove('trial', true, unchecked.signal)).toBe(30)
  expect(await bench.said('trial')).toEqual([])
  expect(() => bench.scheduled.find('trial')).toThrow(expect.objectContaining({ code: 'feed-not-found' }))
  await add()
  expect(await run()).toMatchObject({ published: 30 })
})
