// What a crash, a full disk, a second process, a newer version or a changed byte does to the store: nothing that was
// acknowledged is lost, and nothing is repaired in silence.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { open as openFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Level } from 'level'
import { describe, expect, it } from 'vitest'
import { localReader } from '../../../node/access/access.ts'
import { type Database, openDatabase } from '../../../node/store/database.ts'
import { storeErrorOf } from '../../../node/store/errors.ts'
import { subjectKey } from '../../../protocol/subjects/index.ts'
import { author, domain, Lane, open, temporaryFolder } from './fixture.ts'

/** A real database whose batches fail from the moment that `fail` holds an error. */
function failing(): { fail: Error | undefined; open: (location: string) => Promise<Database> } {
  const state = {
    fail: undefined as Error | undefined,
    open: async (location: string) => {
      const database = await openDatabase(location)
      return new Proxy(database, {
        get(target, name) {
          const value = Reflect.get(target, name, target) as unknown
          if (name !== 'batch') return typeof value === 'function' ? (value.bind(target) as unknown) : value
          return () => {
            const batch = target.batch()
            return new Proxy(batch, {
              get(of, method) {
                if (method === '_write' && state.fail !== undefined)
                  return () => Promise.reject(state.fail ?? new Error())
                const own = Reflect.get(of, method, of) as unknown
                return typeof own === 'function' ? (own.bind(of) as unknown) : own
              },
            })
          }
        },
      })
    },
  }
  return state
}

