// The fields of a row from what a feed has for them: text of a cell, or a JSON value. One reading for CSV and JSON Lines.
import type { ProtocolCode } from '../../protocol/codes.ts'
import { bases, roles, subjectKinds } from '../../protocol/names.ts'
import type { FeedCode } from './codes.ts'
import { kindOfWord } from './kind-words.ts'
import { readPap, readTlp } from './marking-labels.ts'
import type { MappedField, RowFields } from './types.ts'

export interface Fault {
  readonly reject: FeedCode | ProtocolCode
  readonly reason: string
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

/** Fields that hold several texts. */
export type ManyField = 'labels' | 'external' | 'permittedActions' | 'jurisdictions'
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
      return setNamed(fields, 'subjectKind', field, subjectKinds.names, kindOfWord(clean) ?? clean)
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
    case 'sightings':
      if (!/^[1-9]\d{0,9}$/.test(clean)) {
        return { reject: 'cell-invalid', reason: `sightings: "${clean}" is no whole number from 1` }
      }
      fields.sightings = Math.min(Number(clean), 0xffff_ffff)
      return undefined
    case 'statementKind':
      if (clean !== 'indicator' && clean !== 'sighting') {
        return { reject: 'not-an-indicator', reason: `it is a ${clean}, which speaks of a statement that is not here` }
      }
      if (clean === 'sighting') fields.statementKind = clean
      return undefined
    case 'standing':
      if (clean === 'current') return undefined
      return { reject: 'row-withdrawn', reason: `where it comes from it is ${clean}` }
    default:
      return setMarking(fields, field, clean)
  }
}

/** What cannot be read, or cannot be kept where the row is published, is not published: never weaker. */
function setMarking(
  fields: Mutable<RowFields>,
  field: 'marking' | 'pap' | 'noRepublish' | 'audience',
  text: string,
): Fault | undefined {
  const unresolved = (reason: string): Fault => ({ reject: 'marking-unresolved', reason: `${field}: ${reason}` })
  switch (field) {
    case 'marking': {
      const marking = readTlp(text)
      if (marking === undefined) return unresolved(`"${text}" is no label of TLP`)
      fields.marking = marking
      return undefined
    }
    case 'pap': {
      const pap = readPap(text)
      if (pap === undefined) return unresolved(`"${text}" is no label of PAP`)
      fields.pap = pap
      return undefined
    }
    case 'noRepublish':
      if (text !== 'true' && text !== 'false') return unresolved(`"${text}" is neither true nor false`)
      if (text === 'true') fields.noRepublish = true
      return undefined
    case 'audience':
      if (text === 'everyone') return undefined
      return unresolved('it was said to fewer than everyone, by names of another network')
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
  if (printableAscii.test(text)) return text.trim()
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .normalize('NFC')
    .trim()
}

const printableAscii = /^[\x20-\x7e]*$/

/** As `cleanLine`, but line feeds stay. */
export function cleanProse(text: string): string {
  if (printableAscii.test(text)) return text.trim()
  return text.split(/\r?\n/).map(cleanLine).join('\n').trim()
}

export function parseTime(text: string): number | undefined {
  if (digits.test(text)) return text.length === 10 ? Number(text) * 1000 : Number(text)
  if (!isoForm.test(text)) return undefined
  const at = Date.parse(wholeForm.test(text) ? text : complete(text))
  if (Number.isNaN(at) || at < 0) return undefined
  const day = Number(text.slice(8, 10))
  return day > 28 && new Date(Date.parse(text.slice(0, 10))).getUTCDate() !== day ? undefined : at // 30 February
}

const digits = /^(?:\d{10}|\d{13})$/
const isoForm = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)? ?(?:Z|UTC|[+-]\d\d:?\d\d)?)?$/
/** What Date.parse reads as it is: a date alone is UTC midnight. */
const wholeForm = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{3})?Z)?$/

/** The same time with a `T`, and with a zone. */
function complete(text: string): string {
  const joined = `${text.slice(0, 10)}T${text.slice(11)}`.replace(/ ?UTC$/, 'Z').replace(' ', '')
  return /(?:Z|[+-]\d\d:?\d\d)$/.test(joined.slice(11)) ? joined.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : `${joined}Z`
}
