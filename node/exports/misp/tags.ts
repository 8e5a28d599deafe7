// Markings and what is said of a threat as tags of MISP, in the taxonomies that others use, and in one of our own for what
// those cannot say exactly.
import { formatAudience } from '../../../protocol/audience-text.ts'
import { isEveryone } from '../../../protocol/audience.ts'
import { compareTlp } from '../../../protocol/marking.ts'
import type { Tlp } from '../../../protocol/names.ts'
import type { StoredStatement } from '../../store/types.ts'
import type { ExportFacts } from '../types.ts'

export interface MispTag {
  readonly name: string
  readonly colour: string
  readonly local: false
}

const grey = '#5f6b7a'
/** As FIRST has them. */
const tlpColours: Readonly<Record<Tlp, string>> = {
  'TLP:CLEAR': '#ffffff',
  'TLP:GREEN': '#33ff00',
  'TLP:AMBER': '#ffc000',
  'TLP:AMBER+STRICT': '#ffc000',
  'TLP:RED': '#ff2b2b',
}

function tag(name: string, colour = grey): MispTag {
  return { name, colour, local: false }
}

/** Everything that may be done with all of an event. */
export function markingTags({ marking, audience }: Pick<StoredStatement, 'marking' | 'audience'>): MispTag[] {
  const { tlp, pap, permittedActions = [], jurisdictions = [], noRepublish } = marking
  return [
    tag(tlp.toLowerCase(), tlpColours[tlp]),
    ...(pap === undefined ? [] : [tag(pap)]),
    ...permittedActions.map((name) => tag(`entente:permitted-action="${name}"`)),
    ...jurisdictions.map((name) => tag(`entente:jurisdiction="${name}"`)),
    ...(noRepublish === true ? [tag('entente:caveat="no-republish"')] : []),
    ...(isEveryone(audience) ? [] : [tag('entente:caveat="narrower-audience"')]),
  ]
}

/**
 * How far a MISP server passes an event on. It knows communities, and nothing of clients, caveats and audiences: what is
 * not for the whole community stays in the organization that reads.
 */
export function distributionOf({ marking, audience }: Pick<StoredStatement, 'marking' | 'audience'>): '0' | '1' | '3' {
  const { tlp, permittedActions, jurisdictions, noRepublish } = marking
  const hasCaveats = permittedActions !== undefined || jurisdictions !== undefined || noRepublish === true
  if (hasCaveats || !isEveryone(audience) || compareTlp(tlp, 'TLP:GREEN') > 0) return '0'
  return tlp === 'TLP:GREEN' ? '1' : '3'
}

/** The marking as our own importer reads it: exactly, where the distribution says it only roughly. */
export function caveatsOf({ marking, audience }: StoredStatement, { network }: ExportFacts): object {
  const { tlp, pap, permittedActions, jurisdictions, noRepublish } = marking
  return {
    tlp,
    ...(pap !== undefined && { pap }),
    ...(permittedActions !== undefined && { permitted_actions: permittedActions }),
    ...(jurisdictions !== undefined && { jurisdictions }),
    ...(noRepublish === true && { no_republish: true }),
    ...(!isEveryone(audience) && { audience: formatAudience(audience), network }),
  }
}

const levels = [
  [100, 'completely-confident'],
  [75, 'usually-confident'],
  [50, 'fairly-confident'],
  [25, 'rarely-confident'],
  [0, 'unconfident'],
] as const

/** Tags in these namespaces mean something by themselves; a label that looks like one is no tag. */
const meaning = /^(?:misp:)?(?:tlp|pap|entente|misp|admiralty-scale|estimative-language|false-positive)(?![a-z])/i

export function statementTags({ statement }: StoredStatement): MispTag[] {
  const { category, confidence, role, basis, labels = [] } = statement
  const level = levels.find(([least]) => confidence !== undefined && confidence >= least)?.[1]
  return [
    ...(category === undefined ? [] : [tag(`entente:category="${category}"`)]),
    ...(confidence === undefined ? [] : [tag(`entente:confidence="${confidence}"`)]),
    ...(level === undefined ? [] : [tag(`misp:confidence-level="${level}"`)]),
    ...(role === undefined ? [] : [tag(`entente:role="${role}"`)]),
    ...(basis === undefined ? [] : [tag(`entente:basis="${basis}"`)]),
    ...labels.filter((label) => !meaning.test(label.trim())).map((label) => tag(label)),
  ]
}
