// Fills bundles: decides for each statement whether it is new, changed or already said, puts it into the open bundle of
// its marking, and commits a bundle when it is full or when what is live has waited a few milliseconds.
import type { Bundle } from '../../protocol/bundle.ts'
import type { MemberId, StatementId } from '../../protocol/ids.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import type { Tlp } from '../../protocol/names.ts'
import type { Heads } from './heads.ts'
import type { OwnLanes } from './lanes.ts'
import type { CommitBundle, IdentityRecord } from '../store/types.ts'
import { formatStatementId } from '../../protocol/ids.ts'
import { encodeStatement } from '../../protocol/statement.ts'
import { limits } from '../../protocol/limits.ts'
import { createFingerprints, identityOf, manualFeed } from './identity.ts'
import { IngestError } from './errors.ts'

export interface IntakeDeps {
  readonly member: MemberId
  readonly heads: Heads
  readonly lanes: OwnLanes
  readonly commit: (bundle: CommitBundle) => Promise<{ firstCursor: number }>
  readonly identity: (key: string) => IdentityRecord | undefined
  readonly writeIdentity: (key: string, record: IdentityRecord) => Promise<void>
  /** The statement at a cursor. */
  readonly heldAt: (cursor: number) => Said | undefined
  /** Throws where this node may not publish at this marking now. */
  readonly assertRight: (tlp: Tlp) => void
  /** Runs `task` after `ms`; injected so that tests decide when. */
  readonly later: (task: () => void, ms: number) => void
}

/** A statement that stands for a record. */
export interface Said {
  readonly id: StatementId
  readonly tlp: Tlp
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
  readonly tlp: Tlp
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
  entries: Entry[]
  bytes: number
  timed: boolean
}

/** A record that is not durable yet. `id` is there once its bundle is built. */
interface Flying {
  record: MutableRecord
  id: StatementId | undefined
  readonly tlp: Tlp
  readonly statement: Statement
  readonly waiting: NonNullable<Offer['settle']>[]
}

export interface Intake {
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
const fingerprintsMax = 16

export function createIntake(deps: IntakeDeps, options: IntakeOptions): Intake {
  const open = new Map<Tlp, Open>()
  const flying = new Map<string, Flying>()
  const inFlight = new Set<Promise<unknown>>()
  const remembered = new Map<string, IdentityRecord>()
  const fingerprintOf = createFingerprints()
  let failure: Error | undefined
  let pending = 0

  const openFor = (tlp: Tlp): Open => {
    let one = open.get(tlp)
    if (one === undefined) open.set(tlp, (one = { entries: [], bytes: 0, timed: false }))
    return one
  }

  const close = (tlp: Tlp): void => {
    const one = open.get(tlp)
    if (one === undefined || one.entries.length === 0) return
    open.delete(tlp)
    const bundle = deps.lanes.next(
      tlp,
      one.entries.map((entry) => entry.bytes),
    )
    one.entries.forEach((entry, index) => {
      const fly = flying.get(entry.key)
      if (fly?.record === entry.record) fly.id = formatStatementId(bundle.id, index)
    })
    track(write(bundle, one.entries))
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
    deps.assertRight(offer.tlp)
    const statement = replaces === undefined ? offer.statement : { ...offer.statement, replaces }
    const bytes = encodeStatement(statement)
    const size = bytes.length + slotOverheadBytes
    if (openFor(offer.tlp).bytes + size > limits.bundlePayloadMaxBytes) close(offer.tlp)
    const one = openFor(offer.tlp)
    one.entries.push({ statement, bytes, key, record, offer, result })
    one.bytes += size
    if (offer.runStart !== undefined) pending++
    flying.set(key, { record, id: undefined, tlp: offer.tlp, statement, waiting: [] })
    remembered.delete(key)
    if (one.entries.length === limits.bundleStatementsMax) close(offer.tlp)
    else if (offer.runStart === undefined && !one.timed) {
      one.timed = true
      deps.later(() => close(offer.tlp), options.coalesceMs)
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
    const fingerprint = fingerprintOf(one.statement, one.tlp)
    const fly = flying.get(key)
    const known = fly?.record ?? remembered.get(key) ?? deps.identity(key)
    const fresh: MutableRecord = { cursor: 0, fingerprints: [fingerprint], withdrawn: false }
    if (known === undefined || one.again === true) return add(one, key, fresh, undefined)
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
    if (fly !== undefined && fly.id === undefined) close(fly.tlp)
    const said = known.withdrawn
      ? undefined
      : fly?.id === undefined
        ? deps.heldAt(known.cursor)
        : { ...fly, id: fly.id }
    if (said === undefined || said.tlp === one.tlp) return add(one, key, fresh, said?.id)
    // A statement is replaced on a lane of its own marking alone: under another one it is taken back and said anew.
    takeBack(said, one)
    return add(one, key, fresh, undefined, 'replaced')
  }

  const takeBack = ({ id, tlp, statement: { subject, origin } }: Said, { runStart, actor }: Offer): void => {
    const statement: Statement = {
      ...{ kind: 'withdrawal', subject, target: id, reason: 'marking-changed' },
      ...(origin === undefined ? {} : { origin }),
    }
    const withdrawal: Offer = {
      statement,
      tlp,
      ...(runStart === undefined ? {} : { runStart }),
      ...(actor === undefined ? {} : { actor }),
    }
    const record: MutableRecord = { cursor: 0, fingerprints: [fingerprintOf(statement, tlp)], withdrawn: false }
    add(withdrawal, identityOf(deps.member, statement), record, undefined)
  }

  const persistRemembered = async (): Promise<void> => {
    const records = [...remembered]
    await Promise.all(records.map(([key, record]) => deps.writeIdentity(key, record)))
    for (const [key, record] of records) if (remembered.get(key) === record) remembered.delete(key)
  }

  const assertAlive = (): void => {
    if (failure !== undefined) throw failure
  }

  return {
    offer,
    pending: () => pending,
    flush: () => {
      for (const tlp of [...open.keys()]) close(tlp)
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
