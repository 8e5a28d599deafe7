// A node of the network room on loopback, with real trust and a ledger in memory; and waiting for what it reports.
import { randomBytes } from 'node:crypto'
import { createNetwork } from '../../node/network/network.ts'
import type { Network, NetworkDeps, NetworkEvents, NetworkOptions, Timing } from '../../node/network/types.ts'
import { createMemoryLedger } from './memory-ledger.ts'
import type { MemoryLedger } from './memory-ledger.ts'
import { memoryTrust } from './community.ts'
import type { Community, CommunityNode } from './community.ts'

export interface TestNode extends AsyncDisposable {
  readonly name: string
  readonly identity: CommunityNode
  readonly trust: Awaited<ReturnType<typeof memoryTrust>>
  readonly ledger: MemoryLedger
  readonly network: Network
}

export interface TestNodeOptions extends Partial<NetworkOptions> {
  readonly seed?: readonly Uint8Array[]
  readonly timing?: Partial<Timing>
  readonly deps?: Partial<NetworkDeps>
}

export const quickTiming: Partial<Timing> = { dialMinMs: 20, dialMaxMs: 200, syncIntervalMs: 60_000 }

export async function createTestNode(
  community: Community,
  name: string,
  options: TestNodeOptions = {},
): Promise<TestNode> {
  const { seed, timing, deps, ...rest } = options
  const identity = community.node(name)
  const trust = await memoryTrust(community.network, [community.genesisObject, ...(seed ?? []), identity.certificate])
  const ledger = createMemoryLedger(identity, trust)
  const debug = process.env['NETWORK_LOG'] === undefined ? () => undefined : print(name)
  const network = await createNetwork(
    {
      ...ledger,
      nodeSecretKey: identity.seed,
      certificate: identity.certificate,
      clock: Date.now,
      random: (bytes) => randomBytes(bytes),
      log: { debug, info: debug, warn: debug },
      trust,
      ...deps,
    },
    { listen: ['/ip4/127.0.0.1/tcp/0'], timing: { ...quickTiming, ...timing }, ...rest },
  )
  return { name, identity, trust, ledger, network, [Symbol.asyncDispose]: () => network.stop() }
}

function print(name: string) {
  return (event: string, fields?: Readonly<Record<string, unknown>>) => console.error(name, event, fields)
}

/** The next event of a name for which `matches` holds. */
export function next<Name extends keyof NetworkEvents>(
  network: Network,
  name: Name,
  matches: (event: NetworkEvents[Name]) => boolean = () => true,
): Promise<NetworkEvents[Name]> {
  return new Promise((resolve) => {
    const off = network.on(name, (event) => {
      if (!matches(event)) return
      off()
      resolve(event)
    })
  })
}

/** Resolves when `holds` does; looks again at every turn of the event loop, for conditions that no event reports. */
export async function until(holds: () => boolean, what: string, timeoutMs = 15_000): Promise<void> {
  const end = performance.now() + timeoutMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not within ${timeoutMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** Starts `nodes`, each knowing the addresses of those before it, and waits until all are connected to each other. */
export async function startAll(nodes: readonly TestNode[]): Promise<void> {
  for (const [at, node] of nodes.entries()) {
    await node.network.start()
    for (const before of nodes.slice(0, at)) await shareRecord(node, before)
  }
  await until(
    () => nodes.every((node) => node.network.peers().length === nodes.length - 1),
    'all nodes are connected to each other',
  )
}

/** Tells `to` of certificate and addresses of `from`. */
export async function shareRecord(from: TestNode, to: TestNode): Promise<void> {
  for (const type of ['charter', 'certificate', 'node-record'] as const) {
    for (const object of from.trust.objects(type)) await to.trust.apply(object)
  }
}
