import { expect, it } from 'vitest'
import { createBudgets } from '../../../node/network/budget.ts'
import { gossipLimits } from '../../../node/network/limits.ts'
import { createSeen } from '../../../node/network/gossip.ts'
import type { BundleId, NodeKey } from '../../../protocol/ids.ts'

const [ann, bob] = ['ann' as NodeKey, 'bob' as NodeKey]

it('a budget belongs to the peer that delivers', () => {
  let now = 0
  const budgets = createBudgets(() => now)
  for (let at = 0; at < gossipLimits.inFlightPerPeer; at++) expect(budgets.take(ann)).toBe(true)
  expect(budgets.take(ann)).toBe(false)
  expect(budgets.take(bob)).toBe(true)
  budgets.done(ann)
  expect(budgets.take(ann)).toBe(true)
  for (let at = 0; at < gossipLimits.messagesBurst; at++) {
    budgets.done(ann)
    budgets.take(ann)
  }
  budgets.done(ann)
  expect(budgets.take(ann)).toBe(false)
  now = 1000
  expect(budgets.take(ann)).toBe(true)
})

it('what was seen is forgotten in the order in which it came', () => {
  const seen = createSeen(2)
  for (const id of ['a', 'b', 'a', 'c']) seen.add(id as BundleId)
  expect(['a', 'b', 'c'].map((id) => seen.has(id as BundleId))).toEqual([true, false, true])
})
