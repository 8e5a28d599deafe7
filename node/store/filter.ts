// Which keys may be in the store, in memory: answers most misses, and spares the writer a read before each new subject.
import { BloomFilter } from 'bloomfilter'

const errorRate = 0.01
const bitsPerKey = Math.ceil(-Math.log2(errorRate) / Math.LN2)
const hashes = Math.ceil(bitsPerKey * Math.LN2)
const smallest = 2 ** 20
const headBytes = 24

interface Part {
  readonly bloom: BloomFilter
  readonly capacity: number
  held: number
}

/**
 * Grows by adding a filter of twice the size, so that nothing is ever hashed again. Never says no to a key that was
 * added.
 */
export class KeyFilter {
  readonly #parts: Part[] = []

  #grow(capacity: number): Part {
    // The bit count must stay below 2^32; past 400 million keys parts repeat at that size.
    const bounded = Math.min(capacity, 2 ** 28)
    const part = { bloom: new BloomFilter(bounded * bitsPerKey, hashes), capacity: bounded, held: 0 }
    this.#parts.push(part)
    return part
  }

  /** How many keys were added, but for those that looked like others. */
  get size(): number {
    return this.#parts.reduce((sum, part) => sum + part.held, 0)
  }

  mayHave(key: string): boolean {
    for (const part of this.#parts) if (part.bloom.test(key)) return true
    return false
  }

  /** Adds the key; whether it may have been there before. */
  add(key: string): boolean {
    const last = this.#parts.length - 1
    for (let at = 0; at < last; at += 1) if (this.#parts[at]?.bloom.test(key) === true) return true
    let part = this.#parts[last]
    if (part === undefined || part.held >= part.capacity) {
      if (part?.bloom.test(key) === true) return true
      part = this.#grow(part === undefined ? smallest : part.capacity * 2)
    }
    // One hashing for the question and the answer: this runs for every statement.
    const { buckets } = part.bloom
    const bits = part.bloom.locations(key)
    let fresh = false
    for (let at = 0; at < hashes; at += 1) {
      const bit = bits[at] ?? 0
      const word = bit >>> 5
      const mask = 1 << (bit & 31)
      const held = buckets[word] ?? 0
      if ((held & mask) === 0) {
        fresh = true
        buckets[word] = held | mask
      }
    }
    if (fresh) part.held += 1
    return !fresh
  }

  /** The bits as they are, for the next start. */
  save(): Uint8Array {
    const chunks: Uint8Array[] = []
    for (const { bloom, capacity, held } of this.#parts) {
      const head = new Float64Array([capacity, held, bloom.buckets.length])
      chunks.push(new Uint8Array(head.buffer), new Uint8Array(bloom.buckets.buffer, 0, bloom.buckets.byteLength))
    }
    return Buffer.concat(chunks)
  }

  /** What `save` gave, or `undefined` where the bytes are something else. */
  static restore(bytes: Uint8Array): KeyFilter | undefined {
    const filter = new KeyFilter()
    for (let at = 0; at < bytes.byteLength;) {
      if (at + headBytes > bytes.byteLength) return undefined
      const [capacity = 0, held = 0, words = 0] = new Float64Array(
        Uint8Array.from(bytes.subarray(at, at + headBytes)).buffer,
      )
      at += headBytes
      if (!(capacity >= 1) || words !== Math.ceil((capacity * bitsPerKey) / 32)) return undefined
      if (at + words * 4 > bytes.byteLength) return undefined
      const bloom = new BloomFilter(capacity * bitsPerKey, hashes)
      new Uint8Array(bloom.buckets.buffer).set(bytes.subarray(at, at + words * 4))
      at += words * 4
      filter.#parts.push({ bloom, capacity, held })
    }
    return filter
  }
}
