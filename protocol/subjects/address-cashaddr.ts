// Bitcoin Cash addresses: cashaddr without its prefix is canonical; the form inherited from Bitcoin is turned into it.
import { base58checkDecode } from './checksums.ts'
import { malformed, refuse } from './refusal.ts'
import type { Parsed } from './refusal.ts'

const prefix = 'bitcoincash'
const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const wordOf = new Map(Array.from(alphabet, (letter, at) => [letter, at]))
// The checksum has 40 bits: two numbers of 20, high and low, since bit operations work on 32.
const generators = [
  [0x98f2b, 0xc8e61],
  [0x79b76, 0xd99e2],
  [0xf33e5, 0xfb3c4],
  [0xae2ea, 0xbe2a8],
  [0x1e4f4, 0x3e470],
] as const
// 20 bytes of hash are 42 characters, the 32 of newer script addresses 61.
const shape = /^[qpzr](?:[0-9a-z]{41}|[0-9a-z]{60})$/
const checksumWords = 8
const legacyTypes = new Map([
  [0, 0],
  [5, 1],
])

/** Whether a text is written as a cashaddr, right or wrong. */
export function looksCashaddr(text: string): boolean {
  return shape.test(text.toLowerCase().replace(`${prefix}:`, ''))
}

/** Canonical cashaddr, or why the text is none. */
export function parseCashAddress(text: string): Parsed {
  if (/^[13][0-9A-Za-z]{24,34}$/.test(text)) return fromLegacy(text)
  const lower = text.toLowerCase()
  if (text !== lower && text !== text.toUpperCase()) return malformed('a cashaddr is of one case throughout')
  const body = lower.startsWith(`${prefix}:`) ? lower.slice(prefix.length + 1) : lower
  if (!shape.test(body)) return malformed('not the form of an address on bitcoin-cash')
  const words: number[] = []
  for (const letter of body) {
    const word = wordOf.get(letter)
    if (word === undefined) return refuse('checksum-invalid', `a cashaddr has no "${letter}"`)
    words.push(word)
  }
  if (!isZero(polymod(words))) return refuse('checksum-invalid', 'the checksum of the address is wrong')
  const bytes = toBytes(words.slice(0, -checksumWords))
  if (bytes === undefined) return malformed('the padding of the address is wrong')
  const [version = 0, ...hash] = bytes
  const type = (version >> 3) & 0x0f
  const size = [20, 24, 28, 32, 40, 48, 56, 64][version & 7]
  if (version & 0x80 || type > 3 || hash.length !== size) return malformed('no address type that is known')
  // Types 2 and 3 announce that the holder takes tokens; the account is that of types 0 and 1.
  return type < 2 ? body : encode(version - 16, hash)
}

function fromLegacy(text: string): Parsed {
  const payload = base58checkDecode(text)
  if (payload === undefined) return refuse('checksum-invalid', 'the checksum of the address is wrong')
  const [version = -1, ...hash] = payload
  const type = legacyTypes.get(version)
  if (type === undefined || hash.length !== 20) return malformed('not an address of bitcoin-cash')
  return encode(type << 3, hash)
}

function encode(version: number, hash: readonly number[]): string {
  const words = toWords([version, ...hash])
  const [high, low] = polymod([...words, ...Array.from({ length: checksumWords }, () => 0)])
  for (const half of [high, low]) for (let shift = 15; shift >= 0; shift -= 5) words.push((half >> shift) & 31)
  return words.map((word) => alphabet[word]).join('')
}

const prefixWords = [...Array.from(prefix, (letter) => letter.charCodeAt(0) & 31), 0]

function polymod(words: readonly number[]): readonly [number, number] {
  let high = 0
  let low = 1
  const step = (word: number) => {
    const top = high >> 15
    high = ((high & 0x7fff) << 5) | (low >> 15)
    low = ((low & 0x7fff) << 5) ^ word
    for (let bit = 0; bit < 5; bit++) {
      const generator = generators[bit]
      if (generator === undefined || !((top >> bit) & 1)) continue
      high ^= generator[0]
      low ^= generator[1]
    }
  }
  prefixWords.forEach(step)
  words.forEach(step)
  return [high, low ^ 1]
}

function isZero([high, low]: readonly [number, number]): boolean {
  return high === 0 && low === 0
}

function toWords(bytes: readonly number[]): number[] {
  const words: number[] = []
  let buffer = 0
  let bits = 0
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff
    for (bits += 8; bits >= 5;) {
      bits -= 5
      words.push((buffer >> bits) & 31)
    }
  }
  if (bits > 0) words.push((buffer << (5 - bits)) & 31)
  return words
}

function toBytes(words: readonly number[]): number[] | undefined {
  const bytes: number[] = []
  let buffer = 0
  let bits = 0
  for (const word of words) {
    buffer = ((buffer << 5) | word) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((buffer >> bits) & 0xff)
    }
  }
  // What is left over must be padding of less than a word, all zero: else two texts would be one account.
  return bits < 5 && (buffer & ((1 << bits) - 1)) === 0 ? bytes : undefined
}
