// One run of a feed: reads its source, publishes what is new and changed, and takes back what vanished, where the source was
// read to its end and what vanished is within its bound.
import type { MemberId } from '../../protocol/ids.ts'
import type { Ingest } from '../ingest/ingest.ts'
import { ScheduledError } from './codes.ts'
import { type DifferenceOptions, differenceOf, mustHold, vanishedOf } from './difference.ts'
import { scheduledLimits } from './limits.ts'
import type { Opened } from './opened.ts'
import { type Totals, createFormats, importParts } from './parts.ts'
import { type Presence, createPresence } from './presence.ts'
import { type IsHeld, withoutRepeated } from './repeated.ts'
import { openSource } from './source.ts'
import type { Feed, Held, Memory, RejectSample, RunEvent, RunRecord } from './types.ts'

export interface RunDeps {
  readonly ingest: Pick<Ingest, 'importRows' | 'standing' | 'takeBack'>
  readonly member: MemberId
  readonly lastCursor: () => number
  /** Whether this node has the statement. */
  readonly isHeld: IsHeld
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

export interface RunOptions {
  readonly memory: Memory
  /** By how much runs made the feed smaller unasked within the last day. */
  readonly shrunk: number
  /** The last run that read the feed and ended well. */
  readonly lastGood: RunRecord | undefined
  /** What was held is confirmed. */
  readonly confirm: boolean
  readonly keep: (memory: Memory) => Promise<void>
  readonly signal: AbortSignal
}

/** What is known of a run at any moment of it, and when it broke off. */
export interface Tally extends Totals {
  bytes: number
  rejects: RejectSample[]
  /** What to remember after it broke off. */
  broken: Memory | undefined
}

export interface RunResult {
  readonly code: 'ok' | 'not-modified' | 'held'
  readonly withdrawn: number
  /** What is to be remembered; left out: nothing new. */
  readonly memory?: Memory
  /** What waits to be confirmed from now on; `as-before`: what did. */
  readonly held: Held | 'as-before' | undefined
  /** Of all that is held, where that is new. */
  readonly heldCursors?: Uint8Array
  readonly incomplete?: string
}

/** Throws what the source throws; what was published before that counts. */
export async function* runFeed(
  { spec, state }: Feed,
  options: RunOptions,
  deps: RunDeps,
  tally: Tally,
): AsyncGenerator<Exclude<RunEvent, { type: 'run' }>, RunResult, void> {
  const { memory, signal, confirm } = options
  const { ingest } = deps
  const upTo = deps.lastCursor()
  const presence = createPresence(deps.member, memory.revoked)
  const about = (covers: DifferenceOptions['covers']): DifferenceOptions => ({
    feed: spec.name,
    upTo,
    presence,
    covers,
  })
  /** A server may take every edition for the same. */
  const isUnreadFor = (ms: number): boolean =>
    memory.condition !== undefined && memory.readAt !== undefined && deps.clock() - memory.readAt > ms
  const { formats, onFormat } = createFormats()
  await using opened = await openSource(spec.source, {
    memory,
    anew: confirm || isUnreadFor(scheduledLimits.unreadMaxMs),
    isHeld: state.held !== undefined,
    options: { ...spec.options, onFormat },
    mustReadRest: async (covers) => {
      const first = await vanishedOf(ingest, about(covers)).next()
      return first.done !== true
    },
    signal,
  })
  if (opened.parts === undefined)
    return { code: 'not-modified', withdrawn: 0, memory: opened.finished(), held: 'as-before' }
  const actor = `feed:${spec.name}`
  const keep = (kept: Memory): Promise<void> => options.keep({ ...kept, ...revokedIn(presence) })
  try {
    const rows = { actor, runStart: upTo, formats, watch: presence, keep, signal }
    for await (const event of importParts(ingest, withoutRepeated(opened.parts, deps.isHeld), spec, rows, tally)) {
      if (event.type === 'reject' && tally.rejects.length < scheduledLimits.rejectSampleMax) {
        const { line, member, value, code, reason } = event
        tally.rejects.push({ line, ...(member === undefined ? {} : { member }), value, code, reason })
      }
      yield event
    }
  } finally {
    tally.bytes = opened.bytes()
    tally.broken = opened.broken?.()
  }
  if (opened.judges === 'whole' && tally.read > 0 && tally.published + tally.unchanged === 0) {
    throw new ScheduledError('feed-all-rejected', `each of the ${tally.read} rows was rejected`)
  }
  const finished = (): Memory => ({ ...opened.finished(), readAt: deps.clock() })
  const isRevoked = (record?: string): boolean => record !== undefined && presence.revoked.has(record)
  return yield* judge()

  async function* judge(): AsyncGenerator<Exclude<RunEvent, { type: 'run' }>, RunResult, void> {
    const revokes = opened.judges === 'revoked'
    const incomplete = opened.judges === 'whole' ? incompleteIn(presence, tally, options.lastGood) : undefined
    if (incomplete !== undefined) return { code: 'ok', withdrawn: 0, memory: {}, held: 'as-before', incomplete }
    if (revokes && presence.revoked.size === 0) {
      const code = opened.isEmpty?.() === true ? 'not-modified' : 'ok'
      return { code, withdrawn: 0, memory: finished(), held: undefined }
    }
    const judged = { seen: presence.summary, upTo }
    if (opened.judges === 'whole' && !confirm && state.held === undefined && (await isAsJudged())) {
      return { code: 'ok', withdrawn: 0, memory: { ...finished(), judged }, held: undefined }
    }
    if (opened.judges === 'events' && opened.isEmpty?.() === true && state.held === undefined) {
      return { code: 'ok', withdrawn: 0, memory: finished(), held: undefined }
    }
    // What was revoked is so whether or not it was named before, in this run as well.
    const of: DifferenceOptions = revokes
      ? { feed: spec.name, upTo: deps.lastCursor(), presence: { has: () => false }, covers: isRevoked }
      : about(opened.covers)
    const difference = await differenceOf(ingest, of)
    const confirmed = confirm ? state.held : undefined
    const isAny = presence.isAny || opened.judges !== 'whole'
    if (
      mustHold(difference, {
        ...{ percent: spec.maxLossPercent, confirmed, isAny },
        shrunk: options.shrunk,
        gained: tally.published - tally.replaced,
      })
    ) {
      const { cursors, ...told } = difference
      const held = { at: state.held?.at ?? deps.clock(), ...told }
      const memory = { ...memoryWhileHeld(opened, presence), readAt: deps.clock() }
      return { code: 'held', withdrawn: 0, memory, held, heldCursors: cursors.format() }
    }
    if (difference.count > 0) yield { type: 'withdrawing', count: difference.count }
    const reason = revokes ? 'source-revoked' : 'source-dropped'
    const withdrawn =
      difference.count === 0 ? 0 : await ingest.takeBack(vanishedOf(ingest, of), { actor, reason }, signal)
    // What may not be said any more where it stands is asked for again.
    const isDone = opened.judges === 'whole' && withdrawn === difference.count
    return { code: 'ok', withdrawn, memory: { ...finished(), ...(isDone ? { judged } : {}) }, held: undefined }
  }

  /** Whether the run saw what the last one saw, which left nothing that had vanished: then only what was said since can. */
  async function isAsJudged(): Promise<boolean> {
    const { judged } = memory
    if (judged?.seen !== presence.summary || tally.published > 0) return false
    const first = await vanishedOf(ingest, { ...about(opened.covers), after: judged.upTo }).next()
    return first.done === true
  }
}

const noneRead = ['row-too-long', 'text-invalid', 'row-malformed'] as const

/** Why it cannot be said what vanished: the source was not whole, or more rows than before could not be read at all. */
function incompleteIn(presence: Presence, { rejected }: Totals, lastGood: RunRecord | undefined): string | undefined {
  const more = noneRead.find((code) => (rejected[code] ?? 0) > (lastGood?.rejected[code] ?? 0))
  return presence.incomplete ?? (lastGood === undefined ? undefined : more)
}

/** So that the next run judges the same again. */
function memoryWhileHeld(opened: Opened, presence: Presence): Memory {
  const memory = opened.judges === 'events' ? opened.broken?.() : opened.finished()
  return { ...memory, ...revokedIn(presence) }
}

function revokedIn({ revoked }: Presence): Pick<Memory, 'revoked'> {
  return revoked.size === 0 ? {} : { revoked: [...revoked] }
}
