// What an import or a publication comes to, on a composed node with a real store: new, changed, repeated, withdrawn.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { localReader } from '../../../node/access/access.ts'
import type { NodeFacade, RunningNode } from '../../../node/api/facade.ts'
import type { ImportEvent, ImportSummary } from '../../../node/ingest/import.ts'
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

interface Row {
  value: string
  category?: string
  confidence?: number
  description?: string
  validUntil?: string
}

const never = new AbortController().signal

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

async function importText(text: string, feed = 'trial', marking = 'TLP:GREEN'): Promise<ImportEvent[]> {
  const events: ImportEvent[] = []
  const request = { format: 'jsonl', feed, marking, category: 'phishing' }
  for await (const event of facade.importFeed(bytesOf(text), request, never)) events.push(event)
  return events
}

async function importRows(rows: readonly Row[], feed?: string): Promise<ImportSummary> {
  const events = await importText(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), feed)
  const last = events.at(-1)
  if (last?.type !== 'summary') throw new Error('an import ends with its summary')
  const refused = Object.values(last.rejected).reduce((sum, count) => sum + count, 0)
  expect(last.read).toBe(last.published + last.unchanged + refused)
  return last
}

function current(value: string) {
  return facade
    .about(localReader, facade.readings(value)[0]!, 100)
    .filter(({ standing, held }) => standing === 'current' && held.statement.kind === 'indicator')
    .map(({ held }) => held)
}

const domains = (count: number): Row[] =>
  Array.from({ length: count }, (_, at) => ({ value: `site-${at}.example.com` }))

test('a feed imported again publishes nothing', async () => {
  const rows = domains(2500)
  expect(await importRows(rows)).toMatchObject({ published: 2500, unchanged: 0 })
  expect(await importRows(rows)).toMatchObject({ published: 0, unchanged: 2500 })
  expect(current('site-2499.example.com')).toHaveLength(1)
})

test('what changed is published as a replacement; times alone are no change', async () => {
  await importRows([{ value: 'a.example.com', confidence: 50 }])
  const [before] = current('a.example.com')
  expect(await importRows([{ value: 'a.example.com', confidence: 70 }])).toMatchObject({ published: 1, replaced: 1 })
  const after = current('a.example.com')
  expect(after.map(({ statement }) => [statement.confidence, statement.replaces])).toEqual([[70, before!.id]])
  const seen = { value: 'a.example.com', confidence: 70, lastSeen: '2026-01-01T00:00:00Z' }
  expect(await importRows([seen])).toMatchObject({ published: 0, unchanged: 1 })
})

test('rows of one file that are one record and differ: the first counts, and the file again changes nothing', async () => {
  const twins = [
    { value: 'twin.example.com', description: 'one' },
    ...domains(1100),
    { value: 'twin.example.com', description: 'two' },
    { value: 'TWIN.example.com', description: 'two' },
  ]
  expect(await importRows(twins)).toMatchObject({ published: 1101, unchanged: 2 })
  for (let run = 0; run < 2; run++) expect(await importRows(twins)).toMatchObject({ published: 0, unchanged: 1103 })
  const near = [
    { value: 'near.example.com', description: 'one' },
    { value: 'near.example.com', description: 'two' },
  ]
  expect(await importRows(near)).toMatchObject({ published: 1, unchanged: 1 })
  expect(await importRows(near)).toMatchObject({ published: 0, unchanged: 2 })
  expect(current('near.example.com').map(({ statement }) => statement.description)).toEqual(['one'])
})

test('two feeds, categories or roles are two records', async () => {
  expect(await importRows([{ value: 'a.example.com' }], 'one')).toMatchObject({ published: 1 })
  expect(await importRows([{ value: 'a.example.com' }], 'two')).toMatchObject({ published: 1, replaced: 0 })
  expect(await importRows([{ value: 'a.example.com', category: 'scam' }], 'one')).toMatchObject({ published: 1 })
  expect(current('a.example.com')).toHaveLength(3)
})

test('what an analyst withdrew is not published again until its source row changes', async () => {
  const row = { value: 'a.example.com', confidence: 50 }
  await importRows([row])
  const [held] = current('a.example.com')
  await facade.publish({ kind: 'withdrawal', target: held!.id, reason: 'false-positive' })
  expect(current('a.example.com')).toEqual([])
  expect(await importRows([row])).toMatchObject({ published: 0, unchanged: 1 })
  expect(current('a.example.com')).toEqual([])
  expect(await importRows([{ ...row, confidence: 90 }])).toMatchObject({ published: 1 })
  expect(current('a.example.com').map(({ statement }) => statement.confidence)).toEqual([90])
})

