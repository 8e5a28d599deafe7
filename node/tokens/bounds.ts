// What bounds every token of a role: the member's own clearance and groups in the newest charter, and local policy.
import type { Role } from '../access/access.ts'
import { memberOf, type Charter } from '../../protocol/charter-content.ts'
import type { MemberId } from '../../protocol/ids.ts'
import { compareTlp } from '../../protocol/marking.ts'
import type { Tlp } from '../../protocol/names.ts'

export interface Bounds {
  /** The highest label that counts. */
  readonly clearance: Tlp
  /** The groups that the member is in. */
  readonly groups: readonly string[]
}

/** Highest labels that this node gives to tokens of a role: stricter than the charter, never looser. */
export type TokenPolicy = Readonly<Partial<Record<Role, Tlp>>>

export interface BoundsDeps {
  /** The newest charter. */
  readonly charter: () => Charter
  /** The member of this node. */
  readonly member: MemberId
  readonly policy: TokenPolicy
}

/** Gives the bounds of a role as they are now. A member that the charter does not list as active bounds to TLP:CLEAR. */
export function createBounds({ charter, member, policy }: BoundsDeps): (role: Role) => Bounds {
  let seen: Charter | undefined
  let own: Bounds = { clearance: 'TLP:CLEAR', groups: [] }
  return (role) => {
    const newest = charter()
    if (newest !== seen) {
      seen = newest
      own = ownBounds(newest, member)
    }
    const most = policy[role]
    return most === undefined ? own : { ...own, clearance: lower(own.clearance, most) }
  }
}

function ownBounds(charter: Charter, member: MemberId): Bounds {
  const entry = memberOf(charter, member)
  if (entry?.status !== 'active') return { clearance: 'TLP:CLEAR', groups: [] }
  const groups = charter.groups.filter((group) => group.members.includes(member)).map(({ name }) => name)
  return { clearance: entry.clearance, groups }
}

/** The less restrictive bound of two: whoever is bound by both may see no more. */
export function lower(a: Tlp, b: Tlp): Tlp {
  return compareTlp(a, b) <= 0 ? a : b
}
