// HTTP to one node: over the socket of its home, or over the network with a token.
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EntenteError, unreachable } from './errors.ts'

export interface At {
  /** `http://host:port` or `https://host:port` of a node that serves HTTP. */
  readonly url?: string
  /** Path of the socket in a node's home, instead. */
  readonly socket?: string
  /** An API token; without one over the socket the operator asks. */
  readonly token?: string
  /** Why is asked: goes into the audit log of the node. */
  readonly purpose?: string
  /** PEM of the authority that vouches for the node's certificate. */
  readonly ca?: string
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

export interface Ask {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly query?: object
  readonly json?: unknown
  readonly stream?: { readonly type: string; readonly bytes: AsyncIterable<Uint8Array | string> }
  readonly signal?: AbortSignal | undefined
}

export type Transport = (ask: Ask) => Promise<AsyncIterable<Uint8Array>>

/** Gives the body of a good answer. Rejects with EntenteError, or with the reason of the signal. */
export function createTransport(at: At): Transport {
  const base = at.url === undefined ? undefined : new URL(at.url)
  if ((base === undefined) === (at.socket === undefined)) throw new TypeError('a client needs either url or socket')
  const common: Record<string, string> = {
    ...(at.token === undefined ? {} : { authorization: `Bearer ${at.token}` }),
    // Headers are latin1 on the way.
    ...(at.purpose === undefined ? {} : { 'x-purpose': Buffer.from(at.purpose).toString('latin1') }),
  }
  return async ({ method, path, query, json, stream, signal }) => {
    const headers = { ...common, host: base?.host ?? 'localhost', ...contentType(json, stream) }
    const options: RequestOptions = {
      ...(base === undefined ? { socketPath: at.socket ?? '' } : { hostname: bare(base.hostname), port: base.port }),
      ...{ method, path: `${path}${searchOf(query)}`, headers },
      ...(at.ca === undefined ? {} : { ca: at.ca }),
      ...(signal === undefined ? {} : { signal }),
    }
    const sent = base?.protocol === 'https:' ? requestHttps(options) : requestHttp(options)
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', (response) => {
        sent.on('error', () => undefined)
        resolve(response)
      })
      sent.once('error', reject)
    })
    if (stream === undefined) sent.end(json === undefined ? undefined : JSON.stringify(json))
    else void pipeline(Readable.from(stream.bytes), sent).catch((error: unknown) => sent.destroy(error as Error))
    let response: IncomingMessage
    try {
      response = await answered
    } catch (error) {
      signal?.throwIfAborted()
      throw unreachable(error)
    }
    if (response.statusCode === 200) return bodyOf(response, signal)
    throw await refusalOf(response)
  }
}

async function* bodyOf(response: IncomingMessage, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of response) yield piece as Uint8Array
  } catch (error) {
    signal?.throwIfAborted()
    throw unreachable(error)
  }
}

async function refusalOf(response: IncomingMessage): Promise<EntenteError> {
  const pieces: Uint8Array[] = []
  for await (const piece of bodyOf(response, undefined)) pieces.push(piece)
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

function contentType(json: unknown, stream: Ask['stream']): Record<string, string> {
  if (stream !== undefined) return { 'content-type': stream.type }
  return json === undefined ? {} : { 'content-type': 'application/json' }
}

function searchOf(query: object | undefined): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]: [string, unknown]) =>
    value === undefined ? [] : [[name, `${value as string | number | boolean}`] as [string, string]],
  )
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`
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
