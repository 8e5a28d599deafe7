// How far this node holds each lane, as others may know of it: up to the last position that counts, and only the lanes
// that the reader may see. The digest is one value over all of it (docs/protocol.md#digest).
import { createHash } from 'node:crypto'
import type { BundleId, LaneId } from '../../protocol/ids.ts'
import type { LaneHead } from '../store/types.ts'
import { agreedUpTo } from '../../protocol/cut.ts'
import { isRestricted } from '../../protocol/entitlement.ts'
import { type Reader, mayRead } from '../access/access.ts'
import type { Chains } from './chains.ts'

export interface Position {
  readonly lane: LaneId
  readonly seq: number
  readonly bundle: BundleId
}

/** The lanes that `reader` may know of, in the order of their ids. A lane that is not listed does not exist for it. */
export function lanesFor(reader: Reader, heads: readonly LaneHead[]): LaneHead[] {
  return heads.filter((head) => mayRead(reader, head)).sort((a, b) => (a.lane < b.lane ? -1 : 1))
}

/** The lanes that every member may see. */
export function networkWide(heads: readonly LaneHead[]): LaneHead[] {
  return heads.filter((head) => !isRestricted(head)).sort((a, b) => (a.lane < b.lane ? -1 : 1))
}

/**
 * Positions of `heads`, as far as what is held is known to count, and never a bundle that is not held; a lane of which
 * nothing counts is left out.
 */
export function positionsOf(heads: readonly LaneHead[], { cutOf, chainOf }: Chains): Position[] {
  return heads.flatMap((head) => {
    const { lane } = head
    const chain = chainOf(lane)
    const seq = agreedUpTo(cutOf(head), chain)
    const bundle = seq === 0 ? undefined : chain.idAt(seq)
    return bundle === undefined ? [] : [{ lane, seq, bundle }]
  })
}

/** SHA-256 over (lane, seq as u64, bundle id) of each position in order. */
export function digestOf(positions: readonly Position[]): Uint8Array {
  const hash = createHash('sha256')
  const seq = Buffer.alloc(8)
  for (const position of positions) {
    seq.writeBigUInt64BE(BigInt(position.seq))
    hash.update(position.lane, 'hex').update(seq).update(position.bundle, 'hex')
  }
  return hash.digest()
}
