// Routes by which webhooks are made, watched and ended.
import { Type } from 'typebox'
import { parseTlp } from '../../../protocol/marking.ts'
import { type WebhookState, healthOf } from '../../webhooks/types.ts'
import { type App, type Context, answers } from '../context.ts'
import { parseFilter } from '../parse.ts'
import { NewWebhook, RotateSecret, TrialView, WebhookView } from '../schemas/webhooks.ts'
import { isoTime } from '../view.ts'

const Which = Type.Object({ name: Type.String({ description: 'name or id' }) })
const dayMs = 86_400_000
const One = Type.Object({ webhook: WebhookView })
// Whoever can send statements to a URL can read them: for the operator alone.

export function webhookRoutes(app: App, { node }: Context): void {
  app.post(
    '/v1/webhooks',
    {
      schema: {
        operationId: 'addWebhook',
        summary: 'Tell a URL of new statements; the secret that signs the messages is in this answer',
        body: NewWebhook,
        response: answers(Type.Object({ webhook: WebhookView, secret: Type.String() })),
      },
    },
    async (request) => {
      const { name, url, clearance = 'TLP:GREEN', allowPrivate = false, ...filter } = request.body
      const spec = { name, url, clearance: parseTlp(clearance), allowPrivate, filter: parseFilter(filter) }
      const state = await node.webhooks.add(spec)
      return { webhook: viewOf(state), secret: state.webhook.secret }
    },
  )
  app.get(
    '/v1/webhooks',
    {
      schema: {
        operationId: 'webhooks',
        summary: 'Webhooks with how far each was told, and what was given up',
        response: answers(Type.Object({ webhooks: Type.Array(WebhookView) })),
      },
    },
    () => ({ webhooks: node.webhooks.list().map(viewOf) }),
  )
  for (const [verb, paused] of [
    ['pause', true],
    ['resume', false],
  ] as const) {
    app.post(
      `/v1/webhooks/:name/${verb}`,
      {
        schema: { operationId: `${verb}Webhook`, summary: `${verb} a webhook`, params: Which, response: answers(One) },
      },
      async (request) => ({ webhook: viewOf(await node.webhooks.pause(request.params.name, paused)) }),
    )
  }
  app.post(
    '/v1/webhooks/:name/redeliver',
    {
      schema: {
        operationId: 'redeliverWebhook',
        summary: 'Send once more what was given up',
        params: Which,
        response: answers(Type.Object({ sent: Type.Integer() })),
      },
    },
    async (request) => ({ sent: await node.webhooks.redeliver(request.params.name) }),
  )
  app.post(
    '/v1/webhooks/:name/rotate-secret',
    {
      schema: {
        operationId: 'rotateWebhookSecret',
        summary: 'A new secret, told in this answer; the one before signs, too, for a while',
        params: Which,
        body: RotateSecret,
        response: answers(Type.Object({ webhook: WebhookView, secret: Type.String() })),
      },
    },
    async (request) => {
      const { keepMs = dayMs } = request.body
      const state = await node.webhooks.rotateSecret(request.params.name, keepMs)
      return { webhook: viewOf(state), secret: state.webhook.secret }
    },
  )
  app.post(
    '/v1/webhooks/:name/test',
    {
      schema: {
        operationId: 'testWebhook',
        summary: 'Send a message without statements, once',
        params: Which,
        response: answers(TrialView),
      },
    },
    (request) => node.webhooks.test(request.params.name),
  )
  app.delete(
    '/v1/webhooks/:name',
    {
      schema: {
        operationId: 'removeWebhook',
        summary: 'Remove a webhook',
        params: Which,
        response: answers(Type.Object({ removed: Type.String() })),
      },
    },
    async (request) => {
      await node.webhooks.remove(request.params.name)
      return { removed: request.params.name }
    },
  )
}

function viewOf(state: WebhookState): WebhookView {
  const { webhook, progress } = state
  const { id, name, url, clearance, allowPrivate, filter, previous } = webhook
  const { cursor, delivered, attempts, lastAt, lastCode, dead } = progress
  return {
    ...{ id, name, url, clearance, allowPrivate, filter: { ...filter }, cursor, delivered, attempts },
    state: healthOf(state),
    previousSecretUntil: previous === undefined ? null : isoTime(previous.until),
    lastAt: lastAt === undefined ? null : isoTime(lastAt),
    lastCode: lastCode ?? null,
    dead: dead.map((letter) => ({ ...letter, at: isoTime(letter.at) })),
  }
}
