// One statement as objects of STIX 2.1: an indicator with its observable, a sighting, an opinion, a note.
import { categoryGroup } from '../../../protocol/categories.ts'
import type { Audience } from '../../../protocol/audience.ts'
import type { MemberId, StatementId } from '../../../protocol/ids.ts'
import type { Marking } from '../../../protocol/marking.ts'
import { formatSubject } from '../../../protocol/subjects/index.ts'
import type { Surfaced } from '../../api/facade.ts'
import { ownExtension } from '../../feeds/stix/ids.ts'
import type { StoredStatement } from '../../store/types.ts'
import { type About, endedAt, hasEnded, provenanceOf, stated, timeText } from '../provenance.ts'
import { exportTime } from '../text.ts'
import type { ExportFacts } from '../types.ts'
import { identityId, identityOf } from './identities.ts'
import { type StixObject, markingsOf } from './markings.ts'
import { observableOf } from './observables.ts'
import { referencesOf } from './references.ts'

export interface StixFacts extends ExportFacts {
  readonly about: About
  /** What many statements share, made once. */
  readonly markings: WeakMap<Marking, Marked>
  readonly identities: Map<MemberId, StixObject>
}

/** The definitions of a marking, and the references to them. */
interface Marked {
  readonly audience: Audience
  readonly definitions: readonly StixObject[]
  readonly refs: readonly string[]
}

export function stixFacts(facts: ExportFacts, about: About): StixFacts {
  return { ...facts, about, markings: new WeakMap(), identities: new Map() }
}

/** The largest count that STIX allows. */
const countMax = 999_999_999

/**
 * The objects of a statement, what they refer to in front of them. None for a kind that STIX has no form for, and for a
 * withdrawal of what the reader may not see.
 */
export function stixObjects(one: Surfaced, facts: StixFacts): StixObject[] {
  const { held } = one
  const { kind, target } = held.statement
  const about = [...markedOf(held, facts).definitions, authorOf(held, facts)]
  switch (kind) {
    case 'indicator': {
      // Whoever has it already is told that it ended; the observable would only be taken for something new.
      if (hasEnded(one)) return [...about, indicatorOf(one, facts)]
      const { object } = observableOf(held.statement.subject)
      return [
        ...about,
        { ...object, object_marking_refs: refsOf(held, facts) },
        indicatorOf(one, facts),
        relationshipOf(held, object.id, facts),
        ...relationsOf(held, object.id, facts),
      ]
    }
    case 'withdrawal': {
      const withdrawn = facts.about(held).find((other) => other.held.id === target)
      return withdrawn?.held.statement.kind === 'indicator' ? stixObjects(withdrawn, facts) : []
    }
    case 'sighting': {
      if (target !== undefined) return [...about, sightingOf(one, target, facts)]
      const { object } = observableOf(held.statement.subject)
      return [...about, { ...object, object_marking_refs: refsOf(held, facts) }, observationOf(one, object.id, facts)]
    }
    case 'dispute':
      return target === undefined ? [] : [...about, opinionOf(one, target, facts)]
    case 'advisory':
    case 'protection': {
      const { object } = observableOf(held.statement.subject)
      return [...about, { ...object, object_marking_refs: refsOf(held, facts) }, noteOf(one, object.id, facts)]
    }
    default:
      return []
  }
}

/** What a server of versions says of an object instead: under which id it is known there, and which version this is. */
export interface VersionOf {
  readonly id: string
  readonly created: string
  readonly modified: string
  readonly revoked: boolean
  /** Of a sighting or a dispute: the id of the object that it speaks of. */
  readonly target?: string
}

/** The type of the object that a statement of its kind becomes; `undefined`: STIX has no form for it. */
export function stixTypeOf({ statement: { kind, target } }: Pick<StoredStatement, 'statement'>): string | undefined {
  switch (kind) {
    case 'indicator':
      return 'indicator'
    case 'sighting':
      return target === undefined ? 'observed-data' : 'sighting'
    case 'dispute':
      return target === undefined ? undefined : 'opinion'
    case 'advisory':
    case 'protection':
      return 'note'
    default:
      return undefined
  }
}

