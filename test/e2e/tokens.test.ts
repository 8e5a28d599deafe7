// People inside a member, each with a token, in real processes: what each reads by the real command line, what a revoked
// one still reads (nothing), and what the audit log says of them.
import { chmod, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LookupLine, ReaderStatusView, TokenView } from '../../node/api/schemas.ts'
import {
  codeIn,
  entente,
  foundByCommands,
  type NodeProcess,
  runNode,
  startCommand,
  temporaryFolder,
  told,
  until,
} from '../helpers/commands.ts'

// Processes start slowly where much else runs.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 })

const folder = await temporaryFolder('tokens')
let home: string
const tokenOf = (name: string): string => join(folder.dir, `${name}.token`)
let node: NodeProcess

const as = (name: string, ...args: string[]) => ['--token-file', tokenOf(name), ...args]
const make = (name: string, ...args: string[]) =>
  told<{ token: TokenView }>(['token', 'create', '--name', name, '--out', tokenOf(name), ...args], { home })
const values = ['green.example.com', 'amber.example.com', 'red.example.com', 'none.example.com']
/** Which of the values somebody finds; the last is said by nobody. */
async function found(...who: string[]): Promise<string[]> {
  const ended = await entente(['--json', ...who, 'lookup', ...values], { home })
  const lines = ended.stdout.split('\n').filter((line) => line !== '')
  return lines
    .map((line) => JSON.parse(line) as LookupLine)
    .flatMap((line) => (line.found ? [line.value.split('.')[0] ?? ''] : []))
}

beforeAll(async () => {
  home = (await foundByCommands(folder.dir)).homes.exchange
  node = await runNode(home)
  for (const member of ['exchange', 'analytics']) {
    await told(['network', 'clear', member, '--clearance', 'TLP:RED'], { home })
  }
  const publish = (value: string, ...more: string[]) =>
    told(['publish', value, '--category', 'scam', ...more], { home })
  await publish('green.example.com')
  await publish('amber.example.com', '--marking', 'TLP:AMBER')
  await publish('red.example.com', '--marking', 'TLP:RED', '--audience', 'member:analytics', '--reader', 'alice')
  await make('alice', '--role', 'staff', '--clearance', 'TLP:RED')
  await make('bob', '--role', 'staff', '--clearance', 'amber')
  await make('carol', '--role', 'client', '--clearance', 'TLP:AMBER')
})

afterAll(async () => {
  await node[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

describe('tokens', () => {
  it('are shown once, kept as files of their owner', async () => {
    expect((await stat(tokenOf('alice'))).mode & 0o777).toBe(0o600)
    const secret = (await readFile(tokenOf('alice'), 'utf8')).trim()
    expect(secret).toMatch(/^ent_[A-Za-z0-9_-]{43}$/)
    const shown = await entente(['token', 'create', '--name', 'eve', '--role', 'feed', '--clearance', 'green'], {
      home,
    })
    expect(shown.stdout.trim()).toMatch(/^ent_[A-Za-z0-9_-]{43}$/)
    expect(shown.stderr).not.toContain('ent_')
    const listed = await entente(['token', 'list'], { home })
    expect(listed.stdout).toContain('alice')
    expect(listed.stdout + node.stderr()).not.toContain(secret.slice(4))
    expect(await told<TokenView>(['token', 'show', 'carol'], { home })).toMatchObject([
      { name: 'carol', role: 'client' },
    ])
  })

  it('let each read what is theirs, and tell nothing of the rest', async () => {
    expect(await found()).toEqual(['green', 'amber'])
    expect(await found('--token-file', tokenOf('alice'))).toEqual(['green', 'amber', 'red'])
    expect(await found('--token-file', tokenOf('bob'))).toEqual(['green', 'amber'])
    expect(await found('--token-file', tokenOf('carol'))).toEqual(['green'])
    const [hidden, none] = await told<LookupLine>(
      as('bob', 'lookup', 'red.example.com', 'none.example.com', 'green.example.com'),
      { home },
    )
    expect({ ...hidden, value: '', subject: '' }).toEqual({ ...none, value: '', subject: '' })
  })

  it('say who their holder is, and are refused what they may not do', async () => {
    const env = { ENTENTE_TOKEN_FILE: tokenOf('carol') }
    expect(await told<ReaderStatusView>(['status'], { home, env })).toMatchObject([
      { reader: { name: 'carol', role: 'client' } },
    ])
    const cases: [string[], string, number][] = [
      [as('carol', 'publish', 'x.example.com', '--category', 'scam'), 'scope-missing', 4],
      [
        as(
          'bob',
          'publish',
          'x.example.com',
          '--category',
          'scam',
          '--marking',
          'TLP:RED',
          '--audience',
          'member:analytics',
          '--reader',
          'bob',
        ),
        'token-marking-refused',
        4,
      ],
      [as('bob', 'token', 'list'), 'scope-missing', 4],
      [as('nobody', 'status'), 'token-unreadable', 2],
      [['token', 'create', '--name', 'Dave', '--role', 'staff', '--clearance', 'green'], 'token-name-invalid', 4],
      [
        ['token', 'create', '--name', 'dave', '--role', 'staff', '--clearance', 'green', '--expires', 'soon'],
        'span-invalid',
        2,
      ],
      [['token', 'revoke', 'nobody'], 'token-unknown', 3],
    ]
    for (const [args, code, exit] of cases) {
      const ended = await entente(['--json', ...args], { home })
      expect([args, codeIn(ended), ended.code]).toEqual([args, code, exit])
    }
    await chmod(tokenOf('carol'), 0o644)
    expect(codeIn(await entente(['--json', ...as('carol', 'status')], { home }))).toBe('token-open-to-others')
    await chmod(tokenOf('carol'), 0o600)
  })

  it('end at once when they are revoked, in the middle of a watch, too', async () => {
    const watch = startCommand(['--json', ...as('bob', 'watch', '--after', '0')], { home })
    await until('the watch shows what is held', () => watch.stdout().includes('amber.example.com'))
    expect(await told<TokenView>(['token', 'revoke', 'bob'], { home })).toMatchObject([
      { name: 'bob', state: 'revoked' },
    ])
    const ended = await watch.ended
    expect([ended.code, codeIn(ended)]).toEqual([4, 'token-refused'])
    expect(codeIn(await entente(['--json', ...as('bob', 'status')], { home }))).toBe('token-refused')
  })

  it('stand in the audit log with what they were shown, and why', async () => {
    await told(['--purpose', 'case 9', ...as('alice', 'lookup', 'red.example.com')], { home })
    const lines = await told<{ entry: { action: string; actor: string; purpose?: string; code?: string } }>(
      ['audit', 'log', '--limit', '1000'],
      { home },
    )
    const entries = lines.map(({ entry }) => entry)
    const of = (action: string) => entries.filter((entry) => entry.action === action)
    expect(of('read').find(({ purpose }) => purpose === 'case 9')?.actor).toMatch(/^token:[0-9a-f]{16}:alice$/)
    expect(of('token-create')).toHaveLength(4)
    expect(of('token-revoke')).toHaveLength(1)
    expect(of('refuse').map(({ code }) => code)).toContain('scope-missing')
    const secrets = await Promise.all(['alice', 'bob', 'carol'].map((name) => readFile(tokenOf(name), 'utf8')))
    for (const secret of secrets) expect(JSON.stringify(entries) + node.stderr()).not.toContain(secret.trim().slice(4))
  })
})
