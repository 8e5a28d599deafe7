// The rows that a reader of a document fills in as its text comes, in arrays, up to the end or the first fault.
import { batches } from './lines.ts'
import type { FeedRow } from './types.ts'

/** Reads text piece by piece and fills rows. Both throw FeedError. */
export interface DocumentReader {
  push(piece: string): void
  end(): void
}

/** Gives `rows` as `reader` fills them; those before a fault come before it is thrown. */
export async function* readRows(
  text: AsyncIterable<string>,
  rows: FeedRow[],
  reader: DocumentReader,
): AsyncGenerator<readonly FeedRow[]> {
  for await (const piece of text) {
    let fault: unknown
    try {
      reader.push(piece)
    } catch (cause) {
      fault = cause
    }
    yield* batches(rows.splice(0))
    if (fault !== undefined) throw fault as Error
  }
  reader.end()
}
