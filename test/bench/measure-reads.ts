// Reading: look-ups in process and over the API socket, the command line, and what the author's store takes on the disk.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { filled, type Ground, homes, withWorker } from './ground.ts'
import { absentValues, shuffled } from './lookups.ts'
import { atLeast, atMost, median, type Row } from './result.ts'
import { cliFile } from './running-node.ts'
import { jsonLines, socketClient } from './socket.ts'
import { startWorker } from './workers.ts'

const part = 'reads'
const apiValues = 20_000
const cliRuns = 15

export async function measureReads({ statements, say }: Ground): Promise<Row[]> {
  await using network = await homes(1)
  const [dir = ''] = network.dirs
  say('filling a node to be asked')
  await filled(dir, statements)
  const stored = await withWorker((worker) => worker.call('compacted', dir))
  const perStatement = stored.bytes / stored.statements
  const inProcess = await withWorker((worker) => worker.call('lookups', dir))
  const { values } = await withWorker((worker) => worker.call('sample', dir, apiValues))
  await using node = startWorker()
  await node.call('start', dir, { network: false, api: true })
  say('asking over the socket and from the command line')
  const hits = await lookupRate(dir, shuffled(values), true)
  const misses = await lookupRate(dir, absentValues(apiValues), false)
  const [nodeTimes, cliTimes] = await lookupFromCli(dir, values)
  await node.call('stop')
  return [
    {
      part,
      what: 'store of the author after compaction (its key for idempotency included)',
      value: perStatement,
      unit: 'bytes/statement',
      target: atMost(perStatement, 300, 'bytes'),
    },
    { part, what: 'floor: two raw gets of the same keys', value: inProcess.rawPerSecond, unit: '/s' },
    {
      part,
      what: 'look-ups in process: hits, with the statement',
      value: inProcess.hitsPerSecond,
      unit: '/s',
      floor: { value: inProcess.rawPerSecond, ratio: inProcess.hitsPerSecond / inProcess.rawPerSecond },
      target: atLeast(inProcess.hitsPerSecond, 50_000),
    },
    {
      part,
      what: 'look-ups in process: misses',
      value: inProcess.missesPerSecond,
      unit: '/s',
      target: atLeast(inProcess.missesPerSecond, 500_000),
    },
    { part, what: 'look-ups over the API socket: hits', value: hits, unit: '/s' },
    { part, what: 'look-ups over the API socket: misses', value: misses, unit: '/s' },
    { part, what: 'floor: Node.js with an empty script, whole process', value: median(nodeTimes), unit: 'ms' },
    {
      part,
      what: '`entente lookup`, whole process',
      value: median(cliTimes),
      unit: 'ms',
      target: atMost(median(cliTimes), 200, 'ms'),
    },
  ]
}

/** Values a second, many in one request. */
async function lookupRate(dir: string, values: readonly string[], expected: boolean): Promise<number> {
  const client = socketClient(dir)
  let wrong = 0
  let answered = 0
  const ask = async (asked: readonly string[]): Promise<void> => {
    const body = asked.map((value) => `${JSON.stringify(value)}\n`).join('')
    await client.lines({ method: 'POST', path: '/v1/lookup', type: jsonLines, body }, (line) => {
      answered += 1
      if ((line as { found: boolean }).found !== expected) wrong += 1
    })
  }
  await ask(values.slice(0, 2000))
  answered = 0
  const begin = performance.now()
  await ask(values)
  const seconds = (performance.now() - begin) / 1000
  client.close()
  if (wrong > 0 || answered !== values.length) throw new Error(`${wrong} of ${answered} look-ups answered wrongly`)
  return answered / seconds
}

/** Milliseconds of whole processes: an empty one, and one that looks a value up, in turns. */
async function lookupFromCli(dir: string, values: readonly string[]): Promise<[number[], number[]]> {
  const run = promisify(execFile)
  const timed = async (args: readonly string[]): Promise<{ stdout: string; took: number }> => {
    const begin = performance.now()
    const { stdout } = await run(process.execPath, args)
    return { stdout, took: performance.now() - begin }
  }
  const empty: number[] = []
  const times: number[] = []
  for (let at = -2; at < cliRuns; at += 1) {
    const value = values[(at + 2) * 37] ?? ''
    const floor = await timed(['-e', ''])
    const { stdout, took } = await timed([cliFile, '--home', dir, '--json', 'lookup', value])
    if (!stdout.includes('"found":true')) throw new Error(`entente lookup ${value} found nothing`)
    // The first two fill the compile cache.
    if (at < 0) continue
    empty.push(floor.took)
    times.push(took)
  }
  return [empty, times]
}
