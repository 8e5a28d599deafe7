// Addresses that are a public key or an account id as such: Solana, TON, Polkadot and Kusama, Stellar.
import { base32 } from '@scure/base'
import { blake2b } from '@noble/hashes/blake2.js'
import { base58Decode, base58Encode, crc16 } from './checksums.ts'
import { malformed, refuse } from './refusal.ts'
import type { Parsed } from './refusal.ts'

const wrongChecksum = 'the checksum of the address is wrong'

/** A Solana address is 32 bytes of base58 without a checksum: a mistyped one may well be another account. */
export function parseSolanaAddress(text: string): Parsed {
  const bytes = text.length >= 32 && text.length <= 44 ? base58Decode(text) : undefined
  return bytes?.length === 32 ? text : malformed('a Solana address is 32 bytes in base58')
}

const tonFriendly = /^[A-Za-z0-9_\-+/]{48}$/
const tonRaw = /^(0|-1):([0-9a-fA-F]{64})$/
const tonBounceable = 0x11
const tonNonBounceable = 0x51

export function looksTon(text: string): boolean {
  return tonRaw.test(text) || /^[EU][Qf][A-Za-z0-9_\-+/]{46}$/.test(text)
}

/**
 * One account is EQ... (bounceable), UQ... (not) and workchain:hex on TON. The first is canonical: the flag speaks of
 * the message, not of the account; and unlike the raw form it has a checksum and starts as people know it, so that a
 * prefix can be searched.
 */
export function parseTonAddress(text: string): Parsed {
  const raw = tonRaw.exec(text)
  if (raw !== null) return tonText(Number(raw[1]), Buffer.from(raw[2] ?? '', 'hex'))
  if (!tonFriendly.test(text)) return malformed('not the form of an address on ton')
  const bytes = Buffer.from(text, 'base64')
  if (crc16(bytes.subarray(0, 34)) !== bytes.readUInt16BE(34)) return refuse('checksum-invalid', wrongChecksum)
  const [tag] = bytes
  if (tag !== tonBounceable && tag !== tonNonBounceable) return malformed('an address of the TON test network')
  return tonText(bytes.readInt8(1), bytes.subarray(2, 34))
}

function tonText(workchain: number, account: Uint8Array): string {
  const bytes = Buffer.alloc(36)
  bytes[0] = tonBounceable
  bytes.writeInt8(workchain, 1)
  bytes.set(account, 2)
  bytes.writeUInt16BE(crc16(bytes.subarray(0, 34)), 34)
  return bytes.toString('base64url')
}

const ss58Polkadot = 0
const ss58Kusama = 2
const ss58Generic = 42
const ss58Context = Buffer.from('SS58PRE', 'latin1')

/** SS58 with the network's own prefix; the generic prefix 42 is read as Polkadot, whose key it is as well. */
export function parseSs58Address(text: string, network: 'polkadot' | 'kusama'): Parsed {
  if (!/^[0-9A-Za-z]{46,49}$/.test(text)) return malformed(`not the form of an address on ${network}`)
  const bytes = base58Decode(text)
  if (bytes?.length !== 35) {
    const oneByteOff = bytes === undefined
    return oneByteOff ? refuse('checksum-invalid', wrongChecksum) : malformed(`not an account on ${network}`)
  }
  const sum = ss58Checksum(bytes.subarray(0, 33))
  if (sum[0] !== bytes[33] || sum[1] !== bytes[34]) return refuse('checksum-invalid', wrongChecksum)
  const own = network === 'polkadot' ? ss58Polkadot : ss58Kusama
  if (bytes[0] === own) return text
  if (bytes[0] !== ss58Generic || network !== 'polkadot') return malformed('an address of another Substrate chain')
  const payload = Buffer.from([own, ...bytes.subarray(1, 33)])
  return base58Encode(Buffer.concat([payload, ss58Checksum(payload).subarray(0, 2)]))
}

function ss58Checksum(payload: Uint8Array): Uint8Array {
  return blake2b(Buffer.concat([ss58Context, payload]))
}

const stellarAccount = 6 << 3
const stellarContract = 2 << 3

export function looksStellar(text: string): boolean {
  return /^[GC][A-Z2-7]{55}$/.test(text)
}

/** Strkey of an account (G...) or a contract (C...). */
export function parseStellarAddress(text: string): Parsed {
  if (!looksStellar(text)) return malformed('not the form of an address on stellar')
  const bytes = Buffer.from(base32.decode(text))
  if (crc16(bytes.subarray(0, 33)) !== bytes.readUInt16LE(33)) return refuse('checksum-invalid', wrongChecksum)
  return bytes[0] === stellarAccount || bytes[0] === stellarContract
    ? text
    : malformed('neither an account nor a contract on stellar')
}
