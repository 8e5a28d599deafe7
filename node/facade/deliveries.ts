// What became of what this member said to named members, as an author may see it.
import { formatAudience } from '../../protocol/audience-text.ts'
import { formatStatementId, parseStatementId, type StatementId } from '../../protocol/ids.ts'
import { type Reader, mayRead } from '../access/access.ts'
import type { DeliveryView } from '../api/schemas/delivery.ts'
import { isoTime } from '../api/view.ts'
import type { Delivery, RecipientState } from '../delivery/delivery.ts'
import type { LaneHead, Store } from '../store/types.ts'

export interface DeliveriesDeps {
  readonly store: Pick<Store, 'statement' | 'head' | 'headerAt' | 'bundleById'>
  readonly delivery: Pick<Delivery, 'stateOf' | 'pending'>
}

/**
 * The recipients of one statement, or of every lane all that somebody has not acknowledged. `undefined` where the
 * statement is not held, or not for this reader. Throws DeliveryError `delivery-untracked`.
 */
export async function deliveriesOf(
  reader: Reader,
  id: StatementId | undefined,
  { store, delivery }: DeliveriesDeps,
): Promise<DeliveryView[] | undefined> {
  // Who was given a statement is nothing that it says: the operator sees it of all that its node holds.
  const mayKnow = (head: LaneHead, statement: StatementId): boolean =>
    mayRead(reader, head) && (reader.kind === 'local' || store.statement(reader, statement) !== undefined)

  if (id !== undefined) {
    const place = parseStatementId(id)
    const bundle = place === undefined ? undefined : await store.bundleById(place.bundle)
    const head = bundle === undefined ? undefined : store.head(bundle.lane)
    if (place === undefined || bundle === undefined || head === undefined) return undefined
    if (bundle.header.entry !== 'statements' || place.index >= bundle.header.count) return undefined
    if (!mayKnow(head, id)) return undefined
    const states = await delivery.stateOf(bundle.lane, bundle.header.seq)
    return states.map((state) => viewOf(state, head, id))
  }
  const views: DeliveryView[] = []
  for await (const { head, seq, ...state } of delivery.pending()) {
    const bundle = store.headerAt(head.lane, seq)?.id
    if (bundle === undefined) continue
    const statement = formatStatementId(bundle, 0)
    if (mayKnow(head, statement)) views.push({ ...viewOf(state, head, statement), pending: head.seq - seq + 1 })
  }
  return views
}

function viewOf(
  { member, state, at, node, proof }: RecipientState,
  head: LaneHead,
  statement: StatementId,
): DeliveryView {
  return {
    ...{ statement, member, state, since: isoTime(at), node: node ?? null },
    ...{ marking: head.marking.tlp, audience: formatAudience(head.audience) },
    ...(proof === undefined ? {} : { proof: Buffer.from(proof).toString('base64') }),
  }
}
