// entente feed push: one batch under one key, sent until it is answered, as a job that runs by the clock wants it.
import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { askedAs } from '../asked-as.ts'
import { CliError, RefusedError } from '../errors.ts'
import { feedNameOf } from '../feed-name.ts'
import { humanCount } from '../human.ts'
import { printSummary, rejectsFile } from '../import-report.ts'
import { readAll, wholeNumber } from '../input.ts'
import type { Run } from '../invocation.ts'
import { findSocket } from '../../node/home/paths.ts'
import { milliseconds } from '../source.ts'
import { whereQuery } from './feed.ts'
import type { Where } from './publish.ts'

interface Options extends Where {
  readonly feed?: string
  readonly key?: string
  readonly format: string
  readonly marking: string
  readonly widen?: boolean
  readonly force?: boolean
  readonly category?: string
  readonly confidence?: string
  readonly chain?: string
  readonly kind?: string
  readonly tryFor: string
  readonly rejects?: string
}

const types: Readonly<Record<string, string>> = {
  jsonl: 'application/x-ndjson',
  stix: 'application/stix+json',
  taxii: 'application/taxii+json',
}

export const pushFeed: Run<Options> = async (invocation, [file = ''], options) => {
  const { output, home, signal } = invocation
  const feed = options.feed ?? (file === '-' ? undefined : feedNameOf(basename(file)))
  if (feed === undefined) throw new CliError('usage', 'the feed has no name: give it one with --feed NAME')
  const bytes = await readAll(file)
  const type = types[options.format === 'auto' ? formatOf(bytes) : options.format]
  if (type === undefined) throw new CliError('usage', `--format is one of auto, ${Object.keys(types).join(', ')}`)
  const key = options.key ?? randomUUID()
  if (options.feed === undefined) output.say(`feed ${feed}`)
  if (options.key === undefined) output.say(`key  ${key}`)
  const socket = findSocket(home)
  if (socket === undefined) throw new CliError('node-not-running', `no node runs in ${home}`)
  const [{ createClient }, { EntenteError }] = await Promise.all([
    import('../../node/client/client.ts'),
    import('../../node/client/errors.ts'),
  ])
  const client = createClient({ socket, headers: await askedAs(invocation) })
  try {
    const receipt = await client.push(bytes, {
      ...(whereQuery(options) as { marking: string }),
      ...stated({ category: options.category, chain: options.chain, kind: options.kind as never }),
      ...stated({
        widen: options.widen,
        force: options.force,
        confidence: wholeNumber('--confidence', options.confidence, 0, 100),
      }),
      ...{ feed, key, type, signal, tryForMs: milliseconds('--try-for', options.tryFor) },
    })
    if (receipt.replayed)
      output.say('this batch was taken before: these are its results, and nothing was published now')
    if (receipt.rowsDropped || receipt.summary === null)
      throw new CliError('answer-malformed', 'the node gave no results')
    await using rejects = rejectsFile(options.rejects ?? `${feed}.rejects.jsonl`)
    for (const row of receipt.rows) {
      if (row.result === 'rejected') await rejects.write({ type: 'reject', ...row })
    }
    if (rejects.count > 0) output.say(`${humanCount(rejects.count)} rejected rows are in ${rejects.path}`)
    if (output.json) await output.object(receipt)
    else await printSummary(receipt.summary, output)
    return 'ok'
  } catch (error) {
    if (!(error instanceof EntenteError)) throw error
    if (error.code === 'node-unreachable') throw new CliError('node-gone', error.message, { cause: error })
    throw new RefusedError(error.code, error.message, error.hint, error.status)
  }
}

/** JSON Lines where the first line is a row of its own; else a document. */
function formatOf(bytes: Uint8Array): string {
  const [first = ''] = Buffer.from(bytes.subarray(0, 128 * 1024))
    .toString('utf8')
    .trimStart()
    .split('\n', 1)
  try {
    const row = JSON.parse(first) as { type?: unknown; objects?: unknown } | null
    return row?.type === undefined && row?.objects === undefined && !Array.isArray(row) ? 'jsonl' : 'stix'
  } catch {
    return 'stix'
  }
}

function stated<Value extends object>(value: Value): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never
}
