// Grants: the epoch key of a lane wrapped to one node each, and earlier keys under the new one. protocol.md#grants
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { audienceHash } from './audience.ts'
import { checkRoot } from './bundle.ts'
import { concatBytes, equalBytes, fromHex, toHex, uint64Bytes } from './bytes.ts'
import type { ProtocolCode } from './codes.ts'
import { ProtocolError } from './errors.ts'
import { deriveKey, sha256 } from './hash.ts'
import type { Header, SignedHeader } from './header.ts'
import { hexId, idBytes, type LaneId, type NodeKey } from './ids.ts'
import { laneId } from './lane.ts'
import { limits } from './limits.ts'
import { wire } from './names.ts'
import { decodePayload, type Slot } from './payload.ts'
import { checkSealed } from './seal.ts'
import { decodeStrict, encode } from './strict.ts'

/**
 * An epoch key for one node. `kemKeyHash` is SHA-256 of the KEM key that it was wrapped to, `audienceHash` hexadecimal,
 * `commitment` that of the epoch. `history` is sealed, and the same in every grant of the epoch.
 */
export interface Grant {
  readonly node: NodeKey
  readonly epoch: number
  readonly kemKeyHash: Uint8Array
  readonly encapsulation: Uint8Array
  readonly wrapped: Uint8Array
  readonly audienceHash: string
  readonly commitment: Uint8Array
  readonly history?: Uint8Array
}

/** An epoch key that was used before, in this lane or in the one that it follows. */
export interface EarlierKey {
  readonly lane: LaneId
  readonly epoch: number
  readonly key: Uint8Array
}

/** The same as its author shares it: by the nonce of the lane, so that nobody can share keys of another node's lane. */
export interface SharedKey {
  readonly nonce: Uint8Array
  readonly epoch: number
  readonly key: Uint8Array
}

/** The canonical bytes of a grant: what stands as `statement` in a slot of a grants bundle. */
export function encodeGrant(grant: Grant): Uint8Array {
  const { epoch, kemKeyHash, encapsulation, wrapped, commitment, history } = grant
  return encode(
    wire.Grant,
    new wire.Grant({
      node: idBytes(grant.node),
      epoch,
      kemKeyHash,
      encapsulation,
      wrapped,
      audienceHash: fromHex(grant.audienceHash) ?? malformed('audience hash'),
      commitment,
      ...(history === undefined ? {} : { history }),
    }),
  )
}

function malformed(what: string, cause?: unknown): never {
  throw new ProtocolError('grant-malformed', `grant: ${what}`, { cause })
}

function bytesOf(bytes: Uint8Array, length: number, field: string): Uint8Array {
  return bytes.byteLength === length ? bytes : malformed(field)
}

function decodeMessage(bytes: Uint8Array): wire.Grant {
  try {
    return decodeStrict(wire.Grant, bytes, limits.grantMaxBytes)
  } catch (cause) {
    return malformed('not decodable', cause)
  }
}

/**
 * The grant in `bytes`, every field checked for its form.
 * @throws ProtocolError 'grant-malformed'
 */
export function decodeGrant(bytes: Uint8Array): Grant {
  const message = decodeMessage(bytes)
  if (message.epoch < 1) malformed('epoch')
  if (message.history.byteLength > limits.historyMaxBytes) malformed('history')
  return {
    node: hexId(bytesOf(message.node, limits.keyBytes, 'node')),
    epoch: message.epoch,
    kemKeyHash: bytesOf(message.kemKeyHash, limits.hashBytes, 'KEM key hash'),
    encapsulation: bytesOf(message.encapsulation, limits.kemEncapsulationBytes, 'encapsulation'),
    wrapped: bytesOf(message.wrapped, limits.wrappedKeyBytes, 'wrapped key'),
    audienceHash: toHex(bytesOf(message.audienceHash, limits.hashBytes, 'audience hash')),
    commitment: bytesOf(message.commitment, limits.hashBytes, 'commitment'),
    ...(message.history.byteLength === 0 ? {} : { history: message.history }),
  }
}

/** The commitment to an epoch's key that all of its grants show: who got another key sees it, and so does everybody. */
export function epochCommitment(lane: LaneId, epoch: number, epochKey: Uint8Array): Uint8Array {
  return deriveKey(epochKey, concatBytes(idBytes(lane), uint64Bytes(epoch)), 'entente/epoch/v1')
}

/** What a grant is bound to by HPKE: a grant that is replayed in another lane, epoch or audience does not open. */
export function grantInfo(lane: LaneId, epoch: number, audience: string, kemKey: Uint8Array): Uint8Array {
  const hash = fromHex(audience) ?? malformed('audience hash')
  return concatBytes(
    Buffer.from('entente/grant/v1\0', 'ascii'),
    idBytes(lane),
    uint64Bytes(epoch),
    hash,
    sha256(kemKey),
  )
}

