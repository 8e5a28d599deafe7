// npm run bench: measures what the design promises, beside the raw floors of the same run, and prints the table.
import { writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { filled, type Ground, homes, scratchFolder } from './ground.ts'
import { measureAudit } from './measure-audit.ts'
import { measureLive } from './measure-live.ts'
import { measureMillion } from './measure-million.ts'
import { measurePublish, publish } from './measure-publish.ts'
import { measureRaw } from './measure-raw.ts'
import { measureReads } from './measure-reads.ts'
import { measureReplicate, replicate } from './measure-replicate.ts'
import { machine, page, terminalTable } from './page.ts'
import { measureTaxii } from './measure-taxii.ts'
import { measureSealing } from './measure-sealing.ts'
import { measureSealedReplicate } from './measure-sealed-replicate.ts'
import { type Share, topOf } from './profile.ts'
import type { Row } from './result.ts'

const measures: Readonly<Record<string, (ground: Ground) => Promise<Row[]>>> = {
  raw: measureRaw,
  publish: measurePublish,
  replicate: measureReplicate,
  sealing: measureSealing,
  'sealed-replicate': measureSealedReplicate,
  live: measureLive,
  reads: measureReads,
  audit: measureAudit,
  taxii: measureTaxii,
  million: measureMillion,
}

/** What is run once more under the profiler where its target was missed. */
const profiled: Readonly<Record<string, (ground: Ground, folder: string) => Promise<unknown>>> = {
  publish: async ({ statements }, folder) => {
    await using network = await homes(1)
    return await publish(network.dirs[0] ?? '', statements, folder)
  },
  replicate: async ({ statements }, folder) => {
    await using network = await homes(2)
    const [author = '', partner = ''] = network.dirs
    return await replicate(author, partner, await filled(author, statements), folder)
  },
}
const profileLines = 20

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    statements: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (options.help) {
  process.stdout.write(`npm run bench -- [--only NAME]... [--statements N] [--rounds N] [--json] [--write]
  --only NAME     ${Object.keys(measures).join(', ')}
  --statements N  about so many statements a measure (200000)
  --rounds N      how often publish and replicate are measured; the median counts (3)
  --json          one JSON object on stdout
  --write         write docs/benchmarks.md, too\n`)
} else await run()

async function run(): Promise<void> {
  const names = options.only ?? Object.keys(measures)
  const unknown = names.filter((name) => measures[name] === undefined)
  if (unknown.length > 0) throw new Error(`there is no measure ${unknown.join(', ')}; see --help`)
  const begin = performance.now()
  const at = machine(loadavg())
  const say = (text: string): void => void process.stderr.write(`${elapsed(begin)}  ${text}\n`)
  const ground: Ground = { statements: wholeNumber(options.statements), rounds: wholeNumber(options.rounds), say }
  const rows: Row[] = []
  const profiles: Record<string, Share[]> = {}
  for (const name of names) {
    say(`${name} ...`)
    const measured = (await measures[name]?.(ground)) ?? []
    rows.push(...measured)
    process.stderr.write(`${terminalTable(measured)}\n\n`)
    const missed = measured.some(({ floor, target }) => floor !== undefined && target?.reached === false)
    const again = profiled[name]
    if (!missed || again === undefined) continue
    say('once more under the profiler')
    await using folder = await scratchFolder()
    await again(ground, folder.dir)
    profiles[name] = await topOf(folder.dir, profileLines)
  }
  const seconds = (performance.now() - begin) / 1000
  const result = { machine: at, statements: ground.statements, seconds, rows, profiles }
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${terminalTable(rows)}\n`)
  if (options.write) await writeFile(new URL('../../docs/benchmarks.md', import.meta.url), page(result))
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`${text} is no whole number above 0`)
  return number
}

function elapsed(begin: number): string {
  const seconds = Math.floor((performance.now() - begin) / 1000)
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}
