// entente delivery at the command line: who has what was said to named members, as a table and as JSON, through a stop of
// the recipient and of the author.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DeliveryView } from '../../node/api/schemas/delivery.ts'
import {
  codeIn,
  entente,
  freePort,
  type NodeProcess,
  runNode,
  told,
  until,
  untilConnected,
} from '../helpers/commands.ts'
import { createPartners, type Partners } from '../helpers/partners.ts'

// Processes start slowly where much else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let partners: Partners
const nodes: NodeProcess[] = []
let author: string
let recipient: string

beforeAll(async () => {
  const ports = [await freePort(), await freePort()]
  const listen = ports.map((port) => `/ip4/127.0.0.1/tcp/${port}`)
  const member = (id: string, at: number) => ({
    ...{ id, kind: 'exchange' as const, jurisdiction: 'DE', clearance: 'TLP:RED' as const },
    ...{ listen: [listen[at]!], bootstrap: [listen[1 - at]!] },
  })
  partners = await createPartners({ members: [member('agency', 0), member('bank', 1)] })
  ;[author, recipient] = partners.partners.map(({ home }) => home.dir) as [string, string]
})
afterAll(async () => {
  for (const node of nodes) await node[Symbol.asyncDispose]()
  await partners[Symbol.asyncDispose]()
})

const run = async (home: string): Promise<NodeProcess> => {
  const node = await runNode(home)
  nodes.push(node)
  return node
}
const delivery = (...args: string[]) => told<DeliveryView>(['--home', author, '--json', 'delivery', ...args])
const publish = async (value: string): Promise<string> => {
  const args = ['publish', value, '--category', 'scam', '--marking', 'TLP:AMBER', '--audience', 'member:bank']
  const [said] = await told<{ id: string }>(['--home', author, '--json', ...args])
  return said!.id
}
const states = async (id: string): Promise<string[]> => (await delivery(id)).map(({ state }) => state)

describe('entente delivery', () => {
  it('shows what is queued, until the recipient acknowledges it', async () => {
    const running = await run(author)
    const first = await publish('first.example.com')
    expect(await delivery(first)).toMatchObject([{ member: 'bank', state: 'queued', node: null, statement: first }])
    expect(await delivery()).toMatchObject([{ member: 'bank', state: 'queued', statement: first, pending: 1 }])
    const table = await entente(['--home', author, 'delivery'])
    expect(table.stdout).toMatch(/member +state +since +pending +marking +audience +oldest statement/)
    expect(table.stdout).toContain(first)

    await run(recipient)
    await untilConnected([author, recipient], 1)
    await until('it is acknowledged', async () => (await states(first)).join() === 'acknowledged')
    const [{ node, proof } = {}] = await delivery(first)
    expect(node).toBe(partners.partners[1]!.node)
    expect(proof).toMatch(/^[A-Za-z0-9+/]+=*$/)
    expect(await delivery()).toEqual([])
    expect((await entente(['--home', author, 'delivery'])).stderr).toContain(
      'everything that was said to named members',
    )

    await running[Symbol.asyncDispose]()
    await run(author)
    expect(await states(first)).toEqual(['acknowledged'])
    const human = await entente(['--home', author, 'delivery', first])
    expect(human.stdout).toMatch(/member +state +since +node\nbank +acknowledged +\d{4}-/)
  })

  it('of what is not tracked or not held, says so with a code', async () => {
    const [said] = await told<{ id: string }>([
      ...['--home', author, '--json', 'publish', 'open.example.com', '--category', 'scam'],
    ])
    expect(codeIn(await entente(['--home', author, '--json', 'delivery', said!.id]))).toBe('delivery-untracked')
    const unknown = `${'ab'.repeat(32)}.0`
    expect(codeIn(await entente(['--home', author, '--json', 'delivery', unknown]))).toBe('statement-not-found')
  })
})
