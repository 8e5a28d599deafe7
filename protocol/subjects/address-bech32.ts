// Addresses in bech32: segregated witness on Bitcoin, Litecoin and Bitcoin Gold (BIP 173, BIP 350), and Cosmos accounts.
import { bech32, bech32m } from '@scure/base'
import type { AddressFamily } from './chains.ts'
import { malformed, refuse } from './refusal.ts'
import type { Parsed } from './refusal.ts'

const prefixes: Partial<Record<AddressFamily, string>> = {
  bitcoin: 'bc1',
  litecoin: 'ltc1',
  'bitcoin-gold': 'btg1',
  cosmos: 'cosmos1',
}

const maxChars = 90
const wrongChecksum = 'the checksum of the address is wrong'

/** Whether a text is written as a bech32 address of a family, right or wrong. */
export function looksBech32(text: string, family: AddressFamily): boolean {
  const prefix = prefixes[family]
  return prefix !== undefined && text.slice(0, prefix.length).toLowerCase() === prefix
}

/** Canonical (lower-case) bech32 address of a family, or why the text is none. */
export function parseBech32Address(text: string, family: AddressFamily): Parsed {
  const prefix = prefixes[family]
  if (prefix === undefined || !looksBech32(text, family)) return malformed(`not a bech32 address of ${family}`)
  // bech32 text is wholly of one case, so that no letter can be mistaken for another.
  const lower = text.toLowerCase()
  if (text !== lower && text !== text.toUpperCase()) return malformed('a bech32 address is of one case throughout')
  return family === 'cosmos' ? parseCosmos(lower) : parseWitness(lower)
}

function parseCosmos(lower: string): Parsed {
  const decoded = bech32.decodeUnsafe(lower, maxChars)
  if (decoded === undefined) return refuse('checksum-invalid', wrongChecksum)
  const bytes = bech32.fromWordsUnsafe(decoded.words)
  return bytes !== undefined && (bytes.length === 20 || bytes.length === 32)
    ? lower
    : malformed('not the length of an account on cosmos')
}

function parseWitness(lower: string): Parsed {
  // Version 0 is bech32, every later one bech32m; the version is the first word.
  const first = bech32.decodeUnsafe(lower, maxChars)
  const decoded = first ?? bech32m.decodeUnsafe(lower, maxChars)
  if (decoded === undefined) return refuse('checksum-invalid', wrongChecksum)
  const [version, ...words] = decoded.words
  if (version === undefined || version > 16) return malformed('no witness version')
  if ((version === 0) !== (first !== undefined)) {
    return refuse('checksum-invalid', `witness version ${version} has the checksum of another version`)
  }
  const program = bech32.fromWordsUnsafe(words)
  if (program === undefined || program.length < 2 || program.length > 40) return malformed('no witness program')
  if (version === 0 && program.length !== 20 && program.length !== 32) {
    return malformed('a witness program of version 0 has 20 or 32 bytes')
  }
  return lower
}
