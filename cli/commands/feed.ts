// entente feed import and formats: the file's bytes go to the node, progress and rejected rows come back meanwhile.
import { basename } from 'node:path'
import type { FormatView, ImportLine } from '../../node/api/schemas.ts'
import { askLines } from '../ask.ts'
import type { Exit } from '../codes.ts'
import { cleanText } from '../clean.ts'
import { runningNode } from '../connect.ts'
import { CliError } from '../errors.ts'
import { feedNameOf } from '../feed-name.ts'
import { type Rejects, type Summary, createProgress, printSummary, rejectsFile } from '../import-report.ts'
import { humanCount } from '../human.ts'
import { given, readBytes, sizeOf } from '../input.ts'
import type { Run } from '../invocation.ts'
import type { Output } from '../output.ts'
import { type SourceOptions, accessOf, isFolder, isUrl, nameOfSource, readingOf, sourceBody } from '../source.ts'
import { type Where, whereOf } from './publish.ts'

interface Options extends SourceOptions {
  readonly feed?: string
  readonly widen?: boolean
  readonly force?: boolean
  readonly rejects?: string
}

type Line = Exclude<ImportLine, { error: unknown }>

export const importFeed: Run<Options> = async (invocation, [file = ''], options) => {
  const { output } = invocation
  const isFetched = isUrl(file) || (await isFolder(file))
  const feed = options.feed ?? (isFetched ? nameOfSource(file) : file === '-' ? undefined : feedNameOf(basename(file)))
  if (feed === undefined) throw new CliError('usage', 'the feed has no name: give it one with --feed NAME')
  if (options.feed === undefined) output.say(`feed ${feed}`)
  await using client = await runningNode(invocation)
  await using rejects = rejectsFile(options.rejects ?? `${feed}.rejects.jsonl`)
  if (isFetched) {
    const body = {
      ...sourceBody(file, feed, options),
      ...given('widen', options.widen),
      ...given('force', options.force),
    }
    const ask = { method: 'POST', path: '/v1/feeds/fetch', body } as const
    return await report(
      askLines<Line>(client, ask),
      createProgress(output, undefined, () => 0),
      rejects,
      output,
    )
  }
  const access = Object.keys(accessOf(options))
  if (access.length > 0) throw new CliError('usage', 'credentials and bounds of requests are for URLs and folders')
  const query = {
    format: options.format,
    feed,
    ...whereQuery(options),
    widen: options.widen,
    force: options.force,
    ...readingOf(options),
    // Its name alone, as a hint to formats that say the chain there. The path stays here.
    sourceName: file === '-' ? undefined : basename(file),
  }
  const sent = counted(await readBytes(file))
  const progress = createProgress(output, await sizeOf(file), () => sent.bytes)
  const stream = { type: 'application/octet-stream', bytes: sent.stream }
  const lines = askLines<Line>(client, { method: 'POST', path: '/v1/feeds/import', query, stream })
  return await report(lines, progress, rejects, output)
}

async function report(
  lines: AsyncIterable<Line>,
  progress: ReturnType<typeof createProgress>,
  rejects: Rejects,
  output: Output,
): Promise<Exit> {
  let summary: Summary | undefined
  for await (const line of lines) {
    if (line.type === 'progress') progress(line)
    else if (line.type === 'summary') summary = line
    else if (line.type === 'format') output.say(`read as ${cleanText(line.format)}`)
    else await rejects.write(line)
  }
  output.draw('')
  if (summary === undefined) throw new CliError('node-gone', 'the import ended without a summary')
  if (rejects.count > 0) output.say(`${humanCount(rejects.count)} rejected rows are in ${rejects.path}`)
  await printSummary(summary, output)
  // A feed always has rows that cannot be published. One that has no other is not the feed that it was.
  return summary.read > 0 && summary.published + summary.unchanged === 0 ? 'all-rejected' : 'ok'
}

/** Lists go by comma in a query. */
export function whereQuery(options: Where): Record<string, string | boolean | undefined> {
  const { permittedActions, jurisdictions, ...rest } = whereOf(options)
  const byComma = (list: unknown): string | undefined => (Array.isArray(list) ? list.join(',') : undefined)
  const where = rest as Record<string, string | boolean | undefined>
  return { ...where, permittedActions: byComma(permittedActions), jurisdictions: byComma(jurisdictions) }
}

export const formats: Run<object> = async (invocation) => {
  const { output } = invocation
  const { importers } = await import('../../node/feeds/index.ts')
  const known = [...importers.values()].map(({ name, summary, options }): FormatView => ({
    name,
    summary,
    options: [...options],
  }))
  for (const format of known) {
    if (output.json) await output.object(format)
    else {
      await output.text(`${output.style('bold', format.name.padEnd(18))}${format.summary}`)
      if (format.options.length > 0)
        await output.text(output.style('dim', `${''.padEnd(18)}${format.options.join(', ')}`))
    }
  }
  return 'ok'
}

interface Counted {
  /** How many came so far. */
  bytes: number
  readonly stream: AsyncIterable<Uint8Array>
}

function counted(source: AsyncIterable<Uint8Array>): Counted {
  const counter: Counted = { bytes: 0, stream: count() }
  async function* count(): AsyncGenerator<Uint8Array, void, void> {
    for await (const chunk of source) {
      counter.bytes += chunk.byteLength
      yield chunk
    }
  }
  return counter
}
