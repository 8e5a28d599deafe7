// The real feeds, where a copy of them stands beside the repository: every file of the folder is found to be what it is, and
// every row of it is accounted for, by counts that are made here without the importers.
import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importerOf } from '../../../node/feeds/index.ts'
import { codes, readFrom } from './read.ts'

const folder = new URL('../../../../shared/feeds/', import.meta.url)
const there = existsSync(folder)

type Counts = Record<string, number>

const text = (path: string) => readFileSync(new URL(path, folder), 'utf8').replace(/^\uFEFF/, '')
const json = (path: string): unknown => JSON.parse(text(path))
const contentLines = (path: string) =>
  text(path)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && line !== '\x1a' && !line.startsWith('#'))
const lines = (path: string) => contentLines(path).length
const matches = (path: string, pattern: RegExp) => text(path).match(pattern)?.length ?? 0
const sizes = (lists: Record<string, unknown[]>, ...names: string[]) =>
  names.reduce((sum, name) => sum + (lists[name]?.length ?? 0), 0)

function counts(taken: number, refused: Counts = {}): Counts {
  return Object.fromEntries(Object.entries({ taken, ...refused }).filter(([, count]) => count > 0))
}

interface Expected {
  readonly files: RegExp
  readonly format: string
  /** `undefined` where the format has tests of its own over these files. */
  readonly counts?: (path: string) => Counts
}

