// The end of a lane is taken out of its chain and another branch takes its place: nothing is lost, nothing is served, and
// the scrub finds nothing, also after a restart.
import { Level } from 'level'
import { describe, expect, it } from 'vitest'
import { localReader } from '../../../node/access/access.ts'
import { keys, numberCode } from '../../../node/store/keys.ts'
import type { CommitBundle, Store, VerifyFinding } from '../../../node/store/types.ts'
import { subjectKey } from '../../../protocol/subjects/index.ts'
import { author, domain, Lane, open, start, temporaryFolder } from './fixture.ts'

/** A branch of one lane: two statements a bundle, the same up to `common`. */
function branch(name: string, common: number, length: number): CommitBundle[] {
  const lane = new Lane(author('exchange'))
  return Array.from({ length }, (_, at) => {
    const said = at < common ? `common${at}.com` : `${name}${at}.com`
    return lane.commit([domain('hot.com', { confidence: at < common ? 1 : name.length }), domain(said)])
  })
}

const a = branch('a', 2, 6)
const b = branch('bb', 2, 5)
const lane = a[0]!.bundle.lane
const ids = (commits: readonly CommitBundle[]): string[] => commits.map(({ bundle }) => bundle.id)
const statementsOf = (store: Store, name: string) => store.about(localReader, subjectKey(domain(name).subject))
const findings = (store: Store): Promise<VerifyFinding[]> => Array.fromAsync(store.verify())

async function chain(store: Store): Promise<string[]> {
  const held = await Array.fromAsync(store.bundles(lane, 1, 100))
  expect(held.map(({ header }) => header.seq)).toEqual(held.map((_, at) => at + 1))
  expect(store.head(lane)).toEqual(
    held.length === 0 ? undefined : expect.objectContaining({ seq: held.length, count: 2 * held.length }),
  )
  return held.map(({ id }) => id)
}

async function commitAll(store: Store, commits: readonly CommitBundle[]): Promise<void> {
  await Promise.all(commits.map((commit) => store.commit(commit)))
}

/** Does `check` on the store as it is, and again after a restart. */
async function twice(path: string, store: Store, check: (store: Store) => Promise<void>): Promise<Store> {
  await check(store)
  await store.close()
  const again = await open(path)
  await check(again)
  return again
}

