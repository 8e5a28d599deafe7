// What MISP publishes beside events is told from them, and every entry of it is a row that is refused with its reason.
import { describe, expect, test } from 'vitest'
import { importerOf } from '../../../node/feeds/index.ts'
import { brief, read } from './read.ts'

const eventUuid = '0472809b-1582-4dde-88a9-d82848e9e660'
const otherUuid = 'dad88707-beb8-4a14-94e2-5ffecf5a5f85'
const digest = 'd41d8cd98f00b204e9800998ecf8427e'

const files: readonly (readonly [name: string, text: string, rows: readonly string[], reason: RegExp])[] = [
  [
    'a warninglist',
    '{"name":"x","description":"y","version":1,"type":"hostname","list":["a.example.org","b.example.org",5]}',
    ['1 a.example.org !not-an-indicator', '1 b.example.org !not-an-indicator', '1 5 !row-malformed'],
    /harmless/,
  ],
  [
    'a warninglist that says what it is behind its list',
    `{"list":[\n"a.example.org"],"description":"${'x'.repeat(40)}","type":"string","name":"x"}`,
    ['2 a.example.org !not-an-indicator'],
    /harmless/,
  ],
  [
    'a taxonomy',
    '{"namespace":"tlp","version":1,"predicates":[{"value":"red","expanded":"RED"}],"values":[{"predicate":"red","entry":[{"value":"x"}]}]}',
    ['1 red !no-subject', '1 x !no-subject'],
    /taxonomy/,
  ],
  [
    'the template of an object',
    '{"attributes":{"address":{"misp-attribute":"btc"},"__proto__":{}},"meta-category":"financial","name":"coin-address"}',
    ['1 address !no-subject', '1 __proto__ !no-subject'],
    /defines/,
  ],
  [
    'a galaxy',
    '{"authors":["x"],"category":"actor","values":[{"value":"APT 0","meta":{"value":"no"}}]}',
    ['1 APT 0 !no-subject'],
    /galaxy/,
  ],
  [
    'the manifest of a feed',
    `{"${eventUuid}":{"info":"x","timestamp":5,"Tag":[{"name":"tlp:white"}]},\n"${otherUuid}":5}`,
    [`1 ${eventUuid} !reference-unresolved`, '2 5 !row-malformed'],
    /import the folder/,
  ],
  [
    'the hashes of a feed',
    `${digest},${eventUuid}\n\nnothing\n${digest},${otherUuid}`,
    [
      `1 ${digest},${eventUuid} !reference-unresolved`,
      '3 nothing !row-malformed',
      `4 ${digest},${otherUuid} !reference-unresolved`,
    ],
    new RegExp(`in ${eventUuid}\\.json`),
  ],
]

describe.each(files)('%s', (_, text, rows, reason) => {
  test.each(['misp', 'auto'])('as %s', async (format) => {
    for (const size of [undefined, 1, 7]) {
      const formats: string[] = []
      const outcome = await read(format, text, { onFormat: (name) => formats.push(name) }, size)
      expect(brief(outcome)).toEqual(rows)
      expect(outcome.error).toBeUndefined()
      expect(outcome.rows[0]?.reject === undefined ? '' : outcome.rows[0].reason).toMatch(reason)
      expect(formats).toEqual(format === 'auto' ? ['misp'] : [])
    }
  })
})

test('one that is cut gives the rows in front of the cut', async () => {
  const outcome = await read('misp', '{"name":"x","description":"y","list":["a.example.org","b.exam')
  expect(brief(outcome)).toEqual(['1 a.example.org !not-an-indicator'])
  expect(outcome.error).toBe('feed-truncated')
  const hashes = await read('misp', `${digest},${eventUuid}\n${digest},0472`)
  expect(brief(hashes).at(-1)).toBe(`2 ${digest},0472 !row-cut`)
})

test('an index of reports names what other files hold', async () => {
  const text =
    '[{"id":"report--d8ac40e4-d77a-4f19-8c9b-32e0b02fa899","rp_file":"a.json"},{"id":"x","rp_file":"b.json"}]'
  for (const format of ['stix', 'auto']) {
    expect(brief(await read(format, text))).toEqual([
      '1 report--d8ac40e4-d77a-4f19-8c9b-32e0b02fa899 !reference-unresolved',
      '1 x !row-malformed',
    ])
  }
})

test('the importer says so', () => {
  expect(importerOf('misp').summary).toContain('warninglists')
})
