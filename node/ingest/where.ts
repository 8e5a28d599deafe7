// Where a draft is to be said: its marking with caveats and its audience, as text, held against what it speaks of.
import type { Charter } from '../../protocol/charter.ts'
import type { MemberId } from '../../protocol/ids.ts'
import type { Marking } from '../../protocol/marking.ts'
import type { Tlp } from '../../protocol/names.ts'
import { type Audience, everyone } from '../../protocol/audience.ts'
import { parseAudience } from '../../protocol/audience-text.ts'
import { strictestAudience, strictestMarking } from '../../protocol/combine.ts'
import { isRestricted, mayReceive } from '../../protocol/entitlement.ts'
import { markingFromWire, markingToWire, parseTlp } from '../../protocol/marking.ts'
import { papLabels } from '../../protocol/names.ts'
import { IngestError } from './errors.ts'
import { type Place, placeOf } from './place.ts'

/** As a publisher writes it. `marking` is a TLP label, `audience` an expression (docs/protocol.md#audience-text). */
export interface WhereText {
  readonly marking?: string
  readonly audience?: string
  /** Whoever becomes entitled later may read what was said before. */
  readonly shareHistory?: boolean
  readonly pap?: string
  readonly permittedActions?: readonly string[]
  /** ISO 3166-1 alpha-2 */
  readonly jurisdictions?: readonly string[]
  readonly noRepublish?: boolean
}

/** The label of what names none: the community, and no public channel. */
export const defaultTlp: Tlp = 'TLP:GREEN'

/**
 * The place that is named; what is left out is `otherwise`'s, or the community's.
 * @throws ProtocolError 'marking-unknown' | 'audience-malformed' | 'field-invalid', IngestError 'draft-invalid'
 */
export function parseWhere(text: WhereText, otherwise?: Place): Place {
  const marking: Marking = {
    ...otherwise?.marking,
    tlp: text.marking === undefined ? (otherwise?.marking.tlp ?? defaultTlp) : parseTlp(text.marking),
    ...(text.pap === undefined ? {} : { pap: papOf(text.pap) }),
    ...(text.permittedActions === undefined ? {} : { permittedActions: [...text.permittedActions].sort() }),
    ...(text.jurisdictions === undefined ? {} : { jurisdictions: [...text.jurisdictions].sort() }),
    ...(text.noRepublish === undefined ? {} : { noRepublish: text.noRepublish }),
  }
  const named = text.audience === undefined ? (otherwise?.audience ?? everyone) : parseAudience(text.audience)
  // Once through the wire form: one order of names, and every rule that a receiver will hold it against.
  return placeOf(markingFromWire(markingToWire(marking)), sharing(named, marking, text.shareHistory))
}

/** History is shared on open lanes, where there is nothing to hold back; on others where the author says so. */
function sharing(audience: Audience, marking: Marking, asked: boolean | undefined): Audience {
  if (!isRestricted({ marking, audience })) return everyone
  const shareHistory = asked ?? (audience === everyone ? false : audience.shareHistory)
  return { ...audience, shareHistory }
}

/** Where something is said about a statement: to those who have it and to its author, and to nobody else. */
export function replyPlace(place: Place, author: MemberId, charter: Charter): Place {
  const { marking, audience } = place
  if (!place.restricted || mayReceive(charter, audience, marking, author)) return place
  return placeOf(marking, { ...audience, expr: { op: 'any', of: [audience.expr, { op: 'member', names: [author] }] } })
}

/** What allows no more than either. */
export function strictestPlace(a: Place, b: Place): Place {
  if (a.key === b.key) return a
  return placeOf(strictestMarking(a.marking, b.marking), strictestAudience(a.audience, b.audience))
}

function papOf(text: string): NonNullable<Marking['pap']> {
  const upper = text.trim().toUpperCase()
  const label = upper.startsWith('PAP:') ? upper : `PAP:${upper}`
  const known = papLabels.names.find((name) => name === label)
  if (known === undefined) throw new IngestError('draft-invalid', `pap ${JSON.stringify(text)} is not known`)
  return known
}
