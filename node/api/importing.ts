// What every way of handing in a feed has in its query: where its rows are said, and what those say that state nothing.
import { Type } from 'typebox'
import { subjectKinds, type SubjectKind } from '../../protocol/names.ts'
import { compareTlp, parseTlp } from '../../protocol/marking.ts'
import type { Reader } from '../access/access.ts'
import { ApiError } from './errors.ts'

export const feedName = Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,62}$' })

export const importingQuery = {
  marking: Type.String({ description: 'TLP 2.0 label; rows that state a stricter one keep that' }),
  audience: Type.Optional(Type.String({ description: 'left out: everyone' })),
  shareHistory: Type.Optional(Type.Boolean({ description: 'whoever is entitled later may read what was said before' })),
  pap: Type.Optional(Type.String()),
  jurisdictions: Type.Optional(Type.String({ description: 'ISO 3166-1 alpha-2, by comma' })),
  permittedActions: Type.Optional(Type.String({ description: 'IEP 2.0 names, by comma' })),
  noRepublish: Type.Optional(Type.Boolean()),
  widen: Type.Optional(Type.Boolean({ description: 'let more have what was said to fewer before' })),
  category: Type.Optional(Type.String()),
  confidence: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  chain: Type.Optional(Type.String()),
  kind: Type.Optional(Type.Enum<SubjectKind[]>([...subjectKinds.names])),
  sourceName: Type.Optional(Type.String({ maxLength: 255 })),
}

/** Lists in a query stand by comma. */
export function withLists<Query extends { jurisdictions?: string; permittedActions?: string }>({
  jurisdictions,
  permittedActions,
  ...rest
}: Query) {
  return {
    ...rest,
    ...(jurisdictions === undefined ? {} : { jurisdictions: jurisdictions.split(',') }),
    ...(permittedActions === undefined ? {} : { permittedActions: permittedActions.split(',') }),
  }
}

/** What a token publishes is at most as restricted as what it may read. Throws `token-marking-refused`, `marking-unknown`. */
export function assertMarking(reader: Reader, marking: string): void {
  if (reader.kind !== 'token') return
  const tlp = parseTlp(marking)
  if (compareTlp(tlp, reader.clearance) > 0) {
    throw new ApiError('token-marking-refused', `the token is cleared for ${reader.clearance}, not for ${tlp}`)
  }
}
