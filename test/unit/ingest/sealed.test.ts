// Restricted lanes from author to reader: who is given a key, who opens what, and what becomes of it when the charter
// changes. Real stores, trust, ledgers and keys; frames are handed over as sync does.
import { describe, expect, test } from 'vitest'
import { nodeReader, type TokenReader } from '../../../node/access/access.ts'
import { parseHeader } from '../../../protocol/bundle.ts'
import { decodeFrame } from '../../../protocol/frame.ts'
import type { Charter, MemberId, Tlp } from '../../../protocol/index.ts'
import { type CircleNode, createCircle } from '../../helpers/circle.ts'

const cleared = { clearance: 'TLP:RED' } as const
const values = async ({ store }: CircleNode): Promise<string[]> => {
  const found = await Array.fromAsync(store.query(nodeReader, {}))
  return found
    .filter(({ suspect }) => !suspect)
    .map(({ statement }) => statement.subject.value)
    .sort()
}
const say = (node: CircleNode, value: string, more: object = {}) =>
  node.ingest.publish({ kind: 'indicator', value, category: 'scam', marking: 'TLP:AMBER', ...more })
const withMember = (id: string, change: object) => (charter: Charter) => ({
  ...charter,
  members: charter.members.map((member) => (member.id === (id as MemberId) ? { ...member, ...change } : member)),
})
const scrub = (node: CircleNode) => Array.fromAsync(node.store.verify())