/**
 * Whether the grants of a bundle say one thing: for the audience and epoch of the header, one key, each node once.
 * `before` is the commitment of the bundle before, where the grants of the epoch are split over several.
 */
export function checkGrants(
  signed: SignedHeader,
  grants: readonly Grant[],
  before?: Uint8Array,
): Extract<ProtocolCode, 'seal-missing' | 'grant-mismatch'> | undefined {
  const { seal, audience } = signed.header
  if (seal === undefined) return 'seal-missing'
  const hash = audienceHash(audience)
  const [first] = grants
  const commitment = before ?? first?.commitment
  const history = first?.history ?? new Uint8Array()
  const alike = grants.every(
    (grant) =>
      grant.audienceHash === hash &&
      grant.epoch === seal.epoch &&
      equalBytes(grant.commitment, commitment ?? new Uint8Array()) &&
      equalBytes(grant.history ?? new Uint8Array(), history),
  )
  return alike && new Set(grants.map(({ node }) => node)).size === grants.length ? undefined : 'grant-mismatch'
}

/**
 * The slots and grants of a grants bundle out of its payload (which is not encrypted), or why it is refused.
 * `before` as in `checkGrants`.
 */
export function parseGrants(
  signed: SignedHeader,
  payload: Uint8Array,
  before?: Uint8Array,
): { readonly slots: readonly Slot[]; readonly grants: readonly Grant[] } | ProtocolCode {
  const bytes = checkSealed(signed, payload)
  if (bytes !== undefined) return bytes
  try {
    const slots = decodePayload(payload, signed.header.count)
    const root = checkRoot(signed, slots)
    if (root !== undefined) return root
    const grants = slots.map(({ statement }) => decodeGrant(statement ?? malformed('erased')))
    return checkGrants(signed, grants, before) ?? { slots, grants }
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
}

const cipherName = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

function historyKey(lane: LaneId, epoch: number, epochKey: Uint8Array): Uint8Array {
  return deriveKey(epochKey, concatBytes(idBytes(lane), uint64Bytes(epoch)), 'entente/history/v1')
}

/**
 * Earlier keys, sealed under the key of the epoch of `lane`: `iv` (12 random bytes), ciphertext, tag. Made once an epoch.
 * @throws ProtocolError 'grant-malformed' for no keys or too many
 */
export function sealHistory(
  lane: LaneId,
  epoch: number,
  epochKey: Uint8Array,
  keys: readonly SharedKey[],
  iv: Uint8Array,
): Uint8Array {
  if (keys.length === 0 || keys.length > limits.historyKeysMax) malformed('history')
  if (iv.byteLength !== ivBytes) throw new RangeError('an initialization vector has 12 bytes')
  const message = new wire.History({ keys: keys.map((one) => new wire.EpochKey(one)) })
  const cipher = createCipheriv(cipherName, historyKey(lane, epoch, epochKey), iv)
  return concatBytes(iv, cipher.update(encode(wire.History, message)), cipher.final(), cipher.getAuthTag())
}

/**
 * The earlier keys that the holder of an epoch's key finds in a grant: of lanes of the node that granted it, and of this
 * lane those before. 'grant-invalid' where they do not open, or say anything else.
 */
export function openHistory(
  signed: SignedHeader,
  epochKey: Uint8Array,
  history: Uint8Array,
): EarlierKey[] | 'grant-invalid' {
  const { lane, header } = signed
  const { epoch = 0 } = header.seal ?? {}
  if (history.byteLength <= ivBytes + tagBytes || history.byteLength > limits.historyMaxBytes) return 'grant-invalid'
  const end = history.byteLength - tagBytes
  const key = historyKey(lane, epoch, epochKey)
  const decipher = createDecipheriv(cipherName, key, history.subarray(0, ivBytes), { authTagLength: tagBytes })
  decipher.setAuthTag(history.subarray(end))
  const plaintext = decipher.update(history.subarray(ivBytes, end))
  try {
    decipher.final()
    const keys = historyFromWire(decodeStrict(wire.History, plaintext, limits.historyMaxBytes), header)
    return keys.every((one) => one.lane !== lane || one.epoch < epoch) ? keys : 'grant-invalid'
  } catch {
    return 'grant-invalid'
  }
}

function historyFromWire({ keys }: wire.History, { network, node }: Header): EarlierKey[] {
  if (keys.length === 0 || keys.length > limits.historyKeysMax) malformed('history')
  return keys.map(({ nonce, epoch, key }) => ({
    lane: laneId(idBytes(network), idBytes(node), bytesOf(nonce ?? new Uint8Array(), limits.nonceBytes, 'history')),
    epoch: epoch ? epoch : malformed('history'),
    key: bytesOf(key ?? new Uint8Array(), limits.epochKeyBytes, 'history'),
  }))
}
