// The endpoints of TAXII 2.1 that say what there is: discovery, the API root, collections.
import type { FastifyRequest } from 'fastify'
import { mayWriteTo } from '../../taxii/collections.ts'
import { bodyMaxBytes } from '../../taxii/limits.ts'
import type { Collection } from '../../taxii/types.ts'
import { mayUse } from '../caller.ts'
import { type App, type Context, answers, readerOf } from '../context.ts'
import { ApiError } from '../errors.ts'
import { rootPath, sendTaxii, stixType, taxiiPath, taxiiType } from '../taxii-http.ts'
import { Envelope, InCollection, negotiate } from './taxii-parts.ts'

export function taxiiRoutes(app: App, context: Context): void {
  const { node } = context
  const about = { config: { scope: 'token', basic: true }, onRequest: negotiate } as const

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
