// What may import what, and that every code is documented.
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { allCodes } from '../../cli/reference.ts'
import { codeTables } from '../../node/codes.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface Source {
  readonly path: string
  readonly text: string
  /** Paths of this project, or names of packages and of Node's own modules. */
  readonly imports: readonly string[]
}

function sourcesOf(room: string): Source[] {
  const folder = join(root, room)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|mjs)$/.test(name) && !/(?:^|\/)gen\/|\.d\.ts$/.test(name))
    .map((name) => {
      const path = join(room, name)
      const text = readFileSync(join(root, path), 'utf8')
      const named = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
      const imports = named.map((name) =>
        name.startsWith('.') ? relative(root, resolve(root, dirname(path), name)) : name,
      )
      return { path, text, imports }
    })
}

const protocol = sourcesOf('protocol').filter(({ path }) => !path.endsWith('generate.mjs'))
const node = sourcesOf('node')
const cli = sourcesOf('cli')

/** Imports that break a rule, as `file -> import`. */
function breaches(sources: readonly Source[], isBreach: (name: string) => boolean): string[] {
  return sources.flatMap(({ path, imports }) => imports.filter(isBreach).map((name) => `${path} -> ${name}`))
}

const within = (room: string) => (name: string) => name.startsWith(`${room}/`)
const room = (name: string): Source[] => node.filter(({ path }) => path.startsWith(`node/${name}/`))

describe('import direction cli -> node -> protocol', () => {
  it('has sources to look at', () => {
    expect(protocol.length).toBeGreaterThan(20)
    expect(node.length).toBeGreaterThan(40)
    expect(cli.length).toBeGreaterThan(20)
  })

  it('protocol imports neither node nor cli', () => {
    expect(breaches(protocol, (name) => within('node')(name) || within('cli')(name))).toEqual([])
  })

  it('node does not import cli', () => {
    expect(breaches(node, within('cli'))).toEqual([])
  })

  it('nothing that is shipped imports tests or docs', () => {
    expect(breaches([...protocol, ...node, ...cli], (name) => /^(?:test|docs)\//.test(name))).toEqual([])
  })
})

describe('rooms of the node', () => {
  it.each([
    ['store', 'network'],
    ['network', 'store'],
    ['network', 'ingest'],
    ['store', 'ingest'],
    ['ingest', 'network'],
    ['feeds', 'store'],
  ])('%s does not know %s', (from, to) => {
    expect(breaches(room(from), within(`node/${to}`))).toEqual([])
  })

  it.each(['access', 'validation'])('%s imports only protocol', (name) => {
    const sources = room(name)
    expect(sources.length).toBeGreaterThan(0)
    expect(breaches(sources, (imported) => !within('protocol')(imported) && !within(`node/${name}`)(imported))).toEqual(
      [],
    )
  })
})

describe('protocol is pure', () => {
  it('imports no I/O', () => {
    const allowed = new Set(['node:crypto', 'node:module', 'node:url'])
    const impure = (name: string): boolean =>
      (name.startsWith('node:') && !allowed.has(name)) || /^(?:level|classic-level|libp2p|@libp2p\/|fastify)/.test(name)
    expect(breaches(protocol, impure)).toEqual([])
  })

  it.each([
    /\bprocess\.(?!versions)/,
    /\bDate\.now\b/,
    /\bnew Date\(\)/,
    /\bMath\.random\b/,
    /\brandomBytes\b/,
    /\bconsole\./,
  ])('does not say %s', (pattern) => {
    const code = (text: string): string => text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')
    expect(protocol.filter(({ text }) => pattern.test(code(text))).map(({ path }) => path)).toEqual([])
  })
})

describe('client commands start without the node', () => {
  const files = new Map([...protocol, ...node, ...cli].map((source) => [source.path, source]))

  /** Everything that is loaded with a file: what it imports, types aside, without what it loads later. */
  function loadedWith(path: string, seen = new Set<string>()): Set<string> {
    const source = files.get(path)
    if (seen.has(path)) return seen
    seen.add(path)
    const text = source?.text ?? ''
    for (const match of text.matchAll(/^(?:import|export)\s+(?!type\b)[^'()]*?from\s+'([^']+)'/gm)) {
      const name = match[1] ?? ''
      if (name.startsWith('.')) loadedWith(relative(root, resolve(root, dirname(path), name)), seen)
      else seen.add(name)
    }
    return seen
  }

  it.each(['lookup', 'publish', 'feed', 'feeds', 'list', 'export', 'show', 'status', 'speak', 'token', 'verify'])(
    '%s',
    (command) => {
      const loaded = [...loadedWith('cli/start.ts'), ...loadedWith(`cli/commands/${command}.ts`)]
      const heavy = /^(?:libp2p|@libp2p\/|fastify|level|typebox|tldts|protobufjs|@noble\/|hpke|cli-table3)/
      expect(loaded.filter((name) => heavy.test(name))).toEqual([])
    },
  )
})

describe('error codes', () => {
  const page = readFileSync(join(root, 'docs/errors.md'), 'utf8')

  it('every code is documented with meaning and hint', () => {
    const missing = allCodes().filter(({ code }) => !page.includes(`| \`${code}\` |`))
    expect(missing.map(({ code }) => code)).toEqual([])
    for (const { code, meaning, hint } of allCodes()) {
      expect(meaning.length, code).toBeGreaterThan(10)
      expect(hint.length, code).toBeGreaterThan(5)
    }
  })

  it('every table of codes is known to node/codes.ts', () => {
    const tables = node
      .filter(({ path }) => /^node\/[^/]+\/codes\.ts$/.test(path))
      .map(({ path }) => path.split('/')[1])
    expect(
      Object.keys(codeTables)
        .filter((name) => name !== 'protocol')
        .sort(),
    ).toEqual(tables.sort())
  })

  it('no code means two things', () => {
    // Refused at two places, for one reason.
    const sameThing = new Set(['internal', 'kind-unsupported', 'target-missing'])
    const rooms = Map.groupBy(allCodes(), ({ code }) => code)
    const twice = [...rooms].filter(([code, entries]) => entries.length > 1 && !sameThing.has(code))
    expect(twice.map(([code, entries]) => `${code}: ${entries.map((entry) => entry.room).join(', ')}`)).toEqual([])
  })
})

describe('every file', () => {
  it('begins with its one reason', () => {
    const wrong = [...protocol, ...node, ...cli].filter(({ text }) => !/^(?:#!.*\n)?\/\/ \S/.test(text))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})
