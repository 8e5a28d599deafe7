// Who receives: label, clearance, caveat and expression, closed wherever anything is not known.
import { describe, expect, test } from 'vitest'
import {
  everyone,
  isRestricted,
  mayReceive,
  namesMembers,
  parseAudience,
  recipientsOf,
  withheldFrom,
  type Audience,
  type Charter,
  type Marking,
  type MemberId,
} from '../../../protocol/index.ts'
import { genesisCharter, memberNamed } from '../../helpers/protocol.ts'

// Three kinds, three jurisdictions, every clearance, and members that are not active.
const charter: Charter = genesisCharter({
  members: [
    memberNamed('acme', { kind: 'exchange', jurisdiction: 'CH', clearance: 'TLP:RED' }),
    memberNamed('bund', { kind: 'agency', jurisdiction: 'DE', clearance: 'TLP:AMBER+STRICT' }),
    memberNamed('cash', { kind: 'exchange', jurisdiction: 'US', clearance: 'TLP:AMBER' }),
    memberNamed('data', { kind: 'analytics', jurisdiction: 'DE', clearance: 'TLP:GREEN' }),
    memberNamed('gone', { kind: 'exchange', jurisdiction: 'CH', clearance: 'TLP:RED', status: 'removed' }),
    memberNamed('held', { kind: 'agency', jurisdiction: 'DE', clearance: 'TLP:RED', status: 'suspended' }),
  ],
  groups: [
    { name: 'empty', members: [] },
    { name: 'fraud', members: ['acme', 'cash', 'data', 'gone', 'held', 'nobody'] as MemberId[] },
  ],
})

const audience = (text: string): Audience => parseAudience(text)
const receivers = (text: string, marking: Marking): string =>
  recipientsOf(charter, audience(text), marking)
    .map(({ id }) => id)
    .join(' ')

describe('recipients', () => {
  test.each<[string, Marking, string]>([
    // --- labels and clearance
    ['everyone', { tlp: 'TLP:CLEAR' }, 'acme bund cash data'],
    ['everyone', { tlp: 'TLP:GREEN' }, 'acme bund cash data'],
    ['everyone', { tlp: 'TLP:AMBER' }, 'acme bund cash'],
    ['everyone', { tlp: 'TLP:AMBER+STRICT' }, 'acme bund'],
    // --- TLP:RED names its members
    ['everyone', { tlp: 'TLP:RED' }, ''],
    ['group:fraud', { tlp: 'TLP:RED' }, ''],
    ['kind:exchange', { tlp: 'TLP:RED' }, ''],
    ['member:acme', { tlp: 'TLP:RED' }, 'acme'],
    ['member:acme,bund,gone,held', { tlp: 'TLP:RED' }, 'acme'],
    ['not member:bund', { tlp: 'TLP:RED' }, ''],
    ['member:acme and group:fraud', { tlp: 'TLP:RED' }, 'acme'],
    ['member:acme and group:empty', { tlp: 'TLP:RED' }, ''],
    ['member:acme or group:fraud', { tlp: 'TLP:RED' }, ''],
    ['member:acme or member:bund and jurisdiction:DE', { tlp: 'TLP:RED' }, 'acme'],
    ['everyone and member:acme', { tlp: 'TLP:RED' }, 'acme'],
    // --- expressions
    ['group:fraud', { tlp: 'TLP:GREEN' }, 'acme cash data'],
    ['group:fraud', { tlp: 'TLP:AMBER' }, 'acme cash'],
    ['group:empty', { tlp: 'TLP:GREEN' }, ''],
    ['not group:empty', { tlp: 'TLP:GREEN' }, 'acme bund cash data'],
    ['not group:fraud', { tlp: 'TLP:GREEN' }, 'bund'],
    ['kind:exchange,agency', { tlp: 'TLP:GREEN' }, 'acme bund cash'],
    ['jurisdiction:DE', { tlp: 'TLP:GREEN' }, 'bund data'],
    ['jurisdiction not in (US, DE)', { tlp: 'TLP:GREEN' }, 'acme'],
    ['jurisdiction:AQ', { tlp: 'TLP:GREEN' }, ''],
    ['member:data,cash', { tlp: 'TLP:GREEN' }, 'cash data'],
    ['not member:data', { tlp: 'TLP:GREEN' }, 'acme bund cash'],
    ['group:fraud and kind:exchange and not jurisdiction:US', { tlp: 'TLP:GREEN' }, 'acme'],
    ['kind:analytics or member:bund', { tlp: 'TLP:AMBER' }, 'bund'],
    ['not not kind:agency', { tlp: 'TLP:GREEN' }, 'bund'],
    ['not everyone', { tlp: 'TLP:GREEN' }, ''],
    ['everyone or kind:agency', { tlp: 'TLP:GREEN' }, 'acme bund cash data'],
    // --- what the charter does not know stays unknown
    ['group:dissolved', { tlp: 'TLP:GREEN' }, ''],
    ['not group:dissolved', { tlp: 'TLP:GREEN' }, ''],
    ['not not group:dissolved', { tlp: 'TLP:GREEN' }, ''],
    ['everyone and not group:dissolved', { tlp: 'TLP:GREEN' }, ''],
    ['kind:agency or not group:dissolved', { tlp: 'TLP:GREEN' }, 'bund'],
    ['not (kind:agency and group:dissolved)', { tlp: 'TLP:GREEN' }, 'acme cash data'],
    ['not (kind:agency or group:dissolved)', { tlp: 'TLP:GREEN' }, ''],
    ['group:fraud,dissolved', { tlp: 'TLP:GREEN' }, 'acme cash data'],
    ['not group:fraud,dissolved', { tlp: 'TLP:GREEN' }, ''],
    ['member:nobody', { tlp: 'TLP:GREEN' }, ''],
    // --- case 66: the caveat of jurisdictions holds whatever the expression says
    ['everyone', { tlp: 'TLP:GREEN', jurisdictions: ['DE'] }, 'bund data'],
    ['everyone', { tlp: 'TLP:AMBER', jurisdictions: ['CH', 'US'] }, 'acme cash'],
    ['member:cash', { tlp: 'TLP:AMBER', jurisdictions: ['CH'] }, ''],
    ['jurisdiction:US', { tlp: 'TLP:AMBER', jurisdictions: ['DE'] }, ''],
    ['everyone', { tlp: 'TLP:GREEN', jurisdictions: [] }, ''],
    // --- the other caveats tell how to handle it, not who receives it
    ['everyone', { tlp: 'TLP:AMBER', pap: 'PAP:RED', permittedActions: ['none'], noRepublish: true }, 'acme bund cash'],
  ])('%s under %j: %s', (text, marking, members) => {
    expect(receivers(text, marking)).toBe(members)
  })

  test.each(['gone', 'held', 'nobody', '', 'ACME'])('"%s" receives nothing, not even what is clear', (id) => {
    expect(mayReceive(charter, everyone, { tlp: 'TLP:CLEAR' }, id as MemberId)).toBe(false)
    expect(mayReceive(charter, audience('member:gone,held,nobody'), { tlp: 'TLP:CLEAR' }, id as MemberId)).toBe(false)
  })

  test('what cannot come over the wire lets nobody in', () => {
    const odd = [
      { op: 'any', of: [] },
      { op: 'all' },
      { op: 'not' },
      { op: 'not', of: [] },
      { op: 'group' },
      { op: 'member', names: [] },
      { op: 'of-a-later-version' },
    ]
    for (const expr of odd) {
      const who = { expr, shareHistory: false } as unknown as Audience
      if (expr.op === 'all') continue
      expect(recipientsOf(charter, who, { tlp: 'TLP:GREEN' })).toEqual([])
    }
  })
})

