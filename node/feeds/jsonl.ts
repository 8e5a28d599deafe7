// JSON Lines of our own shape (docs/feeds.md#jsonl): one flat object a line.
import { defaultFields } from './defaults.ts'
import { type Fault, type OneField, setField, setMany } from './fields.ts'
import { type Line, refuseLine, refused, rowsOfLines } from './lines.ts'
import { mismatch, notMarkup } from './sniff.ts'
import { readText } from './text.ts'
import { type FeedRow, type Importer, type RowFields, mappedFields } from './types.ts'

const keys: ReadonlySet<string> = new Set([...mappedFields, 'subjectKind'])

/** Ends of keys: a quote that is no escape, then a colon. In valid JSON nothing else looks so. */
const keyEnds = /(?<!\\)"[ \t]*:/g

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
  const entries = Object.entries(object as Record<string, unknown>)
  const value = (object as { value?: unknown }).value
  const known = typeof value === 'string' ? value : text
  for (const [key] of entries) if (!keys.has(key)) return refuse('key-unknown', `the key "${key}" is not known`, known)
  if (typeof value !== 'string' || value.trim() === '') {
    return refuse('value-absent', 'there is no "value", or it is no text')
  }
  const fields: RowFields = { ...defaults }
  for (const [key, given] of entries) {
    if (key === 'value') continue
    const fault = readKey(fields, key, given)
    if (fault !== undefined) return refuse(fault.reject, fault.reason, value)
  }
  // Last, where every value is known to be flat.
  if (hasRepeatedKey(text, entries.length)) return refuse('key-repeated', 'a key stands twice', value)
  return { line, value: value.trim(), fields }
}

/** JSON.parse keeps the last of two equal keys: the ends of keys in the text are counted against the object. */
function hasRepeatedKey(text: string, count: number): boolean {
  return (text.match(keyEnds)?.length ?? 0) > count
}

function readKey(fields: RowFields, key: string, given: unknown): Fault | undefined {
  if (given === null) return undefined
  if (key === 'labels' || key === 'external') {
    const texts = Array.isArray(given) ? (given as unknown[]) : [given]
    if (!texts.every((text) => typeof text === 'string')) {
      return { reject: 'cell-invalid', reason: `${key}: a list of texts was expected` }
    }
    setMany(fields, key, texts)
    return undefined
  }
  if (typeof given !== 'string' && typeof given !== 'number') {
    return { reject: 'cell-invalid', reason: `${key}: a text or number was expected` }
  }
  // What `publish -` takes as a line says "indicator" here.
  if (key === 'kind' && given === 'indicator') return undefined
  return setField(fields, key === 'subjectKind' ? 'kind' : (key as OneField), String(given))
}
