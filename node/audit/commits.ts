// Bundles in the audit log: what this node published, and what came to it that is not for everybody. The entry is in the
// same atomic batch as the bundle, so that neither is ever there without the other.
import { isRestricted } from '../../protocol/entitlement.ts'
import { formatStatementId } from '../../protocol/ids.ts'
import { laneHash } from '../../protocol/lane.ts'
import { limits } from '../../protocol/limits.ts'
import type { LaneId, MemberId, NodeKey } from '../../protocol/ids.ts'
import { parseGrants } from '../../protocol/grant.ts'
import type { CommitBundle } from '../store/types.ts'
import { nodeActor, peerActor } from './actors.ts'
import type { AuditLog } from './audit.ts'
import type { AuditAction, AuditEvent } from './types.ts'

/** `memberOf`: whose a node is. */
export function auditCommits(
  audit: Pick<AuditLog, 'record' | 'onAdding'>,
  memberOf: (node: NodeKey) => MemberId | undefined,
): void {
  /** The epoch of each own lane: its first grants begin it. */
  const epochs = new Map<LaneId, number>()
  audit.onAdding((commit) => {
    const { bundle, from } = commit
    if (from.via === 'local') {
      if (bundle.header.entry === 'grants') {
        const epoch = bundle.header.seal?.epoch ?? 0
        if (epochs.get(bundle.lane) !== epoch) audit.record(turnOf(commit))
        epochs.set(bundle.lane, epoch)
        audit.record(grantsOf(commit))
      } else for (const event of [...saidIn(commit), ...forcedIn(commit)]) audit.record(event)
    } else if (isRestricted(bundle.header)) {
      const actor = from.peer === undefined ? nodeActor : peerActor(memberOf(from.peer), from.peer)
      audit.record({ action: 'receive', actor, objects: placeOf(commit), decision: 'allowed', detail: factsOf(commit) })
    }
  })
}

function placeOf({ bundle }: CommitBundle): string[] {
  return [bundle.id, laneHash(bundle.lane)]
}

function factsOf({ bundle: { header } }: CommitBundle): NonNullable<AuditEvent['detail']> {
  const { marking, seq, count, seal, entry } = header
  return { marking: marking.tlp, seq, count, entry, ...(seal === undefined ? {} : { epoch: seal.epoch }) }
}

function turnOf({ bundle: { lane, header } }: CommitBundle): AuditEvent {
  return {
    action: 'key-epoch',
    actor: nodeActor,
    objects: [laneHash(lane)],
    decision: 'allowed',
    detail: { epoch: header.seal?.epoch ?? 0, marking: header.marking.tlp, charter: header.charter.version },
  }
}

/** With the nodes that the key was granted to. */
function grantsOf(commit: CommitBundle): AuditEvent {
  const { bundle } = commit
  const parsed = bundle.sealed === undefined ? undefined : parseGrants(bundle, bundle.sealed)
  const grants = typeof parsed === 'object' ? parsed.grants : []
  return {
    action: 'key-grant',
    actor: nodeActor,
    objects: [...placeOf(commit), ...grants.map((grant) => grant.node)],
    decision: 'allowed',
    detail: factsOf(commit),
  }
}

/** What somebody insisted on: every statement by its id, those of one actor and one reason together. */
function forcedIn({ bundle, actors, forced = [], statements }: CommitBundle): AuditEvent[] {
  const slots = forced.flatMap((one, index) => (one === undefined ? [] : [{ ...one, index }]))
  const groups = Map.groupBy(slots, ({ code, by, index }) => `${actors?.[index] ?? ''} ${code} ${by}`)
  return [...groups.values()].flatMap((group) =>
    chunks(group, limits.auditObjectsMax).map((part): AuditEvent => {
      const { code = '', by = '', index = 0 } = part[0] ?? {}
      const feed = statements[index]?.origin?.feed
      return {
        action: 'force',
        actor: actors?.[index] ?? nodeActor,
        objects: part.map((slot) => formatStatementId(bundle.id, slot.index)),
        decision: 'allowed',
        code,
        detail: { what: 'quality', by, count: part.length, ...(feed === undefined ? {} : { feed }) },
      }
    }),
  )
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))
}

/** One event for each actor and act of a bundle: as a rule one. */
function saidIn(commit: CommitBundle): AuditEvent[] {
  const { bundle, statements, actors } = commit
  const slots = statements.map((statement, index) => ({
    action: statement?.kind === 'withdrawal' ? 'withdraw' : 'publish',
    actor: actors?.[index] ?? nodeActor,
    feed: statement?.origin?.feed,
    index,
  }))
  const groups = [...Map.groupBy(slots, ({ action, actor }) => `${action} ${actor}`).values()]
  return groups.map((group): AuditEvent => {
    const [first] = group
    const feeds = new Set(group.map(({ feed }) => feed))
    const feed = feeds.size === 1 ? first?.feed : undefined
    // Several in one bundle: which statements are whose.
    const ids = groups.length === 1 ? [] : group.map(({ index }) => formatStatementId(bundle.id, index))
    return {
      action: (first?.action ?? 'publish') as AuditAction,
      actor: first?.actor ?? nodeActor,
      objects: [...placeOf(commit), ...ids],
      decision: 'allowed',
      detail: { ...factsOf(commit), count: group.length, ...(feed === undefined ? {} : { feed }) },
    }
  })
}
