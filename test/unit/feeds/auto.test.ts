// What format a file is of, by how it begins: every format is found by its sample, and what could be two things is neither.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type FeedRow, type ImporterOptions, importers } from '../../../node/feeds/index.ts'
import { type Outcome, brief, pieces, read } from './read.ts'
import { zip } from './zip.ts'

const evm = `0x${'1'.repeat(40)}`
const sample = (name: string) => readFileSync(new URL(`../../samples/feeds/${name}`, import.meta.url))

async function detected(input: string | Uint8Array, options: ImporterOptions = {}, size?: number) {
  const formats: string[] = []
  const outcome: Outcome = await read('auto', input, { ...options, onFormat: (name) => formats.push(name) }, size)
  return { formats, outcome }
}

describe('the samples of each format', () => {
  test.each<[string, string]>([
    ['list.txt', 'list'],
    ['hosts.txt', 'hosts'],
    ['ipsum.txt', 'ipsum'],
    ['metamask.json', 'metamask'],
    ['polkadot-all.json', 'polkadot'],
    ['polkadot-address.json', 'polkadot'],
    ['polkadot-meta.json', 'polkadot'],
    ['scamsniffer-combined.json', 'scamsniffer'],
    ['forta-contracts.csv', 'forta'],
    ['rows.jsonl', 'jsonl'],
    ['ofac-sdn.csv', 'ofac'],
    ['ofac-sdn-comments.csv', 'ofac'],
    ['ofac-sdn.xml', 'ofac'],
    ['ofac-sdn-advanced.xml', 'ofac'],
    ['tagpack.yaml', 'tagpack'],
    ['actorpack.yaml', 'tagpack'],
    ['phantom-blocklist.yaml', 'phantom'],
    ['maltrail.txt', 'maltrail'],
    ['etherscan-exploit.csv', 'etherscan'],
    ['infoblox.csv', 'infoblox'],
    ['table.csv', 'csv'],
  ])('%s is %s', async (file, format) => {
    const input = sample(file)
    const { formats, outcome } = await detected(input, { sourceName: file })
    expect(formats).toEqual([format])
    // The rows are those of the format itself, however the bytes come.
    const named = await read(format, input, { sourceName: file })
    expect(outcome).toEqual(named)
    expect((await detected(input, { sourceName: file }, 11)).outcome).toEqual(named)
    expect((await detected(gzipSync(input), { sourceName: `${file}.gz` })).outcome).toEqual(named)
  })
})

const stixId = 'indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f'

describe('by shape', () => {
  test.each<[string, string, string?]>([
    ['stix', `{"type":"bundle","id":"bundle--1","objects":[]}`],
    ['stix', `{"objects":[{"type":"indicator","id":"${stixId}"}],"type":"bundle"}`],
    ['stix', `[{"type":"indicator","id":"${stixId}"}]`],
    ['stix', `{"type":"indicator","id":"${stixId}","pattern":"x"}`],
    ['taxii', `{"more":false,"objects":[{"type":"indicator","id":"${stixId}"}]}`],
    ['misp', '{"response":[{"Event":{"uuid":"x"}}]}'],
    ['misp', '{"Event":{"info":"x","Attribute":[]}}'],
    ['misp', '[{"Event":{"info":"x"}}]'],
    ['metamask', '{"version":2,"tolerance":1,"fuzzylist":["a.example.org"],"blacklist":["a.example.net"]}'],
    ['scamsniffer', `{"a.example.net":["${evm}"]}`],
    ['scamsniffer', `{"domains":["a.example.net"],"address":["${evm}"]}`],
    ['scamsniffer', '{"domains":["a.example.net"]}', '2024-01-01.json'],
    ['scamsniffer', `["${evm}"]`, 'address.json'],
    ['discord', '{"domains":["a.example.net"]}', 'domain-list.json'],
    ['polkadot', `{"a.example.net":["1${'5'.repeat(47)}"]}`],
    ['polkadot', '{"allow":[],"deny":["a.example.net"]}'],
    ['etherscan', `{"${evm}":"A name","":"Sum of 1 Account"}`],
    ['etherscan', `{"${evm}":{"name":"A name","labels":["heist"]}}`],
    ['ofac', '["1abc"]', 'sanctioned_addresses_XBT.json'],
    ['ofac', '1abc\n', 'sanctioned_addresses_XBT.txt'],
    ['ofac', '36,"AERO",-0- ,"CUBA"\n'],
    ['ofac', '36,12,"aka","AERO",-0- \n'],
    ['jsonl', '{"value":"a.example.net"}\n{"value":"b.example.net"}\n'],
    ['jsonl', '{"value":"a.example.net","kind":"domain"}'],
    ['csv', 'id,indicator,seen\n1,a.example.net,2025-01-01\n'],
    ['csv', 'Address;Note\na.example.net;x\n'],
    ['csv', 'domain\na.example.net\n'],
    ['tsv', 'value\tnote\na.example.net\tx\n'],
    ['phantom', '[]\n', 'fuzzylist.yaml'],
    ['tagpack', 'title: x\ncreator: y\ndescription: z\n'],
    ['list', 'a.example.net\nb.example.net\n'],
    ['list', `${evm}\n34kWCKF2wCbe6uinit2uL4ND6d8yxsuxKN\nlocalhost.localdomain\nnonsense here\n`],
    ['list', '1.1.1.1\n'],
    ['hosts', '# title\n0.0.0.0 a.example.net\n127.0.0.1 b.example.net\n'],
  ])('%s: %s', async (format, input, sourceName) => {
    const { formats } = await detected(input, sourceName === undefined ? {} : { sourceName })
    expect(formats).toEqual([format])
    expect(importers.has(format)).toBe(true)
  })

  test('the delimiter of a table is found, unless it is said', async () => {
    const { outcome } = await detected('Address;Note\na.example.net;"x;y"\n')
    expect(brief(outcome)).toEqual(['2 a.example.net'])
    const { formats } = await detected('a|b\nc|d\n', { columns: { value: 'b' }, delimiter: '|' })
    expect(formats).toEqual(['csv'])
  })

  test('columns that are named make a table of what would not be one', async () => {
    const input = 'when,what\n2025-01-01,a.example.net\n'
    expect((await detected(input)).outcome.error).toBe('format-undetermined')
    const { formats, outcome } = await detected(input, { columns: { value: 'what', firstSeen: 'when' } })
    expect(formats).toEqual(['csv'])
    expect(outcome.rows).toMatchObject([{ value: 'a.example.net', fields: { firstSeen: Date.UTC(2025, 0, 1) } }])
    const bare = await detected('x\t198.51.100.9\n', { header: false, columns: { value: 2 } })
    expect(bare.formats).toEqual(['tsv'])
  })
})

