// Subjects as one line of text, chain included.
import type { Subject } from '../statement-shape.ts'

/** CAIP-10 for addresses, `<caip2>:<hash>` for transactions, else the value. `parseSubject` reads it again, the kind named. */
export function formatSubject(subject: Subject): string {
  return subject.chain === undefined ? subject.value : `${subject.chain}:${subject.value}`
}
