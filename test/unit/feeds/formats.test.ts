// Every format on small samples: which rows come out, with which fields, and which are refused with which code.
import { expect, test } from 'vitest'
import { type ImporterOptions, type RowFields, importers } from '../../../node/feeds/index.ts'
import { brief, read, readFrom, sample } from './read.ts'

interface Case {
  format: string
  file: string
  options?: ImporterOptions
  rows: string[]
  /** Fields of some rows, by their place. */
  fields: Record<number, RowFields>
}

const one = '0x1111111111111111111111111111111111111111'
const two = '0x2222222222222222222222222222222222222222'
const three = '0x3333333333333333333333333333333333333333'
const domain: RowFields = { subjectKind: 'domain', category: 'phishing' }
const account: RowFields = { subjectKind: 'address', chain: 'eip155:1', category: 'phishing' }

const sanctioned: RowFields = {
  subjectKind: 'address',
  category: 'sanctioned-entity',
  basis: 'authority-data',
  source: 'OFAC SDN list',
}
const report = 'https://report.example.org'
const tag: RowFields = {
  subjectKind: 'address',
  category: 'ransomware',
  chain: 'BTC',
  basis: 'forensic',
  confidence: 70,
  description: 'Example: gang',
  labels: ['ransomware', 'exchange'],
  source: `${report}/1`,
  external: [`${report}/1`],
}

