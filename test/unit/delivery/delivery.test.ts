// Whether those that were named have what was said: real stores, trust, sealing and acknowledgements between members of
// one circle; what sync carries is handed over, and the author told of it as the network room does.
import { describe, expect, it } from 'vitest'
import { createDelivery, type Delivery } from '../../../node/delivery/delivery.ts'
import { silentLog } from '../../../node/log.ts'
import { checkAck, signAck } from '../../../protocol/ack.ts'
import type { Charter, LaneId, MemberId } from '../../../protocol/index.ts'
import { type Circle, type CircleNode, circleStart, createCircle } from '../../helpers/circle.ts'
import { keysOf } from '../../helpers/protocol.ts'

const cleared = { clearance: 'TLP:RED' } as const
const named = 'member:bank,court'

const deliveryOf = (circle: Circle, { store, trust, member, key, name }: CircleNode): Delivery =>
  createDelivery({
    ...{ store, trust, member, node: key, secretKey: keysOf(`${name} node`).secretKey, log: silentLog },
    clock: () => circle.now,
  })
const say = (node: CircleNode, value: string, audience = named) =>
  node.ingest.publish({ kind: 'indicator', value, category: 'scam', marking: 'TLP:AMBER', audience })

async function scene() {
  const circle = await createCircle({ agency: cleared, bank: cleared, court: cleared, outsider: cleared })
  const nodes = {
    agency: await circle.node('agency'),
    bank: await circle.node('bank'),
    court: await circle.node('court'),
    outsider: await circle.node('outsider'),
  }
  const { agency, bank, court } = nodes
  const deliveries = {
    agency: deliveryOf(circle, agency),
    bank: deliveryOf(circle, bank),
    court: deliveryOf(circle, court),
  }
  const { seq, lane } = await said(agency, 'first.example.com')
  return { circle, ...nodes, deliveries, lane, first: seq, [Symbol.asyncDispose]: () => circle[Symbol.asyncDispose]() }
}

/** Publishes to the named; where in its lane that is. */
async function said(node: CircleNode, value: string): Promise<{ lane: LaneId; seq: number }> {
  await say(node, value)
  const [head] = node.store.heads()
  return { lane: head!.lane, seq: head!.seq }
}

const removed = (id: string) => (charter: Charter) => ({
  ...charter,
  members: charter.members.map((one) => (one.id === (id as MemberId) ? { ...one, status: 'removed' as const } : one)),
})
const statesIn = async (delivery: Delivery, lane: LaneId, seq: number) =>
  (await delivery.stateOf(lane, seq)).map(({ member, state }) => `${member} ${state}`)
const pendingIn = async (delivery: Delivery) =>
  (await Array.fromAsync(delivery.pending())).map(({ member, state, seq }) => `${member} ${state} ${seq}`)

