// MISP out: events that a MISP instance takes, grouped so that a change of one statement changes one event.
import { hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type FeedFiles, openMispFeed } from '../../../node/feeds/misp-feed.ts'
import type { StoredStatement } from '../../../node/store/types.ts'
import { everyone } from '../../../protocol/audience.ts'
import { parseAudience } from '../../../protocol/audience-text.ts'
import { pieces, read } from '../feeds/read.ts'
import { exported, folder, indicator, statementId, subjects } from './fixture.ts'

interface Attribute {
  readonly uuid: string
  readonly type: string
  readonly category: string
  readonly value: string
  readonly to_ids: boolean
  readonly comment: string
  readonly timestamp: string
  readonly distribution: string
  readonly deleted: boolean
  readonly first_seen?: string
  readonly Tag: readonly { name: string }[]
  readonly Sighting: readonly { type: string; date_sighting: string; uuid: string }[]
  readonly object_relation?: string
  readonly entente?: object
}
interface Event {
  readonly uuid: string
  readonly info: string
  readonly date: string
  readonly timestamp: string
  readonly published: boolean
  readonly distribution: string
  readonly Orgc: { name: string; uuid: string }
  readonly Tag: readonly { name: string }[]
  readonly Attribute: readonly Attribute[]
  readonly Object: readonly { name: string; template_uuid: string; Attribute: readonly Attribute[] }[]
}

const request = { as: 'misp', history: true, restricted: true } as const
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function eventsOf(all: readonly StoredStatement[], more: object = {}): Promise<Event[]> {
  const { text } = await exported(all, { ...request, ...more })
  return (JSON.parse(text) as { response: { Event: Event }[] }).response.map(({ Event: event }) => event)
}

async function attributesOf(all: readonly StoredStatement[]): Promise<Attribute[]> {
  const events = await eventsOf(all)
  return events.flatMap((event) => [
    ...event.Attribute,
    ...event.Object.flatMap((object) => object.Attribute.filter(({ entente }) => entente !== undefined)),
  ])
}

const tagsOf = ({ Tag }: Pick<Attribute, 'Tag'>): string[] => Tag.map(({ name }) => name)

describe('attributes', () => {
  test.each([
    [0, 'btc', 'Financial fraud', undefined],
    [1, 'text', 'Other', 'ETH'],
    [2, 'text', 'Other', 'BTC'],
    [3, 'domain', 'Network activity', undefined],
    [4, 'url', 'Network activity', undefined],
    [5, 'ip-dst', 'Network activity', undefined],
    [6, 'ip-dst', 'Network activity', undefined],
    [7, 'email', 'Payload delivery', undefined],
    [8, 'phone-number', 'Financial fraud', undefined],
    [9, 'iban', 'Financial fraud', undefined],
    [10, 'text', 'Other', undefined],
    [11, 'twitter-id', 'Social network', undefined],
    [12, 'sha256', 'Payload delivery', undefined],
  ])('subject %i is a %s', async (at, type, category, symbol) => {
    const [event] = await eventsOf([indicator(1, { subject: subjects[at]! })])
    const [found] = await attributesOf([indicator(1, { subject: subjects[at]! })])
    expect(found).toMatchObject({ type, category, to_ids: true, deleted: false, distribution: '5' })
    expect(found!.uuid).toMatch(uuid)
    expect(subjects[at]!.value.endsWith(found!.value)).toBe(true)
    const beside = event!.Object[0]?.Attribute.find(({ object_relation: relation }) => relation === 'symbol')
    expect(beside?.value).toBe(symbol)
  })

  test('carry category, confidence, role and basis as tags, labels where they mean nothing else', async () => {
    const [found] = await attributesOf([
      indicator(1, {
        category: 'scam',
        confidence: 87,
        role: 'actor',
        basis: 'forensic',
        labels: ['campaign-7', 'tlp:clear', 'PAP:RED', 'misp:tlp="white"', 'entente:category="victim"', 'tlparty'],
      }),
    ])
    expect(tagsOf(found!)).toEqual([
      'entente:category="scam"',
      'entente:confidence="87"',
      'misp:confidence-level="usually-confident"',
      'entente:role="actor"',
      'entente:basis="forensic"',
      'campaign-7',
      'tlparty',
    ])
  })

  test.each([
    [100, 'completely-confident'],
    [99, 'usually-confident'],
    [50, 'fairly-confident'],
    [25, 'rarely-confident'],
    [0, 'unconfident'],
  ])('confidence %i is at most %s', async (confidence, level) => {
    const [found] = await attributesOf([indicator(1, { confidence })])
    expect(tagsOf(found!)).toContain(`misp:confidence-level="${level}"`)
  })

  test.each([
    [{ category: 'scam' }, true],
    [{ category: 'scam', role: 'victim' }, false],
    [{ category: 'scam', role: 'mention' }, false],
    [{ category: 'exchange-hot-wallet' }, false],
    [{ category: 'scam', validUntil: 1 }, false],
  ] as const)('%o is for detection: %s', async (statement, toIds) => {
    expect((await attributesOf([indicator(1, statement)]))[0]!.to_ids).toBe(toIds)
  })

  test('are seen, disputed and end by sightings of MISP', async () => {
    const target = statementId(1)
    const all = [
      indicator(1, { validUntil: Date.UTC(2030, 0, 1) }),
      indicator(2, { kind: 'sighting', target, lastSeen: Date.UTC(2026, 2, 1) }),
      indicator(3, { kind: 'dispute', target }, { member: 'cert' as never }),
      // Said to fewer: those who read the event must not learn of it.
      indicator(4, { kind: 'sighting', target, lastSeen: 7 }, { marking: { tlp: 'TLP:AMBER' } }),
    ]
    const [found] = await attributesOf(all)
    expect(found!.Sighting.map(({ type, date_sighting: at }) => [type, Number(at)])).toEqual([
      ['0', Date.UTC(2026, 2, 1) / 1000],
      ['1', Math.floor(all[2]!.issuedAt / 1000)],
      ['2', Date.UTC(2030, 0, 1) / 1000],
    ])
    for (const { uuid: id } of found!.Sighting) expect(id).toMatch(uuid)
  })
})

