// What this node asks by itself: where it does not go, and what it does not take. Real servers on the loopback.
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { isPublic } from '../../../node/outbound/guard.ts'
import { createOutbound, type OutboundOptions } from '../../../node/outbound/request.ts'
import { loopbackCertificate, loopbackKey } from '../../helpers/tls.ts'

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

async function listening(server: Server): Promise<number> {
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
const serve = (listener: RequestListener): Promise<number> => listening(createServer(listener))

async function get(url: string, options: OutboundOptions = {}, headers: Record<string, string> = {}) {
  await using outbound = createOutbound({ allowPrivate: true, ...options })
  const { status, body, url: from } = await outbound.ask(url, { headers })
  return { status, from, text: Buffer.concat(await Array.fromAsync(body)).toString() }
}

describe('where a request does not go', () => {
  test.each([
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['192.168.0.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['::1', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:127.0.0.1', false],
    ['::127.0.0.1', false],
    ['::7f00:1', false],
    ['4000::1', false],
    ['64:ff9b::7f00:1', false],
    ['not an address', false],
    ['8.8.8.8', true],
    ['2606:4700::1111', true],
  ])('%s is public: %s', (address, expected) => expect(isPublic(address)).toBe(expected))

  test.each([
    ['http://127.0.0.1:1/', 'target-private'],
    ['http://localhost:1/', 'target-private'],
    ['http://[::127.0.0.1]:1/', 'target-private'],
    ['http://[::1]:1/', 'target-private'],
    ['http://0x7f.1:1/', 'target-private'],
    ['http://2130706433:1/', 'target-private'],
    ['http://[::ffff:10.0.0.1]:1/', 'target-private'],
    ['file:///etc/passwd', 'url-refused'],
    ['http://user:secret@example.com/', 'url-refused'],
    ['no url', 'url-refused'],
  ])('%s is refused with %s', async (url, code) => {
    await expect(get(url, { allowPrivate: false })).rejects.toMatchObject({ code })
  })

  test.each([
    ['to an address', (port: number) => `http://127.0.0.1:${port}/`],
    ['to a name', (port: number) => `http://localhost:${port}/`],
    ['to the service that tells a machine of itself', () => 'http://169.254.169.254/latest/meta-data/'],
  ])('nor behind a redirect, %s: each place is judged', async (_, location) => {
    let inside = 0
    const port = await serve((_request, response) => {
      inside += 1
      response.end('secret')
    })
    // 127.0.0.2 stands for what is public, and nothing else does.
    const outside = createServer((_request, response) => response.writeHead(302, { location: location(port) }).end())
    open.push(outside)
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.2', resolve))
    const url = `http://127.0.0.2:${(outside.address() as AddressInfo).port}/`
    const options = { allowPrivate: false, isAllowed: (address: string) => address === '127.0.0.2' }
    await expect(get(url, options)).rejects.toMatchObject({ code: 'target-private' })
    expect(inside).toBe(0)
  })

  test('nor by a redirect to what is no place', async () => {
    const port = await serve((_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end())
    await expect(get(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'url-refused' })
  })
})

describe('what a request does not take', () => {
  test('redirects in a loop', async () => {
    const port = await serve((request, response) => response.writeHead(302, { location: request.url ?? '/' }).end())
    await expect(get(`http://127.0.0.1:${port}/a`)).rejects.toMatchObject({ code: 'redirects-too-many' })
  })

  test('a body beyond its bound', async () => {
    const port = await serve((_, response) => response.end('x'.repeat(10_000)))
    await expect(get(`http://127.0.0.1:${port}/`, { maxBytes: 9_999 })).rejects.toMatchObject({
      code: 'response-too-large',
    })
    expect((await get(`http://127.0.0.1:${port}/`, { maxBytes: 10_000 })).text).toHaveLength(10_000)
  })

  test('a server that does not answer, or stops in the middle', async () => {
    const silent = await serve(() => undefined)
    await expect(get(`http://127.0.0.1:${silent}/`, { deadlineMs: 50 })).rejects.toMatchObject({
      code: 'request-timeout',
    })
    const slow = await serve((_, response) => response.writeHead(200).write('x'))
    await expect(get(`http://127.0.0.1:${slow}/`, { deadlineMs: 50 })).rejects.toMatchObject({
      code: 'request-timeout',
    })
  })

  test('nobody there, or gone in the middle', async () => {
    const cut = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('x')
      setImmediate(() => response.destroy())
    })
    await expect(get(`http://127.0.0.1:${cut}/`)).rejects.toMatchObject({ code: 'connect-failed' })
    await expect(get('http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'connect-failed' })
  })

  test('a certificate that nobody vouches for', async () => {
    const port = await listening(
      createTlsServer({ cert: loopbackCertificate, key: loopbackKey }, (_, response) => response.end('ok')),
    )
    await expect(get(`https://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'tls-refused' })
    expect((await get(`https://127.0.0.1:${port}/`, { ca: loopbackCertificate })).text).toBe('ok')
  })
})

test('credentials stay with the host that they are for', async () => {
  const seen: (string | undefined)[] = []
  const other = await serve((request, response) => {
    seen.push(request.headers.authorization)
    response.end('there')
  })
  const first = await serve((request, response) => {
    seen.push(request.headers.authorization)
    response.writeHead(307, { location: `http://127.0.0.1:${other}/` }).end()
  })
  const answer = await get(`http://127.0.0.1:${first}/`, {}, { authorization: 'Bearer secret' })
  expect(answer).toMatchObject({ text: 'there', from: `http://127.0.0.1:${other}/` })
  expect(seen).toEqual(['Bearer secret', undefined])
})
