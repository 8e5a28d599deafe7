// Who is known to hold how much of a restricted lane, so that nobody is told what it has, and how far this node has told
// of each. Lanes are held from their beginning, so that one number says all of it. In memory: what is forgotten costs an
// announcement that is answered `duplicate`.
import { LRUCache } from 'lru-cache'
import type { LaneId, NodeKey } from '../../protocol/ids.ts'
import { announceLimits } from './limits.ts'

export interface Known {
  /** `node` holds the lane up to `seq`: it told of it, gave it, took it, or said so. */
  readonly add: (node: NodeKey, lane: LaneId, seq: number) => void
  readonly has: (node: NodeKey, lane: LaneId, seq: number) => boolean
  /** Whether the lane was not told of up to `seq` before; from now on it was. */
  readonly tell: (lane: LaneId, seq: number) => boolean
  readonly forget: (node: NodeKey) => void
}

interface Held {
  told: number
  readonly nodes: Map<NodeKey, number>
}

export function createKnown(lanesMax: number = announceLimits.lanesMax): Known {
  const lanes = new LRUCache<LaneId, Held>({ max: lanesMax })
  const heldOf = (lane: LaneId): Held => {
    const held = lanes.get(lane) ?? { told: 0, nodes: new Map<NodeKey, number>() }
    lanes.set(lane, held)
    return held
  }
  return {
    add: (node, lane, seq) => {
      const { nodes } = heldOf(lane)
      nodes.set(node, Math.max(nodes.get(node) ?? 0, seq))
    },
    has: (node, lane, seq) => (lanes.get(lane)?.nodes.get(node) ?? 0) >= seq,
    tell: (lane, seq) => {
      const held = heldOf(lane)
      if (held.told >= seq) return false
      held.told = seq
      return true
    },
    forget: (node) => {
      for (const held of lanes.values()) held.nodes.delete(node)
    },
  }
}
