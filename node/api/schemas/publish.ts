// Shapes of what comes in: drafts, imports, and what is answered to them.
import { type Static, Type } from 'typebox'
import { bases, roles, statementKinds, subjectKinds } from '../../../protocol/names.ts'
import { ErrorBody, StatementIdText, closed, oneOf, opt } from './parts.ts'

/** What a publisher says; the node canonicalizes the subject, fills the defaults, signs and commits. Times are ISO 8601. */
export const DraftLine = Type.Object(
  {
    kind: opt(oneOf(statementKinds.names, { default: 'indicator' })),
    value: opt(Type.String({ description: 'the subject as text; left out where `target` names a statement' })),
    subjectKind: opt(oneOf(subjectKinds.names)),
    chain: opt(Type.String({ description: 'CAIP-2 id or a name such as bitcoin' })),
    category: opt(Type.String()),
    confidence: opt(Type.Integer({ minimum: 0, maximum: 100 })),
    marking: opt(Type.String({ description: 'TLP 2.0 label', default: 'TLP:GREEN' })),
    audience: opt(Type.String({ description: 'who may receive it: an expression; left out: everyone' })),
    shareHistory: opt(Type.Boolean({ description: 'whoever is entitled later may read what was said before' })),
    pap: opt(Type.String({ description: 'PAP label' })),
    permittedActions: opt(Type.Array(Type.String({ description: 'IEP 2.0 name' }))),
    jurisdictions: opt(Type.Array(Type.String({ description: 'ISO 3166-1 alpha-2' }))),
    noRepublish: opt(Type.Boolean({ description: 'not to be published again by others' })),
    readers: opt(Type.Array(Type.String({ description: 'TLP:RED: who may read it there: NAME or NAME@member' }))),
    role: opt(oneOf(roles.names)),
    basis: opt(oneOf(bases.names)),
    description: opt(Type.String()),
    labels: opt(Type.Array(Type.String())),
    feed: opt(Type.String()),
    source: opt(Type.String()),
    record: opt(Type.String()),
    firstSeen: opt(Type.String()),
    lastSeen: opt(Type.String()),
    validUntil: opt(Type.String()),
    target: opt(StatementIdText),
    reason: opt(Type.String()),
    external: opt(Type.Array(Type.String())),
    sightings: opt(Type.Integer({ minimum: 1 })),
    replaces: opt(StatementIdText),
    force: opt(Type.Boolean({ description: 'say it although the gate of quality would hold it' })),
  },
  closed,
)
export type DraftLine = Static<typeof DraftLine>

export const OutcomeLine = Type.Union([
  Type.Object({
    id: StatementIdText,
    result: oneOf(['published', 'replaced', 'unchanged']),
    subject: Type.String(),
    line: Type.Integer({ description: 'line of the request, from 1' }),
  }),
  Type.Intersect([ErrorBody, Type.Object({ line: Type.Integer() })]),
])

/** The last line has type `summary`: read = published + unchanged + all rejected; published counts what replaces, too. */
export const ImportLine = Type.Union([
  Type.Object({
    type: Type.Literal('progress'),
    read: Type.Integer(),
    published: Type.Integer(),
    unchanged: Type.Integer(),
    rejected: Type.Integer(),
    bytes: opt(Type.Integer()),
  }),
  Type.Object({
    type: Type.Literal('format'),
    format: Type.String({ description: 'what `auto` took the file for, or members of an archive' }),
  }),
  Type.Object({
    type: Type.Literal('reject'),
    line: Type.Integer(),
    member: opt(Type.String({ description: 'the file of an archive in which the line stands' })),
    value: Type.String(),
    code: Type.String(),
    reason: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('summary'),
    read: Type.Integer(),
    published: Type.Integer(),
    replaced: Type.Integer(),
    unchanged: Type.Integer(),
    rejected: Type.Record(Type.String(), Type.Integer()),
  }),
  ErrorBody,
])
export type ImportLine = Static<typeof ImportLine>
