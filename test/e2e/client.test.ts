// The client for programs against a real node: every example of docs/client.md in a process of its own, and a watch that
// outlives the node it watches.
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type EntenteClient } from '../../node/client/index.ts'
import { findSocket } from '../../node/home/paths.ts'
import { createPartners, type Partners } from '../helpers/partners.ts'
import { freePort, type NodeProcess, runNode, told, until } from '../helpers/commands.ts'

const source = fileURLToPath(new URL('../../node/client/index.ts', import.meta.url))
const page = fileURLToPath(new URL('../../docs/client.md', import.meta.url))

let partners: Partners
let node: NodeProcess
let home: string
let url: string
let token: string
let operator: EntenteClient

const start = async (port: string): Promise<NodeProcess> => runNode(home, { args: ['--http-port', port] })
const overSocket = (): EntenteClient => createClient({ socket: findSocket(home) ?? '' })

beforeAll(async () => {
  partners = await createPartners({ kinds: ['exchange'] })
  home = partners.partners[0]?.home.dir ?? ''
  const port = String(await freePort())
  url = `http://127.0.0.1:${port}`
  node = await start(port)
  const args = ['token', 'create', '--name', 'program', '--role', 'staff', '--clearance', 'TLP:GREEN']
  const [made] = await told<{ secret: string }>(args, { home })
  token = made?.secret ?? ''
  operator = overSocket()
  const said = [
    { value: 'drainer.example.com', category: 'wallet-drainer', confidence: 90 },
    { value: 'other.example.com', category: 'scam', confidence: 20 },
  ]
  for await (const outcome of operator.publish(said)) expect(outcome).toMatchObject({ result: 'published' })
})
afterAll(async () => {
  await node[Symbol.asyncDispose]()
  await partners[Symbol.asyncDispose]()
})

test('the examples of the page do what they say', async () => {
  const examples = [...(await readFile(page, 'utf8')).matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
  const written: string[] = []
  for (const [at, example] of examples.entries()) {
    expect(example.trim().split('\n').length).toBeLessThanOrEqual(10)
    const file = join(home, `example-${at}.ts`)
    await writeFile(file, example.replace(`'entente/client'`, JSON.stringify(source)))
    const env = { PATH: process.env['PATH'], ENTENTE_URL: url, ENTENTE_TOKEN: token }
    written.push((await promisify(execFile)(process.execPath, [file], { env })).stdout.trim())
  }
  expect(written).toEqual([
    `drainer.example.com wallet-drainer says exchange-0\nfine.example.org nothing known`,
    'published a.published.example.com\npublished b.published.example.com',
    'drainer.example.com true',
    'true',
    'token-refused 401',
  ])
})

describe('a client', () => {
  test('reads pages without losing or repeating one', async () => {
    const all = await Array.fromAsync(operator.statements())
    for (const pageSize of [1, 2, 3]) {
      const paged = await Array.fromAsync(operator.statements({ pageSize }))
      expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
    }
    expect(await Array.fromAsync(operator.statements({ limit: 1 }))).toHaveLength(1)
  })

  test('tells what is there, and nothing of what is not', async () => {
    const [first] = await Array.fromAsync(operator.statements())
    expect(await operator.statement(first?.id ?? '')).toMatchObject({ statement: { id: first?.id } })
    expect((await operator.evidence(first?.id ?? ''))?.byteLength).toBeGreaterThan(100)
    expect(await operator.statement(`${'0'.repeat(64)}.0`)).toBeUndefined()
    expect(await operator.evidence(`${'0'.repeat(64)}.0`)).toBeUndefined()
    expect(await operator.status()).toMatchObject({ member: 'exchange-0' })
    expect((await operator.formats()).map(({ name }) => name)).toContain('csv')
  })

  test('imports a feed and publishes what is refused one by one', async () => {
    const bytes = (async function* () {
      yield '{"value":"fed.example.com","category":"scam"}\n{"value":"10.0.0.1","category":"scam"}\n'
    })()
    const events = await Array.fromAsync(
      operator.importFeed(bytes, { format: 'jsonl', feed: 'x', marking: 'TLP:GREEN' }),
    )
    expect(events.at(-1)).toMatchObject({ type: 'summary', read: 2, published: 1, rejected: { 'ip-reserved': 1 } })
    const outcomes = await Array.fromAsync(operator.publish([{ value: '10.0.0.1', category: 'scam' }]))
    expect(outcomes).toMatchObject([{ error: { code: 'ip-reserved' } }])
  })

  test('watches on when the node was restarted, and misses nothing', async () => {
    const ending = new AbortController()
    const seen: string[] = []
    const watcher = createClient({ url, token })
    const watched = (async () => {
      for await (const { subject } of watcher.watch({ after: 0, retryMs: 20, signal: ending.signal }))
        seen.push(subject)
    })()
    await until('the first are seen', () => seen.includes('drainer.example.com'))
    await node.stop()
    node = await start(new URL(url).port)
    operator = overSocket()
    for await (const outcome of operator.publish([{ value: 'later.example.com', category: 'scam' }])) {
      expect(outcome).toMatchObject({ result: 'published' })
    }
    await until('the later one is seen', () => seen.includes('later.example.com'))
    expect(new Set(seen).size).toBe(seen.length)
    ending.abort()
    await expect(watched).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('asks for nothing that the OpenAPI document does not have', async () => {
    const { body } = await fetch(`${url}/v1/openapi.json`, { headers: { authorization: `Bearer ${token}` } }).then(
      async (response) => ({ body: (await response.json()) as { paths: Record<string, Record<string, unknown>> } }),
    )
    const client = await readFile(fileURLToPath(new URL('../../node/client/client.ts', import.meta.url)), 'utf8')
    const asked = [...client.matchAll(/[`'](\/v1\/[a-z/]+)/g)].map((match) => match[1]?.replace(/\/$/, '') ?? '')
    expect(asked.length).toBeGreaterThan(8)
    const known = Object.keys(body.paths).map((path) => path.replace(/\/\{.*$/, ''))
    for (const path of asked) expect(known).toContain(path)
  })

  test('says where nobody answers, and what it needs', async () => {
    await expect(createClient({ url: 'http://127.0.0.1:1' }).status()).rejects.toMatchObject({
      code: 'node-unreachable',
    })
    expect(() => createClient({})).toThrow(TypeError)
  })
})
