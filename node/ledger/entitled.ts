// Which nodes may receive a bundle under the newest charter: asked for each bundle of a restricted lane that moves, so
// that the answer is kept until trust changes.
import { LRUCache } from 'lru-cache'
import { audienceHash } from '../../protocol/audience.ts'
import type { SignedHeader } from '../../protocol/bundle.ts'
import type { MemberId, NodeKey } from '../../protocol/ids.ts'
import type { Trust } from '../trust/types.ts'
import { createEntitlement } from './entitlement.ts'

/** Nodes of entitled members and of the author, certified and not revoked; the own node is left out. */
export type EntitledNodes = (signed: SignedHeader) => ReadonlySet<NodeKey>

const keptMax = 1024

export function createEntitledNodes(
  trust: Pick<Trust, 'charter' | 'member' | 'memberOfNode' | 'isActiveNode' | 'nodes' | 'onChange'>,
  own: NodeKey,
): EntitledNodes {
  const { mayHave } = createEntitlement(trust)
  const kept = new LRUCache<string, ReadonlySet<NodeKey>>({ max: keptMax })
  let nodesOf: Map<MemberId, NodeKey[]> | undefined
  trust.onChange(() => {
    kept.clear()
    nodesOf = undefined
  })

  const activeNodes = (): Map<MemberId, NodeKey[]> => {
    const byMember = new Map<MemberId, NodeKey[]>()
    for (const { member, node } of trust.nodes()) {
      if (node === own || !trust.isActiveNode(node)) continue
      const nodes = byMember.get(member)
      if (nodes === undefined) byMember.set(member, [node])
      else nodes.push(node)
    }
    return byMember
  }

  return ({ header }) => {
    // By everything that decides: a header that is not verified yet must not stand for another of its lane.
    const { tlp, jurisdictions } = header.marking
    const name = [header.member, tlp, jurisdictions?.join() ?? '-', audienceHash(header.audience)].join(' ')
    const known = kept.get(name)
    if (known !== undefined) return known
    nodesOf ??= activeNodes()
    const entitled = new Set<NodeKey>()
    for (const [member, nodes] of nodesOf) {
      if (mayHave(header, member)) for (const node of nodes) entitled.add(node)
    }
    kept.set(name, entitled)
    return entitled
  }
}
