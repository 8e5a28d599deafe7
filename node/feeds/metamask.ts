// MetaMask's eth-phishing-detect: config.json with its lists of names.
import { defaultFields } from './defaults.ts'
import type { JsonVisitor } from './json.ts'
import { readJson, rowsOfJson } from './json-rows.ts'
import { type ListMeaning, listsVisitor, siteRow } from './sites.ts'
import { mismatch } from './sniff.ts'
import type { FeedRow, Importer, RowFields } from './types.ts'

/** Under both names that the project has used. Names in the fuzzy list are the originals that phishing imitates. */
export const meanings: ReadonlyMap<string, ListMeaning> = new Map([
  ['blacklist', 'indicators'],
  ['blocklist', 'indicators'],
  ['blocklistPaths', 'indicators'],
  ['whitelist', 'allowed'],
  ['allowlist', 'allowed'],
  ['fuzzylist', 'allowed'],
])

export const metamask: Importer = {
  name: 'metamask',
  summary: 'MetaMask eth-phishing-detect: config.json',
  options: ['category', 'confidence', 'encoding'],
  parse(bytes, options) {
    const fields = Object.freeze(defaultFields(options, { category: 'phishing' }))
    return rowsOfJson(readJson('metamask', bytes, options), (into) => visitor(into, fields))
  },
}

function visitor(into: FeedRow[], fields: RowFields): JsonVisitor {
  let known = false
  const lists = listsVisitor(
    into,
    (list) => meanings.get(list) ?? 'unknown',
    (line, value) => siteRow(line, value, fields),
  )
  return {
    ...lists,
    open(kind, path, line) {
      if (path.length === 0 && kind === 'array') throw mismatch('metamask', 'an object with lists was expected', '[')
      known ||= path.length === 1 && meanings.has(String(path[0]))
      lists.open?.(kind, path, line)
    },
    close(_kind, path) {
      if (path.length === 0 && !known) throw mismatch('metamask', 'none of its lists is in the file', '{')
    },
  }
}
