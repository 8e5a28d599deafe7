// Says again what no longer counts of a lane of this node: after two histories of the lane met, the statements past the
// common position are kept as suspect by everybody, and the author publishes them on a new lane.
import type { LaneId, MemberId } from '../../protocol/ids.ts'
import type { Store } from '../store/types.ts'
import type { Trust } from '../trust/types.ts'
import type { Intake } from './intake.ts'
import { agreedUpTo } from '../../protocol/cut.ts'
import { decodeStatement } from '../../protocol/statement.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { createChains } from '../ledger/chains.ts'
import { identityOf } from './identity.ts'
import { placeOf } from './place.ts'

export interface ResayDeps {
  readonly store: Store
  readonly trust: Trust
  readonly intake: Intake
  readonly member: MemberId
}

/** What this version cannot read, and so cannot say again: it stays where it is. */
const notUnderstood = new Set<string>(['statement-malformed', 'statement-unknown'])
/** Nobody listens to this key, or may have it, any more. */
const silenced = new Set<string>([
  'certificate-revoked',
  'member-inactive',
  'clearance-exceeded',
  'audience-empty',
  'audience-required',
  'audience-name-unknown',
])

/** What was said again, replaced or withdrawn since is left out, so that a second run says nothing. */
export async function resay(lane: LaneId, { store, trust, intake, member }: ResayDeps): Promise<void> {
  const head = store.head(lane)
  const cut = head === undefined ? undefined : trust.cutOf(head)
  if (head === undefined || cut === undefined) return
  const from = agreedUpTo(cut, createChains({ store, trust }).chainOf(lane)) + 1
  try {
    for await (const { slots, header, firstCursor } of store.bundles(lane, from, head.seq)) {
      for (const [index, slot] of slots.entries()) {
        const statement = slot.statement === undefined ? undefined : understood(slot.statement)
        if (statement === undefined) continue
        const known = store.identity(identityOf(member, statement))
        if (known !== undefined && known.cursor !== firstCursor + index) continue
        const place = placeOf(header.marking, header.audience)
        await intake.ready(place)
        intake.offer({ statement, place, runStart: store.lastCursor(), again: true })
      }
      await intake.room()
    }
  } catch (error) {
    if (!(error instanceof ProtocolError) || !silenced.has(error.code)) throw error
  }
  intake.flush()
  await intake.idle()
}

function understood(bytes: Uint8Array): ReturnType<typeof decodeStatement> | undefined {
  try {
    return decodeStatement(bytes)
  } catch (error) {
    if (error instanceof ProtocolError && notUnderstood.has(error.code)) return undefined
    throw error
  }
}
