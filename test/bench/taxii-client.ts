// A client of TAXII 2.1 for measuring: raw HTTP on one connection that is kept, by the specification alone.
import { Agent, type IncomingHttpHeaders, request } from 'node:http'

export interface TaxiiAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface TaxiiSession {
  ask(path: string, posted?: Buffer): Promise<TaxiiAnswer>
  close(): void
}

const mediaType = 'application/taxii+json;version=2.1'

export function taxiiSession(port: number, token: string): TaxiiSession {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    ask: (path, posted) =>
      new Promise((resolve, reject) => {
        const headers = {
          ...{ accept: mediaType, authorization: `Bearer ${token}` },
          ...(posted === undefined ? {} : { 'content-type': mediaType, 'content-length': posted.byteLength }),
        }
        const method = posted === undefined ? 'GET' : 'POST'
        const sent = request({ host: '127.0.0.1', port, path, method, headers, agent }, (response) => {
          const pieces: Buffer[] = []
          response.on('data', (piece: Buffer) => pieces.push(piece))
          response.on('error', reject)
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) })
          })
        })
        sent.on('error', reject)
        sent.end(posted)
      }),
    close: () => agent.destroy(),
  }
}

export interface Envelope {
  readonly more?: boolean
  readonly next?: string
  readonly objects?: readonly Record<string, unknown>[]
  readonly [key: string]: unknown
}

/** Throws where the node answers otherwise. */
export function bodyOf({ status, body }: TaxiiAnswer, expected = 200): Envelope {
  if (status !== expected) throw new Error(`the node answered ${status}: ${body.toString('utf8', 0, 500)}`)
  return JSON.parse(body.toString()) as Envelope
}

/** All pages by `next`, as bytes, with the time of each in milliseconds. */
export async function pagesOf(
  session: TaxiiSession,
  path: string,
): Promise<{ pages: TaxiiAnswer[]; times: number[]; ms: number }> {
  const pages: TaxiiAnswer[] = []
  const times: number[] = []
  const begin = performance.now()
  for (let next = ''; ;) {
    const asked = performance.now()
    const page = await session.ask(`${path}${next === '' ? '' : `&next=${next}`}`)
    times.push(performance.now() - asked)
    pages.push(page)
    // It stands at the front: the rest is read when nothing is timed.
    const found = /^\{"more":true,"next":"([^"]+)"/.exec(page.body.toString('latin1', 0, 2048))?.[1]
    if (found === undefined) return { pages, times, ms: performance.now() - begin }
    next = encodeURIComponent(found)
  }
}
