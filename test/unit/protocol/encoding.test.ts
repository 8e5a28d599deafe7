// Encoding attacks: whatever deviates from the one canonical encoding is refused, wherever it is decoded.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  alpha,
  bundleOf,
  codeOf,
  genesisObject,
  indicator,
  nextCharter,
  genesis,
  network,
  start,
} from '../../helpers/protocol.ts'
import {
  delimited,
  deviations,
  fieldsOf,
  replaceField,
  splitSubmessage,
  tag,
  varint,
  writeField,
} from '../../helpers/wire-bytes.ts'
import {
  decodeCertificate,
  decodeCharter,
  decodeControl,
  decodeFork,
  decodeFrame,
  decodeHeader,
  decodeRecord,
  decodeRevocation,
  decodeStatement,
  encodeCharter,
  encodeControl,
  encodeFrame,
  encodeRecord,
  encodeRevocation,
  encodeStatement,
  hexId,
  payloadOf,
  proveFork,
  type Statement,
} from '../../../protocol/index.ts'

const bundle = bundleOf(alpha)
const second = bundleOf(alpha, { after: bundle })
const frame = {
  header: bundle.bytes,
  signature: bundle.signature,
  payload: payloadOf(bundle),
  compression: 'none' as const,
  size: payloadOf(bundle).byteLength,
}
const full: Statement = {
  ...indicator('phish.example.com'),
  role: 'actor',
  basis: 'forensic',
  description: 'line one\nline two',
  labels: ['a', 'b'],
  origin: { feed: 'feed', source: 'https://source.example/', record: 'row 1' },
  firstSeen: start,
  lastSeen: start + 1,
  validUntil: start + 2,
  replaces: `${bundle.id}.0` as never,
  target: `${bundle.id}.1` as never,
  reason: 'false-positive',
  relations: [{ type: 'related-to', subject: { kind: 'domain', value: 'other.example.com' } }],
  readers: ['somebody'],
  external: ['https://report.example/1'],
  sightings: 3,
}
const fork = proveFork(bundle, bundleOf(alpha, { statements: [indicator('other.example.com')] }))

interface Subject {
  readonly name: string
  readonly bytes: Uint8Array
  readonly decode: (bytes: Uint8Array) => unknown
  /** A submessage field that is not repeated. */
  readonly submessage?: number
  /** Repeated fields: one more is another message, and refused for what it says. */
  readonly repeated?: readonly number[]
  /** Whether a message that ends early, between two fields, may be one as well. Its signature or leaf tells. */
  readonly open?: boolean
}

const subjects: readonly Subject[] = [
  { name: 'header', bytes: second.bytes, decode: decodeHeader, submessage: 7 },
  { name: 'certificate', bytes: alpha.certificate.payload, decode: decodeCertificate },
  { name: 'genesis charter', bytes: genesisObject.payload, decode: decodeCharter, repeated: [8, 9] },
  {
    name: 'charter',
    bytes: encodeCharter(nextCharter(genesis, { policy: { minBundleIntervalMs: 5, maxStatementsPerDay: 7 } })),
    decode: decodeCharter,
    submessage: 12,
    repeated: [8, 9],
  },
  { name: 'control object', bytes: encodeControl(genesisObject), decode: decodeControl, repeated: [3], open: true },
  { name: 'statement', bytes: encodeStatement(full), decode: decodeStatement, submessage: 2, open: true },
  { name: 'frame', bytes: encodeFrame(frame), decode: decodeFrame, open: true },
  {
    name: 'node record',
    bytes: encodeRecord({ network, nodeKey: alpha.key, serial: 1, addresses: ['/ip4/192.0.2.1/tcp/1'] }),
    decode: decodeRecord,
    repeated: [5],
    open: true,
  },
  {
    name: 'revocation',
    bytes: encodeRevocation({
      network,
      member: alpha.member,
      nodeKey: alpha.key,
      lanes: [{ lane: hexId(new Uint8Array(32).fill(1)), seq: 1, bundle: bundle.id }],
      reason: 'key stolen',
      issuedAt: start,
    }),
    decode: decodeRevocation,
    repeated: [5],
  },
  { name: 'fork proof', bytes: fork.payload, decode: decodeFork },
]

/** Statements keep their place whatever is wrong with them, so they have codes of their own. */
const encodingCodes: Record<string, readonly string[]> = {
  statement: ['statement-malformed', 'statement-unknown'],
}

