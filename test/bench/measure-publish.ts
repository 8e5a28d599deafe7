// Publishing on one node: a feed's bytes in, durable and indexed statements out; beside it the raw floor of the same keys.
import { join } from 'node:path'
import { type Ground, homes, scratchFolder, withWorker } from './ground.ts'
import { halfOfFloor, median, type Row } from './result.ts'
import { startWorker } from './workers.ts'

const part = 'publish'

export async function measurePublish({ statements, rounds, say }: Ground): Promise<Row[]> {
  await using network = await homes(2 * rounds + 1)
  await using scratch = await scratchFolder()
  await using recorder = startWorker()
  const [recorded = '', ...fresh] = network.dirs
  say('recording what the author writes, for the floor')
  await recorder.call('recordAuthor', recorded, statements)
  const rates = { floor: [] as number[], whole: [] as number[], parsed: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    // Side by side, so that what else the machine does weighs on all three.
    const floor = await recorder.call('floor', join(scratch.dir, String(round)))
    rates.floor.push(floor.statementsPerSecond)
    rates.whole.push(await publish(fresh[2 * round] ?? '', statements))
    rates.parsed.push(
      await withWorker(async (worker) => {
        const { published, seconds } = await worker.call('importParsed', fresh[2 * round + 1] ?? '', statements)
        return published / seconds
      }),
    )
    say(`round ${round + 1}: floor ${text(rates.floor)}, import ${text(rates.whole)}, parsed ${text(rates.parsed)}`)
  }
  const floor = median(rates.floor)
  const whole = median(rates.whole)
  const parsed = median(rates.parsed)
  return [
    { part, what: 'floor: the same keys and values, raw', value: floor, unit: 'statements/s', rounds: rates.floor },
    {
      part,
      what: 'publish: a feed through importer, ingest and store',
      value: whole,
      unit: 'statements/s',
      rounds: rates.whole,
      ...halfOfFloor(whole, floor),
    },
    {
      part,
      what: 'publish: rows that are parsed already',
      value: parsed,
      unit: 'statements/s',
      rounds: rates.parsed,
      floor: { value: floor, ratio: parsed / floor },
    },
  ]
}

/** Statements a second into a fresh home; leaves a CPU profile in the folder `profile`. */
export function publish(dir: string, statements: number, profile?: string): Promise<number> {
  return withWorker(async (worker) => {
    await worker.call('start', dir, { network: false })
    const { published, seconds } = await worker.call('import', statements)
    await worker.call('stop')
    return published / seconds
  }, profile)
}

function text(rates: readonly number[]): string {
  return `${Math.round(rates.at(-1) ?? 0).toLocaleString('en')}/s`
}
