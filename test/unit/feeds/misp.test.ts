// MISP events: which attributes name what, what tags and distribution make of them, and bad files.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FeedRow, type ImporterOptions, type RowFields, type TakenRow } from '../../../node/feeds/index.ts'
import { feedLimits } from '../../../node/feeds/limits.ts'
import { codes, read, readFrom } from './read.ts'

type Json = Record<string, unknown>

const eventUuid = '00000000-0000-4000-8000-000000000001'

function event(attributes: unknown[], more: Json = {}): Json {
  return { uuid: eventUuid, info: 'An event', Orgc: { name: 'A team' }, Attribute: attributes, ...more }
}

function attribute(type: string, value: string, more: Json = {}): Json {
  return { type, value, category: 'Network activity', to_ids: true, ...more }
}

const tags = (...names: string[]) => ({ Tag: names.map((name) => ({ name })) })

function rowsOf(one: Json, options: ImporterOptions = {}): Promise<FeedRow[]> {
  return read('misp', JSON.stringify({ Event: one }), options).then(({ rows, error }) => {
    expect(error).toBeUndefined()
    return rows
  })
}

async function fieldsOf(one: Json, options: ImporterOptions = {}): Promise<RowFields[]> {
  return (await rowsOf(one, options))
    .filter((row): row is TakenRow => row.reject === undefined)
    .map(({ fields }) => fields)
}

/** `kind value @chain` or `!code` for each row. */
function shown(rows: readonly FeedRow[]): string[] {
  return rows.map((row) =>
    row.reject === undefined
      ? `${row.fields.subjectKind ?? ''} ${row.value}${row.fields.chain === undefined ? '' : ` @${row.fields.chain}`}`
      : `!${row.reject}`,
  )
}

