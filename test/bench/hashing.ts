// Raw hashing, beside which the node's own rates stand.
import { hash } from 'node:crypto'

export interface Hashing {
  /** SHA-256 of 300 bytes, a second. */
  readonly smallPerSecond: number
  /** SHA-256 of 1 MiB pieces, bytes a second. */
  readonly bulkBytesPerSecond: number
}

export function hashing(): Hashing {
  const small = new Uint8Array(300).fill(7)
  const bulk = new Uint8Array(2 ** 20).fill(7)
  return {
    smallPerSecond: rate(1000, () => hash('sha256', small, 'latin1' as 'hex')),
    bulkBytesPerSecond: rate(8, () => hash('sha256', bulk, 'hex')) * bulk.length,
  }
}

function rate(batch: number, work: () => void): number {
  for (let at = 0; at < batch; at += 1) work()
  let done = 0
  const begin = performance.now()
  while (performance.now() - begin < 500) {
    for (let at = 0; at < batch; at += 1) work()
    done += batch
  }
  return (done / (performance.now() - begin)) * 1000
}
