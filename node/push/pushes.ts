// Takes pushed batches in: each once under its key, one after the other of one feed, answered when everything is durable.
import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { v4 } from 'uuid'
import type { FeedRow } from '../feeds/types.ts'
import type { Ingest, RowsRequest } from '../ingest/ingest.ts'
import type { ImportSummary, RowOutcome } from '../ingest/import.ts'
import type { Pressure } from '../store/types.ts'
import { actorOf } from '../audit/actors.ts'
import { IngestError } from '../ingest/errors.ts'
import { readBody } from './body.ts'
import { type BookStore, openBook } from './book.ts'
import { PushError } from './errors.ts'
import { type Gathered, gather } from './gather.ts'
import { callerOf, parseKey, pushId } from './key.ts'
import { type PushLimits, pushLimits } from './limits.ts'
import { type ReceiptHead, receiptOf } from './receipt.ts'
import { type Slot, createSlots } from './slots.ts'
import type { PushReceipt, PushRequest, PushedRow, Pushes } from './types.ts'

export interface PushesDeps {
  readonly store: BookStore & { pressure(): Pressure; lastCursor(): number }
  readonly importRows: Ingest['importRows']
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
  /** Told before a batch that lets more have what was said to fewer. */
  readonly widening: (request: PushRequest) => void
  readonly limits?: Partial<PushLimits>
}

/** Rows that are offered before others have their turn. */
const turnRows = 512
const underWaySeconds = 1

export async function createPushes(deps: PushesDeps): Promise<Pushes> {
  const { store, clock } = deps
  const limits: PushLimits = { ...pushLimits, ...deps.limits }
  const book = await openBook(store, limits, clock)
  const slots = createSlots(limits)
  const stopping = new AbortController()
  /** By id. */
  const underWay = new Map<string, Promise<unknown>>()
  /** The end of the last batch of each feed: two of one feed would take each other's rows for their own. */
  const turns = new Map<string, Promise<void>>()

  const inTurn = async <Value>(feed: string, work: () => Promise<Value>): Promise<Value> => {
    const before = turns.get(feed) ?? Promise.resolve()
    const result = before.then(work)
    const over = result.then(
      () => undefined,
      () => undefined,
    )
    turns.set(feed, over)
    try {
      return await result
    } finally {
      if (turns.get(feed) === over) turns.delete(feed)
    }
  }

  const publish = async (
    request: PushRequest,
    { rows, context }: Gathered,
    head: ReceiptHead,
    isFirst: boolean,
    signal: AbortSignal,
  ): Promise<PushReceipt> => {
    const told: PushedRow[] = []
    let published = 0
    const places = new Map(rows.map((row, at) => [row, at]))
    const onRow = (row: FeedRow, outcome: RowOutcome): void => {
      const at = places.get(row) ?? 0
      told[at] = pushedRow(row, at + 1, outcome)
      if (outcome.result === 'published' || outcome.result === 'replaced') published += 1
    }
    const events = deps.importRows(
      batchesOf(rows),
      { ...rowsRequestOf(request), runStart: head.runStart, onRow },
      signal,
    )
    await book.begin(head)
    let summary: ImportSummary | undefined
    try {
      for await (const event of events) if (event.type === 'summary') summary = event
    } catch (error) {
      // Nothing of it is there: the key may be used for what is mended.
      if (isFirst && published === 0) await book.forget(head.id).catch(() => undefined)
      throw error
    }
    if (summary === undefined) throw new Error('an import without its summary')
    const { read, replaced, unchanged, rejected } = summary
    const counts = { read, published: summary.published, replaced, unchanged, rejected }
    const results = { rows: told, context }
    return receiptOf(await book.complete(head, clock(), counts, results), results, false)
  }

  const take = async (
    body: Parameters<Pushes['push']>[0],
    request: PushRequest,
    known: { readonly id: string; readonly caller: string; readonly key: string },
    slot: Slot,
  ): Promise<PushReceipt> => {
    const { encoding = 'identity', format, feed } = request
    const signal = AbortSignal.any([stopping.signal, ...(request.signal === undefined ? [] : [request.signal])])
    const read = await readBody(body, { encoding, limits, reserve: (bytes) => slot.reserve(bytes), signal })
    const digest = digestOf(read.digest, request)
    const before = book.get(known.id)
    if (before !== undefined && before.digest !== digest) {
      throw new PushError('idempotency-mismatch', 'this key was used for another batch')
    }
    // Also where what its rows came to is not kept any more: what was withdrawn since does not come back.
    if (before?.done !== undefined) return receiptOf(before, await book.results(before), true)
    const gathered = await gather(read.pieces, format, importerOptionsOf(request), limits.rowsMax)
    if (request.widen === true) deps.widening(request)
    return inTurn(feed, () => {
      signal.throwIfAborted()
      // One that was interrupted goes on as what it was, so that its own rows are not taken for an earlier run's.
      const runStart = before?.runStart ?? store.lastCursor()
      const head = { ...known, feed, format, digest, runStart, begunAt: clock() }
      return publish(request, gathered, head, before === undefined, signal)
    })
  }

  return {
    push: async (body, request) => {
      if (stopping.signal.aborted) throw stopped()
      const caller = callerOf(request.reader)
      const key = parseKey(request.key ?? v4({ random: deps.random(16) }))
      const id = pushId(caller, key)
      if (underWay.has(id)) {
        throw new PushError('push-under-way', 'a batch of this key is under way', { retryAfter: underWaySeconds })
      }
      const { length = 0 } = request
      if (length > limits.bodyMaxBytes) {
        throw new PushError('push-too-large', `a batch has at most ${limits.bodyMaxBytes} bytes, not ${length}`)
      }
      if (store.pressure().full) {
        throw new PushError('push-busy', 'the disk has as much to write as may wait', { retryAfter: underWaySeconds })
      }
      using slot = slots.take(caller, length)
      const taking = take(body, request, { id, caller, key }, slot)
      underWay.set(id, taking)
      try {
        return await taking
      } finally {
        underWay.delete(id)
      }
    },
    receipt: async (reader, keyOrId) => {
      const caller = callerOf(reader)
      const direct = book.get(keyOrId)
      // What is another's is not there, whoever knows its name.
      const head = direct?.caller === caller ? direct : book.get(pushId(caller, parseKey(keyOrId)))
      if (head === undefined) return undefined
      return receiptOf(head, await book.results(head), head.done !== undefined)
    },
    stop: async () => {
      stopping.abort(stopped())
      await Promise.allSettled(underWay.values())
    },
  }
}

