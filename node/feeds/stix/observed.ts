// Observables as objects: which subjects they are, beside observed data and inside of them.
import { cleanLine } from '../fields.ts'
import { type JsonObject, type JsonTree, isObject, textOf } from '../json-tree.ts'
import { timeOf } from '../row-texts.ts'
import { shown } from '../text.ts'
import type { RowFields } from '../types.ts'
import type { Candidate } from './candidates.ts'
import { markingRefs } from './markings.ts'
import { type RowSubject, subjectsOf } from './observables.ts'

/** Observed data of STIX 2.0, which hold their observables inside. */
export function embeddedCandidates({ value, line, fault }: JsonTree, id: string): Candidate[] {
  if (!isObject(value.objects) || fault !== undefined) return []
  const marks = markingRefs(value)
  const author = textOf(value.created_by_ref)
  const firstSeen = timeOf(value.first_observed)
  const lastSeen = timeOf(value.last_observed)
  const fields: RowFields = {
    record: cleanLine(id),
    ...(typeof firstSeen === 'number' && { firstSeen }),
    ...(typeof lastSeen === 'number' && { lastSeen }),
  }
  return Object.values(value.objects).flatMap((object) => {
    if (!isObject(object)) return []
    const type = textOf(object.type) ?? ''
    const subjects = observableSubjects(type, object)
    const reason = `the ${type} names no subject`
    const refusals =
      subjects.length > 0 ? [] : [{ value: shown(valueOf(object, id)), reject: 'no-subject' as const, reason }]
    const common = { line, is: 'observable', id, subjects, isOne: true, refusals, fields, marks } as const
    return [{ ...common, ...(author !== undefined && { author }) }]
  })
}

const scalarKeys = ['value', 'address', 'hash', 'symbol', 'iban', 'account_type', 'account_login', 'user_id'] as const

export function observableSubjects(type: string, object: JsonObject): RowSubject[] {
  const properties = new Map<string, string>()
  for (const key of scalarKeys) {
    const text = textOf(object[key])
    if (text !== undefined) properties.set(key, text.trim())
  }
  if (isObject(object.hashes)) {
    for (const [name, hash] of Object.entries(object.hashes)) {
      if (typeof hash === 'string') properties.set(`hashes.${name}`, hash)
    }
  }
  if (type === 'cryptocurrency-wallet' && properties.has('value')) properties.delete('address')
  if (type === 'user-account' && properties.has('account_login')) properties.delete('user_id')
  return subjectsOf(type, properties)
}

/** What a refused object is shown as. */
export function valueOf(object: JsonObject, id: string): string {
  return textOf(object.pattern) ?? textOf(object.value) ?? textOf(object.name) ?? id
}
