// Pushed batches on a composed node with a real store: each row's result, and the receipt that answers for it afterwards.
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Reader, localReader } from '../../../node/access/access.ts'
import type { NodeFacade, RunningNode } from '../../../node/api/facade.ts'
import { openStore } from '../../../node/store/index.ts'
import type { PushReceipt, PushRequest } from '../../../node/push/types.ts'
import type { MemberId } from '../../../protocol/ids.ts'
import { type Partners, createPartners, startPartner } from '../../helpers/partners.ts'

let partners: Partners
let node: RunningNode
let facade: NodeFacade

beforeEach(async () => {
  partners = await createPartners({ kinds: ['exchange', 'analytics'], clearance: 'TLP:AMBER' })
  node = await startPartner(partners.partners[0]!)
  facade = node.facade
})
afterEach(async () => {
  await node.stop()
  await partners[Symbol.asyncDispose]()
})

const restart = async (): Promise<void> => {
  await node.stop()
  node = await startPartner(partners.partners[0]!)
  facade = node.facade
}

const base: PushRequest = {
  ...{ format: 'jsonl', feed: 'trial', marking: 'TLP:GREEN', category: 'phishing', reader: localReader },
}
const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
const push = (text: string | Uint8Array, request: Partial<PushRequest> = {}): Promise<PushReceipt> =>
  facade.pushes.push([typeof text === 'string' ? Buffer.from(text) : text], { ...base, ...request })
const token = (id: string, role: 'staff' | 'feed' = 'feed'): Reader => ({
  ...{ kind: 'token', id, name: `robot ${id}`, member: 'exchange-0' as MemberId, role, groups: [] },
  ...{ clearance: 'TLP:AMBER', scopes: ['import'] },
})
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'taken',
    (error: unknown) => (error as { code?: unknown }).code,
  )
const held = async (): Promise<string[]> => {
  const found = await Array.fromAsync(
    facade.query(localReader, {}, { after: 0, limit: 100_000 }, new AbortController().signal),
  )
  return found.map(({ held: one }) => one.id)
}

test('a batch whose results are not kept any more is answered by its summary: what was withdrawn does not come back', async () => {
  const text = lines([{ value: 'gone.example.com' }, { value: 'stays.example.com' }])
  const { id, rows, summary } = await push(text, { key: 'k' })
  await facade.publish({ kind: 'withdrawal', target: (rows[0] as { id: string }).id })
  await node.stop()
  // As the bound of bytes leaves it: the head says that there are none, and they are gone.
  const store = await openStore(partners.partners[0]!.home.paths.store, { clock: Date.now })
  const head = JSON.parse(Buffer.from(store.meta(`push:${id}`) ?? []).toString()) as { done: object }
  const light = Buffer.from(JSON.stringify({ ...head, done: { ...head.done, bytes: 0 } }))
  await store.putMeta({ [`push:${id}`]: light, [`pushed:${id}`]: undefined })
  await store.close()
  node = await startPartner(partners.partners[0]!)
  facade = node.facade
  const before = await held()
  expect(await push(text, { key: 'k' })).toMatchObject({
    ...{ state: 'complete', replayed: true, rowsDropped: true, rows: [], summary },
  })
  expect(await held()).toEqual(before)
})

