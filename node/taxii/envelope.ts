// A posted envelope, parsed once: what each object of it says of itself, as far as a server of versions needs it.
import { feedLimits } from '../feeds/limits.ts'
import { TaxiiError } from './errors.ts'
import { parseMicros } from './times.ts'

export interface PostedObject {
  /** As it came. */
  readonly value: Readonly<Record<string, unknown>>
  readonly id: string
  readonly type: string
  /** `modified`, or `created`, as the object has it. */
  readonly version?: string
  /** Microseconds since 1970. */
  readonly modified?: number
  readonly created?: number
  readonly revoked: boolean
}

/** An object that cannot be taken in, and why. */
export interface FaultyObject {
  readonly id: string
  readonly version?: string
  readonly fault: string
}

export interface Envelope {
  readonly objects: readonly PostedObject[]
  readonly faulty: readonly FaultyObject[]
}

const idPattern = /^([a-z][a-z0-9-]{1,62})--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** As many as one pushed batch takes. */
export const objectsMax = 50_000

/** What a document may nest, without the envelope and its list. */
const levelsMax = feedLimits.objectNestingMax - 2

/** Throws `taxii-envelope-invalid`. */
export function parseEnvelope(bytes: Uint8Array): Envelope {
  const list = objectsIn(bytes)
  if (list.length > objectsMax) {
    throw new TaxiiError('taxii-envelope-invalid', `an envelope has at most ${objectsMax} objects`)
  }
  const objects: PostedObject[] = []
  const faulty: FaultyObject[] = []
  for (const [at, value] of list.entries()) {
    const object = parseObject(value, at)
    if ('fault' in object) faulty.push(object)
    else objects.push(object)
  }
  return { objects, faulty }
}

function objectsIn(bytes: Uint8Array): readonly unknown[] {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new TaxiiError('taxii-envelope-invalid', 'the body is not JSON in UTF-8', { cause })
  }
  if (!isObject(value))
    throw new TaxiiError('taxii-envelope-invalid', 'the body is no envelope: an object was expected')
  const { objects, type } = value
  if (objects === undefined && type !== undefined && type !== 'bundle') {
    throw new TaxiiError('taxii-envelope-invalid', 'the body is one object, and no envelope of objects')
  }
  if (objects === undefined) return []
  if (!Array.isArray(objects)) throw new TaxiiError('taxii-envelope-invalid', 'objects is no list')
  return objects
}

function parseObject(value: unknown, at: number): PostedObject | FaultyObject {
  const place = `object ${at + 1}`
  if (!isObject(value)) return { id: place, fault: `${place} of the envelope is no object` }
  const { id, type, modified, created, revoked } = value
  if (typeof id !== 'string' || id.length > 128) return { id: place, fault: `${place} of the envelope has no id` }
  const prefix = idPattern.exec(id)?.[1]
  if (prefix === undefined) return { id, fault: 'its id is none of STIX: a type, two dashes and a UUID in lower case' }
  if (type !== prefix) return { id, fault: 'its type is another than that of its id' }
  const version = textOf(modified) ?? textOf(created)
  const named = { id, ...(version !== undefined && { version }) }
  if (isDeeper(value, levelsMax)) return { ...named, fault: `it is nested more than ${levelsMax} levels deep` }
  const at1 = timeOf(modified)
  const at0 = timeOf(created)
  if (at1 === 'broken' || at0 === 'broken') return { ...named, fault: 'created or modified is no time of STIX' }
  const last = at1 ?? at0
  return {
    ...{ ...named, value, type: prefix, revoked: revoked === true },
    ...(last !== undefined && { modified: last }),
    ...(at0 !== undefined && { created: at0 }),
  }
}

/** Looked at no deeper than that, since what is nested without an end would end the stack. */
function isDeeper(value: object, levels: number): boolean {
  if (levels === 0) return true
  for (const inner of Object.values(value) as unknown[]) {
    if (typeof inner === 'object' && inner !== null && isDeeper(inner, levels - 1)) return true
  }
  return false
}

function timeOf(value: unknown): number | 'broken' | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' ? (parseMicros(value) ?? 'broken') : 'broken'
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 64 ? value : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
