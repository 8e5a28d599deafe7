// Restricted lanes as they come in: grants are unwrapped, bundles opened where the key of their epoch is known, and what
// was kept unopened is opened once a later grant brings earlier keys.
import { zstdDecompressSync } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import type { SignedHeader, Slot } from '../../protocol/bundle.ts'
import type { EarlierKey, Grant } from '../../protocol/grant.ts'
import type { LaneId, NodeKey } from '../../protocol/ids.ts'
import type { ProtocolCode } from '../../protocol/codes.ts'
import type { EpochEntry, Store, StoredBundle } from '../store/types.ts'
import { checkRoot, decodePayload } from '../../protocol/bundle.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { decodeGrant, openHistory, parseGrants } from '../../protocol/grant.ts'
import { limits } from '../../protocol/limits.ts'
import { checkSealed, unsealPayload } from '../../protocol/seal.ts'
import { understand } from './understand.ts'

export interface UnsealDeps {
  readonly node: NodeKey
  readonly store: Pick<Store, 'bundles' | 'epochKey' | 'putEpochKeys' | 'unopened' | 'open' | 'head'>
  /** The epoch key in a grant to this node, or why it does not open. */
  readonly openGrant: (grant: Grant, signed: SignedHeader) => Promise<Uint8Array | ProtocolCode>
  readonly log: { warn(event: string, fields?: Readonly<Record<string, unknown>>): void }
}

export interface Unsealing {
  /** The keys that the grants of a bundle bring to this node, or why the bundle is refused. */
  readonly takeGrants: (signed: SignedHeader, payload: Uint8Array) => Promise<EpochEntry[] | ProtocolCode>
  /** What a sealed bundle says; `undefined` where its key is not known here. */
  readonly unseal: (signed: SignedHeader, payload: Uint8Array) => readonly Slot[] | undefined | ProtocolCode
  /** Opens what earlier keys of the lane now open. Call it when grants of the lane are durable. */
  readonly openEarlier: (lane: LaneId) => Promise<void>
}

interface LastGrants {
  readonly epoch: number
  readonly commitment: Uint8Array
}

const lastGrantsMax = 4096
const cachedKeys = 4096

export function createUnsealing({ node, store, openGrant, log }: UnsealDeps): Unsealing {
  const last = new Map<LaneId, LastGrants>()
  // Those of grants that are not durable yet, and of lanes that are read in one go.
  const keys = new LRUCache<string, Uint8Array>({ max: cachedKeys })
  let opening: Promise<unknown> = Promise.resolve()

  const keyOf = (lane: LaneId, epoch: number): Uint8Array | undefined => {
    const name = `${lane} ${epoch}`
    const key = keys.get(name) ?? store.epochKey(lane, epoch)?.key
    if (key !== undefined) keys.set(name, key)
    return key
  }

  const lastOf = async ({ lane, header }: SignedHeader): Promise<LastGrants | undefined> => {
    const known = last.get(lane)
    if (known !== undefined) return known
    for await (const { header: before, sealed } of store.bundles(lane, header.seq - 1, header.seq - 1)) {
      if (before.entry !== 'grants' || sealed === undefined) return undefined
      const grant = firstGrant(before.count, sealed)
      return grant === undefined ? undefined : { epoch: grant.epoch, commitment: grant.commitment }
    }
    return undefined
  }

  const unseal: Unsealing['unseal'] = (signed, payload) => {
    const { lane, header } = signed
    const key = keyOf(lane, header.seal?.epoch ?? 0)
    if (key === undefined) return checkSealed(signed, payload)
    const compressed = unsealPayload(signed, key, payload)
    if (typeof compressed === 'string') return compressed
    try {
      const plain = zstdDecompressSync(compressed, { maxOutputLength: limits.bundlePayloadMaxBytes })
      const slots = decodePayload(plain, header.count)
      return checkRoot(signed, slots) ?? slots
    } catch (error) {
      return error instanceof ProtocolError ? error.code : 'payload-malformed'
    }
  }

  /** Keys in the history of the lane's grants whose epoch is known, newest first: each leads to the one before it. */
  const earlierKeys = async (lane: LaneId): Promise<EarlierKey[]> => {
    const found = new Map<string, EarlierKey>()
    const grants: StoredBundle[] = []
    for await (const bundle of store.bundles(lane, 1, store.head(lane)?.seq ?? 0)) {
      if (bundle.header.entry === 'grants') grants.push(bundle)
    }
    for (const granting of grants.reverse()) {
      const { header, sealed } = granting
      const epoch = header.seal?.epoch ?? 0
      const key = found.get(`${lane} ${epoch}`)?.key ?? store.epochKey(lane, epoch)?.key
      const history = key === undefined || sealed === undefined ? undefined : firstGrant(header.count, sealed)?.history
      if (key === undefined || history === undefined || history.length === 0) continue
      const opened = openHistory(granting, key, history)
      if (opened === 'grant-invalid') {
        log.warn('history-invalid', { lane, epoch })
        continue
      }
      for (const one of opened) found.set(`${one.lane} ${one.epoch}`, one)
    }
    return [...found.values()].filter((one) => store.epochKey(one.lane, one.epoch) === undefined)
  }

  const openLane = async (lane: LaneId): Promise<void> => {
    for await (const bundle of store.unopened(lane)) {
      if (bundle.sealed === undefined) continue
      const slots = unseal(bundle, bundle.sealed)
      if (slots === undefined) continue
      if (typeof slots === 'string') log.warn('bundle-not-opened', { bundle: bundle.id, code: slots })
      else await store.open({ id: bundle.id, slots, statements: slots.map(understand) })
    }
  }

  const openEarlier = async (lane: LaneId, seen: Set<LaneId> = new Set()): Promise<void> => {
    if (seen.has(lane)) return
    seen.add(lane)
    const earlier = await earlierKeys(lane)
    if (earlier.length > 0) await store.putEpochKeys(earlier)
    await openLane(lane)
    for (const { lane: other } of earlier)
      if (other !== lane && store.head(other) !== undefined) await openEarlier(other, seen)
  }

  return {
    takeGrants: async (signed, payload) => {
      const { lane, header } = signed
      const epoch = header.seal?.epoch ?? 0
      const before = await lastOf(signed)
      const parsed = parseGrants(signed, payload, before?.epoch === epoch ? before.commitment : undefined)
      if (typeof parsed === 'string') return parsed
      const [first] = parsed.grants
      if (first !== undefined) {
        last.delete(lane)
        last.set(lane, { epoch, commitment: first.commitment })
        if (last.size > lastGrantsMax) last.delete(last.keys().next().value ?? lane)
      }
      const mine = parsed.grants.find((grant) => grant.node === node)
      if (mine === undefined) return []
      const key = await openGrant(mine, signed)
      if (typeof key !== 'string') {
        keys.set(`${lane} ${epoch}`, key)
        return [{ lane, epoch, key }]
      }
      // What the others were granted is theirs to judge: the lane goes on, and stays closed here.
      log.warn('grant-refused', { lane, epoch, code: key })
      return []
    },
    unseal,
    // One after the other: what one of them opens the next finds open.
    openEarlier: (lane) => {
      const mine = opening.then(() => openEarlier(lane))
      opening = mine.catch(() => undefined)
      return mine
    },
  }
}

function firstGrant(count: number, payload: Uint8Array): Grant | undefined {
  const [slot] = decodePayload(payload, count)
  return slot?.statement === undefined ? undefined : decodeGrant(slot.statement)
}
