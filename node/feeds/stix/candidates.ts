// What becomes of the objects of a bundle before the rest of it is known, and which of them can be rows at all.
import type { KeptKeys } from '../json-tree.ts'
import type { RefusedRow, RowFields } from '../types.ts'
import type { RowSubject } from './observables.ts'

export interface Candidate {
  readonly line: number
  readonly is: 'indicator' | 'observable' | 'sighting'
  readonly id: string
  /** `modified`, or `created`, where rows name their objects. */
  readonly version?: string
  /** Which version of the object it is, in the order of text: `modified`, for what has versions. */
  readonly modified?: string
  readonly subjects: readonly CandidateSubject[]
  /** Whether the subjects are one thing under several names. */
  readonly isOne: boolean
  readonly refusals: readonly Omit<RefusedRow, 'line'>[]
  readonly fields: RowFields
  readonly marks: readonly string[]
  readonly author?: string
  /** Of a sighting: what was seen. */
  readonly seen?: string
  /** Of a sighting: who saw it. */
  readonly where?: string
  /** A statement as a network exported it: nothing is added to what it says. */
  readonly isOwn?: boolean
  /** Its id. */
  readonly statement?: string
}

export interface CandidateSubject extends RowSubject {
  readonly firstSeen?: number
  readonly validUntil?: number
}

/** The keys of any object that this format looks at. */
export const keptKeys: KeptKeys = {
  keys: new Set([
    ...['type', 'id', 'name', 'description', 'labels', 'confidence', 'revoked', 'created_by_ref', 'extensions'],
    ...['created', 'modified'],
    ...['external_references', 'object_marking_refs', 'granular_markings', 'definition_type', 'definition'],
    ...[
      'pattern',
      'pattern_type',
      'indicator_types',
      'valid_from',
      'valid_until',
      'value',
      'address',
      'hash',
      'symbol',
    ],
    ...[
      'hashes',
      'iban',
      'account_type',
      'account_login',
      'user_id',
      'objects',
      'object_refs',
      'first_seen',
      'last_seen',
    ],
    ...['first_observed', 'last_observed', 'count', 'summary', 'sighting_of_ref'],
    ...['where_sighted_refs', 'relationship_type', 'source_ref', 'target_ref', 'malware_types', 'infrastructure_types'],
    ...['threat_actor_types', 'tool_types', 'x_opencti_negative'],
  ]),
  prose: new Set(['description', 'summary', 'name', 'statement', 'abstract', 'content']),
}

/** Observables that never name a subject: their rows are refused, so that nobody misses them. */
const otherObservables: ReadonlySet<string> = new Set([
  ...['artifact', 'autonomous-system', 'directory', 'email-message', 'file', 'mac-addr', 'mutex', 'network-traffic'],
  ...[
    'process',
    'software',
    'user-account',
    'windows-registry-key',
    'x509-certificate',
    'bank-account',
    'phone-number',
  ],
  ...['cryptocurrency-wallet', 'cryptocurrency-transaction', 'domain-name', 'url', 'ipv4-addr', 'ipv6-addr'],
  ...['email-addr', 'hostname', 'x-opencti-hostname', 'x-opencti-cryptocurrency-wallet', 'x-opencti-phone-number'],
])

export function isRowType(type: string): boolean {
  return type === 'indicator' || type === 'sighting' || otherObservables.has(type)
}
