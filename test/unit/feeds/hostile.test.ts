// Bad files: what a cut, a bomb, a wrong encoding or a wrong format does to an import. Nothing stops at a row, nothing is
// lost in silence, and what cannot be read as a whole says so with one code.
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type FeedCode, type ImporterOptions, type TakenRow, importers } from '../../../node/feeds/index.ts'
import { parseSubject } from '../../../protocol/subjects/index.ts'
import { feedLimits } from '../../../node/feeds/limits.ts'
import { brief, codes, read, readFrom } from './read.ts'

/** The ten columns behind the name in sdn.csv. */
const nothing = Array.from({ length: 10 }, () => '-0- ').join()
const idOf = (address: string) =>
  `<idList><id><idType>Digital Currency Address - XBT</idType><idNumber>${address}</idNumber></id></idList>`

describe('case 88: a file cut in the middle', () => {
  test.each([
    ['metamask', '{"version":2,"blacklist":["a.example.net","b.example.net","c.exam', 2],
    ['metamask', '{"version":2,"blacklist":["a.example.net","b.example.net"', 2],
    ['metamask', '{"version":2,"blacklist":["a.example.net","b.example.net"]', 2],
    ['polkadot', '[{"date":"2025-01-01","url":"a.example.net"},{"date":"2025-01-01","url":"b.example.net"', 1],
    ['scamsniffer', '{"a.example.net":["0x11","0x12"', 2],
    ['ofac', '["1abc","1abd', 1],
    ['metamask', '{"blacklist":["a.example.net",nul', 1],
    ['discord', '{"domains":["a.example.net","b.exam', 1],
    ['etherscan', '{"0x11":"a","0x12":"b', 1],
    ['ofac', `<sdnList><sdnEntry>${idOf('1a')}</sdnEntry><sdnEntry>${idOf('1b')}`, 1],
    ['ofac', `<sdnList><sdnEntry>${idOf('1a')}</sdnEntry`, 0],
    ['tagpack', 'title: x\ntags: [{address: a}, {addr', 0],
  ])('%s: %s', async (format, input, taken) => {
    const outcome = await read(format, input)
    expect(codes(outcome)).toEqual(taken === 0 ? {} : { taken })
    expect(outcome.error).toBe('feed-truncated')
  })

  test.each([
    ['jsonl', '{"value":"a"}\n{"value":"b', ['1 a', '2 {"value":"b !row-cut']],
    ['csv', 'value,category,confidence\na,scam,1\nb,sc', ['2 a', '3 b,sc !row-cut']],
    ['csv', 'value,category\na,scam\nb,"sc', ['2 a', '3 b,"sc !row-cut']],
    ['forta', 'address,etherscan_tag,etherscan_labels,is_contract\n0x1,t', ['2 0x1,t !row-cut']],
    ['tagpack', "title: x\ntags:\n- address: a\n- address: 'b", ['3 a', "4 - address: 'b !row-cut"]],
    ['etherscan', ',Address,Name Tag\n0,0x1,a\n1,0x2', ['2 0x1', '3 1,0x2 !row-cut']],
    ['ofac', `36,"A",${nothing}\n37,"B`, ['1 A !no-subject', '2 37,"B !row-cut']],
    ['list', 'a.example.net\nb.exam', ['1 a.example.net', '2 b.exam']], // whether b.exam is whole cannot be seen
  ])('%s: its last row', async (format, input, rows) => {
    const outcome = await read(format, input)
    expect(brief(outcome)).toEqual(rows)
    expect(outcome.error).toBeUndefined()
  })
})

