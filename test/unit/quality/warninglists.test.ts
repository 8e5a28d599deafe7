// Warninglists: which subjects stand in a list of each type, and lists that are none.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createWarninglistMatcher } from '../../../node/quality/matcher.ts'
import {
  type Warninglist,
  formatWarninglist,
  parseWarninglist,
  warninglistTypes,
} from '../../../node/quality/warninglist.ts'
import { hostOf } from '../../../node/quality/host.ts'
import type { Subject } from '../../../protocol/statement-shape.ts'
import { ipBits } from '../../../protocol/subjects/ips.ts'
import { parseSubject } from '../../../protocol/subjects/index.ts'
import type { SubjectKind } from '../../../protocol/names.ts'

function listOf(type: string, list: unknown[], more: object = {}): Warninglist {
  return parseWarninglist(Buffer.from(JSON.stringify({ name: `a ${type} list`, type, version: 5, list, ...more })))
}

const hash = 'a'.repeat(64)

test.each<[string, string[], SubjectKind, string, string | undefined]>([
  ['string', ['a.example'], 'domain', 'a.example', 'a.example'],
  ['string', ['A.Example.'], 'domain', 'a.example', 'A.Example.'],
  ['string', ['a.example'], 'domain', 'b.a.example', undefined],
  ['string', ['.a.example'], 'domain', 'b.a.example', '.a.example'],
  ['string', ['a.example'], 'url', 'https://a.example/', undefined],
  ['string', ['AA'.repeat(32)], 'file-hash', `sha256:${hash}`, 'AA'.repeat(32)],
  ['hostname', ['.a.example'], 'domain', 'a.example', '.a.example'],
  ['hostname', ['a.example'], 'domain', 'b.c.a.example', 'a.example'],
  ['hostname', ['a.example'], 'domain', 'ba.example', undefined],
  ['hostname', ['a.example'], 'url', 'https://x.a.example/y', 'a.example'],
  ['hostname', ['a.example'], 'email', 'm@a.example', 'a.example'],
  // Lists write names in their own script, subjects as they are asked for.
  ['hostname', ['.bäcker.example'], 'domain', 'www.xn--bcker-gra.example', '.bäcker.example'],
  ['string', ['BÄCKER.example'], 'domain', 'xn--bcker-gra.example', 'BÄCKER.example'],
  ['string', ['.vakıf.example'], 'domain', 'x.xn--vakf-nza.example', '.vakıf.example'],
  ['substring', ['mail.'], 'email', 'm@mail.example', 'mail.'],
  ['substring', ['MAIL.'], 'domain', 'x.mail.example', 'MAIL.'],
  ['substring', ['post.'], 'email', 'm@mail.example', undefined],
  ['cidr', ['192.0.2.0/24'], 'ip', '192.0.2.77', '192.0.2.0/24'],
  ['cidr', ['192.0.2.0/24', '192.0.2.64/26'], 'ip', '192.0.2.77', '192.0.2.64/26'],
  ['cidr', ['192.0.2.0/24'], 'ip', '192.0.3.0', undefined],
  ['cidr', ['192.0.2.1'], 'ip', '192.0.2.1', '192.0.2.1'],
  ['cidr', ['0.0.0.0/0'], 'ip', '198.51.100.1', '0.0.0.0/0'],
  ['cidr', ['0.0.0.0/0'], 'ip', '2001:db8::1', undefined],
  ['cidr', ['2001:db8::/32'], 'ip', '2001:db8:1::1', '2001:db8::/32'],
  ['cidr', ['192.0.2.0/24'], 'url', 'http://192.0.2.5/x', '192.0.2.0/24'],
  ['cidr', ['192.0.2.0/33', '192.0.2.0/x', 'a.example'], 'ip', '192.0.2.1', undefined],
  ['regex', ['/^a+\\.example$/i'], 'domain', 'aaa.example', '/^a+\\.example$/i'],
  ['regex', ['^b'], 'domain', 'aaa.example', undefined],
])('%s %j: %s %s', (type, list, kind, value, entry) => {
  const found = createWarninglistMatcher([listOf(type, list)])({ kind, value })
  expect(found).toEqual(entry === undefined ? undefined : { list: `a ${type} list`, entry })
})

test('a list speaks of the kinds that it names', () => {
  const attributes = (...matching_attributes: string[]) =>
    createWarninglistMatcher([listOf('string', ['x'], { matching_attributes })])
  expect(attributes('domain', 'filename')({ kind: 'domain', value: 'x' })).toBeDefined()
  expect(attributes('ip-src|port')({ kind: 'domain', value: 'x' })).toBeUndefined()
  expect(attributes('domain|ip')({ kind: 'ip', value: 'x' })).toBeDefined()
  expect(attributes('whois-registrant-email')({ kind: 'email', value: 'x' })).toBeDefined()
  expect(attributes('filename|sha256')({ kind: 'file-hash', value: 'sha256:x' })).toBeDefined()
  expect(attributes('btc')({ kind: 'address', chain: 'eip155:1', value: 'x' })).toBeDefined()
  // One that names only kinds which this network has no subjects for speaks of none.
  expect(attributes('filename')({ kind: 'domain', value: 'x' })).toBeUndefined()
  expect(attributes()({ kind: 'domain', value: 'x' })).toBeDefined()
})

