// Bounds what a node's process keeps of the memory that it once needed.
import { setFlagsFromString } from 'node:v8'

/**
 * A node lives for months beside others. Left to itself, V8 lets the young generation grow to 128 MB under an import and
 * the old one to three times what is alive, and gives neither back: 530 MB instead of 350 MB at a million statements.
 */
export function boundHeap(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=60')
}
