// The names of the wire's enumerations as people and JSON write them, beside their numbers.
import type { entente as wire } from './gen/entente.js'

export { entente as wire } from './gen/entente.js'

/** The table of a wire enumeration: the name at place n stands for number n + 1, since 0 is "unspecified". */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- ties a table to its wire enumeration
function table<Wire extends number>() {
  return <const Names extends readonly string[]>(names: Names) => {
    const byName = new Map<string, Wire>(names.map((name, at) => [name, (at + 1) as Wire]))
    return {
      names: names as readonly Names[number][],
      /** The number on the wire, or `undefined` for a name that is not known. */
      number: (name: string): Wire | undefined => byName.get(name),
      /** The name of a number on the wire, or `undefined` for one that is not known. */
      name: (number: number): Names[number] | undefined => names[number - 1],
    }
  }
}

export const subjectKinds = table<wire.SubjectKind>()([
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

export const statementKinds = table<wire.StatementKind>()([
  'indicator',
  'sighting',
  'dispute',
  'withdrawal',
  'advisory',
  'request',
  'response',
  'protection',
])
export type StatementKind = (typeof statementKinds.names)[number]

export const roles = table<wire.Role>()(['actor', 'victim', 'mention', 'service'])
export type Role = (typeof roles.names)[number]

export const bases = table<wire.Basis>()([
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
export const tlpLabels = table<wire.Tlp>()(['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'])
export type Tlp = (typeof tlpLabels.names)[number]

export const papLabels = table<wire.Pap>()(['PAP:CLEAR', 'PAP:GREEN', 'PAP:AMBER', 'PAP:RED'])
export type Pap = (typeof papLabels.names)[number]

export const memberKinds = table<wire.MemberKind>()([
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

export const memberStatuses = table<wire.MemberStatus>()(['active', 'suspended', 'removed'])
export type MemberStatus = (typeof memberStatuses.names)[number]

export const controlTypes = table<wire.ControlType>()([
  'charter',
  'certificate',
  'revocation',
  'fork-proof',
  'node-record',
])
export type ControlType = (typeof controlTypes.names)[number]

export const audienceOps = table<wire.AudienceOp>()([
  'everyone',
  'group',
  'kind',
  'jurisdiction',
  'member',
  'all',
  'any',
  'not',
])
export type AudienceOp = (typeof audienceOps.names)[number]
