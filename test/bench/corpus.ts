// What the bench imports: the real public feeds where a copy of them stands beside the repository, and further files
// derived from them by a seed, in the same formats and proportions. Without a copy: generated files of the same shapes.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file as a publisher would hand it in. */
export interface FeedFile {
  readonly feed: string
  readonly format: string
  readonly text: string
  readonly sourceName?: string
  readonly category?: string
}

/** Where the feeds come from, for the page. */
export type Origin = 'real' | 'generated'

interface Shape {
  readonly feed: string
  readonly format: string
  readonly paths: readonly string[]
  readonly category?: string
}

const folder = fileURLToPath(new URL('../../../shared/feeds/', import.meta.url))

const shapes: readonly Shape[] = [
  { feed: 'metamask', format: 'metamask', paths: ['metamask-npm/config.json'] },
  { feed: 'polkadot', format: 'polkadot', paths: ['polkadot-phishing/all.json', 'polkadot-phishing/address.json'] },
  { feed: 'scamsniffer', format: 'scamsniffer', paths: ['scamsniffer/blacklist/combined.json'] },
  {
    feed: 'forta',
    format: 'forta',
    paths: ['phishing_scams', 'etherscan_malicious_labels', 'malicious_smart_contracts'].map(
      (name) => `forta/labels/1/${name}.csv`,
    ),
  },
  { feed: 'ipsum', format: 'ipsum', paths: ['ipsum/ipsum.txt'], category: 'malware' },
  { feed: 'discord', format: 'list', paths: ['discord-phishing-links/txt/domain-list.txt'], category: 'phishing' },
]

export function corpusOrigin(): Origin {
  return existsSync(folder) ? 'real' : 'generated'
}

/** The files of one generation: 0 is the feeds as they are, every later one has other subjects in the same files. */
export function generation(number: number): FeedFile[] {
  const files = corpusOrigin() === 'real' ? realFiles() : generatedFiles()
  return number === 0 ? files : files.map((file) => ({ ...file, text: derived(file, number) }))
}

function realFiles(): FeedFile[] {
  const files = shapes.flatMap(({ paths, ...shape }) =>
    paths.map((path) => ({ ...shape, text: readFileSync(join(folder, path), 'utf8') })),
  )
  const ofac = readdirSync(join(folder, 'ofac-0xb10c')).filter((name) => name.endsWith('.txt'))
  const lists = ofac.map((sourceName) => ({
    feed: 'ofac',
    format: 'ofac',
    sourceName,
    text: readFileSync(join(folder, 'ofac-0xb10c', sourceName), 'utf8'),
  }))
  return [...files, ...lists]
}

// ---------------------------------------------------------------- derived

/**
 * The same file with other subjects: each EVM address, IP and first label of a name is replaced by one that the seed and
 * the old one give, as long and of the same kind of characters. Names lose the words in them, so that they compress
 * worse than real ones do.
 */
function derived({ format, text }: FeedFile, number: number): string {
  const key = `entente bench ${number} `
  const addresses = text.replace(/0x[0-9a-fA-F]{40}\b/g, (old) => `0x${hexOf(key + old.toLowerCase()).slice(0, 40)}`)
  // Labels and creation hashes of a contract are not subjects.
  if (format === 'forta' || format === 'ofac') return addresses
  if (format === 'ipsum') return addresses.replace(/^\d+\.\d+\.\d+\.\d+/gm, (old) => publicIp(key + old))
  return addresses.replace(/(?<![\w.-])[a-z0-9-]{2,}(?=(?:\.[a-z0-9-]+)*\.[a-z]{2,})/g, (old) => otherLabel(key, old))
}

function otherLabel(key: string, old: string): string {
  const hash = createHash('sha512')
    .update(key + old)
    .digest()
  let label = ''
  for (let at = 0; at < old.length; at += 1) {
    const character = old[at] ?? ''
    const byte = hash[at % hash.length] ?? 0
    if (/[a-z]/.test(character)) label += String.fromCharCode(97 + (byte % 26))
    else if (/[0-9]/.test(character)) label += String.fromCharCode(48 + (byte % 10))
    else label += character
  }
  // A label such as `app` has too few others: one more part keeps the name distinct.
  return old.length < 8 ? `${label}-${hexOf(key + old + 'part').slice(0, 5)}` : label
}

function publicIp(key: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = createHash('sha256').update(key).digest()
  return `${20 + (a % 70)}.${b}.${c}.${1 + (d % 254)}`
}

function hexOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

// ---------------------------------------------------------------- generated

const words = ['claim', 'airdrop', 'wallet', 'connect', 'mint', 'swap', 'bridge', 'reward', 'secure', 'portal']
const suffixes = ['com', 'xyz', 'app', 'io', 'net', 'org', 'online', 'site', 'top', 'finance']

/** Files of the shapes and about the sizes of the public feeds. */
function generatedFiles(): FeedFile[] {
  const domains = (name: string, count: number): string[] =>
    Array.from({ length: count }, (_, at) => domainOf(name, at))
  const addresses = (name: string, count: number): string[] =>
    Array.from({ length: count }, (_, at) => `0x${hexOf(`${name} ${at}`).slice(0, 40)}`)
  const labelled = addresses('forta', 12_000).map((address, at) => `${address},Fake_Phishing${at},phish-hack,False`)
  return [
    { feed: 'polkadot', format: 'polkadot', text: JSON.stringify({ allow: [], deny: domains('polkadot', 40_000) }) },
    {
      feed: 'scamsniffer',
      format: 'scamsniffer',
      text: JSON.stringify(
        Object.fromEntries(domains('sniffer', 6_000).map((name, at) => [name, addresses(`sniffer ${at}`, 1)])),
      ),
    },
    {
      feed: 'forta',
      format: 'forta',
      text: ['address,etherscan_tag,etherscan_labels,is_contract', ...labelled].join('\n'),
    },
    {
      feed: 'ipsum',
      format: 'ipsum',
      category: 'malware',
      text: Array.from({ length: 100_000 }, (_, at) => `${publicIp(`ipsum ${at}`)}\t${1 + (at % 9)}`).join('\n'),
    },
    { feed: 'names', format: 'list', category: 'phishing', text: domains('names', 20_000).join('\n') },
  ]
}

function domainOf(name: string, at: number): string {
  const hash = createHash('sha256').update(`${name} ${at}`).digest()
  const word = (index: number): string => words[(hash[index] ?? 0) % words.length] ?? ''
  return `${word(0)}-${word(1)}${hash.readUInt16BE(2)}${at}.${suffixes[(hash[4] ?? 0) % suffixes.length] ?? 'com'}`
}
