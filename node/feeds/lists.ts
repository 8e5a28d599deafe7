// Formats of one value a line: plain lists, hosts files, IPsum.
import { isIP } from 'node:net'
import { defaultFields } from './defaults.ts'
import { type Line, refuseLine, refused, rowsOfLines } from './lines.ts'
import { notJson, notMarkup } from './sniff.ts'
import { readText } from './text.ts'
import type { FeedRow, Importer, ImporterOptions, OptionName, RowFields } from './types.ts'

const options = ['category', 'confidence', 'chain', 'kind', 'encoding'] as const satisfies OptionName[]

/** What stands on the line without comments: `''` for a blank line or a comment. */
export function contentOf(text: string): string {
  const first = text.charCodeAt(0)
  if (first === hash || first === semicolon) return ''
  const trimmed = text.trim()
  if (trimmed.startsWith('#') || trimmed.startsWith(';') || trimmed.startsWith('//')) return ''
  const comment = trimmed.includes('#') ? trimmed.search(/\s#/) : -1
  return comment === -1 ? trimmed : trimmed.slice(0, comment).trimEnd()
}

const hash = 0x23
const semicolon = 0x3b

function lineFormat(
  name: string,
  summary: string,
  format: RowFields,
  read: (content: string, line: Line, fields: RowFields, into: FeedRow[]) => void,
): Importer {
  return {
    name,
    summary,
    options,
    parse(bytes: AsyncIterable<Uint8Array>, given: ImporterOptions) {
      const fields = Object.freeze(defaultFields(given, format))
      const text = readText(bytes, given, (head) => {
        notMarkup(name, head)
        notJson(name, head)
      })
      return rowsOfLines(text, (line, into) => {
        const content = contentOf(line.text)
        if (content === '') return
        if (line.fault !== undefined) into.push(refuseLine(line))
        else read(content, line, fields, into)
      })
    },
  }
}

/** One value a line. */
export const list = lineFormat(
  'list',
  'one value a line; comments with #, ; or //',
  {},
  (value, { line }, fields, into) => {
    into.push({ line, value, fields })
  },
)

/** Addresses by which a hosts file blocks a name. */
const nowhere: ReadonlySet<string> = new Set(['0.0.0.0', '127.0.0.1', '::', '::1', '0:0:0:0:0:0:0:0'])

/** `0.0.0.0 name [name...]`: each name is a row. */
export const hosts = lineFormat(
  'hosts',
  'hosts file: 0.0.0.0 and the names that it blocks',
  { subjectKind: 'domain' },
  (content, { line }, fields, into) => {
    const [address = '', ...names] = content.split(/\s+/)
    if (isIP(address) === 0) into.push(refused(line, content, 'row-malformed', 'the line does not begin with an IP'))
    else if (names.length === 0) into.push(refused(line, content, 'value-absent', 'no name follows the IP'))
    for (const value of names) {
      if (isIP(address) === 0) break
      if (nowhere.has(address)) into.push({ line, value, fields })
      else into.push(refused(line, value, 'not-an-indicator', `the name is given an address (${address}), not blocked`))
    }
  },
)

/** IPsum: `ip<TAB>number of blacklists that hold it`; its levels are the addresses alone. */
export const ipsum = lineFormat(
  'ipsum',
  'IPsum: an IP and on how many blacklists it is; the number becomes the label blacklists:N',
  { subjectKind: 'ip', category: 'unknown' },
  (content, { line }, fields, into) => {
    const [value = '', count, more] = content.split(/\s+/)
    if (count === undefined) into.push({ line, value, fields })
    else if (more === undefined && /^[1-9]\d{0,5}$/.test(count)) {
      into.push({ line, value, fields: { ...fields, labels: [`blacklists:${count}`] } })
    } else into.push(refused(line, content, 'row-malformed', 'an IP and a number, with a tab between, were expected'))
  },
)
