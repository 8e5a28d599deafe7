// The error of this room.
import type { ApiCode } from './codes.ts'

export class ApiError extends Error {
  readonly code: ApiCode

  constructor(code: ApiCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ApiError'
    this.code = code
  }
}
