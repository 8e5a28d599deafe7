// Fills bundles: decides for each statement whether it is new, changed or already said, puts it into the open bundle of
// its place, and commits a bundle when it is full or when what is live has waited a few milliseconds.
import type { Bundle } from '../../protocol/bundle.ts'
import type { MemberId, StatementId } from '../../protocol/ids.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import type { Heads } from './heads.ts'
import type { Reader } from '../access/access.ts'
import type { OwnLanes } from './lanes.ts'
import type { Place } from './place.ts'
import type { CommitBundle, IdentityRecord } from '../store/types.ts'
import { formatStatementId } from '../../protocol/ids.ts'
import { encodeStatement } from '../../protocol/statement.ts'
import { limits } from '../../protocol/limits.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { compareTlp } from '../../protocol/marking.ts'
import { createFingerprints, identityOf, manualFeed } from './identity.ts'
import { IngestError } from './errors.ts'

export interface IntakeDeps {
  readonly member: MemberId
  readonly heads: Heads
  readonly lanes: OwnLanes
  readonly commit: (bundle: CommitBundle) => Promise<{ firstCursor: number }>
  readonly identity: (key: string) => IdentityRecord | undefined
  readonly writeIdentity: (key: string, record: IdentityRecord) => Promise<void>
  /** Whether `reader` may know what this member said. */
  readonly mayKnow: (reader: Reader, said: Pick<Said, 'place' | 'statement'>) => boolean
  /** Whether the statement at a cursor does not count any more: its lane ended before it. */
  readonly isLost: (cursor: number) => boolean
  /** The statement at a cursor. */
  readonly heldAt: (cursor: number) => Said | undefined
  /** Throws where this node may not publish at this place now. */
  readonly assertRight: (place: Place, kind?: Statement['kind']) => void
  /** What to wait for before a bundle of this place can be sealed; `undefined`: nothing. */
  readonly ready: (place: Place) => Promise<void> | undefined
  /** Whether the first place lets anybody have more than the second. */
  readonly isWider: (to: Place, from: Place) => boolean
  /** Runs `task` after `ms`; injected so that tests decide when. */
  readonly later: (task: () => void, ms: number) => void
}

/** A statement that stands for a record. */
export interface Said {
  readonly id: StatementId
  readonly place: Place
  readonly statement: Statement
}

export interface IntakeOptions {
  /** How long a live statement waits for company. */
  readonly coalesceMs: number
  /** Bundles of an import on their way into the store at once. */
  readonly inFlightMax: number
}

export type Result = 'published' | 'replaced' | 'unchanged'

/** What one offered statement came to. `id` is there once it is durable. */
export interface Settled {
  readonly result: Result
  readonly id: StatementId | undefined
}

export interface Offer {
  readonly statement: Statement
  readonly place: Place
  /** The author says so: what it said under another place is taken back, even where this one is wider. */
  readonly supersedes?: Said
  /** As above, for whatever the record stood for. */
  readonly widen?: boolean
  /** Who publishes: what that one may not read is not there for it. Left out: the operator or the node. */
  readonly reader?: Reader
  /** Who publishes, as the audit log names it. Left out: the node, which says something again by itself. */
  readonly actor?: string
  /** Import alone: the cursor at which the run began. A record written since counts as a row of the same file. */
  readonly runStart?: number
  /** The record of a statement that this one withdraws. */
  readonly withdraws?: readonly [string, IdentityRecord]
  /** Says it again although the record is known: after a lane was lost. */
  readonly again?: boolean
  readonly settle?: (error: unknown, settled: Settled) => void
}

type MutableRecord = Omit<IdentityRecord, 'fingerprints'> & { fingerprints: readonly string[] }

interface Entry {
  readonly statement: Statement
  readonly bytes: Uint8Array
  readonly key: string
  readonly record: MutableRecord
  readonly offer: Offer
  readonly result: Result
}

interface Open {
  readonly place: Place
  entries: Entry[]
  bytes: number
  timed: boolean
}

/** A record that is not durable yet. `id` is there once its bundle is built. */
interface Flying {
  record: MutableRecord
  id: StatementId | undefined
  readonly place: Place
  readonly statement: Statement
  readonly waiting: NonNullable<Offer['settle']>[]
}

