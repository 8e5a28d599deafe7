// The gate in front of publishing, at a node with its API (hostile case 94): what is held and why, what is not, who may
// insist, and what the audit log has of it.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { categories } from '../../../protocol/categories.ts'
import type { StatementId } from '../../../protocol/ids.ts'
import type { Audience } from '../../../protocol/audience.ts'
import type { Subject } from '../../../protocol/statement-shape.ts'
import { openReaderNode, type ReaderNode } from '../../helpers/readers.ts'
import { domain, type Lane, temporaryFolder } from '../store/fixture.ts'
import { accusing, addList, audited, importList, protection, say } from './fixture.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let node: ReaderNode
let drawn = 0

const openNode = async (): Promise<void> => {
  folder = await temporaryFolder()
  node = await openReaderNode(folder.path, { seed: `gate ${drawn++}` })
}
const closeNode = async (): Promise<void> => {
  await node[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
}

/** One node for all tests of a block, or one for each. */
function nodeFor(span: 'block' | 'test'): void {
  if (span === 'block') {
    beforeAll(openNode)
    afterAll(closeNode)
  } else {
    beforeEach(openNode)
    afterEach(closeNode)
  }
}

const wallet = '0x28c6c06298d514db089934071355e5743bf21d60'
const evm = (chain: number): Subject => ({ kind: 'address', chain: `eip155:${chain}`, value: wallet })
const name = (value: string): Subject => ({ kind: 'domain', value })
const alpha: Audience = { expr: { op: 'group', names: ['alpha'] }, shareHistory: false }

describe('hostile case 94: what must not be said to be a threat', () => {
  nodeFor('block')
  const refused = [
    ['10.0.0.1', 'ip-reserved'],
    ['::ffff:192.168.1.1', 'ip-reserved'],
    ['http://127.0.0.1:8080/x', 'ip-reserved'],
    ['localhost', 'domain-reserved'],
    ['http://localhost/x', 'domain-reserved'],
    ['printer.local', 'domain-reserved'],
    ['com', 'domain-public-suffix'],
    ['co.uk', 'domain-public-suffix'],
    [wallet, 'held-protected'],
    ['www.exchange.com', 'held-protected'],
    ['0x0000000000000000000000000000000000000000', 'held-system-address'],
    ['popular.com', 'held-warninglist'],
  ] as const
  beforeAll(async () => {
    await node.say(node.lane('bolt'), [protection(evm(1)), protection(name('exchange.com'))])
    await addList(node, { name: 'popular sites', list: ['popular.com'] })
  })

  it.each(refused)('%s by hand: %s', async (value, code) => {
    expect(await say(node, accusing(value))).toBe(code)
  })

  it('in a file: each row by its code, and the others go on', async () => {
    const { summary, rejected } = await importList(node, [...refused.map(([value]) => value), 'evil-site.com'])
    expect(rejected.map(({ value, code }) => [value, code])).toEqual(refused.map((one) => [...one]))
    expect(summary).toMatchObject({ read: refused.length + 1, published: 1 })
    expect(rejected.find(({ value }) => value === wallet)?.reason).toContain('bolt protects it')
    expect(rejected.find(({ value }) => value === 'popular.com')?.reason).toBe(
      'on the warninglist "popular sites", by "popular.com"',
    )
  })

  it('a top-level domain that is named as a domain', async () => {
    expect(await say(node, accusing('com', { subjectKind: 'domain' }))).toBe('domain-public-suffix')
    expect(await say(node, accusing('com', { subjectKind: 'domain', force: true }))).toBe('domain-public-suffix')
  })
})

describe('what accuses nobody is not held', () => {
  nodeFor('block')
  beforeAll(async () => {
    await addList(node, { name: 'everything', type: 'regex', list: ['.'] })
  })

  test.each(categories.map(({ name, group }) => [name, group === 'not-accusing' ? 'published' : 'held-warninglist']))(
    'the category %s: %s',
    async (category, outcome) => {
      expect(await say(node, { value: 'a-site.com', category })).toBe(outcome)
    },
  )

  test.each([
    ['actor', 'held-warninglist'],
    ['service', 'held-warninglist'],
    ['victim', 'published'],
    ['mention', 'published'],
  ])('the role %s: %s', async (role, outcome) => {
    expect(await say(node, accusing('a-site.com', { role }))).toBe(outcome)
  })

  it('disputes, withdrawals and protections', async () => {
    const [theirs] = await node.say(node.lane('bolt'), [domain('theirs.com')])
    expect(await say(node, { kind: 'dispute', target: theirs })).toBe('published')
    expect(await say(node, { kind: 'protection', value: 'ours.com' })).toBe('published')
    const [mine] = (await node.ask(undefined, 'GET', '/v1/statements?author=acme&kind=protection')).lines
    expect(await say(node, { kind: 'withdrawal', target: mine?.['id'] })).toBe('published')
  })

  it('a sighting says what the statement says that was seen', async () => {
    const [threat, hot] = await node.say(node.lane('bolt', { incarnation: 1 }), [
      domain('threat.com'),
      domain('hot.com', { category: 'exchange-hot-wallet' }),
    ])
    expect(await say(node, { kind: 'sighting', target: threat })).toBe('held-warninglist')
    expect(await say(node, { kind: 'sighting', target: hot })).toBe('published')
    expect(await say(node, { kind: 'sighting', value: 'seen.com' })).toBe('held-warninglist')
  })

  it('what a partner sends', async () => {
    await node.say(node.lane('bolt', { incarnation: 2 }), [domain('from-partner.com')])
    const { lines } = await node.ask(undefined, 'POST', '/v1/lookup', { values: ['from-partner.com'] })
    expect(lines[0]).toMatchObject({ found: true })
  })
})

describe('what a protection speaks of', () => {
  nodeFor('block')
  let lane: Lane | undefined
  test.each<[string, Subject, string, string]>([
    ['an EVM account on another chain', evm(1), `eip155:56:${wallet}`, 'held-protected'],
    ['another account', evm(1), wallet.replace('28c6', '28c7'), 'published'],
    ['the domain', name('exchange.com'), 'exchange.com', 'held-protected'],
    ['a name below it', name('exchange.com'), 'a.b.exchange.com', 'held-protected'],
    ['a URL on it', name('exchange.com'), 'https://exchange.com:8443/login?x=1', 'held-protected'],
    ['a URL below it', name('exchange.com'), 'http://www.exchange.com/', 'held-protected'],
    ['an e-mail address at it', name('exchange.com'), 'support@mail.exchange.com', 'held-protected'],
    ['a name that ends like it', name('exchange.com'), 'myexchange.com', 'published'],
    ['a name that begins like it', name('exchange.com'), 'exchange.com.evil-site.com', 'published'],
    ['the name above a protected one', name('www.exchange.com'), 'exchange.com', 'published'],
    ['an IP address', { kind: 'ip', value: '8.8.4.4' }, '8.8.4.4', 'held-protected'],
    ['a URL on it', { kind: 'ip', value: '8.8.4.4' }, 'http://8.8.4.4/x', 'held-protected'],
    [
      'an IPv6 address in a URL',
      { kind: 'ip', value: '2606:4700::1111' },
      'http://[2606:4700::1111]/',
      'held-protected',
    ],
    ['another IP address', { kind: 'ip', value: '8.8.4.4' }, '8.8.4.5', 'published'],
    ['a URL', { kind: 'url', value: 'https://a-site.com/ours' }, 'https://a-site.com/ours', 'held-protected'],
    [
      'another URL of its site',
      { kind: 'url', value: 'https://a-site.com/ours' },
      'https://a-site.com/theirs',
      'published',
    ],
  ])('%s', async (_, subject, value, outcome) => {
    lane ??= node.lane('bolt')
    const [id] = await node.say(lane, [protection(subject)])
    expect(await say(node, accusing(value))).toBe(outcome)
    await node.say(lane, [{ kind: 'withdrawal', subject, target: id as StatementId }])
  })
})

describe('a protection', () => {
  nodeFor('test')

  it('holds from the moment it arrives until it is withdrawn', async () => {
    const lane = node.lane('bolt')
    expect(await say(node, accusing('exchange.com'))).toBe('published')
    const [id] = await node.say(lane, [protection(name('exchange.com'))])
    expect(await say(node, accusing('exchange.com', { category: 'scam' }))).toBe('held-protected')
    await node.say(lane, [{ kind: 'withdrawal', subject: name('exchange.com'), target: id as StatementId }])
    expect(await say(node, accusing('exchange.com', { category: 'scam' }))).toBe('published')
  })

  it('until it expires', async () => {
    await node.say(node.lane('bolt'), [protection(name('exchange.com'), { validUntil: node.time.now + 60_000 })])
    expect(await say(node, accusing('exchange.com'))).toBe('held-protected')
    node.tick(120_000)
    expect(await say(node, accusing('exchange.com'))).toBe('published')
  })

  it('while its author is an active member', async () => {
    await node.say(node.lane('bolt'), [protection(name('exchange.com'))])
    expect(await say(node, accusing('exchange.com'))).toBe('held-protected')
    const { object } = node.community.successor(node.community.genesis, (charter) => ({
      ...charter,
      members: charter.members.map((member) => (member.id === 'bolt' ? { ...member, status: 'suspended' } : member)),
    }))
    expect(await node.trust.apply(object)).toMatchObject({ code: 'accepted' })
    expect(await say(node, accusing('exchange.com'))).toBe('published')
  })

  it('not while it is suspect', async () => {
    const lane = node.lane('bolt')
    await node.say(lane, [protection(name('exchange.com'))])
    node.store.setSuspect(() => true)
    expect(await say(node, accusing('exchange.com'))).toBe('published')
    node.store.setSuspect(() => false)
    expect(await say(node, accusing('exchange.com', { category: 'scam' }))).toBe('held-protected')
  })

  it('one of this member holds too, at once', async () => {
    expect(await say(node, { kind: 'protection', value: 'ours.com', description: 'our site' })).toBe('published')
    expect(await say(node, accusing('https://www.ours.com/x'))).toBe('held-protected')
  })

  it('an indicator of a partner is no protection', async () => {
    await node.say(node.lane('bolt'), [domain('exchange.com', { category: 'exchange-hot-wallet' })])
    expect(await say(node, accusing('exchange.com'))).toBe('published')
  })

  it('one that a token may not read holds nothing for it, and the operator', async () => {
    await node.say(node.lane('bolt', { marking: { tlp: 'TLP:AMBER' }, audience: alpha }), [
      protection(name('secret-exchange.com')),
    ])
    const cleared = await node.token({ name: 'bob', clearance: 'TLP:AMBER', role: 'staff' })
    const green = await node.token({ name: 'alice', clearance: 'TLP:GREEN', role: 'staff' })
    const feed = await node.token({ name: 'crawler', clearance: 'TLP:AMBER', role: 'feed' })
    expect(await say(node, accusing('secret-exchange.com'), cleared)).toBe('held-protected')
    expect(await say(node, accusing('secret-exchange.com'), green)).toBe('published')
    expect(await say(node, accusing('secret-exchange.com', { category: 'scam' }))).toBe('held-protected')
    const { rejected } = await importList(node, ['secret-exchange.com'], '', feed)
    expect(rejected).toEqual([])
  })
})

describe('--force', () => {
  nodeFor('test')
  beforeEach(async () => {
    await addList(node, { name: 'popular sites', list: ['popular.com', 'b.popular.com'] })
    await node.say(node.lane('bolt'), [protection(name('exchange.com'))])
  })

  it('says it, and the audit log has who, which statement, why and by what', async () => {
    expect(await say(node, accusing('popular.com', { force: true }))).toBe('published')
    expect(await say(node, accusing('www.exchange.com', { force: true }))).toBe('published')
    const token = await node.token({ name: 'bob', role: 'staff', scopes: ['publish', 'force'] })
    const zero = '0x0000000000000000000000000000000000000000'
    expect(await say(node, accusing(zero, { force: true }), token)).toBe('published')
    const { lines } = await node.ask(undefined, 'GET', '/v1/statements?author=acme')
    const entries = await audited(node, 'force')
    expect(
      entries.map(({ actor, code, detail, objects }) => [
        actor.replace(/:[0-9a-f]{16}:/, ':'),
        code,
        detail?.['by'],
        objects,
      ]),
    ).toEqual([
      ['operator', 'held-warninglist', 'popular sites', [lines[0]?.['id']]],
      ['operator', 'held-protected', 'bolt', [lines[1]?.['id']]],
      ['token:bob', 'held-system-address', 'system-addresses', [lines[2]?.['id']]],
    ])
  })

  it('an import: every statement by its id, whoever else is in the bundle', async () => {
    const values = ['popular.com', 'evil-site.com', 'b.popular.com', 'exchange.com']
    expect((await importList(node, values, '&force=true')).summary).toMatchObject({ published: 4, rejected: {} })
    const { lines } = await node.ask(undefined, 'GET', '/v1/statements?author=acme')
    const ids = new Map(lines.map((line) => [line['subject'], line['id']]))
    const entries = await audited(node, 'force')
    expect(entries.map(({ code, objects }) => [code, objects])).toEqual([
      ['held-warninglist', [ids.get('popular.com'), ids.get('b.popular.com')]],
      ['held-protected', [ids.get('exchange.com')]],
    ])
    // Said already: nothing is said, and nothing told.
    expect((await importList(node, values, '&force=true')).summary).toMatchObject({ published: 0, unchanged: 4 })
    expect(await audited(node, 'force')).toHaveLength(2)
    // Held all the same by whoever does not insist; what was said stands.
    expect((await importList(node, values)).summary).toMatchObject({ unchanged: 1, published: 0 })
  })

  it('more than an entry of the log names: in several', async () => {
    await addList(node, { name: 'many', type: 'hostname', list: ['many-sites.com'] })
    const values = Array.from({ length: 600 }, (_, at) => `s${at}.many-sites.com`)
    await importList(node, values, '&force=true')
    const entries = await audited(node, 'force')
    expect(entries.flatMap(({ objects }) => objects)).toHaveLength(600)
    expect(new Set(entries.flatMap(({ objects }) => objects)).size).toBe(600)
  })

  it('leaves no trace where nothing would have held it', async () => {
    expect(await say(node, accusing('evil-site.com', { force: true }))).toBe('published')
    expect(await say(node, { value: 'popular.com', category: 'victim', force: true })).toBe('published')
    expect(await audited(node, 'force')).toEqual([])
  })

  it.each([
    ['staff', undefined],
    ['admin', undefined],
    ['feed', undefined],
    ['staff', ['publish', 'import']],
  ] as const)('a token of role %s with the scopes %j may not', async (role, scopes) => {
    const token = await node.token({ name: 'carol', role, ...(scopes === undefined ? {} : { scopes }) })
    expect(await say(node, accusing('popular.com', { force: true }), token)).toBe('force-refused')
    // Nor where nothing would hold it: it is asked before.
    expect(await say(node, accusing('evil-site.com', { force: true }), token)).toBe('force-refused')
    const imported = await importList(node, ['evil-site.com'], '&force=true', token)
    if (imported.status !== 403) expect(imported.summary).toMatchObject({ error: { code: 'force-refused' } })
    expect(await audited(node, 'force')).toEqual([])
  })

  it('no role but staff and admin can be given the scope', async () => {
    for (const role of ['feed', 'client'] as const) {
      await expect(node.token({ role, scopes: ['force'] })).rejects.toMatchObject({ code: 'token-scope-refused' })
    }
    expect(await node.token({ role: 'admin', scopes: ['publish', 'force'] })).toMatch(/^ent_/)
  })

  it('in a file the names of files stay refused', async () => {
    const { summary, rejected } = await importList(node, ['invoice.zzexe', 'github.io'], '&force=true')
    expect(rejected.map(({ value, code }) => [value, code])).toEqual([['invoice.zzexe', 'domain-reserved']])
    expect(summary).toMatchObject({ published: 1 })
  })
})

describe('of the rules of publishing --force lets pass some', () => {
  nodeFor('block')
  let seen = 0

  it.each([
    ['github.io', 'published', 'domain-public-suffix'],
    ['co.uk', 'published', 'domain-public-suffix'],
    ['https://co.uk/x', 'published', 'domain-public-suffix'],
    ['a@co.uk', 'published', 'domain-public-suffix'],
    ['evil.zzzz', 'published', 'domain-reserved'],
    ['evil.local', 'domain-reserved', undefined],
    ['evil.internal', 'domain-reserved', undefined],
    ['1.0.0.127.in-addr.arpa', 'domain-reserved', undefined],
    ['localhost', 'domain-reserved', undefined],
    ['10.0.0.1', 'ip-reserved', undefined],
    ['http://[fe80::1]/', 'ip-reserved', undefined],
    ['not a value', 'subject-unrecognized', undefined],
    ['0x28C6c06298d514Db089934071355E5743bf21d61', 'checksum-invalid', undefined],
  ])('%s is %s', async (value, outcome, code) => {
    expect(await say(node, accusing(value, { force: true }))).toBe(outcome)
    const told = (await audited(node, 'force')).slice(seen)
    seen += told.length
    expect(told.map((entry) => entry.code)).toEqual(code === undefined ? [] : [code])
  })
})

describe('what was held, and what would be', () => {
  nodeFor('test')
  it('is kept with its feed, code, reason and actor, over a restart', async () => {
    await addList(node, { name: 'popular sites', list: ['popular.com'] })
    const token = await node.token({ name: 'bob', role: 'staff', scopes: ['publish', 'read'] })
    await say(node, accusing('popular.com'), token)
    await importList(node, ['popular.com', '0x0000000000000000000000000000000000000000'])
    const report = async () => (await node.ask(undefined, 'GET', '/v1/quality/held')).lines[0] as unknown as HeldReport
    const before = await report()
    expect(before.counts.map(({ feed, code, count }) => [feed, code, count])).toEqual([
      ['manual', 'held-warninglist', 1],
      ['trial', 'held-warninglist', 1],
      ['trial', 'held-system-address', 1],
    ])
    expect(before.newest.map(({ value, feed, actor }) => [value, feed, actor.split(':')[0]])).toEqual([
      ['0x0000000000000000000000000000000000000000', 'trial', 'operator'],
      ['popular.com', 'trial', 'operator'],
      ['popular.com', 'manual', 'token'],
    ])
    expect((await node.ask(token, 'GET', '/v1/quality/held')).status).toBe(403)
    await node[Symbol.asyncDispose]()
    node = await openReaderNode(folder.path, { seed: 'again' })
    expect(await report()).toEqual(before)
    // The lists are there again, too.
    expect(await say(node, accusing('popular.com'))).toBe('held-warninglist')
  })

  it('is found among what was said before', async () => {
    expect(await say(node, accusing('www.exchange.com'))).toBe('published')
    expect(await say(node, accusing('popular.com'))).toBe('published')
    expect(await say(node, { value: 'popular.com', category: 'victim' })).toBe('published')
    expect(await say(node, accusing('gone.popular.com'))).toBe('published')
    const [gone] = (await node.ask(undefined, 'POST', '/v1/lookup', { values: ['gone.popular.com'] })).lines
    const [{ id } = { id: '' }] = gone?.['statements'] as { id: string }[]
    expect(await say(node, { kind: 'withdrawal', target: id })).toBe('published')
    await node.say(node.lane('bolt'), [protection(name('exchange.com')), domain('popular.com')])
    await addList(node, { name: 'popular sites', type: 'hostname', list: ['popular.com'] })
    const { lines } = await node.ask(undefined, 'GET', '/v1/quality/check')
    expect(lines.map(({ type, subject, code, by }) => [type, subject, code, by])).toEqual([
      ['held', 'www.exchange.com', 'held-protected', 'bolt'],
      ['held', 'popular.com', 'held-warninglist', 'popular sites'],
      ['summary', undefined, undefined, undefined],
    ])
    expect(lines.at(-1)).toMatchObject({ checked: 4, found: 2 })
  })

  it('a value is tested without being said', async () => {
    await addList(node, { name: 'popular sites', list: ['popular.com'] })
    const { lines } = await node.ask(undefined, 'POST', '/v1/quality/test', {
      values: ['popular.com', 'evil-site.com', '', '0x0000000000000000000000000000000000000001'],
    })
    const values = lines[0]?.['values'] as { subject: string | null; held: { code: string } | null }[]
    expect(values.map(({ subject, held }) => [subject, held?.code])).toEqual([
      ['popular.com', 'held-warninglist'],
      ['evil-site.com', undefined],
      [null, undefined],
      ['eip155:1:0x0000000000000000000000000000000000000001', 'held-system-address'],
    ])
    expect((await node.ask(undefined, 'GET', '/v1/statements')).lines).toEqual([])
  })
})

interface HeldReport {
  counts: { feed: string | null; code: string; count: number }[]
  newest: { value: string; feed: string; actor: string }[]
}

describe('warninglists by the API', () => {
  nodeFor('test')
  it('are added, replaced by newer ones, shown and removed; the log tells', async () => {
    const one = { name: 'a list / of sites', list: ['one.com'] }
    expect(await addList(node, one)).toMatchObject({ result: 'added', warninglist: { entries: 1, kinds: null } })
    expect(await addList(node, one)).toMatchObject({ result: 'unchanged' })
    expect(await addList(node, { ...one, version: 2, list: ['two.com'] })).toMatchObject({ result: 'replaced' })
    expect(await addList(node, one)).toMatchObject({ error: { code: 'warninglist-older' } })
    expect(await say(node, accusing('one.com'))).toBe('published')
    expect(await say(node, accusing('two.com'))).toBe('held-warninglist')
    const which = `/v1/warninglist?name=${encodeURIComponent(one.name)}`
    expect((await node.ask(undefined, 'GET', which)).lines[0]).toMatchObject({ list: ['two.com'] })
    expect((await node.ask(undefined, 'GET', '/v1/warninglists')).lines[0]).toMatchObject({
      warninglists: [{ name: one.name, version: 2, type: 'string' }],
    })
    expect((await node.ask(undefined, 'DELETE', which)).status).toBe(200)
    expect(await say(node, accusing('two.com'))).toBe('published')
    expect(await node.ask(undefined, 'DELETE', which)).toMatchObject({ status: 404 })
    expect((await audited(node, 'quality')).map(({ detail }) => [detail?.['what'], detail?.['version']])).toEqual([
      ['warninglist-added', 1],
      ['warninglist-replaced', 2],
      ['warninglist-removed', 2],
    ])
  })

  it('are refused where they are none, and are the operator’s alone', async () => {
    expect(await addList(node, { name: 'x', type: 'new' })).toMatchObject({ error: { code: 'warninglist-invalid' } })
    expect(await addList(node, { name: 'x', type: 'regex', list: ['(a)\\1'] })).toMatchObject({
      error: { code: 'warninglist-invalid' },
    })
    const admin = await node.token({ name: 'root', role: 'admin' })
    for (const [method, url] of [
      ['GET', '/v1/warninglists'],
      ['GET', '/v1/warninglist?name=x'],
      ['DELETE', '/v1/warninglist?name=x'],
      ['GET', '/v1/quality/held'],
      ['GET', '/v1/quality/check'],
    ] as const) {
      expect(await node.ask(admin, method, url)).toMatchObject({ status: 403 })
    }
  })
})
