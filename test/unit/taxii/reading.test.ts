// The endpoints of TAXII 2.1 for readers, on a whole node: who is told of which collection, what each filter gives, how
// errors are said. hostile-cases: a cursor reused with a weaker token; count, ETag, facet and timing oracles.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tlp } from '../../../protocol/names.ts'
import type { StatementId } from '../../../protocol/ids.ts'
import { openReaderNode, type ReaderNode } from '../../helpers/readers.ts'
import { domain, evmAddress, temporaryFolder } from '../store/fixture.ts'
import { type Asked, ask, of, root, type StixText, taxiiType, walk } from './client.ts'

const shared = temporaryFolder()
let node: ReaderNode
const tokens: Record<string, string> = {}
const ids: Record<string, string> = {}

beforeAll(async () => {
  node = await openReaderNode((await shared).path)
  const lane = (name: string, tlp: Tlp) => node.lane(name, { marking: { tlp } })
  const [green, amber, red, clear] = [
    lane('bolt', 'TLP:GREEN'),
    lane('bolt', 'TLP:AMBER'),
    lane('cert', 'TLP:RED'),
    lane('cert', 'TLP:CLEAR'),
  ]
  const own = node.lane('acme', { marking: { tlp: 'TLP:GREEN', pap: 'PAP:RED', noRepublish: true }, incarnation: 3 })
  const [first, second] = await node.say(green, [domain('one.example.com'), domain('two.example.com'), evmAddress('x')])
  ids['one'] = first ?? ''
  ids['two'] = second ?? ''
  await node.say(amber, [domain('one.example.com'), domain('amber.example.com', { category: 'malware' })])
  await node.say(red, [
    domain('red.example.com', { readers: ['alice'] }),
    domain('other.example.com', { readers: ['bob'] }),
  ])
  await node.say(clear, [domain('clear.example.com')])
  await node.say(own, [domain('own.example.com')])
  await node.say(green, [{ ...domain('one.example.com'), confidence: 95, replaces: ids['one'] as StatementId }])
  await node.say(green, [
    { kind: 'withdrawal', subject: { kind: 'domain', value: 'two.example.com' }, target: ids['two'] as StatementId },
  ])
  await node.say(green, [
    { kind: 'sighting', subject: { kind: 'domain', value: 'seen.example.com' } },
    { kind: 'sighting', subject: { kind: 'domain', value: 'one.example.com' }, target: ids['one'] as StatementId },
  ])
  await node.say(amber, [
    { kind: 'dispute', subject: { kind: 'domain', value: 'one.example.com' }, target: ids['one'] as StatementId },
  ])
  for (const tlp of ['CLEAR', 'GREEN', 'AMBER', 'RED'] as const) {
    tokens[tlp] = await node.token({ name: 'alice', clearance: `TLP:${tlp}` })
  }
  tokens['feed'] = await node.token({ role: 'feed', name: 'pusher', clearance: 'TLP:AMBER' })
  tokens['audit'] = await node.token({ role: 'admin', name: 'auditor', scopes: ['audit'] })
})
afterAll(async () => {
  await node[Symbol.asyncDispose]()
  await (await shared)[Symbol.asyncDispose]()
})

const token = (name: string): string => tokens[name] ?? ''
const get = (name: string, url: string, asked?: Asked) => ask(node, token(name), url, asked)

