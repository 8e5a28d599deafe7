// How a JSON document begins: the keys and first values by which formats are told apart.
import { JsonReader, type JsonKind } from './json.ts'

export interface JsonShape {
  readonly top: JsonKind
  /** Keys at the top, as far as they were seen. */
  readonly keys: readonly string[]
  /** Scalars at the top by their key. */
  readonly scalars: ReadonlyMap<string, string>
  /** What the first list or object inside begins with: its kind, its first text, and the keys of its first object. */
  readonly first:
    { readonly kind: JsonKind; readonly text: string | undefined; readonly keys: readonly string[] } | undefined
  /** Text of the values of the first object inside, by their key. */
  readonly texts: ReadonlyMap<string, string>
  /** Something stands behind the document: it is one of several. */
  readonly more: boolean
}

const keysMax = 64

/** The shape of the document that begins with `head`; `undefined` where nothing of it can be read. */
export function shapeOf(head: string): JsonShape | undefined {
  let top: JsonKind | undefined
  let ended = false
  const keys: string[] = []
  const scalars = new Map<string, string>()
  const texts = new Map<string, string>()
  const firstKeys: string[] = []
  let first: { kind: JsonKind; text: string | undefined; keys: string[] } | undefined
  const isTop = (path: readonly (string | number)[]) => path.length === 1
  /** Inside the first list or object of the top: `[0]`, `.list[0]`, `.key`. */
  const note = (path: readonly (string | number)[]) => {
    const key = path.at(-1)
    const isIn = path.length <= 4 && path.every((part) => typeof part === 'string' || part === 0)
    if (isIn && typeof key === 'string' && firstKeys.length < keysMax && !isTop(path)) firstKeys.push(key)
    return isIn
  }
  const reader = new JsonReader({
    open(kind, path) {
      top ??= kind
      if (isTop(path) && typeof path[0] === 'string' && keys.length < keysMax) keys.push(path[0])
      else if (path.length > 0) note(path)
      if (isTop(path)) first ??= { kind, text: undefined, keys: firstKeys }
    },
    scalar({ kind, text }, path) {
      if (isTop(path)) {
        if (typeof path[0] === 'string') {
          if (keys.length < keysMax) keys.push(path[0])
          scalars.set(path[0], text)
        } else if (kind === 'string') first ??= { kind: 'array', text, keys: firstKeys }
        return
      }
      if (path.length === 0) return
      if (note(path) && typeof path.at(-1) === 'string')
        texts.set(String(path.at(-1)), texts.get(String(path.at(-1))) ?? text)
      if (path.length === 2 && path[1] === 0 && first !== undefined && first.text === undefined) first.text = text
    },
    close(_kind, path) {
      if (path.length === 0) ended = true
    },
  })
  let more = false
  try {
    reader.push(head)
  } catch {
    more = ended
  }
  return top === undefined ? undefined : { top, keys, scalars, first, texts, more }
}
