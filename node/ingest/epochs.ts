// When a restricted lane gets a new key: before its first statement, when the nodes that are entitled change, and weekly.
// The key is granted in the lane itself, ahead of what is sealed under it (docs/protocol.md#epochs).
import type { Bundle } from '../../protocol/bundle.ts'
import type { Charter } from '../../protocol/charter.ts'
import type { Grant, SharedKey } from '../../protocol/grant.ts'
import type { LaneId, MemberId, NodeKey } from '../../protocol/ids.ts'
import type { CommitBundle, EpochKey, LaneHead } from '../store/types.ts'
import type { Entitlement } from '../ledger/entitlement.ts'
import type { KnownNode } from '../trust/types.ts'
import type { Heads } from './heads.ts'
import type { Epoch, OpenLane, OwnLanes } from './lanes.ts'
import type { Place } from './place.ts'
import { placeOf } from './place.ts'
import { isRestricted, mayReceive, namesMembers } from '../../protocol/entitlement.ts'
import { unknownNames } from '../../protocol/audience-text.ts'
import { equalBytes } from '../../protocol/bytes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { encodeGrant, sealHistory } from '../../protocol/grant.ts'
import { sha256 } from '../../protocol/hash.ts'
import { idBytes } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'

type GrantNode = Pick<KnownNode, 'node' | 'kemKey'>

export interface EpochsDeps {
  readonly member: MemberId
  readonly node: NodeKey
  readonly lanes: OwnLanes
  readonly heads: Heads
  /** Throws where this node may not write at this place now. */
  readonly assertRight: (place: Place) => void
  /** The newest. */
  readonly charter: () => Charter
  readonly nodes: () => readonly KnownNode[]
  readonly mayHave: Entitlement['mayHave']
  readonly commit: (bundle: CommitBundle) => Promise<unknown>
  readonly storedHeads: () => readonly LaneHead[]
  readonly epochKey: (lane: LaneId, epoch: number) => EpochKey | undefined
  readonly makeGrants: (
    lane: LaneId,
    epoch: number,
    epochKey: Uint8Array,
    audience: Place['audience'],
    recipients: readonly GrantNode[],
    history?: Uint8Array,
  ) => Promise<Grant[]>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
}

export interface Epochs {
  /** What to wait for before anything is sealed at this place; `undefined`: nothing. Rejects where no key can be granted. */
  readonly ready: (place: Place) => Promise<void> | undefined
  /** Throws ProtocolError where nobody could receive, or the author names what the charter does not know. */
  readonly assertReceived: (place: Place) => void
  /** After a change of trust: whoever is entitled now gets the key, whoever is no longer does not get the next. */
  readonly renew: () => Promise<void>
}

const nonceBytes = 12

