// One atomic write in the making: bundles with all their indexes, as operations of one LevelDB batch. What an earlier
// group still writes is read through `before`, so that read-modify-write of keys in flight is right.
import type { Bundle } from '../../protocol/bundle.ts'
import type { LaneId } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import { subjectKey } from '../../protocol/subjects/index.ts'
import { auditEndName, encodeAuditEnd } from './audit.ts'
import { type Batch, writeSynced } from './batches.ts'
import type { BundleRecord } from './bundles.ts'
import { type Database, getText, ownKeys, text } from './database.ts'
import type { Displaced } from './displace.ts'
import type { Filters } from './filters.ts'
import { codeLength, keys, laneGapCursors, numberCode } from './keys.ts'
import { headOf } from './lanes.ts'
import { postingEntries } from './postings.ts'
import {
  chunkCodes,
  decodeSubjectValue,
  encodeBundleValue,
  encodeEpoch,
  encodeHead,
  encodeIdentity,
  encodeSubjectValue,
  statementFlags,
  statementHeadBytes,
  subjectInlineMax,
} from './records.ts'
import type { AuditSource, CommitBundle, Committed, EpochEntry, LaneHead } from './types.ts'

/** State that runs ahead of what is durable: of everything taken into a group. */
export interface Ahead {
  lastCursor: number
  count: number
  readonly heads: Map<LaneId, LaneHead>
  readonly displaced: Displaced
  readonly filters: Filters
  audit: AuditSource | undefined
}

const statementValueMaxBytes = statementHeadBytes + limits.saltBytes + limits.bundlePayloadMaxBytes
// LevelDB copies on `put`, so one buffer serves every statement.
const scratch = new Uint8Array(statementValueMaxBytes)

export class Group {
  readonly bundles: (CommitBundle & Committed)[] = []
  /** `undefined`: nothing is left of the lane. */
  readonly heads = new Map<LaneId, LaneHead | undefined>()
  bytes = 0
  /** The last audit entry in it. */
  auditSeq: number | undefined
  readonly #database: Database
  readonly #ahead: Ahead
  #before: Group | undefined
  readonly #subjects = new Map<string, string>()
  readonly batch: Batch

  /** `batch`: an empty one, of nobody else until this group is written. */
  constructor(database: Database, ahead: Ahead, before: Group | undefined, batch: Batch) {
    this.#database = database
    this.#ahead = ahead
    this.#before = before
    this.batch = batch
  }

  get empty(): boolean {
    return this.batch.length === 0
  }

  put(key: string, value: Uint8Array | string): void {
    if (typeof value === 'string') this.batch.put(key, value, text)
    else this.batch.put(key, value)
    this.bytes += key.length + value.length
  }

  delete(key: string): void {
    this.batch.del(key)
    this.bytes += key.length
  }

  /** The earlier group is durable: from here on the database answers for it. */
  forgetBefore(): void {
    this.#before = undefined
  }

