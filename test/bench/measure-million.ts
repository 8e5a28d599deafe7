// A million statements in one node: its resident memory as `entente run` has it, and its look-ups.
import { filesFor, pieces, requestOf } from './feed-import.ts'
import { type Ground, homes, withWorker } from './ground.ts'
import { atMost, type Row } from './result.ts'
import { type Memory, type RunningNode, runNode } from './running-node.ts'

const part = 'million'
const million = 1_000_000
const residentMaxMiB = 400

export async function measureMillion({ say }: Ground): Promise<Row[]> {
  await using network = await homes(1)
  const [dir = ''] = network.dirs
  let after: Memory
  let seconds: number
  {
    await using node = await runNode(dir)
    const begin = performance.now()
    let held = 0
    // The files stay in this process: what the node has of them is what came over its socket.
    for (let number = 0; held < million; number += 1) {
      held += await importGeneration(node, number, million - held)
      say(`${held.toLocaleString('en')} statements, ${Math.round((await node.memory()).residentMiB)} MiB resident`)
    }
    seconds = (performance.now() - begin) / 1000
    after = await node.memory()
  }
  let started: Memory
  {
    await using node = await runNode(dir)
    started = await node.memory()
  }
  const stored = await withWorker((worker) => worker.call('compacted', dir))
  const lookups = await withWorker((worker) => worker.call('lookups', dir))
  const { statements, residentMiB, peakMiB } = after
  const perStatement = stored.bytes / stored.statements
  return [
    { part, what: 'statements held', value: statements, unit: 'statements' },
    { part, what: 'import over the API socket', value: statements / seconds, unit: 'statements/s' },
    {
      part,
      what: 'resident, right after the import',
      value: residentMiB,
      unit: 'MiB',
      target: atMost(residentMiB, residentMaxMiB, 'MiB'),
    },
    { part, what: 'resident, at most during the import', value: peakMiB, unit: 'MiB' },
    { part, what: 'resident, started again', value: started.residentMiB, unit: 'MiB' },
    {
      part,
      what: 'store of the author after compaction',
      value: perStatement,
      unit: 'bytes/statement',
      target: atMost(perStatement, 300, 'bytes'),
    },
    {
      part,
      what: 'look-ups in process: hits, with the statement',
      value: lookups.hitsPerSecond,
      unit: '/s',
    },
    {
      part,
      what: 'look-ups in process: misses',
      value: lookups.missesPerSecond,
      unit: '/s',
    },
  ]
}

/** Imports files of one generation until `wanted` is reached; how many statements were published. */
async function importGeneration({ client }: RunningNode, number: number, wanted: number): Promise<number> {
  let published = 0
  for (const file of filesFor(200_000, number)) {
    if (published >= wanted) break
    const query = new URLSearchParams(
      Object.entries(requestOf(file)).map(([key, value]): [string, string] => [key, String(value)]),
    )
    const path = `/v1/feeds/import?${query.toString()}`
    const body = pieces(file.text)
    await client.lines({ method: 'POST', path, type: 'application/octet-stream', body }, (line) => {
      const event = line as { type: string; published: number }
      if (event.type === 'summary') published += event.published
    })
  }
  return published
}
