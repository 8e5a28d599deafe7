// entente feed preview: the first rows of a file as an import would read them, without a node.
import { basename } from 'node:path'
import type { FeedRow, ImporterOptions, RowFields, TakenRow } from '../../node/feeds/types.ts'
import type { Guess } from '../../node/feeds/guess.ts'
import { cleanText } from '../clean.ts'
import { CliError } from '../errors.ts'
import { given, readBytes, wholeNumber } from '../input.ts'
import type { Run } from '../invocation.ts'
import type { ReadingOptions } from '../source.ts'
import type { Output } from '../output.ts'

interface Options extends ReadingOptions {
  readonly rows: string
}

const tables: ReadonlySet<string> = new Set(['csv', 'tsv'])
const rowsMax = 100_000

export const previewFeed: Run<Options> = async ({ output, signal }, [file = ''], options) => {
  const { importerOf } = await import('../../node/feeds/index.ts')
  const { judgeRow } = await judging()
  const count = wholeNumber('--rows', options.rows, 1, rowsMax) ?? 20
  const told = await importOptions(file, options)
  const guess = await guessed(file, options, told)
  const all: ImporterOptions =
    guess === undefined ? told : { ...told, columns: guess.columns, header: guess.header, delimiter: guess.delimiter }
  const format = guess !== undefined && options.format === 'auto' ? 'csv' : options.format
  const formats = new Set<string>(format === 'auto' ? [] : [format])
  const show = createShow(output, () => [...formats], guess)
  const onFormat = (name: string): void => void formats.add(name)
  let failure: unknown
  try {
    reading: for await (const batch of importerOf(format).parse(await readBytes(file), { ...all, onFormat })) {
      signal.throwIfAborted()
      for (const row of batch) {
        await show.row(judgeRow(row))
        if (show.count === count) break reading
      }
    }
  } catch (error) {
    failure = error
  }
  await show.end(failure !== undefined)
  if (failure !== undefined) throw failure as Error
  return 'ok'
}

/** A row as it would be published, or why it would not. */
interface Judged {
  readonly line: number
  readonly member?: string
  readonly value: string
  readonly subject?: { readonly kind: string; readonly chain?: string; readonly value: string }
  /** What it says beside its subject. */
  readonly says?: RowFields
  readonly code?: string
  readonly reason?: string
}

const ofSubject: ReadonlySet<string> = new Set(['subjectKind', 'chain'])

async function judging(): Promise<{ judgeRow: (row: FeedRow) => Judged }> {
  const { statementOf } = await import('../../node/ingest/import.ts')
  const judge = (row: TakenRow): Judged => {
    const { line, value, fields } = row
    const at = { line, ...given('member', row.member), value }
    const says: RowFields = Object.fromEntries(Object.entries(fields).filter(([name]) => !ofSubject.has(name)))
    try {
      return { ...at, subject: statementOf(row, 'preview').subject, says }
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error)) throw error
      return { ...at, says, code: String(error.code), reason: error.message }
    }
  }
  return {
    judgeRow: (row) => {
      if (row.reject === undefined) return judge(row)
      const { line, value, reject, reason, member } = row
      return { line, ...given('member', member), value, code: reject, reason }
    },
  }
}

async function importOptions(file: string, options: Options): Promise<ImporterOptions> {
  const { encodings } = await import('../../node/feeds/types.ts')
  const { subjectKinds } = await import('../../protocol/names.ts')
  return {
    ...given('category', options.category),
    ...given('confidence', wholeNumber('--confidence', options.confidence, 0, 100)),
    ...given('chain', options.chain),
    ...given('kind', oneOf('--kind', subjectKinds.names, options.kind)),
    ...given('encoding', oneOf('--encoding', encodings, options.encoding)),
    ...given('columns', options.columns === undefined ? undefined : await columnsIn(options.columns)),
    ...(options.header ? {} : { header: false }),
    ...given('delimiter', options.delimiter === '\\t' ? '\t' : options.delimiter),
    ...(file === '-' ? {} : { sourceName: basename(file) }),
  }
}

async function columnsIn(text: string): Promise<NonNullable<ImporterOptions['columns']>> {
  const { mappedFields } = await import('../../node/feeds/types.ts')
  const pairs = text.split(',').map((pair) => {
    const [field = '', ...rest] = pair.split('=')
    const column = rest.join('=')
    if (!mappedFields.some((name) => name === field) || column === '') {
      throw new CliError('usage', `--columns: ${JSON.stringify(pair)} is not FIELD=COLUMN`)
    }
    return [field, /^[1-9][0-9]*$/.test(column) ? Number(column) : column] as const
  })
  return Object.fromEntries(pairs)
}

