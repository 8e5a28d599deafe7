// Warninglists in the format of MISP: lists of values that are hardly ever a threat.
import type { SubjectKind } from '../../protocol/names.ts'
import { isLine } from '../../protocol/text.ts'
import { QualityError } from './errors.ts'
import { type Expression, compileExpression } from './expressions.ts'
import { qualityLimits } from './limits.ts'

export const warninglistTypes = ['string', 'substring', 'hostname', 'cidr', 'regex'] as const
export type WarninglistType = (typeof warninglistTypes)[number]

export interface Warninglist {
  readonly name: string
  readonly type: WarninglistType
  readonly version: number
  readonly description: string
  /** Types of attributes of MISP that the list is for, as it names them. */
  readonly attributes: readonly string[]
  /** Kinds of subjects that the list speaks of; all where it does not say. */
  readonly kinds: ReadonlySet<SubjectKind> | undefined
  readonly entries: readonly string[]
  /** Of a list of expressions, one for each entry. */
  readonly expressions: readonly Expression[]
}

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

const descriptionMaxChars = 1000

/** A list as MISP publishes it (`list.json`). Throws QualityError `warninglist-invalid`. */
export function parseWarninglist(bytes: Uint8Array): Warninglist {
  if (bytes.length > qualityLimits.warninglistMaxBytes) throw invalid('it is too large')
  const given = jsonOf(bytes)
  if (!isRecord(given)) throw invalid('an object was expected')
  const { name, type, list, version, description, matching_attributes: attributes } = given
  const known = warninglistTypes.find((one) => one === type)
  if (typeof name !== 'string' || !isLine(name, qualityLimits.warninglistNameMaxChars)) throw invalid('it has no name')
  if (known === undefined) throw invalid(`"${name}": its type is none of ${warninglistTypes.join(', ')}`)
  if (!Array.isArray(list)) throw invalid(`"${name}": it has no list`)
  const entries = list.filter(
    (entry) => typeof entry === 'string' && entry !== '' && entry.length <= qualityLimits.entryMaxChars,
  ) as string[]
  const types = Array.isArray(attributes) ? attributes.filter((one) => typeof one === 'string') : []
  return {
    name,
    type: known,
    version: typeof version === 'number' && Number.isSafeInteger(version) ? version : 0,
    description: typeof description === 'string' ? description.slice(0, descriptionMaxChars) : '',
    attributes: types,
    kinds: types.length === 0 ? undefined : kindsOf(types),
    entries,
    expressions: known === 'regex' ? entries.map((entry) => compileExpression(name, entry)) : [],
  }
}

/** As it is published, so that what is kept here is read by the one parser. */
export function formatWarninglist(list: Warninglist): Uint8Array {
  const { name, type, version, description, attributes, entries } = list
  const matching = attributes.length === 0 ? {} : { matching_attributes: attributes }
  return Buffer.from(JSON.stringify({ name, type, version, description, ...matching, list: entries }))
}

function kindsOf(types: readonly string[]): ReadonlySet<SubjectKind> {
  return new Set(kindsOfTypes.flatMap(([form, kind]) => (types.some((one) => form.test(one)) ? [kind] : [])))
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    // Some lists begin with a byte order mark.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new QualityError('warninglist-invalid', 'the file is no JSON', { cause })
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(why: string): QualityError {
  return new QualityError('warninglist-invalid', `warninglist: ${why}`)
}