describe('case 89: a row without end', () => {
  const length = 64 * 1024 * 1024
  async function* around(before: string, after: string) {
    yield Buffer.from(before)
    const filler = Buffer.alloc(1024 * 1024, 'x')
    for (let sent = 0; sent < length; sent += filler.length) yield filler
    yield Buffer.from(after)
  }
  test.each([
    ['list', 'a\n', '\nb\n', { taken: 2, 'row-too-long': 1 }],
    ['jsonl', '{"value":"a"}\n{"value":"', '"}\n{"value":"b"}\n', { taken: 2, 'row-too-long': 1 }],
    ['csv', 'value\na\n', '\nb\n', { taken: 2, 'row-too-long': 1 }],
    ['csv', 'value\na\n"', '\nb\n"c\n', { taken: 2, 'row-too-long': 1, 'row-malformed': 0, 'row-cut': 0 }],
    ['maltrail', 'a.example.net\n', '\nb.example.net\n', { taken: 2, 'row-too-long': 1 }],
    ['tagpack', 'title: x\ntags:\n- address: a\n- address: ', '\n- address: b\n', { taken: 2, 'row-too-long': 1 }],
    ['tagpack', 'title: x\ntags:\n- address: a\n- address: b\n  context: "', '"\n', { taken: 1, 'row-too-long': 1 }],
    ['ofac', `36,"A",${nothing}\n37,"`, `"\n38,"C",${nothing}\n`, { 'no-subject': 2, 'row-too-long': 1 }],
    ['ofac', `<sdnList><sdnEntry>${idOf('1a')}`, `${idOf('1b')}</sdnEntry></sdnList>`, { taken: 2 }],
    ['ofac', `<sdnList><sdnEntry><x>`, `</x>${idOf('1b')}</sdnEntry></sdnList>`, { taken: 1 }],
    ['ofac', `<sdnList><sdnEntry><x><![CDATA[`, `]]></x>${idOf('1b')}</sdnEntry></sdnList>`, { taken: 1 }],
  ])('%s goes on behind it: %s', async (format, before, after, expected) => {
    const used = process.memoryUsage().arrayBuffers
    const outcome = await readFrom(format, around(before, after))
    expect(outcome.error).toBeUndefined()
    const counts = codes(outcome)
    for (const [code, count] of Object.entries(expected)) if (count > 0) expect(counts[code], code).toBe(count)
    for (const row of outcome.rows) expect(row.value.length).toBeLessThanOrEqual(feedLimits.shownMaxChars + 20)
    expect(process.memoryUsage().arrayBuffers - used).toBeLessThan(length)
  })

  test.each([
    ['metamask', '{"blacklist":["a","', '","b"]}', { taken: 1 }],
    ['scamsniffer', '{"a.example.net":["0x11"],"', '":["0x12"]}', { taken: 2 }],
    ['discord', '{"domains":["a","', '","b"]}', { taken: 1 }],
    ['ofac', `<sdnList><sdnEntry>${idOf('1a')}</sdnEntry><sdnEntry x="`, '"/></sdnList>', { taken: 1 }],
    ['ofac', `<sdnList><sdnEntry>${idOf('1a')}</sdnEntry><!--`, '--></sdnList>', { taken: 1 }],
    ['ofac', `<sdnList><sdnEntry>${idOf('1a')}</sdnEntry><`, '/></sdnList>', { taken: 1 }],
    ['tagpack', 'title: "', '"\ntags:\n- address: a\n', {}],
    ['tagpack', 'title: x\ntags: [{address: a}, {address: ', '}]\n', {}],
  ])('%s ends at a string that does not: %s', async (format, before, after, expected) => {
    const outcome = await readFrom(format, around(before, after))
    expect(codes(outcome)).toEqual(expected)
    expect(outcome.error).toBe('feed-malformed')
  })

  test.each([1, feedLimits.jsonStringMaxChars / 6, feedLimits.jsonStringMaxChars, feedLimits.jsonStringMaxChars + 1])(
    'a string of %s characters in a JSON document, however it is written and cut',
    async (length) => {
      const fits = length <= feedLimits.jsonStringMaxChars
      const code = length <= feedLimits.jsonTokenMaxChars ? 'taken' : 'row-too-long'
      const expected = fits ? { '1': 'taken', '2': code, '3': 'taken' } : { '1': 'taken' }
      for (const [character, size] of [
        ['x', undefined],
        ['x', 100_000],
        ['\\u0078', 65_535],
        ['\\n', 65_535],
      ] as const) {
        const text = Math.floor(length) === 1 ? 'x' : character.repeat(Math.floor(length))
        const outcome = await read('metamask', `{"blacklist":["a",\n"${text}",\n"b"]}`, {}, size)
        const seen = Object.fromEntries(outcome.rows.map(({ line, reject = 'taken' }) => [String(line), reject]))
        expect(seen).toEqual(expected)
        expect(outcome.error).toBe(fits ? undefined : 'feed-malformed')
      }
    },
  )

  test('lines are counted on behind it', async () => {
    const long = 'x'.repeat(feedLimits.rowMaxChars + 1)
    expect((await read('list', `a\n${long}\nb\n`)).rows.map((row) => row.line)).toEqual([1, 2, 3])
    expect((await read('csv', `v\n${long}\nb\n`)).rows.map((row) => row.line)).toEqual([2, 3])
  })

  test('the longest row allowed is taken', async () => {
    const row = 'x'.repeat(feedLimits.rowMaxChars)
    expect(codes(await read('list', `${row}\n`))).toEqual({ taken: 1 })
    expect(codes(await read('csv', `v\n${row}\n`))).toEqual({ taken: 1 })
  })
})

