// Shapes of an audience that is tried out: who would receive, who would not, and why.
import { type Static, Type } from 'typebox'
import { memberKinds, memberStatuses, tlpLabels } from '../../../protocol/names.ts'
import { ErrorBody, closed, oneOf, opt } from './parts.ts'

export const AudienceTest = Type.Object(
  {
    audience: Type.String({ description: 'expression over the charter' }),
    marking: opt(Type.String({ description: 'TLP 2.0 label', default: 'TLP:GREEN' })),
    jurisdictions: opt(Type.Array(Type.String({ description: 'ISO 3166-1 alpha-2' }))),
    shareHistory: opt(Type.Boolean({ description: 'whoever is entitled later may read what was said before' })),
  },
  closed,
)
export type AudienceTest = Static<typeof AudienceTest>

/** `author`: the member of this node, which holds what it says whatever it says. */
export const withheldReasons = [
  'suspended',
  'removed',
  'clearance',
  'jurisdiction',
  'members-unnamed',
  'outside',
  'name-unknown',
] as const

export const AudienceMember = Type.Object({
  member: Type.String(),
  name: Type.String(),
  kind: oneOf(memberKinds.names),
  jurisdiction: Type.String({ description: 'ISO 3166-1 alpha-2' }),
  clearance: oneOf(tlpLabels.names),
  status: oneOf(memberStatuses.names),
  author: Type.Boolean({ description: 'the member of this node: it holds its own statements' }),
  receives: Type.Boolean({ description: 'by marking and audience' }),
  reason: Type.Union([oneOf(withheldReasons), Type.Null()], { description: 'why it does not' }),
  nodes: Type.Integer({ description: 'its certified nodes that are not revoked' }),
})
export type AudienceMember = Static<typeof AudienceMember>

export const AudienceTestView = Type.Object({
  audience: Type.String({ description: 'in its canonical form' }),
  marking: oneOf(tlpLabels.names),
  jurisdictions: Type.Array(Type.String()),
  shareHistory: Type.Boolean(),
  restricted: Type.Boolean({ description: 'sealed, and moved between entitled nodes alone' }),
  charterVersion: Type.Integer(),
  members: Type.Array(AudienceMember, { description: 'those who receive first; removed members are left out' }),
  receiving: Type.Integer({ description: 'members that would receive, the author apart' }),
  nodes: Type.Integer({ description: 'nodes that would get the key, those of the author among them' }),
  refusal: Type.Union([ErrorBody.properties.error, Type.Null()], {
    description: 'with which it would not be published',
  }),
})
export type AudienceTestView = Static<typeof AudienceTestView>
