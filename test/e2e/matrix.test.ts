// Six members in processes of their own: every label, every audience, published from each. Each statement is found by
// exactly those who may have it, and the others never held, received, logged or answered what it says or where it stands.
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Level } from 'level'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MemberId } from '../../protocol/ids.ts'
import type { LaneSummary } from '../../node/api/schemas/lanes.ts'
import { createPartners, type Partners } from '../helpers/partners.ts'
import {
  type NodeProcess,
  entente,
  freePort,
  jsonLines,
  runNode,
  told,
  until,
  untilConnected,
} from '../helpers/commands.ts'
import { type Cell, matrixCells, matrixGroup, matrixMembers } from '../helpers/matrix.ts'

const tap = fileURLToPath(new URL('../helpers/wire-tap.mjs', import.meta.url))

let partners: Partners
let nodes: NodeProcess[] = []
const homes = new Map<string, string>()
const home = (id: string): string => homes.get(id) ?? ''
const taps = (id: string): string => join(home(id), 'tap')

beforeAll(async () => {
  const ports = await Promise.all(matrixMembers.map(() => freePort()))
  const addresses = ports.map((port) => `/ip4/127.0.0.1/tcp/${port}`)
  partners = await createPartners({
    members: matrixMembers.map((member, at) => ({
      ...member,
      listen: [addresses[at] ?? ''],
      bootstrap: addresses.filter((_, other) => other !== at),
    })),
    groups: [{ name: matrixGroup.name, members: matrixGroup.members.map((id) => id as MemberId) }],
  })
  for (const { id, home: made } of partners.partners) homes.set(id, made.dir)
  nodes = await Promise.all(
    matrixMembers.map(async ({ id }) => {
      await mkdir(taps(id))
      return runNode(home(id), { env: { NODE_OPTIONS: `--import ${tap}`, WIRE_TAP: taps(id) } })
    }),
  )
  await untilConnected([...homes.values()], matrixMembers.length - 1)
}, 120_000)

afterAll(async () => {
  for (const node of nodes) await node[Symbol.asyncDispose]()
  await partners[Symbol.asyncDispose]()
})

const draftOf = ({ value, label, audience }: Cell): object => ({
  ...{ value, category: 'scam', marking: label, audience: audience.text, description: `says ${value}` },
  ...(label === 'TLP:RED' ? { readers: ['operator'] } : {}),
})
const mayFind = ({ expected }: Cell, id: string): boolean => 'entitled' in expected && expected.entitled.includes(id)

/** The values that a node finds, of all. */
async function foundAt(id: string): Promise<Set<string>> {
  const stdin = matrixCells.map(({ value }) => `${value}\n`).join('')
  const { stdout } = await entente(['--json', 'lookup', '-'], { home: home(id), stdin })
  return new Set(jsonLines<{ value: string; found: boolean }>(stdout).flatMap((one) => (one.found ? [one.value] : [])))
}

/** What a scan of bytes must not meet: the value as text, the lane as bytes and as text. */
interface Secret {
  readonly what: string
  readonly needles: readonly Buffer[]
}

function met(bytes: Buffer, secrets: readonly Secret[]): string[] {
  return secrets.filter(({ needles }) => needles.some((needle) => bytes.includes(needle))).map(({ what }) => what)
}

