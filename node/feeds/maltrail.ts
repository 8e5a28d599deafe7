// Maltrail's trails: one name, IP or URL a line, in groups with the reports that name them in front.
import { isIP } from 'node:net'
import { defaultFields } from './defaults.ts'
import { type Line, refuseLine, refused, rowsOfLines } from './lines.ts'
import { contentOf } from './lists.ts'
import { urlsOf } from './row-texts.ts'
import { notJson, notMarkup } from './sniff.ts'
import { readText } from './text.ts'
import type { FeedRow, Importer, RowFields } from './types.ts'

/** `# Reference: URL (...)`, however it is misspelt. */
const reference = /^#+\s*ref[a-z]*\s*:.*?(https?:\/\/\S+)/i
const hostAndPort = /^([^/:@\s]+):(\d{1,5})$/
const fileHash = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i

export const maltrail: Importer = {
  name: 'maltrail',
  summary: 'Maltrail trails: names, IPs with ports and URLs, with the reports in front of each group',
  options: ['category', 'confidence', 'sourceName', 'encoding'],
  parse(bytes, options) {
    const trail = options.sourceName?.replace(/\.[^.]*$/, '') ?? ''
    const fields = Object.freeze({
      ...defaultFields(options, { category: 'malware' }),
      ...(trail !== '' && { labels: [trail] }),
    })
    const text = readText(bytes, options, (head) => {
      notMarkup('maltrail', head)
      notJson('maltrail', head)
    })
    const group = new Group()
    return rowsOfLines(text, (line, into) => {
      const content = contentOf(line.text)
      if (content === '') group.comment(line.text.trim())
      else if (line.fault !== undefined) into.push(refuseLine(line))
      else into.push(rowOf(content, line, { ...fields, ...group.said() }))
    })
  },
}

/** The reports in front of a group of lines. */
class Group {
  #reports: string[] = []
  #hasRows = false

  comment(text: string): void {
    if (!text.startsWith('#')) return
    if (this.#hasRows) [this.#reports, this.#hasRows] = [[], false]
    const url = reference.exec(text)?.[1]
    if (url !== undefined) this.#reports = urlsOf([...this.#reports, url])
  }

  said(): RowFields {
    this.#hasRows = true
    return this.#reports.length === 0 ? {} : { external: this.#reports }
  }
}

function rowOf(content: string, { line }: Line, fields: RowFields): FeedRow {
  if (content.startsWith('/')) {
    return refused(line, content, 'no-subject', 'a path without its host may be on any')
  }
  if (/[\\^$*+|()[\]]/.test(content) && !content.includes('://')) {
    return refused(line, content, 'no-subject', 'a pattern names no one thing')
  }
  if (content.includes('://')) return { line, value: content, fields: { ...fields, subjectKind: 'url' } }
  const [, host = content, port] = hostAndPort.exec(content) ?? []
  const own = port === undefined ? fields : { ...fields, labels: [...(fields.labels ?? []), `port:${port}`] }
  if (isIP(host) !== 0) return { line, value: host, fields: { ...own, subjectKind: 'ip' } }
  if (/^[\d.]+\/\d{1,2}$/.test(host))
    return refused(line, content, 'no-subject', 'a range of addresses names no one thing')
  // Maltrail looks at plain HTTP.
  if (host.includes('/')) return { line, value: `http://${host}`, fields: { ...own, subjectKind: 'url' } }
  return { line, value: host, fields: { ...own, subjectKind: fileHash.test(host) ? 'file-hash' : 'domain' } }
}
