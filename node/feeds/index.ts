// The formats that this node reads. A new one is an Importer and a line here.
import { FeedError } from './errors.ts'
import type { Importer } from './types.ts'

const all: readonly Importer[] = []

export const importers: ReadonlyMap<string, Importer> = new Map(all.map((importer) => [importer.name, importer]))

/** The importer of that name; throws FeedError `format-unknown`. */
export function importerOf(name: string): Importer {
  const importer = importers.get(name)
  if (importer === undefined) {
    throw new FeedError('format-unknown', `no format is named "${name}"; there are ${[...importers.keys()].join(', ')}`)
  }
  return importer
}
export type * from './types.ts'
export { type FeedCode, feedCodes } from './codes.ts'
export { FeedError } from './errors.ts'
