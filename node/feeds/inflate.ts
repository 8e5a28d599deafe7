// One compressed stream out of a source: what it unpacks to, and where it ends. Node's zlib does the work.
import { type Transform, finished } from 'node:stream'
import { constants, createGunzip, createInflateRaw, createZstdDecompress } from 'node:zlib'
import type { ByteSource } from './byte-source.ts'
import { FeedError } from './errors.ts'
import { feedLimits } from './limits.ts'

export type Codec = 'gzip' | 'zstd' | 'deflate'

/** Of Node's zlib streams, what is used here. */
type Decoder = Transform & { readonly bytesWritten: number }

const chunkSize = 64 * 1024

const decoders: Readonly<Record<Codec, () => Decoder>> = {
  // A gzip file may be several, one behind the other: this one reads them all.
  gzip: () => createGunzip({ chunkSize }),
  zstd: () =>
    createZstdDecompress({
      chunkSize,
      params: { [constants.ZSTD_d_windowLogMax]: feedLimits.zstdWindowLogMax },
    }),
  deflate: () => createInflateRaw({ chunkSize }),
}

/**
 * What the stream at the beginning of `source` unpacks to; the bytes behind it stay in `source`. No more is unpacked than
 * is asked for. Throws FeedError `feed-truncated` where the source ends inside, `archive-malformed` where it is damaged.
 */
export async function* inflate(codec: Codec, source: ByteSource): AsyncGenerator<Buffer, void, void> {
  const decoder = decoders[codec]()
  const feeding = feed(decoder, source)
  let fault: unknown
  try {
    for await (const piece of decoder) yield piece as Buffer
  } catch (cause) {
    fault = cause
  } finally {
    decoder.destroy()
  }
  const { left, failure } = await feeding
  if (failure !== undefined) throw failure
  if (fault !== undefined) throw faultOf(codec, fault)
  source.giveBack(left())
}

interface Fed {
  /** What the decoder was given and did not take: it stands behind its stream. */
  readonly left: () => Buffer
  /** The fault of the source itself. */
  readonly failure: Error | undefined
}

/** Gives the decoder what it can take, until it is done with its stream. Never rejects. */
async function feed(decoder: Decoder, source: ByteSource): Promise<Fed> {
  const closed = new Promise<void>((resolve) => finished(decoder, () => resolve()))
  let given = 0
  let last: Buffer = Buffer.alloc(0)
  const left = (): Buffer => last.subarray(Math.max(0, last.length - (given - decoder.bytesWritten)))
  try {
    // What it does not take of a piece is no longer of its stream.
    while (decoder.bytesWritten === given && !decoder.destroyed) {
      const piece = await source.next()
      if (piece === undefined) {
        decoder.end()
        break
      }
      ;[given, last] = [given + piece.length, piece]
      await Promise.race([written(decoder, piece), closed])
    }
    return { left, failure: undefined }
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error))
    decoder.destroy(failure)
    return { left, failure }
  }
}

function written(decoder: Decoder, piece: Buffer): Promise<void> {
  return new Promise((resolve) => decoder.write(piece, () => resolve()))
}

function faultOf(codec: Codec, cause: unknown): FeedError {
  if (cause instanceof FeedError) return cause
  const { code, message } = cause as { code?: string; message?: string }
  if (code === 'Z_BUF_ERROR') {
    return new FeedError('feed-truncated', `the file ends inside its ${codec} data; it was cut`, { cause })
  }
  return new FeedError('archive-malformed', `the ${codec} data are damaged: ${message ?? 'unknown'}`, { cause })
}
