// Several streams of statements, each in the order of cursors and none with a statement of another, as one.
import type { StoredStatement } from '../store/types.ts'

interface Stream {
  readonly pages: AsyncIterator<StoredStatement[]>
  page: StoredStatement[]
  at: number
}

export async function* mergedPages(
  sources: readonly AsyncIterable<StoredStatement[]>[],
): AsyncGenerator<StoredStatement[]> {
  const [only] = sources
  if (only !== undefined && sources.length === 1) {
    yield* only
    return
  }
  const streams = sources.map((source): Stream => ({ pages: source[Symbol.asyncIterator](), page: [], at: 0 }))
  try {
    let open = streams
    for (;;) {
      for (const stream of open) await refill(stream)
      open = open.filter(({ page }) => page.length > 0)
      if (open.length === 0) return
      const merged: StoredStatement[] = []
      // Until one of them runs out: what comes next of it may come before everything else.
      for (;;) {
        const first = open.reduce((least, stream) => (headOf(stream) < headOf(least) ? stream : least))
        merged.push(first.page[first.at] as StoredStatement)
        first.at += 1
        if (first.at === first.page.length) break
      }
      yield merged
    }
  } finally {
    for (const { pages } of streams) await pages.return?.()
  }
}

async function refill(stream: Stream): Promise<void> {
  if (stream.at < stream.page.length) return
  const result = await stream.pages.next()
  stream.page = result.done === true ? [] : result.value
  stream.at = 0
}

function headOf({ page, at }: Stream): number {
  return page[at]?.cursor ?? Infinity
}
