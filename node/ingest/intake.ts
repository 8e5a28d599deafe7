// Decides for each statement whether it is new, changed or already said, and where it was said to fewer before; what is to be
// published goes into the open bundle of its place.
import type { MemberId, StatementId } from '../../protocol/ids.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import type { Reader } from '../access/access.ts'
import type { IdentityRecord } from '../store/types.ts'
import type { FillingDeps, FillingOptions, Flying, MutableRecord } from './filling.ts'
import type { Offer, Result, Said } from './offer.ts'
import type { Place } from './place.ts'
import { encodeStatement } from '../../protocol/statement.ts'
import { limits } from '../../protocol/limits.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { compareTlp } from '../../protocol/marking.ts'
import { createFilling } from './filling.ts'
import { createFingerprints, identityOf, manualFeed } from './identity.ts'
import { IngestError } from './errors.ts'

export type * from './offer.ts'

export interface IntakeDeps extends Omit<FillingDeps, 'changedLate'> {
  readonly member: MemberId
  /** Milliseconds since 1970. */
  readonly clock: () => number
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
  /** Whether the first place lets anybody have more than the second. */
  readonly isWider: (to: Place, from: Place) => boolean
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

/** What one file says of one subject in rows that differ: an IP on forty ports, a name in twenty reports. */
const fingerprintsMax = 256

export function createIntake(deps: IntakeDeps, options: FillingOptions): Intake {
  const remembered = new Map<string, IdentityRecord>()
  const fingerprintOf = createFingerprints()
  const filling = createFilling(
    {
      ...deps,
      // A row of the same file was remembered while its record was already on the way into the store.
      changedLate: ({ key, record: { fingerprints } }) => {
        const stored = deps.identity(key)
        if (stored !== undefined && filling.flying(key) === undefined) remembered.set(key, { ...stored, fingerprints })
      },
    },
    options,
  )

  /** Throws where the statement may not be published as it is: before anything is taken back for it. */
  const assertMayAdd = (offer: Offer): void => {
    const { place, statement } = offer
    deps.assertRight(place, statement.kind)
    assertTokenRight(offer)
    if (place.marking.tlp === 'TLP:RED' && (statement.readers ?? []).length === 0) {
      throw new ProtocolError('readers-required', 'TLP:RED names its readers one by one')
    }
  }

  const add = (
    offer: Offer,
    key: string,
    record: MutableRecord,
    replaces: StatementId | undefined,
    result: Result = replaces === undefined ? 'published' : 'replaced',
  ): Result => {
    assertMayAdd(offer)
    const statement = replaces === undefined ? offer.statement : { ...offer.statement, replaces }
    filling.add({ statement, bytes: encodeStatement(statement), key, record, offer, result })
    remembered.delete(key)
    return result
  }

  /** Says it at its place, and takes back what was said elsewhere. */
  const move = (said: Said, offer: Offer, key: string, record: MutableRecord): Result => {
    assertMayAdd(offer)
    takeBack(said, offer)
    return add(offer, key, record, undefined, 'replaced')
  }

  const unchanged = (offer: Offer, fly: Flying | undefined, known: IdentityRecord): Result => {
    if (offer.settle !== undefined) {
      if (fly === undefined) offer.settle(undefined, { result: 'unchanged', id: deps.heldAt(known.cursor)?.id })
      else fly.waiting.push(offer.settle)
    }
    return 'unchanged'
  }

  const offer = (one: Offer): Result => {
    const failure = filling.failure()
    if (failure !== undefined) throw new IngestError('stopping', 'the store failed', { cause: failure })
    const key = identityOf(deps.member, one.statement)
    const fingerprint = fingerprintOf(one.statement, one.place.key)
    const fly = filling.flying(key)
    const kept = fly?.record ?? remembered.get(key) ?? deps.identity(key)
    // What lies behind the end of its lane counts for nobody: it is said again.
    const lost = kept !== undefined && fly === undefined && deps.isLost(kept.cursor)
    const known = lost || (kept !== undefined && isHidden(one, fly, kept)) ? undefined : kept
    const byHand = (one.statement.origin?.feed ?? manualFeed) === manualFeed
    const isSaid = known?.fingerprints.includes(fingerprint) === true
    const isLonger = isSaid && fly === undefined && !known.withdrawn && endsLater(one, known, byHand)
    const fresh: MutableRecord = {
      ...{ cursor: 0, withdrawn: false },
      fingerprints: isLonger ? known.fingerprints : [fingerprint],
    }
    if (known === undefined || one.again === true) {
      return one.supersedes === undefined ? add(one, key, fresh, undefined) : move(one.supersedes, one, key, fresh)
    }
    if (isSaid && !isLonger && !(known.withdrawn && byHand)) return unchanged(one, fly, known)
    if (one.runStart !== undefined && !known.withdrawn && (fly !== undefined || known.cursor > one.runStart)) {
      // Two rows of one file are one record and differ: the first counts, the second is remembered, so that the file
      // imported again changes nothing.
      const fingerprints = [...known.fingerprints, fingerprint].slice(-fingerprintsMax)
      if (fly === undefined) remembered.set(key, { ...known, fingerprints })
      else fly.record.fingerprints = fingerprints
      return unchanged(one, fly, known)
    }
    if (fly !== undefined && fly.id === undefined) filling.close(fly.place)
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
    return move(said, one, key, fresh)
  }

  /**
   * Whether what is said again is valid for so much longer that it must be told. A list that moves the end of its entries
   * with each edition would else be published whole each time, and one whose old end is never moved would expire.
   */
  const endsLater = ({ statement, runStart }: Offer, { cursor }: IdentityRecord, byHand: boolean): boolean => {
    const { validUntil } = statement
    // Two rows of one file: the first counts.
    if (validUntil === undefined || (runStart !== undefined && cursor > runStart)) return false
    const before = deps.heldAt(cursor)?.statement.validUntil
    if (before === undefined || byHand) return before !== undefined && before !== validUntil
    const now = deps.clock()
    return validUntil > now && before - now < (validUntil - now) / 2
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

  return {
    ready: (place, kind) => {
      deps.assertRight(place, kind)
      return deps.ready(place)
    },
    offer,
    pending: filling.pending,
    flush: filling.flush,
    room: async () => {
      if (remembered.size >= limits.bundleStatementsMax) await persistRemembered()
      await filling.room()
    },
    idle: async () => {
      await filling.idle()
      await persistRemembered()
    },
  }
}

/** What a token publishes is at most as restricted as what it may read. */
function assertTokenRight({ reader, place }: Offer): void {
  if (reader?.kind !== 'token' || compareTlp(place.marking.tlp, reader.clearance) <= 0) return
  throw new ProtocolError('clearance-exceeded', `the token is cleared for ${reader.clearance}`)
}
