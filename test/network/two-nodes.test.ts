// Two nodes on loopback: handshake, control objects, sync both ways, resumption, and what a peer costs.
import { afterEach, describe, expect, it } from 'vitest'
import { createCommunity } from '../helpers/community.ts'
import { createTestNode, next, startAll, until } from '../helpers/network-node.ts'
import type { TestNode, TestNodeOptions } from '../helpers/network-node.ts'

const nodes: TestNode[] = []
const community = createCommunity(['alpha', 'beta', 'gamma'])
const node = async (name: string, options?: TestNodeOptions): Promise<TestNode> => {
  const made = await createTestNode(community, name, options)
  nodes.push(made)
  return made
}
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((one) => one.network.stop()))
})

describe('two nodes', () => {
  it('admit each other and hold the same afterwards', async () => {
    const [a, b] = [await node('alpha'), await node('beta')]
    for (let at = 0; at < 20; at++) a.ledger.publish(10, 200)
    for (let at = 0; at < 5; at++) b.ledger.publish(3, 50)
    await startAll([a, b])
    await until(() => a.ledger.digestNow() === b.ledger.digestNow(), 'equal digests')
    expect(a.network.peers()).toMatchObject([{ node: b.identity.key, member: 'beta' }])
    expect(b.ledger.lanes.size).toBe(2)
    await until(() => a.trust.addresses().size === 2 && b.trust.addresses().size === 2, 'both records')
    expect(Buffer.from(a.trust.digest()).equals(b.trust.digest())).toBe(true)
  })

  it('gossip a small bundle whole and a large one as a header', async () => {
    const [a, b] = [await node('alpha'), await node('beta')]
    await startAll([a, b])
    await until(() => b.network.peers()[0]?.lastSync !== undefined, 'first sync')
    const small = a.ledger.publish(1, 100)
    a.network.announce(small.signed, small.frame)
    await until(() => b.ledger.lanes.get(small.signed.lane)?.length === 1, 'the small bundle')
    expect(b.ledger.delivered.at(-1)).toMatchObject({ from: { via: 'gossip' }, code: 'accepted' })
    const large = a.ledger.publish(100, 1000)
    a.network.announce(large.signed, large.frame)
    await until(() => b.ledger.lanes.get(large.signed.lane)?.length === 2, 'the large bundle')
    expect(b.ledger.delivered.find((one) => one.code === 'accepted' && one.from.via === 'sync')).toBeDefined()
  })

  it('tell of an own lane of which the peer holds more, before pulling it', async () => {
    const [a, b] = [await node('alpha'), await node('beta')]
    const said = Array.from({ length: 3 }, () => a.ledger.publish(1, 10))
    const lane = said[0]!.signed.lane
    await b.trust.apply(a.identity.certificate)
    for (const { frame } of said) await b.ledger.receive(frame, { peer: a.identity.key, via: 'sync' })
    a.ledger.lanes.set(lane, a.ledger.lanes.get(lane)!.slice(0, 1))
    await startAll([a, b])
    await until(() => a.ledger.lanes.get(lane)?.length === 3, 'the lane is back')
    expect(a.ledger.ownAhead).toEqual([lane])
  })

  it('cut at once who is no longer a member', async () => {
    const [a, b] = [await node('alpha'), await node('beta')]
    await startAll([a, b])
    const gone = next(a.network, 'gone')
    const { object } = community.successor(a.trust.charter(), (charter) => ({
      ...charter,
      members: charter.members.map((member) =>
        member.id === 'beta' ? { ...member, status: 'removed' as const } : member,
      ),
    }))
    expect(await a.trust.apply(object)).toEqual({ code: 'accepted' })
    expect(await gone).toMatchObject({ node: b.identity.key, code: 'member-inactive' })
    expect(a.network.peers()).toEqual([])
  })
})
