// The wire form of a statement and back: names for numbers, percent for percent + 1, ids for references.
import { ProtocolError } from './errors.ts'
import { hexId, parseStatementId, formatStatementId, type StatementId } from './ids.ts'
import { limits } from './limits.ts'
import { bases, roles, statementKinds, subjectKinds, wire } from './names.ts'
import type { Origin, Relation, RequestBody, ResponseBody, Statement, Subject } from './statement-shape.ts'

function malformed(field: string): never {
  throw new ProtocolError('statement-malformed', `statement: ${field}`)
}

function unknown(field: string): never {
  throw new ProtocolError('statement-unknown', `statement: ${field} is of a later version`)
}

/** The value of a name, or undefined where nothing is stated. */
function numbered<N extends number>(table: { number: (name: string) => N | undefined }, name: string | undefined) {
  return name === undefined ? undefined : (table.number(name) ?? malformed(name))
}

function named<Name extends string>(
  table: { name: (number: number) => Name | undefined },
  number: number,
  field: string,
): Name {
  return table.name(number) ?? (number > 0 ? unknown(field) : malformed(field))
}

function subjectToWire(subject: Subject): wire.Subject.$Properties {
  const kind = subjectKinds.number(subject.kind) ?? malformed('subject kind')
  return { kind, chain: subject.chain ?? '', value: subject.value }
}

function subjectFromWire(subject: wire.Subject.$Properties | null | undefined): Subject {
  if (subject == null) return malformed('subject')
  const kind = named(subjectKinds, subject.kind ?? 0, 'subject kind')
  const value = subject.value ?? ''
  return subject.chain ? { kind, chain: subject.chain, value } : { kind, value }
}

function refToWire(id: StatementId): wire.StatementRef.$Properties {
  const { bundle, index } = parseStatementId(id) ?? malformed('statement id')
  return { bundle: Buffer.from(bundle, 'hex'), index }
}

function refFromWire(ref: wire.StatementRef.$Properties): StatementId {
  const index = ref.index ?? 0
  if (ref.bundle?.byteLength !== limits.hashBytes || index >= limits.bundleStatementsMax)
    return malformed('statement id')
  return formatStatementId(hexId(ref.bundle), index)
}

function hashesToWire(hashes: readonly string[] | undefined): Uint8Array[] {
  return (hashes ?? []).map((hash) => Buffer.from(hash, 'hex'))
}

function hashesFromWire(hashes: readonly Uint8Array[]): string[] {
  return hashes.map((hash) => (hash.byteLength === limits.hashBytes ? hexId<never>(hash) : malformed('documents')))
}

/** The message of a statement. Absent fields stay absent: protobufjs writes neither them nor defaults. */
export function statementToWire(s: Statement): wire.Statement.$Properties {
  const message = {
    kind: statementKinds.number(s.kind) ?? malformed('kind'),
    subject: subjectToWire(s.subject),
    category: s.category,
    confidence: s.confidence === undefined ? undefined : s.confidence + 1,
    role: numbered(roles, s.role),
    basis: numbered(bases, s.basis),
    description: s.description,
    labels: s.labels as string[] | undefined,
    origin: s.origin,
    firstSeen: s.firstSeen,
    lastSeen: s.lastSeen,
    validUntil: s.validUntil,
    replaces: s.replaces === undefined ? undefined : refToWire(s.replaces),
    target: s.target === undefined ? undefined : refToWire(s.target),
    reason: s.reason,
    relations: (s.relations ?? []).map(relationToWire),
    readers: s.readers as string[] | undefined,
    external: s.external as string[] | undefined,
    sightings: s.sightings,
    request: s.request === undefined ? undefined : requestToWire(s.request),
    response: s.response === undefined ? undefined : { ...s.response, documents: hashesToWire(s.response.documents) },
  }
  return message as wire.Statement.$Properties
}

function requestToWire(request: RequestBody): wire.Request.$Properties {
  return { ...request, actions: [...(request.actions ?? [])], documents: hashesToWire(request.documents) }
}

function relationToWire({ type, subject, statement }: Relation): wire.Relation.$Properties {
  return {
    type,
    ...(subject === undefined ? {} : { subject: subjectToWire(subject) }),
    ...(statement === undefined ? {} : { statement: refToWire(statement) }),
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** The statement of a message. Fields are taken as they are; `checkShape` judges them. */
export function statementFromWire(m: wire.Statement): Statement {
  const s: Mutable<Statement> = { kind: named(statementKinds, m.kind, 'kind'), subject: subjectFromWire(m.subject) }
  if (m.category !== '') s.category = m.category
  if (m.confidence !== 0) s.confidence = m.confidence - 1
  if (m.role !== wire.Role.ROLE_UNSPECIFIED) s.role = named(roles, m.role, 'role')
  if (m.basis !== wire.Basis.BASIS_UNSPECIFIED) s.basis = named(bases, m.basis, 'basis')
  if (m.description !== '') s.description = m.description
  if (m.labels.length > 0) s.labels = m.labels
  if (m.origin != null) s.origin = originFromWire(m.origin)
  if (m.firstSeen !== 0) s.firstSeen = m.firstSeen
  if (m.lastSeen !== 0) s.lastSeen = m.lastSeen
  if (m.validUntil !== 0) s.validUntil = m.validUntil
  if (m.replaces != null) s.replaces = refFromWire(m.replaces)
  if (m.target != null) s.target = refFromWire(m.target)
  if (m.reason !== '') s.reason = m.reason
  if (m.relations.length > 0) s.relations = m.relations.map(relationFromWire)
  if (m.readers.length > 0) s.readers = m.readers
  if (m.external.length > 0) s.external = m.external
  if (m.sightings !== 0) s.sightings = m.sightings
  if (m.request != null) s.request = requestFromWire(m.request)
  if (m.response != null) s.response = responseFromWire(m.response)
  return s
}

function originFromWire(origin: wire.Origin.$Properties): Origin {
  const { feed, source, record } = origin
  if (!feed && !source && !record) return malformed('origin')
  return { ...(feed && { feed }), ...(source && { source }), ...(record && { record }) }
}

function relationFromWire(relation: wire.Relation.$Properties): Relation {
  return {
    type: relation.type ?? '',
    ...(relation.subject == null ? {} : { subject: subjectFromWire(relation.subject) }),
    ...(relation.statement == null ? {} : { statement: refFromWire(relation.statement) }),
  }
}

function requestFromWire(m: wire.Request.$Properties): RequestBody {
  const documents = hashesFromWire(m.documents ?? [])
  return {
    ...(m.caseReference && { caseReference: m.caseReference }),
    ...(m.legalBasis && { legalBasis: m.legalBasis }),
    ...(m.authority && { authority: m.authority }),
    ...(m.process && { process: m.process }),
    ...(m.actions?.length && { actions: m.actions }),
    ...(m.deadline && { deadline: m.deadline }),
    ...(m.doNotNotify && { doNotNotify: true }),
    ...(documents.length > 0 && { documents }),
  }
}

function responseFromWire(m: wire.Response.$Properties): ResponseBody {
  const documents = hashesFromWire(m.documents ?? [])
  return {
    ...(m.outcome && { outcome: m.outcome }),
    ...(m.text && { text: m.text }),
    ...(documents.length > 0 && { documents }),
  }
}
