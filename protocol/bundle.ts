// Bundles: 1 to 1,024 statements of one node, signed once; the header binds them through the Merkle root.
import { equalBytes } from './bytes.ts'
import type { ProtocolCode } from './codes.ts'
import { ProtocolError } from './errors.ts'
import { sha256, tagged } from './hash.ts'
import { decodeHeader, encodeHeader, sealSuite, type Header, type SignedHeader } from './header.ts'
import { hexId, idBytes, type BundleId, type LaneId } from './ids.ts'
import { laneId } from './lane.ts'
import { limits } from './limits.ts'
import { leavesOf, merkleProof, merkleRoot } from './merkle.ts'
import { encodePayload, payloadBytes, type Slot } from './payload.ts'
import { commitmentOf, sealPayload } from './seal.ts'
import { sign } from './sign.ts'
import { verify } from './verify.ts'

export * from './header.ts'
export * from './payload.ts'

export interface Bundle extends SignedHeader {
  /** None where the bundle is sealed and was not opened. */
  readonly slots: readonly Slot[]
  /** The payload of a bundle of a restricted lane as it travels: a ciphertext, or the grants as they are encoded. */
  readonly sealed?: Uint8Array
}

/** SHA256("entente/bundle/v1" 0x00 headerBytes): without the signature, so that there is one id whatever signature came. */
export function bundleId(headerBytes: Uint8Array): BundleId {
  return hexId(tagged('entente/bundle/v1', headerBytes))
}

/**
 * The header in `bytes` with its id and lane. The signature is not verified: `verifyHeader` does that.
 * @throws ProtocolError 'too-large' | 'encoding-invalid' | 'version-unsupported' | 'field-invalid' | 'signature-invalid'
 */
export function parseHeader(bytes: Uint8Array, signature: Uint8Array): SignedHeader {
  const header = decodeHeader(bytes)
  if (signature.byteLength !== limits.signatureBytes) throw new ProtocolError('signature-invalid', 'not of 64 bytes')
  const lane = laneId(idBytes(header.network), idBytes(header.node), header.nonce)
  return { header, bytes, signature, id: bundleId(bytes), lane }
}

/** Whether the header is signed by the node key that it names. Whose key that is, its certificate says. */
export function verifyHeader(signed: SignedHeader): boolean {
  const { header, bytes, signature } = signed
  return verify('bundle', idBytes(header.network), bytes, idBytes(header.node), signature)
}

/** Everything of a header that is not derived, and the statements with their salts. */
export interface BundleParams extends Pick<
  Header,
  'network' | 'member' | 'node' | 'nonce' | 'audience' | 'marking' | 'seq' | 'prev' | 'charter' | 'issuedAt'
> {
  readonly slots: readonly Slot[]
}

/** Who seals: the lane's epoch (from 1) and its key. */
export interface Epoch {
  readonly epoch: number
  readonly epochKey: Uint8Array
}

/**
 * A signed bundle of an open lane. Salts come from the caller: 16 random bytes a statement, independent of each other.
 * @throws ProtocolError 'field-invalid' | 'too-large' | 'salt-repeated'
 */
export function buildBundle(params: BundleParams, secretKey: Uint8Array): Bundle {
  const { root } = placeFor(params)
  return { ...signHeader(params, { entry: 'statements', root }, secretKey), slots: params.slots }
}

/**
 * A signed bundle of a restricted lane: `sealed` is the ciphertext of its compressed payload. Every attempt needs salts
 * of its own: the key of the cipher comes from the root over them.
 * @throws ProtocolError 'field-invalid' | 'too-large' | 'salt-repeated' | 'key-invalid'
 */
