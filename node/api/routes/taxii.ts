// The endpoints of TAXII 2.1: what there is, and the objects of collections, for whoever the token lets read.
import { Type } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isEveryone } from '../../../protocol/audience.ts'
import type { Collection, Entry } from '../../taxii/types.ts'
import { parseQuery, type ParsedQuery, type QueryText } from '../../taxii/query.ts'
import { mayWriteTo } from '../../taxii/collections.ts'
import { formatMicros } from '../../taxii/times.ts'
import { type App, type Context, answers, readerOf, streamBody } from '../context.ts'
import { mayUse } from '../caller.ts'
import { createDisclosure } from '../disclosure.ts'
import { ApiError } from '../errors.ts'
import { endOf } from '../until.ts'
import { encodingOf, lengthOf, whenAsked } from '../whole-body.ts'
import { assertAccept, assertContentType, rootPath, sendTaxii, stixType, taxiiPath, taxiiType } from '../taxii-http.ts'
import { bodyMaxBytes } from '../../taxii/limits.ts'

const InCollection = Type.Object({ collection: Type.String({ description: 'id or alias' }) })
const OfObject = Type.Object({ collection: Type.String({ description: 'id or alias' }), object: Type.String() })
const filters = {
  limit: Type.Optional(Type.Integer({ description: 'objects of a page; the server may give fewer' })),
  next: Type.Optional(Type.String({ description: 'from the page before' })),
  added_after: Type.Optional(Type.String({ description: 'RFC 3339; strictly behind it' })),
  'match[version]': Type.Optional(Type.String({ description: 'last, first, all, or times of modified' })),
  'match[spec_version]': Type.Optional(Type.String()),
}
const Filters = Type.Object({
  ...filters,
  'match[id]': Type.Optional(Type.String({ description: 'by comma' })),
  'match[type]': Type.Optional(Type.String({ description: 'by comma' })),
})
const ObjectFilters = Type.Object(filters)
const Envelope = Type.Object(
  { more: Type.Optional(Type.Boolean()), next: Type.Optional(Type.String()) },
  { additionalProperties: true, description: 'empty where there is nothing' },
)
const Detail = Type.Object({ id: Type.String(), version: Type.String(), message: Type.Optional(Type.String()) })
const StatusView = Type.Object({
  ...{ id: Type.String(), status: Type.Literal('complete'), request_timestamp: Type.String() },
  ...{ total_count: Type.Integer(), success_count: Type.Integer(), failure_count: Type.Integer() },
  ...{ pending_count: Type.Integer() },
  successes: Type.Optional(Type.Array(Detail)),
  failures: Type.Optional(Type.Array(Detail)),
})
/** Filters are judged by their own room, which says what is wrong in the words of TAXII. */
const unvalidated = { validatorCompiler: () => () => true } as const

