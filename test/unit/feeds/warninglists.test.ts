// Warninglists: which subjects stand in a list of each type, and lists that are none.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Warninglist, createWarninglistMatcher, parseWarninglist } from '../../../node/feeds/warninglists.ts'
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
  '{"name":"x","type":"regex","list":["("]}',
])('%s is no warninglist', (text) => {
  expect(() => parseWarninglist(Buffer.from(text))).toThrow(
    expect.objectContaining({ code: 'source-malformed' }) as Error,
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
