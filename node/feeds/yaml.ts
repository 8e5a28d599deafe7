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

/** Items that are parsed together. */
const together = 64

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
  let waiting: YamlFrame[] = []
  const flush = (): void => {
    for (const [at, node] of nodesOf(waiting).entries()) {
      const frame = waiting[at]
      const row = frame === undefined ? undefined : rowOf(node, frame, visitor)
      if (row !== undefined) rows.push(row)
    }
    waiting = []
  }
  for (const frame of frames) {
    const isItem = frame.kind === 'item' && frame.fault === undefined
    if (!isItem || waiting.length === together) flush()
    if (isItem) waiting.push(frame)
    else if (frame.kind === 'start') visitor.start?.()
    else if (frame.kind === 'item')
      rows.push(refusalOf(frame, frame.fault?.code ?? 'row-malformed', frame.fault?.reason ?? ''))
    else if (frame.kind === 'fields') visitor.fields(fieldsAtTop(frame), frame.line)
    else rows.push(...rowsOfWhole(frame, visitor))
  }
  flush()
  return rows
}

/** What an item is, or why it is nothing. */
type Item = ParsedNode | RefusedRow

/** All items in one go, which is far quicker; one by one where that does not give as many as there are. */
function nodesOf(frames: readonly YamlFrame[]): Item[] {
  if (frames.length === 0) return []
  const nodes = itemsOf(frames.map(({ text }) => text).join('\n'))
  if (typeof nodes !== 'string' && nodes.length === frames.length) return nodes
  return frames.map((frame) => {
    const alone = itemsOf(frame.text)
    const [only] = typeof alone === 'string' ? [] : alone
    if (only !== undefined && alone.length === 1) return only
    if (alone === repeated) return refusalOf(frame, 'key-repeated', 'a key stands twice')
    const reason = typeof alone === 'string' ? alone : 'an item of a list was expected'
    return frame.open
      ? refusalOf(frame, 'row-cut', `the file ends here: ${reason}`)
      : refusalOf(frame, 'row-malformed', reason)
  })
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

function rowOf(item: Item, frame: YamlFrame, visitor: YamlVisitor): FeedRow | undefined {
  if ('reject' in item) return item
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

/** The failsafe schema gives text alone; what is left out is null. */
function textOf({ value }: Scalar): string {
  return typeof value === 'string' ? value : ''
}

function refusalOf({ line, text }: YamlFrame, code: RefusedRow['reject'], reason: string): RefusedRow {
  return refused(line, text.trim(), code, reason)
}

function malformed({ line }: YamlFrame, reason: string): FeedError {
  return new FeedError('feed-malformed', `line ${line}: ${reason}`)
}
