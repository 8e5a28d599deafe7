// ScamSniffer's scam database: address.json and domains.json (arrays), archives ({ domains, address }), combined.json
// ({ site: [address, ...] }).
import { defaultFields } from './defaults.ts'
import type { JsonVisitor } from './json.ts'
import { readJson, refuseContainer, refuseScalar, rowsOfJson } from './json-rows.ts'
import { feedLimits } from './limits.ts'
import { refused } from './lines.ts'
import { siteRow } from './sites.ts'
import type { FeedRow, Importer, RefusedRow, RowFields } from './types.ts'

const archiveLists: ReadonlySet<string> = new Set(['domains', 'address', 'addresses'])

export const scamsniffer: Importer = {
  name: 'scamsniffer',
  summary: 'ScamSniffer scam-database: address.json, domains.json, combined.json, archives',
  options: ['category', 'confidence', 'chain', 'encoding'],
  parse(bytes, options) {
    const fields = Object.freeze(defaultFields(options, { category: 'phishing' }))
    return rowsOfJson(readJson('scamsniffer', bytes, options), (into) => visitor(into, fields))
  },
}

function visitor(into: FeedRow[], { chain = 'eip155:1', ...common }: RowFields): JsonVisitor {
  const addressFields: RowFields = Object.freeze({ ...common, subjectKind: 'address', chain })
  // What has a dot is a site; anything else is meant as an address, and judged as one.
  const rowOf = (line: number, value: string): FeedRow =>
    value.includes('.') ? siteRow(line, value, common) : { line, value, fields: addressFields }

  let topIsArray = false
  let siteLine = 0
  let addresses: string[] = []
  let addressCount = 0
  const isSite = (path: readonly (string | number)[]) => !topIsArray && !archiveLists.has(String(path[0]))
  const entryDepth = () => (topIsArray ? 1 : 2)

  const entry = (line: number, value: string, path: readonly (string | number)[], refusal: RefusedRow | undefined) => {
    into.push(refusal ?? rowOf(line, value))
    if (refusal !== undefined || !isSite(path)) return
    addressCount += 1
    if (addresses.length < feedLimits.namedAddressesMax) addresses.push(value)
  }

  return {
    open(kind, path, line) {
      if (path.length === 0) topIsArray = kind === 'array'
      else if (path.length === entryDepth()) entry(line, '', path, refuseContainer(line))
      else if (path.length === 1) [siteLine, addresses, addressCount] = [line, [], 0]
    },
    scalar(scalar, path) {
      if (path.length === entryDepth()) entry(scalar.line, scalar.text.trim(), path, refuseScalar(scalar))
      else if (path.length === 1) into.push(refused(scalar.line, scalar.text, 'row-malformed', 'a list was expected'))
    },
    close(_kind, path) {
      // The row of the site comes behind those of its addresses, because its description names them.
      if (topIsArray || path.length !== 1 || !isSite(path)) return
      const site = String(path[0]).trim()
      if (site === '') into.push(refused(siteLine, '', 'value-absent', 'the addresses stand under an empty name'))
      else into.push(siteRow(siteLine, site, { ...common, ...describe(addresses, addressCount) }))
    },
  }
}

function describe(addresses: readonly string[], count: number): RowFields {
  if (count === 0) return {}
  const more = count > addresses.length ? ` and ${count - addresses.length} more` : ''
  return { description: `Addresses of the site: ${addresses.join(', ')}${more}` }
}