const feeds: readonly Expected[] = [
  {
    files: /^metamask-npm\/config\.json$/,
    format: 'metamask',
    counts: (path) => {
      const lists = json(path) as Record<string, unknown[]>
      return counts(sizes(lists, 'blacklist'), { 'not-an-indicator': sizes(lists, 'whitelist', 'fuzzylist') })
    },
  },
  { files: /^metamask-npm\/hosts\.txt$/, format: 'hosts', counts: (path) => counts(lines(path)) },
  {
    files: /^polkadot-phishing\/all\.json$/,
    format: 'polkadot',
    counts: (path) => {
      const lists = json(path) as Record<string, unknown[]>
      return counts(sizes(lists, 'deny', 'denySub'), { 'not-an-indicator': sizes(lists, 'allow') })
    },
  },
  {
    files: /^polkadot-phishing\/address\.json$/,
    format: 'polkadot',
    counts: (path) => counts(Object.values(json(path) as Record<string, string[]>).flat().length),
  },
  {
    files: /^polkadot-phishing\/meta\/[\d-]+\.json$/,
    format: 'polkadot',
    counts: (path) => counts((json(path) as unknown[]).length),
  },
  {
    files: /^scamsniffer\/blacklist\/address\.json$/,
    format: 'scamsniffer',
    counts: (path) => counts((json(path) as unknown[]).length),
  },
  {
    files: /^scamsniffer\/blacklist\/combined\.json$/,
    format: 'scamsniffer',
    counts: (path) => {
      const sites = json(path) as Record<string, string[]>
      const names = Object.keys(sites)
      const named = names.filter((name) => name !== '').length
      return counts(Object.values(sites).flat().length + named, { 'value-absent': names.length - named })
    },
  },
  {
    files: /^scamsniffer\/blacklist\/archive\/[\d-]+\.json$/,
    format: 'scamsniffer',
    counts: (path) => counts((json(path) as { domains: unknown[] }).domains.length),
  },
  {
    files: /^ofac-0xb10c\/sanctioned_addresses_[A-Z]+\.json$/,
    format: 'ofac',
    counts: (path) => counts((json(path) as unknown[]).length),
  },
  {
    files: /^ofac-0xb10c\/sanctioned_addresses_[A-Z]+\.txt$/,
    format: 'ofac',
    counts: (path) => counts(lines(path)),
  },
  {
    files: /^ofac-sdn-csv\/.*\/(?:add|alt)\.csv$/,
    format: 'ofac',
    counts: (path) => counts(0, { 'no-subject': lines(path) }),
  },
  { files: /^ofac-sdn-csv\/.*\/sdn\.csv$/, format: 'ofac', counts: (path) => sanctioned(path, /,"([^,]|,(?!"))*"$/) },
  { files: /^ofac-sdn-csv\/.*\/sdn_comments\.csv$/, format: 'ofac', counts: (path) => sanctioned(path, /^\d+,".*"$/) },
  {
    files: /^forta\/labels\/1\/(?:etherscan_malicious_labels|phishing_scams)\.csv$/,
    format: 'forta',
    counts: (path) => counts(lines(path) - 1),
  },
  {
    // No cell of these has a quote, and every row names a contract and its creator.
    files: /^forta\/labels\/\d+\/malicious_smart_contracts\.csv$/,
    format: 'forta',
    counts: (path) => counts((lines(path) - 1) * 2),
  },
  { files: /^ipsum\/ipsum\.txt$/, format: 'ipsum', counts: (path) => counts(lines(path)) },
  { files: /^ipsum\/levels\/\d\.txt$/, format: 'list', counts: (path) => counts(lines(path)) },
  { files: /^discord-phishing-links\/txt\/.*\.txt$/, format: 'list', counts: (path) => counts(lines(path)) },
  {
    files: /^discord-phishing-links\/[^/]*\.json$/,
    format: 'discord',
    counts: (path) => counts((json(path) as { domains: unknown[] }).domains.length),
  },
  {
    files: /^etherscan-labels\/data\/.*\.csv$/,
    format: 'etherscan',
    // The last row of some is the sum of the others: it has no address.
    counts: (path) => {
      const sums = matches(path, /^\d+,,/gm)
      return counts(lines(path) - 1 - sums, { 'value-absent': sums })
    },
  },
  {
    files: /^etherscan-labels\/data\/.*\.json$/,
    format: 'etherscan',
    counts: (path) => {
      const names = Object.keys(json(path) as object)
      const sums = names.filter((name) => name === '').length
      return counts(names.length - sums, { 'value-absent': sums })
    },
  },
  {
    files: /^graphsense-tagpacks\/packs\/.*\.yaml$/,
    format: 'tagpack',
    counts: (path) => counts(matches(path, /^ *(?:- +)?address:/gm)),
  },
  { files: /^phantom\/fuzzylist\.yaml$/, format: 'phantom', counts: () => counts(0) },
  {
    files: /^phantom\/whitelist\.yaml$/,
    format: 'phantom',
    counts: (path) => counts(0, { 'not-an-indicator': matches(path, /^ +- (?:url|mint):/gm) }),
  },
  {
    files: /^phantom\/.*blocklist\.yaml$/,
    format: 'phantom',
    counts: (path) => counts(matches(path, /^ +- (?:url|mint):/gm)),
  },
  {
    files: /^maltrail\/trails\/static\/.*\.txt$/,
    format: 'maltrail',
    counts: (path) => {
      const paths = contentLines(path).filter((line) => line.startsWith('/')).length
      return counts(lines(path) - paths, { 'no-subject': paths })
    },
  },
  {
    files: /^infoblox-misp-feed\/indicators\/csv\/.*\.csv$/,
    format: 'infoblox',
    counts: (path) => {
      const harmless = matches(path, /,legitimate,/g)
      const unknown = matches(path, /^telfhash,/gm)
      const rows = lines(path) - 1 - harmless - unknown
      return counts(rows, { 'not-an-indicator': harmless, 'no-subject': unknown })
    },
  },
  {
    files: /^infoblox-misp-feed\/indicators\/misp\/manifest\.json$/,
    format: 'misp',
    counts: (path) => counts(0, { 'reference-unresolved': Object.keys(json(path) as object).length }),
  },
  {
    files: /^unit42-stix2\/stix2-reports\/reports\.json$/,
    format: 'stix',
    counts: (path) => counts(0, { 'reference-unresolved': (json(path) as unknown[]).length }),
  },
  {
    files: /^misp-objects\/.*\.json$/,
    format: 'misp',
    counts: (path) =>
      counts(0, { 'no-subject': Object.keys((json(path) as { attributes: object }).attributes).length }),
  },
  {
    files: /^misp-taxonomies\/.*\.json$/,
    format: 'misp',
    counts: (path) => {
      const { predicates, values = [] } = json(path) as { predicates: unknown[]; values?: { entry: unknown[] }[] }
      return counts(0, { 'no-subject': predicates.length + values.flatMap(({ entry }) => entry).length })
    },
  },
  {
    files: /^misp-warninglists\/.*\.json$/,
    format: 'misp',
    counts: (path) => counts(0, { 'not-an-indicator': (json(path) as { list: unknown[] }).list.length }),
  },
  { files: /^unit42-stix2\/cryptocurrency_miners\/.*\.txt$/, format: 'list', counts: (path) => counts(lines(path)) },
  { files: /^(?:eset-misp|infoblox-misp-feed\/indicators\/misp)\/.*(?<!manifest)\.json$/, format: 'misp' },
  { files: /^(?:oasis-stix2-examples|unit42-stix2\/stix2-reports\/report_json)\/.*\.json$/, format: 'stix' },
]

/** Files that hold no indicators, and must not be taken for some. */
const noFeeds: readonly RegExp[] = [
  /(?:^|\/)(?:LICENSE[^/]*|README\.md|MANIFEST\.md|SHA256SUMS)$/,
  /^(?:metamask-npm|phantom)\/package\.json$/,
]

