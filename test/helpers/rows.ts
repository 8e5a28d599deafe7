// Feeds for tests that need many rows and no particular ones: names and addresses that follow from a seed.
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'

/** Numbers from 0 to below 1 that follow from a seed (mulberry32), so that a failure replays. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** `count` values: every fourth an address on an EVM chain, the others domains. */
export function valuesOf(label: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const hex = createHash('sha256').update(`${label} ${at}`).digest('hex')
    return at % 4 === 0 ? `0x${hex.slice(0, 40)}` : `${hex.slice(0, 8)}-${label}.${hex.slice(8, 20)}.com`
  })
}

/** Writes them as a plain list, one a line. */
export async function writeList(file: string, values: readonly string[]): Promise<void> {
  await writeFile(file, values.map((value) => `${value}\n`).join(''))
}
