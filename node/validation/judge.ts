// Judges a bundle that came from outside, in the order of docs/protocol.md#order-of-checks. Pure: what the node knows
// (clock, charter, keys, held lanes) comes in as an argument, what it thinks goes out as a code.
import type { BundleId, LaneId, MemberId, NetworkId, NodeKey } from '../../protocol/ids.ts'
import type { ProtocolCode } from '../../protocol/codes.ts'
import type { Charter, CharterState } from '../../protocol/charter.ts'
import type { Header, SignedHeader } from '../../protocol/bundle.ts'
import { checkSealing, parseHeader, verifyHeader } from '../../protocol/bundle.ts'
import { isBehind, type Cut } from '../../protocol/cut.ts'
import { isRestricted } from '../../protocol/entitlement.ts'
import { checkSuccessor, type Prior } from '../../protocol/lane.ts'
import { compareTlp } from '../../protocol/marking.ts'
import { toHex } from '../../protocol/bytes.ts'
import { limits } from '../../protocol/limits.ts'
import { ProtocolError } from '../../protocol/errors.ts'

/** What a node knows when it judges. Every member is a plain look-up. */
export interface Knowledge {
  readonly network: NetworkId
  /** Milliseconds since 1970. */
  readonly now: number
  readonly charterAt: (version: number) => CharterState | undefined
  readonly memberOfNode: (node: NodeKey) => MemberId | undefined
  readonly cutOf: (lane: { lane: LaneId; member: MemberId; node: NodeKey }) => Cut | undefined
  readonly head: (lane: LaneId) => Prior | undefined
  /** Whether `member` may have what is said there now, under the newest charter. */
  readonly mayHave: (header: Pick<Header, 'member' | 'marking' | 'audience'>, member: MemberId) => boolean
  /** This node's member, and the one whose node delivers. */
  readonly own: MemberId
  readonly sender: MemberId | undefined
  readonly viaGossip: boolean
  /** Whether this very bundle is on its way into the store. */
  readonly isFlying: (bundle: BundleId) => boolean
}

export type Judgement =
  | { readonly code: 'accepted'; readonly signed: SignedHeader; readonly suspect: boolean }
  | { readonly code: ProtocolCode; readonly signed?: SignedHeader; readonly signatureGood?: boolean }

/** Judges header and signature; the payload is judged by its root afterwards. */
export function judgeHeader(bytes: Uint8Array, signature: Uint8Array, know: Knowledge): Judgement {
  let signed: SignedHeader
  try {
    signed = parseHeader(bytes, signature)
  } catch (error) {
    if (error instanceof ProtocolError) return { code: error.code }
    throw error
  }
  const { header } = signed
  if (header.network !== know.network) return { code: 'network-mismatch', signed }
  const charter = know.charterAt(header.charter.version)
  if (charter === undefined) return { code: 'charter-unknown', signed }
  if (toHex(charter.hash) !== header.charter.hash) return { code: 'charter-mismatch', signed }
  const member = know.memberOfNode(header.node)
  if (member === undefined) return { code: 'node-unknown', signed }
  if (member !== header.member) return { code: 'certificate-invalid', signed }
  if (!verifyHeader(signed)) return { code: 'signature-invalid', signed }
  const author = judgeAuthor(header, charter.charter, know)
  // Whether it is held or on its way is nobody's business who may not have it: that comes first.
  const movement = author === undefined ? judgeMovement(header, know) : undefined
  if (movement !== undefined) return { code: movement }
  const code = author ?? (know.isFlying(signed.id) ? 'duplicate' : judgePlace(signed, know))
  if (code !== undefined && code !== 'suspect') return { code, signed, signatureGood: true }
  return { code: 'accepted', signed, suspect: code === 'suspect' }
}

/** What only the author can get wrong: time, right to publish, sealing. */
function judgeAuthor(header: Header, charter: Charter, know: Knowledge): ProtocolCode | undefined {
  if (header.issuedAt > know.now + limits.clockSkewMaxMs) return 'time-ahead'
  return judgeRight(header, charter) ?? checkSealing(header)
}

/** The place in the lane. */
function judgePlace(signed: SignedHeader, know: Knowledge): ProtocolCode | undefined {
  const { header } = signed
  const head = know.head(signed.lane)
  const place = checkSuccessor(head, signed)
  if (place !== undefined) return place
  const cut = know.cutOf({ lane: signed.lane, member: header.member, node: header.node })
  return isBehind(cut, { seq: header.seq, id: signed.id }) ? 'suspect' : undefined
}

/** Restricted lanes never touch the mesh, and move between those alone who may have them now. */
function judgeMovement(header: Header, { mayHave, own, sender, viaGossip }: Knowledge): ProtocolCode | undefined {
  if (!isRestricted(header)) return undefined
  if (viaGossip) return 'restricted-on-gossip'
  if (!mayHave(header, own)) return 'not-entitled'
  return sender !== undefined && mayHave(header, sender) ? undefined : 'sender-not-entitled'
}

/** Whether the charter that the header cites lets its member publish this marking. */
function judgeRight(header: Header, charter: Charter): ProtocolCode | undefined {
  const member = charter.members.find((one) => one.id === header.member)
  if (member?.status !== 'active') return 'member-inactive'
  return compareTlp(header.marking.tlp, member.clearance) > 0 ? 'clearance-exceeded' : undefined
}
