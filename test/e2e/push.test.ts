// A node that is killed in the middle of a pushed batch, again and again: pushed with the same key until it is answered,
// the batch is there once, whole, and as if it had never been interrupted.
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { PushReceiptView } from '../../node/api/schemas/push.ts'
import type { StatementView } from '../../node/api/schemas.ts'
import { createClient } from '../../node/client/index.ts'
import { findSocket } from '../../node/home/paths.ts'
import {
  type NodeProcess,
  codeIn,
  entente,
  freePort,
  jsonLines,
  runNode,
  statusOf,
  told,
  until,
} from '../helpers/commands.ts'
import { createPartners, type Partners } from '../helpers/partners.ts'
import { seededRandom, valuesOf } from '../helpers/rows.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

const seed = Number(process.env['ENTENTE_TEST_SEED'] ?? 20260127)
const kills = 5
const rows = 25_000

let partners: Partners
let node: NodeProcess
let home: string
let port: string
let secret: string

const start = async (): Promise<void> => {
  node = await runNode(home, { args: ['--http-port', port] })
}
beforeAll(async () => {
  partners = await createPartners({ kinds: ['exchange'] })
  home = partners.partners[0]?.home.dir ?? ''
  port = String(await freePort())
  await start()
  const args = ['token', 'create', '--name', 'robot', '--role', 'feed', '--clearance', 'TLP:GREEN']
  const [made] = await told<{ secret: string }>(args, { home })
  secret = made?.secret ?? ''
})
afterAll(async () => {
  await node[Symbol.asyncDispose]()
  await partners[Symbol.asyncDispose]()
})

async function push(key: string, body: string): Promise<PushReceiptView> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/feeds/batch/push?marking=TLP:GREEN&category=phishing`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/x-ndjson', 'idempotency-key': key },
    body,
  })
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as PushReceiptView
}

async function receiptOf(key: string): Promise<PushReceiptView> {
  const headers = { authorization: `Bearer ${secret}` }
  const answer = await fetch(`http://127.0.0.1:${port}/v1/pushes/${encodeURIComponent(key)}`, { headers })
  return (await answer.json()) as PushReceiptView
}

test(`is killed ${kills} times while it takes a batch (seed ${seed})`, async () => {
  const random = seededRandom(seed)
  const values = valuesOf('pushed', rows - 1)
  // The last row is the record of the first, and says something else: the first counts, whatever came between.
  const said = [...values.map((value) => ({ value })), { value: values[0], description: 'said later' }]
  const body = said.map((row) => `${JSON.stringify(row)}\n`).join('')
  const inTheMiddle: number[] = []
  let answered: PushReceiptView | undefined
  let least = 0
  for (let round = 0; round < kills; round += 1) {
    const threshold = least + 1 + Math.floor(random() * ((rows - least) / 3))
    const pushed = { over: false }
    const ended = push('the batch', body).then(
      (receipt) => {
        pushed.over = true
        answered = receipt
      },
      (error: unknown) => {
        pushed.over = true
        return error
      },
    )
    for (let held = 0; held < threshold && !pushed.over;) held = (await statusOf(home)).statements
    await node.kill()
    await ended
    await start()
    least = (await statusOf(home)).statements
    if (least > 0 && least < rows - 1) {
      inTheMiddle.push(least)
      expect(await receiptOf('the batch')).toMatchObject({ state: 'pending', summary: null, rows: [] })
    }
  }
  // Otherwise nothing was shown: the kills came too late.
  expect(inTheMiddle.length).toBeGreaterThanOrEqual(3)

  const receipt = answered ?? (await push('the batch', body))
  expect(receipt).toMatchObject({ state: 'complete', summary: { read: rows, rejected: {} } })
  expect(receipt.rows).toHaveLength(rows)
  const { published = 0, unchanged = 0, replaced } = receipt.summary ?? {}
  expect([published + unchanged, replaced]).toEqual([rows, 0])
  expect(unchanged).toBeGreaterThanOrEqual(least)

  const operator = createClient({ socket: findSocket(home) ?? '' })
  const held = new Map<string, StatementView>()
  for await (const view of operator.statements({ feed: 'batch', history: true })) held.set(view.id, view)
  expect(held.size).toBe(rows - 1)
  expect(new Set([...held.values()].map(({ subject }) => subject)).size).toBe(rows - 1)
  for (const row of receipt.rows) {
    const statement = 'subject' in row ? held.get(row.id ?? '') : undefined
    expect(statement?.subject).toBe('subject' in row ? row.subject : undefined)
  }
  expect(held.get((receipt.rows[0] as { id: string }).id)?.description).toBeUndefined()

  // Once more, and behind one more kill: the same answer, and nothing is published.
  expect(await push('the batch', body)).toEqual({ ...receipt, replayed: true })
  await node.kill()
  await start()
  expect(await push('the batch', body)).toEqual({ ...receipt, replayed: true })
  expect((await statusOf(home)).statements).toBe(rows - 1)
  expect((await told(['verify'], { home })).at(-1)).toMatchObject({ type: 'summary', findings: 0 })
})

