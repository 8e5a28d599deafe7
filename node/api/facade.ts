// What the API needs of a node. The composition root (node/node.ts) implements it; the API knows nothing else of a node.
import type { BundleId, LaneHash, LaneId, MemberId, NodeKey, StatementId } from '../../protocol/ids.ts'
import type { Subject } from '../../protocol/statement-shape.ts'
import type { Reader, TokenReader } from '../access/access.ts'
import type { AuditDesk } from '../audit/types.ts'
import type { ImporterOptions } from '../feeds/types.ts'
import type { Draft } from '../ingest/draft.ts'
import type { ImportEvent } from '../ingest/import.ts'
import type { Outcome } from '../ingest/publish.ts'
import type { AudienceTest, AudienceTestView } from './schemas/audience.ts'
import type { DeliveryView } from './schemas/delivery.ts'
import type { GrantView, LaneSummary } from './schemas/lanes.ts'
import type { Scheduled } from '../scheduled/scheduled.ts'
import type { Taxii } from '../taxii/taxii.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'
import type { Pushes } from '../push/types.ts'
import type { QualityDesk } from '../quality/quality.ts'
import type { WhereText } from '../ingest/where.ts'
import type { Log } from '../log.ts'
import type { StatementFilter, StoredStatement } from '../store/types.ts'
import type { Tokens } from '../tokens/types.ts'
import type { FormatView, PeerView, Provenance, ReaderStatusView, ScrubLine, Standing, StatusView } from './schemas.ts'

/** A statement and whether it still stands. `disputes`: how many disputes of it stand. */
export interface Surfaced {
  readonly held: StoredStatement
  readonly standing: Standing
  readonly disputes: number
}

/** Who may call. */
export interface AccessFacade {
  /** Whoever reaches the socket, or has the token of the home. */
  readonly operator: Reader
  readonly tokens: Tokens
  /** Requests a minute of one address without a token; `undefined`: none is answered. */
  readonly publicPerMinute: number | undefined
}

export interface PositionsQuery {
  readonly member: MemberId
  readonly node?: NodeKey
  /** Milliseconds since 1970, exclusive. */
  readonly issuedBefore?: number
  readonly at?: { readonly lane: LaneHash; readonly seq: number }
}

/** A lane by its hash, how far it is held here, and a position in it; `seq` 0, without bundle: none counts. */
export interface LanePositions {
  readonly lane: LaneHash
  readonly node: NodeKey
  readonly held: number
  readonly seq: number
  readonly bundle?: BundleId
  /** Milliseconds since 1970. */
  readonly issuedAt?: number
}

/** A certificate that counts under the newest charter. */
export interface CertificateFact {
  readonly node: NodeKey
  readonly serial: number
  /** Its control hash. */
  readonly hash: string
  readonly revoked: boolean
}

export interface ImportRequest extends Omit<ImporterOptions, 'onBytes'>, WhereText {
  readonly format: string
  readonly feed: string
  readonly marking: string
  /** The author says so: what was said to fewer may now be had by more. */
  readonly widen?: boolean
  /** The author insists: what the gate of quality would hold is said, and told in the audit log. */
  readonly force?: boolean
  /** Who imports: what that one may not read is not there for it. */
  readonly reader?: Reader
  /** Who imports, as the audit log names it: the operator where left out. */
  readonly actor?: string
}

/**
 * Every read takes a reader. Absent is `undefined`, broken throws an error with a `code`. Streams stop when their
 * consumer returns or `signal` aborts; they are pulled, so that a slow client slows the producer down.
 */
export interface NodeFacade {
  /** The folder of the node's home: its key files and disk are looked at by `doctor`. */
  readonly home: string
  readonly access: AccessFacade
  /** Of the whole node: for the operator, and for what its own checks look at. */
  status(reader: Reader): Promise<StatusView>
  /** What the holder of a token may know of it. */
  readerStatus(reader: TokenReader): ReaderStatusView
  peers(reader: Reader): Promise<readonly PeerView[]>
  formats(): readonly FormatView[]

  /** What is recorded of everything above: every route that shows, takes in or refuses something tells it here. */
  readonly audit: AuditDesk