describe('case 91: quotes', () => {
  test.each([
    ['an open quote costs its line, not the rest', 'v,d\n"a,1\nb,2\nc,3\n', ['2 "a,1 !row-malformed', '3 b', '4 c']],
    [
      'an open quote in front of quoted rows',
      'v,d\n"a,1\nb,"x"\n"c","y\nz"\n',
      ['2 "a,1 !row-malformed', '3 b', '4 c'],
    ],
    ['text behind a closing quote', 'v,d\n"a"x,1\nb,2\n', ['2 "a"x,1 !row-malformed', '3 b']],
    ['a quote inside an unquoted field is text', 'v,d\n5" disk,1\nb,2\n', ['2 5" disk', '3 b']],
    ['an empty quoted field', 'v,d\n"",1\n', ['2 ,1 !value-absent']],
    ['more columns than the header', 'v,d\na,1,2\nb,2,\n', ['2 a,1,2 !row-malformed', '3 b']],
    ['lines in quotes', 'v,d\r\n"a","x\r\n\r\n# y"\r\n\r\nb,2\r\n', ['2 a', '6 b']],
    [
      'a quote as text in one row, a wrong one in the next',
      'v,d\n5" disk,"x"\n"a"x,1\nb,2\n',
      ['2 5" disk', '3 "a"x,1 !row-malformed', '4 b'],
    ],
    ['comments and a column named #', '#,v\n# a comment\n1,a\n#,b\n', ['3 a', '4 b']],
  ])('%s', async (_, input, rows) => {
    const columns = { value: 'v' }
    expect(brief(await read('csv', input, { columns }))).toEqual(rows)
  })

  test('a record over more lines than one may have', async () => {
    for (const [lines, expected] of [
      [feedLimits.recordMaxLines, { taken: 2 }],
      [feedLimits.recordMaxLines + 1, { 'row-malformed': 1, taken: feedLimits.recordMaxLines + 1 }],
    ] as const) {
      const input = `v,d\n"a${'\nx'.repeat(lines - 1)}",1\nb,2\n`
      const outcome = await read('csv', input, { columns: { value: 'v' } })
      expect(codes(outcome)).toEqual(expected)
      expect(await read('csv', input, { columns: { value: 'v' } }, 7)).toEqual(outcome)
    }
  })

  test('an open quote on every line', async () => {
    // Each line closes the quote of the line before and opens the next: every start has to be given up.
    const outcome = await read('csv', `v,d,e\n${'x",y,"\n'.repeat(5_000)}`, { columns: { value: 'v' } })
    expect(codes(outcome)).toEqual({ 'row-malformed': 5_000 })
  })

  test('an open quote in a long file', async () => {
    const rest = Array.from({ length: 50_000 }, (_, at) => `row${at},x`).join('\n')
    const outcome = await read('csv', `v,d\n"open,1\n${rest}\n`, { columns: { value: 'v' } })
    expect(codes(outcome)).toEqual({ 'row-malformed': 1, taken: 50_000 })
  })
})

