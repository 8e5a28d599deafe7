// The real command line in real processes: commands that end, nodes that run, and homes made by the commands that
// partners use.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ImportLine, StatusView } from '../../node/api/schemas.ts'
import { askJson, askLines } from '../../cli/ask.ts'
import { socketClient } from '../../cli/client.ts'

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))

/** How a command ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface CommandOptions {
  readonly home?: string
  readonly stdin?: string | Uint8Array
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** A process of the command line, with what it has written so far. */
export interface Command {
  readonly child: ChildProcess
  readonly pid: number
  readonly stdout: () => string
  readonly stderr: () => string
  readonly ended: Promise<Ended>
}

/** Starts the command line; nothing of this machine's own homes or settings reaches it. */
export function startCommand(args: readonly string[], options: CommandOptions = {}): Command {
  const words = options.home === undefined ? args : ['--home', options.home, ...args]
  return watched(
    spawn(process.execPath, [main, ...words], {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: environment(options),
      stdio: ['pipe', 'pipe', 'pipe'],
    }),
    options.stdin,
  )
}

/** The same under a shell line such as `ulimit -f 100`. */
export function startUnder(shell: string, args: readonly string[], options: CommandOptions = {}): Command {
  const words = options.home === undefined ? args : ['--home', options.home, ...args]
  const line = `${shell}; exec "$@"`
  return watched(
    spawn('/bin/sh', ['-c', line, 'sh', process.execPath, main, ...words], {
      env: environment(options),
      stdio: ['pipe', 'pipe', 'pipe'],
    }),
    options.stdin,
  )
}

function environment({ home, env }: CommandOptions): NodeJS.ProcessEnv {
  const { PATH, TMPDIR } = process.env
  return { PATH, ...(TMPDIR === undefined ? {} : { TMPDIR }), HOME: home ?? tmpdir(), NO_COLOR: '1', ...env }
}

function watched(child: ChildProcess, stdin: string | Uint8Array | undefined): Command {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  // Whoever ends before it read everything is no fault of the test's.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(stdin)
  return {
    child,
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    ended: once(child, 'close').then((how) => {
      const [code, signal] = how as [number | null, NodeJS.Signals | null]
      return { code, signal, stdout, stderr }
    }),
  }
}

/** Runs a command to its end. */
export function entente(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  return startCommand(args, options).ended
}

/** Runs a command with --json that must end with 0; gives the objects it wrote. */
export async function told<Line = Record<string, unknown>>(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Line[]> {
  const ended = await entente(['--json', ...args], options)
  if (ended.code !== 0) throw new Error(`entente ${args.join(' ')} ended with ${ended.code}: ${ended.stderr}`)
  return jsonLines<Line>(ended.stdout)
}

export function jsonLines<Line = Record<string, unknown>>(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}

/** The code in the error that a command with --json wrote. */
export function codeIn({ stderr }: Ended): string | undefined {
  const line = stderr.split('\n').find((text) => text.startsWith('{"error":'))
  return line === undefined ? undefined : (JSON.parse(line) as { error: { code: string } }).error.code
}

/** A node in a process of its own. */
export interface NodeProcess extends AsyncDisposable {
  readonly home: string
  readonly pid: number
  readonly stderr: () => string
  readonly ended: Promise<Ended>
  /** SIGTERM; how it ended. */
  readonly stop: () => Promise<Ended>
  /** SIGKILL. */
  readonly kill: () => Promise<Ended>
}

const startWithinMs = 30_000

/** Starts `entente run` in `home`; resolves when its API answers. `under`: a shell line to run it under. */
export async function runNode(
  home: string,
  options: { under?: string; args?: readonly string[]; env?: Readonly<Record<string, string>> } = {},
): Promise<NodeProcess> {
  const args = ['--json', 'run', ...(options.args ?? [])]
  const { under, env } = options
  const where = { home, ...(env === undefined ? {} : { env }) }
  const command = under === undefined ? startCommand(args, where) : startUnder(under, args, where)
  const { child, ended } = command
  const over = (): boolean => child.exitCode !== null || child.signalCode !== null
  await until(`the node in ${home} runs`, () => over() || command.stdout().includes('"running":true'), startWithinMs)
  if (over()) throw new Error(`the node in ${home} ended: ${command.stderr()}`)
  const end = (signal: NodeJS.Signals): Promise<Ended> => {
    child.kill(signal)
    return ended
  }
  return {
    home,
    pid: command.pid,
    stderr: command.stderr,
    ended,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: async () => {
      if (!over()) await end('SIGKILL')
    },
  }
}

/** Waits for a condition; what it throws counts as not yet. Fails after `withinMs`, saying what was awaited. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  const deadline = performance.now() + withinMs
  let last: unknown
  for (;;) {
    try {
      if (await condition()) return
      last = undefined
    } catch (error) {
      last = error
    }
    if (performance.now() > deadline) throw new Error(`not within ${withinMs / 1000} s: ${what}`, { cause: last })
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** The status of a running node, over its socket. */
export function statusOf(home: string): Promise<StatusView> {
  const client = socketClient(home, AbortSignal.timeout(30_000))
  return askJson<StatusView>(client, { method: 'GET', path: '/v1/status' })
}

export type ImportSummary = Extract<ImportLine, { type: 'summary' }>

/** Imports a file over the socket of a running node. */
export async function importOver(
  home: string,
  file: string,
  query: Readonly<Record<string, string>>,
  progress: (line: ImportLine) => void = () => undefined,
): Promise<ImportSummary> {
  const client = socketClient(home, AbortSignal.timeout(300_000))
  const stream = { type: 'application/octet-stream', bytes: createReadStream(file) as AsyncIterable<Uint8Array> }
  const lines = askLines<ImportLine>(client, { method: 'POST', path: '/v1/feeds/import', query, stream })
  for await (const line of lines) {
    progress(line)
    if ('type' in line && line.type === 'summary') return line
  }
  throw new Error('the import ended without a summary')
}

/** Waits until the nodes of these homes hold the same, `statements` of them where that is known. */
export async function untilEqual(
  homes: readonly string[],
  statements?: number,
  withinMs = 60_000,
): Promise<StatusView[]> {
  let all: StatusView[] = []
  try {
    await until(
      'equal digests',
      async () => {
        all = await Promise.all(homes.map(statusOf))
        return (
          all.every(({ digest }) => digest === all[0]?.digest) &&
          (statements === undefined || all.every((status) => status.statements === statements))
        )
      },
      withinMs,
    )
  } catch (error) {
    const seen = all.map(({ member, statements: count, lanes, peers, digest }) =>
      [member, `${count} statements`, `${lanes} lanes`, `${peers} peers`, digest.slice(0, 8)].join(' '),
    )
    throw new Error(
      `the nodes do not hold the same (wanted ${statements ?? 'any number of'} statements): ${seen.join('; ')}`,
      {
        cause: error,
      },
    )
  }
  return all
}

/** Waits until each of these nodes sees `peers` others. */
export function untilConnected(homes: readonly string[], peers: number): Promise<void> {
  return until(`${peers} peers at each node`, async () =>
    (await Promise.all(homes.map(statusOf))).every((status) => status.peers >= peers),
  )
}

export interface Folder extends AsyncDisposable {
  readonly dir: string
}

export async function temporaryFolder(name: string): Promise<Folder> {
  const dir = await mkdtemp(join(tmpdir(), `entente-${name}-`))
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) }
}

