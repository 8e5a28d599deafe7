// A collection over real HTTP: the project's own TAXII client reads it and imports at another node, where subjects,
// categories, confidences and markings are the same; and a subscription hears of ends.
import { writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Subscription } from '../../../node/scheduled/types.ts'
import type { StatementId } from '../../../protocol/ids.ts'
import { openReaderNode, type ReaderNode } from '../../helpers/readers.ts'
import { domain, evmAddress, temporaryFolder } from '../store/fixture.ts'
import { root, taxiiType } from './client.ts'

type Folder = Awaited<ReturnType<typeof temporaryFolder>>
let folders: Folder[]
let server: ReaderNode
let subscriber: ReaderNode
let base: string

beforeEach(async () => {
  folders = [await temporaryFolder(), await temporaryFolder()]
  server = await openReaderNode(folders[0]?.path ?? '')
  subscriber = await openReaderNode(folders[1]?.path ?? '')
  ;[base = ''] = await server.api.listen({ socket: false, http: { host: '127.0.0.1', port: 0 } })
})
afterEach(async () => {
  for (const node of [server, subscriber]) await node[Symbol.asyncDispose]()
  for (const folder of folders) await folder[Symbol.asyncDispose]()
})

const { signal } = new AbortController()

async function subscription(collection: string, auth: (token: string) => string): Promise<Subscription> {
  const authFile = join(folders[1]?.path ?? '', 'auth')
  await writeFile(authFile, auth(await server.token({ clearance: 'TLP:AMBER' })), { mode: 0o600 })
  return {
    name: 'partner',
    source: { location: `${base}/taxii2`, format: 'taxii', collection, authFile, allowPrivate: true },
    where: { marking: 'TLP:CLEAR' },
    options: {},
  }
}

async function said(node: ReaderNode): Promise<string[]> {
  const found = await Array.fromAsync(node.facade.query({ kind: 'local' }, {}, { after: 0, limit: 1000 }, signal))
  return found
    .filter(({ standing, held }) => standing === 'current' && held.statement.kind === 'indicator')
    .map(({ held: { statement, marking } }) => {
      const { subject, category, confidence } = statement
      return JSON.stringify([subject, category, confidence, marking.tlp, marking.pap, marking.noRepublish])
    })
    .sort()
}

