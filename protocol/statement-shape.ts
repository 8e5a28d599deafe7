// What a statement is once it is decoded: names instead of numbers, `undefined` for what is not stated.
import type { StatementId } from './ids.ts'
import type { Basis, Role, StatementKind, SubjectKind } from './names.ts'

/** What a statement is about, in canonical form. `chain` is a CAIP-2 id, for addresses and transactions alone. */
export interface Subject {
  readonly kind: SubjectKind
  readonly chain?: string
  readonly value: string
}

/** Where the author had it from: its feed, the public source behind it, and the record's key there. */
export interface Origin {
  readonly feed?: string
  readonly source?: string
  readonly record?: string
}

export interface Relation {
  /** As STIX writes relationship types: lower-case words with dashes. */
  readonly type: string
  readonly subject?: Subject
  readonly statement?: StatementId
}

/** One thing that a member says. Times are milliseconds since 1970, confidence is percent (0 to 100). */
export interface Statement {
  readonly kind: StatementKind
  readonly subject: Subject
  readonly category?: string
  readonly confidence?: number
  readonly role?: Role
  readonly basis?: Basis
  readonly description?: string
  readonly labels?: readonly string[]
  readonly origin?: Origin
  readonly firstSeen?: number
  readonly lastSeen?: number
  readonly validUntil?: number
  readonly replaces?: StatementId
  readonly target?: StatementId
  readonly reason?: string
  readonly relations?: readonly Relation[]
  readonly readers?: readonly string[]
  readonly external?: readonly string[]
  readonly sightings?: number
}