describe('attribute types', () => {
  const hash = 'a'.repeat(64)
  test.each<[string, string, string[]]>([
    ['domain', 'a.example', ['domain a.example']],
    ['hostname', 'a.example', ['domain a.example']],
    ['hostname|port', 'a.example|443', ['domain a.example']],
    ['domain|ip', 'a.example|192.0.2.1', ['domain a.example', 'ip 192.0.2.1']],
    ['domain|ip', 'a.example|2001:db8::1', ['domain a.example', 'ip 2001:db8::1']],
    ['ip-src', '192.0.2.1', ['ip 192.0.2.1']],
    ['ip-dst', '192.0.2.1/32', ['ip 192.0.2.1']],
    ['ip-dst', '2001:db8::1', ['ip 2001:db8::1']],
    ['ip-dst|port', '192.0.2.1|443', ['ip 192.0.2.1']],
    ['ip-src|port', '192.0.2.1:443', ['ip 192.0.2.1']],
    ['url', 'https://a.example/x', ['url https://a.example/x']],
    ['uri', 'https://a.example/x', ['url https://a.example/x']],
    ['uri', '/x.php?id=', ['!no-subject']],
    ['md5', 'AA', ['file-hash md5:AA']],
    ['sha1', 'AA', ['file-hash sha1:AA']],
    ['sha256', hash, [`file-hash sha256:${hash}`]],
    ['sha512', 'AA', ['file-hash sha512:AA']],
    ['filename|sha256', `a|b.exe|${hash}`, [`file-hash sha256:${hash}`]],
    ['malware-sample', 'x.exe|AA', ['file-hash md5:AA']],
    ['email', 'm@a.example', ['email m@a.example']],
    ['email-src', 'm@a.example', ['email m@a.example']],
    ['whois-registrant-email', 'm@a.example', ['email m@a.example']],
    ['phone-number', '+49 30 1', ['phone +49 30 1']],
    ['iban', 'DE00', ['iban DE00']],
    ['btc', '1abc', ['address 1abc @bitcoin']],
    [
      'btc',
      'qph3s8p27pfg2lxgpzqmdel25tsmlryatyhxwzx3x5',
      ['address qph3s8p27pfg2lxgpzqmdel25tsmlryatyhxwzx3x5 @bitcoin-cash'],
    ],
    ['url', 'tcp://198.51.100.7', ['ip 198.51.100.7']],
    ['url', 'tcp://c2.example.net:7000/', ['domain c2.example.net']],
    ['url', 'udp://[2001:db8::7]:53', ['ip 2001:db8::7']],
    ['url', 'smb://198.51.100.7/share/', ['url smb://198.51.100.7/share/']],
    ['url', 'tcp://198.51.100.7/x', ['url tcp://198.51.100.7/x']],
    ['xmr', '4abc', ['address 4abc @monero']],
    ['dash', 'Xabc', ['address Xabc @dash']],
    ['github-username', 'name', ['account github:name']],
    ['twitter-id', '@name', ['account x:@name']],
    ...[
      'text',
      'link',
      'sha224',
      'ssdeep',
      'imphash',
      'filename',
      'regkey',
      'mutex',
      'port',
      'other',
      'bic',
      'AS',
      'x-new',
    ].map((type): [string, string, string[]] => [type, 'x', ['!no-subject']]),
  ])('%s: %s', async (type, value, expected) => {
    expect(shown(await rowsOf(event([attribute(type, value)])))).toEqual(expected)
  })

  test.each<[string, Record<string, [string, string]>, string[]]>([
    ['coin-address', { address: ['btc', '1abc'] }, ['address 1abc @bitcoin']],
    ['coin-address', { address: ['btc', '0xab'], symbol: ['text', 'ETH'] }, ['address 0xab @ETH', '!no-subject']],
    [
      'coin-address',
      { 'address-crypto': ['text', '0xab'], symbol: ['text', 'BNB'] },
      ['address 0xab @BNB', '!no-subject'],
    ],
    [
      'coin-address',
      { 'address-crypto': ['text', '0xab'], symbol: ['text', 'NEWCOIN'] },
      ['address 0xab', '!no-subject'],
    ],
    [
      'coin-address',
      { symbol: ['text', 'USDT'], 'address-crypto': ['text', 'Tab'] },
      ['!no-subject', 'address Tab @USDT'],
    ],
    [
      'coin-address',
      { 'address-xmr': ['xmr', '4abc'], text: ['text', 'a note'] },
      ['address 4abc @monero', '!no-subject'],
    ],
    [
      'cryptocurrency-transaction',
      {
        'transaction-number': ['text', 'ab'],
        address: ['btc', '1abc'],
        symbol: ['text', 'BTC'],
        value: ['float', '1.5'],
      },
      ['transaction ab @BTC', 'address 1abc @BTC', '!no-subject', '!no-subject'],
    ],
    ['btc-transaction', { 'transaction-number': ['text', 'ab'] }, ['transaction ab @bitcoin']],
    ['btc-wallet', { 'wallet-address': ['btc', '1abc'] }, ['address 1abc @bitcoin']],
    ['transaction', { 'transaction-number': ['text', '17'] }, ['!no-subject']],
    [
      'domain-ip',
      { domain: ['domain', 'a.example'], ip: ['ip-dst', '192.0.2.1'] },
      ['domain a.example', 'ip 192.0.2.1'],
    ],
    ['file', { filename: ['filename', 'x'], md5: ['md5', 'AA'] }, ['!no-subject', 'file-hash md5:AA']],
  ])('object %s: %j', async (name, members, expected) => {
    const inside = Object.entries(members).map(([relation, [type, value]]) =>
      attribute(type, value, { object_relation: relation }),
    )
    for (const object of [
      { name, Attribute: inside },
      { Attribute: inside, name },
    ]) {
      expect(shown(await rowsOf(event([], { Object: [object] })))).toEqual(expected)
    }
  })

  test('an object tells when', async () => {
    const object = (more: Json, ...others: Json[]) =>
      event([], { Object: [{ name: 'domain-ip', Attribute: [attribute('domain', 'a.example'), ...others], ...more }] })
    const seen = { firstSeen: Date.UTC(2024, 0, 1), lastSeen: Date.UTC(2024, 0, 2) }
    const at = (relation: string, day: number) =>
      attribute('datetime', `2024-01-0${day}T00:00:00.000000+0000`, { object_relation: relation })
    expect(await fieldsOf(object({}, at('first-seen', 1), at('last-seen', 2)))).toMatchObject([seen])
    expect(await fieldsOf(object({ first_seen: '2024-01-01T00:00:00+00:00', last_seen: '2024-01-02' }))).toMatchObject([
      seen,
    ])
    const [fields] = await fieldsOf(
      object({ first_seen: null }, attribute('datetime', '1970-01-01', { object_relation: 'first-seen' })),
    )
    expect(fields).not.toHaveProperty('firstSeen')
  })
})

