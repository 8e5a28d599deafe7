// Warninglists of MISP: lists of values that are hardly ever a threat, and whether a subject stands in one.
import { ipBits } from '../../protocol/subjects/ips.ts'
import type { SubjectKind } from '../../protocol/names.ts'
import type { Subject } from '../../protocol/statement-shape.ts'
import { isRecord, parseJson } from './asking.ts'
import { FeedError } from './errors.ts'
import { feedLimits } from './limits.ts'

export const warninglistTypes = ['string', 'substring', 'hostname', 'cidr', 'regex'] as const
export type WarninglistType = (typeof warninglistTypes)[number]

export interface Warninglist {
  readonly name: string
  readonly type: WarninglistType
  readonly version: number
  readonly description: string
  /** Kinds of subjects that the list speaks of; all where it does not say. */
  readonly kinds: ReadonlySet<SubjectKind> | undefined
  readonly entries: readonly string[]
}

/** A subject stands in `list`, by `entry`. */
export interface Warning {
  readonly list: string
  readonly entry: string
}

export type WarninglistMatcher = (subject: Subject) => Warning | undefined

/** The kind of subject of each attribute type that lists of MISP name. */
const kindsOfTypes: readonly (readonly [types: RegExp, kind: SubjectKind])[] = [
  [/^(?:domain|hostname|domain\|ip|hostname\|port)$/, 'domain'],
  [/^(?:url|uri|link)$/, 'url'],
  [/^(?:ip-(?:src|dst)(?:\|port)?|domain\|ip)$/, 'ip'],
  [/(?:^|-)email(?:$|-(?:src|dst|reply-to)$)/, 'email'],
  [/^(?:filename\|)?(?:md5|sha1|sha256|sha512)$|^malware-sample$/, 'file-hash'],
  [/^(?:btc|dash|xmr)$/, 'address'],
  [/phone/, 'phone'],
  [/^iban$/, 'iban'],
]

/** A list as MISP publishes it (`list.json`). Throws FeedError `source-malformed`. */
export function parseWarninglist(bytes: Uint8Array): Warninglist {
  if (bytes.length > feedLimits.warninglistMaxBytes) throw malformed('it is too large')
  const given = parseJson(bytes, 'the warninglist')
  if (!isRecord(given)) throw malformed('an object was expected')
  const { name, type, list, version, description, matching_attributes: attributes } = given
  const known = warninglistTypes.find((one) => one === type)
  if (typeof name !== 'string' || name === '') throw malformed('it has no name')
  if (known === undefined) throw malformed(`"${name}": its type is none of ${warninglistTypes.join(', ')}`)
  if (!Array.isArray(list)) throw malformed(`"${name}": it has no list`)
  const entries = list.filter((entry) => typeof entry === 'string' && entry !== '') as string[]
  const types = Array.isArray(attributes) ? attributes.filter((one) => typeof one === 'string') : []
  if (known === 'regex') entries.forEach((entry) => regexOf(name, entry))
  return {
    name,
    type: known,
    version: typeof version === 'number' ? version : 0,
    description: typeof description === 'string' ? description : '',
    kinds: types.length === 0 ? undefined : kindsOf(types),
    entries,
  }
}

function kindsOf(types: readonly string[]): ReadonlySet<SubjectKind> {
  return new Set(kindsOfTypes.flatMap(([form, kind]) => (types.some((one) => form.test(one)) ? [kind] : [])))
}

function malformed(why: string): FeedError {
  return new FeedError('source-malformed', `warninglist: ${why}`)
}

/**
 * Whether a subject stands in one of `lists`: the first that it stands in. Names and hosts are looked up in steps of
 * their labels, addresses by their prefixes; only lists of parts of text and of expressions are gone through.
 */
export function createWarninglistMatcher(lists: readonly Warninglist[]): WarninglistMatcher {
  const matchers = lists.map((list) => ({ list, match: matcherOf(list) }))
  return (subject) => {
    for (const { list, match } of matchers) {
      if (list.kinds?.has(subject.kind) === false) continue
      const entry = match(subject)
      if (entry !== undefined) return { list: list.name, entry }
    }
    return undefined
  }
}

