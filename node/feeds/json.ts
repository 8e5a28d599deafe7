// A JSON document of any size, token by token (RFC 8259). Nothing is assembled: what a format does not look at costs no
// memory, a repeated key loses nothing, and `__proto__` is a key like any other. What came before a fault counts.
import { FeedError } from './errors.ts'
import { feedLimits } from './limits.ts'
import { shown } from './text.ts'

export type JsonKind = 'object' | 'array'

export interface JsonScalar {
  readonly kind: 'string' | 'number' | 'literal'
  /** A string's content; a number or literal as written. Of a string that is too long, its beginning. */
  readonly text: string
  readonly tooLong: boolean
  readonly line: number
}

/** `path` is where the value stands: keys and indexes from the top. It is reused: copy what is kept. */
export interface JsonVisitor {
  open?(kind: JsonKind, path: readonly (string | number)[], line: number): void
  scalar(scalar: JsonScalar, path: readonly (string | number)[]): void
  close?(kind: JsonKind, path: readonly (string | number)[], line: number): void
}

type Expect = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'next' | 'nothing'

const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y
const numberChars = /[-+.eE\d]*/y
const needsUnescape = /[\\\u0000-\u001f]/ // eslint-disable-line no-control-regex
const quoteOrEscape = /["\\]/g
const literals = ['true', 'false', 'null'] as const

/** Takes the document in pieces. Throws FeedError `feed-malformed` at a fault, and `feed-truncated` from `end`. */
export class JsonReader {
  readonly #visitor: JsonVisitor
  readonly #kinds: JsonKind[] = []
  readonly #path: (string | number)[] = []
  #expect: Expect = 'value'
  #text = ''
  #at = 0
  /** Up to where an unfinished string has been searched for its end. */
  #searched = 0
  /** Set while the rest of a string beyond the bound is dropped. */
  #dropping: { readonly begins: string; readonly isKey: boolean; readonly line: number } | undefined
  #line = 1

  constructor(visitor: JsonVisitor) {
    this.#visitor = visitor
  }

  push(text: string): void {
    this.#searched = Math.max(0, this.#searched - this.#at)
    this.#text = this.#at === this.#text.length ? text : this.#text.slice(this.#at) + text
    this.#at = 0
    this.#run(false)
  }

  end(): void {
    this.#run(true)
    if (this.#expect !== 'nothing') {
      throw new FeedError('feed-truncated', `the file ends inside its JSON document, on line ${this.#line}`)
    }
  }

  #run(ended: boolean): void {
    for (;;) {
      if (this.#dropping !== undefined) {
        if (!this.#drop()) return
        continue
      }
      this.#skipSpace()
      if (this.#at >= this.#text.length) return
      if (!this.#token(this.#text.charAt(this.#at), ended)) return
    }
  }

  #skipSpace(): void {
    for (; this.#at < this.#text.length; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === 0x0a) this.#line += 1
      else if (code !== 0x20 && code !== 0x0d && code !== 0x09) return
    }
  }

  /** Reads one token; `false` where more text is needed for it. */
  #token(first: string, ended: boolean): boolean {
    const expect = this.#expect
    if (expect === 'key' || expect === 'key-or-end') {
      if (first === '"') return this.#string(true)
      if (first === '}' && expect === 'key-or-end') return this.#close('object')
      throw this.#fault('a key')
    }
    if (expect === 'colon') {
      if (first !== ':') throw this.#fault('a colon')
      this.#expect = 'value'
      this.#at += 1
      return true
    }
    if (expect === 'next') return this.#next(first)
    if (expect === 'nothing') throw this.#fault('the end of the file')
    if (first === '"') return this.#string(false)
    if (first === '{') return this.#open('object')
    if (first === '[') return this.#open('array')
    if (first === ']' && expect === 'value-or-end') return this.#close('array')
    return first === '-' || (first >= '0' && first <= '9') ? this.#number(ended) : this.#literal()
  }

  #next(first: string): boolean {
    const kind = this.#kinds.at(-1) ?? 'array'
    if (first === (kind === 'object' ? '}' : ']')) return this.#close(kind)
    if (first !== ',') throw this.#fault('a comma')
    this.#at += 1
    this.#expect = kind === 'object' ? 'key' : 'value'
    if (kind === 'array') this.#path[this.#path.length - 1] = Number(this.#path.at(-1)) + 1
    return true
  }

  #open(kind: JsonKind): true {
    if (this.#kinds.length >= feedLimits.jsonNestingMax) {
      throw new FeedError(
        'feed-malformed',
        `the JSON is nested deeper than ${feedLimits.jsonNestingMax}, on line ${this.#line}`,
      )
    }
    this.#visitor.open?.(kind, this.#path, this.#line)
    this.#kinds.push(kind)
    this.#path.push(kind === 'array' ? 0 : '')
    this.#expect = kind === 'array' ? 'value-or-end' : 'key-or-end'
    this.#at += 1
    return true
  }

  #close(kind: JsonKind): true {
    this.#kinds.pop()
    this.#path.pop()
    this.#at += 1
    this.#settle()
    this.#visitor.close?.(kind, this.#path, this.#line)
    return true
  }

  #settle(): void {
    this.#expect = this.#kinds.length === 0 ? 'nothing' : 'next'
  }

  #string(isKey: boolean): boolean {
    const start = this.#at + 1
    let from = Math.max(start, this.#searched)
    for (;;) {
      const end = this.#text.indexOf('"', from)
      if (end === -1) {
        this.#searched = this.#text.length
        if (this.#text.length - start <= feedLimits.jsonTokenMaxChars) return false
        this.#dropping = { begins: this.#text.slice(start, start + feedLimits.shownMaxChars), isKey, line: this.#line }
        this.#at = start
        this.#searched = 0
        return true
      }
      if (this.#isEscaped(start, end)) {
        from = end + 1
        continue
      }
      this.#searched = 0
      const raw = this.#text.slice(start, end)
      const tooLong = raw.length > feedLimits.jsonTokenMaxChars
      const content = tooLong ? raw.slice(0, feedLimits.shownMaxChars) : this.#unescape(raw)
      this.#at = end + 1
      this.#stringRead(content, tooLong, isKey, this.#line)
      return true
    }
  }

  #stringRead(content: string, tooLong: boolean, isKey: boolean, line: number): void {
    if (isKey) {
      this.#path[this.#path.length - 1] = tooLong ? `${content}…` : content
      this.#expect = 'colon'
    } else {
      this.#settle()
      this.#visitor.scalar({ kind: 'string', text: content, tooLong, line }, this.#path)
    }
  }

  #isEscaped(start: number, quote: number): boolean {
    let before = quote - 1
    while (before >= start && this.#text.charCodeAt(before) === 0x5c) before -= 1
    return (quote - 1 - before) % 2 === 1
  }

  #unescape(raw: string): string {
    if (!needsUnescape.test(raw)) return raw
    try {
      return String(JSON.parse(`"${raw}"`))
    } catch (cause) {
      throw new FeedError('feed-malformed', `a string on line ${this.#line} is not valid JSON: ${shown(raw)}`, {
        cause,
      })
    }
  }

  /** Drops the rest of a string that is too long; `false` where its end is yet to come. */
  #drop(): boolean {
    for (;;) {
      quoteOrEscape.lastIndex = this.#at
      const found = quoteOrEscape.exec(this.#text)
      if (found === null) {
        this.#at = this.#text.length
        return false
      }
      if (found[0] === '\\') {
        this.#at = found.index
        if (found.index + 1 >= this.#text.length) return false
        this.#at = found.index + 2
        continue
      }
      this.#at = found.index + 1
      const { begins, isKey, line } = this.#dropping ?? { begins: '', isKey: false, line: this.#line }
      this.#dropping = undefined
      this.#stringRead(begins, true, isKey, line)
      return true
    }
  }

  #number(ended: boolean): boolean {
    numberChars.lastIndex = this.#at
    const chars = numberChars.exec(this.#text)?.[0] ?? ''
    const atEnd = this.#at + chars.length >= this.#text.length
    if (chars.length > feedLimits.jsonTokenMaxChars) throw this.#fault('a shorter number')
    if (atEnd && (!ended || this.#kinds.length > 0)) return false
    numberForm.lastIndex = this.#at
    if (numberForm.exec(this.#text)?.[0] !== chars) throw this.#fault('a number')
    return this.#scalar('number', chars)
  }

  #literal(): boolean {
    const ahead = this.#text.slice(this.#at, this.#at + 5)
    for (const literal of literals) {
      if (ahead.startsWith(literal)) return this.#scalar('literal', literal)
      if (literal.startsWith(ahead)) return false
    }
    throw this.#fault('a value')
  }

  #scalar(kind: JsonScalar['kind'], text: string): true {
    this.#at += text.length
    this.#settle()
    this.#visitor.scalar({ kind, text, tooLong: false, line: this.#line }, this.#path)
    return true
  }

  #fault(wanted: string): FeedError {
    const found = shown(this.#text.slice(this.#at, this.#at + 20))
    return new FeedError('feed-malformed', `line ${this.#line}: ${wanted} was expected where the file has: ${found}`)
  }
}
