// Every code of the protocol and of the node in one place: what the API's hints and the documentation are made from.
import { protocolCodes } from '../protocol/codes.ts'
import { apiCodes } from './api/codes.ts'
import { deliveryCodes } from './delivery/codes.ts'
import { feedCodes } from './feeds/codes.ts'
import { governingCodes } from './governing/codes.ts'
import { homeCodes } from './home/codes.ts'
import { ingestCodes } from './ingest/codes.ts'
import { networkCodes } from './network/codes.ts'
import { qualityCodes } from './quality/codes.ts'
import { storeCodes } from './store/codes.ts'
import { pushCodes } from './push/codes.ts'
import { outboundCodes } from './outbound/codes.ts'
import { scheduledCodes } from './scheduled/codes.ts'
import { taxiiCodes } from './taxii/codes.ts'
import { tokenCodes } from './tokens/codes.ts'
import { webhookCodes } from './webhooks/codes.ts'

export interface CodeEntry {
  readonly meaning: string
  readonly hint: string
}

/** Room by room, as docs/errors.md lists them. */
export const codeTables = {
  protocol: protocolCodes,
  home: homeCodes,
  governing: governingCodes,
  store: storeCodes,
  network: networkCodes,
  delivery: deliveryCodes,
  ingest: ingestCodes,
  quality: qualityCodes,
  feeds: feedCodes,
  tokens: tokenCodes,
  push: pushCodes,
  outbound: outboundCodes,
  scheduled: scheduledCodes,
  webhooks: webhookCodes,
  taxii: taxiiCodes,
  api: apiCodes,
} as const satisfies Record<string, Readonly<Record<string, CodeEntry>>>

export type KnownCode = { [Room in keyof typeof codeTables]: keyof (typeof codeTables)[Room] }[keyof typeof codeTables]

const known = new Map<string, CodeEntry>()
for (const table of Object.values<Readonly<Record<string, CodeEntry>>>(codeTables)) {
  for (const [code, entry] of Object.entries(table)) if (!known.has(code)) known.set(code, entry)
}

/** What a code means and what to do; `undefined` for one that is not known. */
export function explain(code: string): CodeEntry | undefined {
  return known.get(code)
}