test('under a stricter marking a statement is taken back and said anew; under a wider one the author says so', async () => {
  const draft = { kind: 'indicator', value: 'm.example.com', category: 'scam' } as const
  const green = await facade.publish({ ...draft, marking: 'TLP:GREEN' })
  await expect(facade.publish({ ...draft, marking: 'TLP:CLEAR' })).rejects.toMatchObject({ code: 'marking-widened' })
  expect(current('m.example.com').map(({ marking }) => marking.tlp)).toEqual(['TLP:GREEN'])
  expect((await facade.publish({ ...draft, marking: 'TLP:CLEAR', replaces: green.id })).result).toBe('replaced')
  expect(current('m.example.com').map(({ marking }) => marking.tlp)).toEqual(['TLP:CLEAR'])

  const text = domains(5)
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('')
  await importText(text, 'trial', 'TLP:CLEAR')
  const moved = await importText(text, 'trial', 'TLP:GREEN')
  expect(moved.at(-1)).toMatchObject({ published: 5, replaced: 5, unchanged: 0 })
  expect(current('site-4.example.com').map(({ marking }) => marking.tlp)).toEqual(['TLP:GREEN'])
  expect((await importText(text, 'trial', 'TLP:GREEN')).at(-1)).toMatchObject({ published: 0, unchanged: 5 })
})

test.each([
  [{ description: 'x'.repeat(5000) }, 'description'],
  [{ labels: ['x'.repeat(500)] }, 'labels'],
  [{ firstSeen: 2000, lastSeen: 1000 }, 'last seen'],
  [{ external: ['javascript:alert(1)'] }, 'external'],
])('what the schema refuses is told by its field: %j', async (fields, field) => {
  const draft = { kind: 'indicator', value: 'a.example.com', category: 'scam', ...fields } as const
  await expect(facade.publish(draft)).rejects.toMatchObject({
    code: 'statement-unfit',
    message: expect.stringContaining(field) as string,
  })
})

test('a row whose own marking cannot be kept here costs itself; the import whose marking cannot be kept ends', async () => {
  const text = (row: object): string => `${JSON.stringify({ category: 'scam', ...row })}\n`
  const rows = [
    { value: 'plain.example.com' },
    { value: 'red.example.com', marking: 'TLP:RED' },
    { value: 'elsewhere.example.com', jurisdictions: ['FR'] },
    { value: 'amber.example.com', marking: 'TLP:AMBER' },
    { value: 'odd.example.com', permittedActions: ['Not A Name'] },
    { value: 'kept.example.com', noRepublish: true, pap: 'PAP:AMBER', permittedActions: ['none'] },
  ]
  const events = await importText(rows.map(text).join(''))
  expect(events.at(-1)).toMatchObject({ read: 6, published: 2 })
  expect(events.flatMap((event) => (event.type === 'reject' ? [[event.value, event.code]] : []))).toEqual([
    ['red.example.com', 'clearance-exceeded'],
    ['elsewhere.example.com', 'audience-empty'],
    ['amber.example.com', 'clearance-exceeded'],
    ['odd.example.com', 'field-invalid'],
  ])
  expect(current('kept.example.com').map(({ marking }) => marking)).toEqual([
    { tlp: 'TLP:GREEN', pap: 'PAP:AMBER', permittedActions: ['none'], noRepublish: true },
  ])
  await expect(importText(text({ value: 'a.example.com' }), 'trial', 'TLP:AMBER')).rejects.toMatchObject({
    code: 'clearance-exceeded',
  })
})

test('what a person withdrew that person may publish again', async () => {
  const draft = { kind: 'indicator', value: 'b.example.com', category: 'scam' } as const
  const first = await facade.publish(draft)
  await facade.publish({ kind: 'withdrawal', target: first.id })
  const again = await facade.publish(draft)
  expect(again.result).toBe('published')
  expect(again.id).not.toBe(first.id)
  expect(current('b.example.com').map(({ id }) => id)).toEqual([again.id])
})

test('two publications of one statement at once are one statement', async () => {
  const draft = { kind: 'indicator', value: 'c.example.com', category: 'scam' } as const
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => facade.publish(draft)))
  expect(new Set(outcomes.map(({ id }) => id)).size).toBe(1)
  expect(outcomes.map(({ result }) => result).sort()).toEqual([
    'published',
    'unchanged',
    'unchanged',
    'unchanged',
    'unchanged',
  ])
  const changed = await Promise.all([
    facade.publish({ ...draft, confidence: 10 }),
    facade.publish({ ...draft, confidence: 20 }),
  ])
  expect(changed.map(({ result }) => result)).toEqual(['replaced', 'replaced'])
  expect(current('c.example.com').map(({ statement }) => statement.confidence)).toEqual([20])
})

