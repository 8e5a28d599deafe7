// A node for tests of the API alone: it answers what the test sets, and says what it was asked.
import type { StatementId } from '../../../protocol/ids.ts'
import type { Statement } from '../../../protocol/statement-shape.ts'
import type { NodeFacade } from '../../../node/api/facade.ts'
import type { Tokens } from '../../../node/tokens/types.ts'
import type { StoredStatement } from '../../../node/store/types.ts'
import { localReader } from '../../../node/access/access.ts'
import { everyone } from '../../../protocol/audience.ts'
import { recognize } from '../../../protocol/subjects/index.ts'
import { judgeStandings } from '../../../node/api/standing.ts'

const bundle = (number: number): string => number.toString(16).padStart(64, '0')

export function statementId(number: number): StatementId {
  return `${bundle(number)}.0` as StatementId
}

/** A stored statement; `number` gives its id and its place in time. */
export function held(
  number: number,
  statement: Partial<Statement>,
  more: Partial<StoredStatement> = {},
): StoredStatement {
  return {
    id: statementId(number),
    index: 0,
    cursor: number * 1_000_000,
    receivedAt: number * 1000,
    issuedAt: number * 1000,
    member: 'acme',
    node: 'aa'.repeat(32),
    lane: 'bb'.repeat(32),
    seq: number,
    marking: { tlp: 'TLP:GREEN' },
    audience: everyone,
    statement: { kind: 'indicator', subject: { kind: 'domain', value: 'evil.example.com' }, ...statement },
    bytes: new Uint8Array(),
    salt: new Uint8Array(),
    from: { via: 'local' },
    suspect: false,
    ...more,
  } as StoredStatement
}

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item, void, void> {
  yield* items
}

const absent = (): never => {
  throw new Error('the test does not use this')
}

/** A log that keeps nothing. */
const silentAudit: NodeFacade['audit'] = {
  record: () => undefined,
  flushed: () => Promise.resolve(),
  standing: () => ({ entries: 0, checkpointAt: undefined, fault: undefined }),
  log: () => each([]),
  follow: () => each([]),
  verify: () => each([]),
  export: () => each([]),
  checkpoint: absent,
}

/** A node that never made a token. */
const noTokens: Tokens = {
  create: absent,
  list: () => [],
  find: () => [],
  revoke: absent,
  authenticate: () => 'unknown',
}

const noWebhooks: NodeFacade['webhooks'] = {
  ...{ list: () => [], find: absent, add: absent, pause: absent, remove: absent, redeliver: absent },
  ...{ rotateSecret: absent, test: absent },
  stop: () => Promise.resolve(),
}

const noQuality: NodeFacade['quality'] = {
  ...{ warninglists: () => [], warninglist: absent, addWarninglist: absent, removeWarninglist: absent },
  ...{ test: absent, held: () => ({ counts: [], newest: [] }), check: () => each([]) },
}

const noPushes: NodeFacade['pushes'] = { push: absent, receipt: absent, stop: () => Promise.resolve() }

const noFeeds: NodeFacade['scheduled'] = {
  ...{
    list: () => [],
    find: absent,
    isRunning: () => false,
    history: absent,
    held: absent,
    add: absent,
    pause: absent,
  },
  ...{ remove: absent, run: absent, importOnce: absent },
  stop: () => Promise.resolve(),
}

const noTaxii: NodeFacade['taxii'] = {
  saved: { list: () => [], add: absent, remove: absent },
  ...{ site: {}, networkName: () => '', collections: () => [], collection: absent, page: absent },
  idOf: absent,
  posting: { post: absent, status: absent, remove: absent },
  ...{ assertObject: absent, tableSize: () => undefined, stop: () => undefined },
}

/** A node that holds `statements`, all about one subject; `over` replaces what a test wants to watch. */
export function nodeDouble(
  home: string,
  statements: readonly StoredStatement[],
  over: Partial<NodeFacade> = {},
): NodeFacade {
  const now = 1_000_000
  return {
    home,
    access: { operator: localReader, tokens: noTokens, publicPerMinute: undefined },
    readerStatus: absent,
    status: absent,
    peers: () => Promise.resolve([]),
    audit: silentAudit,
    testAudience: absent,
    lanes: () => [],
    webhooks: noWebhooks,
    scheduled: noFeeds,
    taxii: noTaxii,
    laneGrants: absent,
    deliveries: absent,
    formats: () => [{ name: 'list', summary: 'one value a line', options: [] }],
    publish: absent,
    importFeed: absent,
    pushes: noPushes,
    quality: noQuality,
    readings: (value) => recognize(value),
    about: (_reader, subject, limit) =>
      judgeStandings(
        statements.filter(({ statement }) => statement.subject.value === subject.value),
        now,
      ).slice(0, limit),
    prefix: () => each(judgeStandings(statements, now)),
    tree: () => each(judgeStandings(statements, now)),
    query: () => each(judgeStandings(statements, now)),
    watch: absent,
    show: () => Promise.resolve(undefined),
    evidence: () => Promise.resolve(undefined),
    scrub: absent,
    charter: () => ({
      network: 'cc'.repeat(32),
      version: 1,
      hash: 'dd'.repeat(32),
      object: new Uint8Array([1, 2, 3]),
      rivals: [],
    }),
    positions: () => [],
    certificates: () => [],
    applyControl: () => Promise.resolve({ code: 'accepted' }),
    invitation: () => Promise.resolve(new Uint8Array([4, 5])),
    ...over,
  }
}
