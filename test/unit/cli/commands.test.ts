// The command line as a process of its own, against an API of this one.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, createApi } from '../../../node/api/api.ts'
import { silentLog } from '../../../node/log.ts'
import { ProtocolError } from '../../../protocol/errors.ts'
import { codeIn, entente, jsonLines, startCommand, until } from '../../helpers/commands.ts'
import { held, nodeDouble, statementId } from '../api/double.ts'

const hostile = 'pay\u001b[2J\u001b]0;owned\u0007 here\u202eexe.txt\u2066\u200b\u009b31m\r\n\u{e0041}now'

let home: string
let api: Api

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'entente-cli-'))
  await writeFile(join(home, 'config.json'), '{"format":1,"listen":[]}')
  const node = nodeDouble(
    home,
    [held(1, { category: 'phishing', confidence: 80, description: hostile, labels: [hostile] })],
    {
      publish: ({ value }) =>
        value === '10.0.0.1'
          ? Promise.reject(new ProtocolError('ip-reserved', `${value} ${hostile}`))
          : Promise.resolve({ result: 'published', id: statementId(2), subject: value ?? '' }),
      importFeed: async function* (bytes, request) {
        let read = 0
        for await (const chunk of bytes) read += chunk.byteLength
        yield { type: 'reject', line: 1, value: hostile, code: 'ip-reserved', reason: request.format }
        yield { type: 'summary', read, published: read - 1, replaced: 0, unchanged: 0, rejected: { 'ip-reserved': 1 } }
      },
      query: async function* () {
        for (let number = 0; number < 50_000; number++) {
          await Promise.resolve()
          yield { held: held(1, {}), standing: 'current', disputes: 0 }
        }
      },
    },
  )
  api = await createApi(node, { log: silentLog, version: '0.0.0' })
  await api.listen({ socket: true })
})

afterAll(async () => {
  await api.close()
  await rm(home, { recursive: true, force: true })
})

describe('text of others', () => {
  // hostile-cases: terminal escapes and right-to-left marks
  const dangerous = /[^\P{Cc}\n]|\p{Cf}/u

  it.each([
    ['lookup', ['lookup', 'evil.example.com']],
    ['lookup --json', ['--json', 'lookup', 'evil.example.com']],
    ['a refusal', ['publish', '10.0.0.1', '10.0.0.1']],
    ['the only refusal', ['publish', '10.0.0.1']],
    ['the value that was asked for', ['lookup', `x${hostile}`]],
  ])('%s shows none of its controls', async (_what, args) => {
    const { stdout, stderr } = await entente(args, { home })
    expect(stdout + stderr).toContain('here')
    expect(stdout).not.toMatch(dangerous)
    expect(stderr).not.toMatch(dangerous)
  })

  it('keeps its value in JSON', async () => {
    const { stdout } = await entente(['--json', 'lookup', 'evil.example.com'], { home })
    expect(jsonLines(stdout)).toMatchObject([{ statements: [{ description: hostile }] }])
  })
})

describe('exit codes', () => {
  it.each<[string, string[], number, string | undefined]>([
    ['found', ['lookup', 'nothing.example.org', 'evil.example.com'], 0, undefined],
    ['not found', ['lookup', 'nothing.example.org'], 3, undefined],
    ['an id that is not held', ['show', statementId(7)], 3, 'statement-not-found'],
    ['refused', ['publish', '10.0.0.1', '--category', 'scam'], 4, 'ip-reserved'],
    ['partly refused', ['publish', '10.0.0.1', '8.8.8.8', '--category', 'scam'], 6, undefined],
    ['no command', ['lokup'], 2, 'usage'],
    ['an unknown option', ['lookup', '--feed', 'x', 'y'], 2, 'usage'],
    ['a missing argument', ['show'], 2, 'usage'],
    ['a missing option', ['init', '--id', 'acme'], 2, 'usage'],
    ['nothing to look up', ['lookup'], 2, 'usage'],
    ['a number that is none', ['lookup', 'x', '--limit', 'all'], 2, 'usage'],
    ['a confidence above 100', ['publish', 'x', '--confidence', '101'], 2, 'usage'],
    ['a file that is not there', ['lookup', '--file', '/nonexistent/file'], 2, 'file-unreadable'],
    ['a shell that is none', ['completion', 'csh'], 2, 'usage'],
    ['a code that is none', ['errors', 'no-such-code'], 3, 'code-unknown'],
    ['help', ['--help'], 0, undefined],
    ['the version', ['--version'], 0, undefined],
    ['a home that is none', ['--home', '/nonexistent', 'peers'], 4, 'home-missing'],
  ])('%s', async (_what, args, code, reason) => {
    const ended = await entente(['--json', ...args], { home })
    expect([ended.code, codeIn(ended)]).toEqual([code, reason])
  })

  it('no node', async () => {
    const stopped = await mkdtemp(join(tmpdir(), 'entente-stopped-'))
    await writeFile(join(stopped, 'config.json'), '{"format":1,"listen":[]}')
    const ended = await entente(['--json', 'peers'], { home: stopped })
    expect([ended.code, codeIn(ended)]).toEqual([5, 'node-not-running'])
    await rm(stopped, { recursive: true })
  })

  it('a reader that goes is no fault: quiet, 141', async () => {
    const command = startCommand(['list', '--limit', '50000'], { home })
    await until('the first lines', () => command.stdout().length > 0)
    command.child.stdout?.destroy()
    const { code, stderr } = await command.ended
    expect([code, stderr]).toEqual([141, ''])
  })
})

