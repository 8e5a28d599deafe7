// The client of a node for programs: what the API has, with types that come from the schemas which the API validates with.
import { setTimeout as delay } from 'node:timers/promises'
import type { Static } from 'typebox'
import type {
  DraftLine,
  FilterQuery,
  FormatView,
  ImportLine,
  LookupLine,
  OutcomeLine,
  PeerView,
  Provenance,
  StatementView,
  StatusView,
} from '../api/schemas.ts'
import { EntenteError, passingCodes } from './errors.ts'
import { type At, type Transport, createTransport, linesOf } from './transport.ts'

export type Draft = DraftLine
export type Outcome = Static<typeof OutcomeLine>
export type ImportEvent = Exclude<ImportLine, { error: unknown }>
export type Filter = Omit<FilterQuery, 'limit' | 'after' | 'history'>

export interface Cancel {
  readonly signal?: AbortSignal
}

export interface LookupOptions extends Cancel {
  /** The values are beginnings of addresses. */
  readonly prefix?: boolean
  /** Domains with all their subdomains. */
  readonly tree?: boolean
  /** Also what was replaced, withdrawn, has expired or is suspect. */
  readonly history?: boolean
  /** Statements a value. */
  readonly limit?: number
}

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

export interface ImportOptions extends Cancel {
  readonly format: string
  readonly feed: string
  readonly marking: string
  readonly [option: string]: string | number | boolean | AbortSignal | undefined
}

/** Every call rejects with EntenteError where the node refuses or is not there. */
export interface EntenteClient {
  status(options?: Cancel): Promise<StatusView>
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
  /** Answered one by one, in order, when durable; a refusal of one is an outcome with `error`. */
  publish(drafts: Iterable<Draft> | AsyncIterable<Draft>, options?: Cancel): AsyncIterable<Outcome>
  /** The bytes of a feed; the last event is the summary. */
  importFeed(bytes: AsyncIterable<Uint8Array | string>, options: ImportOptions): AsyncIterable<ImportEvent>
}

const jsonLines = 'application/x-ndjson'
const pageSizeDefault = 1000
const retryMaxMs = 60_000

/** A client of one node. Throws TypeError where neither or both of `url` and `socket` are given. */
export function createClient(at: At): EntenteClient {
  const send = createTransport(at)

  return {
    status: ({ signal } = {}) => json(send, '/v1/status', signal),
    peers: async ({ signal } = {}) => (await json<{ peers: PeerView[] }>(send, '/v1/peers', signal)).peers,
    formats: async ({ signal } = {}) => (await json<{ formats: FormatView[] }>(send, '/v1/formats', signal)).formats,

    lookup: async function* (values, { signal, ...query } = {}) {
      const stream = { type: jsonLines, bytes: lines(values) }
      yield* linesOf<LookupLine>(await send({ method: 'POST', path: '/v1/lookup', query, stream, signal }))
    },

    statements: async function* ({ signal, limit = Infinity, pageSize = pageSizeDefault, after = 0, ...query } = {}) {
      let [cursor, left] = [after, limit]
      while (left > 0) {
        const asked = Math.min(pageSize, left)
        // Standings are judged on the page, so that one of few current statements is not taken for the last.
        const page = { ...query, history: true, after: cursor, limit: asked }
        let got = 0
        for await (const view of linesOf<StatementView>(
          await send({ method: 'GET', path: '/v1/statements', query: page, signal }),
        )) {
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
          cursor ??= (await json<StatusView>(send, '/v1/status', signal)).cursor
          const body = await send({ method: 'GET', path: '/v1/watch', query: { ...query, after: cursor }, signal })
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
      ifThere(() => json<Provenance>(send, `/v1/statements/${encodeURIComponent(id)}`, signal)),
    evidence: (id, { signal } = {}) =>
      ifThere(async () => {
        const path = `/v1/evidence/${encodeURIComponent(id)}`
        return new Uint8Array(Buffer.concat(await Array.fromAsync(await send({ method: 'GET', path, signal }))))
      }),

    publish: async function* (drafts, { signal } = {}) {
      const stream = { type: jsonLines, bytes: lines(drafts) }
      yield* linesOf<Outcome>(await send({ method: 'POST', path: '/v1/statements', stream, signal }), true)
    },
    importFeed: async function* (bytes, { signal, ...query }) {
      const stream = { type: 'application/octet-stream', bytes }
      yield* linesOf<ImportEvent>(await send({ method: 'POST', path: '/v1/feeds/import', query, stream, signal }))
    },
  }
}

async function json<Answer>(send: Transport, path: string, signal: AbortSignal | undefined): Promise<Answer> {
  const pieces = await Array.fromAsync(await send({ method: 'GET', path, signal }))
  return JSON.parse(Buffer.concat(pieces).toString()) as Answer
}

async function* lines(values: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`
}

async function ifThere<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof EntenteError && error.code === 'statement-not-found') return undefined
    throw error
  }
}
