// Which attribute types of MISP name a subject, and how the subject stands in the value. What is not here names none.
import { isAsset, resolveChain } from '../../../protocol/subjects/index.ts'
import type { Role, SubjectKind } from '../../../protocol/names.ts'
import { endpointOf } from '../endpoints.ts'

export interface MispSubject {
  readonly value: string
  readonly subjectKind: SubjectKind
  readonly chain?: string
}

type Reader = (value: string) => MispSubject[]

const as =
  (subjectKind: SubjectKind, part: (value: string) => string = (value) => value): Reader =>
  (value) => [{ value: part(value).trim(), subjectKind }]

const beforeBar = (value: string): string => value.slice(0, value.includes('|') ? value.indexOf('|') : undefined)
const afterBar = (value: string): string => value.slice(value.lastIndexOf('|') + 1)
/** `ip|port`; older events have `ip:port`. */
const withoutPort = (value: string): string => beforeBar(value).replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
const withoutHostMask = (value: string): string => value.replace(value.includes(':') ? /\/128$/ : /\/32$/, '')
const ip = as('ip', (value) => withoutHostMask(withoutPort(value)))

const url: Reader = (value) => {
  const endpoint = endpointOf(value)
  return endpoint === undefined ? as('url')(value) : [endpoint]
}

function hash(algorithm: string): Reader {
  return as('file-hash', (value) => `${algorithm}:${afterBar(value).trim()}`)
}

const algorithms = ['md5', 'sha1', 'sha256', 'sha512'] as const

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['domain', as('domain')],
  ['hostname', as('domain')],
  ['hostname|port', as('domain', beforeBar)],
  ['domain|ip', (value) => [...as('domain', beforeBar)(value), ...as('ip', afterBar)(value)]],
  ['ip-src', ip],
  ['ip-dst', ip],
  ['ip-src|port', ip],
  ['ip-dst|port', ip],
  ['url', url],
  // The path of a request on any host, or a whole address.
  ['uri', (value) => (/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? url(value) : [])],
  ...[
    'email',
    'email-src',
    'email-dst',
    'email-reply-to',
    'target-email',
    'whois-registrant-email',
    'dns-soa-email',
  ].map((type) => [type, as('email')] as const),
  ['phone-number', as('phone')],
  ['whois-registrant-phone', as('phone')],
  ['iban', as('iban')],
  ['github-username', as('account', (value) => `github:${value}`)],
  ['twitter-id', as('account', (value) => `x:${value}`)],
  ['jabber-id', as('account', (value) => `jabber:${value}`)],
  ...algorithms.flatMap((name) => [[name, hash(name)] as const, [`filename|${name}`, hash(name)] as const]),
  ['malware-sample', hash('md5')],
])

/** Types that are addresses of one chain. */
const coins: ReadonlyMap<string, string> = new Map([
  ['btc', 'bitcoin'],
  ['dash', 'dash'],
  ['xmr', 'monero'],
])

/** MISP has no type for Bitcoin Cash: its addresses stand as `btc`, and cannot be taken for those. */
function coinOf(value: string, coin: string): string {
  return coin === 'bitcoin' && /^(?:bitcoincash:)?[qp][a-z0-9]{41}$/i.test(value.trim()) ? 'bitcoin-cash' : coin
}

const coinObjects: ReadonlySet<string> = new Set(['coin-address', 'btc-wallet'])
const transactionObjects: ReadonlySet<string> = new Set(['cryptocurrency-transaction', 'btc-transaction'])

/** What of an object decides on its attributes. */
export interface ObjectKind {
  readonly name: string
  /** The currency that the object names. */
  readonly symbol?: string
}

/** The subjects of an attribute; none where its type names none. `relation` is its place in `object`. */
export function subjectsOfAttribute(
  type: string,
  value: string,
  relation: string | undefined,
  object: ObjectKind | undefined,
): MispSubject[] {
  const chain = chainOf(object)
  const coin = coins.get(type)
  // An object that names another currency knows better than the type, of which MISP has three.
  if (coin !== undefined) return [{ value: value.trim(), subjectKind: 'address', chain: chain ?? coinOf(value, coin) }]
  if (object !== undefined && type === 'text') {
    const kind = textKind(object.name, relation)
    if (kind !== undefined) return [{ value: value.trim(), subjectKind: kind, ...(chain !== undefined && { chain }) }]
  }
  return readers.get(type)?.(value) ?? []
}

function textKind(object: string, relation: string | undefined): SubjectKind | undefined {
  if (coinObjects.has(object) && relation === 'address-crypto') return 'address'
  return transactionObjects.has(object) && relation === 'transaction-number' ? 'transaction' : undefined
}

function chainOf(object: ObjectKind | undefined): string | undefined {
  if (object?.symbol !== undefined && (isAsset(object.symbol) || resolveChain(object.symbol) !== undefined)) {
    return object.symbol.trim()
  }
  return object !== undefined && (object.name === 'btc-transaction' || object.name === 'btc-wallet')
    ? 'bitcoin'
    : undefined
}

/** Kinds of which no sensor on a network or a computer could tell: "for detection" says nothing of them. */
const withoutSensor: ReadonlySet<SubjectKind> = new Set(['address', 'transaction', 'iban', 'phone', 'account'])

/** The role of a subject. What is not for detection (`to_ids`) is mentioned, not accused. */
export function roleOf(
  kind: SubjectKind,
  type: string,
  category: string,
  object: string,
  toIds: boolean,
): Role | undefined {
  if (category === 'Targeting data' || object === 'victim' || type === 'target-email') return 'victim'
  return toIds || withoutSensor.has(kind) ? undefined : 'mention'
}

/** The category of what neither its tags nor the import say anything of. */
export function defaultCategory(kind: SubjectKind, category: string, object: string): string {
  if (object === 'phishing' || object === 'phishing-kit') return 'phishing'
  if (category === 'Financial fraud') return 'scam'
  return kind === 'file-hash' ? 'malware' : 'unknown'
}
