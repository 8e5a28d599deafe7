// Readers by token over the API: who is let in where, what a weaker one is told of what it may not see (nothing), and how
// what it has open ends. hostile-cases: a cursor reused with a weaker token; count, ETag, facet and timing oracles; a token
// revoked in mid-stream.
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askLines } from '../../../cli/ask.ts'
import { socketClient } from '../../../cli/client.ts'
import type { Role } from '../../../node/access/access.ts'
import type { AuditEvent } from '../../../node/audit/types.ts'
import { scopes, type Scope } from '../../../node/tokens/scopes.ts'
import type { Audience } from '../../../protocol/audience.ts'
import type { Tlp } from '../../../protocol/names.ts'
import { openReaderNode, type ReaderNode, type ReaderNodeOptions } from '../../helpers/readers.ts'
import { domain, type Lane, temporaryFolder } from '../store/fixture.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
const opened: ReaderNode[] = []

beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(async () => {
  for (const node of opened.splice(0)) await node[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

async function open(options: ReaderNodeOptions = {}): Promise<ReaderNode> {
  const node = await openReaderNode(folder.path, options)
  opened.push(node)
  return node
}

const alpha: Audience = { expr: { op: 'group', names: ['alpha'] }, shareHistory: false }
const marked = (node: ReaderNode, tlp: Tlp, audience?: Audience): Lane =>
  node.lane('bolt', {
    marking: { tlp },
    ...(audience === undefined ? {} : { audience, incarnation: 1 }),
  })
const unknownId = `${'ab'.repeat(32)}.0`
const lookup = (node: ReaderNode, secret: string | undefined, ...values: string[]) =>
  node.ask(secret, 'POST', '/v1/lookup', { values })
const codeOf = ({ lines }: { lines: Record<string, unknown>[] }): string | undefined =>
  (lines.at(-1)?.['error'] as { code: string } | undefined)?.code

describe('routes by scope', () => {
  let node: ReaderNode
  const secrets = new Map<Scope, string>()
  const shared = temporaryFolder()
  beforeAll(async () => {
    node = await openReaderNode((await shared).path)
    for (const scope of scopes) secrets.set(scope, await node.token({ role: 'admin', scopes: [scope], name: scope }))
  })
  afterAll(async () => {
    await node[Symbol.asyncDispose]()
    await (await shared)[Symbol.asyncDispose]()
  })

  /** Routes with a call that the schema takes, and whom each is for. */
  const routes: [Parameters<ReaderNode['ask']>[1], string, Scope | 'token' | 'operator', unknown?][] = [
    ['GET', '/v1/status', 'token'],
    ['GET', '/v1/formats', 'token'],
    ['GET', '/v1/openapi.json', 'token'],
    ['POST', '/v1/lookup', 'read', { values: [] }],
    ['GET', '/v1/statements', 'read'],
    ['GET', `/v1/statements/${unknownId}`, 'read'],
    ['GET', `/v1/evidence/${unknownId}`, 'evidence'],
    ['POST', '/v1/statements', 'publish', '\n'],
    ['GET', '/v1/charter', 'network'],
    ['GET', '/v1/certificates?member=acme', 'network'],
    ['GET', '/v1/peers', 'admin'],
    ['GET', '/v1/doctor', 'admin'],
    ['POST', '/v1/verify', 'admin'],
    ['POST', '/v1/control', 'admin', { object: 'AAAA' }],
    ['POST', '/v1/invitation', 'admin', { request: 'AAAA' }],
    ['GET', '/v1/tokens', 'admin'],
    ['GET', '/v1/tokens/nobody', 'admin'],
    ['DELETE', '/v1/tokens/nobody', 'admin'],
    ['POST', '/v1/tokens', 'admin', {}],
    ['GET', '/v1/positions?member=acme', 'operator'],
    ['GET', '/v1/warninglists', 'operator'],
    ['GET', '/v1/warninglist?name=x', 'operator'],
    ['DELETE', '/v1/warninglist?name=x', 'operator'],
    ['POST', '/v1/quality/test', 'operator', { values: ['x'] }],
    ['GET', '/v1/quality/held', 'operator'],
    ['GET', '/v1/quality/check', 'operator'],
  ]
  it.each(routes)('%s %s is for %s', async (method, url, whom, body) => {
    const refused = async (scope: Scope): Promise<string | undefined> => {
      const code = codeOf(await node.ask(secrets.get(scope), method, url, body))
      return code === 'scope-missing' || code === 'operator-only' ? code : undefined
    }
    const letIn: string[] = []
    const codes = new Set<string | undefined>()
    for (const scope of scopes) {
      const code = await refused(scope)
      if (code === undefined) letIn.push(scope)
      else codes.add(code)
    }
    expect(letIn).toEqual(whom === 'token' ? scopes : whom === 'operator' ? [] : [whom])
    if (whom !== 'token') expect([...codes]).toEqual([whom === 'operator' ? 'operator-only' : 'scope-missing'])
    expect(codeOf(await node.ask(undefined, method, url, body))).not.toBe('operator-only')
  })

  it('watch and import have scopes of their own', async () => {
    const node = await open()
    const reading = await node.token({ scopes: ['read'] })
    expect(codeOf(await node.ask(reading, 'GET', '/v1/watch'))).toBe('scope-missing')
    const query = '?format=list&feed=f&marking=TLP:GREEN'
    expect(codeOf(await node.ask(reading, 'POST', `/v1/feeds/import${query}`))).toBe('scope-missing')
  })

  it('a client reads and watches, a feed hands in, and neither does more', async () => {
    const node = await open()
    const answers = async (role: Role) => {
      const secret = await node.token({ role, name: role })
      const calls = [
        await lookup(node, secret, 'a.example.com'),
        await node.ask(secret, 'POST', '/v1/statements', '\n'),
        await node.ask(secret, 'GET', '/v1/charter'),
        await node.ask(secret, 'GET', '/v1/tokens'),
      ]
      return calls.map(({ status }) => status)
    }
    expect(await answers('staff')).toEqual([200, 200, 200, 403])
    expect(await answers('client')).toEqual([200, 403, 403, 403])
    expect(await answers('feed')).toEqual([403, 200, 403, 403])
    expect(await answers('admin')).toEqual([200, 200, 200, 200])
  })
})

describe('who is let in', () => {
  it('a bad token is refused, and never taken for the operator', async () => {
    const node = await open()
    for (const bad of ['ent_', 'x', `ent_${'A'.repeat(43)}`]) {
      const answer = await node.ask(bad, 'GET', '/v1/status')
      expect([answer.status, codeOf(answer), answer.headers['www-authenticate']]).toEqual([
        401,
        'token-refused',
        'Bearer',
      ])
    }
    const basic = await node.api.inject({ method: 'GET', url: '/v1/status', headers: { authorization: 'Basic YTpi' } })
    expect(basic.status).toBe(401)
  })

  it('a token that was revoked looks like one that never was', async () => {
    const node = await open()
    const secret = await node.token()
    await node.facade.access.tokens.revoke('alice')
    const [revoked, unknown] = [
      await node.ask(secret, 'GET', '/v1/status'),
      await node.ask(`ent_${'A'.repeat(43)}`, 'GET', '/v1/status'),
    ]
    expect(strip(revoked)).toEqual(strip(unknown))
  })

  it('one that expired is told so, to whoever has it', async () => {
    const node = await open()
    const secret = await node.token({ expiresAt: node.time.now + 1000 })
    expect((await node.ask(secret, 'GET', '/v1/status')).status).toBe(200)
    node.tick(1000)
    expect(codeOf(await node.ask(secret, 'GET', '/v1/status'))).toBe('token-expired')
  })

  it('asks no more often than it may', async () => {
    const node = await open()
    const [slow, other] = [await node.token({ rate: 2 }), await node.token({ rate: 2, name: 'bob' })]
    const statuses: number[] = []
    for (let at = 0; at < 3; at++) statuses.push((await node.ask(slow, 'GET', '/v1/status')).status)
    expect(statuses).toEqual([200, 200, 429])
    const limited = await node.ask(slow, 'GET', '/v1/status')
    expect(codeOf(limited)).toBe('rate-limited')
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0)
    expect((await node.ask(other, 'GET', '/v1/status')).status).toBe(200)
  })

  it('tokens are made by the operator and by admins, within what these have', async () => {
    const node = await open()
    const admin = await node.token({ role: 'admin', name: 'root', clearance: 'TLP:AMBER' })
    const make = (body: object) => node.ask(admin, 'POST', '/v1/tokens', body)
    const made = await make({ name: 'bob', role: 'client', clearance: 'TLP:AMBER', groups: ['alpha'] })
    expect(made.lines[0]).toMatchObject({
      token: { name: 'bob', createdBy: expect.stringMatching(/^token:\w+:root$/) as string },
    })
    const secret = made.lines[0]?.['secret'] as string
    expect((await lookup(node, secret, 'a.example.com')).status).toBe(200)
    expect(codeOf(await make({ name: 'eve', role: 'staff', clearance: 'TLP:RED' }))).toBe('token-clearance-refused')
    expect(codeOf(await make({ name: 'eve', role: 'staff', clearance: 'TLP:GREEN', groups: ['beta'] }))).toBe(
      'token-group-unknown',
    )
    const listed = await node.ask(admin, 'GET', '/v1/tokens')
    expect(JSON.stringify(listed.lines)).not.toContain(secret.slice(4))
    const revoked = await node.ask(admin, 'DELETE', '/v1/tokens/bob')
    expect(revoked.lines[0]).toMatchObject({ tokens: [{ name: 'bob', state: 'revoked' }] })
    expect((await lookup(node, secret, 'a.example.com')).status).toBe(401)
    expect(await node.ask(admin, 'DELETE', '/v1/tokens/carol')).toMatchObject({ status: 404 })
  })
})

/** What a client can tell two answers apart by, times aside. */
function strip({ status, headers, text }: Awaited<ReturnType<ReaderNode['ask']>>) {
  return { status, headers: { ...headers, date: undefined }, text: text.replaceAll(/[0-9a-f]{64}\.\d+/g, 'ID') }
}

describe('what may not be seen', () => {
  it('is answered as what is not there: look-ups, statements and evidence, by body and headers', async () => {
    const node = await open()
    const [hidden] = await node.say(marked(node, 'TLP:AMBER'), [domain('hidden.example.com')])
    const [red] = await node.say(marked(node, 'TLP:RED', alpha), [domain('red.example.com', { readers: ['bob'] })])
    const green = await node.token()
    const cleared = await node.token({ clearance: 'TLP:RED', name: 'carol' })
    expect((await lookup(node, cleared, 'hidden.example.com')).lines[0]).toMatchObject({ found: true })
    for (const [secret, id, value] of [
      [green, hidden, 'hidden.example.com'],
      [green, red, 'red.example.com'],
      [cleared, red, 'red.example.com'],
    ] as const) {
      const found = await lookup(node, secret, value)
      const never = await lookup(node, secret, 'absent.example.com')
      expect(found.text.replaceAll(value, 'V')).toBe(never.text.replaceAll('absent.example.com', 'V'))
      for (const what of ['statements', 'evidence']) {
        const [one, other] = [
          await node.ask(secret, 'GET', `/v1/${what}/${id!}`),
          await node.ask(secret, 'GET', `/v1/${what}/${unknownId}`),
        ]
        expect(one.status).toBe(404)
        expect(strip(one)).toEqual(strip(other))
      }
    }
  })

  it('moves no count, no tag, no cursor and no facet of a weaker reader', async () => {
    const node = await open()
    const [shown] = await node.say(marked(node, 'TLP:GREEN'), [domain('a.example.com'), domain('b.example.com')])
    const secret = await node.token({ role: 'client', scopes: ['read', 'evidence'] })
    const urls = [
      '/v1/status',
      '/v1/statements?history=true',
      '/v1/statements?category=phishing&limit=1',
      '/v1/statements?author=bolt',
      `/v1/statements/${shown!}`,
      `/v1/evidence/${shown!}`,
    ]
    const lookups = [
      { values: ['a.example.com', 'b.example.com', 'c.example.com'] },
      { values: ['a.example.com'], limit: 1, history: true },
      { values: ['0x'], prefix: true },
      { values: ['example.com'], tree: true, limit: 1 },
    ]
    const now = node.time.now
    const all = async () => {
      node.time.now = now
      return [
        ...(await Promise.all(urls.map(async (url) => strip(await node.ask(secret, 'GET', url))))),
        ...(await Promise.all(lookups.map(async (body) => strip(await node.ask(secret, 'POST', '/v1/lookup', body))))),
      ]
    }
    const before = await all()
    const amber = marked(node, 'TLP:AMBER')
    await node.say(amber, [domain('a.example.com'), domain('c.example.com'), domain('x.example.com')])
    await node.say(amber, [
      domain('a.example.com', { kind: 'dispute', target: shown as never, reason: 'false-positive' }),
      domain('a.example.com', { kind: 'withdrawal', target: shown as never }),
    ])
    await node.say(marked(node, 'TLP:GREEN', alpha), [domain('b.example.com')])
    await node.say(marked(node, 'TLP:RED', alpha), [domain('a.example.com', { readers: ['alice'] })])
    expect(await all()).toEqual(before)
    expect(before.map(({ status }) => status)).toEqual(before.map(() => 200))
    expect((await lookup(node, undefined, 'c.example.com')).lines[0]).toMatchObject({ found: true })
  })

  it('an answer that is kept is asked for again by its tag, and by no other reader’s', async () => {
    const node = await open()
    const [id] = await node.say(marked(node, 'TLP:GREEN'), [domain('a.example.com')])
    const [strong, weak] = [await node.token({ clearance: 'TLP:AMBER' }), await node.token({ name: 'bob' })]
    const url = `/v1/statements/${id!}`
    const get = (secret: string, tag?: string) =>
      node.api.inject({
        method: 'GET',
        url,
        headers: { authorization: `Bearer ${secret}`, ...(tag === undefined ? {} : { 'if-none-match': tag }) },
      })
    const first = await get(weak)
    const tag = String(first.headers['etag'])
    expect([first.headers['cache-control'], first.headers['vary']]).toEqual(['private, no-cache', 'authorization'])
    expect((await get(weak, tag)).status).toBe(304)
    // The same is shown to both.
    expect((await get(strong, tag)).status).toBe(304)
    await node.say(marked(node, 'TLP:AMBER'), [domain('a.example.com', { kind: 'sighting', target: id as never })])
    expect([(await get(strong, tag)).status, (await get(weak, tag)).status]).toEqual([200, 304])
  })

  it('a cursor of a stronger token goes on for a weaker one with what that may see', async () => {
    const node = await open()
    const [green, amber] = [marked(node, 'TLP:GREEN'), marked(node, 'TLP:AMBER')]
    for (let at = 0; at < 4; at++) {
      await node.say(green, [domain(`green${at}.example.com`)])
      await node.say(amber, [domain(`amber${at}.example.com`), domain(`amber${at}.example.org`)])
    }
    const [strong, weak] = [await node.token({ clearance: 'TLP:AMBER' }), await node.token({ name: 'bob' })]
    const list = async (secret: string, after: number, limit = 100) =>
      (await node.ask(secret, 'GET', `/v1/statements?after=${after}&limit=${limit}`)).lines as unknown as {
        subject: string
        cursor: number
      }[]
    const whole = await list(strong, 0)
    expect(whole).toHaveLength(12)
    for (const { cursor } of whole) {
      const rest = await list(weak, cursor)
      expect(rest).toEqual((await list(weak, 0)).filter((one) => one.cursor > cursor))
      expect(rest.every(({ subject }) => subject.startsWith('green'))).toBe(true)
      expect(await list(weak, cursor, 1)).toEqual(rest.slice(0, 1))
    }
  })

  it('is not there to be spoken of', async () => {
    const node = await open()
    const [hidden] = await node.say(marked(node, 'TLP:AMBER'), [domain('hidden.example.com')])
    const secret = await node.token()
    const dispute = async (target: string) => {
      const line = JSON.stringify({ kind: 'dispute', target, reason: 'false-positive' })
      return strip(await node.ask(secret, 'POST', '/v1/statements', `${line}\n`))
    }
    expect(await dispute(hidden!)).toEqual(await dispute(unknownId))
    const above = await node.ask(
      secret,
      'POST',
      '/v1/statements',
      '{"value":"a.example.com","category":"scam","marking":"TLP:AMBER"}\n',
    )
    expect(codeOf(above)).toBe('token-marking-refused')
    const feed = await node.token({ role: 'feed', name: 'feed' })
    const query = '?format=list&feed=f&category=scam&marking='
    expect(codeOf(await node.ask(feed, 'POST', `/v1/feeds/import${query}TLP:AMBER`))).toBe('token-marking-refused')
  })

  it('of TLP:RED, a named reader is not told how much is for others', async () => {
    const node = await open()
    const red = marked(node, 'TLP:RED', alpha)
    await node.say(red, [domain('x.example.com', { readers: ['bob'] })])
    const [id] = await node.say(red, [
      domain('mine.example.com', { readers: ['alice@acme'] }),
      domain('other.example.com', { readers: ['bob'] }),
    ])
    const secret = await node.token({ clearance: 'TLP:RED' })
    const shown = (await node.ask(secret, 'GET', `/v1/statements/${id!}`)).lines[0] as { bundle: object; lane: object }
    expect(shown).toMatchObject({
      statement: { subject: 'mine.example.com', marking: 'TLP:RED', audience: 'narrower' },
    })
    expect([Object.keys(shown.bundle), Object.keys(shown.lane)]).toEqual([
      ['id', 'index', 'root', 'issuedAt'],
      ['id', 'prev', 'marking', 'audience'],
    ])
    expect((await node.ask(secret, 'GET', '/v1/status')).lines[0]).toMatchObject({ statements: 0, lanes: 0 })
    expect((await node.ask(secret, 'GET', '/v1/statements?author=bolt')).lines).toHaveLength(1)
    // The operator is not named, either.
    expect(codeOf(await node.ask(undefined, 'GET', `/v1/statements/${id!}`))).toBe('statement-not-found')
  })
})

describe('what is open', () => {
  const next = async <Line>(lines: AsyncGenerator<Line, void>): Promise<Line> => {
    const { value, done } = await lines.next()
    return done === true ? expect.fail('the stream ended') : value
  }

  async function watching(node: ReaderNode, secret: string) {
    await node.api.listen({ socket: true })
    const client = socketClient(folder.path, new AbortController().signal, { authorization: `Bearer ${secret}` })
    const lines = askLines<{ subject: string; error?: { code: string } }>(
      client,
      { method: 'GET', path: '/v1/watch', query: { after: 0 } },
      { keepErrors: true },
    )
    return { lines, [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() }
  }

  it('ends when its token is revoked, at once and with the reason', async () => {
    const node = await open()
    const secret = await node.token()
    await node.say(marked(node, 'TLP:GREEN'), [domain('a.example.com')])
    await using watch = await watching(node, secret)
    const { lines } = watch
    expect(await next(lines)).toMatchObject({ subject: 'a.example.com' })
    const end = next(lines)
    await node.facade.access.tokens.revoke('alice')
    expect(await end).toMatchObject({ error: { code: 'token-refused' } })
    await node.say(marked(node, 'TLP:CLEAR'), [domain('b.example.com')])
    expect((await lines.next()).done).toBe(true)
  })

  it('ends when its token expires', async () => {
    const node = await open()
    const secret = await node.token({ expiresAt: node.time.now + 60_000 })
    await node.say(marked(node, 'TLP:GREEN'), [domain('a.example.com')])
    await using watch = await watching(node, secret)
    const { lines } = watch
    await next(lines)
    const end = next(lines)
    node.tick(60_000)
    expect(await end).toMatchObject({ error: { code: 'token-expired' } })
    expect((await lines.next()).done).toBe(true)
  })

  it('a body that never ends ends with its token', async () => {
    const node = await open()
    const secret = await node.token()
    await node.api.listen({ socket: true })
    await using client = socketClient(folder.path, new AbortController().signal, { authorization: `Bearer ${secret}` })
    const more = Promise.withResolvers<undefined>()
    const values = async function* () {
      yield '"a.example.com"\n'
      await more.promise
    }
    const stream = { type: 'application/x-ndjson', bytes: values() }
    const lines = askLines<object>(client, { method: 'POST', path: '/v1/lookup', stream }, { keepErrors: true })
    expect(await next(lines)).toMatchObject({ found: false })
    const end = next(lines)
    await node.facade.access.tokens.revoke('alice')
    expect(await end).toMatchObject({ error: { code: 'token-refused' } })
    more.resolve(undefined)
  })

  it('shows no more than the newest charter leaves of the clearance', async () => {
    const node = await open()
    const secret = await node.token({ clearance: 'TLP:AMBER' })
    const amber = marked(node, 'TLP:AMBER')
    const green = marked(node, 'TLP:GREEN')
    await node.say(amber, [domain('before.example.com')])
    await using watch = await watching(node, secret)
    const { lines } = watch
    expect(await next(lines)).toMatchObject({ subject: 'before.example.com' })
    const genesis = node.trust.charter()
    const { object } = node.community.successor(genesis, (charter) => ({
      ...charter,
      members: charter.members.map((member) =>
        member.id === 'acme' ? { ...member, clearance: 'TLP:GREEN' as const } : member,
      ),
    }))
    expect(await node.trust.apply(object)).toEqual({ code: 'accepted' })
    await node.say(amber, [domain('after.example.com')])
    await node.say(green, [domain('green.example.com')])
    expect(await next(lines)).toMatchObject({ subject: 'green.example.com' })
    expect((await lookup(node, secret, 'before.example.com')).lines[0]).toMatchObject({ found: false })
    await lines.return()
  })
})

describe('without a token, over HTTP', () => {
  async function served(options: ReaderNodeOptions = {}, http = {}) {
    const node = await open(options)
    const [url = ''] = await node.api.listen({ socket: false, http: { host: '127.0.0.1', port: 0, ...http } })
    const get = (path: string, headers: Record<string, string> = {}) =>
      new Promise<{ status: number; headers: object; text: string }>((resolve, reject) => {
        const sent = request(new URL(path, url), { headers }, (response) => {
          void Array.fromAsync(response as AsyncIterable<Buffer>).then((chunks) => {
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString(),
            })
          }, reject)
        })
        sent.once('error', reject)
        sent.end()
      })
    return { node, get, url: new URL(url) }
  }

  it('nothing is told, unless config.json says so', async () => {
    const { node, get } = await served()
    await node.say(marked(node, 'TLP:CLEAR'), [domain('clear.example.com')])
    for (const path of ['/v1/statements', `/v1/statements/${unknownId}`, '/v1/status', '/v1/nothing']) {
      const { status, text } = await get(path)
      expect([status, (JSON.parse(text) as { error: { code: string } }).error.code]).toEqual([401, 'token-missing'])
    }
  })

  it('what is CLEAR and for everyone is told, and nothing else', async () => {
    const { node, get } = await served({ access: { publicClear: true } })
    const [clear] = await node.say(marked(node, 'TLP:CLEAR'), [domain('clear.example.com')])
    const [narrow] = await node.say(marked(node, 'TLP:CLEAR', alpha), [domain('narrow.example.com')])
    const [green] = await node.say(marked(node, 'TLP:GREEN'), [domain('green.example.com')])
    const listed = await get('/v1/statements')
    expect(
      listed.text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { subject: string }).subject),
    ).toEqual(['clear.example.com'])
    const shown = JSON.parse((await get(`/v1/statements/${clear!}`)).text) as { received: object }
    expect(shown.received).toMatchObject({ node: null, member: null })
    for (const id of [narrow, green, unknownId]) expect((await get(`/v1/statements/${id!}`)).status).toBe(404)
    for (const path of [
      '/v1/status',
      '/v1/watch',
      '/v1/charter',
      `/v1/evidence/${clear!}`,
      '/v1/formats',
      '/v1/tokens',
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 401])
    }
    const wrong = await get('/v1/statements', { authorization: `Bearer ent_${'A'.repeat(43)}` })
    expect(wrong.status).toBe(401)
  })

  it('an address asks no more often than it may', async () => {
    const { get } = await served({ access: { publicClear: true, publicPerMinute: 2 } })
    const statuses: number[] = []
    for (let at = 0; at < 3; at++) statuses.push((await get('/v1/statements')).status)
    expect(statuses).toEqual([200, 200, 429])
  })

  it('an address asks no more at a time than it may', async () => {
    const { url } = await served({ access: { publicClear: true } })
    const asked = await fetch(new URL('/v1/lookup', url), {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: '"x.example.com"\n'.repeat(101),
    })
    const lines = (await asked.text()).trim().split('\n')
    expect(lines).toHaveLength(101)
    expect(JSON.parse(lines[100]!)).toMatchObject({ error: { code: 'call-invalid' } })
  })

  it('a token works over HTTP, and so does the operator’s', async () => {
    const { node, get } = await served()
    const secret = await node.token()
    expect((await get('/v1/status', { authorization: `Bearer ${secret}` })).text).toContain('"name":"alice"')
    const operator = (await readFile(`${folder.path}/api.token`, 'utf8')).trim()
    expect((await get('/v1/positions?member=acme', { authorization: `Bearer ${operator}` })).status).toBe(200)
    expect((await get('/v1/positions?member=acme', { authorization: `bearer ${secret}` })).status).toBe(403)
  })

  it('answers under the names that config.json lists, and under no other', async () => {
    const { get, url } = await served({}, { allowedHosts: ['node.example.com'] })
    const status = async (host: string) => (await get('/v1/status', { host })).status
    expect(await status(`node.example.com:${url.port}`)).toBe(401)
    expect(await status('NODE.example.com')).toBe(401)
    expect(await status(`localhost:${url.port}`)).toBe(401)
    for (const host of ['example.com', 'node.example.com.evil.example', 'evil.example?node.example.com', '[::2]']) {
      expect([host, await status(host)]).toEqual([host, 421])
    }
  })
})

