// What MISP publishes beside events: warninglists, taxonomies, templates of objects, galaxies, and the manifest and hashes of
// a feed. None of them accuses anybody: each entry is a row that is refused, so that nobody takes the file for empty.
import type { JsonShape } from '../json-shape.ts'
import type { JsonVisitor } from '../json.ts'
import { refuseScalar } from '../json-rows.ts'
import { type Line, refuseLine, refused } from '../lines.ts'
import type { FeedRow } from '../types.ts'

export type MispDefinition = 'warninglist' | 'taxonomy' | 'object-template' | 'galaxy' | 'manifest'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const hashLine = /^[0-9a-f]{32},[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\r?$/i

/** Which of them a document is that begins so; `undefined` for events and for everything else. */
export function definitionOf({ top, keys }: JsonShape): MispDefinition | undefined {
  const has = (key: string) => keys.includes(key)
  if (top !== 'object' || has('Event') || has('response') || has('Attribute')) return undefined
  if (has('list') && (has('name') || has('description') || has('matching_attributes'))) return 'warninglist'
  if (has('predicates')) return 'taxonomy'
  if (has('attributes') && (has('meta-category') || has('requiredOneOf') || has('required'))) return 'object-template'
  if (has('values') && (has('authors') || has('category') || has('source'))) return 'galaxy'
  return keys.length > 0 && keys.every((key) => uuid.test(key)) ? 'manifest' : undefined
}

/** Whether a text that begins so is the `hashes.csv` of a feed. */
export function isHashes(head: string): boolean {
  const [first = ''] = head.trimStart().split('\n', 1)
  return hashLine.test(first)
}

/** A row of `hashes.csv`. */
export function readHash(line: Line, into: FeedRow[]): void {
  const content = line.text.trim()
  if (content === '') return
  if (line.fault !== undefined) into.push(refuseLine(line))
  else if (line.open && !hashLine.test(content)) {
    into.push(refused(line.line, content, 'row-cut', 'the file ends inside this row'))
  } else if (hashLine.test(content)) {
    const event = content.slice(content.indexOf(',') + 1)
    into.push(refused(line.line, content, 'reference-unresolved', `a digest of a value that is in ${event}.json`))
  } else into.push(refused(line.line, content, 'row-malformed', 'a digest and the uuid of its event were expected'))
}

type Path = readonly (string | number)[]

interface Entries {
  /** Whether an entry stands here, with its value as a scalar. */
  readonly isEntry: (path: Path) => boolean
  readonly row: (line: number, value: string) => FeedRow
}

const entries: Readonly<Record<Exclude<MispDefinition, 'object-template' | 'manifest'>, Entries>> = {
  warninglist: {
    isEntry: (path) => path.length === 2 && path[0] === 'list',
    row: (line, value) =>
      refused(line, value, 'not-an-indicator', 'it stands in a warninglist, which says what is harmless'),
  },
  taxonomy: {
    isEntry: (path) =>
      (path.length === 3 && path[0] === 'predicates' && path[2] === 'value') ||
      (path.length === 5 && path[0] === 'values' && path[2] === 'entry' && path[4] === 'value'),
    row: (line, value) => refused(line, value, 'no-subject', 'it is a word of a taxonomy, which tags things'),
  },
  galaxy: {
    isEntry: (path) => path.length === 3 && path[0] === 'values' && path[2] === 'value',
    row: (line, value) =>
      refused(line, value, 'no-subject', 'it is a cluster of a galaxy: the name of a group or family'),
  },
}

/** Puts a row for each entry into `into`. */
export function definitionVisitor(definition: MispDefinition, into: FeedRow[]): JsonVisitor {
  if (definition === 'manifest' || definition === 'object-template') return keyVisitor(definition, into)
  const { isEntry, row } = entries[definition]
  return {
    scalar(scalar, path) {
      if (isEntry(path)) into.push(refuseScalar(scalar) ?? row(scalar.line, scalar.text))
    },
    open(kind, path, line) {
      if (isEntry(path)) into.push(refused(line, '', 'row-malformed', `a string was expected, not an ${kind}`))
    },
  }
}

/** Entries whose name is a key. */
function keyVisitor(definition: 'manifest' | 'object-template', into: FeedRow[]): JsonVisitor {
  return {
    open(_kind, path, line) {
      const name = String(path.at(-1))
      if (definition === 'manifest') {
        if (path.length !== 1) return
        const why = `its event is in ${name}.json, beside the manifest: import the folder`
        into.push(refused(line, name, 'reference-unresolved', why))
      } else if (path.length === 2 && path[0] === 'attributes') {
        into.push(refused(line, name, 'no-subject', 'it defines what an attribute of an object holds'))
      }
    },
    scalar({ text, line }, path) {
      if (path.length === 1 && definition === 'manifest') {
        into.push(refused(line, text, 'row-malformed', 'an object was expected'))
      }
    },
  }
}