const cases: Case[] = [
  {
    format: 'ofac',
    file: 'ofac-sdn.csv',
    rows: [
      '1 EXAMPLE AIRLINES !no-subject',
      '2 1aaa',
      '2 1bbb',
      `2 T${'d'.repeat(33)}`,
      '2 4ccc',
      '3 EXAMPLE EXCHANGE !no-subject',
      '4 25310,CUT,individual,CYBER2,-0- ,-0- !row-malformed',
    ],
    fields: {
      1: { ...sanctioned, chain: 'XBT', record: '25308', description: 'DOE, Jane', labels: ['program:SDNTK'] },
      3: { ...sanctioned, chain: 'tron', record: '25308', description: 'DOE, Jane', labels: ['program:SDNTK'] },
    },
  },
  {
    format: 'ofac',
    file: 'ofac-sdn-comments.csv',
    rows: [
      '1 0xaaa',
      '1 Lbbb',
      '2 1ccc',
      '2 Chm !row-cut',
      '3 1ddd',
      '4 30520 !no-subject',
      '5 x !row-cut',
      '5 Digital Currency Address - ETH 0xee !row-cut',
    ],
    fields: { 0: { ...sanctioned, chain: 'ETH', record: '29703' } },
  },
  {
    format: 'ofac',
    file: 'ofac-sdn.xml',
    rows: ['7 EXAMPLE AIRLINES !no-subject', '41 1aaa', '45 0xbbb', '49  !value-absent'],
    fields: {
      1: {
        ...sanctioned,
        chain: 'XBT',
        record: '25308',
        description: 'DOE, Jane & Ann',
        labels: ['program:SDNTK', 'program:CYBER2'],
      },
    },
  },
  {
    format: 'ofac',
    file: 'ofac-sdn-advanced.xml',
    options: { category: 'terrorist-financing', chain: 'litecoin' },
    rows: ['12 EXAMPLE AIRLINES !no-subject', '45 1aaa', '50 0xbbb'],
    fields: {
      1: {
        ...sanctioned,
        category: 'terrorist-financing',
        chain: 'litecoin',
        record: '25308',
        description: 'DOE, Jane',
      },
    },
  },
  {
    format: 'tagpack',
    file: 'tagpack.yaml',
    rows: [
      '19 1aaa',
      `20 ${one}`,
      `29 ${two}`,
      '35 dddd',
      '39 1bbb !cell-invalid',
      '41  !value-absent',
      '42 - address: 1ccc !key-repeated',
      '44 - address: *anchor !row-malformed',
      '45 - just text !row-malformed',
      "46 - address: 'never closed !row-malformed",
      '47 1eee',
    ],
    fields: {
      0: tag,
      1: {
        subjectKind: 'address',
        chain: 'ETH',
        category: 'exchange-hot-wallet',
        role: 'service',
        basis: 'web-crawl',
        confidence: 20,
        description: "It's another",
        labels: ['exchange'],
        source: 'a book, page 7',
      },
      2: {
        ...tag,
        chain: 'bsc',
        category: 'mixer',
        role: 'service',
        labels: ['actor:someone', 'mixing_service', 'user', 'exchange'],
      },
      3: { ...tag, subjectKind: 'transaction', description: 'a block\nof text' },
      10: { ...tag, category: 'unknown', labels: ['gambling', 'exchange'] },
    },
  },
  {
    format: 'tagpack',
    file: 'actorpack.yaml',
    rows: ['4 Binance !no-subject', '10 other !no-subject'],
    fields: {},
  },
  {
    format: 'phantom',
    file: 'phantom-blocklist.yaml',
    options: { sourceName: 'blocklist.yaml' },
    rows: [
      '2 bad.example.net',
      '3 *.example.org',
      '5 198.51.100.7',
      '6 8vmfpC295wnxH7mnPw3GpfvD9mCCdJBj81mPfe9PL9Wi',
      '7 other !value-absent',
      '8 - bad.example.net !row-malformed',
    ],
    fields: {
      0: domain,
      2: { ...domain, subjectKind: 'ip' },
      3: { subjectKind: 'address', chain: 'solana', category: 'scam', labels: ['nft'] },
    },
  },
  {
    format: 'phantom',
    file: 'phantom-blocklist.yaml',
    options: { sourceName: 'whitelist.yaml' },
    rows: [
      '2 bad.example.net !not-an-indicator',
      '3 *.example.org !not-an-indicator',
      '5 198.51.100.7 !not-an-indicator',
      '6 8vmfpC295wnxH7mnPw3GpfvD9mCCdJBj81mPfe9PL9Wi !not-an-indicator',
      '7 other !value-absent',
      '8 - bad.example.net !row-malformed',
    ],
    fields: {},
  },
  {
    format: 'maltrail',
    file: 'maltrail.txt',
    options: { sourceName: 'stealer.txt' },
    rows: [
      '8 198.51.100.1',
      '9 panel.example.net',
      '10 one.example.net',
      '11 https://two.example.net/gate.php',
      '16 http://three.example.net/path',
      '17 /gate.php?id= !no-subject',
      '18 44d88612fea8a8f36de82e1278abb02f',
      '19 198.51.100.0/24 !no-subject',
      '20 [a-z]+\\.example\\.net !no-subject',
      '24 four.example.net',
      '25 198.51.100.2',
    ],
    fields: {
      0: {
        subjectKind: 'ip',
        category: 'malware',
        labels: ['stealer', 'port:3333'],
        external: [`${report}/1`, `${report}/2`],
      },
      4: { subjectKind: 'url', category: 'malware', labels: ['stealer'], external: [`${report}/3`] },
      6: { subjectKind: 'file-hash', category: 'malware', labels: ['stealer'], external: [`${report}/3`] },
      9: { subjectKind: 'domain', category: 'malware', labels: ['stealer'] },
    },
  },
  {
    format: 'etherscan',
    file: 'etherscan-exploit.csv',
    options: { sourceName: 'exploit.csv' },
    rows: [`2 ${one}`, `3 ${two}`, `4 ${three}`, '5 Sum of 3 Accounts !value-absent'],
    fields: {
      0: {
        subjectKind: 'address',
        chain: 'bsc',
        category: 'contract-exploit',
        basis: 'web-crawl',
        description: 'BNB Bridge Exploiter',
        labels: ['exploit'],
      },
      1: {
        subjectKind: 'address',
        chain: 'evm',
        category: 'phishing',
        basis: 'web-crawl',
        description: 'Fake_Phishing7',
        labels: ['exploit'],
      },
    },
  },
  {
    format: 'infoblox',
    file: 'infoblox.csv',
    rows: [
      '2 one.example.net',
      '3 https://two.example.net/a.php',
      '4 198.51.100.7',
      '5 0592aad472bbadeb6edc55573d7bcd2cff560504de5c94d8e1600188f143e523',
      '6 safe.example.org !not-an-indicator',
      '7 t1fd !no-subject',
      '8 three.example.net !cell-invalid',
      '9  !value-absent',
    ],
    fields: {
      0: { ...domain, labels: ['phishing'], firstSeen: Date.UTC(2023, 4, 18) },
      1: { subjectKind: 'url', category: 'unknown', labels: ['malicious'], firstSeen: Date.UTC(2023, 4, 18) },
      3: { subjectKind: 'file-hash', category: 'malware', labels: ['malware'] },
    },
  },
  {
    format: 'list',
    file: 'list.txt',
    options: { category: 'scam', confidence: 40 },
    rows: [
      '5 wallet-check.example.net',
      '6 Mixed.Example.NET.',
      '7 *.claims.example.org',
      '8 https://login.example.com/#/start',
      '9 198.51.100.7',
    ],
    fields: { 0: { category: 'scam', confidence: 40 } },
  },
  {
    format: 'hosts',
    file: 'hosts.txt',
    rows: [
      '1 localhost',
      '2 one.example.net',
      '2 two.example.net',
      '3 router.example.net !not-an-indicator',
      '4 six.example.net',
      '5 no-address.example.net !row-malformed',
      '6 0.0.0.0 !value-absent',
    ],
    fields: { 1: { subjectKind: 'domain' } },
  },
  {
    format: 'ipsum',
    file: 'ipsum.txt',
    rows: ['2 198.51.100.1', '3 198.51.100.2', '4 198.51.100.3', '5 198.51.100.4\tmany !row-malformed'],
    fields: {
      0: { subjectKind: 'ip', category: 'unknown', labels: ['blacklists:9'] },
      2: { subjectKind: 'ip', category: 'unknown' },
    },
  },
  {
    format: 'csv',
    file: 'table.csv',
    options: { columns: { value: 'Address', description: 2, labels: 'tags', firstSeen: 'seen' }, category: 'scam' },
    rows: [`2 ${one}`, `5 ${two}`],
    fields: {
      0: {
        category: 'scam',
        description: 'said "pay",\nthen left',
        labels: ['a', 'b', 'c'],
        firstSeen: Date.UTC(2025, 2, 1),
      },
      1: { category: 'scam' },
    },
  },
  {
    format: 'metamask',
    file: 'metamask.json',
    rows: [
      '3 genuine.example.org !not-an-indicator',
      '4 safe.example.org !not-an-indicator',
      '6 bad.example.net',
      '7 worse.example.net.',
      '8 7 !row-malformed',
      '9  !row-malformed',
      '10  !value-absent',
      '12 https://host.example.net/bad/path',
      '13 what.example.net !list-unknown',
    ],
    fields: { 2: domain, 7: { subjectKind: 'url', category: 'phishing' } },
  },
  {
    format: 'polkadot',
    file: 'polkadot-all.json',
    options: { category: 'impersonation' },
    rows: [
      '2 *.host.example.org !not-an-indicator',
      '3 Bad.example.net',
      '3 dot.example.net.',
      '4 https://social.example.com/Account',
    ],
    fields: { 1: { subjectKind: 'domain', category: 'impersonation' } },
  },
  {
    format: 'polkadot',
    file: 'polkadot-address.json',
    rows: [`2 1${'5'.repeat(47)}`, `3 ${'D'.repeat(47)}`, `3 5${'E'.repeat(47)}`],
    fields: {
      0: {
        subjectKind: 'address',
        category: 'phishing',
        chain: 'polkadot:91b171bb158e2d3848fa23a9f1c25182',
        description: 'Listed by polkadot-js under: thief.example.net',
      },
      1: {
        subjectKind: 'address',
        category: 'phishing',
        chain: 'polkadot:b0a8d493285c2df73290dfb7e61f870f',
        description: 'Listed by polkadot-js under: a named wallet',
      },
      2: {
        subjectKind: 'address',
        category: 'phishing',
        description: 'Listed by polkadot-js under: a named wallet',
      },
    },
  },
  {
    format: 'polkadot',
    file: 'polkadot-meta.json',
    rows: [
      '2 one.example.net',
      '3 two.example.net !cell-invalid',
      '4  !value-absent',
      '5 https://three.example.net/path',
      '6 five.example.net !key-repeated',
      '7  !row-malformed',
      '8 seven.example.net !row-malformed',
    ],
    fields: { 0: { ...domain, firstSeen: Date.UTC(2025, 9, 30) } },
  },
  {
    format: 'scamsniffer',
    file: 'scamsniffer-combined.json',
    rows: [`3 ${one}`, `4 ${two}`, '2 drain.example.net', `6 ${three}`, '6  !value-absent'],
    fields: { 0: account, 2: { ...domain, description: `Addresses of the site: ${one}, ${two}` } },
  },
  {
    format: 'forta',
    file: 'forta-contracts.csv',
    rows: [`2 ${one}`, `2 ${two}`, `3 ${three}`],
    fields: {
      0: {
        ...account,
        category: 'stolen-funds',
        labels: ['heist'],
        source: 'a source',
        description: 'A Tag; A note; created in transaction 0xaaaa',
      },
      1: {
        ...account,
        category: 'stolen-funds',
        labels: ['heist'],
        source: 'a source',
        description: 'Somebody',
        role: 'actor',
      },
      2: { ...account, category: 'contract-exploit' },
    },
  },
  {
    format: 'jsonl',
    file: 'rows.jsonl',
    options: { category: 'scam' },
    rows: [
      `1 ${one}`,
      '3 plain.example.net',
      '4 a.example.net !key-unknown',
      '5 c.example.net !key-repeated',
      '6 d.example.net !key-unknown',
      '7 e.example.net !cell-invalid',
      '8 f.example.net !confidence-invalid',
      '9 g.example.net !cell-invalid',
      '10 h.example.net !cell-invalid',
      '11 {"category":"phishing"} !value-absent',
      '12 ["i.example.net"] !row-malformed',
      '13 not json !row-malformed',
      '14 {"value":"cut.exam !row-cut',
    ],
    fields: {
      0: {
        subjectKind: 'address',
        chain: 'ethereum',
        category: 'phishing',
        confidence: 80,
        role: 'actor',
        basis: 'forensic',
        description: 'two\nlines',
        labels: ['a', 'b'],
        firstSeen: Date.UTC(2025, 0, 1),
        lastSeen: Date.UTC(2025, 0, 2, 3, 4, 5),
        validUntil: Date.UTC(2026, 0, 1),
        source: 'a report',
        record: '17',
        external: ['https://report.example.org/17'],
      },
      1: { subjectKind: 'domain', category: 'scam' },
    },
  },
]

