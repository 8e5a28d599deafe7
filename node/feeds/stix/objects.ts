// What one STIX object says of subjects: a candidate for rows. What other objects say of it is joined when all are known.
import { bases, roles } from '../../../protocol/names.ts'
import { cleanLine, cleanProse } from '../fields.ts'
import { type JsonObject, type JsonTree, type JsonValue, objectsOf, textOf, textsOf } from '../json-tree.ts'
import { labelsOf, proseOf, timeOf, urlsOf } from '../row-texts.ts'
import { shown } from '../text.ts'
import { categoryOfWords } from '../threat-words.ts'
import type { RefusedRow, RowFields } from '../types.ts'
import { type Candidate, isRowType } from './candidates.ts'
import { type Leftover, denote } from './denote.ts'
import { markingRefs } from './markings.ts'
import type { RowSubject } from './observables.ts'
import { observableSubjects, valueOf } from './observed.ts'
import { isContext, isOwnStatement, ownExtensionOf, ownFields as fieldsOfOwn, ownRecord, ownSubject } from './own.ts'
import { strictUri } from './uris.ts'

/** The candidate that an object is; `undefined` for what can never be a row. */
export function candidateOf(tree: JsonTree, type: string, id: string): Candidate | undefined {
  const { value: object, line, fault } = tree
  const isOwn = fault === undefined && isOwnStatement(object)
  if (!isRowType(type) && !(isOwn && type === 'observed-data')) return undefined
  const is = type === 'indicator' || type === 'sighting' ? type : 'observable'
  if (is === 'observable' && isContext(object)) return undefined
  const modified = is === 'observable' && !isOwn ? undefined : modifiedOf(object)
  const version = modified === undefined ? {} : { modified }
  const base = { line, is, id, subjects: [], isOne: false, fields: {}, marks: markingRefs(object), ...version } as const
  const record = cleanLine((isOwn ? ownRecord(ownExtensionOf(object)) : undefined) ?? id)
  const refuse = (reject: RefusedRow['reject'], reason: string, value = valueOf(object, id)): Candidate => ({
    ...base,
    refusals: [{ value: shown(value), reject, reason, record }],
  })
  if (fault !== undefined) return refuse(fault.code, fault.reason)
  if (object.revoked === true) return refuse('row-withdrawn', 'the object is revoked')
  if (isOwn) return ownCandidate(object, { ...base, isOwn }, refuse)
  const fields: { -readonly [Key in keyof RowFields]: RowFields[Key] } = { ...ownFields(object), record: cleanLine(id) }
  const { confidence } = object
  if (confidence !== undefined && confidence !== null) {
    if (!isConfidence(confidence)) {
      return refuse('confidence-invalid', 'confidence: a whole number from 0 to 100 was expected')
    }
    fields.confidence = confidence
  }
  for (const [key, field] of timeKeys[is]) {
    const time = timeOf(object[key])
    if (time === 'broken') return refuse('cell-invalid', `${key}: ${shown(JSON.stringify(object[key]))} is no time`)
    if (time !== undefined) fields[field] = time
  }
  const author = textOf(object.created_by_ref)
  const common = { ...base, fields, ...(author !== undefined && { author }) }
  if (is === 'indicator') {
    const types = textsOf(object.indicator_types)
    if (types.some((word) => word.toLowerCase() === 'benign'))
      return refuse('not-an-indicator', 'indicator_types: benign')
    const { pattern, pattern_type: language } = object
    if (typeof pattern !== 'string') return refuse('value-absent', 'the indicator has no pattern')
    if (typeof language === 'string' && language !== 'stix') {
      return refuse('pattern-unsupported', `the pattern is written as ${language}, not as a STIX pattern`, pattern)
    }
    const { subjects, leftovers, isOne } = denote(pattern)
    return {
      ...common,
      subjects: subjects.map(({ start, stop, ...subject }) => ({
        ...subject,
        ...chainOf(object, subject),
        ...(start !== undefined && { firstSeen: Math.max(start, fields.firstSeen ?? start) }),
        ...(stop !== undefined && { validUntil: Math.min(stop, fields.validUntil ?? stop) }),
      })),
      isOne,
      refusals: leftovers.map(({ value, ...rest }: Leftover) => ({ value: shown(value), ...rest })),
    }
  }
  if (is === 'sighting') return sightingOf(object, common, refuse)
  const subjects = observableSubjects(type, object)
  if (subjects.length === 0) return refuse('no-subject', `the ${type} names no subject`)
  return {
    ...common,
    subjects: subjects.map((one) => ({ ...one, ...chainOf(object, one) })),
    isOne: true,
    refusals: [],
  }
}

