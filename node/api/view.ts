// A statement as readers see it: names, ISO 8601 times, the canonical subject as text.
import { isEveryone } from '../../protocol/audience.ts'
import { formatSubject } from '../../protocol/subjects/index.ts'
import type { Surfaced } from './facade.ts'
import type { StatementView } from './schemas.ts'

/** Milliseconds since 1970 as ISO 8601 in UTC; an author may state times that no calendar has. */
export function isoTime(ms: number): string {
  return ms <= 8.64e15 ? new Date(ms).toISOString() : new Date(8.64e15).toISOString()
}

export function viewOf({ held, standing, disputes }: Surfaced): StatementView {
  const { statement, marking } = held
  const { origin } = statement
  return {
    id: held.id,
    kind: statement.kind,
    author: held.member,
    feed: origin?.feed ?? null,
    category: statement.category ?? null,
    confidence: statement.confidence ?? null,
    marking: marking.tlp,
    issuedAt: isoTime(held.issuedAt),
    receivedAt: isoTime(held.receivedAt),
    subject: formatSubject(statement.subject),
    subjectKind: statement.subject.kind,
    standing,
    ...stated('audience', isEveryone(held.audience) ? undefined : 'narrower'),
    ...stated('pap', marking.pap),
    ...stated('permittedActions', marking.permittedActions === undefined ? undefined : [...marking.permittedActions]),
    ...stated('jurisdictions', marking.jurisdictions === undefined ? undefined : [...marking.jurisdictions]),
    ...stated('noRepublish', marking.noRepublish),
    ...stated('role', statement.role),
    ...stated('basis', statement.basis),
    ...stated('description', statement.description),
    ...stated('labels', statement.labels === undefined ? undefined : [...statement.labels]),
    ...stated('source', origin?.source),
    ...stated('record', origin?.record),
    ...stated('firstSeen', time(statement.firstSeen)),
    ...stated('lastSeen', time(statement.lastSeen)),
    ...stated('validUntil', time(statement.validUntil)),
    ...stated('replaces', statement.replaces),
    ...stated('target', statement.target),
    ...stated('reason', statement.reason),
    ...stated('external', statement.external === undefined ? undefined : [...statement.external]),
    ...stated('sightings', statement.sightings),
    ...stated('disputes', disputes === 0 ? undefined : disputes),
    cursor: held.cursor,
  }
}

function time(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : isoTime(ms)
}

function stated<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value }
}
