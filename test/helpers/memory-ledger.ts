// The node's side of the network room in memory: lanes of real signed bundles, judged by signature, entitlement, place and
// root. Restricted ones are sealed, and never opened. What a test wants to see or to slow down is a property.
import { zstdCompressSync } from 'node:zlib'
import {
  buildBundle,
  buildSealedBundle,
  checkRoot,
  decodePayload,
  encodePayload,
  parseHeader,
  verifyHeader,
} from '../../protocol/bundle.ts'
import type { Bundle, SignedHeader } from '../../protocol/bundle.ts'
import type { ProtocolCode } from '../../protocol/codes.ts'
import { everyone } from '../../protocol/audience.ts'
import type { Audience } from '../../protocol/audience.ts'
import { isRestricted } from '../../protocol/entitlement.ts'
import { decodeFrame, encodeFrame } from '../../protocol/frame.ts'
import { sha256 } from '../../protocol/hash.ts'
import type { LaneId, NodeKey } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { Marking } from '../../protocol/marking.ts'
import { checkSealed } from '../../protocol/seal.ts'
import { toHex } from '../../protocol/bytes.ts'
import { createEntitledNodes } from '../../node/ledger/entitled.ts'
import { createEntitlement } from '../../node/ledger/entitlement.ts'
import { digestOf } from '../../node/ledger/positions.ts'
import type { Delivery, NetworkDeps, Position, Received, Want } from '../../node/network/types.ts'
import type { Trust } from '../../node/trust/types.ts'
import type { CommunityNode } from './community.ts'
import { testNow } from './community.ts'

export interface HeldFrame {
  readonly signed: SignedHeader
  readonly frame: Uint8Array
}

export interface MemoryLedger extends Pick<
  NetworkDeps,
  | 'receive'
  | 'digest'
  | 'frontier'
  | 'frames'
  | 'isOwnLane'
  | 'ownLaneAhead'
  | 'entitledNodes'
  | 'disclose'
  | 'handed'
  | 'acksFor'
  | 'takeAck'
> {
  /** Appends a bundle of `count` statements of `bytes` bytes to the node's lane `name`, which is for `place`. */
  readonly publish: (
    count?: number,
    bytes?: number,
    name?: string,
    place?: Place,
  ) => { signed: SignedHeader; frame: Uint8Array }
  /** Whom something was announced to whole, and who was handed how much of a lane. */
  readonly disclosed: NodeKey[]
  readonly handedOver: { readonly peer: NodeKey; readonly lane: LaneId; readonly seq: number }[]
  /** Acknowledgements that were handed in. */
  readonly acks: { readonly ack: string; readonly peer: NodeKey }[]
  /** What is owed to a peer. */
  owed: (peer: NodeKey) => readonly Uint8Array[]
  /** Awaited before each frame is served. */
  serving: ((peer: NodeKey, seq: number) => Promise<void>) | undefined
  readonly lanes: Map<LaneId, HeldFrame[]>
  readonly digestNow: () => string
  readonly delivered: { readonly from: Delivery; readonly bytes: number; readonly code: string }[]
  readonly ownAhead: LaneId[]
  /** Awaited before each commit. */
  slow: ((signed: SignedHeader) => Promise<void>) | undefined
  /** Rejects every delivery, as a store does that cannot write. */
  broken: boolean
  inFlight: number
  inFlightMax: number
}

/** For whom a lane is, and under which label. */
export interface Place {
  readonly audience: Audience
  readonly marking: Marking
}

const openPlace: Place = { audience: everyone, marking: { tlp: 'TLP:GREEN' } }

