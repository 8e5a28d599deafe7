// What the audit log costs: screening with an entry for every look-up, with one for each request, and with none, in turns
// over one store; and how fast the log is verified.
import { setImmediate as turn } from 'node:timers/promises'
import { localReader } from '../../node/access/access.ts'
import { type AuditLog, createAudit } from '../../node/audit/audit.ts'
import { loadHome } from '../../node/home/home.ts'
import { openStore } from '../../node/store/index.ts'
import type { Store } from '../../node/store/types.ts'
import { filled, type Ground, homes } from './ground.ts'
import { shuffled } from './lookups.ts'
import { atLeast, median, type Row } from './result.ts'
import { sampleOf } from './store-facts.ts'

const part = 'audit'
/** A customer list that is screened. */
const lookups = 10_000
const roundsMin = 7
/** The API lets the loop turn between its lines. */
const linesPerTurn = 100

type Manner = 'none' | 'request' | 'lookup'

export async function measureAudit({ statements, rounds, say }: Ground): Promise<Row[]> {
  await using network = await homes(1)
  const [dir = ''] = network.dirs
  say('filling a node to be asked')
  await filled(dir, Math.min(statements, 50_000))
  const { keys } = await sampleOf(dir, lookups)
  const asked = shuffled(keys).slice(0, lookups)
  await using store = await openStore((await loadHome(dir)).paths.store, { clock: Date.now })
  const audit = await createAudit({
    store,
    clock: Date.now,
    later: (task, ms) => void setTimeout(task, ms).unref(),
  })
  await screen(store, audit, asked, 'lookup')
  const rates: Record<Manner, number[]> = { none: [], request: [], lookup: [] }
  for (let round = 0; round < Math.max(rounds, roundsMin); round += 1) {
    for (const manner of ['none', 'request', 'lookup'] as const) {
      rates[manner].push(await screen(store, audit, asked, manner))
    }
  }
  const begin = performance.now()
  const walk = store.verifyAudit()
  const first = await walk.next()
  if (first.done !== true) throw new Error(`the log is broken: ${first.value.code}`)
  const verified = (first.value.count / (performance.now() - begin)) * 1000
  const [none, request, lookup] = [median(rates.none), median(rates.request), median(rates.lookup)]
  return [
    {
      part,
      what: 'screening 10,000 values in process, without an audit log',
      value: none,
      unit: '/s',
      rounds: rates.none,
    },
    {
      part,
      what: 'screening them with one entry for every 256, as the API writes them',
      value: request,
      unit: '/s',
      rounds: rates.request,
      floor: { value: none, ratio: request / none },
      target: atLeast(request / none, 0.8),
    },
    {
      part,
      what: 'screening them with an entry for each',
      value: lookup,
      unit: '/s',
      rounds: rates.lookup,
      floor: { value: none, ratio: lookup / none },
    },
    { part, what: 'verifying the log', value: verified, unit: '/s' },
  ]
}

/**
 * Look-ups for each second of the thread's own time: what else runs on the machine and the disk's waits are not counted.
 * What is left to be written when the last is answered, nobody waits for.
 */
async function screen(store: Store, audit: AuditLog, keys: readonly string[], manner: Manner): Promise<number> {
  const perEntry = manner === 'lookup' ? 1 : 256
  let objects: string[] = []
  const before = process.threadCpuUsage()
  for (const [at, key] of keys.entries()) {
    const found = store.about(localReader, key)[0]
    if (found === undefined) throw new Error('a value that is held was not found')
    if (manner !== 'none') {
      objects.push(found.id)
      if (objects.length === perEntry) {
        audit.record({
          action: 'read',
          actor: 'token:0123456789abcdef:screening',
          objects,
          decision: 'allowed',
          detail: { route: 'lookup', statements: objects.length, labels: 'TLP:AMBER' },
        })
        objects = []
      }
    }
    if (at % linesPerTurn === 0) await turn()
  }
  const { user, system } = process.threadCpuUsage(before)
  await audit.flushed()
  return (keys.length / (user + system)) * 1_000_000
}
