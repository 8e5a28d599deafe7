// Scheduled feeds as the API shows them. What a URL may carry behind its path is shown to the operator, who set it.
import type { Feed, RunRecord } from '../scheduled/types.ts'
import { formatSpan } from '../scheduled/spans.ts'
import { lagOf, standingOfFeed } from '../scheduled/standing.ts'
import type { FeedStatus, FeedView, RunView } from './schemas/scheduled.ts'
import { isoTime } from './view.ts'

export function feedView(feed: Feed, now: number, running: boolean): FeedView {
  const { spec, state } = feed
  const { location, format, collection, ...access } = spec.source
  const { marking = '', audience, ...caveats } = spec.where
  const { held, last } = state
  return {
    ...{ name: spec.name, location, format, marking, every: formatSpan(spec.everyMs), maxLoss: spec.maxLossPercent },
    ...(collection === undefined ? {} : { collection }),
    ...(audience === undefined ? {} : { audience }),
    settings: { ...access, ...caveats, ...spec.options, ...(spec.force === true ? { force: true } : {}) },
    state: standingOfFeed(feed, now),
    running,
    createdAt: isoTime(state.createdAt),
    nextAt: isoTime(state.nextAt),
    lastSuccessAt: timeOrNull(state.lastSuccessAt),
    lagMs: lagOf(feed, now),
    attempts: state.attempts,
    last: last === undefined ? null : runView(last),
    held: held === undefined ? null : { ...held, at: isoTime(held.at), sample: [...held.sample] },
    rejects: [...(state.rejects ?? [])],
  }
}

export function runView({ startedAt, endedAt, ...rest }: RunRecord): RunView {
  return { startedAt: isoTime(startedAt), durationMs: Math.max(0, endedAt - startedAt), ...rest }
}

export function feedStatus(feed: Feed, now: number, running: boolean): FeedStatus {
  const { state, spec } = feed
  return {
    ...{ name: spec.name, state: standingOfFeed(feed, now), running },
    lastSuccessAt: timeOrNull(state.lastSuccessAt),
    nextAt: isoTime(state.nextAt),
    lagMs: lagOf(feed, now),
    held: state.held?.count ?? 0,
    code: state.last?.code ?? null,
  }
}

function timeOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : isoTime(ms)
}
