// TLP and PAP as other tools write them, in both generations, and the strictest of several.
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
