// Takes the end of a lane out of its chain: a branch that lost against another. What it says stays readable by id and by
// subject, suspect for ever; it is never offered to peers, and the winning branch takes its place.
import type { BundleId, LaneId } from '../../protocol/ids.ts'
import type { BundleRecord, BundleRecords } from './bundles.ts'
import { type Database, text } from './database.ts'
import type { Ahead } from './group.ts'
import { codeNumber, rangeOf } from './keys.ts'
import { headOf, readRecords } from './lanes.ts'
import type { Writer } from './writer.ts'

/** Displaced bundles by id: the cursors of their first statements. Few, so they are held in memory. */
export type Displaced = Map<BundleId, number>

/** What a thief with one key can make every node hold in memory; behind it a lane stays as it is. */
const displacedMax = 65_536

export async function loadDisplaced(database: Database): Promise<Displaced> {
  const displaced: Displaced = new Map()
  for await (const [key, first] of database.iterator<string, string>({ ...rangeOf('d'), ...text })) {
    displaced.set(key.slice(1) as BundleId, codeNumber(first))
  }
  return displaced
}

export interface DisplaceDeps {
  readonly database: Database
  readonly records: BundleRecords
  readonly writer: Writer
  readonly ahead: Ahead
}

/** Resolves when it is durable; `false`: nothing was changed, since too many are displaced already. */
export async function displace(deps: DisplaceDeps, lane: LaneId, fromSeq: number): Promise<boolean> {
  const { database, records, writer, ahead } = deps
  for (;;) {
    await writer.laneWritten(lane)
    // What was given to commit since then is in the head already, and not yet where it is read from.
    if (writer.isWriting(lane)) continue
    const head = ahead.heads.get(lane)
    if (head === undefined || fromSeq > head.seq) return true
    const taken: BundleRecord[] = []
    for await (const page of readRecords(database, lane, fromSeq, head.seq)) taken.push(...page)
    // Somebody wrote to the lane meanwhile.
    if (writer.isWriting(lane) || ahead.heads.get(lane) !== head) continue
    if (ahead.displaced.size + taken.length > displacedMax) return false
    const before = records.byPosition(lane, fromSeq - 1)
    const left = taken.reduce((count, record) => count - record.count, head.count)
    const opened = before === undefined ? 0 : Math.min(head.opened, before.signed.header.seq)
    const after = before === undefined ? undefined : headOf(before.signed, before.firstCursor, left, opened)
    await writer.change((group) => group.displace(lane, taken, after))
    return true
  }
}
