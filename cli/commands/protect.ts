// entente protect: subjects that are this member's own, or known to it as harmless, and those that members protect.
import type { StatementView } from '../../node/api/schemas.ts'
import { askLines } from '../ask.ts'
import { runningNode } from '../connect.ts'
import { statementRow } from '../human.ts'
import { given, wholeNumber } from '../input.ts'
import type { Run } from '../invocation.ts'
import { type Where, publishDrafts, whereOf } from './publish.ts'

interface Options extends Where {
  readonly kind?: string
  readonly chain?: string
  readonly reader?: string[]
  readonly description?: string
  readonly label?: string[]
  readonly reference?: string[]
  readonly validUntil?: string
}

export const protect: Run<Options> = async (invocation, values, options) => {
  const drafts = values.map((value) => ({
    kind: 'protection',
    value,
    ...whereOf(options),
    ...given('subjectKind', options.kind),
    ...given('chain', options.chain),
    ...given('readers', options.reader),
    ...given('description', options.description),
    ...given('labels', options.label),
    ...given('external', options.reference),
    ...given('validUntil', options.validUntil),
  }))
  await using client = await runningNode(invocation)
  return await publishDrafts(invocation, client, drafts)
}

interface Listed {
  readonly author?: string
  readonly limit: string
  readonly history?: boolean
}

export const list: Run<Listed> = async (invocation, _args, { author, history, limit }) => {
  const { output } = invocation
  const query = { kind: 'protection', author, history, limit: wholeNumber('--limit', limit, 1, 1_000_000) }
  await using client = await runningNode(invocation)
  let count = 0
  for await (const view of askLines<StatementView>(client, { method: 'GET', path: '/v1/statements', query })) {
    count++
    if (output.json) await output.object(view)
    else await output.text(statementRow(view, output))
  }
  if (count === 0) output.say('nothing is protected')
  return 'ok'
}
