import { request } from 'node:http'
import { connect } from 'node:net'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Api, createApi } from '../../../node/api/api.ts'
import type { NodeFacade } from '../../../node/api/facade.ts'
import type { LookupLine } from '../../../node/api/schemas.ts'
import { StoreError } from '../../../node/store/errors.ts'
import { ProtocolError } from '../../../protocol/errors.ts'
import { silentLog } from '../../../node/log.ts'
import { askLines } from '../../../cli/ask.ts'
import { socketClient } from '../../../cli/client.ts'
import { held, nodeDouble, statementId } from './double.ts'

const json = { 'content-type': 'application/json' }
const lines = { 'content-type': 'application/x-ndjson' }

let dir: string
const opened: Api[] = []

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'entente-api-'))
})

afterEach(async () => {
  for (const api of opened.splice(0)) await api.close()
  await rm(dir, { recursive: true, force: true })
})

async function open(over: Partial<NodeFacade> = {}, statements = [held(1, { category: 'phishing', confidence: 80 })]) {
  const logged: object[] = []
  const log = { ...silentLog, error: (event: string, fields?: object) => void logged.push({ event, ...fields }) }
  const api = await createApi(nodeDouble(dir, statements, over), { log, version: '0.0.0', clock: () => 1_000_000 })
  opened.push(api)
  const call = async (
    method: 'GET' | 'POST',
    url: string,
    payload?: unknown,
    headers: Record<string, string> = json,
  ) => {
    const body = payload === undefined ? {} : { payload: payload as string, headers }
    const answer = await api.inject({ method, url, ...body })
    const text = Buffer.concat(await Array.fromAsync(answer.body)).toString()
    const parsed = text.split('\n').filter((line) => line !== '')
    return { ...answer, lines: parsed.map((line) => JSON.parse(line) as Record<string, never>) }
  }
  return { api, call, logged }
}

describe('lookup', () => {
  it('answers one line a value, in order, found or not', async () => {
    const { call } = await open()
    const {
      status,
      contentType,
      lines: answer,
    } = await call('POST', '/v1/lookup', {
      values: ['EVIL.example.com', 'good.example.org', 'no such thing'],
    })
    expect([status, contentType]).toEqual([200, 'application/x-ndjson; charset=utf-8'])
    expect(answer).toMatchObject([
      {
        value: 'EVIL.example.com',
        subject: 'evil.example.com',
        found: true,
        statements: [
          {
            id: statementId(1),
            kind: 'indicator',
            author: 'acme',
            feed: null,
            category: 'phishing',
            confidence: 80,
            marking: 'TLP:GREEN',
            issuedAt: '1970-01-01T00:00:01.000Z',
            receivedAt: '1970-01-01T00:00:01.000Z',
          },
        ],
      },
      { value: 'good.example.org', subject: 'good.example.org', found: false, statements: [] },
      { value: 'no such thing', subject: null, subjectKind: null, found: false, statements: [] },
    ])
  })

  it('takes JSON Lines of any length, and options beside them', async () => {
    const { call } = await open({}, [held(1, {}), held(2, { kind: 'withdrawal', target: statementId(1) })])
    const body = '"evil.example.com"\n'.repeat(300)
    const { lines: answer } = await call('POST', '/v1/lookup', body, lines)
    expect(answer).toHaveLength(300)
    expect(answer[299]).toMatchObject({ found: false, statements: [], withdrawn: 1 })
    const { lines: history } = await call('POST', '/v1/lookup?history=true', '"evil.example.com"\n', lines)
    expect(history).toMatchObject([{ found: true, statements: [{ standing: 'withdrawn' }, { kind: 'withdrawal' }] }])
  })

  it('says when there are more than were asked for', async () => {
    const { call } = await open({}, [held(1, {}), held(2, { category: 'scam' })])
    const { lines: answer } = await call('POST', '/v1/lookup', { values: ['evil.example.com'], limit: 1 })
    expect(answer[0]).toMatchObject({ truncated: true })
    expect((answer[0] as unknown as LookupLine).statements).toHaveLength(1)
  })

  it.each<[string, unknown, Record<string, string>, number, string]>([
    ['an unknown key', { values: [], valuse: [] }, json, 400, 'call-invalid'],
    ['a number as a value', { values: [1] }, json, 400, 'call-invalid'],
    ['no body', '{}', json, 400, 'call-invalid'],
    ['text that is no JSON', '{"values":', json, 400, 'call-invalid'],
    ['a line that is no string', '{"value":"x"}\n', lines, 400, 'line-invalid'],
    ['a line without end', `"${'x'.repeat(70_000)}"`, lines, 413, 'line-too-long'],
    ['a media type of another kind', 'values=1', { 'content-type': 'text/plain' }, 415, 'media-type-unsupported'],
    ['a body of many megabytes', { values: ['x'.repeat(9 * 1024 * 1024)] }, json, 413, 'body-too-large'],
  ])('refuses %s', async (_what, body, headers, status, code) => {
    const { call } = await open()
    const answer = await call('POST', '/v1/lookup', body, headers)
    expect(answer.status).toBe(status)
    expect(answer.lines[0]).toMatchObject({ error: { code, hint: expect.stringMatching(/./) as string } })
  })
})