test('case 93 and other wrong rows: every one is reported with line, value and reason, and the others are published', async () => {
  const text = [
    '{"value":"ok.example.com"}',
    '{"value":"10.0.0.1"}',
    '{"value":"co.uk"}',
    '{"value":"0x52908400098527886E0F7030069857D2E4169Ee7"}',
    '{"value":"x.example.com","category":"no-such"}',
    '{"value":"y.example.com","confidence":400}',
    'not json',
    '{"value":"ok2.example.com"',
  ].join('\n')
  const events = await importText(text)
  const rejects = events.filter((event) => event.type === 'reject')
  expect(rejects.map(({ line, code }) => [line, code])).toEqual([
    [2, 'ip-reserved'],
    [3, 'domain-public-suffix'],
    [4, 'checksum-invalid'],
    [5, 'category-unknown'],
    [6, expect.any(String)],
    [7, 'row-malformed'],
    [8, 'row-cut'],
  ])
  expect(rejects.every(({ reason, value }) => reason !== '' && value !== '')).toBe(true)
  expect(events.at(-1)).toMatchObject({ type: 'summary', read: 8, published: 1, unchanged: 0 })
})

test.each([
  ['TLP:AMBER', 'clearance-exceeded'],
  ['TLP:RED', 'clearance-exceeded'],
  ['TLP:WHITE', 'marking-unknown'],
])('an import at %s is refused with %s', async (marking, code) => {
  await expect(importText('{"value":"a.example.com"}\n', 'trial', marking)).rejects.toMatchObject({ code })
})

test.each([
  [{ kind: 'indicator', category: 'scam' }, 'value-missing'],
  [{ kind: 'indicator', value: 'a.example.com' }, 'category-missing'],
  [{ kind: 'indicator', value: 'a.example.com', category: 'scam', marking: 'TLP:AMBER' }, 'clearance-exceeded'],
  [{ kind: 'indicator', value: 'a.example.com', category: 'scam', audience: 'member:nobody' }, 'audience-name-unknown'],
  [{ kind: 'indicator', value: 'a.example.com', category: 'scam', audience: 'kind:bank' }, 'audience-empty'],
  [{ kind: 'indicator', value: 'a.example.com', category: 'scam', audience: 'kind:' }, 'audience-malformed'],
  [{ kind: 'indicator', value: 'a.example.com', category: 'scam', marking: 'TLP:RED' }, 'readers-required'],
  [{ kind: 'dispute', value: 'a.example.com' }, 'target-missing'],
  [{ kind: 'withdrawal', target: `${'0'.repeat(64)}.0` }, 'not-found'],
  [{ kind: 'request', value: 'a.example.com' }, 'kind-unsupported'],
  [{ kind: 'indicator', value: 'a.example.com', category: 'scam', role: 'bystander' }, 'draft-invalid'],
] as const)('%j is refused with a code', async (draft, code) => {
  await expect(facade.publish(draft)).rejects.toMatchObject({ code })
})

test('a node that is started again goes on with what it knew', async () => {
  await importRows(domains(30))
  const digest = (await facade.status(localReader)).digest
  await node.stop()
  node = await startPartner(partners.partners[0]!)
  facade = node.facade
  expect((await facade.status(localReader)).digest).toBe(digest)
  expect(await importRows(domains(31))).toMatchObject({ published: 1, unchanged: 30 })
  // A clean stop: the lane is continued.
  expect((await facade.status(localReader)).lanes).toBe(1)
})

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()

test.each<[string, string | undefined, string | undefined, number]>([
  ['ended, and is kept up', inDays(-1), inDays(7), 1],
  ['is about to end, and is kept up', inDays(1), inDays(7), 1],
  ['has most of its time left', inDays(6), inDays(7), 0],
  ['ends earlier by now', inDays(7), inDays(3), 0],
  ['ended, and has another end in the past', inDays(-3), inDays(-1), 0],
  ['has an end no more', inDays(-1), undefined, 1],
  ['has an end now', undefined, inDays(7), 1],
])('a row that %s', async (_, before, after, replaced) => {
  const row = (validUntil?: string): Row[] => [
    { value: 'a.example.com', ...(validUntil === undefined ? {} : { validUntil }) },
  ]
  await importRows(row(before))
  expect(await importRows(row(after))).toMatchObject({ published: replaced, replaced })
  expect(await importRows(row(after))).toMatchObject({ published: 0, unchanged: 1 })
  const stands = replaced === 1 ? after : before
  const isOver = stands !== undefined && Date.parse(stands) < Date.now()
  expect(current('a.example.com')).toHaveLength(isOver ? 0 : 1)
})

test('by hand every other end is told; the rows of one record in a file do not change each other', async () => {
  const draft = (validUntil: number) =>
    facade.publish({ kind: 'indicator', value: 'a.example.com', category: 'scam', validUntil })
  const day = Math.floor(Date.now() / 1000) * 1000 + 86_400_000
  await draft(day)
  expect(await draft(day)).toMatchObject({ result: 'unchanged' })
  expect(await draft(day - 3_600_000)).toMatchObject({ result: 'replaced' })
  const rows = [1, 30].map((days) => ({ value: 'b.example.com', validUntil: inDays(days) }))
  expect(await importRows(rows)).toMatchObject({ published: 1, unchanged: 1 })
  // The longer one counts from the second time on.
  expect(await importRows(rows)).toMatchObject({ published: 1, unchanged: 1 })
  expect(await importRows(rows)).toMatchObject({ published: 0, unchanged: 2 })
})
