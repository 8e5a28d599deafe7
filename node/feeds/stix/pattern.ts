// A STIX pattern as a tree: what it asks of observations, and when.
import { feedLimits } from '../limits.ts'
import { PatternFault, type Token, tokensOf } from './pattern-tokens.ts'

export const operators = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'IN',
  'LIKE',
  'MATCHES',
  'ISSUBSET',
  'ISSUPERSET',
  'EXISTS',
] as const
export type Operator = (typeof operators)[number]

/** One comparison: `type:path operator values`. `negated` holds NOT. */
export interface Test {
  readonly is: 'test'
  readonly type: string
  /** As written, without quotes: `hashes.SHA-256`, `to_refs[*].value`. */
  readonly path: string
  readonly operator: Operator
  readonly negated: boolean
  /** None for EXISTS, several for IN. */
  readonly values: readonly string[]
}

export type Comparison = Test | { readonly is: 'and' | 'or'; readonly of: readonly Comparison[] }

export interface Qualifiers {
  readonly start?: string
  readonly stop?: string
  /** REPEATS. */
  readonly times?: number
}

export type Observation =
  | { readonly is: 'observed'; readonly what: Comparison; readonly qualifiers: Qualifiers }
  | {
      readonly is: 'and' | 'or' | 'followed-by'
      readonly of: readonly Observation[]
      readonly qualifiers: Qualifiers
    }

/** Throws PatternFault. */
export function parsePattern(pattern: string): Observation {
  const parser = new Parser(tokensOf(pattern))
  const observation = parser.observations()
  parser.end()
  return observation
}

const signs: Readonly<Record<string, Operator>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}
const wordOperators: ReadonlySet<string> = new Set(['IN', 'LIKE', 'MATCHES', 'ISSUBSET', 'ISSUPERSET'])
const none: Qualifiers = Object.freeze({})

