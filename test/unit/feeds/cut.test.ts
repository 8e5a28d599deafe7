// Every format cut at every byte, and documents of objects with what JSON allows and no tool should trust: what is taken of
// a damaged file is what the whole file says, marked as strictly.
import { readFileSync, readdirSync } from 'node:fs'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type FeedRow, type TakenRow, feedCodes } from '../../../node/feeds/index.ts'
import { brief, codes, read } from './read.ts'
import { zip } from './zip.ts'

const folder = new URL('../../samples/feeds/', import.meta.url)
const uuid = '8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f'
const green = 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da'
const ownMark = `marking-definition--${uuid}`

/** What restricts the rows stands behind them. */
const stix = JSON.stringify({
  type: 'bundle',
  id: `bundle--${uuid}`,
  objects: [
    ...['a', 'b', 'c'].map((name, at) => ({
      ...{ type: 'indicator', spec_version: '2.1', id: `indicator--${uuid.slice(0, -1)}${at}` },
      ...{ pattern: `[domain-name:value = '${name}.example.net']`, pattern_type: 'stix' },
      object_marking_refs: at === 1 ? [ownMark] : [green],
      ...(at === 2 && { granular_markings: [{ selectors: ['pattern'], marking_ref: ownMark }] }),
    })),
    { type: 'marking-definition', id: ownMark, definition_type: 'tlp', definition: { tlp: 'amber' } },
  ],
})
const misp = JSON.stringify({
  response: [
    {
      Event: {
        uuid,
        info: 'x',
        Attribute: [
          { type: 'domain', value: 'a.example.net', category: 'Network activity', distribution: '5' },
          { type: 'ip-dst', value: '198.51.100.7', category: 'Network activity', Tag: [{ name: 'tlp:red' }] },
        ],
        Object: [
          {
            name: 'coin-address',
            Attribute: [
              { type: 'text', object_relation: 'address-crypto', value: '0xab', category: 'Other' },
              { type: 'text', object_relation: 'symbol', value: 'ETH', category: 'Other' },
            ],
            Tag: [],
          },
        ],
        distribution: '1',
        Tag: [{ name: 'tlp:amber' }],
      },
    },
  ],
})
const documents: readonly (readonly [name: string, format: string, bytes: Buffer])[] = [
  ...readdirSync(folder).map((name) => [name, 'auto', readFileSync(new URL(name, folder))] as const),
  ['bundle.json', 'stix', Buffer.from(stix)],
  ['envelope.json', 'taxii', Buffer.from(stix.replace('"type":"bundle"', '"more":false'))],
  ['event.json', 'misp', Buffer.from(misp)],
  ['bundle.json.gz', 'stix', gzipSync(stix)],
  ['table.csv.zst', 'auto', zstdCompressSync(readFileSync(new URL('table.csv', folder)))],
  ['rows.zip', 'auto', zip({ name: 'rows.jsonl', data: readFileSync(new URL('rows.jsonl', folder)) })],
]
/** At every byte of a short file, and at as many of a long one. */
const cutsMax = 400
/** Formats that cannot know whether their last line is whole: their last row may be cut. */
const ofLines = /\.(?:txt|csv|yaml|zst)$/

describe.each(documents)('case 88: %s', (name, format, bytes) => {
  test('cut at every byte is a part of the whole, and never less restricted', async () => {
    const formats: string[] = []
    const options = { sourceName: name }
    const whole = await read(format, bytes, { ...options, onFormat: (found) => formats.push(found) })
    const named = formats[0] ?? format
    expect(whole.error).toBeUndefined()
    const said = new Map<string, number>()
    for (const row of whole.rows) if (row.reject === undefined) count(said, textOf(row))
    const step = Math.max(1, Math.floor(bytes.length / cutsMax))
    for (let length = 0; length < bytes.length; length += step) {
      const { rows, error } = await read(named, bytes.subarray(0, length), options)
      if (error !== undefined) expect(Object.keys(feedCodes)).toContain(error)
      const left = new Map(said)
      for (const row of rows) {
        if (row.reject !== undefined || (ofLines.test(name) && row.line === rows.at(-1)?.line)) continue
        const text = textOf(row)
        expect(left.get(text) ?? 0, `at byte ${length}: ${text}`).toBeGreaterThan(0)
        left.set(text, (left.get(text) ?? 0) - 1)
      }
    }
  })
})

