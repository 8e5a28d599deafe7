// Requests that this node makes by itself, to feeds and webhooks: bounded in time, size and redirects, and kept away from
// private ranges unless they are allowed.
import { Agent, type Dispatcher, request } from 'undici'
import { OutboundError } from './codes.ts'
import { assertHostWithin, isPublic, lookupWithin } from './guard.ts'

export interface OutboundOptions {
  /** Whether the loopback, private and reserved ranges may be asked. */
  readonly allowPrivate?: boolean
  /** Which addresses are asked where not all are: the public ones, where left out. */
  readonly isAllowed?: (address: string) => boolean
  /** PEM, instead of what the system trusts. */
  readonly ca?: string
  /** PEM: a client certificate and its key. */
  readonly cert?: string
  readonly key?: string
  /** Milliseconds: to connect, to the head of the answer, between two pieces of its body. */
  readonly timeoutMs?: number
  /** Milliseconds for the whole of it. */
  readonly deadlineMs?: number
  /** Bytes of the body, as it travels. */
  readonly maxBytes?: number
  readonly redirectsMax?: number
}

export interface Ask {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly signal?: AbortSignal
}

export interface Answer {
  readonly status: number
  /** Lower-case names; of several values the first. */
  readonly headers: Readonly<Record<string, string>>
  /** Where it came from, after redirects. */
  readonly url: string
  readonly body: AsyncIterable<Uint8Array>
}

export interface Outbound extends AsyncDisposable {
  /**
   * Asks. Any status is an answer. Redirects of GET are followed; credentials stay with the host that they are for.
   * Rejects with OutboundError; so does reading the body.
   */
  ask(url: string, ask?: Ask): Promise<Answer>
}

const defaults = { timeoutMs: 30_000, deadlineMs: 3_600_000, maxBytes: 2 ** 31, redirectsMax: 5 } as const
const redirects = new Set([301, 302, 303, 307, 308])
const forOneHost = new Set(['authorization', 'cookie', 'proxy-authorization'])

export function createOutbound(options: OutboundOptions = {}): Outbound {
  const { allowPrivate = false, isAllowed = isPublic, ca, cert, key } = options
  const { timeoutMs, deadlineMs, maxBytes, redirectsMax } = { ...defaults, ...withoutAbsent(options) }
  const agent = new Agent({
    connect: {
      timeout: timeoutMs,
      ...(allowPrivate ? {} : { lookup: lookupWithin(isAllowed) }),
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: 1000,
  })

  const once = async (url: URL, ask: Ask, signal: AbortSignal): Promise<Dispatcher.ResponseData> => {
    if (!allowPrivate) assertHostWithin(url, isAllowed)
    try {
      return await request(url, {
        dispatcher: agent,
        method: ask.method ?? 'GET',
        headers: { 'user-agent': 'entente', ...ask.headers },
        body: ask.body ?? null,
        signal,
      })
    } catch (cause) {
      throw outboundErrorOf(cause, url)
    }
  }

  return {
    ask: async (text, ask = {}) => {
      let url = urlOf(text)
      let headers = ask.headers ?? {}
      const deadline = AbortSignal.timeout(deadlineMs)
      const signal = ask.signal === undefined ? deadline : AbortSignal.any([ask.signal, deadline])
      for (let hops = 0; ; hops += 1) {
        const response = await once(url, { ...ask, headers }, signal)
        const location = headerOf(response.headers['location'])
        const moved = redirects.has(response.statusCode) && location !== undefined && (ask.method ?? 'GET') === 'GET'
        if (!moved) {
          const named = Object.entries(response.headers).flatMap(([name, value]) => {
            const first = headerOf(value)
            return first === undefined ? [] : [[name.toLowerCase(), first] as const]
          })
          const body = bounded(response.body, maxBytes, url)
          return { status: response.statusCode, headers: Object.fromEntries(named), url: url.href, body }
        }
        response.body.on('error', () => undefined).destroy()
        if (hops >= redirectsMax)
          throw new OutboundError('redirects-too-many', `more than ${redirectsMax} from ${text}`)
        const next = urlOf(URL.parse(location, url.href)?.href ?? location)
        if (url.protocol === 'https:' && next.protocol === 'http:') {
          throw new OutboundError('url-refused', `${url.host} sends from https to http`)
        }
        if (next.origin !== url.origin) headers = withoutCredentials(headers)
        url = next
      }
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  }
}

/** Throws OutboundError `url-refused`. */
export function urlOf(text: string): URL {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new OutboundError('url-refused', `${JSON.stringify(text.slice(0, 200))} is no http or https URL`)
  }
  if (url.username !== '' || url.password !== '') throw new OutboundError('url-refused', 'a URL holds no credentials')
  return url
}

async function* bounded(body: AsyncIterable<Uint8Array>, maxBytes: number, url: URL): AsyncGenerator<Uint8Array> {
  let bytes = 0
  try {
    for await (const piece of body) {
      bytes += piece.byteLength
      if (bytes > maxBytes)
        throw new OutboundError('response-too-large', `${url.host} sends more than ${maxBytes} bytes`)
      yield piece
    }
  } catch (cause) {
    throw outboundErrorOf(cause, url)
  }
}

const timeouts = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])
const tlsCodes = /^(?:CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_SSL_|HOSTNAME_MISMATCH)/

function outboundErrorOf(cause: unknown, url: URL): Error {
  for (let at = cause; at instanceof Error; at = at.cause) {
    if (at instanceof OutboundError) return at
    const code = 'code' in at ? String(at.code) : ''
    if (timeouts.has(code) || at.name === 'TimeoutError') {
      return new OutboundError('request-timeout', `${url.host} did not answer in time`, { cause })
    }
    if (tlsCodes.test(code)) return new OutboundError('tls-refused', `${url.host}: ${at.message}`, { cause })
    if (at.name === 'AbortError') return at
  }
  const why = cause instanceof Error ? cause.message : String(cause)
  return new OutboundError('connect-failed', `${url.host}: ${why}`, { cause })
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

function withoutCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !forOneHost.has(name.toLowerCase())))
}

function withoutAbsent(options: OutboundOptions): Partial<typeof defaults> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
