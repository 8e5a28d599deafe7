// Which collections there are for whom: one per label up to the reader's clearance, one of everything, one per saved filter.
import { compareTlp } from '../../protocol/marking.ts'
import { tlpLabels, type Tlp } from '../../protocol/names.ts'
import type { LaneView, Reader } from '../access/access.ts'
import type { StoredStatement } from '../store/types.ts'
import { type ExportFacts, isWithin } from '../exports/index.ts'
import type { Collection, SavedFilter } from './types.ts'

export const everythingAlias = 'all'
/** Labels in the order of their strictness. */
const labels = [...tlpLabels.names].sort(compareTlp)

/** `TLP:AMBER+STRICT` is `amber-strict`. */
export function aliasOf(label: Tlp): string {
  return label.slice('TLP:'.length).toLowerCase().replace('+', '-')
}

/** Names that a saved filter cannot have. */
export const takenAliases: ReadonlySet<string> = new Set([everythingAlias, ...labels.map(aliasOf)])

/** What a reader may know of; in a fixed order, so that pages of it stay what they are. */
export function collectionsFor(
  reader: Reader,
  { ids }: Pick<ExportFacts, 'ids'>,
  saved: readonly SavedFilter[],
): Collection[] {
  const idOf = (name: string): string => ids.of(`taxii collection ${name}`)
  return [
    {
      ...{ id: idOf(everythingAlias), alias: everythingAlias, title: 'Everything' },
      description: 'Everything that this token may read.',
    },
    ...labels
      .filter((label) => mayKnow(reader, label))
      .map((label) => ({
        ...{ id: idOf(`label ${label}`), alias: aliasOf(label), title: label, label },
        description: `What stands under ${label}, as far as this token may read it.`,
      })),
    ...saved.map(({ name, description, filter }) => ({
      ...{ id: savedId({ ids }, name), alias: name, title: name, filter },
      description: description ?? `Saved filter: ${filterText(filter)}.`,
    })),
  ]
}

/** The id of the collection of a saved filter. */
export function savedId({ ids }: Pick<ExportFacts, 'ids'>, name: string): string {
  return ids.of(`taxii collection filter ${name}`)
}

function mayKnow(reader: Reader, label: Tlp): boolean {
  if (reader.kind === 'token') return compareTlp(label, reader.clearance) <= 0
  return reader.kind === 'local'
}

/** Under a label that the reader is cleared for; TLP:RED names its readers, for which an envelope has no place. */
export function mayWriteTo(reader: Reader, { label }: Collection): boolean {
  return label !== undefined && label !== 'TLP:RED' && mayKnow(reader, label)
}

/** By id in any case, or by alias. */
export function findCollection(collections: readonly Collection[], name: string): Collection | undefined {
  const lower = name.toLowerCase()
  return collections.find(({ id, alias }) => id === lower || alias === name)
}

export function lanesOf({ label }: Collection): (view: LaneView) => boolean {
  return label === undefined ? () => true : ({ marking }) => marking.tlp === label
}

/** Whether a statement belongs to the collection by what it says itself. */
export function holds({ label, filter }: Collection, held: StoredStatement): boolean {
  return (label === undefined || held.marking.tlp === label) && (filter === undefined || isWithin(held, filter))
}

export function filterText(filter: SavedFilter['filter']): string {
  return Object.entries(filter)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ')
}
