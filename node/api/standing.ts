// Which statements about a subject still stand: judged from everything that is held about it, by nothing else.
import { sameAudience } from '../../protocol/audience.ts'
import type { StatementId } from '../../protocol/ids.ts'
import { sameMarking } from '../../protocol/marking.ts'
import type { StoredStatement } from '../store/types.ts'
import type { Surfaced } from './facade.ts'
import type { Standing } from './schemas.ts'

/**
 * Judges all statements about one subject. Only the member that made a statement can withdraw or replace it, where it made
 * it; a dispute or sighting goes with what it speaks of, through replacements. What is suspect changes nothing.
 */
export function judgeStandings(all: readonly StoredStatement[], nowMs: number): Surfaced[] {
  const byId = new Map<StatementId, StoredStatement>(all.map((held) => [held.id, held]))
  const withdrawn = new Set<StatementId>()
  const successor = new Map<StatementId, StatementId>()
  for (const held of all) {
    if (held.suspect) continue
    const { kind, target, replaces } = held.statement
    if (kind === 'withdrawal' && target !== undefined && mayChange(held, byId.get(target))) withdrawn.add(target)
    if (replaces !== undefined && mayChange(held, byId.get(replaces))) successor.set(replaces, held.id)
  }
  /** The newest version of a statement; a loop of replacements, which nobody honest writes, ends where it began. */
  const newest = (id: StatementId): StatementId => {
    let at = id
    for (let steps = 0; steps < all.length; steps++) {
      const next = successor.get(at)
      if (next === undefined || next === id) break
      at = next
    }
    return at
  }
  const alone = (held: StoredStatement): Standing => {
    if (held.suspect) return 'suspect'
    if (withdrawn.has(held.id)) return 'withdrawn'
    if (successor.has(held.id)) return 'replaced'
    const { validUntil } = held.statement
    return validUntil !== undefined && validUntil <= nowMs ? 'expired' : 'current'
  }
  const standingOf = (held: StoredStatement): Standing => {
    const own = alone(held)
    const { kind, target } = held.statement
    if (own !== 'current' || target === undefined || kind === 'withdrawal') return own
    const spokenOf = byId.get(newest(target))
    return spokenOf === undefined ? own : alone(spokenOf)
  }
  const disputes = new Map<StatementId, number>()
  for (const held of all) {
    const { kind, target } = held.statement
    if (kind !== 'dispute' || target === undefined || alone(held) !== 'current') continue
    const at = newest(target)
    disputes.set(at, (disputes.get(at) ?? 0) + 1)
  }
  return all.map((held) => ({ held, standing: standingOf(held), disputes: disputes.get(held.id) ?? 0 }))
}

/** Only the author, on a lane of the same marking and audience: protocol.md#identity. */
export function mayChange(held: StoredStatement, other: StoredStatement | undefined): other is StoredStatement {
  return (
    other !== undefined &&
    held.member === other.member &&
    sameMarking(held.marking, other.marking) &&
    sameAudience(held.audience, other.audience)
  )
}
