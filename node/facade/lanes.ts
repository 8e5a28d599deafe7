// The restricted lanes that are held here, and who holds the key of which epoch: for the operator, and for nobody else.
import type { LaneId } from '../../protocol/ids.ts'
import type { Grant } from '../../protocol/grant.ts'
import type { LaneHead, Store } from '../store/types.ts'
import type { Trust } from '../trust/types.ts'
import type { GrantView, LaneSummary } from '../api/schemas/lanes.ts'
import { formatAudience } from '../../protocol/audience-text.ts'
import { equalBytes } from '../../protocol/bytes.ts'
import { isRestricted, recipientsOf } from '../../protocol/entitlement.ts'
import { decodeGrant } from '../../protocol/grant.ts'
import { sha256 } from '../../protocol/hash.ts'
import { laneHash } from '../../protocol/lane.ts'
import { decodePayload } from '../../protocol/payload.ts'
import { isoTime } from '../api/view.ts'
import { createEntitlement } from '../ledger/entitlement.ts'

export interface LanesDeps {
  readonly store: Pick<Store, 'heads' | 'head' | 'headerAt' | 'bundle' | 'epochKey'>
  readonly trust: Pick<Trust, 'charter' | 'member' | 'memberOfNode' | 'nodes'>
}

/** Restricted lanes, those of one's own first, then by author. */
export function restrictedLanes({ store, trust }: LanesDeps): LaneSummary[] {
  const { charter } = trust.charter()
  return store
    .heads()
    .filter(isRestricted)
    .sort((a, b) => (a.member === b.member ? b.issuedAt - a.issuedAt : a.member < b.member ? -1 : 1))
    .map((head) => ({
      ...summaryOf(head),
      recipients: recipientsOf(charter, head.audience, head.marking).map(({ id }) => id),
      openable: store.epochKey(head.lane, head.epoch ?? 0) !== undefined,
    }))
}

function summaryOf(head: LaneHead): Omit<LaneSummary, 'recipients' | 'openable'> {
  return {
    lane: head.lane,
    laneHash: laneHash(head.lane),
    author: head.member,
    node: head.node,
    marking: head.marking.tlp,
    audience: formatAudience(head.audience),
    shareHistory: head.audience.shareHistory,
    epoch: head.epoch ?? 0,
    bundles: head.seq,
    statements: head.count,
    issuedAt: isoTime(head.issuedAt),
  }
}

/**
 * Whom the epochs of a lane were granted to, newest first: of the newest epoch, or of all. `undefined` where no restricted
 * lane of that id is held.
 */
export async function laneGrants(lane: LaneId, all: boolean, deps: LanesDeps): Promise<GrantView[] | undefined> {
  const { store, trust } = deps
  const head = store.head(lane)
  if (head === undefined || !isRestricted(head)) return undefined
  const { mayNodeHave } = createEntitlement(trust)
  const views: GrantView[] = []
  for (let seq = head.seq; seq >= 1; seq -= 1) {
    const signed = store.headerAt(lane, seq)
    if (signed === undefined) continue
    const epoch = signed.header.seal?.epoch ?? 0
    if (!all && epoch !== head.epoch) break
    if (signed.header.entry !== 'grants') continue
    const bundle = await store.bundle(lane, seq)
    if (bundle?.sealed === undefined) continue
    for (const grant of grantsIn(bundle.header.count, bundle.sealed)) {
      const known = trust.memberOfNode(grant.node)
      views.push({
        epoch,
        member: known?.member ?? null,
        node: grant.node,
        grantedAt: isoTime(signed.header.issuedAt),
        entitledNow: mayNodeHave(head, grant.node),
        kemKeyCurrent: known !== undefined && equalBytes(sha256(known.kemKey), grant.kemKeyHash),
        history: grant.history !== undefined && grant.history.length > 0,
      })
    }
  }
  return views
}

function grantsIn(count: number, payload: Uint8Array): Grant[] {
  return decodePayload(payload, count).flatMap(({ statement }) =>
    statement === undefined ? [] : [decodeGrant(statement)],
  )
}
