// The libraries with large tables, loaded when the first subject needs one: the command line starts without them.
import { createRequire } from 'node:module'

const load = createRequire(import.meta.url)

interface Loaded {
  tldts?: typeof import('tldts')
  phones?: typeof import('libphonenumber-js/min')
  ibans?: typeof import('ibantools')
}
const loaded: Loaded = {}

const suffixOptions = {
  allowPrivateDomains: true,
  validateHostname: false,
  extractHostname: false,
  detectIp: false,
} as const

/** What the Public Suffix List says of a name: nothing; a name below a suffix; or a registry's or a company's suffix. */
export type SuffixKind = 'unlisted' | 'below' | 'registry' | 'company'

// A label that no rule of the list names, to find out what a wildcard rule makes of any label.
const anyLabel = 'entente-any.'

/** Whether an ASCII name is a public suffix. */
export function suffixKind(name: string): SuffixKind {
  loaded.tldts ??= load('tldts') as NonNullable<Loaded['tldts']>
  const { parse } = loaded.tldts
  const found = parse(name, suffixOptions)
  if (found.isIcann !== true && found.isPrivate !== true) return 'unlisted'
  if (found.publicSuffix === name) {
    if (found.isIcann === true) return 'registry'
    // Under a company's wildcard (*.eth.limo) each label is one customer: a name like any other.
    const sibling = anyLabel + name.slice(name.indexOf('.') + 1)
    return parse(sibling, suffixOptions).publicSuffix === sibling ? 'below' : 'company'
  }
  // The name that a wildcard stands on is no suffix by the letter of the list, and a whole provider all the same.
  const child = parse(anyLabel + name, suffixOptions)
  return child.isPrivate === true && child.publicSuffix === anyLabel + name ? 'company' : 'below'
}

/** E.164 of an international phone number that its country could have, or `undefined`. */
export function phoneNumber(text: string): { readonly number: string; readonly extension: boolean } | undefined {
  loaded.phones ??= load('libphonenumber-js/min') as NonNullable<Loaded['phones']>
  const found = loaded.phones.parsePhoneNumberFromString(text, { extract: false })
  return found?.isPossible() === true ? { number: found.number, extension: found.ext !== undefined } : undefined
}

/** Whether an IBAN without spaces has its country's length and structure. */
export function isCountryIban(iban: string): boolean {
  loaded.ibans ??= load('ibantools') as NonNullable<Loaded['ibans']>
  return loaded.ibans.isValidIBAN(iban)
}
