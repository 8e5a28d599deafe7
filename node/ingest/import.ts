// Imports a feed: rows become statements, every row is accounted for, and what is reported as published is durable.
import type { FeedRow, RowFields, RowRelation, TakenRow } from '../feeds/types.ts'
import type { Origin, Relation, Statement } from '../../protocol/statement-shape.ts'
import type { StatementId } from '../../protocol/ids.ts'
import type { Gate } from '../quality/quality.ts'
import type { Forced } from '../store/types.ts'
import type { Intake, Offer, Result } from './intake.ts'
import { nodeReader, type Reader } from '../access/access.ts'
import { type Hold, assertMayForce } from '../quality/gate.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { type SubjectHint, formatSubject, parseSubject } from '../../protocol/subjects/index.ts'
import { IngestError } from './errors.ts'
import { type ParseSubject, insisting } from './insisting.ts'
import { assertPublishable } from './publishable.ts'
import { type Place, placeOf } from './place.ts'
import { strictestMarking } from '../../protocol/combine.ts'
import { type Marking, markingFromWire, markingToWire } from '../../protocol/marking.ts'

export interface ImportOptions {
  /** The name under which the feed is known; part of each record's identity. */
  readonly feed: string
  readonly place: Place
  /** The author says so: what was said to fewer may now be had by more. */
  readonly widen?: boolean
  /** The author insists: what the gate of quality would hold is said, and told in the audit log. */
  readonly force?: boolean
  /** Who imports, as the audit log names it. */
  readonly actor: string
  /** Formats that `auto` took so far; those that were told are taken out. */
  readonly formats?: string[]
  /** A token's: what it may not read is not there for it. */
  readonly reader?: Reader
  /** The cursor at which the run began; left out, it begins now. A run that was interrupted goes on as the same run. */
  readonly runStart?: number
  /** Told of every row what it came to: of one that is refused at once, of the others as soon as they are durable. */
  readonly onRow?: (row: FeedRow, outcome: RowOutcome) => void
  /** Told of each row's statement before anything decides on it, and of each row that is refused. */
  readonly watch?: RowWatch
  readonly signal: AbortSignal
}

export interface RowWatch {
  readonly row: (statement: Statement) => void
  readonly refused: (row: FeedRow, code: string) => void
}

export type RowOutcome =
  | {
      readonly result: Result
      /** The statement that stands for it; `undefined` where that is not held any more. */
      readonly id: StatementId | undefined
      /** Canonical, formatted. */
      readonly subject: string
    }
  | { readonly result: 'rejected'; readonly code: string; readonly reason: string }

export interface ImportSummary {
  readonly type: 'summary'
  readonly read: number
  /** Those that replace an earlier statement included. */
  readonly published: number
  readonly replaced: number
  readonly unchanged: number
  /** By code. */
  readonly rejected: Readonly<Record<string, number>>
}

export type ImportEvent =
  | { type: 'progress'; read: number; published: number; unchanged: number; rejected: number; bytes?: number }
  | { type: 'format'; format: string }
  | { type: 'reject'; line: number; member?: string; value: string; code: string; reason: string }
  | ImportSummary

export interface ImportDeps {
  readonly intake: Intake
  readonly gate: Gate
  /** The newest cursor: what is written from now on belongs to this run. */
  readonly lastCursor: () => number
  /** Milliseconds; for the pace of progress alone. */
  readonly clock: () => number
}

const progressEveryMs = 250

/**
 * Publishes `rows`. The last event is the summary, given once everything is durable. A feed that breaks off throws its
 * error after the rows before that point are durable; the same import again goes on where it stopped.
 */
