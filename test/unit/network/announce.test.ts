// How an announcement spreads: who is chosen, and that a network of 500 is reached without the author telling more than a
// few. Real nodes are in test/network/restricted.test.ts; here it is the selection, over seeded chance.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choose } from '../../../node/network/choose.ts'
import { createKnown } from '../../../node/network/known.ts'
import { announceLimits } from '../../../node/network/limits.ts'
import type { LaneId, NodeKey } from '../../../protocol/ids.ts'

const lane = 'aa'.repeat(32) as LaneId
const nodesUpTo = (count: number): NodeKey[] =>
  Array.from({ length: count }, (_, at) => at.toString(16).padStart(64, '0') as NodeKey)

/** mulberry32: a small generator that a seed replays. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

describe('whom a node tells', () => {
  it('is entitled, connected, not known to have it, each once, and no more than the fan-out', () => {
    const subset = (all: readonly NodeKey[]) => fc.subarray([...all])
    const all = nodesUpTo(40)
    fc.assert(
      fc.property(
        subset(all),
        subset(all),
        subset(all),
        fc.nat(12),
        fc.integer(),
        (may, connected, known, fanOut, seed) => {
          const entitled = new Set(may)
          const chosen = choose({
            ...{ entitled, connected, fanOut, chance: seeded(seed) },
            isKnown: (node) => known.includes(node),
          })
          const candidates = connected.filter((node) => entitled.has(node) && !known.includes(node))
          expect(new Set(chosen).size).toBe(chosen.length)
          expect(chosen.every((node) => candidates.includes(node))).toBe(true)
          expect(chosen).toHaveLength(Math.min(fanOut, candidates.length))
        },
      ),
    )
  })

  it('is as likely one as the other', () => {
    const nodes = nodesUpTo(10)
    const chance = seeded(7)
    const counts = new Map<NodeKey, number>()
    for (let at = 0; at < 5000; at++) {
      const chosen = choose({ entitled: new Set(nodes), connected: nodes, isKnown: () => false, fanOut: 2, chance })
      for (const node of chosen) counts.set(node, (counts.get(node) ?? 0) + 1)
    }
    for (const node of nodes) expect(Math.abs((counts.get(node) ?? 0) - 1000)).toBeLessThan(150)
  })
})

describe('who is known to have it', () => {
  it('holds everything before it, and is forgotten with its connection', () => {
    const known = createKnown()
    const [one, two] = nodesUpTo(2) as [NodeKey, NodeKey]
    known.add(one, lane, 5)
    known.add(one, lane, 3)
    expect([4, 5, 6].map((seq) => known.has(one, lane, seq))).toEqual([true, true, false])
    expect(known.has(two, lane, 1)).toBe(false)
    known.forget(one)
    expect(known.has(one, lane, 1)).toBe(false)
  })

  it('each place of a lane is told of once', () => {
    const known = createKnown()
    expect([1, 1, 2, 1, 5, 4, 5, 6].map((seq) => known.tell(lane, seq))).toEqual([
      ...[true, false, true, false, true, false, false, true],
    ])
  })
})

/** Everybody is connected to everybody; each node that has it tells once, as the network room does. */
function spread(
  count: number,
  seed: number,
): { reached: number; byAuthor: number; most: number; told: number; hops: number } {
  const nodes = nodesUpTo(count)
  const [author] = nodes as [NodeKey]
  const chance = seeded(seed)
  const entitled = new Set(nodes)
  const knownBy = new Map<NodeKey, ReturnType<typeof createKnown>>(nodes.map((node) => [node, createKnown(1)]))
  const has = new Set([author])
  const sent = new Map<NodeKey, number>()
  let round = [author]
  let hops = 0
  for (; round.length > 0; hops++) {
    const next: NodeKey[] = []
    for (const node of round) {
      const known = knownBy.get(node)!
      if (!known.tell(lane, 1)) continue
      const fanOut = node === author ? announceLimits.authorFanOut : announceLimits.hopFanOut
      const others = nodes.filter((other) => other !== node)
      const isKnown = (other: NodeKey): boolean => known.has(other, lane, 1)
      for (const to of choose({ entitled, connected: others, isKnown, fanOut, chance })) {
        sent.set(node, (sent.get(node) ?? 0) + 1)
        knownBy.get(to)!.add(node, lane, 1)
        known.add(to, lane, 1)
        if (has.has(to)) continue
        has.add(to)
        next.push(to)
      }
    }
    round = next
  }
  const counts = [...sent.values()]
  return {
    ...{ reached: has.size, byAuthor: sent.get(author) ?? 0, most: Math.max(...counts), hops },
    told: counts.reduce((sum, one) => sum + one, 0),
  }
}

describe('an announcement to 500 members', () => {
  const runs = Array.from({ length: 50 }, (_, seed) => spread(500, seed))

  it('costs the author at most 50 announcements, and nobody more than the author', () => {
    for (const { byAuthor, most } of runs) {
      expect(byAuthor).toBeLessThanOrEqual(50)
      expect(byAuthor).toBe(announceLimits.authorFanOut)
      expect(most).toBe(announceLimits.authorFanOut)
    }
  })

  it('reaches all but a few in a few hops; a sync with anybody brings it to the rest', () => {
    for (const { reached, hops, told } of runs) {
      // With 6 of 500 told by each, one is missed with a probability of e^-6: 1.2 nodes on average.
      expect(reached).toBeGreaterThanOrEqual(490)
      expect(hops).toBeLessThanOrEqual(10)
      expect(told).toBeLessThanOrEqual(500 * announceLimits.hopFanOut + 2)
    }
    const average = runs.reduce((sum, { reached }) => sum + reached, 0) / runs.length
    expect(average).toBeGreaterThan(497)
    // Whoever was missed asks somebody in each of its periodic syncs: nearly all of those hold it.
    const chance = seeded(11)
    const rounds = runs.map(({ reached }) => {
      let missing = 500 - reached
      let round = 0
      for (; missing > 0 && round < 20; round++) {
        missing = Array.from({ length: missing }).filter(() => chance() >= (500 - missing) / 499).length
      }
      return round
    })
    expect(Math.max(...rounds)).toBeLessThanOrEqual(2)
  })

  it.each([1, 2, 3, 7, 8])('where there are %i nodes, each is reached', (count) => {
    for (let seed = 0; seed < 20; seed++) expect(spread(count, seed).reached).toBe(count)
  })
})
