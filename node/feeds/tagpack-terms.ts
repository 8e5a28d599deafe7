// GraphSense's words in ours: confidences, kinds of abuse and of entity, currencies.
import type { Basis, Role } from '../../protocol/names.ts'
import { categoryOfWord } from './threat-words.ts'

export interface Confidence {
  readonly basis: Basis
  /** Percent. */
  readonly confidence: number
}

/** The confidence taxonomy of GraphSense's TagPack tool, by its names. */
const confidences: ReadonlyMap<string, Confidence> = new Map([
  ['override', { basis: 'ownership', confidence: 100 }],
  ['ownership', { basis: 'ownership', confidence: 100 }],
  ['ledger_immanent', { basis: 'ledger-immanent', confidence: 100 }],
  ['manual_transaction', { basis: 'manual-transaction', confidence: 90 }],
  ['service_api', { basis: 'service-api', confidence: 70 }],
  ['service_data', { basis: 'service-api', confidence: 70 }],
  ['forensic', { basis: 'forensic', confidence: 70 }],
  ['forensic_investigation', { basis: 'forensic', confidence: 70 }],
  ['authority_data', { basis: 'authority-data', confidence: 60 }],
  ['trusted_provider', { basis: 'trusted-provider', confidence: 50 }],
  ['trusted_transaction', { basis: 'trusted-provider', confidence: 50 }],
  ['untrusted_transaction', { basis: 'untrusted-transaction', confidence: 40 }],
  ['web_crawl', { basis: 'web-crawl', confidence: 20 }],
  ['heuristic', { basis: 'heuristic', confidence: 10 }],
  ['unknown', { basis: 'unknown', confidence: 5 }],
])

/** Of a name, or of a number of percent; `undefined` for what is neither. */
export function confidenceOf(text: string): Partial<Confidence> | undefined {
  if (/^(?:100|\d{1,2})$/.test(text)) return { confidence: Number(text) }
  return confidences.get(text.toLowerCase().replace(/[ -]/g, '_'))
}

export interface Concept {
  readonly category: string
  readonly role?: Role
}

/** Kinds of abuse and of entity that are GraphSense's own (after INTERPOL's taxonomies), or say who is behind them. */
const concepts: ReadonlyMap<string, Concept> = new Map<string, Concept>([
  ['sanction', { category: 'sanctioned-entity' }],
  ['hack', { category: 'service-hack' }],
  ['exploit', { category: 'contract-exploit' }],
  ['mixing-service', { category: 'mixer', role: 'service' }],
  ['mixer', { category: 'mixer', role: 'service' }],
  ['coinjoin', { category: 'coinjoin', role: 'service' }],
  ['market', { category: 'darknet-market', role: 'service' }],
  ['exchange', { category: 'exchange-hot-wallet', role: 'service' }],
])

/** `undefined` for what has no counterpart: a miner, a gambling site, a user. */
export function conceptOf(text: string): Concept | undefined {
  const own = concepts.get(text.trim().toLowerCase().replace(/[ _]+/g, '-'))
  if (own !== undefined) return own
  const category = categoryOfWord(text)
  return category === undefined ? undefined : { category }
}

/** Tickers of packs that the subject parser does not know, by the chain that they stand for. */
const chains: ReadonlyMap<string, string> = new Map([
  ['BEP20', 'bsc'],
  ['ERC20', 'ethereum'],
  ['TRC20', 'tron'],
  ['KCS', 'eip155:321'],
  ['HT', 'eip155:128'],
  ['OKT', 'eip155:66'],
])

/** A name of a chain as the subject parser takes it. */
export function chainOfCurrency(currency: string): string {
  return chains.get(currency.toUpperCase()) ?? currency
}
