// What TAXII 2.1 asks of HTTP: paths with and without slashes, media types with a version, and errors in a form of its own.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { TaxiiError } from '../taxii/errors.ts'
import type { Failure } from './failure.ts'

export const taxiiType = 'application/taxii+json;version=2.1'
export const stixType = 'application/stix+json;version=2.1'
/** Where discovery is; the one API root is below it. */
export const taxiiPath = '/taxii2'
export const rootPath = `${taxiiPath}/entente`

const ours = /^\/+taxii2(?:\/|$)/

/**
 * The URL as routes know it: of TAXII without doubled slashes and without one at the end, since clients send either. A
 * redirect would lose their credentials.
 */
export function canonicalUrl(url: string): string {
  const end = url.search(/[?#]/)
  const path = end === -1 ? url : url.slice(0, end)
  if (!ours.test(path)) return url
  const canonical = path.replace(/\/{2,}/g, '/').replace(/\/$/, '')
  return end === -1 ? canonical : canonical + url.slice(end)
}

export function isTaxii({ url }: Pick<FastifyRequest, 'url'>): boolean {
  return ours.test(url.split('?', 1)[0] ?? '')
}

/** Throws `taxii-not-acceptable` where nothing that is named is what TAXII answers with. */
export function assertAccept({ headers }: FastifyRequest): void {
  const { accept } = headers
  if (accept === undefined || accept.trim() === '') return
  if (accept.split(',').some(isAcceptable)) return
  throw new TaxiiError(
    'taxii-not-acceptable',
    `${JSON.stringify(accept.slice(0, 128))} is nothing that TAXII answers with`,
  )
}

function isAcceptable(range: string): boolean {
  const { type, parameters } = parseType(range)
  if (Number(parameters.get('q') ?? '1') === 0) return false
  if (type === '*/*' || type === 'application/*') return true
  return type === 'application/taxii+json' && isVersion(parameters.get('version'))
}

/** Throws `taxii-media-type`. */
export function assertContentType({ headers }: FastifyRequest): void {
  const { type, parameters } = parseType(headers['content-type'] ?? '')
  if (type === 'application/taxii+json' && isVersion(parameters.get('version'))) return
  throw new TaxiiError('taxii-media-type', `a body of ${JSON.stringify(type)} is not taken`)
}

function isVersion(version: string | undefined): boolean {
  return version === undefined || version === '2.1'
}

function parseType(text: string): { type: string; parameters: ReadonlyMap<string, string> } {
  const [type = '', ...rest] = text.split(';').map((part) => part.trim())
  const parameters = new Map(
    rest.map((part): [string, string] => {
      const [name = '', value = ''] = part.split('=')
      return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')]
    }),
  )
  return { type: type.toLowerCase(), parameters }
}

/** An error message of TAXII 2.1 (3.6): our code is its error_code. */
export function taxiiErrorOf({ status, body: { error } }: Failure, id: string): object {
  return {
    title: error.code,
    description: error.message,
    error_id: id,
    error_code: error.code,
    http_status: String(status),
    details: { hint: error.hint },
  }
}

/** As bytes: of text the media type would be written anew, and clients compare it to the letter. */
export function sendTaxii(reply: FastifyReply, body: string | Buffer): FastifyReply {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  return reply.headers({ 'content-type': taxiiType, 'x-content-type-options': 'nosniff' }).send(bytes)
}
