// Tokens on a real store: what may be made, who presents one, and how each ends.
import { describe, expect, it } from 'vitest'
import type { Role, TokenReader } from '../../../node/access/access.ts'
import { openStore } from '../../../node/store/store.ts'
import { type TokenPolicy, createBounds } from '../../../node/tokens/bounds.ts'
import { roleScopes, scopes } from '../../../node/tokens/scopes.ts'
import { openTokens } from '../../../node/tokens/tokens.ts'
import type { Creator, NewToken } from '../../../node/tokens/types.ts'
import type { Charter, Member } from '../../../protocol/charter-content.ts'
import type { MemberId } from '../../../protocol/ids.ts'
import type { Tlp } from '../../../protocol/names.ts'
import { createCommunity, testNow } from '../../helpers/community.ts'
import { bytesOf, temporaryFolder } from '../store/fixture.ts'

const dayMs = 86_400_000
const genesis = createCommunity(['acme', 'bolt']).genesis.charter
const operator: Creator = { actor: 'operator', reader: { kind: 'local' } }

/** The genesis charter with acme's entry as `change` says, acme in the group cert, bolt in banks. */
function charterWith(change: Partial<Member>): Charter {
  return {
    ...genesis,
    members: genesis.members.map((member) => (member.id === 'acme' ? { ...member, ...change } : member)),
    groups: [
      { name: 'banks', members: ['bolt' as MemberId] },
      { name: 'cert', members: ['acme' as MemberId] },
    ],
  }
}

async function opened(path: string, options: { policy?: TokenPolicy; change?: Partial<Member> } = {}) {
  const world = {
    now: testNow,
    charter: charterWith({ clearance: 'TLP:RED', ...options.change }),
    /** Tasks that wait, with when they are due. */
    waiting: [] as { at: number; task: () => void }[],
    pass: (ms: number): void => {
      world.now += ms
      for (const one of world.waiting.splice(0)) {
        if (one.at <= world.now) one.task()
        else world.waiting.push(one)
      }
    },
  }
  const store = await openStore(path, { clock: () => world.now })
  let drawn = 0
  const tokens = await openTokens({
    store,
    member: 'acme' as MemberId,
    bounds: createBounds({
      charter: () => world.charter,
      member: 'acme' as MemberId,
      policy: options.policy ?? {},
    }),
    clock: () => world.now,
    random: (bytes) => bytesOf(`${path} ${world.now} ${drawn++}`, bytes),
    later: (task, ms) => void world.waiting.push({ at: world.now + ms, task }),
  })
  return { store, tokens, world, [Symbol.asyncDispose]: () => store.close() }
}

const alice: NewToken = { name: 'alice', role: 'staff', clearance: 'TLP:AMBER' }

