// entente list and entente watch: statements by filter, those that are held and those that arrive.
import type { StatementView } from '../../node/api/schemas.ts'
import { askLines } from '../ask.ts'
import { runningNode } from '../connect.ts'
import { statementRow } from '../human.ts'
import { wholeNumber } from '../input.ts'
import type { Run } from '../invocation.ts'

type Given<Type> = { readonly [Key in keyof Type]: Type[Key] | undefined }

/** Which statements, where another option has the name `--feed`. */
export interface SavedFilter {
  readonly kind?: string
  readonly subjectKind?: string
  readonly category?: string
  readonly chain?: string
  readonly author?: string
  readonly ofFeed?: string
}

/** The filters of list, watch and export. */
export interface Filters extends Omit<SavedFilter, 'ofFeed'> {
  readonly feed?: string
  readonly from?: string
  readonly to?: string
  readonly after?: string
}

export const list: Run<Filters & { readonly limit: string; readonly history?: boolean }> = async (
  invocation,
  _args,
  options,
) => {
  const { output } = invocation
  const limit = wholeNumber('--limit', options.limit, 1, 1_000_000)
  const query = { ...queryOf(options), limit, history: options.history }
  await using client = await runningNode(invocation)
  let last: StatementView | undefined
  for await (const view of askLines<StatementView>(client, { method: 'GET', path: '/v1/statements', query })) {
    last = view
    if (output.json) await output.object(view)
    else await output.text(statementRow(view, output))
  }
  if (last !== undefined) output.say(`go on with: --after ${last.cursor}`)
  return 'ok'
}

export const watch: Run<Filters> = async (invocation, _args, options) => {
  const { output, signal } = invocation
  await using client = await runningNode(invocation)
  const lines = askLines<StatementView>(client, { method: 'GET', path: '/v1/watch', query: queryOf(options) })
  output.say('watching; Ctrl-C ends it')
  let last: StatementView | undefined
  try {
    for await (const view of lines) {
      last = view
      if (output.json) await output.object(view)
      else await output.text(statementRow(view, output))
    }
  } finally {
    if (last !== undefined && signal.aborted) output.say(`go on with: entente watch --after ${last.cursor}`)
  }
  return 'ok'
}

export function queryOf(options: Given<Filters>): Record<string, string | number | undefined> {
  return {
    kind: options.kind,
    subjectKind: options.subjectKind,
    category: options.category,
    chain: options.chain,
    author: options.author,
    feed: options.feed,
    issuedFrom: options.from,
    issuedTo: options.to,
    after: wholeNumber('--after', options.after, 0, Number.MAX_SAFE_INTEGER),
  }
}
