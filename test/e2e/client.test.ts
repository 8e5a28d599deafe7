// The client for programs against a real node: every example of docs/client.md in a process of its own, and a watch that
// outlives the node it watches.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Webhook as Verifier } from 'standardwebhooks'
import { createClient, type EntenteClient } from '../../node/client/index.ts'
import { findSocket } from '../../node/home/paths.ts'
import { createPartners, type Partners } from '../helpers/partners.ts'
import { freePort, type NodeProcess, runNode, told, until } from '../helpers/commands.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = fileURLToPath(new URL('../../docs/client.md', import.meta.url))

let partners: Partners
let node: NodeProcess
let home: string
let url: string
let token: string
let feedToken: string
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
  const feed = ['token', 'create', '--name', 'feed', '--role', 'feed', '--clearance', 'TLP:GREEN']
  feedToken = (await told<{ secret: string }>(feed, { home }))[0]?.secret ?? ''
  // As a program has it that installed the package; this one is a clone without a build.
  await mkdir(join(home, 'node_modules'))
  await symlink(root, join(home, 'node_modules', 'entente'))
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
    await writeFile(file, example)
    const env = { PATH: process.env['PATH'], ENTENTE_URL: url, ENTENTE_TOKEN: token, ENTENTE_FEED_TOKEN: feedToken }
    written.push((await promisify(execFile)(process.execPath, [file], { env })).stdout.trim())
  }
  // The head of a blocklist names the hour.
  expect(written.map((text) => text.replace(/^#.*\n/, ''))).toEqual([
    `drainer.example.com wallet-drainer says exchange-0\nfine.example.org nothing known`,
    'published a.published.example.com\npublished b.published.example.com',
    '1 published job.example.com\n2 ip-reserved\n2 true',
    'drainer.example.com true',
    'true',
    'drainer.example.com',
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

  test('watches from now on with a token, too, and a program that is slow slows nobody down', async () => {
    const ending = new AbortController()
    const watching = createClient({ url, token }).watch({ retryMs: 20, signal: ending.signal })[Symbol.asyncIterator]()
    const first = watching.next()
    let said = 0
    await until('the first comes', async () => {
      // Said again until the watch is there: what was said before it is not for it.
      for await (const one of operator.publish([{ value: `now-${said++}.example.com`, category: 'scam' }])) {
        expect(one).toMatchObject({ result: 'published' })
      }
      return Promise.race([first.then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, 20, false))])
    })
    expect((await first).value).toMatchObject({ subject: expect.stringMatching(/^now-/) as string })
    ending.abort(new Error('enough'))
    await expect(watching.next()).rejects.toThrow('enough')
  })

  test('pushes until it is answered, while the node is away and comes back', async () => {
    const client = createClient({ url, token: feedToken })
    const rows = Array.from({ length: 3000 }, (_, at) => ({ value: `pushed-${at}.example.com`, category: 'scam' }))
    await node.stop()
    const pushing = client.push(rows, { feed: 'job', marking: 'TLP:GREEN', retryMs: 20 })
    node = await start(new URL(url).port)
    operator = overSocket()
    const { summary, key } = await pushing
    expect(summary).toMatchObject({ read: 3000, published: 3000 })
    expect(await client.receipt(key)).toMatchObject({ replayed: true, summary })
    expect(await client.receipt('never')).toBeUndefined()
    const once = { feed: 'job', marking: 'TLP:GREEN', key, tryForMs: 0 }
    await expect(client.push(rows.slice(1), once)).rejects.toMatchObject({ code: 'idempotency-mismatch', status: 422 })
    const ended = { ...once, signal: AbortSignal.abort(new Error('enough')) }
    await expect(client.push(rows, ended)).rejects.toThrow('enough')
  })

  test('and a receiver of a webhook: after a kill in the middle the same message comes again, and nothing is missed', async () => {
    const got: { id: string; body: string; signature: string; timestamp: string }[] = []
    let answering = false
    const receiver = createServer((request, response) => {
      let body = ''
      request.on('data', (piece: Buffer) => (body += piece.toString()))
      request.on('end', () => {
        const header = (name: string): string => String(request.headers[`webhook-${name}`])
        got.push({ body, id: header('id'), signature: header('signature'), timestamp: header('timestamp') })
        if (answering) response.end()
      })
    })
    receiver.listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    const { port } = receiver.address() as AddressInfo
    const to = [`http://127.0.0.1:${port}/hook`, '--name', 'siem', '--allow-private', '--category', 'ransomware']
    const [made] = await told<{ secret: string }>(['webhook', 'add', ...to], { home })
    const say = async (value: string): Promise<void> => {
      for await (const one of operator.publish([{ value, category: 'ransomware' }])) {
        expect(one).toMatchObject({ result: 'published' })
      }
    }
    await say('first.example.com')
    await until('it is on its way', () => got.length === 1)
    await say('second.example.com')
    await node.kill()
    answering = true
    node = await start(new URL(url).port)
    operator = overSocket()
    await until('both were told', () => got.length === 3)
    const subjects = got.map(({ body }) => (JSON.parse(body) as { statements: { subject: string }[] }).statements)
    expect(subjects.map((all) => all.map(({ subject }) => subject))).toEqual([
      ...[['first.example.com'], ['first.example.com'], ['second.example.com']],
    ])
    expect(got[1]?.id).toBe(got[0]?.id)
    for (const { id, body, signature, timestamp } of got) {
      const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
      expect(new Verifier(made?.secret ?? '').verify(body, headers)).toMatchObject({ webhook: 'siem' })
    }
    const [trial] = await told<{ delivered: boolean }>(['webhook', 'test', 'siem'], { home })
    expect(trial).toMatchObject({ delivered: true })
    const [rotated] = await told<{ secret: string }>(['webhook', 'rotate-secret', 'siem'], { home })
    expect(rotated?.secret).not.toBe(made?.secret)
    expect(await operator.status()).toMatchObject({ webhooks: [{ name: 'siem', state: 'active', dead: 0 }] })
    receiver.closeAllConnections()
    receiver.close()
  })

  test('says where nobody answers, and what it needs', async () => {
    await expect(createClient({ url: 'http://127.0.0.1:1' }).status()).rejects.toMatchObject({
      code: 'node-unreachable',
    })
    expect(() => createClient({})).toThrow(TypeError)
  })
})
