// Text of a request into what the node takes: a draft line, a filter, times.
import { Compile } from 'typebox/compile'
import type { TLocalizedValidationError } from 'typebox/error'
import { type MemberId, parseMemberId } from '../../protocol/ids.ts'
import { resolveChain } from '../../protocol/subjects/index.ts'
import type { Draft } from '../ingest/draft.ts'
import type { StatementFilter } from '../store/types.ts'
import { ApiError } from './errors.ts'
import { DraftLine, type FilterQuery } from './schemas.ts'

const draftCheck = Compile(DraftLine)
const isoPattern = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/

/** One line of `POST /v1/statements`. Throws `line-invalid`. */
export function parseDraftLine(text: string): Draft {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ApiError('line-invalid', 'the line is not JSON', { cause: error })
  }
  if (!draftCheck.Check(value)) {
    throw new ApiError('line-invalid', faultOf(draftCheck.Errors(value)))
  }
  const { firstSeen, lastSeen, validUntil, kind, ...rest } = value
  return {
    ...rest,
    kind: kind ?? 'indicator',
    ...timed('firstSeen', firstSeen, 'line-invalid'),
    ...timed('lastSeen', lastSeen, 'line-invalid'),
    ...timed('validUntil', validUntil, 'line-invalid'),
  }
}

/** Throws `call-invalid`. */
export function parseFilter(query: FilterQuery): StatementFilter {
  const chain = query.chain === undefined ? undefined : resolveChain(query.chain)
  if (query.chain !== undefined && chain === undefined) {
    throw new ApiError('call-invalid', `the chain ${JSON.stringify(query.chain)} is not known`)
  }
  return {
    ...(query.kind === undefined ? {} : { kind: query.kind }),
    ...(query.subjectKind === undefined ? {} : { subjectKind: query.subjectKind }),
    ...(query.category === undefined ? {} : { category: query.category }),
    ...(query.feed === undefined ? {} : { feed: query.feed }),
    ...(chain === undefined ? {} : { chain }),
    ...(query.author === undefined ? {} : { author: memberOf(query.author) }),
    ...timed('issuedFrom', query.issuedFrom, 'call-invalid'),
    ...timed('issuedTo', query.issuedTo, 'call-invalid'),
  }
}

function memberOf(text: string): MemberId {
  const member = parseMemberId(text)
  if (member === undefined) throw new ApiError('call-invalid', `${JSON.stringify(text)} is no member id`)
  return member
}

function timed<Key extends string>(
  key: Key,
  text: string | undefined,
  code: 'line-invalid' | 'call-invalid',
): { [K in Key]?: number } {
  if (text === undefined) return {}
  return { [key]: parseTime(key, text, code) } as { [K in Key]?: number }
}

/** Milliseconds since 1970 of an ISO 8601 text. Throws `code`. */
export function parseTime(name: string, text: string, code: 'line-invalid' | 'call-invalid' = 'call-invalid'): number {
  const ms = isoPattern.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(ms) || ms < 0)
    throw new ApiError(code, `${name} is no time in ISO 8601 such as 2026-01-31T12:00:00Z`)
  return ms
}

/** In words, what a value lacks to meet its schema. */
export function faultOf(errors: readonly TLocalizedValidationError[]): string {
  const unknown = errors.find(({ keyword }) => keyword === 'additionalProperties')
  if (unknown?.keyword === 'additionalProperties') {
    return `the key ${unknown.params.additionalProperties.map((key) => JSON.stringify(key)).join(', ')} is not known`
  }
  const [first] = errors
  const place = first?.instancePath.slice(1).replaceAll('/', '.') ?? ''
  return `${place === '' ? 'the value' : place} ${first?.message ?? 'does not fit'}`
}
