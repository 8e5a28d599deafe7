// Messages over one libp2p stream: a length (u32, big-endian) and as many bytes. Backpressure both ways, which libp2p's
// own wrappers do not give (docs/network.md#streams): `send` resolves when the bytes have gone into the window of the
// peer, and the stream is paused while what was received is not taken.
import type { Stream } from '@libp2p/interface'
import { NetworkError, networkErrorOf } from './errors.ts'
import { streamLimits } from './limits.ts'

export interface ChannelOptions {
  /** A longer message of the peer ends the channel with `message-too-large`. */
  readonly messageMaxBytes: number
  /** For each message to come in whole, and for each chunk to go out: `stream-timeout`. */
  readonly idleMs: number
  /** Aborts the stream. */
  readonly signal?: AbortSignal
  /** Told of every chunk that goes over the stream. */
  readonly onBytes?: (direction: 'in' | 'out', bytes: number) => void
}

export interface Channel {
  /** Hands one message over. Small ones are sent together at the end of the turn; see `flush`. */
  send(message: Uint8Array): Promise<void>
  /** Resolves when everything handed over has gone into the peer's window. */
  flush(): Promise<void>
  /** The next message, or `undefined` where the peer has closed its side behind a whole message. */
  receive(options?: { readonly messageMaxBytes?: number; readonly timeoutMs?: number }): Promise<Uint8Array | undefined>
  /** Sends what is left and closes this side. */
  close(): Promise<void>
  /** Resets the stream; every call from now on rejects with `error`. */
  abort(error: NetworkError): void
  /** Bytes received and not yet taken, in this process. */
  readonly buffered: number
}

const prefixBytes = 4

