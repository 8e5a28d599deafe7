// entente token: create, list, show and revoke API tokens.
import type { TokenView } from '../../node/api/schemas.ts'
import { askJson } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { anyNode } from '../connect.ts'
import { CliError } from '../errors.ts'
import { writeNew } from '../files.ts'
import { humanTime } from '../human.ts'
import { given, wholeNumber } from '../input.ts'
import type { Run } from '../invocation.ts'
import type { Output } from '../output.ts'
import { printTable } from '../table.ts'

interface CreateOptions {
  readonly name: string
  readonly role: string
  readonly clearance: string
  readonly groups?: string
  readonly scopes?: string
  readonly expires: string
  readonly rate: string
  readonly out?: string
}

interface Tokens {
  readonly tokens: readonly TokenView[]
}

export const create: Run<CreateOptions> = async (invocation, _args, options) => {
  const { output } = invocation
  const label = options.clearance.toUpperCase()
  const body = {
    name: options.name,
    role: options.role,
    clearance: label.startsWith('TLP:') ? label : `TLP:${label}`,
    ...given('groups', listOf(options.groups)),
    ...given('scopes', listOf(options.scopes)),
    rate: wholeNumber('--rate', options.rate, 1, 100_000),
    expiresAt: timeOf(options.expires, Date.now()),
  }
  await using client = await anyNode(invocation)
  const made = await askJson<{ token: TokenView; secret: string }>(client, { method: 'POST', path: '/v1/tokens', body })
  const { token, secret } = made
  if (options.out !== undefined) {
    try {
      await writeNew(options.out, `${secret}\n`, 0o600)
    } catch (error) {
      // Nobody has its secret: it is of no use.
      await client.send({ method: 'DELETE', path: `/v1/tokens/${token.id}` })
      throw error
    }
  }
  if (output.json) {
    await output.object(options.out === undefined ? made : { token, file: options.out })
    return 'ok'
  }
  for (const line of linesOf(token, output)) output.say(line)
  if (options.out === undefined) {
    output.say('This is the secret. It is not kept and cannot be shown again:')
    await output.text(secret)
  } else await output.text(`${options.out}: the token of ${cleanText(token.name)}`)
  return 'ok'
}

export const list: Run<{ all?: boolean }> = async (invocation, _args, { all }) => {
  const { output } = invocation
  await using client = await anyNode(invocation)
  const { tokens } = await askJson<Tokens>(client, { method: 'GET', path: '/v1/tokens' })
  const shown = tokens.filter(({ state }) => all === true || state === 'active')
  if (output.json) {
    for (const token of shown) await output.object(token)
    return 'ok'
  }
  const left = tokens.length - shown.length
  if (shown.length === 0)
    output.say(left === 0 ? 'no token was made' : 'no token is in force (--all shows those that ended)')
  else
    await printTable(
      output,
      ['id', 'name', 'role', 'clearance', 'scopes', 'state', 'expires', 'last used'],
      shown.map(rowOf),
    )
  return 'ok'
}

export const show: Run<object> = async (invocation, [which = '']) => {
  const { output } = invocation
  await using client = await anyNode(invocation)
  await tell(output, await askJson<Tokens>(client, { method: 'GET', path: pathOf(which) }))
  return 'ok'
}

export const revoke: Run<object> = async (invocation, [which = '']) => {
  const { output } = invocation
  await using client = await anyNode(invocation)
  const { tokens } = await askJson<Tokens>(client, { method: 'DELETE', path: pathOf(which) })
  if (output.json) await tell(output, { tokens })
  else if (tokens.length === 0) output.say(`${cleanText(which)} was revoked already`)
  for (const { id, name } of output.json ? [] : tokens) await output.text(`${id} of ${cleanText(name)} is revoked`)
  return 'ok'
}

function pathOf(which: string): string {
  return `/v1/tokens/${encodeURIComponent(which)}`
}

async function tell(output: Output, { tokens }: Tokens): Promise<void> {
  for (const token of tokens) {
    if (output.json) await output.object(token)
    else for (const line of linesOf(token, output)) await output.text(line)
  }
}

function linesOf(token: TokenView, output: Output): string[] {
  const row = (name: string, text: string): string => `  ${output.style('dim', name.padEnd(12))}${cleanText(text)}`
  const bounded =
    token.effectiveClearance === token.clearance ? '' : `, of which ${token.effectiveClearance} counts now`
  const lost = token.groups.filter((group) => !token.effectiveGroups.includes(group))
  const groups = token.groups.join(', ') + (lost.length === 0 ? '' : `; not in force: ${lost.join(', ')}`)
  const ended = token.revokedAt === null ? token.state : `revoked ${humanTime(token.revokedAt)}`
  return [
    `${output.style('bold', token.id)}  ${cleanText(token.name)}`,
    row('role', token.role),
    row('clearance', `${token.clearance}${bounded}`),
    ...(token.groups.length === 0 ? [] : [row('groups', groups)]),
    row('scopes', token.scopes.join(', ')),
    row('rate', `${token.rate} requests a minute`),
    row('state', ended),
    row('expires', humanTime(token.expiresAt)),
    row('made', `${humanTime(token.createdAt)} by ${token.createdBy}`),
    row('last used', token.lastUsedAt === null ? 'not since the node was started' : humanTime(token.lastUsedAt)),
  ]
}

function rowOf(token: TokenView): string[] {
  return [
    token.id,
    token.name,
    token.role,
    token.effectiveClearance === token.clearance
      ? token.clearance
      : `${token.clearance} (now ${token.effectiveClearance})`,
    token.scopes.join(' '),
    token.state,
    humanTime(token.expiresAt),
    token.lastUsedAt === null ? '-' : humanTime(token.lastUsedAt),
  ]
}

function listOf(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

const spans: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }

/** A span from now, or a date, as ISO 8601. Throws `span-invalid`. */
function timeOf(text: string, nowMs: number): string {
  const [, count, unit = ''] = /^([1-9]\d{0,4})([hdw])$/.exec(text) ?? []
  const ms = count === undefined ? dateOf(text) : nowMs + Number(count) * (spans[unit] ?? NaN)
  if (Number.isNaN(ms))
    throw new CliError('span-invalid', `--expires takes a span or a date, not ${JSON.stringify(text)}`)
  return new Date(ms).toISOString()
}

function dateOf(text: string): number {
  return /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?$/.test(text) ? Date.parse(text) : NaN
}
