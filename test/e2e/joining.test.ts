// Three partners join through the commands and files that they would use, and share: every command against real nodes.
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Finding, LookupLine, PeerView, Provenance, StatementView, StatusView } from '../../node/api/schemas.ts'
import {
  type Homes,
  type NodeProcess,
  codeIn,
  entente,
  initArgs,
  jsonLines,
  partnerNames,
  runNode,
  startCommand,
  statusOf,
  temporaryFolder,
  told,
  until,
  untilConnected,
  untilEqual,
} from '../helpers/commands.ts'

// Processes start slowly where much else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const folder = await temporaryFolder('joining')
const { dir } = folder
const homes = Object.fromEntries(partnerNames.map((name) => [name, join(dir, name)])) as Homes
const all = partnerNames.map((name) => homes[name])
const nodes = new Map<string, NodeProcess>()
let network = ''

const at = (home: string) => ({ home, cwd: dir })
const listen = ['--listen', '/ip4/127.0.0.1/tcp/0']
const publish = (value: string, ...more: string[]) => [
  'publish',
  value,
  ...['--category', 'phishing', '--confidence', '80', '--marking', 'TLP:GREEN'],
  ...more,
]

async function publishAt(home: string, value: string, ...more: string[]): Promise<string> {
  const [line] = await told<{ id: string; result: string }>(publish(value, ...more), at(home))
  expect(line?.result).toBe('published')
  return line?.id ?? ''
}

/** The answer to a lookup of one value, as soon as `good` takes it. */
async function lookupUntil(home: string, value: string, good: (line: LookupLine) => boolean): Promise<LookupLine> {
  let line: LookupLine | undefined
  await until(`${value} at ${home}`, async () => {
    const ended = await entente(['--json', 'lookup', value], at(home))
    line = jsonLines<LookupLine>(ended.stdout)[0]
    return line !== undefined && good(line)
  })
  return line!
}

const found = (line: LookupLine): boolean => line.found

beforeAll(async () => {
  for (const name of partnerNames) {
    const [made] = await told<{ member: string }>([...initArgs(name), ...listen], at(homes[name]))
    expect(made?.member).toBe(name)
  }
  const [founded] = await told<{ network: string }>(['network', 'create', '--name', 'Test'], at(homes.exchange))
  network = founded?.network ?? ''
  nodes.set('exchange', await runNode(homes.exchange))
  for (const name of ['analytics', 'agency'] as const) {
    const request = join(dir, `${name}.request`)
    const invitation = join(dir, `${name}.invitation`)
    const [asked] = await told<{ rootKey: string }>(['member', 'request', '--out', request], at(homes[name]))
    const [admitted] = await told<{ rootKey: string; charter: number; network: string }>(
      ['network', 'admit', request, '--out', invitation],
      at(homes.exchange),
    )
    expect(admitted).toMatchObject({ rootKey: asked?.rootKey, network })
    const [joined] = await told<{ network: string }>(
      ['node', 'join', invitation, '--network', network],
      at(homes[name]),
    )
    expect(joined).toMatchObject({ network, member: name })
    nodes.set(name, await runNode(homes[name]))
  }
  await untilConnected(all, 2)
})

afterAll(async () => {
  await Promise.all([...nodes.values()].map((node) => node[Symbol.asyncDispose]()))
  await folder[Symbol.asyncDispose]()
})

