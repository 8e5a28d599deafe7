// Bundles that leave for partners in the audit log: restricted lanes alone, one entry for each exchange and lane, durable
// before the first byte goes.
import { isRestricted } from '../../protocol/entitlement.ts'
import type { LaneId, MemberId, NodeKey } from '../../protocol/ids.ts'
import { laneHash } from '../../protocol/lane.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { LaneHead } from '../store/types.ts'
import { peerActor } from './actors.ts'
import type { Audit, AuditEvent } from './types.ts'

export interface AuditFramesDeps {
  readonly audit: Audit
  readonly head: (lane: LaneId) => LaneHead | undefined
  readonly memberOf: (node: NodeKey) => MemberId | undefined
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Runs `task` after `ms`. */
  readonly later: (task: () => void, ms: number) => void
}

/** One refusal of a peer and lane in this time is told: whoever asks again and again does not fill the log. */
const refusalEveryMs = 60 * 60 * 1000
const refusalsMax = 4096

/** The ledger's `frames`, recorded. */
export function auditFrames(frames: Ledger['frames'], deps: AuditFramesDeps): Ledger['frames'] {
  const told = new Map<string, number>()

  const refused = (event: AuditEvent, name: string): void => {
    const now = deps.clock()
    if (now - (told.get(name) ?? -Infinity) < refusalEveryMs) return
    told.delete(name)
    told.set(name, now)
    for (const oldest of told.keys()) {
      if (told.size <= refusalsMax) break
      told.delete(oldest)
    }
    deps.audit.record(event)
  }

  return async function* (peer, want) {
    const head = deps.head(want.lane)
    if (head === undefined || !isRestricted(head)) {
      yield* frames(peer, want)
      return
    }
    const to = Math.min(want.to, head.seq)
    const lane = laneHash(want.lane)
    const event = {
      actor: peerActor(deps.memberOf(peer), peer),
      objects: [lane],
      detail: { marking: head.marking.tlp, from: want.from, to },
    }
    let given = false
    for await (const frame of frames(peer, want)) {
      if (!given) {
        given = true
        // What may leave is told before it does: where the exchange breaks, the entry says more than was taken.
        deps.audit.record({ action: 'disclose', decision: 'allowed', ...event })
        await deps.audit.flushed()
      }
      yield frame
    }
    if (given || want.from > to) return
    // Behind the answer: asking for a lane that is held takes no longer than asking for one that is not.
    deps.later(() => refused({ action: 'refuse', decision: 'refused', code: 'not-entitled', ...event }, peer + lane), 0)
  }
}
