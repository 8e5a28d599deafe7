// Keys of a partner end and others begin: a node key revoked by position, node and KEM keys rotated, a root key replaced.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LookupLine, StatusView } from '../../node/api/schemas.ts'
import {
  type Homes,
  type NodeProcess,
  codeIn,
  entente,
  foundByCommands,
  initArgs,
  jsonLines,
  runAll,
  runNode,
  statusOf,
  temporaryFolder,
  told,
  until,
  untilConnected,
  untilEqual,
} from '../helpers/commands.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 })

const folder = await temporaryFolder('keys')
const { dir } = folder
let homes: Homes
let all: readonly string[]
let network = ''
const nodes = new Map<string, NodeProcess>()

const at = (home: string) => ({ home, cwd: dir })
const refused = async (args: readonly string[], home: string): Promise<[number | null, string | undefined]> => {
  const ended = await entente(['--json', ...args], at(home))
  expect(ended.stdout).toBe('')
  return [ended.code, codeIn(ended)]
}

async function publishAt(home: string, value: string): Promise<void> {
  await told(['publish', value, '--category', 'phishing'], at(home))
}

async function standingsOf(home: string, value: string): Promise<string[]> {
  const { stdout } = await entente(['--json', 'lookup', '--history', value], at(home))
  return (jsonLines<LookupLine>(stdout)[0]?.statements ?? []).map(({ standing }) => standing)
}

const untilStanding = (home: string, value: string, standing: string): Promise<void> =>
  until(`${value} is ${standing}`, async () => (await standingsOf(home, value)).join() === standing)

/** The nodes of a member as another sees them. */
async function nodesOf(home: string, member: string): Promise<StatusView['members'][number]['nodes']> {
  return (await statusOf(home)).members.find(({ id }) => id === member)?.nodes ?? []
}

async function start(home: string): Promise<void> {
  nodes.set(home, await runNode(home))
}
async function stop(home: string): Promise<void> {
  await nodes.get(home)!.stop()
}

beforeAll(async () => {
  ;({ homes, all, network } = await foundByCommands(dir))
  for (const node of await runAll(all)) nodes.set(node.home, node)
  await untilConnected(all, 2)
})

afterAll(async () => {
  await Promise.all([...nodes.values()].map((node) => node[Symbol.asyncDispose]()))
  await folder[Symbol.asyncDispose]()
})

describe('node rotate-key', () => {
  it('gives the node a new key: what it said counts, and it goes on under the new one', async () => {
    await publishAt(homes.agency, 'before-rotation.example.com')
    await untilStanding(homes.exchange, 'before-rotation.example.com', 'current')
    const { node: former } = await statusOf(homes.agency)
    expect(await refused(['node', 'rotate-key', '--yes'], homes.agency)).toEqual([4, 'node-running'])
    await stop(homes.agency)
    expect(await refused(['node', 'rotate-key'], homes.agency)).toEqual([2, 'confirmation-needed'])
    const rotate = ['node', 'rotate-key', '--yes', '--reason', 'yearly']
    const [rotated] = await told<{ former: string; node: string; serial: number }>(rotate, at(homes.agency))
    expect(rotated).toMatchObject({ former, serial: 1 })
    await start(homes.agency)
    await untilConnected(all, 2)
    expect(await statusOf(homes.agency)).toMatchObject({ node: rotated?.node, member: 'agency', health: 'green' })
    for (const home of [homes.exchange, homes.analytics]) {
      await until('the old key is revoked', async () =>
        (await nodesOf(home, 'agency')).some(({ key, revoked }) => key === former && revoked),
      )
      expect(await nodesOf(home, 'agency')).toContainEqual({ key: rotated?.node, connected: true, revoked: false })
      await untilStanding(home, 'before-rotation.example.com', 'current')
    }
    await publishAt(homes.agency, 'after-rotation.example.com')
    await untilStanding(homes.exchange, 'after-rotation.example.com', 'current')
    // What is published again is known to have been said.
    await publishAt(homes.agency, 'before-rotation.example.com')
    await untilEqual(all)
    expect(await standingsOf(homes.exchange, 'before-rotation.example.com')).toEqual(['current'])
  })

  it('gives a new KEM key alone, and the node keeps its name and its lane', async () => {
    const { node } = await statusOf(homes.agency)
    await stop(homes.agency)
    const rotate = ['node', 'rotate-key', '--kem-only', '--yes']
    expect(await told(rotate, at(homes.agency))).toMatchObject([{ former: node, node, serial: 2 }])
    await start(homes.agency)
    await untilConnected(all, 2)
    expect((await statusOf(homes.agency)).node).toBe(node)
    const view = { key: node, connected: true, revoked: false }
    await until('it is seen again', async () =>
      JSON.stringify(await nodesOf(homes.exchange, 'agency')).includes(JSON.stringify(view)),
    )
    await publishAt(homes.agency, 'after-kem.example.com')
    await untilStanding(homes.exchange, 'after-kem.example.com', 'current')
  })
})

