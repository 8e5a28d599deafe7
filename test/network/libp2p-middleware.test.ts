// The gate gives out a new list of middleware each time because libp2p pushes handlers onto the one it is given. This
// notices when a release of libp2p has stopped doing that: then the copy in node/network/gate.ts can go.
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import type { Libp2p } from '@libp2p/interface'
import { it } from 'vitest'
import { until } from '../helpers/network-node.ts'

const plain = (): Promise<Libp2p> =>
  createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionMonitor: { enabled: false },
  })

it('libp2p still runs a handler twice from the second stream on, where a protocol has middleware', async () => {
  const [a, b] = [await plain(), await plain()]
  try {
    let handled = 0
    await b.handle('/test/1', () => {
      handled++
    })
    b.use('/test/1', (stream, connection, next) => next(stream, connection))
    const connection = await a.dial(b.getMultiaddrs())
    await connection.newStream('/test/1')
    await until(() => handled === 1, 'the first stream')
    await connection.newStream('/test/1')
    await until(() => handled >= 2, 'the second stream')
    await until(() => handled === 3, 'the second handler of the second stream: where this fails, the bug is gone')
  } finally {
    await Promise.all([a.stop(), b.stop()])
  }
})
