// Deterministic ids: the same statement has the same id in every export, whoever makes it.
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
  const namespace = parse(v5(network, projectNamespace))
  const of = (name: string): string => v5(Buffer.from(name), namespace)
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

/** The id of an observable over the RFC 8785 JSON of the properties that make it. */
export function observableId(type: string, contributing: object): string {
  return `${type}--${v5(Buffer.from(canonicalize(contributing) ?? ''), observableNamespace)}`
}
