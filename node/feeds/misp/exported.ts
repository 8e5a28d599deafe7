// Statements of a network as it exported them to MISP: attributes that carry under `entente` all that a statement says
// (docs/exports.md#misp). A MISP that passes them on drops the key, and the attribute is read like any other.
import { type JsonObject, isObject, textOf } from '../json-tree.ts'
import { refused } from '../lines.ts'
import { type Meaning, combine, markingFields, readPap, readTlp } from '../marking-labels.ts'
import { proseOf, urlsOf } from '../row-texts.ts'
import { exportedCaveats } from '../stix/markings.ts'
import { timeOf } from '../row-texts.ts'
import { exportedFields, exportedSubject, ownRecord } from '../stix/own.ts'
import type { FeedRow } from '../types.ts'
import type { MispAttribute } from './events.ts'

function exported({ entente }: JsonObject): JsonObject {
  return isObject(entente) ? entente : {}
}

export function isExported(given: JsonObject): boolean {
  return textOf(exported(given).statement) !== undefined
}

/**
 * The row of an exported attribute. `tags`: what the tags of attribute, object and event say of its marking; the strictest
 * of both counts. The distribution, which MISP needs and which says it roughly, does not.
 */
export function exportedRow(
  { line, given, fault }: MispAttribute,
  event: { readonly source?: string },
  tags: Meaning,
): FeedRow {
  const own = exported(given)
  const value = textOf(given.value) ?? ''
  if (fault !== undefined) return refused(line, value, fault.code, fault.reason)
  if (given.deleted === true || given.deleted === '1' || given.deleted === 1) {
    return refused(line, value, 'row-withdrawn', 'the attribute is deleted')
  }
  const subject = exportedSubject(own)
  if (subject === undefined || value === '' || !subject.value.endsWith(value)) {
    return refused(line, value, 'row-malformed', 'the value is another one than that of the statement')
  }
  const marking = combine(tags, statedMarking(own))
  if (marking.unresolved !== undefined) {
    return refused(line, value, 'marking-unresolved', `what its marking means is not known: ${marking.unresolved}`)
  }
  const fields = exportedFields(own, timeOf)
  if (typeof fields === 'string')
    return refused(line, value, 'cell-invalid', `${fields} of the statement cannot be read`)
  const { confidence } = own
  if (
    confidence !== undefined &&
    !(Number.isInteger(confidence) && Number(confidence) >= 0 && Number(confidence) <= 100)
  ) {
    return refused(line, value, 'confidence-invalid', 'confidence: a whole number from 0 to 100 was expected')
  }
  const description = proseOf(textOf(given.comment))
  const external = urlsOf(Array.isArray(own.external) ? own.external : [])
  const statement = textOf(own.statement)
  const { value: named, subjectKind, chain } = subject
  return {
    line,
    value: named,
    ...(statement !== undefined && { statement }),
    fields: {
      ...fields,
      subjectKind,
      record: ownRecord(own) ?? '',
      ...(chain !== undefined && { chain }),
      ...(typeof confidence === 'number' && { confidence }),
      ...(description !== undefined && { description }),
      ...(external.length > 0 && { external }),
      ...(event.source !== undefined && { source: event.source }),
      ...markingFields(marking),
    },
  }
}

function statedMarking(own: JsonObject): Meaning {
  const tlp = readTlp(textOf(own.tlp) ?? '')
  const papText = textOf(own.pap)
  const pap = papText === undefined ? undefined : readPap(papText)
  const caveats = exportedCaveats(own)
  if (tlp === undefined) return { unresolved: 'the statement names no label of TLP' }
  if (papText !== undefined && pap === undefined) return { unresolved: `"${papText}"` }
  if (caveats === undefined)
    return { unresolved: 'it was said to fewer than everyone, or with caveats that cannot be read' }
  return { tlp, ...(pap !== undefined && { pap }), ...caveats }
}