describe('joining', () => {
  it('asks for files that can go by mail: small, text, without a secret', async () => {
    for (const file of ['analytics.request', 'analytics.invitation', 'agency.request', 'agency.invitation']) {
      const text = await readFile(join(dir, file), 'utf8')
      expect(text).toMatch(/^[\x20-\x7e\n]+$/)
      expect(text.length).toBeLessThan(16_384)
      for (const name of partnerNames) {
        const key = (await readFile(join(homes[name], 'keys', 'root.key'), 'utf8')).trim()
        expect(text).not.toContain(key)
        expect(text).not.toContain(Buffer.from(key, 'hex').toString('base64').slice(0, 40))
      }
    }
  })

  it('tells every node of the same network, charter and members', async () => {
    await until('charter 3 everywhere', async () =>
      (await Promise.all(all.map(statusOf))).every(({ charter }) => charter.version === 3),
    )
    for (const home of all) {
      const [status] = await told<StatusView>(['status'], at(home))
      expect(status).toMatchObject({ network, health: 'green', peers: 2, charter: { version: 3, members: 3 } })
      expect(status?.members.flatMap((member) => member.nodes.map(({ connected }) => connected))).toEqual([
        true,
        true,
        true,
      ])
    }
  })

  it('shows peers with member, node, address and direction', async () => {
    const peers = await told<PeerView>(['peers'], at(homes.agency))
    expect(peers.map(({ member }) => member).sort()).toEqual(['analytics', 'exchange'])
    for (const peer of peers) {
      expect(peer.node).toMatch(/^[0-9a-f]{64}$/)
      expect(peer.address).toContain('/ip4/127.0.0.1/tcp/')
      expect(['inbound', 'outbound']).toContain(peer.direction)
    }
  })

  it('keeps secrets to the owner', async () => {
    for (const file of ['keys/root.key', 'keys/node.key', 'keys/kem.key', 'node.sock']) {
      expect((await stat(join(homes.exchange, file))).mode & 0o077, file).toBe(0)
    }
  })
})