/** A statement as a network exported it: an indicator, or a sighting of what its extension names. */
function ownCandidate(
  object: JsonObject,
  base: Omit<Candidate, 'refusals'>,
  refuse: (reject: RefusedRow['reject'], reason: string, value?: string) => Candidate,
): Candidate {
  const fields = fieldsOfOwn(object, timeOf)
  if (typeof fields === 'string') return refuse('cell-invalid', `${fields} of the extension cannot be read`)
  const { confidence } = object
  if (confidence !== undefined && !isConfidence(confidence)) {
    return refuse('confidence-invalid', 'confidence: a whole number from 0 to 100 was expected')
  }
  const author = textOf(object.created_by_ref)
  const statement = textOf(ownExtensionOf(object).statement)
  const common = {
    ...base,
    ...(statement !== undefined && { statement }),
    fields: { ...fields, ...(confidence !== undefined && { confidence }) },
    ...(author !== undefined && { author }),
    isOne: true,
  }
  const subject = ownSubject(object)
  if (base.is !== 'indicator') {
    if (subject === undefined) return refuse('value-absent', 'the extension names no subject')
    return { ...common, is: 'sighting', subjects: [subject], refusals: [] }
  }
  const { subjects, leftovers } = denote(textOf(object.pattern) ?? '')
  return {
    ...common,
    subjects: subjects.map(({ value, subjectKind, chain }) => {
      const same = subject?.subjectKind === subjectKind ? subject : undefined
      const stated = same?.chain ?? chain
      // The pattern has the URL as RFC 3986 writes it.
      const exact = same !== undefined && strictUri(same.value) === value ? same.value : value
      return { value: exact, subjectKind, ...(stated !== undefined && { chain: stated }) }
    }),
    refusals: leftovers.map(({ value, ...rest }: Leftover) => ({ value: shown(value), ...rest })),
  }
}

function sightingOf(
  object: JsonObject,
  common: Omit<Candidate, 'refusals'>,
  refuse: (reject: RefusedRow['reject'], reason: string, value?: string) => Candidate,
): Candidate {
  const target = textOf(object.sighting_of_ref)
  const { count } = object
  if (target === undefined) return refuse('value-absent', 'the sighting names no object')
  if (count === 0 || object.x_opencti_negative === true)
    return refuse('not-an-indicator', 'the object was not seen', target)
  const isCount = typeof count === 'number' && Number.isInteger(count) && count > 0
  if (count !== undefined && !isCount) return refuse('cell-invalid', 'count: a whole number was expected', target)
  const where = textsOf(object.where_sighted_refs)[0]
  return {
    ...common,
    fields: {
      ...common.fields,
      statementKind: 'sighting',
      ...(isCount && { sightings: Math.min(count, 0xffff_ffff) }),
    },
    refusals: [],
    seen: target,
    ...(where !== undefined && { where }),
  }
}

/** With nine digits of a second, so that versions compare as text. */
function modifiedOf({ modified, created }: JsonObject): string | undefined {
  const [, second, digits = ''] = timestamp.exec(textOf(modified) ?? textOf(created) ?? '') ?? []
  return second === undefined ? undefined : `${second}.${digits.slice(0, 9).padEnd(9, '0')}`
}

const timestamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/

function isConfidence(value: JsonValue): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 100
}

/** Category, role and basis; texts and labels. */
function ownFields(object: JsonObject): RowFields {
  const extension = ownExtensionOf(object)
  const words = [...textsOf(object.indicator_types), ...textsOf(object.labels)]
  const category = textOf(extension.category) ?? categoryOfWords(words)
  const description = describe(object)
  const labels = labelsOf(words)
  const external = urlsOf(objectsOf(object.external_references).map(({ url }) => url))
  const role = roles.names.find((name) => name === extension.role)
  const basis = bases.names.find((name) => name === extension.basis)
  return {
    ...(category !== undefined && { category }),
    ...(description !== undefined && { description }),
    ...(labels.length > 0 && { labels }),
    ...(external.length > 0 && { external }),
    ...(role !== undefined && { role }),
    ...(basis !== undefined && { basis }),
  }
}

function describe({ name, description, summary }: JsonObject): string | undefined {
  const title = textOf(name)
  const text = textOf(description) ?? textOf(summary)
  if (title === undefined || text === undefined) return proseOf(text ?? title)
  return proseOf(text.includes(title) ? text : `${cleanLine(title)}\n${cleanProse(text)}`)
}

function chainOf(object: JsonObject, { subjectKind, chain }: RowSubject): { chain?: string } {
  const stated = textOf(ownExtensionOf(object).chain)
  if (stated === undefined || (subjectKind !== 'address' && subjectKind !== 'transaction')) return {}
  return { chain: chain ?? stated }
}

const timeKeys = {
  indicator: [
    ['valid_from', 'firstSeen'],
    ['valid_until', 'validUntil'],
  ],
  observable: [],
  sighting: [
    ['first_seen', 'firstSeen'],
    ['last_seen', 'lastSeen'],
  ],
} as const
