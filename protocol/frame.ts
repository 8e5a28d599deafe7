// How a bundle travels: header and signature byte for byte, and the payload, compressed or left to be pulled.
import { ProtocolError } from './errors.ts'
import { limits } from './limits.ts'
import { wire } from './names.ts'
import { decodeStrict, encode } from './strict.ts'

export type Compression = 'none' | 'zstd'

/** `size` is that of the payload before compression. A frame without a payload is an announcement: size 0, no compression. */
export interface Frame {
  readonly header: Uint8Array
  readonly signature: Uint8Array
  readonly payload?: Uint8Array
  readonly compression: Compression
  readonly size: number
}

/** The bytes of a frame. Compressing is the caller's. */
export function encodeFrame(frame: Frame): Uint8Array {
  const { header, signature, payload } = frame
  const carried =
    payload === undefined
      ? { compression: wire.Compression.NONE, size: 0 }
      : {
          compression: frame.compression === 'zstd' ? wire.Compression.ZSTD : wire.Compression.NONE,
          size: frame.size,
          payload,
        }
  return encode(wire.Frame, new wire.Frame({ header, signature, ...carried }))
}

function invalid(what: string): never {
  throw new ProtocolError('field-invalid', `frame: ${what}`)
}

/**
 * The frame in `bytes`. Header and signature are views into them and are not judged yet.
 * @throws ProtocolError 'too-large' | 'encoding-invalid' | 'field-invalid'
 */
export function decodeFrame(bytes: Uint8Array): Frame {
  const message = decodeStrict(wire.Frame, bytes, limits.frameMaxBytes)
  const { header, signature, payload, size } = message
  if (header.byteLength === 0 || header.byteLength > limits.headerMaxBytes) return invalid('header')
  if (signature.byteLength !== limits.signatureBytes) return invalid('signature')
  const compression = compressionOf(message.compression)
  if (size > sizeMaxBytes[compression]) throw new ProtocolError('too-large', 'frame: payload')
  if (payload.byteLength === 0) {
    if (size !== 0 || compression !== 'none') return invalid('an announcement carries no payload')
    return { header, signature, compression, size }
  }
  if (size === 0 || payload.byteLength > sizeMaxBytes[compression]) return invalid('payload')
  if (compression === 'none' && payload.byteLength !== size) return invalid('size')
  return { header, signature, payload, compression, size }
}

// A sealed payload was compressed before it was sealed: it travels as it is, with its padding.
const sizeMaxBytes: Record<Compression, number> = {
  none: limits.sealedPayloadMaxBytes,
  zstd: limits.bundlePayloadMaxBytes,
}

function compressionOf(number: wire.Compression): Compression {
  if (number === wire.Compression.NONE) return 'none'
  if (number === wire.Compression.ZSTD) return 'zstd'
  return invalid('compression')
}
