// Nodes that are stopped or killed while feeds come in: all three end with the same, nothing that was acknowledged is
// missing anywhere, and no node that was killed writes two histories.
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LookupLine, StatementView } from '../../node/api/schemas.ts'
import { decodeControl } from '../../protocol/control.ts'
import { openStore } from '../../node/store/index.ts'
import { askLines } from '../../cli/ask.ts'
import { socketClient } from '../../cli/client.ts'
import {
  type Homes,
  type ImportSummary,
  type NodeProcess,
  type PartnerName,
  foundByCommands,
  importOver,
  partnerNames,
  runNode,
  statusOf,
  temporaryFolder,
  told,
  until,
  untilConnected,
  untilEqual,
} from '../helpers/commands.ts'
import { seededRandom, valuesOf, writeList } from '../helpers/rows.ts'

// Processes start slowly where much else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const kills = 20
const seed = Number(process.env['ENTENTE_TEST_SEED'] ?? 20260122)

const folder = await temporaryFolder('catch-up')
const { dir } = folder
const nodes = new Map<PartnerName, NodeProcess>()
let homes: Homes
let all: readonly string[]

const listed = { format: 'list', marking: 'TLP:GREEN', category: 'phishing' }
const start = async (name: PartnerName): Promise<void> => void nodes.set(name, await runNode(homes[name]))
const nodeOf = (name: PartnerName): NodeProcess => nodes.get(name)!

/** Which of `values` are not found at `home` as of `author` in `feed`. */
async function missingAt(home: string, values: readonly string[], author: string, feed: string): Promise<string[]> {
  const client = socketClient(home, AbortSignal.timeout(120_000))
  const bytes = values.map((value) => `${JSON.stringify(value)}\n`)
  const stream = { type: 'application/x-ndjson', bytes: inPieces(bytes) }
  const missing: string[] = []
  for await (const line of askLines<LookupLine>(client, { method: 'POST', path: '/v1/lookup', stream })) {
    if (!line.statements.some((one) => one.author === author && one.feed === feed)) missing.push(line.value)
  }
  return missing
}

async function* inPieces(lines: readonly string[]): AsyncGenerator<string> {
  for (let at = 0; at < lines.length; at += 1000) yield lines.slice(at, at + 1000).join('')
}

/** Which of the statement ids are not held at `home`, in `feed`. */
async function unheldAt(home: string, ids: readonly string[], feed: string): Promise<string[]> {
  const client = socketClient(home, AbortSignal.timeout(120_000))
  const query = { feed, history: true, limit: 1_000_000 }
  const held = new Set<string>()
  for await (const { id } of askLines<StatementView>(client, { method: 'GET', path: '/v1/statements', query }))
    held.add(id)
  return ids.filter((id) => !held.has(id))
}

async function expectClean(): Promise<void> {
  const found = await Promise.all(all.map((home) => told(['verify'], { home })))
  for (const lines of found) expect(lines).toMatchObject([{ type: 'summary', findings: 0 }])
}

beforeAll(async () => {
  const made = await foundByCommands(dir)
  homes = made.homes
  all = made.all
  await Promise.all(partnerNames.map(start))
  await untilConnected(all, 2)
})

afterAll(async () => {
  await Promise.all([...nodes.values()].map((node) => node[Symbol.asyncDispose]()))
  await folder[Symbol.asyncDispose]()
})

describe('a node that was away', { timeout: 240_000 }, () => {
  it('ends with the same when it was stopped during an import and started afterwards', async () => {
    const file = join(dir, 'away.txt')
    const values = valuesOf('away', 30_000)
    await writeList(file, values)
    let stopped: Promise<unknown> | undefined
    const summary = await importOver(homes.exchange, file, { ...listed, feed: 'away' }, (line) => {
      if ('type' in line && line.type === 'progress' && line.published > 5000) stopped ??= nodeOf('agency').stop()
    })
    expect(summary).toMatchObject({ read: values.length, published: values.length })
    expect(await stopped).toMatchObject({ code: 0 })
    await untilEqual([homes.exchange, homes.analytics], values.length)
    await start('agency')
    await untilEqual(all, values.length)
    expect(await missingAt(homes.agency, values, 'exchange', 'away')).toEqual([])
  })

  it(`ends with the same when it was killed ${kills} times while feeds came in (seed ${seed})`, async () => {
    const random = seededRandom(seed)
    const values: string[] = []
    const { statements: before } = await statusOf(homes.exchange)
    for (let round = 0; round < kills; round++) {
      const file = join(dir, `round-${round}.txt`)
      const ofRound = valuesOf(`round-${round}`, 1500)
      await writeList(file, ofRound)
      values.push(...ofRound)
      const imported = importOver(homes.exchange, file, { ...listed, feed: 'rounds' })
      await pause(random() * 400)
      await nodeOf('agency').kill()
      const [summary] = await Promise.all([imported, start('agency')])
      expect(summary.published).toBe(ofRound.length)
    }
    await untilEqual(all, before + values.length)
    expect(await missingAt(homes.agency, values, 'exchange', 'rounds')).toEqual([])
    await expectClean()
  })
})

