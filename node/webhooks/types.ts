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

export interface WebhookState {
  readonly webhook: Webhook
  readonly progress: Progress
}
