// Deliveries between whole nodes: what is said to a named member is handed over and acknowledged, also where the recipient
// was away, or another node of the author's friends brought it; and it is told so after a restart.
import { afterEach, describe, expect, it } from 'vitest'
import { localReader } from '../../node/access/access.ts'
import type { RunningNode } from '../../node/api/facade.ts'
import { checkAck } from '../../protocol/ack.ts'
import { parseStatementId, type StatementId } from '../../protocol/ids.ts'
import { until } from '../helpers/commands.ts'
import { createPartners, type Partners, startPartner } from '../helpers/partners.ts'

const open: (() => PromiseLike<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

const scene = async (): Promise<Partners> => {
  const partners = await createPartners({ kinds: ['exchange', 'analytics', 'agency'], clearance: 'TLP:RED' })
  open.push(() => partners[Symbol.asyncDispose]())
  return partners
}
const start = async (partners: Partners, at: number, ...to: RunningNode[]): Promise<RunningNode> => {
  const bootstrap = (
    await Promise.all(to.map(async (node) => (await node.facade.status(localReader)).addresses))
  ).flat()
  const node = await startPartner(partners.partners[at]!, { network: true, bootstrap })
  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> => (stopping ??= node.stop())
  open.push(stop)
  return { ...node, stop }
}
const say = async ({ facade }: RunningNode, value: string): Promise<StatementId> => {
  const audience = 'member:agency-2,analytics-1'
  return (await facade.publish({ kind: 'indicator', value, category: 'scam', marking: 'TLP:AMBER', audience })).id
}
const states = async ({ facade }: RunningNode, id: StatementId): Promise<string[]> =>
  ((await facade.deliveries(localReader, id)) ?? []).map(({ member, state }) => `${member} ${state}`)
const becomes = (node: RunningNode, id: StatementId, expected: readonly string[]) =>
  until(expected.join(', '), async () => (await states(node, id)).join() === expected.join())

describe('what is said to named members', () => {
  it('is acknowledged by each that is there, with proof; who is away is queued, and acknowledges when it is back', async () => {
    const partners = await scene()
    const author = await start(partners, 0)
    const analytics = await start(partners, 1, author)
    await until('they are connected', async () => (await author.facade.peers(localReader)).length === 1)
    const first = await say(author, 'first.example.com')
    await becomes(author, first, ['agency-2 queued', 'analytics-1 acknowledged'])
    const [, acknowledged] = (await author.facade.deliveries(localReader, first))!
    const proof = checkAck(Buffer.from(acknowledged!.proof!, 'base64'), partners.network)
    expect(proof).toMatchObject({ node: partners.partners[1]!.node, bundle: parseStatementId(first)!.bundle })
    expect((await author.facade.deliveries(localReader))?.map(({ member }) => member)).toEqual(['agency-2'])

    // The author goes; the recipient that was away gets it from the other, and tells the author when it is back.
    await author.stop()
    const agency = await start(partners, 2, analytics)
    await until('it is there', async () => (await agency.facade.show(localReader, first)) !== undefined)
    const again = await start(partners, 0, agency, analytics)
    await becomes(again, first, ['agency-2 acknowledged', 'analytics-1 acknowledged'])
    expect(await again.facade.deliveries(localReader)).toEqual([])
    await expect(agency.facade.deliveries(localReader, first)).rejects.toMatchObject({ code: 'delivery-untracked' })
  })
})
