// What of a held chain counts under a cut: by number, by bundle, and behind a fork that was settled.
import { describe, expect, test } from 'vitest'
import { type Cut, agreedUpTo, isBehind, isSettled, isSuspect } from '../../../protocol/cut.ts'
import type { BundleId } from '../../../protocol/ids.ts'

/** Bundles are named by branch and number; `held`: which branch stands at each number. */
const id = (branch: string, seq: number) => `${branch}${seq}` as BundleId
const chain = (held: string) => ({
  seq: held.length,
  idAt: (seq: number) => (held[seq - 1] === undefined ? undefined : id(held[seq - 1] ?? '', seq)),
})

describe('a held chain', () => {
  test.each<[string, Cut | undefined, string, { upTo: number; settled: boolean; suspect: string }]>([
    ['no cut', undefined, 'ccaaa', { upTo: 5, settled: true, suspect: '-----' }],
    ['nothing counts', { seq: 0 }, 'cca', { upTo: 0, settled: true, suspect: 'sss' }],
    ['nothing is held', { seq: 4, id: id('a', 4) }, '', { upTo: 0, settled: false, suspect: '' }],
    ['held beyond the cut', { seq: 4, id: id('a', 4) }, 'ccaaa', { upTo: 4, settled: true, suspect: '----s' }],
    ['held to the cut', { seq: 4, id: id('a', 4) }, 'ccaa', { upTo: 4, settled: true, suspect: '----' }],
    ['held in part', { seq: 4, id: id('a', 4) }, 'cca', { upTo: 3, settled: false, suspect: '---' }],
    ['another at the cut', { seq: 4, id: id('a', 4) }, 'ccbbb', { upTo: 3, settled: false, suspect: '---ss' }],
    ['a fork, settled', { seq: 4, id: id('a', 4), fork: 3 }, 'ccaaa', { upTo: 4, settled: true, suspect: '----s' }],
    ['a fork, the other', { seq: 4, id: id('a', 4), fork: 3 }, 'ccbbb', { upTo: 2, settled: false, suspect: '--sss' }],
    ['a fork, in part', { seq: 4, id: id('a', 4), fork: 3 }, 'cca', { upTo: 2, settled: false, suspect: '--s' }],
    ['a fork at the cut', { seq: 3, id: id('a', 3), fork: 3 }, 'ccb', { upTo: 2, settled: false, suspect: '--s' }],
    ['a fork of the first', { seq: 2, id: id('a', 2), fork: 1 }, 'bb', { upTo: 0, settled: false, suspect: 'ss' }],
    ['a cut that names none', { seq: 2 }, 'ccaa', { upTo: 2, settled: false, suspect: '--ss' }],
  ])('%s', (_, cut, held, { upTo, settled, suspect }) => {
    const own = chain(held)
    expect(agreedUpTo(cut, own)).toBe(upTo)
    expect(isSettled(cut, own)).toBe(settled)
    const marks = Array.from(held, (branch, at) => isSuspect(cut, { seq: at + 1, id: id(branch, at + 1) }, own))
    expect(marks.map((mark) => (mark ? 's' : '-')).join('')).toBe(suspect)
  })
})

describe('a bundle by itself', () => {
  test.each<[string, Cut | undefined, string, number, boolean]>([
    ['no cut', undefined, 'a', 9, false],
    ['before the cut, in whichever branch', { seq: 4, id: id('a', 4), fork: 3 }, 'b', 3, false],
    ['at the cut', { seq: 4, id: id('a', 4) }, 'a', 4, false],
    ['another at the cut', { seq: 4, id: id('a', 4) }, 'b', 4, true],
    ['at a cut that names none', { seq: 4 }, 'b', 4, false],
    ['behind the cut', { seq: 4, id: id('a', 4) }, 'a', 5, true],
    ['of a lane of which nothing counts', { seq: 0 }, 'a', 1, true],
  ])('%s', (_, cut, branch, seq, behind) => {
    expect(isBehind(cut, { seq, id: id(branch, seq) })).toBe(behind)
  })
})
