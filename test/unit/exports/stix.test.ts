// STIX 2.1 out: every object meets the specification, ids are the same in every export, what ended is revoked.
import { describe, expect, test } from 'vitest'
import { denote } from '../../../node/feeds/stix/denote.ts'
import { createIds } from '../../../node/exports/ids.ts'
import { stixFacts, stixObjects } from '../../../node/exports/index.ts'
import type { StixObject } from '../../../node/exports/stix/markings.ts'
import type { StoredStatement } from '../../../node/store/types.ts'
import { everyone } from '../../../protocol/audience.ts'
import { parseAudience } from '../../../protocol/audience-text.ts'
import type { Marking } from '../../../protocol/marking.ts'
import { subjectKinds } from '../../../protocol/names.ts'
import { parseSubject } from '../../../protocol/subjects/index.ts'
import { exported, facts, indicator, sourceOf, statementId, subjects } from './fixture.ts'
import { read } from '../feeds/read.ts'
import { faultsOf, stixTypes } from './stix-rules.ts'

const ours = 'extension-definition--5f8e2d43-9c1b-4a57-b7d6-3b0c8a1e94f2'

interface Bundle {
  readonly type: 'bundle'
  readonly id: string
  readonly objects?: readonly StixObject[]
}

async function bundleOf(all: readonly StoredStatement[], history = false): Promise<readonly StixObject[]> {
  const { text } = await exported(all, { as: 'stix', history })
  const bundle = JSON.parse(text) as Bundle
  expect(bundle.type).toBe('bundle')
  expect(bundle.id).toMatch(/^bundle--[0-9a-f]{8}-[0-9a-f]{4}-5/)
  return bundle.objects ?? []
}

const ofType = (objects: readonly StixObject[], type: string): StixObject[] =>
  objects.filter((object) => object.type === type)

/** Says everything that a statement can say. */
const whole = {
  category: 'ransomware',
  confidence: 87,
  role: 'actor',
  basis: 'forensic',
  description: 'Collects ransom\nfor "a" \\ \'b\'',
  labels: ['campaign-7'],
  origin: { feed: 'desk', source: 'a report', record: '17' },
  firstSeen: Date.UTC(2026, 0, 1),
  lastSeen: Date.UTC(2026, 1, 1),
  validUntil: Date.UTC(2027, 0, 1),
  external: ['https://report.example.org/17'],
  relations: [{ type: 'resolves-to', subject: { kind: 'ip', value: '185.1.2.3' } }],
} as const

const everything: readonly StoredStatement[] = [
  ...subjects.map((subject, at) => indicator(at + 1, { subject, ...(at % 2 === 0 ? whole : {}) })),
  indicator(50, {
    kind: 'sighting',
    subject: subjects[3]!,
    target: statementId(4),
    sightings: 3,
    firstSeen: 5,
    lastSeen: 9,
  }),
  indicator(51, { kind: 'sighting', subject: subjects[5]! }),
  indicator(
    52,
    { kind: 'dispute', subject: subjects[3]!, target: statementId(4), reason: 'wrong' },
    { member: 'cert' as never },
  ),
  indicator(53, { kind: 'withdrawal', subject: subjects[10]!, target: statementId(11) }),
  indicator(54, { kind: 'advisory', subject: subjects[5]!, description: 'Look out' }),
  indicator(57, { kind: 'protection', subject: subjects[5]!, description: 'our hot wallet' }),
  indicator(55, { subject: subjects[6]!, replaces: statementId(7), confidence: 20 }),
  indicator(56, { subject: { kind: 'domain', value: 'v.example.com' }, role: 'victim', validUntil: 1 }),
]