describe('node revoke', () => {
  let second: string
  let moment: string

  it('ends a stolen key at the last bundle that is good, from any home of the member with the root key', async () => {
    second = join(dir, 'second')
    const { addresses } = await statusOf(homes.exchange)
    await told(
      [
        ...initArgs('exchange'),
        '--listen',
        '/ip4/127.0.0.1/tcp/0',
        '--root-key-file',
        join(homes.exchange, 'keys', 'root.key'),
      ],
      {
        home: second,
      },
    )
    const [request, invitation] = [join(dir, 'second.request'), join(dir, 'second.invitation')]
    await told(['member', 'request', '--out', request], at(second))
    await told(['network', 'admit', request, '--out', invitation], at(homes.exchange))
    await told(['node', 'join', invitation, '--network', network, '--bootstrap', ...addresses], at(second))
    await start(second)
    await untilConnected([second], 1)
    const stolen = (await statusOf(second)).node

    await publishAt(second, 'good.example.com')
    await untilStanding(homes.exchange, 'good.example.com', 'current')
    moment = new Date(Date.now() + 1).toISOString()
    await until('the moment has passed', () => Date.now() > Date.parse(moment))
    await publishAt(second, 'forged.example.com')
    for (const home of [homes.exchange, homes.analytics]) await untilStanding(home, 'forged.example.com', 'current')

    const revoke = ['node', 'revoke', stolen, '--before', moment, '--reason', 'key stolen']
    expect(await refused(revoke, homes.exchange)).toEqual([2, 'confirmation-needed'])
    const preview = await entente(revoke, at(homes.exchange))
    expect(preview.stderr).toMatch(/counts up to.*suspect here/)
    expect(preview.stderr).toMatch(/[0-9a-f]{16} +1 .* 2 +1/)
    expect(await refused(['node', 'revoke', stolen, '--yes'], homes.analytics)).toEqual([4, 'node-unknown'])
    expect(await refused(['node', 'revoke', 'abcdef', '--yes'], homes.exchange)).toEqual([4, 'node-unknown'])
    const wrongKey = ['--root-key-file', join(homes.agency, 'keys', 'root.key'), '--yes']
    expect(await refused([...revoke, ...wrongKey], homes.exchange)).toEqual([4, 'revocation-invalid'])

    const [revoked] = await told(
      ['node', 'revoke', stolen.slice(0, 16), ...revoke.slice(3), '--yes'],
      at(homes.exchange),
    )
    expect(revoked).toMatchObject({ member: 'exchange', node: stolen, lanes: [{ held: 2, seq: 1 }] })
    for (const home of all) {
      await until('the key is revoked', async () =>
        (await nodesOf(home, 'exchange')).some((node) => node.key === stolen && node.revoked && !node.connected),
      )
      await untilStanding(home, 'good.example.com', 'current')
      await untilStanding(home, 'forged.example.com', 'suspect')
    }
    await until('the thief is turned away', async () => (await statusOf(second)).peers === 0)
    await publishAt(homes.exchange, 'unaffected.example.com')
    await untilStanding(homes.analytics, 'unaffected.example.com', 'current')
    const [status] = await told<StatusView>(['status'], at(homes.exchange))
    expect(status?.health).toBe('green')
  })

  it('of a lane can be told by number, and only ever cuts more', async () => {
    const stolen = (await statusOf(second)).node
    const [before] = await told<{ lanes: { lane: string }[] }>(['node', 'revoke', stolen, '--yes'], at(homes.exchange))
    const lane = before!.lanes[0]!.lane
    expect(before).toMatchObject({ lanes: [{ seq: 1 }] })
    expect(await refused(['node', 'revoke', stolen, '--last-good', `${lane}=9`, '--yes'], homes.exchange)).toEqual([
      4,
      'gap',
    ])
    await told(['node', 'revoke', stolen, '--last-good', `${lane}=0`, '--yes'], at(homes.exchange))
    for (const home of all) await untilStanding(home, 'good.example.com', 'suspect')
  })

  it('leaves a node that can be given new keys, and then is heard again', async () => {
    await stop(second)
    expect(await told(['node', 'rotate-key', '--yes'], at(second))).toMatchObject([{ serial: 1 }])
    await start(second)
    await untilConnected([second], 1)
    await publishAt(second, 'heard-again.example.com')
    await untilStanding(homes.analytics, 'heard-again.example.com', 'current')
    await stop(second)
  })
})

