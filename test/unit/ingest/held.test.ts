// A bundle of a restricted lane that comes from one who may not have it is answered alike, whether it is held here, on its
// way into the store, new, or in contradiction to what is held: the answer is no way to ask what a node has.
import { expect, test } from 'vitest'
import { createCircle } from '../../helpers/circle.ts'

const cleared = { clearance: 'TLP:RED' } as const

test('what is held is not told to a peer that may not have it', async () => {
  await using circle = await createCircle({ alfa: cleared, beta: cleared, dora: {} })
  const [a, b, d] = [await circle.node('alfa'), await circle.node('beta'), await circle.node('dora')]
  await a.ingest.publish({ kind: 'indicator', value: 'secret.example.com', category: 'scam', marking: 'TLP:AMBER' })
  const [head] = a.store.heads()
  const frames = await Array.fromAsync(a.ledger.frames(b.key, { lane: head!.lane, from: 1, to: head!.seq }))
  const given = (via: 'sync' | 'announce' | 'gossip') =>
    Promise.all(frames.map(async (frame) => (await b.ingest.receive(frame, { peer: d.key, via })).code))
  const asNew = [await given('sync'), await given('announce'), await given('gossip')]
  expect(asNew).toEqual([
    frames.map(() => 'sender-not-entitled'),
    frames.map(() => 'sender-not-entitled'),
    frames.map(() => 'restricted-on-gossip'),
  ])
  const taking = frames.map((frame) => b.ingest.receive(frame, { peer: a.key, via: 'sync' }))
  const whileFlying = given('sync')
  expect((await Promise.all(taking)).map(({ code }) => code)).toEqual(frames.map(() => 'accepted'))
  expect(await whileFlying).toEqual(asNew[0])
  expect([await given('sync'), await given('announce'), await given('gossip')]).toEqual(asNew)
  // To one that may have it, it is told.
  const again = await Promise.all(frames.map((frame) => b.ingest.receive(frame, { peer: a.key, via: 'announce' })))
  expect(again.map(({ code }) => code)).toEqual(frames.map(() => 'duplicate'))
})