describe('errors', () => {
  it('have a code and a hint', async () => {
    const { stderr } = await entente(['show', statementId(7)], { home })
    expect(stderr).toMatch(/^entente: no statement .* \[statement-not-found\]\nhint: .+\n$/)
  })

  it('of usage point at the help', async () => {
    const { stderr, stdout } = await entente(['lokup'], { home })
    expect(stdout).toBe('')
    expect(stderr).toMatch(/unknown command 'lokup'.*Did you mean lookup\?.* \[usage\]\nhint: .*--help/s)
  })
})

describe('streams', () => {
  it('publish - answers lines as they come', async () => {
    const ended = await entente(['--json', 'publish', '-'], {
      home,
      stdin: '{"value":"a.example.com"}\n{"value":"10.0.0.1"}\n{"value":"b.example.com"}',
    })
    expect(ended.code).toBe(6)
    expect(jsonLines(ended.stdout)).toMatchObject([
      { id: statementId(2), result: 'published', subject: 'a.example.com' },
      { error: { code: 'ip-reserved' } },
      { subject: 'b.example.com' },
    ])
  })

  it('feed import ends with the summary, and writes what was rejected', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'entente-import-'))
    const args = ['feed', 'import', '-', '--format', 'list', '--feed', 'mine', '--marking', 'TLP:GREEN']
    const ended = await entente(['--json', ...args], { home, cwd, stdin: 'x'.repeat(1_000_000) })
    expect(ended.code).toBe(0)
    expect(JSON.parse(ended.stdout)).toEqual({
      read: 1_000_000,
      published: 999_999,
      replaced: 0,
      unchanged: 0,
      rejected: { 'ip-reserved': 1 },
    })
    const { readFile } = await import('node:fs/promises')
    const rejects = jsonLines(await readFile(join(cwd, 'mine.rejects.jsonl'), 'utf8'))
    expect(rejects).toEqual([{ line: 1, value: hostile, code: 'ip-reserved', reason: 'list' }])
    await rm(cwd, { recursive: true })
  })

  it('feed import of which every row was rejected ends with its own exit code', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'entente-import-'))
    const args = ['--json', 'feed', 'import', '-', '--format', 'list', '--feed', 'mine', '--marking', 'TLP:GREEN']
    const ended = await entente(args, { home, cwd, stdin: 'x' })
    expect(ended.code).toBe(8)
    expect(JSON.parse(ended.stdout)).toMatchObject({ read: 1, published: 0, rejected: { 'ip-reserved': 1 } })
    await rm(cwd, { recursive: true })
  })

  it('lookup reads values from stdin', async () => {
    const ended = await entente(['--json', 'lookup', '-'], { home, stdin: '# list\nevil.example.com\r\n\n' })
    expect(jsonLines(ended.stdout)).toMatchObject([{ value: 'evil.example.com', found: true }])
  })
})

describe('reference', () => {
  it('explains codes and lists categories', async () => {
    const errors = jsonLines((await entente(['--json', 'errors', 'network-unpinned', 'store-locked'])).stdout)
    expect(errors).toMatchObject([
      { code: 'network-unpinned', room: 'protocol' },
      { code: 'store-locked', room: 'store' },
    ])
    const categories = jsonLines((await entente(['--json', 'categories'])).stdout)
    expect(categories).toContainEqual({ name: 'phishing', group: 'fraud' })
  })
})
