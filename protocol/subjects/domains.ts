// Domain names: A-labels in lower case. Mapping, public suffixes and reserved names act at publishing alone.
import { hash } from 'node:crypto'
import { domainToASCII, domainToUnicode } from 'node:url'
import { base32 } from '@scure/base'
import { suffixKind } from './libraries.ts'
import { malformed, refuse } from './refusal.ts'
import type { Mode, Parsed, Refusal } from './refusal.ts'

const maxChars = 253
// Underscores occur in real host names below the last label; a last label starts with a letter and has two characters.
const grammar = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/
const singleLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
// What the URL parser behind domainToASCII would take for something else than a name.
const notInNames = /[\s%/?#@:\\[\]<>^|]/
const aLabel = /(?:^|\.)xn--/

/** Top-level domains for local and special use: RFC 6761, 6762 and 9476, .internal (ICANN), and what networks use at home. */
const localNames = new Set([
  ...['alt', 'example', 'internal', 'invalid', 'local', 'localhost', 'test'],
  ...['corp', 'domain', 'home', 'intranet', 'lan', 'localdomain', 'private', 'workgroup'],
])

/** How strictly a public suffix counts: a whole hosting provider is no subject, but a page on one is. */
export type SuffixRule = 'name' | 'host'

/** Whether `value` has the canonical form of a domain: syntax alone, so that every version of a node agrees. */
export function isCanonicalDomain(value: string): boolean {
  return value.length <= maxChars && grammar.test(value)
}

/** Canonical domain; at publishing also one that means the same machine everywhere and belongs to somebody. */
export function parseDomain(text: string, mode: Mode, rule: SuffixRule = 'name'): Parsed {
  let name = text
  if (!isCanonicalDomain(name) || aLabel.test(name)) {
    const mapped = mapName(text, mode)
    if (typeof mapped !== 'string') return mapped
    name = mapped
  }
  if (mode === 'lookup') return name
  return publishable(name, rule, mode) ?? name
}

function mapName(text: string, mode: Mode): Parsed {
  if (text.includes('*')) return malformed('a wildcard is not a name: name the domain, which stands for its subdomains')
  if (notInNames.test(text)) return malformed('not the form of a domain name')
  // The root's dot may be written and means nothing.
  const name = domainToASCII(text).replace(/\.$/, '')
  if (name.length > maxChars) return malformed(`a domain name has at most ${maxChars} characters`)
  if (!name.includes('.') && singleLabel.test(name)) return singleLabelRefusal(name)
  if (!isCanonicalDomain(name)) return malformed('not the form of a domain name')
  if (mode !== 'lookup' && aLabel.test(name)) {
    const wrong = name.split('.').find((label) => label.startsWith('xn--') && !isALabel(label))
    if (wrong !== undefined) return malformed(`${wrong} is not the ASCII form of any name`)
  }
  return name
}

/** Whether an xn-- label is what its own Unicode form maps to. */
function isALabel(label: string): boolean {
  const unicode = domainToUnicode(label)
  return !unicode.startsWith('xn--') && domainToASCII(unicode) === label
}

function singleLabelRefusal(label: string): Refusal {
  return suffixKind(label) === 'registry'
    ? refuse('domain-public-suffix', `${label} is a public suffix`)
    : refuse('domain-reserved', `${label} is a local name: it has no public suffix`)
}

function publishable(name: string, rule: SuffixRule, mode: Mode): Refusal | undefined {
  if (localNames.has(name.slice(name.lastIndexOf('.') + 1))) {
    return refuse('domain-reserved', `${name} is a local or special-use name: it means another machine to every reader`)
  }
  if (name.endsWith('.arpa')) return refuse('domain-reserved', `${name} belongs to the infrastructure of the DNS`)
  if (name.endsWith('.onion')) return checkOnion(name)
  if (mode === 'insist') return undefined
  const kind = suffixKind(name)
  if (kind === 'unlisted') {
    return refuse('domain-reserved', `${name} has no public suffix: it is a local or special-use name`)
  }
  if (kind === 'below' || (kind === 'company' && rule === 'host')) return undefined
  return refuse('domain-public-suffix', `${name} is a public suffix: many register names below it`)
}

/** An onion name is a key: version 3 has a checksum (rend-spec-v3), version 2 has none. */
function checkOnion(name: string): Refusal | undefined {
  const label = name.split('.').at(-2) ?? ''
  if (/^[a-z2-7]{16}$/.test(label)) return undefined
  if (!/^[a-z2-7]{56}$/.test(label)) return malformed('an onion name has 16 or 56 characters of base32')
  const bytes = Buffer.from(base32.decode(label.toUpperCase()))
  const key = bytes.subarray(0, 32)
  const sum = hash('sha3-256', Buffer.concat([Buffer.from('.onion checksum'), key, bytes.subarray(34)]), 'buffer')
  return bytes[34] === 3 && sum[0] === bytes[32] && sum[1] === bytes[33]
    ? undefined
    : refuse('checksum-invalid', 'the checksum of the onion name is wrong')
}
