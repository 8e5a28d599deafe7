// Runs of feeds: each feed once at a time, every run recorded with what it came to, and when the next one is due. What a run
// leaves behind is durable with one write.
import type { Audit } from '../audit/types.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { Store } from '../store/types.ts'
import type { MemberId } from '../../protocol/ids.ts'
import { nodeReader, operatorName } from '../access/access.ts'
import type { Book } from './book.ts'
import { ScheduledError } from './codes.ts'
import { shrunkSince } from './difference.ts'
import { scheduledLimits } from './limits.ts'
import { noTotals } from './parts.ts'
import { intervalOf, isPassing, pauseAfter, restMs } from './retry.ts'
import { type RunResult, type Tally, runFeed } from './run.ts'
import type { Feed, FeedState, Memory, RunEvent, RunRecord } from './types.ts'

export interface RunsDeps {
  readonly book: Book
  readonly member: MemberId
  readonly store: Pick<Store, 'lastCursor' | 'statement'>
  readonly ingest: Pick<Ingest, 'importRows' | 'standing' | 'takeBack'>
  readonly audit: Pick<Audit, 'record'>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** 0 to below 1. */
  readonly chance: () => number
}

export interface RunAsked {
  readonly by: RunRecord['by']
  readonly confirm: boolean
  readonly signal: AbortSignal
}

export interface Runs {
  readonly isRunning: (name: string) => boolean
  /** Does something with a feed that is not being run, and is not meanwhile. Rejects with `feed-running`. */
  readonly alone: <Value>(name: string, act: () => Promise<Value>) => Promise<Value>
  /** The last event is how it ended; a failure is thrown behind it. */
  readonly run: (feed: Feed, asked: RunAsked) => AsyncGenerator<RunEvent, void, void>
  /** Resolves when none is running. */
  readonly idle: () => Promise<unknown>
}

