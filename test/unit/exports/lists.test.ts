// CSV, JSON Lines and blocklists: what goes out of them, and that nothing in a cell or on a line is more than text.
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { type ExportFormat, exportFormats } from '../../../node/exports/index.ts'
import { reasonAgainst } from '../../../node/exports/select.ts'
import { exportTime, safeJson, visibleText } from '../../../node/exports/text.ts'
import type { StoredStatement } from '../../../node/store/types.ts'
import { parseAudience } from '../../../protocol/audience-text.ts'
import type { Marking } from '../../../protocol/marking.ts'
import { exported, facts, indicator, statementId, subjects } from './fixture.ts'

const clear = { marking: { tlp: 'TLP:CLEAR' } } as const
const lines = async (all: readonly StoredStatement[], request: Parameters<typeof exported>[1]): Promise<string[]> =>
  (await exported(all, request)).text.trim().split('\n').slice(1)

describe('blocklists', () => {
  const all = subjects.map((subject, at) => indicator(at + 1, { subject }, clear))

  test.each([
    ['hosts', ['0.0.0.0 evil.example.com']],
    ['domains', ['evil.example.com']],
    ['urls', ['https://evil.example.com/a?b=%27c%27']],
    ['ips', ['185.1.2.3', '2a00:1450:4001::1']],
    [
      'addresses',
      [
        'bip122:000000000019d6689c085ae165831e93:12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h',
        'eip155:1:0x52908400098527886e0f7030069857d2e4169ee7',
      ],
    ],
  ] as const)('%s', async (as, expected) => {
    expect(await lines(all, { as })).toEqual(expected)
  })

  test('of one chain have the addresses alone', async () => {
    const filter = { chain: 'eip155:1' }
    expect(await lines(all, { as: 'addresses', filter })).toEqual(['0x52908400098527886e0f7030069857d2e4169ee7'])
  })

  test('begin with what they are', async () => {
    const { text } = await exported([], { as: 'domains', maxMarking: 'TLP:AMBER' })
    expect(text).toBe('# Trial: domains, up to TLP:AMBER, 2026-06-02T00:00:00.000Z\n')
  })

  test.each<[string, Partial<StoredStatement['statement']>, Partial<StoredStatement>, object, string | undefined]>([
    ['what stands', {}, {}, {}, undefined],
    ['GREEN, unless it is asked for', {}, { marking: { tlp: 'TLP:GREEN' } }, {}, 'marking'],
    ['GREEN, where it is asked for', {}, { marking: { tlp: 'TLP:GREEN' } }, { maxMarking: 'TLP:GREEN' }, undefined],
    ['a victim', { role: 'victim' }, {}, {}, 'not-accusing'],
    ['a mention', { role: 'mention' }, {}, {}, 'not-accusing'],
    ['an exchange', { category: 'exchange-hot-wallet' }, {}, {}, 'not-accusing'],
    ['what expired', { validUntil: 5 }, {}, { history: true }, 'ended'],
    ['what is suspect', {}, { suspect: true }, {}, 'suspect'],
    ['too little confidence', { confidence: 49 }, {}, { minConfidence: 50 }, 'confidence'],
    ['enough confidence', { confidence: 50 }, {}, { minConfidence: 50 }, undefined],
    ['no confidence', {}, {}, { minConfidence: 1 }, 'confidence'],
    ['no confidence, none asked', {}, {}, { minConfidence: 0 }, undefined],
    ['not to be published again', {}, { marking: { tlp: 'TLP:CLEAR', noRepublish: true } }, {}, 'restricted'],
    ['the same, asked for', {}, { marking: { tlp: 'TLP:CLEAR', noRepublish: true } }, { restricted: true }, undefined],
    ['PAP:RED', {}, { marking: { tlp: 'TLP:CLEAR', pap: 'PAP:RED' } }, {}, 'restricted'],
    ['PAP:AMBER', {}, { marking: { tlp: 'TLP:CLEAR', pap: 'PAP:AMBER' } }, {}, 'restricted'],
    ['PAP:GREEN', {}, { marking: { tlp: 'TLP:CLEAR', pap: 'PAP:GREEN' } }, {}, undefined],
    ['no action permitted', {}, { marking: { tlp: 'TLP:CLEAR', permittedActions: ['none'] } }, {}, 'restricted'],
    [
      'blocking permitted',
      {},
      { marking: { tlp: 'TLP:CLEAR', permittedActions: ['internally-visible-actions', 'none'] } },
      {},
      undefined,
    ],
    ['elsewhere alone', {}, { marking: { tlp: 'TLP:CLEAR', jurisdictions: ['CH'] } }, {}, 'restricted'],
    ['fewer than everyone', {}, { audience: parseAudience('kind:exchange') }, {}, 'restricted'],
  ])('%s', async (_name, statement, more, request, reason) => {
    const one = indicator(1, statement, { ...clear, ...more })
    const { text, tally } = await exported([one], { as: 'domains', ...request })
    expect(text.includes('evil.example.com')).toBe(reason === undefined)
    expect(tally.summary).toEqual({
      written: reason === undefined ? 1 : 0,
      leftOut: reason === undefined ? {} : { [reason]: 1 },
    })
  })

  test('leave out what is disputed, unless it is asked for', async () => {
    const all = [indicator(1, {}, clear), indicator(2, { kind: 'dispute', target: statementId(1) }, clear)]
    expect((await exported(all, { as: 'domains' })).tally.summary).toEqual({ written: 0, leftOut: { disputed: 1 } })
    expect(await lines(all, { as: 'domains', disputed: true })).toEqual(['evil.example.com'])
  })

  test('name a subject once, where the first says so that counts', async () => {
    const all = [
      indicator(1, { confidence: 10 }, clear),
      indicator(2, {}, { marking: { tlp: 'TLP:RED' } }),
      indicator(3, { confidence: 90, origin: { feed: 'b' } }, clear),
      indicator(4, { confidence: 90, origin: { feed: 'c' } }, clear),
    ]
    expect(await lines(all, { as: 'domains', minConfidence: 50 })).toEqual(['evil.example.com'])
    expect(await lines(all, { as: 'domains', filter: { feed: 'c' } })).toEqual(['evil.example.com'])
  })

  test.each(['a\nb.example', 'a b.example', 'a\u202eb.example', '\u001b[2Jx.example', ''])(
    'a value that is more than one word is left out: %j',
    async (value) => {
      const all = [indicator(1, { subject: { kind: 'domain', value } }, clear)]
      const { text, tally } = await exported(all, { as: 'hosts' })
      expect(text.split('\n')).toHaveLength(2)
      expect(tally.leftOut).toEqual({ unfit: 1 })
    },
  )

  test('their comment is one line, whatever the network is named', () => {
    expect(visibleText('a\nb\u202e\u001b', { oneLine: true })).toBe('a\\u{a}b\\u{202e}\\u{1b}')
  })
})

