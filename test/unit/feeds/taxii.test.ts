// The TAXII client against a real server: every way of paging, credentials, wrong answers, and where a run goes on.
import { type IncomingMessage, type RequestListener, type Server, createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Auth } from '../../../node/feeds/asking.ts'
import { feedLimits } from '../../../node/feeds/limits.ts'
import { type TaxiiPage, type TaxiiState, createTaxii, rowsOfPages, taxiiMediaType } from '../../../node/feeds/taxii.ts'
import { type OutboundOptions, createOutbound } from '../../../node/outbound/request.ts'
import { loopbackCertificate, loopbackKey } from '../../helpers/tls.ts'

const open: (Server | AsyncDisposable)[] = []
afterEach(async () => {
  for (const one of open.splice(0)) {
    if (Symbol.asyncDispose in one && !('close' in one)) await one[Symbol.asyncDispose]()
    else if ('close' in one) one.close()
  }
})

async function listening(server: Server): Promise<number> {
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const indicator = (n: number, more: object = {}) => ({
  ...{ type: 'indicator', spec_version: '2.1', id: `indicator--${uuid(n)}`, pattern_type: 'stix' },
  ...{ pattern: `[domain-name:value = 'host${n}.example']`, ...more },
})

interface Reply {
  status?: number
  type?: string
  headers?: Record<string, string>
  json?: unknown
  text?: string
}

/** A server that answers by path; what is asked is kept. */
async function serve(answer: (url: URL, request: IncomingMessage) => Reply) {
  const asked: string[] = []
  const listener: RequestListener = (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost')
    asked.push(`${url.pathname}${url.search}`)
    const { status = 200, type = taxiiMediaType, headers = {}, json, text } = answer(url, request)
    response.writeHead(status, { 'content-type': type, ...headers }).end(text ?? JSON.stringify(json))
  }
  const port = await listening(createServer(listener))
  return { base: `http://127.0.0.1:${port}`, asked }
}

function client(url: string, auth?: Auth, options: OutboundOptions = {}) {
  const outbound = createOutbound({ allowPrivate: true, timeoutMs: 2000, ...options })
  open.push(outbound)
  return createTaxii((at, ask) => outbound.ask(at, ask), { url, ...(auth !== undefined && { auth }) })
}

async function pagesOf(pages: AsyncIterable<TaxiiPage>) {
  const all: TaxiiPage[] = []
  let code: unknown
  try {
    for await (const page of pages) all.push(page)
  } catch (error) {
    code = (error as { code?: unknown }).code
  }
  return { objects: all.map(({ objects }) => objects), states: all.map(({ state }) => state), code }
}

const collection = '/root/collections/one/'

test('from discovery to the last page', async () => {
  const { base, asked } = await serve((url) => {
    switch (url.pathname) {
      case '/taxii2/':
        return { json: { title: 'A server', default: `/root/`, api_roots: ['/other', '/root'] } }
      case '/root/collections/':
        return {
          json: { collections: [{ id: 'one', title: 'One', can_read: true, can_write: false }, { id: 5 }, 'x'] },
        }
      case '/other/collections/':
        return { json: {} }
      default:
        return url.searchParams.get('next') === 'b'
          ? { json: { objects: [indicator(3)] }, headers: { 'x-taxii-date-added-last': '2024-01-02T00:00:00.000003Z' } }
          : { json: { more: true, next: 'b', objects: [indicator(1), indicator(2)] } }
    }
  })
  const taxii = client(base)
  const roots = await taxii.roots()
  expect(roots).toEqual([`${base}/root/`, `${base}/other/`])
  expect(await taxii.collections(`${base}/other`)).toEqual([])
  const [one] = await taxii.collections(roots[0] ?? '')
  expect(one).toEqual({ id: 'one', title: 'One', canRead: true, url: `${base}${collection}` })
  const pages = taxii.pages(
    one?.url ?? '',
    { addedAfter: '2024-01-01T00:00:00Z' },
    { limit: 2, match: { type: 'indicator' } },
  )
  expect(await pagesOf(pages)).toEqual({
    objects: [2, 1],
    states: [{ addedAfter: '2024-01-01T00:00:00Z', next: 'b' }, { addedAfter: '2024-01-02T00:00:00.000003Z' }],
    code: undefined,
  })
  expect(asked.slice(3)).toEqual([
    `${collection}objects/?limit=2&added_after=2024-01-01T00%3A00%3A00Z&match%5Btype%5D=indicator`,
    `${collection}objects/?limit=2&added_after=2024-01-01T00%3A00%3A00Z&match%5Btype%5D=indicator&next=b`,
  ])
})

describe('pages', () => {
  test('more without next: the time of the last object', async () => {
    const { base } = await serve((url) => {
      const after = Number(url.searchParams.get('added_after') ?? 0)
      return {
        json: { more: after < 2, objects: [indicator(after)] },
        headers: { 'x-taxii-date-added-last': String(after + 1) },
      }
    })
    expect(await pagesOf(client(base).pages(`${base}${collection}`))).toMatchObject({
      objects: [1, 1, 1],
      states: [{ addedAfter: '1' }, { addedAfter: '2' }, { addedAfter: '3' }],
    })
  })

  test('nothing new: the state stays', async () => {
    for (const reply of [{ json: {} }, { text: '' }, { json: { more: false, objects: [] } }]) {
      const { base } = await serve(() => reply)
      const state = { addedAfter: '2024-01-01T00:00:00Z' }
      expect(await pagesOf(client(base).pages(`${base}${collection}`, state))).toEqual({
        objects: [0],
        states: [state],
        code: undefined,
      })
    }
  })

  test('a run goes on at the page where the last one stopped', async () => {
    const { base, asked } = await serve((url) => ({
      json: { more: url.searchParams.get('next') !== 'c', next: 'c', objects: [] },
    }))
    await pagesOf(client(base).pages(`${base}${collection}`, { addedAfter: '5', next: 'b' }))
    expect(asked).toEqual([`${collection}objects/?added_after=5&next=b`, `${collection}objects/?added_after=5&next=c`])
  })

  test.each([400, 404, 410])(
    'a page that is forgotten (%s) is asked for again from its beginning, once',
    async (status) => {
      const { base, asked } = await serve((url) =>
        url.searchParams.has('next')
          ? { status, json: { title: 'no such page' } }
          : { json: { objects: [indicator(1)] } },
      )
      expect(await pagesOf(client(base).pages(`${base}${collection}`, { addedAfter: '5', next: 'b' }))).toMatchObject({
        objects: [1],
        code: undefined,
      })
      expect(asked).toEqual([`${collection}objects/?added_after=5&next=b`, `${collection}objects/?added_after=5`])
    },
  )

  test('what breaks off keeps the pages before, and where to go on', async () => {
    const { base } = await serve((url) =>
      url.searchParams.get('next') === 'b'
        ? { status: 503, json: {}, headers: { 'retry-after': '120' } }
        : { json: { more: true, next: 'b', objects: [indicator(1)] } },
    )
    const states: TaxiiState[] = []
    await expect(async () => {
      for await (const { state } of client(base).pages(`${base}${collection}`)) states.push(state)
    }).rejects.toMatchObject({ code: 'status-unexpected', status: 503, retryAfter: 120 })
    expect(states).toEqual([{ next: 'b' }])
  })
})

describe('credentials', () => {
  const needs =
    (expected: string | undefined) =>
    (_: URL, request: IncomingMessage): Reply =>
      request.headers.authorization === expected
        ? { json: {} }
        : { status: 401, json: { title: 'Unauthorized\u001b[31m' } }

  test.each<[string, Auth | undefined, string | undefined]>([
    ['none', undefined, undefined],
    ['Basic', { kind: 'basic', user: 'u', password: 'p:é' }, `Basic ${Buffer.from('u:p:é').toString('base64')}`],
    ['Bearer', { kind: 'bearer', token: 't' }, 'Bearer t'],
  ])('%s', async (_, auth, header) => {
    const { base } = await serve(needs(header))
    expect(await pagesOf(client(base, auth).pages(`${base}${collection}`))).toMatchObject({ code: undefined })
  })

  test('a refusal says what the server says, in plain text', async () => {
    const { base } = await serve(needs('Bearer right'))
    const pages = client(base, { kind: 'bearer', token: 'wrong' }).pages(`${base}${collection}`)
    await expect(pages.next()).rejects.toMatchObject({ code: 'status-unexpected', status: 401 })
    await expect(client(base).pages(`${base}${collection}`).next()).rejects.toThrow(/401: Unauthorized/)
  })

  test('a client certificate', async () => {
    const tls = {
      key: loopbackKey,
      cert: loopbackCertificate,
      ca: loopbackCertificate,
      requestCert: true,
      rejectUnauthorized: true,
    }
    const server = createTlsServer(tls, (_, response) =>
      response.writeHead(200, { 'content-type': taxiiMediaType }).end('{}'),
    )
    const url = `https://localhost:${await listening(server)}`
    const pages = (options: OutboundOptions) =>
      client(url, undefined, { ca: loopbackCertificate, ...options }).pages(`${url}${collection}`)
    expect(await pagesOf(pages({ cert: loopbackCertificate, key: loopbackKey }))).toMatchObject({
      objects: [0],
      code: undefined,
    })
    expect((await pagesOf(pages({}))).code).toBeDefined()
  })

  test('stay with their host', async () => {
    const elsewhere = await serve(() => ({ json: {} }))
    const { base } = await serve((url) =>
      url.pathname === '/taxii2/'
        ? { json: { api_roots: [`${elsewhere.base}/root/`] } }
        : { status: 302, headers: { location: `${elsewhere.base}/x` }, json: {} },
    )
    const taxii = client(base, { kind: 'bearer', token: 't' })
    const [root = ''] = await taxii.roots()
    await expect(taxii.collections(root)).rejects.toMatchObject({ code: 'source-foreign' })
    expect(elsewhere.asked).toEqual([])
    expect((await pagesOf(taxii.pages(`${base}${collection}`))).code).toBe('source-foreign')
  })
})

describe('wrong answers', () => {
  test.each<[string, Reply, string]>([
    ['a web page', { type: 'text/html', text: '<html>sign in</html>' }, 'source-malformed'],
    ['a list', { json: [] }, 'source-malformed'],
    ['no JSON', { text: '{"objects":[' }, 'source-malformed'],
    ['deep nesting', { text: `{"objects":${'['.repeat(100_000)}` }, 'source-malformed'],
    ['more, and no way to it', { json: { more: true, objects: [] } }, 'source-malformed'],
    ['406', { status: 406, json: {} }, 'status-unexpected'],
    ['no content type', { type: '', json: {} }, 'source-malformed'],
  ])('%s', async (_, reply, code) => {
    const { base } = await serve(() => reply)
    expect(await pagesOf(client(base).pages(`${base}${collection}`))).toMatchObject({ objects: [], code })
  })

  test('the same page for ever', async () => {
    const { base } = await serve(() => ({ json: { more: true, next: 'b', objects: [indicator(1)] } }))
    expect(await pagesOf(client(base).pages(`${base}${collection}`))).toMatchObject({
      objects: [1],
      code: 'source-malformed',
    })
    const stuck = await serve(() => ({
      json: { more: true, objects: [] },
      headers: { 'x-taxii-date-added-last': '5' },
    }))
    expect(await pagesOf(client(stuck.base).pages(`${stuck.base}${collection}`))).toMatchObject({
      objects: [0],
      code: 'source-malformed',
    })
  })

  test('a page without end, and a server that falls silent', async () => {
    const listener: RequestListener = (request, response) => {
      response.writeHead(200, { 'content-type': taxiiMediaType })
      if (request.url?.includes('silent') === true) response.write('{"objects":[')
      else {
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(2 ** 20, 0x20)));
          response.once('drain', more)
        }
        more()
      }
    }
    const base = `http://127.0.0.1:${await listening(createServer(listener))}`
    const limited = client(base, undefined, { timeoutMs: 200 })
    expect((await pagesOf(limited.pages(`${base}/endless/`))).code).toBe('response-too-large')
    expect((await pagesOf(limited.pages(`${base}/silent/`))).code).toBe('request-timeout')
  }, 60_000)

  test.each(['no url', 'file:///etc/passwd', 'ftp://a.example/'])('%s is no server', (url) => {
    expect(() => client(url)).toThrow(expect.objectContaining({ code: 'url-refused' }) as Error)
  })

  test('discovery without a root', async () => {
    const { base } = await serve(() => ({ json: { title: 'x' } }))
    await expect(client(base).roots()).rejects.toMatchObject({ code: 'source-malformed' })
  })
})

