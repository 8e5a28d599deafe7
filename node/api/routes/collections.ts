// Routes by which filters are saved as collections of the TAXII server. Names are told to every reader: for the operator.
import { Type } from 'typebox'
import type { SavedFilter } from '../../taxii/types.ts'
import { type App, type Context, answers } from '../context.ts'
import { parseFilter } from '../parse.ts'
import { CollectionView, NewCollection } from '../schemas/taxii.ts'
import { isoTime } from '../view.ts'

const One = Type.Object({ collection: CollectionView })

export function collectionRoutes(app: App, { node }: Context): void {
  const viewOf = ({ name, description, filter, createdAt }: SavedFilter): CollectionView => ({
    ...{ id: node.taxii.idOf(name), name, description: description ?? null },
    filter: { ...filter },
    createdAt: isoTime(createdAt),
  })

  app.post(
    '/v1/taxii/collections',
    {
      schema: {
        operationId: 'addCollection',
        summary: 'Save a filter as a collection of the TAXII server',
        body: NewCollection,
        response: answers(One),
      },
    },
    async (request) => {
      const { name, description, ...query } = request.body
      const filter = parseFilter(query)
      return {
        collection: viewOf(
          await node.taxii.saved.add({ name, filter, ...(description !== undefined && { description }) }),
        ),
      }
    },
  )
  app.get(
    '/v1/taxii/collections',
    {
      schema: {
        operationId: 'collections',
        summary: 'Filters that are saved as collections',
        response: answers(Type.Object({ collections: Type.Array(CollectionView) })),
      },
    },
    () => ({ collections: node.taxii.saved.list().map(viewOf) }),
  )
  app.delete(
    '/v1/taxii/collections/:name',
    {
      schema: {
        operationId: 'removeCollection',
        summary: 'Remove a saved filter; what stands in it stays',
        params: Type.Object({ name: Type.String() }),
        response: answers(Type.Object({ removed: Type.String() })),
      },
    },
    async (request) => {
      await node.taxii.saved.remove(request.params.name)
      return { removed: request.params.name }
    },
  )
}
