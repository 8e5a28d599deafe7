// Encoding and decoding of what nodes say to each other. Unknown fields are tolerated here, since nothing of it is signed;
// what is signed travels inside as bytes and is decoded strictly by whoever judges it.
import { decodeLoose, encode } from '../../protocol/strict.ts'
import type { WireType } from '../../protocol/strict.ts'
import { wire } from '../../protocol/names.ts'
import { hexId, idBytes } from '../../protocol/ids.ts'
import type { BundleId } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import { NetworkError } from './errors.ts'
import type { Position, Want } from './types.ts'

export { encode, wire }

/** Protocol ids; everything but the handshake is behind the gate. */
export const protocols = {
  hello: '/entente/hello/1',
  control: '/entente/control/1',
  sync: '/entente/sync/1',
  announce: '/entente/announce/1',
} as const

/** The message in `bytes`. Throws NetworkError `message-malformed`. */
export function decode<T>(type: WireType<T>, bytes: Uint8Array): T {
  try {
    return decodeLoose(type, bytes)
  } catch (cause) {
    throw new NetworkError('message-malformed', 'a message does not decode', { cause })
  }
}

/** A code that a peer sent, where it is one that can be shown. */
export function shownCode(code: string): string {
  return /^[a-z][a-z0-9-]{0,63}$/.test(code) ? code : 'message-malformed'
}

export function encodePosition({ lane, seq, bundle }: Position): wire.Position.$Properties {
  return { lane: idBytes(lane), seq, bundle: idBytes(bundle) }
}

export function decodePosition({ lane, seq, bundle }: wire.Position): Position {
  if (lane.length !== limits.hashBytes || bundle.length !== limits.hashBytes || !isSeq(seq)) throw malformed('position')
  return { lane: hexId(lane), seq, bundle: hexId(bundle) }
}

export function encodeWant({ lane, from, to, after }: Want): wire.Want.$Properties {
  return { lane: idBytes(lane), from, to, ...(after === undefined ? {} : { after: idBytes(after) }) }
}

export function decodeWant({ lane, from, to, after }: wire.Want): Want {
  const hasAfter = after.length > 0
  if (lane.length !== limits.hashBytes || (hasAfter && after.length !== limits.hashBytes)) throw malformed('want')
  if (!isSeq(from) || !isSeq(to) || to < from) throw malformed('want')
  return { lane: hexId(lane), from, to, ...(hasAfter ? { after: hexId<BundleId>(after) } : {}) }
}

function isSeq(seq: number): boolean {
  return Number.isSafeInteger(seq) && seq >= 1
}

function malformed(what: string): NetworkError {
  return new NetworkError('message-malformed', `a ${what} is outside what the specification allows`)
}

export function encodeRequest(request: wire.SyncRequest.$Properties): Uint8Array {
  return encode(wire.SyncRequest, new wire.SyncRequest(request))
}

export function encodeReply(reply: wire.SyncReply.$Properties): Uint8Array {
  return encode(wire.SyncReply, new wire.SyncReply(reply))
}
