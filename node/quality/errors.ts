// The error of this room.
import type { QualityCode } from './codes.ts'

export class QualityError extends Error {
  readonly code: QualityCode

  constructor(code: QualityCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'QualityError'
    this.code = code
  }
}
