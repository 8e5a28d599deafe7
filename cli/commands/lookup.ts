// entente lookup: what partners say about values.
import type { LookupLine } from '../../node/api/schemas.ts'
import { askLines } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { jsonLines } from '../client.ts'
import { runningNode } from '../connect.ts'
import { CliError } from '../errors.ts'
import { humanCount, statementLines } from '../human.ts'
import { readValues, wholeNumber } from '../input.ts'
import type { Run } from '../invocation.ts'
import type { Output } from '../output.ts'

interface Options {
  readonly file?: string
  readonly prefix?: boolean
  readonly tree?: boolean
  readonly history?: boolean
  readonly limit: string
}

export const lookup: Run<Options> = async (invocation, args, options) => {
  const { output } = invocation
  const given = args.length === 0 && options.file === undefined && !process.stdin.isTTY ? ['-'] : args
  if (given.length === 0 && options.file === undefined) throw nothingToLookUp()
  if (options.prefix === true && options.tree === true) {
    throw new CliError('usage', '--prefix and --tree exclude one another')
  }
  const limit = wholeNumber('--limit', options.limit, 1, 100_000)
  const query = { prefix: options.prefix, tree: options.tree, history: options.history, limit }
  await using client = await runningNode(invocation)
  const stream = { type: jsonLines, bytes: encoded(valuesOf(given, options.file)) }
  const lines = askLines<LookupLine>(client, { method: 'POST', path: '/v1/lookup', query, stream })
  let found = false
  let asked = 0
  for await (const line of lines) {
    asked++
    found ||= line.found
    if (output.json) await output.object(line)
    else await printLine(line, output)
  }
  if (asked === 0 && args.length === 0 && options.file === undefined) throw nothingToLookUp()
  return found ? 'ok' : 'not-found'
}

function nothingToLookUp(): CliError {
  return new CliError('usage', 'lookup takes values, --file FILE, or - for stdin')
}

async function* valuesOf(args: readonly string[], file: string | undefined): AsyncGenerator<string, void, void> {
  for (const arg of args) {
    if (arg === '-') yield* readValues('-')
    else yield arg
  }
  if (file !== undefined) yield* readValues(file)
}

async function* encoded(values: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`
}

async function printLine(line: LookupLine, output: Output): Promise<void> {
  const { style } = output
  const kind = line.subjectKind === null ? '' : `  ${style('dim', line.subjectKind)}`
  const subject =
    line.subject === null || line.subject === line.value ? '' : style('dim', `  ${cleanText(line.subject)}`)
  await output.text(`${style('bold', cleanText(line.value))}${kind}${subject}`)
  let last: string | undefined
  for (const view of line.statements) {
    // With --prefix and --tree there are several subjects.
    if (view.subject !== line.subject && view.subject !== last) await output.text(`  ${cleanText(view.subject)}`)
    last = view.subject
    const [head = '', ...rest] = statementLines(view, output)
    await output.text(`  ${head}`)
    for (const more of rest) await output.text(`    ${more}`)
  }
  if (line.readings !== undefined) await output.text(style('dim', `  may also be read as ${line.readings.join(', ')}`))
  if (!line.found) {
    await output.text(
      `  ${line.subject === null && line.readings === undefined ? 'nothing known, and of no known kind' : 'nothing known'}`,
    )
  }
  const left = (['withdrawn', 'replaced', 'expired', 'suspect'] as const)
    .filter((standing) => line[standing] > 0)
    .map((standing) => `${humanCount(line[standing])} ${standing}`)
  if (left.length > 0 && line.statements.every(({ standing }) => standing === 'current')) {
    await output.text(style('dim', `  left out: ${left.join(', ')} (--history shows them)`))
  }
  if (line.truncated === true) await output.text(style('yellow', '  there are more: raise --limit'))
}
