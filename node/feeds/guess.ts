// A mapping for a table of which nobody said what its columns mean: from the words of its header, held against its cells.
import { isCategory } from '../../protocol/categories.ts'
import { bases, roles, tlpLabels } from '../../protocol/names.ts'
import { resolveChain } from '../../protocol/subjects/chains.ts'
import { ByteSource } from './byte-source.ts'
import { readCells, readRecords } from './csv-records.ts'
import { isValue } from './detect.ts'
import { parseTime } from './fields.ts'
import { kindOfWord } from './kind-words.ts'
import { readText } from './text.ts'
import { unpack } from './unpack.ts'
import { type ColumnMapping, type ImporterOptions, type MappedField, mappedFields } from './types.ts'

/** How a table would be read. */
export interface Guess {
  readonly delimiter: string
  readonly header: boolean
  readonly columns: ColumnMapping
}

const delimiters = [',', '\t', ';', '|'] as const
const recordsMax = 64
/** Characters of a column's name; many a name is a top-level domain, and would be a value. */
const longestName = 24
const headBytes = 256 * 1024

/** Words that headers have for a field, the surest first; its own name where none stand here. Letters and digits count. */
const words: { readonly [Field in MappedField]?: readonly string[] } = {
  value: [
    ...['value', 'indicator', 'indicatorvalue', 'ioc', 'iocvalue', 'observable', 'address', 'walletaddress', 'wallet'],
    ...['bannedaddress', 'contractaddress', 'domain', 'domainname', 'hostname', 'url', 'ip', 'ipaddress', 'hash'],
    ...['sha256', 'txhash', 'email', 'iban', 'phone'],
  ],
  kind: ['kind', 'type', 'indicatortype', 'ioctype', 'observabletype'],
  chain: ['chain', 'network', 'blockchain', 'currency', 'coin', 'asset'],
  category: ['category', 'classification', 'threattype', 'threat', 'abuse', 'label'],
  confidence: ['confidence', 'confidencelevel', 'score'],
  description: ['description', 'nametag', 'comment', 'comments', 'note', 'notes', 'details', 'title', 'name', 'label'],
  labels: ['labels', 'tags', 'tag', 'classification', 'category', 'threattype'],
  firstSeen: [
    'firstseen',
    'detecteddate',
    'detected',
    'dateadded',
    'added',
    'created',
    'createdat',
    'date',
    'timestamp',
  ],
  lastSeen: ['lastseen', 'updated', 'updatedat', 'modified'],
  validUntil: ['validuntil', 'expires', 'expiration', 'expirationdate'],
  source: ['source', 'datasource', 'provider', 'reporter'],
  record: ['record', 'id', 'uuid', 'reference', 'ref'],
  external: ['external', 'reference', 'references', 'report', 'link', 'links'],
  marking: ['marking', 'tlp'],
}

/** What the cells of a column must be: a wrong one would cost its row. Columns of text may hold anything. */
const holds: { readonly [Field in MappedField]?: (cell: string) => boolean } = {
  value: isValue,
  kind: (cell) => kindOfWord(cell) !== undefined,
  chain: (cell) => resolveChain(cell) !== undefined,
  category: isCategory,
  confidence: (cell) => /^(?:100|\d{1,2})$/.test(cell),
  role: (cell) => roles.names.some((name) => name === cell),
  basis: (cell) => bases.names.some((name) => name === cell),
  marking: (cell) => tlpLabels.names.some((name) => name === cell.toUpperCase()),
  firstSeen: (cell) => parseTime(cell) !== undefined,
  lastSeen: (cell) => parseTime(cell) !== undefined,
  validUntil: (cell) => parseTime(cell) !== undefined,
  record: (cell) => !/^https?:\/\//.test(cell),
  external: (cell) => /^https?:\/\//.test(cell),
}

