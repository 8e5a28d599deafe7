// The names of the wire's enumerations as people and JSON write them, beside their numbers.
import { entente } from './gen/entente.js'

function table<const Names extends readonly string[]>(names: Names) {
  const byName = new Map<string, number>(names.map((name, at) => [name, at + 1]))
  return {
    names: names as readonly Names[number][],
    /** The number on the wire, or `undefined` for a name that is not known. */
    number: (name: string): number | undefined => byName.get(name),
    /** The name of a number on the wire, or `undefined` for one that is not known. */
    name: (number: number): Names[number] | undefined => names[number - 1],
  }
}

export const subjectKinds = table([
  'address',
  'transaction',
  'domain',
  'url',
  'ip',
  'email',
  'phone',
  'iban',
  'account',
  'file-hash',
])
export type SubjectKind = (typeof subjectKinds.names)[number]

export const statementKinds = table([
  'indicator',
  'sighting',
  'dispute',
  'withdrawal',
  'advisory',
  'request',
  'response',
])
export type StatementKind = (typeof statementKinds.names)[number]

export const roles = table(['actor', 'victim', 'mention', 'service'])
export type Role = (typeof roles.names)[number]

export const bases = table([
  'ownership',
  'ledger-immanent',
  'manual-transaction',
  'service-api',
  'forensic',
  'authority-data',
  'trusted-provider',
  'untrusted-transaction',
  'web-crawl',
  'heuristic',
  'unknown',
])
export type Basis = (typeof bases.names)[number]

/** TLP 2.0 labels (FIRST), least restrictive first; the order is the order of restriction. */
export const tlpLabels = table(['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'])
export type Tlp = (typeof tlpLabels.names)[number]

export const papLabels = table(['PAP:CLEAR', 'PAP:GREEN', 'PAP:AMBER', 'PAP:RED'])
export type Pap = (typeof papLabels.names)[number]

export const memberKinds = table([
  'exchange',
  'analytics',
  'agency',
  'regulator',
  'bank',
  'payment',
  'custodian',
  'research',
  'other',
])
export type MemberKind = (typeof memberKinds.names)[number]

export const memberStatuses = table(['active', 'suspended', 'removed'])
export type MemberStatus = (typeof memberStatuses.names)[number]

export const controlTypes = table(['charter', 'certificate', 'revocation', 'fork-proof', 'node-record'])
export type ControlType = (typeof controlTypes.names)[number]

export const audienceOps = table(['everyone', 'group', 'kind', 'jurisdiction', 'member', 'all', 'any', 'not'])
export type AudienceOp = (typeof audienceOps.names)[number]

export const wire = entente
