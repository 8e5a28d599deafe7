// Scheduled feeds on a real store and a real way in, against a real server on the loopback. Clock, chance and timers are the
// test's: nothing happens until it says so.
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hexId } from '../../../protocol/ids.ts'
import { generateKeyPair } from '../../../protocol/keys.ts'
import type { NodeKey } from '../../../protocol/ids.ts'
import { localReader } from '../../../node/access/access.ts'
import type { AuditEvent } from '../../../node/audit/types.ts'
import { createReading } from '../../../node/facade/read.ts'
import { networkOf, readControls, readNodeSeeds } from '../../../node/home/home.ts'
import { kemPublicKey } from '../../../node/home/kem.ts'
import { openQuality } from '../../../node/quality/quality.ts'
import { createIngest, type Ingest } from '../../../node/ingest/ingest.ts'
import { silentLog } from '../../../node/log.ts'
import { createScheduled, type Scheduled } from '../../../node/scheduled/scheduled.ts'
import type { FeedSpec, RunEvent, RunRecord } from '../../../node/scheduled/types.ts'
import { openStore } from '../../../node/store/index.ts'
import type { Store } from '../../../node/store/types.ts'
import { createTrust } from '../../../node/trust/trust.ts'
import { type Partners, createPartners } from '../../helpers/partners.ts'

export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Sends the body and goes away in the middle of it. */
  readonly cut?: boolean
  /** Never ends. */
  readonly hang?: boolean
}

export type Answer = (url: URL, request: IncomingMessage) => Reply | Promise<Reply>

export interface Server {
  readonly base: string
  readonly asked: { readonly path: string; readonly headers: IncomingMessage['headers'] }[]
  answer: Answer
  close(): Promise<void>
}

export async function serve(answer: Answer = () => ({ status: 404 })): Promise<Server> {
  const asked: Server['asked'] = []
  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    asked.push({ path: `${url.pathname}${url.search}`, headers: request.headers })
    const { status = 200, headers = {}, body = '', cut = false, hang = false } = await own.answer(url, request)
    const length = Buffer.byteLength(body) + (cut ? 100 : 0)
    response.writeHead(status, { ...(status === 304 || hang ? {} : { 'content-length': length }), ...headers })
    if (hang) return void response.write(body)
    if (!cut) return void response.end(body)
    response.write(body, () => setImmediate(() => response.destroy()))
  }
  const server = createServer((request, response) => void reply(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const own: Server = {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return own
}

export interface Bench extends AsyncDisposable {
  readonly dir: string
  readonly store: Store
  readonly ingest: Ingest
  readonly audited: AuditEvent[]
  /** Milliseconds since 1970; the test sets it. */
  now: number
  scheduled: Scheduled
  /** Timers that wait, in the order in which they were set. */
  readonly timers: { task: () => void; at: number }[]
  /** Lets time pass, and every timer that is due then. */
  pass(ms: number): void
  /** Stops the scheduler and starts another on the same store, as a restart does. */
  restart(options?: { online?: boolean }): Promise<void>
  /** Runs a feed to its end; gives its events and record. A failure is in the record. */
  run(name: string, confirm?: boolean): Promise<{ events: RunEvent[]; record: RunRecord }>
  /** Subjects of which a feed says something now. */
  said(feed: string): Promise<string[]>
  /** Standing statements about a value. */
  current(value: string): { id: string; feed: string | undefined; category: string | undefined }[]
}

export async function createBench(
  options: { online?: boolean; clearance?: 'TLP:GREEN' | 'TLP:AMBER' } = {},
): Promise<Bench> {
  const partners: Partners = await createPartners({
    kinds: ['exchange', 'analytics'],
    clearance: options.clearance ?? 'TLP:GREEN',
  })
  const home = partners.partners[0]!.home
  const seeds = await readNodeSeeds(home)
  const keys = generateKeyPair(seeds.node)
  const own = { now: Date.now() }
  const clock = (): number => own.now
  const store = await openStore(home.paths.store, { clock })
  const trust = await createTrust({ store, network: networkOf(home), seed: await readControls(home), log: silentLog })
  const member = partners.partners[0]!.id
  const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes))
  const ingest = createIngest({
    gate: openQuality({ store, trust, member, clock, later: (task) => setImmediate(task) }),
    ...{
      store,
      trust,
      member,
      node: hexId<NodeKey>(keys.publicKey),
      secretKey: keys.secretKey,
      log: silentLog,
      clock,
      random,
    },
    kem: { seed: seeds.kem, publicKey: await kemPublicKey(seeds.kem) },
    later: (task, ms) => void setTimeout(task, ms),
    resume: [],
  })
  const timers: Bench['timers'] = []
  const audited: AuditEvent[] = []
  const start = (online: boolean): Scheduled =>
    createScheduled({
      ...{ store, ingest, member, online, clock, log: silentLog },
      audit: { record: (event) => void audited.push(event) },
      // The middle of every chance: nothing is varied.
      random: (bytes) => new Uint8Array(bytes).fill(0x80, 0, 1),
      later: (task, ms) => void timers.push({ task, at: own.now + ms }),
    })
  const reading = createReading(store, clock)
  const bench: Bench = {
    ...{ dir: partners.dir, store, ingest, audited, timers },
    get now() {
      return own.now
    },
    set now(value) {
      own.now = value
    },
    scheduled: start(options.online ?? false),
    pass: (ms) => {
      own.now += ms
      for (const due of timers.filter(({ at }) => at <= own.now)) {
        timers.splice(timers.indexOf(due), 1)
        due.task()
      }
    },
    restart: async ({ online = options.online ?? false } = {}) => {
      await bench.scheduled.stop()
      timers.splice(0)
      bench.scheduled = start(online)
    },
    run: async (name, confirm = false) => {
      const events: RunEvent[] = []
      try {
        for await (const event of bench.scheduled.run(name, { confirm, signal: new AbortController().signal })) {
          events.push(event)
        }
      } catch (error) {
        if (events.at(-1)?.type !== 'run') throw error
      }
      const record = bench.scheduled.find(name).state.last!
      return { events, record }
    },
    said: async (feed) => {
      const all = await Array.fromAsync(ingest.standing(feed, Infinity))
      return all.map(({ held }) => held.statement.subject.value).sort()
    },
    current: (value) =>
      reading
        .about(localReader, reading.readings(value)[0]!, 100)
        .filter(({ standing, held }) => standing === 'current' && held.statement.kind === 'indicator')
        .map(({ held: { id, statement } }) => ({ id, feed: statement.origin?.feed, category: statement.category })),
    [Symbol.asyncDispose]: async () => {
      await bench.scheduled.stop()
      await ingest.stop()
      await store.close()
      await partners[Symbol.asyncDispose]()
    },
  }
  return bench
}

export type Change = Partial<Omit<FeedSpec, 'source'>> & { readonly source?: Partial<FeedSpec['source']> }

export function spec(location: string, change: Change = {}): FeedSpec {
  const { source, ...rest } = change
  return {
    name: 'trial',
    source: { location, format: 'list', allowPrivate: true, ...source },
    where: { marking: 'TLP:GREEN' },
    options: { category: 'phishing' },
    everyMs: 3_600_000,
    maxLossPercent: 20,
    ...rest,
  }
}

export const unchecked = { replace: false, check: false, dryRun: false, signal: new AbortController().signal }

export const names = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, at) => `site-${String(at + from).padStart(4, '0')}.example.com`)

export const lines = (values: readonly string[]): string => values.map((value) => `${value}\n`).join('')
