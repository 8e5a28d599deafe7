// Restricted lanes between real nodes: they reach those that may have them, by announcement and sync alone, and a hostile
// member learns nothing of them (hostile cases 53, 63 to 66).
import { afterEach, describe, expect, it } from 'vitest'
import { topicsOf } from '../../node/network/host.ts'
import { announceLimits } from '../../node/network/limits.ts'
import type { Want } from '../../node/network/types.ts'
import type { Charter } from '../../protocol/charter.ts'
import { decodeFrame, encodeFrame } from '../../protocol/frame.ts'
import type { BundleId, LaneId, MemberId } from '../../protocol/ids.ts'
import { hexId, idBytes } from '../../protocol/ids.ts'
import type { Tlp } from '../../protocol/names.ts'
import { createCommunity } from '../helpers/community.ts'
import { createHostile } from '../helpers/hostile.ts'
import type { Hostile } from '../helpers/hostile.ts'
import type { Place } from '../helpers/memory-ledger.ts'
import { createTestNode, next, startAll, until } from '../helpers/network-node.ts'
import type { TestNode, TestNodeOptions } from '../helpers/network-node.ts'

const names = ['alpha', 'beta', 'delta', 'epsilon', 'gamma', 'mallory', 'zeta', 'zulu']
const lowCleared = new Set(['mallory', 'zulu'])
const group = (members: readonly string[]) => ({ name: 'few', members: [...members].sort() as MemberId[] })
const cleared = (charter: Charter, id: string, clearance: Tlp): Charter => ({
  ...charter,
  members: charter.members.map((member) => (member.id === id ? { ...member, clearance } : member)),
})
const community = createCommunity(names, 'restricted', (charter) => ({
  ...charter,
  members: charter.members.map((member) => ({
    ...member,
    clearance: lowCleared.has(member.id) ? 'TLP:GREEN' : 'TLP:RED',
  })),
  groups: [group(['alpha', 'beta', 'gamma'])],
}))

const few: Place = {
  audience: { expr: { op: 'group', names: ['few'] }, shareHistory: true },
  marking: { tlp: 'TLP:GREEN' },
}
const amber: Place = { audience: { expr: { op: 'everyone' }, shareHistory: true }, marking: { tlp: 'TLP:AMBER' } }
const red: Place = {
  audience: { expr: { op: 'member', names: ['alpha', 'beta'] }, shareHistory: false },
  marking: { tlp: 'TLP:RED' },
}

const nodes: TestNode[] = []
const others: Hostile[] = []
const node = async (name: string, options?: TestNodeOptions): Promise<TestNode> => {
  const made = await createTestNode(community, name, options)
  nodes.push(made)
  return made
}
const started = async (...which: string[]): Promise<TestNode[]> => {
  const made: TestNode[] = []
  for (const name of which) made.push(await node(name))
  await startAll(made)
  await until(
    () => made.every((one) => one.network.peers().every(({ lastSync }) => lastSync !== undefined)),
    'the first syncs are over',
  )
  return made
}
const hostile = async (victims: readonly TestNode[]): Promise<Hostile> => {
  const made = await createHostile(community, 'mallory')
  others.push(made)
  await made.join(victims)
  return made
}
const lengthOf = (one: TestNode, lane: LaneId): number => one.ledger.lanes.get(lane)?.length ?? 0
const refusedBy = (one: TestNode): Readonly<Record<string, number>> => one.network.counters().refused
const successor = (before: TestNode, change: (charter: Charter) => Charter): Uint8Array =>
  community.successor(before.trust.charter(), change).object

afterEach(async () => {
  await Promise.all([
    ...nodes.splice(0).map((one) => one.network.stop()),
    ...others.splice(0).map((one) => one[Symbol.asyncDispose]()),
  ])
})

