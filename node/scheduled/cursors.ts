// Cursors of many statements in a few bytes each: what is held of a feed is kept whole, so that it can be looked through.
export class Cursors {
  readonly #max: number
  #numbers = new Float64Array(64)
  #size = 0

  constructor(max: number) {
    this.#max = max
  }

  /** Adds one while there is room. */
  add(cursor: number): void {
    if (this.#size >= this.#max) return
    if (this.#size === this.#numbers.length) {
      const grown = new Float64Array(this.#size * 2)
      grown.set(this.#numbers)
      this.#numbers = grown
    }
    this.#numbers[this.#size++] = cursor
  }

  format(): Uint8Array {
    return Buffer.from(this.#numbers.buffer, 0, this.#size * Float64Array.BYTES_PER_ELEMENT)
  }
}

export function* parseCursors(bytes: Uint8Array): Generator<number, void, void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + 8 <= bytes.byteLength; at += 8) yield view.getFloat64(at, true)
}