test('what one page defines counts in the others, and an empty page is none', async () => {
  const marking = `marking-definition--${uuid(9)}`
  const pages: Reply[] = [
    { json: { more: true, next: '1', objects: [indicator(1, { object_marking_refs: [marking] })] } },
    {
      json: {
        more: true,
        next: '2',
        objects: [{ type: 'sighting', id: `sighting--${uuid(1)}`, sighting_of_ref: `indicator--${uuid(3)}`, count: 2 }],
      },
    },
    { json: { more: true, next: '3' } },
    {
      json: {
        more: true,
        next: '4',
        objects: [{ type: 'marking-definition', id: marking, definition_type: 'tlp', definition: { tlp: 'amber' } }],
      },
    },
    { json: { objects: [indicator(3), indicator(4, { object_marking_refs: [`marking-definition--${uuid(8)}`] })] } },
  ]
  const { base } = await serve((url) => pages[Number(url.searchParams.get('next') ?? 0)] ?? {})
  const rows = (
    await Array.fromAsync(rowsOfPages(client(base).pages(`${base}${collection}`), { category: 'scam' }))
  ).flat()
  expect(rows).toMatchObject([
    { value: 'host1.example', fields: { marking: 'TLP:AMBER', category: 'scam' } },
    { value: 'host3.example', fields: { statementKind: 'sighting', sightings: 2 } },
    { value: 'host3.example' },
    { value: 'host4.example', reject: 'marking-unresolved' },
  ])
})

test('rows of the pages before a fault come out, then the fault', async () => {
  const { base } = await serve((url) =>
    url.searchParams.has('next')
      ? { status: 500, json: {} }
      : { json: { more: true, next: 'b', objects: [indicator(1)] } },
  )
  const values: string[] = []
  await expect(async () => {
    for await (const rows of rowsOfPages(client(base).pages(`${base}${collection}`)))
      values.push(...rows.map(({ value }) => value))
  }).rejects.toMatchObject({ code: 'status-unexpected' })
  expect(values).toEqual(['host1.example'])
})

test('the bound of a page is one that a page of the specification fits in', () => {
  expect(feedLimits.taxiiPageMaxBytes).toBeGreaterThan(10_000 * 4096)
})
