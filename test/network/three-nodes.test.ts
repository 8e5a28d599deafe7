// Three nodes: each byte is pulled once, what one refuses harms nobody, and what gossip is told by whom.
import { afterEach, describe, expect, it } from 'vitest'
import { encodeFrame, decodeFrame } from '../../protocol/frame.ts'
import { limits } from '../../protocol/limits.ts'
import { wire } from '../../protocol/names.ts'
import { sign } from '../../protocol/sign.ts'
import { idBytes } from '../../protocol/ids.ts'
import { encode } from '../../protocol/strict.ts'
import { createCommunity, keyOf } from '../helpers/community.ts'
import { createTestNode, next, shareRecord, startAll, until } from '../helpers/network-node.ts'
import type { TestNode, TestNodeOptions } from '../helpers/network-node.ts'

const nodes: TestNode[] = []
const community = createCommunity(['alpha', 'beta', 'gamma'])
const node = async (name: string, options?: TestNodeOptions): Promise<TestNode> => {
  const made = await createTestNode(community, name, options)
  nodes.push(made)
  return made
}
const three = async (options?: TestNodeOptions): Promise<[TestNode, TestNode, TestNode]> => [
  await node('alpha', options),
  await node('beta', options),
  await node('gamma', options),
]
const synced = (node: TestNode, peers: number): Promise<void> =>
  until(
    () => node.network.peers().filter(({ lastSync }) => lastSync !== undefined).length === peers,
    `${node.name} has synced with ${peers}`,
  )
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((one) => one.network.stop()))
})

describe('pulling', () => {
  it('moves each bundle once, although two peers have all of them', async () => {
    const [a, b, c] = await three()
    for (let at = 0; at < 200; at++) a.ledger.publish(20, 100)
    await startAll([a, b])
    await until(() => a.ledger.digestNow() === b.ledger.digestNow(), 'b holds all')
    await c.network.start()
    await Promise.all([shareRecord(a, c), shareRecord(b, c), shareRecord(c, a), shareRecord(c, b)])
    await until(() => c.ledger.digestNow() === a.ledger.digestNow(), 'c holds all')
    await synced(c, 2)
    const accepted = c.ledger.delivered.filter(({ code }) => code === 'accepted')
    expect(accepted).toHaveLength(200)
    expect(c.ledger.delivered.filter(({ from }) => from.via === 'sync')).toHaveLength(200)
    expect(c.network.counters().syncFramesIn).toBe(200)
  })

  it('is resumed at the bundle where it broke, from whoever is left', async () => {
    const [a, b, c] = await three()
    for (let at = 0; at < 300; at++) a.ledger.publish(100, 500)
    const lane = [...a.ledger.lanes.keys()][0]!
    await startAll([a, b])
    await until(() => a.ledger.digestNow() === b.ledger.digestNow(), 'b holds all')
    const broke = Promise.withResolvers<void>()
    c.ledger.slow = async ({ header }) => {
      if (header.seq === 100) broke.resolve()
    }
    await c.network.start()
    await Promise.all([shareRecord(a, c), shareRecord(c, a)])
    await broke.promise
    await a.network.stop()
    const held = c.ledger.lanes.get(lane)!.length
    expect(held).toBeLessThan(300)
    await shareRecord(b, c)
    await until(() => c.ledger.digestNow() === b.ledger.digestNow(), 'c holds all')
    const accepted = c.ledger.delivered.filter(({ code }) => code === 'accepted')
    expect(accepted).toHaveLength(300)
    expect(accepted.filter(({ from }) => from.peer === b.identity.key).length).toBeGreaterThan(0)
  })

  it('hands over a bounded number of frames at once, in order', async () => {
    const [a, b] = await three()
    for (let at = 0; at < 100; at++) a.ledger.publish(2, 100)
    b.ledger.slow = () => new Promise((resolve) => setImmediate(resolve))
    await startAll([a, b])
    await until(() => a.ledger.digestNow() === b.ledger.digestNow(), 'b holds all')
    expect(b.ledger.inFlightMax).toBeGreaterThan(1)
    expect(b.ledger.inFlightMax).toBeLessThanOrEqual(16)
  })

  it('from a peer that promises more than it gives costs that peer alone', async () => {
    const [a, b, c] = await three()
    for (let at = 0; at < 10; at++) a.ledger.publish(2, 100)
    const stopped = next(c.network, 'synced', ({ code }) => code === 'frontier-false')
    await startAll([a, b])
    await until(() => a.ledger.digestNow() === b.ledger.digestNow(), 'b holds all')
    const honest = a.ledger.frames
    Object.assign(a.ledger, { honest })
    const lane = [...b.ledger.lanes.keys()][0]!
    b.ledger.lanes.set(lane, b.ledger.lanes.get(lane)!.slice(0, 10))
    const short = b.ledger.lanes.get(lane)!
    b.ledger.lanes.set(lane, Object.assign([...short], { slice: () => [] }))
    await c.network.start()
    await Promise.all([shareRecord(b, c), shareRecord(c, b)])
    expect(await stopped).toMatchObject({ node: b.identity.key, code: 'frontier-false' })
    await Promise.all([shareRecord(a, c), shareRecord(c, a)])
    await until(() => c.ledger.digestNow() === a.ledger.digestNow(), 'c holds all')
  })
})

