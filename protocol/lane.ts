// Lanes: the append-only chain of one node's bundles for one marking and one audience, and what may follow what in it.
import { sameAudience } from './audience.ts'
import type { Header, Seal, SignedHeader } from './bundle.ts'
import type { ProtocolCode } from './codes.ts'
import { sha256, tagged } from './hash.ts'
import { hexId, idBytes, type LaneHash, type LaneId } from './ids.ts'
import { sameMarking } from './marking.ts'

const laneTag = Buffer.from('entente/lane/v1', 'ascii')

/** SHA256("entente/lane/v1" networkId nodeKey nonce16): the node's key is in it, so nobody else can speak on the lane. */
export function laneId(network: Uint8Array, nodeKey: Uint8Array, nonce: Uint8Array): LaneId {
  return hexId(sha256(laneTag, network, nodeKey, nonce))
}

/** SHA256("entente/lane-hash/v1" 0x00 lane): names a lane in public lists without telling of restricted lanes. */
export function laneHash(lane: LaneId): LaneHash {
  return hexId(tagged('entente/lane-hash/v1', idBytes(lane)))
}

/** What of the bundle before the next one is judged by. A SignedHeader is one. */
export interface Prior extends Pick<SignedHeader, 'lane' | 'id'> {
  readonly header: Pick<Header, 'member' | 'marking' | 'audience' | 'seq' | 'issuedAt' | 'charter'> & {
    readonly seal?: Pick<Seal, 'epoch'>
  }
}

/**
 * Whether `next` may follow `prev` (`undefined`: nothing is held) in their lane. A sequence number at or below the one
 * held is a 'duplicate', or 'prev-mismatch' where it is the same number with other content: the caller has a fork.
 */
export function checkSuccessor(prev: Prior | undefined, next: SignedHeader): ProtocolCode | undefined {
  if (prev === undefined) return next.header.seq === 1 ? checkEpoch(0, next.header) : 'gap'
  const before = prev.header
  const after = next.header
  if (prev.lane !== next.lane || before.member !== after.member) return 'lane-changed'
  if (!sameMarking(before.marking, after.marking) || !sameAudience(before.audience, after.audience)) {
    return 'lane-changed'
  }
  if (after.seq === before.seq) return next.id === prev.id ? 'duplicate' : 'prev-mismatch'
  if (after.seq < before.seq) return 'duplicate'
  if (after.seq > before.seq + 1) return 'gap'
  if (after.prev !== prev.id) return 'prev-mismatch'
  if (after.issuedAt < before.issuedAt) return 'time-backwards'
  if (after.charter.version < before.charter.version) return 'charter-rollback'
  if (after.charter.version === before.charter.version && after.charter.hash !== before.charter.hash) {
    return 'charter-mismatch'
  }
  return checkEpoch(before.seal?.epoch ?? 0, after)
}

/** Epochs count up by one, each begun by its grants (protocol.md#epochs). */
function checkEpoch(before: number, { seal, entry }: Header): 'epoch-invalid' | undefined {
  if (seal === undefined) return undefined
  const begins = entry === 'grants' && seal.epoch === before + 1
  return begins || (before > 0 && seal.epoch === before) ? undefined : 'epoch-invalid'
}
