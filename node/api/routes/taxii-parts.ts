// What the endpoints of TAXII share: the shapes of their parameters and answers, and the media types of the request.
import { Type } from 'typebox'
import type { FastifyRequest, FastifyReply } from 'fastify'
import { assertAccept } from '../taxii-http.ts'

export const InCollection = Type.Object({ collection: Type.String({ description: 'id or alias' }) })
export const OfObject = Type.Object({ collection: Type.String({ description: 'id or alias' }), object: Type.String() })
const filters = {
  limit: Type.Optional(Type.Integer({ description: 'objects of a page; the server may give fewer' })),
  next: Type.Optional(Type.String({ description: 'from the page before' })),
  added_after: Type.Optional(Type.String({ description: 'RFC 3339; strictly behind it' })),
  'match[version]': Type.Optional(Type.String({ description: 'last, first, all, or times of modified' })),
  'match[spec_version]': Type.Optional(Type.String()),
}
export const Filters = Type.Object({
  ...filters,
  'match[id]': Type.Optional(Type.String({ description: 'by comma' })),
  'match[type]': Type.Optional(Type.String({ description: 'by comma' })),
})
export const ObjectFilters = Type.Object(filters)
export const Envelope = Type.Object(
  { more: Type.Optional(Type.Boolean()), next: Type.Optional(Type.String()) },
  { additionalProperties: true, description: 'empty where there is nothing' },
)

/** Filters are judged by their own room, which says what is wrong in the words of TAXII. */
export const unvalidated = { validatorCompiler: () => () => true } as const

export function negotiate(request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  try {
    assertAccept(request)
    done()
  } catch (error) {
    done(error as Error)
  }
}
