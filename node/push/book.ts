// Receipts as they are kept in the store, bounded in count, bytes and age: of each caller, and of all.
import type { Store } from '../store/types.ts'
import type { PushLimits } from './limits.ts'
import { type ReceiptHead, type Results, decodeHead, decodeResults, encodeHead, encodeResults } from './receipt.ts'

const headPrefix = 'push:'
const headKey = (id: string): string => `${headPrefix}${id}`
const resultsKey = (id: string): string => `pushed:${id}`

export type BookStore = Pick<Store, 'meta' | 'metas' | 'putMeta'>

export interface Book {
  get(id: string): ReceiptHead | undefined
  /** `undefined` where they are not kept. */
  results(head: ReceiptHead): Promise<Results | undefined>
  /** Durable before the first row is. */
  begin(head: ReceiptHead): Promise<void>
  complete(
    head: ReceiptHead,
    at: number,
    summary: NonNullable<ReceiptHead['done']>['summary'],
    results: Results,
  ): Promise<ReceiptHead>
  /** Of a batch of which nothing was published: its key may be used for another. */
  forget(id: string): Promise<void>
}

type Writes = Record<string, Uint8Array | undefined>

/** Reads the heads that are kept. The store has one owner: nobody else writes them. */
export async function openBook(store: BookStore, limits: PushLimits, clock: () => number): Promise<Book> {
  /** Oldest first. */
  const heads = new Map<string, ReceiptHead>()
  const unread: Writes = {}
  const read: ReceiptHead[] = []
  for await (const { key, value } of store.metas(headPrefix)) {
    const head = decodeHead(value)
    if (head === undefined) drop(key.slice(headPrefix.length), unread)
    else read.push(head)
  }
  for (const head of read.sort((a, b) => a.begunAt - b.begunAt)) heads.set(head.id, head)

  function drop(id: string, writes: Writes): void {
    heads.delete(id)
    writes[headKey(id)] = undefined
    writes[resultsKey(id)] = undefined
  }

  const bytesOf = (head: ReceiptHead): number => head.done?.bytes ?? 0

  /** Counts and bytes of each caller, and who has the most. */
  const tally = () => {
    const callers = new Map<string, { caller: string; count: number; bytes: number }>()
    for (const head of heads.values()) {
      const own = callers.get(head.caller) ?? { caller: head.caller, count: 0, bytes: 0 }
      own.count += 1
      own.bytes += bytesOf(head)
      callers.set(head.caller, own)
    }
    const all = [...callers.values()]
    const most = (by: 'count' | 'bytes') => all.reduce((a, b) => (b[by] > a[by] ? b : a))
    const sum = (by: 'count' | 'bytes') => all.reduce((total, one) => total + one[by], 0)
    return { all, most, sum }
  }
  const oldest = (caller: string, keep: string, wanted: (head: ReceiptHead) => boolean): ReceiptHead | undefined => {
    for (const head of heads.values()) {
      if (head.caller === caller && head.id !== keep && wanted(head)) return head
    }
    return undefined
  }

  /** What goes so that everything is within its bounds; `keep` stays. */
  const prune = (keep: string, writes: Writes): void => {
    const expired = clock() - limits.receiptAgeMaxMs
    for (const { id, begunAt } of [...heads.values()]) if (begunAt < expired && id !== keep) drop(id, writes)
    for (;;) {
      const { all, most, sum } = tally()
      const crowded =
        all.find(({ count }) => count > limits.receiptsOfCallerMax) ??
        (sum('count') > limits.receiptsMax ? most('count') : undefined)
      const first = crowded === undefined ? undefined : oldest(crowded.caller, keep, () => true)
      if (first === undefined) break
      drop(first.id, writes)
    }
    for (;;) {
      const { all, most, sum } = tally()
      const heavy =
        all.find(({ bytes }) => bytes > limits.receiptBytesOfCallerMax) ??
        (sum('bytes') > limits.receiptBytesMax ? most('bytes') : undefined)
      const first = heavy === undefined ? undefined : oldest(heavy.caller, keep, (head) => bytesOf(head) > 0)
      if (first?.done === undefined) break
      const light: ReceiptHead = { ...first, done: { ...first.done, bytes: 0 } }
      heads.set(first.id, light)
      writes[headKey(first.id)] = encodeHead(light)
      writes[resultsKey(first.id)] = undefined
    }
  }

  const write = async (head: ReceiptHead, writes: Writes): Promise<void> => {
    heads.set(head.id, head)
    writes[headKey(head.id)] = encodeHead(head)
    prune(head.id, writes)
    await store.putMeta(writes)
  }

  if (Object.keys(unread).length > 0) await store.putMeta(unread)

  return {
    get: (id) => {
      const head = heads.get(id)
      return head === undefined || head.begunAt < clock() - limits.receiptAgeMaxMs ? undefined : head
    },
    results: async (head) => {
      const bytes = head.done === undefined || head.done.bytes === 0 ? undefined : store.meta(resultsKey(head.id))
      return bytes === undefined ? undefined : decodeResults(bytes)
    },
    begin: (head) => {
      heads.delete(head.id)
      return write(head, {})
    },
    complete: async (head, at, summary, results) => {
      const packed = await encodeResults(results)
      const done: ReceiptHead = { ...head, done: { at, summary, bytes: packed.byteLength } }
      await write(done, { [resultsKey(head.id)]: packed })
      return done
    },
    forget: async (id) => {
      const writes: Writes = {}
      drop(id, writes)
      await store.putMeta(writes)
    },
  }
}
