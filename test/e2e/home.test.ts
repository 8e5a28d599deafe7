// One home: two processes on it, and a disk that takes no more (hostile cases 83 and 87), in real processes.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { LookupLine } from '../../node/api/schemas.ts'
import { askLines } from '../../cli/ask.ts'
import { socketClient } from '../../cli/client.ts'
import {
  codeIn,
  entente,
  importOver,
  initArgs,
  jsonLines,
  runNode,
  statusOf,
  temporaryFolder,
  told,
} from '../helpers/commands.ts'
import { valuesOf, writeList } from '../helpers/rows.ts'

// Processes start slowly where much else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const folder = await temporaryFolder('home')
const home = join(folder.dir, 'alone')

beforeAll(async () => {
  await told([...initArgs('exchange'), '--listen', '/ip4/127.0.0.1/tcp/0'], { home })
  await told(['network', 'create', '--name', 'Alone'], { home })
})

afterAll(() => folder[Symbol.asyncDispose]())

const publish = (value: string) => ['publish', value, '--category', 'scam']

it(
  'runs one node; a second is refused and disturbs nothing, and commands go to the one that runs',
  { timeout: 120_000 },
  async () => {
    await using node = await runNode(home)
    const seconds = await Promise.all([entente(['--json', 'run'], { home }), entente(['--json', 'run'], { home })])
    for (const second of seconds) expect([second.code, codeIn(second)]).toEqual([4, 'store-locked'])
    await told(publish('still.example.com'), { home })
    const [line] = await told<LookupLine>(['lookup', 'still.example.com'], { home })
    expect(line?.found).toBe(true)
    expect(await told(['verify'], { home })).toMatchObject([{ findings: 0, statements: 1 }])
    expect(await told(['status'], { home })).toMatchObject([{ statements: 1, uptimeMs: expect.any(Number) as number }])
    expect((await statusOf(home)).statements).toBe(1)
    expect(await node.stop()).toMatchObject({ code: 0 })
  },
)

it(
  'stops with a code when the disk takes no more; what was acknowledged is there after the restart',
  { timeout: 120_000 },
  async () => {
    const values = valuesOf('full', 60_000)
    const file = join(folder.dir, 'full.txt')
    await writeList(file, values)
    const query = { format: 'list', feed: 'full', marking: 'TLP:GREEN', category: 'phishing' }
    const acked: string[] = []
    let reported = 0

    // No file may grow beyond 1 MiB: a write fails as on a full disk (EFBIG instead of ENOSPC).
    const node = await runNode(home, { under: 'ulimit -f 2048' })
    const client = socketClient(home, AbortSignal.timeout(60_000))
    const drafts = Array.from({ length: 50 }, (_, at) => ({ value: `acked-${at}.example.com`, category: 'scam' }))
    const stream = { type: 'application/x-ndjson', bytes: inLines(drafts) }
    for await (const line of askLines<{ id: string }>(client, { method: 'POST', path: '/v1/statements', stream })) {
      acked.push(line.id)
    }
    expect(acked).toHaveLength(drafts.length)
    const imported = importOver(home, file, query, (line) => {
      if ('type' in line && line.type === 'progress') reported = Math.max(reported, line.published)
    })
    await expect(imported).rejects.toMatchObject({ code: expect.stringMatching(/^(store-|node-gone)/) as string })
    const ended = await node.ended
    expect([ended.code, ended.signal], ended.stderr).toEqual([4, null])
    expect(codeIn(ended)).toMatch(/^store-/)
    expect(ended.stderr).toContain('store-failed')

    await using again = await runNode(home)
    for (const id of acked.filter((_, at) => at % 10 === 0))
      expect(await told(['show', id], { home: again.home })).toHaveLength(1)
    const bulk = await entente(['--json', 'lookup', ...drafts.map(({ value }) => value)], { home })
    expect(jsonLines<LookupLine>(bulk.stdout).map((line) => line.statements[0]?.id)).toEqual(acked)
    const summary = await importOver(home, file, query)
    expect(summary).toMatchObject({ read: values.length, rejected: {} })
    expect(summary.unchanged).toBeGreaterThanOrEqual(reported)
    expect(await told(['verify'], { home })).toMatchObject([{ findings: 0 }])
    const found = await entente(['--json', 'lookup', '-'], { home, stdin: values.join('\n') })
    expect(jsonLines<LookupLine>(found.stdout).filter((line) => !line.found)).toEqual([])
  },
)

async function* inLines(drafts: readonly object[]): AsyncGenerator<string> {
  for (const draft of drafts) yield `${JSON.stringify(draft)}\n`
}
