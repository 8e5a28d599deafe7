// The fields of a row from what a feed has for them: text of a cell, or a JSON value. One reading for CSV and JSON Lines.
import type { ProtocolCode } from '../../protocol/codes.ts'
import { bases, roles, subjectKinds } from '../../protocol/names.ts'
import type { FeedCode } from './codes.ts'
import type { MappedField, RowFields } from './types.ts'

export interface Fault {
  readonly reject: FeedCode | ProtocolCode
  readonly reason: string
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

/** Fields that hold several texts. */
export type ManyField = 'labels' | 'external'
export type OneField = Exclude<MappedField, 'value' | ManyField>

/** Sets `field` from `text`; blank text states nothing. */
export function setField(fields: Mutable<RowFields>, field: OneField, text: string): Fault | undefined {
  const clean = cleanLine(text)
  if (clean === '') return undefined
  switch (field) {
    case 'description':
      fields.description = cleanProse(text)
      return undefined
    case 'chain':
    case 'category':
    case 'source':
    case 'record':
      fields[field] = clean
      return undefined
    case 'kind':
      return setNamed(fields, 'subjectKind', field, subjectKinds.names, clean)
    case 'role':
      return setNamed(fields, 'role', field, roles.names, clean)
    case 'basis':
      return setNamed(fields, 'basis', field, bases.names, clean)
    case 'confidence': {
      const confidence = /^(?:100|\d{1,2})$/.test(clean) ? Number(clean) : undefined
      if (confidence === undefined) {
        return { reject: 'confidence-invalid', reason: `confidence: "${clean}" is no whole number from 0 to 100` }
      }
      fields.confidence = confidence
      return undefined
    }
    case 'firstSeen':
    case 'lastSeen':
    case 'validUntil': {
      const time = parseTime(clean)
      if (time === undefined) return { reject: 'cell-invalid', reason: `${field}: "${clean}" is no time` }
      fields[field] = time
      return undefined
    }
  }
}

/** Sets a field of several texts; blank ones are left out. */
export function setMany(fields: Mutable<RowFields>, field: ManyField, texts: readonly string[]): void {
  const clean = texts.map(cleanLine).filter((text) => text !== '')
  if (clean.length > 0) fields[field] = clean
}

function setNamed<Key extends 'subjectKind' | 'role' | 'basis'>(
  fields: Mutable<RowFields>,
  key: Key,
  field: string,
  names: readonly NonNullable<RowFields[Key]>[],
  text: string,
): Fault | undefined {
  const name = names.find((candidate) => candidate === text)
  if (name === undefined) {
    return { reject: 'cell-invalid', reason: `${field}: "${text}" is none of ${names.join(', ')}` }
  }
  fields[key] = name
  return undefined
}

/** One line in NFC: control characters, which text of a statement may not hold, become spaces. */
export function cleanLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .normalize('NFC')
    .trim()
}

/** As `cleanLine`, but line feeds stay. */
export function cleanProse(text: string): string {
  return text.split(/\r?\n/).map(cleanLine).join('\n').trim()
}

const dateForm = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d\d:?\d\d)?)?$/ // ISO 8601, as feeds write it

/**
 * Milliseconds since 1970 of an ISO 8601 date or time (UTC where no zone stands), or of 10 digits (seconds) or 13
 * (milliseconds) since 1970. `undefined` for anything else.
 */
export function parseTime(text: string): number | undefined {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000
  if (/^\d{13}$/.test(text)) return Number(text)
  const [whole, day, time, zone] = dateForm.exec(text) ?? []
  if (whole === undefined) return undefined
  const offset = zone === undefined || zone === 'UTC' ? 'Z' : zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')
  const at = Date.parse(time === undefined ? `${day}T00:00:00Z` : `${day}T${time}${offset}`)
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const isRealDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day ?? '') // not 30 February
  return Number.isNaN(at) || at < 0 || !isRealDay ? undefined : at
}
