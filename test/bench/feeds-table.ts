// node test/bench/feeds-table.ts: every file of the real feeds through a real node, as a table in Markdown; then all of them
// again, to show that nothing is published twice.
import { existsSync, readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { importOver } from '../helpers/commands.ts'
import { createPartners } from '../helpers/partners.ts'
import { type RunningNode, runNode } from './running-node.ts'

/** Where the tests take the feeds from. */
const feeds = fileURLToPath(new URL('../../../shared/feeds/', import.meta.url))

/** Files beside the data: refused with one clear error, as test/unit/feeds/auto.test.ts holds. */
const noFeeds = /(?:^|\/)(?:LICENSE[^/]*|[^/]*\.md|SHA256SUMS|package\.json)$/

const page = fileURLToPath(new URL('../../docs/feeds.md', import.meta.url))
const marks = ['<!-- feeds-table: begin -->\n', '<!-- feeds-table: end -->\n'] as const

/** Formats that say no category, by folder: what whoever imports them would say. */
const categories: readonly (readonly [folder: string, category: string])[] = [
  ['discord-phishing-links/', 'phishing'],
  ['metamask-npm/hosts', 'phishing'],
  ['ipsum/', 'unknown'],
  ['unit42-stix2/cryptocurrency_miners', 'malware'],
]

interface Outcome {
  readonly path: string
  format: string
  read: number
  published: number
  unchanged: number
  readonly rejected: Record<string, number>
  seconds: number
  peakMiB: number
  /** Published by the second import: 0 where all is well. */
  again: number
  readonly errors: string[]
}

const { values: options } = parseArgs({
  options: {
    folder: { type: 'string', default: feeds },
    only: { type: 'string', default: '' },
    each: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (options.help) {
  process.stdout.write(`node test/bench/feeds-table.ts [--folder DIR] [--only TEXT] [--each] [--json] [--write]
  --folder DIR  the feeds (beside the repository)
  --only TEXT   files with this in their path
  --each        a row a file, not one a folder and format
  --json        one JSON object a file
  --write       puts the table into docs/feeds.md\n`)
} else if (!existsSync(options.folder)) {
  process.stderr.write(`there is no ${options.folder}\n`)
  process.exitCode = 1
} else await run()

async function run(): Promise<void> {
  const files = readdirSync(options.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(options.folder.length).replace(/^\//, ''))
    .filter((path) => !noFeeds.test(path) && path.includes(options.only))
    .sort()
  // Rows may state any marking: the member must be allowed to publish them.
  await using network = await createPartners({ kinds: ['exchange'], clearance: 'TLP:RED' })
  const home = network.partners[0]?.home.dir ?? ''
  await using node = await runNode(home)
  const outcomes: Outcome[] = []
  for (const path of files) {
    process.stderr.write(`${path}\n`)
    outcomes.push(await importFile(home, node, path))
  }
  process.stderr.write('once more\n')
  for (const outcome of outcomes) {
    const second = await importFile(home, node, outcome.path)
    outcome.again = second.published
    if (second.published > 0) process.stderr.write(`${outcome.path}: ${second.published} published again\n`)
  }
  for (const { path, errors } of outcomes) for (const error of errors) process.stderr.write(`${path}: ${error}\n`)
  if (options.json) for (const outcome of outcomes) process.stdout.write(`${JSON.stringify(outcome)}\n`)
  else process.stdout.write(tableOf(options.each ? outcomes : byFolder(outcomes)))
  if (options.write) await writePage(tableOf(byFolder(outcomes)))
  const wrong = outcomes.filter(({ again, errors }) => again > 0 || errors.length > 0)
  if (wrong.length > 0) process.exitCode = 1
}

/** Between its marks, with where and under what load it was measured. */
async function writePage(table: string): Promise<void> {
  const text = await readFile(page, 'utf8')
  const [begin, end] = marks
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`${page} has no place for the table`)
  const load = loadavg()
    .map((one) => one.toFixed(1))
    .join(', ')
  const where = `Measured with ${availableParallelism()} processors under a load of ${load} (1, 5 and 15 minutes).`
  await writeFile(page, `${text.slice(0, from)}${begin}\n${table}\n${where}\n\n${text.slice(to)}`)
}

async function importFile(home: string, node: RunningNode, path: string): Promise<Outcome> {
  const outcome: Outcome = {
    ...{ path, format: '', read: 0, published: 0, unchanged: 0, rejected: {}, seconds: 0, peakMiB: 0, again: 0 },
    errors: [],
  }
  const category = categories.find(([folder]) => path.startsWith(folder))?.[1]
  const query = {
    ...{ format: 'auto', feed: feedOf(path), marking: 'TLP:GREEN', sourceName: basename(path) },
    ...(category === undefined ? {} : { category }),
  }
  await node.resetPeak()
  const begin = performance.now()
  try {
    const told = await importOver(home, join(options.folder, path), query, (line) => {
      if ('type' in line && line.type === 'format') outcome.format = line.format
    })
    const { read, published, unchanged, rejected } = told
    Object.assign(outcome, { read, published, unchanged, rejected })
  } catch (error) {
    outcome.errors.push(String(error))
  }
  outcome.seconds = (performance.now() - begin) / 1000
  outcome.peakMiB = (await node.memory()).peakMiB
  const rejected = Object.values(outcome.rejected).reduce((sum, count) => sum + count, 0)
  if (outcome.published + outcome.unchanged + rejected !== outcome.read) {
    outcome.errors.push(
      `${outcome.read} rows were read, ${outcome.published + outcome.unchanged + rejected} accounted for`,
    )
  }
  return outcome
}

/** A feed a file: two files of one feed could name one subject, and the second would not be counted as published. */
function feedOf(path: string): string {
  const name = path.toLowerCase().replace(/[^a-z0-9._-]+/g, '-')
  return name.length <= 63 ? name : name.slice(-63).replace(/^[^a-z0-9]+/, '')
}

function byFolder(outcomes: readonly Outcome[]): Outcome[] {
  const groups = Map.groupBy(outcomes, ({ path, format }) => `${path.split('/')[0] ?? ''}\0${format}`)
  return [...groups.values()].map((group) => {
    const [first] = group
    const rejected: Record<string, number> = {}
    for (const one of group) {
      for (const [code, count] of Object.entries(one.rejected)) rejected[code] = (rejected[code] ?? 0) + count
    }
    const sum = (field: 'read' | 'published' | 'unchanged' | 'seconds' | 'again') =>
      group.reduce((total, one) => total + one[field], 0)
    return {
      path: group.length === 1 ? (first?.path ?? '') : `${first?.path.split('/')[0] ?? ''} (${group.length} files)`,
      format: first?.format ?? '',
      ...{ read: sum('read'), published: sum('published'), unchanged: sum('unchanged'), rejected },
      ...{ seconds: sum('seconds'), peakMiB: Math.max(...group.map(({ peakMiB }) => peakMiB)), again: sum('again') },
      errors: group.flatMap(({ errors }) => errors),
    }
  })
}

function tableOf(outcomes: readonly Outcome[]): string {
  const number = (value: number) => value.toLocaleString('en')
  const head = ['file', 'format', 'rows read', 'published', 'unchanged', 'rejected', 'seconds', 'peak RSS', 'again']
  const rows = outcomes.map(({ path, format, read, published, unchanged, rejected, seconds, peakMiB, again }) => [
    path,
    `\`${format}\``,
    ...[read, published, unchanged].map(number),
    Object.entries(rejected)
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => `${number(count)} \`${code}\``)
      .join(', ') || '-',
    seconds.toFixed(1),
    `${Math.round(peakMiB)} MiB`,
    number(again),
  ])
  const align = ['---', '---', '--:', '--:', '--:', '---', '--:', '--:', '--:']
  return [head, align, ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}
