// A process of the bench: one node, one store or one raw measurement at a time, told what to do by its parent.
import { mkdir } from 'node:fs/promises'
import type { ImportFeed, Imported } from './feed-import.ts'
import { filesFor, importFiles } from './feed-import.ts'
import { type Floor, floor, type Put, record } from './floor.ts'
import { importParsed, openAuthor } from './author.ts'
import { hashing } from './hashing.ts'
import { lookups } from './lookups.ts'
import { NodeUnderTest } from './node-under-test.ts'
import type { Tlp } from '../../protocol/names.ts'
import { recordPartner } from './partner-writes.ts'
import { receiveStream, sendStream } from './stream.ts'
import { compacted, sampleOf } from './store-facts.ts'

const node = new NodeUnderTest()
let puts: readonly Put[] = []

const handlers = {
  start: (dir: string, options: Parameters<NodeUnderTest['start']>[1]) => node.start(dir, options),
  import: (statements: number, from = 0, marking?: Tlp) => node.import(filesFor(statements, from), marking),
  arrived: (statements: number) => node.arrived(statements),
  connected: (peers: number) => node.connected(peers),
  facts: () => node.facts(),
  stop: () => node.stop(),

  importParsed: async (dir: string, statements: number): Promise<Imported> => {
    await using author = await openAuthor(dir)
    return await importParsed(author, filesFor(statements))
  },
  recordAuthor: async (dir: string, statements: number): Promise<number> => {
    const recording = record()
    await using author = await openAuthor(dir, recording.database)
    const importFeed: ImportFeed = author.importFeed
    await importFiles(importFeed, filesFor(statements))
    puts = recording.puts
    return puts.length
  },
  recordPartner: async (dir: string, scratch: string): Promise<number> => {
    puts = await recordPartner(dir, scratch)
    return puts.length
  },
  floor: async (scratch: string): Promise<Floor> => {
    await mkdir(scratch, { recursive: true })
    return await floor(puts, scratch)
  },

  compacted: (dir: string) => compacted(dir),
  sample: (dir: string, count: number) => sampleOf(dir, count),
  lookups: (dir: string) => lookups(dir),
  hashing: async () => hashing(),
  receiveStream: () => receiveStream(),
  sendStream: (address: string) => sendStream(address),
} satisfies Record<string, (...args: never[]) => Promise<unknown>>

export type Handlers = typeof handlers

interface Call {
  readonly id: number
  readonly name: keyof Handlers
  readonly args: never[]
}

process.on('message', ({ id, name, args }: Call) => {
  const handler = handlers[name] as (...args: never[]) => Promise<unknown>
  handler(...args).then(
    (value) => process.send?.({ id, value }),
    (error: unknown) =>
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
