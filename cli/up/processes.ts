// The nodes of the trial network: one process each, ended with this one.
import { type ChildProcess, spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { CliError } from '../errors.ts'
import { startedWith } from '../again.ts'
import { textLines } from '../ask.ts'

export interface NodeProcess extends AsyncDisposable {
  readonly name: string
  readonly pid: number
  /** Rejects when the process ends without having been asked to. */
  readonly lost: Promise<never>
}

const stopWithinMs = 15_000

/** Starts `entente run` in `home`; resolves when it answers. Its log goes to node.log in the home. */
export async function startNode(name: string, home: string, signal: AbortSignal): Promise<NodeProcess> {
  const main = process.argv[1]
  if (main === undefined) throw new CliError('internal', 'this program does not know its own file')
  const logFile = join(home, 'node.log')
  // The channel is there to break: a node of the trial does not outlive it, however it ends.
  const { flags, env } = startedWith(process.execArgv, process.env)
  const child = spawn(process.execPath, [...process.execArgv, ...flags, main, '--home', home, '--json', 'run'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 })
  child.stderr?.pipe(log)
  let stopping = false
  const lost = exited(child).then(async (how): Promise<never> => {
    if (stopping) return new Promise(() => {})
    throw new CliError('trial-node-ended', `the node of ${name} ended (${how}): ${await lastLine(logFile)}`)
  })
  lost.catch(() => undefined)
  const running = firstLine(child)
  await Promise.race([running, lost, abortOf(signal)])
  return {
    name,
    pid: child.pid ?? 0,
    lost,
    [Symbol.asyncDispose]: async () => {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
      await ended
      clearTimeout(timer)
    },
  }
}

async function exited(child: ChildProcess): Promise<string> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return code === null ? String(signal) : `exit code ${code}`
}

/** Resolves with what `run --json` writes once its API answers. */
function firstLine(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.stdout?.on('data', () => resolve()))
}

async function lastLine(file: string): Promise<string> {
  let last = 'its log is empty'
  for await (const line of textLines(createReadStream(file))) last = line
  return `${last} (log: ${file})`
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}
