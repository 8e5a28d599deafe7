// Turns what a publisher hands in (a draft or a feed row) into a statement: the edge where text is parsed, once.
import type { MemberId, StatementId } from '../../protocol/ids.ts'
import type { Charter } from '../../protocol/charter.ts'
import type { Basis, Role, StatementKind, SubjectKind } from '../../protocol/names.ts'
import type { Statement, Subject } from '../../protocol/statement-shape.ts'
import { parseStatementId } from '../../protocol/ids.ts'
import { bases, roles } from '../../protocol/names.ts'
import { parseSubject } from '../../protocol/subjects/index.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { Forced } from '../store/types.ts'
import { IngestError } from './errors.ts'
import { manualFeed } from './identity.ts'
import { type ParseSubject, insisting } from './insisting.ts'
import type { Place } from './place.ts'
import { assertPublishable } from './publishable.ts'
import { type WhereText, parseWhere, replyPlace, strictestPlace } from './where.ts'

/** One thing to be published, as text. Times are milliseconds, confidence is percent, the marking is a TLP label. */
export interface Draft extends WhereText {
  readonly kind: StatementKind
  readonly value?: string
  readonly subjectKind?: SubjectKind
  readonly chain?: string
  readonly category?: string
  readonly confidence?: number
  readonly role?: string
  readonly basis?: string
  readonly description?: string
  readonly labels?: readonly string[]
  readonly feed?: string
  readonly source?: string
  readonly record?: string
  readonly firstSeen?: number
  readonly lastSeen?: number
  readonly validUntil?: number
  readonly target?: string
  readonly reason?: string
  readonly external?: readonly string[]
  readonly sightings?: number
  readonly replaces?: string
  /** Named readers inside the receiving members: `NAME` or `NAME@member` (TLP:RED). */
  readonly readers?: readonly string[]
  /** It is said although the gate of quality would hold it. */
  readonly force?: boolean
}

/** The statement that a dispute, withdrawal or sighting speaks of, as far as the edge needs it. */
export interface Target {
  readonly id: StatementId
  readonly member: MemberId
  readonly place: Place
  readonly statement: Statement
}

export interface Parsed {
  readonly statement: Statement
  readonly place: Place
  readonly target: Target | undefined
  /** What it is said instead of, where that stands at another place. */
  readonly supersedes: Target | undefined
  /** By what its subject would have been refused, had nobody insisted. */
  readonly passed: Forced | undefined
}

export interface DraftDeps {
  readonly member: MemberId
  readonly find: (id: StatementId) => Target | undefined
  /** The newest. */
  readonly charter: () => Charter
}

/** Parses a draft. `find` looks up the statement that it speaks of. Throws ProtocolError and IngestError. */
export function parseDraft(draft: Draft, { member, find, charter }: DraftDeps): Parsed {
  assertKind(draft.kind)
  const target = draft.target === undefined ? undefined : findTarget(draft.target, find)
  if (target === undefined && (draft.kind === 'dispute' || draft.kind === 'withdrawal')) {
    throw new IngestError('target-missing', `a ${draft.kind} names the statement it speaks of`)
  }
  if (draft.kind === 'withdrawal') assertOwn(target, member)
  const replaced = draft.replaces === undefined ? undefined : findTarget(draft.replaces, find)
  if (replaced !== undefined) assertOwn(replaced, member)
  const place = placeFor(draft, target, replaced, charter)
  const moved = replaced !== undefined && replaced.place.key !== place.key
  const replaces = moved ? undefined : replaced
  const readers = readersFor(draft, target, replaced)
  if (place.marking.tlp === 'TLP:RED' && (readers === undefined || readers.length === 0)) {
    throw new ProtocolError('readers-required', 'TLP:RED names its readers one by one')
  }
  let passed: Forced | undefined
  const parse = draft.force === true ? insisting('draft', (by) => (passed = by)) : parseSubject
  const statement: Statement = {
    kind: draft.kind,
    subject: subjectOf(draft, target, parse),
    ...given('category', draft.category ?? (draft.kind === 'dispute' ? target?.statement.category : undefined)),
    ...given('confidence', draft.confidence),
    ...given('role', named(roles, 'role', draft.role) as Role | undefined),
    ...given('basis', named(bases, 'basis', draft.basis) as Basis | undefined),
    ...given('description', text(draft.description)),
    ...given('labels', list(draft.labels)),
    origin: {
      feed: draft.feed ?? manualFeed,
      ...given('source', text(draft.source)),
      ...given('record', text(draft.record)),
    },
    ...given('firstSeen', draft.firstSeen),
    ...given('lastSeen', draft.lastSeen),
    ...given('validUntil', draft.validUntil),
    ...given('replaces', replaces?.id),
    ...given('target', target?.id),
    ...given('reason', text(draft.reason)),
    ...given('external', list(draft.external)),
    ...given('sightings', draft.sightings),
    ...given('readers', readers),
  }
  assertPublishable(statement)
  return { statement, place, target, supersedes: moved ? replaced : undefined, passed }
}