class Parser {
  readonly #tokens: readonly Token[]
  #next = 0
  #depth = 0
  #tests = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  observations(): Observation {
    return this.#chain('FOLLOWEDBY', 'followed-by', () =>
      this.#chain('OR', 'or', () => this.#chain('AND', 'and', () => this.#observation())),
    )
  }

  end(): void {
    if (this.#peek() !== undefined) throw this.#fault('nothing more was expected')
  }

  #chain(keyword: string, is: 'and' | 'or' | 'followed-by', one: () => Observation): Observation {
    const first = one()
    if (!this.#isWord(keyword)) return first
    const of = [first]
    while (this.#takeWord(keyword)) of.push(one())
    return { is, of, qualifiers: none }
  }

  #observation(): Observation {
    if (this.#takeSign('[')) {
      const what = this.#comparison()
      this.#expectSign(']')
      return { is: 'observed', what, qualifiers: this.#qualifiers() }
    }
    this.#expectSign('(')
    const inner = this.#nested(() => this.observations())
    this.#expectSign(')')
    const qualifiers = this.#qualifiers()
    return qualifiers === none ? inner : { is: 'or', of: [inner], qualifiers }
  }

  #qualifiers(): Qualifiers {
    let all = none
    for (;;) {
      if (this.#takeWord('START')) {
        const start = this.#timestamp()
        if (!this.#takeWord('STOP')) throw this.#fault('STOP was expected')
        all = { ...all, start, stop: this.#timestamp() }
      } else if (this.#takeWord('WITHIN')) {
        this.#number()
        if (!this.#takeWord('SECONDS')) throw this.#fault('SECONDS was expected')
        if (all === none) all = {}
      } else if (this.#takeWord('REPEATS')) {
        all = { ...all, times: Math.max(all.times ?? 0, this.#number()) }
        if (!this.#takeWord('TIMES')) throw this.#fault('TIMES was expected')
      } else return all
    }
  }

  #comparison(): Comparison {
    return this.#compared('OR', 'or', () => this.#compared('AND', 'and', () => this.#test()))
  }

  #compared(keyword: string, is: 'and' | 'or', one: () => Comparison): Comparison {
    const first = one()
    if (!this.#isWord(keyword)) return first
    const of = [first]
    while (this.#takeWord(keyword)) of.push(one())
    return { is, of }
  }

  #test(): Comparison {
    if (this.#takeSign('(')) {
      const inner = this.#nested(() => this.#comparison())
      this.#expectSign(')')
      return inner
    }
    this.#tests += 1
    if (this.#tests > feedLimits.patternTestsMax)
      throw this.#fault(`more than ${feedLimits.patternTestsMax} comparisons`)
    let negated = this.#takeWord('NOT')
    if (this.#takeWord('EXISTS')) return { is: 'test', ...this.#path(), operator: 'EXISTS', negated, values: [] }
    if (negated) throw this.#fault('EXISTS was expected')
    const path = this.#path()
    negated = this.#takeWord('NOT')
    const operator = this.#operator()
    return { is: 'test', ...path, operator, negated, values: operator === 'IN' ? this.#set() : [this.#literal()] }
  }

  #path(): { type: string; path: string } {
    const type = this.#take('word', 'an object type was expected').text
    this.#expectSign(':')
    let path = this.#step()
    for (;;) {
      if (this.#takeSign('.')) path += `.${this.#step()}`
      else if (this.#takeSign('[')) {
        const index = this.#takeSign('*') ? '*' : this.#take('number', 'an index was expected').text
        this.#expectSign(']')
        path += `[${index}]`
      } else return { type, path }
    }
  }

  #step(): string {
    const token = this.#peek()
    return token?.kind === 'string' ? this.#take('string', '').text : this.#take('word', 'a property was expected').text
  }

  #operator(): Operator {
    const token = this.#peek()
    const upper = token?.kind === 'word' ? token.text.toUpperCase() : ''
    const found =
      token?.kind === 'sign' ? signs[token.text] : wordOperators.has(upper) ? (upper as Operator) : undefined
    if (found === undefined) throw this.#fault('an operator was expected')
    this.#next += 1
    return found
  }

  #set(): string[] {
    this.#expectSign('(')
    const values: string[] = []
    if (this.#takeSign(')')) return values
    do {
      this.#tests += 1
      if (this.#tests > feedLimits.patternTestsMax) throw this.#fault(`more than ${feedLimits.patternTestsMax} values`)
      values.push(this.#literal())
    } while (this.#takeSign(','))
    this.#expectSign(')')
    return values
  }

  #literal(): string {
    const token = this.#peek()
    const isBoolean = token?.kind === 'word' && /^(?:true|false)$/i.test(token.text)
    if (token === undefined || !(isBoolean || ['string', 'number', 'typed'].includes(token.kind))) {
      throw this.#fault('a value was expected')
    }
    this.#next += 1
    return token.text
  }

  /** STIX 2.0 writes a plain string. */
  #timestamp(): string {
    const token = this.#peek()
    if (token?.kind !== 'typed' && token?.kind !== 'string') throw this.#fault("a time was expected, as t'...'")
    this.#next += 1
    return token.text
  }

  #number(): number {
    return Number(this.#take('number', 'a number was expected').text)
  }

  #nested<Result>(inner: () => Result): Result {
    this.#depth += 1
    if (this.#depth > feedLimits.patternNestingMax)
      throw this.#fault(`nested deeper than ${feedLimits.patternNestingMax}`)
    const result = inner()
    this.#depth -= 1
    return result
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next]
  }

  #isWord(keyword: string): boolean {
    const token = this.#peek()
    return token?.kind === 'word' && token.text.toUpperCase() === keyword
  }

  #takeWord(keyword: string): boolean {
    const is = this.#isWord(keyword)
    if (is) this.#next += 1
    return is
  }

  #takeSign(sign: string): boolean {
    const token = this.#peek()
    const is = token?.kind === 'sign' && token.text === sign
    if (is) this.#next += 1
    return is
  }

  #expectSign(sign: string): void {
    if (!this.#takeSign(sign)) throw this.#fault(`"${sign}" was expected`)
  }

  #take(kind: Token['kind'], what: string): Token {
    const token = this.#peek()
    if (token?.kind !== kind) throw this.#fault(what)
    this.#next += 1
    return token
  }

  #fault(what: string): PatternFault {
    const token = this.#peek()
    return new PatternFault(token?.at ?? (this.#tokens.at(-1)?.at ?? 0) + 1, what)
  }
}
