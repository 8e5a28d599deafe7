// Governors of three partners change the charter together, by files: proposals, signatures, and what follows at every node.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LookupLine, PeerView, StatusView } from '../../node/api/schemas.ts'
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

interface Proposed {
  readonly charter: number
  readonly published: boolean
  readonly proposal: string
  readonly changes: readonly Record<string, unknown>[]
  readonly signed: readonly string[]
  readonly missing: readonly string[]
}

const folder = await temporaryFolder('charter')
const { dir } = folder
let homes: Homes
let all: readonly string[]
const nodes = new Map<string, NodeProcess>()
let proposals = 0

const at = (home: string) => ({ home, cwd: dir })
const network = (args: readonly string[], home: string) => told<Proposed>(['network', ...args], at(home))
/** How a command refuses: exit code and code. */
const refused = async (args: readonly string[], home: string): Promise<[number | null, string | undefined]> => {
  const ended = await entente(['--json', 'network', ...args], at(home))
  expect(ended.stdout).toBe('')
  lastWords = ended.stderr
  return [ended.code, codeIn(ended)]
}
/** What the last refusal said. */
let lastWords = ''

/** Proposes at the exchange; the file. */
async function propose(...args: string[]): Promise<{ file: string; proposed: Proposed }> {
  const file = join(dir, `${++proposals}.proposal`)
  const [proposed] = await network([...args, '--out', file], homes.exchange)
  expect(proposed).toMatchObject({
    published: false,
    proposal: file,
    signed: ['exchange'],
    missing: ['1 of analytics'],
  })
  return { file, proposed: proposed! }
}

/** Proposes at the exchange, signs at the analytics firm, publishes there; every node has it afterwards. */
async function decide(...args: string[]): Promise<number> {
  const { file, proposed } = await propose(...args)
  await network(['sign', file, '--yes'], homes.analytics)
  await network(['publish', file], homes.analytics)
  await untilCharter(proposed.charter)
  return proposed.charter
}

/** The nodes of the exchange and the analytics firm, and of the agency while it belongs to them. */
async function untilCharter(
  version: number,
  where: readonly string[] = [homes.exchange, homes.analytics],
): Promise<void> {
  await until(`charter ${version} at ${where.length} nodes`, async () =>
    (await Promise.all(where.map(statusOf))).every(({ charter }) => charter.version === version),
  )
}

async function publishAt(home: string, value: string): Promise<string> {
  const [line] = await told<{ id: string }>(['publish', value, '--category', 'phishing'], at(home))
  return line?.id ?? ''
}

/** How a value's first statement stands at a node. */
async function standingOf(home: string, value: string): Promise<string | undefined> {
  const { stdout } = await entente(['--json', 'lookup', '--history', value], at(home))
  return jsonLines<LookupLine>(stdout)[0]?.statements[0]?.standing
}

/** When a value's first statement was issued, as ISO 8601. */
async function issuedAt(home: string, value: string): Promise<string> {
  const { stdout } = await entente(['--json', 'lookup', value], at(home))
  return jsonLines<LookupLine>(stdout)[0]?.statements[0]?.issuedAt ?? ''
}

const untilStanding = (home: string, value: string, standing: string): Promise<void> =>
  until(`${value} is ${standing}`, async () => (await standingOf(home, value)) === standing)

const memberOf = async (home: string, id: string) => (await statusOf(home)).members.find((member) => member.id === id)

beforeAll(async () => {
  const founded = await foundByCommands(dir)
  homes = founded.homes
  all = founded.all
  for (const node of await runAll(all)) nodes.set(node.home, node)
  await untilConnected(all, 2)
})

afterAll(async () => {
  await Promise.all([...nodes.values()].map((node) => node[Symbol.asyncDispose]()))
  await folder[Symbol.asyncDispose]()
})

