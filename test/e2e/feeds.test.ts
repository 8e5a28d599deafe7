// The real feeds, imported at one of three partners by the real command: every row is accounted for, every value is found
// at both others, and importing again publishes nothing. What is expected is read from the files here, without the
// importers.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { domainToASCII, fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LookupLine } from '../../node/api/schemas.ts'
import {
  type NetworkOfHomes,
  type ImportSummary,
  type NodeProcess,
  entente,
  foundByCommands,
  importOver,
  jsonLines,
  runAll,
  statusOf,
  temporaryFolder,
  told,
  untilConnected,
  untilEqual,
} from '../helpers/commands.ts'

// Processes start slowly where much else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const feeds = fileURLToPath(new URL('../../../shared/feeds/', import.meta.url))
const there = existsSync(feeds)
if (!there) console.warn(`the real feeds are not tested: there is no ${feeds}`)

const textOf = (path: string): string => readFileSync(join(feeds, path), 'utf8')
const jsonOf = (path: string): unknown => JSON.parse(textOf(path))
const rowsOf = (path: string): string[] =>
  textOf(path)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
/** A table: cells by the name of their column. Quoted cells lie within a line in these files. */
const tableOf = (path: string): Record<string, string>[] => {
  const [head = '', ...rows] = textOf(path).trimEnd().split(/\r?\n/)
  const names = head.split(',')
  const cellsOf = (row: string): string[] =>
    [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  return rows.map((row) => Object.fromEntries(cellsOf(row).map((cell, at) => [names[at] ?? `more ${at}`, cell])))
}

interface Feed {
  readonly name: string
  readonly format: string
  readonly files: readonly string[]
  readonly options?: readonly string[]
  /** How many rows the files have together, and the values that they name as threats, as an analyst would type them. */
  readonly expected: () => { rows: number; values: readonly string[] }
  readonly category: string | undefined
  /** The subject of a value, where it follows from the value plainly. */
  readonly subject: (value: string) => string | undefined
}

const evm = (chain: string) => (value: string) => `eip155:${chain}:${value.toLowerCase()}`
const name = (value: string): string => domainToASCII(value.replace(/\.$/, ''))
const isIp = (value: string): boolean => /^[\d.]+$/.test(value)
const site = (value: string): string | undefined => (value.includes('/') || isIp(value) ? undefined : name(value))
/** Entries with a path are pages: an analyst has the URL of them. */
const asTyped = (entry: string): string => (entry.includes('/') && !entry.includes('://') ? `https://${entry}` : entry)

const ofacFiles = there
  ? readdirSync(join(feeds, 'ofac-0xb10c'))
      .filter((file) => file.startsWith('sanctioned_addresses_'))
      .map((file) => `ofac-0xb10c/${file}`)
  : []

const all: readonly Feed[] = [
  {
    name: 'metamask',
    format: 'metamask',
    files: ['metamask-npm/config.json'],
    category: 'phishing',
    subject: site,
    expected: () => {
      const lists = jsonOf('metamask-npm/config.json') as Record<'blacklist' | 'whitelist' | 'fuzzylist', string[]>
      const rows = lists.blacklist.length + lists.whitelist.length + lists.fuzzylist.length
      return { rows, values: lists.blacklist.map(asTyped) }
    },
  },
  {
    name: 'polkadot',
    format: 'polkadot',
    files: ['polkadot-phishing/all.json'],
    category: 'phishing',
    subject: site,
    expected: () => {
      const lists = jsonOf('polkadot-phishing/all.json') as Record<'allow' | 'deny' | 'denySub', string[]>
      const values = [...lists.deny, ...lists.denySub].map(asTyped)
      return { rows: values.length + lists.allow.length, values }
    },
  },
  {
    name: 'polkadot-addresses',
    format: 'polkadot',
    files: ['polkadot-phishing/address.json'],
    category: 'phishing',
    subject: () => undefined,
    expected: () => {
      const values = Object.values(jsonOf('polkadot-phishing/address.json') as Record<string, string[]>).flat()
      return { rows: values.length, values }
    },
  },
  {
    name: 'scamsniffer',
    format: 'scamsniffer',
    files: ['scamsniffer/blacklist/combined.json', 'scamsniffer/blacklist/address.json'],
    category: 'phishing',
    subject: (value) => (/^0x[0-9a-f]{40}$/i.test(value) ? evm('1')(value) : site(value)),
    expected: () => {
      const combined = jsonOf('scamsniffer/blacklist/combined.json') as Record<string, string[]>
      const addresses = jsonOf('scamsniffer/blacklist/address.json') as string[]
      const values = [...Object.keys(combined).map(asTyped), ...Object.values(combined).flat(), ...addresses]
      return { rows: values.length, values }
    },
  },
  {
    name: 'ofac',
    format: 'ofac',
    files: ofacFiles,
    category: 'sanctioned-entity',
    subject: () => undefined,
    expected: () => {
      const values = ofacFiles.flatMap((file) => (file.endsWith('.json') ? (jsonOf(file) as string[]) : rowsOf(file)))
      return { rows: values.length, values }
    },
  },
  ...[
    '1/etherscan_malicious_labels',
    '1/phishing_scams',
    '1/malicious_smart_contracts',
    '10/malicious_smart_contracts',
  ].map((path): Feed => {
    const file = `forta/labels/${path}.csv`
    const [chain = ''] = path.split('/')
    return {
      name: `forta-${path.replace('/', '-').replaceAll('_', '-')}`,
      format: 'forta',
      files: [file],
      options: chain === '1' ? [] : ['--chain', `eip155:${chain}`],
      category: undefined,
      subject: evm(chain),
      expected: () => {
        const values = tableOf(file).flatMap((row) =>
          ['address', 'banned_address', 'contract_address', 'contract_creator'].flatMap((column) => row[column] ?? []),
        )
        return { rows: values.length, values }
      },
    }
  }),
  {
    name: 'ipsum',
    format: 'ipsum',
    files: ['ipsum/ipsum.txt'],
    category: 'unknown',
    subject: (value) => value,
    expected: () => {
      const values = rowsOf('ipsum/ipsum.txt').map((row) => row.split('\t')[0] ?? '')
      return { rows: values.length, values }
    },
  },
]

interface Reject {
  readonly line: number
  readonly value: string
  readonly code: string
  readonly reason: string
}

const total = (rejected: Readonly<Record<string, number>>): number =>
  Object.values(rejected).reduce((sum, n) => sum + n, 0)

describe.skipIf(!there)('the real feeds', { timeout: 180_000 }, async () => {
  const folder = await temporaryFolder('feeds')
  const { dir } = folder
  let homes: NetworkOfHomes['homes']
  let everyHome: readonly string[] = []
  let nodes: NodeProcess[] = []
  const rejects = new Map<string, Reject[]>()
  const times = new Map<string, { from: number; to: number }>()

  beforeAll(async () => {
    const made = await foundByCommands(dir)
    homes = made.homes
    everyHome = made.all
    nodes = await runAll(everyHome)
    await untilConnected(everyHome, 2)
  })

  afterAll(async () => {
    await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()))
    await folder[Symbol.asyncDispose]()
  })

  async function importFile(feed: Feed, file: string): Promise<{ summary: ImportSummary; refused: Reject[] }> {
    const out = join(dir, `${feed.name}-${file.replaceAll('/', '-')}.rejects`)
    const [summary] = await told<ImportSummary>(
      [
        ...['feed', 'import', join(feeds, file), '--format', feed.format, '--feed', feed.name],
        ...['--marking', 'TLP:GREEN', '--rejects', out, ...(feed.options ?? [])],
      ],
      { home: homes.exchange, cwd: dir },
    )
    return { summary: summary!, refused: existsSync(out) ? jsonLines<Reject>(readFileSync(out, 'utf8')) : [] }
  }

  it.each(all.map((feed) => [feed.name, feed] as const))('%s: every row is accounted for', async (_, feed) => {
    const { rows } = feed.expected()
    const refused: Reject[] = []
    let read = 0
    const from = Date.now()
    for (const file of feed.files) {
      const { summary, refused: ofFile } = await importFile(feed, file)
      read += summary.read
      expect(summary.published + summary.unchanged + total(summary.rejected), file).toBe(summary.read)
      expect(ofFile.length, file).toBe(total(summary.rejected))
      const lines = textOf(file).split('\n')
      for (const { line, value, code, reason } of ofFile) {
        // The line that is named is the one where the value stands.
        expect(lines[line - 1], `${file}:${line}`).toContain(value)
        expect(summary.rejected[code], code).toBeGreaterThan(0)
        expect(reason).not.toBe('')
      }
      refused.push(...ofFile)
    }
    times.set(feed.name, { from, to: Date.now() })
    rejects.set(feed.name, refused)
    expect(read).toBe(rows)
    // A feed of threats is taken but for what is plainly wrong in it.
    const wrong = refused.filter(({ code }) => code !== 'not-an-indicator').length
    expect(wrong).toBeLessThan(Math.max(3, rows / 50))
    console.log(
      `${feed.name}: ${rows} rows in ${((Date.now() - from) / 1000).toFixed(1)} s, refused: ${JSON.stringify(countsOf(refused))}`,
    )
  })

  it('arrives whole at both others', async () => {
    const { statements } = await statusOf(homes.exchange)
    expect(statements).toBeGreaterThan(0)
    await untilEqual(everyHome, statements, 120_000)
  })

  it.each(all.map((feed) => [feed.name, feed] as const))('%s: every value is found at both others', async (_, feed) => {
    const refused = new Set((rejects.get(feed.name) ?? []).map(({ value }) => asTyped(value)))
    const values = [...new Set(feed.expected().values)].filter((value) => !refused.has(value) && value !== '')
    const { from, to } = times.get(feed.name)!
    const answers = await Promise.all(
      [homes.analytics, homes.agency].map((home) =>
        entente(['--json', 'lookup', '-'], { home, stdin: values.join('\n') }),
      ),
    )
    for (const { code, stdout, stderr } of answers) {
      expect(code, stderr).toBe(0)
      const wrong: string[] = []
      const lines = jsonLines<LookupLine>(stdout)
      expect(lines).toHaveLength(values.length)
      for (const [at, line] of lines.entries()) {
        const fault = faultOf(line, values[at] ?? '', feed, { from, to })
        if (fault !== undefined) wrong.push(`${values[at]}: ${fault}`)
      }
      expect(wrong.slice(0, 20), `${wrong.length} of ${values.length}`).toEqual([])
    }
  })

  it.each(all.map((feed) => [feed.name, feed] as const))('%s: importing again publishes nothing', async (_, feed) => {
    const before = await statusOf(homes.exchange)
    for (const file of feed.files) {
      const [chain] = feed.options?.slice(1) ?? []
      const summary = await importOver(homes.exchange, join(feeds, file), {
        ...{ format: feed.format, feed: feed.name, marking: 'TLP:GREEN', sourceName: basename(file) },
        ...(chain === undefined ? {} : { chain }),
      })
      expect(summary, file).toMatchObject({ published: 0, replaced: 0 })
      expect(summary.unchanged + total(summary.rejected)).toBe(summary.read)
    }
    const after = await statusOf(homes.exchange)
    expect([after.statements, after.digest]).toEqual([before.statements, before.digest])
  })

  it('verifies clean at all three', async () => {
    const statements = (await untilEqual(everyHome))[0]?.statements
    const found = await Promise.all(everyHome.map((home) => told(['verify'], { home })))
    for (const lines of found) expect(lines).toMatchObject([{ type: 'summary', findings: 0, statements }])
  })
})

function countsOf(refused: readonly Reject[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { code } of refused) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

/** What is wrong with the answer about `value`, in words. */
function faultOf(
  line: LookupLine,
  value: string,
  feed: Feed,
  within: { from: number; to: number },
): string | undefined {
  if (line.value !== value) return `answered as ${line.value}`
  if (!line.found) return `not found, read as ${line.subject}`
  const statement = line.statements.find((one) => one.feed === feed.name)
  if (statement === undefined) return `found, but not of this feed: ${line.statements.map((one) => one.feed).join()}`
  const { author, category, issuedAt, receivedAt, marking, kind } = statement
  if (author !== 'exchange' || kind !== 'indicator' || marking !== 'TLP:GREEN')
    return `${kind} of ${author}, ${marking}`
  if (feed.category !== undefined && category !== feed.category) return `category ${category}`
  const issued = Date.parse(issuedAt)
  if (issued < within.from || issued > within.to) return `issued at ${issuedAt}`
  if (Date.parse(receivedAt) < issued || Date.parse(receivedAt) > Date.now()) return `received at ${receivedAt}`
  const subject = feed.subject(value)
  return subject === undefined || statement.subject === subject ? undefined : `is about ${statement.subject}`
}
