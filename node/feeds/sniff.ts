// How a file begins, against the format that was named: a wrong --format is one clear error, not a thousand bad rows.
import { FeedError } from './errors.ts'
import { shown } from './text.ts'

/** Throws where the file is a web page or XML: what a download gives when it failed. */
export function notMarkup(format: string, head: string): void {
  if (/^\s*<(?:!doctype|!--|html|head|body|\?xml|script|rss|feed)/i.test(head)) {
    throw mismatch(format, 'the file is a web page or XML', head)
  }
}

/** Throws where the file is a web page. XML is none. */
export function notPage(format: string, head: string): void {
  if (/^\s*(?:<!doctype html|<(?:html|head|body|script)\b)/i.test(head))
    throw mismatch(format, 'the file is a web page', head)
}

/** Throws where the file is a JSON document. */
export function notJson(format: string, head: string): void {
  if (/^\s*(?:\{\s*["}]|\[\s*["{[\]])/.test(head)) throw mismatch(format, 'the file is JSON', head)
}

/** Throws where the file is no JSON document. */
export function onlyJson(format: string, head: string): void {
  notMarkup(format, head)
  if (!/^\s*[{[]/.test(head)) throw mismatch(format, 'the file is not JSON', head)
}

export function mismatch(format: string, why: string, head: string): FeedError {
  const beginning = shown(head.trimStart().slice(0, 60)).replace(/\s+/g, ' ')
  return new FeedError('format-mismatch', `format ${format}: ${why}; it begins with: ${beginning}`)
}
