// Keys and values: order, and every pair there and back.
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { NodeKey } from '../../../protocol/ids.ts'
import { codeNumber, keys, numberCode } from '../../../node/store/keys.ts'
import {
  decodeBundleValue,
  decodeHead,
  decodeIdentity,
  decodeStatementValue,
  decodeSubjectValue,
  encodeBundleValue,
  encodeHead,
  encodeIdentity,
  encodeSubjectValue,
} from '../../../node/store/records.ts'
import { hasIndex, intersect, postingsOf } from '../../../node/store/postings.ts'
import { author, bytesOf, domain, evmAddress, Lane } from './fixture.ts'

const safe = fc.nat(Number.MAX_SAFE_INTEGER)

describe('number codes', () => {
  it('are read back', () => {
    fc.assert(fc.property(safe, (number) => codeNumber(`x${numberCode(number)}`, 1) === number))
  })
  it('are ordered as their numbers', () => {
    fc.assert(fc.property(safe, safe, (a, b) => Math.sign(a - b) === Buffer.compare(bytes(a), bytes(b))))
  })
  it('are one byte a character in UTF-8', () => {
    for (const number of [0, 127, 128, 2 ** 28 - 1, 2 ** 28, Date.now() * 1000, Number.MAX_SAFE_INTEGER]) {
      expect(bytes(number).byteLength).toBe(8)
    }
  })
  function bytes(number: number): Buffer {
    return Buffer.from(numberCode(number), 'utf8')
  }
})

describe('records', () => {
  it('subject', () => {
    for (const chunks of [0, 1, 70_000]) {
      const value = { chunks, codes: numberCode(5) + numberCode(6) }
      expect(decodeSubjectValue(encodeSubjectValue(value))).toEqual(value)
    }
  })
  it('identity', () => {
    fc.assert(
      fc.property(
        safe,
        fc.boolean(),
        fc.array(fc.uint8Array({ minLength: 8, maxLength: 8 })),
        (cursor, withdrawn, prints) => {
          const fingerprints = prints.map((print) => Buffer.from(print).toString('latin1'))
          expect(decodeIdentity(encodeIdentity({ cursor, withdrawn, fingerprints }))).toEqual({
            cursor,
            withdrawn,
            fingerprints,
          })
        },
      ),
    )
  })
  it('head', () => {
    for (const opened of [3, 1, 0]) {
      const head = { seq: 3, firstCursor: 1_800_000_000_000_000, count: 2000, opened }
      expect(decodeHead(encodeHead(head))).toEqual(head)
    }
  })
  it('bundle', () => {
    const value = { header: bytesOf('header'), signature: new Uint8Array(64).fill(7) }
    for (const from of [
      { via: 'local' },
      { via: 'sync', peer: Buffer.from(bytesOf('peer')).toString('hex') as NodeKey },
    ] as const) {
      for (const [sealed, opened] of [
        [false, true],
        [true, true],
        [true, false],
      ] as const) {
        const decoded = decodeBundleValue(encodeBundleValue({ ...value, from, sealed, opened }))
        expect(decoded).toMatchObject({ from, sealed, opened })
        expect(Buffer.from(decoded.header)).toEqual(Buffer.from(value.header))
        expect(Buffer.from(decoded.signature)).toEqual(Buffer.from(value.signature))
      }
    }
  })
  const cut: [string, () => unknown][] = [
    ['statement', () => decodeStatementValue(new Uint8Array(10))],
    ['subject', () => decodeSubjectValue('abc')],
    ['identity', () => decodeIdentity(`${numberCode(1)}x`)],
    ['head', () => decodeHead('abc')],
    ['bundle', () => decodeBundleValue(new Uint8Array(20))],
  ]
  for (const [name, decode] of cut) {
    it(`a cut ${name} is corrupt`, () => {
      expect(decode).toThrow(expect.objectContaining({ code: 'store-corrupt' }))
    })
  }
})

describe('postings', () => {
  it('stand once per value and bundle, with the statements that have it', () => {
    const statements = [domain('a.com', { origin: { feed: 'f' } }), evmAddress('x'), undefined, domain('b.com')]
    const lane = new Lane(author('exchange'))
    const { header } = lane.next([domain('a.com'), domain('b.com'), domain('c.com'), domain('d.com')])
    const found = postingsOf(header, statements).map(({ facet, value, indexes }) => {
      return [facet, value, statements.map((_, index) => hasIndex(indexes, index))]
    })
    expect(found).toEqual([
      ['author', 'exchange', [true, true, true, true]],
      ['category', 'phishing', [true, false, false, true]],
      ['category', 'scam', [false, true, false, false]],
      ['chain', 'eip155:1', [false, true, false, false]],
      ['kind', 'indicator', [true, true, false, true]],
      ['subjectKind', 'domain', [true, false, false, true]],
      ['subjectKind', 'address', [false, true, false, false]],
      ['feed', 'f', [true, false, false, false]],
    ])
  })
  it('say nothing more where all statements have the value', () => {
    const lane = new Lane(author('exchange'))
    const statements = Array.from({ length: 20 }, (_, at) => domain(`d${at}.com`))
    for (const { indexes } of postingsOf(lane.next(statements).header, statements)) expect(indexes.byteLength).toBe(0)
  })
  it('intersect', () => {
    const none = new Uint8Array(0)
    expect(intersect(none, Uint8Array.of(5))).toEqual(Uint8Array.of(5))
    expect(intersect(Uint8Array.of(5), none)).toEqual(Uint8Array.of(5))
    expect(intersect(Uint8Array.of(5, 1), Uint8Array.of(4))).toEqual(Uint8Array.of(4))
    expect(intersect(Uint8Array.of(1), Uint8Array.of(2))).toBeUndefined()
  })
})

it('a subject that begins another is not in its range of chunks', () => {
  expect(keys.subjectChunk('01a\0', 0) < keys.subjectChunk('01a\0b', 0)).toBe(true)
})
