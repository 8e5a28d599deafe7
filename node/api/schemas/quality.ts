// Shapes of what the operator asks of the gate of quality.
import { type Static, Type } from 'typebox'
import { subjectKinds } from '../../../protocol/names.ts'
import { heldCodes } from '../../quality/codes.ts'
import { qualityLimits } from '../../quality/limits.ts'
import { warninglistTypes } from '../../quality/warninglist.ts'
import { ErrorBody, StatementIdText, Time, closed, oneOf, opt } from './parts.ts'

export const WarninglistView = Type.Object({
  name: Type.String(),
  type: oneOf(warninglistTypes),
  version: Type.Integer(),
  description: Type.String(),
  entries: Type.Integer(),
  kinds: Type.Union([Type.Array(oneOf(subjectKinds.names)), Type.Null()], { description: 'null: of every kind' }),
  addedAt: Time,
})
export type WarninglistView = Static<typeof WarninglistView>

export const AddedWarninglist = Type.Object({
  result: oneOf(['added', 'replaced', 'unchanged']),
  warninglist: WarninglistView,
})
export type AddedWarninglist = Static<typeof AddedWarninglist>

export const TestBody = Type.Object(
  { values: Type.Array(Type.String(), { minItems: 1, maxItems: qualityLimits.testValuesMax }) },
  closed,
)

const Hold = {
  code: oneOf(heldCodes),
  by: Type.String({ description: 'the warninglist, the member that protects it, or the table of addresses' }),
  reason: Type.String(),
}

export const ValueTestView = Type.Object({
  value: Type.String(),
  subject: Type.Union([Type.String(), Type.Null()]),
  held: Type.Union([Type.Object(Hold), Type.Null()]),
})
export type ValueTestView = Static<typeof ValueTestView>

export const HeldQuery = Type.Object(
  { limit: opt(Type.Integer({ minimum: 0, maximum: qualityLimits.heldSamplesMax, default: 100 })) },
  closed,
)

export const HeldView = Type.Object({
  counts: Type.Array(
    Type.Object({
      feed: Type.Union([Type.String(), Type.Null()], { description: 'null: of feeds too many to be counted apart' }),
      code: oneOf(heldCodes),
      count: Type.Integer(),
      firstAt: Time,
      lastAt: Time,
    }),
  ),
  newest: Type.Array(
    Type.Object({
      at: Time,
      feed: Type.String(),
      value: Type.String(),
      code: oneOf(heldCodes),
      reason: Type.String(),
      actor: Type.String(),
    }),
    { description: 'newest first' },
  ),
})
export type HeldView = Static<typeof HeldView>

export const CheckLine = Type.Union([
  Type.Object({
    type: Type.Literal('held'),
    id: StatementIdText,
    subject: Type.String(),
    category: Type.Union([Type.String(), Type.Null()]),
    feed: Type.Union([Type.String(), Type.Null()]),
    ...Hold,
  }),
  Type.Object({ type: Type.Literal('progress'), checked: Type.Integer(), found: Type.Integer() }),
  Type.Object({ type: Type.Literal('summary'), checked: Type.Integer(), found: Type.Integer() }),
  ErrorBody,
])
export type CheckLine = Static<typeof CheckLine>
