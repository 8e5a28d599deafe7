// A network of partners in temporary homes: one genesis charter that names them all, a certificate each. Real files, real
// keys, real LevelDB; a node listens on a free port of the loopback.
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issueCertificate } from '../../protocol/certificate.ts'
import { type Charter, encodeCharter, networkIdOf } from '../../protocol/charter.ts'
import { encodeControl } from '../../protocol/control.ts'
import { type MemberId, type NetworkId, type NodeKey, hexId } from '../../protocol/ids.ts'
import { generateKeyPair } from '../../protocol/keys.ts'
import type { MemberKind, Tlp } from '../../protocol/names.ts'
import { sign } from '../../protocol/sign.ts'
import type { RunningNode } from '../../node/api/facade.ts'
import { type Home, initHome, keepControl, loadHome, pinNetwork } from '../../node/home/home.ts'
import { kemPublicKey } from '../../node/home/kem.ts'
import { readSeed } from '../../node/home/keys.ts'
import { silentLog } from '../../node/log.ts'
import { composeNode } from '../../node/node.ts'

export interface Partner {
  readonly id: MemberId
  readonly home: Home
  readonly node: NodeKey
}

export interface Partners extends AsyncDisposable {
  readonly dir: string
  readonly network: NetworkId
  readonly partners: readonly Partner[]
  readonly governorSecret: Uint8Array
  readonly charter: Charter
}

export interface PartnerSpec {
  readonly id: string
  readonly kind: MemberKind
  readonly jurisdiction: string
  readonly clearance: Tlp
  /** Multiaddrs; a free port of the loopback where left out. */
  readonly listen?: readonly string[]
  readonly bootstrap?: readonly string[]
}

export interface PartnersOptions {
  readonly kinds?: readonly MemberKind[]
  readonly clearance?: Tlp
  /** Partners one by one, instead of by their kinds. */
  readonly members?: readonly PartnerSpec[]
  readonly groups?: Charter['groups']
  /** Milliseconds since 1970; the charter expires a year later. */
  readonly now?: number
}

/** 32 bytes that a name stands for. */
export function seedOf(name: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(name).digest())
}

/** Homes of partners named after their kind, ready to be composed. The first one governs. */
export async function createPartners(options: PartnersOptions = {}): Promise<Partners> {
  const kinds = options.kinds ?? ['exchange', 'analytics', 'agency']
  const specs =
    options.members ??
    kinds.map((kind, at): PartnerSpec => {
      const clearance = options.clearance ?? 'TLP:GREEN'
      return { id: `${kind}-${at}`, kind, jurisdiction: 'DE', clearance }
    })
  const now = options.now ?? Date.now()
  const dir = await mkdtemp(join(tmpdir(), 'entente-'))
  const governorSecret = seedOf(`${dir} governor`)
  const homes = await Promise.all(
    specs.map(({ id, kind, jurisdiction, listen, bootstrap }) =>
      initHome(join(dir, id), {
        profile: { id, name: `The ${kind}`, kind, jurisdiction },
        listen: listen ?? ['/ip4/127.0.0.1/tcp/0'],
        ...(bootstrap === undefined ? {} : { bootstrap }),
      }),
    ),
  )
  const roots = await Promise.all(homes.map(async (home) => generateKeyPair(await readSeed(home.rootKeyFile))))
  const ids = specs.map(({ id }) => id as MemberId)
  const charter: Charter = {
    version: 1,
    name: 'Trial',
    issuedAt: now,
    expiresAt: now + 365 * 86_400_000,
    members: specs
      .map(({ kind, jurisdiction, clearance }, at) => ({
        id: ids[at]!,
        name: `The ${kind}`,
        kind,
        jurisdiction,
        rootKey: roots[at]!.publicKey,
        clearance,
        status: 'active' as const,
        final: [],
        priorCertificates: [],
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    governors: [{ member: ids[0]!, key: generateKeyPair(governorSecret).publicKey }],
    threshold: 1,
    groups: options.groups ?? [],
    policy: { minBundleIntervalMs: 0, maxStatementsPerDay: 0 },
    nonce: seedOf(dir).subarray(0, 16),
  }
  const payload = encodeCharter(charter)
  const networkBytes = networkIdOf(payload)
  const network = hexId<NetworkId>(networkBytes)
  const governor = generateKeyPair(governorSecret)
  const genesis = encodeControl({
    type: 'charter',
    payload,
    signatures: [{ key: governor.publicKey, signature: sign('charter', networkBytes, payload, governorSecret) }],
  })
  const certified = await Promise.all(
    homes.map(async (home, at) => {
      const node = generateKeyPair(await readSeed(home.paths.nodeKey))
      const kemKey = await kemPublicKey(await readSeed(home.paths.kemKey))
      const certificate = issueCertificate(
        { network, member: ids[at]!, nodeKey: hexId<NodeKey>(node.publicKey), kemKey, serial: 1, issuedAt: now },
        roots[at]!.secretKey,
        node.secretKey,
      )
      return { node: hexId<NodeKey>(node.publicKey), certificate: encodeControl(certificate) }
    }),
  )
  const partners: Partner[] = []
  for (const [at, home] of homes.entries()) {
    await keepControl(home, 'charter-000001', genesis)
    for (const [other, { certificate }] of certified.entries()) {
      await keepControl(home, `node-${ids[other]!}`, certificate)
    }
    partners.push({ id: ids[at]!, home: await pinNetwork(home, network), node: certified[at]!.node })
  }
  return {
    dir,
    network,
    partners,
    governorSecret,
    charter,
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  }
}

/** Composes a partner's node; `bootstrap`: addresses to dial. */
export async function startPartner(
  partner: Partner,
  options: { network?: boolean; bootstrap?: readonly string[] } = {},
): Promise<RunningNode> {
  const home = await loadHome(partner.home.dir)
  const config = { ...home.config, bootstrap: [...(options.bootstrap ?? [])] }
  return composeNode({ ...home, config }, { network: options.network ?? false, log: silentLog })
}
