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

export interface Suffix {
  readonly suffix: string
  /** Whether the suffix is in the Public Suffix List at all. */
  readonly known: boolean
  /** Whether it is a registry's suffix, not one that a company listed for its customers. */
  readonly icann: boolean
}

/** Public suffix of an ASCII name. */
export function publicSuffix(name: string): Suffix {
  loaded.tldts ??= load('tldts') as NonNullable<Loaded['tldts']>
  const found = loaded.tldts.parse(name, suffixOptions)
  const icann = found.isIcann === true
  return { suffix: found.publicSuffix ?? '', known: icann || found.isPrivate === true, icann }
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
