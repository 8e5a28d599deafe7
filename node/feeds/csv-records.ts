// Text to CSV records: csv-parse reads the fields of those that the framer has found to be whole.
import { type Options, parse } from 'csv-parse/sync'
import { type CsvFault, type CsvFrame, CsvFramer } from './csv-frames.ts'
import { lineFaults, readLines } from './lines.ts'

export interface CsvRecord {
  /** Line on which the record starts, from 1. */
  readonly line: number
  /** Of a record that cannot be read, its text. */
  readonly fields: readonly string[]
  /** The last record, where the file ends without a line end. */
  readonly open: boolean
  readonly fault?: CsvFault
}

/** The records of a text in pieces, as far as the pieces complete them. */
export async function* readRecords(
  text: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<readonly CsvRecord[]> {
  const framer = new CsvFramer(delimiter)
  for await (const lines of readLines(text)) yield recordsOf(framer.push(lines), delimiter)
  yield recordsOf(framer.end(), delimiter)
}

function recordsOf(frames: readonly CsvFrame[], delimiter: string): CsvRecord[] {
  const texts = frames.filter(({ fault }) => fault === undefined).map(({ text }) => text)
  const read = texts.length === 0 ? [] : parse(texts.join('\n'), optionsFor(delimiter))
  if (read.length !== texts.length) throw new Error(`${texts.length} CSV records were read as ${read.length}`)
  let next = 0
  return frames.map(({ line, text, damaged, open, fault }) => {
    if (fault !== undefined) return { line, fields: [text], open, fault }
    const fields = read[next++] ?? []
    return { line, fields, open, ...(damaged && { fault: damagedFault }) }
  })
}

const damagedFault: CsvFault = { code: 'text-invalid', reason: lineFaults['text-invalid'] }

/** A row says itself how many columns it has, and a quote inside an unquoted field is text. */
function optionsFor(delimiter: string): Options {
  return { delimiter, record_delimiter: '\n', relax_column_count: true, relax_quotes: true }
}

/** The fields of one line that may be anything. */
export function readCells(line: string, delimiter: string): readonly string[] {
  if (!line.includes(delimiter)) return [line]
  if (!line.includes('"')) return line.split(delimiter)
  try {
    return parse(line, optionsFor(delimiter))[0] ?? [line]
  } catch {
    return [line]
  }
}
