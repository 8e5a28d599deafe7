// The audit log with the real binary (hostile case 86): what was done is in it, and a row that is deleted, changed, moved
// or inserted is named with exit code 7; a log that was cut or made anew with care, a checkpoint shows.
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { AuditLineView, StatusView } from '../../node/api/schemas.ts'
import type { AuditVerdict } from '../../node/audit/types.ts'
import { encodeAuditEnd } from '../../node/store/audit.ts'
import { keys } from '../../node/store/keys.ts'
import { type AuditEntry, auditHash, encodeAuditEntry } from '../../protocol/audit-entry.ts'
import {
  codeIn,
  entente,
  freePort,
  initArgs,
  jsonLines,
  type NodeProcess,
  runNode,
  temporaryFolder,
  told,
} from '../helpers/commands.ts'
import { tamper } from '../unit/audit/fixture.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const folder = await temporaryFolder('audit')
const { dir } = folder
const home = join(dir, 'exchange')
const checkpoint = join(dir, 'kept.checkpoint')
const exported = join(dir, 'log.jsonl')
const at = { home }
let lines: AuditLineView[] = []
let running: NodeProcess | undefined
let network = ''
let node = ''
/** Number of the entry of which the checkpoint is. */
let marked = 0

const rowOf = (seq: number): string => {
  const line = lines.find(({ entry }) => entry.seq === seq)
  if (line === undefined) throw new Error(`no entry ${seq}`)
  return encodeAuditEntry(line.entry)
}

/** The first finding of a verification that must end with 7, and all codes. */
async function found(
  args: readonly string[],
  where: { home?: string } = {},
): Promise<{ first: string; codes: string[] }> {
  const ended = await entente(['--json', ...args], where)
  expect(ended).toMatchObject({ code: 7 })
  const findings = jsonLines<AuditVerdict>(ended.stdout).flatMap((line) => (line.type === 'finding' ? [line] : []))
  const [first] = findings
  return { first: `${first?.code} ${first?.seq}`, codes: findings.map(({ code }) => code) }
}

beforeAll(async () => {
  await told([...initArgs('exchange'), '--listen', `/ip4/127.0.0.1/tcp/${await freePort()}`], at)
  const [founded] = await told<{ network: string }>(['network', 'create', '--name', 'Audited'], at)
  network = founded?.network ?? ''
  running = await runNode(home)
  const [said] = await told<{ id: string }>(['publish', 'evil.example.com', '--category', 'phishing'], at)
  await told(['publish', 'other.example.com', '--category', 'scam'], at)
  await told(['withdraw', said?.id ?? '', '--reason', 'false-positive'], at)
  const [made] = await told<{ seq: number }>(['audit', 'checkpoint', '--out', checkpoint], at)
  marked = made?.seq ?? 0
  await told(['publish', 'third.example.com', '--category', 'scam'], at)
  const [status] = await told<StatusView>(['status'], at)
  node = status?.node ?? ''
  expect(status?.audit.checkpointAt).not.toBeNull()
  await told(['audit', 'export', '--out', exported], at)
  lines = await told<AuditLineView>(['audit', 'log'], at)
})

