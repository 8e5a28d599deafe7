// When a feed is run again: after its interval, or sooner where what failed may be well in a moment.
import { FeedError } from '../feeds/errors.ts'
import { OutboundError } from '../outbound/codes.ts'
import { ScheduledError } from './codes.ts'
import { scheduledLimits } from './limits.ts'

const passingFeedFaults = new Set<string>([
  'feed-truncated',
  'feed-empty',
  'archive-malformed',
  'source-absent',
  'spool-failed',
])
const passingStatuses = new Set([408, 421, 425, 429])

/** Whether it may be well in a moment: the server is busy, the file was cut. */
export function isPassing(error: unknown): boolean {
  if (error instanceof FeedError) return passingFeedFaults.has(error.code)
  if (error instanceof ScheduledError) return error.code === 'source-changing' || error.code === 'run-interrupted'
  if (!(error instanceof OutboundError)) return false
  if (error.code === 'request-timeout' || error.code === 'connect-failed') return true
  return error.code === 'status-unexpected' && ((error.status ?? 0) >= 500 || passingStatuses.has(error.status ?? 0))
}

/** Milliseconds for which the server asked to be left alone. */
export function restMs(error: unknown): number {
  if (!(error instanceof OutboundError) || error.retryAfter === undefined) return 0
  return Math.min(error.retryAfter * 1000, scheduledLimits.retryAfterMaxMs)
}

/** The pause after `attempts` failures in a row, varied by a fifth. `chance`: 0 to below 1. */
export function pauseAfter(attempts: number, everyMs: number, chance: number): number {
  const grown = scheduledLimits.retryFirstMs * 2 ** Math.min(attempts - 1, 30)
  return Math.min(Math.round(grown * (0.8 + 0.4 * chance)), everyMs)
}

/** The interval, varied by a twentieth up or down. */
export function intervalOf(everyMs: number, chance: number): number {
  const most = Math.min(everyMs / 20, scheduledLimits.jitterMaxMs)
  return Math.round(everyMs + (2 * chance - 1) * most)
}
