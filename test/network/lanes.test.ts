// What a member may do to a lane (hostile cases 20, 21, 32 to 38), at a node with its real store, trust and way in; and a
// fork between two whole nodes over the network.
import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { RunningNode } from '../../node/api/facade.ts'
import { localReader } from '../../node/access/access.ts'
import { openQuality } from '../../node/quality/quality.ts'
import { createIngest } from '../../node/ingest/ingest.ts'
import { createLedger } from '../../node/ledger/ledger.ts'
import { headerFrameOf } from '../../node/ledger/frames.ts'
import { silentLog } from '../../node/log.ts'
import { createNetwork } from '../../node/network/network.ts'
import { readSeed } from '../../node/home/keys.ts'
import { openStore } from '../../node/store/index.ts'
import { createTrust } from '../../node/trust/trust.ts'
import { toHex } from '../../protocol/bytes.ts'
import { decodeControl } from '../../protocol/control.ts'
import type { NetworkId, NodeKey } from '../../protocol/ids.ts'
import { digestOf } from '../../node/ledger/positions.ts'
import { type Said, createLiar } from '../helpers/liar.ts'
import { until } from '../helpers/commands.ts'
import { memoryTrust } from '../helpers/community.ts'
import { createPartners, startPartner } from '../helpers/partners.ts'

