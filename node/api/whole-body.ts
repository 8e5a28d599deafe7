// When a client that asked first (Expect: 100-continue) is told to send its body: behind the gate, and on routes that
// refuse before they read (`readsLate`) not before they read. And how it travels.
import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PushError } from '../push/errors.ts'
import type { PushEncoding } from '../push/types.ts'
import type { App } from './context.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route itself lets the client send its body: `whenAsked`. */
    readsLate?: boolean
  }
}

export function addContinue(app: App): void {
  app.addHook('preParsing', (request, reply, payload, done) => {
    if (request.routeOptions.config.readsLate !== true) letSend(request, reply)
    done(null, payload)
  })
}

function letSend(request: FastifyRequest, reply: FastifyReply): void {
  if (request.headers.expect?.toLowerCase() === '100-continue') reply.raw.writeContinue()
}

/** The pieces of a body. Whoever stops reading in the middle leaves the connection to the answer. */
export async function* whenAsked(request: FastifyRequest, reply: FastifyReply): AsyncGenerator<Uint8Array, void, void> {
  letSend(request, reply)
  const body = request.body as IncomingMessage
  for await (const piece of body.iterator({ destroyOnReturn: false })) yield piece as Uint8Array
}

/** How a body is packed. Throws `push-encoding`. */
export function encodingOf({ headers }: FastifyRequest): PushEncoding {
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || encoding === 'gzip' || encoding === 'zstd') return encoding
  if (encoding === 'x-gzip') return 'gzip'
  throw new PushError('push-encoding', `content-encoding ${JSON.stringify(encoding)} is not read here`)
}

/** As many bytes as it says that it has. */
export function lengthOf({ headers }: FastifyRequest): number | undefined {
  const length = Number(headers['content-length'])
  return headers['content-length'] === undefined || !Number.isSafeInteger(length) ? undefined : length
}
