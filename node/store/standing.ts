// What became of the statements about one subject: which stand, which were withdrawn, replaced or have expired, and who
// disputes or confirms them. Reads give statements as they were made; this joins them.
import type { MemberId, StatementId } from '../../protocol/ids.ts'
import type { StoredStatement } from './types.ts'

export type State = 'active' | 'withdrawn' | 'replaced' | 'expired'

export interface Standing {
  readonly stored: StoredStatement
  readonly state: State
  /** The statement that withdrew or replaced it. */
  readonly by?: StatementId
  readonly disputes: readonly StoredStatement[]
  readonly sightings: readonly StoredStatement[]
  /** How often it was seen, by what the sightings say. */
  readonly sightingsCount: number
}

/**
 * The standing of each of `statements`: all that are held about one subject, in any order. Only the member that made a
 * statement withdraws or replaces it; from anybody else the same words have no effect. What is suspect acts on nothing.
 * A dispute names a statement and its subject: where the statement was replaced, the dispute holds against what
 * replaced it, too. `now`: milliseconds.
 */
export function standings(statements: readonly StoredStatement[], now: number): Standing[] {
  const inOrder = [...statements].sort((a, b) => a.cursor - b.cursor)
  const byId = new Map(inOrder.map((stored) => [stored.id, stored]))
  const ended = new Map<StatementId, { state: State; by: StatementId; member: MemberId }>()
  const disputes = new Map<StatementId, StoredStatement[]>()
  const sightings = new Map<StatementId, StoredStatement[]>()
  for (const stored of inOrder) {
    if (stored.suspect) continue
    const { kind, target, replaces } = stored.statement
    if (replaces !== undefined) end(replaces, 'replaced', stored)
    if (target === undefined) continue
    if (kind === 'withdrawal') end(target, 'withdrawn', stored)
    if (kind === 'dispute') append(disputes, target, stored)
    if (kind === 'sighting') append(sightings, target, stored)
  }

  function end(target: StatementId, state: State, by: StoredStatement): void {
    if (byId.get(target)?.member !== by.member || target === by.id) return
    // A withdrawal outweighs a replacement: the author took the statement itself back.
    if (ended.get(target)?.state !== 'withdrawn') ended.set(target, { state, by: by.id, member: by.member })
  }

  function stateOf(stored: StoredStatement): { state: State; by?: StatementId } {
    const over = ended.get(stored.id)
    if (over !== undefined) return { state: over.state, by: over.by }
    const { validUntil } = stored.statement
    return { state: validUntil !== undefined && validUntil < now ? 'expired' : 'active' }
  }

  /** What was said of a statement and of those of the same member that it replaced. */
  function said(of: Map<StatementId, StoredStatement[]>, stored: StoredStatement): StoredStatement[] {
    const found: StoredStatement[] = []
    const seen = new Set<StatementId>()
    for (let at: StoredStatement | undefined = stored; at !== undefined && !seen.has(at.id);) {
      seen.add(at.id)
      for (const one of of.get(at.id) ?? []) if (!ended.has(one.id)) found.push(one)
      const earlier: StatementId | undefined = at.statement.replaces
      const before: StoredStatement | undefined = earlier === undefined ? undefined : byId.get(earlier)
      at = before?.member === stored.member ? before : undefined
    }
    return found
  }

  return inOrder.map((stored) => {
    const seen = said(sightings, stored)
    return {
      stored,
      ...stateOf(stored),
      disputes: said(disputes, stored),
      sightings: seen,
      sightingsCount: seen.reduce((sum, one) => sum + (one.statement.sightings ?? 1), 0),
    }
  })
}

function append(map: Map<StatementId, StoredStatement[]>, key: StatementId, stored: StoredStatement): void {
  const held = map.get(key)
  if (held === undefined) map.set(key, [stored])
  else held.push(stored)
}
