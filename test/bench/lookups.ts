// Look-ups in process, from canonical keys: a hit gives the statement decoded, a miss gives nothing.
import { createHash } from 'node:crypto'
import { localReader } from '../../node/access/access.ts'
import { loadHome } from '../../node/home/home.ts'
import { openStore } from '../../node/store/index.ts'
import { parseSubject, subjectKey } from '../../protocol/subjects/index.ts'
import { sampleOf } from './store-facts.ts'

export interface Lookups {
  readonly statements: number
  readonly hitsPerSecond: number
  readonly missesPerSecond: number
}

const keysAsked = 100_000
const seconds = 2

export async function lookups(dir: string): Promise<Lookups> {
  const { keys } = await sampleOf(dir, keysAsked)
  await using store = await openStore((await loadHome(dir)).paths.store, { clock: Date.now })
  const ask = (key: string): boolean => store.about(localReader, key)[0]?.statement.subject !== undefined
  const hits = rate(shuffled(keys), ask)
  const misses = rate(
    absentValues(keysAsked).map((value) => subjectKey(parseSubject(value))),
    ask,
  )
  if (hits.found !== hits.asked || misses.found !== 0) throw new Error('a look-up answered wrongly')
  return { statements: store.count(), hitsPerSecond: hits.perSecond, missesPerSecond: misses.perSecond }
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

function rate(keys: readonly string[], ask: (key: string) => boolean) {
  for (const key of keys.slice(0, 20_000)) ask(key)
  let [asked, found] = [0, 0]
  const begin = performance.now()
  const end = begin + seconds * 1000
  while (performance.now() < end) {
    for (let at = 0; at < 500; at += 1) {
      if (ask(keys[asked % keys.length] ?? '')) found += 1
      asked += 1
    }
  }
  return { asked, found, perSecond: (asked / (performance.now() - begin)) * 1000 }
}
