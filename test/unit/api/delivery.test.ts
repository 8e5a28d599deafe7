// Deliveries over the API: the author sees who has what; a token that may not see the statement sees nothing of it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LaneId, MemberId } from '../../../protocol/ids.ts'
import type { Audience } from '../../../protocol/audience.ts'
import { openReaderNode, type ReaderNode } from '../../helpers/readers.ts'
import { domain, temporaryFolder } from '../store/fixture.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let node: ReaderNode
let statement: string
let lane: LaneId

const named: Audience = { expr: { op: 'member', names: ['bolt', 'cert'] }, shareHistory: false }
const marking = { tlp: 'TLP:AMBER' } as const
const unknown = `${'ab'.repeat(32)}.0`
const deliveries = async (secret?: string, id?: string) => {
  const { status, lines } = await node.ask(secret, 'GET', `/v1/deliveries${id === undefined ? '' : `?statement=${id}`}`)
  const [body] = lines as [{ deliveries?: Record<string, unknown>[]; error?: { code: string } }]
  return { status, code: body.error?.code, rows: body.deliveries ?? [] }
}
const summary = ({ rows }: { rows: Record<string, unknown>[] }) =>
  rows.map(({ member, state }) => [member, state].join(' '))

beforeEach(async () => {
  folder = await temporaryFolder()
  node = await openReaderNode(folder.path)
  const own = node.lane('acme', { marking, audience: named })
  ;[statement] = (await node.say(own, [domain('a.com'), domain('b.com')])) as [string]
  await node.say(own, [domain('c.com')])
  lane = node.store.heads()[0]!.lane
})
afterEach(async () => {
  await node[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

const acknowledged = (member: 'bolt' | 'cert', seq: number) =>
  node.store.putDeliveries([
    {
      ...{ lane, member: member as MemberId, state: 'acknowledged', seq, at: node.time.now },
      ...{ node: node.community.node(member).key, proof: Buffer.from('proof') },
    },
  ])

describe('deliveries', () => {
  it('of one statement: each that was named, its state, since when, and by which node', async () => {
    await acknowledged('cert', 1)
    const found = await deliveries(undefined, statement)
    expect(found.rows).toEqual([
      expect.objectContaining({ statement, member: 'bolt', state: 'queued', node: null, marking: 'TLP:AMBER' }),
      expect.objectContaining({
        ...{ member: 'cert', state: 'acknowledged', since: new Date(node.time.now).toISOString() },
        ...{ node: node.community.node('cert').key, proof: Buffer.from('proof').toString('base64') },
      }),
    ])
    expect(found.rows[0]?.['audience']).toBe('member:bolt,cert')
  })

  it('without one: what somebody has not acknowledged, from the oldest on, and how much', async () => {
    expect((await deliveries()).rows).toMatchObject([
      { member: 'bolt', statement, pending: 2 },
      { member: 'cert', statement, pending: 2 },
    ])
    await acknowledged('cert', 1)
    expect((await deliveries()).rows).toMatchObject([
      { member: 'bolt', statement, pending: 2 },
      { member: 'cert', pending: 1 },
    ])
    await acknowledged('cert', 2)
    await acknowledged('bolt', 2)
    expect((await deliveries()).rows).toEqual([])
  })

  it('of a statement of somebody else, or for more than named members, are not kept', async () => {
    const [theirs] = await node.say(node.lane('bolt', { marking, audience: named }), [domain('d.com')])
    const [open] = await node.say(node.lane('acme', { incarnation: 2 }), [domain('e.com')])
    for (const id of [theirs, open]) {
      expect(await deliveries(undefined, id)).toMatchObject({ status: 422, code: 'delivery-untracked' })
    }
  })

  it('of what is not held, or no statement id, are refused', async () => {
    expect(await deliveries(undefined, unknown)).toMatchObject({ status: 404, code: 'statement-not-found' })
    expect(await deliveries(undefined, statement.replace(/0$/, '7'))).toMatchObject({ code: 'statement-not-found' })
    expect(await deliveries(undefined, 'nonsense')).toMatchObject({ status: 400, code: 'call-invalid' })
  })

  it('a token that may not see the statement is answered as if it were not there', async () => {
    const weak = await node.token({ clearance: 'TLP:GREEN', name: 'weak' })
    const strong = await node.token({ clearance: 'TLP:AMBER', name: 'strong' })
    expect(summary(await deliveries(strong, statement))).toEqual(['bolt queued', 'cert queued'])
    expect(await deliveries(weak, statement)).toEqual(await deliveries(weak, unknown))
    expect(await deliveries(weak)).toMatchObject({ status: 200, rows: [] })
    expect((await deliveries(strong)).rows).toHaveLength(2)
  })

  it('are for those who may publish', async () => {
    const client = await node.token({ role: 'client', clearance: 'TLP:AMBER', name: 'client', groups: ['alpha'] })
    expect(await deliveries(client, statement)).toMatchObject({ code: 'scope-missing' })
  })
})