export interface Intake {
  /** Throws where nothing may be published at this place; otherwise what to wait for before offering, if anything. */
  readonly ready: (place: Place, kind?: Statement['kind']) => Promise<void> | undefined
  /** Takes one statement in; says at once what it will come to. Throws where it is refused. */
  readonly offer: (offer: Offer) => Result
  /** How many statements of imports were taken in and are not durable yet. */
  readonly pending: () => number
  /** Closes every open bundle. */
  readonly flush: () => void
  /** Resolves when an import may go on; rejects where the store failed. */
  readonly room: () => Promise<void>
  /** Resolves when everything that was offered is durable; rejects where the store failed. */
  readonly idle: () => Promise<void>
}

/** Bytes that a slot needs beside its statement: salt, tags and lengths. */
const slotOverheadBytes = limits.saltBytes + 16
/** What one file says of one subject in rows that differ: an IP on forty ports, a name in twenty reports. */
const fingerprintsMax = 256

export function createIntake(deps: IntakeDeps, options: IntakeOptions): Intake {
  const open = new Map<string, Open>()
  /** Bundles that wait for a new epoch of their lane, by place. */
  const held = new Map<string, Promise<void>>()
  const flying = new Map<string, Flying>()
  const inFlight = new Set<Promise<unknown>>()
  const remembered = new Map<string, IdentityRecord>()
  const fingerprintOf = createFingerprints()
  let failure: Error | undefined
  let refused: Error | undefined
  let pending = 0

  const openFor = (place: Place): Open => {
    let one = open.get(place.key)
    if (one === undefined) open.set(place.key, (one = { place, entries: [], bytes: 0, timed: false }))
    return one
  }

  const close = (place: Place): void => {
    const one = open.get(place.key)
    if (one === undefined || one.entries.length === 0) return
    open.delete(place.key)
    const before = held.get(place.key) ?? deps.ready(place)
    if (before === undefined) return track(build(one))
    const turn = before
      .then(async () => {
        for (let again = deps.ready(place); again !== undefined; again = deps.ready(place)) await again
      })
      .then(
        () => track(build(one)),
        (error: unknown) => drop(one, error),
      )
      .finally(() => {
        if (held.get(place.key) === turn) held.delete(place.key)
      })
    held.set(place.key, turn)
    track(turn)
  }

  const build = ({ place, entries }: Open): Promise<void> => {
    const bundle = deps.lanes.next(
      place,
      entries.map((entry) => entry.bytes),
    )
    entries.forEach((entry, index) => {
      const fly = flying.get(entry.key)
      if (fly?.record === entry.record) fly.id = formatStatementId(bundle.id, index)
    })
    return write(bundle, entries)
  }

  /** Nothing of it was written: whoever waits is told why, an import with its next batch. */
  const drop = ({ entries }: Open, error: unknown): void => {
    for (const { key, record, offer } of entries) {
      if (offer.runStart !== undefined) {
        pending--
        refused ??= error instanceof Error ? error : new Error(String(error))
      }
      offer.settle?.(error, { result: 'unchanged', id: undefined })
      const fly = flying.get(key)
      if (fly?.record !== record) continue
      flying.delete(key)
      for (const waiting of fly.waiting) waiting(error, { result: 'unchanged', id: undefined })
    }
  }

  const track = (work: Promise<unknown>): void => {
    const done: Promise<unknown> = work.then(
      () => inFlight.delete(done),
      (error: unknown) => {
        failure ??= error instanceof Error ? error : new Error(String(error))
        inFlight.delete(done)
      },
    )
    inFlight.add(done)
  }

  const write = async (bundle: Bundle, entries: readonly Entry[]): Promise<void> => {
    const identities = entries.flatMap(({ key, record, offer: { withdraws } }, index) => [
      { key, value: { fingerprints: record.fingerprints, withdrawn: record.withdrawn }, index },
      ...(withdraws === undefined ? [] : [{ key: withdraws[0], value: withdraws[1], index }]),
    ])
    const written = entries.map((entry) => entry.record.fingerprints)
    let failed: unknown
    try {
      await deps.heads.during(bundle, () =>
        deps.commit({
          bundle,
          statements: entries.map((entry) => entry.statement),
          from: { via: 'local' },
          live: entries.some((entry) => entry.offer.runStart === undefined),
          identities,
          actors: entries.map((entry) => entry.offer.actor ?? 'node'),
        }),
      )
      for (const {
        offer: { runStart },
      } of entries)
        if (runStart !== undefined) pending--
    } catch (error) {
      failed = error
      throw error
    } finally {
      entries.forEach((entry, index) => {
        settle(entry, failed, bundle, index)
        if (failed === undefined && entry.record.fingerprints !== written[index]) rememberLate(entry)
      })
    }
  }

  /** A row of the same file was remembered while its record was already on the way into the store. */
  const rememberLate = ({ key, record }: Entry): void => {
    const stored = deps.identity(key)
    if (stored !== undefined && !flying.has(key)) remembered.set(key, { ...stored, fingerprints: record.fingerprints })
  }

  /** Tells everybody who waits for this statement, the later ones that said the same among them. */
  const settle = (entry: Entry, error: unknown, bundle: Bundle, index: number): void => {
    // Rows of an import wait for nothing: their ids are never written out.
    entry.offer.settle?.(error, { result: entry.result, id: formatStatementId(bundle.id, index) })
    const fly = flying.get(entry.key)
    if (fly?.record !== entry.record) return
    flying.delete(entry.key)
    for (const waiting of fly.waiting) waiting(error, { result: 'unchanged', id: formatStatementId(bundle.id, index) })
  }

  const add = (
    offer: Offer,
    key: string,
    record: MutableRecord,
    replaces: StatementId | undefined,
    result: Result = replaces === undefined ? 'published' : 'replaced',
  ): Result => {
    deps.assertRight(offer.place, offer.statement.kind)
    assertTokenRight(offer)
    if (offer.place.marking.tlp === 'TLP:RED' && (offer.statement.readers ?? []).length === 0) {
      throw new ProtocolError('readers-required', 'TLP:RED names its readers one by one')
    }
    const statement = replaces === undefined ? offer.statement : { ...offer.statement, replaces }
    const bytes = encodeStatement(statement)
    const size = bytes.length + slotOverheadBytes
    if (openFor(offer.place).bytes + size > limits.bundlePayloadMaxBytes) close(offer.place)
    const one = openFor(offer.place)
    one.entries.push({ statement, bytes, key, record, offer, result })
    one.bytes += size
    if (offer.runStart !== undefined) pending++
    flying.set(key, { record, id: undefined, place: offer.place, statement, waiting: [] })
    remembered.delete(key)
    if (one.entries.length === limits.bundleStatementsMax) close(offer.place)
    else if (offer.runStart === undefined && !one.timed) {
      one.timed = true
      deps.later(() => close(offer.place), options.coalesceMs)
    }
    return result
  }

  const unchanged = (offer: Offer, fly: Flying | undefined, known: IdentityRecord): Result => {
    if (offer.settle !== undefined) {
      if (fly === undefined) offer.settle(undefined, { result: 'unchanged', id: deps.heldAt(known.cursor)?.id })
      else fly.waiting.push(offer.settle)
    }
    return 'unchanged'
  }

  const offer = (one: Offer): Result => {
    if (failure !== undefined) throw new IngestError('stopping', 'the store failed', { cause: failure })
    const key = identityOf(deps.member, one.statement)
    const fingerprint = fingerprintOf(one.statement, one.place.key)
    const fly = flying.get(key)
    const kept = fly?.record ?? remembered.get(key) ?? deps.identity(key)
    // What lies behind the end of its lane counts for nobody: it is said again.
    const lost = kept !== undefined && fly === undefined && deps.isLost(kept.cursor)
    const known = lost || (kept !== undefined && isHidden(one, fly, kept)) ? undefined : kept
    const fresh: MutableRecord = { cursor: 0, fingerprints: [fingerprint], withdrawn: false }
    if (known === undefined || one.again === true) {
      const result = add(one, key, fresh, undefined)
      if (one.supersedes === undefined) return result
      takeBack(one.supersedes, one)
      return 'replaced'
    }
    const byHand = (one.statement.origin?.feed ?? manualFeed) === manualFeed
    if (known.fingerprints.includes(fingerprint) && !(known.withdrawn && byHand)) return unchanged(one, fly, known)
    if (one.runStart !== undefined && !known.withdrawn && (fly !== undefined || known.cursor > one.runStart)) {
      // Two rows of one file are one record and differ: the first counts, the second is remembered, so that the file
      // imported again changes nothing.
      const fingerprints = [...known.fingerprints, fingerprint].slice(-fingerprintsMax)
      if (fly === undefined) remembered.set(key, { ...known, fingerprints })
      else fly.record.fingerprints = fingerprints
      return unchanged(one, fly, known)
    }
    if (fly !== undefined && fly.id === undefined) close(fly.place)
    const said = known.withdrawn
      ? undefined
      : fly?.id === undefined
        ? deps.heldAt(known.cursor)
        : { ...fly, id: fly.id }
    if (said === undefined || said.place.key === one.place.key) return add(one, key, fresh, said?.id)
    // A statement is replaced on a lane of its own place alone, so that no other lane tells of it: elsewhere it is taken
    // back and said anew, and where more could have it then, the author says so.
    if (one.supersedes?.id !== said.id && one.widen !== true && deps.isWider(one.place, said.place)) {
      throw new ProtocolError('marking-widened', `it was said under ${said.place.marking.tlp} to fewer: ${said.id}`)
    }
    deps.assertRight(one.place)
    takeBack(said, one)
    return add(one, key, fresh, undefined, 'replaced')
  }

  /** A token that may not read what was said before is answered as if it had never been said. */
  const isHidden = ({ reader }: Offer, fly: Flying | undefined, { cursor }: IdentityRecord): boolean => {
    if (reader?.kind !== 'token') return false
    const said = fly ?? deps.heldAt(cursor)
    if (said === undefined) return false
    return !deps.mayKnow(reader, said)
  }

  const takeBack = ({ id, place, statement: { subject, origin, readers } }: Said, { runStart, actor }: Offer): void => {
    const statement: Statement = {
      ...{ kind: 'withdrawal', subject, target: id, reason: 'marking-changed' },
      ...(origin === undefined ? {} : { origin }),
      ...(readers === undefined ? {} : { readers }),
    }
    const withdrawal: Offer = {
      statement,
      place,
      ...(runStart === undefined ? {} : { runStart }),
      ...(actor === undefined ? {} : { actor }),
    }
    const record: MutableRecord = { cursor: 0, fingerprints: [fingerprintOf(statement, place.key)], withdrawn: false }
    add(withdrawal, identityOf(deps.member, statement), record, undefined)
  }

  const persistRemembered = async (): Promise<void> => {
    const records = [...remembered]
    await Promise.all(records.map(([key, record]) => deps.writeIdentity(key, record)))
    for (const [key, record] of records) if (remembered.get(key) === record) remembered.delete(key)
  }

  const assertAlive = (): void => {
    if (failure !== undefined) throw failure
    const late = refused
    refused = undefined
    if (late !== undefined) throw late
  }

  return {
    ready: (place, kind) => {
      deps.assertRight(place, kind)
      return deps.ready(place)
    },
    offer,
    pending: () => pending,
    flush: () => {
      for (const { place } of [...open.values()]) close(place)
    },
    room: async () => {
      if (remembered.size >= limits.bundleStatementsMax) await persistRemembered()
      while (inFlight.size >= options.inFlightMax) await Promise.race(inFlight)
      assertAlive()
    },
    idle: async () => {
      while (inFlight.size > 0) await Promise.all(inFlight)
      assertAlive()
      await persistRemembered()
    },
  }
}

/** What a token publishes is at most as restricted as what it may read. */
function assertTokenRight({ reader, place }: Offer): void {
  if (reader?.kind !== 'token' || compareTlp(place.marking.tlp, reader.clearance) <= 0) return
  throw new ProtocolError('clearance-exceeded', `the token is cleared for ${reader.clearance}`)
}
