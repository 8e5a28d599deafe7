// What every route has: the node, the reader, and a signal that ends when the client goes, its token ends or the API closes.
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { Reader } from '../access/access.ts'
import type { Audit } from '../audit/types.ts'
import type { Log } from '../log.ts'
import type { NodeFacade } from './facade.ts'
import { failureOf } from './failure.ts'
import { primed, writeLines } from './lines.ts'
import { ErrorBody } from './schemas.ts'
import { untilEnded } from './until.ts'

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

export interface Context {
  readonly node: NodeFacade
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Aborted when the API closes: streams without an end are cut then. */
  readonly closing: AbortSignal
  readonly audit: Audit
}

/** A body by media type, for the `config` of a route that reads it as a stream. */
export function streamBody(schemas: Readonly<Record<string, object>>): { streamBody: object } {
  const content = Object.entries(schemas).map(([type, schema]): [string, object] => [type, { schema }])
  return { streamBody: { content: Object.fromEntries<object>(content) } }
}

/** Who asks. */
export function readerOf(request: FastifyRequest): Reader {
  return request.caller.reader
}

/** Aborted when the client goes before its answer is complete, when its token ends, or when the API closes. */
export function signalOf(reply: FastifyReply, context: Context): AbortSignal {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const { ended } = reply.request.caller
  return AbortSignal.any([gone.signal, context.closing, ...(ended === undefined ? [] : [ended])])
}

/** Answers with JSON Lines. `atOnce`: the head goes out before there is a first line. */
export async function sendLines(
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
  values: AsyncIterable<unknown>,
  options: { atOnce?: boolean } = {},
): Promise<FastifyReply> {
  const { ended } = request.caller
  const whileInForce = ended === undefined ? values : untilEnded(values, ended)
  const lines = options.atOnce === true ? whileInForce : await primed(whileInForce)
  reply.type('application/x-ndjson; charset=utf-8')
  if (options.atOnce === true) {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' })
    reply.raw.flushHeaders()
    const body = writeLines(lines, (error) => logFailure(request, context, error))
    reply.raw.once('close', () => body.destroy())
    body.pipe(reply.raw)
    return reply
  }
  return reply.send(writeLines(lines, (error) => logFailure(request, context, error)))
}

/** Whether the body of a request broke off: its client is gone. */
function isCut(error: Error): boolean {
  return error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'
}

/** Faults of the program go to the log with their cause; a request that ends early and a refusal do not. */
export function logFailure(request: FastifyRequest, context: Context, error: unknown): void {
  const failure = failureOf(error)
  if (!failure.unexpected || (error instanceof Error && (error.name === 'AbortError' || isCut(error)))) return
  context.log.error('api-failed', {
    route: `${request.method} ${request.routeOptions.url ?? ''}`,
    code: failure.body.error.code,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  })
}

/** The answers of a route in OpenAPI: what comes when all is well, and the shape of errors. */
export function answers(schema: object, mediaType = 'application/json'): Record<string, object> {
  return {
    200: { description: 'ok', content: { [mediaType]: { schema } } },
    '4xx': { description: 'refused', content: { 'application/json': { schema: ErrorBody } } },
    '5xx': { description: 'failed', content: { 'application/json': { schema: ErrorBody } } },
  }
}

export const jsonLines = 'application/x-ndjson'
export const bytes = 'application/octet-stream'