describe('a bundle of a restricted lane', () => {
  it('reaches all that may have it and nobody else, and never touches gossip', { timeout: 60_000 }, async () => {
    const all = await started('alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'zulu')
    const mallory = await hostile(all)
    const [alpha, , , , , , zulu] = all as [TestNode, TestNode, TestNode, TestNode, TestNode, TestNode, TestNode]
    const gossiped = alpha.network.counters().gossipMessagesOut
    const small = alpha.ledger.publish(2, 200, 'amber', amber)
    alpha.network.announce(small.signed, small.frame)
    const entitled = all.filter((one) => one !== zulu)
    await until(() => entitled.every((one) => lengthOf(one, small.signed.lane) === 1), 'all that may have it do')
    const large = alpha.ledger.publish(50, 1000, 'amber', amber)
    alpha.network.announce(large.signed, large.frame)
    await until(() => entitled.every((one) => lengthOf(one, small.signed.lane) === 2), 'the large one came, too')

    for (const one of entitled.filter((each) => each !== alpha)) {
      const { delivered } = one.ledger
      expect(delivered.filter(({ code }) => code === 'accepted').map(({ from }) => from.via)).not.toContain('gossip')
      expect(one.network.counters().refused).toEqual({})
    }
    expect(zulu.ledger.lanes.size).toBe(0)
    expect(zulu.ledger.delivered).toEqual([])
    expect(alpha.network.counters().gossipMessagesOut).toBe(gossiped)
    expect(alpha.network.counters().announcementsOut).toBeLessThanOrEqual(2 * announceLimits.authorFanOut)
    await Promise.all(all.map((one) => one.network.syncNow()))
    expect(zulu.ledger.delivered).toEqual([])
    for (const secret of [
      idBytes(small.signed.lane),
      small.signed.header.nonce,
      idBytes(small.signed.id),
      small.signed.signature,
    ]) {
      expect(mallory.hasSeen(secret)).toBe(false)
    }
  })

  it('reaches them although its author went away after the first', async () => {
    const [alpha, beta] = (await started('alpha', 'beta')) as [TestNode, TestNode]
    const { signed } = alpha.ledger.publish(5, 100, 'few', few)
    await beta.network.syncNow(alpha.identity.key)
    expect(lengthOf(beta, signed.lane)).toBe(1)
    const gone = next(beta.network, 'gone')
    await alpha.network.stop()
    await gone
    const gamma = await node('gamma')
    await gamma.trust.apply(alpha.identity.certificate)
    await startAll([gamma])
    for (const object of [beta.identity.certificate, ...beta.trust.objects('node-record')])
      await gamma.trust.apply(object)
    await until(() => lengthOf(gamma, signed.lane) === 1, 'gamma has it from beta')
  })

  it('that is announced and not brought along is pulled from the next that told of it', async () => {
    const [alpha, beta, gamma] = (await started('alpha', 'beta', 'gamma')) as [TestNode, TestNode, TestNode]
    const { signed, frame } = alpha.ledger.publish(50, 1000, 'few', few)
    // Beta tells of it and never gives it.
    await beta.ledger.receive(frame, { peer: alpha.identity.key, via: 'sync' })
    beta.ledger.lanes.set(signed.lane, Object.assign([...beta.ledger.lanes.get(signed.lane)!], { slice: () => [] }))
    beta.network.announce(signed, frame)
    await until(() => gamma.network.counters().announcementsIn > 0, 'beta told')
    alpha.network.announce(signed, frame)
    await until(() => lengthOf(gamma, signed.lane) === 1, 'gamma has it from alpha')
  })
})

describe('a hostile member', () => {
  it('that asks for lanes by id gets the answer of a lane that is not there', async () => {
    const [alpha] = (await started('alpha', 'beta')) as [TestNode]
    const mallory = await hostile([alpha])
    const said = Array.from({ length: 3 }, () => alpha.ledger.publish(1, 50, 'few', few))
    const [first] = said
    const lane = first!.signed.lane
    const unknown = 'ab'.repeat(32) as LaneId
    const wants = (which: LaneId, after?: BundleId): Want[] => [
      { lane: which, from: 1, to: 1 },
      { lane: which, from: 2, to: 3, ...(after === undefined ? {} : { after }) },
      { lane: which, from: 3, to: 2 ** 40, after: 'cd'.repeat(32) as BundleId },
      { lane: which, from: 4, to: 9 },
    ]
    const asked = async (which: LaneId, after?: BundleId): Promise<string[]> => {
      const answers = [await mallory.ask(alpha, { want: wants(which, after) })]
      for (const want of wants(which, after)) answers.push(await mallory.ask(alpha, { want: [want] }))
      return answers.flat().map((bytes) => Buffer.from(bytes).toString('hex'))
    }
    expect(await asked(lane, first!.signed.id)).toEqual(await asked(unknown, first!.signed.id))
    const [frontier] = await mallory.ask(alpha, {})
    expect(Buffer.from(frontier!).includes(Buffer.from(idBytes(lane)))).toBe(false)
    expect(alpha.ledger.handedOver.filter(({ peer }) => peer === mallory.key)).toEqual([])
    // The digest is that of a node that holds nothing.
    const empty = await createTestNode(community, 'zulu')
    nodes.push(empty)
    expect(alpha.ledger.digest(mallory.key)).toEqual(empty.ledger.digest(mallory.key))
  })

  it('that announces what it may not have is answered with one code, whatever it is', async () => {
    const [alpha, beta, zulu] = (await started('alpha', 'beta', 'zulu')) as [TestNode, TestNode, TestNode]
    const mallory = await hostile([alpha, beta, zulu])
    const held = alpha.ledger.publish(1, 50, 'few', few)
    await beta.ledger.receive(held.frame, { peer: alpha.identity.key, via: 'sync' })
    const [atBeta, atZulu] = [beta.ledger.delivered.length, zulu.ledger.delivered.length]
    const missing = alpha.ledger.publish(1, 50, 'few', few)
    const parts = decodeFrame(held.frame)
    const badly = encodeFrame({ ...parts, signature: Uint8Array.from(parts.signature, (byte) => byte ^ 1) })
    const header = encodeFrame({ header: parts.header, signature: parts.signature, compression: 'none', size: 0 })
    const open = alpha.ledger.publish(1, 50)
    const leaks = [held.frame, header, missing.frame, badly, open.frame, new Uint8Array([1, 2, 3])]
    const messages = leaks.map((frame) => ({ frame }))
    const answers = [...(await mallory.announce(beta, messages)), ...(await mallory.announce(zulu, messages))]
    expect(new Set(answers)).toEqual(new Set(['announcement-refused']))
    expect(answers).toHaveLength(2 * leaks.length)
    expect(refusedBy(beta)).toEqual({ 'sender-not-entitled': 4, 'message-malformed': 1, 'encoding-invalid': 1 })
    // Nothing of it came as far as being judged, and nothing was pulled from the hostile one.
    expect(beta.ledger.delivered.length).toBe(atBeta)
    expect(zulu.ledger.delivered.length).toBe(atZulu)
    expect(mallory.wanted).toEqual([])
    expect(lengthOf(beta, held.signed.lane)).toBe(1)
    expect(zulu.ledger.lanes.size).toBe(0)
    expect([alpha, beta, zulu].map(({ network }) => network.peers().length)).toEqual([3, 3, 3])
  })

  it('that hands an announcement on to one who may not have it: nothing is kept, and it is not told why', async () => {
    const [alpha, beta, zulu] = (await started('alpha', 'beta', 'zulu')) as [TestNode, TestNode, TestNode]
    // Beta may have it, and hands it to zulu all the same.
    const { signed, frame } = alpha.ledger.publish(1, 50, 'few', few)
    await beta.network.stop()
    nodes.splice(nodes.indexOf(beta), 1)
    const leaking = await createHostile(community, 'beta')
    others.push(leaking)
    await leaking.join([alpha, zulu])
    expect(await leaking.announce(zulu, [{ frame }])).toEqual(['announcement-refused'])
    expect(refusedBy(zulu)['not-entitled']).toBe(1)
    expect(zulu.ledger.lanes.has(signed.lane)).toBe(false)
    expect(zulu.network.counters().announcementsOut).toBe(0)
    await alpha.network.syncNow(zulu.identity.key)
  })

  it('that claims to hold more of a lane it may not know of moves nobody', async () => {
    const [alpha, beta] = (await started('alpha', 'beta')) as [TestNode, TestNode]
    const mallory = await hostile([alpha, beta])
    const { signed, frame } = alpha.ledger.publish(1, 50, 'few', few)
    const unknown = 'ef'.repeat(32) as LaneId
    const bundle = hexId<BundleId>(new Uint8Array(32).fill(3))
    mallory.lies.frontier = [signed.lane, unknown].map((lane) => ({ lane, seq: 7, bundle }))
    mallory.lies.frames = ({ lane }) => (lane === signed.lane ? [frame] : [])
    await alpha.network.syncNow(mallory.key)
    await beta.network.syncNow(mallory.key)
    expect(alpha.ledger.ownAhead).toEqual([])
    // Held, own or unknown: it is asked for in the same way.
    const asked = (which: LaneId) => mallory.wanted.filter(({ lane }) => lane === which)
    const whole = { from: 1, to: 7 }
    for (const lane of [signed.lane, unknown]) {
      expect(asked(lane).length).toBeGreaterThan(0)
      expect(asked(lane)).toEqual(asked(lane).map(() => ({ lane, ...whole })))
    }
    expect(refusedBy(beta)['sender-not-entitled']).toBeGreaterThanOrEqual(1)
    expect(lengthOf(beta, signed.lane)).toBe(0)
    expect([alpha, beta].map(({ network }) => network.peers().length)).toEqual([2, 2])
  })

  it('with one lane that is refused does not keep back what else it gives', async () => {
    const [alpha, beta] = [await node('alpha'), await node('beta')]
    await startAll([beta])
    await beta.trust.apply(alpha.identity.certificate)
    const mallory = await hostile([beta])
    const held = alpha.ledger.publish(1, 50, 'few', few)
    const open = alpha.ledger.publish(1, 50)
    const frames = new Map([held, open].map(({ signed, frame }) => [signed.lane, frame]))
    mallory.lies.frontier = [held, open].map(({ signed: { lane, id } }) => ({ lane, seq: 1, bundle: id }))
    mallory.lies.frames = ({ lane }) => [frames.get(lane)!]
    const synced = next(beta.network, 'synced', ({ code }) => code === 'sender-not-entitled')
    await beta.network.syncNow(mallory.key)
    expect((await synced).node).toBe(mallory.key)
    expect(lengthOf(beta, open.signed.lane)).toBe(1)
    expect(lengthOf(beta, held.signed.lane)).toBe(0)
  })

  it(
    'that floods announcements is held to its budget, and the others are served meanwhile',
    { timeout: 60_000 },
    async () => {
      const stood = Date.now()
      const beta = await node('beta', { deps: { clock: () => stood } })
      const alpha = await node('alpha')
      await startAll([alpha, beta])
      const mallory = await hostile([beta])
      const junk = alpha.ledger.publish(1, 20)
      const messages = Array.from({ length: announceLimits.messagesPerStream }, () => ({ frame: junk.frame }))
      const flood = (async () => {
        const codes: string[] = []
        for (let stream = 0; stream < 40; stream++) codes.push(...(await mallory.announce(beta, messages)))
        return codes
      })()
      const { signed, frame } = alpha.ledger.publish(1, 50, 'few', few)
      alpha.network.announce(signed, frame)
      await until(() => lengthOf(beta, signed.lane) === 1, 'the honest announcement is taken')
      const codes = await flood
      expect(codes.filter((code) => code === 'rate-exceeded').length).toBe(codes.length - 2000)
      expect(beta.network.peers()).toHaveLength(2)
    },
  )

  it('that puts TLP:RED on gossip is refused by every node, and nothing is passed on (65)', async () => {
    const all = (await started('alpha', 'gamma', 'zulu')) as [TestNode, TestNode, TestNode]
    const [alpha, gamma, zulu] = all
    const mallory = await hostile([gamma])
    const { signed, frame } = alpha.ledger.publish(1, 50, 'red', red)
    await mallory.publish({ frame })
    await until(() => refusedBy(gamma)['restricted-on-gossip'] === 1, 'gamma refused it')
    // One that comes behind it is passed on: by then the other would have been, too.
    const open = gamma.ledger.publish(1, 50)
    gamma.network.announce(open.signed, open.frame)
    await until(
      () => lengthOf(zulu, open.signed.lane) === 1 && lengthOf(alpha, open.signed.lane) === 1,
      'gossip goes on',
    )
    expect(refusedBy(zulu)).toEqual({})
    expect(gamma.ledger.lanes.has(signed.lane)).toBe(false)
    expect(gamma.ledger.delivered.filter(({ from }) => from.via === 'gossip')).toEqual([])
    expect(all.map(({ network }) => network.peers().length)).toEqual([2, 3, 2])
  })

  it('that subscribes to whatever it likes hears of no lane', async () => {
    const [alpha, beta] = (await started('alpha', 'beta')) as [TestNode, TestNode]
    const mallory = await hostile([alpha, beta])
    const { signed, frame } = alpha.ledger.publish(1, 50, 'red', red)
    const { open } = topicsOf(community.network)
    for (const topic of [`${open}/${signed.lane}`, open.replace(/open$/, 'restricted')]) {
      try {
        mallory.subscribe(topic)
      } catch {
        // Its own libp2p may refuse the topic.
      }
    }
    alpha.network.announce(signed, frame)
    await until(() => lengthOf(beta, signed.lane) === 1, 'beta has it')
    const heard = alpha.ledger.publish(1, 50)
    alpha.network.announce(heard.signed, heard.frame)
    await until(() => mallory.hasSeen(heard.signed.signature), 'what is open reaches the hostile one')
    expect(mallory.hasSeen(idBytes(signed.id))).toBe(false)
    expect(mallory.hasSeen(idBytes(signed.lane))).toBe(false)
    expect(mallory.hasSeen(signed.signature)).toBe(false)
  })
})

describe('a change of the charter', () => {
  it('ends what is being served to one that lost its clearance, while the connection stays', async () => {
    const [alpha, beta] = (await started('alpha', 'beta')) as [TestNode, TestNode]
    const said = Array.from({ length: 40 }, () => alpha.ledger.publish(1, 500, 'amber', amber))
    const lane = said[0]!.signed.lane
    const change = successor(alpha, (charter) => cleared(charter, 'beta', 'TLP:GREEN'))
    let served = 0
    alpha.ledger.serving = async (_peer, seq) => {
      served = Math.max(served, seq)
      if (seq === 5) await alpha.trust.apply(change)
    }
    await beta.network.syncNow(alpha.identity.key)
    expect(served).toBe(5)
    // The fifth was made ready before the charter changed, and did not leave any more.
    expect(alpha.ledger.handedOver.map(({ seq }) => seq)).toEqual([4])
    expect(lengthOf(beta, lane)).toBeLessThanOrEqual(4)
    expect(alpha.network.peers()).toHaveLength(1)
  })

  it('cuts one that was removed in the middle of what it is served (53)', async () => {
    const [alpha, beta] = (await started('alpha', 'beta')) as [TestNode, TestNode]
    const said = Array.from({ length: 40 }, () => alpha.ledger.publish(1, 500, 'amber', amber))
    const gone = next(alpha.network, 'gone')
    alpha.ledger.serving = async (_peer, seq) => {
      if (seq !== 5) return
      const removed = (charter: Charter): Charter => ({
        ...charter,
        members: charter.members.map((one) => (one.id === 'beta' ? { ...one, status: 'removed' as const } : one)),
        groups: [group(['alpha', 'gamma'])],
      })
      await alpha.trust.apply(successor(alpha, removed))
    }
    await expect(beta.network.syncNow(alpha.identity.key)).rejects.toMatchObject({ code: expect.any(String) as string })
    expect(await gone).toMatchObject({ node: beta.identity.key, code: 'member-inactive' })
    expect(lengthOf(beta, said[0]!.signed.lane)).toBeLessThanOrEqual(4)
  })

  it('brings lanes to one that may have them now, before the next periodic sync', async () => {
    const [alpha, gamma, delta] = (await started('alpha', 'gamma', 'delta')) as [TestNode, TestNode, TestNode]
    const { signed } = alpha.ledger.publish(3, 100, 'few', few)
    await until(() => lengthOf(gamma, signed.lane) === 0, 'nobody was told')
    await delta.network.syncNow(alpha.identity.key)
    expect(lengthOf(delta, signed.lane)).toBe(0)
    const change = successor(alpha, (charter) => ({ ...charter, groups: [group(['alpha', 'beta', 'delta', 'gamma'])] }))
    await alpha.trust.apply(change)
    await until(() => lengthOf(delta, signed.lane) === 1, 'delta has it')
  })
})

describe('acknowledgements', () => {
  it('go to the nodes of the author on connecting and when there is more, each once', async () => {
    const [alpha, beta] = [await node('alpha'), await node('beta')]
    let owed = [Buffer.from('one'), Buffer.from('two')]
    beta.ledger.owed = (peer) => (peer === alpha.identity.key ? owed : [])
    await startAll([alpha, beta])
    const taken = () => alpha.ledger.acks.map(({ ack }) => Buffer.from(ack, 'hex').toString())
    await until(() => taken().length === 2, 'both on connecting')
    owed = [Buffer.from('one'), Buffer.from('three')]
    beta.network.acknowledge('gamma' as MemberId)
    beta.network.acknowledge('alpha' as MemberId)
    beta.network.acknowledge('alpha' as MemberId)
    await until(() => taken().length === 3, 'the new one')
    expect(taken()).toEqual(['one', 'two', 'three'])
    expect(alpha.ledger.acks.every(({ peer }) => peer === beta.identity.key)).toBe(true)
    expect(beta.network.counters().announcementsOut).toBe(2)
    // After a new connection nothing is taken for granted.
    const again = next(alpha.network, 'gone')
    await beta.network.stop()
    await again
  })

  it('more than fit one message go in several', async () => {
    const [alpha, beta] = [await node('alpha'), await node('beta')]
    const count = announceLimits.acksPerMessage * 2 + 3
    beta.ledger.owed = () => Array.from({ length: count }, (_, at) => Buffer.from(`ack ${at}`))
    await startAll([alpha, beta])
    await until(() => alpha.ledger.acks.length === count, 'all of them')
    expect(beta.network.counters().announcementsOut).toBe(3)
  })
})