function oneOf<Name extends string>(
  option: string,
  names: readonly Name[],
  text: string | undefined,
): Name | undefined {
  const found = names.find((name) => name === text)
  if (text === undefined || found !== undefined) return found
  throw new CliError('usage', `${option} takes one of ${names.join(', ')}, not ${JSON.stringify(text)}`)
}

/** A mapping for a table that nobody gave one for; a file that is no such table needs none. */
async function guessed(file: string, options: Options, told: ImporterOptions): Promise<Guess | undefined> {
  if (options.columns !== undefined || file === '-') return undefined
  if (options.format !== 'auto' && !tables.has(options.format)) return undefined
  if (options.format === 'auto' && !(await mayBeTable(file, told))) return undefined
  const { guessTable } = await import('../../node/feeds/guess.ts')
  return guessTable(await readBytes(file), options.format === 'tsv' ? { delimiter: '\t', ...told } : told)
}

/** Whether `auto` takes the file for a table, or for nothing at all. */
async function mayBeTable(file: string, told: ImporterOptions): Promise<boolean> {
  const { importerOf, FeedError } = await import('../../node/feeds/index.ts')
  const formats: string[] = []
  const options = { ...told, onFormat: (name: string) => void formats.push(name) }
  const rows = importerOf('auto').parse(await readBytes(file), options)
  const reading = rows[Symbol.asyncIterator]()
  try {
    await reading.next()
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
    if (formats.length === 0) return error.code === 'format-undetermined'
  } finally {
    await reading.return?.()
  }
  return formats.some((name) => tables.has(name))
}

interface Show {
  count: number
  row(judged: Judged): Promise<void>
  end(failed: boolean): Promise<void>
}

function createShow(output: Output, formats: () => readonly string[], guess: Guess | undefined): Show {
  const rows: Judged[] = []
  const codes = new Map<string, number>()
  const show: Show = {
    count: 0,
    row: async (judged) => {
      show.count += 1
      if (judged.code !== undefined) codes.set(judged.code, (codes.get(judged.code) ?? 0) + 1)
      if (output.json) await output.object({ type: 'row', ...judged })
      else rows.push(judged)
    },
    end: async (failed) => {
      const options = guess === undefined ? undefined : await optionsOf(guess)
      const rejected = Object.fromEntries(codes)
      if (output.json) {
        await output.object({
          type: 'summary',
          formats: formats(),
          rows: show.count,
          rejected,
          ...given('options', options),
        })
        return
      }
      if (rows.length > 0) await printRows(output, rows)
      if (failed && rows.length === 0) return
      const refused = [...codes.values()].reduce((sum, count) => sum + count, 0)
      output.say(`format ${formats().join(', ') || 'unknown'}: ${show.count} rows shown, ${refused} of them rejected`)
      if (options !== undefined) output.say(`columns are guessed; pass on what is right: ${cleanText(options)}`)
    },
  }
  return show
}

/** What an import takes for the same reading. */
async function optionsOf({ delimiter, header, columns }: Guess): Promise<string> {
  const { formatColumns } = await import('../../node/feeds/guess.ts')
  const mapping = formatColumns(columns)
  const parts = [`--format ${delimiter === '\t' ? 'tsv' : 'csv'}`, `--columns ${quoted(mapping)}`]
  if (!header) parts.push('--no-header')
  if (delimiter !== ',' && delimiter !== '\t') parts.push(`--delimiter ${quoted(delimiter)}`)
  return parts.join(' ')
}

function quoted(text: string): string {
  return /^[\w=,.:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

async function printRows(output: Output, rows: readonly Judged[]): Promise<void> {
  const { printTable } = await import('../table.ts')
  const shown = Math.max(24, Math.floor(output.columns / 3))
  const cut = (text: string): string => (text.length > shown ? `${text.slice(0, shown - 1)}…` : text)
  await printTable(
    output,
    ['line', 'subject', 'kind', 'chain', 'category', 'confidence', 'refused'],
    rows.map(({ line, subject, value, says, code, reason }) => [
      String(line),
      cut(subject?.value ?? value),
      subject?.kind ?? '',
      subject?.chain ?? '',
      says?.category ?? '',
      says?.confidence === undefined ? '' : String(says.confidence),
      code === undefined ? '' : `${code}: ${reason ?? ''}`,
    ]),
  )
}
