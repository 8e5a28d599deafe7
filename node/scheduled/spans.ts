// Spans of time as people write them: 90s, 15m, 1h, 1d, 2w.
import { ScheduledError } from './codes.ts'

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** Milliseconds. Throws `feed-invalid`. */
export function parseSpan(name: string, text: string): number {
  const [, count, unit = ''] = /^\s*([1-9]\d{0,6})\s*([smhdw])\s*$/.exec(text) ?? []
  if (count === undefined) {
    throw new ScheduledError(
      'feed-invalid',
      `${name}: ${JSON.stringify(text.slice(0, 40))} is no span such as 15m, 1h or 1d`,
    )
  }
  return Number(count) * (units[unit] ?? NaN)
}

/** The shortest way to write it. */
export function formatSpan(ms: number): string {
  for (const unit of ['w', 'd', 'h', 'm', 's']) {
    const size = units[unit] ?? NaN
    if (ms >= size && ms % size === 0) return `${ms / size}${unit}`
  }
  return `${Math.round(ms / 1000)}s`
}