describe('the audit log', () => {
  const recorded = async (node: ReaderNode): Promise<AuditEvent[]> => {
    node.tick(120_000)
    await node.facade.audit.flushed()
    const entries = await Array.fromAsync(node.facade.audit.log({ limit: 1000 }))
    return entries.map(({ entry }) => entry as unknown as AuditEvent)
  }

  it('has one entry for each request that was shown something restricted, with its purpose, and none for others', async () => {
    const node = await open()
    const [amber] = await node.say(marked(node, 'TLP:AMBER'), [domain('amber.example.com')])
    const [narrow] = await node.say(marked(node, 'TLP:GREEN', alpha), [domain('narrow.example.com')])
    await node.say(marked(node, 'TLP:GREEN'), [domain('green.example.com')])
    const secret = await node.token({ clearance: 'TLP:AMBER' })
    const headers = {
      authorization: `Bearer ${secret}`,
      'x-purpose': Buffer.from('case 7: Zürich').toString('latin1'),
      'content-type': 'application/json',
    }
    const values = { values: ['amber.example.com', 'narrow.example.com', 'green.example.com', 'x.example.com'] }
    const answer = await node.api.inject({
      method: 'POST',
      url: '/v1/lookup',
      headers,
      payload: JSON.stringify(values),
    })
    await Array.fromAsync(answer.body)
    await lookup(node, secret, 'green.example.com')
    await node.ask(secret, 'GET', `/v1/statements/${amber!}?purpose=case%208`)
    await node.ask(secret, 'GET', `/v1/evidence/${amber!}`)
    const entries = (await recorded(node)).filter(({ actor }) => actor.startsWith('token:'))
    expect(entries).toMatchObject([
      {
        action: 'read',
        actor: expect.stringMatching(/^token:[0-9a-f]{16}:alice$/) as string,
        objects: [amber, narrow],
        purpose: 'case 7: Zürich',
        decision: 'allowed',
        detail: { route: 'lookup', statements: 2, labels: 'TLP:AMBER 1, TLP:GREEN 1' },
      },
      { action: 'read', objects: [amber], purpose: 'case 8', detail: { route: 'show' } },
      { action: 'export', objects: [amber] },
    ])
    expect(codeOf(await node.ask(secret, 'GET', '/v1/status?purpose=%0a'))).toBe('call-invalid')
  })

  it('counts refusals instead of repeating them', async () => {
    const node = await open()
    const secret = await node.token()
    for (let at = 0; at < 5; at++) await node.ask(secret, 'GET', '/v1/tokens')
    await node.ask('x', 'GET', '/v1/status')
    const refusals = (await recorded(node)).filter(({ action }) => action === 'refuse')
    expect(refusals).toMatchObject([
      { code: 'scope-missing', decision: 'refused', detail: { route: '/v1/tokens', count: 1 } },
      { code: 'token-refused', actor: 'public', detail: { route: '/v1/status', count: 1 } },
    ])
  })

  it('knows who made and revoked which token, and no secret', async () => {
    const node = await open()
    const body = { name: 'bob', role: 'staff', clearance: 'TLP:GREEN' }
    const made = (await node.ask(undefined, 'POST', '/v1/tokens', body)).lines[0] as {
      secret: string
      token: { id: string }
    }
    await node.ask(undefined, 'DELETE', '/v1/tokens/bob')
    const entries = await recorded(node)
    expect(entries.filter(({ action }) => action.startsWith('token-'))).toMatchObject([
      {
        action: 'token-create',
        actor: 'operator',
        objects: [made.token.id],
        detail: { name: 'bob', role: 'staff', clearance: 'TLP:GREEN' },
      },
      { action: 'token-revoke', actor: 'operator', objects: [made.token.id] },
    ])
    expect(JSON.stringify(entries)).not.toContain(made.secret.slice(4))
  })
})
