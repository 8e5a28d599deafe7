// The rows of a JSON feed: what a visitor makes of the document, in arrays, up to the end or the first fault.
import { JsonReader, type JsonScalar, type JsonVisitor } from './json.ts'
import { refused } from './lines.ts'
import { readRows } from './read-rows.ts'
import { onlyJson } from './sniff.ts'
import { damaged, readText } from './text.ts'
import type { FeedRow, ImporterOptions, RefusedRow } from './types.ts'

/** The text of a feed that must be a JSON document. */
export function readJson(format: string, bytes: AsyncIterable<Uint8Array>, options: ImporterOptions) {
  return readText(bytes, options, (head) => onlyJson(format, head))
}

/** Calls `visit` once with the array to fill, then reads the document with the visitor that it returns. */
export async function* rowsOfJson(
  text: AsyncIterable<string>,
  visit: (into: FeedRow[]) => JsonVisitor,
): AsyncGenerator<readonly FeedRow[]> {
  const rows: FeedRow[] = []
  yield* readRows(text, rows, new JsonReader(visit(rows)))
}

/** The refusal of a scalar that cannot be a value: no string, too long, damaged, blank. `undefined` where it can be. */
export function refuseScalar({ kind, text, tooLong, line }: JsonScalar): RefusedRow | undefined {
  if (kind !== 'string') return refused(line, text, 'row-malformed', `a string was expected, not ${text}`)
  if (tooLong) return refused(line, text, 'row-too-long', 'the string is longer than a value may be')
  if (text.includes(damaged)) {
    return refused(line, text, 'text-invalid', 'the string holds bytes that are no text in this encoding, or a NUL')
  }
  return text.trim() === '' ? refused(line, text, 'value-absent', 'the string is empty') : undefined
}

/** The refusal of an object or array where a value should stand. */
export function refuseContainer(line: number): RefusedRow {
  return refused(line, '', 'row-malformed', 'a string was expected, not an object or array')
}
