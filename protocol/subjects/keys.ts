// Subjects as ordered keys, so that a prefix of an address, a domain with its subdomains and a block of IPs are ranges.
import type { SubjectKind } from '../names.ts'
import type { Subject } from '../statement-shape.ts'
import { ipBits } from './ips.ts'

export interface KeyRange {
  readonly gte: string
  readonly lt: string
}

// Canonical values are printable ASCII, so NUL ends a value before anything that continues it, and U+007F follows all.
const end = '\0'
const afterAll = '\x7f'

// The kind's number on the wire. Written out: the keys of a store must not move when a table elsewhere does.
const kindDigits: Readonly<Record<SubjectKind, string>> = {
  address: '01',
  transaction: '02',
  domain: '03',
  url: '04',
  ip: '05',
  email: '06',
  phone: '07',
  iban: '08',
  account: '09',
  'file-hash': '10',
}

/**
 * Ordered ASCII key of a canonical subject: two digits of kind, the ordered value, NUL, and the chain. All EVM chains
 * share one chain part, since an EVM account is the same key on each of them.
 */
export function subjectKey(subject: Subject): string {
  return kindDigits[subject.kind] + ordered(subject) + end + chainPart(subject.chain)
}

/** Addresses that begin with `prefix`, on any chain. Hexadecimal and bech32 prefixes match in either case. */
export function addressPrefixRange(prefix: string): KeyRange {
  const text = prefix.trim()
  const folded = /^(?:0x|bc1|ltc1|btg1|cosmos1)/i.test(text) ? text.toLowerCase() : text
  // A TON account is written EQ... or UQ...; EQ is the canonical one.
  return rangeOf(kindDigits.address + folded.replace(/^UQ(?=[A-D])/, 'EQ'))
}

/** The domain itself, then everything below it. Two ranges: a hyphen sorts before the dot. */
export function domainTreeRange(domain: string): KeyRange[] {
  const reversed = kindDigits.domain + reverseLabels(domain)
  return [{ gte: reversed + end, lt: reversed + '\x01' }, rangeOf(reversed + '.')]
}

function rangeOf(prefix: string): KeyRange {
  return { gte: prefix, lt: prefix + afterAll }
}

function chainPart(chain: string | undefined): string {
  if (chain === undefined) return ''
  return chain.startsWith('eip155:') ? 'eip155' : chain
}

function ordered(subject: Subject): string {
  const { value } = subject
  switch (subject.kind) {
    case 'domain':
      return reverseLabels(value)
    case 'url':
      // Host first, so that the URLs below a domain lie together.
      return `${orderedHost(urlHost(value))} ${value}`
    case 'ip':
      return ipBits(value) ?? value
    case 'email': {
      const at = value.lastIndexOf('@')
      return reverseLabels(value.slice(at + 1)) + value.slice(at, at + 1) + value.slice(0, at)
    }
    default:
      return value
  }
}

function reverseLabels(domain: string): string {
  const first = domain.indexOf('.')
  if (first < 0) return domain
  // Two labels are the common case, and splitting costs more than cutting.
  if (domain.indexOf('.', first + 1) < 0) return `${domain.slice(first + 1)}.${domain.slice(0, first)}`
  return domain.split('.').reverse().join('.')
}

function urlHost(url: string): string {
  const from = url.indexOf('://') + 3
  const to = url.indexOf('/', from)
  return url.slice(from, to < 0 ? undefined : to)
}

function orderedHost(authority: string): string {
  if (authority.startsWith('[')) return authority
  const colon = authority.indexOf(':')
  const host = colon < 0 ? authority : authority.slice(0, colon)
  return ipBits(host) === undefined ? reverseLabels(host) : host
}
