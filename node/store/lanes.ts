// Reads by lane: bundles as they were received, for sync and evidence. Many statements a second leave the node here.
import type { SignedHeader, Slot } from '../../protocol/bundle.ts'
import type { LaneId } from '../../protocol/ids.ts'
import { type BundleRecord, parseBundleRecord } from './bundles.ts'
import { type Database, text } from './database.ts'
import { codeNumber, keys, numberCode } from './keys.ts'
import { corrupt, decodeStatementValue } from './records.ts'
import type { LaneHead, StoredBundle } from './types.ts'

const bundlesPerRead = 64
const readMaxBytes = 2 ** 20

/** One bundle with its slots. */
export async function readBundle(database: Database, record: BundleRecord): Promise<StoredBundle> {
  await using statements = new StatementRanges(database, record.firstCursor, record.firstCursor + record.count)
  return assemble(database, record, await statements.read(record))
}

/**
 * Reads one bundle's statements after the other with a single iterator. classic-level keeps the last page of an iterator
 * until the garbage collector finds it: an iterator per bundle held 200 MB after a million statements.
 */
class StatementRanges implements AsyncDisposable {
  readonly #database: Database
  readonly #from: number
  readonly #to: number
  #iterator: ReturnType<typeof statementsBetween> | undefined

  constructor(database: Database, from: number, to: number) {
    this.#database = database
    this.#from = from
    this.#to = to
  }

  async read({ firstCursor, count }: BundleRecord): Promise<(Uint8Array | undefined)[]> {
    if (count === 0) return []
    // A single get is cheaper: most live bundles hold one statement.
    if (count === 1) return [this.#database.getSync(keys.statement(firstCursor))]
    this.#iterator ??= statementsBetween(this.#database, this.#from, this.#to)
    this.#iterator.seek(keys.statement(firstCursor))
    const values: Uint8Array[] = []
    while (values.length < count) {
      const more = await this.#iterator.nextv(count - values.length)
      if (more.length === 0) break
      values.push(...more)
    }
    return values
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#iterator?.close()
  }
}

function statementsBetween(database: Database, from: number, to: number) {
  return database.values({
    gte: keys.statement(from),
    lt: keys.statement(to),
    highWaterMarkBytes: readMaxBytes,
  })
}

function assemble(database: Database, record: BundleRecord, values: readonly (Uint8Array | undefined)[]): StoredBundle {
  const { signed, count, firstCursor, from } = record
  const slots: Slot[] = []
  for (const value of values) {
    if (value === undefined) break
    const { index, erased, salt, bytes } = decodeStatementValue(value)
    if (index !== slots.length) break
    slots.push(erased ? { leaf: bytes } : { salt, statement: bytes })
  }
  if (slots.length !== count) throw corrupt(`statements of the bundle ${signed.id} are missing`)
  if (!record.sealed) return { ...signed, slots, firstCursor, from }
  const sealed = database.getSync(keys.sealed(firstCursor))
  if (sealed === undefined) throw corrupt(`the payload of the bundle ${signed.id} is missing`)
  return { ...signed, slots, sealed, firstCursor, from }
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
  for await (const records of readRecords(database, lane, from, to)) {
    const [first] = records
    const end = records.at(-1)
    if (first === undefined || end === undefined) return
    await using statements = new StatementRanges(database, first.firstCursor, end.firstCursor + end.count)
    for (const record of records) yield assemble(database, record, await statements.read(record))
  }
}

/** The same without what they say, a page at a time. */
export async function* readRecords(
  database: Database,
  lane: LaneId,
  from: number,
  to: number,
): AsyncGenerator<BundleRecord[]> {
  let next = Math.max(1, from)
  while (next <= to) {
    const last = Math.min(to, next + bundlesPerRead - 1)
    const firsts = await database
      .values<string, string>({ gte: keys.position(lane, next), lte: keys.position(lane, last), ...text })
      .all()
    if (firsts.length === 0) return
    const values = await database.getMany(firsts.map((first) => `b${first}`))
    yield firsts.map((first, at) => {
      const value = values[at]
      if (value === undefined) throw corrupt(`the bundle ${next + at} of lane ${lane} is missing`)
      const record = parseBundleRecord(codeNumber(first), value)
      if (record.signed.header.seq !== next + at) throw corrupt(`lane ${lane} has no bundle ${next + at}`)
      return record
    })
    next += firsts.length
  }
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