export function createEpochs(deps: EpochsDeps): Epochs {
  const { member, lanes, heads } = deps
  const beginning = new Map<string, Promise<void>>()

  const entitled = (place: Place): GrantNode[] => {
    const addressed = { member, marking: place.marking, audience: place.audience }
    return deps
      .nodes()
      .filter((known) => !known.revoked && deps.mayHave(addressed, known.member))
      .sort((a, b) => (a.node < b.node ? -1 : 1))
  }

  const isCurrent = ({ place, epoch }: OpenLane): boolean =>
    epoch !== undefined &&
    deps.clock() - epoch.startedAt < limits.epochMaxMs &&
    // A clock that was set back must not make an epoch last.
    epoch.startedAt <= deps.clock() + limits.clockSkewMaxMs &&
    equalBytes(epoch.entitled, digestOf(entitled(place)))

  /** The newest key of the lane that this one takes over from, after a stop that was not clean. */
  const formerKey = ({ place, lane }: OpenLane): SharedKey | undefined => {
    const former = deps
      .storedHeads()
      .filter(
        (head) =>
          head.node === deps.node && head.lane !== lane && placeOf(head.marking, head.audience).key === place.key,
      )
      .sort((a, b) => b.firstCursor - a.firstCursor)[0]
    if (former?.epoch === undefined) return undefined
    const key = deps.epochKey(former.lane, former.epoch)?.key
    return key === undefined ? undefined : { nonce: former.nonce, epoch: former.epoch, key }
  }

  const historyOf = (lane: OpenLane): SharedKey[] => {
    if (!lane.place.audience.shareHistory) return []
    const { epoch } = lane
    const before = epoch === undefined ? formerKey(lane) : { nonce: lane.nonce, epoch: epoch.number, key: epoch.key }
    return before === undefined ? [] : [before]
  }

  const begin = async (place: Place): Promise<void> => {
    for (;;) {
      deps.assertRight(place)
      const lane = lanes.at(place)
      if (isCurrent(lane)) return
      const recipients = entitled(place)
      const epoch: Epoch = {
        number: (lane.epoch?.number ?? 0) + 1,
        key: deps.random(limits.epochKeyBytes),
        startedAt: deps.clock(),
        entitled: digestOf(recipients),
      }
      const earlier = historyOf(lane)
      const history =
        earlier.length === 0
          ? undefined
          : sealHistory(lane.lane, epoch.number, epoch.key, earlier, deps.random(nonceBytes))
      const grants = await deps.makeGrants(lane.lane, epoch.number, epoch.key, place.audience, recipients, history)
      // Trust may have moved on meanwhile, or the lane was given up.
      if (lanes.at(place) !== lane || !equalBytes(epoch.entitled, digestOf(entitled(place)))) continue
      await Promise.all(lanes.begin(place, epoch, grants.map(encodeGrant)).map((bundle) => write(bundle, epoch)))
      return
    }
  }

  const write = (bundle: Bundle, { number, key, startedAt, entitled: granted }: Epoch): Promise<unknown> =>
    heads.during(bundle, () =>
      deps.commit({
        bundle: { ...bundle, slots: [] },
        statements: [],
        from: { via: 'local' },
        live: true,
        epochKeys: [{ lane: bundle.lane, epoch: number, key, own: { startedAt, entitled: granted } }],
      }),
    )

  const ready = (place: Place): Promise<void> | undefined => {
    if (!place.restricted) return undefined
    const running = beginning.get(place.key)
    if (running !== undefined) return running
    if (isCurrent(lanes.at(place))) return undefined
    const work = begin(place).finally(() => beginning.delete(place.key))
    beginning.set(place.key, work)
    return work
  }

  return {
    ready,
    assertReceived: ({ marking, audience, restricted }) => {
      if (!restricted) return
      const charter = deps.charter()
      if (marking.tlp === 'TLP:RED' && !namesMembers({ expr: audience.expr })) {
        throw new ProtocolError('audience-required', 'TLP:RED is for members that are named one by one')
      }
      const [unknown] = unknownNames(charter, audience)
      if (unknown !== undefined) {
        throw new ProtocolError('audience-name-unknown', `the charter knows no ${unknown.op} ${unknown.name}`)
      }
      if (charter.members.some(({ id }) => id !== member && mayReceive(charter, audience, marking, id))) return
      throw new ProtocolError('audience-empty', `nobody would receive it: ${marking.tlp} to this audience`)
    },
    renew: async () => {
      const open = lanes.open().filter(({ place }) => place.restricted)
      const known = new Set(open.map(({ place }) => place.key))
      const places = open.filter((lane) => !isCurrent(lane)).map(({ place }) => place)
      // A lane that was given up is no longer written, so what it shared is granted anew on the one after it.
      for (const head of deps.storedHeads()) {
        if (head.node !== deps.node || !head.audience.shareHistory || !isRestricted(head)) continue
        const place = placeOf(head.marking, head.audience)
        if (known.has(place.key)) continue
        known.add(place.key)
        const granted = head.epoch === undefined ? undefined : deps.epochKey(head.lane, head.epoch)?.own?.entitled
        if (granted === undefined || !equalBytes(granted, digestOf(entitled(place)))) places.push(place)
      }
      for (const place of places) {
        try {
          await ready(place)
        } catch (error) {
          // Whoever may not write any more grants nothing; what was granted stays what it was.
          if (!(error instanceof ProtocolError)) throw error
        }
      }
    },
  }
}

/** SHA-256 over the nodes and their KEM keys, in order. */
function digestOf(nodes: readonly GrantNode[]): Uint8Array {
  return sha256(...nodes.flatMap(({ node, kemKey }) => [idBytes(node), sha256(kemKey)]))
}