test('the first list counts', () => {
  const match = createWarninglistMatcher([
    listOf('hostname', ['b.example']),
    listOf('string', ['a.example']),
    listOf('regex', ['a']),
  ])
  expect(match({ kind: 'domain', value: 'a.example' })?.list).toBe('a string list')
  expect(createWarninglistMatcher([])({ kind: 'domain', value: 'a.example' })).toBeUndefined()
})

test.each([
  '',
  '[]',
  '{"type":"string","list":[]}',
  '{"name":"x","type":"new","list":[]}',
  '{"name":"x","type":"string"}',
  '{"name":"x\\u0000y","type":"string","list":[]}',
  '{"name":"","type":"string","list":[]}',
  `{"name":"${'x'.repeat(201)}","type":"string","list":[]}`,
  '{"name":"x","type":"regex","list":["("]}',
  // What needs a look back cannot be run in a time that grows with the text alone.
  '{"name":"x","type":"regex","list":["(a)\\\\1"]}',
  '{"name":"x","type":"regex","list":["a(?=b)"]}',
  '{"name":"x","type":"regex","list":["((a{1000}){1000}){1000}"]}',
  `{"name":"x","type":"regex","list":["${'a'.repeat(1001)}"]}`,
])('%s is no warninglist', (text) => {
  expect(() => parseWarninglist(Buffer.from(text))).toThrow(
    expect.objectContaining({ code: 'warninglist-invalid' }) as Error,
  )
})

test('entries that are no text, or too long, are left out', () => {
  expect(listOf('string', ['a', '', 7, null, 'x'.repeat(2049)]).entries).toEqual(['a'])
  const bom = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), formatWarninglist(listOf('string', ['a']))])
  expect(parseWarninglist(bom).entries).toEqual(['a'])
})

test('an expression that backtracks for years elsewhere is answered at once', () => {
  const match = createWarninglistMatcher([listOf('regex', ['^(a+)+$', '^(([a-z])+.)+[A-Z]([a-z])+$', '(.*a){30}$'])])
  const begin = performance.now()
  expect(match({ kind: 'url', value: `https://x.example/${'a'.repeat(2000)}!` })).toBeUndefined()
  expect(performance.now() - begin).toBeLessThan(2000)
})

// Names of few letters, so that entries and subjects meet.
const label = fc.stringMatching(/^[ab]{1,2}$/)
const dotted = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'))
const ip = fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 3 }))).map((parts) => parts.join('.'))
const ip6 = fc
  .integer({ min: 0, max: 15 })
  .map((last) => (last === 0 ? '2001:db8::' : `2001:db8::${last.toString(16)}`))
const subjects: fc.Arbitrary<Subject> = fc.oneof(
  dotted.map((value): Subject => ({ kind: 'domain', value })),
  ip.map((value): Subject => ({ kind: 'ip', value })),
  ip6.map((value): Subject => ({ kind: 'ip', value })),
  fc.tuple(dotted, label).map(([name, who]): Subject => ({ kind: 'email', value: `${who}@${name}` })),
  fc
    .tuple(
      fc.oneof(
        dotted,
        ip,
        ip6.map((one) => `[${one}]`),
      ),
      fc.constantFrom('', ':8080'),
      label,
    )
    .map(([host, port, path]): Subject => ({ kind: 'url', value: `https://${host}${port}/${path}` })),
  label.map((value): Subject => ({ kind: 'file-hash', value: `md5:${value}` })),
)
const range = fc.oneof(
  fc.tuple(ip, fc.integer({ min: 0, max: 33 })).map(([address, length]) => `${address}/${length}`),
  fc.tuple(ip6, fc.integer({ min: 100, max: 129 })).map(([address, length]) => `${address}/${length}`),
  ip,
)
const entryOf = {
  string: fc.oneof(
    dotted,
    label,
    ip,
    dotted.map((name) => `.${name}`),
    dotted.map((name) => `${name.toUpperCase()}.`),
  ),
  hostname: fc.oneof(
    dotted,
    dotted.map((name) => `.${name}`),
  ),
  substring: fc.oneof(
    label,
    dotted,
    dotted.map((name) => `${name}.A`),
  ),
  cidr: range,
  regex: fc.constantFrom('^a', 'b$', '/A\\.B/i', 'a+b', '@b'),
} as const
const lists = fc.array(
  fc.constantFrom(...warninglistTypes).chain((type) =>
    fc.record({
      entries: fc.array(entryOf[type], { minLength: 1, maxLength: 4 }),
      attributes: fc.constantFrom([], [], ['domain', 'hostname'], ['url'], ['ip-src'], ['email-src'], ['md5']),
      type: fc.constant(type),
    }),
  ),
  { maxLength: 4 },
)

