// entente feed import and formats: the file's bytes go to the node, progress and rejected rows come back meanwhile.
import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { FormatView, ImportLine } from '../../node/api/schemas.ts'
import { askLines } from '../ask.ts'
import { cleanJson, cleanText } from '../clean.ts'
import { runningNode } from '../connect.ts'
import { CliError } from '../errors.ts'
import { feedNameOf } from '../feed-name.ts'
import { humanCount, humanDuration } from '../human.ts'
import { readBytes, reasonOf, sizeOf, wholeNumber } from '../input.ts'
import type { Run } from '../invocation.ts'
import type { Output } from '../output.ts'
import { type Where, whereOf } from './publish.ts'

interface Options extends Where {
  readonly format: string
  readonly feed?: string
  readonly marking: string
  readonly widen?: boolean
  readonly category?: string
  readonly confidence?: string
  readonly chain?: string
  readonly kind?: string
  readonly columns?: string
  /** false with --no-header, otherwise true */
  readonly header: boolean
  readonly delimiter?: string
  readonly encoding?: string
  readonly rejects?: string
}

type Line = Exclude<ImportLine, { error: unknown }>
type Progress = Extract<Line, { type: 'progress' }>
type Summary = Extract<Line, { type: 'summary' }>

export const importFeed: Run<Options> = async (invocation, [file = ''], options) => {
  const { output } = invocation
  const feed = options.feed ?? (file === '-' ? undefined : feedNameOf(basename(file)))
  if (feed === undefined) throw new CliError('usage', 'the feed has no name: give it one with --feed NAME')
  if (options.feed === undefined) output.say(`feed ${feed}`)
  const query = {
    format: options.format,
    feed,
    ...whereQuery(options),
    widen: options.widen,
    category: options.category,
    confidence: wholeNumber('--confidence', options.confidence, 0, 100),
    chain: options.chain,
    kind: options.kind,
    columns: options.columns,
    header: options.header ? undefined : false,
    delimiter: options.delimiter === '\\t' ? '\t' : options.delimiter,
    encoding: options.encoding,
    // Its name alone, as a hint to formats that say the chain there. The path stays here.
    sourceName: file === '-' ? undefined : basename(file),
  }
  await using client = await runningNode(invocation)
  const sent = counted(await readBytes(file))
  const progress = createProgress(output, await sizeOf(file), () => sent.bytes)
  await using rejects = rejectsFile(options.rejects ?? `${feed}.rejects.jsonl`)
  const stream = { type: 'application/octet-stream', bytes: sent.stream }
  const lines = askLines<Line>(client, { method: 'POST', path: '/v1/feeds/import', query, stream })
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
  return 'ok'
}

/** Lists go by comma in a query. */
function whereQuery(options: Where): Record<string, string | boolean | undefined> {
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

async function printSummary(summary: Summary, output: Output): Promise<void> {
  const { read, published, replaced, unchanged, rejected } = summary
  if (output.json) return output.object({ read, published, replaced, unchanged, rejected })
  const refused = Object.entries(rejected)
  const total = refused.reduce((sum, [, count]) => sum + count, 0)
  const again = replaced > 0 ? ` (${humanCount(replaced)} replace what was said before)` : ''
  await output.text(
    `${humanCount(read)} read: ${humanCount(published)} published${again}, ${humanCount(unchanged)} unchanged, ${humanCount(total)} rejected`,
  )
  for (const [code, count] of refused.sort(([, a], [, b]) => b - a)) {
    await output.text(`  ${humanCount(count).padStart(10)}  ${cleanText(code)}`)
  }
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

const plainEveryMs = 5000

/** Rows, rate and time left: drawn over and over on a terminal, a line every five seconds elsewhere. */
function createProgress(output: Output, total: number | undefined, sent: () => number): (line: Progress) => void {
  const started = performance.now()
  let told = started
  return ({ read, published, unchanged, rejected, bytes }) => {
    const now = performance.now()
    if (!output.live && now - told < plainEveryMs) return
    told = now
    const seconds = Math.max((now - started) / 1000, 0.001)
    const done = total === undefined ? undefined : Math.min((bytes ?? sent()) / Math.max(total, 1), 1)
    const left = done === undefined || done === 0 ? undefined : (seconds / done) * (1 - done) * 1000
    const text = [
      `${humanCount(read)} rows`,
      `${humanCount(Math.round(read / seconds))}/s`,
      `${humanCount(published)} published, ${humanCount(unchanged)} unchanged, ${humanCount(rejected)} rejected`,
      done === undefined ? undefined : `${Math.floor(done * 100)} %`,
      left === undefined ? undefined : `${humanDuration(left)} left`,
    ]
      .filter((part) => part !== undefined)
      .join('  ')
    if (output.live) output.draw(text)
    else output.say(text)
  }
}

interface Rejects extends AsyncDisposable {
  readonly path: string
  count: number
  write(line: Extract<Line, { type: 'reject' }>): Promise<void>
}

/** The file of rejected rows: made with the first of them, so that a clean import leaves none. */
function rejectsFile(path: string): Rejects {
  let file: FileHandle | undefined
  let text = ''
  const flush = async (): Promise<void> => {
    if (text === '') return
    try {
      file ??= await open(path, 'w')
      await file.writeFile(text)
    } catch (error) {
      throw new CliError('file-unwritable', `${path} cannot be written: ${reasonOf(error)}`, { cause: error })
    }
    text = ''
  }
  const rejects: Rejects = {
    path,
    count: 0,
    write: async ({ line, member, value, code, reason }) => {
      rejects.count++
      text += `${cleanJson({ line, member, value, code, reason })}\n`
      if (text.length >= 64 * 1024) await flush()
    },
    [Symbol.asyncDispose]: async () => {
      await flush()
      await file?.close()
    },
  }
  return rejects
}
