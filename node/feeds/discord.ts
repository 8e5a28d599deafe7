// The Discord phishing links of Discord-AntiScam: { domains: [...] }. The plain text of the same lists is format list.
import { defaultFields } from './defaults.ts'
import { readJson, rowsOfJson } from './json-rows.ts'
import type { JsonVisitor } from './json.ts'
import { listsVisitor, siteRow } from './sites.ts'
import { mismatch } from './sniff.ts'
import type { FeedRow, Importer, RowFields } from './types.ts'

export const discord: Importer = {
  name: 'discord',
  summary: 'Discord phishing links: domain-list.json, suspicious-list.json',
  options: ['category', 'confidence', 'sourceName', 'encoding'],
  parse(bytes, options) {
    const isSuspicion = /suspicious/i.test(options.sourceName ?? '')
    const fields = Object.freeze({
      ...defaultFields(options, { category: 'phishing' }),
      ...(isSuspicion && { labels: ['suspicious'] }),
    })
    return rowsOfJson(readJson('discord', bytes, options), (into) => visitor(into, fields))
  },
}

function visitor(into: FeedRow[], fields: RowFields): JsonVisitor {
  let known = false
  const lists = listsVisitor(
    into,
    (list) => (list === 'domains' ? 'indicators' : 'unknown'),
    (line, value) => siteRow(line, value, fields),
  )
  return {
    ...lists,
    open(kind, path, line) {
      if (path.length === 0 && kind === 'array') throw mismatch('discord', 'an object with domains was expected', '[')
      known ||= path.length === 1 && path[0] === 'domains'
      lists.open?.(kind, path, line)
    },
    close(_kind, path) {
      if (path.length === 0 && !known) throw mismatch('discord', 'the file has no list of domains', '{')
    },
  }
}
