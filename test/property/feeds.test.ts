// Laws of the feed parsers: pieces do not matter, our JSON Lines come back as they were, cutting CSV into records changes
// nothing that csv-parse reads of the whole, and the JSON reader agrees with JSON.parse.
import { parse as parseCsv } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roles, subjectKinds } from '../../protocol/names.ts'
import { type CsvRecord, readRecords } from '../../node/feeds/csv-records.ts'
import { JsonReader } from '../../node/feeds/json.ts'
import { importers } from '../../node/feeds/index.ts'
import { type Outcome, readFrom } from '../unit/feeds/read.ts'

async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length
    yield bytes.slice(at, at + size)
    at += size
  }
}

/** Bytes that look like feeds: the separators of every format, and what breaks them. */
const feedBytes = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '\n',
          '\r\n',
          ',',
          '\t',
          '"',
          '""',
          '#',
          '//',
          '\\',
          '{',
          '}',
          '[',
          ']',
          ':',
          ' ',
          'value',
          'é',
          '🙂',
          '\0',
        ],
        ...['{"value":"a"}\n', '"blacklist":["a","b"]', '0.0.0.0 a.example', '{"a.example":["0x1"]}', 'true', '-1.5e3'],
        ...[
          'title: x\n',
          'tags:\n',
          '- address: a\n',
          '  - url: b\n',
          '  label: "x\n',
          '|\n',
          '---\n',
          '*a',
          '&a ',
          "'",
        ],
        ...[
          '<sdnList>',
          '<sdnEntry>',
          '</sdnEntry>',
          '<a b="c">',
          '<![CDATA[',
          ']]>',
          '&amp;',
          '<!-- -->',
          '# Reference: ',
        ],
        ...['36,"X",-0- ,', ',Address,Name Tag\n', '198.51.100.1\t3\n'],
      ),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 40 },
  )
  .chain((parts) =>
    fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 0, max: 255 })), { maxLength: 2 }).map((noise) => {
      const bytes = Buffer.from(parts.join(''))
      for (const [at, byte] of noise) if (at < bytes.length) bytes[at] = byte
      return bytes
    }),
  )

test.each([...importers.keys()])('%s: any cut into pieces gives the same rows and the same end', async (format) => {
  await fc.assert(
    fc.asyncProperty(
      feedBytes,
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
      async (bytes, sizes) => {
        const whole: Outcome = await readFrom(format, cut(bytes, [bytes.length]))
        const pieces = await readFrom(format, cut(bytes, sizes))
        expect(pieces).toEqual(whole)
      },
    ),
    { numRuns: 300 },
  )
})

const word = fc
  .string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...Array.from('abc.-_é"\\,:{}[] ')) })
  .map((text) => `x${text}x`)
const time = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000)
const row = fc.record(
  {
    subjectKind: fc.constantFrom(...subjectKinds.names),
    chain: word,
    category: word,
    confidence: fc.integer({ min: 0, max: 100 }),
    role: fc.constantFrom(...roles.names),
    description: word.map((text) => `${text}\nx`),
    labels: fc.array(word, { minLength: 1, maxLength: 3 }),
    firstSeen: time,
    validUntil: time,
    source: word,
    record: word,
  },
  { requiredKeys: [] },
)

test('JSON Lines come back as they were written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(word, row), { minLength: 1, maxLength: 20 }), async (rows) => {
      const lines = rows.map(([value, fields]) => {
        const times = (['firstSeen', 'validUntil'] as const)
          .filter((key) => fields[key] !== undefined)
          .map((key) => [key, new Date(fields[key] ?? 0).toISOString()])
        return JSON.stringify({ value, ...fields, ...Object.fromEntries(times) })
      })
      const outcome = await readFrom('jsonl', cut(Buffer.from(`${lines.join('\n')}\n`), [7]))
      const clean = rows.map(([value, fields], at) => ({ line: at + 1, value, fields: { ...fields } }))
      expect(outcome).toEqual({ rows: clean, error: undefined, message: '' })
    }),
  )
})

