// A home that was put back from an old backup (hostile case 36): its node opens a new lane instead of writing a fork, and
// what it had said after the backup comes back to it.
import { cp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Provenance } from '../../node/api/schemas.ts'
import { decodeControl } from '../../protocol/control.ts'
import { openStore } from '../../node/store/index.ts'
import {
  type Homes,
  type NodeProcess,
  type PartnerName,
  foundByCommands,
  partnerNames,
  runNode,
  temporaryFolder,
  told,
  untilConnected,
  untilEqual,
} from '../helpers/commands.ts'

// Processes start slowly where much else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const folder = await temporaryFolder('backup')
const { dir } = folder
const nodes = new Map<PartnerName, NodeProcess>()
let homes: Homes
let all: readonly string[]

const start = async (name: PartnerName): Promise<void> => void nodes.set(name, await runNode(homes[name]))

async function publish(value: string): Promise<string> {
  const args = ['publish', value, '--category', 'scam', '--confidence', '60']
  const [line] = await told<{ id: string }>(args, { home: homes.agency })
  return line?.id ?? ''
}

async function laneOf(home: string, id: string): Promise<Provenance['lane']> {
  const [shown] = await told<Provenance>(['show', id], { home })
  return shown!.lane
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

it.each([
  ['copied with its times', { preserveTimestamps: true }],
  ['copied plainly', {}],
])('a backup %s publishes without a fork', { timeout: 120_000 }, async (label, copying) => {
  const name = label.replaceAll(' ', '-')
  const backup = join(dir, `backup-${name}`)
  const old = await publish(`before.${name}.example.com`)
  await untilEqual(all)
  expect(await nodes.get('agency')!.stop()).toMatchObject({ code: 0 })
  await cp(homes.agency, backup, { recursive: true, ...copying })

  await start('agency')
  const lost = await publish(`lost.${name}.example.com`)
  expect((await laneOf(homes.agency, lost)).id).toBe((await laneOf(homes.agency, old)).id)
  await untilConnected(all, 2)
  await untilEqual(all)
  expect(await nodes.get('agency')!.stop()).toMatchObject({ code: 0 })

  await rm(homes.agency, { recursive: true })
  await rename(backup, homes.agency)
  await start('agency')
  // At once: before any partner could tell the node of what it forgot.
  const fresh = await publish(`fresh.${name}.example.com`)
  await untilConnected(all, 2)
  const statuses = await untilEqual(all)
  expect(statuses[0]?.statements).toBeGreaterThanOrEqual(3)
  for (const home of all) {
    const [before, after, now] = await Promise.all([old, lost, fresh].map((id) => laneOf(home, id)))
    expect(after?.id).toBe(before?.id)
    expect(now?.id).not.toBe(before?.id)
  }
})

it(
  'a mark of a clean stop that is put back by itself does not continue a lane either',
  { timeout: 120_000 },
  async () => {
    const mark = join(homes.agency, 'clean-stop')
    expect(await nodes.get('agency')!.stop()).toMatchObject({ code: 0 })
    await cp(mark, join(dir, 'mark'))
    await cp(`${mark}.stamp`, join(dir, 'mark.stamp'))
    await start('agency')
    const one = await publish('marked-one.example.com')
    await untilConnected(all, 2)
    await untilEqual(all)
    await nodes.get('agency')!.kill()
    await cp(join(dir, 'mark'), mark)
    await cp(join(dir, 'mark.stamp'), `${mark}.stamp`)
    await start('agency')
    const two = await publish('marked-two.example.com')
    await untilConnected(all, 2)
    await untilEqual(all)
    expect((await laneOf(homes.exchange, two)).id).not.toBe((await laneOf(homes.exchange, one)).id)
  },
)

it('leaves no fork proof and clean stores', { timeout: 120_000 }, async () => {
  for (const home of all) expect(await told(['verify'], { home })).toMatchObject([{ findings: 0 }])
  for (const name of partnerNames) expect(await nodes.get(name)!.stop()).toMatchObject({ code: 0 })
  for (const home of all) {
    const store = await openStore(join(home, 'store'), { clock: Date.now })
    for await (const { bytes } of store.controls()) expect(decodeControl(bytes).type).not.toBe('fork-proof')
    await store.close()
  }
})
