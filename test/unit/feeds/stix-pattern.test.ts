// Patterns of STIX: the grammar, and which subjects they name. Where a subject would say more than its pattern, there is
// none.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { denote } from '../../../node/feeds/stix/denote.ts'
import { type Comparison, type Observation, type Test, parsePattern } from '../../../node/feeds/stix/pattern.ts'
import { PatternFault } from '../../../node/feeds/stix/pattern-tokens.ts'

/** `kind value` for each subject, `!code` for what names none. */
function outcome(pattern: string): string[] {
  const { subjects, leftovers } = denote(pattern)
  return [
    ...subjects.map(
      ({ subjectKind, value, chain }) => `${subjectKind} ${value}${chain === undefined ? '' : ` @${chain}`}`,
    ),
    ...leftovers.map(({ reject }) => `!${reject}`),
  ]
}

describe('subjects of patterns', () => {
  test.each<[string, string[]]>([
    ["[domain-name:value = 'a.example']", ['domain a.example']],
    [" [ ipv4-addr:value == '192.0.2.1' ] ", ['ip 192.0.2.1']],
    ["[ipv4-addr:value = '192.0.2.1/32']", ['ip 192.0.2.1']],
    ["[ipv6-addr:value = '2001:db8::1/128']", ['ip 2001:db8::1']],
    ["[url:value = 'https://a.example/x?y=1']", ['url https://a.example/x?y=1']],
    ["[email-addr:value='m@a.example']", ['email m@a.example']],
    ["[email-message:from_ref.value = 'm@a.example']", ['email m@a.example']],
    ["[file:hashes.MD5 = 'AA']", ['file-hash md5:AA']],
    ["[file:hashes.md5 = 'AA']", ['file-hash md5:AA']],
    ["[file:hashes.'SHA-256' = 'AA']", ['file-hash sha256:AA']],
    ["[file:hashes.SHA-256 = 'AA']", ['file-hash sha256:AA']],
    ["[artifact:hashes.'SHA-512' = 'AA']", ['file-hash sha512:AA']],
    ["[cryptocurrency-wallet:value = 'x']", ['address x']],
    ["[cryptocurrency-wallet:address = 'x']", ['address x']],
    ["[x-opencti-cryptocurrency-wallet:value = 'x']", ['address x']],
    ["[cryptocurrency-transaction:value = 'x']", ['transaction x']],
    ["[bank-account:iban = 'x']", ['iban x']],
    ["[phone-number:value = '+1']", ['phone +1']],
    ["[network-traffic:dst_ref.value = '192.0.2.1']", ['ip 192.0.2.1']],
    ["[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '192.0.2.1']", ['ip 192.0.2.1']],
    // Alternatives.
    ["[domain-name:value = 'a.example' OR ipv4-addr:value = '192.0.2.1']", ['domain a.example', 'ip 192.0.2.1']],
    [
      "[domain-name:value = 'a.example'] OR [url:value = 'http://b.example']",
      ['domain a.example', 'url http://b.example'],
    ],
    [
      "([domain-name:value = 'a.example'] OR ([domain-name:value = 'b.example']))",
      ['domain a.example', 'domain b.example'],
    ],
    ["[domain-name:value IN ('a.example', 'b.example', 'a.example')]", ['domain a.example', 'domain b.example']],
    [
      "[(domain-name:value = 'a.example' OR (domain-name:value = 'b.example'))]",
      ['domain a.example', 'domain b.example'],
    ],
    ["[domain-name:value = 'a.example' OR file:name = 'x.exe']", ['domain a.example', '!no-subject']],
    // One thing under several names.
    ["[file:hashes.MD5 = 'AA' AND file:hashes.'SHA-1' = 'BB']", ['file-hash md5:AA', 'file-hash sha1:BB']],
    ["[file:hashes.MD5 = 'AA' AND file:size = 25]", ['file-hash md5:AA']],
    ["[file:hashes.MD5 = 'AA' AND file:hashes.SSDEEP = '3:x']", ['file-hash md5:AA']],
    ["[user-account:account_type = 'telegram' AND user-account:account_login = 'name']", ['account telegram:name']],
    ["[cryptocurrency-transaction:symbol = 'BTC' AND cryptocurrency-transaction:value = 'x']", ['transaction x @BTC']],
    [
      "[cryptocurrency-wallet:value = 'x' AND cryptocurrency-wallet:extensions.'extension-definition--5f8e2d43-9c1b-4a57-b7d6-3b0c8a1e94f2'.chain = 'eip155:1']",
      ['address x @eip155:1'],
    ],
    // LIKE, MATCHES and ISSUBSET where they are one value.
    ["[domain-name:value LIKE 'a.example']", ['domain a.example']],
    [String.raw`[domain-name:value MATCHES '^a\\.example$']`, ['domain a.example']],
    [String.raw`[domain-name:value MATCHES '^a\.example$']`, ['domain a.example']],
    [String.raw`[domain-name:value MATCHES '^(?:a\\.example|b\\.example)$']`, ['domain a.example', 'domain b.example']],
    ["[ipv4-addr:value ISSUBSET '192.0.2.1/32']", ['ip 192.0.2.1']],
    ["[ipv4-addr:value ISSUBSET '192.0.2.1']", ['ip 192.0.2.1']],
    // Qualifiers that narrow nothing.
    ["[domain-name:value = 'a.example'] WITHIN 5 SECONDS", ['domain a.example']],
    ["[domain-name:value = 'a.example'] REPEATS 1 TIMES", ['domain a.example']],
    // Text.
    [String.raw`[url:value = 'http://a.example/it\'s\\x']`, [String.raw`url http://a.example/it's\x`]],
    ["/* which */ [domain-name:value = 'a.example'] // why", ['domain a.example']],
  ])('%s', (pattern, expected) => {
    expect(outcome(pattern)).toEqual(expected)
  })

  test.each([
    // Negations.
    "[domain-name:value != 'a.example']",
    "[domain-name:value NOT = 'a.example']",
    "[domain-name:value NOT IN ('a.example')]",
    "[domain-name:value <> 'a.example' OR url:value = 'http://b.example']",
    "[file:hashes.MD5 = 'AA' AND file:hashes.MD5 != 'BB']",
    // What narrows.
    "[domain-name:value = 'a.example' AND ipv4-addr:value = '192.0.2.1']",
    "[domain-name:value = 'a.example' AND domain-name:resolves_to_refs[*].value = '192.0.2.1']",
    "[file:hashes.MD5 = 'AA' AND file:name = 'x.exe']",
    "[network-traffic:dst_ref.value = '192.0.2.1' AND network-traffic:dst_port = 443]",
    "[file:hashes.MD5 = 'AA' AND (file:hashes.'SHA-1' = 'BB' OR file:name = 'x')]",
    "[domain-name:value = 'a.example'] AND [url:value = 'http://b.example']",
    "[domain-name:value = 'a.example'] FOLLOWEDBY [url:value = 'http://b.example']",
    "[domain-name:value = 'a.example'] REPEATS 5 TIMES",
    "[domain-name:value = 'a.example' AND domain-name:value = 'b.example']",
    // What is more than single values.
    "[domain-name:value LIKE '%.a.example']",
    "[domain-name:value LIKE 'a_example']",
    "[url:value LIKE 'http://a.example/%']",
    "[domain-name:value MATCHES 'a.example']",
    "[domain-name:value MATCHES '^a.example$']",
    String.raw`[domain-name:value MATCHES 'a\\.example$']`,
    String.raw`[domain-name:value MATCHES '^(?:a\\.example|b.example)$']`,
    String.raw`[domain-name:value MATCHES '^\\w+$']`,
    "[ipv4-addr:value = '192.0.2.0/24']",
    "[ipv4-addr:value ISSUBSET '192.0.2.0/24']",
    "[ipv6-addr:value ISSUBSET '2001:db8::/32']",
    "[ipv4-addr:value ISSUPERSET '192.0.2.1']",
    "[domain-name:value > 'a.example']",
    '[EXISTS domain-name:value]',
    '[domain-name:value IN ()]',
    "[user-account:account_login = 'name']",
    "[domain-name:value = 'a.example'] START t'soon' STOP t'later'",
  ])('%s is not reduced', (pattern) => {
    expect(outcome(pattern)).toEqual(['!pattern-unsupported'])
  })

  test.each([
    "[file:name = 'x.exe']",
    "[process:command_line LIKE '%evil%']",
    "[windows-registry-key:key = 'x' AND windows-registry-key:values[0].name = 'y']",
    "[file:hashes.SSDEEP = '3:x']",
    '[file:size > 5]',
  ])('%s names no subject', (pattern) => {
    expect(outcome(pattern)).toEqual(['!no-subject'])
  })

  test.each([
    '',
    'domain-name:value',
    "[domain-name:value = 'a.example'",
    "[domain-name:value = 'a.example']]",
    '[domain-name:value = ]',
    "[domain-name = 'a.example']",
    "[domain-name:value 'a.example']",
    "[domain-name:value = 'a.example' AND]",
    "[domain-name:value = 'a.example'] START t'2020-01-01T00:00:00Z'",
    "[domain-name:value = 'a.example'] WITHIN 5",
    "[domain-name:value = 'a.example] OR",
    '[domain-name:value = \u201ca.example\u201d]',
    `${'('.repeat(40)}[domain-name:value = 'a']${')'.repeat(40)}`,
    `[domain-name:value IN (${"'a',".repeat(10_001)}'a')]`,
  ])('%.60s is no pattern', (pattern) => {
    expect(outcome(pattern)).toEqual(['!pattern-malformed'])
  })

  test('START and STOP are when the pattern speaks of its subjects', () => {
    const { subjects } = denote(
      "([domain-name:value = 'a.example'] START t'2024-01-01T00:00:00Z' STOP t'2024-03-01T00:00:00Z' OR [url:value = 'http://b.example'])" +
        " START '2024-02-01T00:00:00Z' STOP '2024-04-01T00:00:00Z'",
    )
    expect(subjects).toMatchObject([
      { value: 'a.example', start: Date.UTC(2024, 1, 1), stop: Date.UTC(2024, 2, 1) },
      { value: 'http://b.example', start: Date.UTC(2024, 1, 1), stop: Date.UTC(2024, 3, 1) },
    ])
  })
})

