// Shapes of the audit log: entries with their hashes, what a verification tells, and checkpoints.
import { type Static, Type } from 'typebox'
import { auditActions } from '../../audit/types.ts'
import { Hex32, closed, oneOf, opt } from './parts.ts'

const Seq = Type.Integer({ minimum: 1, description: 'number of the entry, from 1 without gaps' })

/** An entry as it is stored: its canonical JSON is what is hashed. */
export const AuditEntryView = Type.Object({
  format: Type.Literal(1),
  seq: Seq,
  time: Type.Integer({ description: 'milliseconds since 1970, by the clock of the node' }),
  actor: Type.String({ description: 'operator, token:ID:NAME, peer:MEMBER:NODEKEY, feed:NAME, public or node' }),
  action: Type.String({ description: `one of ${auditActions.join(', ')}` }),
  decision: oneOf(['allowed', 'refused']),
  code: opt(Type.String({ description: 'why it was refused' })),
  objects: opt(
    Type.Array(Type.String(), { description: 'bundle, statement, token ids; hashes of lanes and control objects' }),
  ),
  objectCount: opt(Type.Integer({ description: 'how many there were, where not all are listed' })),
  objectsDigest: opt(Hex32),
  purpose: opt(Type.String()),
  detail: opt(Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer()]))),
  prev: Type.String({ description: 'hash of the entry before; zeros in the first' }),
})

export const AuditLineView = Type.Object({ entry: AuditEntryView, hash: Hex32 })
export type AuditLineView = Static<typeof AuditLineView>

const filters = {
  since: opt(Type.String({ description: 'ISO 8601, inclusive' })),
  until: opt(Type.String({ description: 'ISO 8601, exclusive' })),
  action: opt(oneOf(auditActions)),
  actor: opt(Type.String({ maxLength: 256, description: 'the whole actor, or its first parts: token is every token' })),
  object: opt(
    Type.String({ maxLength: 256, description: 'a bundle id stands for its statements, a lane id for its hash' }),
  ),
  after: opt(Type.Integer({ minimum: 0, description: 'entries behind this number, oldest first' })),
}

export const AuditFilterQuery = Type.Object(
  { ...filters, limit: opt(Type.Integer({ minimum: 1, maximum: 1_000_000 })) },
  closed,
)
export type AuditFilterQuery = Static<typeof AuditFilterQuery>
export const AuditFollowQuery = Type.Object(filters, closed)

export const AuditVerifyCall = Type.Object(
  {
    checkpoints: opt(
      Type.Array(Type.String({ maxLength: 4096 }), { maxItems: 1024, description: 'armored, as they were kept' }),
    ),
  },
  closed,
)

export const AuditVerdictView = Type.Union([
  Type.Object({
    type: Type.Literal('finding'),
    code: Type.String(),
    seq: Type.Integer({ description: 'the first entry that is concerned' }),
    detail: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('summary'),
    entries: Type.Integer(),
    last: Type.Union([Type.Object({ seq: Seq, hash: Hex32 }), Type.Null()]),
    findings: Type.Integer(),
    checkpoints: Type.Integer({ description: 'that the log was held against' }),
  }),
])
export type AuditVerdictView = Static<typeof AuditVerdictView>

export const AuditExportQuery = Type.Object({ from: opt(Seq) }, closed)
export const AuditFileLine = Type.Object({}, { description: 'a line of the file, as docs/audit.md has it' })

export const CheckpointView = Type.Object({
  checkpoint: Type.String({ description: 'armored, to be kept elsewhere' }),
  seq: Seq,
  hash: Hex32,
})
export type CheckpointView = Static<typeof CheckpointView>
