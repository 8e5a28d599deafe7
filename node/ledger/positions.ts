// How far this node holds each lane, as others may know of it: cut at the last position that counts, and only the lanes
// that the reader may see. The digest is one value over all of it (docs/protocol.md#digest).
import { createHash } from 'node:crypto'
import type { BundleId, LaneId, MemberId, NodeKey } from '../../protocol/ids.ts'
import type { LaneHead } from '../store/types.ts'
import { isEveryone } from '../../protocol/audience.ts'
import { compareTlp } from '../../protocol/marking.ts'
import { type Reader, mayRead } from '../access/access.ts'

export interface Position {
  readonly lane: LaneId
  readonly seq: number
  readonly bundle: BundleId
}

/** The last position of a lane that counts, where one is set. */
export type CutOf = (lane: {
  lane: LaneId
  member: MemberId
  node: NodeKey
}) => { seq: number; id?: BundleId } | undefined

/** The lanes that `reader` may know of, in the order of their ids. A lane that is not listed does not exist for it. */
export function lanesFor(reader: Reader, heads: readonly LaneHead[]): LaneHead[] {
  return heads.filter((head) => mayRead(reader, head)).sort((a, b) => (a.lane < b.lane ? -1 : 1))
}

/** The lanes that every member may see. */
export function networkWide(heads: readonly LaneHead[]): LaneHead[] {
  return heads
    .filter((head) => isEveryone(head.audience) && compareTlp(head.marking.tlp, 'TLP:GREEN') <= 0)
    .sort((a, b) => (a.lane < b.lane ? -1 : 1))
}

/** Positions of `heads`, cut; a lane that is cut at its beginning is left out. */
export function positionsOf(heads: readonly LaneHead[], cutOf: CutOf): Position[] {
  return heads.flatMap(({ lane, member, node, seq, id }) => {
    const cut = cutOf({ lane, member, node })
    if (cut === undefined || seq <= cut.seq) return [{ lane, seq, bundle: id }]
    return cut.seq === 0 || cut.id === undefined ? [] : [{ lane, seq: cut.seq, bundle: cut.id }]
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
