// A node as its operator starts it: the process of `entente run`, and how much memory it takes.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { startedWith } from '../../cli/again.ts'
import { type SocketClient, socketClient } from './socket.ts'

export interface RunningNode extends AsyncDisposable {
  readonly client: SocketClient
  memory(): Promise<Memory>
  /** The peak counts from now on, where the system can do so. */
  resetPeak(): Promise<void>
}

export interface Memory {
  readonly statements: number
  readonly residentMiB: number
  /** Since the start; where the system does not tell, what is resident now. */
  readonly peakMiB: number
}

export const cliFile = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))

/** Resolves when the node's API answers. */
export async function runNode(home: string): Promise<RunningNode> {
  const { flags, env } = startedWith(process.execArgv, process.env)
  const child = spawn(process.execPath, [...flags, cliFile, '--home', home, '--json', 'run', '--log-level', 'error'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  await Promise.race([once(child.stdout!, 'data'), ended])
  if (child.exitCode !== null) throw new Error(`entente run ended with exit code ${child.exitCode}`)
  const client = socketClient(home)
  return {
    client,
    memory: async () => {
      let status = { statements: 0, residentBytes: 0 }
      // A connection of its own: one that was idle during a long import may be closed under the request.
      const asked = socketClient(home)
      await asked.lines({ method: 'GET', path: '/v1/status' }, (line) => (status = line as typeof status))
      asked.close()
      const residentMiB = status.residentBytes / 2 ** 20
      return { statements: status.statements, residentMiB, peakMiB: (await peakOf(child)) ?? residentMiB }
    },
    resetPeak: () => writeFile(`/proc/${child.pid ?? 0}/clear_refs`, '5').catch(() => undefined),
    [Symbol.asyncDispose]: async () => {
      client.close()
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function peakOf({ pid }: ChildProcess): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '')
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1024
}
