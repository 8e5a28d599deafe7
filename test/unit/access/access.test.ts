// Who may read what: every label against every reader, clearance, role and audience, and everything unknown a no.
import { describe, expect, it } from 'vitest'
import {
  type LaneView,
  localReader,
  mayRead,
  mayReadStatement,
  nodeReader,
  type Reader,
  type Role,
  roles,
  type TokenReader,
} from '../../../node/access/access.ts'
import { type Audience, type AudienceExpr, everyone } from '../../../protocol/audience.ts'
import type { LaneId, MemberId } from '../../../protocol/ids.ts'
import { type Tlp, tlpLabels } from '../../../protocol/names.ts'
import { createCommunity } from '../../helpers/community.ts'

const group = (...names: string[]): AudienceExpr => ({ op: 'group', names })
const not = (of: AudienceExpr): AudienceExpr => ({ op: 'not', of: [of] })
const all = (...of: AudienceExpr[]): AudienceExpr => ({ op: 'all', of })
const any = (...of: AudienceExpr[]): AudienceExpr => ({ op: 'any', of })
const kind: AudienceExpr = { op: 'kind', names: ['agency'] }
const jurisdiction: AudienceExpr = { op: 'jurisdiction', names: ['CH'] }
const member: AudienceExpr = { op: 'member', names: ['acme'] }
const everybody = everyone.expr

const audienceOf = (expr: AudienceExpr): Audience => ({ expr, shareHistory: false })

function view(tlp: Tlp, audience = everyone): LaneView {
  return { lane: 'lane' as LaneId, member: 'exchange' as MemberId, marking: { tlp }, audience }
}

function token(role: Role, clearance: Tlp = 'TLP:RED', groups: string[] = [], name = 'alice'): TokenReader {
  return { kind: 'token', id: 't', name, member: 'acme' as MemberId, role, clearance, groups, scopes: ['read'] }
}

const labels = tlpLabels.names
const upTo = (tlp: Tlp): readonly Tlp[] => labels.slice(0, labels.indexOf(tlp) + 1)

describe('of the whole network’s audience', () => {
  const most: Record<Role, Tlp> = {
    staff: 'TLP:RED',
    admin: 'TLP:RED',
    client: 'TLP:GREEN',
    feed: 'TLP:GREEN',
  }
  for (const role of roles) {
    it.each(labels)(`a ${role} cleared for %s reads up to it, and never beyond ${most[role]}`, (clearance) => {
      const bound = labels[Math.min(labels.indexOf(clearance), labels.indexOf(most[role]))] ?? expect.fail()
      expect(labels.filter((label) => mayRead(token(role, clearance, ['cert']), view(label)))).toEqual(upTo(bound))
    })
  }

  it('without a token, what is CLEAR', () => {
    expect(labels.filter((label) => mayRead({ kind: 'public' }, view(label)))).toEqual(['TLP:CLEAR'])
  })

  it('for some jurisdictions alone it is narrower: neither public, nor for clients and feeds', () => {
    const swiss = (label: Tlp): LaneView => ({ ...view(label), marking: { tlp: label, jurisdictions: ['CH'] } })
    expect(labels.filter((label) => mayRead({ kind: 'public' }, swiss(label)))).toEqual([])
    for (const role of ['client', 'feed'] as const) {
      expect(labels.filter((label) => mayRead(token(role), swiss(label)))).toEqual([])
    }
    expect(labels.filter((label) => mayRead(token('staff'), swiss(label)))).toEqual(labels)
  })

  it.each<[string, Reader]>([
    ['operator', localReader],
    ['node itself', nodeReader],
  ])('the %s knows of every lane', (_name, reader) => {
    expect(labels.filter((label) => mayRead(reader, view(label)))).toEqual(labels)
  })
})

describe('of a narrower audience', () => {
  const audiences: [string, AudienceExpr, clientOfCert: boolean][] = [
    ['a group of the client', group('cert'), true],
    ['one of several groups', group('banks', 'cert'), true],
    ['another group', group('banks'), false],
    ['member kinds', kind, false],
    ['jurisdictions', jurisdiction, false],
    ['named members', member, false],
    ['the group within a jurisdiction', all(group('cert'), jurisdiction), true],
    ['the group outside a jurisdiction', all(group('cert'), not(jurisdiction)), true],
    ['the group or a kind', any(kind, group('cert')), true],
    ['another group or a kind', any(kind, group('banks')), false],
    ['everyone or another group', any(everybody, group('banks')), false],
    ['everyone but the group', all(everybody, not(group('cert'))), false],
    ['not the group', not(group('cert')), false],
    ['not another group', not(group('banks')), false],
    ['not not the group', not(not(group('cert'))), false],
    ['the group and another one', all(group('cert'), group('banks')), false],
    ['the group, without those of another', all(group('cert'), not(group('banks'))), true],
    ['another group, without those of the client’s', all(group('banks'), not(group('cert'))), false],
    ['a kind within everyone', all(everybody, kind), false],
  ]
  for (const [name, expr, client] of audiences) {
    const audience = audienceOf(expr)
    const read = (reader: Reader): Tlp[] => labels.filter((label) => mayRead(reader, view(label, audience)))
    it(`${name}: staff and admin by clearance, a client ${client ? 'up to AMBER' : 'never'}, a feed and the public never`, () => {
      expect(read(token('staff'))).toEqual(labels)
      expect(read(token('admin', 'TLP:AMBER'))).toEqual(upTo('TLP:AMBER'))
      expect(read(token('client', 'TLP:RED', ['cert']))).toEqual(client ? upTo('TLP:AMBER') : [])
      expect(read(token('client', 'TLP:GREEN', ['cert']))).toEqual(client ? upTo('TLP:GREEN') : [])
      expect(read(token('client', 'TLP:RED', []))).toEqual([])
      expect(read(token('feed', 'TLP:RED', ['cert']))).toEqual([])
      expect(read({ kind: 'public' })).toEqual([])
      expect(read(localReader)).toEqual(labels)
    })
  }
})

