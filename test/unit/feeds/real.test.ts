// The real feeds, where a copy of them stands beside the repository: every row is accounted for, by counts that are made
// here without the importers.
import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { codes, readFrom } from './read.ts'

const folder = new URL('../../../../shared/feeds/', import.meta.url)
const there = existsSync(folder)

function text(path: string): string {
  return readFileSync(new URL(path, folder), 'utf8')
}

function json(path: string): unknown {
  return JSON.parse(text(path))
}

function lines(path: string): number {
  return text(path)
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#')).length
}

function counts(taken: number, refused: Record<string, number> = {}): Record<string, number> {
  return Object.fromEntries(Object.entries({ taken, ...refused }).filter(([, count]) => count > 0))
}

const sizes = (lists: Record<string, unknown[]>, ...names: string[]) =>
  names.reduce((sum, name) => sum + (lists[name]?.length ?? 0), 0)

const ofacFiles = there
  ? readdirSync(new URL('ofac-0xb10c/', folder)).filter((name) => /\.(?:json|txt)$/.test(name))
  : []

interface Case {
  format: string
  path: string
  expected: () => Record<string, number>
}

const cases: Case[] = [
  {
    format: 'metamask',
    path: 'metamask-npm/config.json',
    expected: () => {
      const lists = json('metamask-npm/config.json') as Record<string, unknown[]>
      return counts(sizes(lists, 'blacklist'), { 'not-an-indicator': sizes(lists, 'whitelist', 'fuzzylist') })
    },
  },
  { format: 'hosts', path: 'metamask-npm/hosts.txt', expected: () => counts(lines('metamask-npm/hosts.txt')) },
  {
    format: 'polkadot',
    path: 'polkadot-phishing/all.json',
    expected: () => {
      const lists = json('polkadot-phishing/all.json') as Record<string, unknown[]>
      return counts(sizes(lists, 'deny', 'denySub'), { 'not-an-indicator': sizes(lists, 'allow') })
    },
  },
  {
    format: 'polkadot',
    path: 'polkadot-phishing/address.json',
    expected: () =>
      counts(Object.values(json('polkadot-phishing/address.json') as Record<string, string[]>).flat().length),
  },
  ...['2025-10', '2025-11', '2025-12', '2026-01', '2026-02'].map((month): Case => {
    const path = `polkadot-phishing/meta/${month}.json`
    return { format: 'polkadot', path, expected: () => counts((json(path) as unknown[]).length) }
  }),
  {
    format: 'scamsniffer',
    path: 'scamsniffer/blacklist/address.json',
    expected: () => counts((json('scamsniffer/blacklist/address.json') as unknown[]).length),
  },
  {
    format: 'scamsniffer',
    path: 'scamsniffer/blacklist/combined.json',
    expected: () => {
      const sites = json('scamsniffer/blacklist/combined.json') as Record<string, string[]>
      const names = Object.keys(sites)
      const named = names.filter((name) => name !== '').length
      return counts(Object.values(sites).flat().length + named, { 'value-absent': names.length - named })
    },
  },
  ...['2024-02-13', '2024-08-24', '2024-09-20', '2024-09-22'].map((day): Case => {
    const path = `scamsniffer/blacklist/archive/${day}.json`
    return {
      format: 'scamsniffer',
      path,
      expected: () => counts((json(path) as { domains: unknown[] }).domains.length),
    }
  }),
  ...ofacFiles.map((name): Case => {
    const path = `ofac-0xb10c/${name}`
    const count = () => (name.endsWith('.json') ? (json(path) as unknown[]).length : lines(path))
    return { format: 'ofac', path, expected: () => counts(count()) }
  }),
  ...['1/etherscan_malicious_labels', '1/phishing_scams'].map((name): Case => {
    const path = `forta/labels/${name}.csv`
    return { format: 'forta', path, expected: () => counts(lines(path) - 1) }
  }),
  ...['1/malicious_smart_contracts', '10/malicious_smart_contracts'].map((name): Case => {
    const path = `forta/labels/${name}.csv`
    // No cell of these has a quote, and every row names a contract and its creator.
    return { format: 'forta', path, expected: () => counts((lines(path) - 1) * 2) }
  }),
  { format: 'ipsum', path: 'ipsum/ipsum.txt', expected: () => counts(lines('ipsum/ipsum.txt')) },
  { format: 'ipsum', path: 'ipsum/levels/4.txt', expected: () => counts(lines('ipsum/levels/4.txt')) },
  { format: 'list', path: 'ipsum/levels/5.txt', expected: () => counts(lines('ipsum/levels/5.txt')) },
  {
    format: 'list',
    path: 'discord-phishing-links/txt/domain-list.txt',
    expected: () => counts(lines('discord-phishing-links/txt/domain-list.txt')),
  },
  {
    format: 'list',
    path: 'maltrail/trails/static/malicious/ek_clearfake.txt',
    expected: () => counts(lines('maltrail/trails/static/malicious/ek_clearfake.txt')),
  },
  {
    format: 'csv',
    path: 'etherscan-labels/data/arbiscan/accounts/exploit.csv',
    // The last row is the sum of the others: it has no address.
    expected: () => counts(lines('etherscan-labels/data/arbiscan/accounts/exploit.csv') - 2, { 'value-absent': 1 }),
  },
]

describe.skipIf(!there)(`the real feeds (skipped where ${folder.pathname} is not there)`, () => {
  test.each(cases)('$format reads $path', async ({ format, path, expected }) => {
    const sourceName = path.replace(/^.*\//, '')
    const source = createReadStream(new URL(path, folder)) as AsyncIterable<Uint8Array>
    const outcome = await readFrom(format, source, { sourceName })
    expect(outcome.error).toBeUndefined()
    expect(codes(outcome)).toEqual(expected())
  })
})
