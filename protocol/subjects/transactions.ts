// Transactions: hashes and signatures as each chain writes them, in one case.
import { base58Decode } from './checksums.ts'
import { familyOf } from './chains.ts'
import { malformed, refuse } from './refusal.ts'
import type { Parsed } from './refusal.ts'

const hex = /^(?:0[xX])?([0-9a-fA-F]{64})$/
const base64 = /^[A-Za-z0-9_\-+/]{43}=?$/

/**
 * Canonical transaction on a chain (CAIP-2): 64 lower-case hexadecimal digits, behind 0x on EVM chains and on Polkadot
 * and Kusama, whose tools always write it. XRP's tools print capitals; one rule for all of hexadecimal is worth more.
 * On Solana it is the first signature, 64 bytes in base58.
 */
export function parseTransaction(text: string, chain: string): Parsed {
  const family = familyOf(chain)
  if (family === undefined) return refuse('chain-unknown', `${chain} is not a chain that is known`)
  if (family === 'solana') {
    return text.length >= 64 && text.length <= 88 && base58Decode(text)?.length === 64
      ? text
      : malformed('a transaction on Solana is a signature: 64 bytes in base58')
  }
  const digits = hex.exec(text)?.[1]?.toLowerCase() ?? (family === 'ton' ? fromBase64(text) : undefined)
  if (digits === undefined) return malformed('a transaction hash is 64 hexadecimal digits')
  return family === 'evm' || family === 'polkadot' || family === 'kusama' ? `0x${digits}` : digits
}

/** Whether a text has the form of a transaction on any chain. */
export function looksTransaction(text: string): boolean {
  return hex.test(text) || (text.length >= 80 && text.length <= 88 && /^[0-9A-Za-z]+$/.test(text))
}

// TON's explorers show hashes in base64.
function fromBase64(text: string): string | undefined {
  return base64.test(text) ? Buffer.from(text, 'base64').toString('hex') : undefined
}
