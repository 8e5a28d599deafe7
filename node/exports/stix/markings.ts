// Markings as STIX has them: TLP 2.0 and PAP under the ids that everybody knows, the other caveats in one of our own.
// Whoever does not know that one finds a marking without a meaning, which is to be treated as the strictest.
import canonicalize from 'canonicalize'
import { formatAudience } from '../../../protocol/audience-text.ts'
import { isEveryone } from '../../../protocol/audience.ts'
import type { Pap } from '../../../protocol/names.ts'
import { ownExtension, papExtension, papMarkings, tlpExtension, tlpMarkings } from '../../feeds/stix/ids.ts'
import type { StoredStatement } from '../../store/types.ts'
import { projectUuid } from '../ids.ts'
import type { ExportFacts } from '../types.ts'

/** An object of STIX: what it is, its id, and the rest. */
export interface StixObject {
  readonly type: string
  readonly id: string
  readonly [property: string]: unknown
}

/** When FIRST's and OASIS' definitions were made: part of their published form. */
const tlpCreated = '2022-10-01T00:00:00.000Z'
const papCreated: Readonly<Record<Pap, string>> = {
  'PAP:CLEAR': '2022-10-01T00:00:00.000Z',
  'PAP:GREEN': '2022-10-09T00:00:00.000Z',
  'PAP:AMBER': '2022-10-02T00:00:00.000Z',
  'PAP:RED': '2022-10-06T00:00:00.000Z',
}
/** Of what has no time of its own. */
export const ownCreated = '2026-01-01T00:00:00.000Z'

/** The first id of a label is the one of its newest generation. */
function firstIds<Label extends string>(ids: ReadonlyMap<string, Label>): ReadonlyMap<Label, string> {
  return new Map([...ids].reverse().map(([id, label]) => [label, id]))
}

const tlpIds = firstIds(tlpMarkings)
const papIds = firstIds(papMarkings)

function definition(id: string, created: string, name: string, extension: string, content: object): StixObject {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id,
    created,
    name,
    extensions: { [extension]: { extension_type: 'property-extension', ...content } },
  }
}

/** The definitions of everything that a statement is marked with; its TLP label comes first. */
export function markingsOf(
  { marking, audience }: Pick<StoredStatement, 'marking' | 'audience'>,
  { network }: ExportFacts,
): StixObject[] {
  const { tlp, pap, permittedActions, jurisdictions, noRepublish } = marking
  const tlpText = tlp.slice('TLP:'.length).toLowerCase()
  const found = [definition(tlpIds.get(tlp) ?? '', tlpCreated, tlp, tlpExtension, { tlp_2_0: tlpText })]
  if (pap !== undefined) {
    const papText = pap.slice('PAP:'.length).toLowerCase()
    found.push(definition(papIds.get(pap) ?? '', papCreated[pap], pap, papExtension, { pap: papText }))
  }
  const caveats = {
    ...(permittedActions !== undefined && { permitted_actions: permittedActions }),
    ...(jurisdictions !== undefined && { jurisdictions }),
    ...(noRepublish === true && { no_republish: true }),
    // Its names are those of this network's charter.
    ...(!isEveryone(audience) && { audience: formatAudience(audience), network }),
  }
  if (Object.keys(caveats).length > 0) {
    const id = `marking-definition--${projectUuid(`caveats ${canonicalize(caveats) ?? ''}`)}`
    found.push(definition(id, ownCreated, 'Entente: handling caveats', ownExtension, caveats))
  }
  return found
}
