// What has to wait until the rest of a file is known: a little in memory, the rest in a file that has no name any more
// when the first byte is written, so that nothing of it stays behind.
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FeedError } from './errors.ts'
import { feedLimits } from './limits.ts'

/** Items are JSON: they come back as they were, in their order, and as often as they are read. */
export class Spool<Item> {
  readonly #folder: string
  readonly #memoryMaxChars: number
  #lines: string[] = []
  #chars = 0
  #file: FileHandle | undefined
  #fileBytes = 0

  constructor(folder: string | undefined, memoryMaxChars: number = feedLimits.spoolMemoryMaxChars) {
    this.#folder = folder ?? tmpdir()
    this.#memoryMaxChars = memoryMaxChars
  }

  push(item: Item): void {
    const line = JSON.stringify(item)
    this.#lines.push(line)
    this.#chars += line.length + 1
  }

  /** Makes room: called between pieces of input, after which memory holds at most its share and one piece. */
  async settle(): Promise<void> {
    if (this.#chars > this.#memoryMaxChars) await this.#write()
  }

  /** The items so far. Nothing may be pushed while they are read. */
  async *read(): AsyncGenerator<Item> {
    if (this.#file !== undefined) {
      if (this.#lines.length > 0) await this.#write()
      for await (const line of this.#linesOfFile(this.#file)) yield JSON.parse(line) as Item
    }
    for (const line of this.#lines) yield JSON.parse(line) as Item
  }

  /** Forgets every item. */
  async clear(): Promise<void> {
    this.#lines = []
    this.#chars = 0
    this.#fileBytes = 0
    await this.#file?.truncate(0)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#lines = []
    await this.#file?.close()
    this.#file = undefined
  }

  async #write(): Promise<void> {
    const bytes = Buffer.from(`${this.#lines.join('\n')}\n`)
    try {
      this.#file ??= await openNameless(this.#folder)
      for (let at = 0; at < bytes.length;) {
        const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at, this.#fileBytes + at)
        at += bytesWritten
      }
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new FeedError('spool-failed', `what must wait for the rest of the file cannot be set aside: ${why}`, {
        cause,
      })
    }
    this.#fileBytes += bytes.length
    this.#lines = []
    this.#chars = 0
  }

  async *#linesOfFile(file: FileHandle): AsyncGenerator<string> {
    let rest = Buffer.alloc(0)
    for (let at = 0; at < this.#fileBytes;) {
      const length = Math.min(feedLimits.sliceBytes, this.#fileBytes - at)
      const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, at)
      if (bytesRead === 0) throw new FeedError('spool-failed', 'what was set aside is not there any more')
      at += bytesRead
      const whole =
        rest.length === 0 ? buffer.subarray(0, bytesRead) : Buffer.concat([rest, buffer.subarray(0, bytesRead)])
      let from = 0
      for (let end = whole.indexOf(0x0a); end !== -1; end = whole.indexOf(0x0a, from)) {
        yield whole.toString('utf8', from, end)
        from = end + 1
      }
      rest = whole.subarray(from)
    }
  }
}

async function openNameless(folder: string): Promise<FileHandle> {
  const own = await mkdtemp(join(folder, 'entente-feed-'))
  try {
    return await open(join(own, 'spool'), 'wx+', 0o600)
  } finally {
    await rm(own, { recursive: true })
  }
}
