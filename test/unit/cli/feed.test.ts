// entente feed: what an import asks of the node, and the preview, which asks nothing.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { feedNameOf } from '../../../cli/feed-name.ts'
import { type Api, createApi } from '../../../node/api/api.ts'
import type { ImportRequest } from '../../../node/api/facade.ts'
import { silentLog } from '../../../node/log.ts'
import { codeIn, entente, jsonLines } from '../../helpers/commands.ts'
import { nodeDouble } from '../api/double.ts'

let home: string
let api: Api
let asked: ImportRequest[] = []

const file = (name: string) => join(home, name)

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'entente-feed-'))
  await writeFile(file('config.json'), '{"format":1,"listen":[]}')
  const node = nodeDouble(home, [], {
    importFeed: async function* (bytes, request) {
      asked.push(request)
      let read = 0
      for await (const chunk of bytes) read += chunk.byteLength
      yield { type: 'format', format: 'hosts' }
      yield { type: 'reject', line: 7, member: 'one.txt', value: 'x', code: 'no-subject', reason: 'because' }
      yield { type: 'summary', read, published: read - 1, replaced: 0, unchanged: 0, rejected: { 'no-subject': 1 } }
    },
  })
  api = await createApi(node, { log: silentLog, version: '0.0.0' })
  await api.listen({ socket: true })
  await writeFile(file('Scam List (2025).csv.gz'), gzipSync('value\na.example.net\n'))
  await writeFile(file('odd.csv'), 'what;noted\na.example.net;x\n10.0.0.1;y\n')
  await writeFile(file('hosts'), '# names\n0.0.0.0 a.example.net\n0.0.0.0 localhost\n')
})

afterAll(async () => {
  await api.close()
  await rm(home, { recursive: true, force: true })
})

describe('import', () => {
  it('needs neither a format nor a name', async () => {
    asked = []
    const args = ['feed', 'import', file('Scam List (2025).csv.gz'), '--marking', 'TLP:GREEN']
    const { code, stderr, stdout } = await entente(args, { home, cwd: home })
    expect([code, asked.length]).toEqual([0, 1])
    expect(asked[0]).toMatchObject({
      format: 'auto',
      feed: 'scam-list-2025',
      marking: 'TLP:GREEN',
      sourceName: 'Scam List (2025).csv.gz',
    })
    expect(stderr).toContain('feed scam-list-2025')
    expect(stderr).toContain('read as hosts')
    expect(stdout).toContain('1 rejected')
    const rejects = await readFile(file('scam-list-2025.rejects.jsonl'), 'utf8')
    expect(jsonLines(rejects)).toEqual([
      { line: 7, member: 'one.txt', value: 'x', code: 'no-subject', reason: 'because' },
    ])
  })

  it('takes those that are given', async () => {
    asked = []
    const args = ['feed', 'import', file('hosts'), '--marking', 'TLP:GREEN', '--format', 'hosts', '--feed', 'mine']
    expect((await entente(args, { home, cwd: home })).code).toBe(0)
    expect(asked).toMatchObject([{ format: 'hosts', feed: 'mine' }])
  })

  it('of stdin needs a name', async () => {
    const ended = await entente(['--json', 'feed', 'import', '-', '--marking', 'TLP:GREEN'], { home, stdin: 'x' })
    expect([ended.code, codeIn(ended)]).toEqual([2, 'usage'])
  })
})