test.each(cases)('$format reads $file', async ({ format, file, options, rows, fields }) => {
  const outcome = await readFrom(format, sample(file), options)
  expect(outcome.error).toBeUndefined()
  expect(brief(outcome)).toEqual(rows)
  for (const [at, expected] of Object.entries(fields)) {
    expect(outcome.rows[Number(at)], rows[Number(at)]).toMatchObject({ fields: expected })
    expect((outcome.rows[Number(at)] as { fields: RowFields }).fields).toEqual(expected)
  }
  for (const row of outcome.rows) if (row.reject !== undefined) expect(row.reason).not.toBe('')
})

test('a tab-separated file without a header, by column numbers', async () => {
  const outcome = await read('tsv', 'x\t198.51.100.9\tscanner\n', {
    header: false,
    columns: { value: 2, description: '3' },
  })
  expect(outcome.rows).toEqual([{ line: 1, value: '198.51.100.9', fields: { description: 'scanner' } }])
})

test('columns with the names of our fields need no mapping', async () => {
  const outcome = await read('csv', 'Category,Address,firstSeen\nscam,abc,2025-01-01 10:00:00+0200\n')
  expect(outcome.rows).toMatchObject([
    { value: 'abc', fields: { category: 'scam', firstSeen: Date.UTC(2025, 0, 1, 8) } },
  ])
})

