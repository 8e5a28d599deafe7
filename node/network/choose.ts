// Whom a node tells of a bundle: a few of those that may have it, at random, so that the load spreads and nobody can place
// itself in between. Pure.
import type { NodeKey } from '../../protocol/ids.ts'

export interface Choice {
  /** Nodes that may receive the bundle. */
  readonly entitled: ReadonlySet<NodeKey>
  readonly connected: readonly NodeKey[]
  readonly isKnown: (node: NodeKey) => boolean
  /** So many at most. */
  readonly fanOut: number
  /** From 0 to 1, 1 excluded. */
  readonly chance: () => number
}

/** The nodes to tell, each of the candidates as likely as the other. */
export function choose({ entitled, connected, isKnown, fanOut, chance }: Choice): NodeKey[] {
  const candidates = connected.filter((node) => entitled.has(node) && !isKnown(node))
  const chosen: NodeKey[] = []
  while (chosen.length < fanOut && candidates.length > 0) {
    const at = Math.floor(chance() * candidates.length)
    chosen.push(...candidates.splice(at, 1))
  }
  return chosen
}
