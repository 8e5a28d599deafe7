// The words by which tables say of what kind a value is, in our kinds.
import { type SubjectKind, subjectKinds } from '../../protocol/names.ts'

const words: Readonly<Record<SubjectKind, readonly string[]>> = {
  address: [
    'wallet',
    'wallet-address',
    'crypto-address',
    'cryptocurrency-address',
    'cryptocurrency-wallet',
    'coin-address',
  ],
  transaction: ['tx', 'tx-hash', 'txid', 'transaction-hash', 'cryptocurrency-transaction'],
  domain: ['domain-name', 'hostname', 'host', 'fqdn'],
  url: ['uri', 'link', 'website'],
  ip: ['ipv4', 'ipv6', 'ip-address', 'ip-addr', 'ipv4-addr', 'ipv6-addr', 'ip-src', 'ip-dst'],
  email: ['e-mail', 'mail', 'email-address', 'email-addr', 'email-src', 'email-dst'],
  phone: ['phone-number', 'telephone'],
  iban: ['bank-account'],
  account: ['user-account', 'handle', 'social-media-account'],
  'file-hash': ['hash', 'file', 'md5', 'sha1', 'sha-1', 'sha256', 'sha-256', 'sha512', 'sha-512'],
}

const byWord: ReadonlyMap<string, SubjectKind> = new Map(
  subjectKinds.names.flatMap((kind) => [kind, ...words[kind]].map((word) => [word, kind] as const)),
)

/** `undefined` for a word that stands for none. */
export function kindOfWord(word: string): SubjectKind | undefined {
  return byWord.get(word.trim().toLowerCase().replace(/[ _]+/g, '-'))
}
