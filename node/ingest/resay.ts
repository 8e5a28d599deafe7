// Says again what only this node holds of a lane of its own: after two histories of the lane met, the statements past
// the common position are kept as suspect by everybody, and the author publishes them on a new lane.
import type { LaneId } from '../../protocol/ids.ts'
import type { Store } from '../store/types.ts'
import type { Trust } from '../trust/types.ts'
import type { Intake } from './intake.ts'
import { decodeStatement } from '../../protocol/statement.ts'
import { ProtocolError } from '../../protocol/errors.ts'

/** What this version cannot read, and so cannot say again. */
const notUnderstood = new Set<string>(['statement-malformed', 'statement-unknown'])

export async function resay(
  lane: LaneId,
  { store, trust, intake }: { store: Store; trust: Trust; intake: Intake },
): Promise<void> {
  const head = store.head(lane)
  const cut = head === undefined ? undefined : trust.cutOf(head)
  if (head === undefined || cut === undefined || head.seq <= cut.seq) return
  for await (const bundle of store.bundles(lane, cut.seq + 1, head.seq)) {
    for (const slot of bundle.slots) {
      if (slot.statement === undefined) continue
      try {
        const statement = decodeStatement(slot.statement)
        intake.offer({ statement, tlp: bundle.header.marking.tlp, runStart: store.lastCursor(), again: true })
      } catch (error) {
        // It stays where it is.
        if (!(error instanceof ProtocolError) || !notUnderstood.has(error.code)) throw error
      }
    }
    await intake.room()
  }
  intake.flush()
  await intake.idle()
}
