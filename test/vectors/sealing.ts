// The vectors of sealing: what is computed, out of fixed seeds and out of what was drawn at random once (recorded.json).
import {
  audienceHash,
  commitmentOf,
  epochCommitment,
  grantInfo,
  paddedLength,
  parseAudience,
  payloadOf,
  sealHistory,
  sha256,
  toHex,
  encodeGrant,
  type Audience,
  type Bundle,
  type Grant,
} from '../../protocol/index.ts'
import { seeded } from '../helpers/protocol.ts'
import { amber, epochKey, grantsOf, hollowGrant, receiving, sealedOf, type SealedChange } from '../helpers/sealing.ts'
import type { Json } from './build.ts'
import recorded from './recorded.json' with { type: 'json' }

export const audience: Audience = parseAudience('member:bravo,charlie', { shareHistory: true })
export const recipients = await Promise.all(['bravo', 'charlie'].map(receiving))
const place: SealedChange = { audience, marking: { ...amber, jurisdictions: ['CH'] } }

/** The lane, before anything is in it. */
export const lane = sealedOf(place).lane
const earlier = { nonce: sealedOf(place).header.nonce, epoch: 6, key: seeded('epoch 6') }
const iv = seeded('history vector').subarray(0, 12)
const epoch = 7

/** The grants of the epoch around what was recorded. */
export function grantsAround(wrapped: readonly Pick<Grant, 'encapsulation' | 'wrapped'>[]): Grant[] {
  return recipients.map(({ node, kemKey }, at) =>
    hollowGrant({
      ...wrapped[at]!,
      ...{ node, epoch, kemKeyHash: sha256(kemKey), audienceHash: audienceHash(audience) },
      commitment: epochCommitment(lane, epoch, epochKey),
      history: sealHistory(lane, epoch, epochKey, [earlier], iv),
    }),
  )
}

const wrapped = recorded.grants.map((one) => ({
  encapsulation: Buffer.from(one.encapsulation, 'hex'),
  wrapped: Buffer.from(one.wrapped, 'hex'),
}))
const grants = grantsAround(wrapped)
const granting = grantsOf(grants, { ...place, epoch })
/** Compressors differ from version to version: what one of them made once is part of the vector. */
const compressed = Buffer.from(recorded.compressed, 'hex')
export const sealed = sealedOf({ ...place, epoch, after: granting, compress: () => compressed })

function common(bundle: Bundle): { readonly [key: string]: Json } {
  return {
    lane: bundle.lane,
    seq: bundle.header.seq,
    root: toHex(bundle.header.root),
    epoch,
    epochKey: toHex(epochKey),
    commitment: toHex(commitmentOf({ ...bundle, ...bundle.header }, epochKey)),
    digest: toHex(sha256(bundle.sealed!)),
    headerBytes: toHex(bundle.bytes),
    signature: toHex(bundle.signature),
    id: bundle.id,
  }
}

export function seals(): Json {
  return {
    ...common(sealed),
    count: sealed.header.count,
    payload: toHex(payloadOf(sealed)),
    compressed: toHex(compressed),
    ciphertext: toHex(sealed.sealed!),
    padding: [0, 1, 256, 257, 273, 1000, 1025, 10_000, 65_537, 262_144, 263_172].map((bytes) => ({
      bytes,
      padded: paddedLength(bytes),
    })),
  }
}

export function grantVectors(): Json {
  return {
    ...common(granting),
    audience: audience as unknown as Json,
    audienceHash: audienceHash(audience),
    epochCommitment: toHex(epochCommitment(lane, epoch, epochKey)),
    history: {
      iv: toHex(iv),
      keys: [{ nonce: toHex(earlier.nonce), epoch: earlier.epoch, key: toHex(earlier.key) }],
      bytes: toHex(grants[0]!.history!),
    },
    grants: grants.map((grant, at) => ({
      node: grant.node,
      kemSeed: toHex(recipients[at]!.seed),
      kemKey: toHex(recipients[at]!.kemKey),
      info: toHex(grantInfo(lane, epoch, audienceHash(audience), recipients[at]!.kemKey)),
      encapsulation: toHex(grant.encapsulation),
      wrapped: toHex(grant.wrapped),
      bytes: toHex(encodeGrant(grant)),
    })),
    payload: toHex(granting.sealed!),
  }
}
