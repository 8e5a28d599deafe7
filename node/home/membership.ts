// How a home comes into a network: founding it, asking for membership, joining by an invitation.
// Root and governor keys are read here, used once, and given to nobody.
import { randomBytes } from 'node:crypto'
import { type CharterState, type Member, encodeCharter, networkIdOf } from '../../protocol/charter.ts'
import { newestCharter } from '../../protocol/charter-chain.ts'
import { type ControlObject, decodeControl } from '../../protocol/control.ts'
import { type MemberId, type NetworkId, type NodeKey, hexId, idBytes } from '../../protocol/ids.ts'
import { checkInvitation, decodeInvitation, encodeRequest } from '../../protocol/invitation.ts'
import { sha256 } from '../../protocol/hash.ts'
import { generateKeyPair } from '../../protocol/keys.ts'
import { limits } from '../../protocol/limits.ts'
import { sign } from '../../protocol/sign.ts'
import { certifyNode, keptCertificate } from './certify.ts'
import { keepObject } from './control.ts'
import { HomeError } from './errors.ts'
import { type Home, pinNetwork, readControls, readNodeSeeds } from './home.ts'
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
  const member = memberOfHome(home, (await rootKey(home)).publicKey)
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
  await certifyOnce(home, network, options.nowMs)
  // Last: a home that is pinned has all it needs to start.
  return pinNetwork(home, network)
}

/**
 * The membership request of this home, as text for mail: signed by its root key, or by the one in `rootKeyFile`, which is
 * to take its place. `nextRootKeyFile` holds the key to come: the request commits the member to it.
 */
export async function requestMembership(
  home: Home,
  options: { readonly rootKeyFile?: string; readonly nextRootKeyFile?: string } = {},
): Promise<string> {
  const key = generateKeyPair(await readSeed(options.rootKeyFile ?? home.rootKeyFile))
  const { nextRootKeyFile } = options
  const next = nextRootKeyFile === undefined ? undefined : generateKeyPair(await readSeed(nextRootKeyFile))
  const member: Member = {
    ...memberOfHome(home, key.publicKey),
    ...(next === undefined ? {} : { nextRootHash: sha256(next.publicKey) }),
  }
  return encodeRequest({ member }, key.secretKey)
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
  await certifyOnce(home, options.network, options.nowMs)
  const pinned = await pinNetwork(home, options.network)
  const controls = (await readControls(pinned)).map(({ object }) => decodeControl(object))
  return { home: pinned, charter: newestCharter(chain), controls }
}

/** The certificate of this home's node, issued with the root key where the home keeps none. */
async function certifyOnce(home: Home, network: NetworkId, nowMs: number): Promise<void> {
  const seeds = await readNodeSeeds(home)
  const nodeKey = hexId<NodeKey>(generateKeyPair(seeds.node).publicKey)
  if ((await keptCertificate(home, network, nodeKey)) === undefined) await certifyNode(home, { network, seeds, nowMs })
}

function memberOfHome(home: Home, rootPublicKey: Uint8Array): Member {
  const { id, name, kind, jurisdiction } = home.profile
  return {
    id: id as MemberId,
    name,
    kind,
    jurisdiction,
    rootKey: rootPublicKey,
    clearance: 'TLP:GREEN',
    status: 'active',
    final: [],
    priorCertificates: [],
  }
}

async function rootKey(home: Home): Promise<{ publicKey: Uint8Array; secretKey: Uint8Array }> {
  return generateKeyPair(await readSeed(home.rootKeyFile))
}
