// The labels of Etherscan and its sisters, one file a label: CSV as their pages show them, JSON { address: name }, or
// { address: { name, labels } } for all of a site.
import type { CsvRecord } from './csv-records.ts'
import { defaultFields } from './defaults.ts'
import { cleanLine } from './fields.ts'
import { rowsOfJson } from './json-rows.ts'
import type { JsonVisitor } from './json.ts'
import { refused } from './lines.ts'
import { peekText } from './peek.ts'
import { mismatch, notMarkup } from './sniff.ts'
import { rowsOfCsv } from './table.ts'
import { readText } from './text.ts'
import type { FeedRow, Importer, ImporterOptions, RowFields } from './types.ts'

/** What a label says of all addresses under it. `binance` and the like name an owner of wallets, tokens and contracts. */
const meanings: ReadonlyMap<string, RowFields> = new Map<string, RowFields>([
  ['phish-hack', { category: 'phishing' }],
  ['exploit', { category: 'contract-exploit' }],
  ['heist', { category: 'stolen-funds' }],
  ['spam-token', { category: 'scam' }],
  ['tornado-cash', { category: 'mixer', role: 'service' }],
  ['mixer', { category: 'mixer', role: 'service' }],
  ['exchange', { category: 'exchange-hot-wallet', role: 'service' }],
  ['ofac-sanctions-lists', { category: 'sanctioned-entity', basis: 'authority-data' }],
])

/** The coin of a balance says on which chain, but for ether, which is the coin of several. */
const chainsOfCoins: ReadonlyMap<string, string> = new Map([
  ['BNB', 'bsc'],
  ['MATIC', 'polygon'],
  ['POL', 'polygon'],
  ['AVAX', 'avalanche'],
  ['FTM', 'fantom'],
  ['CELO', 'celo'],
  ['xDAI', 'gnosis'],
  ['CRO', 'cronos'],
])

/** Columns that make the table one of Etherscan's, in lower case. */
export const etherscanColumns = ['address', 'name tag'] as const

interface Entry {
  readonly line: number
  readonly address: string
  readonly name: string
  readonly coin?: string | undefined
  /** Where the file does not go by one label. */
  readonly labels?: readonly string[]
}

export const etherscan: Importer = {
  name: 'etherscan',
  summary: 'Labels of Etherscan and its sisters: LABEL.csv, LABEL.json; the label from the file name',
  options: ['category', 'confidence', 'chain', 'sourceName', 'encoding'],
  async *parse(bytes, options) {
    const rowOf = rowMaker(options)
    const { head, text } = await peekText(readText(bytes, options, (begins) => notMarkup('etherscan', begins)))
    if (/^\s*\{/.test(head)) yield* rowsOfJson(text, (into) => jsonVisitor(into, rowOf))
    else {
      yield* rowsOfCsv(text, { delimiter: ',', header: true }, (header = []) => {
        const places = new Map(header.map((name, at) => [name.toLowerCase(), at]))
        if (!etherscanColumns.every((column) => places.has(column))) {
          throw mismatch('etherscan', 'the columns Address and Name Tag were expected', header.join(','))
        }
        return ({ fields, line }: CsvRecord, into) => {
          const cell = (column: string) => cleanLine(fields[places.get(column) ?? -1] ?? '')
          const coin = cell('balance').split(' ').at(-1)
          into.push(rowOf({ line, address: cell('address'), name: cell('name tag'), coin }))
        }
      })
    }
  },
}

type RowMaker = (entry: Entry) => FeedRow

function rowMaker(options: ImporterOptions): RowMaker {
  const ofFile = options.sourceName?.replace(/\.(?:csv|json)$/i, '').toLowerCase() ?? ''
  const format: RowFields = { subjectKind: 'address', chain: 'evm', category: 'unknown', basis: 'web-crawl' }
  return ({ line, address, name, coin = '', labels = ofFile === '' ? [] : [ofFile] }) => {
    if (address === '') return refused(line, name, 'value-absent', 'the address is empty')
    const meaning = labels.map((label) => meanings.get(label)).find((found) => found !== undefined)
    const chain = chainsOfCoins.get(coin)
    const own: RowFields = {
      ...(chain !== undefined && { chain }),
      ...(/^fake_?phishing/i.test(name) && { category: 'phishing' }),
      ...(name !== '' && { description: name }),
      ...(labels.length > 0 && { labels }),
    }
    return { line, value: address, fields: { ...defaultFields(options, { ...format, ...meaning }), ...own } }
  }
}

function jsonVisitor(into: FeedRow[], rowOf: RowMaker): JsonVisitor {
  let [line, name] = [0, '']
  let labels: string[] = []
  const addressIn = (path: readonly (string | number)[]) => cleanLine(String(path[0]))
  return {
    open(kind, path, at) {
      if (path.length === 1 && kind === 'object') [line, name, labels] = [at, '', []]
      else if (path.length === 1) into.push(refused(at, addressIn(path), 'row-malformed', 'a name was expected'))
    },
    scalar({ text, line: at }, path) {
      if (path.length === 1) into.push(rowOf({ line: at, address: addressIn(path), name: cleanLine(text) }))
      else if (path.length === 2 && path[1] === 'name') name = cleanLine(text)
      else if (path.length === 3 && path[1] === 'labels' && labels.length < 32) labels.push(cleanLine(text))
    },
    close(kind, path) {
      if (path.length === 1 && kind === 'object') into.push(rowOf({ line, address: addressIn(path), name, labels }))
    },
  }
}
