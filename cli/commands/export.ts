// entente export: statements in the forms of other tools, to stdout, a file, or a folder for MISP.
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportLine } from '../../node/api/schemas/export.ts'
import { type ExportFormat, type ExportSummary, leftOutReasons } from '../../node/exports/types.ts'
import { writeWhole } from '../../node/home/files.ts'
import { askLines } from '../ask.ts'
import { malformed } from '../client.ts'
import { anyNode } from '../connect.ts'
import { CliError } from '../errors.ts'
import { writeNew } from '../files.ts'
import { reasonOf, wholeNumber } from '../input.ts'
import type { Invocation, Run } from '../invocation.ts'
import { type Filters, queryOf } from './list.ts'

interface Options extends Omit<Filters, 'after'> {
  readonly as: ExportFormat
  readonly since?: string
  readonly until?: string
  readonly history?: boolean
  readonly maxMarking?: string
  readonly minConfidence?: string
  readonly disputed?: boolean
  readonly restricted?: boolean
  readonly out?: string
  readonly replace?: boolean
}

/** What a node may name: nothing that leads out of the folder. */
const fileNames = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.json|hashes\.csv|manifest\.json)$/

export const exportStatements: Run<Options> = async (invocation, _args, options) => {
  const { output } = invocation
  const { as, history, maxMarking, disputed, restricted, out = '-', replace = false } = options
  const folder = as === 'misp' && out !== '-' && !out.endsWith('.json')
  const query = {
    ...queryOf({ ...options, from: options.from ?? options.since, to: options.to ?? options.until }),
    ...{ as, history, maxMarking, disputed, restricted, folder: folder || undefined, parts: true },
    minConfidence: wholeNumber('--min-confidence', options.minConfidence, 0, 100),
  }
  await using client = await anyNode(invocation)
  const lines = new ExportLines(askLines<ExportLine>(client, { method: 'GET', path: '/v1/export', query }))
  if (out === '-') await toStdout(lines, invocation)
  else if (folder) await toFolder(lines, out, replace)
  else await toFile(lines, out, replace)
  const summary = await lines.summary()
  if (output.json && out !== '-') await output.object({ [folder ? 'folder' : 'file']: out, ...summary })
  else if (output.json) output.say(JSON.stringify(summary))
  else tell(summary, out, invocation)
  return 'ok'
}

/** The lines of the answer: texts of one file after the other, and what there is to say of all. */
class ExportLines {
  readonly #lines: AsyncGenerator<ExportLine, void, void>
  #next: { file?: string; text: string } | undefined
  #summary: ExportSummary | undefined
  #begun = false

  constructor(lines: AsyncGenerator<ExportLine, void, void>) {
    this.#lines = lines
  }

  /** The file that comes next; `undefined` behind the last. */
  async file(): Promise<string | undefined> {
    if (!this.#begun) await this.#read()
    this.#begun = true
    return this.#next === undefined ? undefined : (this.#next.file ?? '')
  }

  /** The texts of the file that comes next. */
  async *texts(): AsyncGenerator<string, void, void> {
    const file = await this.file()
    while (this.#next !== undefined && (this.#next.file ?? '') === file) {
      yield this.#next.text
      await this.#read()
    }
  }

  async summary(): Promise<ExportSummary> {
    while ((await this.file()) !== undefined) await this.#read()
    if (this.#summary === undefined) throw malformed('an export without its summary')
    return this.#summary
  }

  async #read(): Promise<void> {
    const { value, done } = await this.#lines.next()
    this.#next = undefined
    if (done === true) return
    if ('text' in value) this.#next = value
    else if ('written' in value) this.#summary = value
  }
}

async function toStdout(lines: ExportLines, { signal }: Invocation): Promise<void> {
  for await (const text of lines.texts()) {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain', { signal })
  }
}

async function toFile(lines: ExportLines, path: string, replace: boolean): Promise<void> {
  if (!replace && existsSync(path)) throw new CliError('file-exists', `${path} is already there`)
  // The first answer is awaited before there is a file: what is refused leaves nothing behind.
  await lines.file()
  if (!replace) await writeNew(path, lines.texts())
  else await writeOver(path, lines.texts())
}

/** The manifest comes last: what it names is there before it. */
async function toFolder(lines: ExportLines, dir: string, replace: boolean): Promise<void> {
  if (!replace && existsSync(join(dir, 'manifest.json'))) {
    throw new CliError('file-exists', `${dir} holds a feed already`, {
      hint: 'Name another folder, or pass --replace.',
    })
  }
  const first = await lines.file()
  try {
    await mkdir(dir, { recursive: true })
  } catch (error) {
    throw new CliError('file-unwritable', `${dir} cannot be made: ${reasonOf(error)}`, { cause: error })
  }
  for (let file = first; file !== undefined; file = await lines.file()) {
    if (!fileNames.test(file)) throw malformed(`a file named ${JSON.stringify(file)}`)
    await writeOver(join(dir, file), lines.texts())
  }
}

async function writeOver(path: string, texts: AsyncIterable<string>): Promise<void> {
  try {
    await writeWhole(path, texts)
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw new CliError('file-unwritable', `${path} cannot be written: ${reasonOf(error)}`, { cause: error })
  }
}

function tell({ written, leftOut }: ExportSummary, out: string, { output }: Invocation): void {
  const place = out === '-' ? '' : ` in ${out}`
  output.say(`${written.toLocaleString('en')} ${written === 1 ? 'statement' : 'statements'}${place}`)
  for (const [reason, count] of Object.entries(leftOut)) {
    const why = Object.hasOwn(leftOutReasons, reason) ? leftOutReasons[reason as keyof typeof leftOutReasons] : reason
    output.say(`left out: ${count.toLocaleString('en')} ${why}`)
  }
}
