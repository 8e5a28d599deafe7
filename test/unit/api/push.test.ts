// Pushed batches over HTTP: what comes in, what is refused before it is read, and bodies that do not come as they should.
import { once } from 'node:events'
import { type Socket, connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PushReceiptView } from '../../../node/api/schemas/push.ts'
import { type ReaderNode, type ReaderNodeOptions, openReaderNode } from '../../helpers/readers.ts'
import { temporaryFolder } from '../store/fixture.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let node: ReaderNode
let secret: string
let url: URL
const sockets: Socket[] = []

async function open(options: ReaderNodeOptions = {}): Promise<void> {
  node = await openReaderNode(folder.path, options)
  secret = await node.token({ name: 'robot', role: 'feed' })
  const [address = ''] = await node.api.listen({ socket: false, http: { host: '127.0.0.1', port: 0 } })
  url = new URL(address)
}
beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await node[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

const ndjson = 'application/x-ndjson'
const stix = 'application/stix+json;version=2.1'
const bundle = JSON.stringify({
  ...{ type: 'bundle', id: 'bundle--00000000-0000-4000-8000-000000000001' },
  objects: [{ type: 'url', id: 'url--00000000-0000-4000-8000-000000000002', value: 'https://a.example.com/x' }],
})
const row = '{"value":"a.example.com","category":"scam"}\n'

interface Pushed {
  readonly status: number
  readonly headers: Headers
  readonly body: PushReceiptView
  readonly code: string | undefined
}
async function push(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  query = 'marking=TLP:GREEN',
): Promise<Pushed> {
  const answer = await fetch(new URL(`/v1/feeds/trial/push?${query}`, url), {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': ndjson, ...headers },
    body,
  })
  return readAnswer(answer)
}
async function readAnswer(answer: Response): Promise<Pushed> {
  const told = (await answer.json()) as PushReceiptView & { error?: { code: string } }
  return { status: answer.status, headers: answer.headers, body: told, code: told.error?.code }
}
const receipt = async (key: string, as = secret): Promise<Pushed> =>
  readAnswer(await fetch(new URL(`/v1/pushes/${key}`, url), { headers: { authorization: `Bearer ${as}` } }))

/** A request by hand: the head, without its body. */
async function dial(headers: Record<string, string | number>, query = 'marking=TLP:GREEN'): Promise<Socket> {
  const socket = connect(Number(url.port), url.hostname)
  sockets.push(socket)
  await once(socket, 'connect')
  socket.on('error', () => undefined)
  const all = { host: url.host, authorization: `Bearer ${secret}`, 'content-type': ndjson, ...headers }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`POST /v1/feeds/trial/push?${query} HTTP/1.1\r\n${head.join('')}\r\n`)
  return socket
}
/** What the server wrote, once it holds `text`. */
async function heard(socket: Socket, text: string): Promise<string> {
  let all = ''
  for await (const piece of socket.iterator({ destroyOnReturn: false })) {
    all += String(piece)
    if (all.includes(text)) return all
  }
  throw new Error(`the connection ended after ${JSON.stringify(all)}`)
}
const statements = (): number => node.store.count()