export function createRuns({ book, member, store, ingest, audit, clock, chance }: RunsDeps): Runs {
  const running = new Map<string, Promise<void>>()

  const begin = (name: string): (() => void) => {
    if (running.has(name)) throw new ScheduledError('feed-running', `${name} is being run`)
    const { promise, resolve } = Promise.withResolvers<undefined>()
    running.set(name, promise)
    return () => {
      running.delete(name)
      resolve(undefined)
    }
  }

  async function* run(feed: Feed, { by, confirm, signal }: RunAsked): AsyncGenerator<RunEvent, void, void> {
    const { name } = feed.spec
    const { held } = feed.state
    if (confirm && held === undefined) throw new ScheduledError('feed-nothing-held', `of ${name} nothing is held`)
    const end = begin(name)
    const tally: Tally = { ...noTotals(), bytes: 0, rejects: [], broken: undefined }
    const startedAt = clock()
    const ended = (how: Pick<RunRecord, 'code' | 'withdrawn' | 'held'> & Partial<RunRecord>): RunRecord => {
      const { bytes, read, published, replaced, unchanged, rejected } = tally
      return { startedAt, endedAt: clock(), by, bytes, read, published, replaced, unchanged, rejected, ...how }
    }
    let isOver = false
    const failed = async (error: unknown): Promise<RunRecord> => {
      isOver = true
      const record = ended({ ...told(error), withdrawn: 0, held: 0 })
      await finish(name, record, undefined, tally, error)
      return record
    }
    try {
      if (confirm) audit.record(confirmation(name, held?.count ?? 0))
      const options = {
        ...{ memory: book.memory(name), confirm, signal },
        shrunk: shrunkSince(startedAt - scheduledLimits.lossSpanMs, book.history(name)),
        lastGood: book.history(name).findLast(({ code }) => code === 'ok' || code === 'held'),
        keep: (kept: Memory) => book.putMemory(name, kept),
      }
      const result = yield* runFeed(
        feed,
        options,
        {
          ...{ ingest, member, clock, lastCursor: () => store.lastCursor() },
          isHeld: (id) => store.statement(nodeReader, id) !== undefined,
        },
        tally,
      )
      isOver = true
      const now = result.held === 'as-before' ? held : result.held
      const { code, withdrawn, incomplete } = result
      const record = ended({
        code,
        withdrawn,
        held: now?.count ?? 0,
        ...(confirm && code === 'ok' ? { confirmed: true } : {}),
        ...(incomplete === undefined ? {} : { incomplete }),
      })
      await finish(name, record, result, tally)
      yield { type: 'run', ...record }
    } catch (error) {
      if (isOver) throw error
      const fault = signal.aborted ? new ScheduledError('run-interrupted', 'it was cut', { cause: error }) : error
      yield { type: 'run', ...(await failed(fault)) }
      throw fault
    } finally {
      // Whoever asked for it went away between two rows.
      if (!isOver) await failed(new ScheduledError('run-interrupted', 'whoever asked for it went away'))
      end()
    }
  }

  const finish = async (
    name: string,
    record: RunRecord,
    result: RunResult | undefined,
    tally: Tally,
    error?: unknown,
  ): Promise<void> => {
    // It may have been paused meanwhile.
    const { spec, state } = book.get(name) ?? {}
    if (spec === undefined || state === undefined) return
    const { held: before, lastSuccessAt, ...rest } = state
    const wasCut = record.code === 'run-interrupted'
    const attempts = result !== undefined ? 0 : state.attempts + (wasCut ? 0 : 1)
    const held = result === undefined || result.held === 'as-before' ? before : result.held
    const succeededAt = result === undefined ? lastSuccessAt : record.endedAt
    const next: FeedState = {
      ...rest,
      attempts,
      nextAt: wasCut ? Math.min(state.nextAt, record.endedAt) : nextAfter(spec.everyMs, record, attempts, error),
      last: record,
      rejects: record.code === 'not-modified' ? (state.rejects ?? []) : tally.rejects,
      ...(held === undefined ? {} : { held }),
      ...(succeededAt === undefined ? {} : { lastSuccessAt: succeededAt }),
    }
    const memory = result === undefined ? tally.broken : result.memory
    if (record.code !== 'not-modified') audit.record(entryOf(name, record))
    const { heldCursors } = result ?? {}
    await book.put(
      { spec, state: next },
      {
        run: record,
        ...(memory === undefined ? {} : { memory }),
        ...(heldCursors === undefined ? {} : { heldCursors }),
      },
    )
  }

  const nextAfter = (everyMs: number, record: RunRecord, attempts: number, error: unknown): number => {
    if (error === undefined) return record.startedAt + intervalOf(everyMs, chance())
    const pause = isPassing(error) ? pauseAfter(attempts, everyMs, chance()) : intervalOf(everyMs, chance())
    return record.endedAt + Math.max(pause, restMs(error))
  }

  return {
    isRunning: (name) => running.has(name),
    alone: async (name, act) => {
      const end = begin(name)
      try {
        return await act()
      } finally {
        end()
      }
    },
    run,
    idle: () => Promise.all(running.values()),
  }
}

function confirmation(feed: string, count: number): Parameters<Audit['record']>[0] {
  return { action: 'feed-confirm', actor: operatorName, decision: 'allowed', detail: { feed, count } }
}

function entryOf(feed: string, record: RunRecord): Parameters<Audit['record']>[0] {
  const { code, read, published, replaced, unchanged, withdrawn, held, rejected, by } = record
  const refused = Object.values(rejected).reduce((sum, count) => sum + count, 0)
  return {
    action: 'feed-run',
    actor: by === 'operator' ? operatorName : `feed:${feed}`,
    decision: 'allowed',
    ...(code === 'ok' ? {} : { code }),
    detail: { feed, read, published, replaced, unchanged, rejected: refused, withdrawn, held },
  }
}

function told(error: unknown): { code: string; reason: string } {
  const isCoded = error instanceof Error && 'code' in error && typeof error.code === 'string' && !('syscall' in error)
  const code = isCoded ? String(error.code) : 'run-failed'
  return { code, reason: (error instanceof Error ? error.message : String(error)).slice(0, 500) }
}
