// What the audit log takes and gives. Other rooms need this file alone.
import type { AuditFinding, AuditMark } from '../../protocol/audit-chain.ts'
import type { AuditEntry } from '../../protocol/audit-entry.ts'

/** What was done. New ones are added here and in docs/audit.md. */
export const auditActions = [
  'publish',
  'withdraw',
  'disclose',
  'receive',
  'read',
  'watch',
  'export',
  'checkpoint',
  'refuse',
  'token-create',
  'token-revoke',
  'key-epoch',
  'key-grant',
  'key-revoke',
  'control',
  'force',
  'feed-add',
  'feed-change',
  'feed-remove',
  'feed-run',
  'feed-confirm',
  'quality',
  'start',
  'stop',
] as const
export type AuditAction = (typeof auditActions)[number]

export interface AuditEvent {
  readonly action: AuditAction
  /** `operator`, `token:ID:NAME`, `peer:MEMBER:NODEKEY`, `feed:NAME`, `webhook:ID:NAME`, `public`, or `node` for what the node does by itself. */
  readonly actor: string
  /**
   * Statement ids, lane hashes, token ids, control hashes: never plaintext of a statement. Of more than
   * `limits.auditObjectsMax` the first are listed, with a count and a digest of all.
   */
  readonly objects?: readonly string[]
  /** Why, as the caller stated it (a case reference). */
  readonly purpose?: string
  readonly decision: 'allowed' | 'refused'
  /** The refusal's code. */
  readonly code?: string
  /** Small facts: counts, marking labels, the route. Names are camelCase; numbers are whole. */
  readonly detail?: Readonly<Record<string, string | number>>
}

export interface Audit {
  /**
   * Queues an entry; it is chained in the order of the calls, and written with what the store writes next, or by itself
   * a moment later. Never throws and never waits.
   */
  record(event: AuditEvent): void
  /** Resolves when everything that was recorded before is durable. Rejects with StoreError where the store failed. */
  flushed(): Promise<void>
}

/** An entry with its hash, hexadecimal. */
export interface AuditLine {
  readonly entry: AuditEntry
  readonly hash: string
}

export interface AuditQuery {
  /** Inclusive, milliseconds since 1970. */
  readonly since?: number
  /** Exclusive, milliseconds since 1970. */
  readonly until?: number
  readonly action?: string
  /** The whole actor, or its first parts: `token` is every token. */
  readonly actor?: string
  /** A bundle id stands for its statements, a lane id for its hash. */
  readonly object?: string
  /** Entries behind this number, oldest first; left out: the newest that fit. */
  readonly after?: number
  readonly limit: number
}

/** What a verification tells: faults as they are found, and what was walked in the end. */
export type AuditVerdict =
  | ({ readonly type: 'finding' } & Pick<AuditFinding, 'code' | 'seq' | 'detail'>)
  | {
      readonly type: 'summary'
      readonly entries: number
      readonly last: AuditMark | null
      readonly findings: number
      /** Checkpoints that the log was held against, the last one that this node made itself among them. */
      readonly checkpoints: number
    }

export interface AuditStanding {
  readonly entries: number
  /** When the last checkpoint was made, milliseconds since 1970. */
  readonly checkpointAt: number | undefined
  /** The log did not end as noted when the node was started: a code. */
  readonly fault: AuditFinding['code'] | undefined
}

/** What the API offers of the log. */
export interface AuditDesk extends Audit {
  standing(): AuditStanding
  log(query: AuditQuery): AsyncIterable<AuditLine>
  /** Entries as they become durable, from behind `query.after`, until aborted. */
  follow(query: AuditQuery, signal: AbortSignal): AsyncIterable<AuditLine>
  /** Throws ProtocolError where a checkpoint is none of this node. Checkpoints are their armored texts. */
  verify(checkpoints: readonly string[]): AsyncIterable<AuditVerdict>
  /** The lines of an export, as docs/audit.md has them: the JSON of each is the line. `from`: number of the first entry. */
  export(from: number, actor: string, signal: AbortSignal): AsyncIterable<object>
  /** A checkpoint of the last entry, armored. */
  checkpoint(actor: string): Promise<{ readonly text: string; readonly seq: number; readonly hash: string }>
}
