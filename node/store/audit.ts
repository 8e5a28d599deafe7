// The rows of the audit log in the store: by number, with a note of where the log ends, and the walk that checks them.
import { AuditChain, type AuditFinding, type AuditMark, type AuditWalked } from '../../protocol/audit-chain.ts'
import type { Database } from './database.ts'
import { codeLength, codeNumber, keys, numberCode, rangeOf } from './keys.ts'
import type { AuditRange, AuditRow, VerifyFinding, VerifyProgress } from './types.ts'
import { entriesPage } from './verify-indexes.ts'
import { View } from './view.ts'

/** The note is written with every entry: without it, a log that lost its tail would look whole. */
export const auditEndName = 'audit-end'

const progressEvery = 10_000

/** Code of the number, and the hash in hexadecimal. */
export function encodeAuditEnd({ seq, hash }: Pick<AuditRow, 'seq' | 'hash'>): string {
  return numberCode(seq) + hash
}

function decodeAuditEnd(value: Uint8Array): AuditMark | undefined {
  const text = Buffer.from(value).toString('latin1')
  const hash = text.slice(codeLength)
  return /^[0-9a-f]{64}$/.test(hash) ? { seq: codeNumber(text), hash } : undefined
}

/** Where the log ends, as noted; `undefined` where no note is there, or none that can be read. */
export function auditEnd(database: Pick<Database, 'getSync'>): AuditMark | undefined {
  const value = database.getSync(keys.meta(auditEndName))
  return value === undefined ? undefined : decodeAuditEnd(value)
}

export async function* auditRows(
  database: Database,
  { after = 0, before, reverse = false }: AuditRange = {},
): AsyncGenerator<{ seq: number; bytes: Uint8Array }> {
  const lt = before === undefined ? rangeOf('a').lt : keys.audit(before)
  for await (const [key, bytes] of database.iterator({ gt: keys.audit(after), lt, reverse })) {
    const seq = numberIn(key)
    if (seq !== undefined) yield { seq, bytes }
  }
}

/** The number in a key; `undefined` where this node never wrote it. */
function numberIn(key: string): number | undefined {
  const seq = key.length === 1 + codeLength ? codeNumber(key, 1) : 0
  return Number.isSafeInteger(seq) && seq > 0 ? seq : undefined
}

/** Walks the log of one moment. */
export async function* verifyAudit(
  database: Database,
  marks: readonly AuditMark[] = [],
): AsyncGenerator<AuditFinding, AuditWalked> {
  await using view = new View(database)
  return yield* walk(view, new AuditChain({ marks }))
}

/** The same as part of a scrub. */
export async function* auditFaults(view: View, progress: (at: VerifyProgress) => void): AsyncGenerator<VerifyFinding> {
  for await (const { code, seq, detail } of walk(view, new AuditChain(), progress)) {
    yield { code, where: `audit ${seq}`, detail }
  }
}

async function* walk(
  view: View,
  chain: AuditChain,
  progress: (at: VerifyProgress) => void = () => undefined,
): AsyncGenerator<AuditFinding, AuditWalked> {
  let done = 0
  for await (const [key, bytes] of entriesPage(view, rangeOf('a'))) {
    const seq = numberIn(key)
    if (seq !== undefined) yield* chain.row(seq, bytes).findings
    else yield { code: 'audit-malformed', seq: chain.next, detail: 'a key that this node never writes' }
    done += 1
    if (done % progressEvery === 0) progress({ phase: 'audit', done, total: done })
  }
  if (done > 0) progress({ phase: 'audit', done, total: done })
  const end = view.get(keys.meta(auditEndName))
  yield* chain.end((end === undefined ? undefined : decodeAuditEnd(end)) ?? null)
  return { count: chain.count, last: chain.last }
}
