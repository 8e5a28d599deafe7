// An audit log on a real store in a temporary folder; the clock and the wait for company are the test's.
import { Level } from 'level'
import { type AuditLog, createAudit } from '../../../node/audit/audit.ts'
import { auditCommits } from '../../../node/audit/commits.ts'
import type { AuditEvent } from '../../../node/audit/types.ts'
import type { StoreOptions } from '../../../node/store/store.ts'
import type { Store } from '../../../node/store/types.ts'
import { type AuditEntry, decodeAuditEntry } from '../../../protocol/audit-entry.ts'
import { open, start } from '../store/fixture.ts'

export interface Opened extends AsyncDisposable {
  readonly store: Store
  readonly audit: AuditLog
  /** What waits for its time. */
  readonly waiting: (() => void)[]
}

export async function openLog(path: string, options: Partial<StoreOptions> = {}): Promise<Opened> {
  const store = await open(path, options)
  const waiting: (() => void)[] = []
  const audit = await createAudit({ store, clock: () => start, later: (task) => waiting.push(task) })
  auditCommits(audit, () => undefined)
  return { store, audit, waiting, [Symbol.asyncDispose]: () => store.close() }
}

export const event: AuditEvent = { action: 'read', actor: 'operator', decision: 'allowed' }

export async function entriesOf(store: Store): Promise<AuditEntry[]> {
  const rows = await Array.fromAsync(store.auditRows())
  return rows.map(({ seq, bytes }) => {
    const entry = decodeAuditEntry(bytes)
    if (entry?.seq !== seq) throw new Error(`no entry at ${seq}`)
    return entry
  })
}

/** The faults of the log, as `code seq`. */
export async function faultsOf(store: Store): Promise<string[]> {
  const faults: string[] = []
  for await (const { code, seq } of store.verifyAudit()) faults.push(`${code} ${seq}`)
  return faults
}

/** Changes a store behind its back, while nobody has it open. */
export async function tamper(
  path: string,
  change: (database: Level<string, Uint8Array>) => Promise<void>,
): Promise<void> {
  const database = new Level<string, Uint8Array>(path, { valueEncoding: 'view' })
  await database.open()
  await change(database)
  await database.close()
}
