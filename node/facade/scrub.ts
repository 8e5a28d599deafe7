// Scrubs the store and tells of it as lines: progress, findings, and a summary at the end.
import type { ScrubLine } from '../api/schemas.ts'
import type { Store } from '../store/types.ts'

export async function* scrubStore(store: Store, signal: AbortSignal): AsyncGenerator<ScrubLine, void, void> {
  const bundles = store.heads().reduce((sum, head) => sum + head.seq, 0)
  const statements = store.count()
  const waiting: ScrubLine[] = []
  let findings = 0
  const found = store.verify(({ phase, done }) => {
    if (phase === 'bundles') waiting.push({ type: 'progress', bundles: done, statements: 0 })
  })
  for await (const { code, where, detail } of found) {
    signal.throwIfAborted()
    yield* waiting.splice(0)
    findings++
    yield { type: 'finding', code, message: detail, at: where }
  }
  yield* waiting.splice(0).slice(-1)
  yield { type: 'summary', bundles, statements, findings }
}
