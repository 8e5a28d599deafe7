// The way in, put together: publishing, importing and receiving share one view of the lanes and one intake.
import type { SignedHeader } from '../../protocol/bundle.ts'
import type { LaneId, MemberId, NodeKey, StatementId } from '../../protocol/ids.ts'
import type { FeedRow, ImporterOptions } from '../feeds/types.ts'
import type { Store } from '../store/types.ts'
import type { Gate } from '../quality/quality.ts'
import type { Trust } from '../trust/types.ts'
import type { Draft, Target } from './draft.ts'
import type { ImportEvent, ImportOptions } from './import.ts'
import type { Standing } from './standing.ts'
import type { OpenLane } from './lanes.ts'
import type { Outcome } from './publish.ts'
import type { From, Received } from './receive.ts'
import { charterStatus } from '../../protocol/charter.ts'
import type { Tlp } from '../../protocol/names.ts'
import { equalBytes } from '../../protocol/bytes.ts'
import { sha256 } from '../../protocol/hash.ts'
import { isWider } from '../../protocol/combine.ts'
import { compareTlp } from '../../protocol/marking.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { mayReadStatement, nodeReader, operatorName, type Reader } from '../access/access.ts'
import { importerOf } from '../feeds/index.ts'
import { createChains, mayLead } from '../ledger/chains.ts'
import { createEntitlement } from '../ledger/entitlement.ts'
import { makeGrants, openGrant } from '../sealing/grants.ts'
import { createHeads } from './heads.ts'
import { importRows } from './import.ts'
import { type Said, createIntake } from './intake.ts'
import { createEpochs } from './epochs.ts'
import { createOwnLanes } from './lanes.ts'
import { type Place, placeOf } from './place.ts'
import { createUnsealing } from './unseal.ts'
import { type WhereText, parseWhere } from './where.ts'
import { publishDraft } from './publish.ts'
import { receiveFrame } from './receive.ts'
import { priorOf } from './prior.ts'
import { resay } from './resay.ts'
import { standingOf, takeBackDropped } from './standing.ts'

export interface IngestDeps {
  readonly store: Store
  readonly trust: Trust
  /** Asked before anything of this member is said. */
  readonly gate: Gate
  readonly member: MemberId
  readonly node: NodeKey
  /** Ed25519 seed, 32 bytes. */
  readonly secretKey: Uint8Array
  /** Seed of the X-Wing key, 32 bytes, and its public key. */
  readonly kem: { readonly seed: Uint8Array; readonly publicKey: Uint8Array }
  /** Those that it had before: grants that were made before a rotation may arrive after it. */
  readonly retiredKems?: readonly { readonly seed: Uint8Array; readonly publicKey: Uint8Array }[]
  readonly log: { warn(event: string, fields?: Readonly<Record<string, unknown>>): void }
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
  readonly later: (task: () => void, ms: number) => void
  /** Lanes that a clean stop left open. */
  readonly resume: readonly OpenLane[]
}

export interface ImportRequest {
  readonly format: string
  readonly feed: string
  /** Marking and audience of rows that ask for nothing stricter. */
  readonly where: WhereText
  /** The author says so: what was said to fewer may now be had by more. */
  readonly widen?: boolean
  /** The author insists: what the gate of quality would hold is said, and told in the audit log. */
  readonly force?: boolean
  /** Who imports, as the audit log names it: `operator` where left out. */
  readonly actor?: string
  /** A token's: what it may not read is not there for it. */
  readonly reader?: Reader
  readonly options: ImporterOptions
}

export interface RowsRequest
  extends Omit<ImportRequest, 'format' | 'options'>, Pick<ImportOptions, 'runStart' | 'onRow' | 'watch' | 'formats'> {}

