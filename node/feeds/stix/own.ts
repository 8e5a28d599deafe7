// Statements of a network as it exported them: objects that say in our own extension all that a statement says, so that
// nothing is read out of words or guessed (docs/exports.md#stix).
import { parseStatementId } from '../../../protocol/ids.ts'
import { limits } from '../../../protocol/limits.ts'
import { bases, roles, subjectKinds } from '../../../protocol/names.ts'
import { cleanLine } from '../fields.ts'
import { type JsonObject, type JsonValue, isObject, objectsOf, textOf, textsOf } from '../json-tree.ts'
import { labelsOf, proseOf, urlsOf } from '../row-texts.ts'
import type { RowFields, RowRelation } from '../types.ts'
import { ownExtension } from './ids.ts'
import type { RowSubject } from './observables.ts'

export function ownExtensionOf({ extensions }: JsonObject): JsonObject {
  const found = isObject(extensions) ? extensions[ownExtension] : undefined
  return isObject(found) ? found : {}
}

/** Whether the object is a statement, or what one refers to. */
export function isOwnStatement(object: JsonObject): boolean {
  return textOf(ownExtensionOf(object).statement) !== undefined
}

/** Whether the observable says nothing by itself: it is there for what refers to it. */
export function isContext(object: JsonObject): boolean {
  return ownExtensionOf(object).context === true
}

/** What the statement is about, as the extension has it. */
export function ownSubject(object: JsonObject): RowSubject | undefined {
  return exportedSubject(ownExtensionOf(object))
}

export function exportedSubject(given: JsonObject): RowSubject | undefined {
  const kind = subjectKinds.names.find((name) => name === given.subject_kind)
  const value = textOf(given.value)
  const chain = textOf(given.chain)
  if (kind === undefined || value === undefined) return undefined
  return { value, subjectKind: kind, ...(chain !== undefined && { chain }) }
}

/** Everything else that it says, its confidence aside; or the property that cannot be read. */
export function ownFields(object: JsonObject, timeOf: TimeOf): RowFields | string {
  const own = ownExtensionOf(object)
  const fields = exportedFields(own, timeOf)
  if (typeof fields === 'string') return fields
  const description = proseOf(textOf(object.description) ?? textOf(own.description))
  const external = urlsOf(objectsOf(object.external_references).map(({ url }) => url))
  return {
    ...fields,
    record: cleanLine(ownRecord(own) ?? textOf(object.id) ?? ''),
    ...(description !== undefined && { description }),
    ...(external.length > 0 && { external }),
  }
}

/**
 * The statement that the row is from, as its record: that from which it was said again, where it was. However often it
 * goes from network to network, the record stays the same, and the first one knows it.
 */
export function ownRecord({ record, statement }: JsonObject): string | undefined {
  const first = textOf(record)
  return first !== undefined && parseStatementId(first) !== undefined ? first : textOf(statement)
}

type TimeOf = (value: JsonValue | undefined) => unknown

/** What a statement says, out of the object that goes with it in every format; or the key that cannot be read. */
export function exportedFields(own: JsonObject, timeOf: TimeOf): RowFields | string {
  const times: { -readonly [Key in keyof RowFields]: RowFields[Key] } = {}
  for (const [key, field] of timeKeys) {
    const time = timeOf(own[key])
    if (time === 'broken') return key
    if (typeof time === 'number') times[field] = time
  }
  const { sightings, kind } = own
  if (sightings !== undefined && !(typeof sightings === 'number' && Number.isInteger(sightings) && sightings > 0)) {
    return 'sightings'
  }
  const category = textOf(own.category)
  const role = roles.names.find((name) => name === own.role)
  const basis = bases.names.find((name) => name === own.basis)
  const labels = labelsOf(textsOf(own.labels))
  const relations = relationsOf(own)
  return {
    ...times,
    ...(kind === 'sighting' && { statementKind: 'sighting' }),
    ...(sightings !== undefined && { sightings }),
    ...(category !== undefined && { category }),
    ...(role !== undefined && { role }),
    ...(basis !== undefined && { basis }),
    ...(labels.length > 0 && { labels }),
    ...(relations.length > 0 && { relations }),
  }
}

const timeKeys = [
  ['first_seen', 'firstSeen'],
  ['last_seen', 'lastSeen'],
  ['valid_until', 'validUntil'],
] as const

function relationsOf({ relations }: JsonObject): RowRelation[] {
  return objectsOf(relations)
    .slice(0, limits.relationsMax)
    .flatMap((relation) => {
      const type = textOf(relation.type)
      const subject = exportedSubject(relation)
      return type === undefined || subject === undefined || !relationType.test(type) ? [] : [{ type, ...subject }]
    })
}

const relationType = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
