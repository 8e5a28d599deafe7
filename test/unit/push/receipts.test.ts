// Receipts as they are kept: bounded in count, bytes and age, for each caller and for all; and what is refused when it is
// too much.
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Reader } from '../../../node/access/access.ts'
import { openBook } from '../../../node/push/book.ts'
import { parseKey, pushId } from '../../../node/push/key.ts'
import { pushLimits } from '../../../node/push/limits.ts'
import { createPushes } from '../../../node/push/pushes.ts'
import {
  type ReceiptHead,
  type Results,
  decodeHead,
  decodeResults,
  encodeHead,
  encodeResults,
} from '../../../node/push/receipt.ts'
import { createSlots } from '../../../node/push/slots.ts'
import type { PushedRow } from '../../../node/push/types.ts'
import type { Store } from '../../../node/store/types.ts'
import type { MemberId } from '../../../protocol/ids.ts'
import { open, temporaryFolder } from '../store/fixture.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: Store
let now = 1_000_000_000

beforeEach(async () => {
  folder = await temporaryFolder()
  store = await open(folder.path)
  now = 1_000_000_000
})
afterEach(async () => {
  await store.close()
  await folder[Symbol.asyncDispose]()
})

const limits = {
  ...{ ...pushLimits, receiptsMax: 5, receiptsOfCallerMax: 3, receiptAgeMaxMs: 10_000 },
  ...{ receiptBytesMax: 6000, receiptBytesOfCallerMax: 4500 },
}
const book = () => openBook(store, limits, () => now)
const head = (caller: string, key: string): ReceiptHead => ({
  ...{ id: pushId(caller, key), caller, key, feed: 'f', format: 'jsonl', digest: 'd', runStart: 7, begunAt: now },
})
const summary = { read: 1, published: 1, replaced: 0, unchanged: 0, rejected: {} }
/** Results that take about so many bytes, whatever is done to them. */
const results = (bytes: number): Results => ({
  rows: [{ row: 1, line: 1, result: 'published', id: 'x', subject: randomBytes(bytes).toString('base64') }],
  context: [],
})
async function keep(at: Awaited<ReturnType<typeof book>>, caller: string, key: string, bytes = 10): Promise<void> {
  now += 1
  await at.begin(head(caller, key))
  await at.complete(head(caller, key), now, summary, results(bytes))
}
/** Which are there, after a restart, too; with a star where the results are. */
async function kept(at: Awaited<ReturnType<typeof book>>, names: readonly string[]): Promise<string[]> {
  const seen = async (one: Awaited<ReturnType<typeof book>>): Promise<string[]> => {
    const found: string[] = []
    for (const name of names) {
      const [caller = '', key = ''] = name.split('/')
      const held = one.get(pushId(caller, key))
      if (held !== undefined) found.push((await one.results(held)) === undefined ? name : `${name}*`)
    }
    return found
  }
  const first = await seen(at)
  expect(await seen(await book())).toEqual(first)
  return first
}

describe('what is kept is bounded', () => {
  test('in count of one caller: its oldest goes', async () => {
    const at = await book()
    for (const key of ['1', '2', '3', '4']) await keep(at, 'a', key)
    expect(await kept(at, ['a/1', 'a/2', 'a/3', 'a/4'])).toEqual(['a/2*', 'a/3*', 'a/4*'])
  })

  test('in count of all: the oldest of who has most goes, so that nobody drives out others', async () => {
    const at = await book()
    for (const name of ['b/1', 'a/1', 'a/2', 'a/3', 'c/1', 'd/1']) {
      const [caller = '', key = ''] = name.split('/')
      await keep(at, caller, key)
    }
    expect(await kept(at, ['b/1', 'a/1', 'a/2', 'a/3', 'c/1', 'd/1'])).toEqual([
      ...['b/1*', 'a/2*', 'a/3*', 'c/1*', 'd/1*'],
    ])
  })

  test('in bytes: results go, of the oldest of one caller or of who has most, and the summary stays', async () => {
    const at = await book()
    await keep(at, 'b', '1', 1000)
    await keep(at, 'a', '1', 2000)
    await keep(at, 'a', '2', 2000)
    await keep(at, 'a', '3', 2000)
    expect(await kept(at, ['b/1', 'a/1', 'a/2', 'a/3'])).toEqual(['b/1*', 'a/1', 'a/2*', 'a/3*'])
    await keep(at, 'c', '1', 1000)
    expect(await kept(at, ['b/1', 'a/1', 'a/2', 'a/3', 'c/1'])).toEqual(['b/1*', 'a/1', 'a/2', 'a/3*', 'c/1*'])
    expect(at.get(pushId('a', '1'))?.done?.summary).toEqual(summary)
  })

  test('in age, also of what was never completed', async () => {
    const at = await book()
    await keep(at, 'a', '1')
    await at.begin(head('a', '2'))
    now += limits.receiptAgeMaxMs + 1
    expect(await kept(at, ['a/1', 'a/2'])).toEqual([])
    await keep(at, 'b', '1')
    const left = await Array.fromAsync(store.metas('push'))
    expect(left.map(({ key }) => key)).toEqual([`push:${pushId('b', '1')}`, `pushed:${pushId('b', '1')}`])
  })

  test('and what another version wrote is passed over', async () => {
    await store.putMeta({ 'push:x': Buffer.from('not json'), 'pushed:x': new Uint8Array([1]) })
    await book()
    expect(await Array.fromAsync(store.metas('push'))).toEqual([])
  })
})

