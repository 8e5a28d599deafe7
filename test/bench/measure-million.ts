// A million statements in one node: its resident memory as a whole process with network and API, and its look-ups.
import { filesFor, pieces, requestOf } from './feed-import.ts'
import { type Ground, homes, withWorker } from './ground.ts'
import { atMost, type Row } from './result.ts'
import { socketClient } from './socket.ts'
import { startWorker } from './workers.ts'

const part = 'million'
const million = 1_000_000

export async function measureMillion({ say }: Ground): Promise<Row[]> {
  await using network = await homes(1)
  const [dir = ''] = network.dirs
  const rows: Row[] = []
  {
    await using node = startWorker()
    await node.call('start', dir, { network: true, api: true })
    const client = socketClient(dir)
    // The files stay in this process: what the node holds of them is what came over its socket.
    let held = 0
    for (let number = 0; held < million; number += 1) {
      for (const file of filesFor(200_000, number)) {
        const query = new URLSearchParams(
          Object.entries(requestOf(file)).map(([key, value]): [string, string] => [key, String(value)]),
        )
        const path = `/v1/feeds/import?${query.toString()}`
        const body = pieces(file.text)
        await client.lines({ method: 'POST', path, type: 'application/octet-stream', body }, (line) => {
          const event = line as { type: string; published: number }
          if (event.type === 'summary') held += event.published
        })
        if (held >= million) break
      }
      say(`${held.toLocaleString('en')} statements`)
    }
    client.close()
    const after = await node.call('facts')
    const resident = after.residentBytes / 2 ** 20
    rows.push(
      { part, what: 'statements held', value: after.statements, unit: 'statements' },
      {
        part,
        what: 'resident, right after the import',
        value: resident,
        unit: 'MB',
        target: atMost(resident, 400, 'MB'),
      },
      { part, what: 'resident, at most during the import', value: after.peakResidentBytes / 2 ** 20, unit: 'MB' },
    )
    await node.call('stop')
  }
  const started = await withWorker(async (worker) => {
    await worker.call('start', dir, { network: true, api: true })
    const facts = await worker.call('facts')
    await worker.call('stop')
    return facts
  })
  const lookups = await withWorker((worker) => worker.call('lookups', dir))
  return [
    ...rows,
    { part, what: 'resident, started again', value: started.residentBytes / 2 ** 20, unit: 'MB' },
    { part, what: 'look-ups in process: hits, with the statement', value: lookups.hitsPerSecond, unit: '/s' },
    { part, what: 'look-ups in process: misses', value: lookups.missesPerSecond, unit: '/s' },
  ]
}