export async function* importRows(
  rows: AsyncIterable<readonly FeedRow[]>,
  options: ImportOptions,
  deps: ImportDeps,
): AsyncGenerator<ImportEvent, void, void> {
  const { place, widen = false, force = false, reader: speaker = nodeReader } = options
  if (force) assertMayForce(speaker)
  const stricter = new Map<string, Place>()
  const { runStart = deps.lastCursor(), onRow } = options
  const counts = { read: 0, published: 0, replaced: 0, unchanged: 0 }
  const rejected = new Map<string, number>()
  let refused = 0
  let broken: Error | undefined
  let told = deps.clock()
  let passed: Forced | undefined
  const parse = force ? insisting('row', (by) => (passed = by)) : parseSubject

  const formatsTaken = (): ImportEvent[] =>
    (options.formats?.splice(0) ?? []).map((format) => ({ type: 'format', format }))
  const progress = (): ImportEvent => {
    const { read, unchanged } = counts
    // Those of other imports may be among what is pending: rather too few than one that is not durable.
    const published = Math.max(0, counts.published - deps.intake.pending())
    return { type: 'progress', read, published, unchanged, rejected: refused }
  }
  const reject = (row: FeedRow, code: string, reason: string): ImportEvent => {
    rejected.set(code, (rejected.get(code) ?? 0) + 1)
    refused++
    onRow?.(row, { result: 'rejected', code, reason })
    options.watch?.refused(row, code)
    const { line, value, member } = row
    return { type: 'reject', line, ...(member === undefined ? {} : { member }), value, code, reason }
  }
  /** The import's place, or the stricter one that the row's own marking asks for. */
  const placeFor = (fields: RowFields): Place => {
    const { marking, pap } = fields
    if (marking === undefined && pap === undefined && !hasCaveats(fields)) return place
    const name = `${marking ?? ''} ${pap ?? ''}${hasCaveats(fields) ? JSON.stringify(caveatsOf(fields)) : ''}`
    let own = stricter.get(name)
    if (own === undefined) {
      const stated = {
        ...caveatsOf(fields),
        tlp: marking ?? place.marking.tlp,
        ...(pap === undefined ? {} : { pap }),
      }
      own = placeOf(strictestMarking(place.marking, stated), { ...place.audience, shareHistory: false })
      if (own.key === place.key || !own.restricted) own = placeOf(own.marking, place.audience)
      stricter.set(name, own)
    }
    return own
  }
  /** Gives why the row is held, where nobody insists: a value, since a feed may be held row after row. */
  const take = (row: TakenRow): Promise<void> | Hold | undefined => {
    passed = undefined
    const statement = statementOf(row, options.feed, parse)
    options.watch?.row(statement)
    const hold = deps.gate.holds(statement, speaker)
    if (hold !== undefined && !force) {
      const { code, reason } = hold
      deps.gate.note({ feed: options.feed, value: row.value, code, reason, actor: options.actor })
      return hold
    }
    const forced = hold === undefined ? passed : { code: hold.code, by: hold.by }
    const offer = {
      statement,
      place: placeFor(row.fields),
      ...{ runStart, actor: options.actor, widen },
      ...(options.reader === undefined ? {} : { reader: options.reader }),
      ...(forced === undefined ? {} : { forced }),
      ...(onRow === undefined ? {} : { settle: settled(row, statement, onRow) }),
    }
    const waiting = offer.place === place ? undefined : deps.intake.ready(offer.place)
    if (waiting !== undefined) return waiting.then(() => count(deps.intake.offer(offer)))
    count(deps.intake.offer(offer))
    return undefined
  }
  const count = (result: Result): void => {
    if (result === 'unchanged') counts.unchanged++
    else counts.published++
    if (result === 'replaced') counts.replaced++
  }

  try {
    await deps.intake.ready(place)
    for await (const batch of rows) {
      options.signal.throwIfAborted()
      yield* formatsTaken()
      await deps.gate.ready()
      for (const row of batch) {
        counts.read++
        if (row.reject !== undefined) {
          yield reject(row, row.reject, row.reason)
          continue
        }
        try {
          // Awaited where there is something to wait for: a promise a row would cost more than the row.
          const taking = take(row)
          if (taking instanceof Promise) await taking
          else if (taking !== undefined) yield reject(row, taking.code, taking.reason)
        } catch (error) {
          if (!isOfTheRow(error) && !(isOfThePlace(error) && placeFor(row.fields) !== place)) throw error
          yield reject(row, error.code, error.message)
        }
      }
      await deps.intake.room()
      if (deps.clock() - told >= progressEveryMs) {
        told = deps.clock()
        yield progress()
      }
    }
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error))
  }
  deps.intake.flush()
  await deps.intake.idle()
  await deps.gate.noted()
  yield* formatsTaken()
  yield progress()
  if (broken !== undefined) throw broken
  yield { type: 'summary', ...counts, rejected: Object.fromEntries([...rejected].sort()) }
}