export function taxiiRoutes(app: App, context: Context): void {
  const { node } = context
  const about = { config: { scope: 'token', basic: true }, onRequest: negotiate } as const
  const reading = { config: { scope: 'read', basic: true }, onRequest: negotiate } as const

  app.get(
    taxiiPath,
    {
      ...about,
      schema: {
        operationId: 'taxiiDiscovery',
        summary: 'TAXII 2.1: discovery. Every path below works with and without a slash at its end',
        response: answers(Envelope, taxiiType),
      },
    },
    (_request, reply) => {
      const { title, contact, publicUrl } = node.taxii.site
      const root = `${publicUrl?.replace(/\/$/, '') ?? ''}${rootPath}/`
      const discovery = {
        title: title ?? `Entente: ${node.taxii.networkName()}`,
        description: 'What members of the network share, as far as the token of the reader lets it see.',
        ...(contact !== undefined && { contact }),
        default: root,
        api_roots: [root],
      }
      return sendTaxii(reply, JSON.stringify(discovery))
    },
  )

  app.get(
    rootPath,
    {
      ...about,
      schema: {
        operationId: 'taxiiRoot',
        summary: 'TAXII 2.1: the API root',
        response: answers(Envelope, taxiiType),
      },
    },
    (_request, reply) => {
      const root = {
        title: node.taxii.networkName(),
        description: `Collections of the network ${node.taxii.networkName()}, by label and by saved filter.`,
        versions: [taxiiType],
        max_content_length: bodyMaxBytes,
      }
      return sendTaxii(reply, JSON.stringify(root))
    },
  )

  app.get(
    `${rootPath}/collections`,
    {
      ...about,
      schema: {
        operationId: 'taxiiCollections',
        summary: 'TAXII 2.1: the collections that the token may know of',
        response: answers(Envelope, taxiiType),
      },
    },
    (request, reply) => {
      assertTakesPart(request)
      const collections = node.taxii.collections(readerOf(request)).map((one) => viewOf(one, request))
      return sendTaxii(reply, JSON.stringify(collections.length === 0 ? {} : { collections }))
    },
  )

  app.get(
    `${rootPath}/collections/:collection`,
    {
      ...about,
      schema: {
        operationId: 'taxiiCollection',
        summary: 'TAXII 2.1: one collection',
        params: InCollection,
        response: answers(Envelope, taxiiType),
      },
    },
    (request, reply) => {
      assertTakesPart(request)
      const collection = node.taxii.collection(readerOf(request), request.params.collection)
      return sendTaxii(reply, JSON.stringify(viewOf(collection, request)))
    },
  )

  /** The page that was asked for, with the dates of its ends, recorded before it leaves. */
  const page = async (
    request: FastifyRequest,
    reply: FastifyReply,
    route: string,
    asked: { collection: string; object?: string; versions?: false },
    write: (entries: readonly Entry[]) => string,
  ): Promise<FastifyReply> => {
    const { caller } = request
    const { object } = asked
    const reader = readerOf(request)
    const collection = node.taxii.collection(reader, asked.collection)
    const query = parseQuery(request.query as QueryText, collection, {
      ...(object !== undefined && { object }),
      ...(asked.versions === false && { versions: false }),
    })
    if (object !== undefined) await node.taxii.assertObject(reader, collection, object)
    const { entries, more } = await node.taxii.page(reader, collection, versionsOf(query, asked.versions))
    const [first] = entries
    const last = entries.at(-1)
    if (first === undefined || last === undefined) return sendTaxii(reply, '{}')
    const text = write(entries)
    const disclosure = createDisclosure({ audit: context.audit, caller, action: 'read', route })
    for (const { held } of entries) {
      if (held === undefined) continue
      const { id, audience, marking } = held
      disclosure.shown({
        ...{ id, marking: marking.tlp },
        ...(isEveryone(audience) ? {} : { audience: 'narrower' }),
        ...(marking.jurisdictions === undefined ? {} : { jurisdictions: [...marking.jurisdictions] }),
      })
    }
    disclosure.close()
    if (disclosure.count() > 0) await context.audit.flushed()
    if (caller.ended?.aborted === true) throw endOf(caller.ended)
    reply.header('x-taxii-date-added-first', formatMicros(first.cursor))
    reply.header('x-taxii-date-added-last', formatMicros(last.cursor))
    const head = more ? `"more":true,"next":${JSON.stringify(query.nextOf(last.cursor))},` : ''
    return sendTaxii(reply, `{${head}${text}}`)
  }

  app.get(
    `${rootPath}/collections/:collection/objects`,
    {
      ...reading,
      ...unvalidated,
      schema: {
        operationId: 'taxiiObjects',
        summary: 'TAXII 2.1: objects of a collection, in the order in which they were added',
        params: InCollection,
        querystring: Filters,
        response: answers(Envelope, taxiiType),
      },
    },
    (request, reply) => page(request, reply, 'taxiiObjects', request.params, objectsText),
  )

  app.get(
    `${rootPath}/collections/:collection/manifest`,
    {
      ...reading,
      ...unvalidated,
      schema: {
        operationId: 'taxiiManifest',
        summary: 'TAXII 2.1: ids, versions and dates of the objects of a collection',
        params: InCollection,
        querystring: Filters,
        response: answers(Envelope, taxiiType),
      },
    },
    (request, reply) => page(request, reply, 'taxiiManifest', request.params, manifestText),
  )

  app.get(
    `${rootPath}/collections/:collection/objects/:object`,
    {
      ...reading,
      ...unvalidated,
      schema: {
        operationId: 'taxiiObject',
        summary: 'TAXII 2.1: versions of one object',
        params: OfObject,
        querystring: ObjectFilters,
        response: answers(Envelope, taxiiType),
      },
    },
    (request, reply) => page(request, reply, 'taxiiObject', request.params, objectsText),
  )

  app.get(
    `${rootPath}/collections/:collection/objects/:object/versions`,
    {
      ...reading,
      ...unvalidated,
      schema: {
        operationId: 'taxiiVersions',
        summary: 'TAXII 2.1: the versions of one object',
        params: OfObject,
        querystring: ObjectFilters,
        response: answers(Envelope, taxiiType),
      },
    },
    (request, reply) => page(request, reply, 'taxiiVersions', { ...request.params, versions: false }, versionsText),
  )
}

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

export function negotiate(request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  try {
    assertAccept(request)
    done()
  } catch (error) {
    done(error as Error)
  }
}

/** The list of versions is of all of them. */
function versionsOf(query: ParsedQuery, versions: false | undefined): ParsedQuery {
  if (versions !== false) return query
  const all = { last: false, first: false, all: true, times: new Set<number>() }
  return { ...query, match: { ...query.match, versions: all } }
}

/** Collections are named to whoever reads or hands in; to others their names say what they need not know. */
function assertTakesPart({ caller }: FastifyRequest): void {
  if (mayUse(caller, 'read') || mayUse(caller, 'import')) return
  throw new ApiError('scope-missing', 'the token has neither the scope read nor import')
}

function viewOf(collection: Collection, { caller }: FastifyRequest): object {
  const { id, title, description, alias } = collection
  return {
    ...{ id, title, description, alias },
    can_read: mayUse(caller, 'read'),
    can_write: mayUse(caller, 'import') && mayWriteTo(caller.reader, collection),
    media_types: [stixType],
  }
}

function objectsText(entries: readonly Entry[]): string {
  return `"objects":[${entries.map(({ text }) => text()).join(',')}]`
}

function manifestText(entries: readonly Entry[]): string {
  const rows = entries.map(({ id, cursor, version }) => ({
    ...{ id, date_added: formatMicros(cursor), version, media_type: stixType },
  }))
  return `"objects":${JSON.stringify(rows)}`
}

function versionsText(entries: readonly Entry[]): string {
  return `"versions":${JSON.stringify(entries.map(({ version }) => version))}`
}
