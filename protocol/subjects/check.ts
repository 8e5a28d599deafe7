// The receiver's grammar: whether a subject is in canonical form. Syntax, digits and checksums, no tables that change.
import type { ProtocolCode } from '../codes.ts'
import { limits } from '../limits.ts'
import type { SubjectKind } from '../names.ts'
import type { Subject } from '../statement-shape.ts'
import { isCanonicalAccount } from './accounts.ts'
import { checkAddress } from './addresses.ts'
import { isCanonicalDomain } from './domains.ts'
import { isCanonicalEmail } from './emails.ts'
import { isCanonicalFileHash } from './file-hashes.ts'
import { isCanonicalIban } from './ibans.ts'
import { isCanonicalIp } from './ips.ts'
import { isCanonicalPhone } from './phones.ts'
import type { Parsed } from './refusal.ts'
import { parseTransaction } from './transactions.ts'
import { isCanonicalUrl } from './urls.ts'

const forms: Readonly<Record<Exclude<SubjectKind, 'address' | 'transaction'>, (value: string) => boolean>> = {
  domain: isCanonicalDomain,
  url: isCanonicalUrl,
  ip: isCanonicalIp,
  email: isCanonicalEmail,
  phone: isCanonicalPhone,
  iban: isCanonicalIban,
  account: isCanonicalAccount,
  'file-hash': isCanonicalFileHash,
}

/**
 * Why a received subject is not canonical, or `undefined`. Every node of one version must answer alike, so the rules of
 * publishing (public suffixes, name mapping, reserved ranges, countries' number plans) have no place here.
 */
export function checkSubject(subject: Subject): ProtocolCode | undefined {
  const { kind, chain, value } = subject
  if (value.length > limits.valueMaxChars) return 'subject-too-long'
  if (kind === 'address' || kind === 'transaction') {
    if (chain === undefined) return 'chain-unknown'
    return verdict(value, kind === 'address' ? checkAddress(value, chain) : parseTransaction(value, chain))
  }
  return chain === undefined && forms[kind](value) ? undefined : 'subject-malformed'
}

function verdict(value: string, canonical: Parsed): ProtocolCode | undefined {
  if (canonical === value) return undefined
  // A text that parses to another one has the right content in the wrong form.
  return typeof canonical === 'string' ? 'subject-malformed' : canonical.code
}
