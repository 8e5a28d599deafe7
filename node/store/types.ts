// What the store takes and gives. Other rooms need this file alone.
import type { AuditFinding, AuditMark, AuditWalked } from '../../protocol/audit-chain.ts'
import type { Audience } from '../../protocol/audience.ts'
import type { Bundle, SignedHeader, Slot } from '../../protocol/bundle.ts'
import type { BundleId, LaneId, MemberId, NodeKey, StatementId } from '../../protocol/ids.ts'
import type { Marking } from '../../protocol/marking.ts'
import type { StatementKind, SubjectKind } from '../../protocol/names.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import type { LaneView, Reader } from '../access/access.ts'
import type { StoreError } from './errors.ts'

/** A code, and the list or member behind it. */
export interface Forced {
  readonly code: string
  readonly by: string
}

/** How a bundle came here. `peer` is the node that delivered it. */
export interface Arrival {
  readonly via: 'local' | 'gossip' | 'sync' | 'announce'
  readonly peer?: NodeKey
}

/** What the author knows of an identity (protocol.md#identity) from its last publication. */
export interface IdentityRecord {
  /** The statement that stands for it now. */
  readonly cursor: number
  /** 8 bytes each, as latin1: what was published under it. */
  readonly fingerprints: readonly string[]
  readonly withdrawn: boolean
}

/** `key`: 16 bytes as latin1. The writer fills in the cursor of the statement at `index`. */
export interface IdentityEntry {
  readonly key: string
  readonly value: Omit<IdentityRecord, 'cursor'> & { readonly cursor?: number }
  readonly index: number
}

/** The key of one epoch of a restricted lane, 32 bytes. */
export interface EpochKey {
  readonly key: Uint8Array
  /** The author's own: when it began (milliseconds), and a digest of whom it was granted to, 32 bytes. */
  readonly own?: { readonly startedAt: number; readonly entitled: Uint8Array }
}

export interface EpochEntry extends EpochKey {
  readonly lane: LaneId
  readonly epoch: number
}

export interface CommitBundle {
  /** Of a restricted lane with its payload as it travels; without slots where that is of grants or cannot be opened. */
  readonly bundle: Bundle
  /** Decoded, one per slot; `undefined`: kept but not understood, or erased. */
  readonly statements: readonly (Statement | undefined)[]
  readonly from: Arrival
  /** Live bundles go before an import's. Within a lane the order of the calls holds. */
  readonly live: boolean
  /** Who published each statement of an own bundle, as the audit log names them; one per slot. */
  readonly actors?: readonly string[]
  /** By what each statement of an own bundle would have been held, had nobody insisted; one per slot. Left out: none. */
  readonly forced?: readonly (Forced | undefined)[]
  /** The author's idempotency records, committed with the bundle. */
  readonly identities?: readonly IdentityEntry[]
  /**
   * Keys of the statements' subjects, one per slot, where the caller has them already; otherwise the store computes
   * them. They must equal `subjectKey(statement.subject)`.
   */
  readonly subjectKeys?: readonly (string | undefined)[]
  /** Keys that came to be known with it, durable with it. */
  readonly epochKeys?: readonly EpochEntry[]
}

export type DeliveryState = 'delivered' | 'acknowledged'

/** A recipient came up to `seq` in a lane of this member: everything before it included. */
export interface DeliveryMark {
  readonly lane: LaneId
  readonly member: MemberId
  readonly state: DeliveryState
  readonly seq: number
  /** Milliseconds since 1970, by this clock. */
  readonly at: number
  /** The node of that member. */
  readonly node: NodeKey
  /** Of an acknowledgement: the SignedAck as it came. */
  readonly proof?: Uint8Array
}

/** An entry of the audit log as it is written: canonical JSON, and its hash in hexadecimal. */
export interface AuditRow {
  readonly seq: number
  readonly entry: string
  readonly hash: string
}

/** Where the entries of the audit log come from. They are written with whatever is written next, in one atomic batch. */
export interface AuditSource {
  /** Called while a bundle is put into a batch: what waits from here on is in the same batch. */
  adding(commit: CommitBundle): void
  /** Takes what waits, in order. Called when a batch is complete and goes to the disk. */
  take(): readonly AuditRow[]
  /** Everything up to `seq` is durable. */
  durable(seq: number): void
}

export interface AuditRange {
  /** Entries behind this number alone. */
  readonly after?: number
  /** Entries before this number alone. */
  readonly before?: number
  /** Newest first. */
  readonly reverse?: boolean
}

export interface Committed {
  readonly firstCursor: number
}

export interface LaneHead {
  readonly lane: LaneId
  readonly member: MemberId
  readonly node: NodeKey
  readonly marking: Marking
  readonly audience: Audience
  readonly nonce: Uint8Array
  readonly seq: number
  readonly id: BundleId
  readonly firstCursor: number
  readonly issuedAt: number
  readonly charterVersion: number
  /** Statements held in the whole lane. */
  readonly count: number
  /** The newest bundle of it that could be read; of an open lane `seq`. */
  readonly opened: number
  /** Of a restricted lane: the epoch of its newest bundle. */
  readonly epoch?: number
}