describe('the own client', () => {
  it.each<[string, (token: string) => string]>([
    ['Bearer', (token) => token],
    ['Basic', (token) => `anybody:${token}`],
  ])('reads a collection by %s, and what it imports is the same', async (_scheme, auth) => {
    const lanes = [
      server.lane('bolt', { marking: { tlp: 'TLP:GREEN' } }),
      server.lane('bolt', { marking: { tlp: 'TLP:AMBER' } }),
      server.lane('cert', { marking: { tlp: 'TLP:CLEAR' } }),
      server.lane('cert', { marking: { tlp: 'TLP:GREEN', pap: 'PAP:AMBER', noRepublish: true }, incarnation: 1 }),
    ]
    for (const [at, lane] of lanes.entries()) {
      await server.say(lane, [
        domain(`d${at}.example.com`, { confidence: 10 * at }),
        evmAddress(`a${at}`, { category: 'mixer' }),
      ])
    }
    await server.say(server.lane('cert', { marking: { tlp: 'TLP:RED' } }), [
      domain('red.example.com', { readers: ['bob'] }),
    ])
    const events = await Array.fromAsync(
      subscriber.facade.scheduled.importOnce(await subscription('Everything', auth), signal),
    )
    expect(events.at(-1)).toMatchObject({ type: 'summary', read: 8, published: 8, rejected: {} })
    const expected = (await said(server)).filter((text) => !text.includes('red.example.com'))
    expect(await said(subscriber)).toEqual(expected)
  })

  it('a subscription hears of what is new and of what ended', async () => {
    const lane = server.lane('bolt')
    const [first] = await server.say(lane, [domain('a.example.com'), domain('b.example.com')])
    const feed = { ...(await subscription('TLP:GREEN', (token) => token)), everyMs: 3_600_000, maxLossPercent: 100 }
    await subscriber.facade.scheduled.add(feed, { replace: false, check: false, dryRun: false, signal })
    const run = () => Array.fromAsync(subscriber.facade.scheduled.run('partner', { confirm: false, signal }))
    await run()
    expect(await said(subscriber)).toHaveLength(2)
    await server.say(lane, [
      { kind: 'withdrawal', subject: { kind: 'domain', value: 'a.example.com' }, target: first as StatementId },
      domain('c.example.com'),
    ])
    subscriber.time.now += 10_000
    await run()
    expect((await said(subscriber)).map((text) => /[abc]\.example/.exec(text)?.[0])).toEqual(['b.example', 'c.example'])
  })

  it.each<[string, number]>([
    ['two nodes', 2],
    ['three in a ring', 3],
  ])('%s that read each other come to rest', async (_name, count) => {
    const third = await temporaryFolder()
    folders.push(third)
    const nodes = [server, subscriber, await openReaderNode(third.path)].slice(0, count)
    try {
      const bases = [base]
      for (const node of nodes.slice(1)) {
        bases.push(...(await node.api.listen({ socket: false, http: { host: '127.0.0.1', port: 0 } })))
      }
      for (const [at, node] of nodes.entries()) {
        const source = (at + count - 1) % count
        const authFile = join(third.path, `auth-${at}`)
        await writeFile(authFile, await nodes[source]!.token({ clearance: 'TLP:AMBER' }), { mode: 0o600 })
        const feed = {
          name: 'neighbour',
          source: {
            ...{ location: `${bases[source]}/taxii2`, format: 'taxii', collection: 'TLP:GREEN' },
            ...{ authFile, allowPrivate: true },
          },
          ...{ where: { marking: 'TLP:GREEN' }, options: {}, everyMs: 3_600_000, maxLossPercent: 100 },
        }
        await node.facade.scheduled.add(feed, { replace: false, check: false, dryRun: false, signal })
      }
      await server.say(server.lane('bolt'), [domain('a.example.com'), domain('b.example.com')])
      const cursors: number[][] = []
      const rejected = new Set<string>()
      for (let round = 0; round < 4; round++) {
        for (const node of nodes) {
          node.time.now += 10_000
          for await (const event of node.facade.scheduled.run('neighbour', { confirm: false, signal })) {
            if (event.type === 'reject') rejected.add(event.code)
          }
        }
        cursors.push(nodes.map(({ store }) => store.lastCursor()))
      }
      expect(cursors[3]).toEqual(cursors[1])
      expect([...rejected]).toEqual(['row-repeated'])
      for (const node of nodes) expect(await said(node)).toHaveLength(2)
    } finally {
      for (const node of nodes.slice(2)) await node[Symbol.asyncDispose]()
    }
  })
})

describe('over a real connection', () => {
  const ask = (path: string, headers: Record<string, string>, body?: Buffer) =>
    new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
      const sent = request(`${base}${path}`, { method: body === undefined ? 'GET' : 'POST', headers }, (response) => {
        let text = ''
        response.on('data', (piece: Buffer) => (text += piece.toString()))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
        response.on('error', reject)
      })
      sent.on('error', reject)
      sent.end(body)
    })

  it('whoever has no token is told of both ways to show one', async () => {
    const { status, headers, body } = await ask('/taxii2/', {})
    expect([status, headers['www-authenticate'], headers['content-type']]).toEqual([
      401,
      'Bearer, Basic realm="entente", charset="UTF-8"',
      taxiiType,
    ])
    expect(JSON.parse(body)).toMatchObject({ error_code: 'token-missing', http_status: '401' })
  })

  it('the media type comes to the letter, and a body that is too large is refused with an answer', async () => {
    const authorization = `Bearer ${await server.token({ scopes: ['read', 'import'] })}`
    expect((await ask(`${root}/collections`, { authorization })).headers['content-type']).toBe(taxiiType)
    const large = Buffer.alloc(33 * 1024 * 1024, ' ')
    const headers = { authorization, 'content-type': taxiiType, 'content-length': String(large.byteLength) }
    const refused = await ask(`${root}/collections/green/objects/`, headers, large).catch((error: unknown) => error)
    // The answer may come while the body is still being sent: then the connection ends under it.
    if (!(refused instanceof Error)) expect(refused).toMatchObject({ status: 413 })
  })
})
