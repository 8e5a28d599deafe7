// Who speaks: members as identities, and the definition of our extension with its author.
import type { MemberKind } from '../../../protocol/names.ts'
import type { MemberId } from '../../../protocol/ids.ts'
import { ownExtension } from '../../feeds/stix/ids.ts'
import { nameOf } from '../facts.ts'
import { projectUuid } from '../ids.ts'
import { exportTime } from '../text.ts'
import type { ExportFacts } from '../types.ts'
import { type StixObject, ownCreated } from './markings.ts'

/** industry-sector-ov of STIX 2.1. */
const sectors: Readonly<Partial<Record<MemberKind, string>>> = {
  exchange: 'financial-services',
  bank: 'financial-services',
  payment: 'financial-services',
  custodian: 'financial-services',
  analytics: 'technology',
  agency: 'government',
  regulator: 'government',
}

export function identityId({ ids }: ExportFacts, member: MemberId): string {
  return `identity--${ids.member(member)}`
}

/** A member as the newest charter has it, which is when it was modified. */
export function identityOf(facts: ExportFacts, id: MemberId): StixObject {
  const kind = facts.members.get(id)?.kind
  const sector = kind === undefined ? undefined : sectors[kind]
  return {
    type: 'identity',
    spec_version: '2.1',
    id: identityId(facts, id),
    created: ownCreated,
    modified: laterThan(ownCreated, facts.issuedAt),
    name: nameOf(facts, id),
    description: `Member ${id} of ${facts.networkName}`,
    identity_class: 'organization',
    ...(sector !== undefined && { sectors: [sector] }),
  }
}

/** `ms` as a time, at the earliest `floor`: nothing is modified before it is made. */
function laterThan(floor: string, ms: number): string {
  const time = exportTime(ms)
  return time > floor ? time : floor
}

const project: StixObject = {
  type: 'identity',
  spec_version: '2.1',
  id: `identity--${projectUuid('project')}`,
  created: ownCreated,
  modified: ownCreated,
  name: 'Entente',
  description: 'The software that made this export',
  identity_class: 'system',
}

const extensionDefinition: StixObject = {
  type: 'extension-definition',
  spec_version: '2.1',
  id: ownExtension,
  created_by_ref: project.id,
  created: ownCreated,
  modified: ownCreated,
  name: 'Entente',
  description: 'Chain, provenance and handling caveats of statements that members of an Entente network share',
  schema:
    'Every property is optional. On objects of a statement: network, statement, kind, author, node, bundle, issued_at, ' +
    'feed, standing, category, role, basis, chain (CAIP-2), subject_kind, value, labels, first_seen, last_seen, ' +
    'valid_until, sightings, replaces, target, reason, relations. On observables: chain, and context (true: the object ' +
    'says nothing of its subject by itself). On marking definitions: permitted_actions (IEP 2.0), jurisdictions ' +
    '(ISO 3166-1 alpha-2), no_republish, audience (an expression over the charter of network).',
  version: '1.0.0',
  extension_types: ['property-extension'],
}

/** What defines our extension; an export begins with it. */
export const preamble: readonly StixObject[] = [project, extensionDefinition]
