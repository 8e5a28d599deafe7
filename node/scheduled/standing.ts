// How a feed is, in one word, and how far it lies behind.
import type { Feed, FeedStanding } from './types.ts'

/** A little late is no trouble: intervals are varied, and a run takes its time. */
const lateFreeMs = 60_000

/** Milliseconds by which the last success is older than the interval. */
export function lagOf({ spec, state }: Feed, now: number): number {
  return Math.max(0, now - (state.lastSuccessAt ?? state.createdAt) - spec.everyMs)
}

export function standingOfFeed(feed: Feed, now: number): FeedStanding {
  const { spec, state } = feed
  if (state.paused) return 'paused'
  if (state.held !== undefined) return 'held'
  if (state.attempts > 0) return 'failing'
  if (lagOf(feed, now) > Math.max(lateFreeMs, spec.everyMs / 4)) return 'late'
  return state.lastSuccessAt === undefined ? 'new' : 'ok'
}