describe('a restricted lane', () => {
  test('is opened by those who are cleared, author or not in between, and stays unknown to the others', async () => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared, cora: cleared, dora: {} })
    const [a, b, c, d] = [
      await circle.node('alfa'),
      await circle.node('beta'),
      await circle.node('cora'),
      await circle.node('dora'),
    ]
    await say(a, 'secret.example.com')
    await say(a, 'open.example.com', { marking: 'TLP:GREEN' })
    expect(await circle.sync(a, b)).toEqual(['accepted', 'accepted', 'accepted'])
    expect(await circle.sync(b, c)).toEqual(['accepted', 'accepted', 'accepted'])
    expect(await circle.sync(a, d)).toEqual(['accepted'])
    expect(await values(b)).toEqual(['open.example.com', 'secret.example.com'])
    expect(await values(c)).toEqual(['open.example.com', 'secret.example.com'])
    expect(await values(d)).toEqual(['open.example.com'])
    expect(d.store.heads()).toHaveLength(1)
    expect(a.ledger.digest(b.key)).toEqual(b.ledger.digest(a.key))
    for (const node of [a, b, c]) expect(await scrub(node)).toEqual([])
    // Nothing in the open: neither what it says, nor by its salt or leaf.
    const [lane] = a.store.heads().filter(({ marking }) => marking.tlp === 'TLP:AMBER')
    for (const frame of b.handed) expect(Buffer.from(frame).includes('secret.example.com')).toBe(false)
    for (const frame of d.handed) {
      const { header, signature } = decodeFrame(frame)
      expect(parseHeader(header, signature).lane).not.toBe(lane?.lane)
    }
  })

  test('guessed by its id, gives nothing to whoever may not have it, and is refused where it is forwarded', async () => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared, dora: {} })
    const [a, b, d] = [await circle.node('alfa'), await circle.node('beta'), await circle.node('dora')]
    await say(a, 'secret.example.com')
    const [head] = a.store.heads()
    const want = { lane: head!.lane, from: 1, to: head!.seq }
    expect(await Array.fromAsync(a.ledger.frames(d.key, want))).toEqual([])
    const frames = await Array.fromAsync(a.ledger.frames(b.key, want))
    expect(frames).toHaveLength(2)
    for (const frame of frames) {
      expect(await d.ingest.receive(frame, { peer: b.key, via: 'sync' })).toMatchObject({ code: 'not-entitled' })
      expect(await b.ingest.receive(frame, { peer: d.key, via: 'sync' })).toMatchObject({ code: 'sender-not-entitled' })
      expect(await b.ingest.receive(frame, { peer: a.key, via: 'gossip' })).toMatchObject({
        code: 'restricted-on-gossip',
      })
    }
    expect(d.store.heads()).toEqual([])
    expect(b.store.heads()).toEqual([])
  })

  test('turns its epoch when a member leaves, who opens nothing of the next one and is given nothing', async () => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared, cora: cleared })
    const [a, b, c] = [await circle.node('alfa'), await circle.node('beta'), await circle.node('cora')]
    await say(a, 'first.example.com')
    await circle.sync(a, b)
    await circle.sync(a, c)
    // c has not heard of the charter; a and b have.
    await circle.change([a, b], withMember('cora', { clearance: 'TLP:GREEN' }))
    await a.ingest.renewEpochs()
    await say(a, 'second.example.com')
    expect(await circle.sync(a, c)).toEqual([])
    expect(await circle.sync(a, b)).toEqual(['accepted', 'accepted'])
    expect(await values(b)).toEqual(['first.example.com', 'second.example.com'])
    const [head] = a.store.heads()
    // Even with the bytes in hand.
    for await (const frame of a.ledger.frames(b.key, { lane: head!.lane, from: 3, to: head!.seq })) {
      await c.ingest.receive(frame, { peer: a.key, via: 'sync' })
    }
    expect(await values(c)).toEqual(['first.example.com'])
    expect(c.store.epochKey(head!.lane, 2)).toBeUndefined()
  })

  test.each([
    [false, ['late.example.com']],
    [true, ['early.example.com', 'late.example.com', 'middle.example.com']],
  ])('lets a member that is cleared later read what the history policy says (shared: %s)', async (shared, readable) => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared, cora: { clearance: 'TLP:GREEN' } })
    const [a, b, c] = [await circle.node('alfa'), await circle.node('beta'), await circle.node('cora')]
    const where = { shareHistory: shared }
    await say(a, 'early.example.com', where)
    circle.now += 8 * 86_400_000
    await say(a, 'middle.example.com', where)
    expect(a.store.heads()[0]?.epoch).toBe(2)
    await circle.change([a, b, c], withMember('cora', { clearance: 'TLP:RED' }))
    await a.ingest.renewEpochs()
    await say(a, 'late.example.com', where)
    expect(new Set(await circle.sync(a, c))).toEqual(new Set(['accepted']))
    await expect.poll(() => values(c)).toEqual(readable)
    expect(await scrub(c)).toEqual([])
    // It can hand on what it could not read.
    await circle.sync(c, b)
    expect(await values(b)).toEqual(['early.example.com', 'late.example.com', 'middle.example.com'])
    expect(b.ledger.digest(c.key)).toEqual(c.ledger.digest(b.key))
  })

  test('that an author gave up after a crash is still shared, on the lane after it', async () => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared, cora: { clearance: 'TLP:GREEN' } })
    const first = await circle.node('alfa')
    await say(first, 'before.example.com', { shareHistory: true })
    await first.store.close()
    const [a, c] = [await circle.node('alfa', first.path), await circle.node('cora')]
    await circle.change([a, c], withMember('cora', { clearance: 'TLP:RED' }))
    await a.ingest.renewEpochs()
    await circle.sync(a, c)
    await expect.poll(() => values(c)).toEqual(['before.example.com'])
    expect(await scrub(c)).toEqual([])
  })

  test('a reader that resumes from a cursor meets what was opened late', async () => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared, cora: { clearance: 'TLP:GREEN' } })
    const [a, c] = [await circle.node('alfa'), await circle.node('cora')]
    await say(a, 'early.example.com', { shareHistory: true })
    await circle.change([a, c], withMember('cora', { clearance: 'TLP:RED' }))
    // Before the author grants: c holds the ciphertext alone.
    await circle.sync(a, c)
    expect(await values(c)).toEqual([])
    const cursor = c.store.lastCursor()
    await a.ingest.renewEpochs()
    await circle.sync(a, c)
    await expect
      .poll(async () =>
        (await c.store.since(nodeReader, cursor, { limit: 10 })).map((one) => one.statement.subject.value),
      )
      .toEqual(['early.example.com'])
    expect(c.store.count()).toBe(1)
    expect(c.store.heads()[0]).toMatchObject({ opened: 3 })
  })
})

