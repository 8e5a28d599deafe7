// What a text could be, by its shape alone: the readings to try, the default first. The parsers decide which of them hold.
import { looksAccount } from './accounts.ts'
import { looksCashaddr } from './address-cashaddr.ts'
import { looksStellar, looksTon } from './address-keys.ts'
import { looksMonero } from './address-monero.ts'
import { chainOf, chains, resolveChain } from './chains.ts'
import type { AddressFamily } from './chains.ts'
import type { SubjectKind } from '../names.ts'
import { looksFileHash } from './file-hashes.ts'
import { refuse } from './refusal.ts'
import type { Refusal } from './refusal.ts'
import { looksTransaction } from './transactions.ts'

/** One way to read a text: as a kind, on a chain where the kind has one. */
export interface Reading {
  readonly kind: SubjectKind
  readonly chain?: string
  readonly text: string
}

/**
 * Readings of a text. The first that holds is the default; `also` are further ones, for lookup alone. With `ambiguous`
 * there is no default: the refusal says what to name.
 */
export interface Readings {
  readonly readings: readonly Reading[]
  readonly also?: readonly Reading[]
  readonly ambiguous?: Refusal
}

/**
 * Defaults of a bare base58check text by its first character. The first family is the default; the others hold the same
 * bytes as well, or share the letter.
 */
const base58Defaults: Readonly<Record<string, readonly AddressFamily[]>> = {
  '1': ['bitcoin', 'bitcoin-cash', 'bitcoin-sv'],
  '3': ['bitcoin', 'litecoin', 'bitcoin-cash', 'bitcoin-sv'],
  '7': ['dash'],
  '9': ['dogecoin'],
  A: ['dogecoin', 'bitcoin-gold'],
  D: ['dogecoin', 'verge'],
  E: ['verge'],
  G: ['bitcoin-gold'],
  L: ['litecoin'],
  M: ['litecoin'],
  T: ['tron'],
  X: ['dash'],
  r: ['xrp'],
  t: ['zcash'],
}

/** Where a first letter stands for two chains with different versions, the version decides: each is tried in turn. */
const triedInTurn = new Set(['A'])

const bech32Defaults: readonly (readonly [RegExp, AddressFamily])[] = [
  [/^bc1/i, 'bitcoin'],
  [/^ltc1/i, 'litecoin'],
  [/^btg1/i, 'bitcoin-gold'],
  [/^cosmos1/i, 'cosmos'],
]

const evm = chainOf('evm')
const hexChains = chains.filter(({ id, family }) => family !== 'solana' && (family !== 'evm' || id === evm))
const base58Text = /^[1-9A-HJ-NP-Za-km-z]+$/
const caip10 = /^([-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}):(.+)$/
const namespaces = new Set(chains.map(({ id }) => id.slice(0, id.indexOf(':'))))

function one(kind: SubjectKind, text: string): Readings {
  return { readings: [{ kind, text }] }
}

function onChain(kind: 'address' | 'transaction', family: AddressFamily, text: string): Reading {
  return { kind, chain: chainOf(family), text }
}

/** The chain that a text names before its value (CAIP-10, or a name such as bitcoin:), and the value. */
export function splitChain(text: string): { readonly chain: string; readonly text: string } | Refusal | undefined {
  const full = caip10.exec(text)
  if (full !== null) {
    const [, named = '', value = ''] = full
    const chain = resolveChain(named)
    if (chain !== undefined) return { chain, text: value }
    if (namespaces.has(named.slice(0, named.indexOf(':')))) {
      return refuse('chain-unknown', `${named} is not a chain that is known`)
    }
  }
  const colon = text.indexOf(':')
  if (colon < 1 || text.startsWith('//', colon + 1)) return undefined
  const chain = resolveChain(text.slice(0, colon))
  return chain === undefined ? undefined : { chain, text: text.slice(colon + 1) }
}

/** Readings of clean text that comes without a hint. */
export function readingsOf(text: string): Readings {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return one('url', text)
  if (text.includes(':')) return withColon(text)
  if (text.includes('@')) return withAt(text)
  if (text.includes('/')) return withSlash(text)
  if (/[.\u3002\uff0e\uff61*]/.test(text)) return withDot(text)
  if (text.startsWith('+')) return one('phone', text)
  if (/^0x/i.test(text))
    return text.length > 50 ? evmTransaction(text) : { readings: [onChain('address', 'evm', text)] }
  return bare(text)
}

