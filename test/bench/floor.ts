// The floor beneath the store: the very keys and values that it wrote, as raw LevelDB batches of 1,000 statements, each
// synced before the next. Whatever is slower than this is the price of the rest of the node.
import { type Database, openDatabase, text } from '../../node/store/database.ts'

/** One put; text stays text, as the store hands it to LevelDB. */
export type Put = readonly [key: string, value: Uint8Array | string]

export interface Recording {
  /** Every put of the store in order. Statements begin with the letter `s`. */
  readonly puts: Put[]
  /** For `openStore(location, { database })`. */
  readonly database: (location: string) => Promise<Database>
}

export interface Floor {
  readonly statements: number
  readonly puts: number
  readonly bytes: number
  readonly seconds: number
  readonly statementsPerSecond: number
}

/** Records what a store writes. Recording costs time: record in a run of its own, and measure the store in another. */
export function record(): Recording {
  const puts: Put[] = []
  return {
    puts,
    database: async (location) => {
      const database = await openDatabase(location)
      const batch = database.batch.bind(database) as () => ReturnType<Database['batch']>
      database.batch = (() => recorded(batch(), puts)) as Database['batch']
      return database
    },
  }
}

function recorded(batch: object, puts: Put[]): object {
  const target = batch as { put: (key: string, value: Uint8Array | string, options?: object) => unknown }
  const put = target.put.bind(target)
  target.put = (key, value, options) => {
    // The store fills one buffer again and again: keep what is in it now.
    puts.push([key, typeof value === 'string' ? value : Uint8Array.from(value)])
    return options === undefined ? put(key, value) : put(key, value, options)
  }
  return batch
}

/** Writes the puts into a new database at `location`, 1,000 statements a batch. */
export async function floor(puts: readonly Put[], location: string): Promise<Floor> {
  const database = await openDatabase(location)
  let [statements, bytes, batched] = [0, 0, 0]
  const begin = performance.now()
  let batch = database.batch()
  for (const [key, value] of puts) {
    if (key.startsWith('s')) {
      if (batched === 1000) {
        await batch.write({ sync: true })
        batch = database.batch()
        batched = 0
      }
      batched += 1
      statements += 1
    }
    if (typeof value === 'string') batch.put(key, value, text)
    else batch.put(key, value)
    bytes += key.length + value.length
  }
  await batch.write({ sync: true })
  const seconds = (performance.now() - begin) / 1000
  await database.close()
  return { statements, puts: puts.length, bytes, seconds, statementsPerSecond: statements / seconds }
}
