// Which way news take: bundles of open lanes over gossip, those of restricted lanes to a few nodes that may receive them.
import { parseHeader } from '../../protocol/bundle.ts'
import type { SignedHeader } from '../../protocol/bundle.ts'
import { isRestricted } from '../../protocol/entitlement.ts'
import { decodeFrame } from '../../protocol/frame.ts'
import type { LaneId, NodeKey } from '../../protocol/ids.ts'
import type { Announcer } from './announcer.ts'
import type { Gossip } from './gossip.ts'
import type { Known } from './known.ts'
import { announceLimits, gossipLimits } from './limits.ts'

export interface SpreadDeps {
  readonly gossip: Pick<Gossip, 'announce' | 'announceHead'>
  readonly announcer: Pick<Announcer, 'announce'>
  readonly known: Known
}

export interface Spread {
  /** A bundle of this node. */
  readonly own: (bundle: SignedHeader, frame: Uint8Array) => void
  /** The bundles with which lanes ended after a sync with `from`. */
  readonly heads: (heads: ReadonlyMap<LaneId, Uint8Array>, from: NodeKey) => void
}

export function createSpread({ gossip, announcer, known }: SpreadDeps): Spread {
  return {
    own: (bundle, frame) => {
      if (isRestricted(bundle.header)) announcer.announce(bundle, frame, announceLimits.authorFanOut)
      else gossip.announce(bundle, frame)
    },
    heads: (heads, from) => {
      let told = 0
      for (const frame of heads.values()) {
        const { header, signature } = decodeFrame(frame)
        const signed = parseHeader(header, signature)
        const restricted = isRestricted(signed.header)
        if (restricted) known.add(from, signed.lane, signed.header.seq)
        if (told++ >= gossipLimits.headsPerSync) continue
        if (restricted) announcer.announce(signed, frame, announceLimits.hopFanOut)
        else gossip.announceHead(signed)
      }
    },
  }
}
