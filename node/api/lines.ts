// JSON Lines in and out: read with a bound on each line, written as fast as the client reads and no faster.
import { Readable } from 'node:stream'
import { ApiError } from './errors.ts'
import { failureOf } from './failure.ts'

export const lineMaxBytes = 64 * 1024
const chunkBytes = 16 * 1024
const newline = 0x0a

/** A line of the request with its number from 1, or why it cannot be one; the lines behind it are read all the same. */
export type Line = { readonly number: number } & ({ readonly text: string } | { readonly error: ApiError })

/** Lines of `bytes` without their ends; empty ones are left out. Holds one line at most. */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line, void, void> {
  let parts: Uint8Array[] = []
  let held = 0
  let number = 0
  const take = (): Line | undefined => {
    const tooLong = held > lineMaxBytes
    const text = tooLong ? '' : Buffer.concat(parts).toString('utf8').trim()
    parts = []
    held = 0
    if (tooLong)
      return { number, error: new ApiError('line-too-long', `line ${number} is longer than ${lineMaxBytes} bytes`) }
    return text === '' ? undefined : { number, text }
  }
  for await (const chunk of bytes) {
    let from = 0
    for (let to = chunk.indexOf(newline); to >= 0; to = chunk.indexOf(newline, from)) {
      hold(chunk.subarray(from, to))
      from = to + 1
      number++
      const line = take()
      if (line !== undefined) yield line
    }
    hold(chunk.subarray(from))
  }
  number++
  const last = take()
  if (last !== undefined) yield last

  function hold(part: Uint8Array): void {
    held += part.byteLength
    // What is beyond the bound is counted, not kept.
    if (held <= lineMaxBytes && part.byteLength > 0) parts.push(part)
  }
}

/**
 * The JSON Lines of `values` as a stream for the reply. What is at hand goes out in one piece; a slow value is not waited
 * for with others in the buffer. An error becomes a last line `{"error":...}` and is given to `onError`.
 */
export function writeLines(values: AsyncIterable<unknown>, onError: (error: unknown) => void): Readable {
  return Readable.from(chunks(values, onError), { objectMode: false, highWaterMark: 4 * chunkBytes })
}

const idle = Symbol('idle')

async function* chunks(values: AsyncIterable<unknown>, onError: (error: unknown) => void): AsyncGenerator<Buffer> {
  const iterator = values[Symbol.asyncIterator]()
  // What the source throws is told to the reader; what the reader throws in here ends the source.
  const pull = (): Promise<IteratorResult<unknown> | { readonly failed: unknown }> =>
    iterator.next().catch((failed: unknown) => ({ failed }))
  let text = ''
  let ended = false
  try {
    let next = pull()
    for (;;) {
      const result = text === '' ? await next : await Promise.race([next, turn()])
      if (result === idle) {
        yield Buffer.from(text)
        text = ''
        continue
      }
      if ('failed' in result) {
        ended = true
        onError(result.failed)
        text += `${JSON.stringify(failureOf(result.failed).body)}\n`
        break
      }
      if (result.done === true) {
        ended = true
        break
      }
      text += `${JSON.stringify(result.value)}\n`
      if (text.length >= chunkBytes) {
        yield Buffer.from(text)
        text = ''
      }
      next = pull()
    }
    if (text !== '') yield Buffer.from(text)
  } finally {
    // Not awaited: a source that waits for something ends when that comes, or when its signal aborts.
    if (!ended) void Promise.resolve(iterator.return?.()).catch(() => undefined)
  }
}

/** The next turn of the event loop: by then everything that was ready has come. */
function turn(): Promise<typeof idle> {
  return new Promise((resolve) => setImmediate(resolve, idle))
}

/** `values` with its first one already fetched, so that an early error still becomes an HTTP status. */
export async function primed<Value>(values: AsyncIterable<Value>): Promise<AsyncIterable<Value>> {
  const iterator = values[Symbol.asyncIterator]()
  let first: IteratorResult<Value> | undefined = await iterator.next()
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        if (first === undefined) return iterator.next()
        const result = first
        first = undefined
        return Promise.resolve(result)
      },
      return: async () => {
        await iterator.return?.()
        return { done: true, value: undefined }
      },
    }),
  }
}

/**
 * Maps with up to `window` calls under way and gives the results in the order of the input: each as soon as it and all
 * before it are there, whether or not more input has come.
 */
export async function* mapOrdered<In, Out>(
  input: Iterable<In> | AsyncIterable<In>,
  window: number,
  map: (value: In) => Promise<Out>,
): AsyncGenerator<Out, void, void> {
  const queue: Promise<Out>[] = []
  let ended = false
  let stopped = false
  let arrived = Promise.withResolvers<undefined>()
  let room = Promise.withResolvers<undefined>()
  const read = async (): Promise<void> => {
    try {
      for await (const value of input) {
        const result = map(value)
        // Awaited in its turn; until then it is nobody's unhandled rejection.
        void result.catch(() => undefined)
        queue.push(result)
        arrived.resolve(undefined)
        while (queue.length >= window && !isStopped()) await room.promise
        if (isStopped()) return
      }
    } finally {
      ended = true
      arrived.resolve(undefined)
    }
  }
  const isStopped = (): boolean => stopped
  const isEnded = (): boolean => ended
  const reading = read()
  void reading.catch(() => undefined)
  try {
    for (;;) {
      const first = queue[0]
      if (first !== undefined) {
        const result = await first
        void queue.shift()
        room.resolve(undefined)
        room = Promise.withResolvers()
        yield result
      } else if (isEnded()) {
        await reading
        return
      } else {
        await arrived.promise
        arrived = Promise.withResolvers()
      }
    }
  } finally {
    stopped = true
    room.resolve(undefined)
  }
}
