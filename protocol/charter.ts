// How one charter follows another: TUF's root rules, with governors counted by organization (protocol.md#charter).
import { equalBytes, toHex } from './bytes.ts'
import { decodeCharter, memberOf, type Charter, type FinalPosition, type Member } from './charter-content.ts'
import type { ProtocolCode } from './codes.ts'
import type { ControlObject } from './control.ts'
import { ProtocolError } from './errors.ts'
import { sha256, tagged } from './hash.ts'
import { hexId, idBytes, type MemberId, type NetworkId } from './ids.ts'
import { checkPublicKey } from './keys.ts'
import { verify } from './verify.ts'

export * from './charter-content.ts'

/** A charter that was accepted. `hash` is what the next one, and headers, name. */
export interface CharterState {
  readonly version: number
  readonly hash: Uint8Array
  readonly network: NetworkId
  readonly payload: Uint8Array
  readonly charter: Charter
}

/** SHA256("entente/network/v1" 0x00 genesisPayload). */
export function networkIdOf(genesisPayload: Uint8Array): Uint8Array {
  return tagged('entente/network/v1', genesisPayload)
}

/** SHA256("entente/charter/v1" 0x00 payload). */
export function charterHash(payload: Uint8Array): Uint8Array {
  return tagged('entente/charter/v1', payload)
}

function stateOf(network: NetworkId, payload: Uint8Array, charter: Charter): CharterState {
  return { version: charter.version, hash: charterHash(payload), network, payload, charter }
}

