// entente delivery at the command line: who has what was said to named members, as a table and as JSON, through a stop of
// the recipient and of the author. And between the same two: what one protects the other does not accuse (hostile case 94).
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DeliveryView } from '../../node/api/schemas/delivery.ts'
import {
  codeIn,
  entente,
  type Folder,
  freePort,
  jsonLines,
  type NodeProcess,
  runNode,
  temporaryFolder,
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

describe('entente protect, warninglist and --force', () => {
  const at = (home: string, ...args: string[]) => entente(['--home', home, '--json', ...args])
  const jsonAt = <Line>(home: string, ...args: string[]) => told<Line>(['--home', home, '--json', ...args])
  const publishAt = (home: string, value: string, ...more: string[]) =>
    at(home, 'publish', value, '--category', 'phishing', ...more)
  let folder: Folder
  beforeAll(async () => {
    folder = await temporaryFolder('gate')
  })
  afterAll(() => folder[Symbol.asyncDispose]())

  it('what a partner protects is held here, by hand and in a file, and said by whoever insists', async () => {
    await until('it can be told', async () => (await jsonAt(recipient, 'protect', 'our-bank.com')).length === 1)
    await until('it arrives', async () => (await jsonAt(author, 'protect', 'list')).length === 1)
    const [seen] = await jsonAt<{ statements: { kind: string; author: string }[] }>(author, 'lookup', 'our-bank.com')
    expect(seen?.statements).toMatchObject([{ kind: 'protection', author: 'bank' }])
    expect((await entente(['--home', author, 'lookup', 'our-bank.com'])).stdout).toMatch(/protected +by bank/)
    const held = await publishAt(author, 'login.our-bank.com')
    expect([held.code, codeIn(held)]).toEqual([4, 'held-protected'])
    expect(held.stderr).toContain('--force')

    const list = join(folder.dir, 'list.json')
    await writeFile(list, JSON.stringify({ name: 'popular', type: 'hostname', version: 1, list: ['popular.com'] }))
    expect(await jsonAt(author, 'warninglist', 'add', folder.dir)).toMatchObject([{ result: 'added', entries: 1 }])
    const [tested, free] = await jsonAt<{ held: { code: string } | null }>(
      ...([author, 'warninglist', 'test', 'www.popular.com', 'evil-site.com'] as const),
    )
    expect([tested?.held?.code, free?.held]).toEqual(['held-warninglist', null])

    const file = join(folder.dir, 'feed.txt')
    await writeFile(file, ['https://our-bank.com/x', 'popular.com', 'evil-site.com', '10.0.0.1', ''].join('\n'))
    const rejects = join(folder.dir, 'rejects.jsonl')
    const feed = ['feed', 'import', file, '--format', 'list', '--category', 'phishing', '--marking', 'TLP:GREEN']
    const [first] = await jsonAt(author, ...feed, '--rejects', rejects)
    expect(first).toMatchObject({
      ...{ read: 4, published: 1, held: 2 },
      rejected: { 'held-protected': 1, 'held-warninglist': 1, 'ip-reserved': 1 },
    })
    const reasons = jsonLines<{ code: string; reason: string }>(await readFile(rejects, 'utf8'))
    expect(reasons.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('bank protects it: '),
      'on the warninglist "popular", by "popular.com"',
      expect.stringContaining('10.0.0.1'),
    ])
    const [again] = await jsonAt(author, ...feed, '--rejects', rejects, '--force')
    expect(again).toMatchObject({ published: 2, unchanged: 1, rejected: { 'ip-reserved': 1 } })
    const log = await jsonAt<{ entry: { actor: string; code: string; objects: string[] } }>(
      ...([author, 'audit', 'log', '--action', 'force'] as const),
    )
    expect(log.map(({ entry }) => [entry.actor, entry.code, entry.objects.length])).toEqual([
      ['operator', 'held-protected', 1],
      ['operator', 'held-warninglist', 1],
    ])
  })

  it('what was held is told after a kill and a start, and what would be held today', async () => {
    const node = nodes.findLast(({ home }) => home === author)
    await node?.kill()
    await run(author)
    const [report] = await jsonAt<{ counts: { feed: string; code: string; count: number }[] }>(
      author,
      'quality',
      'held',
    )
    const counted = report?.counts.map(({ feed, code, count }) => `${feed} ${code} ${count}`).sort()
    expect(counted).toEqual(['feed held-protected 1', 'feed held-warninglist 1', 'manual held-protected 1'])
    const found = await jsonAt<{ type: string; subject?: string }>(author, 'quality', 'check')
    expect(found.map(({ subject }) => subject)).toEqual(['https://our-bank.com/x', 'popular.com', undefined])
    const removed = await entente(['--home', author, 'warninglist', 'remove', 'popular'])
    expect(removed).toMatchObject({ code: 0 })
    const [tested] = [await at(author, 'warninglist', 'test', 'popular.com')]
    expect(tested.code).toBe(3)
  })
})
