// POST, status and DELETE: what a tool hands in is found under the id that it gave, each object is answered for truthfully,
// the same again changes nothing, and subscribers hear of every end.
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openReaderNode, type ReaderNode } from '../../helpers/readers.ts'
import { domain, temporaryFolder } from '../store/fixture.ts'
import { type Asked, ask, type Got, of, root, taxiiType, walk } from './client.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let node: ReaderNode
let pusher: string
let staff: string

beforeEach(async () => {
  folder = await temporaryFolder()
  node = await openReaderNode(folder.path)
  pusher = await node.token({ role: 'feed', name: 'tip', clearance: 'TLP:AMBER', scopes: ['import', 'read'] })
  staff = await node.token({ name: 'alice', clearance: 'TLP:AMBER', scopes: ['read', 'import', 'publish'] })
})
afterEach(async () => {
  await node[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

const idOf = (at: number): string => `indicator--${String(at).padStart(8, '0')}-1111-4111-8111-111111111111`
const t0 = '2026-01-10T00:00:00.000Z'
const t1 = '2026-01-11T00:00:00.000Z'
const t2 = '2026-01-12T00:00:00.123456Z'

function indicator(at: number, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    ...{ type: 'indicator', spec_version: '2.1', id: idOf(at), created: t0, modified: t0, valid_from: t0 },
    ...{ pattern: `[domain-name:value = 'd${at}.example.com']`, pattern_type: 'stix', labels: ['phishing'] },
    ...more,
  }
}

const post = (objects: readonly unknown[], collection = 'green', secret = pusher, asked: Asked = {}): Promise<Got> =>
  ask(node, secret, of(collection), { method: 'POST', body: { objects }, ...asked })
const remove = (at: number, query: Record<string, string> = {}, secret = pusher): Promise<Got> =>
  ask(node, secret, of('green', `objects/${idOf(at)}/`, query), { method: 'DELETE' })
const get = (at: number, rest = '', query: Record<string, string> = {}, collection = 'green'): Promise<Got> =>
  ask(node, staff, of(collection, `objects/${idOf(at)}/${rest}`, query))
const counts = ({ body }: Got) => [body['success_count'], body['failure_count'], body['pending_count']]
const details = (got: Got, which: 'successes' | 'failures') =>
  (got.body[which] ?? []) as { id: string; version: string; message?: string }[]

describe('POST', () => {
  it('takes 202 with a status that is complete, durable, and kept for whoever posted', async () => {
    const got = await post([indicator(1), indicator(2)])
    expect([got.status, got.headers['content-type']]).toEqual([202, taxiiType])
    expect(got.body).toMatchObject({ status: 'complete', total_count: 2 })
    expect(counts(got)).toEqual([2, 0, 0])
    expect(details(got, 'successes').map(({ id, version }) => [id, version])).toEqual([
      [idOf(1), t0],
      [idOf(2), t0],
    ])
    const url = `${root}/status/${String(got.body['id'])}/`
    expect((await ask(node, pusher, url)).body).toEqual(got.body)
    for (const [secret, status] of [
      [staff, 404],
      [pusher, 200],
    ] as const) {
      expect((await ask(node, secret, url)).status).toBe(status)
    }
    expect((await ask(node, pusher, `${root}/status/none/`)).body['error_code']).toBe('taxii-status-unknown')
  })

  it('what was posted is found under its id, with its times', async () => {
    await post([indicator(1, { modified: t1 })])
    const { body } = await get(1)
    expect(body.objects).toMatchObject([
      { id: idOf(1), created: t0, modified: t1, type: 'indicator', labels: ['phishing'] },
    ])
    expect((await get(1, 'versions/')).body.versions).toEqual([t1])
    const manifest = await ask(node, staff, of('green', 'manifest/', { 'match[id]': idOf(1) }))
    expect(manifest.body.objects).toMatchObject([{ id: idOf(1), version: t1 }])
    const { objects } = await walk(node, staff, 'green', { 'match[type]': 'indicator' })
    expect(objects.map(({ id }) => id)).toEqual([idOf(1)])
    const [mark] = (await walk(node, staff, 'green', { 'match[type]': 'marking-definition' })).objects
    expect(objects[0]?.['object_marking_refs']).toEqual([mark?.id])
    expect(mark).toMatchObject({ name: 'TLP:GREEN' })
  })

  it('the same again is a success and publishes nothing', async () => {
    const objects = [indicator(1), indicator(2)]
    await post(objects)
    const before = node.store.lastCursor()
    expect(counts(await post(objects))).toEqual([2, 0, 0])
    expect(node.store.lastCursor()).toBe(before)
    expect((await get(1, 'versions/')).body.versions).toEqual([t0])
  })

  it('a later version replaces, an older one is no success', async () => {
    await post([indicator(1, { modified: t1 })])
    const later = await post([indicator(1, { modified: t2, confidence: 90 })])
    expect(details(later, 'successes')).toEqual([{ id: idOf(1), version: t2 }])
    expect((await get(1, 'versions/')).body.versions).toEqual([t1, t2])
    expect((await get(1)).body.objects).toMatchObject([{ modified: t2, confidence: 90, created: t0 }])
    expect((await get(1, '', { 'match[version]': t1 })).body.objects).toMatchObject([{ modified: t1 }])
    expect(counts(await post([indicator(1)]))).toEqual([0, 1, 0])
    expect(counts(await post([indicator(1, { modified: t1 })]))).toEqual([1, 0, 0])
    const statements = await Array.fromAsync(node.store.query({ kind: 'node' }, { kind: 'indicator' }))
    expect(statements.map(({ statement }) => statement.replaces)).toEqual([undefined, statements[0]?.id])
  })

  it('versions of one object in one envelope all come', async () => {
    const got = await post([indicator(1, { modified: t2 }), indicator(1), indicator(2), indicator(1, { modified: t1 })])
    expect(counts(got)).toEqual([4, 0, 0])
    expect((await get(1, 'versions/')).body.versions).toEqual([t0, t1, t2])
  })

  it('a version with another category or pattern leaves nothing behind', async () => {
    await post([indicator(1)])
    await post([indicator(1, { modified: t1, labels: ['ransomware'] })])
    await post([indicator(1, { modified: t2, pattern: "[domain-name:value = 'other.example.com']" })])
    expect((await get(1, 'versions/')).body.versions).toEqual([t0, t1, t2])
    const { objects } = await walk(node, staff, 'green', { 'match[type]': 'indicator' })
    expect(objects).toMatchObject([{ id: idOf(1), modified: t2, pattern: "[domain-name:value = 'other.example.com']" }])
    expect(objects[0]?.['revoked']).toBeUndefined()
    const standing = await Array.fromAsync(
      node.facade.query(
        { kind: 'local' },
        { kind: 'indicator' },
        { after: 0, limit: 10 },
        new AbortController().signal,
      ),
    )
    expect(standing.filter((one) => one.standing === 'current')).toHaveLength(1)
  })

  it('revoked: true withdraws, for subscribers too', async () => {
    await post([indicator(1), indicator(2)])
    const { pages } = await walk(node, staff, 'green')
    const after = String(pages.at(-1)?.headers['x-taxii-date-added-last'])
    expect(counts(await post([indicator(1, { modified: t1, revoked: true })]))).toEqual([1, 0, 0])
    const heard = await ask(node, staff, of('green', 'objects/', { added_after: after }))
    expect(heard.body.objects).toMatchObject([{ id: idOf(1), revoked: true }])
    expect((await get(1)).body.objects).toMatchObject([{ id: idOf(1), revoked: true }])
    const before = node.store.lastCursor()
    expect(counts(await post([indicator(1, { modified: t1, revoked: true })]))).toEqual([1, 0, 0])
    expect(node.store.lastCursor()).toBe(before)
    const unknown = await post([indicator(7, { revoked: true })])
    expect(details(unknown, 'failures')[0]?.message).toBe('it is not held: there is nothing to revoke')
  })

  it('an indicator of several subjects is one object, and ends as a whole', async () => {
    const pattern = "[domain-name:value = 'a.example.com'] OR [domain-name:value = 'b.example.com']"
    expect(counts(await post([indicator(1, { pattern })]))).toEqual([1, 0, 0])
    expect((await get(1)).body.objects).toHaveLength(1)
    expect((await walk(node, staff, 'green', { 'match[type]': 'indicator' })).objects).toHaveLength(2)
    expect((await remove(1)).status).toBe(200)
    const { objects } = await walk(node, staff, 'green', { 'match[type]': 'indicator' })
    expect(objects.map(({ revoked }) => revoked)).toEqual([true, true])
  })

  it('each object is told what it came to', async () => {
    const got = await post([
      indicator(1),
      {
        type: 'identity',
        spec_version: '2.1',
        id: `identity--${'1'.repeat(8)}-1111-4111-8111-111111111111`,
        name: 'A',
        created: t0,
        modified: t0,
      },
      {
        type: 'malware',
        spec_version: '2.1',
        id: `malware--${'1'.repeat(8)}-1111-4111-8111-111111111111`,
        is_family: false,
        created: t0,
        modified: t0,
      },
      indicator(2, { pattern: '[nothing' }),
      indicator(3, { pattern: "[domain-name:value = '']" }),
      indicator(4, { confidence: 500 }),
      indicator(5, { object_marking_refs: ['marking-definition--99999999-9999-4999-8999-999999999999'] }),
      indicator(6, { modified: 'yesterday' }),
      { type: 'indicator', id: 'indicator--x' },
      { type: 'malware', id: idOf(8) },
      'text',
      null,
      { id: 7 },
    ])
    expect(got.status).toBe(202)
    expect(got.body['total_count']).toBe(13)
    expect(details(got, 'successes').map(({ id }) => id.split('--')[0])).toEqual(
      ['indicator', 'identity', 'malware'].sort((a, b) => {
        const order = details(got, 'successes').map(({ id }) => id.split('--')[0])
        return order.indexOf(a) - order.indexOf(b)
      }),
    )
    expect(counts(got)).toEqual([3, 10, 0])
    for (const { version, message } of details(got, 'failures')) {
      expect(version).not.toBe('')
      expect(message?.length).toBeGreaterThan(10)
    }
    expect((await walk(node, staff, 'green', { 'match[type]': 'indicator' })).objects.map(({ id }) => id)).toEqual([
      idOf(1),
    ])
  })

  it('the label of the collection is the least, and the object’s own where that is stricter', async () => {
    const amber = 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421'
    const clear = 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487'
    await post([indicator(1, { object_marking_refs: [amber] }), indicator(2, { object_marking_refs: [clear] })])
    const ids = async (collection: string): Promise<string[]> =>
      (await walk(node, staff, collection, { 'match[type]': 'indicator' })).objects.map(({ id }) => id)
    expect([await ids('clear'), await ids('green'), await ids('amber')]).toEqual([[], [idOf(2)], [idOf(1)]])
    // It was said to fewer: it is not said to more without being asked to.
    const wider = await post([indicator(1, { modified: t1 })])
    expect(details(wider, 'failures')[0]?.message).toContain('marking-widened')
    // And what is said to fewer now is told as ended to those who had it.
    expect(counts(await post([indicator(2, { modified: t1 })], 'amber'))).toEqual([1, 0, 0])
    const ended = (await get(2, '', {}, 'green')).body.objects ?? []
    expect(ended).toMatchObject([{ id: idOf(2), revoked: true }])
    // By this node, when it was told, and not by the tool that posted it.
    expect(String(ended[0]?.['modified']) > t2).toBe(true)
    expect((await get(2, '', {}, 'all')).body.objects).toMatchObject([{ id: idOf(2), modified: t1 }])
    expect((await get(2, '', {}, 'all')).body.objects?.[0]?.['revoked']).toBeUndefined()
  })

  const marks = {
    amber: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
    own: 'marking-definition--99999999-9999-4999-8999-999999999999',
  }
  const ownMark = {
    ...{ type: 'marking-definition', spec_version: '2.1', id: marks.own, created: t0 },
    ...{ definition_type: 'tlp', definition: { tlp: 'amber' } },
  }

  it.each<[string, Readonly<Record<string, unknown>>, readonly unknown[]]>([
    ['of a part', { granular_markings: [{ marking_ref: marks.amber, selectors: ['pattern'] }] }, []],
    ['of an id of its own', { object_marking_refs: [marks.own] }, [ownMark]],
  ])('a further version under the same marking, %s, is none that more would have', async (_what, more, beside) => {
    expect(details(await post([...beside, indicator(1, more)]), 'failures')).toEqual([])
    const next = indicator(1, { ...more, modified: t1, confidence: 40 })
    expect(details(await post([...beside, next]), 'failures')).toEqual([])
    expect((await get(1, 'versions/', {}, 'amber')).body.versions).toEqual([t0, t1])
    const unknown = await post([indicator(1, { modified: t2, object_marking_refs: [marks.own] })])
    expect(details(unknown, 'failures')[0]?.message).toContain('marking-unresolved')
  })

  it('a granular marking that cannot be read is one of unknown meaning', async () => {
    for (const granular_markings of ['x', {}, [null], [[]], 7]) {
      const [failure] = details(await post([indicator(1, { granular_markings })]), 'failures')
      expect(failure?.message).toContain('marking-unresolved')
    }
  })

  it('the same version for fewer is no success that moves nothing', async () => {
    await post([indicator(1)])
    for (const stricter of [
      await post([indicator(1)], 'amber'),
      await post([indicator(1, { object_marking_refs: [marks.amber] })]),
      await post([indicator(1)], 'clear'),
    ]) {
      expect(details(stricter, 'failures')[0]?.message).toContain('this version is held under TLP:GREEN')
    }
    expect(counts(await post([indicator(1)]))).toEqual([1, 0, 0])
  })

  it('one version twice in an envelope: the same is a success, another is none', async () => {
    const got = await post([indicator(1), indicator(1), indicator(1, { confidence: 9 })])
    expect(counts(got)).toEqual([2, 1, 0])
    expect(details(got, 'failures')[0]?.message).toContain('says something else')
    expect((await get(1, 'versions/')).body.versions).toEqual([t0])
  })

  it('what is nested without an end is refused by itself', async () => {
    const deep = JSON.stringify(indicator(1)).replace(/}$/, `,"x_deep":${'['.repeat(5000)}${']'.repeat(5000)}}`)
    const body = `{"objects":[${JSON.stringify(indicator(2))},${deep}]}`
    const got = await ask(node, pusher, of('green'), { method: 'POST', body })
    expect([got.status, ...counts(got)]).toEqual([202, 1, 1, 0])
    expect(details(got, 'failures')[0]).toMatchObject({ id: idOf(1), message: 'it is nested more than 30 levels deep' })
    const most = JSON.stringify(indicator(3)).replace(/}$/, `,"x_deep":${'['.repeat(29)}${']'.repeat(29)}}`)
    expect(counts(await ask(node, pusher, of('green'), { method: 'POST', body: `{"objects":[${most}]}` }))).toEqual([
      1, 0, 0,
    ])
  })

  it('one object is no envelope, and a bundle is one', async () => {
    const got = await ask(node, pusher, of('green'), { method: 'POST', body: indicator(1) })
    expect([got.status, got.body['error_code']]).toEqual([422, 'taxii-envelope-invalid'])
    const id = `bundle--${'1'.repeat(8)}-1111-4111-8111-111111111111`
    const bundle = { type: 'bundle', id, objects: [indicator(1)] }
    expect(counts(await ask(node, pusher, of('green'), { method: 'POST', body: bundle }))).toEqual([1, 0, 0])
  })

  it.each([
    ['gzip', gzipSync, 202],
    ['x-gzip', gzipSync, 202],
    ['zstd', zstdCompressSync, 202],
    ['identity', (text: string) => Buffer.from(text), 202],
    ['gzip', (text: string) => Buffer.from(text), 415],
    ['br', brotliCompressSync, 415],
  ])('Content-Encoding %s', async (encoding, pack, status) => {
    const body = pack(JSON.stringify({ objects: [indicator(1)] }))
    const got = await ask(node, pusher, of('green'), {
      ...{ method: 'POST', body, headers: { 'content-encoding': encoding } },
    })
    expect(got.status).toBe(status)
    if (status === 202) expect(counts(got)).toEqual([1, 0, 0])
  })

  it('a packed body is bounded as it is unpacked', async () => {
    const body = gzipSync(`{"objects":[${' '.repeat(33 * 1024 * 1024)}]}`)
    const got = await ask(node, pusher, of('green'), { method: 'POST', body, headers: { 'content-encoding': 'gzip' } })
    expect(got.status).toBe(413)
  })

  it('a revocation is found as the version that it was posted as', async () => {
    await post([indicator(1)])
    await post([indicator(1, { modified: t1, revoked: true })])
    expect((await get(1, 'versions/')).body.versions).toEqual([t0, t1])
    expect((await get(1, '', { 'match[version]': t1 })).body.objects).toMatchObject([{ revoked: true, modified: t1 }])
    // What the tool says afterwards is later than that.
    expect(counts(await post([indicator(1, { modified: t2 })]))).toEqual([1, 0, 0])
    expect((await get(1, 'versions/')).body.versions).toEqual([t0, t1, t2])
    expect((await get(1)).body.objects?.[0]?.['revoked']).toBeUndefined()
  })

  it.each([
    ['all', 403, 'taxii-read-only'],
    ['red', 404, 'taxii-collection-unknown'],
    ['amber-strict', 404, 'taxii-collection-unknown'],
    ['none', 404, 'taxii-collection-unknown'],
  ])('to the collection %s: %i', async (collection, status, code) => {
    const got = await post([indicator(1)], collection)
    expect([got.status, got.body['error_code']]).toEqual([status, code])
  })

  it('needs the scope import', async () => {
    const reading = await node.token({ scopes: ['read'] })
    expect((await post([indicator(1)], 'green', reading)).body['error_code']).toBe('scope-missing')
  })

  it.each([
    [taxiiType, 202],
    ['application/taxii+json', 202],
    ['application/taxii+json; version="2.1"', 202],
    ['application/taxii+json;version=2.0', 415],
    ['application/json', 415],
    ['application/stix+json;version=2.1', 415],
    ['application/vnd.oasis.stix+json', 415],
    ['text/plain', 415],
    ['application/x-ndjson', 415],
  ])('Content-Type %s: %i', async (type, status) => {
    const got = await post([indicator(1)], 'green', pusher, { headers: { 'content-type': type } })
    expect([got.status, got.headers['content-type']]).toEqual([status, taxiiType])
  })

  it.each([
    ['', 422],
    ['{', 422],
    ['[]', 422],
    ['null', 422],
    ['"x"', 422],
    ['{"objects":{}}', 422],
    ['{"objects":[', 422],
    ['\xff', 422],
    ['['.repeat(100_000), 422],
    ['{}', 202],
    ['{"objects":[]}', 202],
  ])('the body %j: %i', async (body, status) => {
    const got = await ask(node, pusher, of('green'), { method: 'POST', body })
    expect(got.status).toBe(status)
    if (status === 422) expect(got.body['error_code']).toBe('taxii-envelope-invalid')
    else expect(counts(got)).toEqual([0, 0, 0])
  })

  it('more than max_content_length is refused with 413', async () => {
    const body = `{"objects":[${' '.repeat(33 * 1024 * 1024)}]}`
    const got = await ask(node, pusher, of('green'), { method: 'POST', body })
    expect([got.status, got.body['http_status']]).toEqual([413, '413'])
  })
})