describe('case 97: CSV', () => {
  const table = async (all: readonly StoredStatement[], request = {}): Promise<Record<string, string>[]> =>
    parse((await exported(all, { as: 'csv', ...request })).text, { columns: true, record_delimiter: '\r\n' })

  test.each([
    ['=HYPERLINK("http://x","y")', `'=HYPERLINK("http://x","y")`],
    ['+1+1', "'+1+1"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\uff1dcmd', "'\uff1dcmd"],
    ['\uff0b1', "'\uff0b1"],
    ['a=1', 'a=1'],
    ["it's", "it's"],
    ['two\nlines, "quoted"', 'two\nlines, "quoted"'],
    ['\u202egnp.exe', '\\u{202e}gnp.exe'],
    ['a\u200bb\u2066c', 'a\\u{200b}b\\u{2066}c'],
    ['\u001b[31mred\u0007', '\\u{1b}[31mred\\u{7}'],
    ['\t=1', '\\u{9}=1'],
    ['\r=1', '\\u{d}=1'],
    ['<script>', '<script>'],
  ])('a cell is text: %j', async (description, cell) => {
    const [row] = await table([indicator(1, { description, labels: [description.replace('\n', ' ')] })])
    expect(row!['description']).toBe(cell)
    expect(row!['labels']).toBe(cell.replace('\n', ' '))
  })

  test('no cell of any column begins as a formula', async () => {
    const evil = '=1'
    const all = [
      indicator(1, {
        subject: { kind: 'phone', value: '+41791234567' },
        ...{ description: evil, labels: [evil], reason: evil, external: [evil], category: evil },
        origin: { feed: evil, source: evil, record: evil },
      }),
    ]
    const [row] = await table(all)
    for (const [name, cell] of Object.entries(row!)) expect(cell, name).not.toMatch(/^[=+\-@\t\r]/)
    expect(row!['value']).toBe("'+41791234567")
  })

  test('has a header, CRLF, and a row a statement', async () => {
    const { text } = await exported([indicator(1), indicator(2)], { as: 'csv' })
    expect(text.split('\r\n')).toHaveLength(4)
    expect(text.replaceAll('\r\n', '')).not.toContain('\n')
    expect(text.startsWith('value,kind,chain,category,confidence,')).toBe(true)
  })

  test('says of each row its marking, its author and how it stands', async () => {
    const marking: Marking = { tlp: 'TLP:AMBER', pap: 'PAP:GREEN', noRepublish: true, jurisdictions: ['CH', 'DE'] }
    const all = [
      indicator(1, {}, { marking, audience: parseAudience('kind:exchange') }),
      indicator(
        2,
        { kind: 'withdrawal', target: statementId(1) },
        { marking, audience: parseAudience('kind:exchange') },
      ),
    ]
    expect(await table(all)).toEqual([])
    const [row] = await table(all, { history: true })
    expect(row).toMatchObject({
      ...{ marking: 'TLP:AMBER', pap: 'PAP:GREEN', noRepublish: 'true', jurisdictions: 'CH;DE' },
      ...{ audience: 'kind:exchange', author: 'acme', authorName: 'Acme Exchange', standing: 'withdrawn' },
    })
  })
})

describe('JSON Lines', () => {
  test('case 97: escape what a terminal would obey', async () => {
    const description = '\u202e\u009b31m\u2028x\u0007'
    for (const as of ['jsonl', 'statements'] as const) {
      const { text } = await exported([indicator(1, { description })], { as })
      // eslint-disable-next-line no-control-regex -- what must not stand there is what is looked for
      expect(text).not.toMatch(/[\p{Cf}\p{Zl}\x7f-\x9f]|[\x00-\x09]/u)
      expect((JSON.parse(text) as { description: string }).description).toBe(description)
    }
  })

  test('say where a statement is from, where it does not say so itself', async () => {
    const { text } = await exported([indicator(1)], { as: 'jsonl' })
    expect(JSON.parse(text)).toMatchObject({ source: 'Acme Exchange', record: statementId(1), marking: 'TLP:GREEN' })
  })

  test('have no form for what speaks of another statement', async () => {
    const all = [indicator(1), indicator(2, { kind: 'dispute', target: statementId(1) })]
    expect((await exported(all, { as: 'jsonl' })).tally.summary).toEqual({ written: 1, leftOut: { kind: 1 } })
  })
})

describe('every format', () => {
  test.each(exportFormats)('%s keeps to the marking that may go out', async (as: ExportFormat) => {
    const labels = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'] as const
    const kinds: Partial<Record<ExportFormat, number>> = { urls: 4, ips: 5, addresses: 0 }
    const all = labels.map((tlp, at) =>
      indicator(at + 1, { subject: { ...subjects[kinds[as] ?? 3]! } }, { marking: { tlp } }),
    )
    for (const [at, maxMarking] of labels.entries()) {
      const { tally } = await exported(all, { as, maxMarking })
      expect(tally.written).toBe(at + 1)
    }
    const carries = !['hosts', 'domains', 'urls', 'ips', 'addresses'].includes(as)
    expect((await exported(all, { as })).tally.written).toBe(carries ? 5 : 1)
  })

  test('an export that a token asked for tells of each statement before it goes', async () => {
    const { told } = await exported([indicator(1), indicator(2)], { as: 'csv' })
    expect(told).toEqual([statementId(1), statementId(2)])
  })
})

test('a reason is the first that holds', () => {
  const one = { held: indicator(1, { role: 'victim' }), standing: 'withdrawn', disputes: 1 } as const
  expect(reasonAgainst(one, { as: 'domains', filter: {} })).toBe('marking')
  expect(reasonAgainst(one, { as: 'stix', filter: {} })).toBe('ended')
  expect(reasonAgainst(one, { as: 'stix', filter: {}, history: true })).toBeUndefined()
})

test('times and text', () => {
  expect(exportTime(0)).toBe('1970-01-01T00:00:00.000Z')
  expect(exportTime(8.64e15)).toBe('9999-12-31T23:59:59.999Z')
  expect(safeJson('\u{e0041}')).toBe('"\\udb40\\udc41"')
  expect(facts.networkName).toBe('Trial')
})
