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
  /** The first number, up to `seq`, of which two bundles are known: from there on a chain counts where it leads to `id`. */
  readonly fork?: number
}

/** What a node holds of a lane: the number of its newest bundle (0: none), and which bundle stands at a number. */
export interface HeldChain {
  readonly seq: number
  readonly idAt: (seq: number) => BundleId | undefined
}

interface Place {
  readonly seq: number
  readonly id: BundleId
}

/** Whether a bundle is known not to count by its place alone. */
export function isBehind(cut: Cut | undefined, { seq, id }: Place): boolean {
  if (cut === undefined) return false
  return seq > cut.seq || (seq === cut.seq && cut.id !== undefined && id !== cut.id)
}

/** Whether a chain goes through the position of the cut. */
function isReached(cut: Cut, { seq, idAt }: HeldChain): boolean {
  return seq >= cut.seq && (cut.id === undefined || idAt(cut.seq) === cut.id)
}

/** Whether nothing about a cut is left to be learned: the bundle that it names is held in the chain, or nothing counts. */
export function isSettled(cut: Cut | undefined, chain: HeldChain): boolean {
  return cut === undefined || cut.seq === 0 || (cut.id !== undefined && isReached(cut, chain))
}

/** The last number up to which a held chain is known to be the one that counts. */
export function agreedUpTo(cut: Cut | undefined, chain: HeldChain): number {
  if (cut === undefined) return chain.seq
  if (isReached(cut, chain)) return cut.seq
  return Math.max(0, Math.min(chain.seq, cut.seq - 1, (cut.fork ?? Infinity) - 1))
}

/** Whether a bundle of a held chain does not count, or is not known to: behind the cut, or behind a fork without it. */
export function isSuspect(cut: Cut | undefined, place: Place, chain: HeldChain): boolean {
  if (cut === undefined) return false
  if (isBehind(cut, place)) return true
  return cut.fork !== undefined && place.seq >= cut.fork && !isReached(cut, chain)
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
 * A revocation of the node settles its forks, and so do the final positions of a member that left: the chain through the
 * position that is listed wins. Otherwise whoever has the key of such a node could still freeze what counts, by a fork.
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
  const forks = facts.forks.filter((one) => one.lane === lane)
  // What no position was set for by others ends before its fork: protocol.md#cuts
  if (cuts.length === 0) {
    for (const { seq, prev } of forks) cuts.push({ seq: seq - 1, ...(prev === undefined ? {} : { id: prev }) })
  }
  const cut = lowest(cuts)
  const fork = Math.min(...forks.map(({ seq }) => seq))
  return cut === undefined || fork > cut.seq ? cut : { ...cut, fork }
}