export interface StoredStatement {
  readonly id: StatementId
  readonly index: number
  /** Local arrival: microseconds since 1970, strictly increasing. */
  readonly cursor: number
  /** Milliseconds since 1970, from the cursor. */
  readonly receivedAt: number
  readonly issuedAt: number
  readonly member: MemberId
  readonly node: NodeKey
  readonly lane: LaneId
  readonly seq: number
  readonly marking: Marking
  readonly audience: Audience
  readonly statement: Statement
  readonly bytes: Uint8Array
  readonly salt: Uint8Array
  readonly from: Arrival
  /** Its bundle lies behind the last position of its lane that counts: shown as such, not acted on. */
  readonly suspect: boolean
}

/** What a bundle that was sealed says. */
export interface OpenedBundle {
  readonly id: BundleId
  readonly slots: readonly Slot[]
  /** One per slot, as in CommitBundle. */
  readonly statements: readonly (Statement | undefined)[]
}

/** A bundle as it was received, with where it stands here. */
export interface StoredBundle extends Bundle {
  readonly firstCursor: number
  readonly from: Arrival
}

export interface StatementFilter {
  readonly category?: string
  /** CAIP-2 id. */
  readonly chain?: string
  readonly kind?: StatementKind
  readonly subjectKind?: SubjectKind
  readonly author?: MemberId
  readonly feed?: string
  /** Inclusive, milliseconds. */
  readonly issuedFrom?: number
  /** Exclusive, milliseconds. */
  readonly issuedTo?: number
}

export interface QueryOptions extends StatementFilter {
  /** Statements behind this cursor alone. */
  readonly after?: number
  readonly limit?: number
  /** Lanes whose bundles are read at all; the others cost nothing. */
  readonly lanes?: (view: LaneView) => boolean
}

/** A statement by its subject's key and its cursor. */
export interface SubjectPlace {
  readonly subjectKey: string
  readonly cursor: number
}

/** Where the statements of a bundle are: `firstCursor` and the `count - 1` behind it. */
export interface BundlePlace {
  readonly id: BundleId
  readonly firstCursor: number
  readonly count: number
}

/** A range over subject keys: `gte <= key < lt`. */
export interface SubjectRange {
  readonly gte: string
  readonly lt: string
}

export interface AboutOptions {
  readonly limit?: number
  /** Statements before this cursor alone. */
  readonly before?: number
}

export interface SubjectsOptions {
  /** Subjects, not statements: a subject is never cut. */
  readonly limit?: number
  /** The last subject key of the page before. */
  readonly after?: string
}

export interface VerifyFinding {
  readonly code:
    | AuditFinding['code']
    | 'header-invalid'
    | 'signature-invalid'
    | 'id-mismatch'
    | 'chain-broken'
    | 'root-mismatch'
    | 'statement-missing'
    | 'statement-malformed'
    | 'record-malformed'
    | 'index-missing'
    | 'index-dangling'
    | 'head-mismatch'
    | 'count-mismatch'
    | 'identity-dangling'
    | 'unreadable'
  /** What the finding is about: a bundle or statement id, a lane, the number of an audit entry, a key in hexadecimal. */
  readonly where: string
  readonly detail: string
}

export interface VerifyProgress {
  readonly phase: 'bundles' | 'subjects' | 'postings' | 'identities' | 'audit'
  readonly done: number
  readonly total: number
}

/** What waits to be written. Callers with much to commit wait for `drained()` while `full`. */
export interface Pressure {
  readonly bundles: number
  readonly bytes: number
  readonly full: boolean
}

/** A bundle in a lane's chain to the question whether it is suspect; asked at every read. */
export type SuspectRule = (lane: LaneId, seq: number, id: BundleId) => boolean

/**
 * The node's one durable place. Every call may throw (or reject with) a StoreError: `store-closed`; `store-failed` after
 * a failed write; `store-corrupt` or `store-io` from a read.
 */
export interface Store extends AsyncDisposable {
  /**
   * Resolves after the fsync of the atomic batch that held the bundle and all its indexes. Throws `store-order`. A bundle
   * that was displaced takes its place again, where it first arrived.
   */
  commit(bundle: CommitBundle): Promise<Committed>
  pressure(): Pressure
  /** Resolves when the queue is no longer full. */
  drained(): Promise<void>
  /** Called after a bundle is durable and readable, in cursor order. Returns the way to stop it. */
  onCommit(listener: (committed: CommitBundle & Committed) => void): () => void
  /** Called once, when a write failed and the store is dead. */
  onFailure(listener: (error: StoreError) => void): () => void

  /** What is durable: a record whose bundle is still being written is not seen. */
  identity(key: string): IdentityRecord | undefined
  putIdentity(key: string, value: IdentityRecord): Promise<void>

  putControl(hash: string, object: Uint8Array): Promise<void>
  deleteControl(hash: string): Promise<void>
  /** In the order of the hashes (hexadecimal). */
  controls(): AsyncIterable<{ hash: string; bytes: Uint8Array }>