describe('displace', () => {
  it('takes the end out of the chain and loses nothing of it', async () => {
    await using folder = await temporaryFolder()
    const store = await open(folder.path)
    await commitAll(store, b)
    expect(await store.displace(lane, 3)).toBe(true)
    const left = await twice(folder.path, store, async (held) => {
      expect(await chain(held)).toEqual(ids(b.slice(0, 2)))
      expect(held.heads()).toHaveLength(1)
      expect(await held.bundle(lane, 3)).toBeUndefined()
      expect(held.headerAt(lane, 3)).toBeUndefined()
      expect(held.count()).toBe(10)
      expect((await held.bundleById(b[3]!.bundle.id))?.slots).toHaveLength(2)
      expect(held.statement(localReader, `${b[3]!.bundle.id}.1` as never)).toMatchObject({ suspect: true, seq: 4 })
      expect(statementsOf(held, 'hot.com').map(({ suspect }) => suspect)).toEqual([true, true, true, false, false])
      const listed = await Array.fromAsync(held.query(localReader, { category: 'phishing' }))
      expect(listed.map(({ suspect }) => suspect)).toEqual(listed.map((_, at) => at >= 4))
      expect(await findings(held)).toEqual([])
    })
    await left.close()
  })

  it('makes room for the branch that counts', async () => {
    await using folder = await temporaryFolder()
    const store = await open(folder.path)
    await commitAll(store, b)
    await store.displace(lane, 3)
    await commitAll(store, a.slice(2))
    const left = await twice(folder.path, store, async (held) => {
      expect(await chain(held)).toEqual(ids(a))
      expect(held.headerAt(lane, 4)?.id).toBe(a[3]!.bundle.id)
      expect(statementsOf(held, 'a3.com').map(({ suspect }) => suspect)).toEqual([false])
      expect(statementsOf(held, 'bb3.com').map(({ suspect }) => suspect)).toEqual([true])
      expect(held.count()).toBe(18)
      expect(await findings(held)).toEqual([])
    })
    await left.close()
  })

  it('may leave nothing of a lane', async () => {
    await using folder = await temporaryFolder()
    const store = await open(folder.path)
    await commitAll(store, b)
    await store.displace(lane, 1)
    const left = await twice(folder.path, store, async (held) => {
      expect(await chain(held)).toEqual([])
      expect(held.heads()).toEqual([])
      expect(await findings(held)).toEqual([])
    })
    await commitAll(left, a)
    expect(await chain(left)).toEqual(ids(a))
    expect(await findings(left)).toEqual([])
    await left.close()
  })

  it('does nothing behind the end or for a lane that is not held', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    expect(await store.displace(lane, 1)).toBe(true)
    await commitAll(store, a)
    expect(await store.displace(lane, 7)).toBe(true)
    expect(await chain(store)).toEqual(ids(a))
  })

  it('waits for what is queued of the lane, and what comes behind it finds the room', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    const other = new Lane(author('agency'))
    const queued = [...b.map((commit) => store.commit(commit)), store.commit(other.commit([domain('z.com')]))]
    const displaced = store.displace(lane, 3)
    await expect(store.commit(a[2]!)).rejects.toMatchObject({ code: 'store-order' })
    await displaced
    await Promise.all(queued)
    await commitAll(store, a.slice(2))
    expect(await chain(store)).toEqual(ids(a))
    expect(await findings(store)).toEqual([])
  })

  it('wins a race against commits of the same turn', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    await commitAll(store, b.slice(0, 4))
    const [done] = await Promise.all([store.displace(lane, 4), store.commit(b[4]!)])
    expect(done).toBe(true)
    expect(await chain(store)).toEqual(ids(b.slice(0, 3)))
    expect(await findings(store)).toEqual([])
  })

  it('what was displaced takes its place again where it arrived first', async () => {
    await using folder = await temporaryFolder()
    const store = await open(folder.path)
    await commitAll(store, b)
    await store.displace(lane, 3)
    await commitAll(store, a.slice(2))
    await store.displace(lane, 3)
    const cursors = await Promise.all(b.slice(2).map((commit) => store.commit(commit)))
    expect(cursors.map(({ firstCursor }) => firstCursor)).toEqual([4, 6, 8].map((at) => start * 1000 + at))
    const left = await twice(folder.path, store, async (held) => {
      expect(await chain(held)).toEqual(ids(b))
      expect(held.count()).toBe(18)
      expect(statementsOf(held, 'bb3.com').map(({ suspect }) => suspect)).toEqual([false])
      expect(statementsOf(held, 'a3.com').map(({ suspect }) => suspect)).toEqual([true])
      expect(await findings(held)).toEqual([])
    })
    await left.close()
  })

  it('rejects after the store closed', async () => {
    await using folder = await temporaryFolder()
    const store = await open(folder.path)
    await store.close()
    await expect(store.displace(lane, 1)).rejects.toMatchObject({ code: 'store-closed' })
  })
})

type Raw = Level<string, Uint8Array>
const text = { valueEncoding: 'utf8' } as const
const mark = keys.displaced(b[4]!.bundle.id)

describe('the scrub of a store with displaced bundles', () => {
  it.each<[string, (database: Raw) => Promise<void>, VerifyFinding['code'][]]>([
    ['a mark gone', (db) => db.del(mark), ['chain-broken', 'head-mismatch', 'index-missing']],
    [
      'a mark that leads elsewhere',
      (db) => db.put<string, string>(mark, numberCode(start * 1000), text),
      ['index-missing', 'index-dangling'],
    ],
    [
      'a mark of no bundle',
      (db) => db.put<string, string>(keys.displaced('ab'.repeat(32)), numberCode(7), text),
      ['index-dangling'],
    ],
    [
      'a place that was not given up',
      (db) => db.put<string, string>(keys.position(lane, 9), numberCode(start * 1000 + 8), text),
      ['index-dangling'],
    ],
    [
      'the bundle before it gone',
      (db) => db.del(keys.bundle(start * 1000 + 6)),
      ['chain-broken', 'count-mismatch', 'index-dangling'],
    ],
  ])('names %s', async (_, damage, codes) => {
    await using folder = await temporaryFolder()
    {
      await using store = await open(folder.path)
      await commitAll(store, b)
      await store.displace(lane, 3)
      await commitAll(store, a.slice(2))
    }
    const database: Raw = new Level(folder.path, { valueEncoding: 'view' })
    await damage(database)
    await database.close()
    await using store = await open(folder.path)
    const found = new Set((await findings(store)).map(({ code }) => code))
    expect([...found].sort()).toEqual([...codes].sort())
  })
})