function textOf({ value, fields }: TakenRow): string {
  return JSON.stringify([value, fields])
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

test('case 88: a table that is cut in what marks its last row', async () => {
  const table =
    'value,pap,marking\na.example.net,PAP:GREEN,TLP:AMBER+STRICT\nb.example.net,PAP:GREEN,TLP:AMBER+STRICT\n'
  const whole = codes(await read('csv', table))
  expect(whole).toEqual({ taken: 2 })
  for (let length = table.length - 1; length > table.indexOf('b.example'); length--) {
    expect(codes(await read('csv', table.slice(0, length)))).toEqual({ taken: 1, 'row-cut': 1 })
  }
  expect(codes(await read('csv', 'marking,value\nTLP:RED,a.example.net'))).toEqual({ taken: 1 })
})

describe('case 92: objects with repeated keys, deep nesting and __proto__', () => {
  const indicator = (more: string): string =>
    `{"type":"indicator","id":"indicator--${uuid}","pattern":"[domain-name:value = 'a.example.net']"${more}}`
  const attribute = (more: string): string =>
    `{"Event":{"uuid":"${uuid}","info":"x","Attribute":[{"type":"domain","value":"a.example.net"${more}}]}}`
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`

  test.each<[string, string, Record<string, number>]>([
    ['stix', indicator(`,"object_marking_refs":["${ownMark}"],"object_marking_refs":[]`), { 'key-repeated': 1 }],
    ['stix', indicator(',"__proto__":{"revoked":true},"constructor":{"prototype":{"x":1}}'), { taken: 1 }],
    ['stix', indicator(`,"extensions":{"__proto__":{"x":${nested(20)}}}`), { taken: 1 }],
    ['taxii', `{"objects":[${indicator(',"revoked":true,"revoked":false')}]}`, { 'key-repeated': 1 }],
    ['misp', attribute(',"Tag":[{"name":"tlp:red"}],"Tag":[]'), { 'key-repeated': 1 }],
    ['misp', attribute(',"__proto__":{"deleted":true}'), { taken: 1 }],
    ['jsonl', '{"value":"a.example.net","marking":"TLP:RED","marking":"TLP:CLEAR"}\n', { 'key-repeated': 1 }],
    ['jsonl', '{"value":"a.example.net","__proto__":{"marking":"TLP:RED"}}\n', { 'key-unknown': 1 }],
  ])('%s: %s', async (format, text, expected) => {
    for (const size of [undefined, 1]) {
      const outcome = await read(format, text, {}, size)
      expect(codes(outcome)).toEqual(expected)
      expect(outcome.error).toBeUndefined()
    }
    expect(Object.prototype).not.toHaveProperty('revoked')
    expect(Object.prototype).not.toHaveProperty('deleted')
    expect(Object.prototype).not.toHaveProperty('x')
  })

  test.each(['stix', 'misp', 'taxii'])('%s: nested without end', async (format) => {
    const inner = format === 'misp' ? attribute(`,"Tag":${nested(100_000)}`) : indicator(`,"labels":${nested(100_000)}`)
    const outcome = await read(format, format === 'taxii' ? `{"objects":[${inner}]}` : inner)
    expect(outcome.error).toBe('feed-malformed')
    expect(outcome.rows.filter((row: FeedRow) => row.reject === undefined)).toEqual([])
  })

  test('a key twice in a definition of a marking closes what it marks', async () => {
    const definition = `{"type":"marking-definition","id":"${ownMark}","definition_type":"tlp","definition":{"tlp":"red"},"definition":{"tlp":"white"}}`
    const text = `[${indicator(`,"object_marking_refs":["${ownMark}"]`)},${definition}]`
    expect(brief(await read('stix', text))).toEqual(['1 a.example.net !marking-unresolved'])
  })
})
