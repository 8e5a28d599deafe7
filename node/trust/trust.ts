// Who is a member and whose keys count: judged from control objects alone, which are verified before they are kept and
// durable before they act. What is derived from them is derived anew after every change.
import { createHash } from 'node:crypto'
import type { SignedHeader } from '../../protocol/bundle.ts'
import type { ProtocolCode } from '../../protocol/codes.ts'
import type { LaneId, MemberId, NetworkId, NodeKey } from '../../protocol/ids.ts'
import type { Store } from '../store/types.ts'
import type { Applied, KnownNode, Trust } from './types.ts'
import { equalBytes, fromHex, toHex } from '../../protocol/bytes.ts'
import { checkCertificate, decodeCertificate } from '../../protocol/certificate.ts'
import { type CharterChain, buildChain, charterAt, extendChain, newestCharter } from '../../protocol/charter-chain.ts'
import { type CharterState, memberOf } from '../../protocol/charter.ts'
import { encodeControl } from '../../protocol/control.ts'
import { type Cut, cutOf } from '../../protocol/cut.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { checkFork, decodeFork, proveFork } from '../../protocol/fork.ts'
import { checkRecord, decodeRecord } from '../../protocol/record.ts'
import { checkRevocation, decodeRevocation } from '../../protocol/revocation.ts'
import { ControlObjects, type HeldObject, holdObject } from './objects.ts'

export interface TrustDeps {
  readonly store: Pick<Store, 'controls' | 'putControl' | 'deleteControl'>
  readonly network: NetworkId
  /** Control objects of the home, for a store that holds none yet. */
  readonly seed: readonly { readonly name: string; readonly object: Uint8Array }[]
  readonly log: { warn(event: string, fields?: Readonly<Record<string, unknown>>): void }
}

/** Objects that may count once something else has come; kept in memory, since whoever sent them has them still. */
const deferredMax = 256
const deferred = new Set<string>(['charter-gap', 'member-unknown', 'node-unknown', 'charter-prev-mismatch'])

