// Markings: the TLP 2.0 label and its handling caveats, on the wire and by name.
import { equalBytes } from './bytes.ts'
import { ProtocolError } from './errors.ts'
import { papLabels, tlpLabels, wire, type Pap, type Tlp } from './names.ts'
import { encode } from './strict.ts'
import { isJurisdiction, isSortedSet, sortedSet } from './text.ts'

/** `jurisdictions` are ISO 3166-1 alpha-2, `permittedActions` names of IEP 2.0; both sorted, each once. */
export interface Marking {
  readonly tlp: Tlp
  readonly pap?: Pap
  readonly permittedActions?: readonly string[]
  readonly jurisdictions?: readonly string[]
  readonly noRepublish?: boolean
}

const permittedActionPattern = /^[a-z](?:[a-z-]{0,62}[a-z])?$/
const listMax = 64

/**
 * A TLP 2.0 label in any case, with or without the prefix. TLP 1.0's WHITE is none: what it allowed is another matter.
 * @throws ProtocolError 'marking-unknown'
 */
export function parseTlp(text: string): Tlp {
  const upper = text.trim().toUpperCase()
  const label = upper.startsWith('TLP:') ? upper : `TLP:${upper}`
  const known = tlpLabels.names.find((name) => name === label)
  if (known === undefined) throw new ProtocolError('marking-unknown', `"${text}" is not a TLP 2.0 label`)
  return known
}

/** Order of restriction: negative where `a` is less restrictive than `b`. */
export function compareTlp(a: Tlp, b: Tlp): number {
  return tlpLabels.names.indexOf(a) - tlpLabels.names.indexOf(b)
}

/** The wire form, lists sorted. */
export function markingToWire(marking: Marking): wire.Marking {
  return new wire.Marking({
    tlp: tlpLabels.number(marking.tlp) ?? wire.Tlp.TLP_UNSPECIFIED,
    pap:
      marking.pap === undefined
        ? wire.Pap.PAP_UNSPECIFIED
        : (papLabels.number(marking.pap) ?? wire.Pap.PAP_UNSPECIFIED),
    permittedActions: sortedSet(marking.permittedActions ?? []),
    jurisdictions: sortedSet(marking.jurisdictions ?? []),
    noRepublish: marking.noRepublish ?? false,
  })
}

function invalid(what: string): never {
  throw new ProtocolError('field-invalid', `marking: ${what}`)
}

/**
 * The marking of a wire form. A label that is not known is refused: fail closed.
 * @throws ProtocolError 'field-invalid'
 */
export function markingFromWire(message: wire.Marking.$Properties | null | undefined): Marking {
  const tlp = tlpLabels.name(message?.tlp ?? 0)
  if (message == null || tlp === undefined) return invalid('no known label')
  const pap = message.pap ? papLabels.name(message.pap) : undefined
  if (message.pap && pap === undefined) return invalid('no known PAP label')
  const permittedActions = message.permittedActions ?? []
  const jurisdictions = message.jurisdictions ?? []
  if (permittedActions.length > listMax || jurisdictions.length > listMax) return invalid('too many names')
  if (!permittedActions.every((name) => permittedActionPattern.test(name))) return invalid('permitted actions')
  if (!jurisdictions.every(isJurisdiction)) return invalid('jurisdictions')
  if (!isSortedSet(permittedActions) || !isSortedSet(jurisdictions)) return invalid('names are not a sorted set')
  return {
    tlp,
    ...(pap === undefined ? {} : { pap }),
    ...(permittedActions.length === 0 ? {} : { permittedActions }),
    ...(jurisdictions.length === 0 ? {} : { jurisdictions }),
    ...(message.noRepublish ? { noRepublish: true } : {}),
  }
}

/** The canonical bytes of a marking. */
export function encodeMarking(marking: Marking): Uint8Array {
  return encode(wire.Marking, markingToWire(marking))
}

/** Whether two markings are the same in every caveat. */
export function sameMarking(a: Marking, b: Marking): boolean {
  return a === b || equalBytes(encodeMarking(a), encodeMarking(b))
}
