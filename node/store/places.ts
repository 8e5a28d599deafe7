// What is held, without reading any of it: bundles by their cursors, and the names of feeds.
import type { BundlePlace } from './types.ts'
import { parseBundleRecord } from './bundles.ts'
import type { Database } from './database.ts'
import { codeLength, codeNumber, facets, keys } from './keys.ts'

export async function* bundlePlaces(database: Database, from: number): AsyncGenerator<BundlePlace> {
  for await (const [key, value] of database.iterator({ gte: keys.bundle(from), lt: 'c' })) {
    const firstCursor = codeNumber(key, 1)
    const { signed, count } = parseBundleRecord(firstCursor, value)
    if (count > 0) yield { id: signed.id, firstCursor, count }
  }
}

/** The names under which feeds are filed that begin with `prefix`. */
export async function feedNames(database: Database, prefix: string): Promise<string[]> {
  const first = `p${facets.feed}${prefix}`
  const names = new Set<string>()
  const iterator = database.keys({ gte: first, lt: `${first}\x7f` })
  try {
    for (let key = await iterator.next(); key !== undefined; key = await iterator.next()) {
      const name = key.slice(2, -codeLength - 1)
      names.add(name)
      // Each name once, whatever it holds.
      iterator.seek(`p${facets.feed}${name}\0\x7f`)
    }
    return [...names]
  } finally {
    await iterator.close()
  }
}
