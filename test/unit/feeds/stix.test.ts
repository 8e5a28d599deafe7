// STIX bundles: what becomes of each object, whatever their order; markings that are never weakened; and bad files.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FeedRow, type ImporterOptions, type RowFields, type TakenRow } from '../../../node/feeds/index.ts'
import { feedLimits } from '../../../node/feeds/limits.ts'
import { ownExtension, papExtension, tlpExtension, tlpMarkings } from '../../../node/feeds/stix/ids.ts'
import { brief, codes, pieces, read, readFrom } from './read.ts'

type Stix = Record<string, unknown>

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const author = { type: 'identity', id: `identity--${uuid(1)}`, name: 'An agency' }
const clear = 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487'
const green = 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb'
const amber = 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421'
const red = 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1'

function indicator(n: number, more: Stix = {}): Stix {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${uuid(n)}`,
    pattern_type: 'stix',
    pattern: `[domain-name:value = 'host${n}.example']`,
    ...more,
  }
}

function bundle(...objects: unknown[]): string {
  return JSON.stringify({ type: 'bundle', id: 'bundle--1', objects }, null, 1)
}

async function fieldsOf(objects: Stix[], options: ImporterOptions = {}): Promise<RowFields[]> {
  const { rows, error } = await read('stix', bundle(...objects), options)
  expect(error).toBeUndefined()
  return rows.filter((row): row is TakenRow => row.reject === undefined).map(({ fields }) => fields)
}

describe('indicators', () => {
  test('say what they say', async () => {
    const one = indicator(5, {
      name: 'A wallet',
      description: 'Collects for\nlogin.example',
      pattern: "[cryptocurrency-wallet:value = '1abc' OR domain-name:value = 'a.example']",
      indicator_types: ['malicious-activity'],
      labels: ['phishing', 'campaign-7'],
      confidence: 80,
      created_by_ref: author.id,
      valid_from: '2024-01-02T03:04:05.678Z',
      valid_until: '2025-01-01T00:00:00Z',
      external_references: [
        { source_name: 'x', url: 'https://report.example/1' },
        { source_name: 'y', url: 'javascript:x' },
        {},
      ],
      object_marking_refs: [amber],
      extensions: { [ownExtension]: { chain: 'eip155:137', role: 'actor', basis: 'forensic' } },
    })
    const common = {
      category: 'phishing',
      confidence: 80,
      description: 'A wallet\nCollects for\nlogin.example',
      labels: ['malicious-activity', 'phishing', 'campaign-7'],
      external: ['https://report.example/1'],
      role: 'actor',
      basis: 'forensic',
      source: 'An agency',
      record: one.id,
      firstSeen: Date.UTC(2024, 0, 2, 3, 4, 5, 678),
      validUntil: Date.UTC(2025, 0, 1),
      marking: 'TLP:AMBER',
    }
    expect(await fieldsOf([author, one])).toEqual([
      { ...common, subjectKind: 'address', chain: 'eip155:137' },
      { ...common, subjectKind: 'domain' },
    ])
  })

  test.each<[string, Stix, ImporterOptions, string]>([
    ['a word of ours', { labels: ['Ransomware'] }, {}, 'ransomware'],
    ['a word of theirs', { labels: ['crypto drainer'] }, {}, 'wallet-drainer'],
    ['the particular before the general', { labels: ['trojan', 'ransomware'] }, {}, 'ransomware'],
    ['the general', { labels: ['c2'] }, {}, 'malware'],
    ['nothing that we know', { labels: ['malicious-activity'] }, {}, 'unknown'],
    ['of a file nothing that we know', { pattern: "[file:hashes.MD5 = 'AA']" }, {}, 'malware'],
    ['an option where nothing is said', { labels: ['malicious-activity'] }, { category: 'scam' }, 'scam'],
    ['what is said before the option', { labels: ['phishing'] }, { category: 'scam' }, 'phishing'],
    ['"unknown" says nothing', { labels: ['unknown'] }, { category: 'scam' }, 'scam'],
    ['our own extension', { labels: ['phishing'], extensions: { [ownExtension]: { category: 'mixer' } } }, {}, 'mixer'],
  ])('category: %s', async (_, more, options, category) => {
    expect(await fieldsOf([indicator(1, more)], options)).toMatchObject([{ category }])
  })

  test.each<[string, Stix, string]>([
    ['revoked', { revoked: true }, 'row-withdrawn'],
    ['benign', { indicator_types: ['benign'] }, 'not-an-indicator'],
    ['no pattern', { pattern: undefined }, 'value-absent'],
    ['a YARA rule', { pattern_type: 'yara', pattern: 'rule x {}' }, 'pattern-unsupported'],
    ['a broken pattern', { pattern: '[domain-name:value =]' }, 'pattern-malformed'],
    ['a pattern that narrows', { pattern: "[url:value = 'a' AND file:name = 'b']" }, 'pattern-unsupported'],
    ['a pattern of no subject', { pattern: "[file:name = 'b']" }, 'no-subject'],
    ['confidence 101', { confidence: 101 }, 'confidence-invalid'],
    ['confidence 0.5', { confidence: 0.5 }, 'confidence-invalid'],
    ['a time that is none', { valid_until: 'never' }, 'cell-invalid'],
    ['a pattern without end', { pattern: 'x'.repeat(feedLimits.objectTokenMaxChars + 1) }, 'row-too-long'],
    ['NUL', { pattern: "[url:value = 'a\0']" }, 'pattern-unsupported'],
  ])('%s is refused', async (name, more, code) => {
    const outcome = await read('stix', bundle(indicator(1, more), indicator(2)))
    const found = codes(outcome)
    // JSON writes NUL as an escape: the value holds it, and the subject is refused where it is published.
    expect(found).toEqual(name === 'NUL' ? { taken: 2 } : { [code]: 1, taken: 1 })
  })

  test('1970 stands for a time that is not known', async () => {
    const [fields] = await fieldsOf([indicator(1, { valid_from: '1970-01-01T00:00:00Z' })])
    expect(fields?.firstSeen).toBeUndefined()
  })

  test('a window of the pattern narrows the validity', async () => {
    const pattern = "[url:value = 'https://a.example'] START t'2024-02-01T00:00:00Z' STOP t'2024-03-01T00:00:00Z'"
    const times = { valid_from: '2024-01-01T00:00:00Z', valid_until: '2024-04-01T00:00:00Z' }
    expect(await fieldsOf([indicator(1, { pattern, ...times })])).toMatchObject([
      { firstSeen: Date.UTC(2024, 1, 1), validUntil: Date.UTC(2024, 2, 1) },
    ])
  })

  test('texts that are too long are cut, labels that are too many left out', async () => {
    const labels = Array.from({ length: 40 }, (_, n) => `label-${n}`)
    const [fields] = await fieldsOf([
      indicator(1, { description: 'd'.repeat(300_000), labels: ['x'.repeat(200), ...labels] }),
    ])
    expect(fields?.labels).toHaveLength(32)
    expect(fields?.description).toMatch(/d…$/)
  })
})

describe('observables', () => {
  test.each<[Stix, string[]]>([
    [{ type: 'domain-name', value: 'a.example' }, ['domain a.example']],
    [{ type: 'url', value: 'https://a.example' }, ['url https://a.example']],
    [{ type: 'ipv4-addr', value: '192.0.2.1/32' }, ['ip 192.0.2.1']],
    [{ type: 'ipv6-addr', value: '2001:db8::1' }, ['ip 2001:db8::1']],
    [{ type: 'email-addr', value: 'm@a.example' }, ['email m@a.example']],
    [
      { type: 'file', hashes: { MD5: 'AA', 'SHA-256': 'BB', SSDEEP: 'CC' }, name: 'x', size: 3 },
      ['file-hash md5:AA', 'file-hash sha256:BB'],
    ],
    [
      {
        type: 'cryptocurrency-wallet',
        value: '1abc',
        extensions: { 'extension-definition--be78509e-6958-51b1-8b26-d17ee0eba2d7': { extension_type: 'new-sco' } },
      },
      ['address 1abc'],
    ],
    [
      {
        type: 'cryptocurrency-wallet',
        value: '1abc',
        extensions: { 'extension-definition--f93e2c80-4231-4f9a-af8b-95c9bd566a82': { extension_type: 'new-sco' } },
      },
      ['address 1abc'],
    ],
    [{ type: 'cryptocurrency-wallet', address: '1abc', holder_ref: 'identity--x' }, ['address 1abc']],
    [
      { type: 'cryptocurrency-wallet', value: '0xab', extensions: { [ownExtension]: { chain: 'eip155:56' } } },
      ['address 0xab @eip155:56'],
    ],
    [{ type: 'cryptocurrency-transaction', symbol: 'BTC', value: 'ab', fee: '1' }, ['transaction ab @BTC']],
    [{ type: 'bank-account', iban: 'DE00', bic: 'X' }, ['iban DE00']],
    [{ type: 'bank-account', account_number: '5' }, ['!no-subject']],
    [{ type: 'phone-number', value: '+1' }, ['phone +1']],
    [{ type: 'user-account', account_type: 'x', account_login: 'n', user_id: '5' }, ['account x:n']],
    [{ type: 'user-account', account_login: 'n' }, ['!no-subject']],
    [{ type: 'file', name: 'x.exe' }, ['!no-subject']],
    [{ type: 'mutex', name: 'x' }, ['!no-subject']],
    [{ type: 'autonomous-system', number: 5 }, ['!no-subject']],
  ])('%j', async (object, expected) => {
    const { rows } = await read('stix', bundle({ ...object, id: `${String(object.type)}--${uuid(1)}` }))
    const seen = rows.map((row) =>
      row.reject === undefined
        ? `${row.fields.subjectKind ?? ''} ${row.value}${row.fields.chain === undefined ? '' : ` @${row.fields.chain}`}`
        : `!${row.reject}`,
    )
    expect(seen).toEqual(expected)
    for (const row of rows)
      if (row.reject === undefined) expect(row.fields).toMatchObject({ category: 'unknown', role: 'mention' })
  })

  const domain = { type: 'domain-name', id: `domain-name--${uuid(9)}`, value: 'HOST1.example' }

  test('one that an indicator names is no row of its own, whichever stands first', async () => {
    expect(brief(await read('stix', bundle(domain, indicator(1))))).toHaveLength(1)
    expect(brief(await read('stix', bundle(indicator(1), domain)))).toHaveLength(1)
  })

  test('accuse where a category is said', async () => {
    const [fields] = await fieldsOf([domain], { category: 'scam' })
    expect(fields).toEqual({ subjectKind: 'domain', category: 'scam', record: domain.id })
  })

  test('observed data tell when, inside and beside them', async () => {
    const times = { first_observed: '2024-01-01T00:00:00Z', last_observed: '2024-01-02T00:00:00Z', number_observed: 2 }
    const seen = { firstSeen: Date.UTC(2024, 0, 1), lastSeen: Date.UTC(2024, 0, 2) }
    const beside = { type: 'observed-data', id: `observed-data--${uuid(8)}`, ...times, object_refs: [domain.id] }
    expect(await fieldsOf([beside, domain])).toMatchObject([seen])
    expect(await fieldsOf([domain, beside])).toMatchObject([seen])
    const inside = {
      ...{ type: 'observed-data', id: `observed-data--${uuid(8)}`, ...times, object_marking_refs: [red] },
      objects: { 0: { type: 'ipv4-addr', value: '192.0.2.1' }, 1: { type: 'mutex', name: 'x' }, 2: 5 },
    }
    const outcome = await read('stix', bundle(inside))
    expect(codes(outcome)).toEqual({ taken: 1, 'no-subject': 1 })
    expect(outcome.rows).toMatchObject([{ value: '192.0.2.1', fields: { ...seen, marking: 'TLP:RED' } }, {}])
  })
})

describe('what other objects say', () => {
  const malware = {
    type: 'malware',
    id: `malware--${uuid(20)}`,
    name: 'Locker',
    malware_types: ['ransomware'],
    is_family: true,
  }
  const indicates = {
    ...{ type: 'relationship', id: `relationship--${uuid(21)}`, relationship_type: 'indicates' },
    ...{ source_ref: `indicator--${uuid(1)}`, target_ref: malware.id },
  }
  const report = {
    ...{ type: 'report', id: `report--${uuid(22)}`, name: 'A report', object_refs: [`indicator--${uuid(1)}`] },
    external_references: [{ source_name: 'x', url: 'https://report.example/2' }],
  }

  test('malware that is indicated, and reports', async () => {
    expect(await fieldsOf([indicator(1), malware, indicates, report])).toMatchObject([
      { category: 'ransomware', labels: ['malware:Locker'], external: ['https://report.example/2'] },
    ])
  })

  test('is not told beyond its own marking', async () => {
    const told = async (...objects: Stix[]) => (await fieldsOf(objects))[0]
    const mine = (marks: string[]) => indicator(1, { object_marking_refs: marks, created_by_ref: author.id })
    const marked = (object: Stix, mark: string) => ({ ...object, object_marking_refs: [mark] })
    const all = [marked(malware, green), indicates, marked(report, green), marked(author, green)]
    const knows = { category: 'ransomware', external: ['https://report.example/2'], source: 'An agency' }
    expect(await told(mine([green]), ...all)).toMatchObject(knows)
    expect(await told(mine([amber]), ...all)).toMatchObject(knows)
    for (const marks of [[], [clear]]) {
      const fields = await told(mine(marks), ...all)
      expect(fields).toMatchObject({ category: 'unknown' })
      for (const key of ['labels', 'external', 'source']) expect(fields).not.toHaveProperty(key)
    }
    // A relationship can be secret where both of its ends are not.
    expect(await told(mine([green]), malware, marked(indicates, red))).toMatchObject({ category: 'unknown' })
    expect(await told(mine([green]), malware, { ...indicates, revoked: true })).toMatchObject({ category: 'unknown' })
    expect(await told(mine([green]), marked(malware, `marking-definition--${uuid(66)}`), indicates)).toMatchObject({
      category: 'unknown',
    })
  })

  test('relations between subjects', async () => {
    const ip = { type: 'ipv4-addr', id: `ipv4-addr--${uuid(30)}`, value: '192.0.2.1' }
    const resolves = { ...indicates, relationship_type: 'resolves-to', target_ref: ip.id }
    const relations = [{ type: 'resolves-to', value: '192.0.2.1', subjectKind: 'ip' }]
    expect(await fieldsOf([indicator(1), ip, resolves])).toMatchObject([{ relations }, { subjectKind: 'ip' }])
    expect(await fieldsOf([resolves, ip, indicator(1)])).toMatchObject([{ subjectKind: 'ip' }, { relations }])
    const secret = { ...ip, object_marking_refs: [red] }
    const [fields] = await fieldsOf([indicator(1), secret, resolves])
    expect(fields).not.toHaveProperty('relations')
  })

  test('infrastructure says what it consists of', async () => {
    const infrastructure = {
      type: 'infrastructure',
      id: `infrastructure--${uuid(31)}`,
      name: 'I',
      infrastructure_types: ['phishing'],
    }
    const ip = { type: 'ipv4-addr', id: `ipv4-addr--${uuid(30)}`, value: '192.0.2.1' }
    const consists = {
      ...indicates,
      relationship_type: 'consists-of',
      source_ref: infrastructure.id,
      target_ref: ip.id,
    }
    const [fields] = await fieldsOf([ip, infrastructure, consists])
    expect(fields).toMatchObject({ category: 'phishing', labels: ['infrastructure:I'] })
    expect(fields).not.toHaveProperty('role')
    // Whom malware targets is not accused.
    const targets = { ...consists, relationship_type: 'targets', source_ref: malware.id }
    expect(await fieldsOf([ip, malware, targets])).toMatchObject([{ category: 'unknown', role: 'mention' }])
  })

  test('objects that can never be subjects are no rows', async () => {
    const others = [
      'attack-pattern',
      'course-of-action',
      'tool',
      'note',
      'location',
      'extension-definition',
      'x-custom',
    ]
    const objects = others.map((type) => ({ type, id: `${type}--${uuid(1)}`, name: 'x' }))
    expect(await read('stix', bundle(...objects))).toMatchObject({ rows: [], error: undefined })
  })
})

describe('sightings', () => {
  const sighting = (more: Stix = {}): Stix => ({
    ...{ type: 'sighting', id: `sighting--${uuid(40)}`, sighting_of_ref: `indicator--${uuid(1)}`, count: 7 },
    ...{ first_seen: '2024-01-01T00:00:00Z', last_seen: '2024-01-02T00:00:00Z' },
    ...more,
  })
  const where = { type: 'identity', id: `identity--${uuid(2)}`, name: 'A bank' }

  test('of an indicator, before and behind it', async () => {
    const fields = {
      ...{
        statementKind: 'sighting',
        subjectKind: 'domain',
        sightings: 7,
        record: `sighting--${uuid(40)}`,
        source: 'A bank',
      },
      ...{ firstSeen: Date.UTC(2024, 0, 1), lastSeen: Date.UTC(2024, 0, 2) },
    }
    const one = sighting({ where_sighted_refs: [where.id] })
    expect((await fieldsOf([indicator(1), one, where]))[1]).toEqual(fields)
    expect((await fieldsOf([one, where, indicator(1)]))[0]).toEqual(fields)
  })

  test('of an observable, and of one file under two hashes', async () => {
    const ip = { type: 'ipv4-addr', id: `ipv4-addr--${uuid(1)}`, value: '192.0.2.1' }
    expect(await fieldsOf([sighting({ sighting_of_ref: ip.id }), ip])).toMatchObject([
      { statementKind: 'sighting', subjectKind: 'ip' },
      {},
    ])
    const file = indicator(1, { pattern: "[file:hashes.MD5 = 'AA' AND file:hashes.'SHA-1' = 'BB']" })
    expect(await fieldsOf([file, sighting()])).toHaveLength(3)
  })

  test.each<[string, Stix, Stix[], string]>([
    ['of what is not there', {}, [], 'reference-unresolved'],
    ['of one of two', {}, [indicator(1, { pattern: "[url:value = 'a' OR url:value = 'b']" })], 'reference-unresolved'],
    [
      'of malware',
      { sighting_of_ref: `malware--${uuid(1)}` },
      [{ type: 'malware', id: `malware--${uuid(1)}` }],
      'reference-unresolved',
    ],
    ['of a revoked indicator', {}, [indicator(1, { revoked: true })], 'reference-unresolved'],
    ['of nothing', { sighting_of_ref: undefined }, [], 'value-absent'],
    ['never', { count: 0 }, [indicator(1)], 'not-an-indicator'],
    ['a negative one', { x_opencti_negative: true }, [indicator(1)], 'not-an-indicator'],
    ['half a time', { count: 0.5 }, [indicator(1)], 'cell-invalid'],
  ])('%s are refused', async (_, more, others, code) => {
    expect(codes(await read('stix', bundle(sighting(more), ...others)))).toMatchObject({ [code]: 1 })
  })

  test('carry the strictest marking of both', async () => {
    const marked = (mark: string) => ({ object_marking_refs: [mark] })
    for (const [mine, theirs] of [
      [green, amber],
      [amber, green],
    ] as const) {
      const rows = await fieldsOf([indicator(1, marked(theirs)), sighting(marked(mine))])
      expect(rows[1]).toMatchObject({ marking: 'TLP:AMBER' })
    }
    const unknown = await read(
      'stix',
      bundle(indicator(1, marked(`marking-definition--${uuid(66)}`)), sighting(marked(green))),
    )
    expect(codes(unknown)).toEqual({ 'marking-unresolved': 2 })
  })
})

describe('markings', () => {
  const mine = `marking-definition--${uuid(50)}`
  const definition = (more: Stix): Stix => ({ type: 'marking-definition', id: mine, ...more })
  const marked = (...refs: unknown[]) => indicator(1, { object_marking_refs: refs })

  test.each([...tlpMarkings])('%s is %s', async (ref, label) => {
    expect(await fieldsOf([marked(ref)])).toMatchObject([{ marking: label }])
  })

  test.each<[string, Stix[], RowFields | string]>([
    ['none', [indicator(1)], {}],
    ['two: the strictest', [marked(green, red, clear)], { marking: 'TLP:RED' }],
    ['an unknown one', [marked(mine)], 'marking-unresolved'],
    ['an unknown one beside a known', [marked(clear, mine)], 'marking-unresolved'],
    [
      'an id one letter off',
      [marked('marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ec')],
      'marking-unresolved',
    ],
    ['a reference that is no text', [marked(5)], 'marking-unresolved'],
    ['a reference that is no list', [indicator(1, { object_marking_refs: red })], 'marking-unresolved'],
    [
      'TLP 1.0 as property',
      [marked(mine), definition({ definition_type: 'tlp', definition: { tlp: 'amber' } })],
      { marking: 'TLP:AMBER' },
    ],
    [
      'TLP 1.0 white',
      [marked(mine), definition({ definition_type: 'tlp', definition: { tlp: 'white' } })],
      { marking: 'TLP:CLEAR' },
    ],
    [
      'TLP 2.0 as extension',
      [marked(mine), definition({ extensions: { [tlpExtension]: { tlp_2_0: 'amber+strict' } } })],
      { marking: 'TLP:AMBER+STRICT' },
    ],
    [
      'TLP as OpenCTI writes it',
      [marked(mine), definition({ definition_type: 'TLP', name: 'TLP:AMBER+STRICT' })],
      { marking: 'TLP:AMBER+STRICT' },
    ],
    [
      'a colour that is none',
      [marked(mine), definition({ definition_type: 'tlp', definition: { tlp: 'yellow' } })],
      'marking-unresolved',
    ],
    [
      'a copyright notice',
      [marked(mine, green), definition({ definition_type: 'statement', definition: { statement: '(c)' } })],
      { marking: 'TLP:GREEN' },
    ],
    [
      'a copyright notice alone',
      [marked(mine), definition({ definition_type: 'statement', definition: { statement: '(c)' } })],
      {},
    ],
    [
      'a marking of another kind',
      [marked(mine), definition({ definition_type: 'x-need-to-know', definition: {} })],
      'marking-unresolved',
    ],
    [
      'an extension of another kind',
      [marked(mine), definition({ extensions: { 'extension-definition--x': { level: 9 } } })],
      'marking-unresolved',
    ],
    [
      'PAP',
      [marked(mine, green), definition({ extensions: { [papExtension]: { pap: 'amber' } } })],
      { marking: 'TLP:GREEN', pap: 'PAP:AMBER' },
    ],
    ['PAP by its id', [marked('marking-definition--740d36e5-7714-4c30-961a-3ae632ceee0e')], { pap: 'PAP:RED' }],
    [
      'two definitions of one id: the strictest',
      [
        marked(mine),
        definition({ definition_type: 'tlp', definition: { tlp: 'green' } }),
        definition({ definition_type: 'tlp', definition: { tlp: 'red' } }),
      ],
      { marking: 'TLP:RED' },
    ],
    [
      'a definition that would weaken an official id',
      [marked(red), { ...definition({ definition_type: 'tlp', definition: { tlp: 'white' } }), id: red }],
      { marking: 'TLP:RED' },
    ],
    [
      'of a part',
      [
        indicator(1, {
          object_marking_refs: [green],
          granular_markings: [{ marking_ref: amber, selectors: ['description'] }],
        }),
      ],
      { marking: 'TLP:AMBER' },
    ],
    [
      'of a part, weaker than the whole',
      [
        indicator(1, {
          object_marking_refs: [amber],
          granular_markings: [{ marking_ref: clear, selectors: ['name'] }],
        }),
      ],
      { marking: 'TLP:AMBER' },
    ],
    ['the language of a part', [indicator(1, { granular_markings: [{ lang: 'de', selectors: ['name'] }] })], {}],
    ['among the labels', [indicator(1, { labels: ['tlp:amber', 'phishing'] })], { marking: 'TLP:AMBER' }],
    [
      'among the labels, weaker than the marking',
      [indicator(1, { object_marking_refs: [amber], labels: ['TLP:WHITE'] })],
      { marking: 'TLP:AMBER' },
    ],
    ['of use among the labels', [indicator(1, { labels: ['PAP:RED'] })], { pap: 'PAP:RED' }],
    ['among the labels, an unknown one', [indicator(1, { labels: ['tlp:unclear'] })], 'marking-unresolved'],
    [
      'of a part, without a reference',
      [indicator(1, { granular_markings: [{ selectors: ['name'] }] })],
      'marking-unresolved',
    ],
  ])('%s', async (_, objects, expected) => {
    for (const order of [objects, objects.toReversed()]) {
      const { rows } = await read('stix', bundle(...order))
      expect(rows).toHaveLength(1)
      const [row] = rows
      if (typeof expected === 'string') expect(row?.reject).toBe(expected)
      else {
        const { marking, pap } = (row as TakenRow).fields
        expect({ marking, pap }).toEqual({ marking: expected.marking, pap: expected.pap })
      }
    }
  })

  test('a definition that the file was cut in front of stays unknown', async () => {
    const whole = bundle(
      indicator(2),
      marked(mine),
      definition({ definition_type: 'tlp', definition: { tlp: 'green' } }),
    )
    const outcome = await read('stix', whole.slice(0, whole.indexOf('"marking-definition"')))
    expect(codes(outcome)).toEqual({ taken: 1, 'marking-unresolved': 1 })
    expect(outcome.error).toBe('feed-truncated')
  })

  test('a definition that cannot be read counts for nothing', async () => {
    const text = bundle(marked(mine), definition({ definition_type: 'tlp', definition: { tlp: 'green' } }))
    const twice = text.replace('"tlp": "green"', '"tlp": "green", "tlp": "red"')
    expect(codes(await read('stix', twice))).toEqual({ 'marking-unresolved': 1 })
  })
})

test('the order of the objects changes nothing but the order of the rows', async () => {
  const ids = fc.integer({ min: 1, max: 4 })
  const refs = fc.subarray([green, amber, red, `marking-definition--${uuid(50)}`, `marking-definition--${uuid(51)}`], {
    maxLength: 2,
  })
  const object: fc.Arbitrary<Stix> = fc.oneof(
    fc.tuple(ids, refs).map(([n, marks]) => indicator(n, { object_marking_refs: marks, created_by_ref: author.id })),
    fc.tuple(ids, refs).map(([n, marks]) => ({
      type: 'domain-name',
      id: `domain-name--${uuid(n)}`,
      value: `host${n + 2}.example`,
      object_marking_refs: marks,
    })),
    fc.tuple(ids, ids, refs).map(([n, m, marks]) => ({
      type: 'sighting',
      id: `sighting--${uuid(n)}`,
      sighting_of_ref: `indicator--${uuid(m)}`,
      object_marking_refs: marks,
    })),
    fc.tuple(ids, ids).map(([n, m]) => ({
      type: 'relationship',
      id: `relationship--${uuid(n)}`,
      relationship_type: 'indicates',
      source_ref: `indicator--${uuid(n)}`,
      target_ref: `malware--${uuid(m)}`,
    })),
    fc.tuple(ids, refs).map(([n, marks]) => ({
      type: 'malware',
      id: `malware--${uuid(n)}`,
      name: `M${n}`,
      malware_types: ['ransomware'],
      object_marking_refs: marks,
    })),
    fc.constant<Stix>(author),
    fc.constant<Stix>({
      type: 'marking-definition',
      id: `marking-definition--${uuid(50)}`,
      definition_type: 'tlp',
      definition: { tlp: 'green' },
    }),
    fc.constant<Stix>({
      type: 'marking-definition',
      id: `marking-definition--${uuid(51)}`,
      definition_type: 'statement',
      definition: {},
    }),
  )
  const said = (rows: readonly FeedRow[]) =>
    rows
      .map((row) =>
        JSON.stringify({ ...row, line: 0 }, (_key, value: unknown) =>
          Array.isArray(value) ? value.toSorted() : value,
        ),
      )
      .toSorted()
  await fc.assert(
    fc.asyncProperty(
      fc
        .uniqueArray(object, { maxLength: 12, selector: ({ id }) => id })
        .chain((objects) =>
          fc.tuple(fc.constant(objects), fc.shuffledSubarray(objects, { minLength: objects.length })),
        ),
      async ([objects, shuffled]) => {
        const [one, other] = await Promise.all([read('stix', bundle(...objects)), read('stix', bundle(...shuffled))])
        expect(said(other.rows)).toEqual(said(one.rows))
      },
    ),
    { numRuns: 300 },
  )
})

test('a row is never marked less than its object, whatever else the file holds', async () => {
  const labels = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED']
  const official = [...tlpMarkings]
  const definitions = fc.constantFrom<Stix>(
    ...official.map(([id]) => ({
      type: 'marking-definition',
      id,
      definition_type: 'tlp',
      definition: { tlp: 'white' },
    })),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...official), { minLength: 1, maxLength: 4 }),
      fc.array(definitions, { maxLength: 3 }),
      async (marks, others) => {
        const [fields] = await fieldsOf([...others, indicator(1, { object_marking_refs: marks.map(([id]) => id) })])
        const strictest = Math.max(...marks.map(([, label]) => labels.indexOf(label)))
        expect(labels.indexOf(fields?.marking ?? '')).toBe(strictest)
      },
    ),
  )
})

describe('documents', () => {
  const one = JSON.stringify(indicator(1))
  test.each<[string, 'stix' | 'taxii', string, number, string | undefined]>([
    ['a bundle', 'stix', bundle(indicator(1)), 1, undefined],
    [
      'a bundle of 2.0',
      'stix',
      `{"type":"bundle","spec_version":"2.0","objects":[${one}],"id":"bundle--1"}`,
      1,
      undefined,
    ],
    ['a list', 'stix', `[${one}]`, 1, undefined],
    ['one object', 'stix', one, 1, undefined],
    ['an envelope', 'stix', `{"more":false,"objects":[${one}]}`, 1, undefined],
    ['an envelope', 'taxii', `{"more":true,"next":"2","objects":[${one}]}`, 1, undefined],
    ['a bundle', 'taxii', bundle(indicator(1)), 1, undefined],
    ['an empty bundle', 'stix', '{"type":"bundle","id":"bundle--1"}', 0, undefined],
    ['an empty list', 'stix', '[]', 0, undefined],
    ['an empty envelope', 'taxii', '{}', 0, undefined],
    ['an envelope without objects', 'taxii', '{"more":false}', 0, undefined],
    ['an empty object', 'stix', '{}', 0, 'format-mismatch'],
    ['a feed of another kind', 'stix', '{"version":2,"blacklist":["a.example"]}', 0, 'format-mismatch'],
    ['a feed of another kind', 'taxii', '{"version":2,"blacklist":["a.example"]}', 0, 'format-mismatch'],
    ['STIX 1', 'stix', '<stix:STIX_Package xmlns:stix="x"/>', 0, 'format-mismatch'],
    ['two bundles', 'stix', bundle(indicator(1)) + bundle(indicator(2)), 1, 'feed-malformed'],
    ['objects twice', 'stix', `{"type":"bundle","objects":[${one}],"objects":[${one}]}`, 2, undefined],
  ])('%s as %s', async (_, format, text, rows, error) => {
    for (const size of [undefined, 1]) {
      const outcome = await read(format, text, {}, size)
      expect(outcome.rows).toHaveLength(rows)
      expect(outcome.error).toBe(error)
    }
  })

  test.each<[string, string, string[]]>([
    [
      'what is no object',
      '[5,"x",[{"type":"indicator"}],null]',
      ['row-malformed', 'row-malformed', 'row-malformed', 'row-malformed'],
    ],
    ['no type', '[{"id":"x"}]', ['row-malformed']],
    ['a key twice', `[${one.replace('"pattern":', '"pattern":"[url:value = \'a\']","pattern":')}]`, ['key-repeated']],
    [
      'markings twice',
      `[{"object_marking_refs":[],${one.slice(1, -1)},"object_marking_refs":["${red}"]}]`,
      ['key-repeated'],
    ],
    ['a key twice that says nothing', `[{"x":1,"x":2,${one.slice(1)}]`, ['taken']],
    ['__proto__', `[{"__proto__":{"type":"indicator","revoked":true},"constructor":1,${one.slice(1)}]`, ['taken']],
    ['__proto__ as extensions', `[{"extensions":{"__proto__":{"chain":"x"}},${one.slice(1)}]`, ['taken']],
    ['bytes that are no text', `[${one.replace('host1', 'h\uD800st')}]`, ['taken']],
  ])('%s', async (_, text, expected) => {
    const { rows } = await read('stix', text)
    expect(rows.map(({ reject }) => reject ?? 'taken')).toEqual(expected)
  })

  test('bytes that are no text cost their object', async () => {
    const bytes = Buffer.from(bundle(indicator(1), indicator(2, { name: '\xe4' })), 'latin1')
    expect(codes(await read('stix', bytes))).toEqual({ taken: 1, 'text-invalid': 1 })
  })

  test('nesting', async () => {
    const deep = (depth: number) => `[{"x_custom":${'['.repeat(depth)}${']'.repeat(depth)},${one.slice(1)}]`
    expect(codes(await read('stix', deep(feedLimits.objectNestingMax - 2)))).toEqual({ taken: 1 })
    expect((await read('stix', deep(100_000))).error).toBe('feed-malformed')
  })

  test('a cut at every byte: what was whole counts, and the end is told', async () => {
    const text = bundle(indicator(1), indicator(2, { object_marking_refs: [green] }), author)
    const starts = [...text.matchAll(/\n {2}\}/g)].map(({ index }) => index + 4)
    for (let at = 1; at < text.length; at += 1) {
      const outcome = await read('stix', text.slice(0, at))
      expect(outcome.error).toBe('feed-truncated')
      expect(outcome.rows).toHaveLength(Math.min(2, starts.filter((end) => end <= at).length))
    }
  })

  test('an object without end is refused, and the rest is read', async () => {
    async function* source() {
      yield Buffer.from(`[{"type":"indicator","id":"x","labels":["a"`)
      const filler = Buffer.from(',"x"'.repeat(16_384))
      for (let sent = 0; sent < 4 * 2 ** 20; sent += filler.length) yield filler
      yield Buffer.from(`]},${one}]`)
    }
    const outcome = await readFrom('stix', source())
    expect(codes(outcome)).toEqual({ 'row-too-long': 1, taken: 1 })
  })

  test('a string without end ends the file', async () => {
    const outcome = await readFrom(
      'stix',
      pieces(Buffer.from(`[${one},{"type":"indicator","name":"${'x'.repeat(2 ** 21)}"}]`)),
    )
    expect(codes(outcome)).toEqual({ taken: 1 })
    expect(outcome.error).toBe('feed-malformed')
  })
})

describe('more than memory holds', () => {
  test('what waits on the disk comes back as it was', async () => {
    const many = Array.from({ length: 6_000 }, (_, n) => indicator(n, { description: 'é\u2028'.repeat(200) }))
    const last = {
      type: 'marking-definition',
      id: `marking-definition--${uuid(50)}`,
      definition_type: 'tlp',
      definition: { tlp: 'amber' },
    }
    const objects = [...many.map((one) => ({ ...one, object_marking_refs: [last.id] })), last]
    const { rows, error } = await read('stix', bundle(...objects))
    expect(error).toBeUndefined()
    expect(rows.map(({ value }) => value)).toEqual(many.map((_, n) => `host${n}.example`))
    for (const row of rows) expect(row).toMatchObject({ fields: { marking: 'TLP:AMBER' } })
  })

  test('a folder that is not there is one error', async () => {
    const many = Array.from({ length: 6_000 }, (_, n) => indicator(n, { description: 'x'.repeat(400) }))
    const outcome = await read('stix', bundle(...many), { spoolFolder: '/nowhere/at/all' })
    expect(outcome).toMatchObject({ rows: [], error: 'spool-failed' })
  })
})

describe('versions of one object', () => {
  const id = `indicator--${uuid(70)}`
  const version = (modified: string, more: Stix = {}) => indicator(70, { modified, ...more })
  const older = version('2024-02-01T00:00:00.500Z', { confidence: 10, object_marking_refs: [clear] })
  const newer = version('2024-02-01T00:00:00.500001Z', { confidence: 90, object_marking_refs: [green] })

  test.each<[string, Stix[]]>([
    ['the older one in front', [older, newer]],
    ['the older one behind', [newer, older]],
    ['without digits of a second', [version('2024-02-01T00:00:00Z', { confidence: 1 }), newer]],
    ['among others', [older, indicator(71), version('2023-01-01T00:00:00Z'), newer]],
  ])('the newest counts, with its marking: %s', async (_, objects) => {
    const { rows, error } = await read('stix', bundle(...objects))
    expect(error).toBeUndefined()
    const own = rows.filter(({ value }) => value === 'host70.example')
    const taken = own.filter((row): row is TakenRow => row.reject === undefined)
    expect(taken.map(({ fields }) => fields)).toMatchObject([{ record: id, confidence: 90, marking: 'TLP:GREEN' }])
    const refused = own.flatMap(({ reject }) => reject ?? [])
    expect(refused).toEqual(own.slice(1).map(() => 'version-superseded'))
  })

  test('that is revoked: nothing is said of the older ones', async () => {
    const revoked = version('2024-03-01T00:00:00Z', { revoked: true })
    const outcome = await read('stix', bundle(older, revoked, newer))
    expect(codes(outcome)).toEqual({ 'version-superseded': 2, 'row-withdrawn': 1 })
  })

  test('a sighting is of the newest, in whatever order they stand', async () => {
    const sighting = { type: 'sighting', id: `sighting--${uuid(72)}`, sighting_of_ref: id }
    for (const objects of [
      [older, newer, sighting],
      [sighting, newer, older],
    ]) {
      const found = (await fieldsOf(objects)).filter(({ statementKind }) => statementKind === 'sighting')
      expect(found).toMatchObject([{ marking: 'TLP:GREEN' }])
    }
  })

  test('are all told where the caller names the records', async () => {
    const recordOf = ({ version: at = '' }: { version?: string }) => `${id} ${at}`
    const outcome = await read('stix', bundle(older, newer), { recordOf, onObject: () => undefined })
    expect(codes(outcome)).toEqual({ taken: 2 })
  })
})