describe('of TLP:RED, whom the statement names', () => {
  const cases: [string, Reader, readers: string[] | undefined, boolean][] = [
    ['a named reader', token('staff'), ['bob', 'alice'], true],
    ['a named reader of this member', token('staff'), ['alice@acme'], true],
    ['a namesake at another member', token('staff'), ['alice@bolt'], false],
    ['somebody else', token('staff'), ['bob'], false],
    ['nobody', token('staff'), [], false],
    ['nobody at all', token('staff'), undefined, false],
    ['a name that only begins so', token('staff'), ['alice2', 'al'], false],
    ['an admin that is named', token('admin'), ['alice'], true],
    ['an admin that is not', token('admin'), ['bob'], false],
    ['a named client', token('client', 'TLP:RED', ['cert']), ['alice'], false],
    ['a named feed', token('feed'), ['alice'], false],
    ['a named reader without the clearance', token('staff', 'TLP:AMBER+STRICT'), ['alice'], false],
    ['the operator, named', localReader, ['operator'], true],
    ['the operator, not named', localReader, ['alice'], false],
    ['the operator of this member', { kind: 'local', member: 'acme' as MemberId }, ['operator@acme'], true],
    ['the operator of another member', { kind: 'local', member: 'acme' as MemberId }, ['operator@bolt'], false],
    ['an operator whose member is not known', localReader, ['operator@acme'], false],
    ['the public', { kind: 'public' }, ['public'], false],
    ['the node itself', nodeReader, ['alice'], true],
  ]
  it.each(cases)('%s', (_name, reader, readers, expected) => {
    const red = view('TLP:RED', audienceOf(all(member, group('cert'))))
    const statement = readers === undefined ? {} : { readers }
    expect(mayReadStatement(reader, red, statement)).toBe(expected)
  })

  it('of a lesser label names mean nothing', () => {
    expect(mayReadStatement(token('staff'), view('TLP:AMBER+STRICT'), { readers: ['bob'] })).toBe(true)
    expect(mayReadStatement(localReader, view('TLP:AMBER'), {})).toBe(true)
    expect(mayReadStatement(token('client'), view('TLP:AMBER'), { readers: ['alice'] })).toBe(false)
  })
})

describe('peers', () => {
  const community = createCommunity(['exchange', 'agency'])
  const cleared = (clearance: Tlp, id = 'agency'): Reader => ({
    kind: 'peer',
    member: id as MemberId,
    charter: {
      ...community.genesis.charter,
      members: community.genesis.charter.members.map((entry) => (entry.id === id ? { ...entry, clearance } : entry)),
    },
  })

  it.each<[Tlp, readonly Tlp[]]>([
    ['TLP:GREEN', upTo('TLP:GREEN')],
    ['TLP:AMBER', upTo('TLP:AMBER')],
    ['TLP:AMBER+STRICT', upTo('TLP:AMBER+STRICT')],
    // RED goes to members that are named.
    ['TLP:RED', upTo('TLP:AMBER+STRICT')],
  ])('a peer cleared for %s', (clearance, expected) => {
    expect(labels.filter((label) => mayRead(cleared(clearance), view(label)))).toEqual(expected)
  })

  it('a node of the author knows its lanes, whatever they say', () => {
    expect(labels.filter((label) => mayRead(cleared('TLP:GREEN', 'exchange'), view(label)))).toEqual(labels)
  })

  it('an audience is judged by the charter', () => {
    const named = audienceOf({ op: 'member', names: ['agency'] })
    expect(mayRead(cleared('TLP:RED'), view('TLP:RED', named))).toBe(true)
    expect(mayRead(cleared('TLP:RED'), view('TLP:GREEN', audienceOf(group('cert'))))).toBe(false)
  })
})

it('unknown labels, clearances, roles and readers read nothing', () => {
  const unknown = 'TLP:BLUE' as Tlp
  for (const reader of [localReader, nodeReader, token('staff'), { kind: 'public' } as const]) {
    expect(mayRead(reader, view(unknown))).toBe(false)
  }
  expect(mayRead(token('staff', unknown), view('TLP:CLEAR'))).toBe(false)
  expect(mayRead(token('chief' as Role), view('TLP:CLEAR'))).toBe(false)
  expect(mayRead({ kind: 'somebody' } as unknown as Reader, view('TLP:CLEAR'))).toBe(false)
})