describe('making a token', () => {
  it('gives a secret once and keeps its hash alone', async () => {
    await using folder = await temporaryFolder()
    await using node = await opened(folder.path)
    const { token, secret } = await node.tokens.create({ ...alice, groups: ['cert'] }, operator)
    expect(secret).toMatch(/^ent_[A-Za-z0-9_-]{43}$/)
    expect(token).toMatchObject({
      name: 'alice',
      role: 'staff',
      clearance: 'TLP:AMBER',
      groups: ['cert'],
      scopes: roleScopes.staff.preset,
      rate: 600,
      createdAt: testNow,
      createdBy: 'operator',
      expiresAt: testNow + 90 * dayMs,
      state: 'active',
    })
    const kept = await Array.fromAsync(node.store.metas('token:'))
    expect(kept.map(({ key }) => key)).toEqual([`token:${token.id}`])
    for (const told of [JSON.stringify(node.tokens.list()), Buffer.from(kept[0]!.value).toString()]) {
      expect(told).not.toContain(secret.slice(4))
    }
  })

  const refused: [string, Partial<NewToken>, string][] = [
    ['an empty name', { name: '' }, 'token-name-invalid'],
    ['a name in capitals', { name: 'Alice' }, 'token-name-invalid'],
    ['a name that names a member', { name: 'alice@acme' }, 'token-name-invalid'],
    ['the operator’s name', { name: 'operator' }, 'token-name-invalid'],
    ['a clearance above the member’s', { clearance: 'TLP:RED' }, 'token-clearance-refused'],
    ['a group of others', { groups: ['cert', 'banks'] }, 'token-group-unknown'],
    ['a group that is none', { groups: ['nobody'] }, 'token-group-unknown'],
    ['a scope that is none', { scopes: ['read', 'everything'] }, 'token-scope-refused'],
    ['a scope beyond the role', { scopes: ['read', 'admin'] }, 'token-scope-refused'],
    ['no requests at all', { rate: 0 }, 'token-rate-invalid'],
    ['a rate that is no number', { rate: Number.NaN }, 'token-rate-invalid'],
    ['an expiry in the past', { expiresAt: testNow }, 'token-expiry-invalid'],
    ['an expiry in a lifetime', { expiresAt: testNow + 50 * 366 * dayMs }, 'token-expiry-invalid'],
    ['an expiry that is no time', { expiresAt: Number.NaN }, 'token-expiry-invalid'],
  ]
  it.each(refused)('refuses %s', async (_what, change, code) => {
    await using folder = await temporaryFolder()
    await using node = await opened(folder.path, { change: { clearance: 'TLP:AMBER' } })
    await expect(node.tokens.create({ ...alice, ...change }, operator)).rejects.toMatchObject({ code })
    expect(node.tokens.list()).toEqual([])
  })

  it('gives each role its scopes, and no role more than its most', async () => {
    await using folder = await temporaryFolder()
    await using node = await opened(folder.path)
    for (const [role, { preset, most }] of Object.entries(roleScopes)) {
      const request = { ...alice, role: role as Role, clearance: 'TLP:GREEN' } as const
      expect((await node.tokens.create(request, operator)).token.scopes).toEqual(preset)
      expect(preset.filter((scope) => !most.includes(scope))).toEqual([])
      for (const scope of scopes.filter((one) => !most.includes(one))) {
        await expect(node.tokens.create({ ...request, scopes: [scope] }, operator)).rejects.toMatchObject({
          code: 'token-scope-refused',
        })
      }
    }
  })

  it('a holder makes none beyond its own, and none for TLP:RED', async () => {
    await using folder = await temporaryFolder()
    await using node = await opened(folder.path)
    const own = (clearance: Tlp): Creator => ({
      actor: 'token:1:root',
      reader: { kind: 'token', id: '1', name: 'root', role: 'admin', clearance, scopes: ['read', 'admin'] } as never,
    })
    const request = { ...alice, scopes: ['read'] }
    const cases: [Tlp, Partial<NewToken>, string | undefined][] = [
      ['TLP:AMBER', { clearance: 'TLP:AMBER' }, undefined],
      ['TLP:AMBER', { clearance: 'TLP:AMBER+STRICT' }, 'token-clearance-refused'],
      ['TLP:RED', { clearance: 'TLP:AMBER+STRICT' }, undefined],
      ['TLP:RED', { clearance: 'TLP:RED' }, 'token-clearance-refused'],
      ['TLP:RED', { scopes: ['read', 'watch'] }, 'token-scope-refused'],
      ['TLP:RED', { role: 'admin', scopes: ['admin'] }, undefined],
      ['TLP:RED', { role: 'admin', scopes: ['audit'] }, 'token-scope-refused'],
    ]
    for (const [clearance, change, code] of cases) {
      const made = node.tokens.create({ ...request, ...change }, own(clearance))
      if (code === undefined) expect((await made).token.createdBy).toBe('token:1:root')
      else await expect(made, JSON.stringify(change)).rejects.toMatchObject({ code })
    }
  })
})

describe('presenting a token', () => {
  it('is known again after a restart, by its secret and by nothing like it', async () => {
    await using folder = await temporaryFolder()
    let secret: string
    {
      await using node = await opened(folder.path)
      secret = (await node.tokens.create(alice, operator)).secret
    }
    await using node = await opened(folder.path)
    const presented = node.tokens.authenticate(secret)
    expect(presented).toMatchObject({ reader: { kind: 'token', name: 'alice', role: 'staff', member: 'acme' } })
    expect(node.tokens.list()).toMatchObject([{ lastUsedAt: testNow }])
    const other = secret.endsWith('A') ? 'B' : 'A'
    for (const wrong of [
      '',
      'ent_',
      secret.slice(0, -1),
      `${secret.slice(0, -1)}${other}`,
      secret.slice(4),
      `${secret} `,
    ]) {
      expect(node.tokens.authenticate(wrong), wrong).toBe('unknown')
    }
  })

  it('counts what the charter and the policy leave of it, at every moment', async () => {
    await using folder = await temporaryFolder()
    await using node = await opened(folder.path, { policy: { client: 'TLP:GREEN' } })
    const reader = async (request: Partial<NewToken>): Promise<TokenReader> => {
      const { secret } = await node.tokens.create({ ...alice, groups: ['cert'], ...request }, operator)
      const presented = node.tokens.authenticate(secret)
      return typeof presented === 'string' ? expect.fail() : presented.reader
    }
    const staff = await reader({ clearance: 'TLP:RED' })
    const client = await reader({ role: 'client', clearance: 'TLP:GREEN' })
    await expect(reader({ role: 'client' })).rejects.toMatchObject({ code: 'token-clearance-refused' })
    const now = (one: TokenReader) => [one.clearance, one.groups]
    expect([now(staff), now(client)]).toEqual([
      ['TLP:RED', ['cert']],
      ['TLP:GREEN', ['cert']],
    ])
    node.world.charter = charterWith({ clearance: 'TLP:AMBER' })
    expect(now(staff)).toEqual(['TLP:AMBER', ['cert']])
    node.world.charter = { ...node.world.charter, groups: [] }
    expect(now(staff)).toEqual(['TLP:AMBER', []])
    node.world.charter = charterWith({ clearance: 'TLP:RED', status: 'suspended' })
    expect([now(staff), now(client)]).toEqual([
      ['TLP:CLEAR', []],
      ['TLP:CLEAR', []],
    ])
    const red = node.tokens.list().find(({ clearance }) => clearance === 'TLP:RED')
    expect(red?.effective).toEqual({ clearance: 'TLP:CLEAR', groups: [] })
  })
})

