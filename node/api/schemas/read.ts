// Shapes of what is read: statements, look-ups, filters, provenance.
import { type Static, Type } from 'typebox'
import { bases, papLabels, roles, statementKinds, subjectKinds, tlpLabels } from '../../../protocol/names.ts'
import { Hex32, Purpose, StatementIdText, Time, closed, filterFields, oneOf, opt, standings } from './parts.ts'

/** A statement as readers see it. */
export const StatementView = Type.Object({
  id: StatementIdText,
  kind: oneOf(statementKinds.names),
  author: Type.String({ description: 'member id' }),
  feed: Type.Union([Type.String(), Type.Null()]),
  category: Type.Union([Type.String(), Type.Null()]),
  confidence: Type.Union([Type.Integer(), Type.Null()]),
  marking: oneOf(tlpLabels.names),
  issuedAt: Time,
  receivedAt: Time,
  subject: Type.String({ description: 'canonical: CAIP-10 for addresses, chain and hash for transactions' }),
  subjectKind: oneOf(subjectKinds.names),
  standing: oneOf(standings),
  audience: opt(Type.String({ description: 'narrower: fewer than everyone; left out: everyone' })),
  pap: opt(oneOf(papLabels.names)),
  permittedActions: opt(Type.Array(Type.String(), { description: 'names of IEP 2.0' })),
  jurisdictions: opt(Type.Array(Type.String(), { description: 'where it may be received' })),
  noRepublish: opt(Type.Boolean()),
  role: opt(oneOf(roles.names)),
  basis: opt(oneOf(bases.names)),
  description: opt(Type.String()),
  labels: opt(Type.Array(Type.String())),
  source: opt(Type.String()),
  record: opt(Type.String()),
  firstSeen: opt(Time),
  lastSeen: opt(Time),
  validUntil: opt(Time),
  replaces: opt(StatementIdText),
  target: opt(StatementIdText),
  reason: opt(Type.String()),
  external: opt(Type.Array(Type.String())),
  sightings: opt(Type.Integer()),
  disputes: opt(Type.Integer({ description: 'disputes of it that stand' })),
  cursor: Type.Integer({ description: 'local arrival order; resume a watch with it' }),
})
export type StatementView = Static<typeof StatementView>

export const LookupRequest = Type.Object(
  {
    values: Type.Array(Type.String({ maxLength: 4096 }), { maxItems: 10_000 }),
    prefix: opt(Type.Boolean({ description: 'the values are beginnings of addresses' })),
    tree: opt(Type.Boolean({ description: 'domains with all their subdomains' })),
    history: opt(Type.Boolean({ description: 'also what was replaced, withdrawn, expired or is suspect' })),
    limit: opt(Type.Integer({ minimum: 1, maximum: 100_000, description: 'statements a value' })),
  },
  closed,
)
export type LookupRequest = Static<typeof LookupRequest>

/** The options in the query, where the body is JSON Lines. */
export const LookupQuery = Type.Object(
  { ...Type.Omit(LookupRequest, ['values']).properties, purpose: opt(Purpose) },
  closed,
)

export const LookupLine = Type.Object({
  value: Type.String(),
  subject: Type.Union([Type.String(), Type.Null()], { description: 'null: of no known kind, or a prefix' }),
  subjectKind: Type.Union([oneOf(subjectKinds.names), Type.Null()]),
  found: Type.Boolean(),
  statements: Type.Array(StatementView),
  readings: opt(Type.Array(Type.String(), { description: 'every reading of an ambiguous value' })),
  withdrawn: Type.Integer({ description: 'how many were left out as withdrawn' }),
  replaced: Type.Integer(),
  expired: Type.Integer(),
  suspect: Type.Integer(),
  truncated: opt(Type.Boolean({ description: 'more statements stand than the limit allows' })),
})
export type LookupLine = Static<typeof LookupLine>

export const FilterQuery = Type.Object(
  {
    ...filterFields,
    issuedFrom: opt(Type.String({ description: 'ISO 8601, inclusive' })),
    issuedTo: opt(Type.String({ description: 'ISO 8601, exclusive' })),
    after: opt(Type.Integer({ minimum: 0, description: 'cursor: only what arrived later' })),
    limit: opt(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1000 })),
    history: opt(Type.Boolean()),
    purpose: opt(Purpose),
  },
  closed,
)
export type FilterQuery = Static<typeof FilterQuery>

/** A statement with its full chain. */
export const Provenance = Type.Object({
  statement: StatementView,
  author: Type.Object({
    member: Type.String(),
    name: Type.String(),
    kind: Type.String(),
    jurisdiction: Type.String(),
    status: Type.String(),
    rootKey: Hex32,
  }),
  node: Type.Object({
    key: Hex32,
    certificate: Type.Object({ serial: Type.Integer(), issuedAt: Time, hash: Hex32 }),
    revoked: Type.Boolean(),
  }),
  charter: Type.Object({ cited: Type.Integer(), hash: Hex32, newest: Type.Integer() }),
  bundle: Type.Object({
    id: Hex32,
    index: Type.Integer(),
    count: opt(Type.Integer({ description: 'left out where the reader may not see all of it' })),
    root: Hex32,
    issuedAt: Time,
  }),
  lane: Type.Object({
    id: Hex32,
    seq: opt(Type.Integer({ description: 'left out where the reader may not see all of it' })),
    prev: Type.Union([Hex32, Type.Null()]),
    head: opt(Type.Integer({ description: 'left out where the reader may not see all of it' })),
    marking: Type.String(),
    audience: Type.String(),
  }),
  received: Type.Object({
    at: Time,
    cursor: Type.Integer(),
    via: oneOf(['local', 'gossip', 'sync', 'announce']),
    node: Type.Union([Hex32, Type.Null()]),
    member: Type.Union([Type.String(), Type.Null()]),
  }),
  related: Type.Array(StatementView, { description: 'what replaces, withdraws, disputes or sights it' }),
})
export type Provenance = Static<typeof Provenance>
