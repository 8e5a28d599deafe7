// Bundles that could not be opened when they came: read in order once a key is known, and taken in as what they say.
import type { BundleId, LaneId } from '../../protocol/ids.ts'
import type { BundleRecord, BundleRecords } from './bundles.ts'
import type { Database } from './database.ts'
import { readBundle, readRecords } from './lanes.ts'
import type { OpenedBundle, StoredBundle } from './types.ts'
import type { Writer } from './writer.ts'

export async function* readUnopened(
  database: Database,
  records: BundleRecords,
  lane: LaneId,
): AsyncGenerator<StoredBundle> {
  for await (const page of readRecords(database, lane, 1, Infinity)) {
    for (const record of page) {
      const current = records.byId(record.signed.id)
      if (current === undefined || !isUnopened(current)) continue
      yield await readBundle(database, current)
    }
  }
}

export interface OpenDeps {
  readonly database: Database
  readonly records: BundleRecords
  readonly writer: Writer
}

/** Resolves when it is durable; `false` where there is nothing to open. */
export async function openSealed(deps: OpenDeps, { id, slots, statements }: OpenedBundle): Promise<boolean> {
  const held = unopenedRecord(deps.records, id)
  if (held === undefined) return false
  const bundle = await readBundle(deps.database, held)
  // Somebody else may have opened it meanwhile.
  const record = unopenedRecord(deps.records, id)
  if (record === undefined || deps.writer.isOpening(id)) return false
  await deps.writer.open({ bundle: { ...bundle, slots }, statements, from: record.from, live: false }, record)
  return true
}

function unopenedRecord(records: BundleRecords, id: BundleId): BundleRecord | undefined {
  const record = records.byId(id)
  return record !== undefined && isUnopened(record) ? record : undefined
}

function isUnopened({ sealed, opened, signed }: BundleRecord): boolean {
  return sealed && !opened && signed.header.entry === 'statements'
}
