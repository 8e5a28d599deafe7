// Whether a text was seen before, for millions of texts in a few megabytes: 64 bits of a hash stand for each.
import { hash } from 'node:crypto'

/** Once in a hundred billion questions of a full set, a text that was never added is taken for one that was. */
export class DigestSet {
  readonly #max: number
  /** Two words for each place; both zero where it is free. */
  #words = new Uint32Array(2 * 1024)
  #size = 0
  /** Sums of the words of all digests, each modulo 2^32: they do not depend on the order. */
  #sums: readonly [number, number] = [0, 0]

  constructor(max: number) {
    this.#max = max
  }

  /** Whether texts were, or would be, left out. */
  get isFull(): boolean {
    return this.#size >= this.#max
  }

  /** The same for two sets of the same texts, in whatever order they came; for others once in 2^64. */
  get summary(): string {
    return [this.#size, ...this.#sums].join(':')
  }

  /** Adds a text while there is room. */
  add(text: string): void {
    if (this.#size >= this.#max) return
    if (this.#size * 4 >= this.#words.length) this.#grow()
    const [first, second] = digestOf(text)
    if (!this.#insert(first, second)) return
    const [one, two] = this.#sums
    this.#sums = [(one + first) >>> 0, (two + second) >>> 0]
  }

  has(text: string): boolean {
    const [first, second] = digestOf(text)
    const at = this.#placeOf(first, second)
    return this.#words[at] !== 0 || this.#words[at + 1] !== 0
  }

  /** Whether it was not there. */
  #insert(first: number, second: number): boolean {
    const at = this.#placeOf(first, second)
    if (this.#words[at] !== 0 || this.#words[at + 1] !== 0) return false
    this.#size += 1
    this.#words[at] = first
    this.#words[at + 1] = second
    return true
  }

  /** Where the digest stands, or the free place where it would. At most half of the places are taken. */
  #placeOf(first: number, second: number): number {
    const places = this.#words.length / 2
    for (let place = first % places; ; place = (place + 1) % places) {
      const one = this.#words[2 * place]
      const two = this.#words[2 * place + 1]
      if ((one === first && two === second) || (one === 0 && two === 0)) return 2 * place
    }
  }

  #grow(): void {
    const old = this.#words
    this.#words = new Uint32Array(old.length * 2)
    this.#size = 0
    for (let at = 0; at < old.length; at += 2) {
      const [first = 0, second = 0] = old.subarray(at, at + 2)
      if (first !== 0 || second !== 0) this.#insert(first, second)
    }
  }
}

function digestOf(text: string): readonly [number, number] {
  const bytes = hash('sha256', text, 'buffer')
  const first = bytes.readUInt32LE(0)
  const second = bytes.readUInt32LE(4)
  return first === 0 && second === 0 ? [1, 0] : [first, second]
}