describe('the specification', () => {
  test('every object of every kind meets it', async () => {
    const objects = [...(await bundleOf(everything)), ...(await bundleOf(everything, true))]
    expect(objects.flatMap(faultsOf)).toEqual([])
    expect(new Set(objects.map(({ type }) => type))).toEqual(new Set(stixTypes))
  })

  test('what browsers take for a URL, and names that are kept for others', async () => {
    const urls = [
      'https://a.example.com/x|y?q=|^`{}[]\\%22#f',
      'https://a.example.com/%zz?%',
      'https://cve.example.org/CVE-2024-1234',
      'https://[2a00:1450:4001::1]/x#a#b',
      "https://a.example.com/it's?(a)=*",
    ]
    const given = urls.flatMap((url, at) => [
      indicator(at + 1, {
        subject: parseSubject(url),
        external: [url],
        origin: { feed: 'cve', ...(at % 2 === 0 ? { source: 'x-capec' } : {}), record: 'CVE-2024-1234' },
      }),
      indicator(at + 20, { subject: parseSubject(url), origin: { feed: 'capec', record: 'CAPEC-7' } }),
    ])
    const objects = await bundleOf(given)
    expect(objects.flatMap(faultsOf)).toEqual([])
    expect(ofType(objects, 'url').map(({ value }) => value)).toContain(
      'https://a.example.com/x%7Cy?q=%7C%5E%60%7B%7D%5B%5D%5C%22',
    )
    expect(ofType(objects, 'url').map(({ value }) => value)).toContain('https://a.example.com/%25zz?%25')
    // The pattern has it so, too; our own importer finds the subject as it is.
    const back = await read('stix', JSON.stringify({ type: 'bundle', id: 'bundle--1', objects }))
    expect(new Set(back.rows.map(({ value }) => value))).toEqual(new Set(urls.map((url) => parseSubject(url).value)))
  })

  test('the rules can fail', async () => {
    const [sample] = ofType(await bundleOf([indicator(1, whole)]), 'indicator')
    expect(faultsOf(sample)).toEqual([])
    for (const broken of [
      { ...sample, pattern: undefined },
      { ...sample, spec_version: '2.0' },
      { ...sample, id: 'indicator--1' },
      { ...sample, labels: [] },
      { ...sample, confidence: 101 },
      { ...sample, valid_from: '2026-01-01' },
      { ...sample, x_mine: true },
      { ...sample, extensions: { [ours]: {} } },
      { ...sample, external_references: [{ source_name: 'a' }] },
      { ...sample, external_references: [{ source_name: 'cve.example', description: 'x' }] },
      { ...sample, external_references: [{ source_name: 'a', external_id: 'CVE-2024-1234' }] },
      { ...sample, external_references: [{ source_name: 'a', url: 'https://a.example/|' }] },
      { ...sample, id: 'indicator--8e2e2d2b-17d4-7cbf-938f-98ee46b3cd3f' },
    ]) {
      expect(faultsOf(JSON.parse(JSON.stringify(broken))), JSON.stringify(broken)).not.toEqual([])
    }
  })

  test('times are in order, and what is referred to comes before', async () => {
    const seen = new Set<string>()
    for (const object of await bundleOf(everything, true)) {
      const {
        created = '',
        modified = created,
        valid_from: from = '',
        valid_until: until,
      } = object as Record<string, string>
      expect(modified >= created).toBe(true)
      if (until !== undefined) expect(until > from).toBe(true)
      for (const [key, value] of Object.entries(object)) {
        const refs = key.endsWith('_ref') ? [value] : key.endsWith('_refs') ? (value as string[]) : []
        // A withdrawn indicator may be spoken of by what came before it was withdrawn.
        for (const ref of refs) expect(seen.has(String(ref)), `${object.id} ${key} ${String(ref)}`).toBe(true)
      }
      seen.add(object.id)
    }
  })

  test('nothing is an empty bundle, without objects', async () => {
    expect(await bundleOf([])).toEqual([])
    expect((await exported([], { as: 'stix' })).text).not.toContain('objects')
  })
})

describe('ids', () => {
  test('of observables are those that anybody derives', async () => {
    const objects = await bundleOf(subjects.map((subject, at) => indicator(at + 1, { subject })))
    // Vectors: the wallet is published; the others follow from RFC 8785 and UUIDv5 by another implementation.
    expect(ofType(objects, 'cryptocurrency-wallet')[0]!.id).toBe(
      'cryptocurrency-wallet--ee5d66c4-5ade-5855-9a69-a368b5838327',
    )
    expect(ofType(objects, 'domain-name')[0]!.id).toBe('domain-name--6262c8a9-ac28-50fe-a7df-f5923bb2ee14')
    expect(ofType(objects, 'file')[0]!.id).toBe('file--75284771-56bd-5815-a820-5881a774dc09')
    expect(ofType(objects, 'user-account')[0]!.id).toBe('user-account--577d214b-67a7-5213-9e6a-336dac8cc75c')
  })

  test('are the same in every export, and of another statement others', async () => {
    const ids = async (all: readonly StoredStatement[]) => (await bundleOf(all)).map(({ id }) => id)
    expect(await ids(everything)).toEqual(await ids(everything))
    const first = await bundleOf([indicator(1)])
    const second = await bundleOf([indicator(2)])
    expect(ofType(first, 'indicator')[0]!.id).not.toBe(ofType(second, 'indicator')[0]!.id)
    expect(ofType(first, 'identity').map(({ id }) => id)).toEqual(ofType(second, 'identity').map(({ id }) => id))
  })

  test('of a member are those of its network', () => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it uses no this
    const about = sourceOf([]).about
    const objects = (network: string) =>
      stixObjects(
        { held: indicator(1), standing: 'current', disputes: 0 },
        stixFacts({ ...facts, ids: createIds(network.repeat(32) as never) }, ({ statement }) =>
          about(statement.subject),
        ),
      )
    const identity = (network: string) => objects(network).find(({ type }) => type === 'identity')!.id
    expect(identity('cc')).not.toBe(identity('dd'))
  })
})

