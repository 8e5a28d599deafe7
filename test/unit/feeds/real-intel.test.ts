// The real bundles and events, where a copy of them stands beside the repository: rows by counts that are made here
// without the importers, and what is refused.
import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { TakenRow } from '../../../node/feeds/index.ts'
import { openMispFeed, filesOfFolder } from '../../../node/feeds/misp-feed.ts'
import { codes, readFrom } from './read.ts'

const folder = new URL('../../../../shared/feeds/', import.meta.url)
const there = existsSync(folder)

function filesIn(name: string, except = /manifest\.json$|reports\.json$/): string[] {
  if (!there) return []
  return readdirSync(new URL(name, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json') && !except.test(file))
    .map((file) => `${name}/${file}`)
    .toSorted()
}

const read = (format: string, path: string) =>
  readFrom(format, createReadStream(new URL(path, folder)) as AsyncIterable<Uint8Array>)
const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'))

interface StixObject {
  type: string
  pattern?: string
}

/** Comparisons of a pattern: every quoted text that stands behind an operator. */
const tests = (pattern: string) => [...pattern.matchAll(/(?:=|MATCHES)\s*'(?:[^'\\]|\\.)*'/g)].length
const observables = new Set(['ipv4-addr', 'domain-name', 'url', 'file', 'email-addr'])

describe.skipIf(!there)(`real STIX (skipped where ${folder.pathname} is not there)`, () => {
  const files = [...filesIn('unit42-stix2/stix2-reports/report_json'), ...filesIn('oasis-stix2-examples/examples')]
  test.each(files)('%s', async (path) => {
    const document = json(path) as { objects?: StixObject[] } & StixObject
    const objects = document.objects ?? [document]
    const expected = objects
      .filter(({ type }) => type === 'indicator' || observables.has(type))
      .map(({ pattern }) => (pattern === undefined ? 1 : pattern.includes(' AND ') ? 1 : tests(pattern)))
      .reduce((sum, count) => sum + count, 0)
    const { rows, error } = await read('stix', path)
    expect(error).toBeUndefined()
    // An observable that an indicator names is no row of its own; a pattern that says one thing twice is one.
    expect(rows.length).toBeLessThanOrEqual(expected)
    expect(rows.length).toBeGreaterThanOrEqual(new Set(objects.flatMap(({ pattern }) => pattern ?? [])).size)
    for (const row of rows) expect(['no-subject', 'pattern-unsupported', undefined]).toContain(row.reject)
  })

  test('all of them together', async () => {
    const total: Record<string, number> = {}
    for (const path of files)
      for (const [code, count] of Object.entries(codes(await read('stix', path))))
        total[code] = (total[code] ?? 0) + count
    expect(total).toEqual({ taken: 2799, 'no-subject': 24, 'pattern-unsupported': 4 })
  })

  test('a report tells of its indicators', async () => {
    const { rows } = await read('stix', 'unit42-stix2/stix2-reports/report_json/2025-05-13-AdaptixC2-activity.json')
    const urls = rows.map((row) => (row as TakenRow).fields.external)
    expect(urls.every((list) => list?.length === 2)).toBe(true)
  })
})

interface Attribute {
  type: string
  value: string
}
interface Event {
  Tag?: { name: string }[]
  distribution?: string
  Attribute: Attribute[]
  Object?: { Attribute: Attribute[] }[]
}

const mispPaths = [...filesIn('eset-misp'), ...filesIn('infoblox-misp-feed/indicators/misp')]
const named =
  /^(?:domain|hostname|ip-(?:src|dst)(?:\|port)?|url|email-(?:src|dst)|btc|xmr|dash|(?:filename\|)?(?:md5|sha1|sha256))$/

describe.skipIf(!there)(`real MISP (skipped where ${folder.pathname} is not there)`, () => {
  test.each(mispPaths)('%s', async (path) => {
    const document = json(path) as { response?: { Event: Event }[]; Event: Event }
    const events = (document.response ?? [document]).map(({ Event }) => Event)
    const attributes = events.flatMap((event) => [
      ...event.Attribute,
      ...(event.Object ?? []).flatMap((object) => object.Attribute),
    ])
    const taken =
      attributes.filter(({ type }) => named.test(type)).length +
      2 * attributes.filter(({ type }) => type === 'domain|ip').length
    const rest = attributes.filter(({ type }) => !named.test(type) && type !== 'domain|ip').length
    const { rows, error } = await read('misp', path)
    expect(error).toBeUndefined()
    expect(codes({ rows, error, message: '' })).toEqual({
      ...(taken > 0 && { taken }),
      ...(rest > 0 && { 'no-subject': rest }),
    })
    const markings = rows.flatMap((row) => (row.reject === undefined ? [row.fields.marking] : []))
    const [event] = events
    if (event?.distribution === '0') expect(new Set(markings)).toEqual(new Set(['TLP:RED']))
    if (event?.Tag?.some(({ name }) => /^tlp:(?:white|clear)$/.test(name)) === true)
      expect(markings).not.toContain(undefined)
  })

  test('a feed that names files which are not there', async () => {
    const feed = await openMispFeed(filesOfFolder(new URL('infoblox-misp-feed/indicators/misp', folder).pathname))
    expect(feed.changed).toHaveLength(46)
    const opened = await Promise.allSettled(
      feed.changed.map(async ({ open }) => (await Array.fromAsync(await open())).length),
    )
    const absent = opened.filter(({ status }) => status === 'rejected')
    expect(absent).toHaveLength(46 - filesIn('infoblox-misp-feed/indicators/misp').length)
    for (const one of absent) expect(one).toMatchObject({ reason: { code: 'source-absent' } })
  })
})
