// Statements: what is encoded is what is decoded, bounds and text rules, kinds of later versions, rules of publishing.
import { describe, expect, test } from 'vitest'
import { bundleOf, alpha, codeOf, indicator, start } from '../../helpers/protocol.ts'
import { delimited, fieldsOf, replaceField, tag, varint, writeFields } from '../../helpers/wire-bytes.ts'
import {
  checkStatement,
  decodeStatement,
  encode,
  encodeStatement,
  formatStatementId,
  limits,
  wire,
  type Statement,
} from '../../../protocol/index.ts'

const id = formatStatementId(bundleOf(alpha).id, 7)
const base = indicator('phish.example.com')
const bytes = encodeStatement(base)

const full: Statement = {
  kind: 'indicator',
  subject: { kind: 'domain', value: 'phish.example.com' },
  category: 'phishing',
  confidence: 0,
  role: 'victim',
  basis: 'heuristic',
  description: 'seen\nthrice: \u00fc',
  labels: ['one', 'two', 'one'],
  origin: { feed: 'feed', source: 'https://source.example/', record: 'row' },
  firstSeen: 1,
  lastSeen: start,
  validUntil: Number.MAX_SAFE_INTEGER,
  replaces: id,
  target: formatStatementId(bundleOf(alpha).id, 1023),
  reason: 'other',
  relations: [
    { type: 'related-to', subject: { kind: 'domain', value: 'other.example.com' } },
    { type: 'duplicate-of', statement: id },
  ],
  readers: ['somebody'],
  external: ['https://report.example/1'],
  sightings: 4_294_967_295,
}

describe('round trip', () => {
  test.each<[string, Statement]>([
    ['the least', { kind: 'sighting', subject: base.subject }],
    ['an indicator', base],
    ['everything', full],
    ['confidence 100', { ...base, confidence: 100 }],
    [
      'a request',
      {
        kind: 'request',
        subject: base.subject,
        request: {
          caseReference: 'A-1',
          legalBasis: 'law',
          authority: 'court',
          process: 'order',
          actions: ['freeze'],
          deadline: start,
          doNotNotify: true,
          documents: ['ab'.repeat(32)],
        },
      },
    ],
    [
      'a response',
      {
        kind: 'response',
        subject: base.subject,
        target: id,
        response: { outcome: 'done', text: 'two\nlines', documents: ['cd'.repeat(32)] },
      },
    ],
    ['an advisory', { kind: 'advisory', subject: base.subject, description: 'take care' }],
    ['a protection', { kind: 'protection', subject: base.subject, description: 'our own', validUntil: start }],
  ])('%s', (_, statement) => {
    expect(decodeStatement(encodeStatement(statement))).toEqual(statement)
  })

  test('confidence is percent + 1 on the wire, and absent is not 0', () => {
    const wired = (confidence?: number) =>
      wire.Statement.decode(encodeStatement({ ...base, ...(confidence === undefined ? {} : { confidence }) }))
        .confidence
    expect([wired(0), wired(100)]).toEqual([1, 101])
    expect(decodeStatement(encodeStatement({ kind: 'sighting', subject: base.subject })).confidence).toBeUndefined()
  })

  test('empty lists are the same as none', () => {
    expect(encodeStatement({ ...base, labels: [], relations: [], readers: [], external: [] })).toEqual(
      Buffer.from(bytes),
    )
  })
})

