// The error of this layer, and what a failure of LevelDB means in its codes.
import type { StoreCode } from './codes.ts'

export class StoreError extends Error {
  readonly code: StoreCode

  constructor(code: StoreCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
    this.code = code
  }
}

/** The StoreError for what LevelDB threw; a StoreError passes as it is. */
export function storeErrorOf(cause: unknown, doing: string): StoreError {
  if (cause instanceof StoreError) return cause
  const text = textOf(cause)
  return new StoreError(codeOf(text), `${doing}: ${text.split('\n', 1)[0] ?? ''}`, { cause })
}

// LevelDB reports a full disk as an I/O error whose text is the one of the system.
function codeOf(text: string): StoreCode {
  if (/LEVEL_LOCKED/.test(text)) return 'store-locked'
  if (/No space left|ENOSPC|Disk quota|EDQUOT|File too large|EFBIG/i.test(text)) return 'store-full'
  if (/LEVEL_CORRUPTION|Corruption/.test(text)) return 'store-corrupt'
  if (/LEVEL_DATABASE_NOT_OPEN|LEVEL_ITERATOR_NOT_OPEN|LEVEL_SNAPSHOT_NOT_OPEN/.test(text)) return 'store-closed'
  return 'store-io'
}

function textOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const code = 'code' in cause ? ` [${String(cause.code)}]` : ''
  return `${cause.message}${code}${cause.cause === undefined ? '' : `\n${textOf(cause.cause)}`}`
}
