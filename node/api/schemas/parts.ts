// What the shapes of the API are made of.
import { type Static, type TSchema, Type } from 'typebox'
import { statementKinds, subjectKinds } from '../../../protocol/names.ts'

export const closed = { additionalProperties: false } as const

/** One of `names`, as JSON Schema's enum. */
export function oneOf<Name extends string>(
  names: readonly Name[],
  options: { default?: Name; description?: string } = {},
) {
  return Type.Enum<Name[]>([...names], options)
}

export const opt = <Schema extends TSchema>(schema: Schema) => Type.Optional(schema)

/** Which statements: all that is stated must hold. */
export const filterFields = {
  kind: opt(oneOf(statementKinds.names)),
  subjectKind: opt(oneOf(subjectKinds.names)),
  category: opt(Type.String()),
  chain: opt(Type.String()),
  author: opt(Type.String()),
  feed: opt(Type.String()),
}

export const Time = Type.String({ description: 'ISO 8601 in UTC with milliseconds' })
export const Hex32 = Type.String({ description: '32 bytes in lower-case hexadecimal' })
export const StatementIdText = Type.String({ description: 'bundle id, a dot and the index in the bundle' })

export const Purpose = Type.String({ description: 'why, for the audit log: a case reference; also as X-Purpose' })

export const standings = ['current', 'replaced', 'withdrawn', 'expired', 'suspect'] as const
export type Standing = (typeof standings)[number]

export const ErrorBody = Type.Object({
  error: Type.Object({ code: Type.String(), message: Type.String(), hint: Type.String() }),
})
export type ErrorBody = Static<typeof ErrorBody>
