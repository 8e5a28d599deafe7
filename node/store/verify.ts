// Scrubs the store: reads everything once, hashes and verifies it, and compares the indexes with what the statements
// call for. Memory stays bounded: nothing but one bundle, the lanes' heads and a few sums is held.
import { checkRoot, verifyHeader, type SignedHeader, type Slot } from '../../protocol/bundle.ts'
import { formatStatementId, type LaneId } from '../../protocol/ids.ts'
import { checkSuccessor } from '../../protocol/lane.ts'
import { decodeStatement } from '../../protocol/statement.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import { subjectKey } from '../../protocol/subjects/index.ts'
import { type BundleRecord, parseBundleRecord } from './bundles.ts'
import type { Database } from './database.ts'
import { StoreError, storeErrorOf } from './errors.ts'
import { codeNumber, keys, rangeOf } from './keys.ts'
import { decodeIdentity, decodeStatementValue } from './records.ts'
import { Tally } from './tally.ts'
import type { LaneHead, VerifyFinding, VerifyProgress } from './types.ts'
import { entriesPage, explainIndexes, indexLetters, placesOf, subjectEntries, Walk } from './verify-indexes.ts'

export interface Expected {
  readonly heads: readonly LaneHead[]
  readonly count: number
  readonly lastCursor: number
}

type Progress = (at: VerifyProgress) => void
const progressEvery = 10_000

export async function* verifyStore(
  database: Database,
  expected: Expected,
  progress: Progress = () => undefined,
): AsyncGenerator<VerifyFinding> {
  try {
    const called = { subjects: new Tally(), places: new Tally() }
    yield* verifyBundles(database, expected, called, progress)
    yield* verifyIndexes(database, called, progress)
    yield* verifyIdentities(database, progress)
  } catch (cause) {
    const error = storeErrorOf(cause, 'The scrub cannot go on')
    // A store that is closed meanwhile is not a broken one.
    if (error.code === 'store-closed') throw error
    yield { code: 'unreadable', where: 'store', detail: error.message }
  }
}

interface Called {
  /** Subject and cursor of every statement. */
  readonly subjects: Tally
  /** Key and value of every index entry of the bundles. */
  readonly places: Tally
}

async function* verifyBundles(
  database: Database,
  expected: Expected,
  called: Called,
  progress: Progress,
): AsyncGenerator<VerifyFinding> {
  const lanes = new Map<LaneId, { head: SignedHeader; count: number }>()
  await using statements = new Walk(database, rangeOf('s'))
  let count = 0
  let reported = 0
  for await (const [key, value] of entriesPage(database, rangeOf('b'))) {
    const firstCursor = codeNumber(key, 1)
    let record: BundleRecord
    try {
      record = parseBundleRecord(firstCursor, value)
    } catch (cause) {
      yield { code: 'header-invalid', where: String(firstCursor), detail: messageOf(cause) }
      continue
    }
    const { signed } = record
    const before = lanes.get(signed.lane)
    const chain = checkSuccessor(before?.head, signed)
    if (chain !== undefined) yield { code: 'chain-broken', where: signed.id, detail: chain }
    if (!verifyHeader(signed))
      yield { code: 'signature-invalid', where: signed.id, detail: `node ${signed.header.node}` }
    yield* strays(await statements.until(keys.statement(firstCursor)))
    const values = await statements.until(keys.statement(firstCursor + record.count))
    yield* verifyStatements(record, values, called)
    lanes.set(signed.lane, { head: signed, count: (before?.count ?? 0) + values.length })
    count += values.length
    if (count - reported >= progressEvery) {
      reported = count
      progress({ phase: 'bundles', done: count, total: expected.count })
    }
  }
  yield* strays(await statements.until('t'))
  progress({ phase: 'bundles', done: count, total: expected.count })
  if (count !== expected.count) {
    yield { code: 'count-mismatch', where: 'store', detail: `${count} statements, ${expected.count} counted` }
  }
  yield* verifyHeads(expected.heads, lanes)
}

function* strays(entries: readonly [string, Uint8Array][]): Generator<VerifyFinding> {
  for (const [key] of entries) {
    yield { code: 'index-dangling', where: String(codeNumber(key, 1)), detail: 'a statement without a bundle' }
  }
}

