// What a reader may not see does not exist for it: every answer to a weaker reader equals the answer of a node that never
// held the rest. Random statements, markings, audiences, named readers and tokens; real stores and the whole API.
// hostile-cases: a cursor reused with a weaker token; count, ETag and facet oracles.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mayRead, mayReadStatement, type Reader, type Role, roles } from '../../node/access/access.ts'
import type { CommitBundle } from '../../node/store/types.ts'
import { roleScopes } from '../../node/tokens/scopes.ts'
import { type AudienceExpr, everyone } from '../../protocol/audience.ts'
import type { Slot } from '../../protocol/bundle.ts'
import { idBytes, type StatementId } from '../../protocol/ids.ts'
import { leafHash } from '../../protocol/merkle.ts'
import { type StatementKind, type Tlp, tlpLabels } from '../../protocol/names.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import { openReaderNode, type ReaderNode } from '../helpers/readers.ts'
import { domain, evmAddress, type Lane, temporaryFolder } from '../unit/store/fixture.ts'

const authors = ['acme', 'bolt', 'cert']
const audiences: AudienceExpr[] = [
  everyone.expr,
  { op: 'group', names: ['alpha'] },
  { op: 'group', names: ['beta'] },
  {
    op: 'any',
    of: [
      { op: 'kind', names: ['exchange'] },
      { op: 'group', names: ['alpha', 'beta'] },
    ],
  },
  { op: 'all', of: [{ op: 'everyone' }, { op: 'not', of: [{ op: 'group', names: ['beta'] }] }] },
  { op: 'member', names: ['acme', 'bolt'] },
]
const subjects = ['a.example.com', 'b.a.example.com', 'c.example.org'].map((name) => domain(name).subject)
subjects.push(evmAddress('x').subject, evmAddress('y').subject)
const values = subjects.map(({ value }) => value)

interface Said {
  kind: StatementKind
  subject: number
  category: string
  feed: string | undefined
  confidence: number
  /** Which of the statements before it, from the newest. */
  speaksOf: number
  replaces: boolean
  expires: boolean
  readers: string[]
}

interface Step {
  author: number
  tlp: Tlp
  audience: number
  said: Said[]
}

const said: fc.Arbitrary<Said> = fc.record({
  kind: fc.constantFrom<StatementKind>('indicator', 'indicator', 'indicator', 'sighting', 'dispute', 'withdrawal'),
  subject: fc.nat(subjects.length - 1),
  category: fc.constantFrom('phishing', 'scam'),
  feed: fc.constantFrom('one', 'two', undefined),
  confidence: fc.nat(100),
  speaksOf: fc.nat(6),
  replaces: fc.boolean(),
  expires: fc.boolean(),
  readers: fc.subarray(['alice', 'alice@acme', 'alice@bolt', 'bob', 'operator']),
})

const step: fc.Arbitrary<Step> = fc.record({
  author: fc.nat(authors.length - 1),
  tlp: fc.constantFrom(...tlpLabels.names, 'TLP:RED' as const),
  audience: fc.nat(audiences.length - 1),
  said: fc.array(said, { minLength: 1, maxLength: 5 }),
})

interface Weak {
  role: Role | 'public'
  clearance: Tlp
  groups: string[]
}

const weak: fc.Arbitrary<Weak> = fc.oneof(
  fc.record({
    role: fc.constantFrom(...roles, 'client' as const, 'public' as const),
    clearance: fc.constantFrom(...tlpLabels.names),
    groups: fc.subarray(['alpha']),
  }),
  // Cleared for everything, and still named by few.
  fc.record({
    role: fc.constantFrom('staff' as const, 'admin' as const),
    clearance: fc.constantFrom('TLP:RED' as const, 'TLP:AMBER+STRICT' as const),
    groups: fc.constant<string[]>([]),
  }),
)

interface Spoken {
  readonly id: string
  readonly statement: Statement
}