describe('case 91: byte order marks, line ends, NUL and encodings', () => {
  const text = 'value,description\nbäd.example.net,é\n'
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le')
  test.each<[string, Uint8Array, ImporterOptions]>([
    ['utf-8', Buffer.from(text), {}],
    ['utf-8 with a mark', Buffer.from(`\uFEFF${text}`), {}],
    ['latin1', Buffer.from(text, 'latin1'), { encoding: 'latin1' }],
    ['windows-1252', Buffer.from(text, 'latin1'), { encoding: 'windows-1252' }],
    ['utf-16le by its mark', utf16, {}],
    ['utf-16be by its mark', Buffer.from(utf16).swap16(), {}],
    ['utf-16le as named', utf16.subarray(2), { encoding: 'utf-16le' }],
    ['crlf', Buffer.from(text.replaceAll('\n', '\r\n')), {}],
  ])('%s, in pieces of one byte', async (_, bytes, options) => {
    const row = { line: 2, value: 'bäd.example.net', fields: { description: 'é' } }
    expect((await read('csv', bytes, options, 1)).rows).toEqual([row])
  })

  test('windows-1252 differs from latin1 where it must', async () => {
    expect((await read('list', Buffer.from([0x80, 0x0a]), { encoding: 'windows-1252' })).rows[0]?.value).toBe('€')
  })

  test.each([
    ['list', 'a\nb\xe4d\nc\n', ['1 a', '2 b\uFFFDd !text-invalid', '3 c']],
    ['list', '# comment in latin1: \xe4\na\n', ['2 a']],
    ['list', 'a\nb\0d\nc\n', ['1 a', '2 b\uFFFDd !text-invalid', '3 c']],
    ['csv', 'value\na\nb\xe4d\nc\n', ['2 a', '3 b\uFFFDd !text-invalid', '4 c']],
    ['csv', 'value\na\n"b\xe4d"\nc\n', ['2 a', '3 b\uFFFDd !text-invalid', '4 c']],
    ['jsonl', '{"value":"a"}\n{"value":"b\xe4"}\n', ['1 a', '2 {"value":"b\uFFFD"} !text-invalid']],
    ['metamask', '{"blacklist":["a",\n"b\xe4","c"]}', ['1 a', '2 b\uFFFD !text-invalid', '2 c']],
    ['ofac', '["a",\n"b\xe4","c"]', ['1 a', '2 b\uFFFD !text-invalid', '2 c']],
    ['ofac', `36,"A",${nothing}\n37,"\xe4"\n`, ['1 A !no-subject', '2 37,\uFFFD !text-invalid']],
    [
      'ofac',
      `<sdnList><sdnEntry>${idOf('1\xe4')}${idOf('1b')}</sdnEntry></sdnList>`,
      ['1 1\uFFFD !text-invalid', '1 1b'],
    ],
    ['tagpack', 'title: x\ntags:\n- address: a\n- address: "\xe4"\n', ['3 a', '4 - address: "\uFFFD" !text-invalid']],
    ['tagpack', 'title: x\ntags:\n- address: a\0\n- address: b\n', ['3 - address: a\uFFFD !text-invalid', '4 b']],
    ['maltrail', '# Reference: \xe4\na\nb\xe4\n', ['2 a', '3 b\uFFFD !text-invalid']],
    ['discord', '{"domains":["a",\n"b\0"]}', ['1 a', '2 b\uFFFD !text-invalid']],
  ])('%s: bytes that are no text cost their row', async (format, latin1, rows) => {
    expect(brief(await read(format, Buffer.from(latin1, 'latin1')))).toEqual(rows)
  })

  test('half a surrogate pair and half a unit', async () => {
    const bytes = Buffer.concat([Buffer.from('\uFEFFa\n\uD800b\nc\n', 'utf16le'), Buffer.from([0x64])])
    expect(codes(await read('list', bytes, {}, 3))).toEqual({ taken: 2, 'text-invalid': 2 })
  })
})

