// What a stopped node's store takes on the disk, and values that it has an answer for.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { localReader } from '../../node/access/access.ts'
import { loadHome } from '../../node/home/home.ts'
import { openStore } from '../../node/store/index.ts'
import { formatSubject, subjectKey } from '../../protocol/subjects/index.ts'

export interface Compacted {
  readonly statements: number
  readonly bytesBefore: number
  readonly bytes: number
}

export async function compacted(dir: string): Promise<Compacted> {
  const location = (await loadHome(dir)).paths.store
  const bytesBefore = await folderBytes(location)
  let statements: number
  {
    await using store = await openStore(location, { clock: Date.now })
    await store.compact()
    statements = store.count()
  }
  return { statements, bytesBefore, bytes: await folderBytes(location) }
}

export interface Sample {
  readonly keys: string[]
  readonly values: string[]
}

/** Subjects spread evenly over everything held. */
export async function sampleOf(dir: string, count: number): Promise<Sample> {
  await using store = await openStore((await loadHome(dir)).paths.store, { clock: Date.now })
  const every = Math.max(1, Math.floor(store.count() / count))
  const sample: Sample = { keys: [], values: [] }
  let [cursor, seen] = [0, 0]
  for (;;) {
    const page = await store.since(localReader, cursor, { limit: 1000 })
    for (const { statement } of page) {
      if (seen++ % every !== 0) continue
      sample.keys.push(subjectKey(statement.subject))
      sample.values.push(formatSubject(statement.subject))
    }
    if (page.length < 1000) return sample
    cursor = page.at(-1)?.cursor ?? cursor
  }
}

async function folderBytes(dir: string): Promise<number> {
  const sizes = await Promise.all((await readdir(dir)).map(async (name) => (await stat(join(dir, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