afterAll(async () => {
  await running?.[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

it('holds what was done, in order', () => {
  const acts = lines.map(({ entry }) => `${entry.action} ${entry.actor}`)
  expect(acts).toEqual([
    'start node',
    'publish operator',
    'publish operator',
    'withdraw operator',
    'checkpoint operator',
    'publish operator',
    'export operator',
  ])
  expect(lines.every(({ entry, hash }) => auditHash(encodeAuditEntry(entry as AuditEntry)) === hash)).toBe(true)
})

it.each<[string, string[], number[]]>([
  ['an action', ['--action', 'publish'], [2, 3, 6]],
  ['an actor', ['--actor', 'operator', '--limit', '2', '--after', '0'], [2, 3]],
  ['the newest', ['--action', 'publish', '--limit', '1'], [6]],
  ['a time', ['--until', '2000-01-01'], []],
])('shows what fits %s', async (_, args, seqs) => {
  const shown = await told<AuditLineView>(['audit', 'log', ...args], at)
  expect(shown.map(({ entry }) => entry.seq)).toEqual(seqs)
})

it('shows what concerns a lane by its id, and a bundle', async () => {
  const [bundle = ''] = lines[1]?.entry.objects ?? []
  expect((await told<AuditLineView>(['audit', 'log', '--object', bundle], at)).map(({ entry }) => entry.seq)).toEqual([
    2,
  ])
  const lane = lines[1]?.entry.objects?.[1] ?? ''
  const shown = await told<AuditLineView>(['audit', 'log', '--object', lane], at)
  expect(shown.map(({ entry }) => entry.seq)).toEqual([2, 3, 4, 6])
})

it('verifies as it is, in the home and as a file without one', async () => {
  expect(await entente(['audit', 'verify', '--checkpoint', checkpoint], at)).toMatchObject({ code: 0 })
  const named = ['--network', network, '--node', node]
  expect(await entente(['audit', 'verify', '--file', exported, ...named, '--checkpoint', checkpoint])).toMatchObject({
    code: 0,
  })
  expect(await entente(['audit', 'verify', '--file', exported], at)).toMatchObject({ code: 0 })
  const unpinned = await entente(['--json', 'audit', 'verify', '--file', exported], { home: join(dir, 'nowhere') })
  expect([unpinned.code, codeIn(unpinned)]).toEqual([2, 'audit-unpinned'])
})

it('is not exported over another file', async () => {
  const ended = await entente(['--json', 'audit', 'export', '--out', exported], at)
  expect([ended.code, codeIn(ended)]).toEqual([4, 'file-exists'])
})

const forged = (seq: number, change: Partial<AuditEntry>): string =>
  encodeAuditEntry({ ...(lines[seq - 1]?.entry as AuditEntry), ...change })

type Change = Parameters<typeof tamper>[1]
const put = (database: Parameters<Change>[0], seq: number, row: string): Promise<void> =>
  database.put(keys.audit(seq), Buffer.from(row))

/** Makes the log anew from an entry on, with its end, as somebody who knows the format would. */
const anew: Change = async (database) => {
  let prev = ''
  for (const { entry } of lines) {
    const changed = { ...(entry as AuditEntry), ...(entry.seq === 3 ? { actor: 'token:1:mallory' } : {}) }
    const row = encodeAuditEntry(entry.seq > 3 ? { ...changed, prev } : changed)
    prev = auditHash(row)
    await put(database, entry.seq, row)
  }
  await database.clear({ gt: keys.audit(lines.length), lt: 'b' })
  await database.put(keys.meta('audit-end'), Buffer.from(encodeAuditEnd({ seq: lines.length, hash: prev })))
  await database.del(keys.meta('audit-checkpoint'))
}

describe('a log that somebody changed', () => {
  beforeAll(async () => {
    expect(await running?.stop()).toMatchObject({ code: 0 })
  })

  const cases: [string, Change, string][] = [
    ['a row deleted', (database) => database.del(keys.audit(3)), 'audit-missing 3'],
    ['a row changed', (database) => put(database, 3, forged(3, { actor: 'nobody' })), 'audit-changed 3'],
    [
      'a row inserted, the rest moved and numbered anew',
      async (database) => {
        for (let seq = 4; seq <= 7; seq += 1) await put(database, seq, forged(seq - 1, { seq }))
      },
      'audit-changed 4',
    ],
    ['the tail deleted', (database) => database.clear({ gte: keys.audit(6), lt: 'b' }), 'audit-missing 6'],
  ]
  it.each(cases)('%s', async (name, change, expected) => {
    const copy = join(dir, name.replaceAll(/\W+/g, '-'))
    await cp(home, copy, { recursive: true })
    await tamper(join(copy, 'store'), change)
    expect((await found(['audit', 'verify'], { home: copy })).first).toBe(expected)
    if (name !== 'a row deleted') return
    const scrub = await entente(['--json', 'verify'], { home: copy })
    expect(scrub.code).toBe(7)
    const [code, seq] = expected.split(' ')
    expect(scrub.stdout).toContain(`"code":"${code}"`)
    expect(scrub.stdout).toContain(`"at":"audit ${seq}"`)
  })

  it.each<[string, Change]>([
    ['made anew with its end', anew],
    [
      'cut with its end',
      async (database) => {
        await database.clear({ gte: keys.audit(marked), lt: 'b' })
        const hash = auditHash(rowOf(marked - 1))
        await database.put(keys.meta('audit-end'), Buffer.from(encodeAuditEnd({ seq: marked - 1, hash })))
        await database.del(keys.meta('audit-checkpoint'))
      },
    ],
  ])('%s, is shown by the checkpoint alone', async (name, change) => {
    const copy = join(dir, name.replaceAll(' ', '-'))
    await cp(home, copy, { recursive: true })
    await tamper(join(copy, 'store'), change)
    expect(await entente(['audit', 'verify'], { home: copy })).toMatchObject({ code: 0 })
    const { first } = await found(['audit', 'verify', '--checkpoint', checkpoint], { home: copy })
    expect(first).toBe(`audit-checkpoint ${marked}`)
  })
})

describe('a file that somebody changed', () => {
  const whole = (): string[] => readFileSync(exported, 'utf8').trimEnd().split('\n')
  const cases: [string, (file: string[]) => string[], string][] = [
    ['a line deleted', (file) => file.toSpliced(3, 1), 'audit-missing 3'],
    ['a line changed', (file) => file.with(3, (file[3] ?? '').replace('operator', 'nobody')), 'audit-changed 3'],
    ['two lines swapped', (file) => file.with(3, file[4] ?? '').with(4, file[3] ?? ''), 'audit-missing 3'],
    ['the end cut', (file) => file.slice(0, -2), 'audit-tail 7'],
    ['the last entry cut', (file) => file.toSpliced(-2, 1), 'audit-tail 7'],
    ['garbage in it', (file) => file.toSpliced(3, 0, 'garbage'), 'audit-malformed 3'],
  ]
  it.each(cases)('%s', async (name, change, expected) => {
    const changed = join(dir, 'files', `${name.replaceAll(' ', '-')}.jsonl`)
    await mkdir(join(dir, 'files'), { recursive: true })
    await writeFile(changed, `${change(whole()).join('\n')}\n`)
    const args = ['audit', 'verify', '--file', changed, '--network', network, '--node', node]
    expect((await found(args)).first).toBe(expected)
  })

  it.each([
    ['another node', () => ['--network', network, '--node', 'ab'.repeat(32)], 'checkpoint-foreign'],
    ['another network', () => ['--network', 'ab'.repeat(32), '--node', node], 'network-mismatch'],
  ])('is none of %s', async (_, args, code) => {
    const ended = await entente(['--json', 'audit', 'verify', '--file', exported, ...args()])
    expect([ended.code, codeIn(ended)]).toEqual([7, code])
  })
})
