// How a feed is asked for: conditions, time-outs, TLS, redirects, bounds, and where the node does not go. Hostile cases 98 and
// 99 are here.
import { writeFile } from 'node:fs/promises'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loopbackCertificate, loopbackKey } from '../../helpers/tls.ts'
import { type Bench, type Change, type Server, createBench, lines, names, serve, spec, unchecked } from './fixture.ts'

let bench: Bench
let server: Server
const text = lines(names(20))

beforeEach(async () => {
  bench = await createBench()
  server = await serve(() => ({ body: text }))
})
afterEach(async () => {
  await server.close()
  await bench[Symbol.asyncDispose]()
})

const add = (location: string, change: Change = {}) => bench.scheduled.add(spec(location, change), unchecked)
const codeOf = async (location: string, change: Change = {}): Promise<string> => {
  await add(location, change)
  return (await bench.run('trial')).record.code
}
const refused = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'taken',
    (error: unknown) => (error as { code?: unknown }).code,
  )
const secret = async (name: string, content: string, mode = 0o600): Promise<string> => {
  const path = join(bench.dir, name)
  await writeFile(path, content, { mode })
  return path
}

describe('a source that did not change', () => {
  test.each([
    ['by its entity tag', { etag: '"one"' }, { 'if-none-match': '"one"' }],
    [
      'by its time',
      { 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' },
      { 'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' },
    ],
  ])('is not read, %s', async (_, headers, asked) => {
    server.answer = (_url, request) => {
      const known = Object.entries(asked).every(([name, value]) => request.headers[name] === value)
      return known ? { status: 304 } : { body: text, headers }
    }
    await add(`${server.base}/list.txt`)
    expect((await bench.run('trial')).record).toMatchObject({ code: 'ok', published: 20, bytes: text.length })
    expect(server.asked[0]?.headers).not.toHaveProperty(Object.keys(asked)[0]!)
    await bench.restart()
    expect((await bench.run('trial')).record).toMatchObject({ code: 'not-modified', read: 0, bytes: 0, withdrawn: 0 })
    expect(await bench.said('trial')).toHaveLength(20)
    expect(bench.scheduled.find('trial').state.lastSuccessAt).toBe(bench.now)
  })

  test('is asked for without condition after a run that failed, and where what is held is confirmed', async () => {
    let body = text
    server.answer = (_url, request) =>
      request.headers['if-none-match'] === `"${body.length}"`
        ? { status: 304 }
        : { body, headers: { etag: `"${body.length}"` } }
    await add(`${server.base}/list.txt`)
    await bench.run('trial')
    body = lines(names(5))
    expect((await bench.run('trial')).record).toMatchObject({ code: 'held', held: 15 })
    // Still the same: what is held stays held.
    expect((await bench.run('trial')).record).toMatchObject({ code: 'not-modified', held: 15 })
    expect((await bench.run('trial', true)).record).toMatchObject({ code: 'ok', withdrawn: 15 })
    server.answer = () => ({ body: text, headers: { etag: '"cut"' }, cut: true })
    expect((await bench.run('trial')).record.code).toBe('connect-failed')
    server.answer = () => ({ body: text })
    await bench.run('trial')
    expect(server.asked.at(-1)?.headers['if-none-match']).toBeUndefined()
  })

  test('is read all the same after a week: a server may take every edition for the same', async () => {
    let body = text
    server.answer = (_url, request) =>
      request.headers['if-none-match'] === undefined ? { body, headers: { etag: '"one"' } } : { status: 304 }
    await add(`${server.base}/list.txt`)
    await bench.run('trial')
    body = lines(names(25))
    bench.now += 7 * 86_400_000
    expect((await bench.run('trial')).record).toMatchObject({ code: 'not-modified' })
    bench.now += 1000
    expect((await bench.run('trial')).record).toMatchObject({ code: 'ok', published: 5, unchanged: 20 })
    expect((await bench.run('trial')).record).toMatchObject({ code: 'not-modified' })
  })

  test('where nothing was asked conditionally, 304 is an error', async () => {
    server.answer = () => ({ status: 304 })
    expect(await codeOf(`${server.base}/list.txt`)).toBe('status-unexpected')
  })
})

describe('case 98: a feed whose URL leads to the loopback or a private range', () => {
  const fails = { source: { allowPrivate: false } }
  const port = (): string => server.base.split(':').at(-1)!

  test.each([
    ['by its address', () => `http://127.0.0.1:${port()}/list.txt`],
    ['by another spelling of it', () => `http://2130706433:${port()}/list.txt`],
    ['by IPv6', () => `http://[::1]:${port()}/list.txt`],
    ['by an IPv4 address in IPv6', () => `http://[::ffff:127.0.0.1]:${port()}/list.txt`],
    ['by a name', () => `http://localhost:${port()}/list.txt`],
    ['in a private range', () => 'http://10.0.0.1/list.txt'],
    ['to the service that tells a machine of itself', () => 'http://169.254.169.254/latest/meta-data/'],
  ])('is not asked, %s', async (_, location) => {
    expect(await codeOf(location(), fails)).toBe('target-private')
    expect(server.asked).toEqual([])
    expect(await bench.said('trial')).toEqual([])
  })

  test('nor a TAXII server or a MISP feed there', async () => {
    expect(await codeOf(`${server.base}/taxii2/`, { source: { format: 'taxii', allowPrivate: false } })).toBe(
      'target-private',
    )
    await bench.scheduled.remove('trial', false, unchecked.signal)
    expect(await codeOf(`${server.base}/feed/`, { source: { format: 'misp', allowPrivate: false } })).toBe(
      'target-private',
    )
    expect(server.asked).toEqual([])
  })

  test('nor once, by an import from a URL', async () => {
    const once = spec(`${server.base}/list.txt`, fails)
    const events = Array.fromAsync(bench.scheduled.importOnce(once, unchecked.signal))
    expect(await refused(events)).toBe('target-private')
  })

  test('it is found out before the feed is kept', async () => {
    const adding = bench.scheduled.add(spec(`${server.base}/list.txt`, fails), { ...unchecked, check: true })
    expect(await refused(adding)).toBe('target-private')
    expect(bench.scheduled.list()).toEqual([])
  })

  test.each([
    ['file:///etc/passwd', 'url-refused'],
    ['ftp://example.com/list', 'url-refused'],
    ['https://user:password@example.com/list', 'url-refused'],
    ['list.txt', 'feed-invalid'],
  ])('%s is no source: %s', async (location, code) => {
    expect(await refused(add(location))).toBe(code)
  })
})

describe('case 99: redirect loops, slow bodies, wrong TLS', () => {
  test('a redirect in a loop', async () => {
    server.answer = ({ pathname }) => ({ status: 302, headers: { location: `${pathname}x` } })
    expect(await codeOf(`${server.base}/a`)).toBe('redirects-too-many')
    expect(server.asked).toHaveLength(6)
  })

  test('a redirect to a place that is none', async () => {
    server.answer = () => ({ status: 302, headers: { location: 'file:///etc/passwd' } })
    expect(await codeOf(`${server.base}/a`)).toBe('url-refused')
  })

  test('a server that says nothing, or stops in the middle: what came before stands', async () => {
    server.answer = () => new Promise(() => undefined)
    expect(await codeOf(`${server.base}/a`, { source: { timeoutMs: 100 } })).toBe('request-timeout')
    server.answer = () => ({ body: text, hang: true })
    expect((await bench.run('trial')).record).toMatchObject({ code: 'request-timeout', withdrawn: 0 })
    server.answer = () => ({ body: text })
    expect((await bench.run('trial')).record).toMatchObject({ code: 'ok', read: 20 })
    expect(await bench.said('trial')).toEqual(names(20))
  })

  test('a body that is larger than allowed', async () => {
    expect(await codeOf(`${server.base}/a`, { source: { maxBytes: text.length - 1 } })).toBe('response-too-large')
    expect(bench.scheduled.find('trial').state.last?.withdrawn).toBe(0)
  })

  test('a certificate that nobody vouches for, a wrong authority, a client without its own', async () => {
    const tls = createTlsServer(
      {
        cert: loopbackCertificate,
        key: loopbackKey,
        requestCert: true,
        rejectUnauthorized: false,
        ca: loopbackCertificate,
      },
      (request, response) => {
        const { authorized } = request.socket as unknown as { authorized: boolean }
        response.writeHead(authorized ? 200 : 403).end(text)
      },
    )
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve))
    try {
      const url = `https://127.0.0.1:${(tls.address() as AddressInfo).port}/list.txt`
      const caFile = await secret('ca.pem', loopbackCertificate, 0o644)
      expect(await codeOf(url)).toBe('tls-refused')
      const change = (source: Change['source']) =>
        bench.scheduled.add(spec(url, { source: source ?? {} }), { ...unchecked, replace: true })
      await change({ caFile })
      expect((await bench.run('trial')).record).toMatchObject({ code: 'status-unexpected' })
      const certFile = await secret('client.pem', loopbackCertificate, 0o644)
      await change({ caFile, certFile, keyFile: await secret('client.key', loopbackKey) })
      expect((await bench.run('trial')).record).toMatchObject({ code: 'ok', published: 20 })
    } finally {
      tls.closeAllConnections()
      tls.close()
    }
  })
})

