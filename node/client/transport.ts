// HTTP to one node: over the socket of its home, or over the network with a token.
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EntenteError, unreachable } from './errors.ts'
import { type OperationName, operations } from './operations.ts'

export interface At {
  /** `http://host:port` or `https://host:port` of a node that serves HTTP. */
  readonly url?: string
  /** Path of the socket in a node's home, instead. */
  readonly socket?: string
  /** An API token; without one over the socket the operator asks. */
  readonly token?: string
  /** Why is asked: goes into the audit log of the node. */
  readonly purpose?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** PEM of the authorities that vouch for the node's certificate, instead of those that the system trusts. */
  readonly ca?: string | Uint8Array | readonly (string | Uint8Array)[]
  /** PEM of a client certificate and its key, where a proxy in front of the node asks for one. */
  readonly cert?: string | Uint8Array
  readonly key?: string | Uint8Array
  /** The name in the node's certificate, where the URL has another. */
  readonly servername?: string
}

export interface Ask {
  readonly operation: OperationName
  /** What stands for the braces of the path. */
  readonly params?: Readonly<Record<string, string>>
  /** Lists go by comma. */
  readonly query?: object
  readonly json?: unknown
  readonly stream?: { readonly type: string; readonly bytes: AsyncIterable<Uint8Array | string> }
  /** A body that is there as a whole. */
  readonly body?: { readonly type: string; readonly bytes: Uint8Array; readonly encoding?: string }
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
}

export type Transport = (ask: Ask) => Promise<AsyncIterable<Uint8Array>>

/** A connection that died without a word is found out within about this time. */
const probeAfterMs = 30_000

/** Gives the body of a good answer. Rejects with EntenteError, or with the reason of the signal. */
export function createTransport(at: At): Transport {
  const base = at.url === undefined ? undefined : new URL(at.url)
  if ((base === undefined) === (at.socket === undefined)) throw new TypeError('a client needs either url or socket')
  const common: Record<string, string> = {
    ...at.headers,
    ...(at.token === undefined ? {} : { authorization: `Bearer ${at.token}` }),
    // Headers are latin1 on the way.
    ...(at.purpose === undefined ? {} : { 'x-purpose': Buffer.from(at.purpose).toString('latin1') }),
  }
  return async (ask) => {
    const { stream, signal } = ask
    const body = ask.json === undefined ? ask.body?.bytes : Buffer.from(JSON.stringify(ask.json))
    const headers: Record<string, string | number> = {
      ...{ ...common, ...ask.headers, host: base?.host ?? 'localhost' },
      ...contentHeaders(ask),
      ...(body === undefined ? {} : { 'content-length': body.byteLength }),
    }
    const options: RequestOptions = {
      ...(base === undefined ? { socketPath: at.socket ?? '' } : { hostname: bare(base.hostname), port: base.port }),
      ...{ method: operations[ask.operation].method, path: pathOf(ask, base), headers },
      ...tlsOf(at),
      ...(signal === undefined ? {} : { signal }),
    }
    const sent = base?.protocol === 'https:' ? requestHttps(options) : requestHttp(options)
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('socket', (socket) => socket.setKeepAlive(true, probeAfterMs))
      sent.once('response', (response) => {
        sent.on('error', () => undefined)
        resolve(response)
      })
      sent.once('error', reject)
    })
    let fault: unknown
    if (stream === undefined) sent.end(body)
    else {
      void pipeline(Readable.from(remember(stream.bytes)), sent).catch((error: unknown) => sent.destroy(error as Error))
    }
    /** What the caller gave broke: that is told, not that the node does not answer. */
    async function* remember(bytes: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array | string> {
      try {
        yield* bytes
      } catch (error) {
        fault = error
        throw error
      }
    }
    const failure = (cause: unknown): Error => {
      signal?.throwIfAborted()
      return fault instanceof Error ? fault : unreachable(cause)
    }
    let response: IncomingMessage
    try {
      response = await answered
    } catch (error) {
      throw failure(error)
    }
    const status = response.statusCode ?? 0
    if (status >= 200 && status < 300) return bodyOf(response, failure)
    throw await refusalOf(response, failure)
  }
}

async function* bodyOf(response: IncomingMessage, failure: (cause: unknown) => Error): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of response) yield piece as Uint8Array
  } catch (error) {
    throw failure(error)
  }
}

async function refusalOf(response: IncomingMessage, failure: (cause: unknown) => Error): Promise<EntenteError> {
  const pieces: Uint8Array[] = []
  for await (const piece of bodyOf(response, failure)) pieces.push(piece)
  const status = response.statusCode ?? 0
  const after = Number(response.headers['retry-after'])
  const options = Number.isFinite(after) ? { retryAfter: after } : {}
  return new EntenteError(toldIn(Buffer.concat(pieces).toString()) ?? notUnderstood(status), status, options)
}

/** The refusal in a JSON object `{"error":…}`. */
export function toldIn(text: string): { code: string; message: string; hint: string } | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: unknown; message?: unknown; hint?: unknown } }
    if (typeof error?.code !== 'string') return undefined
    return { code: error.code, message: String(error.message), hint: String(error.hint) }
  } catch {
    return undefined
  }
}

function notUnderstood(status: number): { code: string; message: string; hint: string } {
  return { code: 'answer-malformed', message: `status ${status}`, hint: 'Is this the address of an Entente node?' }
}

function contentHeaders({ json, stream, body }: Ask): Record<string, string> {
  const type = json === undefined ? (stream?.type ?? body?.type) : 'application/json'
  return {
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(body?.encoding === undefined ? {} : { 'content-encoding': body.encoding }),
  }
}

function tlsOf({ ca, cert, key, servername }: At): RequestOptions & { servername?: string } {
  const buffers = (one: string | Uint8Array): string | Buffer => (typeof one === 'string' ? one : Buffer.from(one))
  return {
    ...(ca === undefined
      ? {}
      : { ca: typeof ca === 'string' || ca instanceof Uint8Array ? buffers(ca) : ca.map(buffers) }),
    ...(cert === undefined ? {} : { cert: buffers(cert) }),
    ...(key === undefined ? {} : { key: buffers(key) }),
    ...(servername === undefined ? {} : { servername }),
  }
}

/** Throws TypeError for what the operation has no name for: it would be refused, or mean nothing. */
function pathOf({ operation, params = {}, query = {} }: Ask, base: URL | undefined): string {
  const known: readonly string[] = operations[operation].query
  const pairs = Object.entries(query).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    if (value === undefined) return []
    if (!known.includes(name)) throw new TypeError(`${operation} has no option ${name}`)
    return [[name, Array.isArray(value) ? value.join(',') : `${value as string | number | boolean}`]]
  })
  const path = operations[operation].path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  const search = pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`
  // A proxy may serve the node below a path of its own.
  return `${base?.pathname.replace(/\/+$/, '') ?? ''}${path}${search}`
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/** The values of JSON Lines, as they come. A line that is a refusal is thrown, unless `keepErrors`. */
export async function* linesOf<Line>(
  body: AsyncIterable<Uint8Array>,
  keepErrors = false,
): AsyncGenerator<Line, void, void> {
  const decoder = new TextDecoder()
  let rest = ''
  const parse = (text: string): Line => {
    const told = keepErrors || !text.startsWith('{"error":') ? undefined : toldIn(text)
    if (told !== undefined) throw new EntenteError(told, 200)
    return JSON.parse(text) as Line
  }
  for await (const piece of body) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield parse(line)
  }
  if (rest !== '') yield parse(rest)
}
