// Packed files: gzip, zstd and zip are read by stream, cut ones up to the cut, and bombs up to their bounds.
import { randomBytes } from 'node:crypto'
import { constants, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type FeedCode, importers } from '../../../node/feeds/index.ts'
import { feedLimits } from '../../../node/feeds/limits.ts'
import { rowsOfMembers } from '../../../node/feeds/members.ts'
import type { UnpackBounds } from '../../../node/feeds/unpack.ts'
import { type Outcome, brief, codes, pieces, read, readFrom } from './read.ts'
import { type Entry, zip } from './zip.ts'

const two = 'a.example.net\nb.example.net\n'
const zstd = (text: string) => zstdCompressSync(Buffer.from(text))
const names = ({ rows }: Outcome) => rows.map(({ value }) => value)
const many = Array.from({ length: 20_000 }, (_, at) => `${randomBytes(6).toString('hex')}-${at}.example.net\n`)
const long = many.join('')

describe('what is packed is read as what is in it', () => {
  test.each<[string, Uint8Array]>([
    ['gzip', gzipSync(two)],
    ['gzip of several', Buffer.concat([gzipSync('a.example.net\n'), gzipSync('b.example.net\n')])],
    ['gzip with zeros behind', Buffer.concat([gzipSync(two), Buffer.alloc(700)])],
    ['zstd', zstd(two)],
    ['zstd of several frames', Buffer.concat([zstd('a.example.net\n'), zstd('b.example.net\n')])],
    ['zstd with a skippable frame', Buffer.concat([Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 9]), zstd(two)])],
    ['zip', zip({ name: 'x.txt', data: two })],
    ['zip, stored', zip({ name: 'x.txt', data: two, method: 0 })],
    ['zip with zstd', zip({ name: 'x.txt', data: two, method: 93 })],
    ['zip of several', zip({ name: 'x/', data: '' }, ...two.split(/(?<=\n)/).map((data) => ({ name: 'x/1', data })))],
    ['zip64', zip({ name: 'x.txt', data: two, zip64: true })],
    ...(['signed', 'bare', 'signed-64', 'bare-64'] as const).map((described): [string, Uint8Array] => [
      `zip with sizes behind (${described})`,
      zip({ name: 'x.txt', data: two, described }, { name: '.hidden', data: 'x' }, { name: '__MACOSX/._x', data: 'x' }),
    ]),
    ['gzip in zip', zip({ name: 'x.txt.gz', data: gzipSync(two) })],
    ['zip in gzip', gzipSync(zip({ name: 'x.txt', data: two }))],
  ])('%s', async (_, packed) => {
    for (const size of [packed.length, 1, 7]) {
      const outcome = await read('list', packed, {}, size)
      expect(outcome).toMatchObject({ error: undefined })
      expect(names(outcome)).toEqual(['a.example.net', 'b.example.net'])
    }
  })

  test.each<[string, Uint8Array]>([
    ['gzip', gzipSync(long)],
    ['zstd', zstd(long)],
    ['zip', zip({ name: 'x', data: long, described: 'signed' })],
  ])('%s, in many pieces', async (_, packed) => {
    const outcome = await read('list', packed, {}, 1000)
    expect(outcome.error).toBeUndefined()
    expect(names(outcome)).toEqual(long.trimEnd().split('\n'))
  })

  test('a signature of zip inside the data is data', async () => {
    const data = `a.example.net\nPK\x07\x08 PK\x03\x04 PK\x01\x02\nb.example.net\n`
    const packed = zip({ name: 'x', data, level: 0, described: 'signed' })
    expect(packed.includes('PK\x07\x08 PK')).toBe(true)
    expect(names(await read('list', packed))).toEqual([
      'a.example.net',
      'PK\x07\x08 PK\x03\x04 PK\x01\x02',
      'b.example.net',
    ])
  })

  test('formats that go by the name of the file get that of the member', async () => {
    const rows = [{ line: 1, fields: { chain: 'LTC' } }]
    const file = { name: 'lists/sanctioned_addresses_LTC.txt', data: 'abc\n' }
    expect((await read('ofac', zip(file), { sourceName: 'all.zip' })).rows).toMatchObject(rows)
    const sourceName = 'sanctioned_addresses_LTC.txt.gz'
    expect((await read('ofac', gzipSync('abc\n'), { sourceName })).rows).toMatchObject(rows)
  })
})

