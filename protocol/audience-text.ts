// Audiences as people write them: `group:ransomware and not jurisdiction:US`. protocol.md#audience-text
import { everyone, type Audience, type AudienceExpr } from './audience.ts'
import type { Charter } from './charter-content.ts'
import { ProtocolError } from './errors.ts'
import { parseMemberId } from './ids.ts'
import { limits } from './limits.ts'
import { memberKinds } from './names.ts'
import { isJurisdiction, sortedSet } from './text.ts'

type Field = 'group' | 'kind' | 'jurisdiction' | 'member'

const fields: readonly Field[] = ['group', 'kind', 'jurisdiction', 'member']

interface Token {
  readonly text: string
  /** Characters from the beginning, from 0. */
  readonly at: number
}

/** How far the tokens are read, and inside how many brackets and negations that is. */
interface Reading {
  readonly tokens: readonly Token[]
  readonly length: number
  next: number
  depth: number
}

function refuse(at: number, what: string): never {
  throw new ProtocolError('audience-malformed', `audience, character ${at + 1}: ${what}`)
}

function tokensOf(text: string): Token[] {
  const pattern = /\s*([A-Za-z0-9-]+|[():,])/y
  const end = text.trimEnd().length
  const tokens: Token[] = []
  while (pattern.lastIndex < end) {
    const from = pattern.lastIndex
    const found = pattern.exec(text)?.[1]
    if (found === undefined) {
      const at = from + text.slice(from).search(/\S/)
      return refuse(at, `${JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))} is not expected here`)
    }
    tokens.push({ text: found, at: pattern.lastIndex - found.length })
  }
  return tokens
}

/** Whether the next token is one of `words`; if so, it is taken. */
function take(reading: Reading, ...words: readonly string[]): string | undefined {
  const found = reading.tokens[reading.next]?.text.toLowerCase()
  if (found === undefined || !words.includes(found)) return undefined
  reading.next += 1
  return found
}

function expect(reading: Reading, wanted: string, ...words: readonly string[]): string {
  return take(reading, ...words) ?? expected(reading, wanted)
}

function expected(reading: Reading, wanted: string): never {
  const found = reading.tokens[reading.next]
  if (found === undefined) return refuse(reading.length, `${wanted} is missing at the end`)
  return refuse(found.at, `${wanted} is expected, not "${found.text}"`)
}

function readChain(reading: Reading, op: 'any' | 'all', word: string, operand: (reading: Reading) => AudienceExpr) {
  const of = [operand(reading)]
  while (take(reading, word) !== undefined) of.push(operand(reading))
  return combine(op, of)
}

/** `or` binds weaker than `and`, and `and` weaker than `not`. */
function readExpr(reading: Reading): AudienceExpr {
  return readChain(reading, 'any', 'or', readTerm)
}

function readTerm(reading: Reading): AudienceExpr {
  return readChain(reading, 'all', 'and', readFactor)
}

function readFactor(reading: Reading): AudienceExpr {
  if (take(reading, 'not') !== undefined) return { op: 'not', of: [deeper(reading, readFactor)] }
  if (take(reading, '(') !== undefined) {
    const inner = deeper(reading, readExpr)
    expect(reading, '")"', ')')
    return inner
  }
  if (take(reading, 'everyone') !== undefined) return { op: 'everyone' }
  const field = expect(reading, `everyone, ${fields.join(', ')}, not or "("`, ...fields) as Field
  if (take(reading, ':') !== undefined) return { op: field, names: readNames(reading, field) }
  const negated = take(reading, 'not') !== undefined
  expect(reading, negated ? 'in' : '":" or in', 'in')
  expect(reading, '"("', '(')
  const inner: AudienceExpr = { op: field, names: readNames(reading, field) }
  expect(reading, '"," or ")"', ')')
  return negated ? { op: 'not', of: [inner] } : inner
}

/** Whoever sends brackets without end shall not find the end of the stack. */
function deeper(reading: Reading, read: (reading: Reading) => AudienceExpr): AudienceExpr {
  reading.depth += 1
  if (reading.depth > limits.nestingMax) refuse(reading.tokens[reading.next - 1]?.at ?? 0, 'nested too deeply')
  const inner = read(reading)
  reading.depth -= 1
  return inner
}

