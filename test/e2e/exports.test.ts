// Exports by the real command: to stdout, to a file, to a folder of MISP, and into another network.
import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  type NodeProcess,
  codeIn,
  entente,
  initArgs,
  jsonLines,
  runNode,
  temporaryFolder,
  told,
} from '../helpers/commands.ts'

// Processes start slowly where much else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const folder = await temporaryFolder('exports')
const home = join(folder.dir, 'one')
const other = join(folder.dir, 'other')
const at = (name: string): string => join(folder.dir, name)

const nodes: NodeProcess[] = []

const drafts = [
  { value: 'evil.example.com', category: 'phishing', confidence: 80, marking: 'TLP:CLEAR', description: '=1+1' },
  { value: 'green.example.com', category: 'scam', confidence: 60, marking: 'TLP:GREEN' },
  { value: 'victim.example.com', category: 'scam', role: 'victim', marking: 'TLP:CLEAR' },
  { value: '0x52908400098527886e0f7030069857d2e4169ee7', category: 'ransomware', marking: 'TLP:CLEAR' },
  { value: 'kept.example.com', category: 'scam', marking: 'TLP:CLEAR', noRepublish: true },
]

beforeAll(async () => {
  for (const [dir, name] of [
    [home, 'exchange'],
    [other, 'agency'],
  ] as const) {
    await told([...initArgs(name), '--listen', '/ip4/127.0.0.1/tcp/0'], { home: dir })
    await told(['network', 'create', '--name', 'Alone'], { home: dir })
  }
  nodes.push(await runNode(home), await runNode(other))
  const lines = drafts.map((draft) => `${JSON.stringify(draft)}\n`).join('')
  const published = await entente(['--json', 'publish', '-'], { home, stdin: lines })
  expect(published.code, published.stderr).toBe(0)
})

afterAll(async () => {
  for (const node of nodes) await node[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

describe('entente export', () => {
  it('writes data to stdout, and what was left out and why to stderr', async () => {
    const domains = await entente(['export', '--as', 'domains'], { home })
    expect([domains.code, domains.stdout.split('\n').slice(1)]).toEqual([0, ['evil.example.com', '']])
    expect(domains.stderr).toContain('1 statement\n')
    expect(domains.stderr).toContain('left out: 1 above the marking that may go out (--max-marking)')
    expect(domains.stderr).toContain('left out: 1 accusing nobody')
    expect(domains.stderr).toContain('left out: 1 not to be published again')
    const more = await entente(
      ['export', '--as', 'domains', '--max-marking', 'TLP:GREEN', '--restricted', '--min-confidence', '50', '--quiet'],
      { home },
    )
    expect(more.stdout.split('\n').slice(1)).toEqual(['evil.example.com', 'green.example.com', ''])
    expect(more.stderr).toBe('')
  })

  it('writes a file, whole and not over another', async () => {
    const file = at('bundle.json')
    expect(await told(['export', '--as', 'stix', '--out', file], { home })).toMatchObject([
      { file, written: 5, leftOut: {} },
    ])
    const bundle = JSON.parse(await readFile(file, 'utf8')) as { objects: { type: string }[] }
    expect(bundle.objects.filter(({ type }) => type === 'indicator')).toHaveLength(5)
    const again = await entente(['--json', 'export', '--as', 'stix', '--out', file], { home })
    expect([again.code, codeIn(again)]).toEqual([4, 'file-exists'])
    expect((await entente(['export', '--as', 'csv', '--out', file, '--replace'], { home })).code).toBe(0)
    expect(await readFile(file, 'utf8')).toContain("'=1+1")
    expect((await readdir(folder.dir)).filter((name) => name.endsWith('.new'))).toEqual([])
  })

  it('writes a folder that another network imports, event by event', async () => {
    const dir = at('misp')
    await told(['export', '--as', 'misp', '--out', dir, '--max-marking', 'TLP:CLEAR'], { home })
    const files = await readdir(dir)
    expect(files).toContain('manifest.json')
    expect(files).toContain('hashes.csv')
    const manifest = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8')) as object
    expect(files.length).toBe(Object.keys(manifest).length + 2)
    const again = await entente(['--json', 'export', '--as', 'misp', '--out', dir], { home })
    expect(codeIn(again)).toBe('file-exists')
  })

  it.each(['stix', 'misp', 'jsonl', 'csv'])('as %s goes into another network by a pipe', async (as) => {
    const out = await entente(['export', '--as', as, '--restricted'], { home })
    expect(out.code).toBe(0)
    const taken = await entente(
      ['--json', 'feed', 'import', '-', '--format', as, '--feed', `from-${as}`, '--marking', 'TLP:CLEAR'],
      { home: other, stdin: out.stdout, cwd: folder.dir },
    )
    expect(taken.code, taken.stderr).toBe(0)
    expect(jsonLines(taken.stdout).at(-1)).toMatchObject({ read: 5, published: 5, rejected: {} })
    const exported = await entente(['export', '--as', 'statements', '--feed', `from-${as}`], { home: other })
    const views = jsonLines<{ subject: string; marking: string; noRepublish?: boolean }>(exported.stdout)
    expect(views.map(({ subject, marking }) => [subject, marking]).sort()).toEqual(
      drafts.map(({ value, marking }) => [value.startsWith('0x') ? `eip155:1:${value}` : value, marking]).sort(),
    )
    expect(views.filter(({ noRepublish }) => noRepublish === true)).toHaveLength(1)
  })

  it.each([
    [['export'], 2, 'usage'],
    [['export', '--as', 'pdf'], 2, 'usage'],
    [['export', '--as', 'csv', '--min-confidence', '101'], 2, 'usage'],
    [['export', '--as', 'csv', '--max-marking', 'TLP:PINK'], 4, 'marking-unknown'],
    [['export', '--as', 'csv', '--chain', 'nochain'], 4, 'call-invalid'],
  ])('%j ends with %i, %s, and leaves no file', async (args, code, name) => {
    const file = at('never.csv')
    const ended = await entente(['--json', ...args, '--out', file], { home })
    expect([ended.code, codeIn(ended)]).toEqual([code, name])
    expect(existsSync(file)).toBe(false)
  })

  it('needs no running node', async () => {
    await nodes[0]!.stop()
    const ended = await entente(['--json', 'export', '--as', 'domains'], { home })
    expect([ended.code, ended.stdout.split('\n')[1]]).toEqual([0, 'evil.example.com'])
    expect(JSON.parse(ended.stderr)).toMatchObject({ written: 1, leftOut: { marking: 1 } })
  })
})
