// MISP feeds: which events of a manifest are read, from a folder and from a server, and which names are never opened.
import { type RequestListener, type Server, createServer } from 'node:http'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { importerOf } from '../../../node/feeds/index.ts'
import {
  type FeedFiles,
  type MispFeedEvent,
  filesOfFolder,
  filesOfUrl,
  openMispFeed,
} from '../../../node/feeds/misp-feed.ts'
import { createOutbound } from '../../../node/outbound/request.ts'

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const eventOf = (n: number) =>
  JSON.stringify({
    Event: { uuid: uuid(n), info: `Event ${n}`, Attribute: [{ type: 'domain', value: `host${n}.example` }] },
  })
const manifest = JSON.stringify({
  [uuid(1)]: { timestamp: 200, info: 'One', Orgc: { name: 'x' } },
  [uuid(2)]: { timestamp: '100', info: 'Two' },
  [uuid(3)]: { timestamp: 300 },
})

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'misp-feed-'))
  cleanups.push(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

async function serverWith(listener: RequestListener): Promise<FeedFiles> {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const outbound = createOutbound({ allowPrivate: true })
  cleanups.push(async () => {
    await outbound[Symbol.asyncDispose]()
    server.close()
  })
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed/`
  return filesOfUrl((url, ask) => outbound.ask(url, ask), base, { kind: 'bearer', token: 't' })
}

const files = { 'manifest.json': manifest, [`${uuid(1)}.json`]: eventOf(1), [`${uuid(2)}.json`]: eventOf(2) }

async function valuesOf(event: MispFeedEvent | undefined): Promise<string[]> {
  if (event === undefined) return []
  const bytes = await event.open()
  return (await Array.fromAsync(importerOf('misp').parse(bytes, {}))).flat().map(({ value }) => value)
}

const sources: [string, () => Promise<FeedFiles>][] = [
  ['a folder', () => Promise.resolve(filesOfFolder(folderWith(files)))],
  [
    'a server',
    () =>
      serverWith((request, response) => {
        const text = files[(request.url ?? '').replace('/feed/', '')]
        const allowed = request.headers.authorization === 'Bearer t'
        response.writeHead(!allowed ? 401 : text === undefined ? 404 : 200).end(text ?? '')
      }),
  ],
]

test.each(sources)('%s: what is new or changed, oldest change first', async (_, source) => {
  const read = await source()
  const feed = await openMispFeed(read)
  expect(feed.changed.map(({ name, timestamp, info }) => [name, timestamp, info])).toEqual([
    [`${uuid(2)}.json`, 100, 'Two'],
    [`${uuid(1)}.json`, 200, 'One'],
    [`${uuid(3)}.json`, 300, ''],
  ])
  const [two, one, three] = feed.changed
  expect(await valuesOf(two)).toEqual(['host2.example'])
  expect(await valuesOf(one)).toEqual(['host1.example'])
  // A feed that lost a file says so for that file alone.
  await expect(three?.open()).rejects.toMatchObject({ code: 'source-absent' })

  const known = new Map([
    [uuid(1), 200],
    [uuid(2), 99],
    [uuid(9), 5],
  ])
  const again = await openMispFeed(read, known)
  expect(again.changed.map((event) => event.uuid)).toEqual([uuid(2), uuid(3)])
  expect(again).toMatchObject({ unchanged: 1, gone: [uuid(9)] })
})

test.each<[string, Record<string, string>, string]>([
  ['no manifest', {}, 'source-absent'],
  ['a manifest that is no JSON', { 'manifest.json': '<html>' }, 'source-malformed'],
  ['a manifest that is a list', { 'manifest.json': '[]' }, 'source-malformed'],
  ['an event without a timestamp', { 'manifest.json': JSON.stringify({ [uuid(1)]: {} }) }, 'source-malformed'],
  ['an event that is none', { 'manifest.json': JSON.stringify({ [uuid(1)]: 5 }) }, 'source-malformed'],
  [
    'a name that leads elsewhere',
    { 'manifest.json': JSON.stringify({ '../../secret': { timestamp: 1 } }) },
    'source-malformed',
  ],
  ['__proto__', { 'manifest.json': '{"__proto__":{"timestamp":1}}' }, 'source-malformed'],
])('%s', async (_, given, code) => {
  await expect(openMispFeed(filesOfFolder(folderWith(given)))).rejects.toMatchObject({ code })
})

test('a folder where a file should be', async () => {
  const folder = folderWith({ 'manifest.json': manifest })
  mkdirSync(join(folder, `${uuid(1)}.json`))
  const { changed } = await openMispFeed(filesOfFolder(folder))
  await expect(valuesOf(changed[1])).rejects.toThrow()
})

test('a server that refuses is not one that lost a file', async () => {
  const read = await serverWith((_, response) => response.writeHead(403).end('{"title":"no"}'))
  await expect(openMispFeed(read)).rejects.toMatchObject({ code: 'status-unexpected', status: 403 })
})

test('the URL may name the manifest itself', async () => {
  const asked: string[] = []
  const read = filesOfUrl((url) => {
    asked.push(url)
    return Promise.resolve({
      status: 200,
      headers: {},
      url,
      body: (async function* () {
        yield Buffer.from(await Promise.resolve('{}'))
      })(),
    })
  }, 'https://feed.example/a/manifest.json?key=1')
  expect(await openMispFeed(read)).toEqual({ changed: [], unchanged: 0, gone: [] })
  expect(asked).toEqual(['https://feed.example/a/manifest.json?key=1'])
})
