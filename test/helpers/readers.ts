// A node for tests of its readers: a real store, trust, tokens, audit log and API; bundles of any marking and audience are
// committed straight into the store, at times that the test sets.
import { join } from 'node:path'
import { createApi, type Api, type Injected } from '../../node/api/api.ts'
import type { NodeFacade } from '../../node/api/facade.ts'
import { openAudit } from '../../node/audit/open.ts'
import { openAccess } from '../../node/facade/access.ts'
import { createDelivery } from '../../node/delivery/delivery.ts'
import { createFacade } from '../../node/facade/facade.ts'
import type { Config } from '../../node/home/config.ts'
import type { Home } from '../../node/home/home.ts'
import { homePaths } from '../../node/home/paths.ts'
import { openQuality } from '../../node/quality/quality.ts'
import { createIngest } from '../../node/ingest/ingest.ts'
import { createLedger } from '../../node/ledger/ledger.ts'
import { silentLog } from '../../node/log.ts'
import type { PushLimits } from '../../node/push/limits.ts'
import { createPushes } from '../../node/push/pushes.ts'
import { openStore } from '../../node/store/index.ts'
import type { Store } from '../../node/store/types.ts'
import type { NewToken } from '../../node/tokens/types.ts'
import type { Trust } from '../../node/trust/types.ts'
import type { Charter } from '../../protocol/charter-content.ts'
import type { MemberId } from '../../protocol/ids.ts'
import { generateKeyPair } from '../../protocol/keys.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import { type Author, bytesOf, Lane, type LaneOptions } from '../unit/store/fixture.ts'
import { type Community, createCommunity, memoryTrust, testNow } from './community.ts'

const names = ['acme', 'bolt', 'cert'] as const

/** acme, whose node it is, bolt and cert, all cleared for TLP:RED; acme is in the group alpha, bolt in beta. */
export function readersCommunity(change: (charter: Charter) => Charter = (charter) => charter): Community {
  return createCommunity(names, 'readers', (charter) =>
    change({
      ...charter,
      members: charter.members.map((member) => ({ ...member, clearance: 'TLP:RED' as const })),
      groups: [
        { name: 'alpha', members: ['acme' as MemberId] },
        { name: 'beta', members: ['bolt' as MemberId] },
      ],
    }),
  )
}

export interface ReaderNode extends AsyncDisposable {
  readonly api: Api
  readonly facade: NodeFacade
  readonly store: Store
  readonly trust: Trust
  readonly community: Community
  /** Milliseconds since 1970; tests move it. */
  readonly time: { now: number }
  /** Lets what waits for the clock happen. */
  tick(ms: number): void
  author(name: string): Author
  lane(name: string, options?: LaneOptions): Lane
  /** Commits a bundle a moment later than the one before; gives the ids of its statements. */
  say(lane: Lane, statements: readonly Statement[]): Promise<string[]>
  /** The secret of a new token. */
  token(request?: Partial<NewToken>): Promise<string>
  ask(secret: string | undefined, method: Method, url: string, body?: unknown): Promise<Answered>
}

type Method = 'GET' | 'POST' | 'DELETE'

export interface Answered extends Pick<Injected, 'status' | 'headers'> {
  readonly text: string
  readonly lines: Record<string, unknown>[]
}

export interface ReaderNodeOptions {
  readonly community?: Community
  readonly access?: Config['access']
  /** What tokens are drawn from: the same text draws the same. */
  readonly seed?: string
  /** Bounds of pushed batches. */
  readonly push?: Partial<PushLimits>
}