describe('a statement to named members', () => {
  it('is queued, then delivered, then acknowledged, each with its time, for each of them', async () => {
    await using made = await scene()
    const { circle, agency, bank, court, deliveries, lane, first } = made
    const issuedAt = agency.store.headerAt(lane, first)!.header.issuedAt
    expect(await deliveries.agency.stateOf(lane, first)).toEqual([
      { member: 'bank', state: 'queued', at: issuedAt },
      { member: 'court', state: 'queued', at: issuedAt },
    ])
    circle.now += 1000
    await circle.sync(agency, bank)
    deliveries.agency.delivered(bank.key, lane, first)
    await deliveries.agency.settled()
    circle.now += 1000
    expect(await deliveries.agency.stateOf(lane, first)).toEqual([
      { member: 'bank', state: 'delivered', at: circleStart + 2000, node: bank.key },
      { member: 'court', state: 'queued', at: issuedAt },
    ])
    const [ack] = deliveries.bank.acksFor(agency.key)
    expect(await deliveries.agency.takeAck(ack!, bank.key)).toEqual({ code: 'accepted' })
    const [atBank] = await deliveries.agency.stateOf(lane, first)
    expect(atBank).toMatchObject({ state: 'acknowledged', at: circleStart + 3000, node: bank.key })
    expect(checkAck(atBank!.proof!, circle.network)).toMatchObject({ lane, seq: first, node: bank.key })
    expect(await statesIn(deliveries.agency, lane, first)).toEqual(['bank acknowledged', 'court queued'])
    expect(court.store.heads()).toEqual([])
  })

  it('an acknowledgement covers what lies before it, at the time at which it came', async () => {
    await using made = await scene()
    const { circle, agency, bank, deliveries, lane, first } = made
    await circle.sync(agency, bank)
    await deliveries.agency.takeAck(deliveries.bank.acksFor(agency.key)[0]!, bank.key)
    const second = await said(agency, 'second.example.com')
    const third = await said(agency, 'third.example.com')
    circle.now += 60_000
    await circle.sync(agency, bank)
    await deliveries.agency.takeAck(deliveries.bank.acksFor(agency.key)[0]!, bank.key)
    const at = async (seq: number) => (await deliveries.agency.stateOf(lane, seq))[0]?.at
    expect(await at(first)).toBe(circleStart + 1000)
    expect([await at(second.seq), await at(third.seq)]).toEqual([circleStart + 61_000, circleStart + 61_000])
  })

  it('what is pending is listed by recipient, from the oldest statement on, until it is acknowledged', async () => {
    await using made = await scene()
    const { circle, agency, bank, deliveries, first } = made
    const second = await said(agency, 'second.example.com')
    expect(await pendingIn(deliveries.agency)).toEqual([`bank queued ${first}`, `court queued ${first}`])
    await circle.sync(agency, bank)
    deliveries.agency.delivered(bank.key, second.lane, second.seq)
    await deliveries.agency.settled()
    expect(await pendingIn(deliveries.agency)).toEqual([`bank delivered ${first}`, `court queued ${first}`])
    await deliveries.agency.takeAck(deliveries.bank.acksFor(agency.key)[0]!, bank.key)
    expect(await pendingIn(deliveries.agency)).toEqual([`court queued ${first}`])
    const third = await said(agency, 'third.example.com')
    expect(await pendingIn(deliveries.agency)).toEqual([`bank queued ${third.seq}`, `court queued ${first}`])
  })

  it('survives a restart', async () => {
    await using made = await scene()
    const { circle, agency, bank, court, deliveries, lane, first } = made
    await circle.sync(agency, bank)
    deliveries.agency.delivered(court.key, lane, first)
    await deliveries.agency.takeAck(deliveries.bank.acksFor(agency.key)[0]!, bank.key)
    await deliveries.agency.settled()
    const before = await deliveries.agency.stateOf(lane, first)
    await agency.ingest.stop()
    await agency.store.close()
    const again = await circle.node('agency', agency.path)
    expect(await deliveryOf(circle, again).stateOf(lane, first)).toEqual(before)
    expect(before.map(({ state }) => state)).toEqual(['acknowledged', 'delivered'])
  })

  it('of one that was removed meanwhile what it had stays known, and nothing is pending for it', async () => {
    await using made = await scene()
    const { circle, agency, bank, deliveries, lane, first } = made
    await circle.sync(agency, bank)
    await deliveries.agency.takeAck(deliveries.bank.acksFor(agency.key)[0]!, bank.key)
    await circle.change([agency], removed('bank'))
    expect(await statesIn(deliveries.agency, lane, first)).toEqual(['bank acknowledged', 'court queued'])
    await said(agency, 'second.example.com')
    expect((await pendingIn(deliveries.agency)).map((line) => line.split(' ')[0])).toEqual(['court'])
  })

  it('to a group, or of another member, is not tracked', async () => {
    await using made = await scene()
    const { circle, agency, bank, deliveries, lane, first } = made
    await say(agency, 'cleared.example.com', 'everyone')
    const other = agency.store.heads().find((head) => head.lane !== lane)!
    await expect(deliveries.agency.stateOf(other.lane, other.seq)).rejects.toMatchObject({ code: 'delivery-untracked' })
    await circle.sync(agency, bank)
    await expect(deliveries.bank.stateOf(lane, first)).rejects.toMatchObject({ code: 'delivery-untracked' })
    await expect(deliveries.agency.stateOf(lane, first + 1)).rejects.toMatchObject({ code: 'delivery-untracked' })
    expect(await pendingIn(deliveries.bank)).toEqual([])
  })
})

