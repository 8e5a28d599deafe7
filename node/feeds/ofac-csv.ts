// OFAC's legacy files: sdn.csv with addresses in its remarks, sdn_comments.csv with what remarks of more than 1,000
// characters go on with, and add.csv and alt.csv, which name no address. They have no header, and `-0-` is nothing.
import type { CsvRecord } from './csv-records.ts'
import { refused } from './lines.ts'
import { type Party, addressRows, withoutAddress } from './ofac-parties.ts'
import { rowsOfCsv } from './table.ts'
import type { FeedRow, ImporterOptions } from './types.ts'

/** Columns of each file (the data specification of the list): how they are told apart. */
const columns = { sdn: 12, comments: 2, alt: 5, add: 6 } as const
const remarksMaxChars = 1000

export function rowsOfSdn(text: AsyncIterable<string>, options: ImporterOptions): AsyncGenerator<readonly FeedRow[]> {
  const rowOf = addressRows(options)
  let width: number | undefined
  return rowsOfCsv(text, { delimiter: ',', header: false }, () => (record, into) => {
    const { line, open } = record
    if (record.fields.length === 1 && record.fields[0] === endOfFile) return
    const cells = record.fields.map(contentOf)
    const [uid = '', name = ''] = cells
    const refuse = (reason: string) =>
      into.push(refused(line, record.fields.join(','), open ? 'row-cut' : 'row-malformed', reason))
    width ??= cells.length
    if (!/^\d+$/.test(uid)) refuse('the record does not begin with a number')
    else if (cells.length !== width) refuse(`the record has ${cells.length} columns, the first one ${width}`)
    else if (width === columns.sdn) {
      const party = { uid, name, programs: programsOf(cells[3] ?? '') }
      addFound(remarksOf(cells[11] ?? '', false), party, record, into, rowOf)
    } else if (width === columns.comments) {
      // What the entry is called stands in sdn.csv alone.
      addFound(remarksOf(name, true), { uid, name: '' }, record, into, rowOf)
    } else if (width === columns.alt || width === columns.add) into.push(withoutAddress(line, { uid, name: '' }))
    else refuse(`the record has ${width} columns: no file of the list has so many`)
  })
}

/** The mark with which DOS ended its text files. */
const endOfFile = '\x1a'

function contentOf(field: string): string {
  const text = field.trim()
  return text === '-0-' ? '' : text
}

/** `CYBER2] [ELECTION-EO13848`: the brackets at both ends are left out. */
function programsOf(cell: string): string[] {
  return cell.split(/\]\s*\[/).filter((program) => program !== '')
}

interface Found {
  readonly asset: string
  readonly value: string
}

interface Remarks {
  readonly found: readonly Found[]
  /** What may be half of an address, cut where the remark goes over to the other file. */
  readonly cut: readonly string[]
}

const phrase = 'Digital Currency Address'
const item = /^(.*?) ?- ([A-Z0-9]{2,10}) (\S+)$/

/** `continued`: the remark begins in sdn.csv, in the middle of anything. */
function remarksOf(text: string, continued: boolean): Remarks {
  const goesOn = !text.endsWith('.') && (continued || text.length >= remarksMaxChars)
  const items = text.replace(/\.$/, '').split('; ')
  const found: Found[] = []
  const cut: string[] = []
  for (const [at, part] of items.entries()) {
    const [, words = '', asset = '', value = ''] = item.exec(part.trim()) ?? []
    const isFirst = continued && at === 0
    const isAddress = words === phrase || words === `alt. ${phrase}` || (isFirst && phrase.endsWith(words))
    if (goesOn && at === items.length - 1) {
      if (isAddress || part.replace(/^alt\. /, '').startsWith(phrase)) cut.push(part)
    } else if (isAddress && asset !== '') found.push({ asset, value })
    else if (isFirst && /^[0-9A-Za-z]+$/.test(part) && items.some((other) => other.includes(`${phrase} - `)))
      cut.push(part)
  }
  return { found, cut }
}

function addFound(
  { found, cut }: Remarks,
  party: Party,
  { line }: CsvRecord,
  into: FeedRow[],
  rowOf: ReturnType<typeof addressRows>,
): void {
  for (const { asset, value } of found) into.push(rowOf({ line, asset, value }, party))
  for (const part of cut) {
    const reason = 'the remark is cut here between sdn.csv and sdn_comments.csv; sdn.xml has it whole'
    into.push(refused(line, part, 'row-cut', reason))
  }
  if (found.length === 0 && cut.length === 0) into.push(withoutAddress(line, party))
}
