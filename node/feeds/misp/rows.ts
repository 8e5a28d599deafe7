// Attributes of MISP to rows, when their event is known.
import { limits } from '../../../protocol/limits.ts'
import { defaultFields } from '../defaults.ts'
import { cleanLine } from '../fields.ts'
import { type JsonObject, type JsonValue, isObject, objectsOf, textOf } from '../json-tree.ts'
import { refused } from '../lines.ts'
import { type Meaning, combine } from '../marking-labels.ts'
import { labelsOf, lineOf, proseOf, timeOf, urlsOf } from '../row-texts.ts'
import type { FeedRow, ImporterOptions, RefusedRow, RowFields } from '../types.ts'
import type { MispAttribute, MispEvent } from './events.ts'
import { exportedRow, isExported } from './exported.ts'
import { type TagsSay, readTags } from './tags.ts'
import { type MispSubject, defaultCategory, roleOf, subjectsOfAttribute } from './types.ts'

/** What an event says of each of its attributes. */
export interface EventSays {
  readonly marking: Meaning
  readonly tags: TagsSay
  readonly info?: string
  readonly source?: string
  readonly record?: string
}

export function readEvent({ given, fault }: MispEvent): EventSays {
  const tags = tagsOf(given)
  const marking = combine(
    combine(tags.marking, distributionOf(given)),
    fault === undefined ? {} : { unresolved: fault },
  )
  const organisation = isObject(given.Orgc) ? given.Orgc : isObject(given.Org) ? given.Org : {}
  const info = textOf(given.info)
  const source = tags.hidesSource ? undefined : lineOf(textOf(organisation.name), limits.valueMaxChars)
  const record = lineOf(textOf(given.uuid), limits.recordMaxChars)
  return {
    marking,
    tags,
    ...(info !== undefined && { info }),
    ...(source !== undefined && { source }),
    ...(record !== undefined && { record }),
  }
}

/** Of an attribute whose event does not end: nothing is known of its marking. */
export const unknownEvent: EventSays = {
  marking: { unresolved: 'the file breaks off before the end of its event' },
  tags: readTags([]),
}

/** A reference to a report, which goes with each row of the event. One that is marked by itself does not. */
export function linkOf({ given, object }: MispAttribute): string | undefined {
  if (given.type !== 'link' || object !== undefined || given.Tag !== undefined || isTrue(given.deleted))
    return undefined
  return distributionOf(given).tlp === undefined ? textOf(given.value) : undefined
}

export function* rowsOf(
  attribute: MispAttribute,
  event: EventSays,
  links: readonly string[],
  options: ImporterOptions,
): Generator<FeedRow> {
  const { line, given, object } = attribute
  if (isExported(given)) {
    yield exportedRow(attribute, event, markingTagsOf(attribute, event))
    return
  }
  // The object is a statement, and another attribute has it.
  if (object !== undefined && isExported(object.given)) return
  const type = textOf(given.type) ?? ''
  const value = scalarText(given.value) ?? ''
  const subjects = subjectsOfAttribute(type, value, textOf(given.object_relation), object)
  const own = tagsOf(given)
  const times = timesOf(attribute)
  const refusal = refusalOf(attribute, type, value, subjects.length > 0)
  if (refusal !== undefined) {
    yield refused(line, value, refusal.code, refusal.reason)
    return
  }
  if (own.isFalsePositive || event.tags.isFalsePositive) {
    yield refused(line, value, 'not-an-indicator', 'it is tagged as a false positive')
    return
  }
  const marking = markingOf(attribute, own, event)
  if (marking.unresolved !== undefined) {
    const reason = `what its marking means is not known: ${marking.unresolved}`
    for (const subject of subjects) yield refused(line, subject.value, 'marking-unresolved', reason)
    return
  }
  if (typeof times === 'string') {
    yield refused(line, value, 'cell-invalid', times)
    return
  }
  const seen = sightingsOf(given)
  const shared = sharedFields(own, event, links, given, marking, seen.disputed)
  for (const subject of subjects) {
    const fields = {
      ...defaultFields(options),
      ...shared,
      ...times,
      ...fieldsOf(subject, attribute, own, event, options),
    }
    const until = seen.expires === undefined ? fields : { ...fields, validUntil: seen.expires }
    yield { line, value: subject.value, fields: until }
    if (seen.count > 0) yield { line, value: subject.value, fields: sightingFields(subject, event, own, marking, seen) }
  }
}

/** Why the attribute is no row that could be published, whatever its event says. */
function refusalOf(
  { given, object, fault }: MispAttribute,
  type: string,
  value: string,
  hasSubject: boolean,
): { code: RefusedRow['reject']; reason: string } | undefined {
  if (fault !== undefined) return fault
  if (type === '') return { code: 'row-malformed', reason: 'the attribute has no type' }
  if (isTrue(given.deleted) || isTrue(object?.given.deleted)) {
    return { code: 'row-withdrawn', reason: 'the attribute is deleted' }
  }
  const named = `the attribute of type ${cleanLine(type)}`
  if (value.trim() === '') return { code: 'value-absent', reason: `${named} has no value` }
  return hasSubject ? undefined : { code: 'no-subject', reason: `${named} names no subject` }
}

