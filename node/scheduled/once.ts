// Imports a source once: a folder, a URL, a MISP feed or a collection, with the events of any import.
import type { Ingest } from '../ingest/ingest.ts'
import type { ImportEvent } from '../ingest/import.ts'
import { createFormats, importParts, noTotals } from './parts.ts'
import { openSource } from './source.ts'
import type { OnceSpec } from './types.ts'

/** Nothing is withdrawn, and nothing remembered. Throws what the source throws, once the rows before that are durable. */
export async function* importOnce(
  { widen = false, ...subscription }: OnceSpec,
  { ingest, lastCursor }: { readonly ingest: Pick<Ingest, 'importRows'>; readonly lastCursor: () => number },
  { actor, signal }: { readonly actor: string; readonly signal: AbortSignal },
): AsyncGenerator<ImportEvent, void, void> {
  const { formats, onFormat } = createFormats()
  await using opened = await openSource(subscription.source, {
    memory: {},
    anew: true,
    options: { ...subscription.options, onFormat },
    mustReadRest: () => Promise.resolve(false),
    signal,
  })
  // What is asked for anew is always there.
  if (opened.parts === undefined) return
  const totals = noTotals()
  const request = { actor, runStart: lastCursor(), formats, widen, signal }
  for await (const event of importParts(ingest, opened.parts, subscription, request, totals)) {
    yield event.type === 'progress' ? { ...event, bytes: opened.bytes() } : event
  }
  yield { type: 'summary', ...totals }
}
