// The local control API: fastify with the routes, its OpenAPI document, and the places where it listens.
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyReply, type FastifyRequest, type InjectOptions } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { homePaths } from '../home/paths.ts'
import { tokenIn } from './auth.ts'
import { type App, type Context, logFailure } from './context.ts'
import type { Http } from '../home/config.ts'
import { ApiError } from './errors.ts'
import type { Log } from '../log.ts'
import type { NodeFacade } from './facade.ts'
import { type Failure, failureOf } from './failure.ts'
import { type Origin, RateError, addGate } from './gate.ts'
import { type Listener, listenHttp, listenSocket } from './listen.ts'
import { PushError } from '../push/errors.ts'
import { audienceRoutes } from './routes/audience.ts'
import { auditRoutes } from './routes/audit.ts'
import { collectionRoutes } from './routes/collections.ts'
import { deliveryRoutes } from './routes/delivery.ts'
import { exportRoutes } from './routes/export.ts'
import { laneRoutes } from './routes/lanes.ts'
import { mispRoutes } from './routes/misp.ts'
import { nodeRoutes } from './routes/node.ts'
import { pushRoutes } from './routes/push.ts'
import { qualityRoutes } from './routes/quality.ts'
import { readRoutes } from './routes/read.ts'
import { scheduledRoutes } from './routes/scheduled.ts'
import { taxiiReading } from './routes/taxii-objects.ts'
import { taxiiWriting } from './routes/taxii-posting.ts'
import { taxiiRoutes } from './routes/taxii.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { canonicalUrl, isTaxii, sendTaxii, taxiiErrorOf } from './taxii-http.ts'
import { tokenRoutes } from './routes/tokens.ts'
import { writeRoutes } from './routes/write.ts'
import { addContinue } from './whole-body.ts'

export interface ApiOptions {
  readonly log: Log
  /** As package.json has it. */
  readonly version: string
  /** Milliseconds since 1970. */
  readonly clock?: () => number
}

export interface Api extends AsyncDisposable {
  /**
   * Opens the home's Unix socket and, where given, HTTP; resolves with the addresses. Throws `node-running`,
   * `socket-failed`, `host-not-loopback`, `tls-invalid`.
   */
  listen(at: { socket: boolean; http?: Http | undefined }): Promise<string[]>
  /** A request without a socket, by whoever composed the node in this process. The answer streams. */
  inject(request: Pick<InjectOptions, 'method' | 'url' | 'headers' | 'payload'>): Promise<Injected>
  /** The OpenAPI 3.1 document. */
  openapi(): object
  /** Stops taking requests, cuts streams that have no end, waits for the others. */
  close(): Promise<void>
}

export interface Injected {
  readonly status: number
  readonly contentType: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: AsyncIterable<Uint8Array>
}

/** JSON bodies; streams have no bound. */
const bodyMaxBytes = 8 * 1024 * 1024

export async function createApi(node: NodeFacade, options: ApiOptions): Promise<Api> {
  const closing = new AbortController()
  const context: Context = {
    node,
    log: options.log,
    clock: options.clock ?? Date.now,
    closing: closing.signal,
    audit: node.audit,
  }
  const app: App = fastify({
    logger: false,
    // What no route is asked for: a path that is none.
    frameworkErrors: (error, request, reply) => {
      void sendFailure(request, reply, failureOf(error))
    },
    rewriteUrl: ({ url = '/' }) => canonicalUrl(url),
    bodyLimit: bodyMaxBytes,
    routerOptions: { maxParamLength: 400 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, useDefaults: false, allErrors: false } },
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.removeContentTypeParser('text/plain')
  for (const type of ['application/x-ndjson', 'application/octet-stream']) {
    // Read as it comes, by the route.
    app.addContentTypeParser(type, (_request: unknown, payload: IncomingMessage, done: Done) => done(null, payload))
  }
  app.setErrorHandler((error, request, reply) => {
    logFailure(request, context, error)
    const failure = failureOf(error)
    const { status } = failure
    if (status === 401) {
      const basic =
        request.routeOptions.config.basic === true || isTaxii(request) ? ', Basic realm="entente", charset="UTF-8"' : ''
      reply.header('www-authenticate', `Bearer${basic}`)
    }
    if ((error instanceof RateError || error instanceof PushError) && error.retryAfter !== undefined) {
      reply.header('retry-after', error.retryAfter)
    }
    return sendFailure(request, reply, failure)
  })
  app.setNotFoundHandler((request) => {
    throw new ApiError('route-unknown', `${request.method} ${request.url.split('?')[0] ?? ''}`)
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Entente node API',
        version: options.version,
        description: 'The API of a node, over the Unix socket of its home, or over HTTP with a token.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    // Bodies that are streams are described, and not validated before they are read. `x-scope`: whom a route is for.
    transform: ({ schema, url, route }) => {
      const { streamBody, scope = 'operator', open } = route.config ?? {}
      const whom = { 'x-scope': scope, ...(open === true ? { 'x-open': true } : {}) }
      return { schema: { ...schema, ...whom, ...(streamBody === undefined ? {} : { body: streamBody }) }, url }
    },
  })
  const origins = new WeakMap<IncomingMessage, Origin>()
  addContinue(app)
  addGate(app, context, (request) => origins.get(request) ?? { via: 'socket' })
  nodeRoutes(app, context)
  readRoutes(app, context)
  exportRoutes(app, context)
  mispRoutes(app, context)
  laneRoutes(app, context)
  deliveryRoutes(app, context)
  webhookRoutes(app, context)
  scheduledRoutes(app, context)
  collectionRoutes(app, context)
  taxiiRoutes(app, context)
  taxiiReading(app, context)
  taxiiWriting(app, context)
  writeRoutes(app, context)
  pushRoutes(app, context)
  audienceRoutes(app, context)
  qualityRoutes(app, context)
  tokenRoutes(app, context)
  auditRoutes(app, context)
  app.get('/v1/openapi.json', { schema: { hide: true }, config: { scope: 'token' } }, () => app.swagger())
  await app.ready()

  const listeners: Listener[] = []
  const handle = (request: IncomingMessage, response: Parameters<App['routing']>[1]): void => {
    app.routing(request, response)
  }
  const close = async (): Promise<void> => {
    closing.abort(new ApiError('api-closing', 'the node is stopping'))
    await Promise.all(listeners.splice(0).map((listener) => listener.close()))
    await app.close()
  }

  return {
    listen: async ({ socket, http }) => {
      try {
        if (socket) listeners.push(await listenSocket(node.home, handle))
        if (http !== undefined) {
          const operatorToken = await tokenIn(homePaths(node.home).token)
          const handleHttp: typeof handle = (request, response) => {
            origins.set(request, { via: 'http', operatorToken })
            handle(request, response)
          }
          listeners.push(await listenHttp(node.home, http, handleHttp))
        }
      } catch (error) {
        await close()
        throw error
      }
      return listeners.map(({ address }) => address)
    },
    inject: async (request) => {
      const response = await app.inject({ ...request, payloadAsStream: true })
      return {
        status: response.statusCode,
        contentType: response.headers['content-type'] ?? '',
        headers: response.headers,
        body: response.stream(),
      }
    },
    openapi: () => app.swagger(),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function sendFailure(request: FastifyRequest, reply: FastifyReply, failure: Failure): FastifyReply {
  const { status, body } = failure
  if (isTaxii(request)) {
    return sendTaxii(reply.status(status), JSON.stringify(taxiiErrorOf(failure, randomUUID())))
  }
  return reply.status(status).type('application/json; charset=utf-8').send(body)
}

type Done = (error: Error | null, body?: unknown) => void