describe('patterns', () => {
  test.each(subjects.map((subject) => [`${subject.kind} ${subject.value.slice(0, 24)}`, subject] as const))(
    '%s',
    async (_name, subject) => {
      const [found] = ofType(await bundleOf([indicator(1, { subject })]), 'indicator')
      const { subjects: denoted, leftovers } = denote(String(found!.pattern))
      expect(leftovers).toEqual([])
      expect(denoted).toHaveLength(1)
      const { chain } = (found!.extensions as Record<string, { chain?: string }>)[ours]!
      const hint = { kind: denoted[0]!.subjectKind, ...(chain === undefined ? {} : { chain }) }
      expect(parseSubject(denoted[0]!.value, hint)).toEqual(subject)
    },
  )

  test('a quote and a backslash are no way out of a pattern', async () => {
    const subject = { kind: 'account', value: "line:a'] OR [url:value = 'https://x.example\\" } as const
    const [found] = ofType(await bundleOf([indicator(1, { subject })]), 'indicator')
    expect(denote(String(found!.pattern)).subjects).toEqual([{ subjectKind: 'account', value: subject.value }])
  })

  test('every kind of subject has one', () => {
    expect(new Set(subjects.map(({ kind }) => kind))).toEqual(new Set(subjectKinds.names))
  })
})

describe('markings', () => {
  const refs = async (marking: Marking, audience = everyone): Promise<string[]> => {
    const objects = await bundleOf([indicator(1, {}, { marking, audience })])
    expect(objects.flatMap(faultsOf)).toEqual([])
    const [found] = ofType(objects, 'indicator')
    for (const type of ['domain-name', 'relationship']) {
      expect(ofType(objects, type)[0]!.object_marking_refs).toEqual(found!.object_marking_refs)
    }
    const defined = new Set(ofType(objects, 'marking-definition').map(({ id }) => id))
    for (const ref of found!.object_marking_refs as string[]) expect(defined.has(ref)).toBe(true)
    return found!.object_marking_refs as string[]
  }

  test.each([
    ['TLP:CLEAR', '94868c89-83c2-464b-929b-a1a8aa3c8487'],
    ['TLP:GREEN', 'bab4a63c-aed9-4cf5-a766-dfca5abac2bb'],
    ['TLP:AMBER', '55d920b0-5e8b-4f79-9ee9-91f868d9b421'],
    ['TLP:AMBER+STRICT', '939a9414-2ddd-4d32-a0cd-375ea402b003'],
    ['TLP:RED', 'e828b379-4e03-4974-9ac4-e53a884c97c1'],
  ] as const)('%s has the id that OASIS gave it', async (tlp, uuid) => {
    expect(await refs({ tlp })).toEqual([`marking-definition--${uuid}`])
  })

  test.each([
    ['PAP:CLEAR', 'ad15a0cd-55b6-4588-a14c-a66105329b92'],
    ['PAP:GREEN', 'c43594d1-4b11-4c59-93ab-1c9b14d53ce9'],
    ['PAP:AMBER', '60f8932b-e51e-4458-b265-a2e8be9a80ab'],
    ['PAP:RED', '740d36e5-7714-4c30-961a-3ae632ceee0e'],
  ] as const)('%s beside it', async (pap, uuid) => {
    expect((await refs({ tlp: 'TLP:GREEN', pap })).slice(1)).toEqual([`marking-definition--${uuid}`])
  })

  test('every other caveat is one more, which nobody knows without its definition', async () => {
    const caveats: readonly (readonly [Marking, typeof everyone])[] = [
      [{ tlp: 'TLP:GREEN', noRepublish: true }, everyone],
      [{ tlp: 'TLP:GREEN', permittedActions: ['none'] }, everyone],
      [{ tlp: 'TLP:GREEN', jurisdictions: ['CH'] }, everyone],
      [{ tlp: 'TLP:GREEN' }, parseAudience('kind:exchange')],
    ]
    const found = await Promise.all(caveats.map(([marking, audience]) => refs(marking, audience)))
    expect(found.map((one) => one.length)).toEqual([2, 2, 2, 2])
    expect(new Set(found.map((one) => one[1])).size).toBe(4)
  })

  test('one subject under two markings is there under each', async () => {
    const objects = await bundleOf([indicator(1), indicator(2, {}, { marking: { tlp: 'TLP:AMBER' } }), indicator(3)])
    expect(ofType(objects, 'domain-name').map(({ object_marking_refs: refs }) => refs)).toHaveLength(2)
    expect(ofType(objects, 'identity')).toHaveLength(2)
  })
})