/** The payload's charter, where the object is one; the reason otherwise. */
function read(object: ControlObject): Charter | ProtocolCode {
  if (object.type !== 'charter') return 'field-invalid'
  try {
    return decodeCharter(object.payload)
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
}

/** The keys whose signature of a charter does not verify. Those of others than governors do not count, but none may be wrong. */
export function wrongSignatures(object: ControlObject, network: NetworkId): Uint8Array[] {
  const id = idBytes(network)
  return object.signatures
    .filter(({ key, signature }) => !verify('charter', id, object.payload, key, signature))
    .map(({ key }) => key)
}

/** Whether every key in a charter is one on which all verifiers agree. */
function keysAdmitted(charter: Charter): boolean {
  const keys = [...charter.members.map(({ rootKey }) => rootKey), ...charter.governors.map(({ key }) => key)]
  return keys.every((key) => checkPublicKey(key) === undefined)
}

/** Governor organizations of one charter, in order: those that signed an object, and those that did not. */
export interface Signers {
  readonly signed: readonly MemberId[]
  readonly unsigned: readonly MemberId[]
  /** How many must sign. */
  readonly threshold: number
}

/** Which of a charter's governor organizations signed an object. Signatures were verified before. */
export function signersOf({ governors, threshold }: Charter, object: ControlObject): Signers {
  const keys = new Set(object.signatures.map(({ key }) => toHex(key)))
  // Organizations, not keys: protocol.md#charter
  const signed = new Set(governors.filter(({ key }) => keys.has(toHex(key))).map(({ member }) => member))
  const unsigned = new Set(governors.map(({ member }) => member).filter((member) => !signed.has(member)))
  return { signed: [...signed], unsigned: [...unsigned], threshold }
}

/** Whether the signers are a threshold of a charter's governor organizations. Signatures were verified before. */
export function meetsThreshold(charter: Charter, object: ControlObject): boolean {
  const { signed, threshold } = signersOf(charter, object)
  return signed.length >= threshold
}

/**
 * The first charter of a network, signed by its own threshold. Whether it is the right network, the id says: `expected`
 * is the one that the caller was told, and absent only where the network is being made.
 * @throws ProtocolError
 */
export function acceptGenesis(object: ControlObject, expected?: NetworkId): CharterState {
  const charter = read(object)
  if (typeof charter === 'string') throw new ProtocolError(charter, 'genesis charter')
  if (charter.version !== 1) throw new ProtocolError('charter-gap', 'a genesis charter has version 1')
  const network = hexId<NetworkId>(networkIdOf(object.payload))
  if (expected !== undefined && network !== expected) throw new ProtocolError('network-mismatch', 'genesis charter')
  if (wrongSignatures(object, network).length > 0) throw new ProtocolError('signature-invalid', 'genesis charter')
  if (!meetsThreshold(charter, object)) throw new ProtocolError('charter-threshold-unmet', 'genesis charter')
  if (!keysAdmitted(charter)) throw new ProtocolError('key-invalid', 'genesis charter')
  return stateOf(network, object.payload, charter)
}

/**
 * The charter in `object`, where it may follow `current`: exactly the next version, naming its hash, signed by a
 * threshold of `current`'s governors and of its own. Expiry between is not looked at: only the newest may not be expired.
 */
export function acceptSuccessor(current: CharterState, object: ControlObject): CharterState | ProtocolCode {
  return accept(current, [current.charter], object)
}

/**
 * The charter in `object`, where it may follow `current` as soon as enough governors have signed it: what a governor asks
 * before signing. Signatures that it has already must be good.
 */
export function checkProposed(current: CharterState, object: ControlObject): CharterState | ProtocolCode {
  return accept(current, 'not counted', object)
}

/**
 * The way out of two valid charters of one version N + 1: a version N + 2 that names one of them (`named`), signed by a
 * threshold of N's governors (`settled`) and of its own. Those of N + 1 are in doubt and do not count.
 */
export function acceptSettlement(
  settled: CharterState,
  named: CharterState,
  object: ControlObject,
): CharterState | ProtocolCode {
  return accept(named, [settled.charter], object)
}

/** `authorities`: the charters whose governors must have signed, beside those of the new one. */
function accept(
  prior: CharterState,
  authorities: readonly Charter[] | 'not counted',
  object: ControlObject,
): CharterState | ProtocolCode {
  const charter = read(object)
  if (typeof charter === 'string') return charter
  if (charter.version === 1 || charter.network !== prior.network) return 'network-mismatch'
  if (charter.version !== prior.version + 1)
    return charter.version <= prior.version ? 'charter-rollback' : 'charter-gap'
  if (charter.prev === undefined || !equalBytes(charter.prev, prior.hash)) return 'charter-prev-mismatch'
  if (wrongSignatures(object, prior.network).length > 0) return 'signature-invalid'
  if (authorities !== 'not counted' && ![...authorities, charter].every((one) => meetsThreshold(one, object))) {
    return 'charter-threshold-unmet'
  }
  if (!isContinuous(prior.charter, charter)) return 'charter-invalid'
  if (!keysAdmitted(charter)) return 'key-invalid'
  return stateOf(prior.network, object.payload, charter)
}

/** What governors cannot change, however many they are: whose key is whose, and where lanes ended. */
function isContinuous(before: Charter, after: Charter): boolean {
  if (after.issuedAt < before.issuedAt) return false
  return before.members.every((member) => {
    const next = memberOf(after, member.id)
    return next !== undefined && statusFollows(member, next) && rootFollows(member, next) && finalsFollow(member, next)
  })
}

/** A removed member stays removed: it comes back under another id, so that its old lanes keep their end. */
function statusFollows(before: Member, after: Member): boolean {
  return before.status !== 'removed' || after.status === 'removed'
}

function rootFollows(before: Member, after: Member): boolean {
  const committed = before.nextRootHash
  if (equalBytes(before.rootKey, after.rootKey)) {
    // A commitment stands until it is redeemed, and a root key that is in force has no superseded certificates to add.
    const keeps =
      committed === undefined || (after.nextRootHash !== undefined && equalBytes(committed, after.nextRootHash))
    const known = new Set(before.priorCertificates.map(toHex))
    return keeps && after.priorCertificates.every((hash) => known.has(toHex(hash)))
  }
  return committed === undefined || equalBytes(committed, sha256(after.rootKey))
}

function finalsFollow(before: Member, after: Member): boolean {
  if (before.status === 'active' || after.status === 'active') return true
  const ends = new Map<string, FinalPosition>(after.final.map((end) => [end.lane, end]))
  return before.final.every(({ lane, seq, bundle }) => {
    const end = ends.get(lane)
    return end !== undefined && (end.seq > seq || (end.seq === seq && end.bundle === bundle))
  })
}

const dayMs = 24 * 60 * 60 * 1000

/** Whether the newest charter is in force at `now` (milliseconds), and for how many whole days more. */
export function charterStatus(
  state: Charter | CharterState,
  now: number,
): { readonly state: 'valid' | 'expired'; readonly daysLeft: number } {
  const { expiresAt } = 'charter' in state ? state.charter : state
  return now < expiresAt
    ? { state: 'valid', daysLeft: Math.floor((expiresAt - now) / dayMs) }
    : { state: 'expired', daysLeft: 0 }
}
