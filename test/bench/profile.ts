// Where the time of a measured process went: its CPU profile, by function, without what waits.
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

export interface Share {
  readonly where: string
  /** Of the time in which the thread was busy. */
  readonly share: number
}

interface CpuProfile {
  readonly nodes: readonly { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

const waiting = new Set(['(idle)', '(program)'])
/** The start of a process, which no statement pays for. */
const loading = /node:internal\/(?:modules|main|bootstrap|encoding)/

/** The functions with most time of their own in the newest profile of a folder. */
export async function topOf(folder: string, count: number): Promise<Share[]> {
  const [file] = (await readdir(folder))
    .filter((name) => name.endsWith('.cpuprofile'))
    .sort()
    .reverse()
  if (file === undefined) return []
  return summarize(JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile, count)
}

export function summarize({ nodes, samples, timeDeltas }: CpuProfile, count: number): Share[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]))
  const times = new Map<string, number>()
  let busy = 0
  for (const [at, id] of samples.entries()) {
    const name = names.get(id) ?? ''
    if (waiting.has(name) || loading.test(name)) continue
    const delta = timeDeltas[at] ?? 0
    busy += delta
    times.set(name, (times.get(name) ?? 0) + delta)
  }
  return [...times]
    .sort((a, b) => b[1] - a[1])
    .slice(0, count)
    .map(([where, time]) => ({ where, share: time / busy }))
}

function nameOf({ functionName, url }: CpuProfile['nodes'][number]['callFrame']): string {
  const file = url.replace(/^.*\/node_modules\//, '').replace(/^file:.*?\/(?=(?:node|protocol|test)\/)/, '')
  if (file === '') return functionName === '' ? '(native)' : functionName
  return `${functionName === '' ? '(anonymous)' : functionName} (${file})`
}
