// A client of TAXII 2.1 (OASIS): what a server offers, and the objects of a collection page by page, from where the last
// run stopped. Slashes are added, relative and absolute roots are followed, and credentials stay with their host.
import { type Answer, type Ask, type Auth, authorization, isRecord, parseJson, readAll, refusalOf } from './asking.ts'
import { OutboundError } from '../outbound/codes.ts'
import { FeedError } from './errors.ts'
import { JsonReader } from './json.ts'
import { readJson } from './json-rows.ts'
import { feedLimits } from './limits.ts'
import { rowsOfStix } from './stix.ts'
import { shown } from './text.ts'
import type { FeedRow, ImporterOptions } from './types.ts'

export const taxiiMediaType = 'application/taxii+json;version=2.1'

export interface TaxiiOptions {
  /** Discovery, an API root or a collection: the host that the credentials are for. */
  readonly url: string
  readonly auth?: Auth
  readonly signal?: AbortSignal
}

export interface TaxiiCollection {
  readonly id: string
  readonly title: string
  /** What it is called in paths instead of its id. */
  readonly alias?: string
  readonly canRead: boolean
  readonly url: string
}

/** Where to go on: with what was added after a time, or on a page of the same question. Strings of the server. */
export interface TaxiiState {
  readonly addedAfter?: string
  readonly next?: string
}

export interface TaxiiQuery {
  /** Objects in one page; the server may send fewer. */
  readonly limit?: number
  /** `match[...]` of the specification: type, id, version, spec_version. */
  readonly match?: Readonly<Record<string, string>>
}

export interface TaxiiPage {
  /** The envelope as it came. */
  readonly bytes: Uint8Array
  readonly objects: number
  /** To be kept once the page is published. */
  readonly state: TaxiiState
}

export interface TaxiiClient {
  /** URLs of the API roots, the default first. Rejects as `pages` does. */
  roots(): Promise<readonly string[]>
  collections(root: string): Promise<readonly TaxiiCollection[]>
  /**
   * The pages of a collection since `state`. Throws OutboundError where the server cannot be asked or refuses, FeedError
   * `source-malformed` and `source-foreign` where it answers what it must not. What was yielded before counts.
   */
  pages(collection: string, state?: TaxiiState, query?: TaxiiQuery): AsyncGenerator<TaxiiPage>
}

/** Throws OutboundError `url-refused`. */
export function createTaxii(ask: Ask, { url: base, auth, signal }: TaxiiOptions): TaxiiClient {
  const { origin } = urlOf(base)
  const headers = { accept: taxiiMediaType, ...authorization(auth) }

  const get = async (url: URL): Promise<Answer> => {
    if (url.origin !== origin) throw new FeedError('source-foreign', `${url.href} is not on ${origin}`)
    const answer = await ask(url.href, { headers, ...(signal !== undefined && { signal }) })
    if (URL.parse(answer.url)?.origin !== origin) {
      throw new FeedError('source-foreign', `${url.href} sends on to ${answer.url}`)
    }
    if (answer.status !== 200) throw await refusalOf(answer)
    const type = answer.headers['content-type'] ?? ''
    if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) {
      await readAll(answer.body, feedLimits.refusalMaxBytes, url.href).catch(() => undefined)
      throw new FeedError('source-malformed', `${url.href} answers with ${shown(type) || 'no type'}, not with TAXII`)
    }
    return answer
  }

  const about = async (url: URL): Promise<Readonly<Record<string, unknown>>> => {
    const { body } = await get(url)
    const value = parseJson(await readAll(body, feedLimits.taxiiAboutMaxBytes, url.href), url.href)
    if (!isRecord(value)) throw new FeedError('source-malformed', `${url.href} does not answer with an object`)
    return value
  }

  async function* pages(collection: string, start: TaxiiState = {}, query: TaxiiQuery = {}): AsyncGenerator<TaxiiPage> {
    let state = start
    let newest = start.addedAfter
    for (let count = 0; count < feedLimits.taxiiPagesMax; count += 1) {
      const url = objectsUrl(collection, state, query)
      let answer: Answer
      try {
        answer = await get(url)
      } catch (error) {
        // A page that was kept from an earlier run may be forgotten: its question is asked again from its beginning.
        if (count > 0 || state.next === undefined || !isForgotten(error)) throw error
        state = withoutNext(state)
        continue
      }
      const bytes = await readAll(answer.body, feedLimits.taxiiPageMaxBytes, url.href)
      const { objects, more, next } = readEnvelope(bytes, url.href)
      newest = answer.headers['x-taxii-date-added-last'] ?? newest
      const isStuck = next === undefined ? newest === undefined || newest === state.addedAfter : next === state.next
      if (more && isStuck) throw new FeedError('source-malformed', `${url.href} promises more, and does not say how`)
      if (more && next !== undefined) state = { ...withoutNext(state), next }
      else state = newest === undefined ? {} : { addedAfter: newest }
      yield { bytes, objects, state }
      if (!more) return
    }
  }

  return {
    roots: async () => {
      const start = withSlash(urlOf(base))
      // Where a server is to be found by its name alone (TAXII 2.1, 4.1).
      if (start.pathname === '/') start.pathname = '/taxii2/'
      const { api_roots: named, default: first } = await about(start)
      const roots = Array.isArray(named) ? named.filter((root) => typeof root === 'string') : []
      const all = typeof first === 'string' ? [first, ...roots] : roots
      if (all.length === 0) throw new FeedError('source-malformed', `${base} names no API root`)
      return [...new Set(all.map((root) => withSlash(urlOf(root, base)).href))]
    },
    collections: async (root) => {
      const url = new URL('collections/', withSlash(urlOf(root)))
      const { collections } = await about(url)
      if (collections === undefined) return []
      if (!Array.isArray(collections)) throw new FeedError('source-malformed', `${url.href} has no list of collections`)
      return collections.filter(isRecord).flatMap(({ id, title, alias, can_read: canRead }) => {
        if (typeof id !== 'string') return []
        const own = new URL(`${encodeURIComponent(id)}/`, url).href
        const named = typeof alias === 'string' ? { alias } : {}
        return [{ id, title: typeof title === 'string' ? title : id, ...named, canRead: canRead === true, url: own }]
      })
    },
    pages,
  }
}