describe('sharing', () => {
  it('finds at the others what one published, in the documented shape', async () => {
    const before = Date.now()
    const id = await publishAt(homes.exchange, 'claim.wallet-reset.example.com', '--feed', 'desk')
    for (const home of [homes.analytics, homes.agency]) {
      const { statements, ...line } = await lookupUntil(home, 'claim.wallet-reset.example.com', found)
      expect(line).toMatchObject({
        value: 'claim.wallet-reset.example.com',
        subject: 'claim.wallet-reset.example.com',
        found: true,
      })
      expect(statements).toHaveLength(1)
      const [statement] = statements
      expect(Object.keys(statement!).slice(0, 9)).toEqual([
        'id',
        'kind',
        'author',
        'feed',
        'category',
        'confidence',
        'marking',
        'issuedAt',
        'receivedAt',
      ])
      expect(statement).toMatchObject({
        id,
        kind: 'indicator',
        author: 'exchange',
        feed: 'desk',
        category: 'phishing',
        confidence: 80,
        marking: 'TLP:GREEN',
      })
      const issued = Date.parse(statement!.issuedAt)
      expect(issued).toBeGreaterThanOrEqual(before)
      expect(Date.parse(statement!.receivedAt)).toBeGreaterThanOrEqual(issued)
      expect(Date.parse(statement!.receivedAt)).toBeLessThanOrEqual(Date.now())
    }
  })

  it('answers many values in order, one line each; 0 when one is found, 3 when none is', async () => {
    await publishAt(homes.agency, '0x52908400098527886E0F7030069857D2E4169EE7')
    await lookupUntil(homes.exchange, '0x52908400098527886E0F7030069857D2E4169EE7', found)
    const values = ['nothing.example.org', '0x52908400098527886e0f7030069857d2e4169ee7', 'what is this?']
    const several = await entente(['--json', 'lookup', ...values], at(homes.exchange))
    expect(several.code).toBe(0)
    const lines = jsonLines<LookupLine>(several.stdout)
    expect(lines.map(({ value }) => value)).toEqual(values)
    expect(lines.map((line) => line.found)).toEqual([false, true, false])
    expect(lines.map(({ subject }) => subject)).toEqual([
      'nothing.example.org',
      'eip155:1:0x52908400098527886e0f7030069857d2e4169ee7',
      null,
    ])

    await writeFile(join(dir, 'values.txt'), `${values.join('\n')}\n`)
    const fromFile = await entente(['--json', 'lookup', '--file', 'values.txt'], at(homes.exchange))
    const fromStdin = await entente(['--json', 'lookup', '-'], { ...at(homes.exchange), stdin: values.join('\n') })
    expect([fromFile.code, fromStdin.code]).toEqual([0, 0])
    expect(fromFile.stdout).toBe(several.stdout)
    expect(fromStdin.stdout).toBe(several.stdout)

    const none = await entente(['--json', 'lookup', 'nothing.example.org'], at(homes.exchange))
    expect(none.code).toBe(3)
    expect(jsonLines<LookupLine>(none.stdout)).toMatchObject([{ found: false, statements: [] }])
  })

  it('loses no line at its end, however slowly it is read', async () => {
    const values = Array.from({ length: 3000 }, (_, number) => `slow-${number}.example.org`)
    const command = startCommand(['--json', 'lookup', '-'], { ...at(homes.exchange), stdin: values.join('\n') })
    // Whoever reads takes a little, then a pause, and so on: when the last line is written, much is still on its way.
    const pausing = setInterval(() => {
      command.child.stdout?.pause()
      setTimeout(() => command.child.stdout?.resume(), 30)
    }, 35)
    const { code, stdout } = await command.ended
    clearInterval(pausing)
    expect(code).toBe(3)
    expect(jsonLines<LookupLine>(stdout).map(({ value }) => value)).toEqual(values)
  })

  it('answers each line of publish - in order, and refuses the wrong ones alone', async () => {
    const drafts = [
      { value: 'bulk-one.example.com', category: 'phishing', confidence: 70 },
      { value: '0x52908400098527886E0F7030069857D2E4169Ee7', category: 'phishing' },
      { value: 'bulk-two.example.com', category: 'scam', marking: 'TLP:CLEAR' },
      { value: 'bulk-three.example.com', category: 'scam', marking: 'TLP:AMBER' },
      { value: 'bulk-one.example.com', category: 'phishing', confidence: 70 },
      { value: '10.0.0.1', category: 'malware' },
    ]
    const stdin = drafts.map((draft) => `${JSON.stringify(draft)}\n`).join('')
    const ended = await entente(['--json', 'publish', '-'], { ...at(homes.analytics), stdin })
    expect(ended.code).toBe(6)
    const lines = jsonLines<{ id?: string; result?: string; error?: { code: string; hint: string } }>(ended.stdout)
    expect(lines.map((line) => line.result ?? line.error?.code)).toEqual([
      'published',
      'checksum-invalid',
      'published',
      'clearance-exceeded',
      'unchanged',
      expect.stringMatching(/ip-/),
    ])
    expect(lines[4]?.id).toBe(lines[0]?.id)
    for (const { error } of lines) if (error !== undefined) expect(error.hint).not.toBe('')
    await lookupUntil(homes.agency, 'bulk-two.example.com', (line) => line.statements[0]?.marking === 'TLP:CLEAR')
  })

  it('shows a statement with its full chain', async () => {
    const id = await publishAt(homes.exchange, 'chain.example.com')
    await lookupUntil(homes.agency, 'chain.example.com', found)
    const [shown] = await told<Provenance>(['show', id], at(homes.agency))
    const exchange = await statusOf(homes.exchange)
    expect(shown).toMatchObject({
      statement: { id, author: 'exchange' },
      author: { member: 'exchange', kind: 'exchange', jurisdiction: 'CH', status: 'active' },
      node: { key: exchange.node, certificate: { serial: 1 }, revoked: false },
      charter: { cited: 3, newest: 3, hash: exchange.charter.hash },
      bundle: { id: id.split('.')[0], index: 0, count: 1 },
      lane: { marking: 'TLP:GREEN' },
    })
    expect(['gossip', 'sync']).toContain(shown?.received.via)
    expect(['exchange', 'analytics']).toContain(shown?.received.member)
    const absent = await entente(['--json', 'show', `${'0'.repeat(64)}.0`], at(homes.agency))
    expect([absent.code, codeIn(absent)]).toEqual([3, 'statement-not-found'])
  })

  it('shows sightings and disputes of others beside a statement', async () => {
    const id = await publishAt(homes.exchange, 'disputed.example.com')
    await lookupUntil(homes.analytics, 'disputed.example.com', found)
    await lookupUntil(homes.agency, 'disputed.example.com', found)
    await told(['dispute', id, '--reason', 'false-positive', '--description', 'Ours.'], at(homes.analytics))
    await told(['sighting', id, '--count', '3'], at(homes.agency))
    for (const home of all) {
      const { statements } = await lookupUntil(home, 'disputed.example.com', (line) => line.statements.length === 3)
      expect(statements.map(({ kind, author }) => [kind, author]).sort()).toEqual([
        ['dispute', 'analytics'],
        ['indicator', 'exchange'],
        ['sighting', 'agency'],
      ])
      expect(statements.find(({ kind }) => kind === 'indicator')?.disputes).toBe(1)
      expect(statements.find(({ kind }) => kind === 'dispute')?.target).toBe(id)
      expect(statements.find(({ kind }) => kind === 'sighting')?.sightings).toBe(3)
    }
  })

  it('obeys a withdrawal at all three; only the author may', async () => {
    const id = await publishAt(homes.exchange, 'withdrawn.example.com')
    await lookupUntil(homes.analytics, 'withdrawn.example.com', found)
    const other = await entente(['--json', 'withdraw', id], at(homes.analytics))
    expect([other.code, codeIn(other)]).toEqual([4, 'not-the-author'])
    await told(['withdraw', id, '--reason', 'error'], at(homes.exchange))
    for (const home of all) {
      const line = await lookupUntil(home, 'withdrawn.example.com', ({ withdrawn }) => withdrawn === 1)
      expect(line).toMatchObject({ found: false, statements: [] })
      expect((await entente(['lookup', 'withdrawn.example.com'], at(home))).code).toBe(3)
      const [past] = await told<LookupLine>(['lookup', '--history', 'withdrawn.example.com'], at(home))
      expect(past?.statements.find(({ kind }) => kind === 'indicator')?.standing).toBe('withdrawn')
    }
  })

  it('watches what arrives, by filter, and resumes behind a cursor', async () => {
    const watch = startCommand(['--json', 'watch', '--author', 'analytics'], at(homes.agency))
    const seen = (): StatementView[] =>
      jsonLines<StatementView>(watch.stdout().slice(0, watch.stdout().lastIndexOf('\n') + 1)).filter(
        (line) => 'id' in line,
      )
    let at0 = 0
    // Where the watch begins is not told: it has begun when something shows.
    await until('something is watched', async () => {
      if (seen().length === 0) await publishAt(homes.analytics, `watched-${at0++}.example.com`)
      return seen().length > 0
    })
    await publishAt(homes.exchange, 'unwatched.example.com')
    await lookupUntil(homes.agency, 'unwatched.example.com', found)
    await publishAt(homes.analytics, 'watched-last.example.com')
    await until('the last is watched', () => seen().some(({ subject }) => subject === 'watched-last.example.com'))
    expect(new Set(seen().map(({ author }) => author))).toEqual(new Set(['analytics']))
    watch.child.kill('SIGINT')
    expect((await watch.ended).code).toBe(130)

    const first = seen()[0]!
    const again = startCommand(
      ['--json', 'watch', '--author', 'analytics', '--after', String(first.cursor)],
      at(homes.agency),
    )
    await until('it resumes', () => again.stdout().includes('watched-last.example.com'))
    expect(again.stdout()).not.toContain(first.id)
    again.child.kill('SIGTERM')
    expect((await again.ended).code).toBe(130)
  })

  it('lists by filter', async () => {
    const list = await told<StatementView>(['list', '--author', 'exchange', '--feed', 'desk'], at(homes.agency))
    expect(list.map(({ subject }) => subject)).toEqual(['claim.wallet-reset.example.com'])
    const clear = await told<StatementView>(['list', '--category', 'scam', '--author', 'analytics'], at(homes.exchange))
    expect(clear.map(({ subject }) => subject)).toEqual(['bulk-two.example.com'])
  })

  it('finds addresses by prefix and a domain with what lies below it', async () => {
    const [prefix] = await told<LookupLine>(['lookup', '--prefix', '0x529084'], at(homes.analytics))
    expect(prefix?.statements.map(({ subject }) => subject)).toEqual([
      'eip155:1:0x52908400098527886e0f7030069857d2e4169ee7',
    ])
    const [tree] = await told<LookupLine>(['lookup', '--tree', 'wallet-reset.example.com'], at(homes.analytics))
    expect(tree?.statements.map(({ subject }) => subject)).toEqual(['claim.wallet-reset.example.com'])
  })
})