  /** Writes everything and waits for the disk. */
  async write(): Promise<void> {
    if (this.bundles.length > 0) this.put(ownKeys.count, String(this.#ahead.count))
    for (const [lane, head] of this.heads) {
      if (head === undefined) this.delete(keys.head(lane))
      else this.put(keys.head(lane), encodeHead(head))
    }
    if (this.#ahead.filters.saved) this.delete(ownKeys.filters)
    this.#ahead.filters.saved = false
    this.#takeAudit()
    await writeSynced(this.#database, this.batch)
  }

  #takeAudit(): void {
    const rows = this.#ahead.audit?.take() ?? []
    for (const { seq, entry } of rows) this.put(keys.audit(seq), entry)
    const last = rows.at(-1)
    if (last === undefined) return
    this.put(keys.meta(auditEndName), encodeAuditEnd(last))
    this.auditSeq = last.seq
  }

  /** `now`: microseconds. */
  add(commit: CommitBundle, now: number): Committed {
    const { bundle } = commit
    const displaced = this.#ahead.displaced.get(bundle.id)
    if (displaced !== undefined) return this.#restore(bundle, displaced)
    this.#ahead.audit?.adding(commit)
    const firstCursor = Math.max(now, this.#ahead.lastCursor + 1 + (bundle.header.seq === 1 ? laneGapCursors : 0))
    this.#addStatements(commit, firstCursor)
    for (const { key, value, index } of commit.identities ?? []) {
      this.#ahead.filters.identities.add(key)
      this.put(keys.identity(key), encodeIdentity({ ...value, cursor: firstCursor + index }))
    }
    for (const entry of commit.epochKeys ?? []) this.addEpochKey(entry)
    this.#addBundle(commit, firstCursor)
    this.#moveHead(bundle, firstCursor)
    return this.#took(commit, firstCursor)
  }

  /** A bundle that is held unopened, with what it says. It moves to new cursors, its place in the lane stays. */
  open(commit: CommitBundle, before: BundleRecord, now: number): Committed {
    const { bundle } = commit
    const firstCursor = Math.max(now, this.#ahead.lastCursor + 1)
    this.delete(keys.bundle(before.firstCursor))
    this.delete(keys.sealed(before.firstCursor))
    this.#addStatements(commit, firstCursor)
    this.#addBundle(commit, firstCursor)
    const head = this.#ahead.heads.get(bundle.lane)
    if (head !== undefined) {
      const opened = Math.max(head.opened, bundle.header.seq)
      const first = head.seq === bundle.header.seq ? firstCursor : head.firstCursor
      this.#setHead(bundle.lane, { ...head, firstCursor: first, count: head.count + bundle.slots.length, opened })
    }
    return this.#took(commit, firstCursor)
  }

  addEpochKey({ lane, epoch, ...key }: EpochEntry): void {
    this.put(keys.epoch(lane, epoch), encodeEpoch(key))
  }

  #took(commit: CommitBundle, firstCursor: number): Committed {
    const { bundle } = commit
    this.#ahead.lastCursor = firstCursor + bundle.header.count - 1
    this.#ahead.count += bundle.slots.length
    this.bundles.push({ ...commit, firstCursor })
    return { firstCursor }
  }

  #addStatements({ bundle, statements, subjectKeys }: CommitBundle, firstCursor: number): void {
    for (const [index, slot] of bundle.slots.entries()) {
      const code = numberCode(firstCursor + index)
      const statement = statements[index]
      const size = fillStatementValue(index, statement !== undefined, slot)
      this.put(`s${code}`, scratch.subarray(0, size))
      if (statement !== undefined && slot.statement !== undefined) {
        this.#addSubject(subjectKeys?.[index] ?? subjectKey(statement.subject), code)
      }
    }
  }

  #addSubject(subject: string, code: string): void {
    const value = this.#ahead.filters.subjects.add(subject) ? this.#appended(subject, code) : code
    this.#subjects.set(subject, value)
    this.put(`u${subject}`, value)
  }

  #appended(subject: string, code: string): string {
    const held =
      this.#subjects.get(subject) ?? this.#before?.pendingSubject(subject) ?? getText(this.#database, `u${subject}`)
    if (held === undefined) return code
    let { chunks, codes } = decodeSubjectValue(held)
    codes += code
    if (codes.length > subjectInlineMax * codeLength) {
      this.put(keys.subjectChunk(subject, chunks), codes.slice(0, chunkCodes * codeLength))
      codes = codes.slice(chunkCodes * codeLength)
      chunks += 1
    }
    return encodeSubjectValue({ chunks, codes })
  }

  pendingSubject(subject: string): string | undefined {
    return this.#subjects.get(subject)
  }

  #addBundle({ bundle, statements, from }: CommitBundle, firstCursor: number): void {
    const { header, bytes, signature, id, lane, sealed, slots } = bundle
    const opened = slots.length > 0
    const first = numberCode(firstCursor)
    this.put(`b${first}`, encodeBundleValue({ header: bytes, signature, from, sealed: sealed !== undefined, opened }))
    if (sealed !== undefined) this.put(keys.sealed(firstCursor), sealed)
    this.put(keys.bundleId(id), first)
    this.put(keys.position(lane, header.seq), first)
    // Nothing is filed of what nobody here can read.
    if (opened) for (const [key, value] of postingEntries(header, statements, firstCursor)) this.put(key, value)
  }

  #moveHead(bundle: Bundle, firstCursor: number): void {
    const { lane } = bundle
    const before = this.#ahead.heads.get(lane)
    const count = (before?.count ?? 0) + bundle.slots.length
    const read = bundle.slots.length > 0 || bundle.header.entry === 'grants'
    this.#setHead(lane, headOf(bundle, firstCursor, count, read ? bundle.header.seq : (before?.opened ?? 0)))
  }

  #setHead(lane: LaneId, head: LaneHead | undefined): void {
    this.heads.set(lane, head)
    if (head === undefined) this.#ahead.heads.delete(lane)
    else this.#ahead.heads.set(lane, head)
  }

  /** Takes the last bundles of a lane out of its chain. `head`: what is left of it. */
  displace(lane: LaneId, records: readonly BundleRecord[], head: LaneHead | undefined): void {
    for (const { signed, firstCursor } of records) {
      this.delete(keys.position(lane, signed.header.seq))
      this.put(keys.displaced(signed.id), numberCode(firstCursor))
      this.#ahead.displaced.set(signed.id, firstCursor)
    }
    this.#setHead(lane, head)
  }

  /** Its statements and their indexes are held already. */
  #restore(bundle: Bundle, firstCursor: number): Committed {
    this.delete(keys.displaced(bundle.id))
    this.put(keys.position(bundle.lane, bundle.header.seq), numberCode(firstCursor))
    this.#ahead.displaced.delete(bundle.id)
    this.#moveHead(bundle, firstCursor)
    return { firstCursor }
  }
}

interface SlotBytes {
  readonly salt?: Uint8Array
  readonly statement?: Uint8Array
  readonly leaf?: Uint8Array
}

/** Fills the scratch buffer; the bytes used. */
function fillStatementValue(index: number, understood: boolean, slot: SlotBytes): number {
  const erased = slot.statement === undefined
  const flags = (understood ? 0 : statementFlags.notUnderstood) | (erased ? statementFlags.erased : 0)
  scratch[0] = (flags << 2) | (index >>> 8)
  scratch[1] = index & 0xff
  if (slot.statement === undefined) {
    const leaf = slot.leaf ?? new Uint8Array(limits.hashBytes)
    scratch.set(leaf, statementHeadBytes)
    return statementHeadBytes + leaf.byteLength
  }
  scratch.set(slot.salt ?? new Uint8Array(limits.saltBytes), statementHeadBytes)
  scratch.set(slot.statement, statementHeadBytes + limits.saltBytes)
  return statementHeadBytes + limits.saltBytes + slot.statement.byteLength
}
