// Messages over real libp2p streams: framing, bounds, time-outs, and backpressure that holds on both sides.
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import type { Libp2p, Stream } from '@libp2p/interface'
import { createLibp2p } from 'libp2p'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { streamLimits } from '../../../node/network/limits.ts'
import { createChannel } from '../../../node/network/stream.ts'
import type { Channel, ChannelOptions } from '../../../node/network/stream.ts'
import { NetworkError } from '../../../node/network/errors.ts'
import { until } from '../../helpers/network-node.ts'

const protocol = '/test/1'
const plain = (): Promise<Libp2p> =>
  createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [
      yamux({
        streamOptions: {
          maxStreamWindowSize: streamLimits.windowBytes,
          maxReadBufferLength: streamLimits.readBufferMaxBytes,
        },
      }),
    ],
    connectionMonitor: { enabled: false },
  })

let [a, b]: Libp2p[] = []
let arrived: Stream[] = []
beforeAll(async () => {
  ;[a, b] = await Promise.all([plain(), plain()])
  await b.handle(protocol, (stream) => void arrived.push(stream), { maxInboundStreams: 100 })
})
afterAll(async () => {
  await Promise.all([a?.stop(), b?.stop()])
})
beforeEach(() => {
  arrived = []
})

interface Pair {
  readonly left: Channel
  readonly right: Channel
  readonly streams: readonly [Stream, Stream]
}

async function pair(left: Partial<ChannelOptions> = {}, right: Partial<ChannelOptions> = {}): Promise<Pair> {
  const defaults = { messageMaxBytes: 1 << 20, idleMs: 5_000 }
  const connection = await a!.dial(b!.getMultiaddrs())
  const stream = await connection.newStream(protocol, { maxOutboundStreams: 100 })
  const near = createChannel(stream, { ...defaults, ...left })
  await until(() => arrived.length === 1, 'the stream arrived')
  const far = createChannel(arrived[0]!, { ...defaults, ...right })
  return { left: near, right: far, streams: [stream, arrived[0]!] }
}

describe('messages', () => {
  it.each([0, 1, 3, 4, 300, 65_535, 65_536, 65_537, 300_000, 1 << 20])('of %i bytes arrive whole', async (size) => {
    const { left, right } = await pair()
    const sent = Buffer.alloc(size, size % 251)
    void left.send(sent)
    const got = await right.receive()
    expect(sent.equals(got!)).toBe(true)
    await left.close()
    expect(await right.receive()).toBeUndefined()
    await right.close()
  })

  it('arrive in order, small ones together', async () => {
    let chunks = 0
    const { left, right } = await pair({ onBytes: (direction) => (chunks += direction === 'out' ? 1 : 0) })
    for (let at = 0; at < 1000; at++) await left.send(Buffer.from(`message ${at}`))
    await left.close()
    for (let at = 0; at < 1000; at++) expect(String(Buffer.from((await right.receive())!))).toBe(`message ${at}`)
    expect(await right.receive()).toBeUndefined()
    expect(chunks).toBeLessThan(10)
    await right.close()
  })
})

describe('faults of the peer', () => {
  it.each<[string, (pair: Pair) => unknown, string]>([
    ['a longer message than allowed', ({ left }) => left.send(Buffer.alloc((1 << 20) + 1)), 'message-too-large'],
    ['a length of 4 GiB', ({ streams }) => streams[0].send(Buffer.alloc(4, 0xff)), 'message-too-large'],
    ['silence', () => undefined, 'stream-timeout'],
    ['a message that trickles', ({ streams }) => streams[0].send(Buffer.from([0, 0, 1, 0, 7])), 'stream-timeout'],
    ['a reset', ({ left }) => left.abort(new NetworkError('stream-closed', 'test')), 'stream-closed'],
    [
      'an end within a message',
      async ({ streams }) => {
        streams[0].send(Buffer.from([0, 0, 1, 0, 7]))
        await streams[0].close()
      },
      'stream-closed',
    ],
  ])('%s', async (_name, fault, code) => {
    const both = await pair({}, { idleMs: code === 'stream-timeout' ? 50 : 5_000 })
    const received = both.right.receive()
    void Promise.resolve(fault(both)).catch(() => undefined)
    await expect(received).rejects.toMatchObject({ code })
    both.left.abort(new NetworkError('stream-closed', 'test'))
  })

  it('a peer that takes nothing', async () => {
    const { left } = await pair({ idleMs: 50 })
    const sending = (async () => {
      for (;;) await left.send(Buffer.alloc(64 * 1024))
    })()
    await expect(sending).rejects.toMatchObject({ code: 'stream-timeout' })
  })
})

it('an abort of the signal ends both directions', async () => {
  const controller = new AbortController()
  const { left, right } = await pair({ signal: controller.signal })
  const [near, far] = [left.receive(), right.receive()]
  controller.abort(new NetworkError('network-stopped', 'test'))
  await expect(near).rejects.toMatchObject({ code: 'network-stopped' })
  await expect(far).rejects.toMatchObject({ code: 'stream-closed' })
})

describe('backpressure', () => {
  it('a slow receiver bounds what either side holds, however much there is', async () => {
    const { left, right, streams } = await pair()
    const size = 32 * 1024
    const count = 1024
    let [handed, mostHere, mostThere] = [0, 0, 0]
    const sending = (async () => {
      for (let at = 0; at < count; at++) {
        const message = Buffer.alloc(size)
        message.writeUInt32BE(at)
        await left.send(message)
        handed += size
        mostHere = Math.max(mostHere, streams[0].writeBufferLength)
      }
      await left.close()
    })()
    let taken = 0
    for (let at = 0; at < count; at++) {
      const message = await right.receive()
      expect(Buffer.from(message!).readUInt32BE()).toBe(at)
      taken += size
      mostThere = Math.max(mostThere, right.buffered + streams[1].readBufferLength)
      // What is handed over and not taken fits into the windows, the chunk on its way, and the buffers of the socket.
      if (at % 64 === 0) await new Promise((resolve) => setImmediate(resolve))
      expect(handed - taken).toBeLessThan(8 * 1024 * 1024)
    }
    await sending
    expect(mostThere).toBeLessThanOrEqual(2 * streamLimits.windowBytes + streamLimits.pauseBytes)
    expect(mostHere).toBeLessThanOrEqual(2 * streamLimits.windowBytes)
    await right.close()
  })

  it('a receiver that stops taking stops the sender, and takes up where it stopped', async () => {
    const { left, right, streams } = await pair()
    let sent = 0
    const sending = (async () => {
      for (let at = 0; at < 512; at++) {
        await left.send(Buffer.alloc(64 * 1024, at))
        sent++
      }
      await left.close()
    })()
    await right.receive()
    let [stalled, turns] = [-1, 0]
    await until(() => {
      turns = sent === stalled && streams[1].readStatus === 'paused' ? turns + 1 : 0
      stalled = sent
      return turns === 50
    }, 'the sender stands still')
    expect(sent * 64 * 1024).toBeLessThan(8 * 1024 * 1024)
    expect(right.buffered + streams[1].readBufferLength).toBeLessThanOrEqual(
      2 * streamLimits.windowBytes + streamLimits.pauseBytes,
    )
    let got = 1
    while ((await right.receive()) !== undefined) got++
    await sending
    expect(got).toBe(512)
    await right.close()
  })
})
