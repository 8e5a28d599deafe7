// The documentation and the code name the same things: anchors that comments point at, fields, limits and codes.
import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { protocolCodes } from '../../protocol/codes.ts'
import { limits } from '../../protocol/limits.ts'
import { chains } from '../../protocol/subjects/chains.ts'
import { categories } from '../../protocol/categories.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => `${folder}/${name}`)

const protocol = read('docs/protocol.md')
const rows = protocol
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
const hasRow = (...cells: string[]): boolean => rows.some((row) => cells.every((cell, at) => row[at] === cell))

/** Anchors as GitHub makes them of headings. */
function anchorsOf(page: string): Set<string> {
  const headings = page.replace(/```[\s\S]*?```/g, '').matchAll(/^#{1,6} +(.+)$/gm)
  return new Set(
    [...headings].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

const sources = ['protocol', 'node', 'cli', 'test'].flatMap((folder) => filesIn(folder, /\.(?:ts|mjs|proto)$/))
const pages = filesIn('docs', /\.md$/)

test('every anchor that a comment points at is a heading', () => {
  const missing: string[] = []
  for (const file of sources) {
    for (const [, page = '', anchor = ''] of read(file).matchAll(/(?:docs\/)?([a-z-]+\.md)#([a-z-]+)/g)) {
      if (!pages.includes(`docs/${page}`) || !anchorsOf(read(`docs/${page}`)).has(anchor)) {
        missing.push(`${file}: ${page}#${anchor}`)
      }
    }
  }
  expect(missing).toEqual([])
})

test('links between pages lead somewhere', () => {
  const missing: string[] = []
  for (const file of pages) {
    const page = read(file)
    for (const [, target = ''] of page.replace(/```[\s\S]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const [path = '', anchor] = target.split('#')
      const to = path === '' ? file : new URL(path, new URL(file, root)).pathname.slice(root.pathname.length)
      if (to.startsWith('docs/') && !pages.includes(to)) missing.push(`${file}: ${target}`)
      else if (anchor !== undefined && !anchorsOf(read(to)).has(anchor)) missing.push(`${file}: ${target}`)
    }
  }
  expect(missing).toEqual([])
})

test('every field of every message stands in the specification with its number', () => {
  const schema = read('protocol/entente.proto').replace(/\/\/.*$/gm, '')
  const missing: string[] = []
  for (const [, message = '', body = ''] of schema.matchAll(/message (\w+) \{([^}]*)\}/g)) {
    const from = protocol.indexOf(`\n**\`${message}\`**`)
    const section = from < 0 ? '' : (protocol.slice(from + 1).split(/\n(?:\*\*`|#)/)[0] ?? '')
    for (const [, name = '', number = ''] of body.matchAll(/\s(\w+) = (\d+);/g)) {
      if (!new RegExp(`^\\| *${number} *\\| *\`${name}\` *\\|`, 'm').test(section)) missing.push(`${message}.${name}`)
    }
  }
  expect(missing).toEqual([])
})

test('every value of every enumeration stands in the specification', () => {
  const schema = read('protocol/entente.proto').replace(/\/\/.*$/gm, '')
  const missing: string[] = []
  for (const [, name = '', body = ''] of schema.matchAll(/enum (\w+) \{([^}]*)\}/g)) {
    for (const [, value = '', number = ''] of body.matchAll(/\s(\w+) = (\d+);/g)) {
      if (number === '0') continue
      if (!protocol.includes(`\`${value}\` ${number}`) && !hasRow(`\`${value}\``, number))
        missing.push(`${name}.${value}`)
    }
  }
  expect(missing).toEqual([])
})

test('every limit stands in the specification with its value', () => {
  const missing = Object.entries(limits).filter(
    ([name, value]) => !hasRow(`\`${name}\``, value.toLocaleString('en-US')),
  )
  expect(missing).toEqual([])
})

test('every code stands in the specification with its verdict and meaning', () => {
  const missing = Object.entries(protocolCodes).filter(
    ([code, { verdict, meaning }]) => !hasRow(`\`${code}\``, verdict, meaning),
  )
  expect(missing.map(([code]) => code)).toEqual([])
})

test('every chain and category stands in the specification', () => {
  expect(chains.filter(({ id, family }) => !hasRow(`\`${id}\``, family))).toEqual([])
  expect(categories.filter(({ name }) => !protocol.includes(`\`${name}\``))).toEqual([])
})
