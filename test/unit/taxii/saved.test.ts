// Saved filters: collections that the operator makes, kept over a restart, told as far as each reader may see.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StatementId } from '../../../protocol/ids.ts'
import { openReaderNode, type ReaderNode } from '../../helpers/readers.ts'
import { domain, evmAddress, temporaryFolder } from '../store/fixture.ts'
import { ask, of, root, walk } from './client.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let node: ReaderNode

beforeEach(async () => {
  folder = await temporaryFolder()
  node = await openReaderNode(folder.path)
})
afterEach(async () => {
  await node[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

const operator = (method: 'GET' | 'POST' | 'DELETE', url: string, body?: unknown) =>
  node.ask(undefined, method, url, body)
const names = async (secret: string, collection: string): Promise<unknown[]> =>
  (await walk(node, secret, collection, { 'match[type]': 'indicator' })).objects.map(({ name }) => name)

describe('a saved filter', () => {
  it('is a collection of what matches and may be read, and of how that ends', async () => {
    const made = await operator('POST', '/v1/taxii/collections', {
      name: 'mixers',
      category: 'mixer',
      description: 'for TM',
    })
    expect(made.status).toBe(200)
    const green = node.lane('bolt', { marking: { tlp: 'TLP:GREEN' } })
    const amber = node.lane('bolt', { marking: { tlp: 'TLP:AMBER' } })
    const [first] = await node.say(green, [domain('a.example.com', { category: 'mixer' }), domain('b.example.com')])
    await node.say(amber, [evmAddress('c', { category: 'mixer' })])
    const secret = await node.token()
    const strong = await node.token({ clearance: 'TLP:AMBER' })
    expect(await names(secret, 'mixers')).toEqual(['mixer: a.example.com'])
    expect(await names(strong, 'mixers')).toHaveLength(2)
    const { pages } = await walk(node, secret, 'mixers')
    const added_after = String(pages.at(-1)?.headers['x-taxii-date-added-last'])
    await node.say(green, [
      { kind: 'withdrawal', subject: { kind: 'domain', value: 'a.example.com' }, target: first as StatementId },
      { kind: 'dispute', subject: { kind: 'domain', value: 'a.example.com' }, target: first as StatementId },
    ])
    const { body } = await ask(node, secret, of('mixers', 'objects/', { added_after }))
    expect(body.objects).toMatchObject([{ name: 'mixer: a.example.com', revoked: true }])
    const described = await ask(node, secret, of('mixers', ''))
    const [{ collection } = { collection: { id: '' } }] = made.lines as unknown as { collection: { id: string } }[]
    expect(described.body).toMatchObject({ id: collection.id, alias: 'mixers', title: 'mixers', description: 'for TM' })
    expect(described.body['can_write']).toBe(false)
  })

  it.each([
    [{ chain: 'ethereum' }, ['scam: eip155:1']],
    [{ subjectKind: 'domain' }, ['phishing: d.example.com', 'scam: f.example.com']],
    [{ kind: 'sighting' }, []],
    [{ author: 'cert' }, ['scam: f.example.com']],
    [{ feed: 'list' }, ['phishing: d.example.com']],
    [{ feed: 'list', category: 'scam' }, []],
  ])('%j', async (filter, expected) => {
    await operator('POST', '/v1/taxii/collections', { name: 'some', ...filter })
    await node.say(node.lane('bolt'), [domain('d.example.com', { origin: { feed: 'list' } }), evmAddress('e')])
    await node.say(node.lane('cert'), [domain('f.example.com', { category: 'scam' })])
    const found = await names(await node.token(), 'some')
    expect(found.map((name) => String(name).replace(/(eip155:1).*/, '$1'))).toEqual(expected)
  })

  it('outlives a restart, the same again is no change, and it goes when it is removed', async () => {
    const asked = { name: 'kept', category: 'scam' }
    const [first] = (await operator('POST', '/v1/taxii/collections', asked)).lines
    expect((await operator('POST', '/v1/taxii/collections', asked)).lines).toEqual([first])
    await node[Symbol.asyncDispose]()
    node = await openReaderNode(folder.path, { seed: 'again' })
    const { lines } = await operator('GET', '/v1/taxii/collections')
    expect(lines).toMatchObject([{ collections: [{ name: 'kept', filter: { category: 'scam' } }] }])
    expect((await operator('DELETE', '/v1/taxii/collections/kept')).status).toBe(200)
    expect((await operator('DELETE', '/v1/taxii/collections/kept')).status).toBe(404)
    expect((await ask(node, await node.token(), of('kept', ''))).status).toBe(404)
  })

  it.each([
    [{ name: 'green', category: 'scam' }, 'collection-invalid'],
    [{ name: 'all', category: 'scam' }, 'collection-invalid'],
    [{ name: 'Up', category: 'scam' }, 'collection-invalid'],
    [{ name: '../x', category: 'scam' }, 'collection-invalid'],
    [{ name: 'ok' }, 'collection-invalid'],
    [{ name: 'ok', chain: 'no-chain' }, 'call-invalid'],
    [{ name: 'ok', issuedFrom: '2026-01-01' }, 'call-invalid'],
    [{ name: 'taken', category: 'scam' }, 'collection-exists'],
  ])('%j is refused with %s', async (asked, code) => {
    await operator('POST', '/v1/taxii/collections', { name: 'taken', category: 'mixer' })
    const { lines } = await operator('POST', '/v1/taxii/collections', asked)
    expect(lines).toMatchObject([{ error: { code } }])
  })

  it('is the operator’s alone to make', async () => {
    const secret = await node.token({ role: 'admin', name: 'root2' })
    const answer = await node.ask(secret, 'POST', '/v1/taxii/collections', { name: 'x', category: 'scam' })
    expect(answer.lines).toMatchObject([{ error: { code: 'operator-only' } }])
    expect((await ask(node, secret, `${root}/collections/`)).status).toBe(200)
  })
})
