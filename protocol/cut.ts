// Where a lane ends: the last position that counts, from the charter, revocations and fork proofs that are held.
import { memberOf, type Charter, type FinalPosition } from './charter.ts'
import type { ForkProof } from './fork.ts'
import type { BundleId, LaneId, MemberId, NodeKey } from './ids.ts'
import { laneHash } from './lane.ts'
import type { Revocation } from './revocation.ts'

/** Bundles behind `seq` are suspect; so is one at `seq` with another id than `id`. 0: the whole lane. */
export interface Cut {
  readonly seq: number
  readonly id?: BundleId
}

/** Only what was checked: `checkRevocation`, `checkFork`. */
export interface CutFacts {
  readonly charter: Charter
  readonly revocations: readonly Revocation[]
  readonly forks: readonly ForkProof[]
}

function positionIn(positions: readonly FinalPosition[], lane: LaneId): Cut {
  const name = laneHash(lane)
  const listed = positions.find((position) => position.lane === name)
  return listed === undefined ? { seq: 0 } : { seq: listed.seq, id: listed.bundle }
}

/** The strictest: the lowest position; at the same one the lower id, so that all agree. */
function lowest(cuts: readonly Cut[]): Cut | undefined {
  return [...cuts].sort((a, b) => a.seq - b.seq || ((a.id ?? '') < (b.id ?? '') ? -1 : 1))[0]
}

/**
 * The last position of a lane that counts; `undefined`: all of it. The same for everyone who holds the same objects.
 * A revocation of the node settles its forks: the chain through the position that it lists wins.
 */
export function cutOf(
  place: { readonly lane: LaneId; readonly member: MemberId; readonly node: NodeKey },
  facts: CutFacts,
): Cut | undefined {
  const { lane, member, node } = place
  const cuts: Cut[] = []
  const entry = memberOf(facts.charter, member)
  if (entry === undefined) cuts.push({ seq: 0 })
  else if (entry.status !== 'active') cuts.push(positionIn(entry.final, lane))
  const revocations = facts.revocations.filter((one) => one.nodeKey === node && one.member === member)
  for (const { lanes } of revocations) cuts.push(positionIn(lanes, lane))
  if (revocations.length === 0) {
    for (const { lane: forked, seq, prev } of facts.forks) {
      if (forked === lane) cuts.push({ seq: seq - 1, ...(prev === undefined ? {} : { id: prev }) })
    }
  }
  return lowest(cuts)
}
