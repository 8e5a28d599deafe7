// Replication: a node that holds everything and one that holds nothing, in processes of their own, over libp2p.
import { join } from 'node:path'
import { filled, type Ground, homes, scratchFolder, withWorker } from './ground.ts'
import { atMost, halfOfFloor, median, type Row } from './result.ts'
import { startWorker } from './workers.ts'

const part = 'replicate'

export async function measureReplicate({ statements, rounds, say }: Ground): Promise<Row[]> {
  await using network = await homes(rounds + 1)
  await using scratch = await scratchFolder()
  await using recorder = startWorker()
  const [author = '', ...partners] = network.dirs
  say('filling the node that others catch up from')
  const held = await filled(author, statements)
  await recorder.call('recordPartner', author, join(scratch.dir, 'recorded'))
  const rates = { floor: [] as number[], node: [] as number[], wire: [] as number[] }
  for (const [round, partner] of partners.entries()) {
    const floor = await recorder.call('floor', join(scratch.dir, String(round)))
    const { seconds, wireBytes } = await replicate(author, partner, held)
    rates.floor.push(floor.statementsPerSecond)
    rates.node.push(held / seconds)
    rates.wire.push(wireBytes / held)
    say(
      `round ${round + 1}: floor ${Math.round(floor.statementsPerSecond)}/s, replicate ${Math.round(held / seconds)}/s`,
    )
  }
  const floor = median(rates.floor)
  const rate = median(rates.node)
  const wire = median(rates.wire)
  const stored = await withWorker((worker) => worker.call('compacted', partners[0] ?? ''))
  const perStatement = stored.bytes / stored.statements
  return [
    {
      part,
      what: "floor: the partner's keys and values, raw",
      value: floor,
      unit: 'statements/s',
      rounds: rates.floor,
    },
    {
      part,
      what: 'replicate A to B: verified, durable and answering at B',
      value: rate,
      unit: 'statements/s',
      rounds: rates.node,
      ...halfOfFloor(rate, floor),
    },
    {
      part,
      what: 'TCP bytes both ways, handshakes and framing included',
      value: wire,
      unit: 'bytes/statement',
      target: atMost(wire, 150, 'bytes'),
    },
    {
      part,
      what: "store of B after compaction (a partner's two keys)",
      value: perStatement,
      unit: 'bytes/statement',
      target: atMost(perStatement, 300, 'bytes'),
    },
  ]
}

/** Time from the admitted connection until B holds everything, and what TCP carried. `profile`: a folder for B's. */
export async function replicate(author: string, partner: string, held: number, profile?: string) {
  await using b = startWorker(profile)
  await using a = startWorker()
  const addresses = await b.call('start', partner, { network: true })
  const arriving = b.call('arrived', held)
  await a.call('start', author, { network: true, bootstrap: addresses })
  const { seconds } = await arriving
  const [atA, atB] = await Promise.all([a.call('facts'), b.call('facts')])
  if (atA.digest !== atB.digest) throw new Error('the two nodes hold different things')
  await Promise.all([a.call('stop'), b.call('stop')])
  return { seconds, wireBytes: atB.wireInBytes + atB.wireOutBytes }
}
