// The two filters of a store, built from its keys or taken from what the last clean close saved.
import { type Database, ownKeys } from './database.ts'
import { KeyFilter } from './filter.ts'
import { rangeOf } from './keys.ts'

export interface Filters {
  readonly subjects: KeyFilter
  readonly identities: KeyFilter
  /** Whether the saved form in the store is this one; the first write takes it away. */
  saved: boolean
}

const keysPerRead = 8192
/** Below this many keys a scan at the next start is cheaper than writing the filters. */
const worthSaving = 20_000

export async function loadFilters(database: Database): Promise<Filters> {
  const saved = database.getSync(ownKeys.filters)
  const restored = saved === undefined ? undefined : decodeFilters(saved)
  if (restored !== undefined) return { ...restored, saved: true }
  return { subjects: await scan(database, 'u'), identities: await scan(database, 'k'), saved: saved !== undefined }
}

/** Saves them where that is worth it: the store is about to close and nothing writes any more. */
export async function saveFilters(database: Database, filters: Filters): Promise<void> {
  if (filters.saved || filters.subjects.size + filters.identities.size < worthSaving) return
  await database.put(ownKeys.filters, encodeFilters(filters), { sync: true })
}

async function scan(database: Database, letter: string): Promise<KeyFilter> {
  const filter = new KeyFilter()
  const iterator = database.keys({ ...rangeOf(letter), highWaterMarkBytes: 2 ** 20 })
  try {
    for (;;) {
      const page = await iterator.nextv(keysPerRead)
      if (page.length === 0) return filter
      for (const key of page) filter.add(key.slice(1))
    }
  } finally {
    await iterator.close()
  }
}

function encodeFilters({ subjects, identities }: Filters): Uint8Array {
  const first = subjects.save()
  const length = Buffer.alloc(8)
  length.writeDoubleBE(first.byteLength)
  return Buffer.concat([length, first, identities.save()])
}

function decodeFilters(bytes: Uint8Array): Pick<Filters, 'subjects' | 'identities'> | undefined {
  if (bytes.byteLength < 8) return undefined
  const length = new DataView(bytes.buffer, bytes.byteOffset).getFloat64(0)
  const subjects = KeyFilter.restore(bytes.subarray(8, 8 + length))
  const identities = KeyFilter.restore(bytes.subarray(8 + length))
  return subjects === undefined || identities === undefined ? undefined : { subjects, identities }
}
