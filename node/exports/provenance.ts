// What a statement says, as a flat object beside the forms of other tools: whatever those lose, our own importers find
// here. STIX has it as our extension, MISP as the key `entente` of an attribute. docs/exports.md lists the keys.
import type { Relation } from '../../protocol/statement-shape.ts'
import type { Surfaced } from '../api/facade.ts'
import type { StoredStatement } from '../store/types.ts'
import { exportTime } from './text.ts'
import type { ExportFacts } from './types.ts'

/** What is not stated is `undefined`, which JSON leaves out: a page of objects is made of this, and a dozen spreads cost more. */
export function provenanceOf({ held, standing }: Surfaced, { network, time }: ExportFacts): Record<string, unknown> {
  const { statement } = held
  const { subject, origin } = statement
  return {
    network,
    statement: held.id,
    kind: statement.kind,
    author: held.member,
    node: held.node,
    bundle: held.id.slice(0, held.id.indexOf('.')),
    issued_at: time(held.issuedAt),
    standing: standing === 'current' ? undefined : standing,
    subject_kind: subject.kind,
    value: subject.value,
    chain: subject.chain,
    category: statement.category,
    role: statement.role,
    basis: statement.basis,
    labels: statement.labels,
    feed: origin?.feed,
    record: origin?.record,
    first_seen: timeText(statement.firstSeen, time),
    last_seen: timeText(statement.lastSeen, time),
    valid_until: timeText(statement.validUntil, time),
    sightings: statement.sightings,
    replaces: statement.replaces,
    target: statement.target,
    reason: statement.reason,
    relations: relatedSubjects(statement.relations),
  }
}

function relatedSubjects(relations: readonly Relation[] = []): object[] | undefined {
  const found = relations.flatMap(({ type, subject }) =>
    subject === undefined
      ? []
      : [{ type, subject_kind: subject.kind, value: subject.value, ...stated('chain', subject.chain) }],
  )
  return found.length === 0 ? undefined : found
}

/** Everything about the subject of a statement. */
export type About = (held: StoredStatement) => readonly Surfaced[]

export function hasEnded({ standing }: Surfaced): boolean {
  return standing === 'withdrawn' || standing === 'replaced'
}

/** What its author said to end a statement. */
export function endsOf({ held }: Surfaced, about: About): StoredStatement[] {
  return about(held)
    .map((other) => other.held)
    .filter(({ member, suspect, statement: { kind, target, replaces } }) => {
      return (
        member === held.member && !suspect && ((kind === 'withdrawal' && target === held.id) || replaces === held.id)
      )
    })
}

/** When a statement that was withdrawn or replaced ended, milliseconds since 1970: behind its beginning in any case. */
export function endedAt(one: Surfaced, about: About): number {
  const ends = endsOf(one, about).map(({ issuedAt }) => issuedAt)
  const later = one.held.issuedAt + 1
  return ends.length === 0 ? later : Math.max(later, Math.min(...ends))
}

export function timeText(ms: number | undefined, time: ExportFacts['time'] = exportTime): string | undefined {
  return ms === undefined ? undefined : time(ms)
}

export function stated<Value>(key: string, value: Value | undefined): Record<string, Value> {
  return value === undefined ? {} : { [key]: value }
}
