// The polkadot-js phishing lists: all.json (sites), address.json (addresses by site or name), meta/*.json (dated sites).
import { defaultFields } from './defaults.ts'
import { parseTime } from './fields.ts'
import type { JsonScalar, JsonVisitor } from './json.ts'
import { readJson, refuseContainer, refuseScalar, rowsOfJson } from './json-rows.ts'
import { refused } from './lines.ts'
import { mismatch } from './sniff.ts'
import { type ListMeaning, allowedRow, siteRow } from './sites.ts'
import type { FeedRow, Importer, RefusedRow, RowFields } from './types.ts'

const siteLists: ReadonlyMap<string, ListMeaning> = new Map([
  ['allow', 'allowed'],
  ['deny', 'indicators'],
  ['denySub', 'indicators'],
])

const polkadotChain = 'polkadot:91b171bb158e2d3848fa23a9f1c25182'
const kusamaChain = 'polkadot:b0a8d493285c2df73290dfb7e61f870f'

/** The network prefix shows in the first letter of an SS58 address: 1 is Polkadot, C to H and J are Kusama. */
function chainOf(address: string): string | undefined {
  if (address.startsWith('1')) return polkadotChain
  return /^[C-HJ]/.test(address) ? kusamaChain : undefined
}

export const polkadot: Importer = {
  name: 'polkadot',
  summary: 'polkadot-js phishing: all.json, address.json, meta/*.json',
  options: ['category', 'confidence', 'chain', 'encoding'],
  parse(bytes, options) {
    const { chain, ...fields } = defaultFields(options, { category: 'phishing' })
    return rowsOfJson(readJson('polkadot', bytes, options), (into) => visitor(into, Object.freeze(fields), chain))
  },
}

function visitor(into: FeedRow[], fields: RowFields, chain: string | undefined): JsonVisitor {
  let isMeta = false
  const lists = listed(into, fields, chain)
  const meta = dated(into, fields)
  const current = () => (isMeta ? meta : lists)
  return {
    open(kind, path, line) {
      if (path.length === 0) isMeta = kind === 'array'
      else current().open?.(kind, path, line)
    },
    scalar: (scalar, path) => current().scalar(scalar, path),
    close: (kind, path, line) => current().close?.(kind, path, line),
  }
}

/** all.json and address.json: `{ allow: [...], deny: [...] }` and `{ name: [address, ...] }`. */
function listed(into: FeedRow[], fields: RowFields, givenChain: string | undefined): JsonVisitor {
  const add = (line: number, value: string, list: string, refusal: RefusedRow | undefined) => {
    if (siteLists.get(list) === 'allowed') into.push(allowedRow(line, value, list))
    else if (refusal !== undefined) into.push(refusal)
    else if (siteLists.has(list)) into.push(siteRow(line, value, fields))
    else {
      const chain = givenChain ?? chainOf(value)
      const own: RowFields = { subjectKind: 'address', description: `Listed by polkadot-js under: ${list}` }
      into.push({ line, value, fields: { ...fields, ...own, ...(chain !== undefined && { chain }) } })
    }
  }
  return {
    open(_kind, path, line) {
      if (path.length === 2) add(line, '', String(path[0]), refuseContainer(line))
    },
    scalar(scalar, path) {
      if (path.length === 2) add(scalar.line, scalar.text.trim(), String(path[0]), refuseScalar(scalar))
      // The project's own files hold nothing but lists: a scalar (a version) says that this is another one's.
      else if (path.length === 1) throw mismatch('polkadot', `"${String(path[0])}" is no list`, scalar.text)
    },
  }
}

/** meta: `[{ date, url }, ...]`. */
function dated(into: FeedRow[], fields: RowFields): JsonVisitor {
  let date: JsonScalar | undefined
  let url: JsonScalar | undefined
  let fault: RefusedRow | undefined
  return {
    open(_kind, path, line) {
      if (path.length === 1) [date, url, fault] = [undefined, undefined, undefined]
      else if (path.length === 2) fault ??= refuseContainer(line)
    },
    scalar(scalar, path) {
      if (path.length === 1) into.push(refused(scalar.line, scalar.text, 'row-malformed', 'an object was expected'))
      if (path.length !== 2) return
      const key = path[1]
      if ((key === 'date' ? date : key === 'url' ? url : undefined) !== undefined) {
        fault ??= refused(scalar.line, scalar.text, 'key-repeated', `the key "${String(key)}" stands twice`)
      } else if (key === 'date') date = scalar
      else if (key === 'url') url = scalar
      else fault ??= refused(scalar.line, scalar.text, 'key-unknown', `the key "${String(key)}" is not known`)
    },
    close(_kind, path, line) {
      if (path.length !== 1) return
      const firstSeen = date === undefined ? undefined : parseTime(date.text)
      if (fault === undefined && url === undefined) fault = refused(line, '', 'value-absent', 'there is no url')
      if (fault === undefined && date !== undefined && firstSeen === undefined) {
        fault = refused(date.line, url?.text ?? '', 'cell-invalid', `date: "${date.text}" is no date`)
      }
      if (fault === undefined && url !== undefined) fault = refuseScalar(url)
      if (fault !== undefined || url === undefined) into.push(fault ?? refuseContainer(line))
      else into.push(siteRow(url.line, url.text.trim(), { ...fields, ...(firstSeen !== undefined && { firstSeen }) }))
    },
  }
}