describe('sightings of what is held', () => {
  const sighting = (at: number, sighting_of_ref: string, more: Readonly<Record<string, unknown>> = {}) => ({
    ...{ type: 'sighting', spec_version: '2.1', id: idOf(at).replace('indicator', 'sighting') },
    ...{ created: t1, modified: t1, count: 3, first_seen: t0, last_seen: t1, sighting_of_ref },
    ...more,
  })
  const seen = async (collection: string) =>
    (await Array.fromAsync(node.store.query({ kind: 'node' }, { kind: 'sighting' })))
      .filter(({ marking }) => marking.tlp === collection)
      .map(({ statement }) => [statement.subject.value, statement.sightings])

  it('of an indicator posted before, also where the feed may not read its label', async () => {
    await post([indicator(1)])
    await post([indicator(2)], 'amber')
    expect(counts(await post([sighting(1, idOf(1))]))).toEqual([1, 0, 0])
    // Under the label of what was seen, at least.
    expect(counts(await post([sighting(2, idOf(2))]))).toEqual([1, 0, 0])
    expect([await seen('TLP:GREEN'), await seen('TLP:AMBER')]).toEqual([
      [['d1.example.com', 3]],
      [['d2.example.com', 3]],
    ])
    // And with the indicator once more beside it.
    expect(counts(await post([indicator(1), sighting(3, idOf(1))]))).toEqual([2, 0, 0])
  })

  it('of a statement of a partner that the token may read, and of nothing else', async () => {
    await node.say(node.lane('bolt'), [domain('theirs.example.com')])
    await node.say(node.lane('bolt', { marking: { tlp: 'TLP:AMBER' } }), [domain('hidden.example.com')])
    const ids = (await walk(node, staff, 'all', { 'match[type]': 'indicator' })).objects.map(({ id }) => id)
    expect(ids).toHaveLength(2)
    const [theirs = '', hidden = ''] = ids
    expect(counts(await post([sighting(1, theirs)]))).toEqual([1, 0, 0])
    const refused = await post([sighting(2, hidden), sighting(3, idOf(9))])
    const messages = details(refused, 'failures').map(({ message = '' }) => message.replace(/ \(.*/, ''))
    expect(messages).toHaveLength(2)
    expect(new Set(messages).size).toBe(1)
    expect(await seen('TLP:GREEN')).toEqual([['theirs.example.com', 3]])
  })
})

describe('ids of others', () => {
  it('another object under the id of a statement is a failure', async () => {
    await node.say(node.lane('bolt'), [domain('theirs.example.com')])
    const [theirs] = (await walk(node, staff, 'green', { 'match[type]': 'indicator' })).objects
    for (const change of [{ revoked: true }, { modified: t2 }, { pattern: "[domain-name:value = 'x.example.com']" }]) {
      expect(counts(await post([{ ...theirs, ...change }]))).toEqual([0, 1, 0])
    }
    expect((await walk(node, staff, 'green', { 'match[type]': 'indicator' })).objects).toEqual([theirs])
  })

  it('what the network says already is not said again', async () => {
    await node.say(node.lane('bolt'), [domain('theirs.example.com')])
    const [theirs] = (await walk(node, staff, 'green', { 'match[type]': 'indicator' })).objects
    const before = node.store.lastCursor()
    const got = await post([theirs])
    expect(details(got, 'successes')).toMatchObject([
      { id: theirs?.id, message: 'it is a statement of this network already' },
    ])
    expect(node.store.lastCursor()).toBe(before)
    const removed = await ask(node, pusher, of('green', `objects/${theirs?.id ?? ''}/`), { method: 'DELETE' })
    expect([removed.status, removed.body['error_code']]).toEqual([403, 'taxii-object-foreign'])
  })

  it('of a statement that the token may not know of: it learns nothing, and nobody is told an end of that', async () => {
    await node.say(node.lane('bolt', { marking: { tlp: 'TLP:AMBER' } }), [domain('hidden.example.com')])
    const [hidden] = (await walk(node, staff, 'amber', { 'match[type]': 'indicator' })).objects
    const id = hidden?.id ?? ''
    const mine = (change: Readonly<Record<string, unknown>> = {}) => ({ ...indicator(1, change), id })
    for (const change of [{}, { modified: t1 }, { modified: t2, revoked: true }]) {
      expect(details(await post([mine(change)]), 'successes')).toEqual([{ id, version: change.modified ?? t0 }])
      const own = await ask(node, pusher, of('green', `objects/${id}/`))
      expect(own.body.objects).toMatchObject([{ id, modified: change.modified ?? t0 }])
    }
    expect((await ask(node, staff, of('all', `objects/${id}/`, { 'match[version]': 'all' }))).body.objects).toEqual([
      hidden,
    ])
    const { objects } = await walk(node, staff, 'all', { 'match[type]': 'indicator', 'match[version]': 'all' })
    expect(objects.filter((one) => one.id === id)).toEqual([hidden])
    const other = objects.filter((one) => one.id !== id)
    expect(other.map(({ revoked }) => revoked)).toEqual([undefined, undefined, true])
    expect(new Set(other.map((one) => one.id)).size).toBe(1)
    const [first] = other
    const byId = await ask(node, staff, of('green', `objects/${first?.id ?? ''}/versions/`))
    expect(byId.body.versions).toEqual([t0, t1, t2])
    // And what is seen of it is seen of the statement.
    const seen = { type: 'sighting', spec_version: '2.1', id: idOf(8).replace('indicator', 'sighting'), created: t1 }
    expect(counts(await post([{ ...seen, modified: t1, sighting_of_ref: id }], 'green', staff))).toEqual([1, 0, 0])
    const sightings = await Array.fromAsync(node.store.query({ kind: 'node' }, { kind: 'sighting' }))
    expect(sightings.map(({ marking, statement }) => [marking.tlp, statement.subject.value])).toEqual([
      ['TLP:AMBER', 'hidden.example.com'],
    ])
  })

  it('are taken by no other way of saying something in the feed', async () => {
    await post([indicator(1)])
    const record = `${idOf(1)} ${t1}`
    const line = JSON.stringify({ value: 'x.example.com', category: 'scam', record })
    const codes: unknown[] = []
    for (const [url, body] of [
      ['/v1/feeds/taxii-tip/push?marking=TLP:GREEN', line],
      ['/v1/feeds/import?format=jsonl&feed=taxii-tip&marking=TLP:GREEN', line],
      ['/v1/statements', line.replace('{', '{"kind":"indicator","feed":"taxii-tip","marking":"TLP:GREEN",')],
    ] as const) {
      const type = url.includes('/import') ? 'application/octet-stream' : 'application/x-ndjson'
      const got = await ask(node, staff, url, {
        method: 'POST',
        body,
        headers: { 'content-type': type, accept: '*/*' },
      })
      codes.push((got.body['error'] as { code: string }).code)
    }
    expect(codes).toEqual(['feed-reserved', 'feed-reserved', 'feed-reserved'])
    expect((await get(1, 'versions/')).body.versions).toEqual([t0])
  })

  it('another token changes, revokes and deletes nothing', async () => {
    await post([indicator(1)])
    for (const object of [indicator(1, { modified: t1 }), indicator(1, { modified: t1, revoked: true })]) {
      expect(counts(await post([object], 'green', staff))).toEqual([0, 1, 0])
    }
    expect((await remove(1, {}, staff)).status).toBe(403)
    expect((await get(1, 'versions/')).body.versions).toEqual([t0])
  })
})

describe('DELETE', () => {
  it('the object is gone for whoever asks for it, and subscribers hear of its end', async () => {
    await post([indicator(1), indicator(2)])
    const { pages } = await walk(node, staff, 'green')
    const after = String(pages.at(-1)?.headers['x-taxii-date-added-last'])
    expect((await remove(1)).status).toBe(200)
    for (const rest of ['', 'versions/']) expect((await get(1, rest)).status).toBe(404)
    expect((await remove(1)).status).toBe(404)
    const heard = await ask(node, staff, of('green', 'objects/', { added_after: after }))
    expect(heard.body.objects).toMatchObject([{ id: idOf(1), revoked: true }])
    expect((await get(2)).status).toBe(200)
  })

  it('what was deleted may be posted again, as what it was', async () => {
    await post([indicator(1)])
    await remove(1)
    expect(counts(await post([indicator(1)]))).toEqual([1, 0, 0])
    const { body } = await get(1)
    expect(body.objects).toMatchObject([{ id: idOf(1) }])
    expect(body.objects?.[0]?.['revoked']).toBeUndefined()
    expect((await remove(1)).status).toBe(200)
    expect((await get(1)).status).toBe(404)
  })

  it.each([
    ['last', 200],
    ['all', 200],
    [t1, 200],
    [t0, 404],
    ['first', 404],
  ])('match[version]=%s', async (version, status) => {
    await post([indicator(1), indicator(1, { modified: t1 })])
    expect((await remove(1, { 'match[version]': version })).status).toBe(status)
    expect((await get(1)).status).toBe(status === 200 ? 404 : 200)
  })

  it('404 for what is not there, 400 for a filter that is none', async () => {
    expect((await remove(9)).status).toBe(404)
    await post([indicator(1)])
    expect((await remove(1, { 'match[version]': 'x' })).status).toBe(400)
    expect((await ask(node, pusher, of('all', `objects/${idOf(1)}/`), { method: 'DELETE' })).status).toBe(403)
    expect((await get(1)).status).toBe(200)
  })
})