function fieldsOf(
  { subjectKind, chain }: MispSubject,
  { given, object }: MispAttribute,
  own: TagsSay,
  event: EventSays,
  options: ImporterOptions,
): RowFields {
  const type = textOf(given.type) ?? ''
  const group = textOf(given.category) ?? ''
  const name = object?.name ?? ''
  const role = own.role ?? event.tags.role ?? roleOf(subjectKind, type, group, name, isTrue(given.to_ids))
  const category = own.category ?? event.tags.category ?? options.category ?? defaultCategory(subjectKind, group, name)
  const confidence = own.confidence ?? event.tags.confidence
  const basis = own.basis ?? event.tags.basis
  return {
    subjectKind,
    category,
    ...(chain !== undefined && { chain }),
    ...(role !== undefined && { role }),
    ...(basis !== undefined && { basis }),
    ...(confidence !== undefined && { confidence }),
  }
}

function sharedFields(
  own: TagsSay,
  event: EventSays,
  links: readonly string[],
  given: JsonObject,
  { tlp, pap }: Meaning,
  disputed: boolean,
): RowFields {
  const comment = textOf(given.comment)
  const description = proseOf(comment === undefined ? event.info : [comment, event.info ?? ''].join('\n'))
  const labels = labelsOf([...own.labels, ...event.tags.labels, ...(disputed ? ['sighted-as-false-positive'] : [])])
  const external = own.hidesSource || event.tags.hidesSource ? [] : urlsOf(links)
  return {
    ...(description !== undefined && { description }),
    ...(labels.length > 0 && { labels }),
    ...(external.length > 0 && { external }),
    ...originOf(own, event),
    ...(tlp !== undefined && { marking: tlp }),
    ...(pap !== undefined && { pap }),
  }
}

function originOf(own: TagsSay, { source, record }: EventSays): RowFields {
  return {
    ...(source !== undefined && !own.hidesSource && { source }),
    ...(record !== undefined && { record }),
  }
}

/** The strictest of what the tags of attribute, object and event say. */
function markingTagsOf({ given, object, fault }: MispAttribute, { tags, marking }: EventSays): Meaning {
  const unresolved = marking.unresolved ?? object?.fault ?? fault?.reason
  const ofObject = object === undefined ? {} : tagsOf(object.given).marking
  const all = combine(combine(tags.marking, tagsOf(given).marking), ofObject)
  return combine(all, unresolved === undefined ? {} : { unresolved })
}

/** The strictest of what tags and distribution of attribute, object and event say. */
function markingOf({ given, object }: MispAttribute, own: TagsSay, event: EventSays): Meaning {
  const ofAttribute = combine(combine(event.marking, own.marking), distributionOf(given))
  if (object === undefined) return ofAttribute
  const ofObject = combine(combine(ofAttribute, tagsOf(object.given).marking), distributionOf(object.given))
  return combine(ofObject, object.fault === undefined ? {} : { unresolved: object.fault })
}

/**
 * How far a MISP server passes it on: 0 is its own organization, 4 a sharing group of named ones, so that nobody may be
 * told but by name; 1 and 2 are communities, so that it is not public; 3 is everybody, 5 whatever stands above it.
 */
function distributionOf({ distribution }: JsonObject): Meaning {
  const level = scalarText(distribution)
  if (level === undefined || level === '3' || level === '5') return {}
  return { tlp: level === '1' || level === '2' ? 'TLP:GREEN' : 'TLP:RED' }
}

function tagsOf({ Tag }: JsonObject): TagsSay {
  return readTags(objectsOf(Tag).flatMap(({ name }) => textOf(name) ?? []))
}

/** First and last time, or what is wrong with them. */
function timesOf({ given, object }: MispAttribute): RowFields | string {
  const firstSeen = timeOf(given.first_seen ?? object?.firstSeen)
  const lastSeen = timeOf(given.last_seen ?? object?.lastSeen)
  if (firstSeen === 'broken') return 'first_seen is no time'
  if (lastSeen === 'broken') return 'last_seen is no time'
  return { ...(firstSeen !== undefined && { firstSeen }), ...(lastSeen !== undefined && { lastSeen }) }
}

interface Seen {
  readonly count: number
  readonly first?: number
  readonly last?: number
  readonly expires?: number
  readonly disputed: boolean
}

/** Sightings of MISP: type 0 was seen, 1 was a false positive, 2 ends. */
function sightingsOf({ Sighting }: JsonObject): Seen {
  const all = objectsOf(Sighting).map(({ type, date_sighting: date }) => ({
    type: scalarText(type) ?? '0',
    at: timeOf(scalarText(date)),
  }))
  const timesOfType = (wanted: string) =>
    all.flatMap(({ type, at }) => (type === wanted && typeof at === 'number' ? [at] : []))
  const seen = timesOfType('0')
  const ends = timesOfType('2')
  return {
    count: all.filter(({ type }) => type === '0').length,
    disputed: all.some(({ type }) => type === '1'),
    ...(seen.length > 0 && { first: Math.min(...seen), last: Math.max(...seen) }),
    ...(ends.length > 0 && { expires: Math.min(...ends) }),
  }
}

function sightingFields(
  { subjectKind, chain }: MispSubject,
  event: EventSays,
  own: TagsSay,
  { tlp, pap }: Meaning,
  { count, first, last }: Seen,
): RowFields {
  return {
    statementKind: 'sighting',
    subjectKind,
    sightings: count,
    ...(chain !== undefined && { chain }),
    ...(first !== undefined && { firstSeen: first }),
    ...(last !== undefined && { lastSeen: last }),
    ...originOf(own, event),
    ...(tlp !== undefined && { marking: tlp }),
    ...(pap !== undefined && { pap }),
  }
}

function isTrue(value: JsonValue | undefined): boolean {
  return value === true || value === 1 || value === '1' || value === 'true'
}

function scalarText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
