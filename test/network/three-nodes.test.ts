// Three nodes: each byte is pulled once, what one refuses harms nobody, and what gossip is told by whom.
import { createHash } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { afterEach, describe, expect, it } from 'vitest'
import { encodeFrame, decodeFrame } from '../../protocol/frame.ts'
import { limits } from '../../protocol/limits.ts'
import { signatureInput } from '../../protocol/sign.ts'
import { idBytes } from '../../protocol/ids.ts'
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
/** alpha and gamma are connected to beta alone: they do not listen. */
const line = async (): Promise<[TestNode, TestNode, TestNode]> => {
  const [a, b, c] = [await node('alpha', { listen: [] }), await node('beta'), await node('gamma', { listen: [] })]
  for (const one of [b, a, c]) await one.network.start()
  await Promise.all([shareRecord(b, a), shareRecord(b, c)])
  await until(() => b.network.peers().length === 2, 'b is connected to both')
  for (const [one, peers] of [[a, 1] as const, [b, 2] as const, [c, 1] as const]) await synced(one, peers)
  await until(() => c.trust.memberOfNode(a.identity.key) !== undefined, 'c knows a')
  return [a, b, c]
}
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
    for (let at = 0; at < 150; at++) a.ledger.publish(20, 1000)
    const lane = [...a.ledger.lanes.keys()][0]!
    await startAll([a, b])
    await until(() => a.ledger.digestNow() === b.ledger.digestNow(), 'b holds all')
    let broke = false
    c.ledger.slow = async ({ header }) => {
      broke ||= header.seq === 30
    }
    await c.network.start()
    await Promise.all([shareRecord(a, c), shareRecord(c, a)])
    await until(() => broke, 'some bundles have come')
    await a.network.stop()
    const held = c.ledger.lanes.get(lane)!.length
    expect(held).toBeLessThan(150)
    await shareRecord(b, c)
    await until(() => c.ledger.digestNow() === b.ledger.digestNow(), 'c holds all')
    const accepted = c.ledger.delivered.filter(({ code }) => code === 'accepted')
    expect(accepted).toHaveLength(150)
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
    await b.trust.apply(a.identity.certificate)
    for (let at = 0; at < 10; at++) {
      await b.ledger.receive(a.ledger.publish(2, 100).frame, { peer: a.identity.key, via: 'sync' })
    }
    const [[lane, held] = []] = b.ledger.lanes
    b.ledger.lanes.set(lane!, Object.assign([...held!], { slice: () => [] }))
    const stopped = next(c.network, 'synced', ({ code }) => code === 'frontier-false')
    await startAll([b, c])
    expect(await stopped).toMatchObject({ node: b.identity.key, frames: 0 })
    await a.network.start()
    await Promise.all([shareRecord(a, c), shareRecord(c, a)])
    await until(() => c.ledger.digestNow() === a.ledger.digestNow(), 'c holds all')
    expect(c.network.peers()).toHaveLength(2)
  })
})

describe('gossip', () => {
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
    a.network.announce(signed, frame)
    await until(() => b.ledger.lanes.get(signed.lane)?.length === 1, 'the good one is held')
    expect(b.ledger.delivered.at(-1)).toMatchObject({ code: 'accepted', from: { via: 'gossip' } })
  })

  it('a hundred valid signatures on one header: forwarded once (22)', async () => {
    const [a, b, c] = await line()
    const { signed, frame } = a.ledger.publish(1, 50)
    for (let at = 0; at < 100; at++)
      a.network.announce(
        signed,
        resigned(frame, () => signatureOf(signed.bytes, at)),
      )
    await until(() => c.ledger.lanes.get(signed.lane)?.length === 1, 'c holds it')
    await until(() => b.network.counters().gossipMessagesIn >= 100, 'b heard all')
    const last = a.ledger.publish(1, 50)
    a.network.announce(last.signed, last.frame)
    await until(() => c.ledger.lanes.get(signed.lane)?.length === 2, 'c holds what came behind them')
    expect(c.network.counters().gossipMessagesIn).toBe(2)
    expect(b.ledger.delivered.filter(({ code }) => code === 'accepted')).toHaveLength(2)
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
    const [a, , c] = await line()
    const small = a.ledger.publish(1, 50)
    a.network.announce(small.signed, small.frame)
    await until(() => c.ledger.lanes.get(small.signed.lane)?.length === 1, 'c holds the small one')
    const large = a.ledger.publish(50, 1000)
    expect(large.frame.length).toBeGreaterThan(limits.gossipWholeMaxBytes)
    a.network.announce(large.signed, large.frame)
    await until(() => c.ledger.lanes.get(small.signed.lane)?.length === 2, 'c holds the large one')
  })
})

/** A valid signature over a header by alpha's node, another one for each `at` (RFC 8032 with a nonce of our own). */
function signatureOf(header: Uint8Array, at: number): Uint8Array {
  const { secretKey, publicKey } = keyOf('alpha node')
  const input = signatureInput('bundle', idBytes(community.network), header)
  const { scalar } = ed25519.utils.getExtendedPublicKey(secretKey)
  const { Fn } = ed25519.Point
  const numberOf = (...parts: Uint8Array[]): bigint =>
    Fn.create(BigInt(`0x${createHash('sha512').update(Buffer.concat(parts)).digest().reverse().toString('hex')}`))
  const nonce = numberOf(Buffer.from(`nonce ${at}`))
  const point = ed25519.Point.BASE.multiply(nonce).toBytes()
  const rest = Fn.create(nonce + numberOf(point, publicKey, input) * scalar)
  return Buffer.concat([point, Buffer.from(rest.toString(16).padStart(64, '0'), 'hex').reverse()])
}

function changed(frame: Uint8Array): Uint8Array {
  const { payload, ...parts } = decodeFrame(frame)
  const other = Uint8Array.from(payload!)
  other[other.length - 1]! ^= 1
  return encodeFrame({ ...parts, payload: other })
}
