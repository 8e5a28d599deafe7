// The lanes that this node writes: one open lane per marking and audience, each with a random nonce. A lane is continued
// only after a clean stop (docs/protocol.md#incarnations); whatever else happened, a new one is opened.
import { constants, zstdCompressSync } from 'node:zlib'
import type { CharterState } from '../../protocol/charter.ts'
import type { Bundle, BundleParams } from '../../protocol/bundle.ts'
import type { BundleId, LaneId, MemberId, NetworkId, NodeKey } from '../../protocol/ids.ts'
import type { Place } from './place.ts'
import { buildBundle, buildGrantsBundle, buildSealedBundle } from '../../protocol/bundle.ts'
import { laneId } from '../../protocol/lane.ts'
import { toHex } from '../../protocol/bytes.ts'
import { limits } from '../../protocol/limits.ts'
import { idBytes } from '../../protocol/ids.ts'

/** The key under which a restricted lane is sealed at the moment. */
export interface Epoch {
  readonly number: number
  readonly key: Uint8Array
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** Digest of the nodes that it was granted to. */
  readonly entitled: Uint8Array
}

/** Where a lane stands; what a clean stop leaves behind for the next start. */
export interface OpenLane {
  readonly place: Place
  readonly nonce: Uint8Array
  readonly lane: LaneId
  readonly seq: number
  readonly id: BundleId | undefined
  readonly issuedAt: number
  /** Of a restricted lane, once its first grants are made. */
  readonly epoch?: Epoch
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
  /** The open lane of a place; a new one where there is none. */
  readonly at: (place: Place) => OpenLane
  /** Builds and signs the next bundle of the lane. Of a restricted one an epoch must have begun. */
  readonly next: (place: Place, statements: readonly Uint8Array[]) => Bundle
  /** The bundles by which a new epoch begins. From here on the lane is sealed under it. */
  readonly begin: (place: Place, epoch: Epoch, grants: readonly Uint8Array[]) => Bundle[]
  /** Never writes to this lane again; the next bundle of its place opens another. */
  readonly retire: (lane: LaneId) => void
  readonly isOpen: (lane: LaneId) => boolean
  readonly open: () => OpenLane[]
}

/** Bytes that a slot needs beside what is in it. */
const slotOverheadBytes = limits.saltBytes + 32
const zstd = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }
const compress = (payload: Uint8Array): Uint8Array => zstdCompressSync(payload, zstd)

export function createOwnLanes(deps: OwnLanesDeps, resume: readonly OpenLane[]): OwnLanes {
  const open = new Map<string, OpenLane>(resume.map((lane) => [lane.place.key, lane]))
  const network = idBytes(deps.network)
  const node = idBytes(deps.node)

  const at = (place: Place): OpenLane => {
    let lane = open.get(place.key)
    if (lane === undefined) {
      const nonce = deps.random(limits.nonceBytes)
      lane = { place, nonce, lane: laneId(network, node, nonce), seq: 0, id: undefined, issuedAt: 0 }
      open.set(place.key, lane)
    }
    return lane
  }

  const paramsOf = ({ place, nonce, seq, id, issuedAt }: OpenLane, contents: readonly Uint8Array[]): BundleParams => {
    const charter = deps.charter()
    const salts = deps.random(limits.saltBytes * contents.length)
    return {
      ...{ network: deps.network, member: deps.member, node: deps.node, nonce, seq: seq + 1 },
      ...{ audience: place.audience, marking: place.marking },
      ...(id === undefined ? {} : { prev: id }),
      charter: { version: charter.version, hash: toHex(charter.hash) },
      issuedAt: Math.max(deps.clock(), issuedAt),
      slots: contents.map((statement, index) => ({
        salt: salts.subarray(index * limits.saltBytes, (index + 1) * limits.saltBytes),
        statement,
      })),
    }
  }

  const follow = (lane: OpenLane, bundle: Bundle, epoch: Epoch | undefined): Bundle => {
    const { seq, issuedAt } = bundle.header
    open.set(lane.place.key, { ...lane, seq, id: bundle.id, issuedAt, ...(epoch === undefined ? {} : { epoch }) })
    return bundle
  }

  return {
    at,
    next: (place, statements) => {
      const lane = at(place)
      const params = paramsOf(lane, statements)
      if (!place.restricted) return follow(lane, buildBundle(params, deps.secretKey), undefined)
      const { epoch } = lane
      if (epoch === undefined) throw new TypeError('a restricted lane is written before its first epoch')
      const sealed = buildSealedBundle(
        { ...params, epoch: epoch.number, epochKey: epoch.key, compress },
        deps.secretKey,
      )
      return follow(lane, sealed, undefined)
    },
    begin: (place, epoch, grants) =>
      chunksOf(grants).map((chunk) => {
        const lane = at(place)
        const params = { ...paramsOf(lane, chunk), epoch: epoch.number, epochKey: epoch.key }
        return follow(lane, buildGrantsBundle(params, deps.secretKey), epoch)
      }),
    retire: (lane) => {
      for (const [key, one] of open) if (one.lane === lane) open.delete(key)
    },
    isOpen: (lane) => [...open.values()].some((one) => one.lane === lane),
    open: () => [...open.values()].filter((one) => one.seq > 0),
  }
}

/** What fits into one bundle, one after the other. */
function chunksOf(grants: readonly Uint8Array[]): Uint8Array[][] {
  const chunks: Uint8Array[][] = []
  let bytes = Infinity
  for (const grant of grants) {
    const size = grant.length + slotOverheadBytes
    if (bytes + size > limits.bundlePayloadMaxBytes || chunks.at(-1)?.length === limits.bundleStatementsMax) {
      chunks.push([])
      bytes = 0
    }
    chunks.at(-1)?.push(grant)
    bytes += size
  }
  return chunks
}