/** The one object that says what a statement says, without what it refers to. */
export function statementObject(one: Surfaced, facts: StixFacts, version?: VersionOf): StixObject | undefined {
  const { target, subject } = one.held.statement
  switch (stixTypeOf(one.held)) {
    case 'indicator':
      return indicatorOf(one, facts, version)
    case 'sighting':
      return target === undefined ? undefined : sightingOf(one, target, facts, version)
    case 'observed-data':
      return observationOf(one, observableOf(subject).object.id, facts, version)
    case 'opinion':
      return target === undefined ? undefined : opinionOf(one, target, facts, version)
    case 'note':
      return noteOf(one, observableOf(subject).object.id, facts, version)
    default:
      return undefined
  }
}

/** The observable of a statement, under the statement's marking. */
export function observableObject(held: StoredStatement, facts: StixFacts): StixObject {
  return { ...observableOf(held.statement.subject).object, object_marking_refs: refsOf(held, facts) }
}

/** The id of the object that a statement becomes. */
export function stixIdOf(type: string, id: StatementId, { ids }: ExportFacts): string {
  return `${type}--${ids.statement(id)}`
}

function markedOf(held: StoredStatement, facts: StixFacts): Marked {
  const known = facts.markings.get(held.marking)
  if (known?.audience === held.audience) return known
  const definitions = markingsOf(held, facts)
  const marked = { audience: held.audience, definitions, refs: definitions.map(({ id }) => id) }
  facts.markings.set(held.marking, marked)
  return marked
}

function refsOf(held: StoredStatement, facts: StixFacts): readonly string[] {
  return markedOf(held, facts).refs
}

function authorOf({ member }: StoredStatement, facts: StixFacts): StixObject {
  const known = facts.identities.get(member) ?? identityOf(facts, member)
  facts.identities.set(member, known)
  return known
}

/** The category in front of the labels, each once. */
function wordsOf(category: string | undefined, labels: readonly string[] | undefined): readonly string[] | undefined {
  if (category === undefined) return labels === undefined ? undefined : [...new Set(labels)]
  return labels === undefined ? [category] : [...new Set([category, ...labels])]
}

/** What every object of a statement has. `own`: what else our extension says. */
function common(type: string, one: Surfaced, facts: StixFacts, own: object = {}, version?: VersionOf): StixObject {
  const { held } = one
  const { statement } = held
  const { confidence, category, labels } = statement
  const time = facts.time(held.issuedAt)
  const words = wordsOf(category, labels)
  return {
    type,
    spec_version: '2.1',
    id: version?.id ?? stixIdOf(type, held.id, facts),
    created_by_ref: identityId(facts, held.member),
    created: version?.created ?? time,
    modified: version?.modified ?? (hasEnded(one) ? exportTime(endedAt(one, facts.about)) : time),
    // What is not said is `undefined`, which JSON leaves out.
    revoked: (version?.revoked ?? hasEnded(one)) ? true : undefined,
    labels: words,
    confidence,
    external_references: referencesOf(held),
    object_marking_refs: refsOf(held, facts),
    extensions: { [ownExtension]: { extension_type: 'property-extension', ...provenanceOf(one, facts), ...own } },
  }
}

function indicatorOf(one: Surfaced, facts: StixFacts, version?: VersionOf): StixObject {
  const { statement, issuedAt } = one.held
  const { subject, category, description, firstSeen, validUntil } = statement
  // STIX wants a beginning, and an end behind it.
  const from = Math.min(firstSeen ?? issuedAt, validUntil === undefined ? Infinity : validUntil - 1)
  return {
    ...common('indicator', one, facts, {}, version),
    name: `${category ?? 'indicator'}: ${formatSubject(subject)}`,
    description,
    indicator_types: [indicatorType(one.held)],
    pattern: observableOf(subject).pattern,
    pattern_type: 'stix',
    pattern_version: '2.1',
    valid_from: facts.time(from),
    ...(validUntil !== undefined &&
      exportTime(validUntil) > exportTime(from) && { valid_until: exportTime(validUntil) }),
  }
}