/** Where the store fails, the import does: of such a row nothing is told. */
function settled(
  row: FeedRow,
  { subject }: Statement,
  onRow: NonNullable<ImportOptions['onRow']>,
): NonNullable<Offer['settle']> {
  return (error, { result, id }) => {
    if (error === undefined) onRow(row, { result, id, subject: formatSubject(subject) })
  }
}

function hasCaveats({ permittedActions, jurisdictions, noRepublish }: RowFields): boolean {
  return permittedActions !== undefined || jurisdictions !== undefined || noRepublish === true
}

/** In the order and form of the wire, which refuses what is no name (ProtocolError 'field-invalid'); the label aside. */
function caveatsOf({ permittedActions, jurisdictions, noRepublish }: RowFields): Marking {
  return markingFromWire(
    markingToWire({
      tlp: 'TLP:CLEAR',
      ...(permittedActions === undefined ? {} : { permittedActions }),
      ...(jurisdictions === undefined ? {} : { jurisdictions }),
      ...(noRepublish === true ? { noRepublish } : {}),
    }),
  )
}

/** Whether the fault is the row's own, so that the rest of the file goes on. */
function isOfTheRow(error: unknown): error is ProtocolError | IngestError {
  if (error instanceof IngestError) return error.code === 'statement-unfit'
  return error instanceof ProtocolError && !stopsImport.has(error.code) && !stopsPlace.has(error.code)
}

/** Whether it is of the place where a row would be said: of the row, where its own marking asked for that place. */
function isOfThePlace(error: unknown): error is ProtocolError {
  return error instanceof ProtocolError && stopsPlace.has(error.code)
}

/** What no other row of the file would fare better with. */
const stopsImport = new Set<string>(['charter-expired', 'charter-conflict', 'member-inactive', 'certificate-revoked'])

/** What no other row of the same place would fare better with. */
const stopsPlace = new Set<string>([
  'clearance-exceeded',
  'audience-empty',
  'audience-required',
  'audience-name-unknown',
])

/** The statement that a row is. Throws ProtocolError with the reason why it is none. */
export function statementOf(row: TakenRow, feed: string, parse: ParseSubject = parseSubject): Statement {
  const { fields } = row
  const subject = parse(row.value, hintOf(fields))
  const kind = fields.statementKind ?? 'indicator'
  const statement: Mutable<Statement> = { kind, subject, origin: originOf(fields, feed) }
  // Assigned one by one: this runs for every row, and a dozen spreads cost more than the parsing.
  if (fields.category !== undefined) statement.category = fields.category
  if (fields.confidence !== undefined) statement.confidence = fields.confidence
  if (fields.role !== undefined) statement.role = fields.role
  if (fields.basis !== undefined) statement.basis = fields.basis
  if (fields.description !== undefined) statement.description = fields.description.normalize('NFC')
  if (fields.labels !== undefined) statement.labels = fields.labels.map((label) => label.normalize('NFC'))
  if (fields.firstSeen !== undefined) statement.firstSeen = fields.firstSeen
  if (fields.lastSeen !== undefined) statement.lastSeen = fields.lastSeen
  if (fields.validUntil !== undefined) statement.validUntil = fields.validUntil
  if (fields.external !== undefined) statement.external = fields.external
  if (fields.sightings !== undefined) statement.sightings = fields.sightings
  const relations = fields.relations === undefined ? [] : relationsOf(fields.relations)
  if (relations.length > 0) statement.relations = relations
  assertPublishable(statement)
  return statement
}

/** Relations are context: one whose subject cannot be published (a private address, say) costs itself, not the row. */
function relationsOf(given: readonly RowRelation[]): Relation[] {
  return given.flatMap(({ type, value, ...hint }) => {
    try {
      return [{ type, subject: parseSubject(value, hintOf(hint)) }]
    } catch (error) {
      if (error instanceof ProtocolError) return []
      throw error
    }
  })
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

function hintOf({ subjectKind, chain }: RowFields): SubjectHint {
  const hint: Mutable<SubjectHint> = {}
  if (subjectKind !== undefined) hint.kind = subjectKind
  if (chain !== undefined) hint.chain = chain
  return hint
}

function originOf({ source, record }: RowFields, feed: string): Origin {
  const origin: Mutable<Origin> = { feed }
  if (source !== undefined) origin.source = source
  if (record !== undefined) origin.record = record
  return origin
}
