// What a caller is told of an error: its code, its message and a hint. What has no code is logged and told as `internal`.
import { explain } from '../codes.ts'
import { pushCodes } from '../push/codes.ts'
import { taxiiCodes } from '../taxii/codes.ts'
import { apiCodes } from './codes.ts'
import type { ErrorBody } from './schemas.ts'

export interface Failure {
  readonly status: number
  readonly body: ErrorBody
  /** Whether the log should have it: a fault of this program, not of the caller. */
  readonly unexpected: boolean
}

/** Codes of other rooms that are no "422 refused". */
const statuses: Readonly<Record<string, number>> = {
  'not-found': 404,
  'not-the-author': 403,
  'token-unknown': 404,
  'feed-not-found': 404,
  'feed-running': 409,
  'force-refused': 403,
  'warninglist-unknown': 404,
  'store-locked': 409,
  'store-newer': 500,
  'store-corrupt': 500,
  'store-full': 507,
  'store-io': 500,
  'store-failed': 503,
  'store-closed': 503,
  stopping: 503,
}

const statusOf = new Map<string, number>([
  ...Object.entries(statuses),
  ...[...Object.entries(apiCodes), ...Object.entries(pushCodes), ...Object.entries(taxiiCodes)].map(
    ([code, entry]): [string, number] => [code, entry.status],
  ),
])

/** Fastify's own codes, in ours. */
const fastifyCodes: Readonly<Record<string, keyof typeof apiCodes>> = {
  FST_ERR_BAD_URL: 'call-invalid',
  FST_ERR_MAX_PARAM_LENGTH: 'call-invalid',
  FST_ERR_VALIDATION: 'call-invalid',
  FST_ERR_CTP_INVALID_JSON_BODY: 'call-invalid',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'call-invalid',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'call-invalid',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-unsupported',
}

/** Never throws: the last word on any error. */
export function failureOf(error: unknown): Failure {
  const thrown = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const code = thrown === undefined ? undefined : (fastifyCodes[thrown] ?? thrown)
  const entry = code === undefined ? undefined : explain(code)
  if (code === undefined || entry === undefined || !(error instanceof Error)) {
    const { hint } = apiCodes.internal
    return { status: 500, body: { error: { code: 'internal', message: 'the node failed', hint } }, unexpected: true }
  }
  const status = statusOf.get(code) ?? 422
  return { status, body: { error: { code, message: error.message, hint: entry.hint } }, unexpected: status >= 500 }
}
