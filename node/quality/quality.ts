// The gate of quality, put together: what ingest asks before something is said, and what the operator asks of it.
import type { MemberId } from '../../protocol/ids.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import { recognize } from '../../protocol/subjects/index.ts'
import type { Reader } from '../access/access.ts'
import type { Store } from '../store/types.ts'
import type { Trust } from '../trust/types.ts'
import type { Subject } from '../../protocol/statement-shape.ts'
import { type CheckEvent, checkStanding } from './check.ts'
import { type Hold, createGate } from './gate.ts'
import { type HeldCount, type HeldEntry, type HeldNote, openHeldLog } from './held.ts'
import { createProtections } from './protections.ts'
import { type Shelf, type ShelvedList, type Shelving, openShelf } from './shelf.ts'
import { type Warninglist, parseWarninglist } from './warninglist.ts'

/** What whoever publishes asks. */
export interface Gate {
  /** What to wait for before `holds` knows everything; `undefined`: nothing. */
  readonly ready: () => Promise<void> | undefined
  /** Why `reader` may not say this without insisting; `target`: what a sighting is of. */
  readonly holds: (statement: Statement, reader: Reader, target?: Statement) => Hold | undefined
  /** Tells the report of what was held. */
  readonly note: (note: HeldNote) => void
  /** Resolves when what was noted is durable. */
  readonly noted: () => Promise<void>
}

/** What a value is read as, and why the gate would hold an accusation of it. */
export interface ValueTest {
  readonly value: string
  readonly subject: Subject | undefined
  readonly hold: Hold | undefined
}

/** What the operator asks. */
export interface QualityDesk {
  readonly warninglists: () => ShelvedList[]
  /** Throws QualityError `warninglist-unknown`. */
  readonly warninglist: Shelf['get']
  /** The bytes of a list as MISP publishes it. Rejects with QualityError. */
  readonly addWarninglist: (bytes: Uint8Array) => Promise<{ readonly about: ShelvedList; readonly result: Shelving }>
  readonly removeWarninglist: (name: string) => Promise<ShelvedList>
  readonly test: (values: readonly string[], reader: Reader) => Promise<ValueTest[]>
  readonly held: (limit: number) => { readonly counts: HeldCount[]; readonly newest: HeldEntry[] }
  readonly check: (reader: Reader, signal: AbortSignal) => AsyncIterable<CheckEvent>
}

export interface Quality extends Gate {
  readonly desk: QualityDesk
}

export interface QualityDeps {
  readonly store: Pick<Store, 'meta' | 'putMeta' | 'query' | 'about' | 'lastCursor' | 'statement'>
  readonly trust: Pick<Trust, 'member'>
  /** The member of this node. */
  readonly member: MemberId
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly later: (task: () => void, ms: number) => void
}

export function openQuality({ store, trust, member, clock, later }: QualityDeps): Quality {
  const shelf = openShelf(store, clock)
  const protections = createProtections({ store, trust, clock })
  const held = openHeldLog({ store, clock, later })
  const holds = createGate({ protections, warninglist: shelf.match })
  const ready = (): Promise<void> | undefined => {
    const waiting = [shelf.ready(), protections.ready()].filter((one) => one !== undefined)
    return waiting.length === 0 ? undefined : Promise.all(waiting).then(() => undefined)
  }
  return {
    ready,
    holds,
    note: held.note,
    noted: held.flush,
    desk: {
      warninglists: shelf.list,
      warninglist: shelf.get,
      addWarninglist: async (bytes) => shelf.add(parseWarninglist(bytes)),
      removeWarninglist: shelf.remove,
      test: async (values, reader) => {
        await ready()
        return values.map((value) => testValue(value, reader, holds))
      },
      held: (limit) => ({ counts: held.counts(), newest: held.newest(limit) }),
      check: (reader, signal) => checkStanding(reader, { store, member, holds, clock, ready }, signal),
    },
  }
}

/** As an accusation of the plainest kind: of the readings of a value, the first that would be held. */
function testValue(value: string, reader: Reader, holds: Gate['holds']): ValueTest {
  const readings = recognize(value)
  for (const subject of readings) {
    const hold = holds({ kind: 'indicator', subject }, reader)
    if (hold !== undefined) return { value, subject, hold }
  }
  return { value, subject: readings[0], hold: undefined }
}

export type { Warninglist }
