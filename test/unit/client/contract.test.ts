// The client against the OpenAPI document of a node: every route and parameter that it knows is there, none is missing, and
// what the node answers is what the document promises.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import { Value } from 'typebox/value'
import type { TSchema } from 'typebox'
import {
  type EntenteClient,
  type ExportOptions,
  type ImportOptions,
  type ListOptions,
  type LookupOptions,
  type PushOptions,
  type WatchOptions,
  createClient,
} from '../../../node/client/index.ts'
import { type OperationName, operations } from '../../../node/client/operations.ts'
import { createTransport } from '../../../node/client/transport.ts'
import { type ReaderNode, openReaderNode } from '../../helpers/readers.ts'
import { domain, temporaryFolder } from '../store/fixture.ts'

interface Described {
  readonly operationId: string
  readonly parameters?: readonly { readonly in: string; readonly name: string }[]
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, { schema: TSchema }> }>>
  readonly requestBody?: { readonly content: Record<string, unknown> }
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let node: ReaderNode
let client: EntenteClient
let url: string
let secret: string
const described = new Map<string, Described & { readonly method: string; readonly path: string }>()

beforeAll(async () => {
  folder = await temporaryFolder()
  node = await openReaderNode(folder.path)
  ;[, url = ''] = await node.api.listen({ socket: true, http: { host: '127.0.0.1', port: 0 } })
  const scopes = ['read', 'watch', 'evidence', 'publish', 'import', 'network', 'admin'] as const
  secret = await node.token({ name: 'program', role: 'admin', scopes: [...scopes] })
  client = createClient({ url, token: secret })
  const { paths } = node.api.openapi() as { paths: Record<string, Record<string, Described>> }
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, one] of Object.entries(methods)) {
      described.set(one.operationId, { ...one, path, method: method.toUpperCase() })
    }
  }
})
afterAll(async () => {
  await node[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

const namesIn = (where: string, name: OperationName): string[] =>
  (described.get(name)?.parameters ?? []).filter((one) => one.in === where).map((one) => one.name)

describe.each(Object.keys(operations) as OperationName[])('%s', (name) => {
  const { method, path, query } = operations[name]
  test('is where the document has it, with the same parameters', () => {
    expect(described.get(name)).toMatchObject({ method, path })
    expect([...query].sort()).toEqual(
      namesIn('query', name)
        .filter((one) => one !== 'purpose')
        .sort(),
    )
    expect([...path.matchAll(/\{(\w+)\}/g)].map(([, one]) => one)).toEqual(namesIn('path', name))
  })

  test('takes no option that the document does not have', async () => {
    const send = createTransport({ url })
    await expect(send({ operation: name, query: { colour: 'red' } })).rejects.toThrow(TypeError)
  })
})

test('the types of options have the parameters of the document, and nothing else', () => {
  type Query<Name extends OperationName> = (typeof operations)[Name]['query'][number]
  expectTypeOf<Exclude<keyof LookupOptions, 'signal'>>().toEqualTypeOf<Query<'lookup'>>()
  expectTypeOf<Exclude<keyof WatchOptions, 'signal' | 'retryMs'>>().toEqualTypeOf<Query<'watch'>>()
  expectTypeOf<Exclude<keyof ListOptions, 'signal' | 'pageSize'>>().toEqualTypeOf<Query<'query'>>()
  expectTypeOf<Exclude<keyof ExportOptions, 'signal'>>().toEqualTypeOf<Exclude<Query<'export'>, 'parts' | 'folder'>>()
  expectTypeOf<Exclude<keyof ImportOptions, 'signal'>>().toEqualTypeOf<Query<'importFeed'>>()
  type OfPush = 'signal' | 'feed' | 'type' | 'tryForMs' | 'retryMs'
  expectTypeOf<Exclude<keyof PushOptions, OfPush>>().toEqualTypeOf<Query<'push'>>()
})

describe('what the node answers is as the document says', () => {
  /** Fails where a value is not of the answer's schema, or holds what that does not name. */
  const fits = (name: OperationName, value: unknown, lines = false): void => {
    const content = described.get(name)?.responses['200']?.content ?? {}
    const schema = content[lines ? 'application/x-ndjson' : 'application/json']?.schema
    expect(schema, name).toBeDefined()
    const plain = JSON.parse(JSON.stringify(value)) as unknown
    expect([...Value.Errors(schema as TSchema, plain)], name).toEqual([])
    expect(Value.Clean(schema as TSchema, structuredClone(plain)), name).toEqual(plain)
  }

  test('of all calls', async () => {
    const [id = ''] = await node.say(node.lane('bolt'), [domain('a.example.com', { category: 'scam', confidence: 70 })])
    fits('status', await client.status())
    fits('formats', { formats: await client.formats() })
    fits('peers', { peers: await client.peers() })
    for await (const line of client.lookup(['a.example.com', 'b.example.com', '???'])) fits('lookup', line, true)
    for await (const view of client.statements({ history: true })) fits('query', view, true)
    for await (const view of client.watch({ after: 0 })) {
      fits('watch', view, true)
      break
    }
    fits('show', await client.statement(id))
    fits('audienceTest', await client.testAudience({ audience: 'group:beta' }))
    for await (const one of client.publish([{ value: 'c.example.com', category: 'scam' }, { value: '10.0.0.1' }])) {
      fits('publish', one, true)
    }
    const bytes = (text: string): AsyncIterable<string> => ReadableStream.from([text])
    const given = { format: 'list', feed: 'x', marking: 'TLP:GREEN', category: 'scam' }
    for await (const event of client.importFeed(bytes('d.example.com\n10.0.0.1\n'), given)) {
      fits('importFeed', event, true)
    }
    const rows = [{ value: 'e.example.com', category: 'scam' }, { value: '10.0.0.1' }]
    const receipt = await client.push(rows, { feed: 'y', marking: 'TLP:GREEN', key: 'k' })
    fits('push', receipt)
    fits('pushReceipt', await client.receipt('k'))
    const object = { type: 'url', id: `url--${crypto.randomUUID()}`, value: 'https://f.example.com/' }
    const identity = { type: 'identity', id: `identity--${crypto.randomUUID()}`, name: 'x' }
    fits('push', await client.push({ objects: [object, identity] }, { feed: 'z', marking: 'TLP:GREEN' }))
    const operator = createClient({ socket: join(folder.path, 'node.sock') })
    fits('status', await operator.status())
    const list = join(folder.path, 'list.txt')
    await writeFile(list, 'g.example.com\n')
    const asked = { name: 'g', location: list, format: 'list', marking: 'TLP:GREEN', category: 'scam', every: '1h' }
    fits('addFeed', await operator.addFeed(asked))
    for await (const event of operator.runFeed('g')) fits('runFeed', event, true)
    fits('feedHistory', { runs: await operator.feedHistory('g') })
    await writeFile(list, 'h.example.com\n10.0.0.1\n')
    await operator.addFeed({ ...asked, maxLoss: 0, replace: true })
    for await (const event of operator.runFeed('g')) fits('runFeed', event, true)
    const waiting = await Array.fromAsync(operator.feedHeld('g'))
    expect(waiting.map(({ subject }) => subject)).toEqual(['g.example.com'])
    for (const line of waiting) fits('feedHeld', line, true)
    fits('pauseFeed', { feed: await operator.pauseFeed('g') })
    fits('resumeFeed', { feed: await operator.resumeFeed('g') })
    fits('feeds', { feeds: await operator.feeds() })
    expect(await operator.removeFeed('g', { withdraw: true })).toBe(2)
    const made = await client.createToken({ name: 'short', role: 'client', clearance: 'TLP:CLEAR' })
    fits('createToken', made)
    fits('tokens', { tokens: await client.tokens() })
    fits('revokeToken', { tokens: await client.revokeToken(made.token.id) })
  })

  test('of bytes', async () => {
    const [first] = await Array.fromAsync(client.statements())
    expect((await client.evidence(first?.id ?? ''))?.byteLength).toBeGreaterThan(100)
    const text = Buffer.concat(await Array.fromAsync(client.export({ as: 'csv', subjectKind: 'domain' }))).toString()
    expect(text.split('\n')[0]).toContain('value')
    expect(described.get('export')?.responses['200']?.content).toHaveProperty([
      'text/csv; charset=utf-8; header=present',
    ])
  })
})