const open: (() => PromiseLike<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

/** The first partner's node as far as it takes frames in, and the third as a liar. */
async function receiver() {
  const partners = await createPartners()
  open.push(() => partners[Symbol.asyncDispose]())
  const [own, , other] = partners.partners
  const liar = await createLiar(partners, other!)
  const store = await openStore(own!.home.paths.store, { clock: Date.now })
  open.push(() => store.close())
  const trust = await createTrust({ store, network: partners.network, seed: liar.controls, log: silentLog })
  const ingest = createIngest({
    ...{ store, trust, member: own!.id, node: own!.node, clock: Date.now, resume: [] },
    gate: openQuality({ store, trust, member: own!.id, clock: Date.now, later: (task) => setImmediate(task) }),
    secretKey: await readSeed(own!.home.paths.nodeKey),
    kem: { seed: new Uint8Array(32), publicKey: new Uint8Array(1216) },
    log: silentLog,
    random: (bytes) => randomBytes(bytes),
    later: (task, ms) => void setTimeout(task, ms).unref(),
  })
  const ledger = createLedger({ store, trust, member: own!.id })
  const receive = async ({ frame }: Pick<Said, 'frame'>): Promise<string> =>
    (await ingest.receive(frame, { peer: other!.node, via: 'gossip' })).code
  return {
    ...{ partners, own: own!, liar, store, trust, receive },
    /** What others would be told that is held here. */
    digest: () => toHex(ledger.networkDigest()),
    forks: () => trust.objects('fork-proof').length,
    /** Bundles 1 to `count` of one lane. */
    lane: (count: number): Said[] => {
      const said: Said[] = []
      for (let seq = 1; seq <= count; seq++) {
        const prev = said.at(-1)?.bundle.id
        said.push(liar.say([`lane-${seq}.example.com`], { seq, ...(prev === undefined ? {} : { prev }) }))
      }
      return said
    },
  }
}

describe('a lane', () => {
  it('with a gap waits for what is missing, then goes on (32)', async () => {
    const { receive, lane, store } = await receiver()
    const [first, second, third] = lane(3)
    expect(await receive(first!)).toBe('accepted')
    expect(await receive(third!)).toBe('gap')
    expect(await receive(second!)).toBe('accepted')
    expect(await receive(third!)).toBe('accepted')
    expect(await receive(second!)).toBe('duplicate')
    expect(store.heads().map(({ seq }) => seq)).toEqual([3])
    expect(store.count()).toBe(3)
  })

  it('with two bundles at one place freezes with a proof, and the rest of it does not count (33)', async () => {
    const { receive, lane, liar, store, forks, digest } = await receiver()
    const [first, second] = lane(2)
    const prev = first!.bundle.id
    expect(await receive(first!)).toBe('accepted')
    const agreed = digest()
    expect(await receive(second!)).toBe('accepted')
    const other = liar.say(['other.example.com'], { seq: 2, prev })
    expect(await receive(other)).toBe('prev-mismatch')
    expect(forks()).toBe(1)
    expect(digest()).toBe(agreed)
    const third = liar.say(['third.example.com'], { seq: 3, prev: second!.bundle.id })
    expect(['suspect', 'lane-frozen', 'lane-forked']).toContain(await receive(third))
    expect(digest()).toBe(agreed)
    expect(store.head(first!.bundle.lane)?.seq).toBeGreaterThanOrEqual(2)
    // The same again makes no second proof, and another lane of the same node is not touched.
    await receive(other)
    expect(forks()).toBe(1)
    expect(await receive(liar.say(['next.example.com'], { nonce: Buffer.alloc(16, 9) }))).toBe('accepted')
    expect(digest()).not.toBe(agreed)
  })

  it('is not moved by numbers out of order, another predecessor or another clock (34, 35, 42)', async () => {
    const { receive, lane, liar, forks, digest } = await receiver()
    const [first, second] = lane(2)
    const prev = first!.bundle.id
    expect(await receive(first!)).toBe('accepted')
    const before = digest()
    const wrong = 'ab'.repeat(32) as typeof prev
    expect(await receive(liar.say(['a.example.com'], { seq: Number.MAX_SAFE_INTEGER, prev }))).toBe('gap')
    expect(await receive(liar.say(['a.example.com'], { seq: 2, prev: wrong }))).toBe('prev-mismatch')
    expect(
      await receive(liar.say(['a.example.com'], { seq: 2, prev, issuedAt: first!.bundle.header.issuedAt - 1000 })),
    ).toBe('time-backwards')
    expect(await receive(liar.say(['a.example.com'], { seq: 2, prev, issuedAt: Date.now() + 3_600_000 }))).toBe(
      'time-ahead',
    )
    expect(() => liar.say(['a.example.com'], { seq: 2 ** 53, prev })).toThrow(
      expect.objectContaining({ name: 'ProtocolError' }),
    )
    expect(forks()).toBe(0)
    expect(digest()).toBe(before)
    expect(await receive(second!)).toBe('accepted')
  })

  it('cannot be written, moved or forked by another (20, 38)', async () => {
    const { receive, liar, own, partners, forks, trust, digest } = await receiver()
    const ownSeed = await readSeed(own.home.paths.nodeKey)
    const victim = liar.say(['said.example.com'], { member: own.id, node: own.node }, ownSeed)
    expect(await receive(victim)).toBe('accepted')
    const before = digest()
    const second = { seq: 2, prev: victim.bundle.id }
    // In the victim's name with one's own key; as oneself on the victim's node; with the victim's nonce.
    expect(await receive(liar.say(['a.example.com'], { ...second, member: own.id, node: own.node }))).toBe(
      'signature-invalid',
    )
    expect(await receive(liar.say(['a.example.com'], { member: own.id, node: own.node }))).toBe('signature-invalid')
    expect(await receive(liar.say(['a.example.com'], { ...second, node: own.node }))).toBe('certificate-invalid')
    expect(await receive(liar.say(['a.example.com'], { ...second, member: own.id }))).toBe('certificate-invalid')
    expect(await receive(liar.say(['a.example.com'], { ...second }))).toBe('gap')
    expect(forks()).toBe(0)
    expect(digest()).toBe(before)
    const elsewhere = 'cd'.repeat(32) as NetworkId
    expect(await receive(liar.say(['a.example.com'], { network: elsewhere }))).toBe('network-mismatch')
    expect(await receive(liar.say(['a.example.com'], { charter: { version: 9, hash: 'ef'.repeat(32) } }))).toBe(
      'charter-unknown',
    )
    expect(await receive(liar.say(['a.example.com'], { marking: { tlp: 'TLP:AMBER' } }))).toBe('clearance-exceeded')
    expect(trust.networkId).toBe(partners.network)
    expect(digest()).toBe(before)
  })

  it('is not filled up by bundles whose predecessors never come (37)', async () => {
    const { receive, liar, store, lane } = await receiver()
    const codes = new Set<string>()
    const before = process.memoryUsage().heapUsed
    for (let at = 0; at < 500; at++) {
      const nonce = Buffer.alloc(16)
      nonce.writeUInt32BE(at + 1)
      codes.add(
        await receive(
          liar.say(['flood.example.com'], { seq: 2, prev: 'ab'.repeat(32) as Said['bundle']['id'], nonce }),
        ),
      )
    }
    expect([...codes]).toEqual(['gap'])
    expect([store.heads().length, store.count()]).toEqual([0, 0])
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024)
    expect(await receive(lane(1)[0]!)).toBe('accepted')
  })
})

describe('a changed byte', () => {
  it(
    'anywhere in a frame is refused with a code, and the good frame passes afterwards (21)',
    { timeout: 60_000 },
    async () => {
      const { receive, lane, store, digest } = await receiver()
      const { frame, bundle } = lane(1)[0]!
      const before = digest()
      for (let at = 0; at < frame.length; at++) {
        const changed = Uint8Array.from(frame)
        changed[at] = changed[at]! ^ (1 << (at % 8))
        const code = await receive({ frame: changed })
        expect(code, `byte ${at} of ${frame.length}`).toMatch(/^[a-z]+(-[a-z]+)+$/)
        expect(['accepted', 'wanted'], `byte ${at}`).not.toContain(code)
      }
      for (let length = 0; length < frame.length; length++) {
        const code = await receive({ frame: frame.subarray(0, length) })
        // A frame that ends behind its header announces the bundle: nothing of it is taken in.
        if (code !== 'wanted') expect(code, `cut at ${length}`).toMatch(/^[a-z]+(-[a-z]+)+$/)
      }
      expect([store.count(), digest()]).toEqual([0, before])
      expect(await receive({ frame: headerFrameOf(bundle) })).toBe('wanted')
      expect(await receive({ frame })).toBe('accepted')
    },
  )

  it(
    'anywhere in a certificate or a charter is refused with a code and changes nothing',
    { timeout: 120_000 },
    async () => {
      const { trust, liar } = await receiver()
      const before = toHex(trust.digest())
      for (const { name, object } of liar.controls) {
        // Every byte of what is signed and signs it; of the long KEM key in the middle of a certificate every seventh.
        for (let at = 0; at < object.length; at += at > 200 && at < object.length - 250 ? 7 : 1) {
          const changed = Uint8Array.from(object)
          changed[at] = changed[at]! ^ (1 << (at % 8))
          const { code } = await trust.apply(changed)
          expect(['accepted'], `byte ${at} of ${name}: ${code}`).not.toContain(code)
          expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
        }
      }
      expect(toHex(trust.digest())).toBe(before)
      for (const { object } of liar.controls) expect((await trust.apply(object)).code).not.toMatch(/invalid/)
    },
  )
})

