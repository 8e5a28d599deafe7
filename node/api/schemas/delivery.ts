// Shape of a delivery: how far a named recipient is with what this member said.
import { type Static, Type } from 'typebox'
import { tlpLabels } from '../../../protocol/names.ts'
import { Hex32, StatementIdText, Time, oneOf, opt } from './parts.ts'

export const deliveryStates = ['queued', 'delivered', 'acknowledged'] as const

export const DeliveryView = Type.Object({
  statement: StatementIdText,
  member: Type.String({ description: 'the recipient' }),
  state: oneOf(deliveryStates),
  since: Time,
  node: Type.Union([Hex32, Type.Null()], { description: 'of the recipient: that was given it, or acknowledged it' }),
  marking: oneOf(tlpLabels.names),
  audience: Type.String({ description: 'expression over the charter' }),
  pending: opt(
    Type.Integer({
      description: 'bundles of the lane that the recipient has not acknowledged, from this statement on',
    }),
  ),
  proof: opt(Type.String({ description: 'the acknowledgement as its node signed it (protocol: SignedAck), base64' })),
})
export type DeliveryView = Static<typeof DeliveryView>
