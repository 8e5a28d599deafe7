// The node's side of the network room in memory: lanes of real signed bundles, judged by signature, place and root. What
// a test wants to see or to slow down is a property.
import {
  buildBundle,
  checkRoot,
  decodePayload,
  encodePayload,
  parseHeader,
  verifyHeader,
} from '../../protocol/bundle.ts'
import type { Bundle, SignedHeader } from '../../protocol/bundle.ts'
import type { ProtocolCode } from '../../protocol/codes.ts'
import { everyone } from '../../protocol/audience.ts'
import { decodeFrame, encodeFrame } from '../../protocol/frame.ts'
import { sha256 } from '../../protocol/hash.ts'
import type { LaneId } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { toHex } from '../../protocol/bytes.ts'
import { digestOf } from '../../node/ledger/positions.ts'
import type { Delivery, NetworkDeps, NetworkTrust, Position, Received, Want } from '../../node/network/types.ts'
import type { CommunityNode } from './community.ts'
import { testNow } from './community.ts'

export interface HeldFrame {
  readonly signed: SignedHeader
  readonly frame: Uint8Array
}

export interface MemoryLedger extends Pick<
  NetworkDeps,
  'receive' | 'digest' | 'frontier' | 'frames' | 'isOwnLane' | 'ownLaneAhead'
> {
  /** Appends a bundle of `count` statements of `bytes` bytes to the node's lane `name`. */
  readonly publish: (count?: number, bytes?: number, name?: string) => { signed: SignedHeader; frame: Uint8Array }
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

/** A ledger with the frames of `others` in it from the start. */
export function createMemoryLedger(node: CommunityNode, trust: NetworkTrust): MemoryLedger {
  const lanes = new Map<LaneId, HeldFrame[]>()
  const flying = new Map<LaneId, SignedHeader>()
  const headOf = (lane: LaneId): SignedHeader | undefined => flying.get(lane) ?? lanes.get(lane)?.at(-1)?.signed

  const positions = (): Position[] =>
    [...lanes]
      .map(([lane, held]) => ({ lane, seq: held.length, bundle: held.at(-1)!.signed.id }))
      .sort((a, b) => (a.lane < b.lane ? -1 : 1))

  const judge = (bytes: Uint8Array): { code: Received['code']; signed?: SignedHeader } => {
    const frame = decodeFrame(bytes)
    const signed = parseHeader(frame.header, frame.signature)
    if (trust.memberOfNode(signed.header.node) === undefined) return { code: 'node-unknown' }
    if (!verifyHeader(signed)) return { code: 'signature-invalid' }
    const head = headOf(signed.lane)
    const { seq } = signed.header
    if (seq <= (head?.header.seq ?? 0)) {
      const held = lanes.get(signed.lane)?.[seq - 1]?.signed ?? flying.get(signed.lane)
      return { code: held?.id === signed.id ? 'duplicate' : 'prev-mismatch', signed }
    }
    if (seq > (head?.header.seq ?? 0) + 1) return { code: 'gap', signed }
    if (signed.header.prev !== head?.id) return { code: 'prev-mismatch', signed }
    if (frame.payload === undefined) return { code: 'wanted', signed }
    const code: ProtocolCode | undefined = checkRoot(signed, decodePayload(frame.payload, signed.header.count))
    return { code: code ?? 'accepted', signed }
  }

  const ledger: MemoryLedger = {
    lanes,
    delivered: [],
    ownAhead: [],
    slow: undefined,
    broken: false,
    inFlight: 0,
    inFlightMax: 0,
    publish: (count = 1, bytes = 100, name = 'main') => {
      const nonce = sha256(Buffer.from(`${node.key} ${name}`)).subarray(0, limits.nonceBytes)
      const before = [...lanes.values()].find((held) => toHex(held[0]!.signed.header.nonce) === toHex(nonce))?.at(-1)
      const charter = trust.charter()
      const seq = (before?.signed.header.seq ?? 0) + 1
      const bundle: Bundle = buildBundle(
        {
          network: trust.networkId,
          member: node.member,
          node: node.key,
          nonce,
          audience: everyone,
          marking: { tlp: 'TLP:GREEN' },
          seq,
          ...(before === undefined ? {} : { prev: before.signed.id }),
          charter: { version: charter.version, hash: toHex(charter.hash) },
          issuedAt: testNow + seq,
          slots: Array.from({ length: count }, (_, at) => {
            const salt = sha256(Buffer.from(`${node.key} ${name} ${seq} ${at}`))
            return { salt: salt.subarray(0, limits.saltBytes), statement: Buffer.alloc(bytes, salt) }
          }),
        },
        node.seed,
      )
      const payload = encodePayload(bundle.slots)
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
        const { code, signed } = judge(bytes)
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
    digest: () => digestOf(positions()),
    digestNow: () => toHex(digestOf(positions())),
    frontier: positions,
    frames: async function* (_peer, want: Want) {
      for (const { frame } of (lanes.get(want.lane) ?? []).slice(want.from - 1, want.to)) yield frame
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
