// The filter never says no to a key that it holds, and seldom yes to one that it does not.
import { expect, it } from 'vitest'
import { KeyFilter } from '../../../node/store/filter.ts'

function filled(count: number): KeyFilter {
  const filter = new KeyFilter()
  for (let at = 0; at < count; at += 1) filter.add(`key ${at}`)
  return filter
}

it('holds what was added, also past its first size, and after save and restore', () => {
  const count = 1_300_000
  const filter = filled(count)
  const restored = KeyFilter.restore(filter.save())
  for (let at = 0; at < count; at += 7) {
    if (!filter.mayHave(`key ${at}`) || restored?.mayHave(`key ${at}`) !== true) expect.fail(`lost key ${at}`)
  }
  expect(restored?.size).toBe(filter.size)
  let wrong = 0
  for (let at = 0; at < 100_000; at += 1) if (filter.mayHave(`other ${at}`)) wrong += 1
  expect(wrong).toBeLessThan(2500)
})

it('says whether a key may have been there', () => {
  const filter = new KeyFilter()
  expect(filter.mayHave('a')).toBe(false)
  expect(filter.add('a')).toBe(false)
  expect(filter.add('a')).toBe(true)
})

it('refuses bytes that are no filter', () => {
  const saved = filled(10).save()
  expect(KeyFilter.restore(saved.subarray(0, saved.byteLength - 1))).toBeUndefined()
  expect(KeyFilter.restore(saved.subarray(0, 20))).toBeUndefined()
  expect(KeyFilter.restore(new Uint8Array(48))).toBeUndefined()
})
