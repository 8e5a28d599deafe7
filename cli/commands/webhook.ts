// entente webhook: add, list, pause, resume, remove, secrets, a message on trial, and what was given up.
import type { TrialView, WebhookView } from '../../node/api/schemas/webhooks.ts'
import { askJson } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { runningNode } from '../connect.ts'
import { CliError, RefusedError } from '../errors.ts'
import { humanTime } from '../human.ts'
import { given } from '../input.ts'
import type { Run } from '../invocation.ts'
import { milliseconds } from '../source.ts'
import { printTable } from '../table.ts'
import type { SavedFilter } from './list.ts'

interface Added extends SavedFilter {
  readonly name: string
  readonly clearance?: string
  readonly allowPrivate?: boolean
}

export const add: Run<Added> = async (invocation, [url = ''], options) => {
  const { output } = invocation
  const { ofFeed, ...rest } = options
  await using client = await runningNode(invocation)
  const body = { url, ...rest, ...given('feed', ofFeed) }
  const made = await askJson<{ webhook: WebhookView; secret: string }>(client, {
    ...{ method: 'POST', path: '/v1/webhooks', body },
  })
  if (output.json) await output.object(made)
  else {
    await output.text(`${cleanText(made.webhook.name)} tells ${cleanText(made.webhook.url)}`)
    await output.text(`secret  ${made.secret}`)
    output.say('Give the secret to the receiver: it verifies the signature of every message with it.')
  }
  return 'ok'
}

export const list: Run<object> = async (invocation) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  const { webhooks } = await askJson<{ webhooks: WebhookView[] }>(client, { method: 'GET', path: '/v1/webhooks' })
  if (output.json) for (const webhook of webhooks) await output.object(webhook)
  else if (webhooks.length === 0) output.say('there are no webhooks')
  else {
    const head = ['name', 'state', 'delivered', 'given up', 'last', 'up to', 'url']
    const rows = webhooks.map((one) => [
      ...[one.name, one.state, String(one.delivered), String(one.dead.length), one.lastCode ?? 'ok'],
      ...[one.clearance, one.url],
    ])
    await printTable(output, head, rows)
  }
  return 'ok'
}

export const dead: Run<object> = async (invocation, [name = '']) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  const { webhooks } = await askJson<{ webhooks: WebhookView[] }>(client, { method: 'GET', path: '/v1/webhooks' })
  const webhook = webhooks.find((one) => one.name === name || one.id === name)
  if (webhook === undefined) throw new CliError('usage', `no webhook is named ${name}`)
  if (output.json) for (const letter of webhook.dead) await output.object(letter)
  else {
    const rows = webhook.dead.map((one) => [humanTime(one.at), one.code, one.reason, String(one.attempts), one.message])
    await printTable(output, ['given up', 'code', 'reason', 'attempts', 'message'], rows)
  }
  return 'ok'
}

const told =
  (method: 'POST' | 'DELETE', verb: string, done: (answer: Record<string, unknown>) => string): Run<object> =>
  async (invocation, [name = '']) => {
    const { output } = invocation
    await using client = await runningNode(invocation)
    const path = `/v1/webhooks/${encodeURIComponent(name)}${verb}`
    const answer = await askJson<Record<string, unknown>>(client, { method, path })
    if (output.json) await output.object(answer)
    else await output.text(done(answer))
    return 'ok'
  }

export const redeliver = told('POST', '/redeliver', ({ sent }) => `${String(sent)} messages were delivered`)
export const pause = told('POST', '/pause', () => 'paused')
export const resume = told('POST', '/resume', () => 'resumed')
export const remove = told('DELETE', '', () => 'removed')

export const rotateSecret: Run<{ keep: string }> = async (invocation, [name = ''], options) => {
  const { output } = invocation
  const keepMs = options.keep === '0' ? 0 : milliseconds('--keep', options.keep)
  await using client = await runningNode(invocation)
  const path = `/v1/webhooks/${encodeURIComponent(name)}/rotate-secret`
  const made = await askJson<{ webhook: WebhookView; secret: string }>(client, {
    ...{ method: 'POST', path, body: { keepMs } },
  })
  if (output.json) await output.object(made)
  else {
    await output.text(`secret  ${made.secret}`)
    const until = made.webhook.previousSecretUntil
    output.say(
      keepMs === 0 || until === null
        ? 'Messages are signed with it alone from now on.'
        : `Messages are signed with the one before, too, until ${humanTime(until)}.`,
    )
  }
  return 'ok'
}

export const test: Run<object> = async (invocation, [name = '']) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  const path = `/v1/webhooks/${encodeURIComponent(name)}/test`
  const trial = await askJson<TrialView>(client, { method: 'POST', path })
  if (output.json) await output.object(trial)
  if (!trial.delivered) {
    const { explain } = await import('../../node/codes.ts')
    const code = trial.code ?? 'webhook-refused'
    throw new RefusedError(code, trial.reason ?? 'it was not delivered', explain(code)?.hint ?? '', 422)
  }
  if (!output.json) await output.text(`delivered in ${trial.tookMs} ms`)
  return 'ok'
}