/** Reads the beginning of a table, packed or not. `undefined` where no column holds values. Throws as an importer does. */
export async function guessTable(
  bytes: AsyncIterable<Uint8Array>,
  options: ImporterOptions,
): Promise<Guess | undefined> {
  const head = await headOf(bytes, options)
  const first = head.split(/\r?\n/).find((line) => line.trim() !== '' && !/^#(?!,)/.test(line)) ?? ''
  const delimiter =
    options.delimiter ??
    delimiters.reduce<string>(
      (best, one) => (readCells(first, one).length > readCells(first, best).length ? one : best),
      ',',
    )
  const [top = [], ...rest] = await recordsOf(head, delimiter)
  const header =
    options.header ?? !top.some((cell) => (/[.:@/]/.test(cell) || cell.length > longestName) && isValue(cell))
  const columns = guessColumns(header ? top : undefined, header ? rest : [top, ...rest])
  return columns === undefined ? undefined : { delimiter, header, columns }
}

/** `undefined` where no column holds values. `header` is left out where the table has none. */
export function guessColumns(
  header: readonly string[] | undefined,
  records: readonly (readonly string[])[],
): ColumnMapping | undefined {
  const names = header?.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''))
  const width = Math.max(header?.length ?? 0, ...records.map((record) => record.length))
  const taken = new Map<number, MappedField>()
  const cellsAt = (at: number) => records.map((record) => record[at]?.trim() ?? '').filter((cell) => cell !== '')
  const fits = (field: MappedField, at: number): boolean => {
    const [rule, cells] = [holds[field], cellsAt(at)]
    return rule === undefined || cells.filter(rule).length * 5 >= cells.length * 4
  }
  for (const field of mappedFields) {
    const named = names === undefined ? [] : (words[field] ?? [field.toLowerCase()]).map((word) => names.indexOf(word))
    const at = named.find((place) => place >= 0 && !taken.has(place) && fits(field, place))
    if (at !== undefined) taken.set(at, field)
    else if (field === 'value') {
      const found = Array.from({ length: width }, (_, place) => place).find(
        (place) => cellsAt(place).length > 0 && fits(field, place),
      )
      if (found === undefined) return undefined
      taken.set(found, field)
    }
  }
  return Object.fromEntries(
    mappedFields.flatMap((field) => {
      const at = [...taken].find(([, one]) => one === field)?.[0]
      const name = at === undefined ? undefined : header?.[at]?.trim()
      // A name that a mapping could not say, or that stands twice, goes by its number.
      const byName = name !== undefined && /^[^,=]+$/.test(name) && !/^\d+$/.test(name) && isOnce(names, at)
      return at === undefined ? [] : [[field, byName ? name : at + 1]]
    }),
  )
}

/** As the option takes it: `value=Address,description=2`. */
export function formatColumns(columns: ColumnMapping): string {
  return Object.entries(columns)
    .map(([field, column]) => `${field}=${String(column)}`)
    .join(',')
}

function isOnce(names: readonly string[] | undefined, at: number | undefined): boolean {
  const name = at === undefined ? undefined : names?.[at]
  return names?.filter((other) => other === name).length === 1
}

/** Text from the beginning of the file, or of the first member of an archive. */
async function headOf(bytes: AsyncIterable<Uint8Array>, options: ImporterOptions): Promise<string> {
  const source = new ByteSource(bytes)
  const encoding = options.encoding === undefined ? {} : { encoding: options.encoding }
  let text = ''
  try {
    for await (const member of unpack(source, options.sourceName)) {
      for await (const piece of readText(member.bytes, encoding, () => undefined)) {
        text += piece
        if (text.length >= headBytes) break
      }
      break
    }
  } finally {
    await source.close()
  }
  return text.slice(0, headBytes)
}

async function recordsOf(text: string, delimiter: string): Promise<readonly (readonly string[])[]> {
  async function* once(): AsyncGenerator<string, void, void> {
    yield await Promise.resolve(text)
  }
  const records: (readonly string[])[] = []
  for await (const batch of readRecords(once(), delimiter)) {
    for (const { fields, fault } of batch) if (fault === undefined && records.length <= recordsMax) records.push(fields)
  }
  return records
}
