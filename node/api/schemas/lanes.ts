// Shapes of restricted lanes and their grants, as the operator sees them.
import { type Static, Type } from 'typebox'

export const LaneSummary = Type.Object({
  lane: Type.String(),
  laneHash: Type.String({ description: 'as charters and revocations list it' }),
  author: Type.String(),
  node: Type.String(),
  marking: Type.String(),
  audience: Type.String({ description: 'expression over the charter' }),
  shareHistory: Type.Boolean(),
  epoch: Type.Integer(),
  bundles: Type.Integer(),
  statements: Type.Integer({ description: 'that could be opened here' }),
  issuedAt: Type.String(),
  recipients: Type.Array(Type.String(), { description: 'members that may receive it under the newest charter' }),
  openable: Type.Boolean({ description: 'whether the key of its newest epoch is held here' }),
})
export type LaneSummary = Static<typeof LaneSummary>

export const GrantView = Type.Object({
  epoch: Type.Integer(),
  member: Type.Union([Type.String(), Type.Null()]),
  node: Type.String(),
  grantedAt: Type.String(),
  entitledNow: Type.Boolean({ description: 'false: it holds the key of this epoch, and gets none of the next' }),
  kemKeyCurrent: Type.Boolean({ description: 'whether it was wrapped to the KEM key of its newest certificate' }),
  history: Type.Boolean({ description: 'whether earlier keys came with it' }),
})
export type GrantView = Static<typeof GrantView>
