// From what people and feeds write to a canonical subject: the publishing edge, and recognition for lookups.
import { ProtocolError } from '../errors.ts'
import { limits } from '../limits.ts'
import type { SubjectKind } from '../names.ts'
import type { Subject } from '../statement-shape.ts'
import { parseAccount } from './accounts.ts'
import { isCanonicalEvm } from './address-evm.ts'
import { moneroWallet } from './address-monero.ts'
import { parseAddress } from './addresses.ts'
import { chainOf, familyOf, isAsset, resolveChain } from './chains.ts'
import { isCanonicalDomain, parseDomain } from './domains.ts'
import { parseEmail } from './emails.ts'
import { parseFileHash } from './file-hashes.ts'
import { parseIban } from './ibans.ts'
import { parseIp } from './ips.ts'
import { subjectKey } from './keys.ts'
import { parsePhone } from './phones.ts'
import { readingsOf, splitChain } from './readings.ts'
import type { Reading } from './readings.ts'
import { malformed, Refusal, refuse } from './refusal.ts'
import type { Mode, Parsed } from './refusal.ts'
import { cleanText, refang } from './text.ts'
import { looksTransaction, parseTransaction } from './transactions.ts'
import { parseUrl } from './urls.ts'

export interface SubjectHint {
  readonly kind?: SubjectKind
  /** A CAIP-2 id or a name that `resolveChain` knows. Ignored for kinds without a chain. */
  readonly chain?: string
  /** The author insists: public suffixes and names that the list of suffixes does not know are subjects, too. */
  readonly insist?: boolean
}

type Found = Subject | Refusal

const evm = chainOf('evm')
// Letters, digits, dots and hyphens that end as a name does: no address, no IP and no other kind looks so.
const plainName = /^[a-z0-9.-]+\.[a-z][a-z0-9-]*$/

/**
 * The canonical subject in a text, by the rules for publishing: mapped names, public suffixes, reserved ranges.
 * Without a hint the default reading of `readings.ts` is taken. Throws ProtocolError with a subject code.
 */
export function parseSubject(text: string, hint: SubjectHint = {}): Subject {
  const found = fastPath(text, hint) ?? find(text, hint)
  if (found instanceof Refusal) throw new ProtocolError(found.code, found.message)
  return found
}

/** Every reading of a text, for lookup; the default first, none where nothing fits. Never throws. */
export function recognize(text: string): Subject[] {
  const clean = cleanText(text)
  if (typeof clean !== 'string') return []
  const plain = refang(clean)
  const subjects = new Map<string, Subject>()
  const add = (found: Found) => {
    if (!(found instanceof Refusal)) subjects.set(subjectKey(found), found)
  }
  const split = splitChain(plain)
  if (split !== undefined && !(split instanceof Refusal)) {
    add(onChain(split.text, split.chain, 'lookup'))
  } else {
    const { readings, also = [] } = readingsOf(plain)
    for (const reading of [...readings, ...also]) add(read(reading, 'lookup'))
  }
  for (const subject of [...subjects.values()]) {
    if (subject.chain === undefined || familyOf(subject.chain) !== 'monero' || subject.kind !== 'address') continue
    const wallet = moneroWallet(subject.value)
    if (wallet !== undefined) add({ ...subject, value: wallet })
  }
  return [...subjects.values()]
}

// What nearly every row of a feed is; the long way gives the same answer.
function fastPath(text: string, hint: SubjectHint): Found | undefined {
  if ((hint.kind === undefined || hint.kind === 'address') && isCanonicalEvm(text)) {
    const chain = hint.chain === undefined ? evm : resolveChain(hint.chain)
    return chain !== undefined && familyOf(chain) === 'evm' ? { kind: 'address', chain, value: text } : undefined
  }
  if (hint.chain !== undefined) return undefined
  const mayBeName =
    hint.kind === 'domain' || (hint.kind === undefined && plainName.test(text) && !text.endsWith('.eth'))
  return mayBeName && isCanonicalDomain(text)
    ? subjectOf('domain', undefined, parseDomain(text, hint.insist === true ? 'insist' : 'publish'))
    : undefined
}

function find(text: string, hint: SubjectHint): Found {
  const clean = cleanText(text)
  if (typeof clean !== 'string') return clean
  const plain = refang(clean)
  const mode = hint.insist === true ? 'insist' : 'publish'
  const named = hint.chain === undefined || isAsset(hint.chain) ? undefined : resolveChain(hint.chain)
  if (named === undefined && hint.chain !== undefined && !isAsset(hint.chain)) {
    return refuse('chain-unknown', `${hint.chain} is not a chain that is known`)
  }
  if (hint.kind === undefined) return withoutKind(plain, named, mode)
  if (hint.kind !== 'address' && hint.kind !== 'transaction') return read({ kind: hint.kind, text: plain }, mode)
  return withChainKind(plain, hint.kind, named, mode)
}