describe('what a recipient owes', () => {
  it('is one acknowledgement a lane to nodes of the author, the same bytes until there is more', async () => {
    await using made = await scene()
    const { circle, agency, bank, outsider, deliveries, lane, first } = made
    expect(deliveries.bank.acksFor(agency.key)).toEqual([])
    await circle.sync(agency, bank)
    const [ack] = deliveries.bank.acksFor(agency.key)
    expect(checkAck(ack!, circle.network)).toMatchObject({ lane, seq: first, bundle: bank.store.head(lane)!.id })
    expect(deliveries.bank.acksFor(agency.key)[0]).toBe(ack)
    expect(deliveries.bank.acksFor(outsider.key)).toEqual([])
    expect(deliveries.bank.acksFor('00'.repeat(32) as never)).toEqual([])
    await said(agency, 'second.example.com')
    await circle.sync(agency, bank)
    expect(deliveries.bank.acksFor(agency.key)).not.toEqual([ack])
  })

  it('is nothing for a lane that does not name its member, and nothing once it may not have it', async () => {
    await using made = await scene()
    const { circle, agency, bank, deliveries } = made
    await say(agency, 'cleared.example.com', 'everyone')
    await circle.sync(agency, bank)
    expect(bank.store.heads()).toHaveLength(2)
    expect(deliveries.bank.acksFor(agency.key)).toHaveLength(1)
    await circle.change([bank], (charter) => ({
      ...charter,
      members: charter.members.map((one) => (one.id === 'bank' ? { ...one, clearance: 'TLP:GREEN' as const } : one)),
    }))
    expect(deliveries.bank.acksFor(agency.key)).toEqual([])
  })
})

describe('an acknowledgement is refused', () => {
  it('where it is of another lane, bundle, place or node than was given; nothing is kept of it', async () => {
    await using made = await scene()
    const { circle, agency, bank, outsider, deliveries, lane, first } = made
    const head = agency.store.head(lane)!
    const good = { network: circle.network, lane, seq: first, bundle: head.id, node: bank.key, issuedAt: circle.now }
    const { secretKey } = keysOf('bank node')
    const by = (change: Partial<typeof good>, key = secretKey) => signAck({ ...good, ...change }, key)
    const cases: [Uint8Array, string][] = [
      [by({ lane: 'aa'.repeat(32) as LaneId }), 'ack-unexpected'],
      [by({ seq: first + 1 }), 'ack-unexpected'],
      [by({ seq: first - 1 }), 'ack-unexpected'],
      [by({ bundle: 'ab'.repeat(32) as never }), 'ack-unexpected'],
      [by({ node: outsider.key }, keysOf('outsider node').secretKey), 'ack-unexpected'],
      [by({ node: agency.key }, keysOf('agency node').secretKey), 'ack-unexpected'],
      [by({}, keysOf('outsider node').secretKey), 'signature-invalid'],
      [by({ network: '00'.repeat(32) as never }), 'network-mismatch'],
      [new Uint8Array([1, 2, 3]), 'encoding-invalid'],
    ]
    for (const [ack, code] of cases) expect(await deliveries.agency.takeAck(ack, bank.key)).toEqual({ code })
    expect(await agency.store.deliveredTo(lane)).toEqual([])
    expect(await deliveries.agency.takeAck(by({}), bank.key)).toEqual({ code: 'accepted' })
    expect(await deliveries.agency.takeAck(by({}), bank.key)).toEqual({ code: 'held' })
  })

  it('and bytes that were handed to nobody who was named are noted nowhere', async () => {
    await using made = await scene()
    const { agency, bank, outsider, deliveries, lane, first } = made
    deliveries.agency.delivered(outsider.key, lane, first)
    deliveries.agency.delivered(bank.key, lane, first + 1)
    deliveries.agency.delivered(bank.key, 'aa'.repeat(32) as LaneId, 1)
    deliveries.agency.delivered(agency.key, lane, first)
    await deliveries.agency.settled()
    expect(await agency.store.deliveredTo(lane)).toEqual([])
  })
})
