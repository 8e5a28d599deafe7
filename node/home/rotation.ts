// New keys for the node of a home. The new ones wait in keys/next until everything that rests on them is kept, so that a
// rotation that was cut off goes on where it stopped; the old ones end in keys/retired.
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { equalBytes } from '../../protocol/bytes.ts'
import { decodeCertificate } from '../../protocol/certificate.ts'
import type { FinalPosition } from '../../protocol/charter.ts'
import { decodeControl } from '../../protocol/control.ts'
import { hexId, type MemberId, type NetworkId, type NodeKey } from '../../protocol/ids.ts'
import { generateKeyPair } from '../../protocol/keys.ts'
import { decodeRevocation, issueRevocation } from '../../protocol/revocation.ts'
import { type NodeSeeds, certifyNode, keptCertificate } from './certify.ts'
import { keepObject } from './control.ts'
import { HomeError } from './errors.ts'
import { makeFolder, writeWhole } from './files.ts'
import { type Home, networkOf, readControls, readNodeSeeds } from './home.ts'
import { kemPublicKey } from './kem.ts'
import { createSeed, readSeed } from './keys.ts'

export interface RotateOptions {
  /** Milliseconds since 1970. */
  readonly nowMs: number
  /** Where the lanes of the old node key end; asked for only where that key is not revoked yet. */
  readonly lastPositions: (node: NodeKey) => Promise<readonly FinalPosition[]>
  readonly reason?: string | undefined
  readonly rootKeyFile?: string | undefined
  /** The KEM key alone: the node key, its lanes and its identity on the network stay. */
  readonly kemOnly?: boolean
  readonly random?: (bytes: number) => Uint8Array
}

export interface Rotated {
  readonly former: NodeKey
  readonly node: NodeKey
  /** Of the certificate. */
  readonly serial: number
  /** The folder with the old keys. */
  readonly retired: string
}

/**
 * Draws new keys for the node of a home that is stopped, certifies them with the root key and revokes the old node key by
 * position. What was signed is kept in the home, and goes out when the node starts.
 * Throws HomeError, `rotation-other` where another kind of rotation was begun.
 */
export async function rotateNodeKeys(home: Home, options: RotateOptions): Promise<Rotated> {
  const network = networkOf(home)
  const old = await readNodeSeeds(home)
  const next = await nextSeeds(home, old, options)
  const [former, node] = [nodeKeyOf(old.node), nodeKeyOf(next.node)]
  const serial = await certified(home, network, next, options)
  if (former !== node) await revoked(home, network, former, options)
  const retired = join(home.paths.keys, 'retired', `${former.slice(0, 16)}-${options.nowMs}`)
  await makeFolder(retired)
  await exchange(home.paths.kemKey, next.kem, join(retired, 'kem.key'))
  await exchange(home.paths.nodeKey, next.node, join(retired, 'node.key'))
  await cleared(home)
  return { former, node, serial, retired }
}

const nextFolder = (home: Home): string => join(home.paths.keys, 'next')
const doneFolder = (home: Home): string => join(home.paths.keys, 'next.done')

/** The keys to come, drawn where no rotation was begun. The last file says that one was. */
async function nextSeeds(home: Home, old: NodeSeeds, { kemOnly, random }: RotateOptions): Promise<NodeSeeds> {
  const folder = nextFolder(home)
  const [kemFile, nodeFile] = [join(folder, 'kem.key'), join(folder, 'node.key')]
  await rm(doneFolder(home), { recursive: true, force: true })
  await makeFolder(folder)
  if (!existsSync(kemFile)) await createSeed(kemFile, random)
  if (!existsSync(nodeFile)) await createSeed(nodeFile, kemOnly === true ? () => old.node : random)
  const next = { node: await readSeed(nodeFile), kem: await readSeed(kemFile) }
  // The KEM key is exchanged first: while the old one is in its place, the node key to come says which rotation was begun.
  const begun = equalBytes(next.node, old.node) ? 'of the KEM key alone' : 'of both keys'
  const asked = kemOnly === true ? 'of the KEM key alone' : 'of both keys'
  if (begun !== asked && !equalBytes(next.kem, old.kem)) {
    throw new HomeError('rotation-other', `${folder} has the keys of a rotation ${begun}`)
  }
  return next
}

async function certified(home: Home, network: NetworkId, next: NodeSeeds, options: RotateOptions): Promise<number> {
  const kept = await keptCertificate(home, network, nodeKeyOf(next.node))
  if (kept !== undefined && equalBytes(kept.kemKey, await kemPublicKey(next.kem))) return kept.serial
  const { nowMs, rootKeyFile } = options
  const object = await certifyNode(home, { network, seeds: next, nowMs, rootKeyFile })
  return decodeCertificate(object.payload).serial
}

async function revoked(home: Home, network: NetworkId, former: NodeKey, options: RotateOptions): Promise<void> {
  const kept = (await readControls(home)).map(({ object }) => decodeControl(object))
  const done = kept.some(({ type, payload }) => type === 'revocation' && decodeRevocation(payload).nodeKey === former)
  if (done) return
  const { nowMs, reason, rootKeyFile } = options
  const object = issueRevocation(
    {
      network,
      member: home.profile.id as MemberId,
      nodeKey: former,
      lanes: await options.lastPositions(former),
      ...(reason === undefined ? {} : { reason }),
      issuedAt: nowMs,
    },
    await readSeed(rootKeyFile ?? home.rootKeyFile),
  )
  await keepObject(home, object)
}

/** Puts a seed in the place of another, which is kept first. */
async function exchange(path: string, seed: Uint8Array, retired: string): Promise<void> {
  const before = await readSeed(path)
  if (equalBytes(before, seed)) return
  await writeSeed(retired, before)
  await writeSeed(path, seed)
}

/** Writes a seed over whatever is there. Throws `home-io`. */
export async function writeSeed(path: string, seed: Uint8Array): Promise<void> {
  try {
    await writeWhole(path, `${Buffer.from(seed).toString('hex')}\n`, { mode: 0o600 })
  } catch (error) {
    throw new HomeError('home-io', `${path} cannot be written`, { cause: error })
  }
}

/** Renamed first: what is left of it then begins no other rotation. */
async function cleared(home: Home): Promise<void> {
  await rename(nextFolder(home), doneFolder(home))
  await rm(doneFolder(home), { recursive: true, force: true })
}

function nodeKeyOf(seed: Uint8Array): NodeKey {
  return hexId<NodeKey>(generateKeyPair(seed).publicKey)
}
