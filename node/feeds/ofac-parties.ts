// A party of OFAC's list and its digital currency addresses as rows, whatever file they come from.
import { defaultFields } from './defaults.ts'
import { refused } from './lines.ts'
import { labelsOf, proseOf } from './row-texts.ts'
import { damaged } from './text.ts'
import type { FeedRow, ImporterOptions, RowFields } from './types.ts'

const format: RowFields = {
  subjectKind: 'address',
  category: 'sanctioned-entity',
  basis: 'authority-data',
  source: 'OFAC SDN list',
}

/** What the parts of a party's entry say, as far as they are given. */
export interface Party {
  /** OFAC's number of the entry: `ent_num`, `uid`, `FixedRef`. */
  readonly uid: string
  readonly name: string
  readonly programs?: readonly string[]
}

export interface CurrencyAddress {
  readonly line: number
  /** OFAC's ticker, such as XBT; `undefined` where nobody says. */
  readonly asset: string | undefined
  readonly value: string
}

/** OFAC's tickers are chain names to the subject parser, but for assets that live on several chains. */
const sharedAssets: ReadonlySet<string> = new Set(['USDT', 'USDC'])

/** Lists have Tron addresses under other assets; no other chain writes its addresses so. */
export const tronForm = /^T[1-9A-HJ-NP-Za-km-z]{33}$/

/** Rows of the addresses of a party, or of a list that names none. */
export function addressRows(options: ImporterOptions): (address: CurrencyAddress, party?: Party) => FeedRow {
  const fields = Object.freeze(defaultFields(options, format))
  return ({ line, asset, value }, party) => {
    if (value.includes(damaged)) return refused(line, value, 'text-invalid', 'the address holds bytes that are no text')
    const chain = options.chain ?? (asset === undefined ? undefined : chainOf(asset, value))
    const own: RowFields = { ...(chain !== undefined && { chain }), ...(party !== undefined && saidOf(party)) }
    return { line, value, fields: { ...fields, ...own } }
  }
}

function chainOf(asset: string, address: string): string | undefined {
  if (tronForm.test(address)) return 'tron'
  if (!sharedAssets.has(asset)) return asset
  if (address.startsWith('0x')) return 'eip155:1'
  return /^(?:[13]|bc1)/.test(address) ? 'bitcoin' : undefined // USDT on Omni
}

function saidOf({ uid, name, programs = [] }: Party): RowFields {
  const labels = labelsOf(programs.map((program) => `program:${program}`))
  const description = proseOf(name.replaceAll(damaged, '\uFFFD'))
  return {
    ...(uid !== '' && { record: uid }),
    ...(description !== undefined && { description }),
    ...(labels.length > 0 && { labels }),
  }
}

/** A party of which the list names no address. */
export function withoutAddress(line: number, { name, uid }: Party): FeedRow {
  return refused(line, name === '' ? uid : name, 'no-subject', 'the party has no digital currency address')
}

/** The asset that a feature, an id or a remark is about; `undefined` where it is about something else. */
export function assetOf(text: string): string | undefined {
  return /^(?:alt\. )?Digital Currency Address - ([A-Z0-9]{2,10})$/.exec(text)?.[1]
}
