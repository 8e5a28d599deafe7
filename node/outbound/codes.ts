// Why a request to the outside was not made, or not taken.

export const outboundCodes = {
  'url-refused': {
    meaning: 'The URL is not one that this node asks: not http or https, or with a name and password in it.',
    hint: 'Use an http or https URL, and keep credentials in a file: --auth-file.',
  },
  'target-private': {
    meaning: 'The URL leads to the loopback, a private or a reserved range.',
    hint: 'If that is meant, allow it for this one: --allow-private.',
  },
  'redirects-too-many': {
    meaning: 'The server sends from one place to the next without end.',
    hint: 'Use the URL that it ends at.',
  },
  'response-too-large': {
    meaning: 'The answer is larger than allowed.',
    hint: 'Raise --max-bytes if the size is right.',
  },
  'request-timeout': {
    meaning: 'The server did not answer in time, or stopped in the middle.',
    hint: 'It is tried again later.',
  },
  'tls-refused': {
    meaning: 'The certificate of the server does not verify.',
    hint: 'Check the host name, or name the certificate authority: --ca-file.',
  },
  'connect-failed': {
    meaning: 'The server cannot be reached.',
    hint: 'Check the host name and the network.',
  },
  'status-unexpected': {
    meaning: 'The server answered with an HTTP status that is no success.',
    hint: 'Look at the status in the message: credentials, a moved file, too many requests.',
  },
} as const

export type OutboundCode = keyof typeof outboundCodes

export class OutboundError extends Error {
  override readonly name = 'OutboundError'
  readonly code: OutboundCode
  /** Of `status-unexpected`. */
  readonly status: number | undefined
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfter: number | undefined

  constructor(
    code: OutboundCode,
    message: string,
    options: { cause?: unknown; status?: number; retryAfter?: number | undefined } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.status = options.status
    this.retryAfter = options.retryAfter
  }
}
