// The error of this room.
import type { PushCode } from './codes.ts'

export class PushError extends Error {
  override readonly name = 'PushError'
  readonly code: PushCode
  /** Seconds after which to push again. */
  readonly retryAfter: number | undefined

  constructor(code: PushCode, message: string, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.retryAfter = options.retryAfter
  }
}
