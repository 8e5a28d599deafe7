// Any format: looks at how the file begins, and hands it to the importer of what that is.
import { detect } from './detect.ts'
import { FeedError } from './errors.ts'
import { checkOptions } from './options.ts'
import { readText, shown } from './text.ts'
import { type Importer, type ImporterOptions, optionNames } from './types.ts'

/** How much of a file is looked at. */
const headBytes = 64 * 1024

/** `known`: the formats that there are. What is found and is none of them is told, not read. */
export function createAuto(known: () => ReadonlyMap<string, Importer>): Importer {
  return {
    name: 'auto',
    summary: 'any of these: the content says which, and of some the name of the file',
    options: optionNames,
    async *parse(bytes, options) {
      const { head, source, whole } = await lookAhead(bytes)
      const text = await textOf(head, options)
      const found = detect(text, whole, options)
      const importer = found.format === undefined ? undefined : known().get(found.format)
      if (found.format === undefined || importer === undefined) {
        const why = found.format === undefined ? found.reason : `format ${found.format} is not read here`
        const beginning = shown(text.trimStart().slice(0, 60)).replace(/\s+/g, ' ')
        throw new FeedError('format-undetermined', `${why}; it begins with: ${beginning}`)
      }
      const all = { ...found.options, ...options }
      checkOptions(importer, all)
      options.onFormat?.(importer.name)
      yield* importer.parse(source, all)
    },
  }
}

interface Ahead {
  readonly head: Buffer
  /** All bytes, the head among them. */
  readonly source: AsyncIterable<Uint8Array>
  /** The head is all there is. */
  readonly whole: boolean
}

async function lookAhead(bytes: AsyncIterable<Uint8Array>): Promise<Ahead> {
  const iterator = bytes[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let size = 0
  let failure: unknown
  let ended = false
  try {
    while (size < headBytes && !ended) {
      const next = await iterator.next()
      if (next.done === true) ended = true
      else {
        held.push(next.value)
        size += next.value.byteLength
      }
    }
  } catch (error) {
    // A file that was cut: what came may tell what it is, and is read before the fault is told.
    failure = error
  }
  async function* source(): AsyncGenerator<Uint8Array, void, void> {
    try {
      yield* held
      if (failure !== undefined) throw failure as Error
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  if (failure !== undefined && size === 0) throw failure as Error
  return { head: Buffer.concat(held).subarray(0, headBytes), source: source(), whole: ended && size <= headBytes }
}

async function textOf(head: Buffer, { encoding }: ImporterOptions): Promise<string> {
  async function* once(): AsyncGenerator<Uint8Array, void, void> {
    yield await Promise.resolve(head)
  }
  let text = ''
  for await (const piece of readText(once(), encoding === undefined ? {} : { encoding }, () => undefined)) text += piece
  return text
}
