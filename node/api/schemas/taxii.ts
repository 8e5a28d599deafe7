// Shapes of saved filters, each of which is a collection of the TAXII server.
import { type Static, Type } from 'typebox'
import { closed, filterFields, opt } from './parts.ts'

export const NewCollection = Type.Object(
  {
    name: Type.String({ description: 'lower-case letters, digits, dots, dashes, underscores: also its alias' }),
    description: opt(Type.String({ maxLength: 512 })),
    ...filterFields,
  },
  closed,
)
export type NewCollection = Static<typeof NewCollection>

export const CollectionView = Type.Object({
  id: Type.String({ description: 'of the collection' }),
  name: Type.String(),
  description: Type.Union([Type.String(), Type.Null()]),
  filter: Type.Record(Type.String(), Type.Unknown()),
  createdAt: Type.String(),
})
export type CollectionView = Static<typeof CollectionView>