test('CSV records are those that csv-parse reads of the whole text', async () => {
  const cell = fc.string({ maxLength: 6, unit: fc.constantFrom(...Array.from('ab ",\n\r')) })
  const quoted = (text: string, always: boolean) =>
    always || /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  const table = fc.array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 2, maxLength: 4 }), {
    minLength: 1,
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.integer({ min: 1, max: 9 }),
      async (rows, end, closed, size) => {
        const text =
          rows.map((cells) => cells.map(([one, always]) => quoted(one, always)).join(',')).join(end) +
          (closed ? end : '')
        const records = await recordsOf(text, size)
        const expected = parseCsv(text, {
          relax_column_count: true,
          skip_empty_lines: true,
          record_delimiter: ['\r\n', '\n'],
        })
        expect(records.filter(({ fault }) => fault !== undefined)).toEqual([])
        expect(records.map(({ fields }) => fields)).toEqual(
          expected.map((cells) => cells.map((text) => text.replaceAll('\r\n', '\n'))),
        )
      },
    ),
  )
})

test('every line of a CSV text is in one record, which csv-parse reads so alone, or is refused alone', async () => {
  const line = fc.constantFrom(
    ...['a,b', '"a ""b"" c",d', '"two', 'lines",d', 'x",y,"', '5" disk,d', '#,d', '"a"x,d', 'e,"f"g"', '"a" ,d', '"""'],
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 99 }),
      async (lines, size) => {
        let next = 1
        for (const { line, fields, fault } of await recordsOf(`${lines.join('\n')}\n`, size)) {
          expect(line).toBe(next)
          const alone = lines.slice(line - 1)
          if (fault === undefined) {
            const [first] = parseCsv(alone.join('\n'), { relax_column_count: true, relax_quotes: true, to: 1 })
            expect(fields).toEqual(first)
            next += linesOf(fields)
          } else {
            expect(fields).toEqual(alone.slice(0, 1))
            next += 1
          }
        }
        expect(next).toBe(lines.length + 1)
      },
    ),
  )
})

/** How many lines a record was written on. */
const linesOf = (fields: readonly string[]) => fields.join('').split('\n').length

async function recordsOf(text: string, size: number): Promise<CsvRecord[]> {
  async function* cutText() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
  }
  const records: CsvRecord[] = []
  for await (const some of readRecords(cutText(), ',')) records.push(...some)
  return records
}

/** What the reader sees, put together again: for comparison alone. */
function assemble(text: string, size: number): unknown {
  const leaves: [string, unknown][] = []
  const reader = new JsonReader({
    open: (kind, path) => leaves.push([JSON.stringify(path), kind === 'array' ? [] : {}]),
    scalar: ({ kind, text: content }, path) =>
      leaves.push([JSON.stringify(path), kind === 'string' ? content : (JSON.parse(content) as unknown)]),
  })
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size))
  reader.end()
  return leaves
}

function flatten(value: unknown, path: (string | number)[] = []): [string, unknown][] {
  const here = JSON.stringify(path)
  if (Array.isArray(value)) return [[here, []], ...value.flatMap((item, at) => flatten(item, [...path, at]))]
  if (typeof value === 'object' && value !== null) {
    return [[here, {}], ...Object.entries(value).flatMap(([key, item]) => flatten(item, [...path, key]))]
  }
  return [[here, value]]
}

test('JSON documents are those of JSON.parse', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 5 }),
      fc.constantFrom(undefined, 1, '\t'),
      fc.integer({ min: 1, max: 9 }),
      (json, indent, size) => {
        const value: unknown = JSON.parse(json)
        expect(assemble(JSON.stringify(value, null, indent), size)).toEqual(flatten(value))
      },
    ),
  )
})

test('what JSON.parse refuses is refused', () => {
  const text = fc.string({ maxLength: 12, unit: fc.constantFrom(...Array.from('[]{}",:01-.eEtrufalsn \\\n')) })
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 5 }), (json, size) => {
      let valid = true
      try {
        JSON.parse(json)
      } catch {
        valid = false
      }
      let read = true
      try {
        assemble(json, size)
      } catch {
        read = false
      }
      expect(read).toBe(valid)
    }),
    { numRuns: 3000 },
  )
})
