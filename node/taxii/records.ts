// What the origin of a statement says of the object that was posted: its id, and which version of it this is. The author
// signed it with the statement, so that every node of the member serves the object under the id that its own tools know.
import { operatorName, type Reader } from '../access/access.ts'
import type { StoredStatement } from '../store/types.ts'
import type { MemberId } from '../../protocol/ids.ts'
import { formatVersion, parseMicros } from './times.ts'

/** Feeds of what was posted by TAXII begin so; behind it stands the name of the token. */
export const feedPrefix = 'taxii-'

/** The feed of what a token posts: its holder's name behind a prefix of its own. */
export function feedOf(reader: Reader): string {
  return `${feedPrefix}${reader.kind === 'token' ? reader.name : operatorName}`
}

/** What the withdrawal of an object says that was deleted by whoever posted it. */
export const deletedReason = 'deleted'

/** What the withdrawal of an object says that was posted as revoked. */
export const revokedReason = 'revoked'

/** What the withdrawal of a statement says whose object has a later version that is about something else. */
export const supersededReason = 'superseded'
/** As intake takes back what is said anew under another marking. */
export const movedReason = 'marking-changed'

export interface Posted {
  readonly id: string
  /** Microseconds since 1970. */
  readonly modified?: number
  readonly created?: number
  /** How many subjects its pattern names, where those are several: each is a statement, the first stands for the object. */
  readonly parts?: number
  /** How many versions there were before, where one that was deleted comes again. */
  readonly again?: number
}

const idPattern = /^indicator--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const counts = /^([x~])([1-9][0-9]{0,8})$/

/** `undefined` for what is no record of an object. */
export function parsePosted(record: string): Posted | undefined {
  const [id = '', ...rest] = record.split(' ')
  if (!idPattern.test(id)) return undefined
  const posted: { -readonly [Key in keyof Posted]: Posted[Key] } = { id }
  const times: number[] = []
  for (const token of rest) {
    const [, sign, digits] = counts.exec(token) ?? []
    const time = sign === undefined ? parseMicros(token) : undefined
    if (sign === 'x') posted.parts = Number(digits)
    else if (sign === '~') posted.again = Number(digits)
    else if (time === undefined) return undefined
    else times.push(time)
  }
  const [modified, created] = times
  if (modified !== undefined) posted.modified = modified
  if (created !== undefined) posted.created = created
  return posted
}

/** The record of a version; `created` is left out where it is the same. */
export function formatPosted({ id, modified, created, parts, again }: Posted): string {
  return [
    id,
    ...(modified === undefined ? [] : [formatVersion(modified)]),
    ...(modified === undefined || created === undefined || created === modified ? [] : [formatVersion(created)]),
    ...(parts === undefined ? [] : [`x${parts}`]),
    ...(again === undefined ? [] : [`~${again}`]),
  ].join(' ')
}

/** When a tool of the member `own` says that it revoked the object `id`, where `held` withdraws it by that. */
export function revokedAt(
  { member, statement }: StoredStatement,
  id: string | undefined,
  own: MemberId,
): number | undefined {
  const { origin, kind, reason } = statement
  if (member !== own || kind !== 'withdrawal' || reason !== revokedReason) return undefined
  if (origin?.feed?.startsWith(feedPrefix) !== true) return undefined
  const posted = origin.record === undefined ? undefined : parsePosted(origin.record)
  return posted !== undefined && posted.id === id ? posted.modified : undefined
}

/** The object that `held` was posted as, where a tool of the member `own` posted it. */
export function postedAs({ member, statement }: StoredStatement, own: MemberId): Posted | undefined {
  const { origin, kind } = statement
  if (member !== own || kind !== 'indicator' || origin?.record === undefined) return undefined
  if (origin.feed?.startsWith(feedPrefix) !== true) return undefined
  return parsePosted(origin.record)
}
