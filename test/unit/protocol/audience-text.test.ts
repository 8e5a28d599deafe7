// Audiences as text: one form for one meaning, and errors that say where.
import { describe, expect, test } from 'vitest'
import {
  audienceHash,
  everyone,
  formatAudience,
  parseAudience,
  ProtocolError,
  unknownNames,
  type AudienceExpr,
} from '../../../protocol/index.ts'
import { codeOf, genesis } from '../../helpers/protocol.ts'

const group = (...names: string[]): AudienceExpr => ({ op: 'group', names })
const kind = (...names: string[]): AudienceExpr => ({ op: 'kind', names })
const jurisdiction = (...names: string[]): AudienceExpr => ({ op: 'jurisdiction', names })
const member = (...names: string[]): AudienceExpr => ({ op: 'member', names })
const not = (of: AudienceExpr): AudienceExpr => ({ op: 'not', of: [of] })
const all = (...of: AudienceExpr[]): AudienceExpr => ({ op: 'all', of })
const any = (...of: AudienceExpr[]): AudienceExpr => ({ op: 'any', of })

describe('is read', () => {
  test.each<[string, AudienceExpr, string]>([
    ['everyone', { op: 'everyone' }, 'everyone'],
    ['  EVERYONE  ', { op: 'everyone' }, 'everyone'],
    ['(everyone)', { op: 'everyone' }, 'everyone'],
    ['group:ransomware', group('ransomware'), 'group:ransomware'],
    ['kind:exchange,analytics', kind('analytics', 'exchange'), 'kind:analytics,exchange'],
    ['jurisdiction:DE,FR', jurisdiction('DE', 'FR'), 'jurisdiction:DE,FR'],
    ['jurisdiction:fr , de,FR', jurisdiction('DE', 'FR'), 'jurisdiction:DE,FR'],
    ['member:acme,beta', member('acme', 'beta'), 'member:acme,beta'],
    ['Member: ACME', member('acme'), 'member:acme'],
    ['not jurisdiction:US', not(jurisdiction('US')), 'not jurisdiction:US'],
    ['not not kind:bank', not(not(kind('bank'))), 'not not kind:bank'],
    ['jurisdiction not in (US, GB)', not(jurisdiction('GB', 'US')), 'not jurisdiction:GB,US'],
    ['jurisdiction in (DE)', jurisdiction('DE'), 'jurisdiction:DE'],
    ['kind in (bank,agency)', kind('agency', 'bank'), 'kind:agency,bank'],
    ['GROUP NOT IN(a1)', not(group('a1')), 'not group:a1'],
    [
      'group:fraud and not jurisdiction:US',
      all(group('fraud'), not(jurisdiction('US'))),
      'group:fraud and not jurisdiction:US',
    ],
    ['group:b1 AND group:a1', all(group('a1'), group('b1')), 'group:a1 and group:b1'],
    ['group:a1 and group:a1', group('a1'), 'group:a1'],
    [
      'group:a1 and (group:c1 and group:b1)',
      all(group('a1'), group('b1'), group('c1')),
      'group:a1 and group:b1 and group:c1',
    ],
    [
      'group:a1 or group:b1 and group:c1',
      any(group('a1'), all(group('b1'), group('c1'))),
      'group:a1 or (group:b1 and group:c1)',
    ],
    [
      '(group:a1 or group:b1) and group:c1',
      all(any(group('a1'), group('b1')), group('c1')),
      '(group:a1 or group:b1) and group:c1',
    ],
    ['not (group:a1 or group:b1)', not(any(group('a1'), group('b1'))), 'not (group:a1 or group:b1)'],
    ['not group:a1 and group:b1', all(group('b1'), not(group('a1'))), 'group:b1 and not group:a1'],
    ['everyone and jurisdiction:CH', all({ op: 'everyone' }, jurisdiction('CH')), 'everyone and jurisdiction:CH'],
    ['group:and or group:not', any(group('and'), group('not')), 'group:and or group:not'],
    ['member:in,everyone', member('everyone', 'in'), 'member:everyone,in'],
    ['group:a1\n\tand\tgroup:b1', all(group('a1'), group('b1')), 'group:a1 and group:b1'],
  ])('%s', (text, expr, canonical) => {
    const audience = parseAudience(text)
    expect(audience.expr).toEqual(expr)
    expect(formatAudience(audience)).toBe(canonical)
    expect(parseAudience(canonical)).toEqual(audience)
  })

  test.each([
    ['group:a1 or group:b1', 'group:b1 OR group:a1'],
    ['jurisdiction not in (US)', 'not jurisdiction:us'],
    ['kind:bank and (group:a1 and member:xy)', 'member:xy and group:a1 and kind:bank and group:a1'],
  ])('%s and %s are one audience, and so one lane', (one, two) => {
    expect(audienceHash(parseAudience(one))).toBe(audienceHash(parseAudience(two)))
  })
})