describe('what ended', () => {
  const withdrawn = [
    indicator(1, { subject: subjects[3]! }),
    indicator(2, { kind: 'withdrawal', subject: subjects[3]!, target: statementId(1) }),
  ]
  const replaced = [
    indicator(1, { subject: subjects[3]! }),
    indicator(2, { subject: subjects[3]!, replaces: statementId(1), confidence: 5 }),
  ]

  test('is left out, and counted', async () => {
    const { text, tally } = await exported(withdrawn, { as: 'stix' })
    expect(text).not.toContain('indicator--')
    expect(tally.summary).toEqual({ written: 0, leftOut: { ended: 2 } })
  })

  test('is revoked where it is asked for, once, under its id and after its beginning', async () => {
    const before = ofType(await bundleOf(withdrawn.slice(0, 1)), 'indicator')[0]!
    const objects = await bundleOf(withdrawn, true)
    const found = ofType(objects, 'indicator')
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ id: before.id, created: before.created, revoked: true })
    expect(found[0]!.modified).toBe(new Date(withdrawn[1]!.issuedAt).toISOString())
    // The observable alone would be taken for something new.
    expect(ofType(objects, 'domain-name')).toEqual([])
  })

  test('is revoked by the withdrawal alone, where its statement is not in the filter', async () => {
    const { text } = await exported(withdrawn, {
      as: 'stix',
      history: true,
      filter: { issuedFrom: withdrawn[1]!.issuedAt },
    })
    expect(ofType((JSON.parse(text) as Bundle).objects ?? [], 'indicator')).toMatchObject([{ revoked: true }])
  })

  test('and what replaces it is there', async () => {
    const found = ofType(await bundleOf(replaced, true), 'indicator')
    expect(found.map(({ revoked, confidence }) => [revoked, confidence])).toEqual([
      [true, undefined],
      [undefined, 5],
    ])
  })

  test('what is suspect is never there', async () => {
    const { text, tally } = await exported([indicator(1, {}, { suspect: true })], { as: 'stix', history: true })
    expect(text).not.toContain('indicator--')
    expect(tally.leftOut).toEqual({ suspect: 1 })
  })
})

test('what accuses nobody is not said to be malicious', async () => {
  const typeOf = async (statement: Partial<StoredStatement['statement']>) =>
    ofType(await bundleOf([indicator(1, statement)]), 'indicator')[0]!.indicator_types
  expect(await typeOf({ category: 'scam' })).toEqual(['malicious-activity'])
  expect(await typeOf({ category: 'mixer' })).toEqual(['anonymization'])
  expect(await typeOf({ category: 'exchange-hot-wallet' })).toEqual(['benign'])
  expect(await typeOf({ category: 'victim' })).toEqual(['compromised'])
  expect(await typeOf({ category: 'scam', role: 'victim' })).toEqual(['compromised'])
  expect(await typeOf({ category: 'scam', role: 'mention' })).toEqual(['unknown'])
  expect(await typeOf({ category: 'unknown' })).toEqual(['unknown'])
})

test('a protection is a note that says who protects what, and no indicator', async () => {
  const all = [indicator(1, { kind: 'protection', subject: subjects[3]!, description: 'our own' })]
  const objects = await bundleOf(all)
  expect(ofType(objects, 'indicator')).toEqual([])
  const [note] = ofType(objects, 'note')
  expect(note?.['content']).toMatch(/^protected by .*: .*\nour own$/)
  expect((await exported(all, { as: 'jsonl' })).tally.leftOut).toEqual({ kind: 1 })
  expect((await exported(all, { as: 'misp' })).text).not.toContain('our own')
  expect((await exported(all, { as: 'domains' })).text).not.toContain(subjects[3]!.value)
  expect((await exported(all, { as: 'csv' })).text).toContain('protection')
})

test('times that no calendar has end with the calendar', async () => {
  const far = Number.MAX_SAFE_INTEGER
  const objects = await bundleOf([indicator(1, { firstSeen: far, validUntil: far }, { issuedAt: far })])
  expect(objects.flatMap(faultsOf)).toEqual([])
})

test('what a terminal would obey is escaped, and the same when read', async () => {
  const description = 'a\u202eb\u2028c\u009bd\ud83d\ude00'
  const { text } = await exported([indicator(1, { description })], { as: 'stix' })
  expect(text).not.toMatch(/[\p{Cf}\p{Zl}\x7f-\x9f]/u)
  expect(ofType((JSON.parse(text) as Bundle).objects!, 'indicator')[0]!.description).toBe(description)
})