test.each([
  ['address,etherscan_tag,etherscan_labels,is_contract', `${one},A Tag,phish-hack,True`, 'phishing'],
  ['address,etherscan_tag,etherscan_labels,is_contract', `${one},,something-new,False`, 'impersonation'],
  ['banned_address,wallet_tag,data_source', `${one},A Tag,etherscan-exploit-list`, 'contract-exploit'],
  ['banned_address,wallet_tag,data_source', `${one},A Tag,etherscan-heist-list`, 'stolen-funds'],
  ['banned_address,wallet_tag,data_source', `${one},A Tag,elsewhere`, 'impersonation'],
])('forta: %s: %s', async (header, row, category) => {
  // What the row says goes before the option, and the option before the format's default.
  const outcome = await read('forta', `${header}\n${row}\n`, { category: 'impersonation', chain: 'eip155:10' })
  expect(outcome.rows).toMatchObject([{ value: one, fields: { category, chain: 'eip155:10' } }])
})

test.each([
  ['sanctioned_addresses_XBT.txt', undefined, 'abc', 'XBT'],
  ['sanctioned_addresses_USDT.txt', undefined, '0xabc', 'eip155:1'],
  ['sanctioned_addresses_USDT.txt', undefined, `T${'a'.repeat(33)}`, 'tron'],
  ['sanctioned_addresses_XBT.txt', undefined, `T${'a'.repeat(33)}`, 'tron'],
  ['sanctioned_addresses_USDT.txt', undefined, '1abc', 'bitcoin'],
  ['sanctioned_addresses_USDT.txt', undefined, 'zabc', undefined],
  ['sanctioned_addresses_XBT.txt', 'dogecoin', 'abc', 'dogecoin'],
  [undefined, undefined, 'abc', undefined],
])('ofac: file %s, chain %s, address %s', async (sourceName, chain, value, expected) => {
  const given = { ...(sourceName !== undefined && { sourceName }), ...(chain !== undefined && { chain }) }
  const common = { subjectKind: 'address', category: 'sanctioned-entity', basis: 'authority-data' }
  const fields = { ...common, source: 'OFAC SDN list', ...(expected !== undefined && { chain: expected }) }
  for (const input of [`${value}\n`, JSON.stringify([value])]) {
    expect((await read('ofac', input, given)).rows).toEqual([{ line: 1, value, fields }])
  }
})

