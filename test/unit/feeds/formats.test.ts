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

const cases: Case[] = [
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

test('every importer is filed under its name and has a summary', () => {
  for (const [name, importer] of importers) {
    expect(importer.name).toBe(name)
    expect(importer.summary).not.toBe('')
  }
})