describe('publishing', () => {
  const publish: NodeFacade['publish'] = async ({ value, kind }) => {
    // The first is durable last: answers keep the order of the request.
    if (value === 'slow.example.com') for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
    if (value === '10.0.0.1') throw new ProtocolError('ip-reserved', 'private')
    return { result: 'published', id: statementId(9), subject: `${kind} ${value ?? ''}` }
  }

  it('answers every line in order, with its id or its code', async () => {
    const { call } = await open({ publish })
    const body = [
      '{"value":"slow.example.com"}',
      '{"value":"10.0.0.1"}',
      'no json',
      '{"value":"x","confidence":101}',
      '{"value":"x","feeed":"y"}',
      '{"value":"x","__proto__":{"feed":"y"}}',
      '{"value":"x","lastSeen":"yesterday"}',
      '',
      '{"value":"last.example.com","kind":"sighting"}',
    ].join('\n')
    const { status, lines: answer } = await call('POST', '/v1/statements', body, lines)
    expect(status).toBe(200)
    expect(
      answer.map((line) => ('error' in line ? (line['error'] as { code: string }).code : line['subject'])),
    ).toEqual([
      'indicator slow.example.com',
      'ip-reserved',
      'line-invalid',
      'line-invalid',
      'line-invalid',
      'line-invalid',
      'line-invalid',
      'sighting last.example.com',
    ])
  })

  it('tells a failure of the node without its innards, and logs it', async () => {
    const { call, logged } = await open({ publish: () => Promise.reject(new TypeError('secret innards')) })
    const { lines: answer } = await call('POST', '/v1/statements', '{"value":"x"}\n', lines)
    expect(answer).toMatchObject([{ error: { code: 'internal' } }])
    expect(JSON.stringify(answer)).not.toContain('innards')
    expect(logged).toHaveLength(1)
  })
})

