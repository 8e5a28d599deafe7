// What the readers of remote feeds need of requests: one function that asks, and answers read within bounds.
import { OutboundError } from '../outbound/codes.ts'
import { FeedError } from './errors.ts'
import { feedLimits } from './limits.ts'
import { shown } from './text.ts'

export interface Answer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** Where it came from, after redirects. */
  readonly url: string
  readonly body: AsyncIterable<Uint8Array>
}

/**
 * Asks for a URL (`createOutbound`). Any status is an answer. Timeouts, TLS, client certificates and where requests may
 * go are its business; it rejects with OutboundError, and so does reading the body.
 */
export type Ask = (
  url: string,
  ask: { readonly headers: Readonly<Record<string, string>>; readonly signal?: AbortSignal },
) => Promise<Answer>

export type Auth =
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }

/** The header of RFC 7617 or RFC 6750. */
export function authorization(auth: Auth | undefined): Record<string, string> {
  if (auth === undefined) return {}
  const value =
    auth.kind === 'bearer'
      ? `Bearer ${auth.token}`
      : `Basic ${Buffer.from(`${auth.user}:${auth.password}`).toString('base64')}`
  return { authorization: value }
}

/** All of a body. Throws OutboundError `response-too-large`. */
export async function readAll(body: AsyncIterable<Uint8Array>, maxBytes: number, from: string): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.byteLength
    if (bytes > maxBytes) throw new OutboundError('response-too-large', `${from} holds more than ${maxBytes} bytes`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** The error for an answer that is no success, with what the server says of it. */
export async function refusalOf({ status, headers, url, body }: Answer): Promise<OutboundError> {
  const text = await readAll(body, feedLimits.refusalMaxBytes, url).then(
    (bytes) => bytes.toString('utf8'),
    () => '',
  )
  const why = titleIn(text)
  const said = why === undefined ? '' : `: ${shown(why.replace(/\p{C}/gu, ' '))}`
  return new OutboundError('status-unexpected', `${url} answers with ${status}${said}`, {
    status,
    retryAfter: secondsOf(headers['retry-after'], headers.date),
  })
}

/** What an error of TAXII says in one line. */
function titleIn(text: string): string | undefined {
  try {
    const error: unknown = JSON.parse(text)
    return isRecord(error) && typeof error.title === 'string' ? error.title : undefined
  } catch {
    return undefined
  }
}

/** RFC 9110, 10.2.3: seconds, or a time by the clock of the server. */
function secondsOf(header: string | undefined, date: string | undefined): number | undefined {
  if (header === undefined) return undefined
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header)
  const seconds = (Date.parse(header) - Date.parse(date ?? '')) / 1000
  return seconds > 0 ? Math.ceil(seconds) : undefined
}

/** A JSON document of a bounded size. Throws FeedError `source-malformed`. */
export function parseJson(bytes: Uint8Array, from: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new FeedError('source-malformed', `${from} is no JSON document`, { cause })
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