describe('after the node key was revoked', () => {
  test('what lies behind the end of a lane is said again where it is published anew', async () => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared })
    const first = await circle.node('alfa')
    await say(first, 'x.example.com')
    expect((await say(first, 'x.example.com')).result).toBe('unchanged')
    await first.store.close()
    await circle.rotate('alfa', 'alfa 2')
    const a = await circle.node('alfa', first.path, 'alfa 2')
    const b = await circle.node('beta')
    expect(await values(a)).toEqual([])
    expect((await say(a, 'x.example.com')).result).toBe('published')
    expect((await say(a, 'x.example.com')).result).toBe('unchanged')
    await circle.sync(a, b)
    expect(await values(b)).toEqual(['x.example.com'])
  })
})

describe('a token that publishes', () => {
  const token = (clearance: Tlp): TokenReader => ({
    ...{ kind: 'token', id: 't', name: 'feeder', member: 'alfa' as MemberId, role: 'staff' },
    ...{ clearance, groups: [], scopes: ['publish'] },
  })
  const draft = { kind: 'indicator', value: 'x.example.com', category: 'scam' } as const

  test('is told nothing of what was said before and it may not read', async () => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared })
    const a = await circle.node('alfa')
    await say(a, 'x.example.com')
    const weak = await a.ingest.publish({ ...draft, marking: 'TLP:GREEN' }, 'token', token('TLP:GREEN'))
    expect(weak.result).toBe('published')
    // Whoever may read it is asked for the explicit act.
    await say(a, 'y.example.com')
    const strong = a.ingest.publish(
      { ...draft, value: 'y.example.com', marking: 'TLP:GREEN' },
      'token',
      token('TLP:AMBER'),
    )
    await expect(strong).rejects.toMatchObject({ code: 'marking-widened' })
  })

  test('says nothing above its own clearance, also where it names no marking', async () => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared })
    const a = await circle.node('alfa')
    const above = a.ingest.publish({ ...draft, marking: 'TLP:AMBER' }, 'token', token('TLP:GREEN'))
    await expect(above).rejects.toMatchObject({ code: 'clearance-exceeded' })
    const unnamed = a.ingest.publish(draft, 'token', token('TLP:CLEAR'))
    await expect(unnamed).rejects.toMatchObject({ code: 'clearance-exceeded' })
  })
})

describe('TLP:RED', () => {
  const red = { marking: 'TLP:RED', audience: 'member:beta' } as const

  test('about a statement names no reader who may not have that', async () => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared })
    const [a, b] = [await circle.node('alfa'), await circle.node('beta')]
    const { id } = await say(a, 'x.example.com', { ...red, readers: ['ann'] })
    await circle.sync(a, b)
    const more = b.ingest.publish({ kind: 'sighting', target: id, readers: ['ann', 'bob'] })
    await expect(more).rejects.toMatchObject({ code: 'marking-widened' })
    await b.ingest.publish({ kind: 'dispute', target: id, reason: 'false-positive' })
    const [dispute] = await Array.fromAsync(b.store.query(nodeReader, { kind: 'dispute' }))
    expect(dispute?.statement.readers).toEqual(['ann'])
  })

  test('is taken back although its audience is gone', async () => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared })
    const a = await circle.node('alfa')
    const { id } = await say(a, 'x.example.com', { ...red, readers: ['ann'] })
    await circle.change([a], withMember('beta', { clearance: 'TLP:GREEN' }))
    await expect(say(a, 'y.example.com', { ...red, readers: ['ann'] })).rejects.toMatchObject({
      code: 'audience-empty',
    })
    expect((await a.ingest.publish({ kind: 'withdrawal', target: id })).result).toBe('published')
  })
})