describe('a batch', () => {
  it.each([
    ['JSON Lines', ndjson, row],
    ['a bundle of STIX', stix, bundle],
    ['STIX as plain JSON', 'application/json', bundle],
    ['an envelope of TAXII', 'application/taxii+json;version=2.1', bundle.replace('"type":"bundle",', '')],
  ])('comes as %s', async (_, type, body) => {
    await open()
    const { status, body: told, headers } = await push(body, { 'content-type': type, 'idempotency-key': '"one"' })
    expect(status).toBe(200)
    expect(told).toMatchObject({ key: 'one', feed: 'trial', state: 'complete', replayed: false })
    expect(told.rows).toMatchObject([{ row: 1, result: 'published', subject: expect.any(String) as string }])
    expect(headers.get('idempotency-replayed')).toBeNull()
    const again = await push(body, { 'content-type': type }, 'marking=TLP:GREEN&key=one')
    expect(again.body).toEqual({ ...told, replayed: true })
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect((await receipt('one')).body).toEqual({ ...told, replayed: true })
    expect(statements()).toBe(1)
  })

  it('comes packed, and is the same one unpacked', async () => {
    await open()
    const packed = await push(gzipSync(row), { 'content-encoding': 'gzip', 'idempotency-key': 'k' })
    expect(packed.body.summary).toMatchObject({ read: 1, published: 1 })
    expect((await push(row, { 'idempotency-key': 'k' })).body.replayed).toBe(true)
  })

  it.each<[string, number, string, string | Uint8Array<ArrayBuffer>, Record<string, string>, string?]>([
    ['another type', 415, 'media-type-unsupported', row, { 'content-type': 'text/csv' }],
    [
      'another version of STIX',
      415,
      'media-type-unsupported',
      bundle,
      { 'content-type': 'application/stix+json;version=3.0' },
    ],
    ['another encoding', 415, 'push-encoding', row, { 'content-encoding': 'br' }],
    ['no gzip', 415, 'push-encoding', row, { 'content-encoding': 'gzip' }],
    ['a key that is none', 400, 'idempotency-key-invalid', row, { 'idempotency-key': 'a\tb' }],
    ['two keys', 400, 'call-invalid', row, { 'idempotency-key': 'a' }, 'marking=TLP:GREEN&key=b'],
    ['no marking', 400, 'call-invalid', row, {}, ''],
    ['an unknown option', 400, 'call-invalid', row, {}, 'marking=TLP:GREEN&colour=red'],
    ['a marking above the token', 403, 'token-marking-refused', row, {}, 'marking=TLP:AMBER'],
    ['an unknown marking', 422, 'marking-unknown', row, {}, 'marking=TLP:BLUE'],
    ['a cut document', 422, 'feed-truncated', bundle.slice(0, -3), { 'content-type': stix }],
  ])('is refused for %s', async (_, status, code, body, headers, query) => {
    await open()
    expect(await push(body, headers, query)).toMatchObject({ status, code })
    expect(statements()).toBe(0)
  })

  it('of the same key with another body is refused', async () => {
    await open()
    await push(row, { 'idempotency-key': 'k' })
    const other = await push(row.replace('a.', 'b.'), { 'idempotency-key': 'k' })
    expect(other).toMatchObject({ status: 422, code: 'idempotency-mismatch' })
  })

  it('is for tokens with the scope import; a receipt for who pushed it', async () => {
    await open()
    await push(row, { 'idempotency-key': 'k' })
    const other = await node.token({ name: 'other', role: 'feed' })
    const reading = await node.token({ name: 'reading', role: 'client' })
    expect(await receipt('k', other)).toMatchObject({ status: 404, code: 'receipt-not-found' })
    expect(await receipt('never', other)).toMatchObject({ status: 404, code: 'receipt-not-found' })
    expect(await receipt('k', reading)).toMatchObject({ status: 403, code: 'scope-missing' })
  })
})

