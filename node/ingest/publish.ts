// Publishes one statement live: resolves when it is durable.
import type { StatementId } from '../../protocol/ids.ts'
import type { Reader } from '../access/access.ts'
import type { Gate } from '../quality/quality.ts'
import type { Forced, IdentityRecord } from '../store/types.ts'
import type { Draft, DraftDeps, Parsed } from './draft.ts'
import type { Intake, Offer, Result } from './intake.ts'
import { formatSubject } from '../../protocol/subjects/index.ts'
import { assertMayForce } from '../quality/gate.ts'
import { QualityError } from '../quality/errors.ts'
import { parseDraft } from './draft.ts'
import { fingerprintOf, identityOf, manualFeed } from './identity.ts'

export interface Outcome {
  readonly result: Result
  readonly id: StatementId
  /** Canonical subject, formatted. */
  readonly subject: string
}

export interface PublishDeps extends DraftDeps {
  readonly intake: Intake
  readonly gate: Gate
  /** Who publishes, as the audit log names it. */
  readonly actor: string
  readonly reader: Reader
  readonly identity: (key: string) => IdentityRecord | undefined
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

/**
 * Parses, decides and publishes. Rejects with ProtocolError, IngestError or QualityError, and with StoreError where the disk
 * fails.
 */
export async function publishDraft(draft: Draft, deps: PublishDeps): Promise<Outcome> {
  if (draft.force === true) assertMayForce(deps.reader)
  const seen = draft.kind === 'sighting' && draft.lastSeen === undefined ? { ...draft, lastSeen: deps.clock() } : draft
  const parsed = parseDraft(seen, deps)
  const forced = (await passGate(parsed, draft.force === true, deps)) ?? parsed.passed
  const { promise, resolve, reject } = Promise.withResolvers<{ result: Result; id: StatementId }>()
  const offer: Offer = {
    statement: parsed.statement,
    place: parsed.place,
    ...(parsed.supersedes === undefined ? {} : { supersedes: parsed.supersedes }),
    actor: deps.actor,
    reader: deps.reader,
    ...(forced === undefined ? {} : { forced }),
    ...withdrawn(parsed, deps),
    settle: (error, { result, id }) => {
      if (error !== undefined) reject(error)
      else if (id === undefined) reject(new Error('a record without its statement'))
      else resolve({ result, id })
    },
  }
  await deps.intake.ready(offer.place, offer.statement.kind)
  deps.intake.offer(offer)
  const { result, id } = await promise
  return { result, id, subject: formatSubject(parsed.statement.subject) }
}

/** By what it would be held, where somebody insists. Throws QualityError where nobody does. */
async function passGate(
  { statement, target }: Parsed,
  force: boolean,
  { gate, reader, actor }: PublishDeps,
): Promise<Forced | undefined> {
  await gate.ready()
  const hold = gate.holds(statement, reader, target?.statement)
  if (hold === undefined) return undefined
  const { code, by, reason } = hold
  if (force) return { code, by }
  gate.note({
    feed: statement.origin?.feed ?? manualFeed,
    value: formatSubject(statement.subject),
    code,
    reason,
    actor,
  })
  throw new QualityError(code, reason)
}

/** A withdrawal marks the record of what it withdraws, so that the next run of the feed does not say it again. */
function withdrawn({ statement, target }: Parsed, deps: PublishDeps): Pick<Offer, 'withdraws'> {
  if (statement.kind !== 'withdrawal' || target === undefined) return {}
  const key = identityOf(target.member, target.statement)
  const known = deps.identity(key)
  // Of what was taken back because its feed dropped it nothing is remembered, so that it may come back: not after this.
  const remembered = known?.fingerprints ?? []
  const fingerprints = remembered.length > 0 ? remembered : [fingerprintOf(target.statement, target.place.key)]
  return { withdraws: [key, { cursor: 0, fingerprints, withdrawn: true }] }
}
