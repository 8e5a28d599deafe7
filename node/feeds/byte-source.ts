// Bytes as they come, with a look ahead: what an archive is read from.

/** Pulls from `bytes`; what was looked at or given back comes again. */
export class ByteSource {
  readonly #bytes: AsyncIterator<Uint8Array>
  readonly #onBytes: ((bytes: number) => void) | undefined
  #held: Buffer[] = []
  #heldBytes = 0
  #pulled = 0
  #ended = false

  /** `onBytes` gets how many bytes were pulled so far. */
  constructor(bytes: AsyncIterable<Uint8Array>, onBytes?: (bytes: number) => void) {
    this.#bytes = bytes[Symbol.asyncIterator]()
    this.#onBytes = onBytes
  }

  /** Bytes that were handed out and not given back. */
  get consumed(): number {
    return this.#pulled - this.#heldBytes
  }

  /** The next bytes, never none; `undefined` at the end. */
  async next(): Promise<Buffer | undefined> {
    const held = this.#held.shift()
    if (held !== undefined) {
      this.#heldBytes -= held.length
      return held
    }
    return await this.#pull()
  }

  /** Up to `count` bytes, which come again: fewer at the end alone. */
  async peek(count: number): Promise<Buffer> {
    while (this.#heldBytes < count) {
      const piece = await this.#pull()
      if (piece === undefined) break
      this.#held.push(piece)
      this.#heldBytes += piece.length
    }
    if (this.#held.length > 1 && (this.#held[0]?.length ?? 0) < count) this.#held = [Buffer.concat(this.#held)]
    return this.#held[0]?.subarray(0, count) ?? Buffer.alloc(0)
  }

  /** `count` bytes; fewer at the end alone. */
  async take(count: number): Promise<Buffer> {
    const taken = await this.peek(count)
    const rest = this.#held.shift()?.subarray(taken.length)
    this.#heldBytes -= taken.length
    if (rest !== undefined && rest.length > 0) this.#held.unshift(rest)
    return taken
  }

  /** `bytes` were handed out last, and come again. */
  giveBack(bytes: Buffer): void {
    if (bytes.length === 0) return
    this.#held.unshift(bytes)
    this.#heldBytes += bytes.length
  }

  /** Reads to the end. */
  async skip(): Promise<void> {
    while ((await this.next()) !== undefined);
  }

  /** All that is left. Leaving early leaves the source open: whoever made it closes it. */
  async *rest(): AsyncGenerator<Buffer, void, void> {
    for (let piece = await this.next(); piece !== undefined; piece = await this.next()) yield piece
  }

  async close(): Promise<void> {
    this.#ended = true
    await this.#bytes.return?.()
  }

  async #pull(): Promise<Buffer | undefined> {
    while (!this.#ended) {
      const next = await this.#bytes.next()
      if (next.done === true) {
        this.#ended = true
        break
      }
      const { value } = next
      if (value.byteLength === 0) continue
      this.#pulled += value.byteLength
      this.#onBytes?.(this.#pulled)
      return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    }
    return undefined
  }
}
