// Our own exports read back: exactly, and where somebody changed them on the way, never to something weaker.
import { describe, expect, test } from 'vitest'
import type { TakenRow } from '../../../node/feeds/types.ts'
import type { Marking } from '../../../protocol/marking.ts'
import { brief, read } from '../feeds/read.ts'
import { exported, indicator, statementId, subjects } from './fixture.ts'

const ours = 'extension-definition--5f8e2d43-9c1b-4a57-b7d6-3b0c8a1e94f2'
const marking: Marking = {
  ...{ tlp: 'TLP:AMBER', pap: 'PAP:GREEN', noRepublish: true },
  ...{ permittedActions: ['internally-visible-actions'], jurisdictions: ['CH', 'DE'] },
}
const one = indicator(1, { subject: subjects[3]!, confidence: 87, role: 'actor' }, { marking })

type Change = (object: Record<string, Record<string, unknown>>) => unknown

/** The rows of an export in which every object of JSON was changed. */
async function rowsOf(format: 'stix' | 'misp', change: Change): Promise<Awaited<ReturnType<typeof read>>> {
  const { text } = await exported([one], { as: format, restricted: true })
  const changed = JSON.parse(text, (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) change(value as never)
    return value
  }) as object
  return read(format, JSON.stringify(changed))
}

const fieldsOf = ({ rows }: { rows: readonly unknown[] }) => (rows[0] as TakenRow).fields

describe('as it was', () => {
  test.each(['stix', 'misp'] as const)('%s', async (format) => {
    const outcome = await rowsOf(format, () => undefined)
    expect(outcome.rows).toHaveLength(1)
    const { noRepublish, permittedActions, jurisdictions } = marking
    expect(fieldsOf(outcome)).toMatchObject({
      ...{ marking: 'TLP:AMBER', pap: 'PAP:GREEN', noRepublish, permittedActions, jurisdictions },
      ...{ subjectKind: 'domain', category: 'phishing', confidence: 87, role: 'actor' },
    })
  })

  test.each(['stix', 'misp'] as const)(
    '%s: what ended is refused, and nothing is made of its parts',
    async (format) => {
      const all = [
        indicator(1, { subject: subjects[3]! }),
        indicator(2, { kind: 'withdrawal', subject: subjects[3]!, target: statementId(1) }),
        indicator(3, { subject: subjects[1]! }),
        indicator(4, { kind: 'withdrawal', subject: subjects[1]!, target: statementId(3) }),
      ]
      const { text } = await exported(all, { as: format, history: true })
      const { rows } = await read(format, text)
      expect(rows.map(({ reject }) => reject)).toEqual(['row-withdrawn', 'row-withdrawn'])
    },
  )

  test('a sighting of a subject, and of what is not in the file', async () => {
    const all = [
      indicator(1, { kind: 'sighting', subject: subjects[1]!, sightings: 3, firstSeen: 1_700_000_000_000 }),
      indicator(2, { kind: 'sighting', subject: subjects[3]!, target: statementId(9), lastSeen: 1_700_000_000_001 }),
    ]
    for (const format of ['stix', 'misp'] as const) {
      const { rows } = await read(format, (await exported(all, { as: format })).text)
      const sorted = [...rows].sort((a, b) => a.value.localeCompare(b.value)) as TakenRow[]
      expect(sorted.map(({ value, fields }) => [value, fields.statementKind, fields.sightings])).toEqual([
        [subjects[1]!.value, 'sighting', 3],
        [subjects[3]!.value, 'sighting', undefined],
      ])
      expect(sorted.map(({ fields }) => [fields.firstSeen, fields.lastSeen])).toEqual([
        [1_700_000_000_000, undefined],
        [undefined, 1_700_000_000_001],
      ])
    }
  })
})

