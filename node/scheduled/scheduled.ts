// Feeds that are read again and again: kept in the store, run by the clock or by hand, a few at a time and each once at a
// time, so that a stop or a crash costs no more than a run that begins again.
import { isDeepStrictEqual } from 'node:util'
import type { MemberId } from '../../protocol/ids.ts'
import type { Audit } from '../audit/types.ts'
import { widened } from '../audit/widened.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { ImportEvent } from '../ingest/import.ts'
import type { Store, StoredStatement } from '../store/types.ts'
import { nodeReader, operatorName } from '../access/access.ts'
import { parseWhere } from '../ingest/where.ts'
import { openBook } from './book.ts'
import { parseCursors } from './cursors.ts'
import { checkSource } from './check.ts'
import { ScheduledError } from './codes.ts'
import { scheduledLimits } from './limits.ts'
import { importOnce } from './once.ts'
import { createRuns } from './runs.ts'
import { assertSource } from './source.ts'
import { createTimetable } from './timetable.ts'
import type { Check, Feed, FeedSpec, FeedState, RunEvent, OnceSpec, RunRecord, Subscription } from './types.ts'

export interface ScheduledDeps {
  readonly member: MemberId
  /** false: feeds can be looked at and changed, and none is run by the clock. */
  readonly online: boolean
  readonly store: Pick<Store, 'meta' | 'putMeta' | 'lastCursor' | 'statement' | 'statementAt'>
  readonly ingest: Pick<Ingest, 'importRows' | 'standing' | 'takeBack'>
  readonly audit: Pick<Audit, 'record'>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
  readonly later: (task: () => void, ms: number) => void
  readonly log: { warn(event: string, fields?: Readonly<Record<string, unknown>>): void }
}

export interface AddOptions {
  /** Changes the settings of a feed that is there. */
  readonly replace: boolean
  /** Looks at the source first; what is not reached or not read is not kept. */
  readonly check: boolean
  /** Looks, and keeps nothing. */
  readonly dryRun: boolean
  readonly signal: AbortSignal
}

export interface Scheduled {
  list(): Feed[]
  /** Throws `feed-not-found`. */
  find(name: string): Feed
  isRunning(name: string): boolean
  /** Oldest first. */
  history(name: string): readonly RunRecord[]
  /** Everything that is held of a feed, in the order in which it was said. Throws `feed-nothing-held`. */
  held(name: string): Iterable<StoredStatement>
  /** Rejects with `feed-exists`, `feed-invalid`, and as the look at the source does. */
  add(spec: FeedSpec, options: AddOptions): Promise<{ readonly feed?: Feed; readonly check?: Check }>
  pause(name: string, paused: boolean): Promise<Feed>
  /** `withdraw`: everything that the feed says is taken back; gives how many statements that were. */
  remove(name: string, withdraw: boolean, signal: AbortSignal): Promise<number>
  /** Runs it now. `confirm`: what is held is withdrawn. The last event is how it ended; a failure is thrown behind it. */
  run(name: string, options: { confirm: boolean; signal: AbortSignal }): AsyncIterable<RunEvent>
  /** Imports a source once, and keeps nothing of it. */
  importOnce(subscription: OnceSpec, signal: AbortSignal): AsyncIterable<ImportEvent>
  stop(): Promise<void>
}

const namePattern = /^[a-z0-9][a-z0-9._-]{0,62}$/