function withoutKind(text: string, named: string | undefined, mode: Mode): Found {
  const split = splitChain(text)
  if (split instanceof Refusal) return split
  if (split !== undefined) return agree(named, split.chain) ?? onChain(split.text, split.chain, mode)
  // No address and no transaction holds these, whatever the chain: a hint for a whole feed must not hide its domains.
  if (named !== undefined && !/[./@*\s]/.test(text) && !isAccountLike(text)) return onChain(text, named, mode)
  return byShape(text, mode)
}

function withChainKind(text: string, kind: 'address' | 'transaction', named: string | undefined, mode: Mode): Found {
  const split = splitChain(text)
  if (split instanceof Refusal) return split
  if (split !== undefined) {
    return agree(named, split.chain) ?? read({ kind, chain: split.chain, text: split.text }, mode)
  }
  if (named !== undefined) return read({ kind, chain: named, text }, mode)
  const { readings, also = [] } = readingsOf(text)
  const fitting = readings.filter((reading) => reading.kind === kind)
  if (fitting.length > 0) return best(fitting, mode)
  const others = also.filter((reading) => reading.kind === kind)
  const [only] = others
  if (only !== undefined && others.length === 1) return read(only, mode)
  return others.length > 1
    ? refuse('subject-ambiguous', `the ${kind} could be of several chains: name its chain`)
    : malformed(`not the form of any ${kind} that is known`)
}

function byShape(text: string, mode: Mode): Found {
  const { readings, ambiguous } = readingsOf(text)
  if (ambiguous !== undefined) return ambiguous
  const found = best(readings, mode)
  // A single word is refused as a name only where it is one: localhost, or a top-level domain.
  if (found instanceof Refusal && found.code === 'domain-reserved' && /^[a-z0-9-]+$/i.test(text)) {
    return /^localhost$/i.test(text) ? found : unrecognized()
  }
  return found
}

/** The first reading that holds; else the refusal that says most: a wrong checksum before a wrong form. */
function best(readings: readonly Reading[], mode: Mode): Found {
  let refusal: Refusal | undefined
  for (const reading of readings) {
    const found = read(reading, mode)
    if (!(found instanceof Refusal)) return found
    if (refusal === undefined || (found.code === 'checksum-invalid' && refusal.code !== found.code)) refusal = found
  }
  return refusal ?? unrecognized()
}

function unrecognized(): Refusal {
  return refuse('subject-unrecognized', 'the value is of no kind that is known')
}

function isAccountLike(text: string): boolean {
  return readingsOf(text).readings.some(({ kind }) => kind === 'account' || kind === 'file-hash' || kind === 'ip')
}

function agree(named: string | undefined, written: string): Refusal | undefined {
  return named === undefined || named === written
    ? undefined
    : malformed(`the value names the chain ${written}, the hint ${named}`)
}

/** An address or a transaction of a chain, whichever the text has the form of. */
function onChain(text: string, chain: string, mode: Mode): Found {
  return read({ kind: looksTransaction(text) ? 'transaction' : 'address', chain, text }, mode)
}

function read(reading: Reading, mode: Mode): Found {
  const value = parseAs(reading, mode)
  if (typeof value === 'string' && value.length > limits.valueMaxChars) {
    return refuse('subject-too-long', `the canonical value has more than ${limits.valueMaxChars} characters`)
  }
  return subjectOf(reading.kind, reading.chain, value)
}

function subjectOf(kind: SubjectKind, chain: string | undefined, value: Parsed): Found {
  if (typeof value !== 'string') return value
  return chain === undefined ? { kind, value } : { kind, chain, value }
}

function parseAs({ kind, chain, text }: Reading, mode: Mode): Parsed {
  switch (kind) {
    case 'address':
      return chain === undefined ? refuse('chain-unknown', 'an address needs its chain') : parseAddress(text, chain)
    case 'transaction':
      return chain === undefined ? refuse('chain-unknown', 'a hash needs its chain') : parseTransaction(text, chain)
    case 'domain':
      return parseDomain(text, mode)
    case 'url':
      return parseUrl(text, mode)
    case 'ip':
      return parseIp(text, mode)
    case 'email':
      return parseEmail(text, mode)
    case 'phone':
      return parsePhone(text)
    case 'iban':
      return parseIban(text, mode)
    case 'account':
      return parseAccount(text)
    case 'file-hash':
      return parseFileHash(text)
  }
}
