// Shapes of the API tokens: what is asked for, and what is told of one. Its secret is told once.
import { type Static, Type } from 'typebox'
import { tlpLabels } from '../../../protocol/names.ts'
import { roles } from '../../access/access.ts'
import { scopes } from '../../tokens/scopes.ts'
import { tokenStates } from '../../tokens/types.ts'
import { Time, closed, oneOf, opt } from './parts.ts'

export const NewTokenBody = Type.Object(
  {
    name: Type.String({ description: 'who will hold it; the name by which TLP:RED names its readers' }),
    role: oneOf(roles),
    clearance: oneOf(tlpLabels.names),
    groups: opt(Type.Array(Type.String(), { description: 'groups for which a client has a need to know' })),
    scopes: opt(Type.Array(Type.String(), { description: `of ${scopes.join(', ')}; left out: those of the role` })),
    rate: opt(Type.Integer({ description: 'requests a minute', default: 600 })),
    expiresAt: opt(Type.String({ description: 'ISO 8601; left out: in 90 days' })),
  },
  closed,
)
export type NewTokenBody = Static<typeof NewTokenBody>

export const TokenView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: oneOf(roles),
  clearance: oneOf(tlpLabels.names),
  groups: Type.Array(Type.String()),
  effectiveClearance: oneOf(tlpLabels.names),
  effectiveGroups: Type.Array(Type.String(), { description: 'those that the member is in now' }),
  scopes: Type.Array(oneOf(scopes)),
  rate: Type.Integer({ description: 'requests a minute' }),
  state: oneOf(tokenStates),
  createdAt: Time,
  createdBy: Type.String(),
  expiresAt: Time,
  revokedAt: Type.Union([Time, Type.Null()]),
  lastUsedAt: Type.Union([Time, Type.Null()], { description: 'since the node was started' }),
})
export type TokenView = Static<typeof TokenView>
