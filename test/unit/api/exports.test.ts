// Exports and the MISP feed over the API: each token gets what it may see, what went out is recorded, and what breaks off is
// not taken for whole.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../../../node/api/api.ts'
import type { AuditEvent } from '../../../node/audit/types.ts'
import { silentLog } from '../../../node/log.ts'
import type { Tlp } from '../../../protocol/names.ts'
import { openReaderNode, type ReaderNode } from '../../helpers/readers.ts'
import { domain, temporaryFolder } from '../store/fixture.ts'
import { held, nodeDouble } from './double.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let node: ReaderNode
const labels = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT'] as const

beforeAll(async () => {
  folder = await temporaryFolder()
  node = await openReaderNode(folder.path)
  for (const [at, tlp] of labels.entries()) {
    const name = tlp.slice(4).replace('+', '-').toLowerCase()
    await node.say(node.lane('bolt', { marking: { tlp }, incarnation: at + 1 }), [
      domain(`${name}.example.com`, { confidence: 10 * (at + 1) }),
    ])
  }
})
afterAll(async () => {
  await node[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

const namesIn = ({ text }: Answer): string[] =>
  labels
    .map((tlp) => tlp.slice(4).replace('+', '-').toLowerCase())
    .filter((name) => text.includes(`${name}.example.com`))
const linesOf = ({ text }: Answer): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
const codeOf = (answer: Answer): string | undefined =>
  (linesOf(answer).at(-1)?.['error'] as { code: string } | undefined)?.code

/** What the log has of the exports of one token. */
async function exportsOf(name: string): Promise<AuditEvent[]> {
  await node.facade.audit.flushed()
  const all = await Array.fromAsync(node.facade.audit.log({ limit: 1000 }))
  return all
    .map(({ entry }) => entry as unknown as AuditEvent)
    .filter(({ action, actor }) => action === 'export' && actor.endsWith(`:${name}`))
}

/** `secret`: of a token; left out: the operator at the socket. */
function ask(secret: string | undefined, url: string): Promise<Answer> {
  return askAs(url, secret === undefined ? undefined : `Bearer ${secret}`)
}

async function askAs(url: string, authorization: string | undefined, api = node.api): Promise<Answer> {
  const headers = authorization === undefined ? {} : { authorization }
  const answer = await api.inject({ method: 'GET', url, headers })
  const text = Buffer.concat(await Array.fromAsync(answer.body)).toString()
  return { status: answer.status, headers: answer.headers, text }
}

const basic = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`

describe('an export', () => {
  it.each([
    ['TLP:CLEAR', ['clear']],
    ['TLP:GREEN', ['clear', 'green']],
    ['TLP:AMBER', ['clear', 'green', 'amber']],
    ['TLP:AMBER+STRICT', ['clear', 'green', 'amber', 'amber-strict']],
  ] as const)('of a token cleared for %s has %j, in every format that carries markings', async (clearance, names) => {
    const secret = await node.token({ clearance, name: 'exporter' })
    for (const as of ['stix', 'misp', 'csv', 'jsonl', 'statements']) {
      const answer = await ask(secret, `/v1/export?as=${as}`)
      expect(answer.status, as).toBe(200)
      expect(namesIn(answer), as).toEqual(names)
    }
    expect(namesIn(await ask(secret, '/v1/export?as=domains'))).toEqual(['clear'])
    expect(namesIn(await ask(secret, '/v1/export?as=hosts&maxMarking=red'))).toEqual(names)
  })

  it('in parts ends with a summary, which counts what the reader may see alone', async () => {
    for (const [clearance, above] of [
      ['TLP:GREEN', 1],
      ['TLP:AMBER+STRICT', 3],
    ] as const) {
      const secret = await node.token({ clearance, name: `counter-${above}` })
      const lines = linesOf(await ask(secret, '/v1/export?as=domains&parts=true'))
      expect(lines.at(-1)).toEqual({ type: 'summary', written: 1, leftOut: { marking: above } })
      expect(String(lines[0]!['text'])).toContain('clear.example.com')
    }
  })

  it('of a folder has the files of a feed', async () => {
    const lines = linesOf(await ask(undefined, '/v1/export?as=misp&parts=true&folder=true'))
    const files = new Set(lines.flatMap(({ file }) => (typeof file === 'string' ? [file] : [])))
    expect([...files].slice(-2)).toEqual(['hashes.csv', 'manifest.json'])
    expect(files.size).toBe(6)
  })

  it.each([
    ['/v1/export', 'call-invalid'],
    ['/v1/export?as=pdf', 'call-invalid'],
    ['/v1/export?as=csv&maxMarking=TLP:PINK', 'marking-unknown'],
    ['/v1/export?as=csv&minConfidence=101', 'call-invalid'],
    ['/v1/export?as=csv&folder=true&parts=true', 'call-invalid'],
    ['/v1/export?as=misp&folder=true', 'call-invalid'],
    ['/v1/export?as=csv&chain=nochain', 'call-invalid'],
    ['/v1/export?as=csv&limit=3', 'call-invalid'],
  ])('%s is refused: %s', async (url, code) => {
    expect(codeOf(await ask(undefined, url))).toBe(code)
  })

  it('is for tokens that may read', async () => {
    const secret = await node.token({ role: 'feed', name: 'pusher' })
    expect(codeOf(await ask(secret, '/v1/export?as=csv'))).toBe('scope-missing')
    expect(codeOf(await ask(secret, '/v1/misp/manifest.json'))).toBe('scope-missing')
  })

  it('is taken for text, by filter, of the media type of its format', async () => {
    const answer = await ask(undefined, '/v1/export?as=csv&author=bolt&minConfidence=30')
    expect(answer.headers['content-type']).toContain('text/csv')
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(namesIn(answer)).toEqual(['amber', 'amber-strict'])
    const stix = await ask(undefined, '/v1/export?as=stix')
    expect(stix.headers['content-type']).toBe('application/stix+json;version=2.1')
  })

  it('is recorded: each restricted statement, and how many went out', async () => {
    const secret = await node.token({ clearance: 'TLP:AMBER', name: 'recorded' })
    await ask(secret, '/v1/export?as=stix&purpose=case%2017')
    const found = await exportsOf('recorded')
    expect(found.map(({ objects, detail, purpose }) => [objects?.length, detail?.['statements'], purpose])).toEqual([
      [1, 1, 'case 17'],
      [undefined, 3, 'case 17'],
    ])
    expect(found[1]).toMatchObject({ detail: { route: 'export', format: 'stix' }, decision: 'allowed' })
    expect(found.every(({ actor }) => actor.startsWith('token:'))).toBe(true)
  })

  it('that breaks off in the middle ends in no good answer, and what went out is recorded', async () => {
    const recorded: AuditEvent[] = []
    const { object, network } = node.facade.charter()
    const broken = nodeDouble(folder.path, [], {
      charter: () => ({ network, version: 1, hash: '', object, rivals: [] }),
      query: async function* () {
        for (let at = 1; at < 400; at++)
          yield { held: held(at, { category: 'scam' }), standing: 'current', disputes: 0 }
        throw new Error('the disk is gone')
      },
      audit: { ...node.facade.audit, record: (event) => void recorded.push(event) },
    })
    await using api = await createApi(broken, { log: silentLog, version: '1' })
    const answer = await api.inject({ method: 'GET', url: '/v1/export?as=stix' })
    await expect(Array.fromAsync(answer.body)).rejects.toThrow()
    expect(recorded).toMatchObject([{ action: 'export', detail: { statements: 399 } }])
    const parts = await api.inject({ method: 'GET', url: '/v1/export?as=stix&parts=true' })
    const last = Buffer.concat(await Array.fromAsync(parts.body))
      .toString()
      .trim()
      .split('\n')
      .at(-1)!
    expect(JSON.parse(last)).toMatchObject({ error: { code: 'internal' } })
  })
})

describe('the MISP feed', () => {
  const manifestOf = ({ text }: Answer): Record<string, { Tag: { name: string }[] }> =>
    JSON.parse(text) as Record<string, { Tag: { name: string }[] }>

  it.each([
    ['TLP:CLEAR', 1],
    ['TLP:GREEN', 2],
    ['TLP:AMBER', 3],
    ['TLP:AMBER+STRICT', 4],
  ] as const)('of a token cleared for %s has %i events', async (clearance, count) => {
    const secret = await node.token({ clearance, name: 'misp' })
    const manifest = manifestOf(await ask(secret, '/v1/misp/manifest.json'))
    expect(Object.keys(manifest)).toHaveLength(count)
    const hashes = await ask(secret, '/v1/misp/hashes.csv')
    expect(hashes.text.trim().split('\n')).toHaveLength(count)
    for (const [uuid, { Tag }] of Object.entries(manifest)) {
      const event = await ask(secret, `/v1/misp/${uuid}.json`)
      expect((JSON.parse(event.text) as { Event: object }).Event).toMatchObject({ uuid, Tag })
    }
  })

  it('keeps an event from a token that may not see it, as if there were none', async () => {
    const strong = await node.token({ clearance: 'TLP:AMBER', name: 'strong' })
    const weak = await node.token({ clearance: 'TLP:GREEN', name: 'weak' })
    const manifest = manifestOf(await ask(strong, '/v1/misp/manifest.json'))
    const [secretEvent] = Object.entries(manifest).find(([, { Tag }]) => Tag.some(({ name }) => name === 'tlp:amber'))!
    const url = `/v1/misp/${secretEvent}.json`
    expect((await ask(strong, url)).status).toBe(200)
    const refused = await ask(weak, url)
    const unknown = await ask(weak, '/v1/misp/00000000-0000-5000-8000-000000000000.json')
    expect([refused.status, codeOf(refused)]).toEqual([404, 'event-not-found'])
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'event-not-found'])
    expect(codeOf(await ask(weak, '/v1/misp/..%2f..%2fetc.json'))).toBe('event-not-found')
  })

  it('gives an event without its manifest having been asked for', async () => {
    const secret = await node.token({ name: 'misp' })
    const [uuid] = Object.keys(manifestOf(await ask(secret, '/v1/misp/manifest.json')))
    await using api = await createApi(node.facade, { log: silentLog, version: '1' })
    const later = await askAs(`/v1/misp/${uuid!}.json`, `Bearer ${secret}`, api)
    expect(later.status).toBe(200)
  })

  it('takes the token as the password of Basic, and nothing else does', async () => {
    const secret = await node.token({ name: 'misp', clearance: 'TLP:GREEN' })
    // Over the socket without credentials whoever asks is the operator: Basic must not be read as none.
    const good = await askAs('/v1/misp/manifest.json', basic('anybody', secret))
    expect(Object.keys(manifestOf(good))).toHaveLength(2)
    const wrong = await askAs('/v1/misp/manifest.json', basic('anybody', 'wrong'))
    expect(wrong.status).toBe(401)
    expect(wrong.headers['www-authenticate']).toBe('Bearer, Basic realm="entente", charset="UTF-8"')
    for (const authorization of [basic('', secret).slice(0, -3), 'Basic', `Basic ${secret}`]) {
      expect((await askAs('/v1/misp/manifest.json', authorization)).status).toBe(401)
    }
    const elsewhere = await askAs('/v1/statements', basic('anybody', secret))
    expect(elsewhere.status).toBe(401)
    expect(elsewhere.headers['www-authenticate']).toBe('Bearer')
  })

  it('records what it gave', async () => {
    const secret = await node.token({ clearance: 'TLP:AMBER', name: 'recorded-misp' })
    const manifest = manifestOf(await ask(secret, '/v1/misp/manifest.json'))
    for (const uuid of Object.keys(manifest)) await ask(secret, `/v1/misp/${uuid}.json`)
    const found = await exportsOf('recorded-misp')
    expect(found.filter(({ objects }) => objects !== undefined)).toHaveLength(1)
    expect(found.filter(({ detail }) => detail?.['format'] === 'misp')).toHaveLength(4)
  })

  it('leaves out what may not be told on, whatever the token may see', async () => {
    const marking = { tlp: 'TLP:CLEAR' as Tlp, noRepublish: true }
    await node.say(node.lane('bolt', { marking, incarnation: 9 }), [domain('kept.example.com')])
    const { text } = await ask(undefined, '/v1/misp/manifest.json')
    expect(Object.keys(manifestOf({ text } as Answer))).toHaveLength(4)
  })
})
