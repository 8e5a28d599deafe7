import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Line, lineMaxBytes, mapOrdered, readLines, writeLines } from '../../../node/api/lines.ts'

async function* each<Item>(items: Iterable<Item>): AsyncGenerator<Item, void, void> {
  for (const item of items) {
    await Promise.resolve()
    yield item
  }
}

/** `bytes` in pieces of the given sizes, the rest in one. */
function* cut(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  let at = 0
  for (const size of sizes) {
    yield bytes.subarray(at, at + size)
    at += size
  }
  yield bytes.subarray(at)
}

const textOf = (line: Line): string => ('text' in line ? line.text : line.error.code)

describe('readLines', () => {
  it('gives the same lines however the bytes are cut', async () => {
    const line = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replace(/[\n\r\s]/g, '').trim())
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.nat(9)), async (wanted, sizes) => {
        const bytes = Buffer.from(wanted.join('\n'))
        const got = await Array.fromAsync(readLines(each(cut(bytes, sizes))))
        expect(got.map(textOf)).toEqual(
          wanted.map((text) => Buffer.from(text).toString().trim()).filter((text) => text !== ''),
        )
      }),
    )
  })

  it('refuses a line beyond the bound and reads on behind it', async () => {
    const text = `a\n${'x'.repeat(lineMaxBytes + 1)}\nb\n${'y'.repeat(lineMaxBytes)}`
    const got = await Array.fromAsync(readLines(each(cut(Buffer.from(text), Array(9).fill(9999) as number[]))))
    expect(got.map(textOf)).toEqual(['a', 'line-too-long', 'b', 'y'.repeat(lineMaxBytes)])
  })
})

describe('writeLines', () => {
  it('ends with the error of its source', async () => {
    const errors: unknown[] = []
    const failed = async function* () {
      yield { n: 1 }
      await Promise.resolve()
      throw new Error('inside')
    }
    const text = Buffer.concat(await Array.fromAsync(writeLines(failed(), (error) => errors.push(error)))).toString()
    expect(text.split('\n')).toMatchObject(['{"n":1}', expect.stringContaining('"code":"internal"'), ''])
    expect(errors).toHaveLength(1)
  })

  it('ends its source when the reader goes', async () => {
    const ended = Promise.withResolvers<undefined>()
    const endless = async function* () {
      try {
        for (let n = 0; ; n++) {
          await Promise.resolve()
          yield { n, text: 'x'.repeat(1000) }
        }
      } finally {
        ended.resolve(undefined)
      }
    }
    const stream = writeLines(endless(), () => undefined)
    const reader = stream[Symbol.asyncIterator]()
    await reader.next()
    await reader.return?.()
    await ended.promise
  })
})

describe('mapOrdered', () => {
  it('keeps the order, whichever ends first, and never has more than the window under way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(5)), fc.integer({ min: 1, max: 5 }), async (turns, window) => {
        let under = 0
        let most = 0
        const map = async (wait: number): Promise<number> => {
          most = Math.max(most, ++under)
          for (let turn = 0; turn < wait; turn++) await Promise.resolve()
          under--
          return wait
        }
        expect(await Array.fromAsync(mapOrdered(each(turns), window, map))).toEqual(turns)
        expect(most).toBeLessThanOrEqual(window)
      }),
    )
  })

  it('answers before more comes', async () => {
    const more = Promise.withResolvers<undefined>()
    const input = async function* () {
      yield 1
      await more.promise
      yield 2
    }
    const mapped = mapOrdered(input(), 10, (value) => Promise.resolve(value))
    expect((await mapped.next()).value).toBe(1)
    more.resolve(undefined)
    expect((await mapped.next()).value).toBe(2)
    expect((await mapped.next()).done).toBe(true)
  })

  it('gives what was there before its input broke', async () => {
    const input = async function* () {
      yield 1
      await Promise.resolve()
      throw new Error('cut')
    }
    const mapped = mapOrdered(input(), 10, (value) => Promise.resolve(value))
    expect((await mapped.next()).value).toBe(1)
    await expect(mapped.next()).rejects.toThrow('cut')
  })
})
