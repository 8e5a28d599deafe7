// E-mail addresses, wholly in lower case, with the domain in its canonical form.
import { isCanonicalDomain, parseDomain } from './domains.ts'
import { malformed } from './refusal.ts'
import type { Mode, Parsed } from './refusal.ts'

const maxChars = 254
const localMaxChars = 64
// Dot-atoms (RFC 5321). Quoted local parts are legal and used by nobody but those who probe parsers.
const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/

/**
 * Canonical e-mail address. The local part is lowered too: the standard lets a host tell cases apart, no provider of
 * note does, and a match missed for a capital letter costs more than two mailboxes taken for one.
 */
export function parseEmail(text: string, mode: Mode): Parsed {
  const address = text.replace(/^mailto:/i, '')
  const at = address.indexOf('@')
  if (at < 0 || at !== address.lastIndexOf('@')) return malformed('an e-mail address has one @')
  const name = address.slice(0, at).toLowerCase()
  if (name.length > localMaxChars || !local.test(name)) return malformed('not the form of an e-mail address')
  const domain = parseDomain(address.slice(at + 1), mode, 'host')
  if (typeof domain !== 'string') return domain
  const email = `${name}@${domain}`
  return email.length <= maxChars ? email : malformed(`an e-mail address has at most ${maxChars} characters`)
}

export function isCanonicalEmail(value: string): boolean {
  const at = value.indexOf('@')
  if (at < 1 || at > localMaxChars || value.length > maxChars) return false
  return local.test(value.slice(0, at)) && isCanonicalDomain(value.slice(at + 1))
}
