// An audience tried out against the newest charter: by the decision that seals, sends and receives, and by no other.
import type { Charter, Member } from '../../protocol/charter.ts'
import type { MemberId } from '../../protocol/ids.ts'
import type { AudienceMember, AudienceTest, AudienceTestView } from '../api/schemas/audience.ts'
import type { Place } from '../ingest/place.ts'
import type { Trust } from '../trust/types.ts'
import { formatAudience, unknownNames } from '../../protocol/audience-text.ts'
import { protocolCodes, type ProtocolCode } from '../../protocol/codes.ts'
import { namesMembers, withheldFrom } from '../../protocol/entitlement.ts'
import { compareTlp } from '../../protocol/marking.ts'
import { parseWhere } from '../ingest/where.ts'

export interface AudienceDeps {
  readonly trust: Pick<Trust, 'charter' | 'nodes'>
  /** The member of this node: the author of what would be published. */
  readonly member: MemberId
}

/**
 * Who would receive. Throws what publishing throws where marking or audience are not to be read: 'audience-malformed',
 * 'marking-unknown', 'field-invalid'. What else would keep it from being published is told in `refusal`.
 */
export function testAudience(asked: AudienceTest, { trust, member }: AudienceDeps): AudienceTestView {
  const place = parseWhere(asked)
  const { version, charter } = trust.charter()
  const nodesOf = Map.groupBy(
    trust.nodes().filter(({ revoked }) => !revoked),
    (node) => node.member,
  )
  const members = charter.members
    .filter(({ status }) => status !== 'removed')
    .map((entry) => viewOf(entry, charter, place, member, nodesOf.get(entry.id)?.length ?? 0))
    .sort((a, b) => Number(b.receives) - Number(a.receives))
  const entitled = members.filter(({ receives, author, status }) => receives || (author && status === 'active'))
  const receiving = members.filter(({ receives, author }) => receives && !author).length
  return {
    audience: formatAudience(place.audience),
    marking: place.marking.tlp,
    jurisdictions: [...(place.marking.jurisdictions ?? [])],
    shareHistory: place.audience.shareHistory,
    restricted: place.restricted,
    charterVersion: version,
    members,
    receiving,
    nodes: entitled.reduce((sum, { nodes }) => sum + nodes, 0),
    refusal: refusalOf(charter, place, member, receiving) ?? null,
  }
}

function viewOf(entry: Member, charter: Charter, place: Place, author: MemberId, nodes: number): AudienceMember {
  const { id, name, kind, jurisdiction, clearance, status } = entry
  const reason = withheldFrom(charter, place.audience, place.marking, id)
  return {
    ...{ member: id, name, kind, jurisdiction, clearance, status, nodes },
    author: id === author,
    receives: reason === undefined,
    // It stands in the charter that was just read.
    reason: reason === undefined || reason === 'no-member' ? null : reason,
  }
}

/** With what publishing there would be refused: the author's right first, then the audience. */
function refusalOf(
  charter: Charter,
  { marking, audience, restricted }: Place,
  member: MemberId,
  receiving: number,
): AudienceTestView['refusal'] | undefined {
  const author = charter.members.find(({ id }) => id === member)
  if (author?.status !== 'active') return refused('member-inactive', `${member} is not an active member`)
  if (compareTlp(marking.tlp, author.clearance) > 0) {
    return refused('clearance-exceeded', `${member} may publish up to ${author.clearance}`)
  }
  if (!restricted) return undefined
  if (marking.tlp === 'TLP:RED' && !namesMembers(audience)) {
    return refused('audience-required', 'TLP:RED is for members that are named one by one')
  }
  const [unknown] = unknownNames(charter, audience)
  if (unknown !== undefined) {
    return refused('audience-name-unknown', `the charter knows no ${unknown.op} ${unknown.name}`)
  }
  if (receiving > 0) return undefined
  return refused('audience-empty', `nobody but ${member} would receive ${marking.tlp} to ${formatAudience(audience)}`)
}

function refused(code: ProtocolCode, message: string): AudienceTestView['refusal'] {
  return { code, message, hint: protocolCodes[code].hint }
}