function readNames(reading: Reading, field: Field): string[] {
  const names: string[] = []
  do {
    const token = reading.tokens[reading.next]
    if (token === undefined || /^[():,]$/.test(token.text)) return expected(reading, `the name of a ${field}`)
    names.push(nameOf(field, token))
    reading.next += 1
  } while (take(reading, ',') !== undefined)
  return sortedSet(names)
}

function nameOf(field: Field, { text, at }: Token): string {
  if (field === 'jurisdiction') {
    const name = text.toUpperCase()
    return isJurisdiction(name) ? name : refuse(at, `"${text}" is no country code of two letters`)
  }
  const name = text.toLowerCase()
  if (field === 'kind') {
    const known = memberKinds.names.find((one) => one === name)
    return known ?? refuse(at, `"${text}" is no kind of member: ${memberKinds.names.join(', ')}`)
  }
  return parseMemberId(name) ?? refuse(at, `"${text}" is no name of a ${field}`)
}

/** One form for one meaning, so that it has one lane: no nesting of the same word, operands in order and each once. */
function combine(op: 'any' | 'all', operands: readonly AudienceExpr[]): AudienceExpr {
  const flat = operands.flatMap((one) => (one.op === op ? (one.of ?? []) : [one]))
  const byText = new Map(flat.map((one) => [formatExpr(one), one]))
  const of = sortedSet([...byText.keys()]).flatMap((text) => byText.get(text) ?? [])
  const [only] = of
  return of.length === 1 && only !== undefined ? only : { op, of }
}

function depthOf(expr: AudienceExpr): number {
  return 1 + Math.max(0, ...(expr.of ?? []).map(depthOf))
}

/**
 * The audience that `text` says, in its one canonical form: `everyone`; `group:`, `kind:`, `jurisdiction:` or `member:`
 * with names behind it (any of them), or `in (...)` and `not in (...)`; `not`, `and`, `or` and brackets. Words in any
 * case. History is shared by `everyone` and by nothing narrower, unless `shareHistory` says.
 * @throws ProtocolError 'audience-malformed', with the place
 */
export function parseAudience(text: string, options: { readonly shareHistory?: boolean } = {}): Audience {
  if (text.length > limits.audienceMaxChars) refuse(limits.audienceMaxChars, 'too long')
  const reading: Reading = { tokens: tokensOf(text), length: text.trimEnd().length, next: 0, depth: 0 }
  const expr = readExpr(reading)
  if (reading.next < reading.tokens.length) return expected(reading, 'and, or, or the end')
  if (depthOf(expr) > limits.audienceDepthMax) refuse(0, 'nested too deeply')
  if (expr.op === 'everyone' && options.shareHistory !== false) return everyone
  return { expr, shareHistory: options.shareHistory ?? false }
}

/** An audience as `parseAudience` reads it. Whether history is shared is not part of the text. */
export function formatAudience(audience: Pick<Audience, 'expr'>): string {
  return formatExpr(audience.expr)
}

function formatExpr({ op, names = [], of = [] }: AudienceExpr): string {
  switch (op) {
    case 'everyone':
      return op
    case 'group':
    case 'kind':
    case 'jurisdiction':
    case 'member':
      return `${op}:${names.join(',')}`
    case 'not':
      return `not ${of.map(formatOperand).join('')}`
    case 'all':
      return of.map(formatOperand).join(' and ')
    case 'any':
      return of.map(formatOperand).join(' or ')
  }
}

function formatOperand(expr: AudienceExpr): string {
  const isChain = expr.op === 'all' || expr.op === 'any'
  return isChain && (expr.of ?? []).length > 1 ? `(${formatExpr(expr)})` : formatExpr(expr)
}

/** The groups and members that an audience names and the charter does not know. They let nobody in. */
export function unknownNames(
  charter: Charter,
  audience: Pick<Audience, 'expr'>,
): readonly { readonly op: 'group' | 'member'; readonly name: string }[] {
  const visit = ({ op, names = [], of = [] }: AudienceExpr): { op: 'group' | 'member'; name: string }[] => {
    if (op === 'group') return missing(op, names, new Set(charter.groups.map(({ name }) => name)))
    if (op === 'member') return missing(op, names, new Set(charter.members.map(({ id }): string => id)))
    return of.flatMap(visit)
  }
  return visit(audience.expr)
}

function missing<Op>(op: Op, names: readonly string[], known: ReadonlySet<string>): { op: Op; name: string }[] {
  return names.filter((name) => !known.has(name)).map((name) => ({ op, name }))
}