/** indicator-type-ov. Whoever blocks what is malicious must not block a victim or an exchange. */
function indicatorType({ statement: { role = 'actor', category = 'unknown' } }: StoredStatement): string {
  if (role === 'victim') return 'compromised'
  if (role !== 'actor' || category === 'unknown') return 'unknown'
  if (category === 'victim') return 'compromised'
  if (categoryGroup(category) === 'not-accusing') return 'benign'
  return anonymizing.has(category) ? 'anonymization' : 'malicious-activity'
}

const anonymizing: ReadonlySet<string> = new Set(['mixer', 'coinjoin', 'privacy-protocol'])

function relationshipOf(held: StoredStatement, observable: string, facts: StixFacts): StixObject {
  return linkOf(held, facts, {
    id: stixIdOf('relationship', held.id, facts),
    relationship_type: 'based-on',
    source_ref: stixIdOf('indicator', held.id, facts),
    target_ref: observable,
  })
}

function relationsOf(held: StoredStatement, source: string, facts: StixFacts): StixObject[] {
  return (held.statement.relations ?? []).flatMap(({ type, subject }, at) => {
    if (subject === undefined) return []
    const { object } = observableOf(subject)
    const id = `relationship--${facts.ids.of(`relation ${at} of ${held.id}`)}`
    const link = { id, relationship_type: type, source_ref: source, target_ref: object.id }
    return [{ ...object, object_marking_refs: refsOf(held, facts) }, linkOf(held, facts, link)]
  })
}

function linkOf(held: StoredStatement, facts: StixFacts, link: Record<string, string> & { id: string }): StixObject {
  const time = exportTime(held.issuedAt)
  return {
    type: 'relationship',
    spec_version: '2.1',
    created_by_ref: identityId(facts, held.member),
    created: time,
    modified: time,
    ...link,
    object_marking_refs: refsOf(held, facts),
  }
}

function sightingOf(one: Surfaced, target: StatementId, facts: StixFacts, version?: VersionOf): StixObject {
  const { held } = one
  const { description, firstSeen, lastSeen, sightings } = held.statement
  return {
    ...common('sighting', one, facts, {}, version),
    ...stated('description', description),
    ...stated('first_seen', timeText(firstSeen)),
    ...stated('last_seen', timeText(lastSeen)),
    ...(sightings !== undefined && { count: Math.min(sightings, countMax) }),
    sighting_of_ref: version?.target ?? stixIdOf('indicator', target, facts),
    where_sighted_refs: [identityId(facts, held.member)],
  }
}

/** A sighting of no statement: what was observed, by whom. */
function observationOf(one: Surfaced, observable: string, facts: StixFacts, version?: VersionOf): StixObject {
  const { issuedAt, statement } = one.held
  const { description, firstSeen, lastSeen, sightings = 1 } = statement
  const first = firstSeen ?? lastSeen ?? issuedAt
  return {
    // Observed data have no description of their own.
    ...common('observed-data', one, facts, stated('description', description), version),
    first_observed: exportTime(first),
    last_observed: exportTime(Math.max(first, lastSeen ?? first)),
    number_observed: Math.min(sightings, countMax),
    object_refs: [observable],
  }
}

function opinionOf(one: Surfaced, target: StatementId, facts: StixFacts, version?: VersionOf): StixObject {
  const { reason, description } = one.held.statement
  const explanation = [reason, description].filter((text) => text !== undefined).join('\n')
  return {
    ...common('opinion', one, facts, {}, version),
    ...(explanation !== '' && { explanation }),
    opinion: 'disagree',
    object_refs: [version?.target ?? stixIdOf('indicator', target, facts)],
  }
}

/** What accuses nobody: an advisory, or that a member protects a subject of its own. */
function noteOf(one: Surfaced, observable: string, facts: StixFacts, version?: VersionOf): StixObject {
  const { member, statement } = one.held
  const { kind, description, category, subject } = statement
  const protection = `protected by ${facts.members.get(member)?.name ?? member}: ${formatSubject(subject)}`
  const content =
    kind === 'protection'
      ? [protection, description].filter((text) => text !== undefined).join('\n')
      : (description ?? `${category ?? 'advisory'}: ${formatSubject(subject)}`)
  return {
    ...common('note', one, facts, {}, version),
    content,
    object_refs: [observable],
  }
}
