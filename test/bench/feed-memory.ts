// node test/bench/feed-memory.ts: files of a gigabyte in each format, made here, imported by `entente feed import` into a
// running node: how much memory the node's process and the command took at most, and how long it was.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createGzip, createZstdCompress } from 'node:zlib'
import { createPartners } from '../helpers/partners.ts'
import { type BigFormat, bigFile, bigFormats } from './big-files.ts'
import { scratchFolder } from './ground.ts'
import { cliFile, runNode } from './running-node.ts'

const packings = ['gzip', 'zstd', 'zip'] as const
type Packing = (typeof packings)[number]

const zipScript = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
    archive.write(sys.argv[2], 'rows.jsonl')
`

interface Outcome {
  readonly name: string
  readonly fileMiB: number
  readonly rows: number
  readonly published: number
  readonly rejected: number
  readonly seconds: number
  readonly nodeMiB: number
  readonly commandMiB: number
  readonly exit: number
}

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    megabytes: { type: 'string', default: '1000' },
    long: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const all = [...bigFormats, ...packings]
if (options.help) {
  process.stdout.write(`node test/bench/feed-memory.ts [--only NAME]... [--megabytes N]
  --only NAME    ${all.join(', ')}; packings hold JSON Lines
  --megabytes N  size of each file, of packed ones unpacked (1000)\n`)
} else await run()

async function run(): Promise<void> {
  const bytes = Number(options.megabytes) * 1e6
  process.stdout.write(
    '| file | size | rows | published | rejected | seconds | peak of the node | peak of the command |\n',
  )
  process.stdout.write('| --- | --: | --: | --: | --: | --: | --: | --: |\n')
  for (const name of all.filter((one) => options.only?.includes(one) ?? true)) {
    const { fileMiB, rows, published, rejected, seconds, nodeMiB, commandMiB, exit } = await measure(name, bytes)
    const number = (value: number): string => Math.round(value).toLocaleString('en')
    const cells = [number(fileMiB) + ' MiB', ...[rows, published, rejected, seconds].map(number)]
    const memory = [nodeMiB, commandMiB].map((value) => `${number(value)} MiB`)
    process.stdout.write(`| ${[name, ...cells, ...memory].join(' | ')} |${exit === 0 ? '' : ` exit code ${exit}`}\n`)
  }
}

async function measure(name: BigFormat | Packing, bytes: number): Promise<Outcome> {
  await using folder = await scratchFolder()
  await using network = await createPartners({ kinds: ['exchange'], clearance: 'TLP:RED' })
  const home = network.partners[0]?.home.dir ?? ''
  const file = join(folder.dir, `big-${name}`)
  await write(name, bytes, file)
  const { size } = await stat(file)
  await using node = await runNode(home)
  await node.resetPeak()
  const begin = performance.now()
  const where = [
    '--marking',
    'TLP:GREEN',
    '--category',
    'phishing',
    '--feed',
    'big',
    '--rejects',
    join(folder.dir, 'rejects.jsonl'),
  ]
  const child = spawn(process.execPath, [cliFile, '--home', home, '--json', 'feed', 'import', file, ...where], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let commandMiB = 0
  const watch = setInterval(() => {
    void peakOf(child.pid).then((peak) => (commandMiB = Math.max(commandMiB, peak)))
  }, 500)
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text))
  const [exit] = (await once(child, 'exit')) as [number]
  clearInterval(watch)
  const nodeMiB = (await node.memory()).peakMiB
  const seconds = (performance.now() - begin) / 1000
  const summary = JSON.parse(told === '' ? '{}' : told) as {
    read?: number
    published?: number
    rejected?: Record<string, number>
  }
  const rejected = Object.values(summary.rejected ?? {}).reduce((sum, count) => sum + count, 0)
  await rm(file)
  const { read: rows = 0, published = 0 } = summary
  return { name, fileMiB: size / 2 ** 20, rows, published, rejected, seconds, nodeMiB, commandMiB, exit }
}

async function write(name: BigFormat | Packing, bytes: number, file: string): Promise<void> {
  if (name === 'zip') {
    await write('jsonl', bytes, `${file}.jsonl`)
    const zip = spawn('python3', ['-c', zipScript, file, `${file}.jsonl`], { stdio: 'inherit' })
    const [code] = (await once(zip, 'exit')) as [number]
    if (code !== 0) throw new Error('zip failed: is there a python3?')
    await rm(`${file}.jsonl`)
    return
  }
  const source = Readable.from(bigFile(isPacking(name) ? 'jsonl' : name, bytes))
  if (name === 'gzip') await pipeline(source, createGzip({ level: 1 }), createWriteStream(file))
  else if (name === 'zstd') await pipeline(source, createZstdCompress(), createWriteStream(file))
  else await pipeline(source, createWriteStream(file))
}

function isPacking(name: string): name is Packing {
  return packings.some((packing) => packing === name)
}

async function peakOf(pid = 0): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024
}
