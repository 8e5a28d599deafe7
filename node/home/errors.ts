// The error of this room.
import type { HomeCode } from './codes.ts'

export class HomeError extends Error {
  readonly code: HomeCode

  constructor(code: HomeCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'HomeError'
    this.code = code
  }
}
