// entente audit log, export and checkpoint: reading the audit log, and taking it elsewhere.
import type { AuditLineView, CheckpointView } from '../../node/api/schemas.ts'
import { askJson, askLines } from '../ask.ts'
import { cleanText } from '../clean.ts'
import type { Client } from '../client.ts'
import { anyNode } from '../connect.ts'
import { writeNew } from '../files.ts'
import { humanTime } from '../human.ts'
import { wholeNumber } from '../input.ts'
import type { Run } from '../invocation.ts'
import type { Output } from '../output.ts'

interface LogOptions {
  readonly since?: string
  readonly until?: string
  readonly action?: string
  readonly actor?: string
  readonly object?: string
  readonly after?: string
  readonly limit: string
  readonly follow?: boolean
}

const numberMax = Number.MAX_SAFE_INTEGER

export const log: Run<LogOptions> = async (invocation, _args, options) => {
  const { output } = invocation
  const { since, until, action, actor, object } = options
  const filter = { since, until, action, actor, object }
  const limit = wholeNumber('--limit', options.limit, 1, 1_000_000)
  let after = wholeNumber('--after', options.after, 0, numberMax)
  await using client = await anyNode(invocation)
  const show = async (path: string, query: Record<string, string | number | undefined>): Promise<void> => {
    for await (const line of askLines<AuditLineView>(client, { method: 'GET', path, query })) {
      after = line.entry.seq
      if (output.json) await output.object(line)
      else await output.text(rowOf(line, output))
    }
  }
  await show('/v1/audit', { ...filter, after, limit })
  if (options.follow !== true) return 'ok'
  output.say('following; Ctrl-C ends it')
  await show('/v1/audit/follow', { ...filter, after })
  return 'ok'
}

function rowOf({ entry }: AuditLineView, { style }: Output): string {
  const { seq, time, actor, action, decision, code, objects = [], objectCount, purpose, detail = {} } = entry
  const count = objectCount ?? objects.length
  const parts = [
    style('dim', String(seq).padStart(6)),
    style('dim', humanTime(new Date(time).toISOString())),
    style(decision === 'refused' ? 'red' : 'bold', action.padEnd(12)),
    cleanText(actor),
    code === undefined ? undefined : style('red', code),
    ...Object.entries(detail).map(([name, value]) => `${name}=${cleanText(String(value))}`),
    purpose === undefined ? undefined : `for ${cleanText(purpose)}`,
    count === 0 ? undefined : style('dim', cleanText(objects[0] ?? '')),
    count > 1 ? style('dim', `and ${count - 1} more`) : undefined,
  ]
  return parts.filter((part) => part !== undefined).join('  ')
}

export const exportLog: Run<{ out?: string; from: string }> = async (invocation, _args, options) => {
  const { output } = invocation
  const from = wholeNumber('--from', options.from, 1, numberMax) ?? 1
  await using client = await anyNode(invocation)
  const counted = { lines: 0 }
  const lines = fileLines(client, from, counted)
  if (options.out === '-') {
    for await (const line of lines) {
      if (!process.stdout.write(line)) await new Promise((resolve) => process.stdout.once('drain', resolve))
    }
    return 'ok'
  }
  const file = options.out ?? `audit-${new Date().toISOString().slice(0, 10)}.jsonl`
  await writeNew(file, lines, 0o600)
  // The first line names the log, the last one is the checkpoint.
  const entries = counted.lines - 2
  if (output.json) await output.object({ file, from, entries })
  else await output.text(`${file}: ${entries} entries, with a signed checkpoint`)
  return 'ok'
}

async function* fileLines(client: Client, from: number, counted: { lines: number }): AsyncGenerator<string> {
  for await (const line of askLines<object>(client, { method: 'GET', path: '/v1/audit/export', query: { from } })) {
    counted.lines += 1
    yield `${JSON.stringify(line)}\n`
  }
}

export const checkpoint: Run<{ out?: string }> = async (invocation, _args, options) => {
  const { output } = invocation
  await using client = await anyNode(invocation)
  const made = await askJson<CheckpointView>(client, { method: 'POST', path: '/v1/audit/checkpoint' })
  if (options.out === '-') {
    await new Promise((resolve) => process.stdout.write(made.checkpoint, resolve))
    return 'ok'
  }
  const file = options.out ?? `audit-${made.seq}.checkpoint`
  await writeNew(file, made.checkpoint)
  if (output.json) await output.object({ file, seq: made.seq, hash: made.hash })
  else await output.text(`${file}: entry ${made.seq}, ${made.hash}`)
  return 'ok'
}