describe('what there is', () => {
  it('discovery leads to a root, and the root says its bounds', async () => {
    const { status, headers, body } = await get('GREEN', '/taxii2/')
    expect([status, headers['content-type']]).toEqual([200, taxiiType])
    expect(body['title']).toContain('readers')
    expect(body['api_roots']).toEqual([body['default']])
    expect(body['default']).toBe('/taxii2/entente/')
    const own = await get('GREEN', String(body['default']))
    expect(own.body).toMatchObject({ versions: [taxiiType], max_content_length: 33_554_432 })
  })

  it.each([
    '/taxii2',
    '/taxii2/',
    '//taxii2//',
    '/taxii2?x=1',
    root,
    `${root}//`,
    `/${root}/collections`,
    `${root}/collections//`,
    `${root}//collections/green/`,
    `${root}/collections/green//objects`,
    `${root}/collections/green/objects/?limit=1`,
    `${root}/collections/green//manifest//?limit=1`,
  ])('%s is answered without a redirect', async (url) => {
    expect((await get('GREEN', url)).status).toBe(200)
  })

  it.each([
    ['CLEAR', ['all', 'clear']],
    ['GREEN', ['all', 'clear', 'green']],
    ['AMBER', ['all', 'clear', 'green', 'amber']],
    ['RED', ['all', 'clear', 'green', 'amber', 'amber-strict', 'red']],
  ])('a token of %s is told of %j', async (name, aliases) => {
    const { body } = await get(name, `${root}/collections/`)
    const collections = body['collections'] as { id: string; alias: string; can_write: boolean }[]
    expect(collections.map(({ alias }) => alias)).toEqual(aliases)
    for (const { id, alias } of collections) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect((await get(name, of(id, ''))).body['alias']).toBe(alias)
      expect((await get(name, of(alias, ''))).body['id']).toBe(id)
    }
    const all = await get('RED', `${root}/collections/`)
    for (const { id, alias } of all.body['collections'] as { id: string; alias: string }[]) {
      if (aliases.includes(alias)) continue
      // As one that never was.
      for (const which of [id, alias, 'never-was']) {
        for (const rest of ['', 'objects/', 'manifest/', 'objects/indicator--0/', 'objects/indicator--0/versions/']) {
          const { status, body } = await get(name, of(which, rest))
          expect([status, body['error_code'], body['description']]).toEqual([
            404,
            'taxii-collection-unknown',
            'there is no such collection',
          ])
        }
      }
    }
  })

  it('says who may read and write', async () => {
    const rights = async (name: string) => {
      const { body } = await get(name, `${root}/collections/`)
      return (body['collections'] as Record<string, unknown>[]).map((one) => [
        one['alias'],
        one['can_read'],
        one['can_write'],
      ])
    }
    expect(await rights('GREEN')).toEqual([
      ['all', true, false],
      ['clear', true, false],
      ['green', true, false],
    ])
    expect(await rights('feed')).toEqual([
      ['all', false, false],
      ['clear', false, true],
      ['green', false, true],
      ['amber', false, true],
    ])
    expect((await get('feed', of('green'))).status).toBe(403)
    expect((await get('audit', `${root}/collections/`)).status).toBe(403)
  })

  it.each([undefined, 'ent_wrong'])('401 with both challenges for the token %s', async (secret) => {
    const { status, headers, body } = await ask(node, secret, '/taxii2/')
    // Over the socket whoever has no token is the operator: only a wrong one is refused there.
    if (secret === undefined) expect(status).toBe(200)
    else {
      expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer, Basic realm="entente", charset="UTF-8"'])
      expect(body).toMatchObject({ error_code: 'token-refused', http_status: '401' })
      expect(headers['content-type']).toBe(taxiiType)
    }
  })

  it('takes the token as the password of Basic, whatever the user name', async () => {
    for (const user of ['alice', 'anybody', '']) {
      const authorization = `Basic ${Buffer.from(`${user}:${token('GREEN')}`).toString('base64')}`
      expect((await ask(node, undefined, of('green'), { headers: { authorization } })).status).toBe(200)
    }
  })

  it.each([
    ['*/*', 200],
    ['', 200],
    ['application/*', 200],
    [taxiiType, 200],
    ['application/taxii+json', 200],
    ['application/taxii+json; version="2.1"', 200],
    ['text/html, application/taxii+json;version=2.1;q=0.5', 200],
    ['application/taxii+json;version=2.0', 406],
    ['application/vnd.oasis.taxii+json; version=2.0', 406],
    ['application/json', 406],
    ['text/html', 406],
    ['*/*;q=0', 406],
  ])('Accept: %s is answered with %i', async (accept, expected) => {
    for (const url of ['/taxii2/', `${root}/`, `${root}/collections/`, of('green'), of('green', 'manifest/')]) {
      const { status, headers } = await get('GREEN', url, { headers: { accept } })
      expect([status, headers['content-type']]).toEqual([expected, taxiiType])
    }
  })
})