describe('members of a zip', () => {
  test('every row says in which it stands; documentation and broken members are counted', async () => {
    const outcome = await read(
      'metamask',
      zip(
        { name: 'README.md', data: 'about' },
        { name: 'one.json', data: '{"blacklist":["a.example.net"],"whitelist":["b.example.net"]}' },
        { name: 'two.json', data: 'nothing of this format' },
        { name: 'three.json', data: '{"blacklist":["c.example.net",' },
        { name: 'four.json', data: '{"blacklist":["d.example.net"]}' },
      ),
    )
    expect(outcome.error).toBeUndefined()
    expect(outcome.rows.map(({ member, value, reject }) => [member, value, reject])).toEqual([
      ['README.md', 'README.md', 'member-skipped'],
      ['one.json', 'a.example.net', undefined],
      ['one.json', 'b.example.net', 'not-an-indicator'],
      ['three.json', 'c.example.net', undefined],
      ['four.json', 'd.example.net', undefined],
      ['two.json', 'two.json', 'format-mismatch'],
      ['three.json', 'three.json', 'feed-truncated'],
    ])
  })

  test('none that can be read: the error of the first', async () => {
    const outcome = await read('metamask', zip({ name: 'a', data: 'x' }, { name: 'b', data: 'y' }))
    expect(outcome).toMatchObject({ rows: [], error: 'format-mismatch' })
    expect(outcome.message).toMatch(/^a: .*1 other member/)
  })

  test.each<[string, Entry[], FeedCode]>([
    ['documentation alone', [{ name: 'LICENSE', data: 'x' }], 'archive-empty'],
    ['an encrypted member', [{ name: 'x', data: two, encrypted: true }], 'archive-encrypted'],
    ['a method that is not read', [{ name: 'x', data: two, method: 14 }], 'feed-compressed'],
    ['stored, with the size behind', [{ name: 'x', data: two, method: 0, described: 'signed' }], 'feed-compressed'],
    ['a wrong checksum', [{ name: 'x', data: two, wrong: { crc: 1 } }], 'archive-malformed'],
    ['a wrong size', [{ name: 'x', data: two, wrong: { size: 1 } }], 'archive-malformed'],
    [
      'a wrong checksum behind',
      [{ name: 'x', data: two, described: 'signed', wrong: { crc: 1 } }],
      'archive-malformed',
    ],
    ['three levels', [{ name: 'x', data: gzipSync(gzipSync(two)) }], 'archive-nested'],
    ['xz inside', [{ name: 'x', data: Buffer.from('\xfd7zXZ\0', 'latin1') }], 'feed-compressed'],
  ])('%s', async (_, entries, code) => {
    expect((await read('list', zip(...entries))).error).toBe(code)
  })

  test('an empty zip as zip itself writes it', async () => {
    const end = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])
    expect((await read('list', end)).error).toBe('archive-empty')
  })
})

describe('a packed file cut in the middle', () => {
  const list = zip({ name: 'x', data: long })
  const described = zip({ name: 'x', data: long, described: 'signed' }, { name: 'y', data: 'more.example.net\n' })
  const two = zip({ name: 'x', data: long, method: 0 }, { name: 'y', data: long })
  test.each<[string, Buffer, number]>([
    ...[gzipSync(long), zstd(long), list, described, two].flatMap((packed, at): [string, Buffer, number][] =>
      [0.001, 0.3, 0.6, 0.99].map((share) => [
        ['gzip', 'zstd', 'zip', 'zip, sizes behind', 'zip of two'][at] ?? '',
        packed,
        Math.max(5, Math.floor(packed.length * share)),
      ]),
    ),
  ])('%s', async (_, packed, length) => {
    const outcome = await read('list', packed.subarray(0, length), {}, 10_000)
    expect(outcome.error).toBe('feed-truncated')
    const whole = [...many, ...many].map((line) => line.trimEnd())
    // What came is what was there, and no half of a row is among it.
    expect(names(outcome)).toEqual(whole.slice(0, outcome.rows.length))
    if (length > packed.length / 2) expect(outcome.rows.length).toBeGreaterThan(5000)
  })

  test('the rows before the cut are kept however short the file is', async () => {
    const packed = gzipSync(many.slice(0, 12).join(''), { level: 0 })
    const outcome = await read('list', packed.subarray(0, packed.length - 30))
    expect(outcome.error).toBe('feed-truncated')
    expect(outcome.rows.length).toBeGreaterThanOrEqual(10)
    expect(outcome.rows.length).toBeLessThan(12)
  })
})

