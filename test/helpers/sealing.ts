// Restricted lanes out of fixed seeds: places, epoch keys, sealed bundles, grants and KEM keys whose secret is known.
import { zstdCompressSync } from 'node:zlib'
import {
  buildGrantsBundle,
  buildSealedBundle,
  encodeGrant,
  everyone,
  hexId,
  type Audience,
  type Bundle,
  type BundleParams,
  type Grant,
  type Marking,
  type NodeKey,
} from '../../protocol/index.ts'
import { toHex } from '../../protocol/bytes.ts'
import { kemPublicKey } from '../../node/home/kem.ts'
import type { Recipient } from '../../node/sealing/grants.ts'
import { alpha, genesis, indicator, network, seeded, slotsOf, start, type TestNode } from './protocol.ts'

export interface SealedChange {
  readonly node?: TestNode
  readonly epoch?: number
  readonly epochKey?: Uint8Array
  readonly audience?: Audience
  readonly marking?: Marking
  readonly nonce?: Uint8Array
  readonly after?: Bundle
  readonly slots?: BundleParams['slots']
  readonly salt?: string
  readonly compress?: (payload: Uint8Array) => Uint8Array
}

export const epochKey = Uint8Array.from(seeded('epoch 1'))
export const amber: Marking = { tlp: 'TLP:AMBER' }

function paramsOf({ node = alpha, after, slots, salt, ...change }: SealedChange) {
  return {
    network,
    member: node.member,
    node: node.key,
    nonce: change.nonce ?? after?.header.nonce ?? seeded('restricted nonce').subarray(0, 16),
    audience: change.audience ?? everyone,
    marking: change.marking ?? amber,
    seq: (after?.header.seq ?? 0) + 1,
    ...(after === undefined ? {} : { prev: after.id }),
    charter: { version: genesis.version, hash: toHex(genesis.hash) },
    issuedAt: (after?.header.issuedAt ?? start) + 1000,
    slots: slots ?? slotsOf([indicator('secret.example.com')], salt),
    epoch: change.epoch ?? 1,
    epochKey: change.epochKey ?? epochKey,
  }
}

/** A sealed bundle, behind `after` where that is given. */
export function sealedOf(change: SealedChange = {}): Bundle {
  const { node = alpha, compress = zstdCompressSync } = change
  return buildSealedBundle({ ...paramsOf(change), compress }, node.keys.secretKey)
}

/** A grants bundle over encoded grants, behind `after` where that is given. */
export function grantsOf(grants: readonly Grant[], change: SealedChange = {}): Bundle {
  const { node = alpha } = change
  const slots = grants.map((grant, at) => ({
    salt: seeded(`grant salt ${at}`).subarray(0, 16),
    statement: encodeGrant(grant),
  }))
  return buildGrantsBundle(paramsOf({ slots, ...change }), node.keys.secretKey)
}

/** A grant of good form that nothing is wrapped in. */
export function hollowGrant(change: Partial<Grant> = {}): Grant {
  return {
    node: alpha.key,
    epoch: 1,
    kemKeyHash: seeded('kem key'),
    encapsulation: new Uint8Array(1120).fill(3),
    wrapped: new Uint8Array(48).fill(4),
    audienceHash: toHex(seeded('audience')),
    commitment: seeded('commitment'),
    ...change,
  }
}

export interface Receiving extends Recipient {
  readonly seed: Uint8Array
}

/** A node that receives, with the seed of its KEM key. */
export async function receiving(name: string): Promise<Receiving> {
  const seed = seeded(`${name} kem seed`)
  return { node: hexId<NodeKey>(seeded(`${name} node key`)), kemKey: await kemPublicKey(seed), seed }
}