describe('gossip', () => {
  const message = (frame: Uint8Array): Uint8Array =>
    encode(wire.GossipMessage, new wire.GossipMessage({ version: 1, frame }))
  const resigned = (frame: Uint8Array, change: (signature: Uint8Array) => Uint8Array): Uint8Array => {
    const parts = decodeFrame(frame)
    return encodeFrame({ ...parts, signature: change(Uint8Array.from(parts.signature)) })
  }

  it('a copy with a bad signature arrives first: the good one still passes (21)', async () => {
    const [a, b] = await three()
    await startAll([a, b])
    await synced(b, 1)
    const { signed, frame } = a.ledger.publish(1, 50)
    const bad = resigned(frame, (signature) => {
      signature[3]! ^= 1
      return signature
    })
    a.network.announce(signed, bad)
    await until(() => b.network.counters().refused['signature-invalid'] === 1, 'the bad copy is refused')
    expect(message(bad)).not.toEqual(message(frame))
    a.network.announce(signed, frame)
    await until(() => b.ledger.lanes.get(signed.lane)?.length === 1, 'the good one is held')
    expect(b.ledger.delivered.at(-1)).toMatchObject({ code: 'accepted', from: { via: 'gossip' } })
  })

  it('many valid signatures on one header: forwarded once (22)', async () => {
    const [a, b, c] = await three()
    await a.network.start()
    await b.network.start()
    await c.network.start()
    // A line: a and c do not know each other.
    await Promise.all([shareRecord(a, b), shareRecord(b, a)])
    await c.trust.apply(b.identity.certificate)
    await c.trust.apply(a.identity.certificate)
    await b.trust.apply(c.identity.certificate)
    for (const record of b.trust.objects('node-record')) await c.trust.apply(record)
    await until(() => b.network.peers().length === 2, 'b is connected to both')
    await synced(c, c.network.peers().length)
    const { signed, frame } = a.ledger.publish(1, 50)
    // The extra bytes of a second signature cannot be made with one key deterministically; other payload framing of the
    // same header is as good: the message differs, the header is one.
    const copies = Array.from({ length: 50 }, (_, at) => differentMessage(frame, at))
    for (const copy of copies) a.network.announce(signed, copy)
    await until(() => c.ledger.lanes.get(signed.lane)?.length === 1, 'c holds it')
    await until(() => b.network.counters().gossipMessagesIn >= 1, 'b heard')
    const arrived = c.ledger.delivered.filter(({ from }) => from.via === 'gossip' && from.peer === b.identity.key)
    expect(arrived.length).toBeLessThanOrEqual(1)
  })

  it('a store that fails ignores and does not reject (79)', async () => {
    const [a, b] = await three()
    await startAll([a, b])
    await synced(b, 1)
    b.ledger.broken = true
    const { signed, frame } = a.ledger.publish(1, 50)
    a.network.announce(signed, frame)
    await until(() => b.network.counters().refused['receive-failed'] === 1, 'it failed')
    expect(b.network.peers()).toHaveLength(1)
    b.ledger.broken = false
    await b.network.syncNow()
    expect(b.ledger.lanes.get(signed.lane)).toHaveLength(1)
  })

  it.each<[string, (frame: Uint8Array) => Uint8Array, string]>([
    ['a frame that is cut', (frame) => frame.subarray(0, frame.length - 1), 'encoding-invalid'],
    ['a changed payload', (frame) => changed(frame), 'root-mismatch'],
    ['junk', () => Buffer.alloc(500, 0x7f), 'encoding-invalid'],
  ])('%s is refused with its code', async (_name, spoil, code) => {
    const [a, b] = await three()
    await startAll([a, b])
    await synced(b, 1)
    const { signed, frame } = a.ledger.publish(1, 50)
    a.network.announce(signed, spoil(frame))
    await until(() => b.network.counters().refused[code] === 1, code)
    expect(b.ledger.lanes.size).toBe(0)
  })

  it('reaches a node behind another, whole and as a header', async () => {
    const [a, b, c] = await three()
    for (const one of [a, b, c]) await one.network.start()
    for (const one of [a, c]) await Promise.all([shareRecord(one, b)])
    for (const object of a.trust.objects('certificate')) await c.trust.apply(object)
    for (const object of c.trust.objects('certificate')) await a.trust.apply(object)
    await until(() => b.network.peers().length === 2, 'b is connected to both')
    await synced(b, 2)
    const small = a.ledger.publish(1, 50)
    a.network.announce(small.signed, small.frame)
    await until(() => c.ledger.lanes.get(small.signed.lane)?.length === 1, 'c holds the small one')
    const large = a.ledger.publish(50, 1000)
    expect(large.frame.length).toBeGreaterThan(limits.gossipWholeMaxBytes)
    a.network.announce(large.signed, large.frame)
    await until(() => c.ledger.lanes.get(small.signed.lane)?.length === 2, 'c holds the large one')
  })
})

/** The same signed header in another message: the signature by the same key over the same bytes, the payload left out. */
function differentMessage(frame: Uint8Array, at: number): Uint8Array {
  const parts = decodeFrame(frame)
  if (at === 0) return frame
  const header = parts.header
  const signature = sign('bundle', idBytes(community.network), header, keyOf('alpha node').secretKey)
  return encodeFrame({ ...parts, signature, header })
}

function changed(frame: Uint8Array): Uint8Array {
  const { payload, ...parts } = decodeFrame(frame)
  const other = Uint8Array.from(payload!)
  other[other.length - 1]! ^= 1
  return encodeFrame({ ...parts, payload: other })
}