export interface Ingest {
  /**
   * Resolves when the statement is durable. Rejects with ProtocolError, IngestError, QualityError or StoreError. `actor`: who publishes,
   * as the audit log names it; `operator` where left out. `reader`: what it speaks of must be what this one may read.
   */
  publish(draft: Draft, actor?: string, reader?: Reader): Promise<Outcome>
  importFeed(bytes: AsyncIterable<Uint8Array>, request: ImportRequest, signal: AbortSignal): AsyncIterable<ImportEvent>
  /** The same for rows that were parsed before. */
  importRows(
    rows: AsyncIterable<readonly FeedRow[]>,
    request: RowsRequest,
    signal: AbortSignal,
  ): AsyncIterable<ImportEvent>
  /** Indicators of a feed of this member that stand, behind a cursor and up to one, in the order in which they were said. */
  standing(feed: string, upTo: number, after?: number): AsyncIterable<Standing>
  /**
   * Takes back what a feed dropped: it comes back when the feed names it again, unlike what somebody withdrew. Resolves
   * with how many were, once that is durable; those at a place where this node may not speak any more stay.
   */
  takeBack(
    dropped: AsyncIterable<Standing>,
    why: { readonly actor: string; readonly reason: string },
    signal: AbortSignal,
  ): Promise<number>
  /** Rejects where this node failed, never because of what a peer sent. */
  receive(frame: Uint8Array, from: From): Promise<Received>
  /** Never writes to this lane again, and says again on a new one what no longer counts of it. */
  retire(lane: LaneId): Promise<void>
  isOpen(lane: LaneId): boolean
  /** After a change of trust: restricted lanes go on under keys that those alone hold who may have them now. */
  renewEpochs(): Promise<void>
  /** Makes everything durable that was taken in; gives the lanes that a clean start may continue. */
  stop(): Promise<OpenLane[]>
}

/** The decision looks at what a lane says, not at which one it is. */
const noLane = '' as LaneId
const coalesceMs = 4
/** Enough that the disk always has a group to write while the next one fills. */
const inFlightMax = 4