describe('errors', () => {
  it.each<[string, 'GET' | 'POST', string, unknown, number, string]>([
    ['an unknown route', 'GET', '/v1/nothing', undefined, 404, 'route-unknown'],
    ['a statement that is not held', 'GET', `/v1/statements/${statementId(5)}`, undefined, 404, 'statement-not-found'],
    ['an id that is none', 'GET', '/v1/statements/x', undefined, 404, 'statement-not-found'],
    ['evidence that is not held', 'GET', `/v1/evidence/${statementId(5)}`, undefined, 404, 'statement-not-found'],
    ['an unknown filter', 'GET', '/v1/statements?autor=x', undefined, 400, 'call-invalid'],
    ['a limit that is no number', 'GET', '/v1/statements?limit=many', undefined, 400, 'call-invalid'],
    ['a chain that is none', 'GET', '/v1/statements?chain=nochain', undefined, 400, 'call-invalid'],
    ['a time that is none', 'GET', '/v1/statements?issuedFrom=soon', undefined, 400, 'call-invalid'],
    ['a control object that is no base64', 'POST', '/v1/control', { object: '<>' }, 400, 'call-invalid'],
    ['an unknown key beside it', 'POST', '/v1/control', { object: 'AAAA', force: true }, 400, 'call-invalid'],
  ])('%s', async (_what, method, url, body, status, code) => {
    const { call } = await open()
    const answer = await call(method, url, body)
    expect([answer.status, answer.lines[0]]).toMatchObject([status, { error: { code } }])
  })

  it('before the first line is a status, behind it a last line', async () => {
    const failed = new StoreError('store-failed', 'the disk is gone')
    const broken = (good: number): NodeFacade['scrub'] =>
      async function* () {
        for (let at = 0; at < good; at++) yield { type: 'progress', bundles: at, statements: at }
        throw failed
      }
    const early = await open({ scrub: broken(0) })
    expect(await early.call('POST', '/v1/verify')).toMatchObject({
      status: 503,
      lines: [{ error: { code: 'store-failed' } }],
    })
    const late = await open({ scrub: broken(2) })
    const answer = await late.call('POST', '/v1/verify')
    expect(answer.status).toBe(200)
    expect(answer.lines).toMatchObject([
      { type: 'progress' },
      { type: 'progress' },
      { error: { code: 'store-failed' } },
    ])
  })
})

