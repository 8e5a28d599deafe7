// Addresses in base58check: the Bitcoin family, Tron and XRP. One table of version bytes says which chain takes which.
import { base58checkDecode, base58checkEncode } from './checksums.ts'
import type { AddressFamily } from './chains.ts'
import { malformed, refuse } from './refusal.ts'
import type { Parsed } from './refusal.ts'

/** Version as read -> version as written. They differ where one account has an old and a new form. */
type Versions = ReadonlyMap<number, number>

function versions(...list: readonly (number | readonly [number, number])[]): Versions {
  return new Map(list.map((entry) => (typeof entry === 'number' ? [entry, entry] : [entry[0], entry[1]])))
}

const versionsOf: Partial<Record<AddressFamily, Versions>> = {
  bitcoin: versions(0, 5),
  // A Litecoin script address was written 3... before it was written M...: the same account.
  litecoin: versions(48, 50, [5, 50]),
  dogecoin: versions(30, 22),
  'bitcoin-sv': versions(0, 5),
  'bitcoin-gold': versions(38, 23),
  dash: versions(76, 16),
  verge: versions(30, 33),
  zcash: versions(0x1cb8, 0x1cbd),
  tron: versions(0x41),
  xrp: versions(0),
}

/** Length of the hash behind the version, in bytes. */
const hashBytes = 20
const addressShape = /^[0-9A-Za-z]{24,36}$/
const tronHex = /^(?:0x)?41[0-9a-fA-F]{40}$/

/** Canonical base58check address of a family, or why the text is none. */
export function parseBase58Address(text: string, family: AddressFamily): Parsed {
  const known = versionsOf[family]
  if (known === undefined) return malformed(`${family} has no base58check addresses`)
  // Tron's own tools print the same 21 bytes in hexadecimal as well.
  if (family === 'tron' && tronHex.test(text)) return base58checkEncode(Buffer.from(text.slice(-42), 'hex'))
  if (!addressShape.test(text)) return malformed(`not the form of an address on ${family}`)
  const payload = base58checkDecode(text, family === 'xrp' ? 'xrp' : 'bitcoin')
  if (payload === undefined) return refuse('checksum-invalid', 'the checksum of the address is wrong')
  const version = versionOf(payload)
  const written = version === undefined ? undefined : known.get(version)
  if (version === undefined || written === undefined) {
    return malformed(`the address is whole, but not one of ${family}: its version is that of another chain`)
  }
  if (written === version) return text
  return base58checkEncode(Buffer.from([written, ...payload.subarray(1)]))
}

/** Version of a payload: one byte, or Zcash's two. */
function versionOf(payload: Uint8Array): number | undefined {
  const [first = 0, second = 0] = payload
  if (payload.length === hashBytes + 1) return first
  return payload.length === hashBytes + 2 ? first * 256 + second : undefined
}
