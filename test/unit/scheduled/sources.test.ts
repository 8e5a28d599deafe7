// The sources beside a file at a URL: files and folders of this machine, MISP feeds by their manifest, TAXII collections page
// by page. What each does when it changes, shrinks or breaks.
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ImportEvent, ImportSummary } from '../../../node/ingest/import.ts'
import { scheduledLimits } from '../../../node/scheduled/limits.ts'
import { type Bench, type Change, type Server, createBench, lines, names, serve, spec, unchecked } from './fixture.ts'

let bench: Bench
let server: Server

beforeEach(async () => {
  bench = await createBench()
  server = await serve()
})
afterEach(async () => {
  await server.close()
  await bench[Symbol.asyncDispose]()
})

const folder = (): string => join(bench.dir, 'feed')
async function write(files: Readonly<Record<string, string | Uint8Array | undefined>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder(), name)
    await mkdir(dirname(path), { recursive: true })
    if (content === undefined) await rm(path)
    else await writeFile(path, content)
  }
}
const add = (location: string, change: Change = {}) => bench.scheduled.add(spec(location, change), unchecked)
const run = async (confirm = false) => (await bench.run('trial', confirm)).record
async function once(location: string, change: Change = {}): Promise<{ events: ImportEvent[]; summary: ImportSummary }> {
  const events = await Array.fromAsync(bench.scheduled.importOnce(spec(location, change), unchecked.signal))
  const summary = events.at(-1)
  if (summary?.type !== 'summary') throw new Error('an import ends with its summary')
  const rejected = Object.values(summary.rejected).reduce((sum, count) => sum + count, 0)
  expect(summary.read).toBe(summary.published + summary.unchanged + rejected)
  return { events, summary }
}

describe('a file of this machine', () => {
  const file = (): string => join(folder(), 'list.txt')

  test('is read when its time or size changed', async () => {
    await write({ 'list.txt': lines(names(20)) })
    await add(file())
    expect(await run()).toMatchObject({ code: 'ok', published: 20 })
    expect(await run()).toMatchObject({ code: 'not-modified', read: 0 })
    await write({ 'list.txt': lines(names(21)) })
    expect(await run()).toMatchObject({ code: 'ok', published: 1, unchanged: 20 })
    await utimes(file(), 1_000_000, 1_000_000)
    expect(await run()).toMatchObject({ code: 'ok', unchanged: 21 })
  })

  test('that is gone withdraws nothing', async () => {
    await write({ 'list.txt': lines(names(5)) })
    await add(file())
    await run()
    await write({ 'list.txt': undefined })
    expect(await run()).toMatchObject({ code: 'source-unreadable', withdrawn: 0 })
    expect(await bench.said('trial')).toHaveLength(5)
  })

  test('that is neither file nor folder, or larger than allowed, is not read', async () => {
    await add('/dev/zero')
    expect(await run()).toMatchObject({ code: 'source-unreadable' })
    await write({ 'list.txt': lines(names(5)) })
    await bench.scheduled.add(spec(file(), { source: { maxBytes: 10 } }), { ...unchecked, replace: true })
    expect(await run()).toMatchObject({ code: 'source-unreadable', published: 0 })
  })
})

describe('an import from elsewhere', () => {
  test('lets more have what was said to fewer where it is told to, and the audit log has it', async () => {
    await write({ 'list.txt': lines(names(3)) })
    const toFewer = { where: { marking: 'TLP:GREEN' } }
    const toMore = { where: { marking: 'TLP:CLEAR' } }
    expect((await once(folder(), toFewer)).summary).toMatchObject({ published: 3 })
    expect((await once(folder(), toMore)).summary).toMatchObject({ rejected: { 'marking-widened': 3 } })
    const widening = { ...spec(folder(), toMore), widen: true }
    const events = await Array.fromAsync(bench.scheduled.importOnce(widening, unchecked.signal))
    expect(events.at(-1)).toMatchObject({ type: 'summary', replaced: 3, rejected: {} })
    expect(bench.audited).toMatchObject([
      { action: 'force', detail: { what: 'widen', feed: 'trial', marking: 'TLP:CLEAR' } },
    ])
  })
})

