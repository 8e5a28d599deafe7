// The handshake under charters of different age: who is newer gives, who is admitted under none gets nothing.
import { afterEach, describe, expect, it } from 'vitest'
import type { Charter } from '../../protocol/charter.ts'
import { createCommunity, testNow } from '../helpers/community.ts'
import { createTestNode, next, until } from '../helpers/network-node.ts'
import type { TestNode, TestNodeOptions } from '../helpers/network-node.ts'

const community = createCommunity(['alpha', 'beta'])
const nodes: TestNode[] = []
const node = async (name: string, options?: TestNodeOptions): Promise<TestNode> => {
  const made = await createTestNode(community, name, options)
  nodes.push(made)
  return made
}
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((one) => one.network.stop()))
})

/** Charters 2 to `count + 1`, each a second younger; the last with `change`. */
function successors(count: number, change: (charter: Charter) => Charter = (charter) => charter): Uint8Array[] {
  const objects: Uint8Array[] = []
  let before: Parameters<typeof community.successor>[0] = community.genesis
  for (let at = 1; at <= count; at++) {
    const made = community.successor(before, (charter) => {
      const next = { ...charter, issuedAt: testNow + at }
      return at === count ? change(next) : next
    })
    objects.push(made.object)
    before = made.state
  }
  return objects
}

const admit = (name: string) => (charter: Charter) => ({
  ...charter,
  members: [...charter.members, community.member(name)].sort((a, b) => (a.id < b.id ? -1 : 1)),
})
const remove = (name: string) => (charter: Charter) => ({
  ...charter,
  members: charter.members.map((one) => (one.id === name ? { ...one, status: 'removed' as const } : one)),
})

describe('charters of different age', () => {
  it.each([
    ['the dialer is behind', 'dialer'],
    ['the listener is behind', 'listener'],
  ] as const)('%s: it has caught up when both are admitted', async (_name, behind) => {
    const charters = successors(100)
    const listener = await node('alpha', { seed: behind === 'listener' ? [] : charters })
    await listener.network.start()
    const dialer = await node('beta', {
      seed: behind === 'dialer' ? [] : charters,
      listen: [],
      bootstrap: listener.network.addresses(),
    })
    await dialer.network.start()
    await until(() => dialer.network.peers().length === 1 && listener.network.peers().length === 1, 'admitted')
    expect([dialer.trust.charter().version, listener.trust.charter().version]).toEqual([101, 101])
  })

  it('a brand new member brings the charter that admits it', async () => {
    const listener = await node('alpha')
    await listener.network.start()
    const dialer = await node('gamma', {
      seed: successors(1, admit('gamma')),
      listen: [],
      bootstrap: listener.network.addresses(),
    })
    await dialer.network.start()
    await until(() => listener.network.peers().length === 1, 'admitted')
    expect(listener.network.peers()).toMatchObject([{ member: 'gamma', charterVersion: 2 }])
  })

  it.each([
    ['removed under the newer charter: gets nothing of it', 'beta', 'member-inactive'],
    ['unknown to every charter', 'delta', 'member-unknown'],
  ])('a node that is %s', async (_name, name, code) => {
    const listener = await node('alpha', { seed: successors(1, remove('beta')) })
    await listener.network.start()
    const refused = next(listener.network, 'refused')
    const dialer = await node(name, { listen: [], bootstrap: listener.network.addresses() })
    const told = next(dialer.network, 'refused')
    await dialer.network.start()
    expect(await refused).toMatchObject({ node: dialer.identity.key, code, by: 'us' })
    expect(await told).toMatchObject({ node: listener.identity.key, code, by: 'peer' })
    expect(dialer.trust.charter().version).toBe(1)
    expect(dialer.network.peers()).toEqual([])
  })

  it('a node that the newer side removed is refused, and learns nothing of the charter that did', async () => {
    const listener = await node('beta')
    await listener.network.start()
    const refused = next(listener.network, 'refused', ({ by }) => by === 'peer')
    const dialer = await node('alpha', {
      seed: successors(1, remove('beta')),
      listen: [],
      bootstrap: listener.network.addresses(),
    })
    await dialer.network.start()
    expect(await refused).toMatchObject({ code: 'member-inactive' })
    expect(listener.trust.charter().version).toBe(1)
  })
})

describe('dialing', () => {
  it('goes on until the other is there, and again when it is gone', async () => {
    const first = await node('alpha')
    await first.network.start()
    const address = first.network.addresses()
    const port = Number(/tcp\/(\d+)/.exec(address[0]!)![1])
    await first.network.stop()
    const dialer = await node('beta', { listen: [], bootstrap: address })
    await dialer.network.start()
    for (let round = 0; round < 2; round++) {
      const again = await node('alpha', { listen: [`/ip4/127.0.0.1/tcp/${port}`] })
      await again.network.start()
      await until(() => dialer.network.peers().length === 1, 'connected')
      const gone = next(dialer.network, 'gone')
      await again.network.stop()
      await gone
    }
  })

  it('finds a node by an address without an id', async () => {
    const listener = await node('alpha')
    await listener.network.start()
    const bare = listener.network.addresses().map((address) => address.replace(/\/p2p\/.*/, ''))
    const dialer = await node('beta', { listen: [], bootstrap: bare })
    const connected = next(dialer.network, 'peer')
    await dialer.network.start()
    expect(await connected).toMatchObject({ node: listener.identity.key, direction: 'outbound' })
  })

  it('of both sides at once leaves one connection and goes on working', async () => {
    const [a, b] = [await node('alpha', { timing: { dialMinMs: 1 } }), await node('beta', { timing: { dialMinMs: 1 } })]
    await a.network.start()
    await b.network.start()
    for (const type of ['certificate', 'node-record'] as const) {
      for (const object of b.trust.objects(type)) void a.trust.apply(object)
      for (const object of a.trust.objects(type)) void b.trust.apply(object)
    }
    await until(() => a.network.peers().length === 1 && b.network.peers().length === 1, 'connected')
    const { signed, frame } = a.ledger.publish(1, 50)
    a.network.announce(signed, frame)
    await until(() => a.ledger.digestNow() === b.ledger.digestNow(), 'b holds it')
  })
})

describe('start and stop', () => {
  it.each([
    ['an address that is none', { listen: ['nonsense'] }, 'address-invalid'],
    ['a bootstrap address that is none', { bootstrap: ['/ip4/1.2.3'] }, 'address-invalid'],
  ])('%s', async (_name, options, code) => {
    await expect(createTestNode(community, 'alpha', options)).rejects.toMatchObject({ code })
  })

  it('a port that is taken', async () => {
    const first = await node('alpha')
    await first.network.start()
    const port = Number(/tcp\/(\d+)/.exec(first.network.addresses()[0]!)![1])
    const second = await node('beta', { listen: [`/ip4/127.0.0.1/tcp/${port}`] })
    await expect(second.network.start()).rejects.toMatchObject({ code: 'listen-failed' })
  })

  it('a stopped network refuses calls and leaves no timer and no socket', async () => {
    const only = await node('alpha')
    const before = process.getActiveResourcesInfo().length
    await only.network.start()
    await only.network.stop()
    await expect(only.network.syncNow()).rejects.toMatchObject({ code: 'network-stopped' })
    await until(() => process.getActiveResourcesInfo().length <= before, 'everything is closed')
  })
})
