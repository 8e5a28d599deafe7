// CSV of RFC 4180. Columns have the names under which our own importer takes them, so that a row comes back with its
// marking. Cells that a spreadsheet would run as a formula begin with an apostrophe, which that importer takes off.
import { stringify } from 'csv-stringify/sync'
import { formatAudience } from '../../protocol/audience-text.ts'
import { isEveryone } from '../../protocol/audience.ts'
import type { Surfaced } from '../api/facade.ts'
import { nameOf } from './facts.ts'
import { timeText } from './provenance.ts'
import { exportTime, visibleText } from './text.ts'
import type { ExportFacts } from './types.ts'

type Cell = string | number | undefined

const columns: Readonly<Record<string, (one: Surfaced, facts: ExportFacts) => Cell>> = {
  value: ({ held }) => held.statement.subject.value,
  kind: ({ held }) => held.statement.subject.kind,
  chain: ({ held }) => held.statement.subject.chain,
  category: ({ held }) => held.statement.category,
  confidence: ({ held }) => held.statement.confidence,
  role: ({ held }) => held.statement.role,
  basis: ({ held }) => held.statement.basis,
  description: ({ held }) => held.statement.description,
  labels: ({ held }) => held.statement.labels?.join(';'),
  firstSeen: ({ held }) => timeText(held.statement.firstSeen),
  lastSeen: ({ held }) => timeText(held.statement.lastSeen),
  validUntil: ({ held }) => timeText(held.statement.validUntil),
  source: ({ held }) => held.statement.origin?.source,
  record: ({ held }) => held.statement.origin?.record,
  external: ({ held }) => held.statement.external?.join(' '),
  marking: ({ held }) => held.marking.tlp,
  pap: ({ held }) => held.marking.pap,
  permittedActions: ({ held }) => held.marking.permittedActions?.join(';'),
  jurisdictions: ({ held }) => held.marking.jurisdictions?.join(';'),
  noRepublish: ({ held }) => (held.marking.noRepublish === true ? 'true' : undefined),
  audience: ({ held }) => (isEveryone(held.audience) ? undefined : formatAudience(held.audience)),
  statementKind: ({ held }) => held.statement.kind,
  sightings: ({ held }) => held.statement.sightings,
  standing: ({ standing }) => standing,
  disputes: ({ disputes }) => (disputes === 0 ? undefined : disputes),
  author: ({ held }) => held.member,
  authorName: ({ held }, facts) => nameOf(facts, held.member),
  feed: ({ held }) => held.statement.origin?.feed,
  issuedAt: ({ held }) => exportTime(held.issuedAt),
  reason: ({ held }) => held.statement.reason,
  target: ({ held }) => held.statement.target,
  replaces: ({ held }) => held.statement.replaces,
  id: ({ held }) => held.id,
}

const writers = Object.values(columns)
/** A line end of any form inside of a cell is quoted, whatever ends the records. */
const options = { escape_formulas: true, record_delimiter: '\r\n', quoted_match: /[\r\n]/ } as const

export async function* csvText(
  statements: AsyncIterable<Surfaced>,
  facts: ExportFacts,
): AsyncGenerator<string, void, void> {
  let rows: Cell[][] = [Object.keys(columns)]
  for await (const one of statements) {
    rows.push(
      writers.map((write) => {
        const cell = write(one, facts)
        return typeof cell === 'string' ? visibleText(cell) : cell
      }),
    )
    if (rows.length < rowsPerCall) continue
    yield stringify(rows, options)
    rows = []
  }
  if (rows.length > 0) yield stringify(rows, options)
}

const rowsPerCall = 64
