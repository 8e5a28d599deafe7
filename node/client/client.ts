// The client of a node for programs: what the API has, with types that come from the schemas which the API validates with.
import { setTimeout as delay } from 'node:timers/promises'
import type { Static } from 'typebox'
import type {
  AudienceTest,
  AudienceTestView,
  DraftLine,
  FilterQuery,
  FormatView,
  ImportLine,
  LookupLine,
  LookupQuery,
  NewTokenBody,
  OutcomeLine,
  PeerView,
  Provenance,
  ReaderStatusView,
  StatementView,
  StatusView,
  TokenView,
} from '../api/schemas.ts'
import type { ExportQuery } from '../api/schemas/export.ts'
import type { ImportQuery } from '../api/schemas/importing.ts'
import type { CheckView, FeedView, HeldLine, NewFeed, RunView } from '../api/schemas/scheduled.ts'
import type { PushReceiptView } from '../api/schemas/push.ts'
import { EntenteError, passingCodes } from './errors.ts'
import { type PushBody, type PushOptions, pushBatch } from './pushing.ts'
import { type Ask, type At, type Transport, createTransport, linesOf } from './transport.ts'

export type Draft = DraftLine
export type Outcome = Static<typeof OutcomeLine>
export type ImportEvent = Exclude<ImportLine, { error: unknown }>
export type Filter = Omit<FilterQuery, 'limit' | 'after' | 'history' | 'purpose'>
export type NewToken = NewTokenBody
export type PushReceipt = PushReceiptView
export type FeedRunEvent = ImportEvent | ({ type: 'run' } & RunView)
export type { CheckView, FeedView, NewFeed, RunView }
export type { LookupLine as LookupAnswer, StatementView as Statement }
export type {
  AudienceTest,
  AudienceTestView,
  FormatView,
  PeerView,
  Provenance,
  ReaderStatusView,
  StatusView,
  TokenView,
}

/** What goes by comma may be given as a list. */
export type Lists<Query> = {
  [Name in keyof Query]: Name extends 'jurisdictions' | 'permittedActions' | 'columns'
    ? Query[Name] | readonly string[]
    : Query[Name]
}

export interface Cancel {
  readonly signal?: AbortSignal
}

/**
 * `prefix`: the values are beginnings of addresses. `tree`: domains with all their subdomains. `history`: also what was
 * replaced, withdrawn, has expired or is suspect. `limit`: statements a value.
 */
export interface LookupOptions extends Omit<Static<typeof LookupQuery>, 'purpose'>, Cancel {}

export interface ListOptions extends Filter, Cancel {
  /** Begins behind this cursor. */
  readonly after?: number
  readonly history?: boolean
  /** At most so many in all. */
  readonly limit?: number
  /** Statements a request; 1000 where left out. */
  readonly pageSize?: number
}

export interface WatchOptions extends Filter, Cancel {
  /** Begins behind this cursor instead of now: that of the last statement that was dealt with. */
  readonly after?: number
  /** Milliseconds before it connects again after the first failure; doubles up to a minute. 1000 where left out. */
  readonly retryMs?: number
}

export interface ImportOptions extends Lists<ImportQuery>, Cancel {}
/** `as` names the format; the text comes in pieces. */
export interface ExportOptions extends Omit<ExportQuery, 'purpose' | 'parts' | 'folder'>, Cancel {}

