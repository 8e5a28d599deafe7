// Reads by lane: bundles as they were received, for sync and evidence. Many statements a second leave the node here.
import type { SignedHeader, Slot } from '../../protocol/bundle.ts'
import type { LaneId } from '../../protocol/ids.ts'
import { type BundleRecord, parseBundleRecord } from './bundles.ts'
import { type Database, text } from './database.ts'
import { codeNumber, keys, numberCode, rangeOf } from './keys.ts'
import { corrupt, decodeStatementValue } from './records.ts'
import type { LaneHead, StoredBundle } from './types.ts'

const bundlesPerRead = 64
const readMaxBytes = 2 ** 20

/** One bundle with its slots. */
export async function readBundle(database: Database, record: BundleRecord): Promise<StoredBundle> {
  await using moment = new Moment(database)
  return await moment.bundle(record)
}

/** The bundle that `find` finds; again, where it moved between the look-up and the read. */
export async function readWhole(
  database: Database,
  find: () => BundleRecord | undefined,
): Promise<StoredBundle | undefined> {
  for (;;) {
    const record = find()
    if (record === undefined) return undefined
    try {
      return await readBundle(database, record)
    } catch (cause) {
      if (find()?.firstCursor === record.firstCursor) throw cause
    }
  }
}

/**
 * Bundles as they are at one moment: one that is opened late moves to new cursors, and must not be met half moved. One
 * iterator serves all statements. classic-level keeps the last page of an iterator until the garbage collector finds it:
 * an iterator per bundle held 200 MB after a million statements.
 */
class Moment implements AsyncDisposable {
  readonly #database: Database
  readonly #snapshot
  #iterator: ReturnType<typeof statementsOf> | undefined

  constructor(database: Database) {
    this.#database = database
    this.#snapshot = database.snapshot()
  }

  async bundle(record: BundleRecord): Promise<StoredBundle> {
    const { signed, firstCursor, from } = record
    const slots = slotsOf(record, await this.#statements(record))
    if (!record.sealed) return { ...signed, slots, firstCursor, from }
    const sealed = this.#get(keys.sealed(firstCursor))
    if (sealed === undefined) throw corrupt(`the payload of the bundle ${signed.id} is missing`)
    return { ...signed, slots, sealed, firstCursor, from }
  }

  /** The records at these places of a lane, as far as they are held. */
  async records(lane: LaneId, from: number, to: number): Promise<BundleRecord[]> {
    const snapshot = this.#snapshot
    const range = { gte: keys.position(lane, from), lte: keys.position(lane, to), ...text, snapshot }
    const firsts = await this.#database.values<string, string>(range).all()
    const values = await this.#database.getMany(
      firsts.map((first) => `b${first}`),
      { ...bytes, snapshot },
    )
    return firsts.map((first, at) => {
      const value = values[at]
      if (value === undefined) throw corrupt(`the bundle ${from + at} of lane ${lane} is missing`)
      const record = parseBundleRecord(codeNumber(first), value)
      if (record.signed.header.seq !== from + at) throw corrupt(`lane ${lane} has no bundle ${from + at}`)
      return record
    })
  }

  async #statements({ firstCursor, count }: BundleRecord): Promise<(Uint8Array | undefined)[]> {
    if (count === 0) return []
    // A single get is cheaper: most live bundles hold one statement.
    if (count === 1) return [this.#get(keys.statement(firstCursor))]
    this.#iterator ??= statementsOf(this.#database, this.#snapshot)
    this.#iterator.seek(keys.statement(firstCursor))
    const values: Uint8Array[] = []
    while (values.length < count) {
      const more = await this.#iterator.nextv(count - values.length)
      if (more.length === 0) break
      values.push(...more)
    }
    return values
  }

  #get(key: string): Uint8Array | undefined {
    return this.#database.getSync(key, { ...bytes, snapshot: this.#snapshot })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#iterator?.close()
    await this.#snapshot.close()
  }
}

const bytes = { keyEncoding: 'utf8', valueEncoding: 'view' } as const

function statementsOf(database: Database, snapshot: ReturnType<Database['snapshot']>) {
  return database.values({ ...rangeOf('s'), snapshot, highWaterMarkBytes: readMaxBytes })
}

function slotsOf({ signed, count }: BundleRecord, values: readonly (Uint8Array | undefined)[]): Slot[] {
  const slots: Slot[] = []
  for (const value of values) {
    if (value === undefined) break
    const { index, erased, salt, bytes: statement } = decodeStatementValue(value)
    if (index !== slots.length) break
    slots.push(erased ? { leaf: statement } : { salt, statement })
  }
  if (slots.length !== count) throw corrupt(`statements of the bundle ${signed.id} are missing`)
  return slots
}

/** The head of a lane whose newest bundle this is. `count`: statements in the lane. */
export function headOf(
  { header, id, lane }: SignedHeader,
  firstCursor: number,
  count: number,
  opened = header.seq,
): LaneHead {
  const { member, node, marking, audience, nonce, seq, issuedAt } = header
  const charterVersion = header.charter.version
  const epoch = header.seal === undefined ? {} : { epoch: header.seal.epoch }
  return {
    lane,
    member,
    node,
    marking,
    audience,
    nonce,
    seq,
    id,
    firstCursor,
    issuedAt,
    charterVersion,
    count,
    opened,
    ...epoch,
  }
}

/** The bundles of a lane from one sequence number to another, both included, as far as they are held. */
export async function* readLane(
  database: Database,
  lane: LaneId,
  from: number,
  to: number,
): AsyncGenerator<StoredBundle> {
  for (let next = Math.max(1, from); next <= to; next += bundlesPerRead) {
    await using moment = new Moment(database)
    const records = await moment.records(lane, next, Math.min(to, next + bundlesPerRead - 1))
    for (const record of records) yield await moment.bundle(record)
    if (records.length < bundlesPerRead) return
  }
}

/** The same without what they say, a page at a time. */
export async function* readRecords(
  database: Database,
  lane: LaneId,
  from: number,
  to: number,
): AsyncGenerator<BundleRecord[]> {
  for (let next = Math.max(1, from); next <= to; next += bundlesPerRead) {
    const records = await recordsAt(database, lane, next, Math.min(to, next + bundlesPerRead - 1))
    if (records.length > 0) yield records
    if (records.length < bundlesPerRead) return
  }
}

async function recordsAt(database: Database, lane: LaneId, from: number, to: number): Promise<BundleRecord[]> {
  await using moment = new Moment(database)
  return await moment.records(lane, from, to)
}

/** The codes of the first cursors of all bundles, a page at a time, from `after` on. */
export async function* bundleCodes(database: Database, fromCursor: number): AsyncGenerator<string[]> {
  const iterator = database.keys({ gte: `b${numberCode(fromCursor)}`, lt: 'c' })
  try {
    for (;;) {
      const page = await iterator.nextv(1024)
      if (page.length === 0) return
      yield page.map((key) => key.slice(1))
    }
  } finally {
    await iterator.close()
  }
}
