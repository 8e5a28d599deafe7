// The endpoints of TAXII 2.1 by which objects come in and go: POST with its status, and DELETE.
import { Type } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type QueryText, parseQuery } from '../../taxii/query.ts'
import { type App, type Context, answers, readerOf, streamBody } from '../context.ts'
import { assertContentType, rootPath, sendTaxii, taxiiType } from '../taxii-http.ts'
import { endOf } from '../until.ts'
import { encodingOf, lengthOf, whenAsked } from '../whole-body.ts'
import { Envelope, InCollection, ObjectFilters, OfObject, negotiate, unvalidated } from './taxii-parts.ts'

const Detail = Type.Object({ id: Type.String(), version: Type.String(), message: Type.Optional(Type.String()) })
const StatusView = Type.Object({
  ...{ id: Type.String(), status: Type.Literal('complete'), request_timestamp: Type.String() },
  ...{ total_count: Type.Integer(), success_count: Type.Integer(), failure_count: Type.Integer() },
  ...{ pending_count: Type.Integer() },
  successes: Type.Optional(Type.Array(Detail)),
  failures: Type.Optional(Type.Array(Detail)),
})

export function taxiiWriting(app: App, context: Context): void {
  const { node } = context

  // Its bodies are read by the route, as they come.
  void app.register((scope: App, _options, done) => {
    scope.addContentTypeParser('application/taxii+json', (_request: unknown, payload: unknown, taken: Taken) => {
      taken(null, payload)
    })
    scope.post(
      `${rootPath}/collections/:collection/objects`,
      {
        schema: {
          operationId: 'taxiiPost',
          summary: 'TAXII 2.1: objects become statements under the label of the collection',
          params: InCollection,
          consumes: [taxiiType],
          response: answers(StatusView, taxiiType),
        },
        config: { ...streamBody({ [taxiiType]: Envelope }), scope: 'import', basic: true, readsLate: true },
        onRequest: [negotiate, negotiateBody],
      },
      async (request, reply) => {
        const reader = readerOf(request)
        const collection = node.taxii.collection(reader, request.params.collection)
        const { ended } = request.caller
        const length = lengthOf(request)
        // Whoever is refused in the middle of a body without an end would send it still.
        if (length === undefined) reply.header('connection', 'close')
        const status = await node.taxii.posting
          .post(reader, collection, whenAsked(request, reply), {
            encoding: encodingOf(request),
            ...(length !== undefined && { length }),
            ...(ended !== undefined && { signal: ended }),
          })
          .catch((error: unknown) => {
            throw ended?.aborted === true ? endOf(ended) : error
          })
        return sendTaxii(reply.status(202), JSON.stringify(status))
      },
    )
    done()
  })

  app.delete(
    `${rootPath}/collections/:collection/objects/:object`,
    {
      validatorCompiler: unvalidated.validatorCompiler,
      schema: {
        operationId: 'taxiiDelete',
        summary: 'TAXII 2.1: an object that this token posted is withdrawn',
        params: OfObject,
        querystring: Type.Pick(ObjectFilters, ['match[version]', 'match[spec_version]']),
        response: answers(Type.Object({}), taxiiType),
      },
      config: { scope: 'import', basic: true },
      onRequest: negotiate,
    },
    async (request, reply) => {
      const reader = readerOf(request)
      const { collection: name, object } = request.params
      const collection = node.taxii.collection(reader, name)
      const query = request.query as QueryText
      const { match } = parseQuery(query, collection, { object })
      await node.taxii.posting.remove(
        reader,
        collection,
        object,
        'match[version]' in query ? match.versions : undefined,
      )
      return sendTaxii(reply, '{}')
    },
  )

  app.get(
    `${rootPath}/status/:id`,
    {
      schema: {
        operationId: 'taxiiStatus',
        summary: 'TAXII 2.1: what became of an envelope that this token posted',
        params: Type.Object({ id: Type.String() }),
        response: answers(StatusView, taxiiType),
      },
      config: { scope: 'token', basic: true },
      onRequest: negotiate,
    },
    (request, reply) =>
      sendTaxii(reply, JSON.stringify(node.taxii.posting.status(readerOf(request), request.params.id))),
  )
}

type Taken = (error: Error | null, body?: unknown) => void

function negotiateBody(request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  try {
    assertContentType(request)
    done()
  } catch (error) {
    done(error as Error)
  }
}