  putDeliveries(marks: readonly DeliveryMark[]): Promise<void>
  /** The mark that covers `seq`: the first at or behind it. Left out: the newest. */
  delivery(lane: LaneId, member: MemberId, state: DeliveryState, seq?: number): Promise<DeliveryMark | undefined>
  /** Members that left marks in a lane. */
  deliveredTo(lane: LaneId): Promise<MemberId[]>

  meta(key: string): Uint8Array | undefined
  /** Those whose key begins with `prefix`, in the order of the keys. */
  metas(prefix: string): AsyncIterable<{ key: string; value: Uint8Array }>
  /** One atomic, synced write; `undefined` deletes. */
  putMeta(entries: Readonly<Record<string, Uint8Array | undefined>>): Promise<void>

  /** From here on the entries that wait in `source` are written with every batch. */
  auditWith(source: AuditSource): void
  /** Resolves when the audit entries that wait, and everything before, are durable. */
  flushAudit(): Promise<void>
  /** Where the audit log ends, as it was noted with the last entry. */
  auditEnd(): AuditMark | undefined
  /** Entries of the audit log that are durable, as they stand there. */
  auditRows(range?: AuditRange): AsyncIterable<{ seq: number; bytes: Uint8Array }>
  /** Walks the audit log at one moment. `marks`: what it must contain. */
  verifyAudit(marks?: readonly AuditMark[]): AsyncGenerator<AuditFinding, AuditWalked>

  heads(): LaneHead[]
  head(lane: LaneId): LaneHead | undefined
  /** Sets the rule by which a bundle counts as suspect. */
  setSuspect(rule: SuspectRule): void

  /** Everything about a subject, newest first. */
  about(reader: Reader, subjectKey: string, options?: AboutOptions): StoredStatement[]
  statement(reader: Reader, id: StatementId): StoredStatement | undefined
  statementAt(reader: Reader, cursor: number): StoredStatement | undefined
  /** In cursor order, from behind `cursor`; fewer than `limit` means that there are no more yet. */
  since(
    reader: Reader,
    cursor: number,
    options: { readonly limit: number; readonly filter?: StatementFilter },
  ): Promise<StoredStatement[]>
  /** In cursor order. */
  query(reader: Reader, options: QueryOptions): AsyncIterable<StoredStatement>
  /** As `query`, as many at a time as were read together: what is read by thousands pays for each page, not for each. */
  pages(reader: Reader, options: QueryOptions): AsyncIterable<StoredStatement[]>
  /** For each place, whether nothing else is held about its subject, by whomever it may be read. */
  alone(places: readonly SubjectPlace[]): Promise<boolean[]>
  /** Bundles whose statements are held, in cursor order, from the one at `from` on. */
  places(from?: number): AsyncIterable<BundlePlace>
  /** Names of feeds that begin with `prefix`, in their order. */
  feeds(prefix: string): Promise<string[]>
  /** In the order of subject keys; each subject's statements newest first. */
  subjects(reader: Reader, range: SubjectRange, options?: SubjectsOptions): AsyncIterable<StoredStatement>

  /** Lanes are asked for by nodes: the caller checks `lanesFor(peer)` first. Bytes are as received. */
  bundle(lane: LaneId, seq: number): Promise<StoredBundle | undefined>
  bundleById(id: BundleId): Promise<StoredBundle | undefined>
  /** The header at a place of a lane's chain. What is on its way into the store is not seen. */
  headerAt(lane: LaneId, seq: number): SignedHeader | undefined
  /** In order, both ends included; ends at the last one held. */
  bundles(lane: LaneId, from: number, to: number): AsyncIterable<StoredBundle>

  /**
   * Takes the bundles from `fromSeq` on out of the lane's chain, once nothing of the lane waits to be written. They stay
   * readable by id and by what they say, suspect for ever; `bundle`, `bundles` and the lane's head no longer have them.
   * Resolves when it is durable; `false`: nothing was changed, since too many bundles are displaced already.
   */
  displace(lane: LaneId, fromSeq: number): Promise<boolean>

  epochKey(lane: LaneId, epoch: number): EpochKey | undefined
  putEpochKeys(entries: readonly EpochEntry[]): Promise<void>
  /** The bundles of statements of a lane that could not be opened when they came, in order. */
  unopened(lane: LaneId): AsyncIterable<StoredBundle>
  /**
   * Takes in what such a bundle says. It gets new cursors, so that every reader that resumes from one meets it. Resolves
   * when it is durable; `false` where the bundle is not held, or open already.
   */
  open(opened: OpenedBundle): Promise<boolean>

  lastCursor(): number
  /** Statements held, those not understood included. */
  count(): number
  /** Scrubs everything: hashes, signatures, chains, indexes. Yields nothing where all is well. */
  verify(progress?: (at: VerifyProgress) => void): AsyncIterable<VerifyFinding>
  /** Rewrites all tables in order and drops what is superseded. */
  compact(): Promise<void>
  /** Waits for what is queued, then closes. */
  close(): Promise<void>
}
