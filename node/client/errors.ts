// What a client is told where the node does not do what was asked.

/** `code` is stable: docs/errors.md has them all. */
export class EntenteError extends Error {
  override readonly name = 'EntenteError'
  readonly code: string
  readonly hint: string
  /** HTTP status; 0 where there was no answer. */
  readonly status: number
  /** Seconds after which to ask again, where the node says so. */
  readonly retryAfter: number | undefined

  constructor(
    told: { readonly code: string; readonly message: string; readonly hint: string },
    status: number,
    options: { retryAfter?: number | undefined; cause?: unknown } = {},
  ) {
    super(told.message, { cause: options.cause })
    this.code = told.code
    this.hint = told.hint
    this.status = status
    this.retryAfter = options.retryAfter
  }
}

/** Faults of the connection, not of what was asked: asking again may help. */
export const passingCodes: ReadonlySet<string> = new Set([
  'node-unreachable',
  'api-closing',
  'rate-limited',
  'stopping',
])

export function unreachable(cause: unknown): EntenteError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new EntenteError(
    {
      code: 'node-unreachable',
      message: `the node does not answer: ${why}`,
      hint: 'Is it running, and is this its address?',
    },
    0,
    { cause },
  )
}
