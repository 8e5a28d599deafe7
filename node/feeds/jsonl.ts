// JSON Lines of our own shape (docs/feeds.md#json-lines): one flat object a line.
import { defaultFields } from './defaults.ts'
import { type Fault, type OneField, setField, setMany } from './fields.ts'
import { type Line, refuseLine, refused, rowsOfLines } from './lines.ts'
import { mismatch, notMarkup } from './sniff.ts'
import { readText } from './text.ts'
import { type FeedRow, type Importer, type RowFields, mappedFields } from './types.ts'

const keys: ReadonlySet<string> = new Set([...mappedFields, 'subjectKind'])

export const jsonl: Importer = {
  name: 'jsonl',
  summary: 'JSON Lines: value, kind, chain, category, confidence, description, labels, firstSeen, ...',
  options: ['category', 'confidence', 'chain', 'kind', 'encoding'],
  parse(bytes, options) {
    const defaults = Object.freeze(defaultFields(options))
    const text = readText(bytes, options, (head) => {
      notMarkup('jsonl', head)
      if (/^\s*\[/.test(head)) throw mismatch('jsonl', 'one object a line was expected, not an array', head)
      if (/^\s*\{[ \t\r]*\n/.test(head)) {
        throw mismatch('jsonl', 'each object must stand on one line, not over several', head)
      }
    })
    return rowsOfLines(text, (line, into) => {
      if (line.text.trim() !== '') into.push(line.fault === undefined ? rowOf(line, defaults) : refuseLine(line))
    })
  },
}

function rowOf({ line, text, open }: Line, defaults: RowFields): FeedRow {
  const refuse = (reject: Fault['reject'], reason: string, value = text) => refused(line, value, reject, reason)
  let object: unknown
  try {
    object = JSON.parse(text)
  } catch (cause) {
    if (open) return refuse('row-cut', 'the file ends inside this line, or the line is no JSON')
    return refuse('row-malformed', cause instanceof Error ? cause.message : 'the line is no JSON')
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    return refuse('row-malformed', 'a JSON object was expected')
  }
  const given = object as Readonly<Record<string, unknown>>
  const names = Object.keys(given)
  const { value } = given
  const known = typeof value === 'string' ? value : text
  for (const key of names) if (!keys.has(key)) return refuse('key-unknown', `the key "${key}" is not known`, known)
  if (typeof value !== 'string' || value.trim() === '') {
    return refuse('value-absent', 'there is no "value", or it is no text')
  }
  const fields: RowFields = { ...defaults }
  for (const key of names) {
    if (key === 'value') continue
    const fault = readKey(fields, key, given[key])
    if (fault !== undefined) return refuse(fault.reject, fault.reason, value)
  }
  // Last, where every value is known to be flat.
  if (keysIn(text) > names.length) return refuse('key-repeated', 'a key stands twice', value)
  return { line, value: value.trim(), fields }
}

/**
 * How many keys the text of a flat object has: colons behind a quote that is no escape, which in valid JSON nothing
 * else is. JSON.parse keeps the last of two equal keys without a word.
 */
function keysIn(text: string): number {
  let count = 0
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1
    while (text.charCodeAt(before) === 0x20 || text.charCodeAt(before) === 0x09) before -= 1
    if (text.charCodeAt(before) === 0x22 && text.charCodeAt(before - 1) !== 0x5c) count += 1
  }
  return count
}

function readKey(fields: RowFields, key: string, given: unknown): Fault | undefined {
  if (given === null) return undefined
  if (key === 'labels' || key === 'external' || key === 'permittedActions' || key === 'jurisdictions') {
    const texts = Array.isArray(given) ? (given as unknown[]) : [given]
    if (!texts.every((text) => typeof text === 'string')) {
      return { reject: 'cell-invalid', reason: `${key}: a list of texts was expected` }
    }
    setMany(fields, key, texts)
    return undefined
  }
  if (
    typeof given !== 'string' &&
    typeof given !== 'number' &&
    !(key === 'noRepublish' && typeof given === 'boolean')
  ) {
    return { reject: 'cell-invalid', reason: `${key}: a text or number was expected` }
  }
  // What `publish -` takes as a line says here what kind of statement it is.
  if (key === 'kind' && (given === 'indicator' || given === 'sighting')) return setField(fields, 'statementKind', given)
  return setField(fields, key === 'subjectKind' ? 'kind' : (key as OneField), String(given))
}