function includesAll(found: ReadonlySet<string>, expected: readonly string[]): boolean {
  return expected.every((value) => found.has(value))
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

describe('the matrix', () => {
  const secrets = new Map<string, Secret[]>()
  const answers = new Map<string, string>()

  test('each author publishes what it may, and is told why where it may not', async () => {
    await Promise.all(
      matrixMembers.map(async (author) => {
        const cells = matrixCells.filter((cell) => cell.author === author)
        const stdin = cells.map((cell) => `${JSON.stringify(draftOf(cell))}\n`).join('')
        const { stdout } = await entente(['--json', 'publish', '-'], { home: home(author.id), stdin })
        const lines = jsonLines<{ id?: string; error?: { code: string } }>(stdout)
        const told = lines.map(({ error }) => error?.code ?? 'published')
        const expected = cells.map((cell) => ('refused' in cell.expected ? cell.expected.refused : 'published'))
        expect(told).toEqual(expected)
      }),
    )
  }, 120_000)

  test.each(matrixMembers)(
    '$id finds exactly what it may have',
    async ({ id }) => {
      const expected = matrixCells.filter((cell) => mayFind(cell, id)).map(({ value }) => value)
      await until(`everything is at ${id}`, async () => includesAll(await foundAt(id), expected), 90_000)
      expect([...(await foundAt(id))].sort()).toEqual([...expected].sort())
    },
    120_000,
  )

  test('what others may not have is nowhere with them: store, wire, log, answers', async () => {
    for (const author of matrixMembers) {
      const lanes = await told<LaneSummary>(['lane', 'list'], { home: home(author.id) })
      for (const { id } of matrixMembers) {
        const hidden = matrixCells.filter((cell) => cell.author === author && !mayFind(cell, id))
        const own = lanes.filter(
          (lane) => lane.author === author.id && lane.author !== id && !lane.recipients.includes(id),
        )
        secrets.set(id, [
          ...(secrets.get(id) ?? []),
          ...hidden.map(({ value }) => ({ what: value, needles: [Buffer.from(value)] })),
          ...own.map(({ lane, marking, audience }) => ({
            what: `lane of ${author.id} ${marking} ${audience}`,
            needles: [Buffer.from(lane, 'hex'), Buffer.from(lane)],
          })),
        ])
      }
    }
    for (const { id } of matrixMembers) {
      const commands = [['status'], ['peers'], ['list', '--limit', '100000', '--history'], ['lane', 'list'], ['doctor']]
      const told = await Promise.all(commands.map((args) => entente(['--json', ...args], { home: home(id) })))
      answers.set(id, told.map(({ stdout, stderr }) => stdout + stderr).join('\n'))
    }
    const logs = new Map(nodes.map((node, at) => [matrixMembers[at]?.id, node.stderr()]))
    await Promise.all(nodes.map((node) => node.stop()))
    for (const { id } of matrixMembers) {
      const looked = secrets.get(id) ?? []
      expect(looked.length).toBeGreaterThan(0)
      expect(met(Buffer.from(answers.get(id) ?? ''), looked), `answers of ${id}`).toEqual([])
      expect(met(Buffer.from(logs.get(id) ?? ''), looked), `log of ${id}`).toEqual([])
      const wire = await filesBelow(taps(id))
      expect(wire.length).toBeGreaterThan(0)
      for (const file of wire) expect(met(await readFile(file), looked), `wire of ${id}`).toEqual([])
      for (const file of await filesBelow(join(home(id), 'store'))) {
        expect(met(await readFile(file), looked), file).toEqual([])
      }
      // The tables are compressed: what is in them, too.
      const store = new Level<Buffer, Buffer>(join(home(id), 'store'), {
        keyEncoding: 'buffer',
        valueEncoding: 'buffer',
      })
      for await (const [key, value] of store.iterator()) {
        expect(met(Buffer.concat([key, value]), looked), `a record of ${id}`).toEqual([])
      }
      await store.close()
    }
  }, 240_000)

  test('the same scan meets what a member may have: it can fail', async () => {
    const [cell] = matrixCells.filter((one) => mayFind(one, 'agency-de') && one.label === 'TLP:GREEN')
    const looked: Secret[] = [{ what: 'open', needles: [Buffer.from(cell?.value ?? 'none')] }]
    const wire = await Promise.all((await filesBelow(taps('agency-de'))).map((file) => readFile(file)))
    const answered = Buffer.from(answers.get('agency-de') ?? '')
    expect(met(answered, looked)).toEqual(['open'])
    const store = new Level<Buffer, Buffer>(join(home('agency-de'), 'store'), {
      keyEncoding: 'buffer',
      valueEncoding: 'buffer',
    })
    const records: Buffer[] = []
    for await (const [key, value] of store.iterator()) records.push(Buffer.concat([key, value]))
    await store.close()
    expect(met(Buffer.concat(records), looked)).toEqual(['open'])
    // A lane that it may know of came over its wire.
    const partner = partners.partners.find(({ id }) => id === 'exchange-de')
    expect(met(Buffer.concat(wire), [{ what: 'partner', needles: [Buffer.from(partner?.node ?? '', 'hex')] }])).toEqual(
      ['partner'],
    )
  })
})
