// JSON Lines: statements as the API has them, and as lines that another network takes (`publish -`, `feed import`).
import { formatAudience } from '../../protocol/audience-text.ts'
import { isEveryone } from '../../protocol/audience.ts'
import type { Surfaced } from '../api/facade.ts'
import { viewOf } from '../api/view.ts'
import { nameOf } from './facts.ts'
import { stated, timeText } from './provenance.ts'
import { safeJson } from './text.ts'
import type { ExportFacts } from './types.ts'

/** One line a statement, as `GET /v1/statements` gives it. */
export async function* statementLines(statements: AsyncIterable<Surfaced>): AsyncGenerator<string, void, void> {
  for await (const one of statements) yield `${safeJson(viewOf(one))}\n`
}

/** One line a statement that can be said again, with its marking. */
export async function* draftLines(
  statements: AsyncIterable<Surfaced>,
  facts: ExportFacts,
): AsyncGenerator<string, void, void> {
  for await (const one of statements) yield `${safeJson(draftOf(one, facts))}\n`
}

function draftOf({ held }: Surfaced, facts: ExportFacts): object {
  const { statement, marking, audience } = held
  const { subject, origin } = statement
  return {
    kind: statement.kind,
    value: subject.value,
    subjectKind: subject.kind,
    ...stated('chain', subject.chain),
    ...stated('category', statement.category),
    ...stated('confidence', statement.confidence),
    marking: marking.tlp,
    ...stated('pap', marking.pap),
    ...stated('permittedActions', marking.permittedActions),
    ...stated('jurisdictions', marking.jurisdictions),
    ...stated('noRepublish', marking.noRepublish),
    ...stated('audience', isEveryone(audience) ? undefined : formatAudience(audience)),
    ...stated('role', statement.role),
    ...stated('basis', statement.basis),
    ...stated('description', statement.description),
    ...stated('labels', statement.labels),
    ...stated('firstSeen', timeText(statement.firstSeen)),
    ...stated('lastSeen', timeText(statement.lastSeen)),
    ...stated('validUntil', timeText(statement.validUntil)),
    ...stated('sightings', statement.sightings),
    ...stated('external', statement.external),
    // Whoever says it again says where it is from.
    source: origin?.source ?? nameOf(facts, held.member),
    record: origin?.record ?? held.id,
  }
}
