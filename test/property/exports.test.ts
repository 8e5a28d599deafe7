// What goes out as STIX, MISP, JSON Lines or CSV and comes in at another network is the same: subjects, categories,
// confidences, times, markings. And a marking is never weaker behind an export than in front of it.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeReader } from '../../node/access/access.ts'
import { createApi } from '../../node/api/api.ts'
import type { RunningNode } from '../../node/api/facade.ts'
import type { ImportSummary } from '../../node/ingest/import.ts'
import { silentLog } from '../../node/log.ts'
import { strictUri } from '../../node/feeds/stix/uris.ts'
import type { StoredStatement } from '../../node/store/types.ts'
import { categories } from '../../protocol/categories.ts'
import { strictestMarking } from '../../protocol/combine.ts'
import { type Marking, sameMarking } from '../../protocol/marking.ts'
import { bases, papLabels, roles } from '../../protocol/names.ts'
import { base58checkEncode } from '../../protocol/subjects/checksums.ts'
import { type Partners, createPartners, startPartner } from '../helpers/partners.ts'

let partners: Partners
let others: Partners
let from: RunningNode
let to: RunningNode

beforeAll(async () => {
  partners = await createPartners({ kinds: ['exchange', 'analytics'], clearance: 'TLP:RED' })
  others = await createPartners({ kinds: ['bank', 'agency'], clearance: 'TLP:RED' })
  from = await startPartner(partners.partners[0]!)
  to = await startPartner(others.partners[0]!)
})
afterAll(async () => {
  await from.stop()
  await to.stop()
  await partners[Symbol.asyncDispose]()
  await others[Symbol.asyncDispose]()
})

const hex = (digits: number) =>
  fc.uint8Array({ minLength: digits / 2, maxLength: digits / 2 }).map((bytes) => Buffer.from(bytes).toString('hex'))
const label = fc.stringMatching(/^[a-z][a-z0-9]{5,20}$/)
const base58 = (version: number) =>
  fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => base58checkEncode(Buffer.from([version, ...bytes])))
const bitcoin = base58(0)
const otherCoin = fc.oneof(
  ...(
    [
      ['litecoin', 0x30],
      ['dogecoin', 0x1e],
      ['dash', 0x4c],
      ['tron', 0x41],
    ] as const
  ).map(([chain, version]) => base58(version).map((value) => ({ value, kind: 'address', chain }))),
)

/** One subject of each kind, and of chains that the other formats write differently. */
const subject = fc.oneof(
  fc.tuple(hex(40), fc.constantFrom('eip155:1', 'eip155:137', 'eip155:0')).map(([digits, chain]) => ({
    ...{ value: `0x${digits}`, kind: 'address', chain },
  })),
  fc
    .tuple(bitcoin, fc.constantFrom('bitcoin', 'bitcoin-sv'))
    .map(([value, chain]) => ({ value, kind: 'address', chain })),
  otherCoin,
  fc.tuple(hex(64), fc.constantFrom('bitcoin', 'ethereum', 'tron', 'bsc')).map(([value, chain]) => ({
    ...{ value, kind: 'transaction', chain },
  })),
  label.map((name) => ({ value: `${name}.example.com`, kind: 'domain' })),
  fc
    .tuple(label, label)
    .map(([name, path]) => ({ value: `https://${name}.example.com/${path}?a='b'&c=1`, kind: 'url' })),
  label.map((name) => ({ value: `https://${name}.example.com/a|b\\c[d]?e={f}|^%zz&g=%`, kind: 'url' })),
  fc.tuple(fc.integer({ min: 1, max: 99 }), fc.nat(255), fc.nat(255)).map(([a, b, c]) => ({
    ...{ value: `185.${a}.${b}.${c}`, kind: 'ip' },
  })),
  hex(4).map((digits) => ({ value: `2a00:1450:4001::${digits}`, kind: 'ip' })),
  label.map((name) => ({ value: `${name}@example.com`, kind: 'email' })),
  fc.integer({ min: 1000000, max: 9999999 }).map((digits) => ({ value: `+4179${digits}`, kind: 'phone' })),
  fc.constantFrom('DE89370400440532013000', 'GB29NWBK60161331926819').map((value) => ({ value, kind: 'iban' })),
  fc.tuple(fc.constantFrom('telegram', 'x', 'github', 'line'), label).map(([platform, name]) => ({
    ...{ value: `${platform}:${name}`, kind: 'account' },
  })),
  fc.oneof(hex(32), hex(40), hex(64), hex(128)).map((value) => ({ value, kind: 'file-hash' })),
)

const prose = fc.constantFrom(
  '=cmd()',
  'two\nlines',
  '"quoted", and more',
  'RTL \u202e txt',
  "it's <b>bold</b>",
  '@x \\ y',
)
const time = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2024, 0, 1) })