/** One list after the other, one entry after the other, by the letter of what each type means. */
function standsIn({ type, entries }: Warninglist, subject: Subject): string[] {
  const text = subject.kind === 'file-hash' ? subject.value.slice(4) : subject.value
  const host = hostOf(subject)
  const isBelow = (entry: string) => {
    const name = entry.toLowerCase().replace(/^\.|\.$/g, '')
    return host !== undefined && (host === name || host.endsWith(`.${name}`))
  }
  const bits = (address: string) =>
    Array.from((ipBits(address) ?? '').slice(1))
      .map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0'))
      .join('')
  return entries.filter((entry) => {
    switch (type) {
      case 'string':
        return (
          entry.toLowerCase().replace(/\.$/, '') === text.toLowerCase() ||
          (entry.startsWith('.') && subject.kind === 'domain' && isBelow(entry))
        )
      case 'hostname':
        return isBelow(entry)
      case 'substring':
        return text.toLowerCase().includes(entry.toLowerCase())
      case 'cidr': {
        if (host === undefined || ipBits(host) === undefined) return false
        const [address = '', length] = entry.split('/')
        const [range, own] = [bits(address), bits(host)]
        const kept = length === undefined ? range.length : Number(length)
        return range.length === own.length && kept <= own.length && range.slice(0, kept) === own.slice(0, kept)
      }
      case 'regex': {
        const [, source = entry, flags] = /^\/(.*)\/(.*)$/.exec(entry) ?? []
        return new RegExp(source, flags).test(text)
      }
    }
  })
}

test('the matcher agrees with one that looks at every entry of every list', () => {
  fc.assert(
    fc.property(lists, fc.array(subjects, { minLength: 1, maxLength: 8 }), (given, asked) => {
      const parsed = given.map(({ type, entries, attributes }, at) =>
        parseWarninglist(
          Buffer.from(JSON.stringify({ name: `list ${at}`, type, list: entries, matching_attributes: attributes })),
        ),
      )
      const match = createWarninglistMatcher(parsed)
      for (const subject of asked) {
        const expected = parsed
          .filter(({ kinds }) => kinds?.has(subject.kind) !== false)
          .map((list) => ({ list: list.name, entries: standsIn(list, subject) }))
          .find(({ entries }) => entries.length > 0)
        const found = match(subject)
        expect(found?.list).toBe(expected?.list)
        if (found !== undefined) expect(expected?.entries).toContain(found.entry)
      }
    }),
    { numRuns: 3000 },
  )
})

test('what is kept of a list is read as the list', () => {
  fc.assert(
    fc.property(lists, (given) => {
      for (const { type, entries, attributes } of given) {
        const list = listOf(type, entries, { matching_attributes: attributes, description: 'of \u00fc' })
        const again = parseWarninglist(formatWarninglist(list))
        expect({ ...again, expressions: again.expressions.length }).toEqual({
          ...list,
          expressions: list.expressions.length,
        })
      }
    }),
  )
})

test('ranges are those that arithmetic gives', () => {
  const part = fc.integer({ min: 0, max: 255 })
  const address = fc.tuple(part, part, part, part)
  const number = (parts: readonly number[]) => parts.reduce((sum, one) => sum * 256 + one, 0)
  fc.assert(
    fc.property(
      fc.array(fc.tuple(address, fc.integer({ min: 0, max: 32 })), { minLength: 1, maxLength: 5 }),
      address,
      (ranges, ip) => {
        const match = createWarninglistMatcher([
          listOf(
            'cidr',
            ranges.map(([parts, length]) => `${parts.join('.')}/${length}`),
          ),
        ])
        const inside = ranges.some(
          ([parts, length]) =>
            Math.floor(number(parts) / 2 ** (32 - length)) === Math.floor(number(ip) / 2 ** (32 - length)),
        )
        expect(match({ kind: 'ip', value: ip.join('.') }) !== undefined).toBe(inside)
      },
    ),
  )
})

const folder = new URL('../../../../shared/feeds/misp-warninglists/lists/', import.meta.url)

describe.skipIf(!existsSync(folder))(`the real lists (skipped where ${folder.pathname} is not there)`, () => {
  const lists = existsSync(folder)
    ? readdirSync(folder).map((name) => parseWarninglist(readFileSync(new URL(`${name}/list.json`, folder))))
    : []
  test('each is read whole', () => {
    expect(lists).toHaveLength(16)
    for (const list of lists) {
      expect(list.entries.length).toBeGreaterThan(0)
      expect(list.kinds?.size).toBeGreaterThan(0)
    }
  })

  test.each([
    ['104.16.1.1', 'List of known Cloudflare IP ranges'],
    ['8.8.8.8', 'List of known IPv4 public DNS resolvers'],
    ['https://2h.ae/x', 'List of known URL Shorteners domains'],
    ['www.google.de', 'List of known google domains'],
    [`md5:d41d8cd98f00b204e9800998ecf8427e`, 'List of known hashes'],
    ['scam-site-of-nobody.com', undefined],
  ])('%s', (text, name) => {
    const found = createWarninglistMatcher(lists)(parseSubject(text))
    if (name === undefined) expect(found).toBeUndefined()
    else expect(found?.list).toContain(name)
  })
})
