// Starts this program again, in the same process, as a node is to be started: a service manager and a terminal see one
// process with one id. Some of what bounds a node's memory is read by Node.js and the C library when they start, only.
import { accessSync, constants } from 'node:fs'
import { startEnvironment, startFlags } from '../node/heap.ts'

/** What the command line and the environment leave to be said. Whoever says it otherwise is left alone. */
export function startedWith(
  execArgv: readonly string[],
  env: Readonly<NodeJS.ProcessEnv>,
): { readonly flags: readonly string[]; readonly env: Readonly<Record<string, string>> } {
  const said = [...execArgv, ...(env['NODE_OPTIONS'] ?? '').split(/\s+/)].map(nameOf)
  return {
    flags: startFlags.filter((flag) => !said.includes(nameOf(flag))),
    env: Object.fromEntries(Object.entries(startEnvironment).filter(([name]) => env[name] === undefined)),
  }
}

/**
 * Does not return where something is left to be said. Returns on systems that cannot replace a program, and in a process
 * that has a channel to its parent, which would break: such a parent starts it rightly.
 */
export function startAgain(): void {
  const { flags, env } = startedWith(process.execArgv, process.env)
  if (flags.length === 0 && Object.keys(env).length === 0) return
  if (process.execve === undefined || process.channel !== undefined || !isExecutable(process.execPath)) return
  const args = [process.execPath, ...process.execArgv, ...flags, ...process.argv.slice(1)]
  process.execve(process.execPath, args, { ...process.env, ...env })
}

function nameOf(flag: string): string {
  return (flag.split('=', 1)[0] ?? '').replaceAll('_', '-')
}

/** Where the file is gone, an update for instance, `execve` would end the process. */
function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
