// Imports the parts of a source one after the other, as one run: counts go on from part to part.
import type { Ingest } from '../ingest/ingest.ts'
import type { ImportEvent, ImportSummary, RowWatch } from '../ingest/import.ts'
import type { Part } from './opened.ts'
import type { Memory, Subscription } from './types.ts'

export interface Totals {
  read: number
  published: number
  replaced: number
  unchanged: number
  rejected: Record<string, number>
}

export interface PartsOptions {
  readonly actor: string
  readonly runStart: number
  readonly formats: string[]
  readonly widen?: boolean
  readonly watch?: RowWatch
  /** Called with what a source wants to be remembered, once the rows before are durable. */
  readonly keep?: (memory: Memory) => Promise<void>
  readonly signal: AbortSignal
}

/** Formats that were taken, each told once. */
export function createFormats(): { readonly formats: string[]; readonly onFormat: (format: string) => void } {
  const seen = new Set<string>()
  const formats: string[] = []
  return {
    formats,
    onFormat: (format) => {
      if (!seen.has(format)) formats.push(format)
      seen.add(format)
    },
  }
}

export const noTotals = (): Totals => ({ read: 0, published: 0, replaced: 0, unchanged: 0, rejected: {} })

/** Everything but the summary; `totals` is up to date whenever an event comes, and where the source breaks off. */
export async function* importParts(
  ingest: Pick<Ingest, 'importRows'>,
  parts: AsyncIterable<Part>,
  subscription: Subscription,
  { keep, ...request }: PartsOptions,
  totals: Totals,
): AsyncGenerator<Exclude<ImportEvent, ImportSummary>, void, void> {
  const { name, where, force = false } = subscription
  for await (const { rows, kept } of parts) {
    const before = { ...totals }
    const { signal, ...rest } = request
    for await (const event of ingest.importRows(rows, { feed: name, where, force, ...rest }, signal)) {
      if (event.type === 'summary') {
        totals.replaced = before.replaced + event.replaced
        continue
      }
      if (event.type === 'reject') totals.rejected[event.code] = (totals.rejected[event.code] ?? 0) + 1
      if (event.type !== 'progress') {
        yield event
        continue
      }
      totals.read = before.read + event.read
      totals.published = before.published + event.published
      totals.unchanged = before.unchanged + event.unchanged
      const rejected = Object.values(totals.rejected).reduce((sum, count) => sum + count, 0)
      yield { type: 'progress', ...totals, rejected }
    }
    if (kept !== undefined) await keep?.(kept())
  }
}