test.each<[string, Marking, string, string | undefined]>([
  ['everyone', { tlp: 'TLP:AMBER' }, 'acme', undefined],
  ['everyone', { tlp: 'TLP:AMBER' }, 'data', 'clearance'],
  ['everyone', { tlp: 'TLP:CLEAR' }, 'held', 'suspended'],
  ['everyone', { tlp: 'TLP:CLEAR' }, 'gone', 'removed'],
  ['everyone', { tlp: 'TLP:CLEAR' }, 'nobody', 'no-member'],
  ['everyone', { tlp: 'TLP:GREEN', jurisdictions: ['DE'] }, 'acme', 'jurisdiction'],
  ['everyone', { tlp: 'TLP:RED' }, 'acme', 'members-unnamed'],
  ['member:bund', { tlp: 'TLP:RED' }, 'acme', 'outside'],
  ['kind:agency', { tlp: 'TLP:GREEN' }, 'acme', 'outside'],
  ['not group:dissolved', { tlp: 'TLP:GREEN' }, 'acme', 'name-unknown'],
  ['kind:exchange or group:dissolved', { tlp: 'TLP:GREEN' }, 'acme', undefined],
])('%s under %j is kept from %s: %s', (text, marking, id, why) => {
  expect(withheldFrom(charter, audience(text), marking, id as MemberId)).toBe(why)
})

test.each<[string, boolean]>([
  ['everyone', false],
  ['group:fraud', false],
  ['kind:bank', false],
  ['jurisdiction:CH', false],
  ['not member:acme', false],
  ['member:acme', true],
  ['member:acme,bund', true],
  ['member:acme or member:bund and kind:agency', true],
  ['member:acme and group:fraud', true],
  ['(member:acme or group:fraud) and kind:bank', false],
  ['(member:acme or group:fraud) and member:bund', true],
  ['not not member:acme', false],
])('%s names its members: %s', (text, named) => {
  expect(namesMembers(audience(text))).toBe(named)
})

test.each<[Marking['tlp'], string, boolean]>([
  ['TLP:CLEAR', 'everyone', false],
  ['TLP:GREEN', 'everyone', false],
  ['TLP:AMBER', 'everyone', true],
  ['TLP:AMBER+STRICT', 'everyone', true],
  ['TLP:RED', 'everyone', true],
  ['TLP:CLEAR', 'group:fraud', true],
  ['TLP:GREEN', 'not member:data', true],
  ['TLP:GREEN', 'everyone or kind:bank', true],
])('%s to %s is restricted: %s', (tlp, text, restricted) => {
  expect(isRestricted({ marking: { tlp, jurisdictions: ['CH'] }, audience: audience(text) })).toBe(true)
  expect(isRestricted({ marking: { tlp, pap: 'PAP:RED', noRepublish: true }, audience: audience(text) })).toBe(
    restricted,
  )
  expect(isRestricted({ marking: { tlp }, audience: audience(text) })).toBe(restricted)
})