describe('one governor', () => {
  it('is enough at a threshold of one: the change is in force at once', async () => {
    const [key] = await told<{ key: string; made: boolean }>(['network', 'governor', 'key'], at(homes.analytics))
    expect(key?.made).toBe(true)
    const [added] = await network(['governor', 'add', 'analytics', key!.key], homes.exchange)
    expect(added).toMatchObject({
      charter: 4,
      published: true,
      changes: [{ what: 'governor-added', member: 'analytics', key: key!.key }],
    })
    await untilCharter(4, all)
    const [raised] = await network(['threshold', '2'], homes.exchange)
    expect(raised).toMatchObject({ charter: 5, published: false, missing: ['1 of analytics under the new charter'] })
    await network(['sign', raised!.proposal, '--yes'], homes.analytics)
    await network(['publish', raised!.proposal], homes.exchange)
    await untilCharter(5, all)
    expect(raised!.proposal).toBe('test-network-v5.proposal')
  })

  it('sees who belongs to the network, who governs, and who is cleared for what', async () => {
    const members = await network(['members'], homes.agency)
    expect(members).toMatchObject([
      { id: 'agency', kind: 'agency', jurisdiction: 'CH', clearance: 'TLP:GREEN', status: 'active', governorKeys: [] },
      { id: 'analytics', name: 'The analytics', groups: [], governorKeys: [expect.any(String)] },
      { id: 'exchange', governorKeys: [expect.any(String)] },
    ])
    const table = await entente(['network', 'members'], at(homes.agency))
    expect(table.stdout).toMatch(/exchange +The exchange +exchange +CH +TLP:GREEN +active/)
    expect(table.stderr).toContain('2 of 2 governors must sign')
  })
})

describe('two governors', () => {
  it('propose, sign and publish a clearance, which every node then shows', async () => {
    const { file, proposed } = await propose('clear', 'agency', '--clearance', 'amber')
    expect(proposed.changes).toEqual([{ what: 'clearance', member: 'agency', from: 'TLP:GREEN', to: 'TLP:AMBER' }])
    const [shown] = await network(['show', file], homes.agency)
    expect(shown).toMatchObject({ charter: 6, changes: proposed.changes, signed: ['exchange'] })
    const words = await entente(['network', 'show', file], at(homes.analytics))
    expect(words.stdout).toContain('clears agency for TLP:AMBER, up from TLP:GREEN')
    expect(words.stdout).toContain('missing: 1 of analytics')

    expect(await refused(['publish', file], homes.exchange)).toEqual([4, 'charter-threshold-unmet'])
    expect(lastWords).toContain('1 of analytics')
    expect(await refused(['sign', file], homes.analytics)).toEqual([2, 'confirmation-needed'])
    expect(await refused(['sign', file, '--yes'], homes.exchange)).toEqual([4, 'signature-repeated'])
    const [signed] = await network(['sign', file, '--yes'], homes.analytics)
    expect(signed).toMatchObject({ signed: ['analytics', 'exchange'], missing: [] })
    // Whoever has the file may hand it in: it proves itself.
    await network(['publish', file], homes.agency)
    await untilCharter(6, all)
    for (const home of all) expect(await memberOf(home, 'agency')).toMatchObject({ clearance: 'TLP:AMBER' })
    expect(await refused(['publish', file], homes.agency)).toEqual([4, 'proposal-in-force'])
  })

  it('sign apart, and the copies are joined', async () => {
    const { file } = await propose('group', 'desk', '--add', 'agency,exchange')
    const copy = join(dir, 'copy.proposal')
    await network(['sign', file, '--out', copy, '--yes'], homes.analytics)
    expect(await refused(['publish', file], homes.exchange)).toEqual([4, 'charter-threshold-unmet'])
    await network(['publish', file, copy], homes.exchange)
    await untilCharter(7, all)
    expect(await told(['network', 'group'], at(homes.agency))).toEqual([
      { name: 'desk', members: ['agency', 'exchange'] },
    ])
    await decide('group', 'desk', '--add', 'analytics', '--remove', 'agency')
    expect(await told(['network', 'group', 'list'], at(homes.agency))).toEqual([
      { name: 'desk', members: ['analytics', 'exchange'] },
    ])
    await decide('group', 'desk', '--delete')
    expect(await told(['network', 'group'], at(homes.agency))).toEqual([])
  })

  it('renew the charter, and admit a member whose invitation follows the publication', async () => {
    await decide('renew', '--expires-days', '500')
    const fourth = join(dir, 'fourth')
    const [request, invitation, file] = ['request', 'invitation', 'proposal'].map((name) => join(dir, `fourth.${name}`))
    await told([...initArgs('exchange').map((word) => (word === 'exchange' ? 'other' : word))], { home: fourth })
    await told(['member', 'request', '--out', request!], { home: fourth })
    const admit = ['network', 'admit', request!, '--out', invitation!, '--proposal', file!]
    const [asked] = await told<Proposed>(admit, at(homes.exchange))
    expect(asked).toMatchObject({ published: false, member: 'other', missing: ['1 of analytics'] })
    await expect(readFile(invitation!)).rejects.toMatchObject({ code: 'ENOENT' })
    await network(['sign', file!, '--yes'], homes.analytics)
    await network(['publish', file!], homes.exchange)
    const [admitted] = await told<Proposed & { network: string }>(admit, at(homes.exchange))
    expect(admitted).toMatchObject({ published: true, charter: asked?.charter })
    await told(['node', 'join', invitation!, '--network', admitted!.network], { home: fourth })
    await untilCharter(asked!.charter, all)
  })
})