/** Every call rejects with EntenteError where the node refuses or is not there. */
export interface EntenteClient {
  /** Of the whole node for the operator; for a token who it is, and counts over what it may see. */
  status(options?: Cancel): Promise<StatusView | ReaderStatusView>
  peers(options?: Cancel): Promise<readonly PeerView[]>
  formats(options?: Cancel): Promise<readonly FormatView[]>
  /** One answer a value, in order. */
  lookup(values: Iterable<string> | AsyncIterable<string>, options?: LookupOptions): AsyncIterable<LookupLine>
  /** Statements in the order of arrival, page by page as they are read. */
  statements(options?: ListOptions): AsyncIterable<StatementView>
  /** Statements as they arrive, without end: connects again by itself and goes on behind the last one that it gave. */
  watch(options?: WatchOptions): AsyncIterable<StatementView>
  /** One with its full chain; `undefined` where it is not held, or not for this reader. */
  statement(id: string, options?: Cancel): Promise<Provenance | undefined>
  /** The evidence file of a statement. */
  evidence(id: string, options?: Cancel): Promise<Uint8Array | undefined>
  /** Statements as text of another tool, as they are read. */
  export(options: ExportOptions): AsyncIterable<Uint8Array>
  /** Who would receive what is said there, and why others would not. */
  testAudience(asked: AudienceTest, options?: Cancel): Promise<AudienceTestView>
  /** Answered one by one, in order, when durable; a refusal of one is an outcome with `error`. */
  publish(drafts: Iterable<Draft> | AsyncIterable<Draft>, options?: Cancel): AsyncIterable<Outcome>
  /** The bytes of a feed; the last event is the summary. */
  importFeed(bytes: AsyncIterable<Uint8Array | string>, options: ImportOptions): AsyncIterable<ImportEvent>
  /**
   * A batch of rows, or a STIX document, once under its key: tried again by itself where the node is busy or not there.
   * Resolves with what each row came to, when all is durable. Without `key` this call has one of its own.
   */
  push(body: PushBody, options: PushOptions): Promise<PushReceiptView>
  /** What came of a batch that this caller pushed, by its key; `undefined` where no receipt is kept. */
  receipt(key: string, options?: Cancel): Promise<PushReceiptView | undefined>
  /** Scheduled feeds, and how each is. These are the operator's, over the socket. */
  feeds(options?: Cancel): Promise<readonly FeedView[]>
  /** Reads a source again and again; it is looked at first. `feed` is null after a dry run. */
  addFeed(asked: NewFeed, options?: Cancel): Promise<{ feed: FeedView | null; check: CheckView | null }>
  /** Runs a feed now; the last event has type `run`. `confirm`: what was held is withdrawn. */
  runFeed(name: string, options?: { readonly confirm?: boolean } & Cancel): AsyncIterable<FeedRunEvent>
  feedHistory(name: string, options?: Cancel): Promise<readonly RunView[]>
  /** Everything that vanished from a feed and is held. */
  feedHeld(name: string, options?: Cancel): AsyncIterable<HeldLine>
  pauseFeed(name: string, options?: Cancel): Promise<FeedView>
  resumeFeed(name: string, options?: Cancel): Promise<FeedView>
  /** `withdraw`: everything that it says is taken back; gives how many were. */
  removeFeed(name: string, options?: { readonly withdraw?: boolean } & Cancel): Promise<number>
  /** API tokens, those that ended among them. */
  tokens(options?: Cancel): Promise<readonly TokenView[]>
  /** The secret is told here and nowhere else. */
  createToken(asked: NewToken, options?: Cancel): Promise<{ token: TokenView; secret: string }>
  /** By id, or all of one name: what they have open ends at once. */
  revokeToken(idOrName: string, options?: Cancel): Promise<readonly TokenView[]>
}

const jsonLines = 'application/x-ndjson'
const pageSizeDefault = 1000
const retryMaxMs = 60_000

