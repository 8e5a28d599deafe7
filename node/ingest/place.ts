// Where something is said: marking and audience, with the name under which lanes, records and open bundles are kept.
import { type Audience, audienceHash } from '../../protocol/audience.ts'
import { isRestricted } from '../../protocol/entitlement.ts'
import { toHex } from '../../protocol/bytes.ts'
import { tagged } from '../../protocol/hash.ts'
import { type Marking, markingToWire, sameMarking } from '../../protocol/marking.ts'
import { wire } from '../../protocol/names.ts'
import { encode } from '../../protocol/strict.ts'

export interface Place {
  /** Equal where marking and audience are. */
  readonly key: string
  readonly marking: Marking
  readonly audience: Audience
  readonly restricted: boolean
}

/** The place of a marking and an audience. The name of an open one without caveats is its label. */
export function placeOf(marking: Marking, audience: Audience): Place {
  const restricted = isRestricted({ marking, audience })
  if (!restricted && sameMarking(marking, { tlp: marking.tlp })) {
    return { key: marking.tlp, marking, audience, restricted }
  }
  const hash = toHex(tagged('entente/place/v1', encode(wire.Marking, markingToWire(marking))))
  return { key: `${marking.tlp} ${hash} ${audienceHash(audience)}`, marking, audience, restricted }
}