function stopped(): IngestError {
  return new IngestError('stopping', 'the node is stopping')
}

async function* batchesOf(rows: readonly FeedRow[]): AsyncGenerator<readonly FeedRow[], void, void> {
  for (let at = 0; at < rows.length; at += turnRows) {
    yield rows.slice(at, at + turnRows)
    await breathe()
  }
}

function pushedRow(row: FeedRow, number: number, outcome: RowOutcome): PushedRow {
  const { object, version } = row
  const where = {
    row: number,
    line: row.line,
    ...(object === undefined ? {} : { object }),
    ...(version === undefined ? {} : { version }),
  }
  if (outcome.result === 'rejected') {
    const { result, code, reason } = outcome
    return { ...where, result, value: row.value, code, reason }
  }
  const { result, id, subject } = outcome
  return { ...where, result, ...(id === undefined ? {} : { id }), subject }
}

function importerOptionsOf({ category, confidence, chain, kind, sourceName, recordOf, known }: PushRequest) {
  return stated({ category, confidence, chain, kind, sourceName, recordOf, known })
}

function rowsRequestOf(request: PushRequest): Omit<RowsRequest, 'runStart' | 'onRow'> {
  const { feed, reader, widen, force } = request
  const { marking, audience, shareHistory, pap, permittedActions, jurisdictions, noRepublish } = request
  const where = stated({ marking, audience, shareHistory, pap, permittedActions, jurisdictions, noRepublish })
  return { feed, where, reader, actor: actorOf(reader), ...stated({ widen, force }) }
}

/** Who pushes and how the body travels: what comes of a batch does not depend on it. */
const aside: ReadonlySet<string> = new Set([
  'reader',
  'key',
  'signal',
  'encoding',
  'length',
  'recordOf',
  'known',
] satisfies (keyof PushRequest)[])

/** Everything that decides what comes of a batch, its body aside. */
function digestOf(body: string, request: PushRequest): string {
  const options = Object.entries(stated(request)).filter(([name]) => !aside.has(name))
  const text = JSON.stringify([body, ...options.sort(([a], [b]) => (a < b ? -1 : 1))])
  return createHash('sha256').update(text).digest('hex')
}

type Stated<Value> = { [Key in keyof Value]?: Exclude<Value[Key], undefined> }

function stated<Value extends object>(value: Value): Stated<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Stated<Value>
}