describe('a proposal is refused', () => {
  it('where another charter was published meanwhile: each step says so', async () => {
    const late = await propose('clear', 'agency', '--clearance', 'red')
    await decide('group', 'first', '--add', 'agency')
    for (const args of [
      ['sign', late.file, '--yes'],
      ['publish', late.file],
      ['show', late.file],
    ]) {
      expect(await refused(args, homes.analytics)).toEqual([4, 'proposal-stale'])
      expect(lastWords).toContain('Make the proposal again')
    }
  })

  it('where it was cut or changed, and names whose signature is bad', async () => {
    const { file } = await propose('clear', 'agency', '--clearance', 'red')
    const text = await readFile(file, 'utf8')
    const cut = join(dir, 'cut.proposal')
    await writeFile(cut, text.slice(0, text.length >> 1))
    expect(await refused(['sign', cut, '--yes'], homes.analytics)).toEqual([4, 'proposal-invalid'])
    await writeFile(cut, 'not a proposal')
    expect(await refused(['show', cut], homes.analytics)).toEqual([4, 'proposal-invalid'])
    expect(await refused(['show', join(dir, 'absent')], homes.analytics)).toEqual([2, 'file-unreadable'])
    // One byte of the name of the network, which the signature is over.
    const bytes = Buffer.from(text.split('\n').slice(1, -2).join(''), 'base64')
    bytes[bytes.indexOf('Test network')]! ^= 1
    const lines = bytes.toString('base64').match(/.{1,64}/g)!
    await writeFile(cut, [text.split('\n')[0], ...lines, text.split('\n').at(-2), ''].join('\n'))
    expect(await refused(['sign', cut, '--yes'], homes.analytics)).toEqual([4, 'signature-invalid'])
    expect(lastWords).toContain('exchange')
  })

  it('by whoever is no governor', async () => {
    const { file } = await propose('clear', 'agency', '--clearance', 'red')
    expect(await refused(['sign', file, '--yes'], homes.agency)).toEqual([4, 'key-missing'])
    await told(['network', 'governor', 'key'], at(homes.agency))
    expect(await refused(['sign', file, '--yes'], homes.agency)).toEqual([4, 'governor-unknown'])
    expect(await refused(['clear', 'agency', '--clearance', 'red'], homes.agency)).toEqual([4, 'governor-unknown'])
  })

  it.each<[string, string[], number, string, RegExp]>([
    ['a member that is none', ['suspend', 'agenzy'], 4, 'member-unknown', /Did you mean agency\?/],
    ['a group that is none', ['group', 'dirst', '--delete'], 4, 'group-unknown', /Did you mean first\?/],
    ['a group without a change', ['group', 'first'], 2, 'usage', /--add and --remove/],
    [
      'a governor without whom none could sign',
      ['suspend', 'analytics'],
      4,
      'governors-too-few',
      /Add a governor first/,
    ],
    ['the same', ['remove', 'analytics', '--yes'], 4, 'governors-too-few', /Add a governor first/],
    ['a threshold above the governors', ['threshold', '3'], 4, 'governors-too-few', /./],
    ['an active member reinstated', ['reinstate', 'agency'], 4, 'member-not-suspended', /./],
    ['clearance below GREEN', ['clear', 'agency', '--clearance', 'clear'], 4, 'clearance-too-low', /./],
    ['a label that is none', ['clear', 'agency', '--clearance', 'white'], 4, 'marking-unknown', /./],
    ['a time that is none', ['suspend', 'agency', '--before', 'yesterday'], 2, 'usage', /ISO 8601/],
    ['a position that is none', ['suspend', 'agency', '--last-good', 'abc=1'], 2, 'usage', /LANEHASH=SEQ/],
    ['a removal without a word', ['remove', 'agency'], 2, 'confirmation-needed', /--yes/],
    ['an end before the present one', ['renew', '--expires-days', '1'], 4, 'charter-unchanged', /./],
    ['nothing to settle', ['settle', 'ab'.repeat(32)], 0, '', /^$/],
  ])('%s', async (_, args, exit, code, hint) => {
    const ended = await entente(['--json', 'network', ...args], at(homes.exchange))
    expect([ended.code, codeIn(ended) ?? ''], ended.stderr).toEqual([exit, code])
    if (exit !== 0) expect(ended.stderr).toMatch(hint)
    expect(ended.stdout).toBe('')
  })
})

