// Why a webhook is not made, found or delivered.

export const webhookCodes = {
  'webhook-not-found': {
    meaning: 'No webhook of this name or id is kept here.',
    hint: 'List them with: entente webhook list.',
  },
  'webhook-exists': {
    meaning: 'A webhook of this name is there already.',
    hint: 'Remove it first, or take another name.',
  },
  'webhook-invalid': {
    meaning: 'A webhook needs a name, an http or https URL and a clearance of this member at most.',
    hint: 'See: entente webhook add --help.',
  },
  'webhook-refused': {
    meaning: 'The receiver answered with something else than success, again and again.',
    hint: 'Look at the dead letters (entente webhook dead NAME), mend the receiver, then: entente webhook redeliver NAME.',
  },
  'webhook-gone': {
    meaning: 'The receiver answered 410: it wants nothing more. The webhook is paused.',
    hint: 'Remove it, or resume it: entente webhook resume NAME.',
  },
} as const

export type WebhookCode = keyof typeof webhookCodes

export class WebhookError extends Error {
  override readonly name = 'WebhookError'
  readonly code: WebhookCode

  constructor(code: WebhookCode, message: string) {
    super(message)
    this.code = code
  }
}
