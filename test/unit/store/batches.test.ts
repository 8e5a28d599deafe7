import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Batches, writeSynced } from '../../../node/store/batches.ts'
import { type Database, getText, openDatabase, text } from '../../../node/store/database.ts'

let folder: string
let database: Database
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entente-'))
  database = await openDatabase(join(folder, 'store'))
})
afterEach(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

test('a batch that comes back is empty, and writes what it is filled with next', async () => {
  const batches = new Batches(database)
  const first = batches.take()
  first.put('m1', 'one', text).put('m2', 'one', text)
  await writeSynced(database, first)
  await batches.giveBack(first, 8)
  await database.put<string, string>('m2', 'two', text)
  const second = batches.take()
  expect(second).toBe(first)
  expect(second.length).toBe(0)
  second.put('m3', 'three', text).del('m1')
  await writeSynced(database, second)
  expect(['m1', 'm2', 'm3'].map((key) => getText(database, key))).toEqual([undefined, 'two', 'three'])
})

test('one is kept, and none that was large', async () => {
  const batches = new Batches(database)
  const [first, second] = [batches.take(), batches.take()]
  expect(second).not.toBe(first)
  await batches.giveBack(first, 4 * 2 ** 20 + 1)
  expect(() => first.put('m1', 'late', text)).toThrow('not open')
  await batches.giveBack(second, 1)
  await batches.giveBack(batches.take(), 1)
  expect(batches.take()).toBe(second)
})

test('a store that was closed is not written to', async () => {
  const batch = new Batches(database).take()
  batch.put('m1', 'one', text)
  await database.close()
  await expect(writeSynced(database, batch)).rejects.toMatchObject({ code: 'store-closed' })
})

test('the store closes after a batch that is being written, which is then in it', async () => {
  const batch = new Batches(database).take()
  batch.put('m1', 'one', text)
  const written = writeSynced(database, batch)
  await database.close()
  await written
  await database.open()
  expect(getText(database, 'm1')).toBe('one')
})
