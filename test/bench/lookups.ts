// Look-ups in process, from canonical keys: a hit gives the statement decoded, a miss gives nothing.
import { createHash } from 'node:crypto'
import { localReader } from '../../node/access/access.ts'
import { loadHome } from '../../node/home/home.ts'
import { getText, openDatabase } from '../../node/store/database.ts'
import { openStore } from '../../node/store/index.ts'
import { codeLength } from '../../node/store/keys.ts'
import { parseSubject, subjectKey } from '../../protocol/subjects/index.ts'
import { median } from './result.ts'
import { sampleOf } from './store-facts.ts'

export interface Lookups {
  readonly statements: number
  /** Two raw gets of the same keys: the subject, and the statement that it leads to. */
  readonly rawPerSecond: number
  readonly hitsPerSecond: number
  readonly missesPerSecond: number
}

const keysAsked = 100_000
const rounds = 3
const roundMs = 1000

export async function lookups(dir: string): Promise<Lookups> {
  const { keys: held } = await sampleOf(dir, keysAsked)
  const keys = shuffled(held)
  const absent = absentValues(keysAsked).map((value) => subjectKey(parseSubject(value)))
  const location = (await loadHome(dir)).paths.store
  const raw: number[] = []
  const hits: number[] = []
  const misses: number[] = []
  let statements = 0
  for (let round = 0; round < rounds; round += 1) {
    raw.push(await rawRate(location, keys))
    await using store = await openStore(location, { clock: Date.now })
    const ask = (key: string): boolean => store.about(localReader, key)[0]?.statement.subject !== undefined
    hits.push(rate(keys, ask, true))
    misses.push(rate(absent, ask, false))
    statements = store.count()
  }
  return {
    statements,
    rawPerSecond: median(raw),
    hitsPerSecond: median(hits),
    missesPerSecond: median(misses),
  }
}

async function rawRate(location: string, keys: readonly string[]): Promise<number> {
  await using database = await openDatabase(location)
  const get = (key: string): boolean => {
    const codes = getText(database, `u${key}`)
    return codes !== undefined && database.getSync(`s${codes.slice(-codeLength)}`) !== undefined
  }
  return rate(keys, get, true)
}

/** Addresses and names that nobody published. */
export function absentValues(count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const hex = createHash('sha256').update(`absent ${at}`).digest('hex')
    return at % 2 === 0 ? `0x${hex.slice(0, 40)}` : `${hex.slice(0, 14)}.com`
  })
}

/** The keys in a random order that is the same in every run: neighbours in the file are no neighbours in the asking. */
export function shuffled<Value>(values: readonly Value[]): Value[] {
  const keyed = values.map((value, at) => ({ value, order: createHash('md5').update(String(at)).digest('hex') }))
  return keyed.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ value }) => value)
}

/** Answers a second; throws where one is not as expected. */
function rate(keys: readonly string[], ask: (key: string) => boolean, expected: boolean): number {
  for (const key of keys.slice(0, 20_000)) ask(key)
  let asked = 0
  const begin = performance.now()
  const end = begin + roundMs
  while (performance.now() < end) {
    for (let at = 0; at < 500; at += 1) {
      const key = keys[asked % keys.length] ?? ''
      if (ask(key) !== expected) throw new Error(`the look-up of ${JSON.stringify(key)} answered wrongly`)
      asked += 1
    }
  }
  return (asked / (performance.now() - begin)) * 1000
}