export function createIngest(deps: IngestDeps): Ingest {
  const { store, trust, member, node, clock } = deps
  const chains = createChains({ store, trust })
  const heads = createHeads({ head: (lane) => priorOf(store.head(lane), trust) })
  const lanes = createOwnLanes(
    {
      network: trust.networkId,
      member,
      node,
      secretKey: deps.secretKey,
      clock,
      random: deps.random,
      charter: () => trust.charter(),
    },
    deps.resume,
  )
  const { mayHave } = createEntitlement(trust)
  const mayWrite = (place: Place): void => assertRight(trust, member, node, place.marking.tlp, clock())
  const epochs = createEpochs({
    assertRight: mayWrite,
    ...{ member, node, lanes, heads, clock, random: deps.random, makeGrants, mayHave },
    charter: () => trust.charter().charter,
    nodes: () => trust.nodes(),
    commit: (bundle) => store.commit(bundle),
    storedHeads: () => store.heads(),
    epochKey: (lane, epoch) => store.epochKey(lane, epoch),
  })
  const unsealing = createUnsealing({
    ...{ node, store, log: deps.log },
    openGrant: (grant, signed) => {
      const earlier = deps.retiredKems?.find(({ publicKey }) => equalBytes(sha256(publicKey), grant.kemKeyHash))
      const { seed, publicKey } = earlier ?? deps.kem
      return openGrant(grant, signed, seed, publicKey)
    },
  })
  const unwrapping = new Map<LaneId, Promise<void>>()
  // Few members ever lose a lane: for the others nothing is read.
  let ends: boolean | undefined
  trust.onChange(() => (ends = undefined))
  const hasEnds = (): boolean =>
    (ends ??= store.heads().some((head) => head.member === member && trust.cutOf(head) !== undefined))
  const heldAt = (cursor: number): Said | undefined => {
    const held = store.statementAt(nodeReader, cursor)
    if (held === undefined) return undefined
    return { id: held.id, place: placeOf(held.marking, held.audience), statement: held.statement }
  }
  const intake = createIntake(
    {
      member,
      clock,
      heads,
      lanes,
      commit: (bundle) => store.commit(bundle),
      identity: (key) => store.identity(key),
      writeIdentity: (key, record) => store.putIdentity(key, record),
      heldAt,
      isLost: (cursor) => hasEnds() && store.statementAt(nodeReader, cursor)?.suspect === true,
      // What is taken back goes where it was said, whoever is left there.
      assertRight: (place, kind) => {
        mayWrite(place)
        if (kind !== 'withdrawal') epochs.assertReceived(place)
      },
      mayKnow: (reader, { place, statement }) =>
        mayReadStatement(reader, { lane: noLane, member, ...place }, statement),
      ready: epochs.ready,
      isWider: (to, from) => isWider(trust.charter().charter, to, from, member),
      later: deps.later,
    },
    { coalesceMs, inFlightMax },
  )
  const find = (id: StatementId, reader: Reader = nodeReader): Target | undefined => {
    const held = store.statement(reader, id)
    if (held === undefined) return undefined
    return { id, member: held.member, place: placeOf(held.marking, held.audience), statement: held.statement }
  }
  // One lane after the other: what is said again is known by the records that are durable.
  let saying: Promise<unknown> = Promise.resolve()
  const forked = async (held: SignedHeader, other: SignedHeader): Promise<void> => {
    await trust.reportFork(held, other)
  }

  const importParsed: Ingest['importRows'] = (rows, request, signal) => {
    const { where, widen = false, actor = operatorName, ...rest } = request
    return importRows(
      rows,
      { ...rest, place: parseWhere(where), widen, actor, signal },
      { intake, gate: deps.gate, lastCursor: () => store.lastCursor(), clock },
    )
  }

  return {
    publish: (draft, actor = operatorName, reader = nodeReader) =>
      publishDraft(draft, {
        member,
        intake,
        gate: deps.gate,
        actor,
        reader,
        find: (id) => find(id, reader),
        identity: (key) => store.identity(key),
        charter: () => trust.charter().charter,
        clock,
      }),
    importFeed: (bytes, { format, options, ...request }, signal) => {
      const [seen, formats] = [new Set<string>(), [] as string[]]
      const onFormat = (name: string): void => {
        if (!seen.has(name)) formats.push(name)
        seen.add(name)
      }
      const rows = importerOf(format).parse(bytes, { ...options, onFormat })
      return importParsed(rows, { ...request, formats }, signal)
    },
    importRows: importParsed,
    standing: (feed, upTo, after = -1) => standingOf(feed, upTo, after, { store, member, clock }),
    takeBack: (dropped, why, signal) =>
      takeBackDropped(dropped, why, signal, { intake, lastCursor: () => store.lastCursor() }),
    receive: (frame, from) =>
      receiveFrame(frame, from, {
        node,
        heads,
        ...{ unsealing, unwrapping, log: deps.log },
        know: ({ peer, via }) => ({
          network: trust.networkId,
          now: clock(),
          charterAt: (version) => trust.charterAt(version),
          memberOfNode: (key) => trust.memberOfNode(key)?.member,
          cutOf: (place) => trust.cutOf(place),
          head: heads.head,
          isFlying: heads.isFlying,
          mayHave,
          own: member,
          sender: trust.memberOfNode(peer)?.member,
          viaGossip: via === 'gossip',
        }),
        commit: (bundle) => store.commit(bundle),
        stored: (lane, seq) => store.headerAt(lane, seq),
        find: (id) => find(id)?.statement,
        forked,
        mayLead: (signed) => mayLead(signed, chains),
        displace: (lane, seq) => store.displace(lane, seq),
      }),
    retire: async (lane) => {
      intake.flush()
      lanes.retire(lane)
      const mine = saying.then(async () => {
        await intake.idle()
        await resay(lane, { store, trust, intake, member })
      })
      saying = mine.catch(() => undefined)
      await mine
    },
    isOpen: (lane) => lanes.isOpen(lane),
    renewEpochs: () => epochs.renew(),
    stop: async () => {
      intake.flush()
      await saying
      await intake.idle()
      return lanes.open()
    },
  }
}

/** The author's own checks: an expired charter, a lost right, a revoked key. Throws ProtocolError. */
function assertRight(trust: Trust, member: MemberId, node: NodeKey, tlp: Tlp, now: number): void {
  const { charter } = trust.charter()
  if (trust.conflict() !== undefined) throw new ProtocolError('charter-conflict', 'two charters of one version exist')
  if (charterStatus(charter, now).state === 'expired')
    throw new ProtocolError('charter-expired', 'the charter has expired')
  const entry = trust.member(member)
  if (entry?.status !== 'active') throw new ProtocolError('member-inactive', `${member} is not an active member`)
  if (trust.memberOfNode(node)?.revoked === true)
    throw new ProtocolError('certificate-revoked', 'the node key is revoked')
  if (compareTlp(tlp, entry.clearance) > 0) {
    throw new ProtocolError('clearance-exceeded', `${member} may publish up to ${entry.clearance}`)
  }
}
