// Shapes of webhooks.
import { type Static, Type } from 'typebox'
import { webhookHealths } from '../../webhooks/types.ts'
import { Time, closed, filterFields, oneOf, opt } from './parts.ts'

export const NewWebhook = Type.Object(
  {
    name: Type.String(),
    url: Type.String({ maxLength: 2048 }),
    clearance: opt(Type.String({ description: 'highest label that leaves by it', default: 'TLP:GREEN' })),
    allowPrivate: opt(Type.Boolean({ description: 'the URL may lead to the loopback or a private range' })),
    ...filterFields,
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
  state: oneOf(webhookHealths, {
    description: 'retrying: of a moment; failing: for minutes or longer; gone: the receiver wants nothing more',
  }),
  cursor: Type.Integer(),
  delivered: Type.Integer({ description: 'statements' }),
  attempts: Type.Integer({ description: 'of the message on its way' }),
  lastAt: Type.Union([Type.String(), Type.Null()]),
  lastCode: Type.Union([Type.String(), Type.Null()]),
  previousSecretUntil: Type.Union([Time, Type.Null()], { description: 'until then the secret before signs, too' }),
  dead: Type.Array(DeadLetterView, { description: 'messages that were given up' }),
})
export type WebhookView = Static<typeof WebhookView>

export const RotateSecret = Type.Object(
  {
    keepMs: opt(
      Type.Integer({
        ...{ minimum: 0, maximum: 30 * 86_400_000, default: 86_400_000 },
        description: 'how long the secret before signs, too',
      }),
    ),
  },
  closed,
)

/** What came of a message without statements. */
export const TrialView = Type.Object({
  delivered: Type.Boolean(),
  code: opt(Type.String()),
  reason: opt(Type.String()),
  tookMs: Type.Integer(),
})
export type TrialView = Static<typeof TrialView>

/** A webhook in the status of the node. */
export const WebhookStatus = Type.Object({
  name: Type.String(),
  state: oneOf(webhookHealths),
  attempts: Type.Integer({ description: 'of the message on its way' }),
  dead: Type.Integer({ description: 'messages that were given up' }),
  lastCode: Type.Union([Type.String(), Type.Null()]),
})
export type WebhookStatus = Static<typeof WebhookStatus>
