// Texts, times, labels and references of other tools within what a statement may hold: what is beyond is left out, because an
// indicator is worth more than the end of its description.
import { limits } from '../../protocol/limits.ts'
import { cleanLine, cleanProse, parseTime } from './fields.ts'
import type { JsonValue } from './json-tree.ts'

/** A description, cut where it is too long. */
export function proseOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const clean = cleanProse(text)
  if (clean.length <= limits.descriptionMaxChars) return clean === '' ? undefined : clean
  // Half a surrogate pair at the cut would be no text.
  return `${clean.slice(0, limits.descriptionMaxChars - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** One line, where it is one that fits. */
export function lineOf(text: string | undefined, maxChars: number): string | undefined {
  const clean = text === undefined ? '' : cleanLine(text)
  return clean === '' || clean.length > maxChars ? undefined : clean
}

/** Labels, each once; those that are too many or too long are left out. */
export function labelsOf(texts: Iterable<string>): string[] {
  const labels = new Set<string>()
  for (const text of texts) {
    const label = lineOf(text, limits.labelMaxChars)
    if (label !== undefined && labels.size < limits.labelsMax) labels.add(label)
  }
  return [...labels]
}

/** References to the web, each once; what is no http or https URL is left out. */
export function urlsOf(values: Iterable<JsonValue | undefined>): string[] {
  const urls = new Set<string>()
  for (const value of values) {
    const url = typeof value === 'string' ? lineOf(value, limits.valueMaxChars) : undefined
    if (url === undefined || urls.size >= limits.externalMax) continue
    if (webSchemes.has(URL.parse(url)?.protocol ?? '')) urls.add(url)
  }
  return [...urls]
}

const webSchemes: ReadonlySet<string> = new Set(['http:', 'https:'])

/** Milliseconds since 1970. The beginning of 1970 itself stands for a time that is not known. */
export function timeOf(value: JsonValue | undefined): number | 'broken' | undefined {
  if (value === undefined || value === null) return undefined
  const time = typeof value === 'string' ? parseTime(value.trim()) : undefined
  return time === undefined ? 'broken' : time === 0 ? undefined : time
}
