// What the API may ask of this node, put together from its rooms.
import { randomBytes } from 'node:crypto'
import type { MemberId, StatementId, NodeKey } from '../../protocol/ids.ts'
import type { KeyPair } from '../../protocol/keys.ts'
import type { NodeAudit } from '../audit/open.ts'
import type { AccessFacade, ImportRequest, NodeFacade } from '../api/facade.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { Home } from '../home/home.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Network } from '../network/types.ts'
import type { Pushes } from '../push/types.ts'
import type { QualityDesk } from '../quality/quality.ts'
import type { Store } from '../store/types.ts'
import type { Trust } from '../trust/types.ts'
import { subjectKey } from '../../protocol/subjects/index.ts'
import { toHex } from '../../protocol/bytes.ts'
import { widened } from '../audit/widened.ts'
import { isoTime } from '../api/view.ts'
import { judgeStandings } from '../api/standing.ts'
import { importers } from '../feeds/index.ts'
import { ApiError } from '../api/errors.ts'
import { operatorName } from '../access/access.ts'
import { testAudience } from './audience.ts'
import { certificatesOf } from './certificates.ts'
import { applyControl } from './control.ts'
import { deliveriesOf } from './deliveries.ts'
import { evidenceOf } from './evidence.ts'
import { invitationFor } from './invitation.ts'
import { lanePositions } from './positions.ts'
import { laneGrants, restrictedLanes } from './lanes.ts'
import { createReading } from './read.ts'
import { lower } from '../tokens/bounds.ts'
import { createScheduled } from '../scheduled/scheduled.ts'
import { createTaxii } from '../taxii/taxii.ts'
import { createWebhooks } from '../webhooks/webhooks.ts'
import type { Log } from '../log.ts'
import { createReaderStatus } from './reader-status.ts'
import { provenanceOf } from './show.ts'
import { createStatus } from './status.ts'
import { scrubStore } from './scrub.ts'

export interface FacadeDeps {
  readonly home: Home
  readonly store: Store
  readonly trust: Trust
  readonly ingest: Ingest
  readonly ledger: Ledger
  readonly delivery: Delivery
  readonly network: Network | undefined
  readonly keys: KeyPair
  readonly node: NodeKey
  readonly clock: () => number
  readonly audit: NodeAudit
  readonly access: AccessFacade
  readonly pushes: Pushes
  readonly quality: QualityDesk
  readonly log: Log
}

export function createFacade(deps: FacadeDeps): NodeFacade {
  const { home, store, trust, ingest, network, clock, audit } = deps
  const reading = createReading(store, clock)
  const aboutStatement: Parameters<typeof provenanceOf>[4] = (reader, id: StatementId) => {
    const held = store.statement(reader, id)
    return held === undefined ? [] : judgeStandings(store.about(reader, subjectKey(held.statement.subject)), clock())
  }
  const later = (task: () => void, ms: number): void => void setTimeout(task, ms).unref()
  const scheduled = createScheduled({
    ...{ store, ingest, clock, later, audit: audit.desk, log: deps.log, online: network !== undefined },
    member: trust.memberOfNode(deps.node)?.member ?? (home.profile.id as MemberId),
    random: (bytes) => randomBytes(bytes),
  })
  const webhooks = createWebhooks({
    ...{ store, clock, audit: audit.desk, log: deps.log, query: reading.query, online: network !== undefined },
    member: trust.memberOfNode(deps.node)?.member ?? (home.profile.id as MemberId),
    bound: () => {
      const own = trust.memberOfNode(deps.node)?.member ?? home.profile.id
      const entry = trust.member(own as MemberId)
      const most = home.config.access?.maxForStaff
      const clearance = entry?.status === 'active' ? entry.clearance : 'TLP:CLEAR'
      return most === undefined ? clearance : lower(clearance, most)
    },
    random: (bytes) => randomBytes(bytes),
    later,
  })
  const own = trust.memberOfNode(deps.node)?.member ?? (home.profile.id as MemberId)
  const charter: NodeFacade['charter'] = () => {
    const { version, hash } = trust.charter()
    const object = trust.objects('charter').at(-1)
    if (object === undefined) throw new TypeError('a node without a charter')
    return { network: trust.networkId, version, hash: toHex(hash), object, rivals: trust.conflict()?.charters ?? [] }
  }
  return {
    home: home.dir,
    access: deps.access,
    status: createStatus(
      deps,
      () => scheduled,
      () => webhooks,
    ),
    readerStatus: createReaderStatus(deps),
    peers: () =>
      Promise.resolve(
        (network?.peers() ?? []).map((peer) => ({
          node: peer.node,
          member: peer.member,
          address: peer.address,
          direction: peer.direction,
          since: isoTime(peer.since),
          charterVersion: peer.charterVersion,
          lastSync: peer.lastSync === undefined ? null : isoTime(peer.lastSync),
          agent: peer.agent,
          ...(peer.latencyMs === undefined ? {} : { latencyMs: peer.latencyMs }),
        })),
      ),
    formats: () =>
      [...importers.values()].map(({ name, summary, options }) => ({ name, summary, options: [...options] })),
    audit: audit.desk,
    publish: (draft, actor, reader) => ingest.publish(draft, actor, reader),
    importFeed: (bytes, request, signal) => {
      if (request.widen === true) audit.desk.record(widened(request))
      return ingest.importFeed(bytes, importOf(request), signal)
    },
    pushes: deps.pushes,
    quality: deps.quality,
    ...reading,
    show: (reader, id) => provenanceOf(store, trust, reader, id, aboutStatement),
    evidence: (reader, id) => evidenceOf(deps, reader, id),
    testAudience: (asked) => testAudience(asked, { trust, member: home.profile.id as MemberId }),
    webhooks,
    scheduled,
    taxii: createTaxii({
      ...{ store, own, charter, clock, site: home.config.taxii ?? {}, pushes: deps.pushes },
      publish: (draft, actor, reader) => ingest.publish(draft, actor, reader),
      random: (bytes) => randomBytes(bytes),
    }),
    lanes: () => restrictedLanes(deps),
    laneGrants: (lane, all) => laneGrants(lane, all, deps),
    deliveries: (reader, id) => deliveriesOf(reader, id, deps),
    scrub: (signal) => scrubStore(store, signal),
    charter,
    positions: (reader, query) => {
      if (reader.kind !== 'local') throw new ApiError('operator-only', 'positions of lanes are for the operator')
      return lanePositions(query, deps)
    },
    certificates: (member) => certificatesOf(member, trust),
    applyControl: (object, actor = operatorName) =>
      audit.control.handIn(object, actor, () => applyControl(object, trust)),
    invitation: (request) => Promise.resolve().then(() => invitationFor(request, trust)),
  }
}

/** Where it goes apart from how it is read. */
function importOf({
  format,
  feed,
  widen,
  force,
  actor,
  reader,
  ...rest
}: ImportRequest): Parameters<Ingest['importFeed']>[1] {
  const { marking, audience, shareHistory, pap, permittedActions, jurisdictions, noRepublish, ...options } = rest
  const where = { marking, audience, shareHistory, pap, permittedActions, jurisdictions, noRepublish }
  return { format, feed, where: stated(where), options, ...stated({ widen, force, actor, reader }) }
}

/** Without what is left out. */
function stated<Fields extends object>(fields: { [Key in keyof Fields]: Fields[Key] | undefined }): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>
}
