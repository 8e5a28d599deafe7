// Members of one network with real KEM keys, each a node without its libp2p: store, trust, ingest and ledger. What sync
// would carry between two of them is handed over, and what each one was handed is remembered.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openQuality } from '../../node/quality/quality.ts'
import { createIngest, type Ingest } from '../../node/ingest/ingest.ts'
import { kemPublicKey } from '../../node/home/kem.ts'
import { suspectRule } from '../../node/ledger/chains.ts'
import { createLedger, type Ledger } from '../../node/ledger/ledger.ts'
import { silentLog } from '../../node/log.ts'
import { missing } from '../../node/network/plan.ts'
import { openStore } from '../../node/store/index.ts'
import type { Store } from '../../node/store/types.ts'
import { createTrust } from '../../node/trust/trust.ts'
import type { Trust } from '../../node/trust/types.ts'
import {
  acceptGenesis,
  acceptSuccessor,
  encodeControl,
  hexId,
  issueCertificate,
  issueRevocation,
  networkIdOf,
  type Charter,
  type CharterState,
  type ControlObject,
  type Member,
  type MemberId,
  type NetworkId,
  type NodeKey,
} from '../../protocol/index.ts'
import { keysOf, memberNamed, seeded, signCharter } from './protocol.ts'

export const circleStart = Date.UTC(2026, 0, 15)

export interface CircleNode {
  readonly name: string
  readonly member: MemberId
  readonly key: NodeKey
  readonly store: Store
  readonly trust: Trust
  readonly ingest: Ingest
  readonly ledger: Ledger
  /** Every frame that others handed to this node. */
  readonly handed: Uint8Array[]
  /** Ends it and gives its folder, from which `restart` goes on as after a crash. */
  readonly path: string
}

export interface Circle extends AsyncDisposable {
  readonly network: NetworkId
  charter(): CharterState
  /** Milliseconds since 1970; set it to let time pass. */
  now: number
  /** `keys`: another name for its keys, as after a rotation. */
  node(name: string, path?: string, keys?: string): Promise<CircleNode>
  /** A certificate for another key of a member, and the revocation of its first one with no lane listed. */
  rotate(name: string, keys: string): Promise<void>
  /** The next version, told to `nodes`. */
  change(nodes: readonly CircleNode[], change: (charter: Charter) => Charter): Promise<void>
  /** What `to` lacks and `from` may give it. Gives the codes of the frames. */
  sync(from: CircleNode, to: CircleNode): Promise<string[]>
}

/** `members`: by name, what differs from an exchange in CH that is cleared for GREEN. The first governs. */
export async function createCircle(
  members: Readonly<Record<string, Partial<Member>>>,
  groups: Charter['groups'] = [],
): Promise<Circle> {
  const folder = await mkdtemp(join(tmpdir(), 'entente-circle-'))
  const names = Object.keys(members)
  const governor = names[0] ?? ''
  const first: Charter = {
    version: 1,
    name: 'circle',
    issuedAt: circleStart,
    expiresAt: circleStart + 365 * 86_400_000,
    members: Object.entries(members)
      .map(([name, change]) => memberNamed(name, change))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    governors: [{ member: governor as MemberId, key: keysOf(`${governor} governor`).publicKey }],
    threshold: 1,
    groups: [...groups],
    policy: { minBundleIntervalMs: 0, maxStatementsPerDay: 0 },
    nonce: seeded('circle').subarray(0, 16),
  }
  const genesis = signCharter(first, [governor])
  const network = hexId<NetworkId>(networkIdOf(genesis.payload))
  let state = acceptGenesis(genesis)
  const objects = [encodeControl(genesis)]
  const certificateOf = async (name: string, keys: string): Promise<ControlObject> => {
    const kemKey = await kemPublicKey(seeded(`${keys} kem`))
    const { publicKey, secretKey } = keysOf(`${keys} node`)
    const certificate = {
      ...{ network, member: name as MemberId, nodeKey: hexId<NodeKey>(publicKey), kemKey },
      ...{ serial: 1, issuedAt: circleStart },
    }
    return issueCertificate(certificate, keysOf(`${name} root`).secretKey, secretKey)
  }
  for (const name of names) objects.push(encodeControl(await certificateOf(name, name)))
  const open: CircleNode[] = []
  let drawn = 0

  const circle: Circle = {
    network,
    now: circleStart + 1000,
    charter: () => state,
    rotate: async (name, keys) => {
      objects.push(encodeControl(await certificateOf(name, keys)))
      const revocation = {
        ...{ network, member: name as MemberId, nodeKey: hexId<NodeKey>(keysOf(`${name} node`).publicKey) },
        ...{ lanes: [], issuedAt: circleStart },
      }
      objects.push(encodeControl(issueRevocation(revocation, keysOf(`${name} root`).secretKey)))
    },
    node: async (name, path = join(folder, `${name}-${open.length}`), keyName = name) => {
      const keys = keysOf(`${keyName} node`)
      const key = hexId<NodeKey>(keys.publicKey)
      const member = name as MemberId
      const clock = (): number => circle.now
      const store = await openStore(path, { clock })
      const seed = objects.map((object, at) => ({ name: String(at), object }))
      const trust = await createTrust({ store, network, seed, log: silentLog })
      store.setSuspect(suspectRule({ store, trust }))
      const kem = { seed: seeded(`${keyName} kem`), publicKey: await kemPublicKey(seeded(`${keyName} kem`)) }
      const ingest = createIngest({
        ...{ store, trust, member, node: key, secretKey: keys.secretKey, kem, clock, log: silentLog, resume: [] },
        gate: openQuality({ store, trust, member, clock, later: (task) => setImmediate(task) }),
        random: (bytes) => {
          const salt = drawn++
          const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, at) => seeded(`${name} ${salt} ${at}`))
          return Buffer.concat(blocks).subarray(0, bytes)
        },
        later: (task) => setImmediate(task),
      })
      const ledger = createLedger({ store, trust, member })
      const node: CircleNode = { ...{ name, member, key, store, trust, ingest, ledger, path }, handed: [] }
      open.push(node)
      return node
    },
    change: async (nodes, change) => {
      const rest = Object.fromEntries(Object.entries(state.charter).filter(([name]) => name !== 'nonce'))
      const next = change({ ...(rest as unknown as Charter), network, version: state.version + 1, prev: state.hash })
      const object = signCharter(next, [governor])
      const accepted = acceptSuccessor(state, object)
      if (typeof accepted === 'string') throw new Error(`the charter is refused: ${accepted}`)
      state = accepted
      objects.push(encodeControl(object))
      for (const node of nodes) await node.trust.apply(encodeControl(object))
    },
    sync: async (from, to) => {
      const codes: Promise<{ code: string }>[] = []
      for (const want of missing(from.ledger.frontier(to.key), to.ledger.frontier(from.key))) {
        for await (const frame of from.ledger.frames(to.key, want)) {
          to.handed.push(frame)
          codes.push(to.ingest.receive(frame, { peer: from.key, via: 'sync' }))
        }
      }
      return (await Promise.all(codes)).map(({ code }) => code)
    },
    [Symbol.asyncDispose]: async () => {
      for (const { store } of open) await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return circle
}
