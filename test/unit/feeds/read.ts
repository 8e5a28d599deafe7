// Feeds a format with bytes in pieces of any size and gathers what comes out.
import { createReadStream } from 'node:fs'
import { type FeedCode, FeedError, type FeedRow, type ImporterOptions, importerOf } from '../../../node/feeds/index.ts'

export interface Outcome {
  rows: FeedRow[]
  /** Code of the FeedError behind the rows. */
  error: FeedCode | undefined
  message: string
}

export async function* pieces(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export async function readFrom(
  format: string,
  source: AsyncIterable<Uint8Array>,
  options: ImporterOptions = {},
): Promise<Outcome> {
  const rows: FeedRow[] = []
  try {
    for await (const batch of importerOf(format).parse(source, options)) rows.push(...batch)
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
    return { rows, error: error.code, message: error.message }
  }
  return { rows, error: undefined, message: '' }
}

export function read(format: string, input: string | Uint8Array, options: ImporterOptions = {}, size?: number) {
  return readFrom(format, pieces(typeof input === 'string' ? Buffer.from(input) : input, size), options)
}

export function sample(name: string): AsyncIterable<Uint8Array> {
  return createReadStream(new URL(`../../samples/feeds/${name}`, import.meta.url)) as AsyncIterable<Uint8Array>
}

/** Rows as short lines to compare: `2 value` or `3 value !code`. */
export function brief({ rows }: Outcome): string[] {
  return rows.map((row) => `${row.line} ${row.value}${row.reject === undefined ? '' : ` !${row.reject}`}`)
}

export function codes({ rows }: Outcome): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { reject = 'taken' } of rows) counts[reject] = (counts[reject] ?? 0) + 1
  return counts
}
