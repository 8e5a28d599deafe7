// Shapes of webhooks.
import { type Static, Type } from 'typebox'
import { statementKinds, subjectKinds } from '../../../protocol/names.ts'
import { closed, oneOf, opt } from './parts.ts'

export const NewWebhook = Type.Object(
  {
    name: Type.String(),
    url: Type.String({ maxLength: 2048 }),
    clearance: opt(Type.String({ description: 'highest label that leaves by it', default: 'TLP:GREEN' })),
    allowPrivate: opt(Type.Boolean({ description: 'the URL may lead to the loopback or a private range' })),
    kind: opt(oneOf(statementKinds.names)),
    subjectKind: opt(oneOf(subjectKinds.names)),
    category: opt(Type.String()),
    chain: opt(Type.String()),
    author: opt(Type.String()),
    feed: opt(Type.String()),
  },
  closed,
)
export type NewWebhook = Static<typeof NewWebhook>

const DeadLetterView = Type.Object({
  message: Type.String(),
  firstCursor: Type.Integer(),
  lastCursor: Type.Integer(),
  attempts: Type.Integer(),
  code: Type.String(),
  reason: Type.String(),
  at: Type.String(),
})

export const WebhookView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  url: Type.String(),
  clearance: Type.String(),
  allowPrivate: Type.Boolean(),
  filter: Type.Record(Type.String(), Type.Unknown()),
  state: oneOf(['active', 'paused', 'retrying']),
  cursor: Type.Integer(),
  delivered: Type.Integer({ description: 'statements' }),
  attempts: Type.Integer({ description: 'of the message on its way' }),
  lastAt: Type.Union([Type.String(), Type.Null()]),
  lastCode: Type.Union([Type.String(), Type.Null()]),
  dead: Type.Array(DeadLetterView, { description: 'messages that were given up' }),
})
export type WebhookView = Static<typeof WebhookView>
