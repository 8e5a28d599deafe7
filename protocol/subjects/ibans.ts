// IBANs (ISO 13616): capitals without spaces, check digits modulo 97; the country's structure at publishing alone.
import { isCountryIban } from './libraries.ts'
import { malformed, refuse } from './refusal.ts'
import type { Mode, Parsed } from './refusal.ts'

const form = /^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/

export function parseIban(text: string, mode: Mode): Parsed {
  const iban = text
    .replaceAll(/[ -]/g, '')
    .replace(/^IBAN:?/i, '')
    .toUpperCase()
  if (!form.test(iban)) return malformed('not the form of an IBAN')
  if (!checkDigitsMatch(iban)) return refuse('checksum-invalid', 'the check digits of the IBAN are wrong')
  if (mode !== 'lookup' && !isCountryIban(iban)) return malformed('no IBAN of that form exists in its country')
  return iban
}

export function isCanonicalIban(value: string): boolean {
  return form.test(value) && checkDigitsMatch(value)
}

/** Modulo 97 over the IBAN with its first four characters last, letters as 10 to 35; 02 to 98 are the digits in use. */
function checkDigitsMatch(iban: string): boolean {
  const digits = Number(iban.slice(2, 4))
  if (digits < 2 || digits > 98) return false
  let rest = 0
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}