describe('STIX that was changed', () => {
  const isCaveats = ({ type, extensions }: Record<string, Record<string, unknown>>): boolean =>
    (type as unknown) === 'marking-definition' && extensions?.[ours] !== undefined

  test.each<[string, Change]>([
    [
      'a caveat that nobody knows',
      (object) => isCaveats(object) && Object.assign(object['extensions']![ours]!, { x: 1 }),
    ],
    [
      'an audience',
      (object) => isCaveats(object) && Object.assign(object['extensions']![ours]!, { audience: 'kind:bank' }),
    ],
    [
      'no action at all',
      (object) => isCaveats(object) && Object.assign(object['extensions']![ours]!, { permitted_actions: [] }),
    ],
    [
      'an action that is none',
      (object) => isCaveats(object) && Object.assign(object['extensions']![ours]!, { permitted_actions: [7] }),
    ],
    [
      'a "no" to no republishing',
      (object) => isCaveats(object) && Object.assign(object['extensions']![ours]!, { no_republish: false }),
    ],
    ['without the definition', (object) => isCaveats(object) && Object.assign(object, { id: 'marking-definition--0' })],
  ])('%s: closed', async (_name, change) => {
    expect(brief(await rowsOf('stix', change))).toEqual([expect.stringMatching(/ !marking-unresolved$/)])
  })

  test.each<[string, string, Change]>([
    ['a time', 'cell-invalid', (object) => object['statement'] && Object.assign(object, { first_seen: 'soon' })],
    ['a count', 'cell-invalid', (object) => object['statement'] && Object.assign(object, { sightings: -1 })],
    ['a confidence', 'confidence-invalid', (object) => object['pattern'] && Object.assign(object, { confidence: 101 })],
    ['a pattern', 'pattern-malformed', (object) => object['pattern'] && Object.assign(object, { pattern: '[' })],
  ])('%s that cannot be read costs the row', async (_name, code, change) => {
    expect(brief(await rowsOf('stix', change))).toEqual([expect.stringMatching(new RegExp(` !${code}$`))])
  })
})

describe('MISP that was changed', () => {
  const own =
    (change: object): Change =>
    (object) =>
      object['statement'] && object['tlp'] && Object.assign(object, change)

  test.each<[string, Change, object]>([
    ['a weaker label under our key: the tag counts', own({ tlp: 'TLP:CLEAR' }), { marking: 'TLP:AMBER' }],
    ['a stricter one: it counts', own({ tlp: 'TLP:AMBER+STRICT' }), { marking: 'TLP:AMBER+STRICT' }],
    [
      'a weaker tag: our key counts',
      (object) => (object['name'] as unknown) === 'tlp:amber' && Object.assign(object, { name: 'tlp:clear' }),
      { marking: 'TLP:AMBER' },
    ],
  ])('%s', async (_name, change, fields) => {
    expect(fieldsOf(await rowsOf('misp', change))).toMatchObject(fields)
  })

  test.each<[string, Change, string]>([
    ['no label', own({ tlp: 7 }), 'marking-unresolved'],
    ['an audience', own({ audience: 'kind:bank' }), 'marking-unresolved'],
    ['another subject', own({ value: 'other.example.com' }), 'row-malformed'],
    ['no subject', own({ subject_kind: 'thing' }), 'row-malformed'],
    ['a confidence', own({ confidence: 'high' }), 'confidence-invalid'],
    ['a time', own({ valid_until: 'soon' }), 'cell-invalid'],
  ])('%s costs the row', async (_name, change, code) => {
    expect(brief(await rowsOf('misp', change))).toEqual([expect.stringMatching(new RegExp(` !${code}$`))])
  })

  test('without our key, as MISP passes it on: tags say the same, and the distribution closes what they cannot', async () => {
    const outcome = await rowsOf('misp', (object) => {
      delete object['entente']
    })
    expect(fieldsOf(outcome)).toMatchObject({
      ...{ marking: 'TLP:RED', pap: 'PAP:GREEN', category: 'phishing', confidence: 87, role: 'actor' },
    })
    expect(fieldsOf(outcome).labels).toEqual(['misp:confidence-level="usually-confident"'])
  })
})

describe('tables and lines that were changed', () => {
  test.each([
    ['standing', 'withdrawn', 'row-withdrawn'],
    ['statementKind', 'dispute', 'not-an-indicator'],
    ['audience', 'kind:bank', 'marking-unresolved'],
    ['marking', 'PINK', 'marking-unresolved'],
    ['pap', 'PINK', 'marking-unresolved'],
    ['noRepublish', 'perhaps', 'marking-unresolved'],
    ['sightings', '0', 'cell-invalid'],
  ])('%s %s is refused', async (key, value, code) => {
    const line = JSON.stringify({ value: 'a.example.com', [key]: value })
    expect(brief(await read('jsonl', `${line}\n`))).toEqual([`1 a.example.com !${code}`])
    const table = `value,statementKind,${key}\na.example.com,indicator,${value}\n`
    const own = key === 'statementKind' ? `value,statementKind\na.example.com,${value}\n` : table
    expect(brief(await read('csv', own))).toEqual([`2 a.example.com !${code}`])
  })

  test('in a table of somebody else the same words mean something else', async () => {
    const table = 'value,audience,standing\na.example.com,retail,open\n'
    expect(brief(await read('csv', table))).toEqual(['2 a.example.com'])
  })

  test('an apostrophe against formulas is none of the value', async () => {
    const { rows } = await read('csv', "value,description\n'+41791234567,'=1+1\n'quoted,it's\n")
    expect(rows.map((row) => [row.value, (row as TakenRow).fields.description])).toEqual([
      ['+41791234567', '=1+1'],
      ["'quoted", "it's"],
    ])
  })
})
