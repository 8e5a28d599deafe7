// The error of this room.
import type { TaxiiCode } from './codes.ts'

export class TaxiiError extends Error {
  override readonly name = 'TaxiiError'
  readonly code: TaxiiCode

  constructor(code: TaxiiCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