test('scamsniffer: arrays and archives', async () => {
  for (const input of [
    `["${one}","a.example.net","198.51.100.7"]`,
    `{"address":["${one}"],"domains":["a.example.net","198.51.100.7"]}`,
  ]) {
    expect((await read('scamsniffer', input)).rows).toEqual([
      { line: 1, value: one, fields: account },
      { line: 1, value: 'a.example.net', fields: domain },
      { line: 1, value: '198.51.100.7', fields: { ...domain, subjectKind: 'ip' } },
    ])
  }
})

test('discord: names, and what is only suspected', async () => {
  const input = '{"domains":["a.example.net","b.example.net/page"],"else":["c.example.net"]}'
  const outcome = await read('discord', input, { sourceName: 'suspicious-list.json' })
  expect(outcome.rows).toMatchObject([
    { value: 'a.example.net', fields: { ...domain, labels: ['suspicious'] } },
    { value: 'https://b.example.net/page', fields: { subjectKind: 'url', labels: ['suspicious'] } },
    { value: 'c.example.net', reject: 'list-unknown' },
  ])
  expect((await read('discord', '{"domains":["a.example.net"]}')).rows).toMatchObject([{ fields: domain }])
})

test('etherscan: JSON of one label, and of all of a site', async () => {
  const input = `{"${one}":"A wallet","${two}":{"name":"A mixer","labels":["tornado-cash","other"]},"":"Sum of 2 Accounts","${three}":["x"]}`
  const outcome = await read('etherscan', input, { sourceName: 'heist.json', chain: 'arbitrum' })
  const common = { subjectKind: 'address', chain: 'arbitrum', basis: 'web-crawl' }
  expect(outcome.rows).toEqual([
    {
      line: 1,
      value: one,
      fields: { ...common, category: 'stolen-funds', description: 'A wallet', labels: ['heist'] },
    },
    {
      line: 1,
      value: two,
      fields: {
        ...common,
        category: 'mixer',
        role: 'service',
        description: 'A mixer',
        labels: ['tornado-cash', 'other'],
      },
    },
    { line: 1, value: 'Sum of 2 Accounts', reject: 'value-absent', reason: 'the address is empty' },
    { line: 1, value: three, reject: 'row-malformed', reason: 'a name was expected' },
  ])
})