describe('events', () => {
  test('have author, day, marking, and how far they may go', async () => {
    const [event] = await eventsOf([indicator(1, { origin: { feed: 'desk' } }, { marking: { tlp: 'TLP:CLEAR' } })])
    expect(event).toMatchObject({
      info: 'Acme Exchange: desk, 2026-05-01',
      date: '2026-05-01',
      published: true,
      Orgc: { name: 'Acme Exchange' },
    })
    expect(tagsOf(event!)).toEqual(['tlp:clear'])
  })

  test.each([
    [{ tlp: 'TLP:CLEAR' }, '3'],
    [{ tlp: 'TLP:GREEN' }, '1'],
    [{ tlp: 'TLP:AMBER' }, '0'],
    [{ tlp: 'TLP:AMBER+STRICT' }, '0'],
    [{ tlp: 'TLP:RED' }, '0'],
    [{ tlp: 'TLP:CLEAR', noRepublish: true }, '0'],
    [{ tlp: 'TLP:CLEAR', permittedActions: ['none'] }, '0'],
    [{ tlp: 'TLP:CLEAR', jurisdictions: ['CH'] }, '0'],
  ] as const)('%o has distribution %s', async (marking, distribution) => {
    const [event] = await eventsOf([indicator(1, {}, { marking })])
    expect(event!.distribution).toBe(distribution)
    expect(tagsOf(event!)).toContain(marking.tlp.toLowerCase())
  })

  test('of fewer than everyone stay in the organization', async () => {
    const audience = parseAudience('kind:exchange')
    const [event] = await eventsOf([indicator(1, {}, { marking: { tlp: 'TLP:CLEAR' }, audience })])
    expect(event!.distribution).toBe('0')
  })

  test('are one for a lane, a feed, a day and 32 bundles', async () => {
    const same = [indicator(1), indicator(2), indicator(31)]
    const [event, more] = await eventsOf(same)
    expect(more).toBeUndefined()
    expect(event!.Attribute).toHaveLength(3)
    const others = [
      indicator(32),
      indicator(3, { origin: { feed: 'desk' } }),
      indicator(4, {}, { lane: 'ab'.repeat(32) as never }),
      indicator(5, {}, { issuedAt: Date.UTC(2026, 4, 2) }),
    ]
    for (const other of others) {
      const all = [...same, other].sort((a, b) => a.cursor - b.cursor)
      expect(await eventsOf(all), other.id).toHaveLength(2)
    }
  })

  test('change with what is in them alone', async () => {
    const all = [indicator(1), indicator(2), indicator(40), indicator(41)]
    const change = indicator(42, { kind: 'withdrawal', target: statementId(2), subject: all[1]!.statement.subject })
    const before = await eventsOf(all)
    const after = await eventsOf([...all, change])
    expect(after.map(({ uuid: id }) => id)).toEqual(before.map(({ uuid: id }) => id))
    expect(after[1]).toEqual(before[1])
    expect(after[0]!.Attribute.map(({ deleted }) => deleted)).toEqual([false, true])
    expect(Number(after[0]!.timestamp)).toBeGreaterThan(Number(before[0]!.timestamp))
    expect(Number(after[0]!.Attribute[1]!.timestamp)).toBeGreaterThan(Number(before[0]!.Attribute[1]!.timestamp))
  })

  test('are newer where a statement arrives late, whatever its author says of the time', async () => {
    const late = indicator(22, {}, { issuedAt: indicator(21).issuedAt - 5000, receivedAt: Date.UTC(2026, 5, 1) })
    const [before] = await eventsOf([indicator(21)])
    const [after] = await eventsOf([indicator(21), late])
    expect(Number(after!.timestamp)).toBeGreaterThan(Number(before!.timestamp))
  })

  test('leave out what may not be told to others, unless that is asked for', async () => {
    const all = [
      indicator(1),
      indicator(2, {}, { marking: { tlp: 'TLP:CLEAR', noRepublish: true } }),
      indicator(3, {}, { marking: { tlp: 'TLP:CLEAR', pap: 'PAP:RED' } }),
      indicator(4, {}, { marking: { tlp: 'TLP:CLEAR', pap: 'PAP:AMBER' } }),
      indicator(5, {}, { audience: parseAudience('kind:exchange') }),
      indicator(6, {}, { marking: { tlp: 'TLP:CLEAR', jurisdictions: ['CH'] }, audience: everyone }),
    ]
    const { text, tally } = await exported(all, { as: 'misp' })
    expect(tally.summary).toEqual({ written: 2, leftOut: { restricted: 4 } })
    expect(text.match(/"entente:category/g)).toHaveLength(2)
    expect((await exported(all, request)).tally.summary).toEqual({ written: 6, leftOut: {} })
  })
})

describe('a feed folder', () => {
  const all = [
    ...subjects.map((subject, at) => indicator(at + 1, { subject })),
    indicator(40, { subject: subjects[3]!, origin: { feed: 'desk' } }),
    indicator(41, { kind: 'withdrawal', subject: subjects[3]!, target: statementId(40) }),
  ]

  test('names in its manifest what is there, and nothing else', async () => {
    const { files, tally } = await folder(all, request)
    const manifest = JSON.parse(files.get('manifest.json')!) as Record<string, Event>
    const events = [...files].filter(([name]) => uuid.test(name.replace('.json', '')))
    expect(Object.keys(manifest).map((id) => `${id}.json`)).toEqual(events.map(([name]) => name))
    expect([...files.keys()].slice(-2)).toEqual(['hashes.csv', 'manifest.json'])
    for (const [name, text] of events) {
      const { Event: event } = JSON.parse(text) as { Event: Event }
      const { info, date, timestamp, Orgc, Tag } = event
      expect(manifest[event.uuid]).toMatchObject({ info, date, timestamp, Orgc, Tag })
      expect(name).toBe(`${event.uuid}.json`)
    }
    expect(tally.written).toBe(14)
  })

  test('has the hash of each value with its event', async () => {
    const { files } = await folder(all, request)
    const lines = files.get('hashes.csv')!.trim().split('\n')
    expect(lines).toHaveLength(14)
    const [md5, event] = lines[3]!.split(',')
    expect(md5).toBe(hash('md5', 'evil.example.com', 'hex'))
    expect(files.get(`${event ?? ''}.json`)).toContain('evil.example.com')
  })

  test('is read by our own subscriber: whole at first, then what changed alone', async () => {
    const filesOf = async (statements: readonly StoredStatement[]): Promise<FeedFiles> => {
      const { files } = await folder(statements, request)
      return (name) => Promise.resolve(pieces(Buffer.from(files.get(name) ?? '')))
    }
    const first = await openMispFeed(await filesOf(all))
    const rows = []
    for (const { open } of first.changed) {
      const bytes = Buffer.concat(await Array.fromAsync(await open()))
      rows.push(...(await read('misp', bytes)).rows)
    }
    expect(rows.flatMap(({ reject }) => reject ?? [])).toEqual(['row-withdrawn'])
    expect(rows.filter(({ reject }) => reject === undefined)).toHaveLength(13)
    const known = new Map(first.changed.map(({ uuid: id, timestamp }) => [id, timestamp]))
    expect(await openMispFeed(await filesOf(all), known)).toMatchObject({ changed: [], unchanged: 2, gone: [] })
    const more = indicator(42, { kind: 'withdrawal', subject: subjects[5]!, target: statementId(6) })
    expect(await openMispFeed(await filesOf([...all, more]), known)).toMatchObject({ unchanged: 1, gone: [] })
  })

  test('is the same whoever makes it', async () => {
    expect(await folder(all, request)).toEqual(await folder(all, request))
  })

  test('of nothing is a manifest of nothing', async () => {
    const { files } = await folder([], request)
    expect([...files]).toEqual([['manifest.json', '{}\n']])
    expect(JSON.parse((await exported([], request)).text)).toEqual({ response: [] })
  })
})
