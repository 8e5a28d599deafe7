// A network of partners for tests: a charter, members with their keys, nodes with certificates. Everything follows from
// the seed, so that a failure replays.
import { sha256 } from '../../protocol/hash.ts'
import { issueCertificate } from '../../protocol/certificate.ts'
import { acceptGenesis, charterHash, encodeCharter } from '../../protocol/charter.ts'
import type { Charter, CharterState, Member } from '../../protocol/charter.ts'
import { encodeControl } from '../../protocol/control.ts'
import type { ControlObject } from '../../protocol/control.ts'
import { hexId, idBytes } from '../../protocol/ids.ts'
import type { MemberId, NetworkId, NodeKey } from '../../protocol/ids.ts'
import { networkIdOf } from '../../protocol/charter.ts'
import { generateKeyPair } from '../../protocol/keys.ts'
import type { KeyPair } from '../../protocol/keys.ts'
import { limits } from '../../protocol/limits.ts'
import { issueRevocation } from '../../protocol/revocation.ts'
import { sign } from '../../protocol/sign.ts'
import { createTrust } from '../../node/trust/trust.ts'

/** Milliseconds; what tests take for now. */
export const testNow = Date.UTC(2026, 0, 15)
const yearMs = 365 * 24 * 60 * 60 * 1000

export function keyOf(name: string): KeyPair {
  return generateKeyPair(sha256(Buffer.from(`test key ${name}`)))
}

export interface Community {
  readonly network: NetworkId
  readonly genesis: CharterState
  readonly genesisObject: Uint8Array
  readonly node: (name: string) => CommunityNode
  /** The charter after `before`, with `change` made to it, signed by every governor. */
  readonly successor: (
    before: { version: number; hash: Uint8Array; charter: Charter },
    change: (charter: Charter) => Charter,
  ) => { object: Uint8Array; state: { version: number; hash: Uint8Array; charter: Charter } }
  readonly member: (name: string, change?: Partial<Member>) => Member
  readonly revoke: (name: string) => Uint8Array
}

export interface CommunityNode {
  readonly member: MemberId
  readonly seed: Uint8Array
  readonly key: NodeKey
  readonly certificate: Uint8Array
}

/**
 * `names`: members of the genesis charter, each with one node of the same name. The first governs alone. `shape` changes
 * the genesis charter before it is signed.
 */
export function createCommunity(
  names: readonly string[],
  label = 'test network',
  shape: (charter: Charter) => Charter = (charter) => charter,
): Community {
  const member = (name: string, change: Partial<Member> = {}): Member => ({
    id: name as MemberId,
    name: `Member ${name}`,
    kind: 'exchange',
    jurisdiction: 'CH',
    rootKey: keyOf(`${name} root`).publicKey,
    clearance: 'TLP:GREEN',
    status: 'active',
    final: [],
    priorCertificates: [],
    ...change,
  })
  const governor = keyOf(`${names[0] ?? ''} governor`)
  const signed = (charter: Charter, network: NetworkId): Uint8Array => {
    const payload = encodeCharter(charter)
    const signature = sign('charter', idBytes(network), payload, governor.secretKey)
    return encodeControl({ type: 'charter', payload, signatures: [{ key: governor.publicKey, signature }] })
  }
  const first: Charter = shape({
    version: 1,
    name: label,
    issuedAt: testNow,
    expiresAt: testNow + yearMs,
    members: names.map((name) => member(name)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    governors: [{ member: names[0] as MemberId, key: governor.publicKey }],
    threshold: 1,
    groups: [],
    policy: { minBundleIntervalMs: 0, maxStatementsPerDay: 0 },
    nonce: sha256(Buffer.from(label)).subarray(0, limits.nonceBytes),
  })
  const payload = encodeCharter(first)
  const network = hexId<NetworkId>(networkIdOf(payload))
  const genesisObject = signed(first, network)
  const signature = sign('charter', idBytes(network), payload, governor.secretKey)
  const object: ControlObject = { type: 'charter', payload, signatures: [{ key: governor.publicKey, signature }] }
  return {
    network,
    genesis: acceptGenesis(object),
    genesisObject,
    member,
    successor: (before, change) => {
      const rest = Object.fromEntries(Object.entries(before.charter).filter(([name]) => name !== 'nonce'))
      const charter = change({
        ...(rest as unknown as Charter),
        network,
        version: before.version + 1,
        prev: before.hash,
      })
      const state = { version: charter.version, hash: charterHash(encodeCharter(charter)), charter }
      return { object: signed(charter, network), state }
    },
    node: (name) => {
      const { secretKey, publicKey } = keyOf(`${name} node`)
      const certificate = issueCertificate(
        {
          network,
          member: name as MemberId,
          nodeKey: hexId(publicKey),
          kemKey: Buffer.alloc(limits.kemKeyBytes, 7),
          serial: 1,
          issuedAt: testNow,
        },
        keyOf(`${name} root`).secretKey,
        secretKey,
      )
      return {
        member: name as MemberId,
        seed: secretKey,
        key: hexId<NodeKey>(publicKey),
        certificate: encodeControl(certificate),
      }
    },
    revoke: (name) =>
      encodeControl(
        issueRevocation(
          {
            network,
            member: name as MemberId,
            nodeKey: hexId(keyOf(`${name} node`).publicKey),
            lanes: [],
            issuedAt: testNow,
          },
          keyOf(`${name} root`).secretKey,
        ),
      ),
  }
}

/** The trust of one node, on a store of control objects in memory. */
export async function memoryTrust(network: NetworkId, seed: readonly Uint8Array[]) {
  const held = new Map<string, Uint8Array>()
  return createTrust({
    network,
    seed: seed.map((object, at) => ({ name: `seed ${at}`, object })),
    log: { warn: (event, fields) => console.warn(event, fields) },
    store: {
      putControl: async (hash, bytes) => void held.set(hash, bytes),
      deleteControl: async (hash) => void held.delete(hash),
      controls: async function* () {
        for (const [hash, bytes] of [...held].sort(([a], [b]) => (a < b ? -1 : 1))) yield { hash, bytes }
      },
    },
  })
}