describe('health', () => {
  it('has nothing against the home but the root key that lies in it', async () => {
    const doctor = await entente(['--json', 'doctor'], at(homes.analytics))
    expect(doctor.code).toBe(0)
    const findings = jsonLines<Finding>(doctor.stdout)
    expect(findings.filter(({ state }) => state !== 'ok').map(({ check }) => check)).toEqual(['root key'])
    expect(findings.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['clock', 'ports', 'disk', 'version', 'node key', 'charter']),
    )
    expect(findings.map(({ check }) => check)).toEqual(expect.arrayContaining(['member exchange', 'member agency']))
  })

  it('verifies clean, with the same digest everywhere', async () => {
    const [first] = await untilEqual(all)
    for (const home of all) {
      const [summary] = await told(['verify'], at(home))
      expect(summary).toMatchObject({ type: 'summary', findings: 0, statements: first?.statements })
    }
  })
})

describe('evidence', () => {
  let id = ''
  let file = ''
  beforeAll(async () => {
    id = await publishAt(homes.exchange, 'proven.example.com')
    await lookupUntil(homes.agency, 'proven.example.com', found)
    file = join(dir, 'proven.evidence')
    await told(['evidence', 'export', id, '--out', file], at(homes.agency))
  })

  it('verifies without a node, against the network that is named', async () => {
    const nowhere = { home: join(dir, 'nowhere'), cwd: dir }
    const [report] = await told(['evidence', 'verify', file, '--network', network], nowhere)
    expect(report).toMatchObject({
      verified: true,
      network,
      id,
      author: 'exchange',
      subject: 'proven.example.com',
      category: 'phishing',
      exportedBy: 'agency',
      withdrawn: false,
    })
    const fromStdin = await told(['evidence', 'verify', '-', '--network', network], {
      ...nowhere,
      stdin: await readFile(file),
    })
    expect(fromStdin).toEqual([report])
    expect(await told(['evidence', 'verify', file], at(homes.analytics))).toEqual([report])
  })

  it.each([
    ['no network', [], 'network-unpinned'],
    ['another network', ['--network', 'ab'.repeat(32)], 'network-mismatch'],
  ])('is refused with %s', async (_, args, code) => {
    const ended = await entente(['--json', 'evidence', 'verify', file, ...args], {
      home: join(dir, 'nowhere'),
      cwd: dir,
    })
    expect([ended.code, codeIn(ended)]).toEqual([7, code])
    expect(ended.stdout).toBe('')
  })

  it('is refused when a byte is changed, cut or added', async () => {
    const bytes = await readFile(file)
    const middle = Buffer.from(bytes)
    middle[middle.length >> 1]! ^= 1
    for (const [at0, broken] of [middle, bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.from([0])])].entries()) {
      const ended = await entente(['--json', 'evidence', 'verify', '-', '--network', network], {
        home: join(dir, 'nowhere'),
        stdin: broken,
      })
      expect(ended.code, `variant ${at0}`).toBe(7)
      expect(codeIn(ended)).not.toBe('internal')
    }
  })

  it('tells of a withdrawal that came before the export', async () => {
    await told(['withdraw', id], at(homes.exchange))
    await lookupUntil(homes.agency, 'proven.example.com', ({ withdrawn }) => withdrawn === 1)
    const late = join(dir, 'late.evidence')
    await told(['evidence', 'export', id, '--out', late], at(homes.agency))
    const [report] = await told(['evidence', 'verify', late, '--network', network], at(dir))
    expect(report).toMatchObject({ verified: true, withdrawn: true })
    const over = await entente(['--json', 'evidence', 'export', id, '--out', late], at(homes.agency))
    expect([over.code, codeIn(over)]).toEqual([4, 'file-exists'])
  })
})

