// Phone numbers in E.164. A country is never guessed: the number must be in international form.
import { phoneNumber } from './libraries.ts'
import { malformed } from './refusal.ts'
import type { Parsed } from './refusal.ts'

const e164 = /^\+[1-9][0-9]{6,14}$/
const international = /^(?:tel:)?\+[0-9 ().\-/]{6,30}$/i

export function parsePhone(text: string): Parsed {
  if (!international.test(text)) return malformed('a phone number is written in international form, with + and country')
  const found = phoneNumber(text)
  if (found === undefined || found.extension || !e164.test(found.number)) {
    return malformed('no number of that length exists in its country')
  }
  return found.number
}

export function isCanonicalPhone(value: string): boolean {
  return e164.test(value)
}