const row = fc
  .record(
    {
      subject,
      category: fc.constantFrom(...categories.map(({ name }) => name)),
      marking: fc.constantFrom('TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT'),
      confidence: fc.integer({ min: 0, max: 100 }),
      role: fc.constantFrom(...roles.names),
      basis: fc.constantFrom(...bases.names),
      description: prose,
      labels: fc.uniqueArray(fc.constantFrom('campaign-7', 'ransomware', 'tlp:clear', 'entente:role="victim"', '=1+1')),
      seen: fc.tuple(time, fc.nat(1_000_000_000)),
      validUntil: time.map((ms) => ms + 20 * 365 * 86_400_000),
      pap: fc.constantFrom(...papLabels.names),
      permittedActions: fc.uniqueArray(fc.constantFrom('none', 'internally-visible-actions'), { minLength: 1 }),
      // The members of both networks are in DE.
      jurisdictions: fc.uniqueArray(fc.constantFrom('CH', 'FR')).map((more) => ['DE', ...more]),
      noRepublish: fc.boolean(),
      sightings: fc.integer({ min: 1, max: 5000 }),
      external: fc.constantFrom(
        ['https://report.example.org/17?x=1'],
        ['https://a.example.org/', 'https://b.example.org/'],
      ),
    },
    { requiredKeys: ['subject', 'category', 'marking'] },
  )
  .map(({ subject, seen, sightings, ...rest }) => ({
    ...rest,
    ...subject,
    ...(sightings === undefined ? {} : { statementKind: 'sighting', sightings }),
    ...(seen === undefined ? {} : { firstSeen: isoTime(seen[0]), lastSeen: isoTime(seen[0] + seen[1]) }),
    ...(rest.validUntil === undefined ? {} : { validUntil: isoTime(rest.validUntil) }),
  }))
const rows = fc.uniqueArray(row, {
  minLength: 1,
  maxLength: 25,
  // What is one record at a publisher is one there.
  selector: ({ kind, value, category, role, lastSeen }) =>
    `${kind} ${value} ${category} ${role ?? ''} ${lastSeen ?? ''}`,
})

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}

const never = new AbortController().signal

async function take(node: RunningNode, format: string, feed: string, text: string): Promise<ImportSummary> {
  let last: unknown
  const bytes = (async function* () {
    yield Buffer.from(text)
  })()
  const request = { format, feed, marking: 'TLP:CLEAR' }
  for await (const event of node.facade.importFeed(bytes, request, never)) last = event
  return last as ImportSummary
}

async function held(node: RunningNode, feed: string): Promise<StoredStatement[]> {
  const found = []
  for await (const one of node.facade.query(nodeReader, { feed }, { after: 0, limit: 1000 }, never))
    found.push(one.held)
  return found
}

/** What must be the same, as text. A table shows what is hidden in a text. */
function said({ statement, marking }: StoredStatement, format?: string): string {
  const { kind, subject, category, confidence, role, basis, firstSeen, lastSeen, validUntil, sightings } = statement
  const { labels, external } = statement
  const description = format === 'csv' ? statement.description?.replace('\u202e', '\\u{202e}') : statement.description
  return JSON.stringify({
    ...{ kind, subject, category, confidence, role, basis, firstSeen, lastSeen, validUntil, sightings, marking },
    ...{ description, labels, external },
  })
}

async function exported(query: string): Promise<string> {
  await using api = await createApi(from.facade, { log: silentLog, version: '0.0.0' })
  const answer = await api.inject({ method: 'GET', url: `/v1/export?${query}` })
  const chunks: Uint8Array[] = []
  for await (const chunk of answer.body) chunks.push(chunk)
  expect(answer.status).toBe(200)
  return Buffer.concat(chunks).toString()
}

let runs = 0

const ours = 'extension-definition--5f8e2d43-9c1b-4a57-b7d6-3b0c8a1e94f2'
type Keys = Record<string, unknown>

/** Objects of JSON changed one by one; without what becomes undefined. */
function each(text: string, change: (object: Keys) => Keys | undefined): string {
  const isObject = (value: unknown): value is Keys =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  return JSON.stringify(
    JSON.parse(text, (_, value: unknown) => {
      if (isObject(value)) return change(value)
      return Array.isArray(value) ? value.filter((item) => item !== undefined) : value
    }),
  )
}

function without(...keys: readonly string[]): (object: Keys) => Keys {
  return (object) => Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)))
}

const isOurTag = ({ name }: Keys): boolean => typeof name === 'string' && name.startsWith('entente:')

