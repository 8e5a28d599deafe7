// Open bundles: statements that are decided wait here for company, each place in a bundle of its own, and go to the store when
// one is full or when what is live has waited a few milliseconds. A restricted place may have to wait for its next key.
import type { Bundle } from '../../protocol/bundle.ts'
import type { StatementId } from '../../protocol/ids.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import type { CommitBundle, IdentityRecord } from '../store/types.ts'
import type { Heads } from './heads.ts'
import type { OwnLanes } from './lanes.ts'
import type { Offer, Result } from './offer.ts'
import type { Place } from './place.ts'
import { formatStatementId } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'

export interface FillingDeps {
  readonly heads: Heads
  readonly lanes: OwnLanes
  readonly commit: (bundle: CommitBundle) => Promise<{ firstCursor: number }>
  /** What to wait for before a bundle of this place can be sealed; `undefined`: nothing. */
  readonly ready: (place: Place) => Promise<void> | undefined
  /** Runs `task` after `ms`; injected so that tests decide when. */
  readonly later: (task: () => void, ms: number) => void
  /** An entry whose record changed while it was on its way into the store. */
  readonly changedLate: (entry: Entry) => void
}

export interface FillingOptions {
  /** How long a live statement waits for company. */
  readonly coalesceMs: number
  /** Bundles of an import on their way into the store at once. */
  readonly inFlightMax: number
}

export type MutableRecord = Omit<IdentityRecord, 'fingerprints'> & { fingerprints: readonly string[] }

/** A statement that was decided to be published, with the record that stands for it from then on. */
export interface Entry {
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
export interface Flying {
  record: MutableRecord
  id: StatementId | undefined
  readonly place: Place
  readonly statement: Statement
  readonly waiting: NonNullable<Offer['settle']>[]
}

export interface Filling {
  readonly add: (entry: Entry) => void
  /** What is on its way into the store under a record's key. */
  readonly flying: (key: string) => Flying | undefined
  /** Closes the open bundle of a place. */
  readonly close: (place: Place) => void
  readonly flush: () => void
  /** How many statements of imports are not durable yet. */
  readonly pending: () => number
  /** Why nothing more can be written, once the store failed. */
  readonly failure: () => Error | undefined
  /** Resolves when an import may go on; rejects where the store failed, or where what an import gave was refused late. */
  readonly room: () => Promise<void>
  /** Resolves when everything that was added is durable; rejects as `room` does. */
  readonly idle: () => Promise<void>
}

/** Bytes that a slot needs beside its statement: salt, tags and lengths. */
const slotOverheadBytes = limits.saltBytes + 16

export function createFilling(deps: FillingDeps, options: FillingOptions): Filling {
  const open = new Map<string, Open>()
  /** Bundles that wait for a new epoch of their lane, by place. */
  const held = new Map<string, Promise<void>>()
  const flying = new Map<string, Flying>()
  const inFlight = new Set<Promise<unknown>>()
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
          ...(entries.some((entry) => entry.offer.forced !== undefined)
            ? { forced: entries.map((entry) => entry.offer.forced) }
            : {}),
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
        if (failed === undefined && entry.record.fingerprints !== written[index]) deps.changedLate(entry)
      })
    }
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

  const assertAlive = (): void => {
    if (failure !== undefined) throw failure
    const late = refused
    refused = undefined
    if (late !== undefined) throw late
  }

  return {
    add: (entry) => {
      const { key, record, statement, offer } = entry
      const { place } = offer
      const size = entry.bytes.length + slotOverheadBytes
      if (openFor(place).bytes + size > limits.bundlePayloadMaxBytes) close(place)
      const one = openFor(place)
      one.entries.push(entry)
      one.bytes += size
      if (offer.runStart !== undefined) pending++
      flying.set(key, { record, id: undefined, place, statement, waiting: [] })
      if (one.entries.length === limits.bundleStatementsMax) close(place)
      else if (offer.runStart === undefined && !one.timed) {
        one.timed = true
        deps.later(() => close(place), options.coalesceMs)
      }
    },
    flying: (key) => flying.get(key),
    close,
    flush: () => {
      for (const { place } of [...open.values()]) close(place)
    },
    pending: () => pending,
    failure: () => failure,
    room: async () => {
      while (inFlight.size >= options.inFlightMax) await Promise.race(inFlight)
      assertAlive()
    },
    idle: async () => {
      while (inFlight.size > 0) await Promise.all(inFlight)
      assertAlive()
    },
  }
}