describe('over the socket', () => {
  it('is for the owner alone, and gone after the end', async () => {
    const { api } = await open()
    const [socket = ''] = await api.listen({ socket: true })
    expect(socket).toBe(join(dir, 'node.sock'))
    expect((await stat(socket)).mode & 0o777).toBe(0o600)
    await api.close()
    await expect(stat(socket)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('what a dead node left is replaced; a living one is not', async () => {
    const path = join(dir, 'node.sock')
    const dead = createServer().listen(path)
    await new Promise((resolve) => dead.once('listening', resolve))
    const second = await open()
    await expect(second.api.listen({ socket: true })).rejects.toMatchObject({ code: 'node-running' })
    await new Promise((resolve) => dead.close(resolve))
    await writeFile(path, '')
    const third = await open()
    expect(await third.api.listen({ socket: true })).toEqual([path])
  })

  it('works from a home whose path is too long for a socket', async () => {
    const home = join(dir, 'd'.repeat(100))
    await mkdir(home)
    const api = await createApi(nodeDouble(home, [held(1, {})]), { log: silentLog, version: '0.0.0' })
    opened.push(api)
    await api.listen({ socket: true })
    await using client = socketClient(home, new AbortController().signal)
    const ask = { method: 'POST', path: '/v1/lookup', body: { values: ['evil.example.com'] } } as const
    expect(await Array.fromAsync(askLines<LookupLine>(client, ask))).toMatchObject([{ found: true }])
  })

  it('imports in both directions at once', async () => {
    const importFeed: NodeFacade['importFeed'] = async function* (bytes) {
      let read = 0
      for await (const chunk of bytes) {
        read += chunk.byteLength
        yield { type: 'progress', read, published: 0, unchanged: 0, rejected: 0 }
      }
      yield { type: 'summary', read, published: read, replaced: 0, unchanged: 0, rejected: {} }
    }
    const { api } = await open({ importFeed })
    await api.listen({ socket: true })
    await using client = socketClient(dir, new AbortController().signal)
    // Each piece is sent only when the one before it has been answered.
    let answered = Promise.withResolvers<undefined>()
    const pieces = async function* (): AsyncGenerator<string> {
      for (const piece of ['one', 'two', 'three']) {
        yield piece
        await answered.promise
        answered = Promise.withResolvers()
      }
    }
    const seen: object[] = []
    const stream = { type: 'application/octet-stream', bytes: pieces() }
    const query = { format: 'list', feed: 'f', marking: 'TLP:GREEN' }
    for await (const line of askLines<object>(client, { method: 'POST', path: '/v1/feeds/import', query, stream })) {
      seen.push(line)
      answered.resolve(undefined)
    }
    expect(seen).toMatchObject([{ read: 3 }, { read: 6 }, { read: 11 }, { type: 'summary', published: 11 }])
  })

  it('a client that goes ends the work', async () => {
    const ended = Promise.withResolvers<string>()
    const watch: NodeFacade['watch'] = async function* (_reader, _filter, _options, signal) {
      signal.addEventListener('abort', () => ended.resolve('aborted'), { once: true })
      yield { held: held(1, {}), standing: 'current', disputes: 0 }
      await ended.promise
    }
    const { api } = await open({ watch })
    await api.listen({ socket: true })
    const gone = new AbortController()
    const client = socketClient(dir, gone.signal)
    const arriving = askLines<{ id: string }>(client, { method: 'GET', path: '/v1/watch' })
    expect((await arriving.next()).value).toMatchObject({ id: statementId(1) })
    gone.abort()
    expect(await ended.promise).toBe('aborted')
  })

  it('closing cuts streams that have no end', async () => {
    const watch: NodeFacade['watch'] = async function* (_reader, _filter, _options, signal) {
      yield { held: held(1, {}), standing: 'current', disputes: 0 }
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    }
    const { api } = await open({ watch })
    await api.listen({ socket: true })
    await using client = socketClient(dir, new AbortController().signal)
    const arriving = askLines<object>(client, { method: 'GET', path: '/v1/watch' })
    await arriving.next()
    await api.close()
    expect((await arriving.next()).done).toBe(true)
  })

  it('a slow reader slows the node down', async () => {
    let made = 0
    const query: NodeFacade['query'] = async function* () {
      const long = { description: 'x'.repeat(1000) }
      for (; made < 100_000; made++) yield { held: held(1, long), standing: 'current', disputes: 0 }
    }
    const { api } = await open({ query })
    await api.listen({ socket: true })
    const socket = connect(join(dir, 'node.sock'))
    socket.write('GET /v1/statements?limit=100000 HTTP/1.1\r\nhost: localhost\r\n\r\n')
    await new Promise((resolve) => socket.once('readable', resolve))
    let before = -1
    while (before !== made) {
      before = made
      for (let turn = 0; turn < 300; turn++) await new Promise(setImmediate)
    }
    socket.destroy()
    expect(made).toBeLessThan(20_000)
  })
})

describe('over HTTP', () => {
  async function served() {
    const { api } = await open()
    const [url = ''] = await api.listen({ socket: false, http: { host: '127.0.0.1', port: 0 } })
    const token = (await readFile(join(dir, 'api.token'), 'utf8')).trim()
    return { url: new URL(url), token }
  }

  function ask(url: URL, headers: Record<string, string>): Promise<{ status: number; code: string | undefined }> {
    return new Promise((resolve, reject) => {
      const sent = request({ host: url.hostname, port: url.port, path: '/v1/formats', headers }, (response) => {
        void Array.fromAsync(response as Readable).then((chunks) => {
          const body = JSON.parse(Buffer.concat(chunks as Buffer[]).toString()) as { error?: { code: string } }
          resolve({ status: response.statusCode ?? 0, code: body.error?.code })
        }, reject)
      })
      sent.once('error', reject)
      sent.end()
    })
  }

  it.each<[string, (token: string, port: string) => Record<string, string>, number, string | undefined]>([
    ['the token', (token) => ({ authorization: `Bearer ${token}` }), 200, undefined],
    [
      'the token at localhost',
      (token, port) => ({ authorization: `Bearer ${token}`, host: `localhost:${port}` }),
      200,
      undefined,
    ],
    ['no token', () => ({}), 401, 'token-missing'],
    [
      'a wrong token',
      (token) => ({ authorization: `Bearer ${token.startsWith('x') ? 'y' : 'x'}${token.slice(1)}` }),
      401,
      'token-refused',
    ],
    [
      'the beginning of the token',
      (token) => ({ authorization: `Bearer ${token.slice(0, -1)}` }),
      401,
      'token-refused',
    ],
    [
      'the name of another host',
      (token) => ({ authorization: `Bearer ${token}`, host: 'evil.example.com' }),
      421,
      'host-refused',
    ],
    [
      'a host that only begins well',
      (token) => ({ authorization: `Bearer ${token}`, host: '127.0.0.1.evil.example' }),
      421,
      'host-refused',
    ],
  ])('with %s', async (_what, headers, status, code) => {
    const { url, token } = await served()
    expect(await ask(url, headers(token, url.port))).toEqual({ status, code })
  })

  it('keeps the token to the owner, and over a restart', async () => {
    const first = await served()
    expect((await stat(join(dir, 'api.token'))).mode & 0o777).toBe(0o600)
    const second = await served()
    expect(second.token).toBe(first.token)
    expect(first.token.length).toBeGreaterThan(40)
  })

  it.each(['0.0.0.0', '192.168.1.1', '::'])('refuses to listen at %s without more', async (host) => {
    const { api } = await open()
    await expect(api.listen({ socket: false, http: { host, port: 0 } })).rejects.toMatchObject({
      code: 'host-not-loopback',
    })
  })
})

describe('OpenAPI', () => {
  it('describes every route, streams included', async () => {
    const { call } = await open()
    const { lines: answer } = await call('GET', '/v1/openapi.json')
    const document = answer[0] as unknown as {
      openapi: string
      paths: Record<string, Record<string, { requestBody?: { content: object } }>>
    }
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths).sort()).toEqual([
      '/taxii2',
      '/taxii2/entente',
      '/taxii2/entente/collections',
      '/taxii2/entente/collections/{collection}',
      '/taxii2/entente/collections/{collection}/manifest',
      '/taxii2/entente/collections/{collection}/objects',
      '/taxii2/entente/collections/{collection}/objects/{object}',
      '/taxii2/entente/collections/{collection}/objects/{object}/versions',
      '/taxii2/entente/status/{id}',
      '/v1/audience/test',
      '/v1/audit',
      '/v1/audit/checkpoint',
      '/v1/audit/export',
      '/v1/audit/follow',
      '/v1/audit/verify',
      '/v1/certificates',
      '/v1/charter',
      '/v1/control',
      '/v1/deliveries',
      '/v1/doctor',
      '/v1/evidence/{id}',
      '/v1/export',
      '/v1/feeds',
      '/v1/feeds/fetch',
      '/v1/feeds/import',
      '/v1/feeds/{feed}/push',
      '/v1/feeds/{name}',
      '/v1/feeds/{name}/held',
      '/v1/feeds/{name}/history',
      '/v1/feeds/{name}/pause',
      '/v1/feeds/{name}/resume',
      '/v1/feeds/{name}/run',
      '/v1/formats',
      '/v1/invitation',
      '/v1/lanes',
      '/v1/lanes/{lane}/grants',
      '/v1/lookup',
      '/v1/misp/hashes.csv',
      '/v1/misp/manifest.json',
      '/v1/misp/{file}',
      '/v1/peers',
      '/v1/positions',
      '/v1/pushes/{key}',
      '/v1/quality/check',
      '/v1/quality/held',
      '/v1/quality/test',
      '/v1/statements',
      '/v1/statements/{id}',
      '/v1/status',
      '/v1/taxii/collections',
      '/v1/taxii/collections/{name}',
      '/v1/tokens',
      '/v1/tokens/{id}',
      '/v1/verify',
      '/v1/warninglist',
      '/v1/warninglists',
      '/v1/watch',
      '/v1/webhooks',
      '/v1/webhooks/{name}',
      '/v1/webhooks/{name}/pause',
      '/v1/webhooks/{name}/redeliver',
      '/v1/webhooks/{name}/resume',
      '/v1/webhooks/{name}/rotate-secret',
      '/v1/webhooks/{name}/test',
    ])
    expect(Object.keys(document.paths['/v1/statements']?.['post']?.requestBody?.content ?? {})).toEqual([
      'application/x-ndjson',
    ])
  })
})
