// The audit log: entries are chained as they are recorded, and ride into the store with whatever it writes next.
import { type AuditFinding, type AuditMark } from '../../protocol/audit-chain.ts'
import { auditGenesis, auditHash, decodeAuditEntry, encodeAuditEntry } from '../../protocol/audit-entry.ts'
import type { AuditRow, AuditSource, CommitBundle, Store } from '../store/types.ts'
import { entryOf } from './entry.ts'
import type { Audit, AuditEvent } from './types.ts'

export interface AuditDeps {
  readonly store: Pick<Store, 'auditWith' | 'flushAudit' | 'auditEnd' | 'auditRows' | 'onFailure'>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Runs `task` after `ms`; must not keep the process alive. */
  readonly later: (task: () => void, ms: number) => void
}

export interface AuditOptions {
  /** How long entries wait for company where nothing else is written. */
  readonly flushMs?: number
}

export interface AuditLog extends Audit {
  /** Number of the last entry, durable or not. */
  last(): number
  /** What is wrong with how the log ended when it was opened. */
  readonly fault: AuditFinding['code'] | undefined
  /** The action of the last entry that was there before; `undefined` in an empty log. */
  readonly before: string | undefined
  /** Called while a bundle is put into a batch: what is recorded then is in the same batch. One listener. */
  onAdding(listener: (commit: CommitBundle) => void): void
  /** Called when entries became durable; returns the way to stop it. */
  onDurable(listener: () => void): () => void
}

const flushMsDefault = 50
/** So many entries do not wait for company. */
const flushCount = 512

/** Opens the log of a store. Throws StoreError. */
export async function createAudit(deps: AuditDeps, { flushMs = flushMsDefault }: AuditOptions = {}): Promise<AuditLog> {
  const { store } = deps
  const opened = await openEnd(store)
  let { seq, hash: prev } = opened.end
  let durable = seq
  let waiting: AuditRow[] = []
  let timed = false
  let failed = false
  let adding: (commit: CommitBundle) => void = () => undefined
  const listeners = new Set<() => void>()

  const flush = (): void => {
    timed = false
    // A failed write is told by the store to everybody.
    if (waiting.length > 0) store.flushAudit().catch(() => undefined)
  }
  const record = (event: AuditEvent): void => {
    if (failed) return
    const entry = encodeAuditEntry(entryOf(event, { seq: seq + 1, time: deps.clock(), prev }))
    seq += 1
    prev = auditHash(entry)
    waiting.push({ seq, entry, hash: prev })
    if (waiting.length === flushCount) flush()
    else if (!timed) {
      timed = true
      deps.later(flush, flushMs)
    }
  }
  const source: AuditSource = {
    adding: (commit) => adding(commit),
    take: () => {
      const rows = waiting
      waiting = []
      return rows
    },
    durable: (upTo) => {
      durable = upTo
      for (const listener of [...listeners]) listener()
    },
  }
  store.onFailure(() => {
    failed = true
    waiting = []
  })
  store.auditWith(source)

  return {
    record,
    flushed: async () => {
      if (durable < seq) await store.flushAudit()
    },
    last: () => seq,
    fault: opened.fault,
    before: opened.action,
    onAdding: (listener) => {
      adding = listener
    },
    onDurable: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

interface Opened {
  /** What the next entry follows. */
  readonly end: AuditMark
  readonly fault: AuditFinding['code'] | undefined
  readonly action: string | undefined
}

/**
 * Where the log goes on. Where what stands there and what was noted disagree, the log goes on behind both, so that the
 * damage stays to be seen: nothing is repaired, and nothing is written over.
 */
async function openEnd(store: AuditDeps['store']): Promise<Opened> {
  const noted = store.auditEnd()
  const [row] = await Array.fromAsync(firstOf(store.auditRows({ reverse: true })))
  const held = row === undefined ? undefined : { seq: row.seq, hash: auditHash(row.bytes) }
  const action = row === undefined ? undefined : decodeAuditEntry(row.bytes)?.action
  if (held === undefined) {
    return { end: noted ?? { seq: 0, hash: auditGenesis }, fault: noted && 'audit-tail', action }
  }
  if (noted === undefined || noted.seq < held.seq) return { end: held, fault: 'audit-tail', action }
  if (noted.seq > held.seq) return { end: noted, fault: 'audit-tail', action }
  return { end: noted, fault: noted.hash === held.hash ? undefined : 'audit-changed', action }
}

async function* firstOf<Value>(values: AsyncIterable<Value>): AsyncGenerator<Value> {
  for await (const value of values) {
    yield value
    return
  }
}
