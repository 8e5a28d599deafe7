// Which feeds are due, and a timer for the next one. Timers are injected and are not taken back: one that comes early finds
// nothing to do.
import { scheduledLimits } from './limits.ts'
import type { Feed } from './types.ts'

export interface TimetableDeps {
  readonly list: () => readonly Feed[]
  readonly isRunning: (name: string) => boolean
  /** Runs a feed to its end; never rejects. */
  readonly run: (name: string) => Promise<void>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly later: (task: () => void, ms: number) => void
  readonly stopping: AbortSignal
}

/** A timer is looked at again at least so often: a clock may be set. */
const lookEveryMs = 3_600_000
const stuckMs = 60_000

/** Gives the function that looks for what is due: called after each change. A bounded number runs at once. */
export function createTimetable({ list, isRunning, run, clock, later, stopping }: TimetableDeps): () => void {
  const active = new Set<string>()
  /** Feeds that a run did not bring forward, because nothing could be written: until when they are left alone. */
  const stuck = new Map<string, number>()
  let armedFor = Infinity

  const arm = (ms: number): void => {
    const at = clock() + ms
    if (at >= armedFor && armedFor > clock()) return
    armedFor = at
    later(() => {
      if (armedFor === at) armedFor = Infinity
      wake()
    }, ms)
  }

  const timeOf = (name: string): number | undefined => list().find(({ spec }) => spec.name === name)?.state.nextAt

  const start = async (name: string): Promise<void> => {
    active.add(name)
    const wasDueAt = timeOf(name)
    try {
      await run(name)
    } finally {
      active.delete(name)
      if (timeOf(name) === wasDueAt) stuck.set(name, clock() + stuckMs)
      else stuck.delete(name)
      wake()
    }
  }

  const wake = (): void => {
    if (stopping.aborted) return
    const now = clock()
    const waiting = list()
      .filter(({ spec, state }) => !state.paused && !active.has(spec.name) && !isRunning(spec.name))
      .map((feed) => ({ name: feed.spec.name, at: dueAt(feed, now) }))
      .sort((a, b) => a.at - b.at)
    for (const { name, at } of waiting) {
      if (at > now) return arm(Math.min(at - now, lookEveryMs))
      if (active.size >= scheduledLimits.runsMax) return
      void start(name)
    }
  }

  const dueAt = (feed: Feed, now: number): number => {
    const at = stuck.get(feed.spec.name) ?? 0
    return at > now ? at : isDue(feed, now) ? now : feed.state.nextAt
  }

  return wake
}

/** A clock that was set back must not make a feed wait for years. */
function isDue({ spec, state }: Feed, now: number): boolean {
  return state.nextAt <= now || state.nextAt > now + 2 * spec.everyMs + scheduledLimits.retryAfterMaxMs
}
