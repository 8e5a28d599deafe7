// Who may have a lane now, under the newest charter: members, and the nodes that speak for them.
import type { Header } from '../../protocol/bundle.ts'
import type { MemberId, NodeKey } from '../../protocol/ids.ts'
import type { Trust } from '../trust/types.ts'
import { mayReceive } from '../../protocol/entitlement.ts'

/** What decides: who wrote it, under which marking, for whom. */
export type Addressed = Pick<Header, 'member' | 'marking' | 'audience'>

export interface Entitlement {
  /** An author has its own lanes, as every active member has those that it may receive. */
  readonly mayHave: (addressed: Addressed, member: MemberId) => boolean
  /** The same for one node: certified, and not revoked. */
  readonly mayNodeHave: (addressed: Addressed, node: NodeKey) => boolean
}

export function createEntitlement(trust: Pick<Trust, 'charter' | 'member' | 'memberOfNode'>): Entitlement {
  const mayHave: Entitlement['mayHave'] = ({ member: author, marking, audience }, member) => {
    if (trust.member(member)?.status !== 'active') return false
    return member === author || mayReceive(trust.charter().charter, audience, marking, member)
  }
  return {
    mayHave,
    mayNodeHave: (addressed, node) => {
      const known = trust.memberOfNode(node)
      return known !== undefined && !known.revoked && mayHave(addressed, known.member)
    },
  }
}