export async function openReaderNode(dir: string, options: ReaderNodeOptions = {}): Promise<ReaderNode> {
  const community = options.community ?? readersCommunity()
  const time = { now: testNow + 60_000 }
  const clock = (): number => time.now
  const waiting: { at: number; task: () => void }[] = []
  const later = (task: () => void, ms: number): void => void waiting.push({ at: time.now + ms, task })
  const own = community.node('acme')
  const keys = generateKeyPair(own.seed)
  const store = await openStore(join(dir, 'store'), { clock })
  const seeds = [community.genesisObject, ...names.map((name) => community.node(name).certificate)]
  const trust = await memoryTrust(community.network, seeds)
  const { member, key: node } = own
  const home = {
    dir,
    paths: homePaths(dir),
    config: { format: 1, listen: [], ...(options.access === undefined ? {} : { access: options.access }) },
    profile: { id: 'acme', name: 'Acme', kind: 'exchange', jurisdiction: 'CH' },
  } as unknown as Home
  let drawn = 0
  const random = (bytes: number): Uint8Array => {
    const draw = `${options.seed ?? dir} ${drawn++}`
    if (bytes <= 32) return bytesOf(draw, bytes)
    return Buffer.concat(
      Array.from({ length: Math.ceil(bytes / 32) }, (_, at) => bytesOf(`${draw} ${at}`)),
      bytes,
    )
  }
  const quality = openQuality({ store, trust, member, clock, later })
  const ingest = createIngest({
    gate: quality,
    ...{ store, trust, member, node, clock, random, log: silentLog, resume: [] },
    secretKey: keys.secretKey,
    kem: { seed: bytesOf('kem'), publicKey: trust.memberOfNode(node)?.kemKey ?? new Uint8Array() },
    later: (task, ms) => void setTimeout(task, ms).unref(),
  })
  const audit = await openAudit({ store, trust, node, keys, online: false, clock, later, log: silentLog })
  const pushes = await createPushes({
    ...{ store, clock, random, limits: options.push ?? {}, widening: () => undefined },
    importRows: (rows, request, signal) => ingest.importRows(rows, request, signal),
  })
  const facade = createFacade({
    pushes,
    quality: quality.desk,
    ...{ home, store, trust, ingest, keys, node, clock, audit, network: undefined, log: silentLog },
    ledger: createLedger({ store, trust, member }),
    delivery: createDelivery({ store, trust, member, node, secretKey: keys.secretKey, clock, log: silentLog }),
    access: await openAccess({ home, store, trust, member, clock, random, later }),
  })
  const api = await createApi(facade, { log: silentLog, version: '0.0.0', clock })
  const authors = new Map<string, Author>()
  const author = (name: string): Author => {
    const known = authors.get(name) ?? {
      member: name as MemberId,
      node: community.node(name).key,
      secretKey: community.node(name).seed,
    }
    authors.set(name, known)
    return known
  }
  return {
    ...{ api, facade, store, trust, community, time, author },
    tick: (ms) => {
      time.now += ms
      for (const one of waiting.splice(0)) {
        if (one.at <= time.now) one.task()
        else waiting.push(one)
      }
    },
    lane: (name, laneOptions) => new Lane(author(name), laneOptions),
    say: async (lane, statements) => {
      time.now += 10
      const commit = lane.commit(statements, { live: true })
      await store.commit(commit)
      return statements.map((_, index) => `${commit.bundle.id}.${index}`)
    },
    token: async (request = {}) => {
      const asked = { name: 'alice', role: 'staff', clearance: 'TLP:GREEN', ...request } as const
      const by = { actor: 'operator', reader: { kind: 'local' } } as const
      return (await facade.access.tokens.create(asked, by)).secret
    },
    ask: async (secret, method, url, body) => {
      const answer = await api.inject({
        ...{ method, url },
        headers: {
          ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
          ...(body === undefined
            ? {}
            : { 'content-type': typeof body === 'string' ? 'application/x-ndjson' : 'application/json' }),
        },
        ...(body === undefined ? {} : { payload: body as string }),
      })
      const bytes = Buffer.concat(await Array.fromAsync(answer.body))
      const text = bytes.toString(answer.contentType.startsWith('application/octet-stream') ? 'base64' : 'utf8')
      const lines = answer.contentType.includes('json')
        ? bytes
            .toString()
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line) as Record<string, unknown>)
        : []
      return { status: answer.status, headers: answer.headers, text, lines }
    },
    [Symbol.asyncDispose]: async () => {
      await api.close()
      await ingest.stop()
      await store.close()
    },
  }
}