describe('each row is told what it came to', () => {
  test('published, replaced, unchanged and rejected, in the order of the rows', async () => {
    await push(lines([{ value: 'known.example.com' }, { value: 'old.example.com', confidence: 10 }]))
    const text = `${lines([
      { value: 'New.Example.COM.' },
      { value: 'known.example.com' },
      { value: '10.0.0.1' },
      { value: 'old.example.com', confidence: 90 },
      { value: 'new.example.com' },
    ])}no json\n`
    const { rows, summary, state, replayed } = await push(text, { key: 'batch-2' })
    expect({ state, replayed }).toEqual({ state: 'complete', replayed: false })
    expect(rows).toMatchObject([
      { row: 1, line: 1, result: 'published', subject: 'new.example.com' },
      { row: 2, line: 2, result: 'unchanged', subject: 'known.example.com' },
      { row: 3, line: 3, result: 'rejected', value: '10.0.0.1', code: 'ip-reserved' },
      { row: 4, line: 4, result: 'replaced', subject: 'old.example.com' },
      { row: 5, line: 5, result: 'unchanged', subject: 'new.example.com' },
      { row: 6, line: 6, result: 'rejected', value: 'no json', code: 'row-malformed' },
    ])
    const ids = rows.map((row) => ('id' in row ? row.id : undefined))
    expect(ids[4]).toBe(ids[0])
    const all = await held()
    for (const id of ids.filter((one) => one !== undefined)) expect(all).toContain(id)
    expect(summary).toEqual({
      ...{ read: 6, published: 2, replaced: 1, unchanged: 2 },
      rejected: { 'ip-reserved': 1, 'row-malformed': 1 },
    })
  })

  test('rows of STIX name their objects, and what is no row is told as context', async () => {
    const made = { spec_version: '2.1', created: '2026-01-01T00:00:00.000Z', modified: '2026-01-02T00:00:00.000Z' }
    const id = (type: string, at: number): string => `${type}--00000000-0000-4000-8000-00000000000${at}`
    const indicator = { ...made, type: 'indicator', pattern_type: 'stix', valid_from: '2026-01-01T00:00:00Z' }
    const objects = [
      { ...made, type: 'identity', id: id('identity', 1), name: 'CERT', identity_class: 'organization' },
      { ...indicator, id: id('indicator', 2), pattern: "[domain-name:value IN ('a.example.com', 'b.example.com')]" },
      { ...indicator, id: id('indicator', 3), pattern: "[process:name = 'x']" },
      { type: 'url', spec_version: '2.1', id: id('url', 4), value: 'https://c.example.com/x' },
    ]
    const versioned = { object: id('indicator', 2), version: made.modified }
    for (const [format, document] of [
      ['taxii', { objects }],
      ['stix', { type: 'bundle', id: id('bundle', 9), objects }],
    ] as const) {
      const { rows, context } = await push(JSON.stringify(document), { format, feed: format })
      expect(rows).toMatchObject([
        { row: 1, ...versioned, result: 'published', subject: 'a.example.com' },
        { row: 2, ...versioned, result: 'published', subject: 'b.example.com' },
        { row: 3, object: id('indicator', 3), version: made.modified, result: 'rejected', code: 'no-subject' },
        { row: 4, object: id('url', 4), result: 'published', subject: 'https://c.example.com/x' },
      ])
      expect(rows[3]).not.toHaveProperty('version')
      expect(context).toEqual([{ object: id('identity', 1), version: made.modified }])
    }
  })

  test.each([
    ['a cut document', '{"type":"bundle","objects":[{"type":"url","value":"https://a.example.com/"', 'feed-truncated'],
    ['another format', '<html></html>', 'format-mismatch'],
    ['nothing', '', 'feed-empty'],
    ['a packed body', gzipSync('{}'), 'push-encoding'],
  ])('%s publishes nothing, and leaves the key free', async (_, body, code) => {
    expect(await codeOf(push(body, { format: 'stix', key: 'k' }))).toBe(code)
    expect(await held()).toEqual([])
    expect(await facade.pushes.receipt(localReader, 'k')).toBeUndefined()
    expect(await push(lines([{ value: 'a.example.com' }]), { key: 'k' })).toMatchObject({ summary: { published: 1 } })
  })

  test.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ] as const)('a body in %s is what is in it', async (encoding, pack) => {
    const text = lines([{ value: 'a.example.com' }])
    expect(await push(pack(Buffer.from(text)), { encoding, key: 'k' })).toMatchObject({ summary: { published: 1 } })
    // How it travelled is no part of it.
    expect(await push(text, { key: 'k' })).toMatchObject({ replayed: true })
    const damaged = Buffer.concat([pack(Buffer.from(text)).subarray(0, 14), Buffer.alloc(20, 1)])
    expect(await codeOf(push(damaged, { encoding }))).toBe('push-encoding')
    expect(await codeOf(push(pack(Buffer.alloc(33 * 1024 * 1024)), { encoding }))).toBe('push-too-large')
  })
})

