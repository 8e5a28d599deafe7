// The error of this room: a feed that cannot be read as a whole. docs/errors.md lists every code.
import type { FeedCode } from './codes.ts'

export class FeedError extends Error {
  readonly code: FeedCode

  constructor(code: FeedCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'FeedError'
    this.code = code
  }
}
