// TLP and PAP as other tools write them, in both generations, and what several markings mean together.
import { compareTlp } from '../../protocol/marking.ts'
import { type Pap, type Tlp, papLabels, tlpLabels } from '../../protocol/names.ts'

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
export interface Meaning {
  readonly tlp?: Tlp
  readonly pap?: Pap
  /** A marking whose meaning is not known: nothing may be done with what carries it. */
  readonly unresolved?: string
}

/** The strictest of both. */
export function combine(a: Meaning, b: { [Key in keyof Meaning]: Meaning[Key] | undefined }): Meaning {
  const tlp = strictestTlp(a.tlp, b.tlp)
  const pap = strictestPap(a.pap, b.pap)
  const unresolved = a.unresolved ?? b.unresolved
  return {
    ...(tlp !== undefined && { tlp }),
    ...(pap !== undefined && { pap }),
    ...(unresolved !== undefined && { unresolved }),
  }
}

/** Whether what is marked `inner` may be told to everybody who is told what is marked `outer`. */
export function mayTell(inner: Meaning, outer: Meaning): boolean {
  if (inner.unresolved !== undefined) return false
  const tlp = strictestTlp(inner.tlp, outer.tlp ?? 'TLP:CLEAR')
  const pap = strictestPap(inner.pap, outer.pap ?? 'PAP:CLEAR')
  return tlp === (outer.tlp ?? 'TLP:CLEAR') && pap === (outer.pap ?? 'PAP:CLEAR')
}
