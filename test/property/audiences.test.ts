// Properties of audiences and of who receives: over charters, members and expressions that nobody thought of.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  audienceFromWire,
  audienceHash,
  audienceToWire,
  compareTlp,
  formatAudience,
  mayReceive,
  namesMembers,
  parseAudience,
  ProtocolError,
  recipientsOf,
  type Audience,
  type AudienceExpr,
  type Charter,
  type Marking,
  type MemberId,
} from '../../protocol/index.ts'
import { memberKinds, memberStatuses, tlpLabels } from '../../protocol/names.ts'
import { codeOf, genesisCharter, memberNamed } from '../helpers/protocol.ts'

const ids = ['acme', 'bund', 'cash', 'data', 'euro'] as MemberId[]
const groupNames = ['fraud', 'ransom', 'trade']
const countries = ['CH', 'DE', 'US']
const kinds = memberKinds.names.slice(0, 3)

const set = <T extends string>(names: readonly T[], minLength = 0) =>
  fc.subarray([...names], { minLength }).map((some) => some.sort())

const member = fc.record({
  kind: fc.constantFrom(...kinds),
  jurisdiction: fc.constantFrom(...countries),
  clearance: fc.constantFrom(...tlpLabels.names),
  status: fc.constantFrom(...memberStatuses.names),
})
// Keys take their time, and say nothing here: they are made once.
const base = genesisCharter({ members: ids.map((id) => memberNamed(id)) })
const charter: fc.Arbitrary<Charter> = fc
  .record({ members: fc.tuple(...ids.map(() => member)), groups: fc.array(set(ids), { maxLength: 3 }) })
  .map(({ members, groups }) => ({
    ...base,
    members: members.map((change, at) => ({ ...base.members[at]!, ...change })),
    groups: groups.map((of, at) => ({ name: groupNames[at]!, members: of })),
  }))
const marking: fc.Arbitrary<Marking> = fc
  .record({ tlp: fc.constantFrom(...tlpLabels.names), jurisdictions: fc.option(set(countries, 1), { nil: undefined }) })
  .map(({ tlp, jurisdictions }) => ({ tlp, ...(jurisdictions === undefined ? {} : { jurisdictions }) }))

const leaf: fc.Arbitrary<AudienceExpr> = fc.oneof(
  fc.constant({ op: 'everyone' as const }),
  fc.record({ op: fc.constant('group' as const), names: set([...groupNames, 'ghost'], 1) }),
  fc.record({ op: fc.constant('kind' as const), names: set(kinds, 1) }),
  fc.record({ op: fc.constant('jurisdiction' as const), names: set(countries, 1) }),
  fc.record({ op: fc.constant('member' as const), names: set([...ids, 'zulu'], 1) }),
)
const { expr } = fc.letrec<{ expr: AudienceExpr }>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'audience' },
    leaf,
    fc.record({ op: fc.constant('not' as const), of: fc.tuple(tie('expr')) }),
    fc.record({
      op: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('expr'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}))
const audience: fc.Arbitrary<Audience> = fc.record({ expr, shareHistory: fc.boolean() })
const runs = { numRuns: 300 }

const told = (who: Charter, to: Audience, mark: Marking) => recipientsOf(who, to, mark).map(({ id }) => id)

describe('text', () => {
  test('what is written is read back, says the same of everybody, and is written the same again', () => {
    fc.assert(
      fc.property(charter, audience, marking, (who, to, mark) => {
        const text = formatAudience(to)
        const read = parseAudience(text, to)
        expect(told(who, read, mark)).toEqual(told(who, to, mark))
        expect(namesMembers(read)).toBe(namesMembers(to))
        expect(read.shareHistory).toBe(to.shareHistory)
        const again = parseAudience(formatAudience(read), to)
        expect(again).toEqual(read)
        expect(audienceHash(again)).toBe(audienceHash(read))
        expect(audienceFromWire(audienceToWire(read))).toEqual(read)
      }),
      runs,
    )
  })

  test('the order of operands, brackets and case are one audience', () => {
    fc.assert(
      fc.property(fc.array(expr, { minLength: 2, maxLength: 4 }), fc.constantFrom('and', 'or'), (parts, word) => {
        const texts = parts.map((part) => `(${formatAudience({ expr: part })})`)
        const [one, two] = [texts.join(` ${word} `), [...texts].reverse().join(` ${word.toUpperCase()} `)]
        const read = codeOf(() => parseAudience(one))
        expect(codeOf(() => parseAudience(two))).toBe(read)
        if (read === undefined) expect(parseAudience(two).expr).toEqual(parseAudience(`(${one})`).expr)
      }),
      runs,
    )
  })

  test('no text does anything but be read or be refused by its code', () => {
    const word = fc.constantFrom(
      'and',
      'or',
      'not',
      'in',
      '(',
      ')',
      ':',
      ',',
      'everyone',
      'group',
      'kind',
      'DE',
      'a1',
      ' ',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 30 }).map((all) => all.join(' ')),
    )
    fc.assert(
      fc.property(text, (typed) => {
        const code = codeOf(() => parseAudience(typed))
        expect([undefined, 'audience-malformed']).toContain(code)
      }),
      runs,
    )
  })
})