describe('preview', () => {
  const elsewhere = () => ({ home: join(home, 'no-home-at-all'), cwd: home })

  it('shows rows as they would be published, without a node', async () => {
    const { code, stdout, stderr } = await entente(['feed', 'preview', 'hosts', '--category', 'scam'], elsewhere())
    expect(code).toBe(0)
    expect(stdout).toMatch(/^line +subject +kind +chain +category/)
    expect(stdout).toMatch(/2 +a\.example\.net +domain +scam/)
    expect(stdout).toMatch(/3 +localhost +scam +domain-reserved: /)
    expect(stderr).toContain('format hosts: 2 rows shown, 1 of them rejected')
  })

  it('guesses a mapping and tells it', async () => {
    const args = ['feed', 'preview', 'odd.csv', '--category', 'scam']
    const { stdout, stderr } = await entente(['--json', ...args], elsewhere())
    const options = "--format csv --columns value=what --delimiter ';'"
    expect(jsonLines(stdout)).toEqual([
      {
        type: 'row',
        line: 2,
        value: 'a.example.net',
        subject: { kind: 'domain', value: 'a.example.net' },
        says: { category: 'scam' },
      },
      {
        type: 'row',
        line: 3,
        value: '10.0.0.1',
        says: { category: 'scam' },
        code: 'ip-reserved',
        reason: expect.stringContaining('10.0.0.1') as string,
      },
      { type: 'summary', formats: ['csv'], rows: 2, rejected: { 'ip-reserved': 1 }, options },
    ])
    expect(stderr).toBe('')
    // What is told can be passed on as it stands.
    const passed = ['--format', 'csv', '--columns', 'value=what', '--delimiter', ';']
    const again = jsonLines((await entente(['--json', ...args, ...passed], elsewhere())).stdout)
    expect(again.slice(0, 2)).toEqual(jsonLines(stdout).slice(0, 2))
    expect(again[2]).not.toHaveProperty('options')
    expect((await entente(args, elsewhere())).stderr).toContain(options)
  })

  it('stops after the rows that were asked for', async () => {
    const { stdout } = await entente(['--json', 'feed', 'preview', 'hosts', '--rows', '1'], elsewhere())
    expect(jsonLines(stdout)).toMatchObject([
      { type: 'row', line: 2 },
      { type: 'summary', rows: 1 },
    ])
  })

  it('reads stdin and what is packed', async () => {
    const packed = await entente(['--json', 'feed', 'preview', 'Scam List (2025).csv.gz'], elsewhere())
    expect(jsonLines(packed.stdout)).toMatchObject([
      { value: 'a.example.net', code: 'category-missing' },
      { type: 'summary' },
    ])
    const stdin = gzipSync('198.51.100.1\t3\n1.1.1.1\t4\n')
    const piped = await entente(['--json', 'feed', 'preview', '-'], { ...elsewhere(), stdin })
    expect(jsonLines(piped.stdout)).toMatchObject([
      { code: 'ip-reserved' },
      { subject: { kind: 'ip', value: '1.1.1.1' }, says: { category: 'unknown', labels: ['blacklists:4'] } },
      { formats: ['ipsum'] },
    ])
  })

  it.each<[string, string[], number, string]>([
    ['a file that is not there', ['nothing.csv'], 2, 'file-unreadable'],
    ['a format that is none', ['hosts', '--format', 'nope'], 4, 'format-unknown'],
    ['a file of another format', ['hosts', '--format', 'metamask'], 4, 'format-mismatch'],
    ['a file of none', ['config.json'], 4, 'format-undetermined'],
    ['an option that means nothing', ['hosts', '--delimiter', ';'], 4, 'option-invalid'],
    ['a mapping that is none', ['odd.csv', '--columns', 'what'], 2, 'usage'],
    ['a kind that is none', ['hosts', '--kind', 'thing'], 2, 'usage'],
    ['too many rows', ['hosts', '--rows', '1000000'], 2, 'usage'],
  ])('%s', async (_, args, code, reason) => {
    const ended = await entente(['--json', 'feed', 'preview', ...args], elsewhere())
    expect([ended.code, codeIn(ended)]).toEqual([code, reason])
  })
})

it.each([
  ['domain-list.json', 'domain-list'],
  ['SDN.CSV', 'sdn'],
  ['Ünïcode Name.txt.gz', 'u-ni-code-name'],
  ['sanctioned_addresses_XBT.txt', 'sanctioned_addresses_xbt'],
  ['.hidden', 'hidden'],
  ['a'.repeat(100), 'a'.repeat(63)],
  ['2025-01-01.json', '2025-01-01'],
  ['...', undefined],
  ['漢字.csv', undefined],
])('a feed after %s is %s', (name, feed) => {
  expect(feedNameOf(name)).toBe(feed)
  if (feed !== undefined) expect(feed).toMatch(/^[a-z0-9][a-z0-9._-]{0,62}$/)
})