describe('credentials', () => {
  test.each([
    ['user:pass:word\n', `Basic ${Buffer.from('user:pass:word').toString('base64')}`],
    ['Basic user:password', `Basic ${Buffer.from('user:password').toString('base64')}`],
    ['a-token-of-theirs\n', 'Bearer a-token-of-theirs'],
    ['Bearer a:b', 'Bearer a:b'],
  ])('%j is sent as %s, and kept nowhere', async (content, header) => {
    await add(`${server.base}/list.txt`, { source: { authFile: await secret('auth', content) } })
    await bench.run('trial')
    expect(server.asked[0]?.headers.authorization).toBe(header)
    const kept: string[] = []
    for await (const { value } of bench.store.metas('feed')) kept.push(Buffer.from(value).toString())
    expect(kept.join()).toContain('/auth')
    expect(kept.join()).not.toContain(content.trim().split(' ').at(-1))
  })

  test('are not read where others can read them, and hold one line', async () => {
    const change = async (content: string, mode?: number) => ({
      source: { authFile: await secret(`auth${mode ?? ''}`, content, mode) },
    })
    expect(await codeOf(`${server.base}/a`, await change('user:password', 0o644))).toBe('secret-open-to-others')
    await bench.scheduled.remove('trial', false, unchecked.signal)
    expect(await codeOf(`${server.base}/a`, await change('two\nlines'))).toBe('secret-unreadable')
    expect(server.asked).toEqual([])
  })

  test('are not sent in the open', async () => {
    const source = { authFile: '/secret', allowPrivate: false }
    expect(await refused(add('http://feeds.example.com/list', { source }))).toBe('feed-invalid')
  })
})