/**
 * Addresses in remarks. `remarks` finds the cell that holds them; one that is cut at 1,000 characters goes on in
 * sdn_comments.csv, where a line may begin in the middle of an address or of the words before it.
 */
function sanctioned(path: string, remarks: RegExp): Counts {
  const phrase = 'Digital Currency Address'
  const total: Counts = { taken: 0, 'no-subject': 0, 'row-cut': 0 }
  const isComments = path.endsWith('sdn_comments.csv')
  for (const line of contentLines(path)) {
    const cell = (remarks.exec(line)?.[0] ?? '').replace(/^\d+/, '').replace(/^,"/, '').replace(/"$/, '')
    const found = cell.match(new RegExp(`${phrase} - [A-Z]+ [^; ]+`, 'g'))?.length ?? 0
    const first = cell.split('; ')[0] ?? ''
    const words = /^(.*?) ?- [A-Z]{2,5} \S+$/.exec(first)?.[1]
    const begun = isComments && words !== undefined && words !== phrase && phrase.endsWith(words) ? 1 : 0
    const half = isComments && found > 0 && /^[0-9A-Za-z]+$/.test(first) ? 1 : 0
    const endsInside = !cell.endsWith('.') && (isComments || cell.length >= 1000)
    const cut = endsInside && (cell.split('; ').at(-1) ?? '').includes(phrase) ? 1 : 0
    total['taken'] = (total['taken'] ?? 0) + found + begun - cut
    total['row-cut'] = (total['row-cut'] ?? 0) + half + cut
    if (found + begun + half + cut === 0) total['no-subject'] = (total['no-subject'] ?? 0) + 1
  }
  return counts(total['taken'] ?? 0, { 'no-subject': total['no-subject'] ?? 0, 'row-cut': total['row-cut'] ?? 0 })
}

const files = there
  ? readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.pathname.length).replace(/^\//, ''))
      .sort()
  : []

async function open(path: string, format: string) {
  const formats: string[] = []
  const source = createReadStream(new URL(path, folder)) as AsyncIterable<Uint8Array>
  const options = { sourceName: basename(path), onFormat: (name: string) => formats.push(name) }
  return { formats, outcome: await readFrom(format, source, options) }
}

describe.skipIf(!there)(`the real feeds (skipped where ${folder.pathname} is not there)`, { timeout: 60_000 }, () => {
  test('every file is a feed of one format, or none', () => {
    expect(files.length).toBeGreaterThan(400)
    for (const path of files) {
      const known = feeds.filter(({ files }) => files.test(path)).length
      expect(known + (noFeeds.some((pattern) => pattern.test(path)) ? 1 : 0), path).toBe(1)
    }
  })

  const read = feeds.flatMap(({ files: pattern, format, counts: expected }) =>
    expected === undefined
      ? []
      : files.filter((path) => pattern.test(path)).map((path) => ({ format, path, expected })),
  )
  test.each(read)('$path is $format, and every row is accounted for', async ({ format, path, expected }) => {
    const { formats, outcome } = await open(path, 'auto')
    expect(formats).toEqual([format])
    expect(outcome.error).toBeUndefined()
    expect(codes(outcome)).toEqual(expected(path))
    for (const row of outcome.rows) if (row.reject !== undefined) expect(row.reason).not.toBe('')
  })

  const ofTools = feeds.flatMap(({ files: pattern, format, counts: expected }) =>
    expected === undefined ? files.filter((path) => pattern.test(path)).map((path) => ({ format, path })) : [],
  )
  test.each(ofTools)('$path is $format', async ({ format, path }) => {
    const formats: string[] = []
    const source = createReadStream(new URL(path, folder)) as AsyncIterable<Uint8Array>
    const options = { sourceName: basename(path), onFormat: (name: string) => formats.push(name) }
    for await (const rows of importerOf('auto').parse(source, options)) if (rows.length > 0) break
    expect(formats).toEqual([format])
  })

  test.each(files.filter((path) => noFeeds.some((pattern) => pattern.test(path))))('%s is no feed', async (path) => {
    const { formats, outcome } = await open(path, 'auto')
    expect(formats).toEqual([])
    expect(outcome).toMatchObject({ rows: [], error: 'format-undetermined' })
  })

  test('a list of names is read by the format of lists, too', async () => {
    for (const path of ['ipsum/levels/4.txt', 'maltrail/trails/static/malicious/ek_clearfake.txt']) {
      const { outcome } = await open(path, path.startsWith('ipsum') ? 'ipsum' : 'list')
      expect(codes(outcome)).toEqual(counts(lines(path)))
    }
  })
})