describe('the end of a token', () => {
  it('revoked: it is unknown at once, what it has open ends, and it stays so', async () => {
    await using folder = await temporaryFolder()
    let secret: string
    {
      await using node = await opened(folder.path)
      const made = await node.tokens.create(alice, operator)
      secret = made.secret
      const other = await node.tokens.create({ ...alice, name: 'bob' }, operator)
      const open = node.tokens.authenticate(secret)
      const kept = node.tokens.authenticate(other.secret)
      if (typeof open === 'string' || typeof kept === 'string') return expect.fail()
      const revoking = node.tokens.revoke('alice')
      // Before the disk has it.
      expect(open.ended.aborted).toBe(true)
      expect(node.tokens.authenticate(secret)).toBe('unknown')
      expect(await revoking).toMatchObject([{ id: made.token.id, state: 'revoked' }])
      expect(kept.ended.aborted).toBe(false)
      expect(await node.tokens.revoke(made.token.id)).toEqual([])
      await expect(node.tokens.revoke('carol')).rejects.toMatchObject({ code: 'token-unknown' })
    }
    await using node = await opened(folder.path)
    expect(node.tokens.authenticate(secret)).toBe('unknown')
    expect(node.tokens.find('alice')).toMatchObject([{ state: 'revoked' }])
  })

  it('by name: all that one person holds', async () => {
    await using folder = await temporaryFolder()
    await using node = await opened(folder.path)
    for (const name of ['alice', 'alice', 'bob']) {
      await node.tokens.create({ ...alice, name }, operator)
      node.world.pass(1)
    }
    expect(await node.tokens.revoke('alice')).toHaveLength(2)
    expect(node.tokens.list().map(({ name, state }) => `${name} ${state}`)).toEqual([
      'alice revoked',
      'alice revoked',
      'bob active',
    ])
  })

  it('expired: told as such, and what it has open ends in time', async () => {
    await using folder = await temporaryFolder()
    await using node = await opened(folder.path)
    const { secret } = await node.tokens.create({ ...alice, expiresAt: testNow + 3 * dayMs + 5000 }, operator)
    const open = node.tokens.authenticate(secret)
    if (typeof open === 'string') return expect.fail()
    for (let days = 0; days < 3; days++) node.world.pass(dayMs)
    expect([open.ended.aborted, typeof node.tokens.authenticate(secret)]).toEqual([false, 'object'])
    node.world.pass(5000)
    expect([open.ended.aborted, node.tokens.authenticate(secret)]).toEqual([true, 'expired'])
    await node.tokens.revoke('alice')
    expect(node.tokens.authenticate(secret)).toBe('unknown')
  })

  it('what ended long ago is forgotten', async () => {
    await using folder = await temporaryFolder()
    await using node = await opened(folder.path)
    await node.tokens.create(alice, operator)
    node.world.pass(600 * dayMs)
    await node.tokens.create({ ...alice, name: 'bob' }, operator)
    expect(node.tokens.list().map(({ name }) => name)).toEqual(['bob'])
    expect(await Array.fromAsync(node.store.metas('token:'))).toHaveLength(1)
  })
})

it('a store with what is no token does not open', async () => {
  await using folder = await temporaryFolder()
  {
    await using node = await opened(folder.path)
    await node.store.putMeta({ 'token:0123456789abcdef': Buffer.from('{"role":"chief"}') })
  }
  await expect(opened(folder.path)).rejects.toMatchObject({ code: 'store-corrupt' })
})
