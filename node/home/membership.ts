// How a home comes into a network: founding it, asking for membership, admitting a member, joining by an invitation.
// Root and governor keys are read here, used once, and given to nobody.
import { randomBytes } from 'node:crypto'
import { equalBytes } from '../../protocol/bytes.ts'
import { type Certificate, decodeCertificate, issueCertificate } from '../../protocol/certificate.ts'
import {
  type Charter,
  type CharterState,
  type Member,
  charterHash,
  encodeCharter,
  memberOf,
  networkIdOf,
} from '../../protocol/charter.ts'
import { newestCharter } from '../../protocol/charter-chain.ts'
import { type ControlObject, decodeControl } from '../../protocol/control.ts'
import { type MemberId, type NetworkId, type NodeKey, hexId, idBytes } from '../../protocol/ids.ts'
import { checkInvitation, decodeInvitation, encodeRequest } from '../../protocol/invitation.ts'
import { generateKeyPair } from '../../protocol/keys.ts'
import { limits } from '../../protocol/limits.ts'
import type { Tlp } from '../../protocol/names.ts'
import { sign } from '../../protocol/sign.ts'
import { keepObject } from './control.ts'
import { HomeError } from './errors.ts'
import { type Home, pinNetwork, readControls, readNodeSeeds } from './home.ts'
import { kemPublicKey } from './kem.ts'
import { createSeed, readSeed } from './keys.ts'

const dayMs = 24 * 60 * 60 * 1000

export interface FoundOptions {
  readonly name: string
  readonly expiresDays: number
  /** Milliseconds since 1970. */
  readonly nowMs: number
  readonly random?: (bytes: number) => Uint8Array
}

/**
 * Founds a network: the member of this home is its only member and governor, and its node is certified.
 * Throws `network-joined`, `key-exists` (a governor key is there), and as the key files and the charter do.
 */
export async function foundNetwork(home: Home, options: FoundOptions): Promise<Home> {
  if (home.network !== undefined) {
    throw new HomeError('network-joined', `${home.dir} belongs to network ${home.network}`)
  }
  const random = options.random ?? randomBytes
  const member = await ownMember(home)
  const governor = generateKeyPair(await createSeed(home.governorKeyFile, random))
  const payload = encodeCharter({
    version: 1,
    name: options.name,
    issuedAt: options.nowMs,
    expiresAt: options.nowMs + options.expiresDays * dayMs,
    members: [member],
    governors: [{ member: member.id, key: governor.publicKey }],
    threshold: 1,
    groups: [],
    policy: { minBundleIntervalMs: 0, maxStatementsPerDay: 0 },
    nonce: random(limits.nonceBytes),
  })
  const network = hexId<NetworkId>(networkIdOf(payload))
  const signature = sign('charter', idBytes(network), payload, governor.secretKey)
  await keepObject(home, { type: 'charter', payload, signatures: [{ key: governor.publicKey, signature }] })
  await certifyNode(home, network, options.nowMs)
  // Last: a home that is pinned has all it needs to start.
  return pinNetwork(home, network)
}

/** The membership request of this home, as text for mail. */
export async function requestMembership(home: Home): Promise<string> {
  return encodeRequest({ member: await ownMember(home) }, (await rootKey(home)).secretKey)
}

export interface RenewOptions {
  readonly expiresDays: number
  /** Milliseconds since 1970. */
  readonly nowMs: number
}

export interface AdmitOptions extends RenewOptions {
  readonly clearance: Tlp
}

/** The charter after `current` with `member` in it, signed by the governor key of this home, as a control object. */
export async function admitMember(
  home: Home,
  current: CharterState,
  member: Member,
  options: AdmitOptions,
): Promise<ControlObject> {
  const entry: Member = { ...member, clearance: options.clearance }
  const members = [...current.charter.members.filter(({ id }) => id !== member.id), entry]
  return signSuccessor(home, current, { members: members.sort((a, b) => (a.id < b.id ? -1 : 1)) }, options)
}

/** The charter after `current` that says the same and expires later, signed by the governor key of this home. */
export async function renewCharter(home: Home, current: CharterState, options: RenewOptions): Promise<ControlObject> {
  return signSuccessor(home, current, {}, options)
}