export function createMemoryLedger(node: CommunityNode, trust: Trust): MemoryLedger {
  const { mayHave, mayNodeHave } = createEntitlement(trust)
  const lanes = new Map<LaneId, HeldFrame[]>()
  const flying = new Map<LaneId, SignedHeader>()
  const headOf = (lane: LaneId): SignedHeader | undefined => flying.get(lane) ?? lanes.get(lane)?.at(-1)?.signed

  const positions = (peer?: NodeKey): Position[] =>
    [...lanes]
      .filter(([, held]) => peer === undefined || mayServe(held[0]!.signed, peer))
      .map(([lane, held]) => ({ lane, seq: held.length, bundle: held.at(-1)!.signed.id }))
      .sort((a, b) => (a.lane < b.lane ? -1 : 1))

  const mayServe = ({ header }: SignedHeader, peer: NodeKey): boolean =>
    mayNodeHave(header, peer) && mayHave(header, node.member)

  const judgeMovement = ({ header }: SignedHeader, { peer, via }: Delivery): ProtocolCode | undefined => {
    if (!isRestricted(header)) return undefined
    if (via === 'gossip') return 'restricted-on-gossip'
    if (!mayHave(header, node.member)) return 'not-entitled'
    return mayNodeHave(header, peer) ? undefined : 'sender-not-entitled'
  }

  const judge = (bytes: Uint8Array, from: Delivery): { code: Received['code']; signed?: SignedHeader } => {
    const frame = decodeFrame(bytes)
    const signed = parseHeader(frame.header, frame.signature)
    if (trust.memberOfNode(signed.header.node) === undefined) return { code: 'node-unknown' }
    if (!verifyHeader(signed)) return { code: 'signature-invalid' }
    const movement = judgeMovement(signed, from)
    if (movement !== undefined) return { code: movement }
    const head = headOf(signed.lane)
    const { seq } = signed.header
    if (seq <= (head?.header.seq ?? 0)) {
      const held = lanes.get(signed.lane)?.[seq - 1]?.signed ?? flying.get(signed.lane)
      return { code: held?.id === signed.id ? 'duplicate' : 'prev-mismatch', signed }
    }
    if (seq > (head?.header.seq ?? 0) + 1) return { code: 'gap', signed }
    if (signed.header.prev !== head?.id) return { code: 'prev-mismatch', signed }
    if (frame.payload === undefined) return { code: 'wanted', signed }
    const code: ProtocolCode | undefined =
      signed.header.seal === undefined
        ? checkRoot(signed, decodePayload(frame.payload, signed.header.count))
        : checkSealed(signed, frame.payload)
    return { code: code ?? 'accepted', signed }
  }

  const ledger: MemoryLedger = {
    lanes,
    delivered: [],
    ownAhead: [],
    disclosed: [],
    handedOver: [],
    acks: [],
    owed: () => [],
    serving: undefined,
    slow: undefined,
    broken: false,
    inFlight: 0,
    inFlightMax: 0,
    publish: (count = 1, bytes = 100, name = 'main', place = openPlace) => {
      const nonce = sha256(Buffer.from(`${node.key} ${name}`)).subarray(0, limits.nonceBytes)
      const before = [...lanes.values()].find((held) => toHex(held[0]!.signed.header.nonce) === toHex(nonce))?.at(-1)
      const charter = trust.charter()
      const seq = (before?.signed.header.seq ?? 0) + 1
      const params = {
        network: trust.networkId,
        member: node.member,
        node: node.key,
        nonce,
        ...place,
        seq,
        ...(before === undefined ? {} : { prev: before.signed.id }),
        charter: { version: charter.version, hash: toHex(charter.hash) },
        issuedAt: testNow + seq,
        slots: Array.from({ length: count }, (_, at) => {
          const salt = sha256(Buffer.from(`${node.key} ${name} ${seq} ${at}`))
          // Nothing that compresses: sizes are what they are said to be.
          const statement = Buffer.concat(
            Array.from({ length: Math.ceil(bytes / 32) }, (_, part) => sha256(Buffer.from(`${toHex(salt)} ${part}`))),
          )
          return { salt: salt.subarray(0, limits.saltBytes), statement: statement.subarray(0, bytes) }
        }),
      }
      const epoch = { epoch: 1, epochKey: sha256(Buffer.from(`${node.key} ${name} epoch`)), compress: zstdCompressSync }
      const bundle: Bundle = isRestricted(place)
        ? buildSealedBundle({ ...params, ...epoch }, node.seed)
        : buildBundle(params, node.seed)
      const payload = bundle.sealed ?? encodePayload(bundle.slots)
      const signed = parseHeader(bundle.bytes, bundle.signature)
      const frame = encodeFrame({
        ...{ header: signed.bytes, signature: signed.signature },
        ...{ compression: 'none', size: payload.length, payload },
      })
      append(signed, frame)
      return { signed, frame }
    },
    receive: async (bytes, from) => {
      if (ledger.broken) throw new Error('the disk is full')
      ledger.inFlight++
      ledger.inFlightMax = Math.max(ledger.inFlightMax, ledger.inFlight)
      try {
        const { code, signed } = judge(bytes, from)
        if (code === 'accepted' && signed !== undefined) {
          flying.set(signed.lane, signed)
          await ledger.slow?.(signed)
          if (flying.get(signed.lane) === signed) flying.delete(signed.lane)
          append(signed, Uint8Array.from(bytes))
        }
        ledger.delivered.push({ from, bytes: bytes.length, code })
        return { code, ...(signed === undefined ? {} : { signed }) }
      } catch (error) {
        if (error instanceof ProtocolError) return { code: error.code }
        throw error
      } finally {
        ledger.inFlight--
      }
    },
    digest: (peer) => digestOf(positions(peer)),
    digestNow: () => toHex(digestOf(positions())),
    frontier: positions,
    frames: async function* (peer, want: Want) {
      for (const { frame, signed } of (lanes.get(want.lane) ?? []).slice(want.from - 1, want.to)) {
        if (!mayServe(signed, peer)) return
        await ledger.serving?.(peer, signed.header.seq)
        yield frame
      }
    },
    entitledNodes: createEntitledNodes(trust, node.key),
    disclose: async (peer) => void ledger.disclosed.push(peer),
    handed: (peer, lane, seq) => void ledger.handedOver.push({ peer, lane, seq }),
    acksFor: (peer) => ledger.owed(peer),
    takeAck: async (ack, peer) => {
      ledger.acks.push({ ack: toHex(ack), peer })
      return { code: 'accepted' }
    },
    isOwnLane: (lane) => lanes.get(lane)?.[0]?.signed.header.node === node.key,
    ownLaneAhead: async (lane) => void ledger.ownAhead.push(lane),
  }

  const append = (signed: SignedHeader, frame: Uint8Array): void => {
    const held = lanes.get(signed.lane) ?? []
    held.push({ signed, frame })
    lanes.set(signed.lane, held)
  }
  return ledger
}
