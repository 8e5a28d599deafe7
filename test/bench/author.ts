// The author's way in without a node around it: where the bench hands in rows that are parsed already, or a database that
// keeps what is written.
import { randomBytes } from 'node:crypto'
import type { FeedRow, Importer } from '../../node/feeds/types.ts'
import type { Database } from '../../node/store/database.ts'
import { hexId, type NodeKey } from '../../protocol/ids.ts'
import { generateKeyPair } from '../../protocol/keys.ts'
import { importers } from '../../node/feeds/index.ts'
import { boundHeap } from '../../node/heap.ts'
import { loadHome, networkOf, readControls, readNodeSeeds } from '../../node/home/home.ts'
import { given } from '../../node/ingest/draft.ts'
import { openQuality } from '../../node/quality/quality.ts'
import { createIngest, type Ingest } from '../../node/ingest/ingest.ts'
import { silentLog } from '../../node/log.ts'
import { openStore } from '../../node/store/index.ts'
import type { Store } from '../../node/store/types.ts'
import { createTrust } from '../../node/trust/trust.ts'
import type { FeedFile } from './corpus.ts'
import { type ImportFeed, type Imported, pieces, requestOf, startTimer } from './feed-import.ts'

export interface Author extends AsyncDisposable {
  readonly store: Store
  readonly ingest: Ingest
  readonly importFeed: ImportFeed
}

/** Opens the home's store and way in. `database`: how LevelDB is opened. */
export async function openAuthor(dir: string, database?: (location: string) => Promise<Database>): Promise<Author> {
  boundHeap()
  const home = await loadHome(dir)
  const store = await openStore(home.paths.store, { clock: Date.now, ...(database === undefined ? {} : { database }) })
  const trust = await createTrust({ store, network: networkOf(home), seed: await readControls(home), log: silentLog })
  const seeds = await readNodeSeeds(home)
  const keys = generateKeyPair(seeds.node)
  const node = hexId<NodeKey>(keys.publicKey)
  const own = trust.memberOfNode(node)
  if (own === undefined) throw new Error('the home holds no certificate of its node')
  const ingest = createIngest({
    store,
    trust,
    gate: openQuality({
      ...{ store, trust, member: own.member, clock: Date.now },
      later: (task, ms) => void setTimeout(task, ms).unref(),
    }),
    member: own.member,
    node,
    secretKey: keys.secretKey,
    kem: { seed: seeds.kem, publicKey: own.kemKey },
    log: silentLog,
    clock: Date.now,
    random: (bytes) => randomBytes(bytes),
    later: (task, ms) => void setTimeout(task, ms),
    resume: [],
  })
  return {
    store,
    ingest,
    importFeed: (bytes, { format, feed, marking, ...options }, signal) =>
      ingest.importFeed(bytes, { format, feed, where: { marking }, options }, signal),
    [Symbol.asyncDispose]: async () => {
      await ingest.stop()
      await store.close()
    },
  }
}

/** Publishes rows that were read from their files before the time began. */
export async function importParsed({ importFeed }: Author, files: readonly FeedFile[]): Promise<Imported> {
  const parsed: { file: FeedFile; batches: (readonly FeedRow[])[] }[] = []
  for (const file of files) {
    const { format, category, sourceName } = requestOf(file)
    const options = { confidence: 80, ...given('category', category), ...given('sourceName', sourceName) }
    const batches: (readonly FeedRow[])[] = []
    for await (const batch of importers.get(format)!.parse(pieces(file.text), options)) batches.push(batch)
    parsed.push({ file, batches })
  }
  const known = importers as Map<string, Importer>
  const { signal } = new AbortController()
  let [read, published] = [0, 0]
  const timer = startTimer()
  for (const { file, batches } of parsed) {
    known.set('parsed', handOut(batches))
    const request = { feed: file.feed, format: 'parsed', marking: 'TLP:GREEN' }
    for await (const event of importFeed(pieces(''), request, signal)) {
      if (event.type !== 'summary') continue
      read += event.read
      published += event.published
    }
  }
  known.delete('parsed')
  return { read, published, ...timer() }
}

function handOut(batches: readonly (readonly FeedRow[])[]): Importer {
  return {
    name: 'parsed',
    summary: 'Rows that were read before',
    options: [],
    async *parse() {
      yield* batches
    },
  }
}
