// Certificates of this home's node: issued with the root key, kept in the home until the node has them.
import { type Certificate, decodeCertificate, issueCertificate } from '../../protocol/certificate.ts'
import { type ControlObject, decodeControl } from '../../protocol/control.ts'
import { hexId, type MemberId, type NetworkId, type NodeKey } from '../../protocol/ids.ts'
import { generateKeyPair } from '../../protocol/keys.ts'
import { keepObject } from './control.ts'
import { type Home, readControls } from './home.ts'
import { kemPublicKey } from './kem.ts'
import { readSeed } from './keys.ts'

/** The seeds of a node: its signing key and its KEM key. */
export interface NodeSeeds {
  readonly node: Uint8Array
  readonly kem: Uint8Array
}

export interface CertifyOptions {
  readonly network: NetworkId
  readonly seeds: NodeSeeds
  /** Milliseconds since 1970. */
  readonly nowMs: number
  /** Where it is not the home's own. */
  readonly rootKeyFile?: string | undefined
}

/** The newest certificate that the home keeps of a node key. */
export async function keptCertificate(
  home: Home,
  network: NetworkId,
  nodeKey: NodeKey,
): Promise<Certificate | undefined> {
  const kept = (await readControls(home)).map(({ object }) => decodeControl(object))
  return kept
    .filter(({ type }) => type === 'certificate')
    .map(({ payload }) => decodeCertificate(payload))
    .filter((one) => one.nodeKey === nodeKey && one.network === network)
    .sort((a, b) => b.serial - a.serial)[0]
}

/** Certifies a node anew, with the serial after the newest that the home keeps, and keeps the certificate. */
export async function certifyNode(home: Home, options: CertifyOptions): Promise<ControlObject> {
  const { network, seeds, nowMs, rootKeyFile } = options
  const root = generateKeyPair(await readSeed(rootKeyFile ?? home.rootKeyFile))
  const node = generateKeyPair(seeds.node)
  const nodeKey = hexId<NodeKey>(node.publicKey)
  const before = await keptCertificate(home, network, nodeKey)
  const certificate: Certificate = {
    network,
    member: home.profile.id as MemberId,
    nodeKey,
    kemKey: await kemPublicKey(seeds.kem),
    serial: (before?.serial ?? 0) + 1,
    issuedAt: nowMs,
  }
  const object = issueCertificate(certificate, root.secretKey, node.secretKey)
  await keepObject(home, object)
  return object
}
