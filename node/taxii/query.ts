// Filters of a request (TAXII 2.1, 3.5) and `next`, parsed once at the edge.
import { createHash } from 'node:crypto'
import { TaxiiError } from './errors.ts'
import { parseMicros } from './times.ts'
import type { Collection, Match, ObjectQuery, VersionMatch } from './types.ts'

/** Objects of one page: where nothing is said, and at most. */
export const pageDefault = 1000
export const pageMax = 5000
const valuesMax = 500
const matchNames = ['id', 'type', 'version', 'spec_version'] as const
type MatchName = (typeof matchNames)[number]

/** `undefined` for what was not asked; lists stand as they came. */
export type QueryText = Readonly<Record<string, unknown>>

/** What goes with `next`: the same question, and where it goes on. */
interface Question {
  readonly addedAfter?: string
  readonly match: Readonly<Partial<Record<MatchName, string>>>
}

export interface ParsedQuery extends ObjectQuery {
  /** The `next` of the page that ends at a cursor. */
  readonly nextOf: (cursor: number) => string
}

/**
 * `object`: the endpoint is of one object, and has no filter by id or type. Throws `taxii-filter-invalid`,
 * `taxii-next-invalid`.
 */
export function parseQuery(
  text: QueryText,
  collection: Pick<Collection, 'id'>,
  endpoint: { readonly object?: string; readonly versions?: false } = {},
): ParsedQuery {
  const limit = parseLimit(one(text, 'limit'))
  const next = one(text, 'next')
  const stated = questionOf(text)
  const scope = `${collection.id} ${endpoint.object ?? ''}`
  const resumed = next === undefined ? undefined : openNext(next, scope, stated)
  const question = resumed?.question ?? stated
  const addedAfter = question.addedAfter === undefined ? -1 : timeOf('added_after', question.addedAfter)
  if (endpoint.object !== undefined && (question.match.id !== undefined || question.match.type !== undefined)) {
    throw new TaxiiError('taxii-filter-invalid', 'match[id] and match[type] are no filters of one object')
  }
  if (endpoint.versions === false && question.match.version !== undefined) {
    throw new TaxiiError('taxii-filter-invalid', 'match[version] is no filter of the list of versions')
  }
  return {
    limit,
    after: Math.max(addedAfter, resumed?.cursor ?? -1),
    match: parseMatch(question.match, endpoint.object),
    nextOf: (cursor) => sealNext(cursor, scope, question),
  }
}

export function parseMatch(match: Question['match'], object?: string): Match {
  const ids = object === undefined ? listOf('id', match.id) : [object]
  const types = listOf('type', match.type)
  const specs = listOf('spec_version', match.spec_version)
  return {
    ...(ids !== undefined && { ids }),
    ...(types !== undefined && { types: new Set(types) }),
    ...(specs !== undefined && { specs: new Set(specs) }),
    versions: parseVersions(listOf('version', match.version)),
  }
}

function parseVersions(values: readonly string[] | undefined): VersionMatch {
  if (values === undefined) return { last: true, first: false, all: false, times: new Set() }
  const words = new Set<string>(values.filter((value) => value === 'last' || value === 'first' || value === 'all'))
  const times = values.filter((value) => !words.has(value)).map((value) => timeOf('match[version]', value))
  return { last: words.has('last'), first: words.has('first'), all: words.has('all'), times: new Set(times) }
}

function questionOf(text: QueryText): Question {
  const match: Partial<Record<MatchName, string>> = {}
  for (const key of Object.keys(text)) {
    const name = /^match\[(.*)\]$/.exec(key)?.[1] ?? (key.startsWith('match') ? key : undefined)
    if (name === undefined) continue
    const known = matchNames.find((one) => one === name)
    // Left aside, it would give more than was asked for.
    if (known === undefined) throw new TaxiiError('taxii-filter-invalid', `${JSON.stringify(key)} is no filter`)
    const value = one(text, key)
    if (value !== undefined) match[known] = value
  }
  const addedAfter = one(text, 'added_after')
  return { ...(addedAfter !== undefined && { addedAfter }), match }
}

function one(text: QueryText, key: string): string | undefined {
  const value = text[key]
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw new TaxiiError('taxii-filter-invalid', `${key} stands more than once`)
  return value
}

function listOf(name: MatchName, value: string | undefined): string[] | undefined {
  if (value === undefined) return undefined
  const values = value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (values.length === 0) throw new TaxiiError('taxii-filter-invalid', `match[${name}] is empty`)
  if (values.length > valuesMax) {
    throw new TaxiiError('taxii-filter-invalid', `match[${name}] has more than ${valuesMax} values`)
  }
  return values
}

function parseLimit(text: string | undefined): number {
  if (text === undefined) return pageDefault
  const number = /^[0-9]{1,16}$/.test(text) ? Number(text) : 0
  if (number < 1) throw new TaxiiError('taxii-filter-invalid', 'limit is a whole number above 0')
  return Math.min(number, pageMax)
}

function timeOf(name: string, text: string): number {
  const micros = parseMicros(text)
  if (micros !== undefined) return micros
  throw new TaxiiError('taxii-filter-invalid', `${name}: ${JSON.stringify(text.slice(0, 64))} is no RFC 3339 time`)
}

// ---------------------------------------------------------------- next: where a page ended, and what was asked. Nothing in
// it gives a right: whoever goes on with it is judged anew.

/** A longer question is not carried along: it is stated again, and compared. */
const carriedMaxChars = 1024

function sealNext(cursor: number, scope: string, question: Question): string {
  const text = JSON.stringify(canonical(question))
  const carried = text.length <= carriedMaxChars ? text : digestOf(text)
  const body = Buffer.from(JSON.stringify([cursor, carried])).toString('base64url')
  return `${body}.${digestOf(`${scope} ${body}`)}`
}

function openNext(next: string, scope: string, stated: Question): { cursor: number; question: Question } {
  const [body = '', seal] = next.split('.')
  const opened = seal === digestOf(`${scope} ${body}`) ? openBody(body) : undefined
  if (opened === undefined) {
    throw new TaxiiError('taxii-next-invalid', 'this value of next was not made here, for this collection')
  }
  const { cursor, carried } = opened
  const said = JSON.stringify(canonical(stated))
  if (!carried.startsWith('[')) {
    if (digestOf(said) === carried) return { cursor, question: stated }
    throw new TaxiiError('taxii-next-invalid', 'next goes with the same filters as the page before')
  }
  const [addedAfter, match] = JSON.parse(carried) as [string | null, Question['match']]
  const question = { ...(addedAfter !== null && { addedAfter }), match }
  // Whoever states nothing goes on with what was asked; whoever states something else asks another question.
  const isBare = stated.addedAfter === undefined && Object.keys(stated.match).length === 0
  if (!isBare && said !== carried) {
    throw new TaxiiError('taxii-next-invalid', 'next goes with the same filters as the page before')
  }
  return { cursor, question }
}

function openBody(body: string): { cursor: number; carried: string } | undefined {
  try {
    const [cursor, carried] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as unknown[]
    return Number.isSafeInteger(cursor) && typeof carried === 'string'
      ? { cursor: cursor as number, carried }
      : undefined
  } catch {
    return undefined
  }
}

function canonical({ addedAfter, match }: Question): unknown {
  const sorted = Object.fromEntries(Object.entries(match).sort(([a], [b]) => (a < b ? -1 : 1)))
  return [addedAfter ?? null, sorted]
}

function digestOf(text: string): string {
  return createHash('sha256').update(`entente taxii next ${text}`).digest('base64url').slice(0, 16)
}