function withColon(text: string): Readings {
  if (looksTon(text)) return { readings: [onChain('address', 'ton', text)] }
  if (looksFileHash(text)) return one('file-hash', text)
  if (/^mailto:/i.test(text)) return one('email', text)
  if (/^tel:/i.test(text)) return one('phone', text)
  if (looksAccount(text)) return one('account', text)
  if (/^iban:/i.test(text)) return one('iban', text)
  if (/^[0-9a-f:.]+$/i.test(text) && text.indexOf(':') !== text.lastIndexOf(':')) return one('ip', text)
  if (/^[^/:@]+\.[^/:@]+:[0-9]+\/./.test(text)) return withSlash(text)
  if (/^[^/:@]+\.[^/:@]+:[0-9]+\/?$/.test(text)) {
    return {
      readings: [],
      ambiguous: refuse('subject-malformed', 'a host with a port: name the host, or the whole URL'),
    }
  }
  // Any platform may be published with its kind named; without, it is found but not guessed.
  return { readings: [], also: [{ kind: 'account', text }] }
}

function withAt(text: string): Readings {
  if (!text.startsWith('@')) return text.includes('/') ? withSlash(text) : one('email', text)
  return {
    readings: [],
    ambiguous: refuse('subject-ambiguous', 'a handle needs its platform, such as telegram:name'),
  }
}

function withSlash(text: string): Readings {
  if (/^[0-9a-f.]+\/[0-9]{1,3}$/i.test(text) && /^[0-9]/.test(text)) {
    return { readings: [], ambiguous: refuse('subject-malformed', 'a range of addresses is not a subject: name each') }
  }
  if (!/^[^/]+\.[^/]+\//.test(text)) return { readings: [] }
  return { readings: [{ kind: 'url', text }], also: [{ kind: 'url', text: `http://${text}` }] }
}

function withDot(text: string): Readings {
  if (/^[0-9.]+$/.test(text)) return one('ip', text)
  // .eth is no domain of the DNS: the name service behind it is a platform, and the name an account there.
  if (/^[^*]+\.eth$/i.test(text)) return one('account', `ens:${text}`)
  return one('domain', text)
}

function evmTransaction(text: string): Readings {
  return {
    readings: [onChain('transaction', 'evm', text)],
    also: [onChain('transaction', 'polkadot', text), onChain('transaction', 'kusama', text)],
  }
}

function bare(text: string): Readings {
  if (/^[0-9a-f]+$/i.test(text)) {
    const found = bareHex(text)
    if (found !== undefined) return found
  }
  const prefix = bech32Defaults.find(([pattern]) => pattern.test(text))
  if (prefix !== undefined) return { readings: [onChain('address', prefix[1], text)] }
  if (looksCashaddr(text)) return { readings: [onChain('address', 'bitcoin-cash', text)] }
  if (looksTon(text)) return { readings: [onChain('address', 'ton', text)] }
  if (looksStellar(text)) return { readings: [onChain('address', 'stellar', text)] }
  if (looksMonero(text)) return { readings: [onChain('address', 'monero', text)] }
  if (looksIban(text)) return one('iban', text)
  return /^[0-9A-Za-z]{24,88}$/.test(text) ? base58Readings(text) : singleWord(text)
}

/** Hexadecimal without 0x. 64 digits have no default: a file and a transaction of many chains look alike. */
function bareHex(text: string): Readings | undefined {
  const file: Reading = { kind: 'file-hash', text }
  switch (text.length) {
    case 32:
      return { readings: [file], also: [{ kind: 'iban', text }, onChain('address', 'solana', text)] }
    case 40:
      return { readings: [file], also: [onChain('address', 'evm', text)] }
    case 42:
      return text.startsWith('41') ? { readings: [onChain('address', 'tron', text)] } : undefined
    case 64:
      return {
        readings: [],
        also: [file, ...hexChains.map(({ id }): Reading => ({ kind: 'transaction', chain: id, text }))],
        ambiguous: refuse('subject-ambiguous', 'a file hash (SHA-256) or a transaction of some chain: name it'),
      }
    case 128:
      return { readings: [file] }
    default:
      return undefined
  }
}

function looksIban(text: string): boolean {
  const letters = text.replaceAll(' ', '')
  return /^(?:IBAN)?[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/.test(letters) || /^[a-z]{2}[0-9]{2}[a-z0-9]{11,30}$/.test(letters)
}

function base58Readings(text: string): Readings {
  const first = text.charAt(0)
  const families = text.length <= 36 ? (base58Defaults[first] ?? []) : []
  const inTurn = triedInTurn.has(first) ? families.length : 1
  const readings = families.slice(0, inTurn).map((family) => onChain('address', family, text))
  const also = families.slice(inTurn).map((family) => onChain('address', family, text))
  if (text.length >= 32 && text.length <= 44 && base58Text.test(text)) readings.push(onChain('address', 'solana', text))
  if (text.length >= 46 && text.length <= 49) {
    readings.push(onChain('address', 'polkadot', text), onChain('address', 'kusama', text))
  }
  if (looksTransaction(text) && base58Text.test(text)) readings.push(onChain('transaction', 'solana', text))
  return { readings, also }
}

// A top-level domain or localhost as a threat is refused by name; any other single word is nothing known.
function singleWord(text: string): Readings {
  return /^[a-z0-9-]{2,63}$/i.test(text) ? one('domain', text) : { readings: [] }
}