describe('who receives', () => {
  test('is an active member, cleared, in the jurisdictions, or nobody; and never a throw', () => {
    fc.assert(
      fc.property(charter, audience, marking, fc.constantFrom(...ids, 'zulu' as MemberId), (who, to, mark, id) => {
        const may = mayReceive(who, to, mark, id)
        const entry = who.members.find((one) => one.id === id)
        const could =
          entry?.status === 'active' &&
          compareTlp(mark.tlp, entry.clearance) <= 0 &&
          (mark.jurisdictions?.includes(entry.jurisdiction) ?? true) &&
          (mark.tlp !== 'TLP:RED' || namesMembers(to))
        expect(may && !could).toBe(false)
        expect(told(who, to, mark).includes(id)).toBe(may)
      }),
      runs,
    )
  })

  // Three values: an answer that is given while a group is unknown holds whoever turns out to be in it.
  test('a group that nobody knows never lets anybody in, however it is negated', () => {
    fc.assert(
      fc.property(charter, audience, marking, set(ids), (who, to, mark, inside) => {
        const known = { ...who, groups: [...who.groups, { name: 'ghost', members: inside }] }
        const missing = groupNames
          .filter((name) => !who.groups.some((group) => group.name === name))
          .map((name) => ({ name, members: inside }))
        const allKnown = { ...known, groups: [...known.groups, ...missing] }
        for (const id of told(who, to, mark)) expect(mayReceive(allKnown, to, mark, id)).toBe(true)
      }),
      runs,
    )
  })

  test('adding "and not" of a group that nobody knows leaves nobody', () => {
    const ghost: AudienceExpr = { op: 'not', of: [{ op: 'group', names: ['spectre'] }] }
    fc.assert(
      fc.property(charter, audience, marking, (who, to, mark) => {
        expect(told(who, { ...to, expr: { op: 'all', of: [to.expr, ghost] } }, mark)).toEqual([])
        const either = told(who, { ...to, expr: { op: 'any', of: [to.expr, ghost] } }, mark)
        for (const id of either) expect(mayReceive(who, to, mark, id)).toBe(true)
      }),
      runs,
    )
  })

  test('an expression and its negation never both let somebody in', () => {
    fc.assert(
      fc.property(charter, audience, marking, (who, to, mark) => {
        const others = told(who, { ...to, expr: { op: 'not', of: [to.expr] } }, mark)
        expect(told(who, to, mark).filter((id) => others.includes(id))).toEqual([])
      }),
      runs,
    )
  })

  test('a higher label, a caveat, and one operand more of "and" let in no more', () => {
    fc.assert(
      fc.property(charter, audience, marking, expr, set(countries, 1), (who, to, mark, more, jurisdictions) => {
        const before = told(who, to, mark)
        const fewer = [
          ...tlpLabels.names
            .filter((tlp) => compareTlp(tlp, mark.tlp) >= 0)
            .map((tlp) => told(who, to, { ...mark, tlp })),
          told(who, to, {
            ...mark,
            jurisdictions: (mark.jurisdictions ?? countries).filter((one) => jurisdictions.includes(one)),
          }),
        ]
        for (const some of fewer) expect(before).toEqual(expect.arrayContaining(some))
        // Under TLP:RED a named operand is what opens the expression in the first place.
        const open: Marking = mark.tlp === 'TLP:RED' ? { ...mark, tlp: 'TLP:AMBER+STRICT' } : mark
        const both = told(who, { ...to, expr: { op: 'all', of: [to.expr, more] } }, open)
        expect(told(who, to, open)).toEqual(expect.arrayContaining(both))
      }),
      runs,
    )
  })

  test('TLP:RED goes to members that the expression names, and to nobody else', () => {
    const namesIn = ({ op, names = [], of = [] }: AudienceExpr): readonly string[] =>
      op === 'member' ? names : of.flatMap(namesIn)
    fc.assert(
      fc.property(charter, audience, (who, to) => {
        const named = namesIn(to.expr)
        for (const id of told(who, to, { tlp: 'TLP:RED' })) expect(named).toContain(id)
      }),
      runs,
    )
  })
})

test('errors of audiences are those of the protocol', () => {
  expect(() => parseAudience('x')).toThrow(ProtocolError)
})
