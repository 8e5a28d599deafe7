// The table for a terminal, and the page docs/benchmarks.md.
import { readFileSync } from 'node:fs'
import { arch, cpus, release, totalmem, type } from 'node:os'
import { createRequire } from 'node:module'
import { corpusOrigin } from './corpus.ts'
import type { Share } from './profile.ts'
import type { Row, Unit } from './result.ts'

export interface Machine {
  readonly date: string
  readonly processor: string
  readonly processors: number
  readonly memoryGiB: number
  readonly system: string
  readonly versions: Readonly<Record<string, string>>
  /** Load averages of the machine as the run began. */
  readonly loadBefore: readonly number[]
}

export interface Run {
  readonly machine: Machine
  readonly statements: number
  readonly seconds: number
  readonly rows: readonly Row[]
  /** Profiles of what did not reach its target. */
  readonly profiles: Readonly<Record<string, readonly Share[]>>
}

const packages = [
  'libp2p',
  '@libp2p/noise',
  '@libp2p/yamux',
  '@libp2p/gossipsub',
  'level',
  'classic-level',
  'protobufjs',
]

export function machine(loadBefore: readonly number[]): Machine {
  const require = createRequire(import.meta.url)
  const versions = Object.fromEntries(
    packages.map((name) => {
      const file = require.resolve.paths(name)?.map((dir) => `${dir}/${name}/package.json`)[0] ?? ''
      return [name, versionIn(file) ?? versionIn(fromRoot(name)) ?? '?']
    }),
  )
  const all = cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: all[0]?.model.trim() ?? '?',
    processors: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split('-')[0] ?? ''} ${arch()}`,
    versions: { node: process.versions.node, openssl: process.versions.openssl, ...versions },
    loadBefore,
  }
}

function fromRoot(name: string): string {
  return new URL(`../../node_modules/${name}/package.json`, import.meta.url).pathname
}

function versionIn(file: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
  } catch {
    return undefined
  }
}

/** One line a row, in columns. */
export function terminalTable(rows: readonly Row[]): string {
  const cells = rows.map(cellsOf)
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...cells.map((cell) => cell[at]?.length ?? 0)))
  return cells
    .map((cell) =>
      cell.map((text, at) => (at === 1 ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0))).join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n')
}

function cellsOf(row: Row): string[] {
  const { floor, target } = row
  return [
    row.what,
    `${numberText(row.value, row.unit)} ${row.unit}`,
    floor === undefined ? '' : `${floor.ratio.toFixed(2)} of the floor`,
    target?.text ?? '',
    target === undefined ? '' : target.reached ? 'reached' : 'not reached',
  ]
}

function numberText(value: number, unit: Unit): string {
  const digits = unit === 'ms' || unit === 'µs' || unit === '%' || unit === 'bytes/statement' ? 1 : 0
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

const partTitles: Readonly<Record<string, string>> = {
  raw: 'Raw floors',
  publish: 'Publish',
  replicate: 'Replicate',
  sealing: 'Sealing',
  live: 'Live',
  reads: 'Reads and the disk',
  audit: 'Audit log',
  taxii: 'TAXII',
  million: 'A million statements',
}

const partNotes: Readonly<Record<string, string>> = {
  publish:
    'One node without its network. The time runs from the first byte of the feed until the last statement is durable and found by every index. The floor is what the store wrote, recorded key by key and value by value, as raw LevelDB batches of 1,000 statements, each synced before the next. Floor and node take turns; each figure is the median of its rounds.',
  replicate:
    'A holds everything, B nothing; two processes, one machine, real libp2p. The time runs from the admitted connection until B holds every statement: signatures and Merkle roots checked, synced to disk, in all indexes. Wire bytes are what the TCP sockets of B carried in both directions.',
  sealing:
    'In process, steps of one bundle in turns. A bundle of a restricted lane costs its sealing beside the root, the signature and the compression that every bundle costs. Grants are wrapped one after the other on the thread of the node, with turns for other work between two of them, and signed into bundles of at most 256 KiB; they share the key of the epoch before.',
  live: 'Three nodes in processes of their own with 20,000 statements each. A client sends one statement to the API of A and waits until the watch streams of B and C have given it: one clock, no polling. Under an import: A takes in a feed at the same time.',
  reads:
    'In process: from canonical keys in random order, a hit with its statement decoded. Over the socket: many values in one request, answered as JSON Lines with the full view of each statement, the client on the same machine. The command line: from the start of the process to its end, against a running node.',
  audit:
    'A store in process, 10,000 values in random order, a hit with its statement decoded. An entry for each value is the worst case: a client that sends every value in a request of its own; the entries list what was shown. With and without take turns; each figure is the median of its rounds, and counts the time of the JavaScript thread alone until the last value is answered: entries are written and synced beside it.',
  taxii:
    'A node as `entente run` has it, a client by raw HTTP on one connection, every object judged by the token. The targets are ten times the posting and five times the reading of OpenTAXII on two such processors: 505 objects/s posted, 10,000 read in 1.45 s, a page of 1,000 in 115 ms. A page counts when its last byte is there; pages are parsed and checked afterwards: every object once, dates that grow, and nothing of it for a token without the clearance.',
  million:
    'A whole node (network, API, store). The files are sent over its API socket by another process. Memory is resident set size as the system counts it, without any forced collection.',
}

/** Why a part falls short of its target, from profiles of whole runs; printed where it does. */
const reasons: Readonly<Record<string, string>> = {
  publish:
    'Short of the target, and why: one JavaScript thread does everything that the floor does not. Of its time about a fifth goes into reading the feed, the subject and its rules; an eighth into the identity and fingerprint by which an import is idempotent; a tenth into the encoding; a fifth into the bundle (leaf hashes, tree, salts, one signature a 1,024 statements); a seventh into handing keys and values to LevelDB, which is all that the floor does; a tenth into collecting garbage. LevelDB itself works beside it on a thread of its own and waits. No single part is large: what would change the figure is a second thread for reading and encoding. The floor is high because feeds come sorted: their keys are nearly sequential, and it writes twice as fast as with random ones.',
  replicate:
    "Short of half of the floor, and why: B's JavaScript thread decodes each statement and compares it with its one encoding (a quarter of its time), hashes each leaf and the tree (a fifth), opens the payload and fills the batch (a fifth), and waits for the network a sixth of the time. The floor is the partner's two keys alone, nearly sequential.",
  reads:
    'Look-ups in process are bound by two reads of LevelDB, each a block to find and to copy from; decoding the statement and its provenance is the rest. Of the command, a third and more is the start of Node.js itself.',
  live: 'A live statement stands in the lane of its marking behind the bundles of the import that were made before it, at the author and at every partner: its wait is their backlog.',
}

export function page({ machine: at, statements, seconds, rows, profiles }: Run): string {
  const lines = [
    '# Benchmarks',
    '',
    '`npm run bench -- --write` measures and writes this page.',
    '',
    `Measured on ${at.date}: ${at.processor}, ${at.processors} processors, ${at.memoryGiB} GiB, ${at.system}; ` +
      `${Object.entries(at.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ')}. ` +
      `Load of the machine before the run: ${at.loadBefore.map((load) => load.toFixed(1)).join(', ')}. ` +
      `${Math.round(seconds / 60)} minutes in all, about ${statements.toLocaleString('en')} statements a measure.`,
    '',
    corpusOrigin() === 'real'
      ? 'The statements are the public feeds of MetaMask, polkadot-js, ScamSniffer, Forta, IPsum, OFAC and a list of Discord phishing domains, 222,000 distinct ones. Where more are needed, files derived from them are imported too: same formats and rows, each EVM address, IP and first label of a name replaced by a seed with one as long. Derived names have no words in them and compress worse than real ones.'
      : 'No copy of the public feeds stood beside the repository: the statements are generated in the shapes and proportions of those feeds, by a seed.',
  ]
  for (const [part, title] of Object.entries(partTitles)) {
    const own = rows.filter((row) => row.part === part)
    if (own.length === 0) continue
    lines.push('', `## ${title}`, '')
    const note = partNotes[part]
    if (note !== undefined) lines.push(note, '')
    lines.push('| | measured | of the floor | target | |', '|---|---:|---:|---|---|')
    for (const row of own) {
      const [what = '', value = '', ratio = '', target = '', reached = ''] = cellsOf(row)
      lines.push(`| ${what} | ${value} | ${ratio.replace(' of the floor', '')} | ${target} | ${reached} |`)
    }
    const reason = reasons[part]
    if (reason !== undefined && (part === 'live' || own.some(({ target }) => target?.reached === false))) {
      lines.push('', reason)
    }
    const shares = profiles[part]
    if (shares === undefined) continue
    lines.push(
      '',
      'Where the time of the JavaScript thread goes, by function, without what waits:',
      '',
      '| share | function |',
      '|---:|---|',
    )
    for (const { where, share } of shares) lines.push(`| ${(share * 100).toFixed(1)} % | \`${where}\` |`)
  }
  return `${lines.join('\n')}\n`
}
