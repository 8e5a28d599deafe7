// Laws of what stands in front of the formats: packing changes nothing, damage is told and never more, and what YAML and XML
// were given comes back.
import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ToStringOptions, stringify } from 'yaml'
import { guessColumns } from '../../node/feeds/guess.ts'
import { importers } from '../../node/feeds/index.ts'
import { pieces, readFrom } from '../unit/feeds/read.ts'
import { type Entry, zip } from '../unit/feeds/zip.ts'

const names = fc.array(
  fc
    .string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...Array.from('abcPK\x07\x08é🙂.-')) })
    .map((name) => `x${name}x`),
  { minLength: 1, maxLength: 60 },
)
const packing = fc.constantFrom<((data: Buffer) => Buffer)[]>(
  (data) => gzipSync(data),
  (data) => gzipSync(data, { level: 0 }),
  (data) => Buffer.concat([gzipSync(data.subarray(0, 7)), gzipSync(data.subarray(7))]),
  (data) => zstdCompressSync(data),
  (data) => Buffer.concat([zstdCompressSync(data.subarray(0, 7)), zstdCompressSync(data.subarray(7))]),
  (data) => zip({ name: 'x', data, method: 0 }),
  (data) => gzipSync(zip({ name: 'x', data })),
)
const entry = fc.record<Omit<Entry, 'data'>>(
  {
    name: fc.constant('x'),
    method: fc.constantFrom(8, 93),
    level: fc.constantFrom(0, 1, 9),
    described: fc.constantFrom('signed', 'bare', 'signed-64', 'bare-64'),
  },
  { requiredKeys: ['name'] },
)

test('what is packed is read as it was', async () => {
  await fc.assert(
    fc.asyncProperty(names, fc.oneof(packing, entry), fc.integer({ min: 1, max: 40 }), async (lines, how, size) => {
      const data = Buffer.from(`${lines.join('\n')}\n`)
      const packed = typeof how === 'function' ? how(data) : zip({ ...how, data })
      const outcome = await readFrom('list', pieces(packed, size))
      expect(outcome.error).toBeUndefined()
      expect(outcome.rows.map(({ value }) => value)).toEqual(lines)
    }),
    { numRuns: 300 },
  )
})

test('what is cut or damaged gives rows and a code, and nothing else', async () => {
  const wounds = fc.array(fc.tuple(fc.nat(2000), fc.integer({ min: 0, max: 255 })), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(names, fc.oneof(packing, entry), fc.nat(2000), wounds, async (lines, how, length, wrong) => {
      const data = Buffer.from(`${lines.join('\n')}\n`)
      const packed = typeof how === 'function' ? how(data) : zip({ ...how, data }, { name: 'y', data })
      const cut = Buffer.from(packed.subarray(0, Math.max(1, length % (packed.length + 1))))
      for (const [at, byte] of wrong) if (at < cut.length) cut[at] = byte
      for (const format of ['list', 'auto']) {
        const outcome = await readFrom(format, pieces(cut, 16))
        expect(outcome.rows.length).toBeLessThan(3 * lines.length + 200)
      }
    }),
    { numRuns: 400 },
  )
})

const text = fc.string({ maxLength: 24, unit: fc.constantFrom(...Array.from('ab0x:#-\'"[]{}&*!|>%@`,? \n\té')) })

test('fields of a pack come back as they were written', async () => {
  const tag = fc.record({ address: text.map((value) => `a${value}z`), label: text.map((value) => `a${value}z`) })
  const style = fc.record({
    indent: fc.constantFrom(2, 4),
    lineWidth: fc.constantFrom(0, 20, 80),
    indentSeq: fc.boolean(),
    defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(tag, { minLength: 1, maxLength: 6 }),
      style,
      fc.integer({ min: 1, max: 50 }),
      async (tags, as, size) => {
        const yaml = stringify({ title: 'x', creator: 'y', tags }, null, as as ToStringOptions)
        const outcome = await readFrom('tagpack', pieces(Buffer.from(yaml), size))
        const expected = tags.map(({ address, label }) => [address, clean(label)])
        expect(outcome.error).toBeUndefined()
        expect(outcome.rows.map((row) => [row.value, row.reject ?? row.fields.description])).toEqual(expected)
      },
    ),
    { numRuns: 500 },
  )
})

/** As a description is kept: control characters are spaces, line feeds stay. */
function clean(label: string): string {
  return label
    .split('\n')
    .map((line) => line.replace(/\t+/g, ' ').trim())
    .join('\n')
}

test('parties of a list come back as they were written', async () => {
  const escaped = (value: string) => value.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`)
  const word = fc
    .string({ maxLength: 12, unit: fc.constantFrom(...Array.from('ab<>&]\'"é🙂;')) })
    .map((value) => `a${value}z`)
  const party = fc.record({ name: word, address: word, cdata: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(party, { maxLength: 6 }), fc.integer({ min: 1, max: 30 }), async (parties, size) => {
      const entries = parties.map(({ name, address, cdata }) => {
        const value = cdata && !address.includes(']]>') ? `<![CDATA[${address}]]>` : escaped(address)
        return `<sdnEntry><lastName>${escaped(name)}</lastName><idList><id><idType>Digital Currency Address - XBT</idType><idNumber>${value}</idNumber></id></idList></sdnEntry>`
      })
      const outcome = await readFrom('ofac', pieces(Buffer.from(`<sdnList>${entries.join('')}</sdnList>`), size))
      expect(outcome.error).toBeUndefined()
      expect(outcome.rows.map((row) => [row.value, row.reject ?? row.fields.description])).toEqual(
        parties.map(({ name, address }) => [address, name]),
      )
    }),
    { numRuns: 300 },
  )
})

test('a guessed mapping is one that an import takes', async () => {
  const cell = fc.constantFrom(
    'a.example.net',
    '1.1.1.1',
    'scam',
    '80',
    '2025-01-01',
    'domain',
    'ETH',
    'https://x.example.net',
    'x',
    '',
  )
  const header = fc.array(
    fc.constantFrom('value', 'Type', 'first seen', 'score', 'label', 'ref', 'note', 'a=b', '7', ''),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  await fc.assert(
    fc.asyncProperty(
      header,
      fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { maxLength: 8 }),
      async (top, cells) => {
        const rows = cells.map((row) => row.slice(0, top.length))
        const columns = guessColumns(top, rows)
        if (columns === undefined) return
        const table = [top, ...rows].map((row) => row.map((one) => `"${one}"`).join(',')).join('\n')
        const outcome = await readFrom('csv', pieces(Buffer.from(`${table}\n`)), { columns })
        expect(outcome.error).toBeUndefined()
        expect(importers.has('csv')).toBe(true)
      },
    ),
    { numRuns: 300 },
  )
})