export function createChannel(stream: Stream, options: ChannelOptions): Channel {
  let out: Uint8Array[] = []
  let outBytes = 0
  let flushing: Promise<void> | undefined
  let scheduled: NodeJS.Immediate | undefined

  let chunks: Uint8Array[] = []
  let inBytes = 0
  let paused = false
  let resuming = false
  let ended = false
  let failure: NetworkError | undefined
  let wakeReader: (() => void) | undefined
  let wakeWriter: (() => void) | undefined

  const fail = (error: NetworkError): void => {
    if (failure !== undefined) return
    failure = error
    chunks = []
    inBytes = 0
    out = []
    outBytes = 0
    clearImmediate(scheduled)
    options.signal?.removeEventListener('abort', onAbort)
    wakeReader?.()
    wakeWriter?.()
  }

  const abort = (error: NetworkError): void => {
    fail(error)
    try {
      stream.abort(error)
    } catch {
      // The connection below is gone: there is nothing left to reset.
    }
  }

  const onAbort = (): void => abort(networkErrorOf(options.signal?.reason, 'network-stopped'))

  const pauseWhereFull = (): void => {
    if (paused || resuming || ended || inBytes <= streamLimits.pauseBytes) return
    paused = true
    attempt(() => stream.pause())
  }

  // A pause inside of the resume that delivers the backlog would be undone by it, and the window stay open.
  const resume = (): void => {
    if (!paused) return
    paused = false
    resuming = true
    attempt(() => stream.resume())
    resuming = false
    pauseWhereFull()
  }

  stream.addEventListener('message', (event) => {
    if (failure !== undefined) return
    const { data } = event
    options.onBytes?.('in', data.byteLength)
    inBytes += data.byteLength
    if (data instanceof Uint8Array) chunks.push(data)
    else chunks.push(...data)
    pauseWhereFull()
    wakeReader?.()
  })
  stream.addEventListener('end', () => {
    ended = true
    wakeReader?.()
  })
  stream.addEventListener('drain', () => wakeWriter?.())
  stream.addEventListener('close', (event) => {
    options.signal?.removeEventListener('abort', onAbort)
    if (event.error !== undefined) fail(networkErrorOf(event.error, 'stream-closed'))
    wakeReader?.()
    wakeWriter?.()
  })
  if (options.signal?.aborted === true) onAbort()
  else options.signal?.addEventListener('abort', onAbort, { once: true })

  const assertOpen = (): void => {
    if (failure !== undefined) throw failure
  }

  const timeout = (doing: string): NetworkError => {
    const error = new NetworkError('stream-timeout', `${doing} took too long`)
    abort(error)
    return error
  }

  // `onDrain()` of the stream resolves at once from the second time on, so the event itself is awaited.
  const drained = async (): Promise<void> => {
    while (stream.writableNeedsDrain) {
      if (stream.writeStatus === 'closed') throw new NetworkError('stream-closed', 'the peer closed the stream')
      const inTime = await waitFor((wake) => (wakeWriter = wake), options.idleMs)
      wakeWriter = undefined
      assertOpen()
      if (!inTime) throw timeout('sending')
    }
  }

  const drainOut = async (): Promise<void> => {
    while (outBytes > 0) {
      const chunk = Buffer.concat(out, outBytes)
      out = []
      outBytes = 0
      try {
        stream.send(chunk)
      } catch (error) {
        const closed = networkErrorOf(error, 'stream-closed')
        fail(closed)
        throw closed
      }
      options.onBytes?.('out', chunk.length)
      await drained()
    }
  }

  const flush = async (): Promise<void> => {
    assertOpen()
    clearImmediate(scheduled)
    scheduled = undefined
    flushing ??= drainOut().finally(() => (flushing = undefined))
    await flushing
    assertOpen()
  }

  const send = async (message: Uint8Array): Promise<void> => {
    assertOpen()
    const prefix = Buffer.alloc(prefixBytes)
    prefix.writeUInt32BE(message.length)
    out.push(prefix, message)
    outBytes += prefixBytes + message.length
    if (outBytes >= streamLimits.chunkBytes) return flush()
    // What fails later is kept in `failure` and thrown by the next call.
    scheduled ??= setImmediate(() => {
      scheduled = undefined
      flush().catch((error: unknown) => fail(networkErrorOf(error, 'stream-closed')))
    })
  }

  const take = (length: number): Uint8Array => {
    // Copied, and outside of the pool: who keeps a small message does not keep what came with it.
    const taken = Buffer.allocUnsafeSlow(length)
    let at = 0
    while (at < length) {
      const chunk = chunks[0]
      if (chunk === undefined) break
      const part = chunk.subarray(0, length - at)
      taken.set(part, at)
      at += part.length
      if (part.length === chunk.length) chunks.shift()
      else chunks[0] = chunk.subarray(part.length)
    }
    inBytes -= length
    return taken
  }

  let expected: number | undefined
  const next = (messageMaxBytes: number): Uint8Array | undefined => {
    if (expected === undefined && inBytes >= prefixBytes) {
      const prefix = take(prefixBytes)
      expected = new DataView(prefix.buffer, prefix.byteOffset).getUint32(0)
    }
    if (expected === undefined) return undefined
    if (expected > messageMaxBytes) {
      const error = new NetworkError('message-too-large', `a message of ${expected} bytes, ${messageMaxBytes} allowed`)
      abort(error)
      throw error
    }
    if (inBytes < expected) return undefined
    const message = take(expected)
    expected = undefined
    return message
  }

  const receive: Channel['receive'] = async (receiving = {}) => {
    const timeoutMs = receiving.timeoutMs ?? options.idleMs
    const deadline = performance.now() + timeoutMs
    for (;;) {
      assertOpen()
      const maxBytes = receiving.messageMaxBytes ?? options.messageMaxBytes
      let message = next(maxBytes)
      if (message === undefined || inBytes <= streamLimits.resumeBytes) resume()
      message ??= next(maxBytes)
      if (message !== undefined) return message
      if (ended || stream.readableEnded) {
        const reset = stream.status === 'reset' || stream.status === 'aborted'
        if (inBytes === 0 && expected === undefined && !reset) return undefined
        throw new NetworkError('stream-closed', reset ? 'the stream was reset' : 'the stream ended within a message')
      }
      const leftMs = deadline - performance.now()
      if (leftMs <= 0 || !(await waitFor((wake) => (wakeReader = wake), leftMs))) {
        assertOpen()
        throw timeout('receiving')
      }
      wakeReader = undefined
    }
  }

  return {
    send,
    flush,
    receive,
    abort,
    close: async () => {
      await flush()
      try {
        await stream.close({ signal: AbortSignal.timeout(options.idleMs) })
      } catch (error) {
        throw networkErrorOf(error, 'stream-closed')
      } finally {
        options.signal?.removeEventListener('abort', onAbort)
      }
    },
    get buffered() {
      return inBytes
    },
  }
}

/** Resolves `true` when woken, `false` after `ms`. */
function waitFor(arm: (wake: () => void) => void, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms)
    arm(() => {
      clearTimeout(timer)
      resolve(true)
    })
  })
}

/** Pausing and resuming throw where the stream has ended meanwhile: then nothing more comes anyway. */
function attempt(step: () => void): void {
  try {
    step()
  } catch {
    // As above.
  }
}
