// A look at a source before it is kept: whether it can be reached and read, and what its first rows say.
import { formatSubject } from '../../protocol/subjects/index.ts'
import { FeedError } from '../feeds/errors.ts'
import { statementOf } from '../ingest/import.ts'
import { parseWhere } from '../ingest/where.ts'
import { scheduledLimits } from './limits.ts'
import { createFormats } from './parts.ts'
import { openSource } from './source.ts'
import type { Check, Subscription } from './types.ts'

/** What a file that was cut by the look itself may be told. */
const cutFaults = new Set<string>(['feed-truncated', 'feed-malformed', 'archive-malformed'])

/** What a row may lack because the rest of the file was not read. */
const lackFaults = new Set<string>(['marking-unresolved', 'reference-unresolved', 'row-cut'])

const sampleMax = 5

/** Reads no more than the beginning. Rejects as `openSource` does, and with what the importer says of the whole. */
export async function checkSource({ name, source, where, options }: Subscription, signal: AbortSignal): Promise<Check> {
  parseWhere(where)
  const { formats, onFormat } = createFormats()
  await using opened = await openSource(source, {
    memory: {},
    anew: true,
    options: { ...options, onFormat },
    mustReadRest: () => Promise.resolve(false),
    lookOnly: true,
    signal,
  })
  const found = { taken: 0, rejected: {} as Record<string, number>, sample: [] as string[] }
  const count = (): number => found.taken + Object.values(found.rejected).reduce((sum, more) => sum + more, 0)
  const wasCut = (): boolean => opened.bytes() >= scheduledLimits.checkMaxBytes
  const reject = (code: string): void => {
    if (!(wasCut() && lackFaults.has(code))) found.rejected[code] = (found.rejected[code] ?? 0) + 1
  }
  try {
    look: for await (const { rows } of opened.parts ?? []) {
      for await (const batch of rows) {
        for (const row of batch) {
          if (count() >= scheduledLimits.checkRows) break look
          if (row.reject !== undefined) {
            reject(row.reject)
            continue
          }
          try {
            const { subject } = statementOf(row, name)
            found.taken += 1
            if (found.sample.length < sampleMax) found.sample.push(formatSubject(subject))
          } catch (error) {
            if (!(error instanceof Error) || !('code' in error)) throw error
            reject(String(error.code))
          }
        }
      }
    }
  } catch (error) {
    if (!(wasCut() && error instanceof FeedError && cutFaults.has(error.code))) throw error
  }
  const { kind, note } = opened
  return { code: 'ok', kind, formats, ...found, ...(note === undefined ? {} : { note }) }
}