describe('a failed write', () => {
  const faults: [string, string][] = [
    ['IO error: /home/store/000003.log: No space left on device', 'store-full'],
    ['IO error: /home/store/000003.log: Input/output error', 'store-io'],
    ['Corruption: bad record', 'store-corrupt'],
  ]
  for (const [message, code] of faults) {
    it(`${code}: rejects all that waits, tells once, and refuses everything after`, async () => {
      await using folder = await temporaryFolder()
      const disk = failing()
      const lane = new Lane(author('exchange'))
      {
        const store = await open(folder.path, { database: disk.open })
        const told: string[] = []
        store.onFailure((error) => told.push(error.code))
        await store.commit(lane.commit([domain('kept.com')]))
        disk.fail = new Error(message)
        const waiting = [
          store.commit(lane.commit([domain('lost1.com')])),
          store.putMeta({ x: new Uint8Array(1) }),
          store.commit(lane.commit([domain('lost2.com')])),
        ]
        for (const result of await Promise.allSettled(waiting)) {
          expect(result).toMatchObject({ status: 'rejected', reason: { code } })
        }
        expect(told).toEqual([code])
        disk.fail = undefined
        const after = new Lane(author('other')).commit([domain('after.com')])
        await expect(store.commit(after)).rejects.toMatchObject({ code: 'store-failed' })
        await expect(store.putMeta({})).rejects.toMatchObject({ code: 'store-failed' })
        expect(() => store.identity('0123456789abcdef')).toThrow(expect.objectContaining({ code: 'store-failed' }))
        expect(() => store.about(localReader, 'x')).toThrow(expect.objectContaining({ code: 'store-failed' }))
        await expect(store.since(localReader, 0, { limit: 1 })).rejects.toMatchObject({ code: 'store-failed' })
        await store.drained()
        await store.close()
      }
      await using store = await open(folder.path)
      expect(store.count()).toBe(1)
      expect(store.about(localReader, subjectKey(domain('lost1.com').subject))).toEqual([])
      expect(await Array.fromAsync(store.verify())).toEqual([])
    })
  }

  it('of a real disk limit stops the store, and what was acknowledged is there', async () => {
    await using folder = await temporaryFolder()
    // The shell's file size limit makes the log fail as a full disk does; the signal that comes with it is ignored.
    const child = fork(join(import.meta.dirname, 'limited-child.ts'), [folder.path], {
      execPath: '/bin/sh',
      execArgv: ['-c', 'trap "" XFSZ; ulimit -f 4096; exec "$0" "$@"', process.execPath],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const [report] = (await once(child, 'message')) as [{ acknowledged: number; code: string; after: string }]
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(['store-full', 'store-io']).toContain(report.code)
    expect(report.acknowledged).toBeGreaterThan(0)
    expect(report.after).toBe('store-failed')
    await using store = await open(folder.path)
    expect(store.count()).toBeGreaterThanOrEqual(report.acknowledged)
    expect(await Array.fromAsync(store.verify())).toEqual([])
  })
})

describe('a process that is killed', () => {
  it('loses nothing that was acknowledged', async () => {
    await using folder = await temporaryFolder()
    for (let round = 0; round < 2; round += 1) {
      const child = fork(join(import.meta.dirname, 'killed-child.ts'), [folder.path, String(round)], {
        stdio: 'inherit',
      })
      let acknowledged = 0
      await new Promise<void>((resolve) => {
        child.on('message', (count: number) => {
          acknowledged = count
          if (count > 400) resolve()
        })
      })
      child.kill('SIGKILL')
      await once(child, 'exit')
      await using store = await open(folder.path)
      expect(store.count()).toBeGreaterThanOrEqual(acknowledged)
      expect(await Array.fromAsync(store.verify())).toEqual([])
    }
  })
})

describe('opening', () => {
  it('refuses a second opener, and the first goes on', async () => {
    await using folder = await temporaryFolder()
    await using store = await open(folder.path)
    await expect(open(folder.path)).rejects.toMatchObject({ code: 'store-locked' })
    await store.commit(new Lane(author('exchange')).commit([domain('a.com')]))
    expect(store.count()).toBe(1)
  })

  const broken: [string, (database: Level) => Promise<void>, string][] = [
    ['a newer schema', (database) => database.put('xschema', '2'), 'store-newer'],
    ['a schema that is no number', (database) => database.put('xschema', 'new'), 'store-corrupt'],
    ['no schema', (database) => database.del('xschema'), 'store-corrupt'],
    ['a head without its bundle', (database) => database.clear({ gte: 'b', lt: 'c' }), 'store-corrupt'],
    ['a count that is no number', (database) => database.put('xcount', 'many'), 'store-corrupt'],
  ]
  for (const [name, change, code] of broken) {
    it(`${name} is ${code}, and nothing is changed`, async () => {
      await using folder = await temporaryFolder()
      {
        await using store = await open(folder.path)
        await store.commit(new Lane(author('exchange')).commit([domain('a.com')]))
      }
      await raw(folder.path, change)
      for (let again = 0; again < 2; again += 1) {
        await expect(open(folder.path)).rejects.toMatchObject({ code })
      }
    })
  }

  it('a closed store says so, and closes once', async () => {
    await using folder = await temporaryFolder()
    const store = await open(folder.path)
    const lane = new Lane(author('exchange'))
    const written = store.commit(lane.commit([domain('a.com')]))
    const closing = store.close()
    await expect(store.commit(lane.commit([domain('b.com')]))).rejects.toMatchObject({ code: 'store-closed' })
    await written
    await Promise.all([closing, store.close()])
    expect(() => store.meta('x')).toThrow(expect.objectContaining({ code: 'store-closed' }))
    await using again = await open(folder.path)
    expect(again.count()).toBe(1)
  })

  it('finds every subject and identity with the saved filter and without', async () => {
    await using folder = await temporaryFolder()
    const lane = new Lane(author('exchange'))
    const statements = (from: number) => Array.from({ length: 1000 }, (_, at) => domain(`d${from + at}.com`))
    {
      await using store = await open(folder.path)
      const commits: Promise<unknown>[] = []
      for (let at = 0; at < 21; at += 1) commits.push(store.commit(lane.commit(statements(at * 1000))))
      await Promise.all(commits)
    }
    const key = (at: number) => subjectKey(domain(`d${at}.com`).subject)
    expect(await rawKeys(folder.path)).toContain('xfilters')
    {
      await using store = await open(folder.path)
      for (let at = 0; at < 21_000; at += 97) expect(store.about(localReader, key(at))).toHaveLength(1)
      expect(store.about(localReader, key(21_000))).toEqual([])
      await store.commit(lane.commit(statements(21_000)))
      expect(store.about(localReader, key(21_000))).toHaveLength(1)
    }
    await raw(folder.path, (database) => database.del('xfilters'))
    await using store = await open(folder.path)
    for (let at = 0; at < 22_000; at += 97) expect(store.about(localReader, key(at))).toHaveLength(1)
  })
})

describe('a changed byte in a file', () => {
  it('is found by the scrub or stops the store, and is never repaired', async () => {
    await using folder = await temporaryFolder()
    const lane = new Lane(author('exchange'))
    {
      await using store = await open(folder.path)
      for (let at = 0; at < 8; at += 1) {
        await store.commit(lane.commit(Array.from({ length: 300 }, (_, index) => domain(`d${at}-${index}.com`))))
      }
      await store.compact()
    }
    const tables = (await readdir(folder.path)).filter((name) => name.endsWith('.ldb'))
    const table = join(folder.path, tables[0] ?? expect.fail())
    for (const part of [0.1, 0.4, 0.7]) {
      await flip(table, part)
      const codes = await scrub(folder.path)
      expect(codes.length, `at ${part}`).toBeGreaterThan(0)
      await flip(table, part)
    }
    expect(await scrub(folder.path)).toEqual([])
  })
})

async function scrub(path: string): Promise<string[]> {
  try {
    await using store = await open(path)
    return (await Array.fromAsync(store.verify())).map(({ code }) => code)
  } catch (cause) {
    return [storeErrorOf(cause, 'scrub').code]
  }
}

async function flip(path: string, part: number): Promise<void> {
  const file = await openFile(path, 'r+')
  const at = Math.floor((await file.stat()).size * part)
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at)
  buffer[0] = (buffer[0] ?? 0) ^ 0x10
  await file.write(buffer, 0, 1, at)
  await file.close()
}

async function raw(path: string, change: (database: Level) => Promise<void>): Promise<void> {
  const database = new Level(path)
  await database.open()
  await change(database)
  await database.close()
}

async function rawKeys(path: string): Promise<string[]> {
  let found: string[] = []
  await raw(path, async (database) => {
    found = await database.keys({ gte: 'x', lt: 'y' }).all()
  })
  return found
}
