// The formats that this node reads. A new one is an Importer and a line here (docs/feeds.md).
import { createAuto } from './auto.ts'
import { FeedError } from './errors.ts'
import { checked } from './options.ts'
import { discord } from './discord.ts'
import { etherscan } from './etherscan.ts'
import { forta } from './forta.ts'
import { infoblox } from './infoblox.ts'
import { jsonl } from './jsonl.ts'
import { hosts, ipsum, list } from './lists.ts'
import { maltrail } from './maltrail.ts'
import { metamask } from './metamask.ts'
import { misp } from './misp.ts'
import { ofac } from './ofac.ts'
import { phantom } from './phantom.ts'
import { polkadot } from './polkadot.ts'
import { scamsniffer } from './scamsniffer.ts'
import { stix, taxii } from './stix.ts'
import { csv, tsv } from './table.ts'
import { tagpack } from './tagpack.ts'
import type { Importer } from './types.ts'

const all: readonly Importer[] = [
  ...[list, hosts, csv, tsv, jsonl, ipsum, metamask, polkadot, scamsniffer, ofac, forta],
  ...[stix, taxii, misp],
  ...[tagpack, phantom, maltrail, discord, etherscan, infoblox],
]

const raw: ReadonlyMap<string, Importer> = new Map(all.map((importer) => [importer.name, importer]))

export const importers: ReadonlyMap<string, Importer> = new Map(
  [createAuto(() => raw), ...all].map((importer) => [importer.name, checked(importer)]),
)

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
