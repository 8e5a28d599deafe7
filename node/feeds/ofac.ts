// OFAC's sanctioned digital currency addresses as 0xB10C publishes them: one file an asset, JSON array or plain lines.
import { defaultFields } from './defaults.ts'
import type { JsonVisitor } from './json.ts'
import { refuseContainer, refuseScalar, rowsOfJson } from './json-rows.ts'
import { type Line, refuseLine, rowsOfLines } from './lines.ts'
import { contentOf } from './lists.ts'
import { mismatch, notMarkup } from './sniff.ts'
import { readText } from './text.ts'
import type { FeedRow, Importer, RowFields } from './types.ts'

const format: RowFields = {
  subjectKind: 'address',
  category: 'sanctioned-entity',
  basis: 'authority-data',
  source: 'OFAC SDN list',
}

/** OFAC's tickers are chain names to the subject parser, but for assets that live on several chains. */
const sharedAssets: ReadonlySet<string> = new Set(['USDT', 'USDC'])

export const ofac: Importer = {
  name: 'ofac',
  summary: 'OFAC sanctioned addresses by asset (0xB10C): JSON or text; the asset from the file name or --chain',
  options: ['category', 'confidence', 'chain', 'sourceName', 'encoding'],
  async *parse(bytes, options) {
    const asset = /(?:^|_)([A-Z]{2,5})\.(?:json|txt)$/.exec(options.sourceName ?? '')?.[1]
    const fields = Object.freeze(defaultFields(options, format))
    const row = (line: number, value: string): FeedRow => {
      const chain = options.chain ?? (asset === undefined ? undefined : chainOf(asset, value))
      return { line, value, fields: chain === undefined ? fields : { ...fields, chain } }
    }
    const { head, text } = await peek(readText(bytes, options, (begins) => notMarkup('ofac', begins)))
    if (/^\s*[{[]/.test(head)) yield* rowsOfJson(text, (into) => arrayVisitor(into, row))
    else yield* rowsOfLines(text, (line, into) => readLine(line, into, row))
  },
}

/** The list has Tron addresses under other assets; no other chain writes its addresses so. */
const tronForm = /^T[1-9A-HJ-NP-Za-km-z]{33}$/

function chainOf(asset: string, address: string): string | undefined {
  if (tronForm.test(address)) return 'tron'
  if (!sharedAssets.has(asset)) return asset
  if (address.startsWith('0x')) return 'eip155:1'
  return /^(?:[13]|bc1)/.test(address) ? 'bitcoin' : undefined // USDT on Omni
}

type RowMaker = (line: number, value: string) => FeedRow

function readLine(line: Line, into: FeedRow[], row: RowMaker): void {
  const value = contentOf(line.text)
  if (value !== '') into.push(line.fault === undefined ? row(line.line, value) : refuseLine(line))
}

function arrayVisitor(into: FeedRow[], row: RowMaker): JsonVisitor {
  return {
    open(kind, path, line) {
      if (path.length === 0 && kind === 'object') throw mismatch('ofac', 'an array of addresses was expected', '{')
      if (path.length === 1) into.push(refuseContainer(line))
    },
    scalar(scalar, path) {
      if (path.length === 1) into.push(refuseScalar(scalar) ?? row(scalar.line, scalar.text.trim()))
    },
  }
}

/** How the text begins, and all of it. */
async function peek(text: AsyncGenerator<string>): Promise<{ head: string; text: AsyncIterable<string> }> {
  const first = await text.next()
  const head = first.done === true ? '' : first.value
  async function* whole() {
    try {
      yield head
      yield* text
    } finally {
      await text.return(undefined)
    }
  }
  return { head, text: whole() }
}