describe('a folder', () => {
  beforeEach(() =>
    write({
      'a.txt': lines(names(10)),
      'b/more.csv': `value,category\n${names(1, 50)[0]},scam\n`,
      'c.jsonl.gz': gzipSync(`${JSON.stringify({ value: names(1, 60)[0] })}\n`),
      'README.md': '# What this is',
      '.hidden': 'nothing',
      'bad.bin': Uint8Array.of(0, 1, 2, 3),
    }),
  )

  test('is read file by file, each accounted for', async () => {
    const { events, summary } = await once(folder(), { source: { format: 'auto' } })
    expect(summary).toMatchObject({ published: 12, rejected: { 'member-skipped': 1, 'format-undetermined': 1 } })
    const rejects = events.flatMap((event) => (event.type === 'reject' ? [[event.member, event.code]] : []))
    expect(rejects).toEqual([
      ['README.md', 'member-skipped'],
      ['bad.bin', 'format-undetermined'],
    ])
    const formats = events.flatMap((event) => (event.type === 'format' ? [event.format] : []))
    expect(formats).toEqual(['list', 'csv', 'jsonl'])
    expect((await once(folder(), { source: { format: 'auto' } })).summary).toMatchObject({
      published: 0,
      unchanged: 12,
    })
  })

  test('as a feed: what vanishes with a file is withdrawn, unless another one cannot be read', async () => {
    await add(folder(), { source: { format: 'auto' } })
    expect(await run()).toMatchObject({ code: 'ok', published: 12, incomplete: 'format-undetermined' })
    await write({ 'b/more.csv': undefined })
    expect(await run()).toMatchObject({ withdrawn: 0, incomplete: 'format-undetermined' })
    await write({ 'bad.bin': undefined })
    expect(await run()).toMatchObject({ withdrawn: 1 })
    expect(await run()).toMatchObject({ code: 'not-modified' })
  })

  test('without a file that could be a feed says so', async () => {
    await rm(folder(), { recursive: true })
    await write({ 'README.md': 'x' })
    await expect(once(folder())).rejects.toMatchObject({ code: 'archive-empty' })
  })
})

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