type Match = (subject: Subject) => string | undefined

function matcherOf(list: Warninglist): Match {
  switch (list.type) {
    case 'string':
      return exact(list.entries)
    case 'hostname':
      return byHost(list.entries)
    case 'cidr':
      return byPrefix(list.entries)
    case 'substring': {
      const parts = list.entries.map((entry) => [entry.toLowerCase(), entry] as const)
      return (subject) => {
        const value = textOf(subject).toLowerCase()
        return parts.find(([part]) => value.includes(part))?.[1]
      }
    }
    case 'regex': {
      const expressions = list.entries.map((entry) => [regexOf(list.name, entry), entry] as const)
      return (subject) => expressions.find(([expression]) => expression.test(textOf(subject)))?.[1]
    }
  }
}

/** What the list compares: lists hold hashes without their algorithm. */
function textOf({ kind, value }: Subject): string {
  return kind === 'file-hash' ? value.slice(value.indexOf(':') + 1) : value
}

/** A leading dot means the names below, in lists of this type too. */
function exact(entries: readonly string[]): Match {
  const values = new Map(entries.map((entry) => [entry.toLowerCase().replace(/\.$/, ''), entry]))
  const below = byHost(entries.filter((entry) => entry.startsWith('.')))
  return (subject) =>
    values.get(textOf(subject).toLowerCase()) ?? (subject.kind === 'domain' ? below(subject) : undefined)
}

/** The name itself and every name below it. */
function byHost(entries: readonly string[]): Match {
  const names = new Map(entries.map((entry) => [entry.toLowerCase().replace(/^\.|\.$/g, ''), entry]))
  return ({ kind, value }) => {
    const host =
      kind === 'url' ? URL.parse(value)?.hostname : kind === 'email' ? value.slice(value.lastIndexOf('@') + 1) : value
    for (let name = host?.toLowerCase() ?? ''; name !== '';) {
      const entry = names.get(name)
      if (entry !== undefined) return entry
      const dot = name.indexOf('.')
      name = dot === -1 ? '' : name.slice(dot + 1)
    }
    return undefined
  }
}

/** Ranges by their length: as many look-ups as there are different lengths. */
function byPrefix(entries: readonly string[]): Match {
  const prefixes = new Map<string, string>()
  const lengths = new Set<number>()
  for (const entry of entries) {
    const [address = '', length] = entry.trim().split('/')
    const bits = bitsOf(address)
    if (bits === undefined) continue
    const kept = length === undefined ? bits.length - 1 : Number(length)
    if (!Number.isInteger(kept) || kept < 0 || kept > bits.length - 1) continue
    lengths.add(kept)
    prefixes.set(bits.slice(0, kept + 1), entry)
  }
  const descending = [...lengths].sort((a, b) => b - a)
  return ({ kind, value }) => {
    const bits = bitsOf(kind === 'url' ? (URL.parse(value)?.hostname.replace(/^\[|\]$/g, '') ?? '') : value)
    if (bits === undefined) return undefined
    for (const length of descending) {
      const entry = length < bits.length ? prefixes.get(bits.slice(0, length + 1)) : undefined
      if (entry !== undefined) return entry
    }
    return undefined
  }
}

/** `4` or `6`, and the bits. */
function bitsOf(address: string): string | undefined {
  const hex = ipBits(address)
  if (hex === undefined) return undefined
  const digits = Array.from(hex.slice(1), (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0'))
  return `${hex.charAt(0)}${digits.join('')}`
}

/** `/expression/flags` as PHP writes it, or the expression alone. */
function regexOf(list: string, entry: string): RegExp {
  const [, source = entry, flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(entry) ?? []
  try {
    return new RegExp(source, flags.includes('i') ? 'i' : '')
  } catch (cause) {
    throw new FeedError('source-malformed', `warninglist: "${list}": ${entry.slice(0, 80)} is no expression`, { cause })
  }
}