/** @throws ProtocolError where no genesis charter of the network is held or seeded */
export async function createTrust({ store, network, seed, log }: TrustDeps): Promise<Trust> {
  const objects = new ControlObjects()
  const waiting = new Map<string, Uint8Array>()
  const changed = new Set<() => void>()
  const accepted = new Set<(object: Uint8Array) => void>()
  let turn: Promise<unknown> = Promise.resolve()

  for await (const { bytes } of store.controls()) objects.add(holdObject(bytes))
  let chain: CharterChain = await startChain()
  let nodes = new Map<NodeKey, KnownNode>()
  let cuts = new Map<LaneId, Cut | undefined>()
  let digest = new Uint8Array()
  derive()
  for (const { name, object } of seed) {
    const { code } = await apply(object, false)
    if (code !== 'accepted' && code !== 'held' && code !== 'record-stale') log.warn('seed-refused', { name, code })
  }

  /** The chain of what is held; the genesis comes from the seed where nothing is held yet. */
  async function startChain(): Promise<CharterChain> {
    if (objects.of('charter').length === 0) {
      for (const { object } of seed) {
        const held = holdObject(object)
        if (held.object.type !== 'charter') continue
        const begun = buildChain(network, [held.object])
        await store.putControl(held.hash, held.bytes)
        objects.add(held)
        return begun
      }
    }
    return buildChain(
      network,
      objects.of('charter').map(({ object }) => object),
    )
  }

  /** Everything that follows from the objects held. */
  function derive(): void {
    const state = newestCharter(chain)
    const revocations = objects.revocations()
    nodes = new Map()
    for (const held of objects.of('certificate')) {
      if (checkCertificate(held.object, state) !== undefined) continue
      const { member, nodeKey, kemKey, serial, issuedAt } = decodeCertificate(held.object.payload)
      const revoked = revocations.some((one) => one.nodeKey === nodeKey && one.member === member)
      const hash = fromHex(held.hash) ?? new Uint8Array()
      nodes.set(nodeKey, { member, node: nodeKey, kemKey, serial, issuedAt, hash, object: held.bytes, revoked })
    }
    cuts = new Map()
    const sum = createHash('sha256')
    for (const hash of objects.hashes()) sum.update(hash, 'hex')
    digest = new Uint8Array(sum.digest())
  }

  /** What an object is worth under what is held. `keep`: it stays even where it is not accepted (a rival charter). */
  function judge({ object }: HeldObject): { code: 'accepted' | ProtocolCode; chain?: CharterChain; keep?: boolean } {
    const state = newestCharter(chain)
    switch (object.type) {
      case 'charter': {
        const held = objects.of('charter').map((one) => one.object)
        const next = extendChain(chain, held, object)
        return { ...next, keep: next.code === 'charter-conflict' && next.chain !== chain }
      }
      case 'certificate':
        return { code: checkCertificate(object, state) ?? 'accepted' }
      case 'revocation': {
        const { nodeKey } = decodeRevocation(object.payload)
        const certificate = objects.certificateOf(nodeKey)?.object
        return { code: checkRevocation(object, state, certificate) ?? 'accepted' }
      }
      case 'fork-proof': {
        const known = nodes.has(decodeFork(object.payload).node)
        return { code: known ? (checkFork(object, network) ?? 'accepted') : 'node-unknown' }
      }
      case 'node-record': {
        const known = nodes.has(decodeRecord(object.payload).nodeKey)
        return { code: known ? (checkRecord(object, network) ?? 'accepted') : 'node-unknown' }
      }
    }
  }

  /** `seen`: from bundles that this node was given itself. */
  async function take(bytes: Uint8Array, seen: boolean): Promise<Applied> {
    let held: HeldObject
    try {
      held = holdObject(bytes)
      if (objects.has(held.hash)) return { code: 'held' }
      if (held.secret && !seen) return { code: 'not-entitled' }
      const judged = judge(held)
      if (judged.code !== 'accepted' && judged.keep !== true) {
        if (deferred.has(judged.code)) defer(held)
        return { code: judged.code }
      }
      const contest = objects.contest(held)
      if (contest.outdone) return { code: held.object.type === 'node-record' ? 'record-stale' : 'held' }
      await store.putControl(held.hash, held.bytes)
      objects.add(held)
      if (contest.pushesOut !== undefined) await drop(contest.pushesOut)
      if (judged.chain !== undefined) chain = judged.chain
      derive()
      if (held.object.type === 'charter') await dropSuperseded()
      for (const listener of changed) listener()
      if (!held.secret) for (const listener of accepted) listener(held.bytes)
      return { code: judged.code }
    } catch (error) {
      if (error instanceof ProtocolError) return { code: error.code }
      throw error
    }
  }

  async function drop(held: HeldObject): Promise<void> {
    await store.deleteControl(held.hash)
    objects.remove(held)
  }

  /** Certificates that the newest charter no longer lets count are no longer passed on. */
  async function dropSuperseded(): Promise<void> {
    const state = newestCharter(chain)
    for (const held of objects.of('certificate')) {
      if (checkCertificate(held.object, state) !== undefined) await drop(held)
    }
    derive()
  }

  function defer(held: HeldObject): void {
    if (waiting.size >= deferredMax) waiting.delete(waiting.keys().next().value ?? '')
    waiting.set(held.hash, held.bytes)
  }

  /** One at a time: each object is judged under everything before it. What waited is tried again after a change. */
  function apply(bytes: Uint8Array, seen: boolean): Promise<Applied> {
    const mine = turn.then(async () => {
      const result = await take(bytes, seen)
      for (let again = result.code === 'accepted'; again;) {
        again = false
        for (const [hash, other] of [...waiting]) {
          waiting.delete(hash)
          if ((await take(other, false)).code === 'accepted') again = true
        }
      }
      return result
    })
    turn = mine.catch(() => undefined)
    return mine
  }

  const cut = (place: { lane: LaneId; member: MemberId; node: NodeKey }): Cut | undefined => {
    if (!cuts.has(place.lane)) {
      const { charter } = newestCharter(chain)
      cuts.set(place.lane, cutOf(place, { charter, revocations: objects.revocations(), forks: objects.forks() }))
    }
    return cuts.get(place.lane)
  }
  const stateObject = (state: CharterState): Uint8Array[] =>
    objects
      .of('charter')
      .filter(({ object }) => equalBytes(object.payload, state.payload))
      .map(({ bytes }) => bytes)

  return {
    networkId: network,
    charter: () => newestCharter(chain),
    charterAt: (version) => charterAt(chain, version),
    conflict: () => {
      if (chain.rivals.length === 0) return undefined
      return { version: newestCharter(chain).version + 1, charters: chain.rivals.flatMap(stateObject) }
    },
    member: (id) => memberOf(newestCharter(chain).charter, id),
    memberOfNode: (node) => nodes.get(node),
    nodes: () => [...nodes.values()],
    isActiveNode: (node) => {
      const known = nodes.get(node)
      return (
        known !== undefined &&
        !known.revoked &&
        memberOf(newestCharter(chain).charter, known.member)?.status === 'active'
      )
    },
    cutOf: cut,
    apply: (bytes) => apply(bytes, false),
    reportFork: (held: SignedHeader, other: SignedHeader) => apply(encodeControl(proveFork(held, other)), true),
    digest: () => digest,
    hashes: () => objects.hashes().flatMap((hash) => fromHex(hash) ?? []),
    object: (hash) => {
      const held = objects.get(toHex(hash))
      return held === undefined || held.secret ? undefined : held.bytes
    },
    objects: (type) =>
      type === 'charter' ? chain.states.flatMap(stateObject) : objects.of(type).map(({ bytes }) => bytes),
    addresses: () => new Map(objects.records().map(({ nodeKey, addresses }) => [nodeKey, addresses])),
    recordSerial: (node) => objects.records().find((record) => record.nodeKey === node)?.serial ?? 0,
    chartersAfter: (version) => chain.states.slice(version).flatMap(stateObject),
    onChange: (listener) => {
      changed.add(listener)
      return () => void changed.delete(listener)
    },
    onAccepted: (listener) => {
      accepted.add(listener)
      return () => void accepted.delete(listener)
    },
  }
}
