// Forta's labelled datasets: three CSV shapes, told apart by their headers. A contract's creator is a row of its own.
import type { CsvRecord } from './csv-records.ts'
import { defaultFields } from './defaults.ts'
import { cleanLine } from './fields.ts'
import { refused } from './lines.ts'
import { mismatch, notJson, notMarkup } from './sniff.ts'
import { rowsOfCsv } from './table.ts'
import { readText } from './text.ts'
import type { FeedRow, Importer, ImporterOptions, RowFields } from './types.ts'

/** What Etherscan's labels say, in our categories. */
const categories: readonly (readonly [label: string, category: string])[] = [
  ['phish-hack', 'phishing'],
  ['exploit', 'contract-exploit'],
  ['heist', 'stolen-funds'],
]

function categoryOf(label: string): RowFields {
  const category = categories.find(([name]) => label.includes(name))?.[1]
  return category === undefined ? {} : { category }
}

type Cell = (column: string) => string
type RowMaker = (cell: Cell, line: number, into: FeedRow[]) => void

export const forta: Importer = {
  name: 'forta',
  summary: 'Forta labelled-datasets: phishing_scams, etherscan_malicious_labels, malicious_smart_contracts',
  options: ['category', 'confidence', 'chain', 'encoding'],
  parse(bytes, options) {
    const text = readText(bytes, options, (head) => {
      notMarkup('forta', head)
      notJson('forta', head)
    })
    return rowsOfCsv(text, { delimiter: ',', header: true }, (header = []) => {
      const make = shapeOf(header, options)
      const places = new Map(header.map((name, at) => [name, at]))
      return ({ fields, line }: CsvRecord, into) =>
        make((column) => cleanLine(fields[places.get(column) ?? -1] ?? ''), line, into)
    })
  },
}

const shapes = {
  labels: ['address', 'etherscan_labels'],
  scams: ['banned_address', 'data_source'],
  contracts: ['contract_address', 'contract_creator'],
} as const

/** Whether the header is one of Forta's. */
export function isForta(header: readonly string[]): boolean {
  return Object.values(shapes).some((columns) => columns.every((column) => header.includes(column)))
}

function shapeOf(header: readonly string[], options: ImporterOptions): RowMaker {
  const has = (columns: readonly string[]) => columns.every((column) => header.includes(column))
  const chain: RowFields = { subjectKind: 'address', chain: 'eip155:1' }
  if (has(shapes.labels)) {
    const defaults = defaultFields(options, { ...chain, category: 'phishing' })
    return (cell, line, into) => {
      const label = cell('etherscan_labels')
      const labels = [label, cell('is_contract') === 'True' ? 'contract' : ''].filter((text) => text !== '')
      const own = { ...categoryOf(label), ...described(cell('etherscan_tag')), ...(labels.length > 0 && { labels }) }
      add(into, line, cell('address'), { ...defaults, ...own })
    }
  }
  if (has(shapes.scams)) {
    const defaults = defaultFields(options, { ...chain, category: 'scam' })
    return (cell, line, into) => {
      const source = cell('data_source')
      const own = { ...categoryOf(source), ...described(cell('wallet_tag')), ...(source !== '' && { source }) }
      add(into, line, cell('banned_address'), { ...defaults, ...own })
    }
  }
  if (has(shapes.contracts)) {
    return contracts(defaultFields(options, { ...chain, category: 'contract-exploit' }))
  }
  throw mismatch('forta', "the header is none of Forta's", header.join(','))
}

/**
 * A malicious contract, and the account that created it as an actor. The creation transaction is no subject: it is not
 * itself a threat; the contract's description names it.
 */
function contracts(defaults: RowFields): RowMaker {
  return (cell, line, into) => {
    const label = cell('contract_creator_etherscan_label')
    const fields: RowFields = { ...defaults, ...categoryOf(label), ...(label !== '' && { labels: [label] }) }
    const source: RowFields = cell('source') === '' ? {} : { source: cell('source') }
    const transaction = cell('contract_creation_tx')
    const contract = [
      cell('contract_tag'),
      cell('notes'),
      transaction === '' ? '' : `created in transaction ${transaction}`,
    ]
    add(into, line, cell('contract_address'), {
      ...fields,
      ...source,
      ...described(contract.filter((text) => text !== '').join('; ')),
    })
    const creator = cell('contract_creator')
    // What else the row says is of the contract: the same creator says the same on every row.
    if (creator !== '') {
      add(into, line, creator, { ...fields, ...source, ...described(cell('contract_creator_tag')), role: 'actor' })
    }
  }
}

function described(description: string): RowFields {
  return description === '' ? {} : { description }
}

function add(into: FeedRow[], line: number, value: string, fields: RowFields): void {
  if (value === '') into.push(refused(line, '', 'value-absent', 'the address column is empty'))
  else into.push({ line, value, fields })
}
