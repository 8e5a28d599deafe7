// Deterministic ids: the same statement has the same id in every export, whoever makes it.
import canonicalize from 'canonicalize'
import { v5 } from 'uuid'
import type { MemberId, NetworkId, StatementId } from '../../protocol/ids.ts'

/** Of what is the project's own: names of networks, its extension's author. */
const projectNamespace = '7c1f3e0a-54f2-5b0e-9a57-0d1c5d7a2f36'
/** Of observables, which anybody derives alike (STIX 2.1, 2.9). Nothing else may be derived in it. */
const observableNamespace = '00abedb4-aa42-466c-9c01-fed23315a9b7'

/** UUIDv5 of `name` within the network. */
export function uuidOf(network: NetworkId, name: string): string {
  return v5(name, v5(network, projectNamespace))
}

/** UUIDv5 of what belongs to no network. */
export function projectUuid(name: string): string {
  return v5(name, projectNamespace)
}

export function statementUuid(network: NetworkId, id: StatementId): string {
  return uuidOf(network, `statement ${id}`)
}

export function memberUuid(network: NetworkId, member: MemberId): string {
  return uuidOf(network, `member ${member}`)
}

/** The id of an observable over the RFC 8785 JSON of the properties that make it. */
export function observableId(type: string, contributing: object): string {
  return `${type}--${v5(canonicalize(contributing) ?? '', observableNamespace)}`
}
