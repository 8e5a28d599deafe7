// LevelDB as this store opens it: options, schema version, lock, and the text form of small values.
import { Level } from 'level'
import { corrupt } from './records.ts'
import { StoreError, storeErrorOf } from './errors.ts'

/** What classic-level has beyond the types of `level`, which cover browsers, too. */
export interface Database extends Level<string, Uint8Array> {
  compactRange(start: string, end: string): Promise<void>
}

export const schemaVersion = 1
export const ownKeys = { schema: 'xschema', count: 'xcount', filters: 'xfilters' } as const

/** Most values of the indexes are text. Both encodings are named, or abstract-level copies the options at every read. */
export const text = { keyEncoding: 'utf8', valueEncoding: 'utf8' } as const

export function getText(database: Database, key: string): string | undefined {
  return database.getSync<string, string>(key, text)
}

const mebibyte = 2 ** 20

/**
 * Sized for a node that stays below 300 MB while a gigabyte is imported: two write buffers, the block cache and the open
 * tables are the parts of its memory that grow.
 */
export const levelOptions = {
  keyEncoding: 'utf8',
  valueEncoding: 'view',
  writeBufferSize: 4 * mebibyte,
  cacheSize: 8 * mebibyte,
  // Lookups are random and unpack one block each: half the size costs 5 % more disk and saves a sixth of the time.
  blockSize: 2048,
  // A compaction maps a table and all that lie below it: large ones cost that much of the process for moments.
  maxFileSize: 1 * mebibyte,
  // Each open table is mapped, with some 65 KB for its index beside: enough for all of a million statements. Above that,
  // look-ups all over the store open some again (docs/store.md has what it costs).
  maxOpenFiles: 320,
} as const

export async function openDatabase(location: string): Promise<Database> {
  const database = new Level<string, Uint8Array>(location, levelOptions) as Database
  try {
    await database.open()
  } catch (cause) {
    throw storeErrorOf(cause, 'The store cannot be opened')
  }
  try {
    await checkSchema(database)
  } catch (cause) {
    await database.close()
    throw storeErrorOf(cause, 'The store cannot be opened')
  }
  return database
}

async function checkSchema(database: Database): Promise<void> {
  const held = getText(database, ownKeys.schema)
  if (held === undefined) {
    const [first] = await database.keys({ limit: 1 }).all()
    if (first !== undefined) throw corrupt('it has no schema version')
    await database.put<string, string>(ownKeys.schema, String(schemaVersion), { ...text, sync: true })
    return
  }
  if (!/^[1-9][0-9]*$/.test(held)) throw corrupt('its schema version is no number')
  if (Number(held) > schemaVersion) {
    throw new StoreError('store-newer', `The store has schema ${held}; this version knows ${schemaVersion}.`)
  }
}
