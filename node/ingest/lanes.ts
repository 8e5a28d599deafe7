// The lanes that this node writes: one open lane per marking, each with a random nonce. A lane is continued only after a
// clean stop (docs/protocol.md#incarnations); whatever else happened, a new one is opened.
import type { CharterState } from '../../protocol/charter.ts'
import type { Bundle } from '../../protocol/bundle.ts'
import type { BundleId, LaneId, MemberId, NetworkId, NodeKey } from '../../protocol/ids.ts'
import type { Marking } from '../../protocol/marking.ts'
import type { Tlp } from '../../protocol/names.ts'
import { buildBundle } from '../../protocol/bundle.ts'
import { everyone } from '../../protocol/audience.ts'
import { laneId } from '../../protocol/lane.ts'
import { toHex } from '../../protocol/bytes.ts'
import { limits } from '../../protocol/limits.ts'
import { idBytes } from '../../protocol/ids.ts'

/** Where a lane stands; what a clean stop leaves behind for the next start. */
export interface OpenLane {
  readonly tlp: Tlp
  readonly nonce: Uint8Array
  readonly lane: LaneId
  readonly seq: number
  readonly id: BundleId | undefined
  readonly issuedAt: number
}

export interface OwnLanesDeps {
  readonly network: NetworkId
  readonly member: MemberId
  readonly node: NodeKey
  readonly secretKey: Uint8Array
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
  readonly charter: () => CharterState
}

export interface OwnLanes {
  /** Builds and signs the next bundle of the lane with this marking. */
  readonly next: (tlp: Tlp, statements: readonly Uint8Array[]) => Bundle
  /** Never writes to this lane again; the next bundle of its marking opens another. */
  readonly retire: (lane: LaneId) => void
  readonly isOpen: (lane: LaneId) => boolean
  readonly open: () => OpenLane[]
}

export function createOwnLanes(deps: OwnLanesDeps, resume: readonly OpenLane[]): OwnLanes {
  const open = new Map<Tlp, OpenLane>(resume.map((lane) => [lane.tlp, lane]))
  const network = idBytes(deps.network)
  const node = idBytes(deps.node)

  const fresh = (tlp: Tlp): OpenLane => {
    const nonce = deps.random(limits.nonceBytes)
    return { tlp, nonce, lane: laneId(network, node, nonce), seq: 0, id: undefined, issuedAt: 0 }
  }

  return {
    next: (tlp, statements) => {
      const current = open.get(tlp) ?? fresh(tlp)
      const marking: Marking = { tlp }
      const charter = deps.charter()
      const salts = deps.random(limits.saltBytes * statements.length)
      const bundle = buildBundle(
        {
          network: deps.network,
          member: deps.member,
          node: deps.node,
          nonce: current.nonce,
          audience: everyone,
          marking,
          seq: current.seq + 1,
          ...(current.id === undefined ? {} : { prev: current.id }),
          charter: { version: charter.version, hash: toHex(charter.hash) },
          issuedAt: Math.max(deps.clock(), current.issuedAt),
          slots: statements.map((statement, at) => ({
            salt: salts.subarray(at * limits.saltBytes, (at + 1) * limits.saltBytes),
            statement,
          })),
        },
        deps.secretKey,
      )
      open.set(tlp, { ...current, seq: bundle.header.seq, id: bundle.id, issuedAt: bundle.header.issuedAt })
      return bundle
    },
    retire: (lane) => {
      for (const [tlp, one] of open) if (one.lane === lane) open.delete(tlp)
    },
    isOpen: (lane) => [...open.values()].some((one) => one.lane === lane),
    open: () => [...open.values()].filter((one) => one.seq > 0),
  }
}
