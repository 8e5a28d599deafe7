// The receiver's grammar: whether a subject is in canonical form. No tables that change between releases.
import type { ProtocolCode } from '../codes.ts'
import type { Subject } from '../statement-shape.ts'

export function checkSubject(subject: Subject): ProtocolCode | undefined {
  return subject.value === '' ? 'subject-malformed' : undefined
}
