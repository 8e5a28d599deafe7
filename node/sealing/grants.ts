// The grants of an epoch: made by the author for every entitled node, and opened by the node that one is for.
import { setImmediate } from 'node:timers/promises'
import { audienceHash, type Audience } from '../../protocol/audience.ts'
import type { SignedHeader } from '../../protocol/bundle.ts'
import { equalBytes } from '../../protocol/bytes.ts'
import type { ProtocolCode } from '../../protocol/codes.ts'
import { epochCommitment, grantInfo, type Grant } from '../../protocol/grant.ts'
import { sha256 } from '../../protocol/hash.ts'
import type { LaneId, NodeKey } from '../../protocol/ids.ts'
import { commitsTo } from '../../protocol/seal.ts'
import { unwrapEpochKey, wrapEpochKey } from './hpke.ts'

/** A node that is entitled, and the KEM key of its certificate. */
export interface Recipient {
  readonly node: NodeKey
  readonly kemKey: Uint8Array
}

/**
 * One grant a recipient, in their order, all with the same sealed history. Wrapping takes milliseconds a recipient:
 * between two of them the node does what else waits.
 * @throws ProtocolError 'key-invalid' where nothing secret may be wrapped to a key
 */
export async function makeGrants(
  lane: LaneId,
  epoch: number,
  epochKey: Uint8Array,
  audience: Audience,
  recipients: readonly Recipient[],
  history?: Uint8Array,
): Promise<Grant[]> {
  const hash = audienceHash(audience)
  const commitment = epochCommitment(lane, epoch, epochKey)
  const grants: Grant[] = []
  for (const { node, kemKey } of recipients) {
    const wrapped = await wrapEpochKey(kemKey, grantInfo(lane, epoch, hash, kemKey), epochKey)
    const kemKeyHash = sha256(kemKey)
    grants.push({
      ...{ node, epoch, kemKeyHash, ...wrapped, audienceHash: hash, commitment },
      ...(history === undefined ? {} : { history }),
    })
    await setImmediate()
  }
  return grants
}

/**
 * The epoch key that a grant wraps to the KEM key of `seed`, once header and grant both commit to it. The place comes
 * from the signed header and not from the grant: one that was replayed from elsewhere does not open.
 */
export async function openGrant(
  grant: Grant,
  signed: SignedHeader,
  seed: Uint8Array,
  kemKey: Uint8Array,
): Promise<Uint8Array | ProtocolCode> {
  const { seal, audience } = signed.header
  if (seal === undefined) return 'seal-missing'
  const hash = audienceHash(audience)
  if (grant.epoch !== seal.epoch || grant.audienceHash !== hash) return 'grant-mismatch'
  if (!equalBytes(grant.kemKeyHash, sha256(kemKey))) return 'grant-invalid'
  const info = grantInfo(signed.lane, seal.epoch, hash, kemKey)
  const key = await unwrapEpochKey(seed, info, grant.encapsulation, grant.wrapped)
  if (typeof key === 'string') return key
  const isOfEpoch = equalBytes(epochCommitment(signed.lane, seal.epoch, key), grant.commitment)
  return isOfEpoch && commitsTo(signed, key) ? key : 'grant-mismatch'
}