describe('slots', () => {
  test('give back what they took, and a caller who takes all that is its own leaves room for others', () => {
    const slots = createSlots({ ...pushLimits, atOnceMax: 3, atOnceOfCallerMax: 2, bytesAtOnceMax: 100 })
    const taken = [slots.take('a', 10), slots.take('a', 10)]
    expect(() => slots.take('a', 1)).toThrow(expect.objectContaining({ code: 'push-busy' }) as Error)
    const other = slots.take('b', 10)
    expect(() => slots.take('c', 1)).toThrow(expect.objectContaining({ code: 'push-busy' }) as Error)
    other.reserve(70)
    expect(() => taken[0]?.reserve(30)).toThrow(expect.objectContaining({ code: 'push-busy' }) as Error)
    for (const one of [...taken, other, ...taken]) one[Symbol.dispose]()
    expect(slots.taken()).toBe(0)
    slots.take('a', 100)[Symbol.dispose]()
  })
})

test('while the disk is behind nothing is taken, and nothing is read', async () => {
  const reader: Reader = {
    ...{ kind: 'token', id: '1', name: 'x', member: 'acme' as MemberId, role: 'feed', groups: [], scopes: [] },
    clearance: 'TLP:GREEN',
  }
  let read = 0
  const pushes = await createPushes({
    // The store itself, as it is when more waits than it takes.
    store: {
      meta: (key) => store.meta(key),
      metas: (prefix) => store.metas(prefix),
      putMeta: (entries) => store.putMeta(entries),
      lastCursor: () => store.lastCursor(),
      pressure: () => ({ ...store.pressure(), full: true }),
    },
    importRows: () => {
      throw new Error('nothing is to be published')
    },
    ...{ clock: () => now, random: (bytes) => randomBytes(bytes), widening: () => undefined },
  })
  const body = (function* () {
    read += 1
    yield Buffer.from('{"value":"a.example.com"}\n')
  })()
  const pushed = pushes.push(body, { format: 'jsonl', feed: 'f', marking: 'TLP:GREEN', reader })
  await expect(pushed).rejects.toMatchObject({ code: 'push-busy', retryAfter: expect.any(Number) as number })
  expect(read).toBe(0)
})

describe('property: what is written is read', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 })
  const place = { row: fc.nat(), line: fc.nat(), object: text, version: text }
  const row: fc.Arbitrary<PushedRow> = fc.oneof(
    fc.record(
      { ...place, result: fc.constantFrom('published', 'replaced', 'unchanged'), id: text, subject: text },
      { requiredKeys: ['row', 'line', 'result', 'subject'] },
    ) as fc.Arbitrary<PushedRow>,
    fc.record(
      { ...place, result: fc.constant('rejected' as const), value: text, code: text, reason: text },
      { requiredKeys: ['row', 'line', 'result', 'value', 'code', 'reason'] },
    ) as fc.Arbitrary<PushedRow>,
  )
  test('results', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), fc.array(text), async (rows, objects) => {
        const given = { rows, context: objects.map((object) => ({ object })) }
        expect(await decodeResults(await encodeResults(given))).toEqual(given)
      }),
      { numRuns: 60 },
    )
  })

  test('heads; and keys, with and without their quotes', () => {
    const printable = fc
      .string({
        unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
        minLength: 1,
        maxLength: 128,
      })
      .filter((key) => key.trim() === key && !key.startsWith('"'))
    fc.assert(
      fc.property(printable, text, fc.nat(), (key, feed, at) => {
        const one = { ...head('a', key), feed, runStart: at }
        expect(decodeHead(encodeHead(one))).toEqual(one)
        expect(parseKey(key)).toBe(key)
        expect(parseKey(`"${key.replace(/["\\]/g, '\\$&')}"`)).toBe(key)
        expect(pushId('a', key)).not.toBe(pushId('b', key))
      }),
    )
  })
})
