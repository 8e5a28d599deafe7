// TAXII 2.1 on a node as `entente run` has it: a walk from discovery to the last page, 10,000 indicators posted and read
// back in pages of 1,000, beside what OpenTAXII does on such a machine.
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { filled, type Ground, homes } from './ground.ts'
import { atLeast, atMost, median, type Row } from './result.ts'
import { type RunningNode, runNode } from './running-node.ts'
import { bodyOf, pagesOf, type TaxiiSession, taxiiSession } from './taxii-client.ts'

const part = 'taxii'
const heldMin = 100_000
const posted = 10_000
const pageSize = 1000
/** OpenTAXII on two such processors: objects posted a second, and milliseconds to read 10,000. */
const openTaxii = { postedPerSecond: 505, readMs: 1450, pageMs: 115 }

export async function measureTaxii({ statements, say }: Ground): Promise<Row[]> {
  await using network = await homes(1)
  const [dir = ''] = network.dirs
  say('filling a node to be walked')
  await filled(dir, Math.max(statements, heldMin))
  const port = await freePort()
  const file = join(dir, 'config.json')
  const config = JSON.parse(await readFile(file, 'utf8')) as object
  await writeFile(file, JSON.stringify({ ...config, http: { host: '127.0.0.1', port } }))
  await using node = await runNode(dir)
  const session = taxiiSession(port, await tokenOf(node, 'walker', 'TLP:GREEN'))
  const stranger = taxiiSession(port, await tokenOf(node, 'stranger', 'TLP:CLEAR'))
  try {
    say('walking from discovery to the last page')
    const objects = await objectsPath(session, 'green')
    const { ids, last, ms: walkMs } = await walk(session, objects)
    say('posting 10,000 indicators, and reading them back')
    const body = Buffer.from(JSON.stringify({ objects: Array.from({ length: posted }, (_, at) => indicatorOf(at)) }))
    const begin = performance.now()
    const status = bodyOf(await session.ask(objects, body), 202)
    const postSeconds = (performance.now() - begin) / 1000
    if (status['success_count'] !== posted) throw new Error(`${String(status['success_count'])} were taken`)
    const query = `${objects}?limit=${pageSize}&match%5Btype%5D=indicator&added_after=${last}`
    const read = await pagesOf(session, query)
    const back = checked(read.pages)
    if (back.ids.size !== posted) throw new Error(`${back.ids.size} of ${posted} came back`)
    const again = await pagesOf(session, query)
    const parsing = performance.now()
    for (const page of again.pages) bodyOf(page)
    const parseMs = performance.now() - parsing
    const all = (await objectsPath(stranger, 'all')) + query.slice(objects.length)
    if (bodyOf(await stranger.ask(all)).objects !== undefined) throw new Error('a weaker token was shown something')
    const [first = ''] = back.ids
    const byId = await timed(() => session.ask(`${objects}${first}/`))
    const manyById: number[] = []
    for (const id of [...ids].slice(-200)) manyById.push(await timed(() => session.ask(`${objects}${id}/`)))
    const memory = await node.memory()
    return [
      { part, what: 'objects walked, discovery to last page', value: ids.size, unit: 'statements' },
      { part, what: 'the walk, in pages of 1,000', value: ids.size / (walkMs / 1000), unit: '/s' },
      {
        part,
        what: '10,000 indicators in one POST, durable',
        value: posted / postSeconds,
        unit: '/s',
        target: atLeast(posted / postSeconds, openTaxii.postedPerSecond * 10),
      },
      {
        part,
        what: 'reading them back, in pages of 1,000',
        value: read.ms,
        unit: 'ms',
        target: atMost(read.ms, openTaxii.readMs / 5, 'ms'),
      },
      {
        part,
        what: 'one of these pages',
        value: median(read.times),
        unit: 'ms',
        target: atMost(median(read.times), openTaxii.pageMs / 5, 'ms'),
      },
      { part, what: 'reading them once more', value: again.ms, unit: 'ms' },
      { part, what: 'the client’s own parsing of the ten pages', value: parseMs, unit: 'ms' },
      { part, what: 'the first object by its id, which makes the table', value: byId, unit: 'ms' },
      { part, what: 'an object by its id', value: median(manyById), unit: 'ms' },
      { part, what: 'resident memory of the node afterwards', value: memory.residentMiB, unit: 'MiB' },
    ]
  } finally {
    session.close()
    stranger.close()
  }
}

/** By what the server tells, from discovery on. */
async function objectsPath(session: TaxiiSession, alias: string): Promise<string> {
  const discovery = bodyOf(await session.ask('/taxii2/'))
  const root = String(discovery['default'])
  if (!String(bodyOf(await session.ask(root))['versions']).includes('taxii+json;version=2.1'))
    throw new Error('no root')
  const { collections } = bodyOf(await session.ask(`${root}collections/`))
  const found = (collections as { id: string; alias: string; can_read: boolean }[]).find((one) => one.alias === alias)
  if (found?.can_read !== true) throw new Error(`there is no collection ${alias} to read`)
  bodyOf(await session.ask(`${root}collections/${found.id}/`))
  return `${root}collections/${found.id}/objects/`
}

/** From the first page to the last. The pages are let go: their hundreds of megabytes are not to weigh on what is timed next. */
async function walk(session: TaxiiSession, objects: string): Promise<{ ids: Set<string>; last: string; ms: number }> {
  const { pages, ms } = await pagesOf(session, `${objects}?limit=${pageSize}`)
  return { ...checked(pages), ms }
}

/** Every object once, and dates that grow from page to page. */
function checked(pages: Awaited<ReturnType<typeof pagesOf>>['pages']): { ids: Set<string>; last: string } {
  const ids = new Set<string>()
  let count = 0
  let last = ''
  for (const page of pages) {
    const { objects = [] } = bodyOf(page)
    count += objects.length
    for (const { id, spec_version: spec } of objects) {
      if (spec !== '2.1') throw new Error('an object without spec_version')
      ids.add(String(id))
    }
    const first = String(page.headers['x-taxii-date-added-first'])
    if (first <= last) throw new Error(`a page begins at ${first}, behind ${last}`)
    last = String(page.headers['x-taxii-date-added-last'])
  }
  if (ids.size !== count) throw new Error(`${count - ids.size} objects came twice`)
  return { ids, last }
}

function indicatorOf(at: number): object {
  const id = `indicator--${String(at).padStart(8, '0')}-7a6b-4c5d-8e9f-${String(at).padStart(12, '0')}`
  const time = '2026-01-10T00:00:00.000Z'
  return {
    ...{ type: 'indicator', spec_version: '2.1', id, created: time, modified: time, valid_from: time },
    ...{ name: `Indicator ${at}`, indicator_types: ['malicious-activity'], labels: ['phishing'], confidence: 80 },
    ...{ pattern: `[domain-name:value = 'posted-${at}.example-${at % 977}.com']`, pattern_type: 'stix' },
  }
}

async function tokenOf(node: RunningNode, name: string, clearance: string): Promise<string> {
  let secret = ''
  const body = JSON.stringify({ name, role: 'staff', clearance, scopes: ['read', 'import'], rate: 100_000 })
  await node.client.lines({ method: 'POST', path: '/v1/tokens', type: 'application/json', body }, (line) => {
    secret = (line as { secret: string }).secret
  })
  return secret
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