describe('refused before it is read', () => {
  it('beyond the bound of a body, told by its length or found on the way', async () => {
    await open({ push: { bodyMaxBytes: 1000, rowsMax: 5 } })
    const told = await dial({ 'content-length': 1001, expect: '100-continue' })
    const head = await heard(told, 'push-too-large')
    expect(head).toMatch(/^HTTP\/1\.1 413 /)
    const chunked = await dial({ 'transfer-encoding': 'chunked' })
    chunked.write(`400\r\n${' '.repeat(1024)}\r\n`)
    expect(await heard(chunked, 'push-too-large')).toMatch(/^HTTP\/1\.1 413 /)
    expect(await push(row.repeat(6).replaceAll(',"category":"scam"', ''))).toMatchObject({
      ...{ status: 413, code: 'push-rows-exceeded' },
    })
    expect(statements()).toBe(0)
  })

  it('beyond the batches of one caller at once, with the seconds to wait; another caller is not kept out', async () => {
    await open({ push: { atOnceOfCallerMax: 1, atOnceMax: 2 } })
    const slow = await dial({ 'content-length': row.length, expect: '100-continue' })
    await heard(slow, '100 Continue')
    const asked = await dial({ 'content-length': row.length, expect: '100-continue' })
    const refused = await heard(asked, 'push-busy')
    expect(refused).toMatch(/^HTTP\/1\.1 429 /)
    expect(refused).not.toContain('100 Continue')
    expect(refused).toMatch(/retry-after: [1-9]/i)
    const others = await Promise.all(['b', 'c'].map((name) => node.token({ name, role: 'feed' })))
    const [as] = others
    const other = await dial({ authorization: `Bearer ${as}`, 'content-length': row.length, expect: '100-continue' })
    await heard(other, '100 Continue')
    const third = await push(row, { authorization: `Bearer ${others[1]}` })
    expect(third).toMatchObject({ status: 429, code: 'push-busy' })
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
    slow.write(row)
    expect(await heard(slow, '"complete"')).toContain('"published":1')
    expect(await push(row)).toMatchObject({ status: 200, body: { summary: { unchanged: 1 } } })
  })

  it('beyond the bytes that may wait', async () => {
    await open({ push: { bytesAtOnceMax: 100 } })
    await heard(await dial({ 'content-length': 90, expect: '100-continue' }), '100 Continue')
    expect(await push(row)).toMatchObject({ status: 429, code: 'push-busy' })
  })

  it('of a key that is under way', async () => {
    await open()
    const slow = await dial({ 'content-length': row.length, 'idempotency-key': 'k', expect: '100-continue' })
    await heard(slow, '100 Continue')
    const second = await push(row, { 'idempotency-key': 'k' })
    expect(second).toMatchObject({ status: 409, code: 'push-under-way' })
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0)
    slow.write(row)
    await heard(slow, '"complete"')
    expect((await push(row, { 'idempotency-key': 'k' })).body).toMatchObject({ replayed: true })
  })
})

describe('a body that does not come as it should', () => {
  it('publishes nothing where it is cut, and its key is free at once', async () => {
    await open()
    const cut = await dial({ 'content-length': 2 * row.length, 'idempotency-key': 'k', expect: '100-continue' })
    await heard(cut, '100 Continue')
    cut.write(row)
    cut.destroy()
    await expect.poll(async () => (await push(row, { 'idempotency-key': 'k' })).status).toBe(200)
    expect(statements()).toBe(1)
    expect((await receipt('k')).body).toMatchObject({ summary: { published: 1 } })
  })

  it('is refused where it comes too slowly', async () => {
    await open({ push: { idleMs: 50 } })
    const slow = await dial({ 'content-length': row.length })
    slow.write(row.slice(0, 5))
    const answer = await heard(slow, 'push-stalled')
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(statements()).toBe(0)
  })

  it('is taken to its end when the client has gone, and its receipt is there', async () => {
    await open()
    const gone = await dial({ 'content-length': row.length, 'idempotency-key': 'k' })
    gone.end(row)
    await once(gone, 'finish')
    gone.destroy()
    await expect.poll(async () => (await receipt('k')).body.state).toBe('complete')
    expect((await push(row, { 'idempotency-key': 'k' })).body).toMatchObject({
      replayed: true,
      summary: { published: 1 },
    })
  })

  it('ends with its token', async () => {
    await open()
    const slow = await dial({ 'content-length': row.length, expect: '100-continue' })
    await heard(slow, '100 Continue')
    const [robot] = node.facade.access.tokens.find('robot')
    await node.facade.access.tokens.revoke(robot?.id ?? '')
    expect(await heard(slow, 'token-refused')).toMatch(/^HTTP\/1\.1 401 /)
    expect(statements()).toBe(0)
  })
})
