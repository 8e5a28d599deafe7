// Webhooks against a real receiver on the loopback: signed, in order, from a durable cursor, tried again, given up.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Webhook as Verifier } from 'standardwebhooks'
import { silentLog } from '../../../node/log.ts'
import { createReading } from '../../../node/facade/read.ts'
import { retryMs } from '../../../node/webhooks/deliver.ts'
import { createWebhooks, type Webhooks } from '../../../node/webhooks/webhooks.ts'
import type { Store } from '../../../node/store/types.ts'
import type { MemberId } from '../../../protocol/ids.ts'
import { author, domain, Lane, open, temporaryFolder } from '../store/fixture.ts'

interface Got {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: Store
let webhooks: Webhooks
let got: Got[] = []
let status = 200
let audited: string[] = []
let waiting: { task: () => void; ms: number }[] = []
let now = Date.UTC(2026, 0, 15)
const lane = () => new Lane(author('exchange'))
let said = lane()

const receiver = createServer((request, response) => {
  let body = ''
  request.on('data', (piece: Buffer) => (body += piece.toString()))
  request.on('end', () => {
    got.push({ headers: request.headers, body })
    response.writeHead(status).end()
  })
})

function start(): Webhooks {
  return createWebhooks({
    bound: () => 'TLP:AMBER',
    ...{ store, online: true, member: 'agency' as MemberId, log: silentLog, clock: () => now },
    query: createReading(store, () => now).query,
    audit: { record: ({ objects }) => void audited.push(...(objects ?? [])), flushed: () => Promise.resolve() },
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    later: (task, ms) => void waiting.push({ task, ms }),
  })
}

beforeEach(async () => {
  folder = await temporaryFolder()
  store = await open(folder.path)
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  ;[got, waiting, status, said, audited] = [[], [], 200, lane(), []]
  now = Date.UTC(2026, 0, 15)
  webhooks = start()
})
afterEach(async () => {
  await webhooks.stop()
  await store.close()
  await folder[Symbol.asyncDispose]()
  await new Promise((resolve) => receiver.close(resolve))
})

const url = (): string => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
const spec = (change: object = {}) =>
  ({ name: 'siem', url: url(), filter: {}, clearance: 'TLP:GREEN', allowPrivate: true, ...change }) as const
const say = (...names: string[]) => store.commit(said.commit(names.map((name) => domain(name))))
const told = (): string[] =>
  got
    .flatMap(({ body }) => (JSON.parse(body) as { statements: { subject: string }[] }).statements)
    .map((one) => one.subject)
/** Lets the pause that is due pass. */
const pass = async (): Promise<number> => {
  await expect.poll(() => waiting.length).toBeGreaterThan(0)
  const due = waiting.splice(0)
  const ms = Math.max(...due.map((one) => one.ms))
  now += ms
  for (const { task } of due) task()
  return ms
}

describe('a webhook', () => {
  test('is told what arrives from then on, signed', async () => {
    await say('before.com')
    const { webhook } = await webhooks.add(spec())
    await say('a.com', 'b.com')
    await expect.poll(told).toEqual(['a.com', 'b.com'])
    const [{ headers, body }] = got as [Got]
    // The signature says when it was made: the receiver judges that by its own clock.
    expect(headers['webhook-timestamp']).toBe(String(now / 1000))
    const verifier = new Verifier(webhook.secret)
    const signature = verifier.sign(String(headers['webhook-id']), new Date(now), body)
    expect(headers['webhook-signature']).toBe(signature)
    await expect.poll(() => webhooks.find('siem').progress).toMatchObject({ delivered: 2, attempts: 0, dead: [] })
    expect(audited).toHaveLength(2)
  })

  test('goes on after a restart where it stood, with the same message', async () => {
    status = 503
    await webhooks.add(spec())
    await say('a.com')
    await expect.poll(() => got.length).toBe(1)
    await webhooks.stop()
    status = 200
    now += 60_000
    webhooks = start()
    await expect.poll(() => got.length).toBe(2)
    expect(got[1]?.headers['webhook-id']).toBe(got[0]?.headers['webhook-id'])
    await say('b.com')
    await expect.poll(told).toEqual(['a.com', 'a.com', 'b.com'])
  })

  test('is tried again with growing pauses, then given up, and can be sent once more', async () => {
    status = 500
    await webhooks.add(spec())
    await say('a.com')
    const pauses: number[] = []
    for (const expected of retryMs) {
      const ms = await pass()
      pauses.push(ms)
      expect(ms).toBeGreaterThanOrEqual(expected * 0.8)
      expect(ms).toBeLessThanOrEqual(expected * 1.2)
    }
    await expect.poll(() => webhooks.find('siem').progress.dead.length).toBe(1)
    expect(got).toHaveLength(retryMs.length + 1)
    expect(webhooks.find('siem').progress.dead[0]).toMatchObject({
      code: 'webhook-refused',
      attempts: retryMs.length + 1,
    })
    status = 200
    await say('b.com')
    await expect.poll(() => told().at(-1)).toBe('b.com')
    expect(await webhooks.redeliver('siem')).toBe(1)
    expect(told().at(-1)).toBe('a.com')
    expect(webhooks.find('siem').progress.dead).toEqual([])
  })

  test('is paused by 410, and by hand', async () => {
    status = 410
    await webhooks.add(spec())
    await say('a.com')
    await expect.poll(() => webhooks.find('siem').webhook.paused).toBe(true)
    status = 200
    await say('b.com')
    await webhooks.pause('siem', false)
    await expect.poll(() => told().slice(1)).toEqual(['a.com', 'b.com'])
  })

  test('tells by filter, and nothing above its clearance', async () => {
    await webhooks.add(spec({ filter: { category: 'phishing' }, clearance: 'TLP:CLEAR' }))
    await say('a.com')
    await store.commit(said.commit([domain('c.com', { category: 'phishing' })]))
    await webhooks.add(spec({ name: 'all' }))
    await say('d.com')
    await expect.poll(told).toEqual(['d.com'])
  })

  test.each([
    [{ url: 'http://127.0.0.1:1/', allowPrivate: false }, 'target-private'],
    [{ url: 'http://localhost:1/', allowPrivate: false }, 'target-private'],
  ])('is not sent to a private range: %j', async (change, code) => {
    await webhooks.add(spec(change))
    await say('a.com')
    await expect.poll(() => webhooks.find('siem').progress.lastCode).toBe(code)
    expect(got).toEqual([])
  })

  test.each([
    [{ name: 'NO NAME' }, 'webhook-invalid'],
    [{ url: 'ftp://example.com' }, 'url-refused'],
    [{ clearance: 'TLP:BLUE' }, 'marking-unknown'],
  ])('%j is refused', async (change, code) => {
    await expect(webhooks.add(spec(change) as never)).rejects.toMatchObject({ code })
  })

  test('of the same name is there once; removed it is told no more', async () => {
    const first = await webhooks.add(spec())
    expect((await webhooks.add(spec())).webhook.id).toBe(first.webhook.id)
    await expect(webhooks.add(spec({ clearance: 'TLP:AMBER' }))).rejects.toMatchObject({ code: 'webhook-exists' })
    await webhooks.remove('siem')
    await say('a.com')
    expect(() => webhooks.find('siem')).toThrow(expect.objectContaining({ code: 'webhook-not-found' }))
    await webhooks.stop()
    expect(got).toEqual([])
  })
})
