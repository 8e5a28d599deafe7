// Walks an audit log and names where it is not what was written: the chain tells of a change in the middle, the noted end
// of one at the tail, and a checkpoint that was kept elsewhere of a log that was made anew from there on.
import { type AuditEntry, auditGenesis, auditHash, decodeAuditEntry } from './audit-entry.ts'
import type { ProtocolCode } from './codes.ts'

/** An entry by its number and hash (hexadecimal). */
export interface AuditMark {
  readonly seq: number
  readonly hash: string
}

export interface AuditFinding {
  readonly code: Extract<ProtocolCode, `audit-${string}`>
  /** The first entry that is concerned. */
  readonly seq: number
  readonly detail: string
}

/** What was walked: so many rows, and the last of them. */
export interface AuditWalked {
  readonly count: number
  readonly last: AuditMark | undefined
}

export interface AuditChainOptions {
  /** The number of the first entry; 1 but for a part of a log. */
  readonly from?: number
  /** What the log must contain, in order of their numbers. */
  readonly marks?: readonly AuditMark[]
}

/** Is given the rows in order, and holds nothing of them but the last hash. */
export class AuditChain {
  readonly #from: number
  readonly #marks: readonly AuditMark[]
  #next: number
  /** Of the row before; `undefined`: it is missing, or no entry. */
  #hash: string | undefined
  #last: AuditMark | undefined
  /** The row before does not name this one as the one before it: that tells which of the two was changed. */
  #broken: number | undefined
  #named = false
  #count = 0

  constructor({ from = 1, marks = [] }: AuditChainOptions = {}) {
    this.#from = from
    this.#next = from
    this.#marks = marks
    this.#hash = from === 1 ? auditGenesis : undefined
  }

  /** The number that the next row has. */
  get next(): number {
    return this.#next
  }

  /** Rows so far. */
  get count(): number {
    return this.#count
  }

  /** The last row with its hash. */
  get last(): AuditMark | undefined {
    return this.#last
  }

  /** `seq`: the number under which the row stands. `entry`: what it holds, where that is an entry in its place. */
  row(seq: number, bytes: Uint8Array): { findings: AuditFinding[]; entry: AuditEntry | undefined } {
    const findings: AuditFinding[] = []
    this.#count += 1
    if (seq < this.#next) {
      const detail = `entry ${seq} stands behind entry ${this.#next - 1}`
      return { findings: [{ code: 'audit-misplaced', seq, detail }], entry: undefined }
    }
    if (seq > this.#next) {
      this.#settle(findings)
      findings.push({ code: 'audit-missing', seq: this.#next, detail: missing(this.#next, seq - 1) })
      this.#hash = undefined
    }
    const hash = auditHash(bytes)
    const entry = decodeAuditEntry(bytes)
    const placed = entry?.seq === seq
    this.#named = !placed
    if (placed) this.#link(entry, findings)
    else {
      this.#settle(findings)
      findings.push(
        entry === undefined
          ? { code: 'audit-malformed', seq, detail: `what stands at ${seq} is no entry` }
          : { code: 'audit-misplaced', seq, detail: `entry ${entry.seq} stands at ${seq}` },
      )
    }
    for (const mark of this.#marks) {
      const here = mark.seq === seq && mark.hash !== hash
      // A part of a log begins behind an entry that its first one names.
      const before = seq === this.#from && mark.seq === seq - 1 && placed && entry.prev !== mark.hash
      if (here || before) findings.push(rewritten(mark))
    }
    this.#hash = placed ? hash : undefined
    this.#last = { seq, hash }
    this.#next = seq + 1
    return { findings, entry: placed ? entry : undefined }
  }

  /** `end`: where the log ends as it was noted; left out where nothing notes it, `null` where the note is lost. */
  end(end?: AuditMark | null): AuditFinding[] {
    const findings: AuditFinding[] = []
    const seq = this.#next - 1
    const changed = !this.#named && end != null && end.seq === seq && end.hash !== this.#last?.hash
    if (this.#broken !== undefined && changed) this.#broken = seq
    else if (changed) findings.push(change(seq, 'it is not the entry with which the log ended'))
    this.#settle(findings)
    if (end === null && this.#last !== undefined) {
      findings.push({ code: 'audit-tail', seq, detail: 'nothing notes where the log ends' })
    } else if (end != null && end.seq > seq) {
      findings.push({ code: 'audit-tail', seq: this.#next, detail: missing(this.#next, end.seq) })
    } else if (end != null && end.seq < seq) {
      findings.push({ code: 'audit-tail', seq: end.seq + 1, detail: `the log ended with entry ${end.seq}` })
    }
    for (const mark of this.#marks) {
      if (mark.seq > seq) {
        findings.push({
          code: 'audit-checkpoint',
          seq: mark.seq,
          detail: `the log was cut before entry ${mark.seq} of a checkpoint`,
        })
      } else if (mark.seq < this.#from - 1) {
        findings.push({
          code: 'audit-checkpoint',
          seq: mark.seq,
          detail: `the log begins behind entry ${mark.seq} of a checkpoint`,
        })
      }
    }
    return findings
  }

  #link(entry: AuditEntry, findings: AuditFinding[]): void {
    if (this.#hash === undefined || entry.prev === this.#hash) this.#settle(findings)
    else if (this.#broken === undefined) this.#broken = entry.seq - 1
    else {
      // Neither the entry before nor this one agrees with the one between them.
      this.#broken = entry.seq - 1
      this.#settle(findings)
    }
  }

  #settle(findings: AuditFinding[]): void {
    if (this.#broken === undefined) return
    findings.push(change(this.#broken, 'it is not the entry that the next one follows'))
    this.#broken = undefined
  }
}

function change(seq: number, why: string): AuditFinding {
  // Entry 0 is what the first one names: then the first was changed.
  return { code: 'audit-changed', seq: Math.max(1, seq), detail: `entry ${Math.max(1, seq)} was changed: ${why}` }
}

function missing(from: number, to: number): string {
  return from === to ? `entry ${from} is missing` : `entries ${from} to ${to} are missing`
}

function rewritten({ seq }: AuditMark): AuditFinding {
  return {
    code: 'audit-checkpoint',
    seq,
    detail: `entry ${seq} is not the one of a checkpoint: the log was made anew, from there or from before`,
  }
}
