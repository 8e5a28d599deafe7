// Which format a file is of, by how it begins: its shape, the headers and keys of the feeds that are known, and at last
// its name. What could be two things is neither.
import { isIP } from 'node:net'
import { ProtocolError } from '../../protocol/errors.ts'
import { parseSubject } from '../../protocol/subjects/index.ts'
import { readCells } from './csv-records.ts'
import { etherscanColumns } from './etherscan.ts'
import { isForta } from './forta.ts'
import { infobloxHeader } from './infoblox.ts'
import { type JsonShape, shapeOf } from './json-shape.ts'
import { contentOf } from './lists.ts'
import { meanings as metamaskLists } from './metamask.ts'
import { definitionOf, isHashes } from './misp/definitions.ts'
import { hasValueColumn } from './table.ts'
import type { ImporterOptions } from './types.ts'

/** What was found: the format, with options that the file itself gives; or why nothing was. */
export interface Detected {
  readonly format: string
  readonly options?: Pick<ImporterOptions, 'delimiter'>
}

export interface Undetermined {
  readonly format?: undefined
  readonly reason: string
}

/** `head` is how the text of the file begins, `whole` whether that is all of it. */
export function detect(head: string, whole: boolean, options: ImporterOptions): Detected | Undetermined {
  const begins = head.trimStart()
  const name = options.sourceName ?? ''
  if (begins.startsWith('<')) return detectXml(begins)
  const list = /^\[\s*\]\s*$/.test(begins) && /\.ya?ml$/i.test(name)
  if (/^[{[]/.test(begins) && !list) return detectJson(begins, name)
  return detectText(head, whole, options)
}

function detectXml(begins: string): Detected | Undetermined {
  if (/<(?:\w+:)?(?:sdnList|Sanctions)[\s>]/.test(begins)) return { format: 'ofac' }
  return { reason: /<html|<!doctype html/i.test(begins) ? 'it is a web page' : 'it is XML of no feed that is known' }
}

const evmAddress = /^0x[0-9a-fA-F]{40}$/
const ss58Address = /^[1-9A-HJ-NP-Za-km-z]{46,49}$/
const hasDot = (text: string) => text.includes('.')

function detectJson(begins: string, name: string): Detected | Undetermined {
  const shape = shapeOf(begins)
  if (shape === undefined) return { reason: 'it begins like JSON, and is none' }
  if (shape.top === 'object' && (shape.more || !/\n\s*\S/.test(begins)) && shape.keys.includes('value')) {
    return { format: 'jsonl' }
  }
  return ofTools(shape) ?? (shape.top === 'array' ? ofArray(shape, name) : ofObject(shape, name))
}

/** STIX, TAXII and MISP: one format each, over many tools. */
function ofTools(shape: JsonShape): Detected | undefined {
  const { top, keys, scalars, first, texts } = shape
  const has = (key: string) => keys.includes(key)
  const firstHas = (key: string) => first?.keys.includes(key) === true
  const isStixId = (id: string | undefined) => /^[a-z0-9-]+--[0-9a-f]{8}-/i.test(id ?? '')
  if (has('response') || has('Event') || firstHas('Event')) return { format: 'misp' }
  if (has('Attribute') || (has('info') && has('uuid') && has('analysis'))) return { format: 'misp' }
  if (scalars.get('type') === 'bundle' || isStixId(scalars.get('id'))) return { format: 'stix' }
  if (has('objects') && (has('more') || has('next'))) return { format: 'taxii' }
  if (definitionOf(shape) !== undefined) return { format: 'misp' }
  // An envelope may say nothing but its objects, and a bundle its type behind them.
  if ((has('objects') || top === 'array') && firstHas('type') && isStixId(texts.get('id'))) return { format: 'stix' }
  // An index of reports, which names the objects of other files.
  if (top === 'array' && firstHas('id') && isStixId(texts.get('id'))) return { format: 'stix' }
  return undefined
}

function ofArray({ first }: JsonShape, name: string): Detected | Undetermined {
  if (first === undefined) return { reason: 'the list is empty' }
  if (first.kind === 'object' && first.keys.includes('url') && first.keys.includes('date'))
    return { format: 'polkadot' }
  if (first.text !== undefined && /^sanctioned_addresses_[A-Z]{2,5}\.json$/.test(name)) return { format: 'ofac' }
  if (first.text !== undefined && /^(?:address|domains|combined)\.json$/.test(name)) return { format: 'scamsniffer' }
  return { reason: 'it is a list in JSON that does not say of what' }
}

function ofObject({ keys, scalars, first }: JsonShape, name: string): Detected | Undetermined {
  const has = (...all: string[]) => all.every((key) => keys.includes(key))
  if (has('name', 'version') && (has('scripts') || has('dependencies') || has('main'))) {
    return { reason: 'it is the description of an npm package, no feed' }
  }
  if (keys.some((key) => metamaskLists.has(key))) return { format: 'metamask' }
  if (has('deny') || has('denySub')) return { format: 'polkadot' }
  if (has('domains') && (has('address') || has('addresses'))) return { format: 'scamsniffer' }
  if (has('domains')) return { format: /^\d{4}-\d\d-\d\d\.json$/.test(name) ? 'scamsniffer' : 'discord' }
  if (keys.some((key) => evmAddress.test(key)) && (scalars.size > 0 || first?.keys.includes('name') === true)) {
    return { format: 'etherscan' }
  }
  if (first?.kind === 'array' && keys.some(hasDot)) {
    if (evmAddress.test(first.text ?? '')) return { format: 'scamsniffer' }
    if (ss58Address.test(first.text ?? '')) return { format: 'polkadot' }
  }
  if (keys.length === 0) return { reason: 'it begins like JSON, and says nothing' }
  return { reason: `its keys are those of no feed that is known: ${keys.slice(0, 8).join(', ')}` }
}

/** Lines that are looked at. */
const linesMax = 64

function detectText(head: string, whole: boolean, options: ImporterOptions): Detected | Undetermined {
  const name = options.sourceName ?? ''
  if (isHashes(head)) return { format: 'misp' }
  const lines = head.split(/\r?\n/)
  // The last one may be cut.
  if (!whole && lines.length > 1) lines.pop()
  const content = lines
    .map(contentOf)
    .filter((line) => line !== '')
    .slice(0, linesMax)
  const [first = ''] = content
  if (options.columns === undefined) {
    if (/^# Reference:|^# .*Maltrail developers/im.test(head)) return { format: 'maltrail' }
    if (/^\s*- +(?:url|mint)\s*:/m.test(head) && /^(?:---|- )/.test(first)) return { format: 'phantom' }
    if (first === '[]') return { format: 'phantom' }
    if (/^(?:tags|actors)\s*:/m.test(head) || (/^title\s*:/m.test(head) && /^creator\s*:/m.test(head))) {
      return { format: 'tagpack' }
    }
    if (/^\d+,(?:\d+,)?(?:"|-0-)/.test(first)) return { format: 'ofac' }
    if (isHalf(content, (line) => isAddressed(line) && !/\t\d+$/.test(line))) return { format: 'hosts' }
    if (isHalf(content, (line) => isAddressed(line) && /\t[1-9]\d{0,5}$/.test(line))) return { format: 'ipsum' }
    if (/^sanctioned_addresses_[A-Z]{2,5}\.txt$/.test(name)) return { format: 'ofac' }
  }
  const found = detectTable(first, content, options) ?? detectList(content)
  const document = found.format === undefined ? documentOf(head, name) : undefined
  return document === undefined ? found : { reason: document }
}

/** What stands beside the data of a feed and is none, by its name. */
function documentOf(head: string, name: string): string | undefined {
  if (/^(?:licen[cs]e|copying|notice)(?:[._-].*)?$/i.test(name)) return 'it is a licence, no feed'
  if (/^(?:readme|changelog|contributing|authors)(?:[._-].*)?$|\.(?:md|rst)$/i.test(name)) {
    return 'it is documentation, no feed'
  }
  if (/^(?:sha\d+|md5)sums?(?:\.txt)?$/i.test(name) && /^[0-9a-f]{32,128} [ *]\S/i.test(head)) {
    return 'it holds the checksums of files, no feed'
  }
  return undefined
}

/** Three of four: files are broken in places. */
function isMostly(lines: readonly string[], holds: (line: string) => boolean): boolean {
  return lines.length > 0 && lines.filter(holds).length * 4 >= lines.length * 3
}

/** For what hardly looks like anything else. */
function isHalf(lines: readonly string[], holds: (line: string) => boolean): boolean {
  return lines.length > 0 && lines.filter(holds).length * 2 >= lines.length
}

/** An IP, white space, and something. */
function isAddressed(line: string): boolean {
  const [address = '', next] = line.split(/\s+/, 2)
  return next !== undefined && isIP(address) !== 0
}

const delimiters = [',', '\t', ';', '|'] as const

/** `undefined` for what is no table. */
function detectTable(
  first: string,
  content: readonly string[],
  options: ImporterOptions,
): Detected | Undetermined | undefined {
  const counts = delimiters.map((delimiter) => ({ delimiter, cells: readCells(first, delimiter) }))
  const { delimiter, cells } = counts.reduce((best, one) => (one.cells.length > best.cells.length ? one : best))
  const said = options.delimiter ?? delimiter
  const table: Detected =
    said === '\t' ? { format: 'tsv' } : { format: 'csv', ...(said !== ',' && { options: { delimiter: said } }) }
  if (options.columns !== undefined || options.header === false) return table
  const header = cells.map((cell) => cell.trim().toLowerCase())
  if (cells.length === 1) {
    return hasValueColumn(header) && content.length > 1 ? { format: 'csv' } : undefined
  }
  if (delimiter === ',') {
    if (isForta(header)) return { format: 'forta' }
    if (etherscanColumns.every((column) => header.includes(column))) return { format: 'etherscan' }
    if (infobloxHeader.every((column, at) => header[at] === column)) return { format: 'infoblox' }
  }
  if (hasValueColumn(header)) return table
  return isTable(content, delimiter, cells.length)
    ? { reason: `it is a table, and no column says that it holds the value: ${cells.slice(0, 8).join(', ')}` }
    : undefined
}

function isTable(content: readonly string[], delimiter: string, columns: number): boolean {
  return content.length > 1 && isMostly(content, (line) => readCells(line, delimiter).length === columns)
}

/** One value a line, where most lines are values. */
function detectList(content: readonly string[]): Detected | Undetermined {
  if (content.length === 0) return { reason: 'it has no line that is no comment' }
  return isMostly(content, isValue) ? { format: 'list' } : { reason: 'its lines are no values that are known' }
}

/** A value, be it one that may not be published: a checksum that is wrong, a reserved range. */
export function isValue(line: string): boolean {
  try {
    parseSubject(line)
    return true
  } catch (error) {
    return error instanceof ProtocolError && !/^subject-(?:malformed|unrecognized|too-long|unsafe)$/.test(error.code)
  }
}
