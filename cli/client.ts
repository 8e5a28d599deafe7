// HTTP over the home's Unix socket: how every command reaches a running node. Imports nothing of weight.
import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { findSocket } from '../node/home/paths.ts'
import { CliError, RefusedError } from './errors.ts'

// As an ES module, node:http makes all its exports at once, WebSocket and the whole of fetch among them: half of the
// time that a look-up takes.
const http = process.getBuiltinModule('node:http')

export interface Ask {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With /v1 */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  /** JSON, or a stream with its media type. */
  readonly body?: unknown
  readonly stream?: { readonly type: string; readonly bytes: AsyncIterable<Uint8Array | string> }
}

export interface Answer {
  readonly body: AsyncIterable<Uint8Array>
}

/** Whoever answers for a node: its socket, or the node itself in this process. */
export interface Client extends AsyncDisposable {
  /** Resolves with the head of a good answer; rejects with RefusedError, `node-not-running` or `node-gone`. */
  send(ask: Ask): Promise<Answer>
}

/** A line of a stream that answers for one line of the request alone. */
export interface RefusedLine {
  readonly error: { readonly code: string; readonly message: string; readonly hint: string }
}

/** Media type of JSON, one value a line. */
export const jsonLines = 'application/x-ndjson'

/** Headers of every request: as whom the node is asked, and why. */
export type AskedAs = Readonly<Record<string, string>>

/** A client of the node that runs in `home`; that one runs shows with the first request. */
export function socketClient(home: string, signal: AbortSignal, as: AskedAs = {}): Client {
  // Kept alive: a server that answers before it has read the whole body would otherwise close, and take its answer along.
  const agent = new http.Agent({ keepAlive: true })
  return {
    send: (ask) => sendOver(home, ask, agent, signal, as),
    [Symbol.asyncDispose]: () => {
      agent.destroy()
      return Promise.resolve()
    },
  }
}

export function urlOf({ path, query }: Ask): string {
  const pairs = Object.entries(query ?? {}).flatMap(([key, value]): [string, string][] =>
    value === undefined ? [] : [[key, String(value)]],
  )
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs).toString()}`
}

async function sendOver(home: string, ask: Ask, agent: Agent, signal: AbortSignal, as: AskedAs): Promise<Answer> {
  const socketPath = findSocket(home)
  if (socketPath === undefined) throw notRunning(home)
  const headers: Record<string, string> = { ...as, host: 'localhost' }
  if (ask.stream !== undefined) headers['content-type'] = ask.stream.type
  else if (ask.body !== undefined) headers['content-type'] = 'application/json'
  const request = http.request({ socketPath, method: ask.method, path: urlOf(ask), headers, signal, agent })
  const answered = answerTo(request, home)
  const source = ask.stream === undefined ? undefined : rememberedFailure(ask.stream.bytes)
  if (source === undefined) request.end(ask.body === undefined ? undefined : JSON.stringify(ask.body))
  // Sending goes on while the answer comes in; when the node answers early, what is left is not sent.
  else void pipeline(Readable.from(source.bytes), request).catch((error: unknown) => request.destroy(asError(error)))
  try {
    const response = await answered
    if (response.statusCode === 200) return { body: bodyOf(response, source) }
    request.destroy()
    throw await refusedBy(response.statusCode ?? 0, response)
  } catch (error) {
    throw source?.failure ?? asError(error)
  }
}

interface Source {
  readonly bytes: AsyncIterable<Uint8Array | string>
  /** Why the source broke off: the request then ends as if the node had gone. */
  readonly failure: Error | undefined
}

function rememberedFailure(bytes: AsyncIterable<Uint8Array | string>): Source {
  const source = { bytes: remember(), failure: undefined as Error | undefined }
  async function* remember(): AsyncGenerator<Uint8Array | string, void, void> {
    const iterator = bytes[Symbol.asyncIterator]()
    try {
      for (;;) {
        // What is thrown at the `yield` is the request's own failure, not the source's.
        const next = await iterator.next().catch((error: unknown) => {
          source.failure = asError(error)
          throw error
        })
        if (next.done === true) return
        yield next.value
      }
    } finally {
      await iterator.return?.()
    }
  }
  return source
}

function answerTo(request: ClientRequest, home: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', (response) => {
      // A reset behind the answer is the answer's end to tell.
      request.on('error', () => undefined)
      resolve(response)
    })
    request.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTSOCK')
        reject(notRunning(home))
      else if (error.code === 'ECONNRESET' || error.code === 'EPIPE') reject(gone(error))
      else reject(error)
    })
  })
}

async function* bodyOf(response: IncomingMessage, source: Source | undefined): AsyncGenerator<Uint8Array, void, void> {
  try {
    for await (const chunk of response) yield chunk as Uint8Array
  } catch (error) {
    if (source?.failure !== undefined) throw source.failure
    if (error instanceof Error && (error.message === 'aborted' || ('code' in error && brokenOff.has(error.code)))) {
      throw gone(error)
    }
    throw error
  }
}

/** What a node that is killed leaves of a connection: while it is read from, while it is written to, and of a body. */
const brokenOff: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'])

/** The error in an answer that is none of the good ones. */
export async function refusedBy(status: number, body: AsyncIterable<Uint8Array>): Promise<Error> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of body) chunks.push(chunk)
  } catch {
    // what came is enough to tell the code
  }
  return refusalIn(Buffer.concat(chunks).toString(), status) ?? malformed(`status ${status}`)
}

/** The refusal that `text`, a JSON object, tells; `undefined` where it tells none. */
export function refusalIn(text: string, status: number): RefusedError | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const { error } = (value ?? {}) as { error?: { code?: unknown; message?: unknown; hint?: unknown } }
  if (error === undefined || typeof error.code !== 'string') return undefined
  return new RefusedError(error.code, String(error.message), String(error.hint), status)
}

export function malformed(what: string): CliError {
  return new CliError('answer-malformed', `the node answered with ${what}`)
}

function notRunning(home: string): CliError {
  return new CliError('node-not-running', `no node runs in ${home}`)
}

function gone(cause: unknown): CliError {
  return new CliError('node-gone', 'the node stopped answering', { cause })
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