/** The bundles of a run, as they would be committed; ids of statements by their order. */
function bundlesOf(node: ReaderNode, steps: readonly Step[]): { commits: CommitBundle[]; spoken: Spoken[] } {
  const lanes = new Map<string, Lane>()
  const spoken: Spoken[] = []
  const commits = steps.map(({ author, tlp, audience, said: all }) => {
    const name = `${author} ${tlp} ${audience}`
    const expr = audiences[audience] ?? everyone.expr
    const options = { marking: { tlp }, audience: { expr, shareHistory: audience === 0 }, incarnation: audience }
    const lane = lanes.get(name) ?? node.lane(authors[author] ?? expect.fail(), options)
    lanes.set(name, lane)
    const statements = all.map((one) => statementOf(one, tlp, spoken))
    const commit = lane.commit(statements, { live: true })
    for (const [index, statement] of statements.entries()) {
      spoken.push({ id: `${commit.bundle.id}.${index}`, statement })
    }
    return commit
  })
  return { commits, spoken }
}

function statementOf(one: Said, tlp: Tlp, spoken: readonly Spoken[]): Statement {
  const of = spoken.at(-1 - one.speaksOf)
  const needsTarget = one.kind === 'dispute' || one.kind === 'withdrawal'
  const target = needsTarget || one.kind === 'sighting' ? of : undefined
  const replaces = one.kind === 'indicator' && one.replaces ? of : undefined
  const subject = (target ?? replaces)?.statement.subject ?? subjects[one.subject] ?? expect.fail()
  return {
    kind: needsTarget && target === undefined ? 'indicator' : one.kind,
    subject,
    category: one.category,
    confidence: one.confidence,
    ...(one.feed === undefined ? {} : { origin: { feed: one.feed } }),
    ...(target === undefined ? {} : { target: target.id as StatementId }),
    ...(replaces === undefined ? {} : { replaces: replaces.id as StatementId }),
    ...(one.expires ? { validUntil: 1_000_000 } : {}),
    ...(tlp === 'TLP:RED' ? { readers: one.readers } : {}),
  }
}

/** What a node holds that never had what `reader` may not see; `undefined`: nothing of the bundle. */
function without(commit: CommitBundle, reader: Reader): CommitBundle | undefined {
  const { lane, header, slots } = commit.bundle
  const view = { lane, member: header.member, marking: header.marking, audience: header.audience }
  if (!mayRead(reader, view)) return undefined
  const seen = commit.statements.map((one) =>
    one !== undefined && mayReadStatement(reader, view, one) ? one : undefined,
  )
  // As if erased: the bundle keeps its place, its id and its proofs.
  const left = slots.map((slot, at): Slot => {
    if (seen[at] !== undefined || slot.statement === undefined || slot.salt === undefined) return slot
    return { leaf: leafHash(idBytes(lane), header.seq, at, slots.length, slot.salt, slot.statement) }
  })
  return { ...commit, statements: seen, bundle: { ...commit.bundle, slots: left } }
}

async function fill(node: ReaderNode, commits: readonly (CommitBundle | undefined)[]): Promise<void> {
  for (const commit of commits) {
    node.time.now += 10
    if (commit !== undefined) await node.store.commit(commit)
  }
}

type Asks = (method: 'GET' | 'POST', url: string, body?: object) => Promise<object>

/** How a reader asks: with its token, or without one over HTTP, where strangers come from. */
async function asking(node: ReaderNode, secret: string | undefined): Promise<Asks> {
  if (secret !== undefined) {
    return async (method, url, body) => {
      const { status, headers, text } = await node.ask(secret, method, url, body)
      return { status, headers: { ...headers, date: undefined }, text }
    }
  }
  const [base = ''] = await node.api.listen({ socket: false, http: { host: '127.0.0.1', port: 0 } })
  return async (method, url, body) => {
    const headers = { 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) }
    const answer = await fetch(base + url, { method, ...sent })
    return {
      status: answer.status,
      headers: { ...Object.fromEntries(answer.headers), date: undefined },
      text: await answer.text(),
    }
  }
}

