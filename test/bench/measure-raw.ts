// The floors that no store is part of: hashing, and one libp2p stream.
import { withWorker } from './ground.ts'
import type { Row } from './result.ts'
import { startWorker } from './workers.ts'

const part = 'raw'

export async function measureRaw(): Promise<Row[]> {
  const { smallPerSecond, bulkBytesPerSecond } = await withWorker((worker) => worker.call('hashing'))
  await using receiver = startWorker()
  const address = await receiver.call('receiveStream')
  const stream = await withWorker((sender) => sender.call('sendStream', address))
  return [
    { part, what: 'SHA-256 of 300 bytes', value: smallPerSecond, unit: '/s' },
    { part, what: 'SHA-256 of 1 MiB pieces', value: bulkBytesPerSecond / 1e6, unit: 'MB/s' },
    { part, what: 'one libp2p stream between two processes, 64 KiB sends', value: stream / 1e6, unit: 'MB/s' },
  ]
}
