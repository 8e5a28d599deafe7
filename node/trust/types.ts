// What trust knows and tells: who is a member, whose keys count, and where a lane ends.
import type { LaneId, MemberId, NetworkId, NodeKey } from '../../protocol/ids.ts'
import type { SignedHeader } from '../../protocol/bundle.ts'
import type { CharterState, Member } from '../../protocol/charter.ts'
import type { Cut } from '../../protocol/cut.ts'
import type { ProtocolCode } from '../../protocol/codes.ts'

/** A node of a member, as its certificate has it. */
export interface KnownNode {
  readonly member: MemberId
  readonly node: NodeKey
  readonly kemKey: Uint8Array
  readonly serial: number
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  /** Hash of the certificate as a control object. */
  readonly hash: Uint8Array
  /** The certificate as a control object. */
  readonly object: Uint8Array
  readonly revoked: boolean
}

/** `held`: nothing new. */
export interface Applied {
  readonly code: 'accepted' | 'held' | ProtocolCode
}

export interface LanePlace {
  readonly lane: LaneId
  readonly member: MemberId
  readonly node: NodeKey
}

export interface Trust {
  readonly networkId: NetworkId
  /** The newest charter that is accepted. */
  charter(): CharterState
  charterAt(version: number): CharterState | undefined
  /** The charters of one version that contradict each other, where there are such. */
  conflict(): { readonly version: number; readonly charters: readonly Uint8Array[] } | undefined
  /** The member's entry in the newest charter. */
  member(id: MemberId): Member | undefined
  memberOfNode(node: NodeKey): KnownNode | undefined
  nodes(): KnownNode[]
  isActiveNode(node: NodeKey): boolean
  /** The last position of a lane that counts; `undefined`: all of it. */
  cutOf(place: LanePlace): Cut | undefined
  /** Verifies, persists and takes into account, in that order. Resolves when it is durable. */
  apply(object: Uint8Array): Promise<Applied>
  /** Hands in two headers of one lane and sequence number: if they prove a fork, the lane freezes for everybody. */
  reportFork(held: SignedHeader, other: SignedHeader): Promise<Applied>
  /** SHA-256 over the sorted hashes of all control objects held. */
  digest(): Uint8Array
  hashes(): Uint8Array[]
  object(hash: Uint8Array): Uint8Array | undefined
  /** Control objects of one type, oldest first where that means something. */
  objects(type: 'charter' | 'certificate' | 'revocation' | 'fork-proof' | 'node-record'): Uint8Array[]
  /** Addresses by node, from the newest node records. */
  addresses(): ReadonlyMap<NodeKey, readonly string[]>
  recordSerial(node: NodeKey): number
  /** Charters behind `version`, in order. */
  chartersAfter(version: number): Uint8Array[]
  /** Called after every change; returns the way to stop it. */
  onChange(listener: () => void): () => void
  /** Called with each object that was accepted, as bytes. */
  onAccepted(listener: (object: Uint8Array) => void): () => void
}