  /**
   * Resolves when the statement is durable. Rejects with an error that has a code. `actor` as in ImportRequest; `reader`:
   * what the statement speaks of must be what this one may read.
   */
  publish(draft: Draft, actor?: string, reader?: Reader): Promise<Outcome>
  /** `bytes` is the file as it streams in. The last event is the summary. */
  importFeed(bytes: AsyncIterable<Uint8Array>, request: ImportRequest, signal: AbortSignal): AsyncIterable<ImportEvent>
  /** Batches from outside, each once under its key. */
  readonly pushes: Pushes
  /** What is held before it is said: for the operator alone. */
  readonly quality: QualityDesk

  /** Every reading of a text as a subject (protocol: recognize); never throws. */
  readings(value: string): readonly Subject[]
  /** Everything about one subject, newest first, with its standing; withdrawals are among it. At most `limit`. */
  about(reader: Reader, subject: Subject, limit: number): readonly Surfaced[]
  /** Addresses that begin with `prefix`, in order of the subject. Throws `subject-malformed` for what cannot begin one. */
  prefix(reader: Reader, prefix: string, limit: number, signal: AbortSignal): AsyncIterable<Surfaced>
  /** A domain with all its subdomains. */
  tree(reader: Reader, domain: string, limit: number, signal: AbortSignal): AsyncIterable<Surfaced>
  /** By filter, in order of arrival, after `cursor`. */
  query(
    reader: Reader,
    filter: StatementFilter,
    options: { after: number; limit: number },
    signal: AbortSignal,
  ): AsyncIterable<Surfaced>
  /** What is held after `cursor` (left out: from now on), then what arrives, until aborted. */
  watch(
    reader: Reader,
    filter: StatementFilter,
    options: { after?: number },
    signal: AbortSignal,
  ): AsyncIterable<Surfaced>
  show(reader: Reader, id: StatementId): Promise<Provenance | undefined>
  /** The evidence file of a statement (protocol: Evidence), `undefined` where it is not held. */
  evidence(reader: Reader, id: StatementId): Promise<Uint8Array | undefined>
  /** Who would receive what is said there, and why others would not. Throws as publishing does for what cannot be read. */
  testAudience(asked: AudienceTest): AudienceTestView
  readonly webhooks: Webhooks
  readonly scheduled: Scheduled
  readonly taxii: Taxii
  /** Restricted lanes that are held here: for the operator alone. */
  lanes(): LaneSummary[]
  /** Whom the newest epoch of a lane was granted to, or all of its epochs; `undefined` where it is not held. */
  laneGrants(lane: LaneId, all: boolean): Promise<GrantView[] | undefined>
  /**
   * Who of those that were named has a statement; left out: all that somebody has not acknowledged. `undefined` where it
   * is not held, or not for this reader. Throws `delivery-untracked`.
   */
  deliveries(reader: Reader, id?: StatementId): Promise<DeliveryView[] | undefined>
  /** Scrubs the store; the last line is the summary. */
  scrub(signal: AbortSignal): AsyncIterable<ScrubLine>

  /** The newest charter as a control object, and what it is. `rivals`: valid ones of the next version, where two contradict. */
  charter(): { network: string; version: number; hash: string; object: Uint8Array; rivals: readonly Uint8Array[] }
  /** The lanes of a member as hashes, restricted ones among them. Throws `operator-only`, `member-unknown`, `gap`. */
  positions(reader: Reader, query: PositionsQuery): readonly LanePositions[]
  /** The certificates of a member. Throws `member-unknown`. */
  certificates(member: MemberId): readonly CertificateFact[]
  /**
   * Verifies, persists and spreads a control object. Codes: `accepted`, `held`, or why it was refused. `actor` as in
   * ImportRequest.
   */
  applyControl(object: Uint8Array, actor?: string): Promise<{ code: string }>
  /** The invitation file (protocol: Invitation, not armored) for the member of a membership request that is admitted. */
  invitation(request: Uint8Array): Promise<Uint8Array>
}

/**
 * What `composeNode(home, { network, log })` of node/node.ts gives. Without its network a node answers and takes
 * statements and control objects, but neither dials nor listens: how the command line works on a stopped home.
 */
export interface RunningNode {
  readonly facade: NodeFacade
  /** Aborted, with the error as its reason, when the node cannot go on (a failed write). */
  readonly failed: AbortSignal
  /** Stops taking work, lets what is queued become durable, closes the store; marks the stop as clean. */
  stop(): Promise<void>
}

export interface ComposeOptions {
  readonly network: boolean
  readonly log: Log
  /** Called with the size of each batch that the store wrote (node/heap.ts). */
  readonly onWritten?: (bytes: number) => void
}
