// The error of this layer. Nobody matches on messages: the code says what is wrong.
import type { ProtocolCode } from '../../protocol/codes.ts'
import type { NetworkCode } from './codes.ts'

export class NetworkError extends Error {
  readonly code: NetworkCode | ProtocolCode

  constructor(code: NetworkCode | ProtocolCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'NetworkError'
    this.code = code
  }
}

/** What `cause` says, whatever was thrown: a failed write of libp2p may reject with an Event instead of an Error. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof Error) return cause.message === '' ? cause.name : cause.message
  if (cause instanceof Event) return 'error' in cause && cause.error instanceof Error ? cause.error.message : cause.type
  return String(cause)
}

/** `cause` as a NetworkError: one passes as it is, anything else gets `code`. */
export function networkErrorOf(cause: unknown, code: NetworkCode): NetworkError {
  return cause instanceof NetworkError ? cause : new NetworkError(code, reasonOf(cause), { cause })
}
