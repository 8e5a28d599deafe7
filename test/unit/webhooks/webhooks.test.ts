// Webhooks against a real receiver on the loopback: signed, in order, from a durable cursor, tried again, given up.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Webhook as Verifier } from 'standardwebhooks'
import { silentLog } from '../../../node/log.ts'
import { createReading } from '../../../node/facade/read.ts'
import { retryMs } from '../../../node/webhooks/deliver.ts'
import { healthOf } from '../../../node/webhooks/types.ts'
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
let location: string | undefined
let retryAfter: string | undefined
let answering = true
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
    const after = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
    if (answering) response.writeHead(status, { ...(location === undefined ? {} : { location }), ...after }).end()
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
  ;[location, retryAfter, answering] = [undefined, undefined, true]
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
/** What a receiver has that verifies with the library, by its own clock. */
const verified = ({ headers, body }: Got, secret: string): unknown => {
  vi.useFakeTimers({ now, toFake: ['Date'] })
  try {
    return new Verifier(secret).verify(body, headers as Record<string, string>)
  } finally {
    vi.useRealTimers()
  }
}
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
    expect(verified(got[0]!, webhook.secret)).toMatchObject({ type: 'statements', webhook: 'siem' })
    // By the formula alone, as a receiver without a library does it.
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
    const key = Buffer.from(webhook.secret.slice('whsec_'.length), 'base64')
    expect(key).toHaveLength(32)
    const signature = createHmac('sha256', key).update(signed).digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${signature}`)
    expect(() => verified({ headers, body: body.replace('a.com', 'x.com') }, webhook.secret)).toThrow()
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
    ...[
      'http://127.0.0.1:1/',
      'http://10.0.0.1/',
      'http://169.254.169.254/latest/',
      'http://0x7f.1/',
      'http://2130706433/',
    ],
    ...[
      'http://[::1]/',
      'http://[::ffff:127.0.0.1]/',
      'http://[::ffff:7f00:1]/',
      'http://[fe80::1]/',
      'http://[fd00::1]/',
    ],
    ...['http://[64:ff9b::7f00:1]/', 'http://[2002:7f00:1::]/', 'http://0/', 'http://[::]/', 'http://127.1/'],
  ])('is not made for an address of a private range: %s', async (private_) => {
    await expect(webhooks.add(spec({ url: private_, allowPrivate: false }))).rejects.toMatchObject({
      code: 'target-private',
    })
    expect(webhooks.list()).toEqual([])
  })

  test.each(['localhost', 'LOCALHOST'])('is not sent where a name leads to a private range: %s', async (name) => {
    const { port } = receiver.address() as AddressInfo
    await webhooks.add(spec({ url: `http://${name}:${port}/`, allowPrivate: false }))
    await say('a.com')
    await expect.poll(() => webhooks.find('siem').progress.lastCode).toBe('target-private')
    expect(await webhooks.test('siem')).toMatchObject({ delivered: false, code: 'target-private' })
    expect(got).toEqual([])
  })

  test('follows no redirect', async () => {
    ;[status, location] = [307, 'http://169.254.169.254/latest/']
    await webhooks.add(spec())
    await say('a.com')
    await expect.poll(() => webhooks.find('siem').progress).toMatchObject({ lastCode: 'webhook-refused', attempts: 1 })
    expect(got).toHaveLength(1)
  })

  test('that is killed while a message is on its way sends that one again, and what came meanwhile behind it', async () => {
    answering = false
    await webhooks.add(spec())
    await say('a.com')
    await expect.poll(() => got.length).toBe(1)
    await say('b.com')
    // As after a kill: nothing of what came of the attempt is kept.
    const kept = Buffer.from(store.meta(`webhook:${webhooks.find('siem').webhook.id}`) ?? new Uint8Array())
    await webhooks.stop()
    await store.putMeta({ [`webhook:${webhooks.list()[0]?.webhook.id}`]: kept })
    answering = true
    webhooks = start()
    await expect.poll(told).toEqual(['a.com', 'a.com', 'b.com'])
    expect(got[1]).toMatchObject({ body: got[0]?.body, headers: { 'webhook-id': got[0]?.headers['webhook-id'] } })
    expect(got[2]?.headers['webhook-id']).not.toBe(got[0]?.headers['webhook-id'])
  })

  test('with a new secret signs by both for a while, then by the new one alone', async () => {
    const before = (await webhooks.add(spec())).webhook.secret
    const { webhook } = await webhooks.rotateSecret('siem', 3_600_000)
    expect(webhook.secret).not.toBe(before)
    await say('a.com')
    await expect.poll(() => got.length).toBe(1)
    for (const secret of [before, webhook.secret]) expect(verified(got[0]!, secret)).toBeDefined()
    now += 3_600_001
    await say('b.com')
    await expect.poll(() => got.length).toBe(2)
    expect(verified(got[1]!, webhook.secret)).toBeDefined()
    expect(() => verified(got[1]!, before)).toThrow()
    // After a leak: at once.
    const leaked = webhook.secret
    await webhooks.stop()
    webhooks = start()
    const last = (await webhooks.rotateSecret('siem', 0)).webhook.secret
    expect(await webhooks.test('siem')).toMatchObject({ delivered: true })
    expect(verified(got[2]!, last)).toEqual({ type: 'test', webhook: 'siem', statements: [] })
    expect(() => verified(got[2]!, leaked)).toThrow()
  })

  test('is tried: the answer is told, and nothing moves', async () => {
    await webhooks.add(spec())
    const before = webhooks.find('siem').progress
    expect(await webhooks.test('siem')).toMatchObject({ delivered: true })
    status = 503
    expect(await webhooks.test('siem')).toMatchObject({ delivered: false, code: 'webhook-refused' })
    expect(webhooks.find('siem').progress).toEqual(before)
    expect(audited).toEqual([])
  })

  test.each<[string, () => string, number]>([
    ['in seconds', () => '7200', 7_200_000],
    ['as a date', () => new Date(now + 7_200_000).toUTCString(), 7_200_000],
    ['that has passed', () => new Date(now - 7_200_000).toUTCString(), 0],
    ['that is none', () => 'soon', 0],
  ])('waits as long as its receiver asks with Retry-After, %s', async (_, text, least) => {
    ;[status, retryAfter] = [429, text()]
    await webhooks.add(spec())
    await say('a.com')
    await expect.poll(() => waiting).toHaveLength(1)
    const ms = waiting[0]?.ms
    expect(ms).toBeGreaterThanOrEqual(Math.max(least, retryMs[0] * 0.8))
    expect(ms).toBeLessThanOrEqual(Math.max(least, retryMs[0] * 1.2))
  })

  test('that waits for hours is tried at once when it is resumed, and not because something new came', async () => {
    status = 500
    await webhooks.add(spec())
    await say('a.com')
    for (let attempt = 0; attempt < 4; attempt += 1) await pass()
    await expect.poll(() => got.length).toBe(5)
    await expect.poll(() => waiting.length).toBe(1)
    for (let at = 0; at < 20; at += 1) await say(`more-${at}.com`)
    expect([got.length, waiting.length]).toEqual([5, 1])
    expect(healthOf(webhooks.find('siem'))).toBe('failing')
    status = 200
    await webhooks.pause('siem', true)
    await webhooks.pause('siem', false)
    await expect.poll(() => webhooks.find('siem').progress.delivered).toBe(21)
    expect(healthOf(webhooks.find('siem'))).toBe('active')
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
