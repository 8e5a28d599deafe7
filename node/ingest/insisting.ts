// Reading subjects for whoever insists (--force): what the rules of publishing refuse although every receiver understands it.
import type { Forced } from '../store/types.ts'
import type { Subject } from '../../protocol/statement-shape.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { type SubjectHint, parseSubject } from '../../protocol/subjects/index.ts'

/**
 * A public suffix is a whole provider, and may be meant. A name under no suffix that is listed may be of a new one; in the
 * rows of a file it is mostly the name of a file, and stays refused there.
 */
const mayPass = {
  draft: new Set<string>(['domain-public-suffix', 'domain-reserved']),
  row: new Set<string>(['domain-public-suffix']),
} as const

export type ParseSubject = (text: string, hint?: SubjectHint) => Subject

/** `onPassed` is told by what a subject would have been refused. What means another thing to every reader is refused still. */
export function insisting(as: keyof typeof mayPass, onPassed: (passed: Forced) => void): ParseSubject {
  return (text, hint) => {
    try {
      return parseSubject(text, hint)
    } catch (error) {
      if (!(error instanceof ProtocolError) || !mayPass[as].has(error.code)) throw error
      const subject = parseSubject(text, { ...hint, insist: true })
      onPassed({ code: error.code, by: 'public-suffix-list' })
      return subject
    }
  }
}
