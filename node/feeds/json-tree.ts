// One object of a JSON document put together within bounds, for formats whose rows are objects. Only the keys that a
// format looks at are kept; a repeated key, damage or too much of it is told, so that the format refuses the row.
import type { FeedCode } from './codes.ts'
import type { JsonKind, JsonScalar } from './json.ts'
import { feedLimits } from './limits.ts'
import { damaged } from './text.ts'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
/** Without a prototype: `__proto__` is a key like any other. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined
}

export interface TreeFault {
  readonly code: FeedCode
  readonly reason: string
}

export interface KeptKeys {
  /** Keys of the object itself; what stands under them is kept whole. */
  readonly keys: ReadonlySet<string>
  /** Keys, at any depth, whose text may be cut: nothing is decided by it. */
  readonly prose: ReadonlySet<string>
}

type Container = JsonValue[] | Record<string, JsonValue>

/** An object that inherits nothing. One of `Object.create(null)` inherits nothing either, but costs ten times the memory. */
const Bare = function () {
  // Nothing to set: the keys come later.
} as unknown as new () => Record<string, JsonValue>
Bare.prototype = Object.freeze(Object.create(null)) as object

/** What a number, a literal or a key costs beside its text, in characters. */
const nodeChars = 16

/** Fed by a visitor, from behind the opening of the object to its end. */
export class JsonTree {
  /** Line on which the object starts. */
  readonly line: number
  readonly #kept: KeptKeys
  readonly #root: Record<string, JsonValue>
  readonly #stack: Container[]
  #skipped = 0
  #chars = 0
  #fault: TreeFault | undefined

  constructor(line: number, kept: KeptKeys) {
    this.line = line
    this.#kept = kept
    this.#root = new Bare()
    this.#stack = [this.#root]
  }

  get value(): JsonObject {
    return this.#root
  }

  get fault(): TreeFault | undefined {
    return this.#fault
  }

  open(kind: JsonKind, key: string | number): void {
    if (this.#skips(key)) {
      this.#skipped += 1
      return
    }
    const container = kind === 'array' ? [] : new Bare()
    this.#put(key, container, nodeChars)
    this.#stack.push(container)
  }

  scalar(scalar: JsonScalar, key: string | number): void {
    if (this.#skips(key)) return
    const { kind, text, tooLong } = scalar
    if (kind === 'string') {
      const isProse = this.#kept.prose.has(String(key))
      if (tooLong && !isProse) this.#fail('row-too-long', `${String(key)}: the text is longer than a row may be`)
      if (text.includes(damaged)) {
        this.#fail('text-invalid', `${String(key)}: bytes that are no text in this encoding, or a NUL`)
      }
      this.#put(key, tooLong ? `${text}…` : text, text.length + nodeChars)
    } else this.#put(key, kind === 'number' ? Number(text) : literals[text], nodeChars)
  }

  /** Whether this was the end of the object itself. */
  close(): boolean {
    if (this.#skipped > 0) this.#skipped -= 1
    else this.#stack.pop()
    return this.#stack.length === 0
  }

  #skips(key: string | number): boolean {
    return this.#skipped > 0 || (this.#stack.length === 1 && !this.#kept.keys.has(String(key)))
  }

  #put(key: string | number, value: JsonValue | undefined, chars: number): void {
    this.#chars += chars
    if (this.#chars > feedLimits.objectMaxChars) {
      this.#fail('row-too-long', `the object holds more than ${feedLimits.objectMaxChars} characters`)
      return
    }
    const container = this.#stack.at(-1)
    if (container === undefined || value === undefined) return
    if (Array.isArray(container)) container.push(value)
    else if (key in container) this.#fail('key-repeated', `the key "${String(key)}" stands twice`)
    else container[key] = value
  }

  #fail(code: FeedCode, reason: string): void {
    this.#fault ??= { code, reason }
  }
}

const literals: Readonly<Record<string, JsonValue | undefined>> = { true: true, false: false, null: null }

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text that is not blank, else `undefined`. */
export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** The texts of a list; what is none is left out. */
export function textsOf(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? (value as JsonValue[]).filter((item) => typeof item === 'string') : []
}

/** The objects of a list; what is none is left out. */
export function objectsOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as JsonValue[]).filter(isObject) : []
}
