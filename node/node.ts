// The composition root: opens a home and wires store, trust, ingest and network together. Nothing else knows them all.
import { randomBytes } from 'node:crypto'
import type { LaneId, NodeKey } from '../protocol/ids.ts'
import type { ComposeOptions, RunningNode } from './api/facade.ts'
import type { Network } from './network/types.ts'
import type { Epoch, OpenLane } from './ingest/lanes.ts'
import { placeOf } from './ingest/place.ts'
import { hexId, idBytes } from '../protocol/ids.ts'
import { fromHex, toHex } from '../protocol/bytes.ts'
import { generateKeyPair } from '../protocol/keys.ts'
import { assertVerifier } from '../protocol/verify.ts'
import { decodeControl } from '../protocol/control.ts'
import { isRestricted } from '../protocol/entitlement.ts'
import { laneId } from '../protocol/lane.ts'
import { limits } from '../protocol/limits.ts'
import { type MarkedLane, markCleanStop, takeCleanStop } from './home/clean-stop.ts'
import { kemPublicKey } from './home/kem.ts'
import { keepObject } from './home/control.ts'
import { type Home, networkOf, readControls, readNodeSeeds, readRetiredKems } from './home/home.ts'
import { actorOf } from './audit/actors.ts'
import { openAudit } from './audit/open.ts'
import { createDelivery } from './delivery/delivery.ts'
import { openAccess } from './facade/access.ts'
import { widened } from './audit/widened.ts'
import { createFacade } from './facade/facade.ts'
import { suspectRule } from './ledger/chains.ts'
import { createEntitledNodes } from './ledger/entitled.ts'
import { createLedger } from './ledger/ledger.ts'
import { headerFrameOf, smallFrameOf } from './ledger/frames.ts'
import { createIngest } from './ingest/ingest.ts'
import { IngestError } from './ingest/errors.ts'
import { createSettling } from './settling.ts'
import { openQuality } from './quality/quality.ts'
import { createPushes } from './push/pushes.ts'
import { openStore } from './store/index.ts'
import type { Store } from './store/types.ts'
import { createTrust } from './trust/trust.ts'

/** Statements of an own bundle up to this many are sent whole, if they fit. */
const announceWholeMax = 64

