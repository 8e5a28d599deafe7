// Shapes of scheduled feeds.
import { type Static, Type } from 'typebox'
import { subjectKinds, type SubjectKind } from '../../../protocol/names.ts'
import { encodings } from '../../feeds/types.ts'
import { feedStates } from '../../scheduled/types.ts'
import { Time, closed, oneOf, opt } from './parts.ts'

const FeedName = Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,62}$' })

/** Where a source is and how it is read: what a scheduled feed and an import from a URL or folder have in common. */
const source = {
  name: FeedName,
  location: Type.String({
    maxLength: 4096,
    description: 'an http or https URL, or the absolute path of a file or folder that the node can read',
  }),
  format: opt(Type.String({ default: 'auto' })),
  collection: opt(Type.String({ maxLength: 256, description: 'id or title of a TAXII collection' })),
  authFile: opt(Type.String({ maxLength: 4096, description: 'path of a file with USER:PASSWORD, or a token' })),
  caFile: opt(Type.String({ maxLength: 4096, description: 'path of a PEM file' })),
  certFile: opt(Type.String({ maxLength: 4096, description: 'path of a PEM file' })),
  keyFile: opt(Type.String({ maxLength: 4096, description: 'path of a PEM file' })),
  timeoutMs: opt(Type.Integer({ minimum: 100, maximum: 3_600_000 })),
  maxBytes: opt(Type.Integer({ minimum: 1, maximum: 2 ** 40 })),
  allowPrivate: opt(Type.Boolean({ description: 'the loopback and private ranges may be asked' })),
  marking: Type.String({ description: 'TLP 2.0 label; rows that state a stricter one keep that' }),
  audience: opt(Type.String({ description: 'left out: everyone' })),
  shareHistory: opt(Type.Boolean()),
  pap: opt(Type.String()),
  permittedActions: opt(Type.Array(Type.String())),
  jurisdictions: opt(Type.Array(Type.String())),
  noRepublish: opt(Type.Boolean()),
  category: opt(Type.String()),
  confidence: opt(Type.Integer({ minimum: 0, maximum: 100 })),
  chain: opt(Type.String()),
  kind: opt(Type.Enum<SubjectKind[]>([...subjectKinds.names])),
  encoding: opt(Type.Enum([...encodings])),
  columns: opt(Type.String({ description: 'FIELD=COLUMN,... with a name or a number from 1' })),
  header: opt(Type.Boolean()),
  delimiter: opt(Type.String({ minLength: 1, maxLength: 1 })),
  force: opt(Type.Boolean({ description: 'publish what the quality gate would hold' })),
}

export const FetchCall = Type.Object(
  { ...source, widen: opt(Type.Boolean({ description: 'let more have what was said to fewer before' })) },
  closed,
)
export type FetchCall = Static<typeof FetchCall>

export const NewFeed = Type.Object(
  {
    ...source,
    every: Type.String({ description: 'a span such as 15m, 1h or 1d' }),
    maxLoss: opt(
      Type.Number({ minimum: 0, maximum: 100, description: 'percent of what stands that a run may withdraw' }),
    ),
    replace: opt(Type.Boolean({ description: 'change the settings of a feed that is there' })),
    check: opt(Type.Boolean({ description: 'look at the source first', default: true })),
    dryRun: opt(Type.Boolean({ description: 'look at the source, and keep nothing' })),
  },
  closed,
)
export type NewFeed = Static<typeof NewFeed>

const counts = {
  read: Type.Integer(),
  published: Type.Integer({ description: 'those that replace an earlier statement included' }),
  replaced: Type.Integer(),
  unchanged: Type.Integer(),
  rejected: Type.Record(Type.String(), Type.Integer(), { description: 'by code' }),
}

export const RunView = Type.Object({
  startedAt: Time,
  durationMs: Type.Integer(),
  by: oneOf(['schedule', 'operator']),
  code: Type.String({ description: 'ok, not-modified, held, or why it failed' }),
  reason: opt(Type.String()),
  bytes: Type.Integer(),
  ...counts,
  withdrawn: Type.Integer(),
  held: Type.Integer({ description: 'vanished, and waiting to be confirmed' }),
  confirmed: opt(Type.Boolean({ description: 'what was held before it was withdrawn on request' })),
  incomplete: opt(Type.String({ description: 'why nothing was withdrawn although the run ended well' })),
})
export type RunView = Static<typeof RunView>

/** A statement that is held. */
export const HeldLine = Type.Object({ id: Type.String(), subject: Type.String() })
export type HeldLine = Static<typeof HeldLine>

export const HeldView = Type.Object({
  at: Time,
  count: Type.Integer(),
  stood: Type.Integer({ description: 'statements of the feed that stood then' }),
  sample: Type.Array(HeldLine, { description: 'the first of them' }),
})
export type HeldView = Static<typeof HeldView>

export const FeedView = Type.Object({
  name: Type.String(),
  location: Type.String(),
  format: Type.String(),
  collection: opt(Type.String()),
  marking: Type.String(),
  audience: opt(Type.String()),
  every: Type.String(),
  maxLoss: Type.Number(),
  settings: Type.Record(Type.String(), Type.Unknown(), {
    description: 'the other settings; secrets as the paths of their files',
  }),
  state: oneOf(feedStates),
  running: Type.Boolean(),
  createdAt: Time,
  nextAt: Time,
  lastSuccessAt: Type.Union([Time, Type.Null()]),
  lagMs: Type.Integer({ description: 'age of the last success beyond the interval' }),
  attempts: Type.Integer({ description: 'failed runs since the last good one' }),
  last: Type.Union([RunView, Type.Null()]),
  held: Type.Union([HeldView, Type.Null()]),
  rejects: Type.Array(
    Type.Object({
      line: Type.Integer(),
      member: opt(Type.String()),
      value: Type.String(),
      code: Type.String(),
      reason: Type.String(),
    }),
    { description: 'the first rejected rows of the last run' },
  ),
})
export type FeedView = Static<typeof FeedView>

export const CheckView = Type.Object({
  kind: oneOf(['url', 'file', 'folder', 'misp-feed', 'taxii']),
  formats: Type.Array(Type.String()),
  note: opt(Type.String()),
  taken: Type.Integer({ description: 'of the first rows' }),
  rejected: Type.Record(Type.String(), Type.Integer()),
  sample: Type.Array(Type.String(), { description: 'the first subjects' }),
})
export type CheckView = Static<typeof CheckView>

/** A feed in the status of the node. */
export const FeedStatus = Type.Object({
  name: Type.String(),
  state: oneOf(feedStates),
  running: Type.Boolean(),
  lastSuccessAt: Type.Union([Time, Type.Null()]),
  nextAt: Time,
  lagMs: Type.Integer(),
  held: Type.Integer(),
  code: Type.Union([Type.String(), Type.Null()], { description: 'of the last run' }),
})
export type FeedStatus = Static<typeof FeedStatus>