test.each<[string, (packed: Buffer) => Buffer]>([
  ['gzip', (text) => gzipSync(text)],
  ['zstd', (text) => zstdCompressSync(text, { params: { [constants.ZSTD_c_checksumFlag]: 1 } })],
])('%s: damage is told, with the rows before it', async (_, pack) => {
  const packed = pack(Buffer.from(long))
  packed.fill(0xaa, packed.length >> 1, (packed.length >> 1) + 2000)
  const outcome = await read('list', packed, {}, 4096)
  expect(outcome.error).toBe('archive-malformed')
  expect(outcome.rows.length).toBeGreaterThan(1000)
  const behind = await read('list', Buffer.concat([pack(Buffer.from(two)), Buffer.from('and more')]))
  expect(behind).toMatchObject({ error: 'archive-malformed' })
})

describe('case 90: bombs', () => {
  const block = Buffer.from('a.example.net\n'.repeat(75_000)) // a megabyte
  const mega = (count: number) => Buffer.concat(Array.from({ length: count }, () => block))
  const list = importers.get('list')!

  /** How many bytes of rows came before the end. */
  async function countRows(packed: Buffer, bounds: UnpackBounds | undefined): Promise<number> {
    let rows = 0
    const reading = async () => {
      for await (const batch of rowsOfMembers(list, pieces(packed, 16 * 1024), {}, bounds)) rows += batch.length
    }
    await expect(reading()).rejects.toMatchObject({ code: 'archive-bomb' })
    return rows * 14
  }

  test.each<[string, Buffer]>([
    ['gzip', gzipSync(mega(60))],
    ['zstd', zstdCompressSync(mega(60))],
    ['zip', zip({ name: 'x', data: mega(60) })],
    ['zip of many', zip(...Array.from({ length: 10 }, (_, at) => ({ name: String(at), data: mega(6) })))],
    ['gzip in gzip', gzipSync(gzipSync(mega(60)))],
  ])('%s: by the ratio', async (_, packed) => {
    expect((60 * block.length) / packed.length).toBeGreaterThan(400)
    const bytes = await countRows(packed, { maxBytes: 2 ** 40, maxRatio: 100, freeBytes: 4 * block.length })
    // Up to the bound, and a few pieces more.
    expect(bytes).toBeGreaterThan(3 * block.length)
    expect(bytes).toBeLessThan(Math.max(4 * block.length, 100 * packed.length) + 2 * block.length)
  })

  test('by the bounds that stand', async () => {
    const before = process.memoryUsage().rss
    const packed = zstdCompressSync(mega(300))
    const bytes = await countRows(packed, undefined)
    expect(bytes).toBeGreaterThan(feedLimits.unpackedFreeBytes - block.length)
    expect(bytes).toBeLessThan(feedLimits.unpackedFreeBytes + block.length)
    expect(process.memoryUsage().rss - before).toBeLessThan(512 * 2 ** 20) // what made the bomb included
  })

  test('in total', async () => {
    const bytes = await countRows(gzipSync(long), { maxBytes: 100_000, maxRatio: 1e6, freeBytes: 0 })
    expect(bytes).toBeGreaterThan(14_000)
    expect(bytes).toBeLessThan(100_000)
  })

  test('what repeats itself honestly is read', async () => {
    const outcome = await read('list', gzipSync(mega(20)))
    expect(outcome.error).toBeUndefined()
    expect(codes(outcome)).toEqual({ taken: 20 * 75_000 })
  })
})

describe('the source', () => {
  test('is closed when its reader stops', async () => {
    for (const packed of [gzipSync(long), zip({ name: 'x', data: long })]) {
      let closed = false
      async function* source() {
        try {
          for (let at = 0; at < packed.length; at += 500) yield packed.subarray(at, at + 500)
        } finally {
          closed = true
        }
      }
      for await (const rows of importers.get('list')!.parse(source(), {})) if (rows.length > 0) break
      expect(closed).toBe(true)
    }
  })

  test('that fails does so with its own error', async () => {
    for (const packed of [gzipSync(long), zstd(long), zip({ name: 'x', data: long })]) {
      async function* source() {
        yield packed.subarray(0, packed.length >> 1)
        throw new Error('the line is down')
      }
      await expect(readFrom('list', source())).rejects.toThrow('the line is down')
    }
  })

  test('is told about by the bytes of the packed file', async () => {
    const packed = gzipSync(long)
    const seen: number[] = []
    await read('list', packed, { onBytes: (count) => seen.push(count) }, 5000)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(seen.at(-1)).toBe(packed.length)
  })
})

test('rows of a plain file say no member', async () => {
  const outcome = await read('list', two)
  expect(brief(outcome)).toEqual(['1 a.example.net', '2 b.example.net'])
  for (const row of outcome.rows) expect(row).not.toHaveProperty('member')
})