describe('member rotate-root', () => {
  it('asks the governors for another root key, and puts it in place once the charter names it', async () => {
    const request = join(dir, 'root.request')
    const [before] = await told<{ rootKey: string }>(['network', 'members'], at(homes.analytics))
    expect(await refused(['member', 'rotate-root'], homes.agency)).toEqual([2, 'usage'])
    const [asked] = await told<{ rootKey: string }>(['member', 'rotate-root', '--out', request], at(homes.agency))
    expect(asked).toMatchObject({ step: 'requested', member: 'agency' })
    expect(await refused(['network', 'root', request], homes.exchange)).toEqual([2, 'confirmation-needed'])
    const taken = ['network', 'admit', request, '--out', join(dir, 'root.invitation')]
    expect(await refused(taken, homes.exchange)).toEqual([4, 'member-listed'])
    const [changed] = await told<{ changes: { what: string; added?: string[] }[] }>(
      ['network', 'root', request, '--yes'],
      at(homes.exchange),
    )
    expect(changed?.changes).toMatchObject([
      { what: 'root-key', member: 'agency', to: asked?.rootKey, committed: false },
      { what: 'prior-certificates', added: [expect.any(String), expect.any(String)], dropped: [] },
    ])
    expect(await refused(['network', 'root', request, '--yes'], homes.exchange)).toEqual([4, 'root-key-same'])
    await until('the charter is there', async () => {
      const [entry] = await told<{ rootKey: string }>(['network', 'members'], at(homes.agency))
      return entry?.rootKey === asked?.rootKey && entry?.rootKey !== before?.rootKey
    })
    // Certified under the former key, it stays connected and is heard; the former key certifies nothing more.
    await publishAt(homes.agency, 'between-roots.example.com')
    await untilStanding(homes.exchange, 'between-roots.example.com', 'current')
    expect(await refused(['node', 'certify'], homes.agency)).toEqual([4, 'root-key-mismatch'])

    const [done] = await told<{ step: string; serial: number }>(['member', 'rotate-root'], at(homes.agency))
    expect(done).toMatchObject({ step: 'done', serial: 3 })
    await stop(homes.agency)
    await start(homes.agency)
    await untilConnected(all, 2)
    for (const value of ['before-rotation', 'after-kem', 'between-roots']) {
      await untilStanding(homes.analytics, `${value}.example.com`, 'current')
    }
    await publishAt(homes.agency, 'after-root.example.com')
    await untilStanding(homes.exchange, 'after-root.example.com', 'current')
    await untilEqual(all)
  })

  it('keeps to the key that was committed to', async () => {
    const next = join(dir, 'next-root.key')
    const request = join(dir, 'commit.request')
    await told(['member', 'request', '--out', request, '--next-root-key', next], at(homes.agency))
    const admit = ['network', 'admit', request, '--out', join(dir, 'commit.invitation')]
    expect(await told<{ changes: unknown[] }>(admit, at(homes.exchange))).toMatchObject([
      { published: true, changes: [{ what: 'next-root', member: 'agency', from: null }, { what: 'expiry' }] },
    ])
    const charter = (await statusOf(homes.exchange)).charter.version
    await until('the charter is there', async () => (await statusOf(homes.agency)).charter.version === charter)
    const other = join(dir, 'other.request')
    expect(await refused(['member', 'rotate-root', '--out', other], homes.agency)).toEqual([4, 'root-key-uncommitted'])
    await told(['member', 'rotate-root', '--out', other, '--new-root-key', next], at(homes.agency))
    const [changed] = await told<{ changes: unknown[] }>(['network', 'root', other, '--yes'], at(homes.exchange))
    expect(changed?.changes).toMatchObject([{ what: 'root-key', committed: true }, { what: 'next-root', to: null }, {}])
  })

  it('of a home that is stopped is done there, too', async () => {
    await stop(homes.agency)
    await start(homes.agency)
    await untilConnected([homes.agency], 1)
    await until(
      'the charter is there',
      async () => (await statusOf(homes.agency)).charter.version === (await statusOf(homes.exchange)).charter.version,
    )
    await stop(homes.agency)
    await rm(join(homes.agency, 'keys', 'root.key'))
    const finish = ['member', 'rotate-root', '--new-root-key', join(dir, 'next-root.key')]
    expect(await told(finish, at(homes.agency))).toMatchObject([{ step: 'done', serial: 4, retired: null }])
    await start(homes.agency)
    await untilConnected(all, 2)
    await publishAt(homes.agency, 'after-commitment.example.com')
    await untilStanding(homes.exchange, 'after-commitment.example.com', 'current')
  })
})
