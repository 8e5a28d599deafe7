// A JSON document of any size, value by value. Nothing is assembled: what a format does not look at costs no memory, a
// repeated key loses nothing, and `__proto__` is a key like any other. What came before a fault counts.
import { TokenParser, TokenType, Tokenizer } from '@streamparser/json'
import { FeedError } from './errors.ts'
import { feedLimits } from './limits.ts'
import { shown } from './text.ts'

export type JsonKind = 'object' | 'array'

export interface JsonScalar {
  readonly kind: 'string' | 'number' | 'literal'
  /** A string's content; a number or literal as JSON writes it. Of a string that is too long, its beginning. */
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

/** Where a format needs others than those of `feedLimits`. */
export interface JsonBounds {
  readonly nestingMax?: number
  /** Of a string that is passed on whole. */
  readonly tokenMaxChars?: number
}

type Token = Parameters<Tokenizer['onToken']>[0]

/** Of one character of a string: `\uXXXX`. */
const escapedMaxChars = 6

/** Takes the document in pieces. Throws FeedError `feed-malformed` at a fault, and `feed-truncated` from `end`. */
export class JsonReader {
  readonly #visitor: JsonVisitor
  readonly #tokenizer = new Tokenizer()
  /** Holds the tokens to the order that JSON has. It selects no path and keeps no stack: it assembles nothing. */
  readonly #grammar = new TokenParser({ paths: [], keepStack: false })
  readonly #kinds: JsonKind[] = []
  readonly #path: (string | number)[] = []
  #isKey = false
  #line = 1
  /** Characters since the last token, which the tokenizer may hold. */
  #held = 0
  /** The last key or value, for the report of a fault behind it. */
  #last: string | undefined
  readonly #nestingMax: number
  readonly #tokenMaxChars: number

  constructor(visitor: JsonVisitor, bounds: JsonBounds = {}) {
    this.#visitor = visitor
    this.#nestingMax = bounds.nestingMax ?? feedLimits.jsonNestingMax
    this.#tokenMaxChars = bounds.tokenMaxChars ?? feedLimits.jsonTokenMaxChars
    this.#tokenizer.onToken = (token) => {
      this.#held = 0
      this.#grammar.write(token)
      this.#take(token)
    }
  }

  push(text: string): void {
    // Line by line, so that the line of every token and every fault is known.
    for (let from = 0; from < text.length;) {
      const end = text.indexOf('\n', from) + 1
      if (end === 0) {
        this.#write(text.slice(from))
        return
      }
      this.#write(text.slice(from, end))
      this.#held = 0 // no token runs over a line end
      this.#line += 1
      from = end
    }
  }

  end(): void {
    try {
      this.#tokenizer.end()
    } catch (cause) {
      throw cause instanceof FeedError ? cause : this.#truncated(cause)
    }
    if (!this.#grammar.isEnded) throw this.#truncated()
  }

  #write(text: string): void {
    this.#held += text.length
    try {
      this.#tokenizer.write(text)
    } catch (cause) {
      throw cause instanceof FeedError ? cause : this.#fault('is not valid JSON', cause)
    }
    if (this.#held > feedLimits.jsonStringMaxChars * escapedMaxChars) throw this.#tooLong()
  }

  #take({ token, value }: Token): void {
    switch (token) {
      case TokenType.LEFT_BRACE:
        return this.#open('object')
      case TokenType.LEFT_BRACKET:
        return this.#open('array')
      case TokenType.RIGHT_BRACE:
        return this.#close('object')
      case TokenType.RIGHT_BRACKET:
        return this.#close('array')
      case TokenType.COLON:
        this.#isKey = false
        return
      case TokenType.COMMA:
        if (this.#kinds.at(-1) === 'object') this.#isKey = true
        else this.#path.push(Number(this.#path.pop()) + 1)
        return
      case TokenType.STRING:
        return this.#string(String(value))
      default:
        this.#scalar(token === TokenType.NUMBER ? 'number' : 'literal', String(value), false)
    }
  }

  #open(kind: JsonKind): void {
    if (this.#kinds.length >= this.#nestingMax) {
      throw this.#fault(`is nested deeper than ${this.#nestingMax}`)
    }
    this.#visitor.open?.(kind, this.#path, this.#line)
    this.#kinds.push(kind)
    this.#path.push(kind === 'array' ? 0 : '')
    this.#isKey = kind === 'object'
  }

  #close(kind: JsonKind): void {
    this.#kinds.pop()
    this.#path.pop()
    this.#isKey = false
    this.#visitor.close?.(kind, this.#path, this.#line)
  }

  #string(content: string): void {
    if (content.length > feedLimits.jsonStringMaxChars) throw this.#tooLong()
    const tooLong = content.length > this.#tokenMaxChars
    const text = tooLong ? content.slice(0, feedLimits.shownMaxChars) : content
    if (!this.#isKey) {
      this.#scalar('string', text, tooLong)
      return
    }
    this.#path[this.#path.length - 1] = tooLong ? `${text}…` : text
    this.#last = text
  }

  #scalar(kind: JsonScalar['kind'], text: string, tooLong: boolean): void {
    this.#last = text
    this.#visitor.scalar({ kind, text, tooLong, line: this.#line }, this.#path)
  }

  #tooLong(): FeedError {
    return this.#fault(`holds a value or a gap longer than ${feedLimits.jsonStringMaxChars} characters`)
  }

  #fault(what: string, cause?: unknown): FeedError {
    const behind = this.#last === undefined ? '' : `, behind "${shown(this.#last)}"`
    return new FeedError('feed-malformed', `line ${this.#line} ${what}${behind}`, { cause })
  }

  #truncated(cause?: unknown): FeedError {
    return new FeedError('feed-truncated', `the file ends inside its JSON document, on line ${this.#line}`, { cause })
  }
}
