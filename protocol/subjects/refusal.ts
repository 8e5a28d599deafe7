// A refusal as a value: why a text is not the subject that it was read as. Throwing is left to the edge.
import type { ProtocolCode } from '../codes.ts'

export class Refusal {
  readonly code: ProtocolCode
  readonly message: string

  constructor(code: ProtocolCode, message: string) {
    this.code = code
    this.message = message
  }
}

/** Canonical text, or why there is none. */
export type Parsed = string | Refusal

/** Publishing applies what changes with the world (public suffixes, reserved ranges); looking up does not. */
export type Mode = 'publish' | 'lookup'

export function refuse(code: ProtocolCode, message: string): Refusal {
  return new Refusal(code, message)
}

/** The same refusal for the most frequent case: the text has not the form of its kind. */
export function malformed(message: string): Refusal {
  return new Refusal('subject-malformed', message)
}
