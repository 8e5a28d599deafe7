// Scrubs the store: reads everything once, hashes and verifies it, and compares the indexes with what the statements
// call for. Memory stays bounded: nothing but one bundle, the lanes' heads and a few sums is held.
import { checkRoot, verifyHeader, type SignedHeader, type Slot } from '../../protocol/bundle.ts'
import { equalBytes } from '../../protocol/bytes.ts'
import { sha256 } from '../../protocol/hash.ts'
import { formatStatementId, type LaneId } from '../../protocol/ids.ts'
import { checkSuccessor } from '../../protocol/lane.ts'
import { decodeStatement } from '../../protocol/statement.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import { subjectKey } from '../../protocol/subjects/index.ts'
import { auditFaults } from './audit.ts'
import { type BundleRecord, parseBundleRecord } from './bundles.ts'
import { type Database, ownKeys } from './database.ts'
import { storeErrorOf } from './errors.ts'
import { codeNumber, keys, rangeOf } from './keys.ts'
import { decodeIdentity, decodeStatementValue, encodeHead } from './records.ts'
import { Tally } from './tally.ts'
import type { VerifyFinding, VerifyProgress } from './types.ts'
import {
  displacedIds,
  entriesPage,
  explainIndexes,
  indexLetters,
  placesOf,
  statementCursors,
  subjectEntries,
  Walk,
} from './verify-indexes.ts'
import { View } from './view.ts'

type Progress = (at: VerifyProgress) => void
const progressEvery = 10_000
const identitiesPerPass = 2 ** 20

export async function* verifyStore(
  database: Database,
  progress: Progress = () => undefined,
): AsyncGenerator<VerifyFinding> {
  try {
    await using view = new View(database)
    const called = { subjects: new Tally(), places: new Tally() }
    yield* verifyBundles(view, called, progress)
    yield* verifyIndexes(view, called, progress)
    yield* verifyIdentities(view, progress)
    yield* auditFaults(view, progress)
  } catch (cause) {
    // A fault of the program is no damage of the store.
    if (!(cause instanceof Error && 'code' in cause)) throw cause
    const error = storeErrorOf(cause, 'The scrub cannot go on')
    // A store that is closed meanwhile is not a broken one.
    if (error.code === 'store-closed') throw error
    yield { code: 'unreadable', where: 'store', detail: error.message }
  }
}

/** The last bundle of a lane so far. */
interface Last {
  readonly head: SignedHeader
  readonly firstCursor: number
  readonly count: number
  readonly opened: number
}

function lastOf(before: Last | undefined, { signed, firstCursor, count, opened }: BundleRecord): Last {
  const { seq, entry } = signed.header
  const read = opened || entry === 'grants' ? seq : 0
  const newest = before === undefined || before.head.header.seq < seq ? { head: signed, firstCursor } : before
  return { ...newest, count: (before?.count ?? 0) + count, opened: Math.max(before?.opened ?? 0, read) }
}

interface Called {
  /** Subject and cursor of every statement. */
  readonly subjects: Tally
  /** Key and value of every index entry of the bundles. */
  readonly places: Tally
}

async function* verifyBundles(view: View, called: Called, progress: Progress): AsyncGenerator<VerifyFinding> {
  const total = Number(view.text(ownKeys.count) ?? 0)
  const lanes = new Map<LaneId, Last>()
  const displaced = await displacedIds(view)
  await using statements = new Walk(view, rangeOf('s'))
  let count = 0
  let reported = 0
  for await (const [key, value] of entriesPage(view, rangeOf('b'))) {
    const firstCursor = codeNumber(key, 1)
    let record: BundleRecord
    try {
      record = parseBundleRecord(firstCursor, value)
    } catch (cause) {
      yield { code: 'header-invalid', where: String(firstCursor), detail: messageOf(cause) }
      continue
    }
    const { signed } = record
    const isDisplaced = displaced.has(signed.id)
    const before = lanes.get(signed.lane)
    // What was opened late, or displaced, does not stand behind the one that it follows.
    const next = !isDisplaced && (before?.head.header.seq ?? 0) === signed.header.seq - 1
    const chain = checkSuccessor(next ? before?.head : followedBy(view, signed), signed)
    if (chain !== undefined) yield { code: 'chain-broken', where: signed.id, detail: chain }
    if (!verifyHeader(signed))
      yield { code: 'signature-invalid', where: signed.id, detail: `node ${signed.header.node}` }
    yield* strays(await statements.until(keys.statement(firstCursor)))
    const values = await statements.until(keys.statement(firstCursor + record.count))
    yield* verifySealed(view, record)
    yield* verifyStatements(record, isDisplaced, values, called)
    if (!isDisplaced) {
      lanes.set(signed.lane, lastOf(before, record))
    }
    count += values.length
    if (count - reported >= progressEvery) {
      reported = count
      progress({ phase: 'bundles', done: count, total })
    }
  }
  yield* strays(await statements.until('t'))
  progress({ phase: 'bundles', done: count, total })
  if (count !== total) {
    yield { code: 'count-mismatch', where: 'store', detail: `${count} statements, ${total} counted` }
  }
  yield* verifyHeads(view, lanes)
}

