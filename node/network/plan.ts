// What is missing here of what a peer says it holds: pure. And who pulls which lane, so that no byte is moved twice.
import type { LaneId, NodeKey } from '../../protocol/ids.ts'
import type { Position, Want } from './types.ts'

/**
 * Everything that `theirs` has and `mine` lacks. Where both end at one place with different bundles the last one is asked
 * for: it proves the fork.
 */
export function missing(theirs: readonly Position[], mine: readonly Position[]): Want[] {
  const held = new Map<LaneId, Position>(mine.map((position) => [position.lane, position]))
  return theirs.flatMap(({ lane, seq, bundle }): Want[] => {
    const own = held.get(lane)
    if (own === undefined) return [{ lane, from: 1, to: seq }]
    if (own.seq < seq) return [{ lane, from: own.seq + 1, to: seq, after: own.bundle }]
    return own.seq === seq && own.bundle !== bundle ? [{ lane, from: seq, to: seq }] : []
  })
}

/** At most `bundlesMax` bundles of each, and at most `wantsMax` of them. */
export function roundOf(wants: readonly Want[], wantsMax: number, bundlesMax: number): Want[] {
  return wants.slice(0, wantsMax).map((want) => ({ ...want, to: Math.min(want.to, want.from + bundlesMax - 1) }))
}

export interface Reservations {
  /** Whether `node` may pull the lane now: nobody else does, or that one has not moved it for too long. */
  take(lane: LaneId, node: NodeKey): boolean
  /** The lane moved. */
  touch(lane: LaneId, node: NodeKey): void
  /** Gives back every lane of `node`. */
  release(node: NodeKey): void
  /** Called when lanes are given back that somebody else asked for meanwhile. */
  onReleased(listener: (waiting: ReadonlySet<NodeKey>) => void): void
}

export function createReservations(clock: () => number, stallMs: number): Reservations {
  interface Held {
    node: NodeKey
    at: number
    readonly waiting: Set<NodeKey>
  }
  const lanes = new Map<LaneId, Held>()
  let tell: ((waiting: ReadonlySet<NodeKey>) => void) | undefined
  return {
    take: (lane, node) => {
      const held = lanes.get(lane)
      if (held !== undefined && held.node !== node && clock() - held.at < stallMs) {
        held.waiting.add(node)
        return false
      }
      lanes.set(lane, { node, at: clock(), waiting: held?.waiting ?? new Set() })
      return true
    },
    touch: (lane, node) => {
      const held = lanes.get(lane)
      if (held?.node === node) held.at = clock()
    },
    release: (node) => {
      const waiting = new Set<NodeKey>()
      for (const [lane, held] of lanes) {
        if (held.node !== node) continue
        lanes.delete(lane)
        for (const other of held.waiting) if (other !== node) waiting.add(other)
      }
      if (waiting.size > 0) tell?.(waiting)
    },
    onReleased: (listener) => {
      tell = listener
    },
  }
}
