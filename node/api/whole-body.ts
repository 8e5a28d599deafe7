// When a client that asked first (Expect: 100-continue) is told to send its body: behind the gate, and on routes that
// refuse before they read (`readsLate`) not before they read.
import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
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
