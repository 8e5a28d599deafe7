// Who of those that were named has what this member said: queued until a node of theirs was handed the bytes, delivered
// until one of them acknowledges. Durable, one mark where a recipient came further; what is queued follows from the lanes.
import { checkAck } from '../../protocol/ack.ts'
import { namesMembers, recipientsOf } from '../../protocol/entitlement.ts'
import type { LaneId, MemberId, NodeKey } from '../../protocol/ids.ts'
import { createEntitlement } from '../ledger/entitlement.ts'
import type { DeliveryMark, DeliveryState, LaneHead, Store } from '../store/types.ts'
import type { Trust } from '../trust/types.ts'
import { DeliveryError } from './errors.ts'
import { createOwed } from './owed.ts'

export interface DeliveryDeps {
  readonly store: Pick<Store, 'head' | 'heads' | 'headerAt' | 'putDeliveries' | 'delivery' | 'deliveredTo'>
  readonly trust: Pick<Trust, 'networkId' | 'charter' | 'member' | 'memberOfNode'>
  readonly member: MemberId
  readonly node: NodeKey
  /** Ed25519 seed of the node. */
  readonly secretKey: Uint8Array
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly log: { error(event: string, fields?: Readonly<Record<string, unknown>>): void }
}

export interface RecipientState {
  readonly member: MemberId
  readonly state: 'queued' | DeliveryState
  /** Since when, milliseconds since 1970. */
  readonly at: number
  /** The node of the recipient that was given it, or acknowledged it. */
  readonly node?: NodeKey
  /** The SignedAck, as it came. */
  readonly proof?: Uint8Array
}

/** What a recipient has not acknowledged of a lane: from the bundle of statements at `seq` on. */
export interface Pending extends RecipientState {
  readonly head: LaneHead
  readonly seq: number
}

export interface Delivery {
  /** `peer` was handed the bytes of a lane up to `seq`. Anything but a recipient of a lane of this member is left aside. */
  readonly delivered: (peer: NodeKey, lane: LaneId, seq: number) => void
  readonly acksFor: (peer: NodeKey) => readonly Uint8Array[]
  /** Resolves when it is durable: `accepted`; `held` where it says nothing new; otherwise why it is refused. */
  readonly takeAck: (bytes: Uint8Array, peer: NodeKey) => Promise<{ readonly code: string }>
  /** Everybody who was named, in the order of their ids. Throws DeliveryError `delivery-untracked`. */
  readonly stateOf: (lane: LaneId, seq: number) => Promise<RecipientState[]>
  /** Of all lanes of this member to named members. */
  readonly pending: () => AsyncIterable<Pending>
  /** Resolves when everything that was noted before is durable. */
  readonly settled: () => Promise<void>
}

export function createDelivery(deps: DeliveryDeps): Delivery {
  const { store, trust, member: own, clock } = deps
  const entitlement = createEntitlement(trust)
  const handed = new Map<string, DeliveryMark>()
  let writing: Promise<void> | undefined

  /** The lane, where deliveries of it are kept. */
  const trackedHead = (lane: LaneId): LaneHead | undefined => {
    const head = store.head(lane)
    return head !== undefined && isTracked(head) ? head : undefined
  }
  const isTracked = (head: LaneHead): boolean => head.member === own && namesMembers(head.audience)

  /** The member of a node, where it is another one that may have the lane now. */
  const recipientOf = (head: LaneHead, node: NodeKey): MemberId | undefined => {
    const known = trust.memberOfNode(node)
    if (known === undefined || known.revoked || known.member === own) return undefined
    return entitlement.mayHave(head, known.member) ? known.member : undefined
  }

  const delivered: Delivery['delivered'] = (peer, lane, seq) => {
    const head = trackedHead(lane)
    const member = head === undefined ? undefined : recipientOf(head, peer)
    if (head === undefined || member === undefined || seq > head.seq) return
    const key = `${lane} ${member}`
    if ((handed.get(key)?.seq ?? 0) >= seq) return
    handed.set(key, { lane, member, state: 'delivered', seq, at: clock(), node: peer })
    // What comes while one write is under way goes into the next.
    writing ??= write().finally(() => (writing = undefined))
  }

  const write = async (): Promise<void> => {
    try {
      while (handed.size > 0) {
        const marks = [...handed.values()]
        handed.clear()
        const known = await Promise.all(marks.map(({ lane, member }) => store.delivery(lane, member, 'delivered')))
        const more = marks.filter(({ seq }, at) => (known[at]?.seq ?? 0) < seq)
        if (more.length > 0) await store.putDeliveries(more)
      }
    } catch (error) {
      // The store says by itself that it failed. The recipient is served again, or acknowledges.
      handed.clear()
      deps.log.error('delivery-not-noted', { error })
    }
  }

  const takeAck: Delivery['takeAck'] = async (bytes) => {
    const ack = checkAck(bytes, trust.networkId)
    if (typeof ack === 'string') return { code: ack }
    const { lane, seq, bundle, node } = ack
    const head = trackedHead(lane)
    const member = head === undefined ? undefined : recipientOf(head, node)
    if (head === undefined || member === undefined || seq > head.seq) return { code: 'ack-unexpected' }
    if (store.headerAt(lane, seq)?.id !== bundle) return { code: 'ack-unexpected' }
    if (((await store.delivery(lane, member, 'acknowledged'))?.seq ?? 0) >= seq) return { code: 'held' }
    const proof = Uint8Array.from(bytes)
    await store.putDeliveries([{ lane, member, state: 'acknowledged', seq, at: clock(), node, proof }])
    return { code: 'accepted' }
  }

  const stateAt = async (head: LaneHead, member: MemberId, seq: number): Promise<RecipientState> => {
    const mark =
      (await store.delivery(head.lane, member, 'acknowledged', seq)) ??
      (await store.delivery(head.lane, member, 'delivered', seq))
    if (mark === undefined) {
      return { member, state: 'queued', at: store.headerAt(head.lane, seq)?.header.issuedAt ?? head.issuedAt }
    }
    const { state, at, node, proof } = mark
    return { member, state, at, node, ...(proof === undefined ? {} : { proof }) }
  }

  const recipients = ({ audience, marking }: LaneHead): MemberId[] =>
    recipientsOf(trust.charter().charter, audience, marking).flatMap(({ id }) => (id === own ? [] : [id]))

  /** Grants alone say nothing to anybody. */
  const firstStatements = (head: LaneHead, from: number): number | undefined => {
    for (let seq = from; seq <= head.seq; seq++) {
      if (store.headerAt(head.lane, seq)?.header.entry === 'statements') return seq
    }
    return undefined
  }

  return {
    delivered,
    takeAck,
    acksFor: createOwed({ ...deps, entitlement }),
    stateOf: async (lane, seq) => {
      const head = trackedHead(lane)
      if (head === undefined || seq > head.seq) {
        throw new DeliveryError('delivery-untracked', 'no deliveries are kept of this statement')
      }
      const members = new Set([...recipients(head), ...(await store.deliveredTo(lane))])
      return Promise.all([...members].sort().map((member) => stateAt(head, member, seq)))
    },
    pending: async function* () {
      for (const head of store.heads()) {
        if (!isTracked(head)) continue
        for (const member of recipients(head).sort()) {
          const acknowledged = (await store.delivery(head.lane, member, 'acknowledged'))?.seq ?? 0
          const seq = firstStatements(head, acknowledged + 1)
          if (seq !== undefined) yield { ...(await stateAt(head, member, seq)), head, seq }
        }
      }
    },
    settled: async () => {
      while (writing !== undefined) await writing
    },
  }
}