describe('wrong usage', () => {
  it.each<[string, string[], number, string]>([
    ['an unknown command', ['publsh', 'x'], 2, 'usage'],
    ['an unknown option', ['status', '--loud'], 2, 'usage'],
    ['a missing argument', ['show'], 2, 'usage'],
    ['an argument too many', ['status', 'now'], 2, 'usage'],
    ['lookup of nothing', ['lookup'], 2, 'usage'],
    ['a confidence beyond 100', publish('a.example.com', '--confidence', '101'), 2, 'usage'],
    ['a file that is not there', ['lookup', '--file', 'absent.txt'], 2, 'file-unreadable'],
    ['joining without the id', ['node', 'join', join(dir, 'agency.invitation')], 2, 'network-unconfirmed'],
    ['an unknown category', ['publish', 'a.example.com', '--category', 'nonsense'], 4, 'category-unknown'],
    ['an indicator without a category', ['publish', 'a.example.com'], 4, 'category-missing'],
    ['an unknown marking', publish('a.example.com', '--marking', 'TLP:PINK'), 4, 'marking-unknown'],
    ['a marking above the clearance', publish('a.example.com', '--marking', 'TLP:AMBER'), 4, 'clearance-exceeded'],
    ['RED without readers', publish('a.example.com', '--marking', 'TLP:RED'), 4, 'readers-required'],
    ['a wrong checksum', publish('0x52908400098527886E0F7030069857D2E4169Ee7'), 4, 'checksum-invalid'],
    ['a dispute of nothing known', ['dispute', `${'1'.repeat(64)}.0`], 4, 'not-found'],
    ['an export of nothing known', ['evidence', 'export', `${'1'.repeat(64)}.0`], 3, 'statement-not-found'],
    ['a home made twice', [...initArgs('exchange')], 4, 'home-exists'],
    ['a second network', ['network', 'create', '--name', 'Other'], 4, 'network-joined'],
    ['a node started twice', ['run'], 4, 'store-locked'],
    [
      'an unknown feed format',
      ['feed', 'import', join(dir, 'agency.request'), '--format', 'nope', '--feed', 'f', '--marking', 'TLP:GREEN'],
      4,
      'format-unknown',
    ],
  ])('%s', async (_, args, exit, code) => {
    const ended = await entente(['--json', ...args], at(homes.exchange))
    expect([ended.code, codeIn(ended)], ended.stderr).toEqual([exit, code])
    expect(ended.stdout).toBe('')
  })

  it('a home that is none, and one whose node is stopped', async () => {
    const none = await entente(['--json', 'status'], { home: join(dir, 'none') })
    expect([none.code, codeIn(none)]).toEqual([4, 'home-missing'])
    const home = join(dir, 'alone')
    await told([...initArgs('exchange')], { home })
    for (const args of [publish('a.example.com'), ['peers'], ['watch'], ['status'], ['lookup', 'a.example.com']]) {
      const stopped = await entente(['--json', ...args], { home })
      expect([stopped.code, codeIn(stopped)]).toEqual([5, 'node-not-running'])
    }
    const young = await entente(['--json', 'verify'], { home })
    expect([young.code, codeIn(young)]).toEqual([4, 'network-missing'])
    await writeFile(join(home, 'config.json'), '{"format":1,"listen":[],"extra":true}')
    const wrong = await entente(['--json', 'run'], { home })
    expect([wrong.code, codeIn(wrong)]).toEqual([4, 'config-key-unknown'])
  })

  it('an invitation or request that was changed on the way, and one for somebody else', async () => {
    const home = join(dir, 'stranger')
    await told([...initArgs('agency'), ...listen], { home })
    const other = await entente(['--json', 'node', 'join', join(dir, 'agency.invitation'), '--network', network], {
      home,
    })
    expect(other.code).toBe(4)
    expect(codeIn(other)).toMatch(/^(not-a-member|member-|invitation-|root-key)/)
    const wrongNetwork = await entente(
      ['--json', 'node', 'join', join(dir, 'agency.invitation'), '--network', 'cd'.repeat(32)],
      { home },
    )
    expect([wrongNetwork.code, codeIn(wrongNetwork)]).toEqual([4, 'network-mismatch'])
    for (const file of ['agency.invitation', 'agency.request']) {
      const lines = (await readFile(join(dir, file), 'utf8')).split('\n')
      const body = lines.findIndex((line, number) => number > 1 && /^[A-Za-z0-9+/]{20,}/.test(line))
      const line = lines[body]!
      lines[body] = `${line.slice(0, 8)}${line[8] === 'A' ? 'B' : 'A'}${line.slice(9)}`
      const changed = join(dir, `changed-${file}`)
      await writeFile(changed, lines.join('\n'))
      const args = file.endsWith('invitation')
        ? ['node', 'join', changed, '--network', network]
        : ['network', 'admit', changed, '--out', join(dir, 'changed.out')]
      const ended = await entente(['--json', ...args], { home: file.endsWith('invitation') ? home : homes.exchange })
      expect(ended.code, `${file}: ${ended.stderr}`).toBe(4)
      expect(codeIn(ended)).not.toBe('internal')
    }
  })
})

