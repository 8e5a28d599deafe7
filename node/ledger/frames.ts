// Bundles as they leave the node: the bytes of header and statements as they came, the payload compressed.
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdCompressSync } from 'node:zlib'
import type { Bundle } from '../../protocol/bundle.ts'
import { encodePayload } from '../../protocol/bundle.ts'
import { encodeFrame } from '../../protocol/frame.ts'

const compress = promisify(zstdCompress)
const zstd = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }
/** Below this, compressing costs more than it saves. */
const compressFromBytes = 256

/** The frame of a bundle with its payload; compressed off the main thread. */
export async function frameOf(bundle: Bundle): Promise<Uint8Array> {
  if (bundle.sealed !== undefined) return sealedFrameOf(bundle, bundle.sealed)
  const payload = encodePayload(bundle.slots)
  return format(bundle, payload, payload.length < compressFromBytes ? undefined : await compress(payload, zstd))
}

/** The frame of a small bundle, at once. */
export function smallFrameOf(bundle: Bundle): Uint8Array {
  if (bundle.sealed !== undefined) return sealedFrameOf(bundle, bundle.sealed)
  const payload = encodePayload(bundle.slots)
  return format(bundle, payload, payload.length < compressFromBytes ? undefined : zstdCompressSync(payload, zstd))
}

/** The payload of a restricted lane travels as it is held. */
function sealedFrameOf({ bytes, signature }: Bundle, payload: Uint8Array): Uint8Array {
  return encodeFrame({ header: bytes, signature, compression: 'none', size: payload.length, payload })
}

function format(bundle: Bundle, payload: Uint8Array, compressed: Uint8Array | undefined): Uint8Array {
  const smaller = compressed !== undefined && compressed.length < payload.length
  return encodeFrame({
    header: bundle.bytes,
    signature: bundle.signature,
    compression: smaller ? 'zstd' : 'none',
    size: payload.length,
    payload: smaller ? compressed : payload,
  })
}

/** Frames of `bundles` in order, compressing a few ahead of the one that is being sent. */
export async function* framesOf(bundles: AsyncIterable<Bundle>, ahead = 3): AsyncGenerator<Uint8Array> {
  const waiting: Promise<Uint8Array>[] = []
  for await (const bundle of bundles) {
    const frame = frameOf(bundle)
    frame.catch(() => undefined) // rejected where it is awaited
    waiting.push(frame)
    const first = waiting.length > ahead ? waiting.shift() : undefined
    if (first !== undefined) yield await first
  }
  for (const frame of waiting) yield await frame
}

/** The frame without its payload: an announcement, to be pulled. */
export function headerFrameOf(bundle: Pick<Bundle, 'bytes' | 'signature'>): Uint8Array {
  return encodeFrame({ header: bundle.bytes, signature: bundle.signature, compression: 'none', size: 0 })
}
