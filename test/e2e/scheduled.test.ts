// Scheduled feeds and imports from elsewhere by the real command: added, run by the clock, cut by SIGKILL, held, confirmed; and
// our own MISP feed read by another network.
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { FeedView, RunView } from '../../node/api/schemas/scheduled.ts'
import {
  type NodeProcess,
  codeIn,
  entente,
  initArgs,
  runNode,
  statusOf,
  temporaryFolder,
  told,
  until,
} from '../helpers/commands.ts'

// Processes start slowly where much else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const folder = await temporaryFolder('scheduled')
const home = join(folder.dir, 'one')
const at = (name: string): string => join(folder.dir, name)
const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `site-${n}.example.com`)
const lines = (values: readonly string[]): string => values.map((value) => `${value}\n`).join('')

let node: NodeProcess
let body = ''
let hang = false
let asked = 0
const server = createServer((request, response) => {
  asked += 1
  const etag = `"${body.length}"`
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
  response.writeHead(200, { etag, 'content-type': 'text/plain' })
  if (hang) response.write(body)
  else response.end(body)
})
const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/lists/bad-sites.txt`

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await told([...initArgs('exchange'), '--listen', '/ip4/127.0.0.1/tcp/0'], { home })
  await told(['network', 'create', '--name', 'Alone'], { home })
  node = await runNode(home)
})

afterAll(async () => {
  await node[Symbol.asyncDispose]()
  server.closeAllConnections()
  server.close()
  await folder[Symbol.asyncDispose]()
})

const run = (...args: string[]) => entente(['--json', ...args], { home, cwd: folder.dir })
const feedNow = async (): Promise<FeedView> => (await told<FeedView>(['feed', 'show', 'bad-sites'], { home }))[0]!
const heldNow = async () => (await statusOf(home)).feeds[0]?.held
const everyDay = ['--marking', 'TLP:GREEN', '--category', 'phishing', '--every', '1d', '--allow-private']

describe('a scheduled feed', () => {
  it('is not kept where its URL leads home, or is nothing that can be read', async () => {
    body = lines(names(100))
    expect(codeIn(await run('feed', 'add', url(), ...everyDay.slice(0, -1)))).toBe('target-private')
    expect(codeIn(await run('feed', 'add', at('nothing.txt'), ...everyDay))).toBe('source-unreadable')
    body = '<html>sign in</html>'
    expect(codeIn(await run('feed', 'add', url(), ...everyDay, '--format', 'list'))).toBe('format-mismatch')
    expect(await told(['feed', 'list'], { home })).toEqual([])
  })

  it('is looked at, kept under the name of its file, and run at once', async () => {
    body = lines(['10.0.0.1', ...names(100)])
    const looked = await entente(['feed', 'add', url(), ...everyDay, '--dry-run'], { home })
    expect(looked.stdout).toContain('of the first rows 99 can be published, 1 not')
    const added = await entente(['feed', 'add', url(), ...everyDay], { home })
    expect([added.code, added.stdout]).toEqual([0, expect.stringContaining('feed bad-sites is read every 1d')])
    await until('the first run', async () => (await feedNow()).last?.code === 'ok')
    expect(await feedNow()).toMatchObject({
      state: 'ok',
      lagMs: 0,
      last: { read: 101, published: 100, by: 'schedule' },
    })
    const listed = await entente(['feed', 'list'], { home })
    expect(listed.stdout).toMatch(/bad-sites\s+ok\s+1d/)
  })

  it('publishes nothing when it is as it was', async () => {
    const before = (await statusOf(home)).statements
    const again = await entente(['feed', 'run', 'bad-sites'], { home, cwd: folder.dir })
    expect([again.code, again.stdout]).toEqual([0, 'not modified since the last run\n'])
    expect((await statusOf(home)).statements).toBe(before)
  })

  it('that lost half of its rows is held, and says so everywhere, until somebody confirms', async () => {
    body = lines(names(50))
    const ran = await entente(['feed', 'run', 'bad-sites'], { home, cwd: folder.dir })
    expect(ran.stderr).toContain('50 vanished from the feed and are held')
    expect(ran.code).toBe(9)
    expect((await entente(['feed', 'run', 'bad-sites'], { home, cwd: folder.dir })).code).toBe(9)
    expect(await heldNow()).toBe(50)
    const [status, doctor, held] = await Promise.all([
      entente(['status'], { home }),
      entente(['doctor'], { home }),
      entente(['feed', 'held', 'bad-sites'], { home }),
    ])
    expect(status.stdout).toMatch(/50 statements vanished from it .*\[feed-held\]/)
    expect(status.stdout).toMatch(/bad-sites\s+held \(50\)/)
    expect(doctor.stdout).toContain('feed-held')
    expect(held.stdout).toContain('50 of 100 (50 %) vanished')
    const whole = await told<{ subject: string }>(['feed', 'held', 'bad-sites', '--all'], { home })
    expect(whole.map(({ subject }) => subject)).toEqual(names(100).slice(50))
    expect(await told(['lookup', 'site-99.example.com'], { home })).not.toEqual([])
  })

  it('outlives SIGKILL in the middle of a run, and is confirmed after it', async () => {
    hang = true
    const before = asked
    const running = entente(['feed', 'confirm', 'bad-sites'], { home, cwd: folder.dir })
    await until('the run asks', () => asked > before)
    await node.kill()
    expect((await running).code).not.toBe(0)
    hang = false
    node = await runNode(home)
    expect(await heldNow()).toBe(50)
    const [confirmed] = await told<RunView>(['feed', 'confirm', 'bad-sites'], { home, cwd: folder.dir })
    expect(confirmed).toMatchObject({ code: 'ok', withdrawn: 50, held: 0, by: 'operator' })
    expect(codeIn(await run('feed', 'confirm', 'bad-sites'))).toBe('feed-nothing-held')
    const history = await told<RunView>(['feed', 'history', 'bad-sites'], { home })
    expect(history.map(({ code }) => code)).toEqual(['ok', 'not-modified', 'held', 'not-modified', 'ok'])
    const audit = await told<{ entry: { action: string } }>(['audit', 'log', '--limit', '1000'], { home })
    const actions = JSON.stringify(audit)
    for (const action of ['feed-add', 'feed-run', 'feed-confirm']) expect(actions).toContain(action)
  })

  it('is paused, resumed, and removed with what it said', async () => {
    expect((await told<FeedView>(['feed', 'pause', 'bad-sites'], { home }))[0]?.state).toBe('paused')
    expect((await told<FeedView>(['feed', 'resume', 'bad-sites'], { home }))[0]?.state).toBe('ok')
    expect(await told(['feed', 'remove', 'bad-sites', '--withdraw'], { home })).toEqual([
      { removed: 'bad-sites', withdrawn: 50 },
    ])
    expect(codeIn(await run('feed', 'show', 'bad-sites'))).toBe('feed-not-found')
  })
})

describe('an import from elsewhere', () => {
  it('reads a folder file by file, and a URL', async () => {
    await mkdir(at('lists'))
    await writeFile(at('lists/one.txt'), lines(['a.example.net', 'b.example.net', '10.0.0.1', 'c.example.net']))
    await writeFile(at('lists/two.jsonl'), '{"value":"d.example.net","category":"scam"}\nnothing\n')
    const folderImport = ['feed', 'import', at('lists'), '--marking', 'TLP:GREEN', '--category', 'scam']
    const [summary] = await told<{ read: number; published: number; rejected: object }>(folderImport, {
      ...{ home, cwd: folder.dir },
    })
    expect(summary).toMatchObject({ read: 6, published: 4 })
    expect(await told(folderImport, { home, cwd: folder.dir })).toMatchObject([{ published: 0, unchanged: 4 }])
    const wider = [...folderImport.map((word) => (word === 'TLP:GREEN' ? 'TLP:CLEAR' : word)), '--widen']
    expect(await told(wider, { home, cwd: folder.dir })).toMatchObject([{ replaced: 4 }])
    body = lines(['a.example.org', 'b.example.org'])
    const fromUrl = ['feed', 'import', url(), '--marking', 'TLP:GREEN', '--category', 'scam']
    expect(codeIn(await run(...fromUrl))).toBe('target-private')
    expect(await told([...fromUrl, '--allow-private'], { home, cwd: folder.dir })).toMatchObject([{ published: 2 }])
  })

  it('reads the MISP feed that a network exported', async () => {
    await told(['export', '--as', 'misp', '--out', at('misp'), '--max-marking', 'TLP:GREEN'], { home })
    const [summary] = await told<{ read: number; rejected: object }>(
      ['feed', 'import', at('misp'), '--marking', 'TLP:GREEN', '--feed', 'partner'],
      { home, cwd: folder.dir },
    )
    expect(summary).toMatchObject({ published: 6, rejected: {} })
  })
})
