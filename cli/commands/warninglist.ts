// entente warninglist: lists of values that are hardly ever a threat, kept by the node.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AddedWarninglist, ValueTestView, WarninglistView } from '../../node/api/schemas/quality.ts'
import { askJson } from '../ask.ts'
import { cleanText } from '../clean.ts'
import type { Client } from '../client.ts'
import { runningNode } from '../connect.ts'
import { CliError, RefusedError } from '../errors.ts'
import { humanCount, humanTime } from '../human.ts'
import { readBytes, readValues, reasonOf } from '../input.ts'
import type { Run } from '../invocation.ts'
import { printTable } from '../table.ts'

const octets = 'application/octet-stream'
/** Values in one question. */
const testPage = 1000

export const add: Run<object> = async (invocation, paths) => {
  const { output } = invocation
  const files: string[] = []
  for (const path of paths) files.push(...(await filesIn(path)))
  if (files.length === 0) throw new CliError('usage', 'there is no .json file in it')
  await using client = await runningNode(invocation)
  let refused = 0
  for (const file of files) {
    try {
      const { result, warninglist } = await addOne(client, file)
      if (output.json) await output.object({ result, ...warninglist, file })
      else {
        const { name, version, entries } = warninglist
        const what = `version ${version}, ${humanCount(entries)} entries`
        await output.text(
          `${output.style('green', result.padEnd(9))}  ${cleanText(name)}  ${output.style('dim', what)}`,
        )
      }
    } catch (error) {
      if (!(error instanceof RefusedError) || files.length === 1) throw error
      refused++
      const { code, message, hint } = error
      if (output.json) await output.object({ error: { code, message, hint }, file })
      else await output.text(`${output.style('red', 'refused')}    ${cleanText(file)}: ${cleanText(message)} [${code}]`)
    }
  }
  if (refused > 0) output.say(`${files.length - refused} taken, ${refused} refused`)
  return refused > 0 ? 'partly' : 'ok'
}

async function addOne(client: Client, file: string): Promise<AddedWarninglist> {
  const stream = { type: octets, bytes: await readBytes(file) }
  return await askJson<AddedWarninglist>(client, { method: 'POST', path: '/v1/warninglists', stream })
}

/** A file itself; of a folder every .json file in it, in the order of the names. */
async function filesIn(path: string): Promise<string[]> {
  if (path === '-') return [path]
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const found = await readdir(path, { recursive: true, withFileTypes: true })
    return found
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
  } catch (error) {
    throw new CliError('file-unreadable', `${path} cannot be read: ${reasonOf(error)}`, { cause: error })
  }
}

export const list: Run<object> = async (invocation) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  const { warninglists } = await askJson<{ warninglists: WarninglistView[] }>(client, {
    ...{ method: 'GET', path: '/v1/warninglists' },
  })
  if (output.json) for (const one of warninglists) await output.object(one)
  else if (warninglists.length === 0) output.say('no warninglists are kept: entente warninglist add FILE|FOLDER')
  else {
    const rows = warninglists.map((one) => [
      ...[one.name, one.type, String(one.version), humanCount(one.entries)],
      ...[one.kinds?.join(', ') ?? 'all', humanTime(one.addedAt)],
    ])
    await printTable(output, ['name', 'type', 'version', 'entries', 'kinds', 'added'], rows)
  }
  return 'ok'
}

export const show: Run<object> = async (invocation, [name = '']) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  const ask = { method: 'GET', path: '/v1/warninglist', query: { name } } as const
  const { warninglist, list } = await askJson<{ warninglist: WarninglistView; list: string[] }>(client, ask)
  if (output.json) await output.object({ ...warninglist, list })
  else {
    const { description, type, version, kinds } = warninglist
    output.say(cleanText(`${warninglist.name}: ${description}`))
    output.say(`${type}, version ${version}, ${humanCount(list.length)} entries, kinds ${kinds?.join(', ') ?? 'all'}`)
    for (const entry of list) await output.text(cleanText(entry))
  }
  return 'ok'
}

export const remove: Run<object> = async (invocation, names) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  for (const name of names) {
    const answer = await askJson<{ removed: string }>(client, {
      ...{ method: 'DELETE', path: '/v1/warninglist', query: { name } },
    })
    if (output.json) await output.object(answer)
    else await output.text(`removed ${cleanText(answer.removed)}`)
  }
  return 'ok'
}

export const test: Run<object> = async (invocation, args) => {
  const { output } = invocation
  const values: string[] = []
  for (const arg of args) {
    if (arg === '-') for await (const value of readValues('-')) values.push(value)
    else values.push(arg)
  }
  await using client = await runningNode(invocation)
  let found = false
  for (let at = 0; at < values.length; at += testPage) {
    const body = { values: values.slice(at, at + testPage) }
    const answer = await askJson<{ values: ValueTestView[] }>(client, {
      ...{ method: 'POST', path: '/v1/quality/test', body },
    })
    for (const tested of answer.values) {
      found ||= tested.held !== null
      if (output.json) await output.object(tested)
      else await output.text(lineOf(tested, output.style))
    }
  }
  return found ? 'ok' : 'not-found'
}

function lineOf(
  { value, subject, held }: ValueTestView,
  style: (name: 'bold' | 'yellow' | 'dim', text: string) => string,
) {
  const name = style('bold', cleanText(value))
  if (held !== null) return `${name}  ${style('yellow', held.code)}  ${cleanText(held.reason)}`
  return `${name}  ${style('dim', subject === null ? 'of no known kind' : 'is not held')}`
}