/** The bundle that a displaced one follows, in the lane's chain or displaced with it. */
function followedBy(view: View, { header }: SignedHeader): SignedHeader | undefined {
  const first = header.prev === undefined ? undefined : view.text(keys.bundleId(header.prev))
  const value = first === undefined ? undefined : view.get(`b${first}`)
  if (first === undefined || value === undefined) return undefined
  try {
    return parseBundleRecord(codeNumber(first), value).signed
  } catch {
    // It is reported where it stands.
    return undefined
  }
}

function* strays(entries: readonly [string, Uint8Array][]): Generator<VerifyFinding> {
  for (const [key] of entries) {
    yield { code: 'index-dangling', where: String(codeNumber(key, 1)), detail: 'a statement without a bundle' }
  }
}

/** The payload of a restricted lane's bundle against the digest in its header. */
function* verifySealed(view: View, { signed, sealed, firstCursor }: BundleRecord): Generator<VerifyFinding> {
  const { seal } = signed.header
  if (seal === undefined && !sealed) return
  const payload = view.get(keys.sealed(firstCursor))
  if (payload !== undefined && seal !== undefined && equalBytes(sha256(payload), seal.digest)) return
  const detail = payload === undefined ? 'its sealed payload is missing' : 'its sealed payload is another'
  yield { code: 'root-mismatch', where: signed.id, detail }
}

function* verifyStatements(
  record: BundleRecord,
  isDisplaced: boolean,
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
  const root = slots.length === count && record.opened ? checkRoot(signed, slots) : undefined
  if (root !== undefined) yield { code: 'root-mismatch', where: signed.id, detail: root }
  for (const [key, value] of placesOf(record, understood, isDisplaced)) called.places.add(key, value)
}

async function* verifyHeads(view: View, lanes: Map<LaneId, Last>): AsyncGenerator<VerifyFinding> {
  for await (const [key, value] of entriesPage(view, rangeOf('h'))) {
    const lane = key.slice(1) as LaneId
    const found = lanes.get(lane)
    lanes.delete(lane)
    const expected = found === undefined ? 'no head' : encodeHead({ ...found, seq: found.head.header.seq })
    if (Buffer.from(value).toString('utf8') === expected) continue
    const detail = `the head is not the last bundle: ${found?.head.header.seq ?? 0} with ${found?.count ?? 0} statements`
    yield { code: 'head-mismatch', where: lane, detail }
  }
  for (const lane of lanes.keys()) yield { code: 'head-mismatch', where: lane, detail: 'a lane without a head' }
}

async function* verifyIndexes(view: View, called: Called, progress: Progress): AsyncGenerator<VerifyFinding> {
  const subjects = new Tally()
  for await (const [subject, code] of subjectEntries(view)) {
    if ('fault' in code) yield { code: 'index-missing', where: subject, detail: code.fault }
    else subjects.add(subject, code.code)
    if (subjects.count % progressEvery === 0) {
      progress({ phase: 'subjects', done: subjects.count, total: called.subjects.count })
    }
  }
  progress({ phase: 'subjects', done: subjects.count, total: called.subjects.count })
  const places = new Tally()
  for (const letter of indexLetters) {
    for await (const [key, value] of entriesPage(view, rangeOf(letter))) {
      places.add(key, Buffer.from(value).toString('latin1'))
    }
  }
  progress({ phase: 'postings', done: places.count, total: called.places.count })
  if (!subjects.equals(called.subjects) || !places.equals(called.places)) yield* explainIndexes(view)
}

async function* verifyIdentities(view: View, progress: Progress): AsyncGenerator<VerifyFinding> {
  let done = 0
  let cursors: number[] = []
  for await (const [key, value] of entriesPage(view, rangeOf('k'))) {
    try {
      cursors.push(decodeIdentity(Buffer.from(value).toString('utf8')).cursor)
    } catch (cause) {
      const where = Buffer.from(key.slice(1), 'latin1').toString('hex')
      yield { code: 'record-malformed', where, detail: messageOf(cause) }
    }
    done += 1
    if (done % progressEvery === 0) progress({ phase: 'identities', done, total: done })
    if (cursors.length < identitiesPerPass) continue
    yield* danglingCursors(view, cursors)
    cursors = []
  }
  yield* danglingCursors(view, cursors)
  progress({ phase: 'identities', done, total: done })
}

/** Which of the cursors have no statement: sorted, so that one walk answers what would be as many random reads. */
async function* danglingCursors(view: View, cursors: readonly number[]): AsyncGenerator<VerifyFinding> {
  const wanted = Float64Array.from(cursors).sort()
  let at = 0
  if (wanted.length > 0) {
    for await (const held of statementCursors(view, wanted[0] ?? 0)) {
      for (; (wanted[at] ?? Infinity) < held; at += 1) yield dangling(wanted[at])
      while (wanted[at] === held) at += 1
      if (at === wanted.length) return
    }
  }
  for (; at < wanted.length; at += 1) yield dangling(wanted[at])
}

function dangling(cursor = 0): VerifyFinding {
  return { code: 'identity-dangling', where: String(cursor), detail: 'an identity names it, and there is no statement' }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
