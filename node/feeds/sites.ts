// Entries of site blocklists: names, with or without a path, and how they stand in lists inside a JSON object.
import { isIP } from 'node:net'
import type { JsonVisitor } from './json.ts'
import { refuseContainer, refuseScalar } from './json-rows.ts'
import { refused } from './lines.ts'
import type { FeedRow, RowFields } from './types.ts'

/**
 * A row for a site: an IP is an IP, a name is a domain (as written, with its wildcard or trailing dot), a name with a path is a URL,
 * for which https:// is added where the list leaves the scheme out.
 */
export function siteRow(line: number, given: string, fields: RowFields): FeedRow {
  // What separates entries elsewhere stands behind some of them by mistake, and is part of no name.
  const entry = given.replace(/[,;]+$/, '')
  if (isIP(entry) !== 0) return { line, value: entry, fields: { ...fields, subjectKind: 'ip' } }
  if (!entry.includes('/')) return { line, value: entry, fields: { subjectKind: 'domain', ...fields } }
  const value = entry.includes('://') ? entry : `https://${entry}`
  return { line, value, fields: { ...fields, subjectKind: 'url' } }
}

export type ListMeaning = 'indicators' | 'allowed' | 'unknown'

/** Says of an entry that it is safe: counted, and not published. */
export function allowedRow(line: number, value: string, list: string): FeedRow {
  return refused(line, value, 'not-an-indicator', `the row stands in the allow-list "${list}"`)
}

/**
 * Reads `{ list: [entry, ...], ... }`: each string in a list is a row, made by `row`, or refused by what `meaning` says
 * of the list. Scalars at the top (a version) are no rows.
 */
export function listsVisitor(
  into: FeedRow[],
  meaning: (list: string) => ListMeaning,
  row: (line: number, value: string, list: string) => FeedRow,
): JsonVisitor {
  const add = (line: number, value: string, list: string, refusal: FeedRow | undefined) => {
    const means = meaning(list)
    if (means === 'allowed') into.push(allowedRow(line, value, list))
    else if (means === 'unknown') {
      into.push(refused(line, value, 'list-unknown', `the list "${list}" is not known to this format`))
    } else into.push(refusal ?? row(line, value, list))
  }
  return {
    open(_kind, path, line) {
      if (path.length === 2) add(line, '', String(path[0]), refuseContainer(line))
    },
    scalar(scalar, path) {
      if (path.length === 2) add(scalar.line, scalar.text.trim(), String(path[0]), refuseScalar(scalar))
    },
  }
}