describe('a suspended member', () => {
  const early = 'before-suspension.example.com'
  const late = 'after-the-moment.example.com'

  it('ends where the governors say: its peers let go of it, and what it said later is suspect', async () => {
    await publishAt(homes.agency, early)
    await untilStanding(homes.analytics, early, 'current')
    await publishAt(homes.agency, late)
    await untilStanding(homes.exchange, late, 'current')
    // What was issued before the later one.
    const moment = await issuedAt(homes.exchange, late)

    const positions = join(dir, 'agency.positions')
    const [written] = await told<{ lanes: unknown[] }>(
      ['network', 'positions', 'agency', '--before', moment, '--out', positions],
      at(homes.analytics),
    )
    expect(written?.lanes).toHaveLength(1)
    const text = await readFile(positions, 'utf8')
    expect(JSON.parse(text)).toMatchObject({ member: 'agency', from: 'analytics', positions: [{ seq: 1 }] })
    const bad = join(dir, 'bad.positions')
    await writeFile(bad, text.replace('"agency"', '"exchange"'))
    const suspend = ['suspend', 'agency', '--before', moment]
    expect(await refused([...suspend, '--positions', bad], homes.exchange)).toEqual([4, 'positions-invalid'])
    await writeFile(bad, text.replace(/"bundle": "[0-9a-f]{8}/, '"bundle": "00000000'))
    expect(await refused([...suspend, '--positions', bad], homes.exchange)).toEqual([4, 'positions-conflict'])

    await decide(...suspend, '--positions', positions)
    for (const home of [homes.exchange, homes.analytics]) {
      await until('the agency is let go', async () =>
        (await told<PeerView>(['peers'], at(home))).every(({ member }) => member !== 'agency'),
      )
      expect(await memberOf(home, 'agency')).toMatchObject({ status: 'suspended' })
      expect(await standingOf(home, early)).toBe('current')
      expect(await standingOf(home, late)).toBe('suspect')
      expect((await entente(['lookup', late], at(home))).code).toBe(3)
    }
  })

  it('reaches nobody any more', async () => {
    await entente(['publish', 'while-suspended.example.com', '--category', 'phishing'], at(homes.agency))
    await publishAt(homes.exchange, 'meanwhile.example.com')
    await untilStanding(homes.analytics, 'meanwhile.example.com', 'current')
    await untilEqual([homes.exchange, homes.analytics])
    expect(await standingOf(homes.agency, 'meanwhile.example.com')).toBeUndefined()
    for (const home of [homes.exchange, homes.analytics]) {
      expect(await standingOf(home, 'while-suspended.example.com')).toBeUndefined()
    }
  })

  it('can be given a later position, and never an earlier one', async () => {
    const text = await readFile(join(dir, 'agency.positions'), 'utf8')
    const [lane] = (JSON.parse(text) as { positions: { lane: string }[] }).positions
    expect(await refused(['suspend', 'agency'], homes.exchange)).toEqual([4, 'charter-unchanged'])
    expect(await refused(['suspend', 'agency', '--last-good', `${lane!.lane}=0`], homes.exchange)).toEqual([
      4,
      'charter-unchanged',
    ])
    await decide('suspend', 'agency', '--last-good', `${lane!.lane.slice(0, 12)}=2`)
    await untilStanding(homes.exchange, late, 'current')
  })

  it('comes back whole when it is reinstated', async () => {
    const version = await decide('reinstate', 'agency')
    await untilCharter(version, all)
    await untilConnected(all, 2)
    await untilStanding(homes.agency, 'meanwhile.example.com', 'current')
    const value = 'back-again.example.com'
    await publishAt(homes.agency, value)
    await untilStanding(homes.exchange, value, 'current')
    await untilEqual(all)
  })
})

describe('two charters of one version', () => {
  it('that were published apart are settled by one after them', async () => {
    const { charter } = await statusOf(homes.exchange)
    const files = [await propose('group', 'one', '--add', 'agency'), await propose('group', 'two', '--add', 'agency')]
    for (const { file } of files) await network(['sign', file, '--yes'], homes.analytics)
    // Neither knows of the other's.
    for (const home of all) await nodes.get(home)!.stop()
    await network(['publish', files[0]!.file], homes.exchange)
    await network(['publish', files[1]!.file], homes.analytics)
    for (const node of await runAll(all)) nodes.set(node.home, node)
    await until('the conflict shows', async () =>
      (await Promise.all(all.map(statusOf))).every(({ warnings }) =>
        warnings.some(({ code }) => code === 'charter-conflict'),
      ),
    )
    expect((await statusOf(homes.agency)).charter.version).toBe(charter.version)
    const stopped = await entente(
      ['--json', 'publish', 'in-conflict.example.com', '--category', 'scam'],
      at(homes.agency),
    )
    expect([stopped.code, codeIn(stopped)]).toEqual([4, 'charter-conflict'])
    expect(await refused(['group', 'three', '--add', 'agency'], homes.exchange)).toEqual([4, 'charter-conflict'])

    const rivals = await told<{ hash: string; changes: { group: string }[] }>(
      ['network', 'settle'],
      at(homes.analytics),
    )
    expect(rivals.map(({ changes }) => changes[0]?.group).sort()).toEqual(['one', 'two'])
    const kept = rivals.find(({ changes }) => changes[0]?.group === 'two')!
    const version = await decide('settle', kept.hash.slice(0, 12))
    expect(version).toBe(charter.version + 2)
    await untilCharter(version, all)
    const groups = await told<{ name: string }>(['network', 'group'], at(homes.agency))
    expect(groups.map(({ name }) => name)).toEqual(['first', 'two'])
    await untilConnected(all, 2)
  })
})

describe('a removed member', () => {
  it('is gone for ever, with its groups', async () => {
    await decide('remove', 'agency', '--yes')
    for (const home of [homes.exchange, homes.analytics]) {
      await until('the agency is let go', async () => (await statusOf(home)).peers === 1)
      expect(await memberOf(home, 'agency')).toMatchObject({ status: 'removed' })
      expect(await standingOf(home, 'back-again.example.com')).toBe('current')
    }
    expect(await told(['network', 'group'], at(homes.exchange))).toEqual([
      { name: 'first', members: [] },
      { name: 'two', members: [] },
    ])
    for (const args of [
      ['reinstate', 'agency'],
      ['suspend', 'agency'],
      ['clear', 'agency', '--clearance', 'red'],
    ]) {
      expect(await refused(args, homes.exchange)).toEqual([4, 'member-removed'])
    }
    const request = join(dir, 'again.request')
    await told(['member', 'request', '--out', request], at(homes.agency))
    const admit = ['admit', request, '--out', join(dir, 'again.invitation')]
    expect(await refused(admit, homes.exchange)).toEqual([4, 'member-removed'])
    const [status] = await told<StatusView>(['status'], at(homes.exchange))
    expect(status?.health).toBe('green')
  })

  it('does not know its way back in after a restart', async () => {
    await nodes.get(homes.agency)!.stop()
    nodes.set(homes.agency, await runNode(homes.agency))
    await until('it was refused', () => /member-inactive|not-admitted/.test(nodes.get(homes.agency)!.stderr()))
    expect((await statusOf(homes.agency)).peers).toBe(0)
  })
})