describe('what a row says', () => {
  test('of its attribute and its event, which stands behind it', async () => {
    const one = attribute('domain', 'a.example', {
      ...{ comment: 'C&C', first_seen: '2024-01-01T00:00:00.000000+00:00', last_seen: '2024-01-02T00:00:00+00:00' },
      ...tags(
        'misp:confidence-level="usually-confident"',
        'tlp:green',
        'PAP:AMBER',
        'phishing:techniques="fake-website"',
      ),
    })
    const link = attribute('link', 'https://report.example/1', { category: 'External analysis' })
    expect(
      await fieldsOf({ Attribute: [one, link], ...event([one, link], tags('osint:source-type="blog-post"')) }),
    ).toEqual([
      {
        subjectKind: 'domain',
        category: 'phishing',
        confidence: 75,
        description: 'C&C\nAn event',
        labels: [
          'misp:confidence-level="usually-confident"',
          'phishing:techniques="fake-website"',
          'osint:source-type="blog-post"',
        ],
        external: ['https://report.example/1'],
        source: 'A team',
        record: eventUuid,
        firstSeen: Date.UTC(2024, 0, 1),
        lastSeen: Date.UTC(2024, 0, 2),
        marking: 'TLP:GREEN',
        pap: 'PAP:AMBER',
      },
    ])
  })

  test.each<[string, Json, Json, ImporterOptions, string]>([
    ['a taxonomy', {}, tags('cryptocurrency-threat:Pig Butchering Scam'), {}, 'pig-butchering'],
    ['a taxonomy', {}, tags('cryptocurrency-threat:"Rag Pull"'), {}, 'rug-pull'],
    ['a classification', {}, tags('circl:incident-classification="phishing"'), {}, 'phishing'],
    ['a galaxy', {}, tags('misp-galaxy:ransomware="Locker"'), {}, 'ransomware'],
    ['a family by the name of a category', {}, tags('misp-galaxy:threat-actor="Scam"'), {}, 'unknown'],
    ['the attribute before the event', tags('mixer'), tags('phishing'), {}, 'mixer'],
    ['the particular before the general', {}, tags('malware', 'ransomware:type="crypto-ransomware"'), {}, 'ransomware'],
    ['a tag before the option', tags('phishing'), {}, { category: 'scam' }, 'phishing'],
    [
      'the option before what the group says',
      { category: 'Financial fraud' },
      {},
      { category: 'ransomware' },
      'ransomware',
    ],
    ['the group', { category: 'Financial fraud' }, {}, {}, 'scam'],
    ['nothing', {}, {}, {}, 'unknown'],
    ['nothing of a file', { type: 'md5', value: 'AA' }, {}, {}, 'malware'],
  ])('category from %s', async (_, more, ofEvent, options, category) => {
    expect(await fieldsOf(event([attribute('domain', 'a.example', more)], ofEvent), options)).toMatchObject([
      { category },
    ])
  })

  test.each<[string[], string[], number | undefined]>([
    [['misp:confidence-level="completely-confident"'], [], 100],
    [['misp:confidence-level="unconfident"'], [], 0],
    [['estimative-language:likelihood-probability="very-likely"'], [], 80],
    [['estimative-language:confidence-in-analytic-judgment="moderate"'], [], 55],
    [['admiralty-scale:information-credibility="2"', 'admiralty-scale:source-reliability="d"'], [], 25],
    [['false-positive:risk="medium"'], [], 50],
    [['misp:confidence-level="rarely-confident"'], ['misp:confidence-level="completely-confident"'], 25],
    [[], ['misp:confidence-level="fairly-confident"'], 50],
    [['misp:confidence-level="new-word"'], [], 33],
  ])('confidence of %j in an event of %j', async (own, ofEvent, confidence) => {
    expect(
      await fieldsOf(event([attribute('domain', 'a.example', tags(...own))], tags(...ofEvent)), { confidence: 33 }),
    ).toMatchObject([{ confidence }])
  })

  test.each<[Json, Json, string | undefined]>([
    [attribute('domain', 'a.example'), {}, undefined],
    [attribute('domain', 'a.example', { to_ids: '1' }), {}, undefined],
    [attribute('domain', 'a.example', { to_ids: false }), {}, 'mention'],
    [attribute('domain', 'a.example', { to_ids: '0' }), {}, 'mention'],
    [attribute('domain', 'a.example', { to_ids: undefined }), {}, 'mention'],
    // No sensor of a network sees an address on a chain: "for detection" says nothing of it.
    [attribute('btc', '1abc', { to_ids: false }), {}, undefined],
    [attribute('email', 'm@a.example', { category: 'Targeting data' }), {}, 'victim'],
    [attribute('target-email', 'm@a.example', { to_ids: false }), {}, 'victim'],
  ])('role of %j', async (one, more, role) => {
    const [fields] = await fieldsOf(event([one], more))
    expect(fields?.role).toBe(role)
  })

  test('sightings are rows of their own; false positives and expiration are told', async () => {
    const Sighting = [
      { type: '0', date_sighting: '1704067200' },
      { type: '0', date_sighting: '1704153600' },
      { type: '1', date_sighting: '1704153600' },
      { type: '2', date_sighting: '1735689600' },
    ]
    const [own, seen] = await fieldsOf(event([attribute('domain', 'a.example', { Sighting })], tags('tlp:amber')))
    expect(own).toMatchObject({
      validUntil: 1_735_689_600_000,
      labels: ['sighted-as-false-positive'],
      marking: 'TLP:AMBER',
    })
    expect(seen).toEqual({
      ...{ statementKind: 'sighting', subjectKind: 'domain', sightings: 2, marking: 'TLP:AMBER' },
      ...{ firstSeen: 1_704_067_200_000, lastSeen: 1_704_153_600_000, source: 'A team', record: eventUuid },
    })
  })

  test.each<[string, Json, Json, string]>([
    ['a deleted attribute', { deleted: true }, {}, 'row-withdrawn'],
    ['a deleted attribute', { deleted: '1' }, {}, 'row-withdrawn'],
    ['a confirmed false positive', tags('false-positive:confirmed="true"'), {}, 'not-an-indicator'],
    ['an event of false positives', {}, tags('false-positive:confirmed="true"'), 'not-an-indicator'],
    ['no value', { value: ' ' }, {}, 'value-absent'],
    ['no type', { type: undefined }, {}, 'row-malformed'],
    ['a time that is none', { first_seen: 'yesterday' }, {}, 'cell-invalid'],
  ])('%s is refused', async (_, more, ofEvent, code) => {
    expect(shown(await rowsOf(event([attribute('domain', 'a.example', more)], ofEvent)))).toEqual([`!${code}`])
  })

  test('a deleted object takes its attributes with it', async () => {
    const object = { name: 'file', Attribute: [attribute('md5', 'AA')], deleted: true }
    expect(shown(await rowsOf(event([], { Object: [object] })))).toEqual(['!row-withdrawn'])
  })

  test('Chatham House: what is said is told, not who said it', async () => {
    const one = event(
      [attribute('domain', 'a.example'), attribute('link', 'https://a.example/report')],
      tags('tlp:ex:chr', 'tlp:green'),
    )
    const [fields] = await fieldsOf(one)
    expect(fields).toMatchObject({ marking: 'TLP:GREEN' })
    expect(fields).not.toHaveProperty('source')
    expect(fields).not.toHaveProperty('external')
  })

  test('a link that is marked by itself goes nowhere', async () => {
    for (const more of [tags('tlp:red'), { distribution: '0' }, { deleted: true }]) {
      const [fields] = await fieldsOf(
        event([attribute('domain', 'a.example'), attribute('link', 'https://a.example/report', more)]),
      )
      expect(fields).not.toHaveProperty('external')
    }
  })
})

