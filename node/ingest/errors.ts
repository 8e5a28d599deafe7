// The error of the way in.
import type { IngestCode } from './codes.ts'

export class IngestError extends Error {
  readonly code: IngestCode

  constructor(code: IngestCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'IngestError'
    this.code = code
  }
}
