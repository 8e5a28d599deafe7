// One message to one receiver: signed (Standard Webhooks), tried again with growing pauses, and given up in the end.
import { Webhook as Signer } from 'standardwebhooks'
import type { Answer, Outbound } from '../outbound/request.ts'
import { OutboundError } from '../outbound/codes.ts'
import type { Webhook } from './types.ts'

/** Milliseconds before each attempt after the first: about a day in all. */
export const retryMs = [5_000, 30_000, 120_000, 600_000, 3_600_000, 14_400_000, 36_000_000, 36_000_000] as const

export type Outcome =
  | { readonly done: true }
  | {
      readonly done: false
      readonly code: string
      readonly reason: string
      readonly retryAfterMs?: number
      readonly gone: boolean
    }

/** The headers of Standard Webhooks for a body: a signature for each secret. `at`: milliseconds. */
export function signedHeaders(
  secrets: readonly string[],
  message: string,
  at: number,
  body: string,
): Record<string, string> {
  const date = new Date(at)
  return {
    'content-type': 'application/json',
    'webhook-id': message,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': secrets.map((secret) => new Signer(secret).sign(message, date, body)).join(' '),
  }
}

/** One attempt. Never rejects, but for an abort. */
export async function attempt(
  outbound: Outbound,
  to: Pick<Webhook, 'url' | 'secret' | 'previous'>,
  message: { readonly id: string; readonly body: string; readonly at: number },
  signal: AbortSignal,
): Promise<Outcome> {
  const { secret, previous } = to
  const secrets = previous !== undefined && previous.until > message.at ? [secret, previous.secret] : [secret]
  const headers = signedHeaders(secrets, message.id, message.at, message.body)
  try {
    const answer = await outbound.ask(to.url, { method: 'POST', headers, body: message.body, signal })
    await drain(answer)
    if (answer.status >= 200 && answer.status < 300) return { done: true }
    const after = retryAfterMs(answer.headers['retry-after'], message.at)
    return {
      ...{ done: false, code: 'webhook-refused', reason: `HTTP status ${answer.status}`, gone: answer.status === 410 },
      ...(after > 0 ? { retryAfterMs: Math.min(after, 86_400_000) } : {}),
    }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof OutboundError)) throw error
    return { done: false, code: error.code, reason: error.message, gone: false }
  }
}

/** Retry-After is in seconds, or a date (RFC 9110, 10.2.3); 0 where it says nothing. */
function retryAfterMs(text: string | undefined, now: number): number {
  const ms = /^\d+$/.test(text ?? '') ? Number(text) * 1000 : Date.parse(text ?? '') - now
  return Number.isNaN(ms) ? 0 : Math.max(ms, 0)
}

const drainMaxBytes = 64 * 1024

/** What a receiver writes back means nothing here; a little of it is read, so that the connection can serve again. */
async function drain({ body }: Answer): Promise<void> {
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.byteLength
    if (bytes > drainMaxBytes) return
  }
}

/** The pause before attempt number `attempts` (1: the second), varied by a fifth. `undefined`: it is given up. */
export function pauseBefore(attempts: number, chance: number): number | undefined {
  const pause = retryMs[attempts - 1]
  return pause === undefined ? undefined : Math.round(pause * (0.8 + 0.4 * chance))
}