async function signSuccessor(
  home: Home,
  current: CharterState,
  change: Partial<Charter>,
  options: RenewOptions,
): Promise<ControlObject> {
  const { name, governors, threshold, groups, policy, members } = current.charter
  const successor: Charter = {
    ...{ name, governors, threshold, groups, policy, members },
    ...change,
    network: current.network,
    version: current.version + 1,
    prev: charterHash(current.payload),
    issuedAt: Math.max(options.nowMs, current.charter.issuedAt),
    expiresAt: Math.max(options.nowMs + options.expiresDays * dayMs, current.charter.expiresAt),
  }
  const { publicKey, secretKey } = generateKeyPair(await readSeed(home.governorKeyFile))
  if (!governors.some(({ key }) => equalBytes(key, publicKey))) {
    throw new HomeError('governor-unknown', `the charter does not list the key in ${home.governorKeyFile}`)
  }
  const payload = encodeCharter(successor)
  const signature = sign('charter', idBytes(current.network), payload, secretKey)
  return { type: 'charter', payload, signatures: [{ key: publicKey, signature }] }
}

export interface Joined {
  readonly home: Home
  readonly charter: CharterState
  /** What the home keeps for its first start. */
  readonly controls: readonly ControlObject[]
}

/** The network that an invitation claims to be into; nothing of it is trusted by reading it. */
export function readInvitation(text: string): { network: NetworkId } {
  return { network: decodeInvitation(text).network }
}

/**
 * Joins `network` by an invitation: checks its charters, keeps them, certifies the node of this home with the root key
 * and pins the network. Throws `network-joined`, and the codes of the invitation's faults.
 */
export async function joinNetwork(
  home: Home,
  text: string,
  options: { network: NetworkId; nowMs: number },
): Promise<Joined> {
  if (home.network !== undefined && home.network !== options.network) {
    throw new HomeError('network-joined', `${home.dir} belongs to network ${home.network}`)
  }
  const invitation = decodeInvitation(text)
  const { publicKey } = await rootKey(home)
  const member = home.profile.id as MemberId
  const chain = checkInvitation(invitation, { member, rootKey: publicKey, network: options.network })
  for (const object of invitation.controls) await keepObject(home, object)
  await certifyNode(home, options.network, options.nowMs)
  const pinned = await pinNetwork(home, options.network)
  const controls = (await readControls(pinned)).map(({ object }) => decodeControl(object))
  return { home: pinned, charter: newestCharter(chain), controls }
}

/** The certificate of this home's node, issued with the root key where the home keeps none. */
async function certifyNode(home: Home, network: NetworkId, nowMs: number): Promise<void> {
  const seeds = await readNodeSeeds(home)
  const node = generateKeyPair(seeds.node)
  const nodeKey = hexId<NodeKey>(node.publicKey)
  const kept = (await readControls(home)).map(({ object }) => decodeControl(object))
  const own = kept
    .filter(({ type }) => type === 'certificate')
    .map(({ payload }): Certificate => decodeCertificate(payload))
    .find((certificate) => certificate.nodeKey === nodeKey && certificate.network === network)
  if (own !== undefined) return
  const member = home.profile.id as MemberId
  const kemKey = await kemPublicKey(seeds.kem)
  const certificate: Certificate = { network, member, nodeKey, kemKey, serial: 1, issuedAt: nowMs }
  await keepObject(home, issueCertificate(certificate, (await rootKey(home)).secretKey, node.secretKey))
}

async function ownMember(home: Home): Promise<Member> {
  const { id, name, kind, jurisdiction } = home.profile
  return {
    id: id as MemberId,
    name,
    kind,
    jurisdiction,
    rootKey: (await rootKey(home)).publicKey,
    clearance: 'TLP:GREEN',
    status: 'active',
    final: [],
    priorCertificates: [],
  }
}

async function rootKey(home: Home): Promise<{ publicKey: Uint8Array; secretKey: Uint8Array }> {
  return generateKeyPair(await readSeed(home.rootKeyFile))
}

/** The member's entry where the charter has one: admitted again only under the same root key. */
export function admittedAs(charter: Charter, member: Member): 'absent' | 'active' | 'other-key' | 'left' {
  const entry = memberOf(charter, member.id)
  if (entry === undefined) return 'absent'
  if (!equalBytes(entry.rootKey, member.rootKey)) return 'other-key'
  return entry.status === 'active' ? 'active' : 'left'
}