// --- laws
const name = fc.constantFrom('domain-name', 'url', 'file', 'x-custom')
const path = fc.constantFrom('value', "hashes.'SHA-256'", 'a[*].b', 'a[0].b_ref.c')
const text = fc.string({ maxLength: 12, unit: fc.constantFrom(...Array.from("ab.'\\[]()/*é ")) })
const quote = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`

const testOf: fc.Arbitrary<Test> = fc
  .tuple(
    name,
    path,
    fc.constantFrom('=' as const, '!=' as const, 'LIKE' as const, 'IN' as const, 'EXISTS' as const),
    fc.array(text, { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([type, written, operator, values, negated]) => ({
    is: 'test',
    type,
    path: written.replaceAll("'", ''),
    operator,
    negated,
    values: operator === 'EXISTS' ? [] : operator === 'IN' ? values : values.slice(0, 1),
  }))

const comparison = fc.letrec<{ one: Comparison }>((tie) => ({
  one: fc.oneof(
    { depthSize: 'small' },
    testOf,
    fc.record({
      is: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('one'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).one

const observation = fc.letrec<{ one: Observation }>((tie) => ({
  one: fc.oneof(
    { depthSize: 'small' },
    fc.record({ is: fc.constant('observed' as const), what: comparison, qualifiers: fc.constant({}) }),
    fc.record({
      is: fc.constantFrom('and' as const, 'or' as const, 'followed-by' as const),
      of: fc.array(tie('one'), { minLength: 2, maxLength: 3 }),
      qualifiers: fc.constant({}),
    }),
  ),
})).one

function writePath(written: string): string {
  return written.replace(/SHA-256/, "'SHA-256'")
}

function writeComparison(one: Comparison): string {
  if (one.is !== 'test')
    return one.of
      .map((part) => (part.is === 'test' ? writeComparison(part) : `(${writeComparison(part)})`))
      .join(` ${one.is.toUpperCase()} `)
  const place = `${one.type}:${writePath(one.path)}`
  const not = one.negated ? 'NOT ' : ''
  if (one.operator === 'EXISTS') return `${not}EXISTS ${place}`
  const values = one.values.map(quote).join(', ')
  return `${place} ${not}${one.operator} ${one.operator === 'IN' ? `(${values})` : values}`
}

const joins = { and: 'AND', or: 'OR', 'followed-by': 'FOLLOWEDBY' } as const

function write(one: Observation): string {
  if (one.is === 'observed') return `[${writeComparison(one.what)}]`
  return one.of.map((part) => (part.is === 'observed' ? write(part) : `(${write(part)})`)).join(` ${joins[one.is]} `)
}

test('a pattern that is written is read as it was', () => {
  fc.assert(
    fc.property(observation, (tree) => {
      const bare: unknown = JSON.parse(JSON.stringify(tree))
      expect(JSON.parse(JSON.stringify(parsePattern(write(tree))))).toEqual(bare)
    }),
    { numRuns: 2000 },
  )
})

test('AND binds closer than OR, and OR closer than FOLLOWEDBY', () => {
  const shape = (pattern: string) => {
    const of = (one: Observation): unknown => (one.is === 'observed' ? 'o' : [one.is, ...one.of.map(of)])
    return of(parsePattern(pattern))
  }
  const one = "[url:value = 'a']"
  expect(shape(`${one} OR ${one} AND ${one} FOLLOWEDBY ${one}`)).toEqual([
    'followed-by',
    ['or', 'o', ['and', 'o', 'o']],
    'o',
  ])
  expect(parsePattern("[url:value = 'a' OR url:value = 'b' AND url:value = 'c']")).toMatchObject({
    what: { is: 'or', of: [{ is: 'test' }, { is: 'and' }] },
  })
})

test('no text makes the parser fail otherwise than with a fault', () => {
  const junk = fc
    .array(
      fc.constantFrom(
        ...[
          "'",
          '\\',
          '[',
          ']',
          '(',
          ')',
          ':',
          '.',
          ',',
          '*',
          '=',
          '!=',
          '<',
          'AND',
          'OR',
          'NOT',
          'IN',
          'LIKE',
          'START',
          't',
          '5',
        ],
        ...[
          'domain-name',
          'value',
          ' ',
          '/*',
          '*/',
          '//',
          '\n',
          'é',
          "'a'",
          "[url:value = 'a']",
          'WITHIN',
          'SECONDS',
          'EXISTS',
        ],
      ),
      { maxLength: 25 },
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(junk, (pattern) => {
      try {
        parsePattern(pattern)
      } catch (error) {
        expect(error).toBeInstanceOf(PatternFault)
      }
      const { subjects, leftovers } = denote(pattern)
      expect(subjects.length + leftovers.length).toBeGreaterThan(0)
    }),
    { numRuns: 5000 },
  )
})

test('a pattern with a negation, a sequence or a conjunction of kinds names nothing, wherever it stands', () => {
  const narrow = fc.constantFrom(
    "[domain-name:value != 'x.example']",
    "[url:value = 'a'] AND [url:value = 'b']",
    "[url:value = 'a'] REPEATS 2 TIMES",
  )
  fc.assert(
    fc.property(observation, narrow, fc.boolean(), (tree, part, first) => {
      const whole = first ? `(${part}) OR (${write(tree)})` : `(${write(tree)}) OR (${part})`
      expect(denote(whole).subjects).toEqual([])
    }),
  )
})

test('a hundred thousand quotes, brackets and comments take no time to speak of', () => {
  const started = performance.now()
  for (const part of ["'", '[', '(', '/*', '//', "\\'", "[url:value = 'a'] OR ", "'\\\\"]) denote(part.repeat(100_000))
  expect(performance.now() - started).toBeLessThan(10_000)
})