/** Whoever speaks of a statement says it to nobody who may not have that; its author takes it back where it was said. */
function placeFor(
  draft: Draft,
  target: Target | undefined,
  replaced: Target | undefined,
  charter: () => Charter,
): Place {
  if (target === undefined) return parseWhere(draft, replaced?.place)
  if (draft.kind !== 'withdrawal') {
    const reply = replyPlace(target.place, target.member, charter())
    return strictestPlace(parseWhere(draft, reply), reply)
  }
  if (parseWhere(draft, target.place).key !== target.place.key) {
    throw new IngestError('draft-invalid', `a withdrawal goes where the statement went: ${target.place.marking.tlp}`)
  }
  return target.place
}

/** About a TLP:RED statement nobody is told who may not read that; it is taken back for those who had it. */
function readersFor(
  draft: Draft,
  target: Target | undefined,
  replaced: Target | undefined,
): readonly string[] | undefined {
  const named = list(draft.readers)
  const had = target?.place.marking.tlp === 'TLP:RED' ? (target.statement.readers ?? []) : undefined
  if (had === undefined) return named ?? (target ?? replaced)?.statement.readers
  if (draft.kind === 'withdrawal' || named === undefined) return had
  const more = named.find((name) => !had.includes(name))
  if (more !== undefined) throw new ProtocolError('marking-widened', `${more} may not read what this is about`)
  return named
}

/** `{ [key]: value }`, or nothing where the value is absent. */
export function given<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value }
}

function assertKind(kind: StatementKind): void {
  if (kind === 'advisory' || kind === 'request' || kind === 'response') {
    throw new IngestError('kind-unsupported', `a ${kind} cannot be published by this version`)
  }
}

function findTarget(text: string, find: (id: StatementId) => Target | undefined): Target {
  const id = parseStatementId(text)
  const target = id === undefined ? undefined : find(text.toLowerCase() as StatementId)
  if (target === undefined) throw new IngestError('not-found', `no statement ${text} is held here`)
  return target
}

function assertOwn(target: Target | undefined, member: MemberId): void {
  if (target !== undefined && target.member !== member) {
    throw new IngestError('not-the-author', `${target.id} was made by ${target.member}`)
  }
  if (target?.statement.kind === 'withdrawal') {
    throw new IngestError('target-kind', 'a withdrawal cannot be withdrawn: publish the statement again')
  }
}

function subjectOf(draft: Draft, target: Target | undefined, parse: ParseSubject): Subject {
  if (target !== undefined) return target.statement.subject
  if (draft.value === undefined || draft.value.trim() === '') {
    throw new IngestError('value-missing', 'there is no value to speak about')
  }
  return parse(draft.value, { ...given('kind', draft.subjectKind), ...given('chain', draft.chain) })
}

function named(
  table: { number(name: string): number | undefined },
  field: string,
  name: string | undefined,
): string | undefined {
  if (name !== undefined && table.number(name) === undefined) {
    throw new IngestError('draft-invalid', `${field} ${JSON.stringify(name)} is not known`)
  }
  return name
}

/** Text in the one Unicode form that the wire has; empty text is no text. */
function text(value: string | undefined): string | undefined {
  const normal = value?.normalize('NFC').trim()
  return normal === '' ? undefined : normal
}

function list(values: readonly string[] | undefined): string[] | undefined {
  const kept = values?.map((value) => value.normalize('NFC').trim()).filter((value) => value !== '')
  return kept === undefined || kept.length === 0 ? undefined : kept
}
