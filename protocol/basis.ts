// How far a statement reaches by what it rests on: the confidence to assume where its author states none.
import type { Basis } from './names.ts'

/** Percent per evidence basis, as GraphSense's TagPacks define it. */
export const basisConfidence: Readonly<Record<Basis, number>> = {
  ownership: 100,
  'ledger-immanent': 100,
  'manual-transaction': 90,
  'service-api': 70,
  forensic: 70,
  'authority-data': 60,
  'trusted-provider': 50,
  'untrusted-transaction': 40,
  'web-crawl': 20,
  heuristic: 10,
  unknown: 5,
}