/** A client of one node. Throws TypeError where neither or both of `url` and `socket` are given. */
export function createClient(at: At): EntenteClient {
  const send = createTransport(at)

  return {
    status: ({ signal } = {}) => json(send, { operation: 'status', signal }),
    peers: async ({ signal } = {}) => (await json<{ peers: PeerView[] }>(send, { operation: 'peers', signal })).peers,
    formats: async ({ signal } = {}) =>
      (await json<{ formats: FormatView[] }>(send, { operation: 'formats', signal })).formats,

    lookup: async function* (values, { signal, ...query } = {}) {
      const stream = { type: jsonLines, bytes: lines(values) }
      yield* linesOf<LookupLine>(await send({ operation: 'lookup', query, stream, signal }))
    },

    statements: async function* ({ signal, limit = Infinity, pageSize = pageSizeDefault, after = 0, ...query } = {}) {
      let [cursor, left] = [after, limit]
      while (left > 0) {
        const asked = Math.min(pageSize, left)
        // Standings are judged on the page, so that one of few current statements is not taken for the last.
        const page = { ...query, history: true, after: cursor, limit: asked }
        let got = 0
        for await (const view of linesOf<StatementView>(await send({ operation: 'query', query: page, signal }))) {
          got += 1
          cursor = view.cursor
          if (query.history !== true && view.standing !== 'current') continue
          left -= 1
          yield view
        }
        if (got < asked) return
      }
    },

    watch: async function* ({ signal, after, retryMs = 1000, ...query } = {}) {
      let cursor = after
      let pause = retryMs
      for (;;) {
        try {
          // Without a cursor it would begin anew at each connection, and lose what came between.
          cursor ??= (await json<StatusView | ReaderStatusView>(send, { operation: 'status', signal })).cursor
          const body = await send({ operation: 'watch', query: { ...query, after: cursor }, signal })
          for await (const view of linesOf<StatementView>(body)) {
            yield view
            cursor = view.cursor
            pause = retryMs
          }
        } catch (error) {
          signal?.throwIfAborted()
          if (!(error instanceof EntenteError) || !passingCodes.has(error.code)) throw error
          pause = Math.max(pause, (error.retryAfter ?? 0) * 1000)
        }
        await delay(pause, undefined, signal === undefined ? {} : { signal })
        pause = Math.min(pause * 2, retryMaxMs)
      }
    },

    statement: (id, { signal } = {}) =>
      ifThere('statement-not-found', () => json<Provenance>(send, { operation: 'show', params: { id }, signal })),
    evidence: (id, { signal } = {}) =>
      ifThere('statement-not-found', async () => {
        const file = await send({ operation: 'exportEvidence', params: { id }, signal })
        return new Uint8Array(Buffer.concat(await Array.fromAsync(file)))
      }),
    export: async function* ({ signal, ...query }) {
      yield* await send({ operation: 'export', query, signal })
    },
    testAudience: (asked, { signal } = {}) => json(send, { operation: 'audienceTest', json: asked, signal }),

    publish: async function* (drafts, { signal } = {}) {
      const stream = { type: jsonLines, bytes: lines(drafts) }
      yield* linesOf<Outcome>(await send({ operation: 'publish', stream, signal }), true)
    },
    importFeed: async function* (bytes, { signal, ...query }) {
      const stream = { type: 'application/octet-stream', bytes }
      yield* linesOf<ImportEvent>(await send({ operation: 'importFeed', query, stream, signal }))
    },
    push: (body, options) => pushBatch(send, body, options),
    receipt: (key, { signal } = {}) =>
      ifThere('receipt-not-found', () =>
        json<PushReceiptView>(send, { operation: 'pushReceipt', params: { key }, signal }),
      ),

    feeds: async ({ signal } = {}) => (await json<{ feeds: FeedView[] }>(send, { operation: 'feeds', signal })).feeds,
    addFeed: (asked, { signal } = {}) => json(send, { operation: 'addFeed', json: asked, signal }),
    runFeed: async function* (name, { signal, ...query } = {}) {
      yield* linesOf<FeedRunEvent>(await send({ operation: 'runFeed', params: { name }, query, signal }))
    },
    feedHistory: async (name, { signal } = {}) =>
      (await json<{ runs: RunView[] }>(send, { operation: 'feedHistory', params: { name }, signal })).runs,
    feedHeld: async function* (name, { signal } = {}) {
      yield* linesOf<HeldLine>(await send({ operation: 'feedHeld', params: { name }, signal }))
    },
    pauseFeed: async (name, { signal } = {}) =>
      (await json<{ feed: FeedView }>(send, { operation: 'pauseFeed', params: { name }, signal })).feed,
    resumeFeed: async (name, { signal } = {}) =>
      (await json<{ feed: FeedView }>(send, { operation: 'resumeFeed', params: { name }, signal })).feed,
    removeFeed: async (name, { signal, ...query } = {}) =>
      (await json<{ withdrawn: number }>(send, { operation: 'removeFeed', params: { name }, query, signal })).withdrawn,

    tokens: async ({ signal } = {}) =>
      (await json<{ tokens: TokenView[] }>(send, { operation: 'tokens', signal })).tokens,
    createToken: (asked, { signal } = {}) => json(send, { operation: 'createToken', json: asked, signal }),
    revokeToken: async (id, { signal } = {}) =>
      (await json<{ tokens: TokenView[] }>(send, { operation: 'revokeToken', params: { id }, signal })).tokens,
  }
}

async function json<Answer>(send: Transport, ask: Ask): Promise<Answer> {
  return JSON.parse(Buffer.concat(await Array.fromAsync(await send(ask))).toString()) as Answer
}

async function* lines(values: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`
}

async function ifThere<Answer>(absent: string, ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof EntenteError && error.code === absent) return undefined
    throw error
  }
}
