// The error of this layer. Nobody matches on messages: the code says what is wrong. docs/errors.md lists every code.
import type { ProtocolCode } from './codes.ts'

export class ProtocolError extends Error {
  readonly code: ProtocolCode

  constructor(code: ProtocolCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ProtocolError'
    this.code = code
  }
}
