// Addresses: which form belongs to which chain. Checksums decide, not patterns.
import { parseBase58Address } from './address-base58.ts'
import { looksBech32, parseBech32Address } from './address-bech32.ts'
import { parseCashAddress } from './address-cashaddr.ts'
import { isCanonicalEvm, parseEvmAddress } from './address-evm.ts'
import { parseSolanaAddress, parseSs58Address, parseStellarAddress, parseTonAddress } from './address-keys.ts'
import { parseMoneroAddress } from './address-monero.ts'
import { familyOf } from './chains.ts'
import { refuse } from './refusal.ts'
import type { Parsed } from './refusal.ts'

/** Canonical address on a chain (CAIP-2), or why the text is none. */
export function parseAddress(text: string, chain: string): Parsed {
  const family = familyOf(chain)
  switch (family) {
    case undefined:
      return refuse('chain-unknown', `${chain} is not a chain that is known`)
    case 'evm':
      return parseEvmAddress(text, chain)
    case 'bitcoin':
    case 'litecoin':
    case 'bitcoin-gold':
      return looksBech32(text, family) ? parseBech32Address(text, family) : parseBase58Address(text, family)
    case 'cosmos':
      return parseBech32Address(text, family)
    case 'bitcoin-cash':
      return parseCashAddress(text)
    case 'dogecoin':
    case 'bitcoin-sv':
    case 'dash':
    case 'verge':
    case 'zcash':
    case 'tron':
    case 'xrp':
      return parseBase58Address(text, family)
    case 'monero':
      return parseMoneroAddress(text)
    case 'solana':
      return parseSolanaAddress(text)
    case 'ton':
      return parseTonAddress(text)
    case 'polkadot':
    case 'kusama':
      return parseSs58Address(text, family)
    case 'stellar':
      return parseStellarAddress(text)
  }
}

/** Whether `value` is canonical on `chain`; the EVM's form first, since most statements are of it. */
export function checkAddress(value: string, chain: string): Parsed {
  if (isCanonicalEvm(value) && familyOf(chain) === 'evm') return value
  return parseAddress(value, chain)
}
