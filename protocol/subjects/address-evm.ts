// EVM addresses: 20 bytes in hexadecimal, lower-case is canonical. Mixed case is a checksum (EIP-55) and must match.
import { keccak_256 } from '@noble/hashes/sha3.js'
import { malformed, refuse } from './refusal.ts'
import type { Parsed } from './refusal.ts'

const canonical = /^0x[0-9a-f]{40}$/
const digits = /^(?:0[xX])?([0-9a-fA-F]{40})$/
// Rootstock puts its chain id into the checksum (EIP-1191).
const chainIdInChecksum = new Set(['eip155:30', 'eip155:31'])

export function isCanonicalEvm(value: string): boolean {
  return value.length === 42 && canonical.test(value)
}

/** Canonical EVM address, or why the text is none. `chain` is the CAIP-2 id it was named with. */
export function parseEvmAddress(text: string, chain: string): Parsed {
  if (isCanonicalEvm(text)) return text
  const hex = digits.exec(text)?.[1]
  if (hex === undefined) return malformed('an EVM address is 0x and 40 hexadecimal digits')
  const lower = hex.toLowerCase()
  if (hex !== lower && hex !== hex.toUpperCase() && !checksumMatches(hex, lower, chain)) {
    return refuse('checksum-invalid', 'the mixed case of the address does not match its checksum (EIP-55)')
  }
  return `0x${lower}`
}

function checksumMatches(hex: string, lower: string, chain: string): boolean {
  if (checksumCase(lower, lower) === hex) return true
  return chainIdInChecksum.has(chain) && checksumCase(lower, `${chain.slice('eip155:'.length)}0x${lower}`) === hex
}

function checksumCase(lower: string, hashed: string): string {
  const sum = keccak_256(Buffer.from(hashed, 'latin1'))
  let text = ''
  for (let at = 0; at < lower.length; at++) {
    const nibble = ((sum[at >> 1] ?? 0) >> (at % 2 === 0 ? 4 : 0)) & 15
    const digit = lower.charAt(at)
    text += nibble >= 8 ? digit.toUpperCase() : digit
  }
  return text
}
