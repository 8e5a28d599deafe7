// Types of the bloomfilter package, which brings none; only what is used here.
declare module 'bloomfilter' {
  export class BloomFilter {
    constructor(bits: number, hashes: number)
    readonly buckets: Uint32Array<ArrayBuffer>
    /** Bit positions of a key; the array is reused by the next call. */
    locations(key: string): ArrayLike<number>
    test(key: string): boolean
    add(key: string): void
  }
}