describe('an author that is killed', { timeout: 420_000 }, () => {
  it(`${kills} times during an import and publishing loses nothing that was acknowledged, and writes no fork (seed ${seed})`, async () => {
    const random = seededRandom(seed + 1)
    const file = join(dir, 'killed.txt')
    const values = valuesOf('killed', 40_000)
    await writeList(file, values)
    const query = { ...listed, feed: 'killed' }
    const acked: { id: string; value: string }[] = []
    let reported = 0

    for (let round = 0; round < kills; round++) {
      const importing = importOver(homes.exchange, file, query, (line) => {
        // What a later run calls unchanged was durable when it was reported.
        if ('type' in line && line.type === 'progress') reported = Math.max(reported, line.published + line.unchanged)
      })
      const publishing = publishLines(homes.exchange, `round-${round}`, (id, value) => acked.push({ id, value }))
      const both = Promise.allSettled([importing, publishing])
      // Each incarnation has said something when it is killed.
      const before = acked.length
      await until('a line is answered', () => acked.length > before)
      await pause(random() * 600)
      await nodeOf('exchange').kill()
      const [importEnd, publishEnd] = await both
      expect(publishEnd.status).toBe('rejected')
      if (importEnd.status === 'fulfilled') expect(importEnd.value.read).toBe(values.length)
      await start('exchange')
    }
    expect(acked.length).toBeGreaterThanOrEqual(kills)

    const summary: ImportSummary = await importOver(homes.exchange, file, query)
    expect(summary.read).toBe(values.length)
    expect(summary.published + summary.unchanged).toBe(values.length)
    expect(summary.unchanged).toBeGreaterThanOrEqual(reported)
    await untilConnected(all, 2)
    await untilEqual(all)
    for (const home of all) {
      expect(await missingAt(home, values, 'exchange', 'killed')).toEqual([])
      expect(await missingAt(home, [...new Set(acked.map(({ value }) => value))], 'exchange', 'live')).toEqual([])
      expect(
        await unheldAt(
          home,
          acked.map(({ id }) => id),
          'live',
        ),
      ).toEqual([])
    }
    await expectClean()
  })

  it('has opened new lanes, and there is no fork proof anywhere', async () => {
    const { node } = await statusOf(homes.exchange)
    for (const name of partnerNames) expect(await nodeOf(name).stop()).toMatchObject({ code: 0 })
    for (const home of all) {
      const store = await openStore(join(home, 'store'), { clock: Date.now })
      const lanes = store.heads().filter((head) => head.node === node)
      const types: string[] = []
      for await (const { bytes } of store.controls()) types.push(decodeControl(bytes).type)
      await store.close()
      expect(lanes.length).toBeGreaterThanOrEqual(kills)
      expect(types).not.toContain('fork-proof')
    }
  })
})

/** Publishes line after line until the node is gone; `acked` for each answer with an id. */
async function publishLines(home: string, label: string, acked: (id: string, value: string) => void): Promise<void> {
  const client = socketClient(home, AbortSignal.timeout(60_000))
  let at = 0
  async function* lines(): AsyncGenerator<string> {
    for (;;) {
      yield `${JSON.stringify({ value: `live-${at++}.${label}.example.com`, category: 'scam', feed: 'live' })}\n`
      await pause(5)
    }
  }
  const ask = {
    method: 'POST',
    path: '/v1/statements',
    stream: { type: 'application/x-ndjson', bytes: lines() },
  } as const
  for await (const line of askLines<{ id: string; subject: string }>(client, ask)) acked(line.id, line.subject)
  await until('the node ends', () => false, 1)
}