/** A port of the loopback that is free now, for a node that must be found again after a restart. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new TypeError('a port without a number')
  return address.port
}

export const partnerNames = ['exchange', 'analytics', 'agency'] as const
export type PartnerName = (typeof partnerNames)[number]
export type Homes = Readonly<Record<PartnerName, string>>

export interface NetworkOfHomes {
  readonly network: string
  readonly homes: Homes
  readonly all: readonly string[]
}

/**
 * Three homes of one network in `dir`, made by the commands that partners use; no node runs yet. Each keeps its port and
 * knows the addresses of the other two.
 */
export async function foundByCommands(dir: string): Promise<NetworkOfHomes> {
  const homes = Object.fromEntries(partnerNames.map((name) => [name, join(dir, name)])) as Homes
  const listen = await Promise.all(partnerNames.map(async () => `/ip4/127.0.0.1/tcp/${await freePort()}`))
  await Promise.all(
    partnerNames.map((name, at) => {
      const others = listen.filter((_, other) => other !== at)
      return told(
        [...initArgs(name), '--listen', listen[at] ?? '', ...others.flatMap((address) => ['--bootstrap', address])],
        { home: homes[name] },
      )
    }),
  )
  const [founded] = await told<{ network: string }>(['network', 'create', '--name', 'Test network'], {
    home: homes.exchange,
  })
  const network = founded?.network ?? ''
  for (const name of ['analytics', 'agency'] as const) {
    const request = join(dir, `${name}.request`)
    const invitation = join(dir, `${name}.invitation`)
    await told(['member', 'request', '--out', request], { home: homes[name] })
    await told(['network', 'admit', request, '--out', invitation], { home: homes.exchange })
    await told(['node', 'join', invitation, '--network', network], { home: homes[name] })
  }
  return { network, homes, all: partnerNames.map((name) => homes[name]) }
}

/** `init` of a partner that is named after its kind. */
export function initArgs(name: PartnerName): string[] {
  return ['init', '--id', name, '--name', `The ${name}`, '--kind', name, '--jurisdiction', 'CH']
}

/** Starts the nodes of `homes` at once; those that run when one fails are ended. */
export async function runAll(homes: readonly string[]): Promise<NodeProcess[]> {
  const started = await Promise.allSettled(homes.map((home) => runNode(home)))
  const nodes = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = started.find((one) => one.status === 'rejected')
  if (failed !== undefined) {
    await Promise.all(nodes.map((node) => node.kill()))
    throw failed.reason
  }
  return nodes
}
