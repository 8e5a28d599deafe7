// CSV and TSV with a column mapping.
import { type CsvRecord, readRecords } from './csv-records.ts'
import { defaultFields } from './defaults.ts'
import { FeedError } from './errors.ts'
import { type ManyField, type OneField, setField, setMany } from './fields.ts'
import { feedLimits } from './limits.ts'
import { batches, refused } from './lines.ts'
import { notJson, notMarkup } from './sniff.ts'
import { readText } from './text.ts'
import {
  type ColumnMapping,
  type FeedRow,
  type Importer,
  type ImporterOptions,
  type MappedField,
  type RefusedRow,
  type RowFields,
  mappedFields,
} from './types.ts'

/** Makes rows of the records behind the header. `header` is undefined where the file has none. */
export type RecordReader = (header: readonly string[] | undefined) => (record: CsvRecord, into: FeedRow[]) => void

/** The rows of a CSV text, record by record. A record that cannot be read is a refused row. */
export async function* rowsOfCsv(
  text: AsyncIterable<string>,
  options: { readonly delimiter: string; readonly header: boolean },
  reader: RecordReader,
): AsyncGenerator<readonly FeedRow[]> {
  let columns: number | undefined
  let read = options.header ? undefined : reader(undefined)
  const take = (record: CsvRecord, rows: FeedRow[]) => {
    if (record.fault !== undefined) rows.push(refusedRecord(record, record.fault.code, record.fault.reason))
    else if (read === undefined) {
      columns = record.fields.length
      read = reader(record.fields.map((name) => name.trim()))
    } else {
      const refusal = checkWidth(record, columns)
      if (refusal === undefined) read(record, rows)
      else rows.push(refusal)
    }
  }
  for await (const records of readRecords(text, options.delimiter)) {
    const rows: FeedRow[] = []
    for (const record of records) take(record, rows)
    yield* batches(rows)
  }
}

function checkWidth(record: CsvRecord, columns: number | undefined): RefusedRow | undefined {
  const count = record.fields.length
  if (columns === undefined || count === columns) return undefined
  if (count < columns && record.open) {
    return refusedRecord(record, 'row-cut', `the file ends after ${count} of ${columns} columns`)
  }
  if (count > columns && record.fields.slice(columns).some((field) => field.trim() !== '')) {
    return refusedRecord(record, 'row-malformed', `the row has ${count} columns, the header ${columns}`)
  }
  return undefined
}

function refusedRecord(record: CsvRecord, code: RefusedRow['reject'], reason: string): RefusedRow {
  return refused(record.line, record.fields.join(','), code, reason)
}

const manyFields: readonly ManyField[] = ['labels', 'external', 'permittedActions', 'jurisdictions']
const isMany = (field: MappedField): field is ManyField => (manyFields as readonly MappedField[]).includes(field)

/** Without the apostrophe by which writers of CSV keep spreadsheets from running a cell: it is none of the value. */
function unguarded(text: string): string {
  return text.startsWith("'") && /^'[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? text.slice(1) : text
}

/** Names under which feeds have the value, where no mapping is given; the first that the header has. */
const valueNames = ['value', 'indicator', 'address', 'domain', 'url', 'ip', 'hash'] as const

/** Whether the header, in lower case, has a column that is taken for the value without being named. */
export function hasValueColumn(header: readonly string[]): boolean {
  return valueNames.some((name) => header.includes(name))
}

function tableFormat(name: string, summary: string, delimiter: string): Importer {
  return {
    name,
    summary,
    options: ['columns', 'header', 'delimiter', 'category', 'confidence', 'chain', 'kind', 'encoding'],
    parse(bytes: AsyncIterable<Uint8Array>, options: ImporterOptions) {
      const defaults = Object.freeze(defaultFields(options))
      const text = readText(bytes, options, (head) => {
        notMarkup(name, head)
        notJson(name, head)
      })
      const csv = { delimiter: options.delimiter ?? delimiter, header: options.header ?? true }
      return rowsOfCsv(text, csv, (header) => mappedReader(locate(options.columns, header), defaults))
    },
  }
}

export const csv = tableFormat('csv', 'comma-separated values with a column mapping', ',')
export const tsv = tableFormat('tsv', 'tab-separated values with a column mapping', '\t')

/** Fields that restrict a row: half of one would restrict it less. */
const marks: ReadonlySet<MappedField> = new Set(['marking', 'pap', 'noRepublish', 'audience', 'standing'])

type Places = readonly (readonly [field: MappedField, at: number])[]

/** Names that mean this only where all of a network's columns are: in a table of somebody else they say something else. */
const exportNames: ReadonlySet<MappedField> = new Set(['audience', 'statementKind', 'sightings', 'standing'])

/** Index of the column of each field. Throws FeedError `option-invalid` for a column that is not there. */
function locate(mapping: ColumnMapping | undefined, header: readonly string[] | undefined): Places {
  const names = header?.map((name) => name.toLowerCase())
  const places = new Map<MappedField, number>()
  for (const field of mappedFields) {
    const column = mapping?.[field]
    if (column !== undefined) places.set(field, columnAt(column, field, names))
    else if (mapping !== undefined || (exportNames.has(field) && names?.includes('statementkind') !== true)) continue
    else if (names?.includes(field.toLowerCase()) === true) {
      places.set(field, names.indexOf(field.toLowerCase()))
    }
  }
  if (!places.has('value')) {
    const found = valueNames.map((name) => names?.indexOf(name) ?? -1).find((at) => at !== -1)
    const at = found ?? (header === undefined || header.length === 1 ? 0 : undefined)
    if (at === undefined) {
      throw new FeedError('option-invalid', `no column holds the value; the header has: ${header?.join(', ') ?? ''}`)
    }
    places.set('value', at)
  }
  return [...places]
}

function columnAt(column: string | number, field: string, names: readonly string[] | undefined): number {
  const byName = names?.indexOf(String(column).trim().toLowerCase()) ?? -1
  if (byName !== -1) return byName
  const number = /^\d+$/.test(String(column)) ? Number(column) : 0
  if (number >= 1 && number <= (names?.length ?? feedLimits.columnsMax)) return number - 1
  const there = names === undefined ? 'the file has no header: name columns by number' : names.join(', ')
  throw new FeedError('option-invalid', `column "${column}" for ${field} is not there: ${there}`)
}

function mappedReader(places: Places, defaults: RowFields) {
  return (record: CsvRecord, into: FeedRow[]) => {
    const fields: RowFields = { ...defaults }
    let value = ''
    const end = record.open ? record.fields.length - 1 : -1
    for (const [field, at] of places) {
      if (at === end && marks.has(field)) {
        into.push(refusedRecord(record, 'row-cut', `the file ends in the column of ${field}: what it says may be cut`))
        return
      }
      const text = unguarded(record.fields[at] ?? '')
      if (field === 'value') value = text.trim()
      else if (isMany(field)) setMany(fields, field, text.split(field === 'external' ? /[;|\s]+/ : /[;|,]/))
      else {
        const fault = setField(fields, field satisfies OneField, text)
        if (fault !== undefined) {
          into.push(refused(record.line, value, fault.reject, fault.reason))
          return
        }
      }
    }
    if (value === '') into.push(refusedRecord(record, 'value-absent', 'the value column is empty'))
    else into.push({ line: record.line, value, fields })
  }
}