test('phantom: without its name a list may be one of what is safe', async () => {
  const input = '---\n- url: a.example.net\n'
  expect(await read('phantom', input)).toMatchObject({ rows: [], error: 'format-mismatch' })
  expect(await read('phantom', input, { sourceName: 'list.yaml' })).toMatchObject({ error: 'format-mismatch' })
  expect((await read('phantom', '[]\n', { sourceName: 'fuzzylist.yaml' })).error).toBeUndefined()
})

test.each<[string, string, string[], string | undefined]>([
  ['in flow style', 'title: x\ntags: [{address: a, currency: BTC}, {address: b}]\n', ['2 a', '2 b'], undefined],
  ['over lines', 'title: x\ntags: [\n  {address: a},\n  {address: b}\n]\n', ['2 a', '2 b'], undefined],
  [
    'items further right',
    'title: x\ntags:\n    - address: a\n      label: y\n    - address: b\n',
    ['3 a', '5 b'],
    undefined,
  ],
  ['a key in quotes', '"title": x\n"tags":\n- "address": a\n', ['3 a'], undefined],
  ['an anchor on the list', 'title: x\ntags: &all\n- address: a\n', ['3 a'], undefined],
  ['two packs', 'currency: BTC\ntags:\n- address: a\n---\ntitle: x\ntags:\n- address: b\n', ['3 a', '7 b'], undefined],
  ['no tags', 'title: x\ntags: []\n', [], undefined],
  ['CRLF and a mark', '\uFEFFtitle: x\r\ntags:\r\n- address: a\r\n  label: y\r\n', ['3 a'], undefined],
  ['a header behind the tags', 'tags:\n- address: a\ntitle: x\n', ['2 a'], 'format-mismatch'],
  ['something else', 'name: x\nvalues:\n- a\n', [], 'format-mismatch'],
  ['a list', '- address: a\n', [], 'format-mismatch'],
  ['a header that is none', 'title: "x\ntags:\n- address: a\n', [], 'feed-malformed'],
  [
    'an item at the left of the others',
    'title: x\ntags:\n  - address: a\n - address: b\n  - address: c\n',
    ['3 a', '4 b', '5 c'],
    undefined,
  ],
])('tagpack %s', async (_, input, rows, error) => {
  for (const size of [input.length, 1, 5]) {
    const outcome = await read('tagpack', input, {}, size)
    expect({ rows: brief(outcome), error: outcome.error }).toEqual({ rows, error })
  }
})

test('a second pack inherits nothing of the first', async () => {
  const outcome = await read('tagpack', 'currency: BTC\ntags:\n- address: a\n---\ntitle: x\ntags:\n- address: b\n')
  expect(outcome.rows).toMatchObject([{ fields: { chain: 'BTC' } }, { fields: { description: 'x' } }])
  expect(outcome.rows[1]).not.toHaveProperty('fields.chain')
})

test.each([
  ['ipv4', 'ip'],
  ['SHA256', 'file-hash'],
  ['Domain name', 'domain'],
  ['url', 'url'],
])('csv: %s is a kind', async (word, kind) => {
  const outcome = await read('csv', `value,kind\nx,${word}\n`)
  expect(outcome.rows).toMatchObject([{ fields: { subjectKind: kind } }])
})

test('every importer is filed under its name and has a summary', () => {
  for (const [name, importer] of importers) {
    expect(importer.name).toBe(name)
    expect(importer.summary).not.toBe('')
  }
})