describe('what is nothing, or could be two things', () => {
  test.each<[string, string, RegExp]>([
    ['prose', 'This is free and unencumbered software.\nSee the licence.\n', /no values/],
    ['a list of anything in JSON', '["a.example.net"]', /does not say of what/],
    ['an empty list', '[]', /empty/],
    ['a web page', '<!doctype html><html></html>', /web page/],
    ['other XML', '<?xml version="1.0"?><rss/>', /XML/],
    ['JSON that is none', '{nothing', /says nothing/],
    ['the manifest of a package', '{"name":"x","version":"1"}', /no feed that is known: name, version/],
    ['the description of an npm package', '{"name":"x","version":"1","scripts":{}}', /npm package/],
    ['a table that does not say where', 'when,what\n2025-01-01,a.example.net\n', /table.*when, what/],
    ['comments alone', '# nothing\n; nothing\n', /no line/],
    ['a binary', `\x7fELF\x01\x02${'\x00'.repeat(40)}\n`, /no values/],
  ])('%s', async (_, input, message) => {
    const { formats, outcome } = await detected(input)
    expect(formats).toEqual([])
    expect(outcome).toMatchObject({ rows: [], error: 'format-undetermined' })
    expect(outcome.message).toMatch(message)
  })

  test.each<[string, string, RegExp]>([
    ['LICENSE', 'Permission is hereby granted, free of charge\n', /licence/],
    ['LICENSE.md', '# A licence\n', /licence/],
    ['README.md', '# A feed\n\nof names\n', /documentation/],
    ['SHA256SUMS', `${'ab'.repeat(32)}  ./list.txt\n`, /checksums/],
  ])('%s says what it is', async (sourceName, input, message) => {
    const { outcome } = await detected(input, { sourceName })
    expect(outcome).toMatchObject({ rows: [], error: 'format-undetermined' })
    expect(outcome.message).toMatch(message)
  })

  test('a list of values is one, whatever its file is called', async () => {
    expect((await detected('a.example.net\nb.example.net\n', { sourceName: 'authors.txt' })).formats).toEqual(['list'])
  })

  test('an option that means nothing to what was found', async () => {
    const { outcome } = await detected('0.0.0.0 a.example.net\n', { delimiter: ';' })
    expect(outcome).toMatchObject({ rows: [], error: 'option-invalid' })
    expect(outcome.message).toContain('hosts')
  })
})

test('each member of an archive is looked at alone', async () => {
  const { formats, outcome } = await detected(
    zip(
      { name: 'pack/one.txt', data: 'a.example.net\n' },
      { name: 'pack/two.json', data: '{"blacklist":["b.example.net"]}' },
      { name: 'pack/three.bin', data: 'what is this?' },
    ),
  )
  expect(formats).toEqual(['list', 'metamask'])
  expect(outcome.rows).toMatchObject([
    { member: 'one.txt', value: 'a.example.net' },
    { member: 'two.json', value: 'b.example.net', fields: { category: 'phishing' } },
    { member: 'three.bin', reject: 'format-undetermined' },
  ])
})

test('a file that is cut is read up to the cut, however early', async () => {
  const packed = gzipSync('a.example.net\nb.example.net\n'.repeat(50), { level: 0 })
  const { formats, outcome } = await detected(packed.subarray(0, 700))
  expect(formats).toEqual(['list'])
  expect(outcome.error).toBe('feed-truncated')
  expect(outcome.rows.length).toBeGreaterThan(40)
})

test('in UTF-16, by its mark and by name', async () => {
  const utf16 = Buffer.from('\uFEFF0.0.0.0 a.example.net\n', 'utf16le')
  expect((await detected(utf16)).formats).toEqual(['hosts'])
  expect((await detected(utf16.subarray(2), { encoding: 'utf-16le' })).formats).toEqual(['hosts'])
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
  const seen: (readonly FeedRow[])[] = []
  for await (const rows of importers.get('auto')!.parse(source(), {})) {
    seen.push(rows)
    break
  }
  expect(seen).toHaveLength(1)
  expect(closed).toBe(true)
})

test('nothing is read for a mapping of no column', async () => {
  for await (const rows of importers.get('auto')!.parse(pieces(Buffer.from('a,b\n')), { columns: { value: 'b' } })) {
    expect(rows).toEqual([])
  }
})