describe.each(subjects)('$name', ({ name, bytes, decode, submessage, repeated = [], open = false }) => {
  const codes = encodingCodes[name] ?? ['encoding-invalid']

  test('its canonical encoding is taken', () => {
    expect(codeOf(() => decode(bytes))).toBeUndefined()
  })

  test.each(deviations(bytes))('$name', ({ name: deviation, bytes: deviating }) => {
    // One element more, or the enumeration value -1, is canonical and says something that is refused.
    const said = repeated.some((number) => deviation === `field ${number} twice`) || deviation.endsWith('2^64 - 1')
    const allowed = said ? [...codes, 'field-invalid'] : codes
    expect(allowed).toContain(codeOf(() => decode(deviating)))
  })

  test.each(submessage === undefined ? [] : [submessage])('submessage %i split in two', (number) => {
    const split = splitSubmessage(bytes, number)
    expect(split.byteLength).toBeGreaterThan(bytes.byteLength)
    expect(codes).toContain(codeOf(() => decode(split)))
  })

  test('truncation at every byte', () => {
    const boundaries = new Set<number>()
    let at = 0
    for (const field of fieldsOf(bytes)) {
      boundaries.add(at)
      at += writeField(field).byteLength
    }
    for (let length = 0; length < bytes.byteLength; length += 1) {
      const code = codeOf(() => decode(bytes.subarray(0, length)))
      if (!open || !boundaries.has(length)) expect(code, `cut at ${length}`).toBeDefined()
    }
  })

  test('bytes behind', () => {
    expect(codes).toContain(codeOf(() => decode(Buffer.concat([bytes, new Uint8Array(1)]))))
  })
})

describe('text', () => {
  const statement = encodeStatement({ ...indicator('phish.example.com'), description: 'caf\u00e9 xyz' })
  const cases: readonly [string, Uint8Array][] = [
    ['an overlong UTF-8 sequence', Uint8Array.of(0xc0, 0xaf)],
    ['a lone continuation byte', Uint8Array.of(0x80)],
    ['a cut sequence', Uint8Array.of(0x61, 0xe2, 0x82)],
    ['a surrogate', Uint8Array.of(0xed, 0xa0, 0x80)],
    ['a code point beyond Unicode', Uint8Array.of(0xf5, 0x80, 0x80, 0x80)],
    ['NUL', Uint8Array.of(0x61, 0)],
    ['a carriage return', Buffer.from('a\r\nb')],
    ['a terminal escape', Buffer.from('\u001b[31m')],
    ['a C1 control', Buffer.from('\u009b31m')],
    ['a line separator', Buffer.from('a\u2028b')],
    ['NFD', Buffer.from('cafe\u0301')],
  ]

  test.each(cases)('%s in a description', (_, bytes) => {
    expect(codeOf(() => decodeStatement(replaceField(statement, 7, bytes)))).toBe('statement-malformed')
  })

  test.each(cases)('%s as a member id', (_, bytes) => {
    expect(['encoding-invalid', 'field-invalid']).toContain(
      codeOf(() => decodeHeader(replaceField(second.bytes, 3, bytes))),
    )
  })

  test.each(cases)('%s as the name of a network', (_, bytes) => {
    expect(['encoding-invalid', 'field-invalid']).toContain(
      codeOf(() => decodeCharter(replaceField(genesisObject.payload, 5, bytes))),
    )
  })

  test('a homoglyph domain is no canonical domain', () => {
    const homoglyph = replaceField(
      statement,
      2,
      Buffer.concat([tag(1, 0), varint(3), delimited(3, Buffer.from('p\u0430ypal.com'))]),
    )
    expect(codeOf(() => decodeStatement(homoglyph))).toBe('statement-malformed')
  })
})

describe('nesting', () => {
  const not = (depth: number): Uint8Array =>
    depth === 0
      ? Buffer.concat([tag(1, 0), varint(1)])
      : Buffer.concat([tag(1, 0), varint(8), delimited(3, not(depth - 1))])

  test.each([
    { depth: 7, code: undefined },
    { depth: 8, code: 'field-invalid' },
    { depth: 13, code: 'field-invalid' },
    { depth: 14, code: 'encoding-invalid' },
    { depth: 1000, code: 'encoding-invalid' },
  ])('an audience nested $depth deep: $code', ({ depth, code }) => {
    expect(codeOf(() => decodeHeader(replaceField(second.bytes, 6, delimited(1, not(depth)))))).toBe(
      // Far down, the header is too large before it is too deep.
      depth === 1000 ? 'too-large' : code,
    )
  })
})

test('the schema has no packed fields, maps, floats or optional fields', () => {
  const schema = readFileSync(new URL('../../../protocol/entente.proto', import.meta.url), 'utf8').replace(
    /\/\/.*$/gm,
    '',
  )
  expect(schema).not.toMatch(/repeated (?:u?int|s?fixed|sint|bool|float|double)/)
  expect(schema).not.toMatch(/\b(?:map<|float|double|optional|oneof)\b/)
})
