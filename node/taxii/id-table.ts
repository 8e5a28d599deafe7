// From the uuid of an object to cursors of statements: a table of numbers in memory, since a key per statement in the
// store would cost as much as the statement. It answers with candidates; whoever reads them compares the id.

const emptyCursor = 0
const firstSize = 1 << 12
/** Filled beyond this the table doubles. */
const fullAt = 0.7

export class IdTable {
  #hashes = new Uint32Array(firstSize)
  #cursors = new Float64Array(firstSize)
  #count = 0

  get size(): number {
    return this.#count
  }

  /** What it takes in memory. */
  get bytes(): number {
    return this.#hashes.byteLength + this.#cursors.byteLength
  }

  add(uuid: string, cursor: number): void {
    if (this.#count >= this.#cursors.length * fullAt) this.#grow()
    if (this.#put(hashOf(uuid), cursor)) this.#count += 1
  }

  /** Cursors of statements that may be it, in no order. */
  candidates(uuid: string): number[] {
    const mask = this.#cursors.length - 1
    const hash = hashOf(uuid)
    const found: number[] = []
    for (let at = hash & mask; this.#cursors[at] !== emptyCursor; at = (at + 1) & mask) {
      if (this.#hashes[at] === hash) found.push(this.#cursors[at] ?? emptyCursor)
    }
    return found
  }

  #put(hash: number, cursor: number): boolean {
    const mask = this.#cursors.length - 1
    let at = hash & mask
    for (; this.#cursors[at] !== emptyCursor; at = (at + 1) & mask) {
      if (this.#hashes[at] === hash && this.#cursors[at] === cursor) return false
    }
    this.#hashes[at] = hash
    this.#cursors[at] = cursor
    return true
  }

  #grow(): void {
    const [hashes, cursors] = [this.#hashes, this.#cursors]
    this.#hashes = new Uint32Array(hashes.length * 2)
    this.#cursors = new Float64Array(cursors.length * 2)
    for (const [at, cursor] of cursors.entries()) if (cursor !== emptyCursor) this.#put(hashes[at] ?? 0, cursor)
  }
}

/** Of every character: tools count their ids up, at either end. FNV-1a, and a last stir, since low bits choose the place. */
function hashOf(uuid: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < uuid.length; at += 1) hash = Math.imul(hash ^ uuid.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