function* verifyStatements(
  record: BundleRecord,
  entries: readonly [string, Uint8Array][],
  called: Called,
): Generator<VerifyFinding> {
  const { signed, firstCursor, count } = record
  const slots: Slot[] = []
  const understood: (Statement | undefined)[] = []
  for (const [key, value] of entries) {
    const id = formatStatementId(signed.id, codeNumber(key, 1) - firstCursor)
    let decoded
    try {
      decoded = decodeStatementValue(value)
    } catch (cause) {
      yield { code: 'record-malformed', where: id, detail: messageOf(cause) }
      continue
    }
    if (firstCursor + decoded.index !== codeNumber(key, 1)) {
      yield { code: 'record-malformed', where: id, detail: `its record says index ${decoded.index}` }
    }
    slots.push(decoded.erased ? { leaf: decoded.bytes } : { salt: decoded.salt, statement: decoded.bytes })
    let statement: Statement | undefined
    if (decoded.understood) {
      try {
        statement = decodeStatement(decoded.bytes)
        called.subjects.add(subjectKey(statement.subject), key.slice(1))
      } catch (cause) {
        yield { code: 'statement-malformed', where: id, detail: messageOf(cause) }
      }
    }
    understood.push(statement)
  }
  if (entries.length !== count) {
    yield { code: 'statement-missing', where: signed.id, detail: `${entries.length} of ${count} statements` }
    return
  }
  const root = slots.length === count ? checkRoot(signed, slots) : undefined
  if (root !== undefined) yield { code: 'root-mismatch', where: signed.id, detail: root }
  for (const [key, value] of placesOf(record, understood)) called.places.add(key, value)
}

function* verifyHeads(
  heads: readonly LaneHead[],
  lanes: ReadonlyMap<LaneId, { head: SignedHeader; count: number }>,
): Generator<VerifyFinding> {
  for (const head of heads) {
    const found = lanes.get(head.lane)
    if (found?.head.id === head.id && found.count === head.count) continue
    const detail = `head ${head.seq} with ${head.count} statements, ${found?.head.header.seq ?? 0} with ${found?.count ?? 0} found`
    yield { code: 'head-mismatch', where: head.lane, detail }
  }
  const known = new Set(heads.map((head) => head.lane))
  for (const lane of lanes.keys()) {
    if (!known.has(lane)) yield { code: 'head-mismatch', where: lane, detail: 'a lane without a head' }
  }
}

async function* verifyIndexes(database: Database, called: Called, progress: Progress): AsyncGenerator<VerifyFinding> {
  const subjects = new Tally()
  for await (const [subject, code] of subjectEntries(database)) {
    if ('fault' in code) yield { code: 'index-missing', where: subject, detail: code.fault }
    else subjects.add(subject, code.code)
    if (subjects.count % progressEvery === 0) {
      progress({ phase: 'subjects', done: subjects.count, total: called.subjects.count })
    }
  }
  progress({ phase: 'subjects', done: subjects.count, total: called.subjects.count })
  const places = new Tally()
  for (const letter of indexLetters) {
    for await (const [key, value] of entriesPage(database, rangeOf(letter))) {
      places.add(key, Buffer.from(value).toString('latin1'))
    }
  }
  progress({ phase: 'postings', done: places.count, total: called.places.count })
  if (!subjects.equals(called.subjects) || !places.equals(called.places)) yield* explainIndexes(database)
}

async function* verifyIdentities(database: Database, progress: Progress): AsyncGenerator<VerifyFinding> {
  let done = 0
  for await (const [key, value] of entriesPage(database, rangeOf('k'))) {
    const where = Buffer.from(key.slice(1), 'latin1').toString('hex')
    try {
      const { cursor } = decodeIdentity(Buffer.from(value).toString('utf8'))
      if (database.getSync(keys.statement(cursor)) === undefined) {
        yield { code: 'identity-dangling', where, detail: `no statement at ${cursor}` }
      }
    } catch (cause) {
      if (!(cause instanceof StoreError)) throw cause
      yield { code: 'record-malformed', where, detail: messageOf(cause) }
    }
    done += 1
    if (done % progressEvery === 0) progress({ phase: 'identities', done, total: done })
  }
  progress({ phase: 'identities', done, total: done })
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