/** Opens the home's node. Throws HomeError, StoreError, ProtocolError, IngestError `not-a-member`, NetworkError. */
export async function composeNode(home: Home, options: ComposeOptions): Promise<RunningNode> {
  assertVerifier()
  const network = networkOf(home)
  const seeds = await readNodeSeeds(home)
  const keys = generateKeyPair(seeds.node)
  const node = hexId<NodeKey>(keys.publicKey)
  const clock = (): number => Date.now()
  const failed = new AbortController()
  const { log } = options

  const { onWritten } = options
  const store = await openStore(home.paths.store, { clock, ...(onWritten === undefined ? {} : { onWritten }) })
  try {
    store.onFailure((error) => {
      log.error('store-failed', { error })
      failed.abort(error)
    })
    const trust = await createTrust({ store, network, seed: await readControls(home), log })
    const own = trust.memberOfNode(node)
    if (own === undefined) throw new IngestError('not-a-member', 'no certificate of this node is held in its home')
    store.setSuspect(suspectRule({ store, trust }))
    const later = (task: () => void, ms: number): void => void setTimeout(task, ms).unref()
    const audit = await openAudit({ store, trust, node, keys, online: options.network, clock, later, log })
    const random = (bytes: number): Uint8Array => randomBytes(bytes)
    const access = await openAccess({ home, store, trust, member: own.member, clock, random, later })
    const quality = openQuality({ store, trust, member: own.member, clock, later })
    const ingest = createIngest({
      store,
      trust,
      gate: quality,
      member: own.member,
      node,
      secretKey: keys.secretKey,
      kem: { seed: seeds.kem, publicKey: own.kemKey },
      retiredKems: await Promise.all(
        (await readRetiredKems(home)).map(async (seed) => ({ seed, publicKey: await kemPublicKey(seed) })),
      ),
      log,
      clock,
      random: (bytes) => randomBytes(bytes),
      later,
      resume: (await lanesToResume(home, store, idBytes(network), keys.publicKey)).filter(
        ({ lane }) => trust.cutOf({ lane, member: own.member, node }) === undefined,
      ),
    })
    const ledger = createLedger({ store, trust, member: own.member })
    const delivery = createDelivery({ store, trust, member: own.member, node, secretKey: keys.secretKey, clock, log })
    const pushes = await createPushes({
      ...{ store, clock, random, importRows: (rows, request, signal) => ingest.importRows(rows, request, signal) },
      widening: (request) => audit.desk.record(widened({ ...request, actor: actorOf(request.reader) })),
    })
    const settling = createSettling({ store, trust, ingest, node, log })
    trust.onAccepted((object) => {
      keepObject(home, decodeControl(object)).catch((error: unknown) => log.error('control-not-kept', { error }))
    })

    let net: Network | undefined
    if (options.network) {
      const { createNetwork } = await import('./network/network.ts')
      net = await createNetwork(
        {
          nodeSecretKey: keys.secretKey,
          certificate: own.object,
          clock,
          random: (bytes) => randomBytes(bytes),
          log,
          trust: settling.trust,
          receive: (frame, from) => ingest.receive(frame, from),
          digest: ledger.digest,
          frontier: ledger.frontier,
          frames: audit.frames(ledger.frames),
          entitledNodes: createEntitledNodes(trust, node),
          disclose: (peer, signed) => audit.disclosed(peer, signed),
          handed: delivery.delivered,
          acksFor: delivery.acksFor,
          takeAck: delivery.takeAck,
          isOwnLane: (lane) => store.head(lane)?.node === node || ingest.isOpen(lane),
          ownLaneAhead: async (lane) => {
            if (ingest.isOpen(lane)) await ingest.retire(lane)
          },
        },
        networkOptions(home),
      )
      announceOwn(net, store)
      await net.start()
      settling.follow(net)
    }
    const renew = (): void => {
      ingest.renewEpochs().catch((error: unknown) => log.error('epochs-not-renewed', { error }))
    }
    trust.onChange(renew)
    renew()
    const rooms = {
      home,
      store,
      trust,
      ingest,
      ledger,
      delivery,
      audit,
      access,
      pushes,
      network: net,
      quality: quality.desk,
    }
    const facade = createFacade({ ...rooms, keys, node, clock, log })
    return {
      facade,
      failed: failed.signal,
      stop: async () => {
        await facade.scheduled.stop()
        await facade.webhooks.stop()
        await pushes.stop()
        await net?.stop()
        await delivery.settled()
        const open = failed.signal.aborted ? undefined : await ingest.stop()
        if (open !== undefined) await quality.noted()
        if (open !== undefined) await audit.stop()
        await store.close()
        if (open !== undefined) await markCleanStop(home.paths.cleanStop, open.flatMap(markOf))
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

function networkOptions({ config }: Home) {
  return {
    listen: config.listen,
    ...(config.announce === undefined ? {} : { announce: config.announce }),
    ...(config.bootstrap === undefined ? {} : { bootstrap: config.bootstrap }),
    ...(config.syncIntervalMs === undefined ? {} : { timing: { syncIntervalMs: config.syncIntervalMs } }),
  }
}

/** Tells others of own bundles once they are durable, and authors of theirs. What came the network passes on by itself. */
function announceOwn(network: Network, store: Store): void {
  store.onCommit(({ bundle, from }) => {
    if (from.via !== 'local') {
      if (isRestricted(bundle.header)) network.acknowledge(bundle.header.member)
      return
    }
    const small = bundle.header.count <= announceWholeMax ? smallFrameOf(bundle) : undefined
    const whole = small !== undefined && small.length <= limits.gossipWholeMaxBytes
    network.announce(bundle, whole ? small : headerFrameOf(bundle))
  })
}

/** The lanes of a clean stop that stand in the store as the mark says. */
async function lanesToResume(home: Home, store: Store, network: Uint8Array, key: Uint8Array): Promise<OpenLane[]> {
  const marked = (await takeCleanStop(home.paths.cleanStop)) ?? []
  return marked.flatMap((mark: MarkedLane): OpenLane[] => {
    const nonce = fromHex(mark.nonce)
    if (nonce?.length !== limits.nonceBytes) return []
    const lane = laneId(network, key, nonce)
    const head = store.head(lane)
    if (head === undefined || head.seq !== mark.seq || head.id !== mark.id) return []
    const place = placeOf(head.marking, head.audience)
    const epoch = head.epoch === undefined ? undefined : ownEpoch(store, lane, head.epoch)
    // Without the key nothing can follow in a restricted lane.
    if (place.restricted && epoch === undefined) return []
    const { seq, id, issuedAt } = head
    return [{ place, nonce, lane, seq, id, issuedAt, ...(epoch === undefined ? {} : { epoch }) }]
  })
}

function ownEpoch(store: Store, lane: LaneId, number: number): Epoch | undefined {
  const held = store.epochKey(lane, number)
  return held?.own === undefined ? undefined : { number, key: held.key, ...held.own }
}

function markOf({ place, nonce, seq, id }: OpenLane): MarkedLane[] {
  return id === undefined ? [] : [{ tlp: place.marking.tlp, nonce: toHex(nonce), seq, id }]
}
