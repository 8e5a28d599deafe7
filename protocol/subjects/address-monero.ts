// Monero addresses: block-wise base58 with a Keccak checksum; standard, subaddress and integrated.
import { keccak_256 } from '@noble/hashes/sha3.js'
import { base58xmr } from '@scure/base'
import { malformed, refuse } from './refusal.ts'
import type { Parsed } from './refusal.ts'

const standard = 18
const integrated = 19
const subaddress = 42
const keyBytes = 64
const paymentIdBytes = 8
const checksumBytes = 4
const shape = /^[48][0-9A-Za-z]{94}(?:[0-9A-Za-z]{11})?$/

/** Whether a text is written as a Monero address, right or wrong. */
export function looksMonero(text: string): boolean {
  return shape.test(text)
}

/** The address itself, which has one text alone, or why it is none. */
export function parseMoneroAddress(text: string): Parsed {
  if (!shape.test(text)) return malformed('not the form of an address on monero')
  const payload = decode(text)
  if (payload === undefined) return refuse('checksum-invalid', 'the checksum of the address is wrong')
  const length = payload.length - 1
  switch (payload[0]) {
    case standard:
    case subaddress:
      return length === keyBytes ? text : malformed('not the length of a Monero address')
    case integrated:
      return length === keyBytes + paymentIdBytes ? text : malformed('not the length of an integrated address')
    default:
      return malformed('an address of a Monero test network')
  }
}

/** The wallet behind an integrated address, whose payment id merely names a customer; `undefined` for any other. */
export function moneroWallet(address: string): string | undefined {
  const payload = decode(address)
  if (payload?.[0] !== integrated) return undefined
  const wallet = Buffer.from([standard, ...payload.subarray(1, 1 + keyBytes)])
  return base58xmr.encode(Buffer.concat([wallet, keccak_256(wallet).subarray(0, checksumBytes)]))
}

function decode(text: string): Uint8Array | undefined {
  let bytes: Uint8Array
  try {
    bytes = base58xmr.decode(text)
  } catch {
    return undefined
  }
  const payload = bytes.subarray(0, -checksumBytes)
  const sum = keccak_256(payload)
  return bytes.subarray(-checksumBytes).every((byte, at) => byte === sum[at]) ? payload : undefined
}
