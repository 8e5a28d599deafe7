// What the audit log takes and gives. Other rooms need this file alone.

/** What was done. New ones are added here and in docs/audit.md. */
export const auditActions = [
  'publish',
  'withdraw',
  'disclose',
  'receive',
  'read',
  'watch',
  'export',
  'refuse',
  'token-create',
  'token-revoke',
  'key-epoch',
  'key-grant',
  'key-revoke',
  'control',
  'force',
  'start',
  'stop',
] as const
export type AuditAction = (typeof auditActions)[number]

export interface AuditEvent {
  readonly action: AuditAction
  /** `operator`, `token:ID:NAME`, `peer:MEMBER:NODEKEY`, `public`, or `node` for what the node does by itself. */
  readonly actor: string
  /** Statement ids, lane hashes, token ids, control hashes: never plaintext of a statement. */
  readonly objects?: readonly string[]
  /** Why, as the caller stated it (a case reference). */
  readonly purpose?: string
  readonly decision: 'allowed' | 'refused'
  /** The refusal's code. */
  readonly code?: string
  /** Small facts: counts, marking labels, the route. */
  readonly detail?: Readonly<Record<string, string | number>>
}

export interface Audit {
  /** Queues an entry; it is chained in the order of the calls and written with the next group commit. */
  record(event: AuditEvent): void
  /** Resolves when everything that was recorded before is durable. */
  flushed(): Promise<void>
}