describe('case 92: JSON with repeated keys, deep nesting and __proto__', () => {
  test.each<[string, string, Record<string, number>, FeedCode | undefined]>([
    ['keys twice: both lists are read', '{"blacklist":["a"],"blacklist":["b"]}', { taken: 2 }, undefined],
    [
      '__proto__ is a list like any other',
      '{"__proto__":["a"],"blacklist":["b"]}',
      { 'list-unknown': 1, taken: 1 },
      undefined,
    ],
    ['deep nesting', `{"blacklist":["a",${'['.repeat(100_000)}`, { taken: 1, 'row-malformed': 1 }, 'feed-malformed'],
    ['a fault', '{"blacklist":["a",\n}]', { taken: 1 }, 'feed-malformed'],
    ['a raw line feed in a string', '{"blacklist":["a","b\nc"]}', { taken: 1 }, 'feed-malformed'],
    ['a bad escape', '{"blacklist":["a","\\x"]}', { taken: 1 }, 'feed-malformed'],
    ['two documents', '{"blacklist":["a"]}{"blacklist":["b"]}', { taken: 1 }, 'feed-malformed'],
    ['a bad number', '{"blacklist":["a"],"version":01}', { taken: 1 }, 'feed-malformed'],
    ['another file', '{"domains":["a"]}', { 'list-unknown': 1 }, 'format-mismatch'],
    ['an array', '["a"]', {}, 'format-mismatch'],
  ])('%s', async (_, input, counts, error) => {
    const outcome = await read('metamask', input)
    expect(codes(outcome)).toEqual(counts)
    expect(outcome.error).toBe(error)
    // What came before the fault does not depend on the pieces.
    expect(await read('metamask', input, {}, 1)).toEqual(outcome)
  })
})

