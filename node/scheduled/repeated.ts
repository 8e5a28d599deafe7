// Rows that repeat what this network says itself. Feeds that are exports of networks name the statements behind them; where
// one of those is held here, the feed gives back what came from here, and to say it again would never end: its readers would
// give that back, too.
import { type StatementId, parseStatementId } from '../../protocol/ids.ts'
import { refused } from '../feeds/lines.ts'
import type { FeedRow } from '../feeds/types.ts'
import type { Part } from './opened.ts'

export type IsHeld = (id: StatementId) => boolean

/** The same parts; what repeats a statement that is held here is refused. */
export async function* withoutRepeated(parts: AsyncIterable<Part>, isHeld: IsHeld): AsyncGenerator<Part, void, void> {
  for await (const part of parts) yield { ...part, rows: refusing(part.rows, isHeld) }
}

async function* refusing(
  rows: AsyncIterable<readonly FeedRow[]>,
  isHeld: IsHeld,
): AsyncGenerator<readonly FeedRow[], void, void> {
  for await (const batch of rows) yield batch.map((row) => refuseRepeated(row, isHeld))
}

function refuseRepeated(row: FeedRow, isHeld: IsHeld): FeedRow {
  if (row.reject !== undefined) return row
  const { line, value, member, statement, fields } = row
  for (const id of [statement, fields.record]) {
    if (id === undefined || parseStatementId(id) === undefined || !isHeld(id as StatementId)) continue
    return {
      ...refused(line, value, 'row-repeated', `it repeats ${id}, which this network says itself`),
      ...(member === undefined ? {} : { member }),
      ...(fields.record === undefined ? {} : { record: fields.record }),
    }
  }
  return row
}
