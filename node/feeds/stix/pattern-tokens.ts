// The tokens of a STIX pattern (STIX 2.1, section 9; the grammar of OASIS' cti-pattern-validator).
import { shown } from '../text.ts'

export type TokenKind = 'word' | 'string' | 'typed' | 'number' | 'sign'

export interface Token {
  readonly kind: TokenKind
  /** Of a string its content, of a typed literal (`t'...'`) its content too. Keywords are words. */
  readonly text: string
  /** Where it starts, from 1. */
  readonly at: number
}

/** Where and why a pattern is none. */
export class PatternFault extends Error {
  constructor(at: number, what: string) {
    super(`character ${at}: ${what}`)
    this.name = 'PatternFault'
  }
}

// White space and comments; then one token. Words may hold dashes: types do, and nothing else could stand there.
const blank = /(?:[\s\u0085]+|\/\*[\s\S]*?\*\/|\/\/[^\r\n]*)*/y
const word = /[A-Za-z_][A-Za-z0-9_-]*/y
const number = /[+-]?(?:\d+(?:\.\d+)?|\.\d+)/y
const sign = /==|!=|<>|<=|>=|[=<>:.,()[\]*]/y
const quoted = /'([^'\\]*(?:\\[\s\S][^'\\]*)*)'/y

/** Throws PatternFault. */
export function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = []
  let at = skip(pattern, 0)
  const take = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at
    return form.exec(pattern)
  }
  const add = (kind: TokenKind, text: string, length: number) => {
    tokens.push({ kind, text, at: at + 1 })
    at = skip(pattern, at + length)
  }
  while (at < pattern.length) {
    const string = take(quoted)
    if (string !== null) {
      add('string', unescape(string[1] ?? ''), string[0].length)
      continue
    }
    const name = take(word)
    if (name !== null) {
      const literal = /^[tbh]$/.test(name[0]) && pattern.charAt(at + 1) === "'" ? literalAt(pattern, at + 1) : null
      if (literal === null) add('word', name[0], name[0].length)
      else add('typed', unescape(literal[1] ?? ''), literal[0].length + 1)
      continue
    }
    const digits = take(number)
    if (digits !== null) {
      add('number', digits[0], digits[0].length)
      continue
    }
    const mark = take(sign)
    if (mark === null) throw new PatternFault(at + 1, `"${shown(pattern.slice(at, at + 20))}" begins no token`)
    add('sign', mark[0], mark[0].length)
  }
  return tokens
}

function skip(pattern: string, from: number): number {
  blank.lastIndex = from
  blank.exec(pattern)
  return Math.max(from, blank.lastIndex)
}

function literalAt(pattern: string, at: number): RegExpExecArray | null {
  quoted.lastIndex = at
  return quoted.exec(pattern)
}

/** A quote and a backslash are escaped; any other backslash is one, as writers of paths and regular expressions mean it. */
function unescape(text: string): string {
  return text.includes('\\') ? text.replace(/\\(['\\])/g, '$1') : text
}
