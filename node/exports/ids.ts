// Deterministic ids: the same statement has the same id in every export, whoever makes it.
import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { parse, v5 } from 'uuid'
import type { MemberId, NetworkId, StatementId } from '../../protocol/ids.ts'

/** Of what is the project's own: names of networks, its extension's author. */
const projectNamespace = parse('7c1f3e0a-54f2-5b0e-9a57-0d1c5d7a2f36')
/** Of observables, which anybody derives alike (STIX 2.1, 2.9). Nothing else may be derived in it. */
const observableNamespace = parse('00abedb4-aa42-466c-9c01-fed23315a9b7')

/** UUIDv5 of what belongs to no network. */
export function projectUuid(name: string): string {
  return v5(name, projectNamespace)
}

/** UUIDv5 within one network. */
export interface Ids {
  readonly of: (name: string) => string
  readonly statement: (id: StatementId) => string
  readonly member: (id: MemberId) => string
}

export function createIds(network: NetworkId): Ids {
  const namespace = Buffer.from(parse(v5(network, projectNamespace))).toString('latin1')
  const of = (name: string): string => uuidOf(namespace + Buffer.from(name).toString('latin1'))
  const members = new Map<MemberId, string>()
  // A statement becomes several objects, one behind the other.
  let last: { id: StatementId; uuid: string } | undefined
  return {
    of,
    statement: (id) => {
      if (last?.id !== id) last = { id, uuid: of(`statement ${id}`) }
      return last.uuid
    },
    member: (id) => {
      const known = members.get(id) ?? of(`member ${id}`)
      members.set(id, known)
      return known
    },
  }
}

/** UUIDv5 (RFC 9562, 5.5) of bytes as latin1: a statement and each object of it has one, and the library takes twice as long. */
function uuidOf(bytes: string): string {
  const hex = hash('sha1', Buffer.from(bytes, 'latin1'), 'hex')
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The id of an observable over the RFC 8785 JSON of the properties that make it. */
export function observableId(type: string, contributing: object): string {
  return `${type}--${v5(Buffer.from(canonicalize(contributing) ?? ''), observableNamespace)}`
}
