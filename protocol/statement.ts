// Statements: encoding, decoding and the rules of each kind. Decoding runs for every statement that is received.
import { equalBytes } from './bytes.ts'
import { isCategory } from './categories.ts'
import type { ProtocolCode } from './codes.ts'
import { ProtocolError } from './errors.ts'
import { limits } from './limits.ts'
import { wire } from './names.ts'
import type { Origin, Relation, RequestBody, ResponseBody, Statement } from './statement-shape.ts'
import { statementFromWire, statementToWire } from './statement-wire.ts'
import { decodeLoose, decodeStrict, encode } from './strict.ts'
import { checkSubject } from './subjects/index.ts'
import { isLine, isProse } from './text.ts'

export type * from './statement-shape.ts'

/**
 * The bytes of a statement.
 * @throws ProtocolError with the code of what the schema refuses: 'statement-malformed', 'confidence-invalid',
 * 'too-large', or the code of its subject
 */
export function encodeStatement(statement: Statement): Uint8Array {
  const fault = checkShape(statement)
  if (fault !== undefined) throw new ProtocolError(fault.code, `statement: ${fault.field}`)
  const bytes = encode(wire.Statement, statementToWire(statement))
  if (bytes.byteLength > limits.statementMaxBytes) throw new ProtocolError('too-large', 'statement')
  return bytes
}

/**
 * The statement in `bytes`. One that is malformed or of a later version keeps its place in the bundle all the same.
 * @throws ProtocolError 'statement-malformed' | 'statement-unknown'
 */
export function decodeStatement(bytes: Uint8Array): Statement {
  let message: wire.Statement
  try {
    message = decodeStrict(wire.Statement, bytes, limits.statementMaxBytes)
  } catch (cause) {
    if (isLater(bytes)) throw new ProtocolError('statement-unknown', 'statement: field of a later version', { cause })
    throw new ProtocolError('statement-malformed', 'statement: encoding', { cause })
  }
  const statement = statementFromWire(message)
  const fault = checkShape(statement)
  if (fault !== undefined) {
    throw new ProtocolError('statement-malformed', `statement: ${fault.field} (${fault.code})`)
  }
  return statement
}

const knownFields = 21

/** Whether the only fault of `bytes` are fields behind those that are known: what a later version would write. */
function isLater(bytes: Uint8Array): boolean {
  if (bytes.byteLength > limits.statementMaxBytes) return false
  try {
    const message = decodeLoose(wire.Statement, bytes)
    const unknowns = message.$unknowns ?? []
    // Written back behind the known fields, in their order: canonical encodings of later versions stay what they are.
    return (
      unknowns.every((field) => fieldNumber(field) > knownFields) && equalBytes(encode(wire.Statement, message), bytes)
    )
  } catch {
    return false
  }
}

/** The field number in the tag at the beginning of `field`: a varint whose lowest three bits are the wire type. */
function fieldNumber(field: Uint8Array): number {
  let tag = 0
  for (let at = 0, scale = 1; at < 5; at += 1, scale *= 128) {
    const byte = field[at] ?? 0
    tag += (byte & 127) * scale
    if (byte < 128) break
  }
  return Math.floor(tag / 8)
}

/** What is wrong with a statement, and in which of its fields. */
export interface Fault {
  readonly code: ProtocolCode
  readonly field: string
}

function malformed(field: string): Fault {
  return { code: 'statement-malformed', field }
}

function isTime(time: number | undefined): boolean {
  return time === undefined || (Number.isSafeInteger(time) && time > 0)
}

function isCount(count: number | undefined): boolean {
  return count === undefined || (Number.isInteger(count) && count > 0 && count <= 0xffff_ffff)
}

function optionalLine(text: string | undefined, maxChars: number): boolean {
  return text === undefined || isLine(text, maxChars)
}

function lines(texts: readonly string[] | undefined, max: number, maxChars: number): boolean {
  return texts === undefined || (texts.length <= max && texts.every((text) => isLine(text, maxChars)))
}

