// Shapes of pushed batches: what each row came to, and the receipt.
import { type Static, Type } from 'typebox'
import { pushFormats } from '../../push/types.ts'
import { StatementIdText, Time, oneOf, opt } from './parts.ts'

const place = {
  row: Type.Integer({ description: 'from 1' }),
  line: Type.Integer({ description: 'line of the body, from 1' }),
  object: opt(Type.String({ description: 'of STIX: the id of the object that the row is of' })),
  version: opt(Type.String({ description: 'modified, or created, as the object has it' })),
}

export const PushedRowView = Type.Union([
  Type.Object({
    ...place,
    result: oneOf(['published', 'replaced', 'unchanged']),
    id: opt(StatementIdText),
    subject: Type.String({ description: 'canonical' }),
  }),
  Type.Object({
    ...place,
    result: Type.Literal('rejected'),
    value: Type.String(),
    code: Type.String(),
    reason: Type.String(),
  }),
])
export type PushedRowView = Static<typeof PushedRowView>

/** Everything that it tells is durable. */
export const PushReceiptView = Type.Object({
  id: Type.String({ description: 'a UUID' }),
  key: Type.String(),
  feed: Type.String(),
  format: oneOf(pushFormats),
  state: oneOf(['complete', 'pending'] as const),
  replayed: Type.Boolean({ description: 'taken before under this key: nothing was published now' }),
  begunAt: Time,
  doneAt: Type.Union([Time, Type.Null()]),
  summary: Type.Union([
    Type.Object({
      read: Type.Integer({ description: 'published + unchanged + all rejected' }),
      published: Type.Integer({ description: 'those that replace an earlier one included' }),
      replaced: Type.Integer(),
      unchanged: Type.Integer(),
      rejected: Type.Record(Type.String(), Type.Integer()),
    }),
    Type.Null(),
  ]),
  rows: Type.Array(PushedRowView, { description: 'one for each row, in order' }),
  context: Type.Array(Type.Object({ object: Type.String(), version: opt(Type.String()) }), {
    description: 'objects of STIX that are no rows',
  }),
  rowsDropped: Type.Boolean({ description: 'results of the rows are not kept any more' }),
})
export type PushReceiptView = Static<typeof PushReceiptView>