describe('objects', () => {
  const types = (objects: readonly StixText[]): string[] => [...new Set(objects.map(({ type }) => type))].sort()

  it('each refers to what the collection holds, and came behind it', async () => {
    for (const collection of ['all', 'clear', 'green', 'amber', 'red']) {
      const { objects } = await walk(node, token('RED'), collection, { limit: '2' })
      const known = new Set<string>()
      for (const object of objects) {
        expect(object['spec_version']).toBe('2.1')
        for (const ref of [object['created_by_ref'], ...((object['object_marking_refs'] ?? []) as string[])]) {
          if (ref !== undefined) expect(known, `${object.id} in ${collection}`).toContain(ref)
        }
        for (const extension of Object.keys(object['extensions'] ?? {})) {
          if (object.type !== 'marking-definition') expect(known).toContain(extension)
        }
        known.add(object.id)
      }
      expect(objects.length).toBeGreaterThan(4)
      expect(new Set(objects.map(({ id }) => id)).size).toBe(objects.length)
    }
  })

  it('a collection of a label holds what stands under that label alone', async () => {
    const tlp = { clear: 'clear', green: 'green', amber: 'amber', red: 'red' }
    for (const [collection, label] of Object.entries(tlp)) {
      const { objects } = await walk(node, token('RED'), collection)
      const markings = objects.filter(
        ({ type, name }) => type === 'marking-definition' && String(name).startsWith('TLP'),
      )
      expect(JSON.stringify(markings)).toContain(`"tlp_2_0":"${label}"`)
      expect(markings).toHaveLength(1)
    }
  })

  it('TLP:RED is for those whom a statement names', async () => {
    const values = async (name: string): Promise<unknown[]> =>
      (await walk(node, token(name), 'all', { 'match[type]': 'indicator' })).objects.map(({ name }) => name)
    expect(await values('RED')).toContain('phishing: red.example.com')
    expect(await values('RED')).not.toContain('phishing: other.example.com')
    expect(await values('AMBER')).not.toContain('phishing: red.example.com')
  })

  it('what ended is told as a later version, what replaces as the next', async () => {
    const { objects } = await walk(node, token('GREEN'), 'green', {
      'match[version]': 'all',
      'match[type]': 'indicator',
    })
    const of = (name: string) => objects.filter((object) => String(object['name']).endsWith(` ${name}`))
    const [first, next] = of('one.example.com')
    expect([first?.id, first?.['confidence'], next?.['confidence']]).toEqual([next?.id, 80, 95])
    expect(String(next?.['modified']) > String(first?.['modified'])).toBe(true)
    expect(next?.['created']).toBe(first?.['created'])
    const [said, ended] = of('two.example.com')
    expect([ended?.id, said?.['revoked'], ended?.['revoked']]).toEqual([said?.id, undefined, true])
    expect(String(ended?.['modified']) > String(said?.['modified'])).toBe(true)
    const last = await walk(node, token('GREEN'), 'green', { 'match[type]': 'indicator' })
    expect(last.objects.map(({ id }) => id)).toEqual(
      [...new Set(objects.map(({ id }) => id))].sort((a, b) => {
        const at = (id: string): number => objects.findLastIndex((object) => object.id === id)
        return at(a) - at(b)
      }),
    )
    const sighting = (await walk(node, token('GREEN'), 'green', { 'match[type]': 'sighting' })).objects[0]
    expect(sighting?.['sighting_of_ref']).toBe(first?.id)
  })

  it('every match alone and together', async () => {
    const all = (await walk(node, token('AMBER'), 'all')).objects
    expect(types(all)).toEqual([
      'extension-definition',
      'identity',
      'indicator',
      'marking-definition',
      'observed-data',
      'opinion',
      'sighting',
    ])
    for (const type of [...types(all), 'malware']) {
      const { objects } = await walk(node, token('AMBER'), 'all', { 'match[type]': type })
      expect(objects.map(({ id }) => id)).toEqual(all.filter((one) => one.type === type).map(({ id }) => id))
    }
    const some = all.filter((_, at) => at % 3 === 0).map(({ id }) => id)
    const byId = await walk(node, token('AMBER'), 'all', {
      'match[id]': [...some, 'indicator--not-there'].join(','),
      limit: '2',
    })
    expect(byId.objects.map(({ id }) => id)).toEqual(some)
    const both = await walk(node, token('AMBER'), 'all', {
      'match[id]': some.join(','),
      'match[type]': 'indicator,opinion',
    })
    expect(both.objects.map(({ id }) => id)).toEqual(some.filter((id) => /^(?:indicator|opinion)--/.test(id)))
    for (const [spec, count] of [
      ['2.1', all.length],
      ['2.0', 0],
      ['2.0,2.1', all.length],
    ] as const) {
      expect((await walk(node, token('AMBER'), 'all', { 'match[spec_version]': spec })).objects).toHaveLength(count)
    }
  })

  it('match[version]: first, all, times, and several of them', async () => {
    const every = (await walk(node, token('GREEN'), 'green', { 'match[version]': 'all' }, 'manifest/')).objects
    const firsts = every.filter(({ id }, at) => every.findIndex((one) => one.id === id) === at)
    const lasts = every.filter(({ id }, at) => every.findLastIndex((one) => one.id === id) === at)
    const asked = async (version: string) =>
      (await walk(node, token('GREEN'), 'green', { 'match[version]': version }, 'manifest/')).objects
    expect(await asked('first')).toEqual(firsts)
    expect(await asked('last')).toEqual(lasts)
    expect(await asked('first,last')).toEqual(every.filter((one) => firsts.includes(one) || lasts.includes(one)))
    const time = String(lasts.at(-1)?.['version'])
    expect(await asked(time)).toEqual(every.filter(({ version }) => version === time))
    expect(await asked(time.replace('Z', '000+00:00'))).toEqual(every.filter(({ version }) => version === time))
    expect(await asked('2001-01-01T00:00:00Z')).toEqual([])
  })

  it('the manifest names the same, under dates that always grow', async () => {
    const query = { 'match[version]': 'all' }
    const { objects } = await walk(node, token('RED'), 'all', query)
    const manifest = (await walk(node, token('RED'), 'all', { ...query, limit: '3' }, 'manifest/')).objects
    expect(manifest.map(({ id, version }) => [id, version])).toEqual(
      objects.map(({ id, modified, created }) => [id, modified ?? created]),
    )
    const dates = manifest.map((one) => String(one['date_added']))
    expect(dates.every((date) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(date))).toBe(true)
    expect(dates).toEqual([...new Set(dates)].sort())
    expect(new Set(manifest.map((one) => one['media_type']))).toEqual(new Set(['application/stix+json;version=2.1']))
  })

  it('added_after is strict, in any precision and zone', async () => {
    const manifest = (await walk(node, token('GREEN'), 'green', {}, 'manifest/')).objects
    for (const [at, one] of manifest.entries()) {
      const date = String(one['date_added'])
      const behind = (await walk(node, token('GREEN'), 'green', { added_after: date, limit: '2' }, 'manifest/')).objects
      expect(behind).toEqual(manifest.slice(at + 1))
      const offset = `${date.replace('Z', '0000009')}+00:00`
      expect((await walk(node, token('GREEN'), 'green', { added_after: offset }, 'manifest/')).objects).toEqual(behind)
    }
    const { body, headers } = await get('GREEN', of('green', 'objects/', { added_after: '2999-01-01T00:00:00Z' }))
    expect(body).toEqual({})
    expect(headers['x-taxii-date-added-first']).toBeUndefined()
  })

  it('headers tell the dates of the first and the last of each page', async () => {
    const manifest = (await walk(node, token('GREEN'), 'green', {}, 'manifest/')).objects
    const { pages } = await walk(node, token('GREEN'), 'green', { limit: '2' })
    const told = pages.flatMap(({ headers }) => [
      headers['x-taxii-date-added-first'],
      headers['x-taxii-date-added-last'],
    ])
    const expected = pages.flatMap((_, at) => [manifest[at * 2], manifest[Math.min(at * 2 + 1, manifest.length - 1)]])
    expect(told).toEqual(expected.map((one) => one?.['date_added']))
  })

  it('one object by its id, its versions, and 404 for what is not there', async () => {
    const { objects } = await walk(node, token('RED'), 'all')
    for (const object of objects) {
      const url = encodeURIComponent(object.id)
      expect((await get('RED', of('all', `objects/${url}/`))).body.objects).toEqual([object])
      const { body } = await get('RED', of('all', `objects/${url}/versions/`))
      expect(body.versions?.at(-1)).toBe(object['modified'] ?? object['created'])
      expect((await get('RED', of('all', `objects/${url}/versions/`, { limit: '1' }))).body.versions).toHaveLength(1)
    }
    const amber = objects.find(({ name }) => name === 'malware: amber.example.com')
    for (const id of [
      amber?.id ?? '',
      `indicator--${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`,
      'x',
      'indicator--',
      '%00',
    ]) {
      for (const rest of ['', 'versions/']) {
        const { status, body } = await get('GREEN', of('all', `objects/${id}/${rest}`))
        expect([status, body['error_code'], body['description']]).toEqual([
          404,
          'taxii-object-unknown',
          'no such object is in the collection',
        ])
      }
    }
  })

  it('the observable of an observation is there by its id', async () => {
    const { objects } = await walk(node, token('GREEN'), 'green', { 'match[type]': 'observed-data' })
    const [ref = ''] = (objects[0]?.['object_refs'] ?? []) as string[]
    const { body } = await get('GREEN', of('green', `objects/${ref}/`))
    expect(body.objects).toMatchObject([
      { id: ref, type: 'domain-name', value: 'seen.example.com', spec_version: '2.1' },
    ])
  })
})

