// Markings and audiences: labels, order, canonical form.
import { describe, expect, test } from 'vitest'
import { codeOf } from '../../helpers/protocol.ts'
import {
  audienceFromWire,
  audienceHash,
  audienceToWire,
  compareTlp,
  everyone,
  isEveryone,
  markingFromWire,
  markingToWire,
  parseTlp,
  sameAudience,
  sameMarking,
  tlpLabels,
  type Audience,
  type Marking,
} from '../../../protocol/index.ts'

test.each([
  ['TLP:GREEN', 'TLP:GREEN'],
  ['green', 'TLP:GREEN'],
  [' tlp:amber+strict ', 'TLP:AMBER+STRICT'],
  ['Clear', 'TLP:CLEAR'],
  ['TLP:RED', 'TLP:RED'],
])('the label %s', (text, label) => {
  expect(parseTlp(text)).toBe(label)
})

test.each(['TLP:WHITE', '', 'TLP:', 'TLP: GREEN', 'GREEN+STRICT', 'TLP:TLP:RED', 'gr\u00e9en'])(
  '%j is no label of TLP 2.0',
  (text) => {
    expect(codeOf(() => parseTlp(text))).toBe('marking-unknown')
  },
)

test('restriction rises from CLEAR to RED', () => {
  const shuffled = ['TLP:RED', 'TLP:CLEAR', 'TLP:AMBER+STRICT', 'TLP:GREEN', 'TLP:AMBER'] as const
  expect([...shuffled].sort(compareTlp)).toEqual(tlpLabels.names)
})

describe('marking', () => {
  const full: Marking = {
    tlp: 'TLP:AMBER',
    pap: 'PAP:RED',
    permittedActions: ['contact-for-instruction', 'none'],
    jurisdictions: ['CH', 'DE'],
    noRepublish: true,
  }

  test.each<Marking>([{ tlp: 'TLP:CLEAR' }, { tlp: 'TLP:RED', noRepublish: true }, full])(
    '%j round trip',
    (marking) => {
      expect(markingFromWire(markingToWire(marking))).toEqual(marking)
    },
  )

  test('lists are a set, whatever order they were given in', () => {
    const shuffled = {
      ...full,
      jurisdictions: ['DE', 'CH', 'DE'],
      permittedActions: ['none', 'contact-for-instruction'],
    }
    expect(sameMarking(full, shuffled)).toBe(true)
    expect(sameMarking(full, { ...full, pap: 'PAP:AMBER' })).toBe(false)
    expect(sameMarking(full, { ...full, noRepublish: false })).toBe(false)
  })
})

describe('audience', () => {
  const nested: Audience = {
    expr: {
      op: 'all',
      of: [
        { op: 'kind', names: ['agency', 'exchange'] },
        { op: 'not', of: [{ op: 'jurisdiction', names: ['XX'] }] },
        {
          op: 'any',
          of: [
            { op: 'group', names: ['task-force'] },
            { op: 'member', names: ['alpha', 'bravo'] },
          ],
        },
      ],
    },
    shareHistory: false,
  }

  test.each([everyone, nested])('%j round trip', (audience) => {
    expect(audienceFromWire(audienceToWire(audience))).toEqual(audience)
  })

  test('only the plain word is everyone', () => {
    expect(isEveryone(everyone)).toBe(true)
    expect(isEveryone(nested)).toBe(false)
    expect(isEveryone({ expr: { op: 'all', of: [{ op: 'everyone' }] }, shareHistory: true })).toBe(false)
  })

  test('its hash binds what it says', () => {
    expect(audienceHash(everyone)).toMatch(/^[0-9a-f]{64}$/)
    expect(audienceHash(nested)).not.toBe(audienceHash({ ...nested, shareHistory: true }))
    expect(sameAudience(everyone, { expr: { op: 'everyone' }, shareHistory: true })).toBe(true)
    expect(sameAudience(everyone, { expr: { op: 'everyone' }, shareHistory: false })).toBe(false)
  })

  test('an empty audience is nobody, and refused', () => {
    for (const audience of [null, undefined, {}, { expr: null }]) {
      expect(codeOf(() => audienceFromWire(audience))).toBe('field-invalid')
    }
  })
})
