// Which properties of which observables name a subject, in patterns and in objects alike.
import { isIP } from 'node:net'
import type { SubjectKind } from '../../../protocol/names.ts'
import { endpointOf } from '../endpoints.ts'

/** A subject as a row has it: not canonical yet. */
export interface RowSubject {
  readonly value: string
  readonly subjectKind: SubjectKind
  readonly chain?: string
}

/** Properties of one observable by their path, as a pattern or an object states them. */
export type Properties = ReadonlyMap<string, string>

const simple: Readonly<Record<string, readonly (readonly [path: string, kind: SubjectKind])[]>> = {
  'domain-name': [['value', 'domain']],
  hostname: [['value', 'domain']],
  'x-opencti-hostname': [['value', 'domain']],
  url: [['value', 'url']],
  'ipv4-addr': [['value', 'ip']],
  'ipv6-addr': [['value', 'ip']],
  'email-addr': [['value', 'email']],
  'email-message': [
    ['from_ref.value', 'email'],
    ['sender_ref.value', 'email'],
  ],
  'cryptocurrency-wallet': [
    ['value', 'address'],
    ['address', 'address'],
  ],
  'x-opencti-cryptocurrency-wallet': [['value', 'address']],
  'cryptocurrency-transaction': [
    ['value', 'transaction'],
    ['hash', 'transaction'],
  ],
  'bank-account': [['iban', 'iban']],
  'phone-number': [['value', 'phone']],
  'x-opencti-phone-number': [['value', 'phone']],
}

/** Hashes that this network has subjects for, as STIX and its many writers name them. */
const algorithms: Readonly<Record<string, string>> = { MD5: 'md5', SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' }

/** What a file's hash implies: a second condition on these narrows nothing. */
const impliedByHash: ReadonlySet<string> = new Set(['size', 'mime_type', 'magic_number_hex'])

/**
 * The subjects that an observable with all of these properties is, one and the same thing under each; none where a
 * property is left over that narrows, so that the subject alone would say more than the properties do.
 */
export function subjectsOf(type: string, properties: Properties): RowSubject[] {
  if (type === 'file' || type === 'artifact') return hashesOf(properties)
  if (type === 'user-account') return accountOf(properties)
  if (type === 'network-traffic') return trafficOf(properties)
  const paths = simple[type] ?? []
  const found = paths.find(([path]) => properties.has(path))
  if (found === undefined) return []
  const [path, subjectKind] = found
  const chainPath = subjectKind === 'transaction' ? 'symbol' : subjectKind === 'address' ? 'chain' : undefined
  const chain = chainPath === undefined ? undefined : properties.get(chainPath)
  if (properties.size > (chain === undefined ? 1 : 2)) return []
  const value = properties.get(path) ?? ''
  const endpoint = subjectKind === 'url' ? endpointOf(value) : undefined
  if (endpoint !== undefined) return [endpoint]
  return [
    {
      value: subjectKind === 'ip' ? withoutHostMask(value) : value,
      subjectKind,
      ...(chain !== undefined && { chain }),
    },
  ]
}

/** Whether any subject could be named by this property. */
export function namesSubject(type: string, path: string): boolean {
  return subjectsOf(type, new Map([[path, '']])).length > 0 || (type === 'user-account' && accountPaths.has(path))
}

function hashesOf(properties: Properties): RowSubject[] {
  const subjects: RowSubject[] = []
  for (const [path, value] of properties) {
    const algorithm = algorithmOf(path)
    if (algorithm !== undefined) subjects.push({ value: `${algorithm}:${value.trim()}`, subjectKind: 'file-hash' })
    else if (!impliedByHash.has(path) && !path.startsWith('hashes.')) return []
  }
  return subjects
}

function algorithmOf(path: string): string | undefined {
  if (!path.startsWith('hashes.')) return undefined
  return algorithms[path.slice('hashes.'.length).toUpperCase().replace(/[-_ ]/g, '')]
}

const accountPaths: ReadonlySet<string> = new Set(['account_login', 'user_id'])

/** An account is one on a platform: neither half names anybody. */
function accountOf(properties: Properties): RowSubject[] {
  const platform = properties.get('account_type')
  const handle = properties.get('account_login') ?? properties.get('user_id')
  if (platform === undefined || handle === undefined || properties.size > 2) return []
  return [{ value: `${platform}:${handle}`, subjectKind: 'account' }]
}

function trafficOf(properties: Properties): RowSubject[] {
  for (const end of ['dst_ref', 'src_ref']) {
    const value = properties.get(`${end}.value`)
    if (value === undefined) continue
    if (properties.size > (properties.has(`${end}.type`) ? 2 : 1)) return []
    const bare = withoutHostMask(value)
    return [{ value: bare, subjectKind: isIP(bare) === 0 ? 'domain' : 'ip' }]
  }
  return []
}

/** STIX lets an address stand as a range of one. */
function withoutHostMask(value: string): string {
  return value.replace(value.includes(':') ? /\/128$/ : /\/32$/, '')
}
