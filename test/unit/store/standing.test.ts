// What became of a statement: only its own member withdraws or replaces it, and disputes survive a replacement.
import { expect, it } from 'vitest'
import { standings } from '../../../node/store/standing.ts'
import type { StoredStatement } from '../../../node/store/types.ts'
import { everyone } from '../../../protocol/audience.ts'
import type { Statement } from '../../../protocol/statement.ts'
import { domain, start } from './fixture.ts'

const id = (cursor: number) => `${String(cursor).padStart(64, '0')}.0` as StoredStatement['id']

function said(cursor: number, member: string, more: Partial<Statement> = {}, suspect = false): StoredStatement {
  return {
    id: id(cursor),
    index: 0,
    cursor,
    receivedAt: start,
    issuedAt: start,
    member: member as StoredStatement['member'],
    node: '' as StoredStatement['node'],
    lane: '' as StoredStatement['lane'],
    seq: 1,
    marking: { tlp: 'TLP:GREEN' },
    audience: everyone,
    statement: domain('a.com', more),
    bytes: new Uint8Array(),
    salt: new Uint8Array(),
    from: { via: 'local' },
    suspect,
  }
}

const first = said(1, 'exchange')
const withdrawal = (cursor: number, member: string, target: number, suspect = false) =>
  said(cursor, member, { kind: 'withdrawal', target: id(target) }, suspect)
const replacement = (cursor: number, member: string, replaces: number) =>
  said(cursor, member, { replaces: id(replaces) })
const dispute = (cursor: number, member: string, target: number) =>
  said(cursor, member, { kind: 'dispute', target: id(target) })

const cases: [string, StoredStatement[], string][] = [
  ['alone', [first], '1 active'],
  ['withdrawn by its member', [first, withdrawal(2, 'exchange', 1)], '1 withdrawn by 2, 2 active'],
  ['withdrawn by someone else (72)', [first, withdrawal(2, 'analytics', 1)], '1 active, 2 active'],
  ['withdrawn by a suspect bundle', [first, withdrawal(2, 'exchange', 1, true)], '1 active, 2 active'],
  ['replaced by its member', [first, replacement(2, 'exchange', 1)], '1 replaced by 2, 2 active'],
  ['replaced by someone else', [first, replacement(2, 'analytics', 1)], '1 active, 2 active'],
  [
    'replaced, then withdrawn',
    [first, replacement(2, 'exchange', 1), withdrawal(3, 'exchange', 1)],
    '1 withdrawn by 3, 2 active, 3 active',
  ],
  [
    'withdrawn, then replaced',
    [first, withdrawal(2, 'exchange', 1), replacement(3, 'exchange', 1)],
    '1 withdrawn by 2, 2 active, 3 active',
  ],
  ['expired', [said(1, 'exchange', { validUntil: start - 1 })], '1 expired'],
  ['not yet expired', [said(1, 'exchange', { validUntil: start })], '1 active'],
  ['its end arrives first', [withdrawal(1, 'exchange', 2), said(2, 'exchange')], '1 active, 2 withdrawn by 1'],
  [
    'two that replace each other',
    [replacement(1, 'exchange', 2), replacement(2, 'exchange', 1)],
    '1 replaced by 2, 2 replaced by 1',
  ],
  ['one that names itself', [replacement(1, 'exchange', 1)], '1 active'],
]

for (const [name, statements, expected] of cases) {
  it(name, () => {
    const found = standings(statements.toReversed(), start).map(({ stored, state, by }) => {
      return `${stored.cursor} ${state}${by === undefined ? '' : ` by ${Number(by.slice(0, 64))}`}`
    })
    expect(found.join(', ')).toBe(expected)
  })
}

it('a dispute holds against what replaces the statement, until it is withdrawn', () => {
  const disputes = (statements: StoredStatement[]) =>
    standings(statements, start).map((standing) => standing.disputes.map(({ cursor }) => cursor))
  const some = [first, dispute(2, 'analytics', 1), replacement(3, 'exchange', 1)]
  expect(disputes(some)).toEqual([[2], [], [2]])
  expect(disputes([...some, withdrawal(4, 'analytics', 2)])).toEqual([[], [], [], []])
})

it('sightings are counted as they say', () => {
  const sighting = (cursor: number, sightings?: number) =>
    said(cursor, 'agency', { kind: 'sighting', target: id(1), ...(sightings === undefined ? {} : { sightings }) })
  expect(standings([first, sighting(2), sighting(3, 5)], start)[0]).toMatchObject({ sightingsCount: 6 })
})
