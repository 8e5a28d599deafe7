// entente up, the first thing that anybody runs: three partners in three processes share within a minute, and nothing of
// them is left behind, however it ends.
import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { LookupLine, StatementView } from '../../node/api/schemas.ts'
import {
  type Command,
  jsonLines,
  startCommand,
  statusOf,
  temporaryFolder,
  told,
  until,
  untilEqual,
} from '../helpers/commands.ts'

// Processes start slowly where much else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const folder = await temporaryFolder('up')
const partners = ['exchange', 'analytics', 'agency'] as const

interface Ready {
  readonly ready: true
  readonly dir: string
  readonly homes: Readonly<Record<(typeof partners)[number], string>>
  readonly statements: number
  readonly digest: string
}

const started = new Set<Command>()
afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL')
  await folder[Symbol.asyncDispose]()
})

type Arrival = StatementView & { readonly at: string }

/** Starts it; resolves once it says that it is ready. */
async function up(home?: string): Promise<{ command: Command; ready: Ready; lines: () => (Arrival | Ready)[] }> {
  const command = startCommand(['--json', 'up'], {
    ...(home === undefined ? {} : { home }),
    env: { TMPDIR: folder.dir },
  })
  started.add(command)
  const lines = (): (Arrival | Ready)[] =>
    jsonLines<Arrival | Ready>(command.stdout().slice(0, command.stdout().lastIndexOf('\n') + 1))
  const readyIn = (): Ready | undefined => lines().find((line) => 'ready' in line)
  await until('the trial is ready', () => {
    if (command.child.exitCode !== null) throw new Error(command.stderr())
    return readyIn() !== undefined
  })
  return { command, ready: readyIn()!, lines }
}

async function processesOf(command: Command): Promise<number[]> {
  const text = await readFile(`/proc/${command.pid}/task/${command.pid}/children`, 'utf8')
  return text.trim().split(' ').map(Number)
}

/** Whether the process still runs; one that ended and was not waited for does not. */
async function runs(pid: number): Promise<boolean> {
  try {
    return !/^State:\s+[ZX]/m.test(await readFile(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const allEnded = async (pids: readonly number[]): Promise<boolean> =>
  !(await Promise.all(pids.map(runs))).includes(true)

describe.skipIf(!existsSync('/proc/self/status'))('entente up', { timeout: 120_000 }, () => {
  it('shows indicators of three partners arriving at each other within a minute; Ctrl-C leaves nothing behind', async () => {
    const { command, ready, lines } = await up()
    const pids = await processesOf(command)
    expect(pids).toHaveLength(3)
    const arrivals = lines().filter((line) => 'at' in line)
    const pairs = new Set(arrivals.map(({ at, author }) => `${author} to ${at}`))
    expect([...pairs].sort()).toEqual(
      partners.flatMap((author) => partners.filter((at) => at !== author).map((at) => `${author} to ${at}`)).sort(),
    )
    expect(ready.dir.startsWith(folder.dir)).toBe(true)
    const homes = partners.map((name) => ready.homes[name])
    await untilEqual(homes, ready.statements)
    // What it says to try, from another process.
    const [line] = await told<LookupLine>(['lookup', 'claim-rewards.example.com'], { home: ready.homes.agency })
    expect(line?.statements.map(({ author }) => author).sort()).toEqual(['analytics', 'exchange'])
    await told(['publish', 'scam-shop.example.com', '--category', 'scam'], { home: ready.homes.exchange })
    await until('it is shown live at both others', () => {
      const shown = lines().filter((one) => 'at' in one && one.subject === 'scam-shop.example.com')
      return shown.length === 2
    })
    process.kill(command.pid, 'SIGINT')
    const ended = await command.ended
    expect([ended.code, ended.signal], ended.stderr).toEqual([0, null])
    expect(await allEnded(pids)).toBe(true)
    expect((await readdir(folder.dir)).filter((name) => name.startsWith('entente-'))).toEqual([])
    expect(existsSync(ready.dir)).toBe(false)
  })

  it('keeps and resumes the homes under --home, and its nodes do not outlive a SIGKILL', async () => {
    const home = join(folder.dir, 'trial')
    const first = await up(home)
    expect(Object.values(first.ready.homes).sort()).toEqual(partners.map((name) => join(home, name)).sort())
    process.kill(first.command.pid, 'SIGTERM')
    expect((await first.command.ended).code).toBe(0)
    expect((await readdir(home)).sort()).toEqual([...partners].sort())

    const second = await up(home)
    expect(second.ready).toMatchObject({ statements: first.ready.statements, digest: first.ready.digest })
    expect(second.command.stderr()).toContain('goes on where it stopped')
    const pids = await processesOf(second.command)
    process.kill(second.command.pid, 'SIGKILL')
    await second.command.ended
    await until('its nodes end', () => allEnded(pids), 20_000)

    // Each is an ordinary home; its node had ended cleanly.
    expect(await told(['verify'], { home: second.ready.homes.agency })).toMatchObject([
      { findings: 0, statements: first.ready.statements },
    ])
    await expect(statusOf(second.ready.homes.agency)).rejects.toMatchObject({ code: 'node-not-running' })
  })
})
