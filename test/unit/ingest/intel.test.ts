// STIX and MISP through a node with a real store: what their rows become, and that the same file again says nothing new.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { localReader } from '../../../node/access/access.ts'
import type { NodeFacade, RunningNode } from '../../../node/api/facade.ts'
import type { ImportSummary } from '../../../node/ingest/import.ts'
import { type Partners, createPartners, startPartner } from '../../helpers/partners.ts'

let partners: Partners
let node: RunningNode
let facade: NodeFacade

beforeEach(async () => {
  partners = await createPartners({ kinds: ['exchange', 'analytics'] })
  node = await startPartner(partners.partners[0]!)
  facade = node.facade
})
afterEach(async () => {
  await node.stop()
  await partners[Symbol.asyncDispose]()
})

async function* bytesOf(document: unknown): AsyncGenerator<Uint8Array> {
  yield Buffer.from(await Promise.resolve(JSON.stringify(document)))
}

async function importDocument(format: string, document: unknown, marking = 'TLP:GREEN'): Promise<ImportSummary> {
  const request = { format, feed: 'trial', marking }
  let summary: ImportSummary | undefined
  for await (const event of facade.importFeed(bytesOf(document), request, new AbortController().signal)) {
    if (event.type === 'summary') summary = event
  }
  if (summary === undefined) throw new Error('an import ends with its summary')
  const refused = Object.values(summary.rejected).reduce((sum, count) => sum + count, 0)
  expect(summary.read).toBe(summary.published + summary.unchanged + refused)
  return summary
}

function said(value: string) {
  return facade
    .about(localReader, facade.readings(value)[0]!, 100)
    .filter(({ standing }) => standing === 'current')
    .map(({ held }) => held)
}

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

test('a STIX bundle: an indicator, its sighting and what it is related to', async () => {
  const host = { type: 'domain-name', id: `domain-name--${uuid(3)}`, value: 'other.example.com' }
  const document = {
    type: 'bundle',
    id: `bundle--${uuid(1)}`,
    objects: [
      {
        type: 'sighting',
        id: `sighting--${uuid(2)}`,
        sighting_of_ref: `indicator--${uuid(1)}`,
        count: 3,
        last_seen: '2025-01-02T00:00:00Z',
      },
      {
        ...{
          type: 'indicator',
          id: `indicator--${uuid(1)}`,
          labels: ['phishing'],
          confidence: 70,
          valid_from: '2025-01-01T00:00:00Z',
        },
        ...{ pattern_type: 'stix', pattern: "[url:value = 'https://login.example.com/a' OR file:name = 'x']" },
      },
      host,
      {
        type: 'relationship',
        id: `relationship--${uuid(4)}`,
        relationship_type: 'related-to',
        source_ref: `indicator--${uuid(1)}`,
        target_ref: host.id,
      },
      // A relation whose end no network could speak of costs itself, not the row.
      { type: 'ipv4-addr', id: `ipv4-addr--${uuid(5)}`, value: '10.0.0.1' },
      {
        type: 'relationship',
        id: `relationship--${uuid(6)}`,
        relationship_type: 'resolves-to',
        source_ref: host.id,
        target_ref: `ipv4-addr--${uuid(5)}`,
      },
    ],
  }
  const first = await importDocument('stix', document)
  expect(first).toMatchObject({ read: 5, published: 3, unchanged: 0, rejected: { 'ip-reserved': 1, 'no-subject': 1 } })
  const all = said('https://login.example.com/a')
  expect(all.map(({ statement }) => statement.kind).toSorted()).toEqual(['indicator', 'sighting'])
  expect(all.find(({ statement }) => statement.kind === 'indicator')?.statement).toMatchObject({
    ...{ category: 'phishing', confidence: 70, labels: ['phishing'], firstSeen: Date.UTC(2025, 0, 1) },
    origin: { feed: 'trial', record: `indicator--${uuid(1)}` },
    relations: [{ type: 'related-to', subject: { kind: 'domain', value: 'other.example.com' } }],
  })
  expect(all.find(({ statement }) => statement.kind === 'sighting')?.statement).toMatchObject({
    sightings: 3,
    lastSeen: Date.UTC(2025, 0, 2),
  })
  const [other] = said('other.example.com')
  expect(other?.statement).not.toHaveProperty('relations')
  expect(said('other.example.com')).toMatchObject([{ statement: { category: 'unknown', role: 'mention' } }])
  expect(await importDocument('stix', document)).toMatchObject({ published: 0, replaced: 0, unchanged: 3 })
})

test('a MISP event: its attributes, under the stricter of its tag and the import', async () => {
  const Attribute = [
    { type: 'domain|ip', value: 'drop.example.com|198.51.100.1', to_ids: true },
    { type: 'btc', value: '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', category: 'Financial fraud', to_ids: false },
    { type: 'comment', value: 'a note' },
  ]
  const document = {
    Event: { uuid: uuid(1), info: 'An event', Attribute, Tag: [{ name: 'tlp:green' }], Orgc: { name: 'A team' } },
  }
  const first = await importDocument('misp', document, 'TLP:CLEAR')
  expect(first).toMatchObject({ read: 4, published: 2, rejected: { 'ip-reserved': 1, 'no-subject': 1 } })
  const [domain] = said('drop.example.com')
  expect(domain).toMatchObject({
    statement: {
      category: 'unknown',
      description: 'An event',
      origin: { feed: 'trial', source: 'A team', record: uuid(1) },
    },
  })
  expect(said('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa')).toMatchObject([{ statement: { category: 'scam' } }])
  expect(JSON.stringify(domain)).toContain('TLP:GREEN')
  expect(await importDocument('misp', document, 'TLP:CLEAR')).toMatchObject({ published: 0, unchanged: 2 })
})
