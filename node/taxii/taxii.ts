// The TAXII server without its HTTP: what there is for a reader, page by page.
import type { MemberId } from '../../protocol/ids.ts'
import type { Reader } from '../access/access.ts'
import type { NodeFacade } from '../api/facade.ts'
import { type StixFacts, factsOf, stixFacts } from '../exports/index.ts'
import type { Store } from '../store/types.ts'
import { type Book, openBook } from './book.ts'
import { collectionsFor, findCollection, savedId } from './collections.ts'
import { TaxiiError } from './errors.ts'
import { openContested } from './contested.ts'
import { createLookup } from './lookup.ts'
import { type Posting, createPosting } from './posting.ts'
import { createSupport } from './support.ts'
import type { Collection, EntryPage, ObjectQuery } from './types.ts'
import { type WalkDeps, entriesOf, hasObject, versionsOf } from './walk.ts'

export interface TaxiiDeps {
  readonly store: Pick<
    Store,
    | 'pages'
    | 'alone'
    | 'about'
    | 'statement'
    | 'statementAt'
    | 'heads'
    | 'bundles'
    | 'onCommit'
    | 'places'
    | 'feeds'
    | 'meta'
    | 'putMeta'
  >
  /** The member whose tools post here. */
  readonly own: MemberId
  /** The newest charter. */
  readonly charter: () => { readonly network: string; readonly hash: string; readonly object: Uint8Array }
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly site: Site
  readonly pushes: NodeFacade['pushes']
  readonly publish: NodeFacade['publish']
  readonly random: (bytes: number) => Uint8Array
}

/** How the server presents itself, from config.json. */
export interface Site {
  readonly title?: string
  readonly contact?: string
  /** Under which clients reach it, where API roots are to be absolute. */
  readonly publicUrl?: string
}

export interface Taxii {
  readonly saved: Book
  readonly posting: Posting
  readonly site: Site
  /** The id of the collection of a saved filter. */
  idOf(name: string): string
  /** The name of the network. */
  networkName(): string
  collections(reader: Reader): Collection[]
  /** By id or alias. Throws `taxii-collection-unknown`, also for what the reader may not know of. */
  collection(reader: Reader, name: string): Collection
  page(reader: Reader, collection: Collection, query: ObjectQuery): Promise<EntryPage>
  /** Throws `taxii-object-unknown` where no version of it is in the collection. */
  assertObject(reader: Reader, collection: Collection, id: string): Promise<void>
  /** How much the table of ids takes, once it was asked for. */
  tableSize(): { readonly entries: number; readonly bytes: number } | undefined
  stop(): void
}

export function createTaxii(deps: TaxiiDeps): Taxii {
  const { store, clock, own } = deps
  let made: { readonly hash: string; readonly facts: StixFacts } | undefined
  const facts = (): StixFacts => {
    const { network, hash, object } = deps.charter()
    // No object here is said to have ended but by the version that says so.
    if (made?.hash !== hash) made = { hash, facts: stixFacts(factsOf(network, object), () => []) }
    return made.facts
  }
  const lookup = createLookup({ store, own, facts })
  const support = createSupport({ store })
  const saved = openBook(store, clock)
  const contested = openContested(store)
  const walk = (): WalkDeps => ({ store, support, lookup, own, facts: facts() })
  const walkFor = (reader: Reader): WalkDeps => ({
    ...walk(),
    // The node itself asks for all that there is under an id.
    ...(reader.kind !== 'node' && { isContested: contested.for(reader) }),
  })
  const collections = (reader: Reader): Collection[] => collectionsFor(reader, facts(), saved.list())

  return {
    saved,
    posting: createPosting({
      ...deps,
      contest: contested.add,
      versions: (reader, id) => versionsOf(id, reader, walkFor(reader)),
    }),
    site: deps.site,
    idOf: (name) => savedId(facts(), name),
    networkName: () => facts().networkName,
    collections,
    collection: (reader, name) => {
      const found = findCollection(collections(reader), name)
      if (found === undefined) throw new TaxiiError('taxii-collection-unknown', 'there is no such collection')
      return found
    },
    page: (reader, collection, query) => entriesOf(reader, collection, query, walkFor(reader)),
    assertObject: async (reader, collection, id) => {
      if (await hasObject(reader, collection, id, walkFor(reader))) return
      throw new TaxiiError('taxii-object-unknown', 'no such object is in the collection')
    },
    tableSize: () => lookup.size(),
    stop: () => lookup.stop(),
  }
}

export type * from './types.ts'
