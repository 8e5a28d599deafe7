// The payload of a bundle: its slots one behind the other. It is not signed: the Merkle root alone judges it.
import { ProtocolError } from './errors.ts'
import { limits } from './limits.ts'
import { wire } from './names.ts'
import { decodeStrict, encode } from './strict.ts'

/** Salt and statement; or the leaf alone, where the statement was erased. */
export interface Slot {
  readonly salt?: Uint8Array
  readonly statement?: Uint8Array
  readonly leaf?: Uint8Array
}

const slotOverheadBytes = 32

/** At most how many bytes the payload of these slots has. */
export function payloadBytes(slots: readonly Slot[]): number {
  let total = 0
  for (const { statement } of slots) total += slotOverheadBytes + (statement?.byteLength ?? 0)
  return total
}

/** The payload of slots, before compression. */
export function encodePayload(slots: readonly Slot[]): Uint8Array {
  return encode(wire.Payload, new wire.Payload({ slots: slots as Slot[] }))
}

function malformed(what: string, cause?: unknown): never {
  throw new ProtocolError('payload-malformed', `payload: ${what}`, { cause })
}

function slotFromWire(slot: wire.Slot.$Properties): Slot {
  const { salt, statement, leaf } = slot
  if (leaf?.byteLength) {
    if (salt?.byteLength || statement?.byteLength) return malformed('a slot with a leaf has nothing else')
    return leaf.byteLength === limits.hashBytes ? { leaf } : malformed('leaf')
  }
  if (salt?.byteLength !== limits.saltBytes) return malformed('salt')
  if (!statement?.byteLength || statement.byteLength > limits.statementMaxBytes) return malformed('statement')
  return { salt, statement }
}

/**
 * The slots in a payload. Statements are views into `bytes` and are not decoded.
 * @throws ProtocolError 'payload-malformed'
 */
export function decodePayload(bytes: Uint8Array, count: number): Slot[] {
  const message = decodePayloadMessage(bytes)
  if (message.slots.length !== count) return malformed(`${message.slots.length} slots where the header says ${count}`)
  return message.slots.map(slotFromWire)
}

function decodePayloadMessage(bytes: Uint8Array): { slots: wire.Slot.$Properties[] } {
  try {
    return decodeStrict(wire.Payload, bytes, limits.bundlePayloadMaxBytes)
  } catch (cause) {
    return malformed('not decodable', cause)
  }
}
