// The body of a batch, whole and within bounds: nothing is published of one that was cut.
import { type Hash, createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { type Transform, Readable } from 'node:stream'
import { constants, createGunzip, createZstdDecompress } from 'node:zlib'
import { PushError } from './errors.ts'
import type { PushLimits } from './limits.ts'
import type { PushEncoding } from './types.ts'

export interface Body {
  /** As it was before it was packed. */
  readonly pieces: readonly Uint8Array[]
  /** SHA-256 of that, hexadecimal. */
  readonly digest: string
}

export interface BodyOptions {
  readonly encoding: PushEncoding
  readonly limits: Pick<PushLimits, 'bodyMaxBytes' | 'idleMs' | 'readMs'>
  /** Asked before more bytes are held; throws where there is no room. */
  readonly reserve: (bytes: number) => void
  readonly signal: AbortSignal | undefined
}

const zstdWindowLogMax = 23

/** Throws PushError `push-too-large`, `push-cut`, `push-stalled`, `push-encoding`, what `reserve` throws, and the signal's reason. */
export async function readBody(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { encoding, limits, reserve, signal }: BodyOptions,
): Promise<Body> {
  const pieces: Uint8Array[] = []
  const digest = createHash('sha256')
  const sent = withinTime(bytes, limits, signal)
  if (encoding === 'identity') await hold(sent, pieces, digest, limits.bodyMaxBytes, reserve)
  else await unpack(sent, decoderOf(encoding), pieces, digest, limits.bodyMaxBytes, reserve)
  return { pieces, digest: digest.digest('hex') }
}

async function hold(
  bytes: AsyncIterable<Uint8Array>,
  pieces: Uint8Array[],
  digest: Hash,
  maxBytes: number,
  reserve: (bytes: number) => void,
): Promise<void> {
  let held = 0
  for await (const piece of bytes) {
    held += piece.byteLength
    if (held > maxBytes) throw tooLarge(maxBytes)
    reserve(piece.byteLength)
    digest.update(piece)
    pieces.push(piece)
  }
}

/** What is packed counts as it travels, too: padding of a gzip stream unpacks to nothing. */
async function unpack(
  bytes: AsyncIterable<Uint8Array>,
  decoder: Transform,
  pieces: Uint8Array[],
  digest: Hash,
  maxBytes: number,
  reserve: (bytes: number) => void,
): Promise<void> {
  async function* packed(): AsyncGenerator<Uint8Array> {
    let travelled = 0
    for await (const piece of bytes) {
      travelled += piece.byteLength
      if (travelled > maxBytes) throw tooLarge(maxBytes)
      yield piece
    }
  }
  try {
    await pipeline(Readable.from(packed(), { objectMode: false }), decoder, (unpacked: AsyncIterable<Uint8Array>) =>
      hold(unpacked, pieces, digest, maxBytes, reserve),
    )
  } catch (cause) {
    if (isZlibFault(cause))
      throw new PushError('push-encoding', `the body does not unpack: ${cause.message}`, { cause })
    throw cause
  }
}

function decoderOf(encoding: 'gzip' | 'zstd'): Transform {
  if (encoding === 'gzip') return createGunzip()
  return createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: zstdWindowLogMax } })
}

function isZlibFault(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^(?:Z_|ZSTD_)/.test(String(error.code))
}

/** The pieces as they come, each within its time. */
async function* withinTime(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { idleMs, readMs }: Pick<PushLimits, 'idleMs' | 'readMs'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, void> {
  const iterator = Symbol.asyncIterator in bytes ? bytes[Symbol.asyncIterator]() : bytes[Symbol.iterator]()
  let refuse: (error: Error) => void = () => undefined
  const stalled = (): void => refuse(new PushError('push-stalled', 'the body does not come'))
  const ended = (): void => refuse(signal?.reason instanceof Error ? signal.reason : new Error('aborted'))
  const late = setTimeout(stalled, readMs)
  signal?.addEventListener('abort', ended, { once: true })
  let isOver = false
  try {
    for (;;) {
      signal?.throwIfAborted()
      const idle = setTimeout(stalled, idleMs)
      try {
        const result = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
          refuse = reject
          Promise.resolve(iterator.next()).then(resolve, (cause: unknown) => reject(cut(cause)))
        })
        if (result.done === true) {
          isOver = true
          return
        }
        yield result.value
      } finally {
        clearTimeout(idle)
      }
    }
  } finally {
    clearTimeout(late)
    signal?.removeEventListener('abort', ended)
    // Not awaited: a source that gives nothing would not end either.
    if (!isOver) void Promise.resolve(iterator.return?.()).catch(() => undefined)
  }
}

function cut(cause: unknown): PushError {
  return new PushError('push-cut', 'the connection ended inside the body', { cause })
}

export function tooLarge(maxBytes: number): PushError {
  return new PushError('push-too-large', `a batch has at most ${maxBytes} bytes, packed and unpacked`)
}
