// Answers that may be kept and asked for again: their tag is over what this reader was given, and over nothing else.
import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fresh from 'fresh'

/** Answers with JSON, or with 304 where the client has the same. */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, body: object): FastifyReply {
  const text = JSON.stringify(body)
  const etag = `"${hash('sha256', text, 'base64url')}"`
  // Whoever keeps it asks again each time; what one token was given is no other's.
  reply.headers({ etag, 'cache-control': 'private, no-cache', vary: 'authorization' })
  if (fresh(request.headers, { etag })) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(text)
}