describe('malformed', () => {
  test.each<[string, Partial<Statement>, string]>([
    ['confidence 101', { confidence: 101 }, 'confidence-invalid'],
    ['confidence -1', { confidence: -1 }, 'confidence-invalid'],
    ['confidence 0.5', { confidence: 0.5 }, 'confidence-invalid'],
    ['an empty category', { category: '' }, 'statement-malformed'],
    ['an empty description', { description: '' }, 'statement-malformed'],
    [
      'a description beyond its limit',
      { description: 'x'.repeat(limits.descriptionMaxChars + 1) },
      'statement-malformed',
    ],
    ['NUL', { description: 'a\0b' }, 'statement-malformed'],
    ['a tab', { description: 'a\tb' }, 'statement-malformed'],
    ['a lone surrogate', { description: '\ud800' }, 'statement-malformed'],
    ['NFD', { description: 'u\u0308' }, 'statement-malformed'],
    ['a line feed in a label', { labels: ['a\nb'] }, 'statement-malformed'],
    ['an empty label', { labels: [''] }, 'statement-malformed'],
    [
      'too many labels',
      { labels: Array.from({ length: limits.labelsMax + 1 }, (_, at) => `${at}`) },
      'statement-malformed',
    ],
    ['a label beyond its limit', { labels: ['x'.repeat(limits.labelMaxChars + 1)] }, 'statement-malformed'],
    ['an empty origin', { origin: {} }, 'statement-malformed'],
    ['an empty feed', { origin: { feed: '' } }, 'statement-malformed'],
    ['a feed beyond its limit', { origin: { feed: 'x'.repeat(limits.feedMaxChars + 1) } }, 'statement-malformed'],
    ['time 0', { firstSeen: 0 }, 'statement-malformed'],
    ['a negative time', { lastSeen: -1 }, 'statement-malformed'],
    ['a time beyond 2^53', { validUntil: 2 ** 53 }, 'statement-malformed'],
    ['half a millisecond', { firstSeen: 1.5 }, 'statement-malformed'],
    ['a target that is no id', { target: 'x' as never }, 'statement-malformed'],
    ['a relation of nothing', { relations: [{ type: 'related-to' }] }, 'statement-malformed'],
    [
      'a relation to both',
      { relations: [{ type: 'related-to', subject: base.subject, statement: id }] },
      'statement-malformed',
    ],
    ['a relation in capitals', { relations: [{ type: 'Related', statement: id }] }, 'statement-malformed'],
    [
      'too many relations',
      { relations: Array.from({ length: limits.relationsMax + 1 }, () => ({ type: 'x', statement: id })) },
      'statement-malformed',
    ],
    [
      'too many references',
      { external: Array.from({ length: limits.externalMax + 1 }, (_, at) => `https://x.example/${at}`) },
      'statement-malformed',
    ],
    ['no sightings', { sightings: 0 }, 'statement-malformed'],
    ['too many sightings', { sightings: 2 ** 32 }, 'statement-malformed'],
    ['a document that is no hash', { request: { documents: ['ab'] } }, 'statement-malformed'],
    ['a subject that is none', { subject: { kind: 'ip', value: '999.0.0.1' } }, 'subject-malformed'],
    ['an unknown kind', { kind: 'rumour' as never }, 'statement-malformed'],
    ['an unknown role', { role: 'boss' as never }, 'statement-malformed'],
    [
      'beyond 16 KiB',
      { external: Array.from({ length: 16 }, (_, at) => `https://x.example/${at}${'x'.repeat(1500)}`) },
      'too-large',
    ],
  ])('%s is not encoded', (_, change, code) => {
    expect(codeOf(() => encodeStatement({ ...base, ...change }))).toBe(code)
  })

  const message = (change: wire.Statement.$Properties): Uint8Array =>
    encode(wire.Statement, Object.assign(wire.Statement.decode(bytes), change) as never)
  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['no kind', message({ kind: wire.StatementKind.STATEMENT_KIND_UNSPECIFIED })],
    ['no subject', message({ subject: null })],
    ['a subject without kind', message({ subject: { value: 'phish.example.com' } })],
    ['a subject without value', message({ subject: { kind: wire.SubjectKind.DOMAIN } })],
    [
      'a subject not in canonical form',
      message({ subject: { kind: wire.SubjectKind.DOMAIN, value: 'PHISH.example.com' } }),
    ],
    ['confidence 102', message({ confidence: 102 })],
    ['an empty origin', message({ origin: {} })],
    ['a target of 31 bytes', message({ target: { bundle: new Uint8Array(31) } })],
    ['a target at index 1,024', message({ target: { bundle: new Uint8Array(32), index: 1024 } })],
    ['an enumeration at -1', message({ role: -1 as never })],
    ['more than 16 KiB', new Uint8Array(limits.statementMaxBytes + 1)],
  ])('%s is not decoded', (_, received) => {
    expect(codeOf(() => decodeStatement(received))).toBe('statement-malformed')
  })
})

