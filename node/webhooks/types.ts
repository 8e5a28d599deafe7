// Webhooks: whom this node tells of new statements by itself, and how far each has been told.
import type { StatementFilter } from '../store/types.ts'
import type { Tlp } from '../../protocol/names.ts'

/** What an operator sets. */
export interface WebhookSpec {
  readonly name: string
  readonly url: string
  readonly filter: StatementFilter
  /** Highest label that leaves by it. */
  readonly clearance: Tlp
  /** Whether its URL may lead to the loopback or a private range. */
  readonly allowPrivate: boolean
}

export interface Webhook extends WebhookSpec {
  readonly id: string
  /** `whsec_` and 32 bytes in base64 (Standard Webhooks). */
  readonly secret: string
  /** The one before, which signs too until then (milliseconds since 1970): receivers change over in their own time. */
  readonly previous?: { readonly secret: string; readonly until: number }
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly paused: boolean
}

/** A message that was given up, with what it held: it can be sent again. */
export interface DeadLetter {
  readonly message: string
  readonly firstCursor: number
  readonly lastCursor: number
  readonly attempts: number
  readonly code: string
  readonly reason: string
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface Progress {
  /** Everything up to here was told or given up. */
  readonly cursor: number
  readonly delivered: number
  /** Of the message that is on its way. */
  readonly attempts: number
  /** The last cursor of the message that is tried again. */
  readonly upTo?: number
  readonly lastAt?: number
  readonly lastCode?: string
  readonly dead: readonly DeadLetter[]
}

/** How a webhook does, as far as somebody should look at it. */
export const webhookHealths = ['active', 'retrying', 'failing', 'paused', 'gone'] as const
export type WebhookHealth = (typeof webhookHealths)[number]

/** What came of a message that was sent on trial. */
export interface Trial {
  readonly delivered: boolean
  readonly code?: string
  readonly reason?: string
  /** Milliseconds that it took. */
  readonly tookMs: number
}

export interface WebhookState {
  readonly webhook: Webhook
  readonly progress: Progress
}

/** Tried more often than this, it is more than a moment's trouble: about three minutes. */
const failingAttempts = 3

export function healthOf({ webhook, progress }: WebhookState): WebhookHealth {
  if (webhook.paused) return progress.lastCode === 'webhook-gone' ? 'gone' : 'paused'
  if (progress.attempts >= failingAttempts) return 'failing'
  return progress.attempts > 0 ? 'retrying' : 'active'
}