/** Every answer that reading gives, with status and headers. */
async function answers(asked: Asks, spoken: readonly Spoken[], cursors: readonly number[]): Promise<object[]> {
  // All at once: an answer that says of nothing takes its time.
  const told: Promise<object>[] = []
  const ask = (method: 'GET' | 'POST', url: string, body?: object): void => {
    told.push(asked(method, url, body).then((answer) => ({ url, body, ...answer })))
  }
  ask('GET', '/v1/status')
  ask('GET', '/v1/charter')
  for (const history of [false, true]) {
    for (const limit of [1, 2, 1000]) {
      ask('POST', '/v1/lookup', { values, history, limit })
      ask('POST', '/v1/lookup', { values: ['example.com', 'a.example.com'], tree: true, history, limit })
      ask('POST', '/v1/lookup', { values: ['0x', values[3]?.slice(0, 6)], prefix: true, history, limit })
    }
    ask('GET', `/v1/statements?history=${history}`)
    ask('GET', `/v1/statements?history=${history}&limit=3`)
  }
  for (const filter of [
    'category=scam',
    'kind=dispute',
    'author=bolt',
    'feed=one',
    'subjectKind=address',
    'chain=eip155:1',
  ]) {
    ask('GET', `/v1/statements?history=true&${filter}`)
    ask('GET', `/v1/statements?history=true&limit=1&${filter}`)
  }
  // Cursors of whoever sees everything.
  for (const cursor of cursors) ask('GET', `/v1/statements?history=true&limit=2&after=${cursor}`)
  for (const { id } of spoken) {
    ask('GET', `/v1/statements/${id}`)
    ask('GET', `/v1/evidence/${id}`)
  }
  return Promise.all(told)
}

/** What a watch from the beginning gives, until nothing is left. */
async function watched(node: ReaderNode, reader: Reader): Promise<object[]> {
  const never = new AbortController()
  const expected = await Array.fromAsync(node.facade.query(reader, {}, { after: 0, limit: 1000 }, never.signal))
  const seen: object[] = []
  if (expected.length > 0) {
    for await (const one of node.facade.watch(reader, {}, { after: 0 }, never.signal)) {
      seen.push(one)
      if (seen.length === expected.length) break
    }
  }
  expect(seen).toEqual(expected)
  return seen
}

it('answers a weaker reader as a node would that never held the rest', async () => {
  const met = { hidden: 0, shown: 0, red: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 10, size: 'max' }),
      weak,
      async (steps, { role, clearance, groups }) => {
        await using folder = await temporaryFolder()
        await using other = await temporaryFolder()
        const options = { seed: 'same', access: { publicClear: true, publicPerMinute: 100_000 } }
        await using whole = await openReaderNode(folder.path, options)
        await using less = await openReaderNode(other.path, options)
        const secrets = await Promise.all(
          [whole, less].map(async (node) => {
            if (role === 'public') return undefined
            const { most } = roleScopes[role]
            return node.token({ role, clearance, groups, rate: 100_000, scopes: most.filter((one) => one !== 'admin') })
          }),
        )
        expect(secrets[0]).toBe(secrets[1])
        const presented = secrets[0] === undefined ? 'unknown' : whole.facade.access.tokens.authenticate(secrets[0])
        const reader: Reader = typeof presented === 'string' ? { kind: 'public' } : presented.reader
        const { commits, spoken } = bundlesOf(whole, steps)
        const left = commits.map((commit) => without(commit, reader))
        await fill(whole, commits)
        await fill(less, left)
        const cursors = (await whole.store.since({ kind: 'node' }, 0, { limit: 1000 })).map(({ cursor }) => cursor)
        const asks = await Promise.all([whole, less].map((node, at) => asking(node, secrets[at])))
        const [one, two] = await Promise.all(asks.map((ask) => answers(ask, spoken, cursors)))
        expect(one).toEqual(two)
        expect(await watched(whole, reader)).toEqual(await watched(less, reader))
        const kept = left.flatMap((commit) => commit?.statements ?? []).filter((statement) => statement !== undefined)
        met.shown += kept.length
        met.hidden += spoken.length - kept.length
        met.red += left.filter((commit) => commit?.bundle.header.marking.tlp === 'TLP:RED').length
      },
    ),
    { numRuns: 20, endOnFailure: true },
  )
  // Nothing is shown by a run in which there was nothing to hide.
  expect([met.hidden > 20, met.shown > 20, met.red > 0], JSON.stringify(met)).toEqual([true, true, true])
}, 600_000)