describe.each(['folder', 'url'] as const)('a MISP feed in a %s', (where) => {
  /** Events by number: when each was changed, and its domains. */
  let events: Record<number, { timestamp: number; values: readonly string[] }> = {}
  const files = (): Record<string, string> => ({
    'manifest.json': JSON.stringify(
      Object.fromEntries(Object.entries(events).map(([n, { timestamp }]) => [uuid(Number(n)), { timestamp, info: n }])),
    ),
    ...Object.fromEntries(
      Object.entries(events).map(([n, { values }]) => [
        `${uuid(Number(n))}.json`,
        JSON.stringify({
          Event: { uuid: uuid(Number(n)), info: n, Attribute: values.map((value) => ({ type: 'domain', value })) },
        }),
      ]),
    ),
  })
  const publish = async (change: typeof events): Promise<void> => {
    events = change
    if (where === 'folder') await rm(folder(), { recursive: true, force: true }).then(() => write(files()))
  }
  const location = (): string => (where === 'folder' ? folder() : `${server.base}/feed/manifest.json`)
  const asked = (): string[] => server.asked.splice(0).map(({ path }) => path.replace(/^\/feed\//, ''))

  beforeEach(async () => {
    server.answer = ({ pathname }) => {
      const body = files()[pathname.replace(/^\/feed\//, '')]
      return body === undefined ? { status: 404 } : { body }
    }
    await publish({
      1: { timestamp: 100, values: names(20) },
      2: { timestamp: 200, values: names(20, 100) },
      3: { timestamp: 300, values: names(20, 200) },
    })
    await add(location(), { source: { format: 'misp' } })
    expect(await run()).toMatchObject({ code: 'ok', published: 60 })
    asked()
  })

  test('as it was is not read again', async () => {
    expect(await run()).toMatchObject({ code: 'not-modified', read: 0 })
    if (where === 'url') expect(asked()).toEqual(['manifest.json'])
  })

  test('gives what an event says anew, and takes back what it dropped', async () => {
    await publish({ ...events, 2: { timestamp: 250, values: [...names(18, 100), ...names(1, 500)] } })
    expect(await run()).toMatchObject({ code: 'ok', published: 1, withdrawn: 2 })
    expect(await bench.said('trial')).toHaveLength(59)
    expect(await run()).toMatchObject({ code: 'not-modified' })
  })

  test('reads changed events alone where they drop nothing', async () => {
    await publish({ ...events, 2: { timestamp: 250, values: names(21, 100) } })
    expect(await run()).toMatchObject({ read: 21, published: 1, withdrawn: 0 })
    if (where === 'url') expect(asked()).toEqual(['manifest.json', `${uuid(2)}.json`])
  })

  test('takes back an event that is gone, but not what another event says, too', async () => {
    await publish({ ...events, 3: { timestamp: 350, values: [...names(20, 200), ...names(15)] } })
    expect(await run()).toMatchObject({ withdrawn: 0 })
    await publish({ 2: events[2]!, 3: events[3]! })
    expect(await run()).toMatchObject({ code: 'ok', withdrawn: 5 })
    expect(await bench.said('trial')).toEqual([...names(15), ...names(20, 100), ...names(20, 200)])
    expect(await run()).toMatchObject({ code: 'not-modified' })
  })

  test('that lost two of three events is held, and stays so until it is confirmed', async () => {
    const before = events
    await publish({ 1: events[1]! })
    expect(await run()).toMatchObject({ code: 'held', held: 40, withdrawn: 0 })
    expect(await run()).toMatchObject({ code: 'held', held: 40 })
    await publish(before)
    expect(await run()).toMatchObject({ held: 0, withdrawn: 0 })
    await publish({ 1: events[1]! })
    expect(await run()).toMatchObject({ code: 'held', held: 40 })
    expect(await run(true)).toMatchObject({ code: 'ok', withdrawn: 40 })
    expect(await bench.said('trial')).toEqual(names(20))
  })

  test('of which an event changed and dropped too much is held over the next runs', async () => {
    await publish({ ...events, 2: { timestamp: 250, values: [] }, 1: { timestamp: 150, values: names(15) } })
    expect(await run()).toMatchObject({ code: 'held', held: 25 })
    expect(await run()).toMatchObject({ code: 'held', held: 25 })
    expect(await run(true)).toMatchObject({ code: 'ok', withdrawn: 25 })
  })

  test('of which the file of an event is missing costs that event, which is read at the next run', async () => {
    const broken = {
      ...events,
      2: { timestamp: 250, values: names(10, 100) },
      3: { timestamp: 350, values: names(19, 200) },
    }
    await publish(broken)
    if (where === 'folder') await write({ [`${uuid(2)}.json`]: undefined })
    else {
      const whole = server.answer
      server.answer = (url, request) => (url.pathname.includes(uuid(2)) ? { status: 404 } : whole(url, request))
    }
    expect(await run()).toMatchObject({ code: 'ok', withdrawn: 1, rejected: { 'source-absent': 1 } })
    if (where === 'folder') await write(files())
    else server.answer = ({ pathname }) => ({ body: files()[pathname.replace(/^\/feed\//, '')] ?? '' })
    expect(await run()).toMatchObject({ code: 'ok', withdrawn: 10, rejected: {} })
  })

  test('is imported once, by its manifest', async () => {
    const { summary } = await once(location(), { name: 'other', source: { format: 'auto' } })
    expect(summary).toMatchObject({ read: 60, published: 60 })
  })
})

test('a MISP feed of a network names statements, not events: everything is judged where something changed', async () => {
  const exported = (n: number) => ({
    type: 'domain',
    value: names(1, n)[0],
    entente: {
      statement: `${String(n).padStart(64, '0')}.0`,
      subject_kind: 'domain',
      value: names(1, n)[0],
      tlp: 'TLP:GREEN',
      category: 'scam',
    },
  })
  const publish = (events: Record<number, { timestamp: number; numbers: readonly number[] }>) =>
    write({
      'manifest.json': JSON.stringify(
        Object.fromEntries(Object.entries(events).map(([n, { timestamp }]) => [uuid(Number(n)), { timestamp }])),
      ),
      ...Object.fromEntries(
        Object.entries(events).map(([n, { numbers }]) => [
          `${uuid(Number(n))}.json`,
          JSON.stringify({ Event: { uuid: uuid(Number(n)), info: n, Attribute: numbers.map(exported) } }),
        ]),
      ),
    })
  const first = { timestamp: 1, numbers: [0, 1, 2, 3] }
  await publish({ 1: first, 2: { timestamp: 2, numbers: [4, 5, 6, 7] } })
  await add(folder(), { source: { format: 'misp' } })
  expect(await run()).toMatchObject({ code: 'ok', published: 8 })
  await publish({ 1: first, 2: { timestamp: 3, numbers: [4, 5, 6] } })
  expect(await run()).toMatchObject({ code: 'ok', withdrawn: 1 })
  expect(await bench.said('trial')).toEqual(names(7))
  await publish({ 1: first })
  expect(await run()).toMatchObject({ code: 'ok', withdrawn: 3 })
  expect(await bench.said('trial')).toEqual(names(4))
  expect(await run()).toMatchObject({ code: 'not-modified' })
})

const taxiiType = 'application/taxii+json;version=2.1'
const marking = {
  type: 'marking-definition',
  spec_version: '2.1',
  id: `marking-definition--${uuid(9)}`,
  definition_type: 'statement',
  definition: { statement: 'For members alone' },
}
const indicator = (n: number, more: object = {}): object => ({
  ...{ type: 'indicator', spec_version: '2.1', id: `indicator--${uuid(n)}`, pattern_type: 'stix' },
  ...{ pattern: `[domain-name:value = '${names(1, n)[0]}']`, ...more },
})

describe('a TAXII collection', () => {
  /** Objects with when they were added, in order. */
  let held: { at: number; object: object }[] = []
  let pageSize = 10
  const time = (at: number): string => new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString()
  const addObjects = (...objects: object[]): void => {
    for (const object of objects) held.push({ at: held.length + 1, object })
  }
  const asked = (): string[] => server.asked.splice(0).map(({ path }) => decodeURIComponent(path))
  const json = (value: object, headers = {}) => ({
    body: JSON.stringify(value),
    headers: { 'content-type': taxiiType, ...headers },
  })

  beforeEach(() => {
    ;[held, pageSize] = [[], 10]
    server.answer = (url) => {
      const { pathname, searchParams } = url
      if (pathname === '/taxii2/') return json({ title: 'T', default: '/root/', api_roots: ['/root/'] })
      if (pathname === '/root/') return json({ title: 'Root', versions: [taxiiType], max_content_length: 1000 })
      if (pathname === '/root/collections/') {
        const collection = { title: 'One', can_read: true, can_write: false }
        return json({
          collections: [
            { id: 'one', ...collection },
            { id: 'two', ...collection, title: 'Two', can_read: false },
          ],
        })
      }
      if (pathname !== '/root/collections/one/objects/') return { status: 404 }
      const after = searchParams.get('added_after') ?? ''
      const from = Number(searchParams.get('next') ?? 0)
      const all = held.filter(({ at }) => time(at) > after)
      const page = all.slice(from, from + pageSize)
      const more = from + pageSize < all.length
      const dates = page.length === 0 ? {} : { 'x-taxii-date-added-last': time(page.at(-1)!.at) }
      return json(
        { ...(more ? { more, next: String(from + pageSize) } : {}), objects: page.map(({ object }) => object) },
        dates,
      )
    }
  })
  const collection = (): string => `${server.base}/root/collections/one/`
  const source = { source: { format: 'taxii' } }
  const indicators = (count: number, from = 0): object[] =>
    Array.from({ length: count }, (_, at) => indicator(from + at))

  test.each([
    ['discovery', '/taxii2/'],
    ['an API root', '/root/'],
    ['its list of collections', '/root/collections/'],
    ['the collection', '/root/collections/one'],
    ['its objects', '/root/collections/one/objects/'],
  ])('is found from %s, and read to its last page', async (_, path) => {
    addObjects(...indicators(25))
    await add(`${server.base}${path}`, source)
    expect(await run()).toMatchObject({ code: 'ok', read: 25, published: 25, withdrawn: 0 })
    expect(asked().filter((one) => one.includes('objects'))).toHaveLength(3)
  })

  test('that is not named among several is asked for, with their names', async () => {
    server.answer = (url) =>
      url.pathname === '/taxii2/'
        ? json({ api_roots: ['/root/'], title: 'T' })
        : json({ collections: ['a', 'b'].map((id) => ({ id, title: `The ${id}`, can_read: true })) })
    await add(`${server.base}/taxii2/`, source)
    const record = await run()
    expect(record.code).toBe('collection-unspecified')
    expect(record.reason).toContain('a (The a), b (The b)')
    await bench.scheduled.add(spec(`${server.base}/taxii2/`, { source: { format: 'taxii', collection: 'The b' } }), {
      ...unchecked,
      replace: true,
    })
    await run()
    expect(asked().at(-1)).toContain('/root/collections/b/objects/')
  })

  test.each(['green', 'ID-B', 'The b'])('may be named by alias, id or title: %s', async (wanted) => {
    server.answer = ({ pathname }) => {
      if (pathname === '/taxii2/') return json({ api_roots: ['/root/'], title: 'T' })
      if (!pathname.endsWith('/collections/')) return json({})
      const also = { id: 'id-c', title: 'id-b', alias: 'other', can_read: true }
      return json({ collections: [also, { id: 'id-b', title: 'The b', alias: 'green', can_read: true }] })
    }
    await add(`${server.base}/taxii2/`, { source: { format: 'taxii', collection: wanted } })
    expect(await run()).toMatchObject({ code: 'not-modified' })
    expect(asked().at(-1)).toContain('/root/collections/id-b/objects/')
  })

  test('goes on where it stood, also after a restart', async () => {
    addObjects(...indicators(12))
    await add(collection(), source)
    await run()
    await bench.restart()
    asked()
    expect(await run()).toMatchObject({ code: 'not-modified', read: 0 })
    addObjects(...indicators(3, 12))
    expect(await run()).toMatchObject({ code: 'ok', read: 3, published: 3, withdrawn: 0 })
    expect(asked().every((one) => one.includes('added_after='))).toBe(true)
    expect(await bench.said('trial')).toEqual(names(15))
  })

  test('that breaks off keeps what was read before, and goes on there', async () => {
    addObjects(...indicators(30))
    const whole = server.answer
    server.answer = (url, request) => (url.searchParams.get('next') === '20' ? { status: 503 } : whole(url, request))
    await add(collection(), source)
    expect(await run()).toMatchObject({ code: 'status-unexpected', read: 20, published: 20 })
    server.answer = whole
    asked()
    expect(await run()).toMatchObject({ code: 'ok', read: 10, published: 10 })
    expect(asked()[0]).toContain('next=20')
    expect(await bench.said('trial')).toEqual(names(30))
  })

  test('takes back what is revoked, and nothing else', async () => {
    addObjects(...indicators(20))
    await add(collection(), source)
    await run()
    addObjects(indicator(3, { revoked: true }), indicator(4, { revoked: true, pattern: '' }))
    expect(await run()).toMatchObject({ code: 'ok', withdrawn: 2, rejected: { 'row-withdrawn': 2 } })
    expect(await bench.said('trial')).toEqual(names(20).filter((_, at) => at !== 3 && at !== 4))
    addObjects({ ...indicator(3), id: `indicator--${uuid(77)}` })
    expect(await run()).toMatchObject({ published: 1, withdrawn: 0 })
  })

  test('takes back what was named and revoked in one and the same run', async () => {
    addObjects(...indicators(3), indicator(1, { revoked: true }))
    await add(collection(), source)
    expect(await run()).toMatchObject({ published: 3, withdrawn: 1 })
    expect(await bench.said('trial')).toEqual([names(1, 0)[0], names(1, 2)[0]])
  })

  test('that revokes most of what it said is held, over runs and restarts, until it is confirmed', async () => {
    addObjects(...indicators(40))
    await add(collection(), source)
    await run()
    addObjects(...indicators(30).map((object) => ({ ...object, revoked: true })))
    expect(await run()).toMatchObject({ code: 'held', held: 30, withdrawn: 0 })
    await bench.restart()
    addObjects(...indicators(1, 40))
    expect(await run()).toMatchObject({ code: 'held', held: 30, published: 1 })
    expect(await run(true)).toMatchObject({ code: 'ok', withdrawn: 30 })
    expect(await run()).toMatchObject({ code: 'not-modified', withdrawn: 0 })
    expect(await bench.said('trial')).toEqual(names(11, 30))
  })

  test('may define a marking in an earlier run than the one that uses it', async () => {
    const marked = { object_marking_refs: ['marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9', marking.id] }
    addObjects(marking)
    await add(collection(), source)
    await run()
    addObjects(indicator(1, marked))
    expect(await run()).toMatchObject({ published: 1, rejected: {} })
  })

  test('is read in groups of pages, and each is kept', async () => {
    pageSize = 4000
    addObjects(...indicators(scheduledLimits.groupMaxObjects + 3000))
    await add(collection(), source)
    const { events, record } = await bench.run('trial')
    expect(record).toMatchObject({ read: scheduledLimits.groupMaxObjects + 3000, published: 13_000 })
    const reads = events.flatMap((event) => (event.type === 'progress' ? [event.read] : []))
    expect(reads).toEqual([...reads].sort((a, b) => a - b))
  })

  test('is imported once', async () => {
    addObjects(...indicators(25))
    expect((await once(`${server.base}/taxii2/`, source)).summary).toMatchObject({ read: 25, published: 25 })
  })
})
