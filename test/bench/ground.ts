// What every measure stands on: the options of the run, networks of partners in temporary folders, and processes.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Tlp } from '../../protocol/names.ts'
import { createPartners } from '../helpers/partners.ts'
import { startWorker, type Worker } from './workers.ts'

export interface Ground {
  readonly statements: number
  readonly rounds: number
  /** Tells what is going on. */
  readonly say: (text: string) => void
}

/** Homes of `count` partners in one network; they go with the owner. */
export async function homes(
  count: number,
  clearance: Tlp = 'TLP:GREEN',
): Promise<{ dirs: string[] } & AsyncDisposable> {
  const kinds = Array.from({ length: count }, (_, at) => (['exchange', 'analytics', 'agency'] as const)[at % 3]!)
  const partners = await createPartners({ kinds, clearance })
  return {
    dirs: partners.partners.map(({ home }) => home.dir),
    [Symbol.asyncDispose]: () => partners[Symbol.asyncDispose](),
  }
}

export async function scratchFolder(): Promise<{ dir: string } & AsyncDisposable> {
  const dir = await mkdtemp(join(tmpdir(), 'entente-bench-'))
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) }
}

/** Runs `work` with a process of its own. */
export async function withWorker<Value>(work: (worker: Worker) => Promise<Value>, profile?: string): Promise<Value> {
  await using worker = startWorker(profile)
  return await work(worker)
}

/** A home that holds about so many statements, written by its own node and stopped cleanly. */
export async function filled(dir: string, statements: number, marking?: Tlp): Promise<number> {
  return withWorker(async (worker) => {
    await worker.call('start', dir, { network: false })
    const { published } = await worker.call('import', statements, 0, marking)
    await worker.call('stop')
    return published
  })
}