test('history is shared by everyone, by nothing narrower, and as it is told', () => {
  expect(parseAudience('everyone')).toBe(everyone)
  expect(audienceHash(parseAudience('everyone'))).toBe(audienceHash(everyone))
  expect(parseAudience('group:a1').shareHistory).toBe(false)
  expect(parseAudience('group:a1', { shareHistory: true }).shareHistory).toBe(true)
  expect(parseAudience('everyone', { shareHistory: false }).shareHistory).toBe(false)
})

describe('is refused with its place', () => {
  test.each<[string, number, string]>([
    ['', 1, 'missing at the end'],
    ['   ', 1, 'missing at the end'],
    ['somebody', 1, 'not "somebody"'],
    ['group', 6, '":" or in is missing'],
    ['group:', 7, 'the name of a group is missing'],
    ['group:,a1', 7, 'not ","'],
    ['group:a1,', 10, 'the name of a group is missing'],
    ['group:a1 group:b1', 10, 'and, or, or the end is expected, not "group"'],
    ['group:a1 and', 13, 'missing at the end'],
    ['group:a1 and and', 14, 'not "and"'],
    ['or group:a1', 1, 'not "or"'],
    ['not', 4, 'missing at the end'],
    ['(group:a1', 10, '")" is missing'],
    ['group:a1)', 9, 'not ")"'],
    ['()', 2, 'not ")"'],
    ['jurisdiction in DE', 17, '"(" is expected'],
    ['jurisdiction in ()', 18, 'the name of a jurisdiction'],
    ['jurisdiction in (DE', 20, '"," or ")" is missing'],
    ['jurisdiction not (DE)', 18, 'in is expected'],
    ['jurisdiction:DEU', 14, 'no country code'],
    ['jurisdiction:1A', 14, 'no country code'],
    ['kind:casino', 6, 'no kind of member'],
    ['group:-a', 7, 'no name of a group'],
    ['member:a', 8, 'no name of a member'],
    [`member:${'a'.repeat(64)}`, 8, 'no name of a member'],
    ['group:a1 & group:b1', 10, '"&" is not expected'],
    ['group = a1', 7, '"=" is not expected'],
    ['group:a1 and group:"b"', 20, 'is not expected'],
    ['group:caf\u00e9', 10, '"\u00e9" is not expected'],
    ['\ud83d\ude00', 1, '"\ud83d\ude00" is not expected'],
    ['group:a1;member:b1', 9, '";" is not expected'],
    [`${'not '.repeat(8)}group:a1`, 1, 'nested too deeply'],
    ['x'.repeat(2049), 2049, 'too long'],
  ])('%s', (text, place, what) => {
    let message = ''
    const code = codeOf(() => {
      try {
        parseAudience(text)
      } catch (error) {
        if (error instanceof ProtocolError) message = error.message
        throw error
      }
    })
    expect(code).toBe('audience-malformed')
    expect(message).toContain(`character ${place}: `)
    expect(message).toContain(what)
  })

  test('brackets and negations without end', () => {
    for (const text of [
      '('.repeat(2048),
      'not '.repeat(512),
      'not('.repeat(512),
      `${'('.repeat(17)}everyone${')'.repeat(17)}`,
    ]) {
      expect(() => parseAudience(text)).toThrow('nested too deeply')
      expect(codeOf(() => parseAudience(text))).toBe('audience-malformed')
    }
    expect(parseAudience(`${'('.repeat(16)}everyone${')'.repeat(16)}`)).toEqual(everyone)
  })

  test('as deep as the wire allows, and no deeper', () => {
    expect(parseAudience(`${'not '.repeat(7)}group:a1`).expr.op).toBe('not')
    const deep = (left: number): string =>
      left === 0 ? 'group:a1' : `group:g${left} ${left % 2 === 0 ? 'and' : 'or'} (${deep(left - 1)})`
    expect(codeOf(() => parseAudience(deep(7)))).toBeUndefined()
    expect(codeOf(() => parseAudience(deep(8)))).toBe('audience-malformed')
  })
})

test.each<[string, readonly { op: string; name: string }[]]>([
  ['everyone', []],
  ['group:fraud and member:alpha', []],
  ['group:frauds', [{ op: 'group', name: 'frauds' }]],
  ['member:alpha,delta', [{ op: 'member', name: 'delta' }]],
  [
    'not (group:gone or member:delta)',
    [
      { op: 'group', name: 'gone' },
      { op: 'member', name: 'delta' },
    ],
  ],
  ['kind:custodian and jurisdiction:AQ', []],
])('what the charter does not know in %s', (text, names) => {
  const charter = { ...genesis.charter, groups: [{ name: 'fraud', members: [] }] }
  expect(unknownNames(charter, parseAudience(text))).toEqual(names)
})
