// The objects of a STIX document one by one: a bundle, an envelope of TAXII, a list, or a single object.
import type { JsonScalar, JsonVisitor } from '../json.ts'
import { JsonTree } from '../json-tree.ts'
import { refused } from '../lines.ts'
import { mismatch } from '../sniff.ts'
import type { RefusedRow } from '../types.ts'
import { keptKeys } from './candidates.ts'

export interface ObjectTaker {
  readonly take: (tree: JsonTree) => void
  /** What stands where an object should. */
  readonly refuse: (row: RefusedRow) => void
}

const topKeys = { ...keptKeys, keys: new Set([...keptKeys.keys, 'more', 'next']) }

/** Throws FeedError `format-mismatch` at the end of a document that holds no STIX. `format` is the name for that. */
export function documentVisitor(format: 'stix' | 'taxii', { take, refuse }: ObjectTaker): JsonVisitor {
  /** Depth at which the objects stand. */
  let depth: number | undefined
  let top: JsonTree | undefined
  let tree: JsonTree | undefined
  let hasKeys = false
  const isPlace = (path: readonly (string | number)[]) =>
    path.length === depth && (depth === 1 || path[0] === 'objects')
  return {
    open(kind, path, line) {
      const key = path.at(-1) ?? ''
      hasKeys ||= path.length === 1
      if (tree !== undefined) tree.open(kind, key)
      else if (path.length === 0) {
        if (kind === 'array') depth = 1
        else top = new JsonTree(line, topKeys)
      } else if (isPlace(path)) {
        tree = new JsonTree(line, keptKeys)
        if (kind === 'array') refuse(refused(line, '', 'row-malformed', 'an object was expected, not a list'))
      } else if (path.length === 1 && key === 'objects' && kind === 'array' && top !== undefined) depth = 2
      else top?.open(kind, key)
    },
    scalar(scalar: JsonScalar, path) {
      hasKeys ||= path.length === 1
      if (tree !== undefined) tree.scalar(scalar, path.at(-1) ?? '')
      else if (isPlace(path)) {
        refuse(refused(scalar.line, scalar.text, 'row-malformed', `an object was expected, not ${scalar.text}`))
      } else if (path.length === 0) throw mismatch(format, 'the file is a single value', scalar.text)
      else top?.scalar(scalar, path.at(-1) ?? '')
    },
    close(kind, path) {
      if (tree !== undefined) {
        if (!tree.close()) return
        if (kind === 'object') take(tree)
        tree = undefined
      } else if (path.length === 1 && path[0] === 'objects' && kind === 'array' && depth === 2) return
      else if (top?.close() === true) endOf(top, depth === 2)
    },
  }

  function endOf(document: JsonTree, hadObjects: boolean): void {
    const { type, id, more, next } = document.value
    if (hadObjects || type === 'bundle') return
    if (typeof type === 'string' && typeof id === 'string') take(document)
    else if (format !== 'taxii' || (hasKeys && more === undefined && next === undefined)) {
      throw mismatch(format, 'there is no bundle, no envelope and no object of STIX in it', '{')
    }
  }
}
