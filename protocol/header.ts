// The signed header of a bundle: every field and its check, and whether it is sealed where it must be.
import { audienceFromWire, audienceToWire, type Audience } from './audience.ts'
import { toHex } from './bytes.ts'
import type { ProtocolCode } from './codes.ts'
import { isRestricted, namesMembers } from './entitlement.ts'
import { ProtocolError } from './errors.ts'
import {
  hexId,
  idBytes,
  parseMemberId,
  type BundleId,
  type LaneId,
  type MemberId,
  type NetworkId,
  type NodeKey,
} from './ids.ts'
import { limits } from './limits.ts'
import { markingFromWire, markingToWire, type Marking } from './marking.ts'
import { wire } from './names.ts'
import { decodeStrict, encode } from './strict.ts'

/** Suite 1: X-Wing, HKDF-SHA256, AES-256-GCM. */
export const sealSuite = 1

/** What sealed lanes state about their payload. `digest` is SHA-256 of it as it travels. */
export interface Seal {
  readonly suite: number
  readonly epoch: number
  readonly commitment: Uint8Array
  readonly digest: Uint8Array
}

/** `charter.hash` is hexadecimal; `issuedAt` milliseconds since 1970; `prev` is absent where `seq` is 1. */
export interface Header {
  readonly version: number
  readonly network: NetworkId
  readonly member: MemberId
  readonly node: NodeKey
  readonly nonce: Uint8Array
  readonly audience: Audience
  readonly marking: Marking
  readonly seq: number
  readonly prev?: BundleId
  readonly charter: { readonly version: number; readonly hash: string }
  readonly issuedAt: number
  readonly entry: 'statements' | 'grants'
  readonly count: number
  readonly root: Uint8Array
  readonly seal?: Seal
}

/** A header as received: `bytes` are what was signed, `id` and `lane` follow from them. */
export interface SignedHeader {
  readonly header: Header
  readonly bytes: Uint8Array
  readonly signature: Uint8Array
  readonly id: BundleId
  readonly lane: LaneId
}

/** The canonical bytes of a header. They are signed, and from then on kept as they are. */
export function encodeHeader(header: Header): Uint8Array {
  return encode(
    wire.Header,
    new wire.Header({
      version: header.version,
      network: idBytes(header.network),
      member: header.member,
      node: idBytes(header.node),
      nonce: header.nonce,
      audience: audienceToWire(header.audience),
      marking: markingToWire(header.marking),
      seq: header.seq,
      ...(header.prev === undefined ? {} : { prev: idBytes(header.prev) }),
      charterVersion: header.charter.version,
      charterHash: Buffer.from(header.charter.hash, 'hex'),
      issuedAt: header.issuedAt,
      entry: header.entry === 'statements' ? wire.Entry.STATEMENTS : wire.Entry.GRANTS,
      count: header.count,
      root: header.root,
      ...(header.seal === undefined ? {} : { seal: new wire.Seal(header.seal) }),
    }),
  )
}

function invalid(field: string): never {
  throw new ProtocolError('field-invalid', `header: ${field}`)
}

function bytesOf(bytes: Uint8Array | null | undefined, length: number, field: string): Uint8Array {
  return bytes?.byteLength === length ? bytes : invalid(field)
}

function sealFromWire(seal: wire.Seal.$Properties): Seal {
  const { suite, epoch } = seal
  if (!suite || !epoch) return invalid('seal')
  const commitment = bytesOf(seal.commitment, limits.hashBytes, 'seal commitment')
  return { suite, epoch, commitment, digest: bytesOf(seal.digest, limits.hashBytes, 'seal digest') }
}

function entryFromWire(entry: wire.Entry): Header['entry'] {
  if (entry === wire.Entry.STATEMENTS) return 'statements'
  return entry === wire.Entry.GRANTS ? 'grants' : invalid('entry')
}

/**
 * The header in `bytes`, every field checked. Nothing is said of its signature or of its place in the lane.
 * @throws ProtocolError 'too-large' | 'encoding-invalid' | 'version-unsupported' | 'field-invalid'
 */
export function decodeHeader(bytes: Uint8Array): Header {
  const message = decodeStrict(wire.Header, bytes, limits.headerMaxBytes)
  if (message.version !== limits.protocolVersion) {
    throw new ProtocolError('version-unsupported', `header: version ${message.version}`)
  }
  const { seq, count } = message
  if (seq < 1) return invalid('seq')
  if (count < 1 || count > limits.bundleStatementsMax) return invalid('count')
  if (message.charterVersion < 1) return invalid('charter version')
  if (message.issuedAt < 1) return invalid('issued at')
  const prev = seq === 1 ? bytesOf(message.prev, 0, 'prev') : bytesOf(message.prev, limits.hashBytes, 'prev')
  return {
    version: message.version,
    network: hexId(bytesOf(message.network, limits.hashBytes, 'network')),
    member: parseMemberId(message.member) ?? invalid('member'),
    node: hexId(bytesOf(message.node, limits.keyBytes, 'node')),
    nonce: bytesOf(message.nonce, limits.nonceBytes, 'nonce'),
    audience: audienceFromWire(message.audience),
    marking: markingFromWire(message.marking),
    seq,
    ...(seq === 1 ? {} : { prev: hexId<BundleId>(prev) }),
    charter: {
      version: message.charterVersion,
      hash: toHex(bytesOf(message.charterHash, limits.hashBytes, 'charter hash')),
    },
    issuedAt: message.issuedAt,
    entry: entryFromWire(message.entry),
    count,
    root: bytesOf(message.root, limits.hashBytes, 'root'),
    ...(message.seal == null ? {} : { seal: sealFromWire(message.seal) }),
  }
}

/**
 * Whether a header is sealed where its marking and audience ask for it, and only there. Every node sees it alike, from
 * the header alone.
 */
export function checkSealing(
  header: Pick<Header, 'marking' | 'audience' | 'entry' | 'seal'>,
): Extract<ProtocolCode, 'audience-required' | 'seal-missing' | 'seal-unexpected' | 'seal-unsupported'> | undefined {
  if (!isRestricted(header))
    return header.seal === undefined && header.entry === 'statements' ? undefined : 'seal-unexpected'
  if (header.marking.tlp === 'TLP:RED' && !namesMembers(header.audience)) return 'audience-required'
  if (header.seal === undefined) return 'seal-missing'
  return header.seal.suite === sealSuite ? undefined : 'seal-unsupported'
}