test('stops in the middle when it is asked to, and goes on under the same key', async () => {
  const values = valuesOf('stopped', rows)
  const body = values.map((value) => `${JSON.stringify({ value })}\n`).join('')
  const { statements: before } = await statusOf(home)
  const pushing = push('stopped', body).catch((error: unknown) => String(error))
  await until('some are there', async () => (await statusOf(home)).statements > before)
  expect(await node.stop()).toMatchObject({ code: 0 })
  await pushing
  await start()
  const receipt = await push('stopped', body)
  expect(receipt.summary).toMatchObject({ read: rows, replaced: 0, rejected: {} })
  expect((await statusOf(home)).statements).toBe(before + rows)
})

test('the example of the page runs: once, and once more with the same answer', async () => {
  const page = await readFile(fileURLToPath(new URL('../../docs/push.md', import.meta.url)), 'utf8')
  const [, script = ''] = /```bash\n([\s\S]*?)```/.exec(page) ?? []
  const env = { PATH: process.env['PATH'], ENTENTE_URL: `http://127.0.0.1:${port}`, ENTENTE_TOKEN: secret }
  const run = async (): Promise<PushReceiptView> => {
    const { stdout } = await promisify(execFile)('bash', ['-ec', script], { cwd: home, env })
    return JSON.parse(stdout) as PushReceiptView
  }
  const first = await run()
  expect(first).toMatchObject({ key: '2026-01-15T12:00Z', feed: 'ours', replayed: false, summary: { published: 1 } })
  expect(first.rows.map(({ result }) => result)).toEqual(['published', 'rejected'])
  expect(await run()).toEqual({ ...first, replayed: true })
})

test('the command sends a batch until it is answered, and the same key answers again', async () => {
  const batch = join(home, 'nightly.jsonl')
  await writeFile(batch, '{"value":"cli.example.com","category":"scam"}\n{"value":"10.0.0.1","category":"scam"}\n')
  const args = ['feed', 'push', batch, '--marking', 'TLP:GREEN', '--key', 'night 1']
  await node.kill()
  const pushing = entente(['--json', ...args], { home, cwd: home })
  await start()
  const first = await pushing
  expect([first.code, JSON.parse(first.stdout)]).toMatchObject([
    ...[0, { feed: 'nightly', key: 'night 1', summary: { read: 2, published: 1, rejected: { 'ip-reserved': 1 } } }],
  ])
  expect(jsonLines(await readFile(join(home, 'nightly.rejects.jsonl'), 'utf8'))).toMatchObject([
    { line: 2, value: '10.0.0.1', code: 'ip-reserved' },
  ])
  const again = await entente(args, { home, cwd: home })
  expect(again.stderr).toContain('was taken before')
  expect(again.stdout).toContain('2 read: 1 published')
  await writeFile(batch, '{"value":"other.example.com","category":"scam"}\n')
  const other = await entente(['--json', ...args], { home, cwd: home })
  expect([other.code, codeIn(other)]).toEqual([4, 'idempotency-mismatch'])
})
