// What is offered to the intake, and what it comes to.
import type { StatementId } from '../../protocol/ids.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import type { Reader } from '../access/access.ts'
import type { Forced, IdentityRecord } from '../store/types.ts'
import type { Place } from './place.ts'

/** A statement that stands for a record. */
export interface Said {
  readonly id: StatementId
  readonly place: Place
  readonly statement: Statement
}

export type Result = 'published' | 'replaced' | 'unchanged'

/** What one offered statement came to. `id` is there once it is durable. */
export interface Settled {
  readonly result: Result
  readonly id: StatementId | undefined
}

export interface Offer {
  readonly statement: Statement
  readonly place: Place
  /** The author says so: what it said under another place is taken back, even where this one is wider. */
  readonly supersedes?: Said
  /** As above, for whatever the record stood for. */
  readonly widen?: boolean
  /** Who publishes: what that one may not read is not there for it. Left out: the operator or the node. */
  readonly reader?: Reader
  /** Who publishes, as the audit log names it. Left out: the node, which says something again by itself. */
  readonly actor?: string
  /** What would have held it, had nobody insisted: for the audit log. */
  readonly forced?: Forced
  /** Import alone: the cursor at which the run began. A record written since counts as a row of the same file. */
  readonly runStart?: number
  /** The record of a statement that this one withdraws. */
  readonly withdraws?: readonly [string, IdentityRecord]
  /** Says it again although the record is known: after a lane was lost. */
  readonly again?: boolean
  readonly settle?: (error: unknown, settled: Settled) => void
}
