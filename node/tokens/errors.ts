// The error of this room.
import type { TokenCode } from './codes.ts'

export class TokenError extends Error {
  readonly code: TokenCode

  constructor(code: TokenCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TokenError'
    this.code = code
  }
}
