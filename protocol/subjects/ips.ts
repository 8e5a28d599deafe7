// IP addresses: one text for each (RFC 5952 for IPv6, IPv4 for mapped ones), and their bits in order.
import ipaddr from 'ipaddr.js'
import { malformed, refuse } from './refusal.ts'
import type { Mode, Parsed } from './refusal.ts'

// Four decimal numbers without leading zeros: octal, hexadecimal and short forms mean different hosts to different readers.
const v4Part = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'
const v4 = new RegExp(`^(?:${v4Part}\\.){3}${v4Part}$`)
const dotCode = 0x2e
const zeroCode = 0x30
const v6Characters = /^[0-9a-fA-F:]+(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3})?$/

// Ranges that mean one and the same machine everywhere, beside plain unicast.
const globalRanges = new Set(['unicast', '6to4', 'teredo', 'as112', 'as112v6', 'amt'])

// First numbers of the IPv4 blocks that hold a special range (IANA); below 224 all others are unicast.
const mixedBlocks = new Set(['0', '10', '100', '127', '169', '172', '192', '198', '203'])

/** Canonical text of an IP address; at publishing, one that is routed on the internet. */
export function parseIp(text: string, mode: Mode): Parsed {
  const canonical = canonicalIp(text)
  if (canonical === undefined) return malformed('not an IPv4 or IPv6 address in its usual form')
  if (mode !== 'lookup' && isReserved(canonical)) {
    return refuse('ip-reserved', `${canonical} lies in a private or reserved range`)
  }
  return canonical
}

/** Whether `value` is the canonical text of an IP address. */
export function isCanonicalIp(value: string): boolean {
  return v4.test(value) || (value.includes(':') && canonicalIp(value) === value)
}

export function isIpv4(text: string): boolean {
  return v4.test(text)
}

/** "4" and 8 hexadecimal digits, or "6" and 32: ordered as the addresses are. `undefined` for what is none. */
export function ipBits(value: string): string | undefined {
  if (v4.test(value)) {
    let bits = 0
    let part = 0
    for (let at = 0; at < value.length; at++) {
      const code = value.charCodeAt(at)
      if (code !== dotCode) part = part * 10 + code - zeroCode
      else {
        bits = bits * 256 + part
        part = 0
      }
    }
    return `4${(bits * 256 + part).toString(16).padStart(8, '0')}`
  }
  if (!value.includes(':') || !ipaddr.IPv6.isValid(value)) return undefined
  return `6${ipaddr.IPv6.parse(value)
    .toByteArray()
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}`
}

function canonicalIp(text: string): string | undefined {
  if (v4.test(text)) return text
  if (!text.includes(':') || !v6Characters.test(text) || !ipaddr.IPv6.isValid(text)) return undefined
  const address = ipaddr.IPv6.parse(text)
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String()
}

function isReserved(canonical: string): boolean {
  const dot = canonical.indexOf('.')
  if (dot > 0 && !mixedBlocks.has(canonical.slice(0, dot)) && Number(canonical.slice(0, dot)) < 224) return false
  const address = ipaddr.parse(canonical)
  if (!globalRanges.has(address.range())) return true
  if (!(address instanceof ipaddr.IPv6)) return false
  // Of IPv6, 2000::/3 alone is assigned as global unicast (IANA).
  return ((address.parts[0] ?? 0) & 0xe000) !== 0x2000 || embeddedIpv4(address.parts).some(isReserved)
}

/** What tunnels carry in an address: 6to4 the router's, Teredo the server's and, inverted, the client's. */
function embeddedIpv4(parts: readonly number[]): string[] {
  const [first = 0, second = 0, third = 0, fourth = 0, , , seventh = 0, eighth = 0] = parts
  if (first === 0x2002) return [ipv4Of(second, third)]
  if (first === 0x2001 && second === 0) return [ipv4Of(third, fourth), ipv4Of(seventh ^ 0xffff, eighth ^ 0xffff)]
  return []
}

function ipv4Of(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
