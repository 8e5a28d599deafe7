// The audit log of a running node, put together: opened with the store, following bundles, control objects and partners.
import { toHex } from '../../protocol/bytes.ts'
import type { SignedHeader } from '../../protocol/bundle.ts'
import type { NodeKey } from '../../protocol/ids.ts'
import { laneHash } from '../../protocol/lane.ts'
import type { KeyPair } from '../../protocol/keys.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/types.ts'
import type { Trust } from '../trust/types.ts'
import { version } from '../version.ts'
import { nodeActor, peerActor } from './actors.ts'
import { createAudit } from './audit.ts'
import { auditCommits } from './commits.ts'
import { type AuditedControl, auditControl } from './control.ts'
import { createAuditDesk } from './desk.ts'
import { auditFrames } from './frames.ts'
import type { AuditDesk } from './types.ts'

export interface OpenAuditDeps {
  readonly store: Store
  readonly trust: Trust
  readonly node: NodeKey
  readonly keys: KeyPair
  /** Whether the node works with its partners, or was opened for one command. */
  readonly online: boolean
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Runs `task` after `ms`; must not keep the process alive. */
  readonly later: (task: () => void, ms: number) => void
  readonly log: Log
}

export interface NodeAudit {
  readonly desk: AuditDesk
  readonly control: AuditedControl
  /** The ledger's frames, recorded where they are not for everybody. */
  frames(frames: Ledger['frames']): Ledger['frames']
  /** A bundle of a restricted lane is about to be announced to a peer, whole. Resolves when the entry is durable. */
  disclosed(peer: NodeKey, signed: SignedHeader): Promise<void>
  /** The last entry; resolves when everything is durable. */
  stop(): Promise<void>
}

/** Opens the log and records the start. Throws StoreError. */
export async function openAudit(deps: OpenAuditDeps): Promise<NodeAudit> {
  const { store, trust, node, clock, later, log } = deps
  const audit = await createAudit({ store, clock, later })
  const memberOf = (key: NodeKey) => trust.memberOfNode(key)?.member
  if (audit.fault !== undefined) log.error('audit-broken', { code: audit.fault })
  const own = trust.memberOfNode(node)
  audit.record({
    action: 'start',
    actor: nodeActor,
    decision: 'allowed',
    objects: [trust.networkId, node, ...(own === undefined ? [] : [toHex(own.hash)])],
    ...(audit.fault === undefined ? {} : { code: audit.fault }),
    detail: {
      lastStop: audit.before === undefined ? 'none' : audit.before === 'stop' ? 'clean' : 'unclean',
      online: deps.online ? 'yes' : 'no',
      statements: store.count(),
      charter: trust.charter().version,
      version,
    },
  })
  auditCommits(audit, memberOf)
  const desk = createAuditDesk({
    audit,
    store,
    network: trust.networkId,
    node,
    secretKey: deps.keys.secretKey,
    clock,
  })
  return {
    desk,
    control: auditControl(trust, audit),
    frames: (frames) => auditFrames(frames, { audit, head: (lane) => store.head(lane), memberOf, clock, later }),
    disclosed: async (peer, { lane, header }) => {
      const actor = peerActor(memberOf(peer), peer)
      const detail = { marking: header.marking.tlp, from: header.seq, to: header.seq }
      audit.record({ action: 'disclose', decision: 'allowed', actor, objects: [laneHash(lane)], detail })
      await audit.flushed()
    },
    stop: async () => {
      audit.record({ action: 'stop', actor: nodeActor, decision: 'allowed', detail: { statements: store.count() } })
      await audit.flushed()
    },
  }
}