/** What every statement must be, of whatever kind, written or received. */
function checkShape(s: Statement): Fault | undefined {
  const subject = checkSubject(s.subject)
  if (subject !== undefined) return { code: subject, field: 'subject' }
  if (!optionalLine(s.category, limits.labelMaxChars)) return malformed('category')
  if (s.confidence !== undefined && !(Number.isInteger(s.confidence) && s.confidence >= 0 && s.confidence <= 100)) {
    return { code: 'confidence-invalid', field: 'confidence' }
  }
  if (s.description !== undefined && !isProse(s.description, limits.descriptionMaxChars))
    return malformed('description')
  if (!lines(s.labels, limits.labelsMax, limits.labelMaxChars)) return malformed('labels')
  if (s.origin !== undefined && !isOrigin(s.origin)) return malformed('origin')
  if (!isTime(s.firstSeen) || !isTime(s.lastSeen) || !isTime(s.validUntil)) return malformed('times')
  if (!optionalLine(s.reason, limits.reasonMaxChars)) return malformed('reason')
  if (s.relations !== undefined && !areRelations(s.relations)) return malformed('relations')
  if (!lines(s.readers, limits.readersMax, limits.labelMaxChars)) return malformed('readers')
  if (!lines(s.external, limits.externalMax, limits.valueMaxChars)) return malformed('external')
  if (!isCount(s.sightings)) return malformed('sightings')
  if (s.request !== undefined && !isRequest(s.request)) return malformed('request')
  if (s.response !== undefined && !isResponse(s.response)) return malformed('response')
  return undefined
}

function isOrigin(origin: Origin): boolean {
  return (
    optionalLine(origin.feed, limits.feedMaxChars) &&
    optionalLine(origin.source, limits.valueMaxChars) &&
    optionalLine(origin.record, limits.recordMaxChars) &&
    (origin.feed ?? origin.source ?? origin.record) !== undefined
  )
}

const relationTypePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

function areRelations(relations: readonly Relation[]): boolean {
  return (
    relations.length <= limits.relationsMax &&
    relations.every(
      ({ type, subject, statement }) =>
        type.length <= limits.labelMaxChars &&
        relationTypePattern.test(type) &&
        (subject === undefined) !== (statement === undefined) &&
        (subject === undefined || checkSubject(subject) === undefined),
    )
  )
}

function areDocuments(documents: readonly string[] | undefined): boolean {
  return documents === undefined || (documents.length <= limits.externalMax && documents.every((hash) => isHash(hash)))
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

function isRequest(request: RequestBody): boolean {
  return (
    optionalLine(request.caseReference, limits.labelMaxChars) &&
    optionalLine(request.legalBasis, limits.valueMaxChars) &&
    optionalLine(request.authority, limits.labelMaxChars) &&
    optionalLine(request.process, limits.labelMaxChars) &&
    lines(request.actions, limits.labelsMax, limits.labelMaxChars) &&
    isTime(request.deadline) &&
    areDocuments(request.documents)
  )
}

function isResponse(response: ResponseBody): boolean {
  return (
    optionalLine(response.outcome, limits.labelMaxChars) &&
    (response.text === undefined || isProse(response.text, limits.descriptionMaxChars)) &&
    areDocuments(response.documents)
  )
}

/**
 * The rules of publishing, by kind. Receivers do not apply them: what others hold to be publishable may change.
 */
export function faultOf(statement: Statement): Fault | undefined {
  const fault = checkShape(statement)
  if (fault !== undefined) return fault
  if (statement.request !== undefined || statement.response !== undefined) {
    return { code: 'kind-unsupported', field: 'kind' }
  }
  if (statement.category !== undefined && !isCategory(statement.category)) {
    return { code: 'category-unknown', field: 'category' }
  }
  const { firstSeen, lastSeen } = statement
  if (firstSeen !== undefined && lastSeen !== undefined && lastSeen < firstSeen) return malformed('last seen')
  switch (statement.kind) {
    case 'indicator':
      return statement.category === undefined ? { code: 'category-missing', field: 'category' } : undefined
    case 'sighting':
      return undefined
    case 'protection':
      return accusingField(statement)
    case 'dispute':
    case 'withdrawal':
      return statement.target === undefined ? { code: 'target-missing', field: 'target' } : undefined
    case 'advisory':
    case 'request':
    case 'response':
      return { code: 'kind-unsupported', field: 'kind' }
  }
}

/** Who protects a subject says nothing else of it: what would accuse it, or speak of another statement, has no place there. */
function accusingField({ category, confidence, role, target, sightings }: Statement): Fault | undefined {
  if (category !== undefined) return malformed('category')
  if (confidence !== undefined) return malformed('confidence')
  if (role !== undefined) return malformed('role')
  if (target !== undefined) return malformed('target')
  return sightings === undefined ? undefined : malformed('sightings')
}

/** The code alone. */
export function checkStatement(statement: Statement): ProtocolCode | undefined {
  return faultOf(statement)?.code
}
