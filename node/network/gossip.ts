// Open lanes and control objects on gossipsub: small bundles whole, larger ones as a header whose body is pulled. A message
// is forwarded after this node has committed what it announces, so that every forwarder can serve it.
import type { GossipSub, GossipsubMessage } from '@libp2p/gossipsub'
import type { PeerId } from '@libp2p/interface'
import type { TopicValidatorResult } from '@libp2p/gossipsub'
import { bundleId } from '../../protocol/bundle.ts'
import type { SignedHeader } from '../../protocol/bundle.ts'
import { isRestricted } from '../../protocol/entitlement.ts'
import { decodeFrame } from '../../protocol/frame.ts'
import { decodeHeader } from '../../protocol/header.ts'
import type { BundleId, NodeKey } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import { wire } from '../../protocol/names.ts'
import { decodeStrict, encode } from '../../protocol/strict.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { headerFrame } from './announcer.ts'
import { createBudgets } from './budget.ts'
import type { Connections } from './connections.ts'
import type { Counters } from './counters.ts'
import { reasonOf } from './errors.ts'
import { topicsOf } from './host.ts'
import { gossipLimits } from './limits.ts'
import { nodeKeyOf } from './node-id.ts'
import type { NetworkDeps } from './types.ts'
import { gossipResult, isDeferred } from './verdicts.ts'
import type { GossipCode } from './verdicts.ts'

export interface GossipDeps {
  readonly node: NetworkDeps
  readonly pubsub: GossipSub
  readonly connections: Pick<Connections, 'get'>
  readonly counters: Counters
  /** Pulls from a peer; resolves when that has ended. */
  readonly sync: (node: NodeKey, options: { readonly control: boolean }) => Promise<void>
}

export interface Gossip {
  readonly start: () => void
  readonly stop: () => void
  /** Tells of a bundle of an open lane. Throws TypeError for one of a restricted lane, as the next does. */
  readonly announce: (bundle: SignedHeader, frame: Uint8Array) => void
  /** Tells of the bundle with which an open lane ended after a sync, unless it was heard or told of before. */
  readonly announceHead: (bundle: SignedHeader) => void
  readonly announceControl: (object: Uint8Array) => void
  readonly forget: (node: NodeKey) => void
}

/** gossipsub's report of an asynchronous validation, which its exported type leaves out. */
interface Reporting {
  reportMessageValidationResult(id: string, source: PeerId, result: TopicValidatorResult): void
}

export function createGossip(deps: GossipDeps): Gossip {
  const { node, pubsub, counters } = deps
  const { open, control } = topicsOf(node.trust.networkId)
  const budgets = createBudgets(node.clock)
  const seen = createSeen(gossipLimits.seenMax)
  let stopped = false

  const publish = (topic: string, message: wire.GossipMessage.$Properties): void => {
    if (stopped) return
    const data = encode(wire.GossipMessage, new wire.GossipMessage({ version: limits.protocolVersion, ...message }))
    pubsub.publish(topic, data).then(
      ({ recipients }) => {
        for (let at = 0; at < recipients.length; at++) counters.message('out')
        counters.bytes('gossip')('out', data.length * recipients.length)
      },
      (error: unknown) => node.log.debug('network.publish-failed', { topic, reason: reasonOf(error) }),
    )
  }

  const onMessage = (event: CustomEvent<GossipsubMessage>): void => {
    const { propagationSource, msgId, msg } = event.detail
    counters.message('in')
    counters.bytes('gossip')('in', msg.data.length)
    const report = (code: GossipCode): void => {
      if (stopped) return
      if (code !== 'accepted' && code !== 'held' && code !== 'duplicate') counters.refused(code)
      const reporting = pubsub as unknown as Reporting
      reporting.reportMessageValidationResult(msgId, propagationSource, gossipResult(code))
    }
    const source = nodeKeyOf(propagationSource)
    if (source === undefined || deps.connections.get(source) === undefined) return report('not-admitted')
    if (!budgets.take(source)) {
      void pullFrom(source, false)
      return report('rate-exceeded')
    }
    void judge(msg.topic, msg.data, source).then((code) => {
      budgets.done(source)
      report(code)
    })
  }

  /** Never rejects: what fails here is no fault of the peer. */
  const judge = async (topic: string, data: Uint8Array, source: NodeKey): Promise<GossipCode> => {
    try {
      const message = decodeStrict(wire.GossipMessage, data, gossipLimits.messageMaxBytes)
      if (message.version !== limits.protocolVersion) return 'version-unsupported'
      const { frame, control: object } = message
      if ((topic === open ? object : frame).length > 0) return 'field-invalid'
      return topic === open ? await judgeFrame(frame, source) : await judgeControl(object, source)
    } catch (error) {
      if (error instanceof ProtocolError) return error.code
      node.log.warn('network.receive-failed', { node: source, reason: reasonOf(error) })
      return 'receive-failed'
    }
  }

  const judgeFrame = async (frame: Uint8Array, source: NodeKey): Promise<GossipCode> => {
    const { header } = decodeFrame(frame)
    if (isRestricted(decodeHeader(header))) return 'restricted-on-gossip'
    const id = bundleId(header)
    if (seen.has(id)) return 'duplicate'
    const { code, signed } = await node.receive(frame, { peer: source, via: 'gossip' })
    // Only now: a copy with a bad signature must not keep the good one out.
    if (signed !== undefined) seen.add(id)
    if (code !== 'wanted' && !isDeferred(code)) return code
    await pullFrom(source, code !== 'wanted' && code !== 'gap')
    const again = await node.receive(frame, { peer: source, via: 'gossip' })
    if (again.code === 'duplicate' || again.code === 'accepted') return 'accepted'
    seen.delete(id)
    return again.code === 'wanted' ? 'gap' : again.code
  }

  const judgeControl = async (object: Uint8Array, source: NodeKey): Promise<GossipCode> => {
    const { code } = await node.trust.apply(object)
    if (isDeferred(code)) void pullFrom(source, true)
    return code
  }

  const pullFrom = async (source: NodeKey, withControl: boolean): Promise<void> => {
    try {
      await deps.sync(source, { control: withControl })
    } catch (error) {
      node.log.debug('network.pull-failed', { node: source, reason: reasonOf(error) })
    }
  }

  const announce: Gossip['announce'] = (bundle, frame) => {
    if (isRestricted(bundle.header)) throw new TypeError('a bundle of a restricted lane never touches gossip')
    seen.add(bundle.id)
    publish(open, { frame: frame.length <= limits.gossipWholeMaxBytes ? frame : headerFrame(bundle) })
  }

  return {
    start: () => {
      pubsub.addEventListener('gossipsub:message', onMessage)
      pubsub.subscribe(open)
      pubsub.subscribe(control)
    },
    stop: () => {
      stopped = true
      pubsub.removeEventListener('gossipsub:message', onMessage)
    },
    announce,
    announceHead: (bundle) => {
      if (!seen.has(bundle.id)) announce(bundle, headerFrame(bundle))
    },
    announceControl: (object) => publish(control, { control: object }),
    forget: (peer) => budgets.forget(peer),
  }
}

interface Seen {
  has(id: BundleId): boolean
  add(id: BundleId): void
  delete(id: BundleId): void
}

/** A set that forgets what came first. */
export function createSeen(max: number): Seen {
  const ids = new Set<BundleId>()
  return {
    has: (id) => ids.has(id),
    add: (id) => {
      ids.delete(id)
      ids.add(id)
      if (ids.size <= max) return
      const [oldest] = ids
      if (oldest !== undefined) ids.delete(oldest)
    },
    delete: (id) => void ids.delete(id),
  }
}