export function createScheduled(deps: ScheduledDeps): Scheduled {
  const { store, ingest, clock, audit } = deps
  const book = openBook(store)
  const stopping = new AbortController()
  const find = (name: string): Feed => {
    const feed = book.get(name)
    if (feed === undefined) throw new ScheduledError('feed-not-found', `no feed is named ${JSON.stringify(name)}`)
    return feed
  }

  const chance = (): number => Buffer.from(deps.random(4)).readUInt32BE() / 2 ** 32
  const { member } = deps
  const runs = createRuns({ book, member, store, ingest, audit, clock, chance })
  const drive = async (name: string): Promise<void> => {
    try {
      const events = runs.run(find(name), { by: 'schedule', confirm: false, signal: stopping.signal })
      // What a run tells is in its record.
      for (let next = await events.next(); next.done !== true; next = await events.next());
    } catch (error) {
      if (!stopping.signal.aborted) deps.log.warn('feed-failed', { feed: name, error })
    }
  }
  const look = createTimetable({
    ...{ list: () => book.list(), isRunning: runs.isRunning, run: drive, clock, later: deps.later },
    stopping: stopping.signal,
  })
  const wake = (): void => {
    if (deps.online) look()
  }

  function* statementsAt(cursors: Uint8Array): Generator<StoredStatement, void, void> {
    for (const cursor of parseCursors(cursors)) {
      const held = store.statementAt(nodeReader, cursor)
      if (held !== undefined) yield held
    }
  }

  const assertSpec = ({ name, source, where, everyMs, maxLossPercent }: FeedSpec): void => {
    assertSubscription({ name, source, where })
    const { everyMinMs, everyMaxMs } = scheduledLimits
    if (!(everyMs >= everyMinMs && everyMs <= everyMaxMs)) {
      throw new ScheduledError('feed-invalid', 'every: from 1m to 366d')
    }
    if (!(maxLossPercent >= 0 && maxLossPercent <= 100)) {
      throw new ScheduledError('feed-invalid', 'the greatest loss is a percentage from 0 to 100')
    }
  }

  const add: Scheduled['add'] = async (spec, { replace, check, dryRun, signal }) => {
    assertSpec(spec)
    const beforeIt = (): { readonly before: Feed | undefined; readonly isSame: boolean } => {
      const before = book.get(spec.name)
      const isSame = before !== undefined && isDeepStrictEqual(before.spec, spec)
      if (before !== undefined && !isSame && !replace && !dryRun) {
        throw new ScheduledError('feed-exists', `${spec.name} is there already`)
      }
      return { before, isSame }
    }
    beforeIt()
    const found = check || dryRun ? await checkSource(spec, signal) : undefined
    const shown = found === undefined ? {} : { check: found }
    if (dryRun) return shown
    // The look took its time: a run may have ended meanwhile, or somebody else added or removed the feed.
    const { before, isSame } = beforeIt()
    if (before !== undefined && isSame) return { feed: before, ...shown }
    if (before === undefined && book.list().length >= scheduledLimits.feedsMax) {
      throw new ScheduledError('feed-invalid', `there are ${scheduledLimits.feedsMax} feeds already`)
    }
    if (runs.isRunning(spec.name)) throw new ScheduledError('feed-running', `${spec.name} is being run`)
    const now = clock()
    const state: FeedState = before?.state ?? { createdAt: now, paused: false, nextAt: now, attempts: 0 }
    const action = before === undefined ? 'feed-add' : 'feed-change'
    audit.record({ action, actor: operatorName, decision: 'allowed', detail: detailOf(spec) })
    // What was remembered of another source, or read in another way, says nothing of this one.
    const isOther = before !== undefined && !isSameReading(before.spec, spec)
    await book.put({ spec, state: { ...state, nextAt: now } }, isOther ? { memory: {} } : {})
    wake()
    return { feed: find(spec.name), ...shown }
  }

  const pause: Scheduled['pause'] = async (name, paused) => {
    const { spec, state } = find(name)
    if (state.paused !== paused) {
      audit.record({
        ...{ action: 'feed-change', actor: operatorName, decision: 'allowed' },
        detail: { feed: name, what: paused ? 'pause' : 'resume' },
      })
      const nextAt = paused ? state.nextAt : Math.min(state.nextAt, clock() + spec.everyMs)
      await book.put({ spec, state: { ...state, paused, nextAt } })
      wake()
    }
    return find(name)
  }

  const remove: Scheduled['remove'] = async (name, withdraw, signal) => {
    find(name)
    return runs.alone(name, async () => {
      const why = { actor: operatorName, reason: 'feed-removed' }
      const all = ingest.standing(name, store.lastCursor())
      const withdrawn = withdraw ? await ingest.takeBack(all, why, AbortSignal.any([signal, stopping.signal])) : 0
      audit.record({
        ...{ action: 'feed-remove', actor: operatorName, decision: 'allowed' },
        detail: { feed: name, withdrawn },
      })
      await book.remove(name)
      return withdrawn
    })
  }

  wake()

  return {
    list: () => book.list().sort((a, b) => (a.spec.name < b.spec.name ? -1 : 1)),
    find,
    isRunning: runs.isRunning,
    history: (name) => {
      find(name)
      return book.history(name)
    },
    held: (name) => {
      if (find(name).state.held === undefined)
        throw new ScheduledError('feed-nothing-held', `of ${name} nothing is held`)
      return statementsAt(book.heldCursors(name))
    },
    add,
    pause,
    remove,
    run: async function* (name, { confirm, signal }) {
      const asked = { by: 'operator', confirm, signal: AbortSignal.any([signal, stopping.signal]) } as const
      try {
        yield* runs.run(find(name), asked)
      } finally {
        wake()
      }
    },
    importOnce: (subscription, signal) => {
      assertSubscription(subscription)
      const { name, where, widen } = subscription
      if (widen === true) audit.record(widened({ feed: name, ...where }))
      const either = AbortSignal.any([signal, stopping.signal])
      return importOnce(
        subscription,
        { ingest, lastCursor: () => store.lastCursor() },
        { actor: operatorName, signal: either },
      )
    },
    stop: async () => {
      stopping.abort(new ScheduledError('run-interrupted', 'the node is stopping'))
      await runs.idle()
    },
  }
}

function assertSubscription({ name, source, where }: Pick<Subscription, 'name' | 'source' | 'where'>): void {
  // What people say by hand is not a feed's to take back.
  if (!namePattern.test(name) || name === 'manual') {
    throw new ScheduledError('feed-invalid', `${JSON.stringify(name.slice(0, 80))} is no name of a feed`)
  }
  assertSource(source)
  parseWhere(where)
}

function isSameReading(a: FeedSpec, b: FeedSpec): boolean {
  return isDeepStrictEqual([a.source, a.where, a.options], [b.source, b.where, b.options])
}

/** What a change sets, without a path or the query of a URL: those may say more than the log should know. */
function detailOf({ name, source, where, everyMs }: FeedSpec): Record<string, string | number> {
  const host = URL.parse(source.location)?.host
  return {
    ...{ feed: name, format: source.format, marking: where.marking ?? '', everySeconds: Math.round(everyMs / 1000) },
    ...(host === undefined || host === '' ? {} : { host }),
  }
}
