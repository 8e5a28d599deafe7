// entente publish: values with flags, or JSON Lines from stdin, each answered in order when it is durable.
import { Readable } from 'node:stream'
import type { DraftLine } from '../../node/api/schemas.ts'
import { askLines } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { type Client, type RefusedLine, jsonLines } from '../client.ts'
import { runningNode } from '../connect.ts'
import { CliError, RefusedError } from '../errors.ts'
import { given, wholeNumber } from '../input.ts'
import type { Invocation, Run } from '../invocation.ts'

/** Marking, caveats and audience, as the options say them. */
export interface Where {
  readonly marking?: string
  readonly audience?: string
  readonly history?: boolean
  readonly pap?: string
  readonly action?: string[]
  readonly jurisdictions?: string
  /** false with --no-republish */
  readonly republish?: boolean
}

interface Options extends Where {
  readonly category?: string
  readonly confidence?: string
  readonly reader?: string[]
  readonly replaces?: string
  readonly kind?: string
  readonly chain?: string
  readonly role?: string
  readonly basis?: string
  readonly description?: string
  readonly label?: string[]
  readonly reference?: string[]
  readonly feed?: string
  readonly source?: string
  readonly record?: string
  readonly firstSeen?: string
  readonly lastSeen?: string
  readonly validUntil?: string
  readonly force?: boolean
}

export type OutcomeLine = { readonly line: number } & (
  { readonly id: string; readonly result: string; readonly subject: string } | RefusedLine
)

export const publish: Run<Options> = async (invocation, args, options) => {
  if (args.includes('-')) {
    if (args.length > 1) throw new CliError('usage', '- takes no values beside it')
    if (Object.entries(options).some(([name, value]) => name !== 'republish' || value === false)) {
      throw new CliError('usage', 'with - each line says everything: the options of publish do not apply')
    }
    await using client = await runningNode(invocation)
    return await publishAll(invocation, client, process.stdin as AsyncIterable<Uint8Array>)
  }
  const drafts = args.map((value): object => ({ ...draftOf(options), value }))
  await using client = await runningNode(invocation)
  return await publishDrafts(invocation, client, drafts)
}

/** Publishes drafts that the command line made; a refusal of the only one is the command's own. */
export async function publishDrafts(
  invocation: Invocation,
  client: Client,
  drafts: readonly object[],
): Promise<'ok' | 'partly'> {
  const bytes = Readable.from(drafts.map((draft) => `${JSON.stringify(draft)}\n`)) as AsyncIterable<string>
  if (drafts.length > 1) return publishAll(invocation, client, bytes)
  for await (const line of outcomes(client, bytes)) {
    if ('error' in line) throw new RefusedError(line.error.code, line.error.message, line.error.hint, 0)
    await print(invocation, line)
  }
  return 'ok'
}

async function publishAll(
  invocation: Invocation,
  client: Client,
  bytes: AsyncIterable<Uint8Array | string>,
): Promise<'ok' | 'partly'> {
  let refused = 0
  let taken = 0
  for await (const line of outcomes(client, bytes)) {
    if ('error' in line) refused++
    else taken++
    await print(invocation, line)
  }
  if (refused > 0) invocation.output.say(`${taken} taken, ${refused} refused`)
  return refused > 0 ? 'partly' : 'ok'
}

function outcomes(client: Client, bytes: AsyncIterable<Uint8Array | string>): AsyncIterable<OutcomeLine> {
  const ask = { method: 'POST', path: '/v1/statements', stream: { type: jsonLines, bytes } } as const
  return askLines<OutcomeLine>(client, ask, { keepErrors: true })
}

async function print({ output }: Invocation, line: OutcomeLine): Promise<void> {
  if (output.json) return output.object(line)
  if ('error' in line) {
    const { code, message } = line.error
    return output.text(`${output.style('red', 'refused')}    line ${line.line}: ${cleanText(message)} [${code}]`)
  }
  return output.text(
    `${output.style('green', line.result.padEnd(9))}  ${cleanText(line.subject)}  ${output.style('dim', line.id)}`,
  )
}

/** Marking, caveats and audience, as publish and feed import take them. */
export function whereOf(options: Where): Partial<Record<keyof DraftLine, unknown>> {
  return {
    ...given('marking', options.marking),
    ...given('audience', options.audience),
    ...given('shareHistory', options.history),
    ...given('pap', options.pap),
    ...given('permittedActions', options.action),
    ...given(
      'jurisdictions',
      options.jurisdictions?.split(',').map((code) => code.trim().toUpperCase()),
    ),
    ...given('noRepublish', options.republish === false ? true : undefined),
  }
}

function draftOf(options: Options): Partial<Record<keyof DraftLine, unknown>> {
  return {
    kind: 'indicator',
    ...given('category', options.category),
    ...given('confidence', wholeNumber('--confidence', options.confidence, 0, 100)),
    ...whereOf(options),
    ...given('readers', options.reader),
    ...given('replaces', options.replaces),
    ...given('subjectKind', options.kind),
    ...given('chain', options.chain),
    ...given('role', options.role),
    ...given('basis', options.basis),
    ...given('description', options.description),
    ...given('labels', options.label),
    ...given('external', options.reference),
    ...given('feed', options.feed),
    ...given('source', options.source),
    ...given('record', options.record),
    ...given('firstSeen', options.firstSeen),
    ...given('lastSeen', options.lastSeen),
    ...given('validUntil', options.validUntil),
    ...given('force', options.force),
  }
}
