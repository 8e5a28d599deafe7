// Text to lines of bounded length, whatever the pieces in which the text arrives.
import { feedLimits } from './limits.ts'
import { damaged, shown } from './text.ts'
import type { FeedRow, RefusedRow } from './types.ts'

/** Why a line is refused. */
export const lineFaults = {
  'row-too-long': `the row is longer than ${feedLimits.rowMaxChars} characters`,
  'text-invalid': 'the row holds bytes that are no text in this encoding, or a NUL',
} as const

export interface Line {
  /** From 1. */
  readonly line: number
  /** Without its line end. Of a line that is too long, its beginning. */
  readonly text: string
  readonly fault: keyof typeof lineFaults | undefined
  /** The last line, where the file ends without a line end. */
  readonly open: boolean
}

/** Lines end with LF or CRLF. Line and rest of a line beyond the bound are dropped as they come. */
export async function* readLines(text: AsyncIterable<string>): AsyncGenerator<readonly Line[]> {
  let line = 1
  let rest = ''
  let skipping = false
  const take = (raw: string, suspect: boolean, open: boolean): Line => {
    const tooLong = raw.length > feedLimits.rowMaxChars
    const content = tooLong ? raw.slice(0, feedLimits.shownMaxChars + 1) : raw.endsWith('\r') ? raw.slice(0, -1) : raw
    const fault = tooLong ? 'row-too-long' : suspect && raw.includes(damaged) ? 'text-invalid' : undefined
    return { line, text: content, fault, open }
  }
  for await (const piece of text) {
    const lines: Line[] = []
    const whole = rest === '' ? piece : rest + piece
    const suspect = whole.includes(damaged)
    let from = 0
    for (;;) {
      const end = whole.indexOf('\n', from)
      if (end === -1) break
      if (skipping) skipping = false
      else lines.push(take(whole.slice(from, end), suspect, false))
      line += 1
      from = end + 1
    }
    rest = skipping ? '' : whole.slice(from)
    if (rest.length > feedLimits.rowMaxChars) {
      lines.push(take(rest, false, false))
      rest = ''
      skipping = true
    }
    if (lines.length > 0) yield lines
  }
  if (rest !== '') yield [take(rest, true, true)]
}

/** A line that could not be read, as a row. */
export function refuseLine({ line, text, fault = 'text-invalid' }: Line): RefusedRow {
  return refused(line, text, fault, lineFaults[fault])
}

export function refused(line: number, value: string, reject: RefusedRow['reject'], reason: string): RefusedRow {
  return { line, value: shown(value), reject, reason }
}

/** `rows` in arrays of a bounded size. */
export function* batches(rows: readonly FeedRow[]): Generator<readonly FeedRow[]> {
  if (rows.length > 0 && rows.length <= feedLimits.batchRows) {
    yield rows
    return
  }
  for (let at = 0; at < rows.length; at += feedLimits.batchRows) yield rows.slice(at, at + feedLimits.batchRows)
}

/** The rows that `read` makes of each line; none for comments and blank lines. */
export async function* rowsOfLines(
  text: AsyncIterable<string>,
  read: (line: Line, into: FeedRow[]) => void,
): AsyncGenerator<readonly FeedRow[]> {
  for await (const lines of readLines(text)) {
    const rows: FeedRow[] = []
    for (const line of lines) read(line, rows)
    yield* batches(rows)
  }
}
