// OFAC's sanctioned digital currency addresses: the list itself (sdn.csv, sdn.xml, sdn_advanced.xml), and as 0xB10C
// publishes them, one file an asset, JSON array or plain lines.
import type { JsonVisitor } from './json.ts'
import { refuseContainer, refuseScalar, rowsOfJson } from './json-rows.ts'
import { type Line, refuseLine, rowsOfLines } from './lines.ts'
import { contentOf } from './lists.ts'
import { rowsOfSdn } from './ofac-csv.ts'
import { addressRows } from './ofac-parties.ts'
import { rowsOfSdnXml } from './ofac-xml.ts'
import { peekText } from './peek.ts'
import { mismatch, notPage } from './sniff.ts'
import { readText } from './text.ts'
import type { FeedRow, Importer } from './types.ts'

export const ofac: Importer = {
  name: 'ofac',
  summary: 'OFAC: sdn.csv, sdn_comments.csv, sdn.xml, sdn_advanced.xml, and addresses by asset (0xB10C)',
  options: ['category', 'confidence', 'chain', 'sourceName', 'encoding'],
  async *parse(bytes, options) {
    const { head, text } = await peekText(readText(bytes, options, (begins) => notPage('ofac', begins)))
    const begins = head.trimStart()
    if (begins.startsWith('<')) yield* rowsOfSdnXml(text, options)
    else if (/^\d+,(?:\d+,)?(?:"|-0-)/.test(begins)) yield* rowsOfSdn(text, options)
    else {
      const asset = /(?:^|_)([A-Z]{2,5})\.(?:json|txt)$/.exec(options.sourceName ?? '')?.[1]
      const rowOf = addressRows(options)
      const row = (line: number, value: string) => rowOf({ line, asset, value })
      if (/^[{[]/.test(begins)) yield* rowsOfJson(text, (into) => arrayVisitor(into, row))
      else yield* rowsOfLines(text, (line, into) => readLine(line, into, row))
    }
  },
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
