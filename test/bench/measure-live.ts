// Live publishing on three nodes: how long until a partner's node shows a statement, idle and under an import.
import { type Ground, homes } from './ground.ts'
import { type Latency, measureLatency } from './latency.ts'
import { atMost, type Row } from './result.ts'
import { socketClient } from './socket.ts'
import { startWorker } from './workers.ts'

const part = 'live'
const idleStatements = 500
const heldBefore = 20_000

export async function measureLive({ statements, say }: Ground): Promise<Row[]> {
  await using network = await homes(3)
  await using a = startWorker()
  await using b = startWorker()
  await using c = startWorker()
  const nodes = [a, b, c]
  const [first = '', second = '', third = ''] = network.dirs
  const bootstrap = await a.call('start', first, { network: true, api: true })
  await b.call('start', second, { network: true, api: true, bootstrap })
  await c.call('start', third, { network: true, api: true, bootstrap })
  await Promise.all(nodes.map((node) => node.call('connected', 2)))
  const { published } = await a.call('import', heldBefore)
  await Promise.all(nodes.map((node) => node.call('arrived', published)))
  const [publisher, ...watchers] = network.dirs.map((dir) => socketClient(dir))
  if (publisher === undefined) throw new Error('no publisher')
  say(`publishing ${idleStatements} statements one by one`)
  const idle = await measureLatency(publisher, watchers, 'idle', (done) => done < idleStatements)
  say('the same while the publisher imports a feed')
  let importing = true
  const imported = a.call('import', statements, 1).finally(() => (importing = false))
  const busy = await measureLatency(publisher, watchers, 'busy', (done) => importing || done === 0)
  const { published: more, seconds } = await imported
  say(`${busy.samples} arrivals beside an import of ${Math.round(more / seconds)}/s`)
  for (const client of [publisher, ...watchers]) client.close()
  await Promise.all(nodes.map((node) => node.call('stop')))
  return [...rowsOf('idle', idle), ...rowsOf('under an import', busy)]
}

function rowsOf(state: string, latency: Latency): Row[] {
  const target = state === 'idle' ? { target: atMost(latency.p99, 100, 'ms') } : {}
  return [
    { part, what: `publish at A until B and C show it, ${state}: p50`, value: latency.p50, unit: 'ms' },
    { part, what: `publish at A until B and C show it, ${state}: p99`, value: latency.p99, unit: 'ms', ...target },
    { part, what: `publish at A until it is durable there, ${state}: p50`, value: latency.ackP50, unit: 'ms' },
  ]
}
