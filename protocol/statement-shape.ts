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

/** What a statement of kind `request` asks of named partners. `documents` are SHA-256 hashes in hexadecimal. */
export interface RequestBody {
  readonly caseReference?: string
  readonly legalBasis?: string
  readonly authority?: string
  readonly process?: string
  readonly actions?: readonly string[]
  readonly deadline?: number
  readonly doNotNotify?: boolean
  readonly documents?: readonly string[]
}

/** What a statement of kind `response` answers. */
export interface ResponseBody {
  readonly outcome?: string
  readonly text?: string
  readonly documents?: readonly string[]
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
  readonly request?: RequestBody
  readonly response?: ResponseBody
}
