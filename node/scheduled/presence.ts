// What a run has seen of its feed, in a few bytes a row: what it names, what it names and is not taken, and what it takes
// back. What is not among it has vanished.
import type { MemberId } from '../../protocol/ids.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { parseSubject, recognize, subjectKey } from '../../protocol/subjects/index.ts'
import { DigestSet } from '../feeds/digest-set.ts'
import type { FeedRow } from '../feeds/types.ts'
import { identityOf } from '../ingest/identity.ts'
import type { RowWatch } from '../ingest/import.ts'
import type { Standing } from '../ingest/standing.ts'
import { scheduledLimits } from './limits.ts'

/** With these the feed itself says that it does not, or no longer, name something. */
const saidAway = new Set<string>(['not-an-indicator', 'row-withdrawn', 'member-skipped', 'no-subject'])

/** What was read is not all that there is, or what stands there cannot be told. */
const notWhole = new Set<string>([
  ...['row-cut', 'format-mismatch', 'format-undetermined', 'format-unknown', 'feed-empty'],
  ...['feed-truncated', 'feed-malformed', 'feed-compressed', 'archive-malformed', 'archive-bomb', 'archive-encrypted'],
  ...['archive-nested', 'archive-empty', 'source-malformed', 'source-absent', 'spool-failed'],
])

export interface Presence extends RowWatch {
  /** Whether the feed still names what a statement says. */
  has(standing: Standing): boolean
  /** Whether any row was understood. */
  readonly isAny: boolean
  /** The same for two runs that saw the same. */
  readonly summary: string
  /** Keys of objects that the source took back. */
  readonly revoked: Set<string>
  /** Why it cannot be said what vanished: a code. */
  readonly incomplete: string | undefined
}

export function createPresence(member: MemberId, revoked: readonly string[] = []): Presence {
  const named = new DigestSet(scheduledLimits.presentMax)
  const mentioned = new DigestSet(scheduledLimits.presentMax)
  const takenBack = new Set(revoked)
  let isAny = false
  let incomplete: string | undefined
  return {
    row: (statement: Statement) => {
      isAny = true
      named.add(identityOf(member, statement))
    },
    refused: (row, code) => {
      if (notWhole.has(code)) incomplete ??= code
      if (row.reject !== undefined && row.record !== undefined) {
        if (code !== 'row-withdrawn') mentioned.add(`record ${row.record}`)
        else if (takenBack.size < scheduledLimits.revokedMax) takenBack.add(row.record)
      }
      if (!saidAway.has(code)) for (const key of subjectsIn(row)) mentioned.add(`subject ${key}`)
    },
    has: ({ held: { statement }, key }) =>
      named.has(key) ||
      mentioned.has(`subject ${subjectKey(statement.subject)}`) ||
      (statement.origin?.record !== undefined && mentioned.has(`record ${statement.origin.record}`)),
    get isAny() {
      return isAny
    },
    get summary() {
      return `${named.summary} ${mentioned.summary}`
    },
    revoked: takenBack,
    get incomplete() {
      return named.isFull || mentioned.isFull ? 'feed-too-many' : incomplete
    },
  }
}

/** Every subject of which a refused row may speak. */
function subjectsIn(row: FeedRow): string[] {
  if (row.reject === undefined) {
    const { subjectKind, chain } = row.fields
    const hint = { ...(subjectKind !== undefined && { kind: subjectKind }), ...(chain !== undefined && { chain }) }
    try {
      return [subjectKey(parseSubject(row.value, hint))]
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
    }
  }
  return recognize(row.value).map(subjectKey)
}