describe('stopping', () => {
  it('stops cleanly on SIGTERM with 0, can be verified while it is stopped, and continues its lane', async () => {
    const first = await publishAt(homes.agency, 'before-stop.example.com')
    await untilEqual(all)
    const ended = await nodes.get('agency')!.stop()
    expect([ended.code, ended.signal], ended.stderr).toEqual([0, null])
    expect(ended.stderr).toContain('node-stopped')

    // docs/decisions/0001: verify works on a stopped home, reading needs the node.
    const offline = await entente(['--json', 'lookup', 'before-stop.example.com'], at(homes.agency))
    expect([offline.code, codeIn(offline)]).toEqual([5, 'node-not-running'])
    expect(await told(['verify'], at(homes.agency))).toMatchObject([{ findings: 0 }])
    await publishAt(homes.exchange, 'meanwhile.example.com')

    nodes.set('agency', await runNode(homes.agency))
    await lookupUntil(homes.agency, 'meanwhile.example.com', found)
    const second = await publishAt(homes.agency, 'after-stop.example.com')
    await untilEqual(all)
    const [before] = await told<Provenance>(['show', first], at(homes.exchange))
    const [after] = await told<Provenance>(['show', second], at(homes.exchange))
    expect(after?.lane.id).toBe(before?.lane.id)
    expect(after?.lane.seq).toBe(before!.lane.seq! + 1)
    expect(after?.lane.prev).toBe(first.split('.')[0])
  })

  it('stops cleanly on SIGINT, and refuses to start on a home that was changed to be readable by others', async () => {
    const node = nodes.get('analytics')!
    process.kill(node.pid, 'SIGINT')
    expect((await node.ended).code).toBe(0)
    const key = join(homes.analytics, 'keys', 'node.key')
    await chmod(key, 0o644)
    const open = await entente(['--json', 'run'], at(homes.analytics))
    expect([open.code, codeIn(open)]).toEqual([4, 'key-permissions'])
    await chmod(key, 0o600)
    nodes.set('analytics', await runNode(homes.analytics))
    await untilConnected(all, 2)
    await untilEqual(all)
  })
})
