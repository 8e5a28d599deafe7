import { describe, expect, it } from 'vitest'
import type { MemberId } from '../../../protocol/ids.ts'
import { judgeStandings } from '../../../node/api/standing.ts'
import type { StoredStatement } from '../../../node/store/types.ts'
import { held, statementId } from './double.ts'

const now = 1_000_000
const bolt = { member: 'bolt' as MemberId }
const withdraws = (target: number) => ({ kind: 'withdrawal', target: statementId(target) }) as const
const disputes = (target: number) =>
  ({ kind: 'dispute', target: statementId(target), reason: 'false-positive' }) as const
const replaces = (target: number) => ({ replaces: statementId(target) }) as const

const cases: [string, StoredStatement[], string[]][] = [
  ['a statement alone', [held(1, {})], ['current']],
  ['withdrawn by its author', [held(1, {}), held(2, withdraws(1))], ['withdrawn', 'current']],
  [
    'withdrawn by another node of its author',
    [held(1, {}), held(2, withdraws(1), { node: 'ff'.repeat(32) as never })],
    ['withdrawn', 'current'],
  ],
  ['"withdrawn" by somebody else', [held(1, {}), held(2, withdraws(1), bolt)], ['current', 'current']],
  [
    '"withdrawn" under another marking',
    [held(1, {}), held(2, withdraws(1), { marking: { tlp: 'TLP:CLEAR' } })],
    ['current', 'current'],
  ],
  ['"withdrawn" by what is suspect', [held(1, {}), held(2, withdraws(1), { suspect: true })], ['current', 'suspect']],
  ['replaced', [held(1, {}), held(2, replaces(1))], ['replaced', 'current']],
  ['"replaced" by somebody else', [held(1, {}), held(2, replaces(1), bolt)], ['current', 'current']],
  [
    'replaced, then withdrawn',
    [held(1, {}), held(2, replaces(1)), held(3, withdraws(2))],
    ['replaced', 'withdrawn', 'current'],
  ],
  [
    'withdrawn, then said again',
    [held(1, {}), held(2, withdraws(1)), held(3, {})],
    ['withdrawn', 'current', 'current'],
  ],
  ['expired', [held(1, { validUntil: now })], ['expired']],
  ['not yet expired', [held(1, { validUntil: now + 1 })], ['current']],
  ['suspect', [held(1, {}, { suspect: true })], ['suspect']],
  ['a dispute of what stands', [held(1, {}), held(2, disputes(1), bolt)], ['current', 'current']],
  [
    'a dispute of what was withdrawn',
    [held(1, {}), held(2, disputes(1), bolt), held(3, withdraws(1))],
    ['withdrawn', 'withdrawn', 'current'],
  ],
  [
    'a dispute survives replacement',
    [held(1, {}), held(2, disputes(1), bolt), held(3, replaces(1))],
    ['replaced', 'current', 'current'],
  ],
  [
    'a dispute that was withdrawn',
    [held(1, {}), held(2, disputes(1), bolt), held(3, withdraws(2), bolt)],
    ['current', 'withdrawn', 'current'],
  ],
  [
    'two that replace each other',
    [held(1, replaces(2)), held(2, replaces(1)), held(3, disputes(1), bolt)],
    ['replaced', 'replaced', 'replaced'],
  ],
  ['a withdrawal of what is not held', [held(2, withdraws(1))], ['current']],
]

describe('standing', () => {
  it.each(cases)('%s', (_what, statements, expected) => {
    expect(judgeStandings(statements, now).map(({ standing }) => standing)).toEqual(expected)
    // Order of arrival does not matter.
    expect(judgeStandings(statements.toReversed(), now).map(({ standing }) => standing)).toEqual(expected.toReversed())
  })

  it('counts the disputes that stand, on the newest version', () => {
    const statements = [
      held(1, {}),
      held(2, disputes(1), bolt),
      held(3, disputes(1)),
      held(4, withdraws(3)),
      held(5, replaces(1)),
    ]
    expect(judgeStandings(statements, now).map((one) => one.disputes)).toEqual([0, 0, 0, 0, 1])
  })
})
