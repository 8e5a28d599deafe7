// A client of TAXII for tests, by the specification and over raw requests: no part of the project's own client is in it.
import type { ReaderNode } from '../../helpers/readers.ts'

export const root = '/taxii2/entente'
export const taxiiType = 'application/taxii+json;version=2.1'

export interface StixText {
  readonly id: string
  readonly type: string
  readonly [key: string]: unknown
}

export interface Got {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: {
    readonly more?: boolean
    readonly next?: string
    readonly objects?: readonly StixText[]
    readonly versions?: readonly string[]
    readonly error_code?: string
    readonly [key: string]: unknown
  }
}

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export async function ask(node: Pick<ReaderNode, 'api'>, secret: string | undefined, url: string, asked: Asked = {}) {
  const { method = 'GET', headers = {}, body } = asked
  const answer = await node.api.inject({
    ...{ method, url },
    headers: {
      accept: taxiiType,
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
      ...(body === undefined ? {} : { 'content-type': taxiiType }),
      ...headers,
    },
    ...(body === undefined
      ? {}
      : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
  })
  const text = Buffer.concat(await Array.fromAsync(answer.body)).toString()
  const got: Got = {
    status: answer.status,
    headers: answer.headers,
    body: JSON.parse(text === '' ? '{}' : text) as Got['body'],
  }
  return got
}

/** A collection by its alias, or a part of it. */
export function of(collection: string, rest = 'objects/', query: Readonly<Record<string, string>> = {}): string {
  const text = new URLSearchParams(query).toString()
  return `${root}/collections/${collection}/${rest}${text === '' ? '' : `?${text}`}`
}

/** All pages, by `next` as the specification has it. */
export async function walk(
  node: Pick<ReaderNode, 'api'>,
  secret: string | undefined,
  collection: string,
  query: Readonly<Record<string, string>> = {},
  rest: 'objects/' | 'manifest/' = 'objects/',
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<{ objects: StixText[]; pages: Got[] }> {
  const objects: StixText[] = []
  const pages: Got[] = []
  let next: string | undefined
  do {
    const got = await ask(node, secret, of(collection, rest, next === undefined ? query : { ...query, next }))
    if (got.status !== 200) throw new Error(`${got.status} ${JSON.stringify(got.body)}`)
    pages.push(got)
    objects.push(...(got.body.objects ?? []))
    if (got.body.more === true && got.body.next === undefined) throw new Error('more without next')
    next = got.body.more === true ? got.body.next : undefined
    await between()
  } while (next !== undefined)
  return { objects, pages }
}
