// One raw libp2p stream between two processes, over the transports that a node uses, with nothing of a node on it.
import type { Libp2p, Stream } from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

const protocol = '/entente-bench/1'
const sendBytes = 64 * 1024
const totalBytes = 512 * 2 ** 20

function host(listen: string[]): Promise<Libp2p> {
  return createLibp2p({
    addresses: { listen },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux({ streamOptions: { maxStreamWindowSize: 4 * 2 ** 20 } })],
    connectionMonitor: { enabled: false },
  })
}

/** Takes what comes and answers with its size when it ends. */
export async function receiveStream(): Promise<string> {
  const node = await host(['/ip4/127.0.0.1/tcp/0'])
  await node.handle(protocol, (stream: Stream) => {
    let received = 0
    stream.addEventListener('message', ({ data }) => {
      received += data.byteLength
      if (received >= totalBytes) stream.send(new Uint8Array([1]))
    })
  })
  return node.getMultiaddrs()[0]?.toString() ?? ''
}

/** Bytes a second from the first byte until the other side has all. */
export async function sendStream(address: string): Promise<number> {
  const node = await host([])
  const stream = await node.dialProtocol(multiaddr(address), protocol)
  const all = new Promise<void>((resolve) => stream.addEventListener('message', () => resolve(), { once: true }))
  const piece = new Uint8Array(sendBytes)
  const begin = performance.now()
  for (let sent = 0; sent < totalBytes; sent += sendBytes) {
    if (!stream.send(piece)) await stream.onDrain()
  }
  await all
  const perSecond = (totalBytes / (performance.now() - begin)) * 1000
  await node.stop()
  return perSecond
}
