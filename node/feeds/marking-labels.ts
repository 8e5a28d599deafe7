// TLP and PAP as other tools write them, in both generations, and what several markings mean together.
import { strictestMarking } from '../../protocol/combine.ts'
import { type Marking, compareTlp, sameMarking } from '../../protocol/marking.ts'
import { type Pap, type Tlp, papLabels, tlpLabels } from '../../protocol/names.ts'
import type { RowFields } from './types.ts'

/** `tlp:white`, `TLP:AMBER+STRICT`, `amber` ...: the label of TLP 2.0. White said what CLEAR says. */
export function readTlp(text: string): Tlp | undefined {
  const label = plain(text, 'TLP').replace(/^AMBER[-_ ]STRICT$/, 'AMBER+STRICT')
  return tlpLabels.names.find((name) => name === `TLP:${label}`)
}

/** `PAP:WHITE`, `amber` ...: the label. */
export function readPap(text: string): Pap | undefined {
  const label = plain(text, 'PAP')
  return papLabels.names.find((name) => name === `PAP:${label}`)
}

function plain(text: string, name: string): string {
  const upper = text.trim().toUpperCase()
  const label = upper.startsWith(`${name}:`) ? upper.slice(name.length + 1).trim() : upper
  return label === 'WHITE' ? 'CLEAR' : label
}

export function strictestTlp(a: Tlp | undefined, b: Tlp | undefined): Tlp | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return compareTlp(a, b) < 0 ? b : a
}

export function strictestPap(a: Pap | undefined, b: Pap | undefined): Pap | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return papLabels.names.indexOf(a) < papLabels.names.indexOf(b) ? b : a
}

/** What the markings of a row mean together. */
export interface Meaning extends Partial<Marking> {
  /** A marking whose meaning is not known: nothing may be done with what carries it. */
  readonly unresolved?: string
}

/** The strictest of both. */
export function combine(a: Meaning, b: { [Key in keyof Meaning]: Meaning[Key] | undefined }): Meaning {
  const unresolved = a.unresolved ?? b.unresolved
  const { tlp, ...caveats } = strictestMarking(whole(a), whole(b))
  return {
    ...((a.tlp ?? b.tlp) !== undefined && { tlp }),
    ...caveats,
    ...(unresolved !== undefined && { unresolved }),
  }
}

/** Whether what is marked `inner` may be told to everybody who is told what is marked `outer`. */
export function mayTell(inner: Meaning, outer: Meaning): boolean {
  if (inner.unresolved !== undefined) return false
  const bound = { pap: 'PAP:CLEAR', ...whole(outer) } as const
  return sameMarking(strictestMarking(whole(inner), bound), bound)
}

/** What nobody marked is clear. */
function whole(meaning: { [Key in keyof Meaning]: Meaning[Key] | undefined }): Marking {
  const { tlp, pap, permittedActions, jurisdictions, noRepublish } = meaning
  return {
    tlp: tlp ?? 'TLP:CLEAR',
    ...(pap !== undefined && { pap }),
    ...(permittedActions !== undefined && { permittedActions }),
    ...(jurisdictions !== undefined && { jurisdictions }),
    ...(noRepublish === true && { noRepublish }),
  }
}

/** What a row says of its marking. */
export function markingFields({ tlp, pap, permittedActions, jurisdictions, noRepublish }: Meaning): RowFields {
  return {
    ...(tlp !== undefined && { marking: tlp }),
    ...(pap !== undefined && { pap }),
    ...(permittedActions !== undefined && { permittedActions }),
    ...(jurisdictions !== undefined && { jurisdictions }),
    ...(noRepublish === true && { noRepublish }),
  }
}