/** The rows of pages, as of one bundle: what one page defines counts in all. They come when the last page is read. */
export function rowsOfPages(
  pages: AsyncIterable<TaxiiPage>,
  options: ImporterOptions = {},
): AsyncGenerator<readonly FeedRow[]> {
  async function* documents(): AsyncGenerator<AsyncIterable<string>> {
    for await (const { bytes } of pages) if (bytes.length > 0) yield readJson('taxii', piecesOf(bytes), options)
  }
  return rowsOfStix('taxii', documents(), options)
}

// eslint-disable-next-line @typescript-eslint/require-await -- the readers of bytes wait for each piece
async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += feedLimits.sliceBytes) yield bytes.subarray(at, at + feedLimits.sliceBytes)
}

function objectsUrl(collection: string, { addedAfter, next }: TaxiiState, { limit, match = {} }: TaxiiQuery): URL {
  const url = new URL('objects/', withSlash(urlOf(collection)))
  if (limit !== undefined) url.searchParams.set('limit', String(limit))
  if (addedAfter !== undefined) url.searchParams.set('added_after', addedAfter)
  for (const [name, value] of Object.entries(match)) url.searchParams.set(`match[${name}]`, value)
  if (next !== undefined) url.searchParams.set('next', next)
  return url
}

/** Nothing is an empty envelope. Throws FeedError `source-malformed`: a page that is not whole is asked for again. */
function readEnvelope(bytes: Uint8Array, from: string): { objects: number; more: boolean; next?: string } {
  if (bytes.length === 0) return { objects: 0, more: false }
  let objects = 0
  let more = false
  let next: string | undefined
  const reader = new JsonReader(
    {
      open(kind, path) {
        if (path.length === 0 && kind !== 'object') throw new FeedError('source-malformed', `${from} is no envelope`)
        if (path.length === 2 && path[0] === 'objects') objects += 1
      },
      scalar({ kind, text, tooLong }, path) {
        if (path.length !== 1) return
        if (path[0] === 'more') more = text === 'true'
        // Servers write a number as well.
        if (path[0] === 'next' && kind !== 'literal' && text !== '' && !tooLong) next = text
      },
    },
    { nestingMax: feedLimits.objectNestingMax },
  )
  try {
    reader.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))
    reader.end()
  } catch (cause) {
    if (cause instanceof FeedError && cause.code === 'source-malformed') throw cause
    throw new FeedError('source-malformed', `${from} is no whole envelope`, { cause })
  }
  return { objects, more, ...(next !== undefined && { next }) }
}

function isForgotten(error: unknown): boolean {
  return error instanceof OutboundError && [400, 404, 410, 422].includes(error.status ?? 0)
}

function withoutNext({ addedAfter }: TaxiiState): TaxiiState {
  return addedAfter === undefined ? {} : { addedAfter }
}

function withSlash(url: URL): URL {
  const own = new URL(url)
  if (!own.pathname.endsWith('/')) own.pathname += '/'
  own.search = ''
  own.hash = ''
  return own
}

function urlOf(text: string, base?: string): URL {
  const url = URL.parse(text, base)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new OutboundError('url-refused', `${shown(text)} is no http or https URL`)
  }
  return url
}