/** What tools do with what passes through them. */
const onTheWay: readonly {
  readonly as: string
  readonly format?: string
  readonly what: string
  readonly change: (text: string) => string
}[] = [
  { as: 'stix', what: 'without our extension', change: (text) => each(text, without(ours)) },
  { as: 'stix', what: 'without any extension', change: (text) => each(text, without('extensions')) },
  {
    as: 'stix',
    what: 'without the definitions of markings',
    change: (text) => each(text, (object) => (object['type'] === 'marking-definition' ? undefined : object)),
  },
  {
    as: 'stix',
    format: 'taxii',
    what: 'in an envelope of TAXII, without our extension',
    change: (text) =>
      each(text, (object) => without(ours, ...(object['type'] === 'bundle' ? ['type', 'id'] : []))(object)),
  },
  { as: 'misp', what: 'without our key', change: (text) => each(text, without('entente')) },
  {
    as: 'misp',
    what: 'without our key and our tags',
    change: (text) => each(text, (object) => (isOurTag(object) ? undefined : without('entente')(object))),
  },
  {
    as: 'misp',
    what: 'without any tag of an attribute',
    change: (text) => each(text, (object) => without('entente', ...('to_ids' in object ? ['Tag'] : []))(object)),
  },
  {
    as: 'csv',
    what: 'with other line ends and a byte order mark',
    change: (text) => `\uFEFF${text.replaceAll('\r\n', '\n')}`,
  },
  { as: 'jsonl', what: 'with other line ends', change: (text) => text.replaceAll('\n', '\r\n') },
]

describe('a round trip between two networks', () => {
  test.each(['stix', 'misp', 'jsonl', 'csv'])(
    '%s',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(rows, async (given) => {
          const feed = `trip-${++runs}`
          const published = await take(from, 'jsonl', feed, given.map((one) => `${JSON.stringify(one)}\n`).join(''))
          expect(published.published).toBe(given.length)
          const before = await held(from, feed)
          const text = await exported(`as=${format}&feed=${feed}&restricted=true`)
          const summary = await take(to, format, feed, text)
          const after = await held(to, feed)
          expect(summary.rejected).toEqual({})
          expect(after.map((one) => said(one)).sort()).toEqual(before.map((one) => said(one, format)).sort())
          // And once more, from the same text: nothing new.
          expect(await take(to, format, feed, text)).toMatchObject({ published: 0, rejected: {} })
        }),
        { numRuns: 8 },
      )
    },
    120_000,
  )
})

describe('a marking is never weaker', () => {
  test.each(['stix', 'misp', 'jsonl', 'csv'])(
    '%s: what was said to fewer than everyone is not said again',
    async (format) => {
      const feed = `narrow-${format}`
      const draft = { kind: 'indicator', category: 'scam', feed } as const
      await from.facade.publish({ ...draft, value: 'open.example.com' })
      await from.facade.publish({ ...draft, value: 'narrow.example.com', audience: 'kind:analytics' })
      const text = await exported(`as=${format}&feed=${feed}&restricted=true`)
      expect(text).toContain('narrow.example.com')
      const summary = await take(to, format, feed, text)
      expect(summary).toMatchObject({ published: 1, rejected: { 'marking-unresolved': 1 } })
    },
  )

  test.each(onTheWay)(
    '$as: $what',
    async ({ as, format = as, change }) => {
      await fc.assert(
        fc.asyncProperty(rows, async (given) => {
          const feed = `passed-${++runs}`
          await take(from, 'jsonl', feed, given.map((one) => `${JSON.stringify(one)}\n`).join(''))
          const before = new Map<string, StoredStatement[]>()
          for (const one of await held(from, feed)) {
            const { kind, value } = one.statement.subject
            // STIX alone, without our extension, has URLs as RFC 3986 writes them.
            for (const name of new Set([value, kind === 'url' && as === 'stix' ? strictUri(value) : value])) {
              before.set(`${kind} ${name}`, [...(before.get(`${kind} ${name}`) ?? []), one])
            }
          }
          const text = change(await exported(`as=${as}&feed=${feed}&restricted=true`))
          await take(to, format, feed, text)
          for (const { statement, marking } of await held(to, feed)) {
            const originals = before.get(`${statement.subject.kind} ${statement.subject.value}`) ?? []
            expect(originals, `${statement.subject.value} was never said`).not.toEqual([])
            // A caveat that did not come along has closed the label, or the row.
            const kept = originals.some((one) => isAsStrict(marking, one.marking))
            expect(kept || marking.tlp === 'TLP:RED', JSON.stringify([marking, originals])).toBe(true)
          }
        }),
        { numRuns: 4 },
      )
    },
    120_000,
  )
})

/** Whether nobody may do more under `marking` than under `original`. */
function isAsStrict(marking: Marking, original: Marking): boolean {
  return sameMarking(strictestMarking(marking, original), marking)
}

test('only what the reader may see goes out', async () => {
  const feed = 'readers'
  const audience = `member:${partners.partners[1]!.id}`
  await from.facade.publish({
    kind: 'indicator',
    value: 'red.example.com',
    category: 'scam',
    feed,
    marking: 'TLP:RED',
    readers: ['somebody'],
    audience,
  })
  await from.facade.publish({
    kind: 'indicator',
    value: 'mine.example.com',
    category: 'scam',
    feed,
    marking: 'TLP:RED',
    readers: ['operator'],
    audience,
  })
  const text = await exported(`as=statements&feed=${feed}`)
  expect(text.trim().split('\n')).toHaveLength(1)
  expect(text).toContain('mine.example.com')
  expect((await held(from, feed)).length).toBe(2)
})