describe('XML', () => {
  const entities = `<!DOCTYPE sdnList [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at} "&a${at - 1};&a${at - 1};">`).join('')}]>`
  const entry = `<sdnEntry>${idOf('1a')}</sdnEntry>`
  test.each<[string, string, Record<string, number>, FeedCode | undefined]>([
    ['a billion laughs', `${entities}<sdnList>${entry}<x>&a8;</x></sdnList>`, {}, 'feed-malformed'],
    [
      'an external entity',
      `<!DOCTYPE sdnList SYSTEM "file:///etc/passwd"><sdnList>${entry}</sdnList>`,
      {},
      'feed-malformed',
    ],
    ['an unknown entity', `<sdnList>${entry}<x>&nbsp;</x></sdnList>`, { taken: 1 }, 'feed-malformed'],
    ['entities of XML', `<sdnList><sdnEntry>${idOf('&#49;&#x61;&amp;')}</sdnEntry></sdnList>`, { taken: 1 }, undefined],
    ['deep nesting', `<sdnList>${entry}${'<x>'.repeat(100_000)}`, { taken: 1 }, 'feed-malformed'],
    ['tags crossed', `<sdnList>${entry}<x><y></x></y></sdnList>`, { taken: 1 }, 'feed-malformed'],
    ['two roots', `<sdnList>${entry}</sdnList><sdnList>${entry}</sdnList>`, { taken: 1 }, 'feed-malformed'],
    [
      'many attributes',
      `<sdnList>${entry}<x ${Array.from({ length: 300 }, (_, at) => `a${at}="b"`).join(' ')}/></sdnList>`,
      { taken: 1 },
      'feed-malformed',
    ],
    ['an attribute twice', `<sdnList>${entry}<x a="1" a="2"/></sdnList>`, { taken: 1 }, undefined],
    [
      'names of the language',
      `<sdnList><x hasOwnProperty="1" __proto__="2" b="3"/>${entry}</sdnList>`,
      {},
      'feed-malformed',
    ],
    [
      'another encoding',
      `<?xml version="1.0" encoding="ISO-8859-1"?><sdnList>${entry}</sdnList>`,
      {},
      'option-invalid',
    ],
    [
      'prefixes',
      `<o:sdnList xmlns:o="x">${entry.replaceAll('<', '<o:').replaceAll('<o:/', '</o:')}</o:sdnList>`,
      { taken: 1 },
      undefined,
    ],
  ])('%s', async (_, input, counts, error) => {
    const outcome = await read('ofac', input)
    expect({ counts: codes(outcome), error: outcome.error }).toEqual({ counts, error })
    expect(await read('ofac', input, {}, 7)).toEqual(outcome)
  })

  test('an encoding that is named is taken at its word', async () => {
    const input = Buffer.from(
      `<?xml version="1.0" encoding="ISO-8859-1"?><sdnList><sdnEntry><lastName>\xe4</lastName>${idOf('1a')}</sdnEntry></sdnList>`,
      'latin1',
    )
    expect((await read('ofac', input, { encoding: 'latin1' })).rows).toMatchObject([{ fields: { description: 'ä' } }])
  })
})

describe('YAML', () => {
  const tags = 'title: x\ntags:\n- address: a\n'
  test.each<[string, string, string[], FeedCode | undefined]>([
    [
      'a bomb of aliases',
      `${tags}- address: [&a [x,x], &b [*a,*a], &c [*b,*b], &d [*c,*c]]\n- address: b\n`,
      ['3 a', '4  !value-absent', '5 b'],
      undefined,
    ],
    ['an alias', `${tags}- &x\n  address: b\n- *x\n`, ['3 a', '4 b', '6 - *x !row-malformed'], undefined],
    ['a merge', `${tags}- <<: {address: b}\n`, ['3 a', '4  !value-absent'], undefined],
    [
      '__proto__',
      `${tags}- __proto__: {address: b}\n- address: c\n  __proto__: x\n`,
      ['3 a', '4  !value-absent', '5 c'],
      undefined,
    ],
    ['a key twice', `${tags}- address: b\n  address: c\n`, ['3 a', '4 - address: b !key-repeated'], undefined],
    ['a key twice in the header', 'title: x\ntitle: y\ntags:\n- address: a\n', [], 'feed-malformed'],
    [
      'deep nesting',
      `${tags}- ${'['.repeat(20_000)}\n- address: b\n`,
      ['3 a', `4 - ${'['.repeat(198)}… !row-malformed`, '5 b'],
      undefined,
    ],
    [
      'tabs',
      `${tags}- address: b\n\tlabel: y\n- address: c\n`,
      ['3 a', '4 - address: b !row-malformed', '6 c'],
      undefined,
    ],
    [
      'a tag of a language',
      `${tags}- address: !!js/function "b"\n- !!python/object {address: c}\n`,
      ['3 a', '4 b', '5 c'],
      undefined,
    ],
    [
      'a number that is none',
      `${tags}- address: 0x10\n- address: 1e3\n- address: 017\n`,
      ['3 a', '4 0x10', '5 1e3', '6 017'],
      undefined,
    ],
  ])('%s', async (_, input, rows, error) => {
    const outcome = await read('tagpack', input)
    expect({ rows: brief(outcome), error: outcome.error }).toEqual({ rows, error })
    expect(await read('tagpack', input, {}, 3)).toEqual(outcome)
  })

  test('items without end cost themselves alone', async () => {
    const long = '  x: y\n'.repeat(feedLimits.recordMaxLines + 1)
    const outcome = await read('tagpack', `${tags}- address: b\n${long}- address: c\n`)
    expect(brief(outcome)).toEqual(['3 a', '4 - address: b !row-too-long', `${5 + feedLimits.recordMaxLines + 1} c`])
  })
})

// What is wrong with the value itself is judged where it is published, whatever the format.
test.each([
  ['tagpack', 'title: x\ncurrency: BTC\ntags:\n- address: 34kWCKF2wCbe6uinit2uL4ND6d8yxsuxKN\n'],
  [
    'ofac',
    '36,"A",-0- ,"X",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Digital Currency Address - XBT 34kWCKF2wCbe6uinit2uL4ND6d8yxsuxKN."\n',
  ],
  ['ofac', `<sdnList><sdnEntry>${idOf('34kWCKF2wCbe6uinit2uL4ND6d8yxsuxKN')}</sdnEntry></sdnList>`],
])('case 93: %s: a wrong checksum is passed on as it is, and judged where it is published', async (format, input) => {
  const [row] = (await read(format, input)).rows
  expect(row).toMatchObject({ value: '34kWCKF2wCbe6uinit2uL4ND6d8yxsuxKN' })
  const { chain } = (row as TakenRow).fields
  expect(() => parseSubject(row!.value, { kind: 'address', chain: chain! })).toThrow(
    expect.objectContaining({ code: 'checksum-invalid' }),
  )
})

describe('a file that is something else', () => {
  const html = '<!DOCTYPE html><html><body>404 not found</body></html>'
  const json = '{"version": 2, "blacklist": ["a.example.net"]}'
  test.each<[string, string | Uint8Array, FeedCode]>([
    ...[...importers.keys()].flatMap((format): [string, string | Uint8Array, FeedCode][] => [
      [format, '', 'feed-empty'],
      [format, '\uFEFF \n\n', 'feed-empty'],
      [format, html, format === 'auto' ? 'format-undetermined' : 'format-mismatch'],
      [format, Buffer.from('\xfd7zXZ\0', 'latin1'), 'feed-compressed'],
      [format, gzipSync(''), 'feed-empty'],
      [format, gzipSync(html), format === 'auto' ? 'format-undetermined' : 'format-mismatch'],
    ]),
    ['list', json, 'format-mismatch'],
    ['list', '[\n"a"]', 'format-mismatch'],
    ['hosts', json, 'format-mismatch'],
    ['csv', json, 'format-mismatch'],
    ['forta', json, 'format-mismatch'],
    ['forta', 'a,b\n1,2\n', 'format-mismatch'],
    ['jsonl', '[{"value":"a"}]', 'format-mismatch'],
    ['jsonl', '{\n "value":"a"}', 'format-mismatch'],
    ['metamask', 'a.example.net\n', 'format-mismatch'],
    ['polkadot', json, 'format-mismatch'],
    ['ofac', '{"a":1}', 'format-mismatch'],
    ['ofac', '<?xml version="1.0"?><rss><channel/></rss>', 'format-mismatch'],
    ['tagpack', json, 'format-mismatch'],
    ['tagpack', '- address: a\n', 'format-mismatch'],
    ['tagpack', 'a.example.net\nb.example.net\n', 'format-mismatch'],
    ['phantom', '- url: a.example.net\n', 'format-mismatch'],
    ['maltrail', json, 'format-mismatch'],
    ['discord', '{"version":2}', 'format-mismatch'],
    ['discord', '["a.example.net"]', 'format-mismatch'],
    ['etherscan', 'a,b\n1,2\n', 'format-mismatch'],
    ['infoblox', 'type,indicator\nip,1.1.1.1\n', 'format-mismatch'],
    ['csv', 'first,second\na,b\n', 'option-invalid'],
  ])('%s: %s', async (format, input, code) => {
    const outcome = await read(format, input)
    expect(outcome).toMatchObject({ rows: [], error: code })
    expect(outcome.message).not.toBe('')
  })

  test('lists with no row are no fault', async () => {
    for (const [format, input] of [
      ['list', '# nothing today\n'],
      ['ofac', '[]'],
      ['csv', 'value\n'],
    ] as const) {
      expect(await read(format, input)).toMatchObject({ rows: [], error: undefined })
    }
  })
})

test('bytes consumed are reported up to the end', async () => {
  const seen: number[] = []
  const bytes = Buffer.from('a.example.net\n'.repeat(20_000))
  await read('list', bytes, { onBytes: (count) => seen.push(count) })
  expect(seen.length).toBeGreaterThan(2)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(seen.at(-1)).toBe(bytes.length)
})

test('the source is closed when its reader stops', async () => {
  let closed = false
  async function* source() {
    try {
      for (;;) yield Buffer.from('a.example.net\n'.repeat(1000))
    } finally {
      closed = true
    }
  }
  for await (const rows of importers.get('list')!.parse(source(), {})) if (rows.length > 0) break
  expect(closed).toBe(true)
})

describe('options', () => {
  test.each<[string, ImporterOptions]>([
    ['metamask', { columns: { value: 1 } }],
    ['metamask', { header: false }],
    ['jsonl', { delimiter: ';' }],
    ['list', { columns: { value: 1 } }],
    ['csv', { delimiter: '"' }],
    ['csv', { delimiter: '||' }],
    ['csv', { delimiter: '' }],
    ['csv', { columns: { value: 3 } }],
    ['csv', { columns: { value: 0 } }],
    ['csv', { columns: { value: 1, labels: 'elsewhere' } }],
  ])('%s refuses %o', async (format, options) => {
    expect(await read(format, 'first,second\na,b\n', options)).toMatchObject({ rows: [], error: 'option-invalid' })
  })

  test('the name of the file goes with every format', async () => {
    expect((await read('list', 'a\n', { sourceName: 'a.txt' })).error).toBeUndefined()
  })

  test('a column that is not there is named with those that are', async () => {
    const outcome = await read('csv', 'first,second\na,b\n', { columns: { value: 'third' } })
    expect(outcome.error).toBe('option-invalid')
    expect(outcome.message).toContain('first, second')
  })
})
