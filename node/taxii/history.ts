// The versions of objects, out of everything that is held about one subject: a statement is a version, what replaces it is
// the next one, and its withdrawal is the last, revoked. Each version has the cursor of the statement that made it.
import type { MemberId, StatementId } from '../../protocol/ids.ts'
import type { StoredStatement } from '../store/types.ts'
import { mayChange } from '../api/standing.ts'
import { type StixFacts, type VersionOf, stixIdOf, stixTypeOf } from '../exports/index.ts'
import { type Posted, movedReason, postedAs, revokedAt, supersededReason } from './records.ts'
import { formatVersion } from './times.ts'

export interface ObjectVersion {
  readonly id: string
  readonly type: string
  /** The statement that says it. */
  readonly held: StoredStatement
  /** What ended it, of a revoked version. */
  readonly by?: StoredStatement
  /** date_added, microseconds since 1970. */
  readonly cursor: number
  /** Microseconds since 1970. */
  readonly created: number
  readonly modified: number
  readonly target?: string
  /** The object has a later version, which is not among what is known of this subject. */
  readonly superseded?: true
}

export interface HistoryDeps {
  /** The member whose tools post here. */
  readonly own: MemberId
  readonly facts: StixFacts
  /** Whether the id that a statement was posted under is another's. */
  readonly isContested?: (held: StoredStatement, id: string) => boolean
}

/** The id that `held` was posted under, where that counts. */
function postedId(held: StoredStatement, posted: Posted | undefined, { isContested }: HistoryDeps): string | undefined {
  return posted === undefined || isContested?.(held, posted.id) === true ? undefined : posted.id
}

/** The one version that a statement makes about which nothing else is known; `undefined`: it is no object. */
export function loneVersion(held: StoredStatement, deps: HistoryDeps): ObjectVersion | undefined {
  const type = stixTypeOf(held)
  if (type === undefined || held.suspect) return undefined
  const posted = postedAs(held, deps.own)
  const modified = modifiedOf(held, posted)
  return {
    id: postedId(held, posted, deps) ?? stixIdOf(type, held.id, deps.facts),
    ...{ type, held, cursor: held.cursor, modified },
    created: Math.min(posted?.created ?? modified, modified),
  }
}

/** All versions of all objects about one subject, in the order of their cursors. `all` is what one reader may see. */
export function historyOf(all: readonly StoredStatement[], deps: HistoryDeps): ObjectVersion[] {
  const sorted = all.filter(({ suspect }) => !suspect).sort((a, b) => a.cursor - b.cursor)
  const byId = new Map<StatementId, StoredStatement>(sorted.map((held) => [held.id, held]))
  const before = new Map<StatementId, StoredStatement>()
  const after = new Map<StatementId, StoredStatement>()
  const withdrawal = new Map<StatementId, StoredStatement>()
  for (const held of sorted) {
    const { kind, target, replaces } = held.statement
    const ended = target === undefined ? undefined : byId.get(target)
    if (kind === 'withdrawal' && mayChange(held, ended) && !withdrawal.has(ended.id)) withdrawal.set(ended.id, held)
    const replaced = replaces === undefined ? undefined : byId.get(replaces)
    if (mayChange(held, replaced) && !after.has(replaced.id)) {
      after.set(replaced.id, held)
      before.set(held.id, replaced)
    }
  }
  /** The first statement of a chain; a loop, which nobody honest writes, ends where it began. */
  const rootOf = (held: StoredStatement): StoredStatement => {
    let at = held
    for (let steps = 0; steps < sorted.length; steps += 1) {
      const earlier = before.get(at.id)
      if (earlier === undefined || earlier.id === held.id) break
      at = earlier
    }
    return at
  }
  const objectOf = (held: StoredStatement, type: string): string =>
    postedId(held, postedAs(held, deps.own), deps) ?? stixIdOf(type, rootOf(held).id, deps.facts)
  const targetOf = ({ statement: { kind, target } }: StoredStatement): string | undefined => {
    if (target === undefined || kind === 'withdrawal') return undefined
    const spokenOf = byId.get(target)
    const type = spokenOf === undefined ? undefined : stixTypeOf(spokenOf)
    return spokenOf === undefined || type === undefined ? undefined : objectOf(spokenOf, type)
  }

  const hasNext = (ended: StoredStatement, { statement: { reason } }: StoredStatement): boolean => {
    if (reason === supersededReason) return true
    if (reason !== movedReason) return false
    const id = postedAs(ended, deps.own)?.id
    return sorted.some((other) => {
      return other.id !== ended.id && !withdrawal.has(other.id) && postedAs(other, deps.own)?.id === id
    })
  }

  const newest = new Map<string, ObjectVersion>()
  const versions: ObjectVersion[] = []
  const add = (id: string, type: string, held: StoredStatement, by: StoredStatement | undefined, cursor: number) => {
    const last = newest.get(id)
    const posted = postedAs(held, deps.own)
    const stated =
      by === undefined
        ? modifiedOf(held, posted)
        : (revokedAt(by, posted?.id, deps.own) ?? Math.max(by.issuedAt, held.issuedAt + 1) * 1000)
    const modified = Math.max(stated, last === undefined ? 0 : last.modified + 1000)
    const begun = last?.created ?? posted?.created ?? rootOf(held).issuedAt * 1000
    const target = targetOf(held)
    const isSuperseded = posted !== undefined && withdrawal.get(held.id)?.statement.reason === supersededReason
    const version: ObjectVersion = {
      ...{ id, type, held, cursor, modified, created: Math.min(begun, modified) },
      ...(by !== undefined && { by }),
      ...(target !== undefined && { target }),
      ...(isSuperseded && { superseded: true }),
    }
    newest.set(id, version)
    versions.push(version)
  }
  for (const held of sorted) {
    const type = stixTypeOf(held)
    if (type !== undefined) {
      const by = withdrawal.get(held.id)
      // What was replaced before it arrived is not news any more.
      if ((after.get(held.id)?.cursor ?? Infinity) < held.cursor) continue
      add(objectOf(held, type), type, held, by !== undefined && by.cursor < held.cursor ? by : undefined, held.cursor)
      continue
    }
    const { kind, target } = held.statement
    const ended = kind !== 'withdrawal' || target === undefined ? undefined : byId.get(target)
    if (ended === undefined || withdrawal.get(ended.id) !== held || ended.cursor > held.cursor) continue
    // Who has the next version has no use for the end of the one before.
    if ((after.get(ended.id)?.cursor ?? Infinity) < held.cursor) continue
    const endedType = stixTypeOf(ended)
    // Whoever posted it has its next version under the same id.
    if (postedAs(ended, deps.own) !== undefined && hasNext(ended, held)) continue
    if (endedType !== undefined) add(objectOf(ended, endedType), endedType, ended, held, held.cursor)
  }
  return versions
}

function modifiedOf({ issuedAt }: StoredStatement, posted: Posted | undefined): number {
  return posted?.modified ?? issuedAt * 1000
}

/** What the export is to say of it. */
export function versionTexts(
  { id, created, modified, by, target }: ObjectVersion,
  { time }: Pick<StixFacts, 'time'>,
): VersionOf {
  return {
    id,
    created: versionText(created, time),
    modified: versionText(modified, time),
    revoked: by !== undefined,
    ...(target !== undefined && { target }),
  }
}

/** As STIX has versions. */
export function versionText(micros: number, time: StixFacts['time']): string {
  return micros % 1000 === 0 ? time(micros / 1000) : formatVersion(micros)
}