describe('a key', () => {
  const text = lines([{ value: 'a.example.com' }, { value: '10.0.0.1' }])

  test('pushed again gives the same results and publishes nothing, after a restart and a withdrawal, too', async () => {
    const first = await push(text, { key: 'k' })
    const before = await held()
    expect(await push(text, { key: 'k' })).toEqual({ ...first, replayed: true })
    await restart()
    expect(await push(text, { key: 'k' })).toEqual({ ...first, replayed: true })
    expect(await facade.pushes.receipt(localReader, 'k')).toEqual({ ...first, replayed: true })
    expect(await facade.pushes.receipt(localReader, first.id)).toEqual({ ...first, replayed: true })
    const [row] = first.rows
    await facade.publish({ kind: 'withdrawal', target: (row as { id: string }).id })
    expect(await push(text, { key: 'k' })).toEqual({ ...first, replayed: true })
    expect(await held()).toHaveLength(before.length + 1)
  })

  test.each([
    ['another body', lines([{ value: 'b.example.com' }]), {}],
    ['another marking', text, { marking: 'TLP:CLEAR' }],
    ['another feed', text, { feed: 'other' }],
    ['another default', text, { category: 'scam' }],
    ['another format', text, { format: 'stix' as const }],
  ])('is refused for %s', async (_, body, change) => {
    await push(text, { key: 'k' })
    const before = await held()
    expect(await codeOf(push(body, { key: 'k', ...change }))).toBe('idempotency-mismatch')
    expect(await held()).toEqual(before)
  })

  test('is its caller’s alone: others neither see it nor meet it', async () => {
    const [mine, other] = [token('1'), token('2')]
    const first = await push(text, { key: 'k', reader: mine })
    for (const name of ['k', first.id]) expect(await facade.pushes.receipt(other, name)).toBeUndefined()
    const theirs = await push(lines([{ value: 'b.example.com' }]), { key: 'k', reader: other })
    expect(theirs).toMatchObject({ replayed: false, summary: { published: 1 } })
    expect(theirs.id).not.toBe(first.id)
    expect(await facade.pushes.receipt(mine, 'k')).toMatchObject({
      id: first.id,
      rows: [{ subject: 'a.example.com' }, {}],
    })
  })

  test('left out, each push is one of its own under a key that the node gives', async () => {
    const [first, second] = [await push(text), await push(text)]
    expect(first.key).not.toBe(second.key)
    expect(second).toMatchObject({ replayed: false, summary: { published: 0, unchanged: 1 } })
    expect(await facade.pushes.receipt(localReader, second.key)).toMatchObject({ id: second.id })
  })

  test.each(['', ' ', 'a\tb', 'ä', 'x'.repeat(129), '"unfinished'.repeat(20)])('%j is no key', async (key) => {
    expect(await codeOf(push(text, { key }))).toBe('idempotency-key-invalid')
  })

  test('in quotes is the same as without', async () => {
    const { id } = await push(text, { key: '"k"' })
    expect(await push(text, { key: 'k' })).toMatchObject({ id, replayed: true })
  })

  test('under way twice is refused the second time, with the seconds to wait', async () => {
    const [first, second] = [push(text, { key: 'k' }), push(text, { key: 'k' })]
    await expect(second).rejects.toMatchObject({ code: 'push-under-way', retryAfter: expect.any(Number) as number })
    expect(await first).toMatchObject({ state: 'complete' })
  })
})

describe('what a caller may not read', () => {
  test('is told as if it were not there', async () => {
    const secret = { ...base, marking: 'TLP:AMBER' }
    const text = lines([{ value: 'secret.example.com' }])
    const first = await push(text, secret)
    // A feed token reads what is open alone.
    const blind = await push(text, { reader: token('1') })
    expect(blind.rows).toMatchObject([{ result: 'published' }])
    expect(JSON.stringify(blind)).not.toContain((first.rows[0] as { id: string }).id)
  })

  test('is refused row by row above its clearance', async () => {
    const low: Reader = { ...(token('1') as Extract<Reader, { kind: 'token' }>), clearance: 'TLP:GREEN' }
    const text = lines([{ value: 'a.example.com' }, { value: 'b.example.com', marking: 'TLP:AMBER' }])
    expect((await push(text, { reader: low })).rows).toMatchObject([
      { result: 'published' },
      { result: 'rejected', code: 'clearance-exceeded' },
    ])
  })
})

test('what the gate of quality holds is rejected with its code, and said where somebody may insist', async () => {
  const text = lines([{ value: '0x000000000000000000000000000000000000dEaD', chain: 'ethereum' }])
  expect((await push(text)).rows).toMatchObject([{ row: 1, result: 'rejected', code: 'held-system-address' }])
  const blind = push(text, { force: true, reader: token('1'), key: 'k' })
  expect(await codeOf(blind)).toBe('force-refused')
  expect(await facade.pushes.receipt(token('1'), 'k')).toBeUndefined()
  expect((await push(text, { force: true })).rows).toMatchObject([{ result: 'published' }])
})

test('batches of one feed that come at once are taken one after the other: a later value is not lost', async () => {
  const receipts = await Promise.all(
    [10, 20, 30, 40].map((confidence) => push(lines([{ value: 'a.example.com', confidence }]))),
  )
  expect(receipts.map(({ rows }) => rows[0]?.result)).toEqual(['published', 'replaced', 'replaced', 'replaced'])
})