export function buildSealedBundle(
  params: BundleParams & Epoch & { readonly compress: (payload: Uint8Array) => Uint8Array },
  secretKey: Uint8Array,
): Bundle {
  const { slots, marking, seq, epoch, epochKey } = params
  const { lane, root } = placeFor(params)
  const place = { lane, seq, root, count: slots.length, marking }
  const { seal, ciphertext } = sealPayload(place, epoch, epochKey, params.compress(encodePayload(slots)))
  return { ...signHeader(params, { entry: 'statements', root, seal }, secretKey), slots, sealed: ciphertext }
}

/**
 * A signed bundle whose slots hold encoded grants. Its payload travels as it is; its header commits to the epoch key.
 * @throws ProtocolError 'field-invalid' | 'too-large' | 'salt-repeated' | 'key-invalid'
 */
export function buildGrantsBundle(params: BundleParams & Epoch, secretKey: Uint8Array): Bundle {
  const { slots, seq, epoch, epochKey } = params
  const { lane, root } = placeFor(params)
  const sealed = encodePayload(slots)
  const commitment = commitmentOf({ lane, seq, root }, epochKey)
  const seal = { suite: sealSuite, epoch, commitment, digest: sha256(sealed) }
  return { ...signHeader(params, { entry: 'grants', root, seal }, secretKey), slots, sealed }
}

/** The lane and the root of what is to be signed, once its slots are within their bounds. */
function placeFor(params: BundleParams): { lane: LaneId; root: Uint8Array } {
  const { slots } = params
  if (slots.length < 1 || slots.length > limits.bundleStatementsMax) {
    throw new ProtocolError('field-invalid', 'a bundle has 1 to 1,024 statements')
  }
  if (payloadBytes(slots) > limits.bundlePayloadMaxBytes) throw new ProtocolError('too-large', 'bundle payload')
  const salts = checkSalts(slots)
  if (salts !== undefined) throw new ProtocolError(salts, 'salts must be random')
  const lane = laneId(idBytes(params.network), idBytes(params.node), params.nonce)
  return { lane, root: merkleRoot(leavesOf(idBytes(lane), params.seq, slots)) }
}

function signHeader(
  params: BundleParams,
  made: Pick<Header, 'entry' | 'root' | 'seal'>,
  secretKey: Uint8Array,
): SignedHeader {
  const { network, member, node, nonce, audience, marking, seq, prev, charter, issuedAt, slots } = params
  const header: Header = {
    ...{ network, member, node, nonce, audience, marking, seq, charter, issuedAt },
    ...(prev === undefined ? {} : { prev }),
    ...made,
    version: limits.protocolVersion,
    count: slots.length,
  }
  const bytes = encodeHeader(header)
  return parseHeader(bytes, sign('bundle', idBytes(network), bytes, secretKey))
}

/** Salts that are zero or repeated let others guess what an erased or withheld leaf says. */
export function checkSalts(slots: readonly Slot[]): 'salt-repeated' | undefined {
  const seen = new Set<string>(['\0'.repeat(limits.saltBytes)])
  let salted = 0
  for (const { salt } of slots) {
    if (salt === undefined) continue
    salted += 1
    seen.add(Buffer.from(salt.buffer, salt.byteOffset, salt.byteLength).toString('latin1'))
  }
  return seen.size === salted + 1 ? undefined : 'salt-repeated'
}

/** Whether the slots are what the header's root commits to. */
export function checkRoot(signed: SignedHeader, slots: readonly Slot[]): ProtocolCode | undefined {
  const { header, lane } = signed
  if (slots.length !== header.count) return 'payload-malformed'
  if (!equalBytes(merkleRoot(leavesOf(idBytes(lane), header.seq, slots)), header.root)) return 'root-mismatch'
  return checkSalts(slots)
}

/** The Merkle proof of the statement at `index`, from the leaf up. */
export function proofOf(bundle: Bundle, index: number): Uint8Array[] {
  return merkleProof(leavesOf(idBytes(bundle.lane), bundle.header.seq, bundle.slots), index)
}

/** The payload as it travels, before compression. */
export function payloadOf(bundle: Bundle): Uint8Array {
  return encodePayload(bundle.slots)
}
