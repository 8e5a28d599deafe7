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

/**
 * Publishing applies what changes with the world (public suffixes, reserved ranges); looking up does not. Whoever insists
 * may name what is too wide, or not listed yet, and nothing that means another machine to every reader.
 */
export type Mode = 'publish' | 'insist' | 'lookup'

export function refuse(code: ProtocolCode, message: string): Refusal {
  return new Refusal(code, message)
}

/** The same refusal for the most frequent case: the text has not the form of its kind. */
export function malformed(message: string): Refusal {
  return new Refusal('subject-malformed', message)
}
