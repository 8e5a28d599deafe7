// Pushed batches in any order, at once, cut off and begun again: under one key each row is there once and never twice, what
// was answered is there, and an answer never changes.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localReader } from '../../node/access/access.ts'
import type { RunningNode } from '../../node/api/facade.ts'
import type { PushReceipt } from '../../node/push/types.ts'
import { type Partners, createPartners, startPartner } from '../helpers/partners.ts'

let partners: Partners
let node: RunningNode
beforeAll(async () => {
  partners = await createPartners({ kinds: ['exchange'] })
  node = await startPartner(partners.partners[0]!)
})
afterAll(async () => {
  await node.stop()
  await partners[Symbol.asyncDispose]()
})

const rowsOfBatch = 1300
/** Batches that share rows; rows of one subject say the same everywhere. */
const bodyOf = (run: number, batch: number): { text: string; subjects: string[] } => {
  const subjects = Array.from({ length: rowsOfBatch }, (_, at) => `r${run}-${batch * 700 + at}.example.com`)
  return { subjects, text: subjects.map((value) => `${JSON.stringify({ value, category: 'scam' })}\n`).join('') }
}

const act = fc.record({
  key: fc.integer({ min: 0, max: 2 }),
  batch: fc.integer({ min: 0, max: 2 }),
  /** After so many turns of the loop whoever pushes loses its right to; left out: never. */
  cutAfter: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
  /** Whether the next one waits for it. */
  waits: fc.boolean(),
})

test('any interleaving', async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 7 }), async (acts) => {
      run += 1
      const of = run
      const answered = new Map<string, PushReceipt>()
      const push = async (one: (typeof acts)[number]): Promise<void> => {
        const ending = new AbortController()
        const { text } = bodyOf(of, one.batch)
        const pushed = node.facade.pushes
          .push([Buffer.from(text)], {
            ...{
              format: 'jsonl',
              feed: `run-${of}`,
              marking: 'TLP:GREEN',
              key: `${of} ${one.key}`,
              reader: localReader,
            },
            ...(one.cutAfter === undefined ? {} : { signal: ending.signal }),
          })
          .then(
            (receipt) => {
              const before = answered.get(receipt.key)
              if (before === undefined) answered.set(receipt.key, receipt)
              else expect({ ...receipt, replayed: true }).toEqual({ ...before, replayed: true })
              if (before !== undefined) expect(receipt.replayed).toBe(true)
            },
            (error: unknown) => {
              const codes = ['idempotency-mismatch', 'push-under-way', 'push-busy', 'cut']
              expect(codes).toContain((error as { code?: string }).code)
            },
          )
        for (let turn = 0; turn < (one.cutAfter ?? 0); turn += 1) await new Promise(setImmediate)
        if (one.cutAfter !== undefined) ending.abort(Object.assign(new Error('cut'), { code: 'cut' }))
        await pushed
      }
      const pending: Promise<void>[] = []
      for (const one of acts) {
        const pushing = push(one)
        pending.push(pushing)
        if (one.waits) await pushing
      }
      await Promise.all(pending)

      const subjects: string[] = []
      const [all, never] = [{ after: 0, limit: 1_000_000 }, new AbortController().signal]
      for await (const { held } of node.facade.query(localReader, { feed: `run-${of}` }, all, never)) {
        subjects.push(held.statement.subject.value)
      }
      const there = new Set(subjects)
      expect(there.size).toBe(subjects.length)
      for (const receipt of answered.values()) {
        expect(receipt.rows).toHaveLength(rowsOfBatch)
        expect(receipt.rows.filter((row) => !('subject' in row) || !there.has(row.subject))).toEqual([])
        expect(await node.facade.pushes.receipt(localReader, receipt.key)).toEqual({ ...receipt, replayed: true })
      }
    }),
    { numRuns: 20 },
  )
})
