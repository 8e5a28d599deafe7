// Starts processes of the bench and calls into them; each is ended by its owner.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Handlers } from './worker.ts'

export interface Worker extends AsyncDisposable {
  call<Name extends keyof Handlers>(
    name: Name,
    ...args: Parameters<Handlers[Name]>
  ): Promise<Awaited<ReturnType<Handlers[Name]>>>
}

interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

const file = fileURLToPath(new URL('./worker.ts', import.meta.url))

/** `profile`: a folder in which the process leaves its CPU profile. */
export function startWorker(profile?: string): Worker {
  const execArgv = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  const child = fork(file, { execArgv, serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let last = 0
  child.on('message', ({ id, value, error }: Answer) => {
    const call = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) call?.resolve(value)
    else call?.reject(new Error(error))
  })
  child.on('exit', (code, signal) => {
    for (const call of waiting.values()) call.reject(new Error(`a process of the bench ended: ${signal ?? code ?? ''}`))
    waiting.clear()
  })
  return {
    call: (name, ...args) => {
      const call = Promise.withResolvers<unknown>()
      waiting.set(++last, call)
      child.send({ id: last, name, args })
      return call.promise as Promise<never>
    },
    [Symbol.asyncDispose]: () => ended(child),
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    if (child.connected) child.disconnect()
    setTimeout(() => child.kill('SIGKILL'), 20_000).unref()
  })
}