describe('publishing', () => {
  test('a wider marking is the author’s explicit act, and no other lane tells of the old one', async () => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared, dora: {} })
    const [a, b, d] = [await circle.node('alfa'), await circle.node('beta'), await circle.node('dora')]
    const { id } = await say(a, 'x.example.com')
    await expect(say(a, 'x.example.com', { marking: 'TLP:GREEN' })).rejects.toMatchObject({ code: 'marking-widened' })
    expect((await say(a, 'x.example.com', { marking: 'TLP:GREEN', replaces: id })).result).toBe('replaced')
    await circle.sync(a, b)
    await circle.sync(a, d)
    const seen = await Array.fromAsync(d.store.query(nodeReader, {}))
    expect(seen.map(({ statement }) => [statement.kind, statement.replaces])).toEqual([['indicator', undefined]])
    const both = await Array.fromAsync(b.store.query(nodeReader, {}))
    expect(both.map(({ statement, marking }) => [statement.kind, marking.tlp]).sort()).toEqual([
      ['indicator', 'TLP:AMBER'],
      ['indicator', 'TLP:GREEN'],
      ['withdrawal', 'TLP:AMBER'],
    ])
  })

  test('a narrowing is a withdrawal and a new statement', async () => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared })
    const a = await circle.node('alfa')
    await say(a, 'x.example.com', { marking: 'TLP:GREEN' })
    expect((await say(a, 'x.example.com', { audience: 'member:beta' })).result).toBe('replaced')
    const all = await Array.fromAsync(a.store.query(nodeReader, {}))
    expect(all.map(({ statement, marking }) => [statement.kind, marking.tlp]).sort()).toEqual([
      ['indicator', 'TLP:AMBER'],
      ['indicator', 'TLP:GREEN'],
      ['withdrawal', 'TLP:GREEN'],
    ])
  })

  test('what is said about a statement goes to nobody who may not have that, and to its author', async () => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared, cora: cleared })
    const [a, b, c] = [await circle.node('alfa'), await circle.node('beta'), await circle.node('cora')]
    const { id } = await say(a, 'x.example.com', { audience: 'member:beta' })
    await circle.sync(a, b)
    await b.ingest.publish({ kind: 'dispute', target: id, reason: 'false-positive' })
    await circle.sync(b, a)
    await circle.sync(b, c)
    const disputes = await Array.fromAsync(a.store.query(nodeReader, { kind: 'dispute' }))
    expect(disputes.map(({ marking }) => marking.tlp)).toEqual(['TLP:AMBER'])
    expect(c.store.heads()).toEqual([])
    // Asked for more, it stays as narrow.
    await b.ingest.publish({ kind: 'sighting', target: id, marking: 'TLP:CLEAR', audience: 'everyone' })
    await circle.sync(b, c)
    expect(c.store.heads()).toEqual([])
  })

  const refused: [string, object, string][] = [
    ['above its clearance', { marking: 'TLP:RED', audience: 'member:beta', readers: ['x'] }, 'clearance-exceeded'],
    ['to nobody', { audience: 'jurisdiction:FR' }, 'audience-empty'],
    ['to a group that is not there', { audience: 'not group:nobody' }, 'audience-name-unknown'],
    ['to itself alone', { audience: 'member:alfa' }, 'audience-empty'],
  ]
  test.each(refused)('%s is refused with a code', async (_, where, code) => {
    await using circle = await createCircle({ alfa: { clearance: 'TLP:AMBER' }, beta: cleared })
    const a = await circle.node('alfa')
    await expect(say(a, 'x.example.com', where)).rejects.toMatchObject({ code })
    expect(a.store.heads()).toEqual([])
  })

  test('TLP:RED names its members and its readers', async () => {
    await using circle = await createCircle({ alfa: cleared, beta: cleared })
    const a = await circle.node('alfa')
    const red = { marking: 'TLP:RED', readers: ['operator'] }
    await expect(say(a, 'x.example.com', red)).rejects.toMatchObject({ code: 'audience-required' })
    await expect(say(a, 'x.example.com', { ...red, audience: 'member:beta', readers: [] })).rejects.toMatchObject({
      code: 'readers-required',
    })
    expect((await say(a, 'x.example.com', { ...red, audience: 'member:beta' })).result).toBe('published')
  })
})
