// The error of this room. `hint` says more than the code's own where names are near to what was asked for.
import type { ProtocolCode } from '../../protocol/codes.ts'
import type { GoverningCode } from './codes.ts'

export class GoverningError extends Error {
  readonly code: GoverningCode | ProtocolCode
  readonly hint: string | undefined

  constructor(code: GoverningCode | ProtocolCode, message: string, options: ErrorOptions & { hint?: string } = {}) {
    super(message, options)
    this.name = 'GoverningError'
    this.code = code
    this.hint = options.hint
  }
}
