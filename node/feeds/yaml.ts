// What the frames of a YAML document say: `yaml` parses them. Every scalar is text, aliases are not followed, and nothing
// becomes an object of the language, so that no key means more than itself.
import { type ParsedNode, type Scalar, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { FeedError } from './errors.ts'
import { batches, readLines, refused } from './lines.ts'
import { shown } from './text.ts'
import type { FeedRow, RefusedRow } from './types.ts'
import { type YamlFrame, YamlFramer } from './yaml-frames.ts'

/** Text, a list of texts, or `undefined` for anything deeper, which no format here reads. */
export type YamlValue = string | readonly string[] | undefined
export type YamlFields = ReadonlyMap<string, YamlValue>

export interface YamlVisitor {
  /** Another document begins. */
  start?(): void
  /** Fields at the top of the document, as they come. */
  fields(fields: YamlFields, line: number): void
  /** An item that holds fields. `list` is the key that it stands under; `undefined` where the document is a list. */
  item(fields: YamlFields, list: string | undefined, line: number): FeedRow | undefined
  /** An item that is a text. */
  text?(text: string, list: string | undefined, line: number): FeedRow | undefined
}

/** The rows of a YAML text whose items under the keys `lists`, or at the top, are rows. Throws FeedError `feed-malformed`. */
export async function* rowsOfYaml(
  text: AsyncIterable<string>,
  lists: readonly string[],
  visitor: YamlVisitor,
): AsyncGenerator<readonly FeedRow[]> {
  const framer = new YamlFramer(lists)
  for await (const lines of readLines(text)) yield* batches(rowsOfFrames(framer.push(lines), visitor))
  yield* batches(rowsOfFrames(framer.end(), visitor))
}

function rowsOfFrames(frames: readonly YamlFrame[], visitor: YamlVisitor): FeedRow[] {
  const rows: FeedRow[] = []
  for (const frame of frames) {
    if (frame.kind === 'start') visitor.start?.()
    else if (frame.kind === 'fields') visitor.fields(fieldsAtTop(frame), frame.line)
    else if (frame.kind === 'whole') rows.push(...rowsOfWhole(frame, visitor))
    else {
      const row = rowOfItem(frame, visitor)
      if (row !== undefined) rows.push(row)
    }
  }
  return rows
}

function rowOfItem(frame: YamlFrame, visitor: YamlVisitor): FeedRow | undefined {
  if (frame.fault !== undefined) return refusalOf(frame, frame.fault.code, frame.fault.reason)
  const items = itemsOf(frame.text)
  if (items === repeated) return refusalOf(frame, 'key-repeated', 'a key stands twice')
  const [only] = typeof items === 'string' ? [] : items
  if (only !== undefined && items.length === 1) return rowOf(only, frame, visitor)
  const reason = typeof items === 'string' ? items : 'an item of a list was expected'
  return frame.open
    ? refusalOf(frame, 'row-cut', `the file ends here: ${reason}`)
    : refusalOf(frame, 'row-malformed', reason)
}

const repeated = 'Map keys must be unique'

/** The items of a list in block or flow style, or why it is none. */
function itemsOf(text: string): ParsedNode[] | string {
  const contents = parse(text)
  if (typeof contents === 'string') return contents
  return isSeq(contents) ? contents.items : 'a list was expected'
}

function parse(text: string): ParsedNode | null | string {
  try {
    const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' })
    const [error] = document.errors
    if (error === undefined) return document.contents
    return error.code === 'DUPLICATE_KEY' ? repeated : shown(error.message)
  } catch (cause) {
    // Nested deeper than the stack.
    return cause instanceof RangeError ? 'the item is nested too deep' : String(cause)
  }
}

function rowOf(item: ParsedNode, frame: YamlFrame, visitor: YamlVisitor): FeedRow | undefined {
  if (isScalar(item) && visitor.text !== undefined) return visitor.text(textOf(item), frame.list, frame.line)
  const fields = fieldsOf(item)
  return typeof fields === 'string'
    ? refusalOf(frame, 'row-malformed', fields)
    : visitor.item(fields, frame.list, frame.line)
}

/** A list in brackets, or a document in braces: its lists are read as if they stood in lines. */
function rowsOfWhole(frame: YamlFrame, visitor: YamlVisitor): FeedRow[] {
  if (frame.fault !== undefined) throw malformed(frame, frame.fault.reason)
  const contents = parse(frame.text)
  if (typeof contents === 'string') {
    if (!frame.open) throw malformed(frame, contents)
    throw new FeedError('feed-truncated', `the file ends inside the list that begins on line ${frame.line}`)
  }
  if (isSeq(contents)) {
    return contents.items.flatMap((item) => rowOf(item, frame, visitor) ?? [])
  }
  throw malformed(frame, 'a list was expected')
}

function fieldsAtTop(frame: YamlFrame): YamlFields {
  if (frame.fault !== undefined) throw malformed(frame, frame.fault.reason)
  const contents = parse(frame.text)
  const fields = typeof contents === 'string' ? contents : contents === null ? '' : fieldsOf(contents)
  if (typeof fields === 'string') throw malformed(frame, fields)
  return fields
}

/** The fields of a map, or why it is none. */
function fieldsOf(node: ParsedNode): YamlFields | string {
  if (isAlias(node)) return 'aliases are not followed'
  if (!isMap(node)) return 'fields were expected, such as "address: ..."'
  const fields = new Map<string, YamlValue>()
  for (const { key, value } of node.items) {
    if (!isScalar(key)) return 'a key is no text'
    if (isAlias(value)) return `aliases are not followed: ${shown(textOf(key))}`
    fields.set(textOf(key), valueOf(value))
  }
  return fields
}

function valueOf(node: ParsedNode | null): YamlValue {
  if (node === null) return ''
  if (isScalar(node)) return textOf(node)
  if (!isSeq(node)) return undefined
  const texts = node.items.map((item) => (isScalar(item) ? textOf(item) : undefined))
  return texts.every((text) => text !== undefined) ? texts : undefined
}

/** The failsafe schema gives text alone, for what YAML calls nothing, too. */
function textOf({ value, type }: Scalar): string {
  return typeof value !== 'string' || (type === 'PLAIN' && /^(?:~|null)$/i.test(value)) ? '' : value
}

function refusalOf({ line, text }: YamlFrame, code: RefusedRow['reject'], reason: string): RefusedRow {
  return refused(line, text.trim().split('\n')[0] ?? '', code, reason)
}

function malformed({ line }: YamlFrame, reason: string): FeedError {
  return new FeedError('feed-malformed', `line ${line}: ${reason}`)
}