describe('a value of next', () => {
  it('goes on with what the weaker token may read', async () => {
    const strong = await get('RED', of('all', 'objects/', { limit: '5' }))
    const next = strong.body.next ?? ''
    const weak = await get('GREEN', of('all', 'objects/', { limit: '100', next }))
    const own = (await walk(node, token('GREEN'), 'all')).objects
    const date = String(strong.headers['x-taxii-date-added-last'])
    const behind = (await walk(node, token('GREEN'), 'all', { added_after: date })).objects
    expect(weak.body.objects).toEqual(behind)
    expect(own.slice(-behind.length)).toEqual(behind)
  })

  it('carries its question; another question is refused', async () => {
    const query = { 'match[type]': 'indicator', limit: '1' }
    const { body } = await get('RED', of('all', 'objects/', query))
    const next = body.next ?? ''
    const bare = await get('RED', of('all', 'objects/', { next, limit: '50' }))
    expect(bare.body.objects?.every(({ type }) => type === 'indicator')).toBe(true)
    expect((await get('RED', of('all', 'objects/', { ...query, next }))).body.objects).toEqual(
      bare.body.objects?.slice(0, 1),
    )
    for (const url of [
      of('all', 'objects/', { next, 'match[type]': 'opinion' }),
      of('all', 'objects/', { next, added_after: '2020-01-01T00:00:00Z' }),
      of('green', 'objects/', { next }),
    ]) {
      const refused = await get('RED', url)
      expect([refused.status, refused.body['error_code']]).toEqual([400, 'taxii-next-invalid'])
    }
  })

  it.each(['', 'x', '0', 'WzFd.aaaa', '....', 'A'.repeat(5000), '%00', 'null'])('%s is refused', async (next) => {
    const { status, body } = await get('GREEN', of('green', 'objects/', { next }))
    expect([status, body['error_code']]).toEqual([400, 'taxii-next-invalid'])
  })
})

