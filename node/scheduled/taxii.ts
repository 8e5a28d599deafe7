// A collection of a TAXII server as a source: what was added since the last run, a group of pages at a time. Where it stands
// is kept once the pages before are durable.
import type { Auth } from '../feeds/asking.ts'
import { FeedError } from '../feeds/errors.ts'
import { importerOf } from '../feeds/index.ts'
import { checkOptions } from '../feeds/options.ts'
import { type TaxiiClient, type TaxiiCollection, type TaxiiPage, createTaxii, rowsOfPages } from '../feeds/taxii.ts'
import { OutboundError } from '../outbound/codes.ts'
import type { Outbound } from '../outbound/request.ts'
import { ScheduledError } from './codes.ts'
import { addDefinitions, envelopeOf } from './definitions.ts'
import { scheduledLimits } from './limits.ts'
import type { OpenOptions, Opened, Part } from './opened.ts'
import type { Memory, SourceSpec } from './types.ts'

export async function openTaxii(
  ask: Outbound['ask'],
  { location, collection }: SourceSpec,
  auth: Auth | undefined,
  open: OpenOptions,
): Promise<Opened> {
  checkOptions(importerOf('taxii'), open.options)
  const { signal, memory } = open
  const client = createTaxii(ask, { url: location, signal, ...(auth !== undefined && { auth }) })
  const found = await choose(client, location, collection)
  const known = memory.taxii?.collection === found.url ? memory.taxii : undefined
  let definitions = known?.definitions ?? []
  let state = known?.state ?? {}
  let objects = 0

  const kept = (): Memory => ({ taxii: { collection: found.url, state, definitions } })
  const partOf = (pages: readonly TaxiiPage[]): Part => {
    definitions = pages.reduce((all, { bytes }) => addDefinitions(all, bytes), definitions)
    const last = pages.at(-1)
    if (last !== undefined) state = last.state
    const after = kept()
    return { rows: rowsOfPages(each([envelopeOf(definitions), ...pages]), open.options), kept: () => after }
  }
  const parts = async function* (): AsyncGenerator<Part, void, void> {
    let group: TaxiiPage[] = []
    const isFull = (): boolean =>
      group.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) >= scheduledLimits.groupMaxBytes ||
      group.reduce((sum, page) => sum + page.objects, 0) >= scheduledLimits.groupMaxObjects
    let fault: unknown
    try {
      const limit = open.lookOnly === true ? scheduledLimits.checkRows : scheduledLimits.pageObjects
      for await (const page of client.pages(found.url, state, { limit })) {
        objects += page.objects
        group.push(page)
        if (isFull() || open.lookOnly === true) yield partOf(group.splice(0))
        if (open.lookOnly === true) return
      }
    } catch (error) {
      fault = error
    }
    // What came before the fault counts, and is not asked for again.
    if (group.length > 0) yield partOf(group)
    group = []
    if (fault !== undefined) throw fault as Error
  }
  return {
    ...{ kind: 'taxii', judges: 'revoked', covers: () => false, bytes: () => 0 },
    note: `collection ${found.title} (${found.id})`,
    parts: parts(),
    finished: kept,
    isEmpty: () => objects === 0,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

/** From discovery, an API root or a collection to the one collection that is meant. */
async function choose(
  client: TaxiiClient,
  location: string,
  wanted: string | undefined,
): Promise<Pick<TaxiiCollection, 'id' | 'title' | 'url'>> {
  const path = /^(.*\/collections\/([^/]+))\/?(?:objects\/?)?$/.exec(URL.parse(location)?.pathname ?? '')
  if (path !== null && wanted === undefined) {
    const [, own = '', id = ''] = path
    return { id: decodeURIComponent(id), title: decodeURIComponent(id), url: `${new URL(own, location).href}/` }
  }
  const all = await collectionsAt(client, location)
  const readable = all.filter(({ canRead }) => canRead)
  // An id is one collection's own; a title or an alias may be called as another's.
  const byId = all.filter(({ id }) => id.toLowerCase() === wanted?.toLowerCase())
  const isMeant = ({ title, alias }: TaxiiCollection): boolean => title === wanted || alias === wanted
  const named = wanted === undefined ? readable : byId.length > 0 ? byId : all.filter(isMeant)
  const [first] = named
  if (first !== undefined && named.length === 1) return first
  const list = all.map(({ id, title, canRead }) => `${id} (${title}${canRead ? '' : ', not readable'})`).join(', ')
  const why = wanted === undefined ? 'name one of' : `${JSON.stringify(wanted)} is not one of`
  throw new ScheduledError('collection-unspecified', `${why} the collections: ${list === '' ? 'there are none' : list}`)
}

/** Of every API root of a server, or of the root that the URL is. */
async function collectionsAt(client: TaxiiClient, location: string): Promise<readonly TaxiiCollection[]> {
  let roots: readonly string[]
  try {
    roots = await client.roots()
  } catch (error) {
    const isNoDiscovery =
      (error instanceof FeedError && error.code === 'source-malformed') ||
      (error instanceof OutboundError && error.status === 404)
    if (!isNoDiscovery) throw error
    return client.collections(location.replace(/\/collections\/?$/, '/')).catch(() => {
      throw error
    })
  }
  const all: TaxiiCollection[] = []
  let fault: unknown
  for (const root of roots) {
    try {
      all.push(...(await client.collections(root)))
    } catch (error) {
      // A root that this one may not see, or that lies on another host: the others count.
      fault ??= error
    }
  }
  if (all.length === 0 && fault !== undefined) throw fault as Error
  return all
}

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item, void, void> {
  for (const item of items) yield await Promise.resolve(item)
}
