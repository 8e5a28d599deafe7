// Files of positions, and what several of them say together.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FinalPosition } from '../../../protocol/charter.ts'
import type { BundleId, LaneHash, MemberId, NetworkId } from '../../../protocol/ids.ts'
import { GoverningError } from '../../../node/governing/errors.ts'
import { formatPositions, joinPositions, parsePositions } from '../../../node/governing/positions.ts'

const hex = (digit: string) => digit.repeat(64)
const of = { network: hex('a') as NetworkId, member: 'bravo' as MemberId }
const at = (lane: string, seq: number, bundle = 'f'): FinalPosition => ({
  lane: hex(lane) as LaneHash,
  seq,
  bundle: hex(bundle) as BundleId,
})
const text = formatPositions(of, 'alpha', [at('1', 3), at('2', 9)])
const changed = (change: (file: Record<string, unknown>) => unknown) =>
  JSON.stringify(change(JSON.parse(text) as Record<string, unknown>))

function codeOf(act: () => unknown): string | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof GoverningError) return error.code
    throw error
  }
}

describe('a file of positions', () => {
  const lanes = fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{64}$/), { maxLength: 40 })
  test('brings back what went in', () => {
    fc.assert(
      fc.property(lanes, fc.integer({ min: 1 }), fc.stringMatching(/^[0-9a-f]{64}$/), (named, seq, bundle) => {
        const positions = named.map((lane) => ({ lane: lane as LaneHash, seq, bundle: bundle as BundleId }))
        expect(parsePositions(formatPositions(of, 'alpha', positions), of)).toEqual({ from: 'alpha', positions })
      }),
    )
  })

  test.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', 'positions'],
    ['a list', '[]'],
    ['null', 'null'],
    ['cut', text.slice(0, -9)],
    ['of another network', changed((file) => ({ ...file, network: hex('b') }))],
    ['of another member', changed((file) => ({ ...file, member: 'charlie' }))],
    ['of a later format', changed((file) => ({ ...file, format: 2 }))],
    ['with a key that is not known', changed((file) => ({ ...file, extra: 1 }))],
    ['without positions', changed((file) => ({ ...file, positions: undefined }))],
    ['a lane twice', changed((file) => ({ ...file, positions: [at('1', 3), at('1', 4)] }))],
    ['a lane that is none', changed((file) => ({ ...file, positions: [{ ...at('1', 3), lane: 'x' }] }))],
    ['in capitals', changed((file) => ({ ...file, positions: [{ ...at('1', 3), lane: hex('A') }] }))],
    ['seq 0', changed((file) => ({ ...file, positions: [at('1', 0)] }))],
    ['seq below 0', changed((file) => ({ ...file, positions: [at('1', -1)] }))],
    ['a broken seq', changed((file) => ({ ...file, positions: [at('1', 1.5)] }))],
    ['seq beyond what is safe', changed((file) => ({ ...file, positions: [at('1', 2 ** 53)] }))],
    ['more lanes than a charter lists', changed((file) => ({ ...file, positions: Array(4097).fill(at('1', 1)) }))],
  ])('%s is refused', (_, bad) => {
    expect(codeOf(() => parsePositions(bad, of))).toBe('positions-invalid')
  })
})

describe('positions of several', () => {
  test('the highest of each lane, sorted', () => {
    expect(joinPositions([at('2', 4), at('1', 1), at('2', 9), at('2', 5), at('1', 1)])).toEqual([
      at('1', 1),
      at('2', 9),
    ])
    expect(joinPositions([])).toEqual([])
  })

  test('two bundles at one place are a conflict, wherever that place lies and in whatever order they come', () => {
    const all = [at('1', 7), at('1', 3, 'e'), at('1', 3, 'f'), at('2', 1)]
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
        expect(codeOf(() => joinPositions(order))).toBe('positions-conflict')
      }),
    )
  })
})