describe('two honest nodes and a liar', () => {
  it(
    'that tells each another story: both hold the proof and the same, and stay connected (33)',
    { timeout: 60_000 },
    async () => {
      const partners = await createPartners()
      open.push(() => partners[Symbol.asyncDispose]())
      const [a, b, c] = partners.partners
      const liar = await createLiar(partners, c!)
      const first = liar.say(['first.example.com'], {})
      const prev = first.bundle.id
      const stories = new Map([
        [a!.node, [first, liar.say(['to-a.example.com'], { seq: 2, prev })]],
        [b!.node, [first, liar.say(['to-b.example.com'], { seq: 2, prev })]],
      ])
      const storyFor = (peer: string): Said[] => stories.get(peer as NodeKey) ?? []
      const nodeA = await startPartner(a!, { network: true })
      open.push(() => nodeA.stop())
      const { addresses } = await statusOf(nodeA)
      const nodeB = await startPartner(b!, { network: true, bootstrap: addresses })
      open.push(() => nodeB.stop())
      await until('the honest are connected', async () => (await statusOf(nodeB)).peers === 1)

      const trust = await memoryTrust(
        partners.network,
        liar.controls.map(({ object }) => object),
      )
      const positions = (peer: string) =>
        storyFor(peer)
          .slice(-1)
          .map(({ bundle }) => ({ lane: bundle.lane, seq: bundle.header.seq, bundle: bundle.id }))
      const network = await createNetwork(
        {
          nodeSecretKey: liar.seed,
          certificate: trust.memberOfNode(c!.node)!.object,
          clock: Date.now,
          random: (bytes) => randomBytes(bytes),
          log: silentLog,
          trust,
          receive: () => Promise.resolve({ code: 'duplicate' as const }),
          digest: (peer) => digestOf(positions(peer)),
          frontier: positions,
          frames: async function* (peer, want) {
            for (const { frame } of storyFor(peer).slice(want.from - 1, want.to)) yield frame
          },
          entitledNodes: () => new Set(),
          disclose: () => Promise.resolve(),
          handed: () => undefined,
          acksFor: () => [],
          takeAck: () => Promise.resolve({ code: 'held' }),
          isOwnLane: () => true,
          ownLaneAhead: () => Promise.resolve(),
        },
        { listen: ['/ip4/127.0.0.1/tcp/0'], bootstrap: [...addresses, ...(await statusOf(nodeB)).addresses] },
      )
      open.push(() => network.stop())
      await network.start()

      const holdsProof = async (node: RunningNode): Promise<boolean> => (await statusOf(node)).lanes >= 1
      await until('both hold the lane', async () => (await holdsProof(nodeA)) && (await holdsProof(nodeB)))
      // What they agree on is the first bundle alone.
      const agreed = toHex(digestOf([{ lane: first.bundle.lane, seq: 1, bundle: first.bundle.id }]))
      await until('both hold the same', async () => {
        const [left, right] = await Promise.all([statusOf(nodeA), statusOf(nodeB)])
        return left.digest === agreed && right.digest === agreed
      })
      for (const node of [nodeA, nodeB]) {
        const { members } = await statusOf(node)
        const honest = members.filter(({ id }) => id !== c!.id).flatMap(({ nodes }) => nodes)
        expect(honest.map(({ connected }) => connected)).toEqual([true, true])
      }
      // Sharing goes on between the honest.
      const { id } = await nodeA.facade.publish({ kind: 'indicator', value: 'after.example.com', category: 'scam' })
      await until('it arrives', async () => (await nodeB.facade.show(localReader, id)) !== undefined)
      await Promise.all([nodeA.stop(), nodeB.stop()])
      open.splice(1, 2)
      for (const partner of [a!, b!]) {
        const store = await openStore(partner.home.paths.store, { clock: Date.now })
        const types: string[] = []
        for await (const { bytes } of store.controls()) types.push(decodeControl(bytes).type)
        await store.close()
        expect(types.filter((type) => type === 'fork-proof')).toHaveLength(1)
      }
    },
  )
})

const statusOf = (node: RunningNode) => node.facade.status(localReader)
