// A MISP feed as a source: events that are as they were are not read again, and what an event no longer says is judged event
// by event. Where that is not enough to tell, because another event may say the same, the others are read, too.
import { FeedError } from '../feeds/errors.ts'
import { importerOf } from '../feeds/index.ts'
import { refused } from '../feeds/lines.ts'
import { type FeedFiles, type MispFeedEvent, openMispFeed } from '../feeds/misp-feed.ts'
import type { FeedRow } from '../feeds/types.ts'
import { OutboundError } from '../outbound/codes.ts'
import { counted, firstBytes, onePart, type OpenOptions, type Opened } from './opened.ts'
import { scheduledLimits } from './limits.ts'

const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export async function openMisp(files: FeedFiles, open: OpenOptions): Promise<Opened> {
  const known = new Map(Object.entries(open.anew ? {} : (open.memory.events ?? {})))
  const { changed: all } = await openMispFeed(files)
  const events = all.filter(({ uuid, timestamp }) => known.get(uuid) !== timestamp)
  const rest = all.filter(({ uuid, timestamp }) => known.get(uuid) === timestamp)
  const named = new Set(all.map(({ uuid }) => uuid))
  const gone = new Set(Object.keys(open.memory.events ?? {}).filter((uuid) => !named.has(uuid)))
  const read = new Map<string, number>()
  let failed = 0

  /** An exported statement carries its own id as record: of which event it was cannot be told from it. */
  const covers = (record: string | undefined): boolean => {
    if (record !== undefined && uuidForm.test(record)) return read.has(record) || gone.has(record)
    return failed === 0
  }
  const counter = { bytes: 0 }
  const rowsOf = async function* (event: MispFeedEvent): AsyncGenerator<readonly FeedRow[]> {
    const { name, uuid, timestamp } = event
    try {
      const bytes = counted(await event.open(), counter)
      const taken = open.lookOnly === true ? firstBytes(bytes) : bytes
      for await (const rows of importerOf('misp').parse(taken, { ...open.options, sourceName: name })) {
        yield rows.map((row) => ({ ...row, member: name }))
      }
      read.set(uuid, timestamp)
    } catch (error) {
      if (!isOfTheEvent(error)) throw error
      failed += 1
      const code = error instanceof FeedError ? error.code : 'source-absent'
      yield [{ ...refused(1, name, code, error.message), member: name }]
    }
  }
  const rows = async function* (): AsyncGenerator<readonly FeedRow[]> {
    for (const event of events) yield* rowsOf(event)
    if (rest.length > 0 && (await open.mustReadRest(covers))) for (const event of rest) yield* rowsOf(event)
  }
  const remember = (times: Iterable<readonly [string, number]>) => ({
    events: Object.fromEntries([...times].sort(([, a], [, b]) => b - a).slice(0, scheduledLimits.eventsMax)),
  })
  const isUnchanged = events.length === 0 && gone.size === 0 && open.isHeld !== true
  return {
    ...{ kind: 'misp-feed', judges: 'events', covers, bytes: () => counter.bytes },
    note: `${all.length} events`,
    isEmpty: () => read.size === 0 && gone.size === 0,
    parts: isUnchanged ? undefined : onePart(rows()),
    finished: () => remember([...rest.map(({ uuid, timestamp }) => [uuid, timestamp] as const), ...read]),
    // Of an event that was never read before nothing can have vanished: it need not be read again.
    broken: () => {
      const before = Object.entries(open.memory.events ?? {})
      const isKnown = new Set(before.map(([uuid]) => uuid))
      return remember([...before, ...[...read].filter(([uuid]) => !isKnown.has(uuid))])
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

/** A file that is missing or broken costs itself; a server that is gone costs the run. */
function isOfTheEvent(error: unknown): error is FeedError | OutboundError {
  if (error instanceof FeedError) return error.code !== 'spool-failed'
  return (
    error instanceof OutboundError && (error.code === 'response-too-large' || [403, 410].includes(error.status ?? 0))
  )
}
