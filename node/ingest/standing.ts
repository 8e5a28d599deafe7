// What a feed of this member says now, and taking back what the feed dropped.
import type { MemberId } from '../../protocol/ids.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import type { Store, StoredStatement } from '../store/types.ts'
import type { Intake } from './intake.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { nodeReader } from '../access/access.ts'
import { identityOf } from './identity.ts'
import { placeOf } from './place.ts'

/** A statement that stands for its record, and the key of that. */
export interface Standing {
  readonly held: StoredStatement
  readonly key: string
}

export interface StandingDeps {
  readonly store: Pick<Store, 'query' | 'identity'>
  readonly member: MemberId
  readonly clock: () => number
}

/**
 * Those that were not replaced, withdrawn or lost, and have not expired. Sightings are not among them: that something was
 * seen does not end when a list no longer says so.
 */
export async function* standingOf(
  feed: string,
  upTo: number,
  after: number,
  { store, member, clock }: StandingDeps,
): AsyncGenerator<Standing, void, void> {
  const now = clock()
  for await (const held of store.query(nodeReader, { feed, author: member, kind: 'indicator', after })) {
    if (held.cursor > upTo) return
    const { statement } = held
    if (held.suspect || (statement.validUntil !== undefined && statement.validUntil <= now)) continue
    const key = identityOf(member, statement)
    const record = store.identity(key)
    if (record !== undefined && !record.withdrawn && record.cursor === held.cursor) yield { held, key }
  }
}

/** Statements between two looks at how much the disk has to do. */
const perRoom = 256

/** Withdraws each on a lane of its own place. Nothing is remembered of what it said, so that it may be said again. */
export async function takeBackDropped(
  dropped: AsyncIterable<Standing>,
  { actor, reason }: { readonly actor: string; readonly reason: string },
  signal: AbortSignal,
  { intake, lastCursor }: { readonly intake: Intake; readonly lastCursor: () => number },
): Promise<number> {
  const runStart = lastCursor()
  let count = 0
  try {
    for await (const { held, key } of dropped) {
      signal.throwIfAborted()
      const place = placeOf(held.marking, held.audience)
      try {
        await intake.ready(place, 'withdrawal')
        const withdraws = [key, { cursor: 0, fingerprints: [], withdrawn: true }] as const
        intake.offer({ statement: withdrawalOf(held, reason), place, actor, runStart, withdraws })
      } catch (error) {
        if (!(error instanceof ProtocolError) || error.code !== 'clearance-exceeded') throw error
        continue
      }
      count += 1
      if (count % perRoom === 0) await intake.room()
    }
  } finally {
    intake.flush()
    await intake.idle()
  }
  return count
}

function withdrawalOf({ id, statement: { subject, origin, readers } }: StoredStatement, reason: string): Statement {
  return {
    ...{ kind: 'withdrawal', subject, target: id, reason },
    ...(origin === undefined ? {} : { origin }),
    ...(readers === undefined ? {} : { readers }),
  }
}