describe('markings', () => {
  test.each<[string[], string[], string | undefined]>([
    [[], [], undefined],
    [['tlp:white'], [], 'TLP:CLEAR'],
    [['TLP:Amber+Strict'], [], 'TLP:AMBER+STRICT'],
    [['tlp:green'], ['tlp:red'], 'TLP:RED'],
    [['tlp:red'], ['tlp:green'], 'TLP:RED'],
    [['tlp:white', 'tlp:amber'], [], 'TLP:AMBER'],
    [[], ['misp:tlp:amber'], 'TLP:AMBER'],
    [['tlp="amber"'], [], 'TLP:AMBER'],
    [['TLP-AMBER'], [], 'TLP:AMBER'],
    [['tlp:unclear'], [], '!'],
    [['tlp:yellow', 'tlp:white'], [], '!'],
    [['tlp'], [], '!'],
    [[], ['tlp:ambar'], '!'],
    [['tlphant'], [], undefined],
  ])('%j in an event of %j', async (own, ofEvent, marking) => {
    const [row] = await rowsOf(event([attribute('domain', 'a.example', tags(...own))], tags(...ofEvent)))
    if (marking === '!') expect(row?.reject).toBe('marking-unresolved')
    else expect((row as TakenRow).fields.marking).toBe(marking)
  })

  test.each<[Json, Json, Json | undefined, string | undefined]>([
    [{}, {}, undefined, undefined],
    [{ distribution: '3' }, { distribution: '3' }, undefined, undefined],
    [{ distribution: '5' }, { distribution: '3' }, undefined, undefined],
    [{ distribution: '5' }, { distribution: '0' }, undefined, 'TLP:RED'],
    [{ distribution: 0 }, { distribution: 3 }, undefined, 'TLP:RED'],
    [{ distribution: '0', ...tags('tlp:clear') }, {}, undefined, 'TLP:RED'],
    [{ distribution: '4', sharing_group_id: '7' }, { distribution: '3' }, undefined, 'TLP:RED'],
    [{ distribution: '1' }, { distribution: '3' }, undefined, 'TLP:GREEN'],
    [{ distribution: '3' }, { distribution: '2' }, undefined, 'TLP:GREEN'],
    [{ distribution: '1', ...tags('tlp:amber') }, {}, undefined, 'TLP:AMBER'],
    [{ distribution: '9' }, {}, undefined, 'TLP:RED'],
    [{ distribution: '5' }, { distribution: '3' }, { distribution: '0' }, 'TLP:RED'],
    [{ distribution: '5' }, { distribution: '3' }, { distribution: '5', ...tags('tlp:amber') }, 'TLP:AMBER'],
  ])('distribution %j in an event of %j and an object of %j', async (own, ofEvent, object, marking) => {
    const one = attribute('domain', 'a.example', own)
    const whole =
      object === undefined
        ? event([one], ofEvent)
        : event([], { ...ofEvent, Object: [{ name: 'x', Attribute: [one], ...object }] })
    expect((await fieldsOf(whole))[0]?.marking).toBe(marking)
  })

  test('PAP: the strictest, and one that is none is RED', async () => {
    expect(
      await fieldsOf(event([attribute('domain', 'a.example', tags('PAP:GREEN'))], tags('pap:amber'))),
    ).toMatchObject([{ pap: 'PAP:AMBER' }])
    expect(await fieldsOf(event([attribute('domain', 'a.example', tags('PAP:BLUE'))]))).toMatchObject([
      { pap: 'PAP:RED' },
    ])
  })

  test('whatever stands where, no row is marked less than what is said of it', async () => {
    const labels = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED']
    const tag = fc.constantFrom('tlp:clear', 'tlp:green', 'tlp:amber', 'tlp:amber+strict', 'tlp:red', 'osint')
    const some = fc.array(tag, { maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(
        some,
        some,
        some,
        fc.shuffledSubarray(['Tag', 'Object', 'info'], { minLength: 3 }),
        async (own, ofObject, ofEvent, keys) => {
          const inside = [attribute('domain', 'a.example', tags(...own))]
          const all: Json = { ...tags(...ofEvent), Object: [{ Attribute: inside, ...tags(...ofObject) }], info: 'x' }
          const [fields] = await fieldsOf(Object.fromEntries(keys.map((key) => [key, all[key]])))
          const said = [...own, ...ofObject, ...ofEvent].map((name) => labels.indexOf(name.toUpperCase()))
          expect(labels.indexOf(fields?.marking ?? '')).toBe(Math.max(-1, ...said))
        },
      ),
    )
  })
})

describe('documents', () => {
  const one = event([attribute('domain', 'a.example')])
  const other = event([attribute('domain', 'b.example')], tags('tlp:red'))
  test.each<[string, unknown, string[], string | undefined]>([
    ['an event', { Event: one }, ['domain a.example'], undefined],
    [
      'a response',
      { response: [{ Event: one }, { Event: other }] },
      ['domain a.example', 'domain b.example'],
      undefined,
    ],
    ['a response of one', { response: { Event: one } }, ['domain a.example'], undefined],
    ['a list', [{ Event: one }, { Event: other }], ['domain a.example', 'domain b.example'], undefined],
    ['an event without wrapper', one, ['domain a.example'], undefined],
    ['a list without wrappers', [one, other], ['domain a.example', 'domain b.example'], undefined],
    ['an empty response', { response: [] }, [], undefined],
    ['an empty list', [], [], undefined],
    ['an event without attributes', { Event: { uuid: eventUuid, info: 'x' } }, [], undefined],
    [
      'a list with something else',
      [5, { a: 1 }, { Event: one }],
      ['!row-malformed', '!row-malformed', 'domain a.example'],
      undefined,
    ],
    ['something else', ['a.example'], ['!row-malformed'], undefined],
    ['another feed', { version: 2, blacklist: ['a.example'] }, [], 'format-mismatch'],
    ['an empty object', {}, [], 'format-mismatch'],
    // What a search for attributes gives: their events, and so their markings, are not there.
    [
      'attributes alone',
      { response: { Attribute: [attribute('domain', 'a.example')] } },
      ['!marking-unresolved'],
      undefined,
    ],
    [
      'attributes that are none',
      { Event: event([5, 'x', [], null]) },
      ['!row-malformed', '!row-malformed', '!row-malformed', '!row-malformed'],
      undefined,
    ],
    [
      'attributes that are no list',
      { Event: event(attribute('domain', 'x') as never) },
      Array.from({ length: 5 }, () => '!row-malformed'),
      undefined,
    ],
    ['objects that are none', { Event: event([], { Object: [5] }) }, ['!row-malformed'], undefined],
  ])('%s', async (_, document, expected, error) => {
    for (const size of [undefined, 1]) {
      const outcome = await read('misp', JSON.stringify(document), {}, size)
      expect(shown(outcome.rows)).toEqual(expected)
      expect(outcome.error).toBe(error)
    }
  })

  test('each event marks its own', async () => {
    const { rows } = await read(
      'misp',
      JSON.stringify({ response: [{ Event: one }, { Event: other }, { Event: one }] }),
    )
    expect(rows.map((row) => (row as TakenRow).fields.marking)).toEqual([undefined, 'TLP:RED', undefined])
  })

  const text = JSON.stringify({ Event: one })
  test.each<[string, string, string[]]>([
    ['a key twice', text.replace('"value":', '"value":"b.example","value":'), ['!key-repeated']],
    [
      'tags twice in an attribute',
      text.replace('"to_ids":', '"Tag":[{"name":"tlp:red"}],"Tag":[],"to_ids":'),
      ['!key-repeated'],
    ],
    [
      'tags twice in an event',
      text.replace('"info":', '"Tag":[],"Tag":[{"name":"tlp:red"}],"info":'),
      ['!marking-unresolved'],
    ],
    [
      'distribution twice in an event',
      text.replace('"info":', '"distribution":"3","distribution":"0","info":'),
      ['!marking-unresolved'],
    ],
    [
      'attributes twice',
      text.replace('"Attribute":', '"Attribute":[{"type":"md5","value":"AA"}],"Attribute":'),
      ['file-hash md5:AA', 'domain a.example'],
    ],
    ['__proto__', text.replace('"type":', '"__proto__":{"deleted":true},"type":'), ['domain a.example']],
    [
      '__proto__ in an event',
      text.replace('"info":', '"__proto__":{"distribution":"0"},"info":'),
      ['domain a.example'],
    ],
  ])('%s', async (_, given, expected) => {
    expect(given).not.toBe(text)
    expect(shown((await read('misp', given)).rows)).toEqual(expected)
  })

  test('an event that is cut is not published: what marks it may be missing', async () => {
    const whole = JSON.stringify({
      response: [{ Event: one }, { Event: { ...other, Object: [{ name: 'x', Attribute: [attribute('md5', 'AA')] }] } }],
    })
    for (let at = whole.indexOf('b.example'); at < whole.length - 6; at += 1) {
      const outcome = await read('misp', whole.slice(0, at))
      expect(outcome.error).toBe('feed-truncated')
      expect(shown(outcome.rows.slice(0, 1))).toEqual(['domain a.example'])
      for (const row of outcome.rows.slice(1)) expect(row.reject).toBe('marking-unresolved')
      if (at > whole.lastIndexOf('true}') + 'true}'.length) expect(outcome.rows).toHaveLength(3)
    }
  })

  test('nesting and length', async () => {
    const deep = (depth: number) => text.replace('"type":', `"Galaxy":${'['.repeat(depth)}${']'.repeat(depth)},"type":`)
    expect(codes(await read('misp', deep(feedLimits.objectNestingMax - 4)))).toEqual({ taken: 1 })
    expect((await read('misp', deep(100_000))).error).toBe('feed-malformed')
    const long = JSON.stringify({
      Event: event([
        attribute('url', `https://a.example/${'x'.repeat(feedLimits.objectTokenMaxChars)}`),
        attribute('domain', 'a.example'),
      ]),
    })
    expect(codes(await read('misp', long))).toEqual({ 'row-too-long': 1, taken: 1 })
  })

  test('an object of too many attributes', async () => {
    const inside = Array.from({ length: feedLimits.mispObjectAttributesMax + 2 }, (_, n) => attribute('md5', String(n)))
    const outcome = await read(
      'misp',
      JSON.stringify({ Event: event([], { Object: [{ name: 'x', Attribute: inside }] }) }),
    )
    expect(codes(outcome)).toEqual({ taken: feedLimits.mispObjectAttributesMax, 'row-too-long': 2 })
  })

  test('an event that is larger than memory should be waits on the disk for its tags', async () => {
    const count = 20_000
    async function* source() {
      yield Buffer.from('{"response":[{"Event":{"info":"x","Attribute":[')
      for (let n = 0; n < count; n += 1)
        yield Buffer.from(
          `${n === 0 ? '' : ','}${JSON.stringify(attribute('domain', `host${n}.example`, { comment: 'é\u2028' }))}`,
        )
      yield Buffer.from(`],"Tag":[{"name":"tlp:amber"}]}},{"Event":${JSON.stringify(one)}}]}`)
    }
    const { rows, error } = await readFrom('misp', source())
    expect(error).toBeUndefined()
    expect(rows.map(({ value }) => value)).toEqual([
      ...Array.from({ length: count }, (_, n) => `host${n}.example`),
      'a.example',
    ])
    expect(rows.map((row) => (row as TakenRow).fields.marking)).toEqual([
      ...Array.from({ length: count }, () => 'TLP:AMBER'),
      undefined,
    ])
  })
})
