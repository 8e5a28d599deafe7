// What the audit logs of two partners say of a restricted lane that moved between them over real sockets: who was granted
// the key, what was disclosed to whom, what was received, and who handed in what.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localReader } from '../../node/access/access.ts'
import type { RunningNode } from '../../node/api/facade.ts'
import type { AuditEntry } from '../../protocol/audit-entry.ts'
import { createPartners, startPartner, type Partners } from '../helpers/partners.ts'
import { until } from '../helpers/commands.ts'

let partners: Partners
const running: RunningNode[] = []

async function logOf(node: RunningNode | undefined): Promise<AuditEntry[]> {
  await node?.facade.audit.flushed()
  const lines = await Array.fromAsync(node?.facade.audit.log({ limit: 1000, after: 0 }) ?? [])
  return lines.map(({ entry }) => entry)
}

async function actsOf(node: RunningNode | undefined, ...actions: string[]): Promise<AuditEntry[]> {
  return (await logOf(node)).filter(({ action }) => actions.includes(action))
}

beforeAll(async () => {
  partners = await createPartners({ clearance: 'TLP:AMBER' })
  const [exchange, analytics] = partners.partners
  const author = await startPartner(exchange!, { network: true })
  running.push(author)
  const { addresses } = await author.facade.status(localReader)
  running.push(await startPartner(analytics!, { network: true, bootstrap: addresses }))
  await author.facade.publish(
    { kind: 'indicator', value: 'open.example.com', category: 'scam', marking: 'TLP:GREEN' },
    'token:12:carol',
  )
  await author.facade.publish({
    kind: 'indicator',
    value: 'secret.example.com',
    category: 'scam',
    marking: 'TLP:AMBER',
    audience: `member:${analytics!.id}`,
  })
  await until('the partner holds both', async () => (await actsOf(running[1], 'receive')).length === 2)
})

afterAll(async () => {
  await Promise.all(running.map((node) => node.stop()))
  await partners[Symbol.asyncDispose]()
})

describe('the author', () => {
  it('says who published, which key it began, and to whose nodes it was granted', async () => {
    const entries = await actsOf(running[0], 'publish', 'key-epoch', 'key-grant')
    expect(entries.map(({ action, actor, detail }) => [action, actor, detail?.['marking']])).toEqual([
      ['publish', 'token:12:carol', 'TLP:GREEN'],
      ['key-epoch', 'node', 'TLP:AMBER'],
      ['key-grant', 'node', 'TLP:AMBER'],
      ['publish', 'operator', 'TLP:AMBER'],
    ])
    const [exchange, analytics, agency] = partners.partners
    const granted = entries[2]?.objects ?? []
    expect(granted).toEqual(expect.arrayContaining([exchange?.node, analytics?.node]))
    expect(granted).not.toContain(agency?.node)
  })

  it('says what it disclosed to whom, and nothing of what is for everybody', async () => {
    const [exchange, analytics] = partners.partners
    const disclosed = await actsOf(running[0], 'disclose')
    expect(disclosed.length).toBeGreaterThan(0)
    const [lane] = (await actsOf(running[0], 'key-epoch'))[0]?.objects ?? []
    for (const { actor, objects, detail } of disclosed) {
      expect(actor).toBe(`peer:${analytics!.id}:${analytics!.node}`)
      expect(objects).toEqual([lane])
      expect(detail?.['marking']).toBe('TLP:AMBER')
    }
    // To its own member's node nothing left.
    expect(disclosed.some(({ actor }) => actor.includes(exchange!.node))).toBe(false)
    const reached = disclosed.map(({ detail }) => Number(detail?.['to']))
    expect(Math.max(...reached)).toBe(2)
  })

  it('names no plaintext and no lane by its id', async () => {
    const said = JSON.stringify(await logOf(running[0]))
    expect(said).not.toContain('secret.example.com')
    const held = await Array.fromAsync(
      running[0]!.facade.query(localReader, {}, { after: 0, limit: 10 }, new AbortController().signal),
    )
    for (const { held: one } of held) expect(said).not.toContain(one.lane)
  })
})

it('the partner says what it received of it, and from whom', async () => {
  const [exchange] = partners.partners
  const received = await actsOf(running[1], 'receive')
  expect(received.map(({ actor, detail }) => [actor, detail?.['entry']])).toEqual([
    [`peer:${exchange!.id}:${exchange!.node}`, 'grants'],
    [`peer:${exchange!.id}:${exchange!.node}`, 'statements'],
  ])
})

it('control objects are recorded under who handed them in, also where they are refused', async () => {
  const { facade } = running[0]!
  const { object } = facade.charter()
  expect(await facade.applyControl(object, 'token:1:bob')).toMatchObject({ code: 'held' })
  const broken = Uint8Array.from(object)
  broken[broken.length - 1]! ^= 1
  await facade.applyControl(broken, 'token:1:bob').catch(() => undefined)
  await facade.applyControl(Uint8Array.of(1, 2, 3), 'token:1:bob').catch(() => undefined)
  const entries = await actsOf(running[0], 'control')
  expect(entries.filter(({ actor }) => actor === 'token:1:bob').map(({ decision }) => decision)).toEqual(
    expect.arrayContaining(['refused']),
  )
})

it('both logs are whole', async () => {
  for (const { facade } of running) {
    const verdicts = await Array.fromAsync(facade.audit.verify([]))
    expect(verdicts).toMatchObject([{ type: 'summary', findings: 0 }])
  }
})
