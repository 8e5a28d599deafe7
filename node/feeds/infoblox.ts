// Infoblox's indicators: type, indicator, classification, detected_date. Some of its files list what is legitimate.
import type { CsvRecord } from './csv-records.ts'
import { defaultFields } from './defaults.ts'
import { cleanLine, parseTime } from './fields.ts'
import { kindOfWord } from './kind-words.ts'
import { refused } from './lines.ts'
import { allowedRow } from './sites.ts'
import { mismatch, notJson, notMarkup } from './sniff.ts'
import { rowsOfCsv } from './table.ts'
import { readText } from './text.ts'
import { categoryOfWord } from './threat-words.ts'
import type { FeedRow, Importer, RowFields } from './types.ts'

/** What `infobloxHeader` must be; letter case does not matter. */
export const infobloxHeader = ['type', 'indicator', 'classification', 'detected_date'] as const

export const infoblox: Importer = {
  name: 'infoblox',
  summary: 'Infoblox threat-intelligence: indicators/csv, with classification and date',
  options: ['category', 'confidence', 'encoding'],
  parse(bytes, options) {
    const fields = Object.freeze(defaultFields(options, { category: 'unknown' }))
    const text = readText(bytes, options, (head) => {
      notMarkup('infoblox', head)
      notJson('infoblox', head)
    })
    return rowsOfCsv(text, { delimiter: ',', header: true }, (header = []) => {
      const names = header.map((name) => name.toLowerCase())
      if (infobloxHeader.some((name, at) => names[at] !== name)) {
        throw mismatch('infoblox', `the columns ${infobloxHeader.join(',')} were expected`, header.join(','))
      }
      return (record, into) => into.push(rowOf(record, fields))
    })
  },
}

function rowOf({ fields: cells, line }: CsvRecord, defaults: RowFields): FeedRow {
  const [type = '', indicator = '', classification = '', date = ''] = cells.map(cleanLine)
  // Its dots are bracketed everywhere, in the paths of URLs as well, where nobody else may take them for dots.
  const value = indicator.replaceAll('[.]', '.')
  if (value === '') return refused(line, '', 'value-absent', 'the indicator is empty')
  if (classification === 'legitimate') return allowedRow(line, value, classification)
  const kind = kindOfWord(type)
  if (kind === undefined) return refused(line, value, 'no-subject', `a ${type} is of no kind that is known`)
  const firstSeen = date === '' ? undefined : parseTime(date)
  if (date !== '' && firstSeen === undefined) return refused(line, value, 'cell-invalid', `"${date}" is no date`)
  const category = categoryOfWord(classification)
  const own: RowFields = {
    subjectKind: kind,
    ...(category !== undefined && { category }),
    ...(classification !== '' && { labels: [classification] }),
    ...(firstSeen !== undefined && { firstSeen }),
  }
  return { line, value, fields: { ...defaults, ...own } }
}
