// Branded identifiers. They are parsed once, at the edge, and need no further check inside.
import { fromHex, toHex } from './bytes.ts'

/** Network id: 32 bytes in lower-case hexadecimal. */
export type NetworkId = string & { readonly brand: 'NetworkId' }
/** Member id: lower-case letters, digits and dashes, 2 to 63 characters. */
export type MemberId = string & { readonly brand: 'MemberId' }
/** Node key: an Ed25519 public key, 32 bytes in lower-case hexadecimal. */
export type NodeKey = string & { readonly brand: 'NodeKey' }
/** Lane id: 32 bytes in lower-case hexadecimal. */
export type LaneId = string & { readonly brand: 'LaneId' }
/** Hash of a lane id: 32 bytes in lower-case hexadecimal. It stands in lists that must not name restricted lanes. */
export type LaneHash = string & { readonly brand: 'LaneHash' }
/** Bundle id: 32 bytes in lower-case hexadecimal. */
export type BundleId = string & { readonly brand: 'BundleId' }
/** Statement id: the bundle id, a dot, and the index in the bundle in decimal. */
export type StatementId = string & { readonly brand: 'StatementId' }

const memberIdPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/
const statementIdPattern = /^([0-9a-f]{64})\.(0|[1-9][0-9]{0,3})$/

/** The member id in `text`, or `undefined`. */
export function parseMemberId(text: string): MemberId | undefined {
  return memberIdPattern.test(text) ? (text as MemberId) : undefined
}

/** 32 bytes as a branded hexadecimal id. The caller knows what the bytes are. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names the brand
export function hexId<Id extends NetworkId | NodeKey | LaneId | LaneHash | BundleId>(bytes: Uint8Array): Id {
  return toHex(bytes) as Id
}

/** A branded hexadecimal id out of text: 64 hexadecimal digits in either case, or `undefined`. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names the brand
export function parseHexId<Id extends NetworkId | NodeKey | LaneId | LaneHash | BundleId>(
  text: string,
): Id | undefined {
  return fromHex(text)?.length === 32 ? (text.toLowerCase() as Id) : undefined
}

/** The 32 bytes of a hexadecimal id. */
export function idBytes(id: NetworkId | NodeKey | LaneId | LaneHash | BundleId): Uint8Array {
  return new Uint8Array(Buffer.from(id, 'hex'))
}

export function formatStatementId(bundle: BundleId, index: number): StatementId {
  return `${bundle}.${index}` as StatementId
}

/** Bundle and index (0 to 1,023) of a statement id, or `undefined`. */
export function parseStatementId(text: string): { bundle: BundleId; index: number } | undefined {
  const match = statementIdPattern.exec(text.toLowerCase())
  if (match === null) return undefined
  const index = Number(match[2])
  return index < 1024 ? { bundle: match[1] as BundleId, index } : undefined
}
