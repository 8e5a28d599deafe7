// Bounds what a node's process keeps of the memory that it once needed.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Native memory that may wait for the collector. */
const nativeMaxBytes = 32 * 2 ** 20

/**
 * A node lives for months beside others. Left to itself, V8 lets the young generation grow to 128 MB under an import and
 * the old one to three times what is alive, and gives neither back: 530 MB instead of 350 MB at a million statements.
 *
 * Gives what is to be told of each batch that LevelDB wrote. A batch keeps a copy of everything in it outside of V8's heap
 * until its object is collected, and V8, which does not know of the copy, sees no reason to: under an import they are
 * the largest part of the process.
 */
export function boundHeap(): (writtenBytes: number) => void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=60')
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  let waiting = 0
  return (writtenBytes) => {
    waiting += writtenBytes
    if (waiting < nativeMaxBytes) return
    waiting = 0
    collect()
  }
}