describe('hostile questions', () => {
  it.each([
    'limit=0',
    'limit=-1',
    'limit=1.5',
    'limit=x',
    'limit=',
    'limit=1&limit=2',
    'limit=99999999999999999999',
    'added_after=yesterday',
    'added_after=',
    'added_after=2026-02-30T00:00:00Z',
    'added_after=2026-01-01',
    'added_after=2026-01-01T00:00:00',
    'added_after=2026-01-01T00:00:00+99:00',
    'added_after=2026-01-01T00:00:00Z&added_after=2026-01-01T00:00:00Z',
    'match[version]=newest',
    'match[version]=',
    'match[version]=last&match[version]=all',
    'match[type]=a&match[type]=b',
    'match[tpye]=indicator',
    'match[]=x',
    'match=x',
    'match[type]=',
    'match[type]=,,',
    `match[id]=${'a,'.repeat(501)}`,
  ])('%s is refused with 400', async (query) => {
    for (const rest of ['objects/', 'manifest/']) {
      const { status, body } = await get('GREEN', `${of('green', rest)}?${query.replaceAll('+', '%2B')}`)
      expect([status, body['error_code'], body['http_status']]).toEqual([400, 'taxii-filter-invalid', '400'])
    }
  })

  it.each(['limit=999999', 'unknown=1', 'limit=0001', 'added_after=1970-01-01t00:00:00z', 'purpose=case%201'])(
    '%s is answered',
    async (query) => {
      expect((await get('GREEN', `${of('green')}?${query}`)).status).toBe(200)
    },
  )

  it('a filter by type has no place where one object is asked for', async () => {
    const { objects } = await walk(node, token('GREEN'), 'green')
    const id = objects.at(-1)?.id ?? ''
    expect((await get('GREEN', of('green', `objects/${id}/`, { 'match[type]': 'indicator' }))).status).toBe(400)
    expect((await get('GREEN', of('green', `objects/${id}/versions/`, { 'match[version]': 'all' }))).status).toBe(400)
  })

  it.each(['/taxii2/other/', `${root}/x/`, `${root}/collections/green/x/`, `${root}/collections/green/objects/a/b/`])(
    '%s is no endpoint, and is said to be none in the form of TAXII',
    async (url) => {
      const { status, headers, body } = await get('GREEN', url)
      expect([status, headers['content-type'], body['error_code']]).toEqual([404, taxiiType, 'route-unknown'])
    },
  )
})

describe('paths that are none', () => {
  it.each(['%zz', '%', 'a'.repeat(2000), '%ff'])('%s is answered in the form of TAXII', async (name) => {
    const { status, headers, body } = await get('GREEN', `${root}/collections/${name}/objects/`)
    expect([400, 404, 414]).toContain(status)
    expect([headers['content-type'], body['http_status']]).toEqual([taxiiType, String(status)])
    expect(body['error_code']).toMatch(/^(?:call-invalid|taxii-collection-unknown|route-unknown)$/)
  })
})

describe('what is recorded', () => {
  it('a page that shows what is restricted, before it is answered', async () => {
    await get('AMBER', of('amber', 'objects/', { purpose: 'case 7' }))
    const entries = await Array.fromAsync(node.facade.audit.log({ limit: 1000 }))
    const shown = entries.map(({ entry }) => entry).filter((entry) => JSON.stringify(entry).includes('case 7'))
    expect(shown).toMatchObject([{ action: 'read', detail: { route: 'taxiiObjects' } }])
  })
})
