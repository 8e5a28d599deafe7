// Bounds what a node's process keeps of the memory that it once needed.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * How the process of a node is to be started; neither can be changed once it runs. A young generation of 16 MB holds what
 * a request needs, at twice that an import is no faster. The C library gives each thread a heap of its own otherwise,
 * and what one thread frees, none of the others gets.
 */
export const startFlags = ['--max-semi-space-size=8'] as const
export const startEnvironment = { MALLOC_ARENA_MAX: '1' } as const

/** After so much was written: sooner than V8 would by itself under an import. */
const collectAfterBytes = 4 * 2 ** 20

/**
 * A node lives for months beside others. Left to itself, V8 lets the old generation grow to three times what is alive, and
 * keeps the pages of a peak for itself: 530 MB instead of 350 MB at a million statements.
 *
 * Gives what is to be told of each batch that LevelDB wrote. What is on its way into the store lives longer than the young
 * generation does, and fills the old one while V8 still marks it, the more the busier the machine: under an import the old
 * one is collected at once and whole instead.
 */
export function boundHeap(): (writtenBytes: number) => void {
  setFlagsFromString('--heap-growing-percent=50')
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  let waiting = 0
  return (writtenBytes) => {
    waiting += writtenBytes
    if (waiting < collectAfterBytes) return
    waiting = 0
    collect()
  }
}