describe('later versions', () => {
  const fields = fieldsOf(bytes)
  test.each<[string, Uint8Array, string]>([
    [
      'a reserved statement kind',
      writeFields(fields.map((field) => (field.number === 1 ? { ...field, value: varint(9) } : field))),
      'statement-unknown',
    ],
    [
      'an experimental kind',
      writeFields(fields.map((field) => (field.number === 1 ? { ...field, value: varint(64) } : field))),
      'statement-unknown',
    ],
    [
      'a later subject kind',
      replaceField(bytes, 2, Buffer.concat([tag(1, 0), varint(11), delimited(3, Buffer.from('x'))])),
      'statement-unknown',
    ],
    ['a later role', Buffer.concat([bytes, tag(5, 0), varint(5)]), 'statement-unknown'],
    [
      'a field behind those that are known',
      Buffer.concat([bytes, delimited(22, Buffer.from('new'))]),
      'statement-unknown',
    ],
    [
      'two of them',
      Buffer.concat([bytes, delimited(22, Buffer.from('new')), tag(23, 0), varint(1)]),
      'statement-unknown',
    ],
    ['a known field of another type', Buffer.concat([bytes, tag(15, 0), varint(1)]), 'statement-malformed'],
    [
      'a later field before the known ones',
      Buffer.concat([delimited(22, Buffer.from('new')), bytes]),
      'statement-malformed',
    ],
    [
      'a later field and an explicit default',
      Buffer.concat([bytes, tag(19, 0), varint(0), delimited(22, Buffer.from('new'))]),
      'statement-malformed',
    ],
  ])('%s', (_, received, code) => {
    expect(codeOf(() => decodeStatement(received))).toBe(code)
  })
})

describe('publishing', () => {
  const said = (kind: Statement['kind'], change: Partial<Statement> = {}): Statement => ({
    kind,
    subject: base.subject,
    ...change,
  })
  test.each<[string, Statement, string | undefined]>([
    ['an indicator', base, undefined],
    ['an indicator without category', said('indicator'), 'category-missing'],
    ['an indicator of an unknown category', { ...base, category: 'bad-vibes' }, 'category-unknown'],
    ['a sighting', said('sighting'), undefined],
    ['a sighting of a statement', said('sighting', { target: id, sightings: 3 }), undefined],
    ['a dispute', said('dispute', { target: id, reason: 'false-positive' }), undefined],
    ['a dispute of nothing', said('dispute'), 'target-missing'],
    ['a withdrawal', said('withdrawal', { target: id }), undefined],
    ['a withdrawal of nothing', said('withdrawal'), 'target-missing'],
    ['a protection', said('protection', { description: 'ours', labels: ['hot-wallet'] }), undefined],
    ['a protection with a category', said('protection', { category: 'scam' }), 'statement-malformed'],
    ['a protection with a confidence', said('protection', { confidence: 0 }), 'statement-malformed'],
    ['a protection with a role', said('protection', { role: 'service' }), 'statement-malformed'],
    ['a protection of a statement', said('protection', { target: id }), 'statement-malformed'],
    ['a protection that was seen', said('protection', { sightings: 1 }), 'statement-malformed'],
    ['an advisory', said('advisory'), 'kind-unsupported'],
    ['a request', said('request'), 'kind-unsupported'],
    ['a response', said('response', { target: id }), 'kind-unsupported'],
    ['an indicator with a request in it', { ...base, request: {} }, 'kind-unsupported'],
    ['last seen before first seen', { ...base, firstSeen: 2, lastSeen: 1 }, 'statement-malformed'],
    ['what cannot be encoded', { ...base, confidence: 200 }, 'confidence-invalid'],
    ['a bad subject', { ...base, subject: { kind: 'domain', value: 'A.example' } }, 'subject-malformed'],
  ])('%s', (_, statement, code) => {
    expect(checkStatement(statement)).toBe(code)
  })
})
