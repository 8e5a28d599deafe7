// The JSON shapes of the local API, once: fastify validates with them, OpenAPI and the TypeScript types come from them.
import { type Static, type TSchema, Type } from 'typebox'
import {
  bases,
  memberKinds,
  memberStatuses,
  papLabels,
  roles,
  statementKinds,
  subjectKinds,
  tlpLabels,
} from '../../protocol/names.ts'

const closed = { additionalProperties: false } as const

/** One of `names`, as JSON Schema's enum. */
function oneOf<Name extends string>(names: readonly Name[], options: { default?: Name } = {}) {
  return Type.Enum<Name[]>([...names], options)
}

const opt = <Schema extends TSchema>(schema: Schema) => Type.Optional(schema)

export const Time = Type.String({ description: 'ISO 8601 in UTC with milliseconds' })
export const Hex32 = Type.String({ description: '32 bytes in lower-case hexadecimal' })
export const StatementIdText = Type.String({ description: 'bundle id, a dot and the index in the bundle' })

export const standings = ['current', 'replaced', 'withdrawn', 'expired', 'suspect'] as const
export type Standing = (typeof standings)[number]

// ---------------------------------------------------------------- errors

export const ErrorBody = Type.Object({
  error: Type.Object({ code: Type.String(), message: Type.String(), hint: Type.String() }),
})
export type ErrorBody = Static<typeof ErrorBody>

// ---------------------------------------------------------------- publishing

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
    audience: opt(Type.String({ description: 'left out: everyone' })),
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
  },
  closed,
)
export type DraftLine = Static<typeof DraftLine>

export const OutcomeLine = Type.Union([
  Type.Object({
    id: StatementIdText,
    result: oneOf(['published', 'replaced', 'unchanged']),
    subject: Type.String(),
  }),
  ErrorBody,
])

// ---------------------------------------------------------------- reading

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
  pap: opt(oneOf(papLabels.names)),
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
    kind: opt(oneOf(statementKinds.names)),
    subjectKind: opt(oneOf(subjectKinds.names)),
    category: opt(Type.String()),
    chain: opt(Type.String()),
    author: opt(Type.String()),
    feed: opt(Type.String()),
    issuedFrom: opt(Type.String({ description: 'ISO 8601, inclusive' })),
    issuedTo: opt(Type.String({ description: 'ISO 8601, exclusive' })),
    after: opt(Type.Integer({ minimum: 0, description: 'cursor: only what arrived later' })),
    limit: opt(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1000 })),
    history: opt(Type.Boolean()),
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
  bundle: Type.Object({ id: Hex32, index: Type.Integer(), count: Type.Integer(), root: Hex32, issuedAt: Time }),
  lane: Type.Object({
    id: Hex32,
    seq: Type.Integer(),
    prev: Type.Union([Hex32, Type.Null()]),
    head: Type.Integer(),
    marking: Type.String(),
    audience: Type.String(),
  }),
  received: Type.Object({
    at: Time,
    cursor: Type.Integer(),
    via: oneOf(['local', 'gossip', 'sync']),
    node: Type.Union([Hex32, Type.Null()]),
    member: Type.Union([Type.String(), Type.Null()]),
  }),
  related: Type.Array(StatementView, { description: 'what replaces, withdraws, disputes or sights it' }),
})
export type Provenance = Static<typeof Provenance>

// ---------------------------------------------------------------- the node

export const PeerView = Type.Object({
  node: Hex32,
  member: Type.String(),
  address: Type.String(),
  direction: oneOf(['inbound', 'outbound']),
  since: Time,
  charterVersion: Type.Integer(),
  lastSync: Type.Union([Time, Type.Null()]),
  agent: Type.String(),
  latencyMs: opt(Type.Number()),
})
export type PeerView = Static<typeof PeerView>

export const MemberView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: oneOf(memberKinds.names),
  jurisdiction: Type.String(),
  status: oneOf(memberStatuses.names),
  clearance: oneOf(tlpLabels.names),
  nodes: Type.Array(Type.Object({ key: Hex32, connected: Type.Boolean(), revoked: Type.Boolean() })),
})
export type MemberView = Static<typeof MemberView>

export const StatusView = Type.Object({
  version: Type.String(),
  health: oneOf(['green', 'yellow', 'red']),
  warnings: Type.Array(Type.Object({ code: Type.String(), message: Type.String() })),
  network: Hex32,
  networkName: Type.String(),
  member: Type.String(),
  node: Hex32,
  charter: Type.Object({ version: Type.Integer(), hash: Hex32, expiresAt: Time, members: Type.Integer() }),
  statements: Type.Integer(),
  lanes: Type.Integer(),
  peers: Type.Integer({ description: 'admitted nodes connected now' }),
  members: Type.Array(MemberView),
  digest: Type.String({ description: 'equal on nodes that hold the same network-wide lanes; hexadecimal' }),
  cursor: Type.Integer(),
  addresses: Type.Array(Type.String()),
  storeBytes: Type.Union([Type.Integer(), Type.Null()]),
  diskFreeBytes: Type.Union([Type.Integer(), Type.Null()]),
  startedAt: Time,
  uptimeMs: Type.Integer(),
  residentBytes: Type.Integer(),
})
export type StatusView = Static<typeof StatusView>

export const Finding = Type.Object({
  check: Type.String(),
  state: oneOf(['ok', 'warning', 'failed']),
  message: Type.String(),
  hint: opt(Type.String()),
})
export type Finding = Static<typeof Finding>

export const FormatView = Type.Object({
  name: Type.String(),
  summary: Type.String(),
  options: Type.Array(Type.String(), { description: 'the options of an import that mean something to this format' }),
})
export type FormatView = Static<typeof FormatView>

/** The last line has type `summary`; its counts satisfy read = published + replaced + unchanged + sum(rejected). */
export const ScrubLine = Type.Union([
  Type.Object({ type: Type.Literal('progress'), bundles: Type.Integer(), statements: Type.Integer() }),
  Type.Object({ type: Type.Literal('finding'), code: Type.String(), message: Type.String(), at: Type.String() }),
  Type.Object({
    type: Type.Literal('summary'),
    bundles: Type.Integer(),
    statements: Type.Integer(),
    findings: Type.Integer(),
  }),
])
export type ScrubLine = Static<typeof ScrubLine>

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
    type: Type.Literal('reject'),
    line: Type.Integer(),
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

export const CharterView = Type.Object({
  network: Hex32,
  version: Type.Integer(),
  hash: Hex32,
  object: Type.String({ description: 'the newest charter as a control object, base64' }),
})
export type CharterView = Static<typeof CharterView>
