// Shapes of the queries by which feeds are handed in: where their rows are said, and what those say that state nothing.
import { type Static, Type } from 'typebox'
import { subjectKinds, type SubjectKind } from '../../../protocol/names.ts'
import { encodings } from '../../feeds/types.ts'

export const feedName = Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,62}$' })

const importingQuery = {
  marking: Type.String({ description: 'TLP 2.0 label; rows that state a stricter one keep that' }),
  audience: Type.Optional(Type.String({ description: 'left out: everyone' })),
  shareHistory: Type.Optional(Type.Boolean({ description: 'whoever is entitled later may read what was said before' })),
  pap: Type.Optional(Type.String()),
  jurisdictions: Type.Optional(Type.String({ description: 'ISO 3166-1 alpha-2, by comma' })),
  permittedActions: Type.Optional(Type.String({ description: 'IEP 2.0 names, by comma' })),
  noRepublish: Type.Optional(Type.Boolean()),
  widen: Type.Optional(Type.Boolean({ description: 'let more have what was said to fewer before' })),
  force: Type.Optional(Type.Boolean({ description: 'say what the gate of quality would hold, too' })),
  category: Type.Optional(Type.String()),
  confidence: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  chain: Type.Optional(Type.String()),
  kind: Type.Optional(Type.Enum<SubjectKind[]>([...subjectKinds.names])),
  sourceName: Type.Optional(Type.String({ maxLength: 255 })),
}

export const ImportQuery = Type.Object(
  {
    format: Type.String(),
    feed: feedName,
    ...importingQuery,
    encoding: Type.Optional(Type.Enum([...encodings])),
    columns: Type.Optional(Type.String({ description: 'FIELD=COLUMN,... with a name or a number from 1' })),
    header: Type.Optional(Type.Boolean()),
    delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
  },
  { additionalProperties: false },
)
export type ImportQuery = Static<typeof ImportQuery>

const keyHint = 'new for each batch, the same where it is repeated; also as Idempotency-Key'
export const PushQuery = Type.Object(
  { ...importingQuery, key: Type.Optional(Type.String({ description: keyHint })) },
  { additionalProperties: false },
)
export type PushQuery = Static<typeof PushQuery>
