// Audiences: who may receive, as an expression over the charter.
import { equalBytes, toHex } from './bytes.ts'
import { ProtocolError } from './errors.ts'
import { tagged } from './hash.ts'
import { parseMemberId } from './ids.ts'
import { limits } from './limits.ts'
import { audienceOps, memberKinds, wire, type AudienceOp } from './names.ts'
import { encode } from './strict.ts'
import { isJurisdiction, isSortedSet, sortedSet } from './text.ts'

/**
 * `everyone`; or `group`, `kind`, `jurisdiction`, `member` with `names` (any of them); or `all`, `any`, `not` over `of`.
 * Whoever evaluates one fails closed: a name that the charter does not know matches nobody.
 */
export interface AudienceExpr {
  readonly op: AudienceOp
  readonly names?: readonly string[]
  readonly of?: readonly AudienceExpr[]
}

/** `shareHistory`: whoever becomes entitled later may read what was said before. */
export interface Audience {
  readonly expr: AudienceExpr
  readonly shareHistory: boolean
}

/** The whole network: what every member may see. */
export const everyone: Audience = { expr: { op: 'everyone' }, shareHistory: true }

/** Whether an audience is the whole network, by what it says and not by whom it happens to match. */
export function isEveryone(audience: Audience): boolean {
  return audience.expr.op === 'everyone'
}

function exprToWire(expr: AudienceExpr): wire.AudienceExpr {
  return new wire.AudienceExpr({
    op: audienceOps.number(expr.op) ?? wire.AudienceOp.AUDIENCE_OP_UNSPECIFIED,
    names: sortedSet(expr.names ?? []),
    of: (expr.of ?? []).map(exprToWire),
  })
}

/** The wire form, names sorted. */
export function audienceToWire(audience: Audience): wire.Audience {
  return new wire.Audience({ expr: exprToWire(audience.expr), shareHistory: audience.shareHistory })
}

function invalid(what: string): never {
  throw new ProtocolError('field-invalid', `audience: ${what}`)
}

function isName(op: AudienceOp, name: string): boolean {
  if (op === 'kind') return memberKinds.number(name) !== undefined
  if (op === 'jurisdiction') return isJurisdiction(name)
  return parseMemberId(name) !== undefined
}

function exprFromWire(message: wire.AudienceExpr.$Properties | null | undefined, depth: number): AudienceExpr {
  const op = audienceOps.name(message?.op ?? 0)
  if (message == null || op === undefined) return invalid('no known operation')
  if (depth > limits.audienceDepthMax) return invalid('nested too deeply')
  const names = message.names ?? []
  const of = (message.of ?? []).map((inner) => exprFromWire(inner, depth + 1))
  switch (op) {
    case 'everyone':
      if (names.length > 0 || of.length > 0) return invalid('everyone has no operands')
      return { op }
    case 'group':
    case 'kind':
    case 'jurisdiction':
    case 'member':
      if (of.length > 0 || names.length === 0) return invalid(`${op} needs names`)
      if (!isSortedSet(names)) return invalid('names are not a sorted set')
      if (!names.every((name) => isName(op, name))) return invalid(`a name is no ${op}`)
      return { op, names }
    case 'all':
    case 'any':
    case 'not':
      if (names.length > 0 || of.length === 0) return invalid(`${op} needs operands`)
      if (op === 'not' && of.length !== 1) return invalid('not has one operand')
      return { op, of }
  }
}

/**
 * The audience of a wire form. An empty one is refused.
 * @throws ProtocolError 'field-invalid'
 */
export function audienceFromWire(message: wire.Audience.$Properties | null | undefined): Audience {
  return { expr: exprFromWire(message?.expr, 1), shareHistory: message?.shareHistory ?? false }
}

function audienceBytes(audience: Audience): Uint8Array {
  return encode(wire.Audience, audienceToWire(audience))
}

/** SHA256("entente/audience/v1" 0x00 encoded audience), in hexadecimal: binds a grant to it. */
export function audienceHash(audience: Audience): string {
  return toHex(tagged('entente/audience/v1', audienceBytes(audience)))
}

/** Whether two audiences are the same expression. */
export function sameAudience(a: Audience, b: Audience): boolean {
  return a === b || equalBytes(audienceBytes(a), audienceBytes(b))
}
