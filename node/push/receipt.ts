// A receipt as it is kept: a small head, and what every row came to, which is compressed. Both are JSON.
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import type { PushFormat, PushReceipt, PushSummary, PushedObject, PushedRow } from './types.ts'

const [compress, decompress] = [promisify(zstdCompress), promisify(zstdDecompress)]

/** What is known of a batch from before its first row is published. */
export interface ReceiptHead {
  readonly id: string
  readonly caller: string
  readonly key: string
  readonly feed: string
  readonly format: PushFormat
  /** Of body and options, SHA-256 in hexadecimal. */
  readonly digest: string
  /** The newest cursor when it began: what is written from there on belongs to it. */
  readonly runStart: number
  readonly begunAt: number
  /** Once it is complete. */
  readonly done?: {
    readonly at: number
    readonly summary: PushSummary
    /** Compressed bytes of its results; 0: they are not kept any more. */
    readonly bytes: number
  }
}

export interface Results {
  readonly rows: readonly PushedRow[]
  readonly context: readonly PushedObject[]
}

export function encodeHead(head: ReceiptHead): Uint8Array {
  return Buffer.from(JSON.stringify(head))
}

/** What another version wrote is not read: the batch is then taken as new, which its rows are idempotent for. */
export function decodeHead(bytes: Uint8Array): ReceiptHead | undefined {
  try {
    const head = JSON.parse(Buffer.from(bytes).toString('utf8')) as Partial<ReceiptHead>
    return typeof head.digest === 'string' && typeof head.runStart === 'number' ? (head as ReceiptHead) : undefined
  } catch {
    return undefined
  }
}

export async function encodeResults(results: Results): Promise<Uint8Array> {
  return compress(Buffer.from(JSON.stringify(results)))
}

export async function decodeResults(bytes: Uint8Array): Promise<Results> {
  return JSON.parse((await decompress(bytes)).toString('utf8')) as Results
}

/** What a caller is told. */
export function receiptOf(head: ReceiptHead, results: Results | undefined, replayed: boolean): PushReceipt {
  const { id, key, feed, format, begunAt, done } = head
  return {
    ...{ id, key, feed, format, state: done === undefined ? 'pending' : 'complete', replayed, begunAt },
    ...(done === undefined ? {} : { doneAt: done.at, summary: done.summary }),
    ...{ rows: results?.rows ?? [], context: results?.context ?? [] },
    rowsDropped: done !== undefined && results === undefined,
  }
}
