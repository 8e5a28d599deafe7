// Reads by what a statement is filed under, in cursor order: postings of the bundles are intersected first, then the
// statements of the bundles that remain are read. Access is judged per bundle, and per statement where those name their
// readers, before anything is counted.
import { mayRead, mayReadStatement, type Reader } from '../access/access.ts'
import { limits } from '../../protocol/limits.ts'
import type { BundleRecord, BundleRecords } from './bundles.ts'
import type { Database } from './database.ts'
import { codeEnd, codeLength, codeNumber, type Facet, facets, keys, numberCode } from './keys.ts'
import { bundleCodes } from './lanes.ts'
import { hasIndex, type Indexes, intersect } from './postings.ts'
import { indexOf } from './records.ts'
import type { QueryOptions, StatementFilter, StoredStatement } from './types.ts'

const all: Indexes = new Uint8Array(0)
const postingsPerRead = 128
const statementsPerRead = 256
const fewStatements = 16
/** Where less than one statement in this many is wanted, single gets are cheaper than the range. */
const sparse = 16
/** Bundles of a time range that are sorted in memory; a wider range is judged bundle by bundle instead. */
const timeBundlesMax = 65_536

interface Match {
  readonly firstCursor: number
  readonly indexes: Indexes
}

/** Bundles in cursor order that can be asked for "the first one at or behind this cursor". */
interface Source {
  seek(firstCursor: number): Promise<Match | undefined>
  close(): Promise<void>
}

export async function* query(
  database: Database,
  records: BundleRecords,
  reader: Reader,
  options: QueryOptions,
): AsyncGenerator<StoredStatement> {
  for await (const page of queryPages(database, records, reader, options)) yield* page
}

/** As `query`, in the pages in which statements are read; none is empty. */
export async function* queryPages(
  database: Database,
  records: BundleRecords,
  reader: Reader,
  options: QueryOptions,
): AsyncGenerator<StoredStatement[]> {
  const after = options.after ?? -1
  let left = options.limit ?? Infinity
  if (left <= 0) return
  const { issuedFrom = 0, issuedTo = Infinity, lanes = everyLane } = options
  // The bundle that `after` lies in may go on behind it.
  const from = Math.max(0, after - limits.bundleStatementsMax + 1)
  for await (const { firstCursor, indexes } of matches(database, options, from)) {
    const record = records.at(firstCursor)
    if (!mayRead(reader, record.view) || !lanes(record.view)) continue
    const { issuedAt } = record.signed.header
    if (issuedAt < issuedFrom || issuedAt >= issuedTo) continue
    for await (const values of statementPages(database, record, indexes, after)) {
      const page: StoredStatement[] = []
      for (const value of values) {
        const stored = records.statement(record, value)
        if (stored === undefined || !mayReadStatement(reader, record.view, stored.statement)) continue
        page.push(stored)
        if (page.length === left) break
      }
      left -= page.length
      if (page.length > 0) yield page
      if (left === 0) return
    }
  }
}

const everyLane = (): boolean => true

async function* matches(database: Database, filter: StatementFilter, from: number): AsyncGenerator<Match> {
  const sources = await openSources(database, filter)
  if (sources.length === 0) {
    for await (const page of bundleCodes(database, from)) {
      for (const code of page) yield { firstCursor: codeNumber(code), indexes: all }
    }
    return
  }
  try {
    let target = from
    for (;;) {
      const match = await agree(sources, target)
      if (match === undefined) return
      if (match.indexes !== undefined) yield { firstCursor: match.firstCursor, indexes: match.indexes }
      target = match.firstCursor + 1
    }
  } finally {
    for (const source of sources) await source.close()
  }
}

/** The first bundle at or behind `from` that all sources hold; without indexes where no statement is in all. */
async function agree(
  sources: readonly Source[],
  from: number,
): Promise<{ firstCursor: number; indexes: Indexes | undefined } | undefined> {
  let target = from
  let indexes: Indexes | undefined = all
  for (let agreed = 0, at = 0; agreed < sources.length; at = (at + 1) % sources.length) {
    const match = await sources[at]?.seek(target)
    if (match === undefined) return undefined
    if (match.firstCursor > target) {
      target = match.firstCursor
      indexes = match.indexes
      agreed = 1
    } else {
      if (indexes !== undefined) indexes = intersect(indexes, match.indexes)
      agreed += 1
    }
  }
  return { firstCursor: target, indexes }
}

async function openSources(database: Database, filter: StatementFilter): Promise<Source[]> {
  const sources: Source[] = []
  for (const facet of Object.keys(facets) as Facet[]) {
    const value = filter[facet]
    if (value !== undefined) sources.push(new PostingSource(database, facet, value))
  }
  if (filter.issuedFrom !== undefined || filter.issuedTo !== undefined) {
    const source = await timeSource(database, filter.issuedFrom ?? 0, filter.issuedTo)
    if (source !== undefined) sources.push(source)
  }
  return sources
}

class PostingSource implements Source {
  readonly #prefixLength: number
  readonly #keyOf: (firstCursor: number) => string
  readonly #iterator
  #page: [string, Uint8Array][] = []
  #at = 0
  #ended = false

  constructor(database: Database, facet: Facet, value: string) {
    this.#keyOf = (firstCursor) => keys.posting(facet, value, firstCursor)
    const first = this.#keyOf(0)
    this.#prefixLength = first.length - codeLength
    this.#iterator = database.iterator({ gte: first, lte: first.slice(0, this.#prefixLength) + codeEnd })
  }

  async seek(firstCursor: number): Promise<Match | undefined> {
    for (;;) {
      const last = this.#page.at(-1)
      if (last !== undefined && this.#cursorOf(last[0]) >= firstCursor) break
      if (this.#ended) return undefined
      this.#iterator.seek(this.#keyOf(firstCursor))
      do {
        const page = await this.#iterator.nextv(postingsPerRead)
        this.#ended = page.length === 0
        // A value with NUL in it may lie in the range of a shorter one.
        this.#page = page.filter(([key]) => key.length === this.#prefixLength + codeLength)
      } while (this.#page.length === 0 && !this.#ended)
      this.#at = 0
    }
    for (;;) {
      const entry = this.#page[this.#at]
      if (entry === undefined) return undefined
      const held = this.#cursorOf(entry[0])
      if (held >= firstCursor) return { firstCursor: held, indexes: entry[1] }
      this.#at += 1
    }
  }

  #cursorOf(key: string): number {
    return codeNumber(key, this.#prefixLength)
  }

  close(): Promise<void> {
    return this.#iterator.close()
  }
}

async function timeSource(database: Database, from: number, to: number | undefined): Promise<Source | undefined> {
  const lt = to === undefined ? 'u' : `t${numberCode(Math.max(0, to))}`
  const found = await database.keys({ gte: `t${numberCode(Math.max(0, from))}`, lt, limit: timeBundlesMax + 1 }).all()
  if (found.length > timeBundlesMax) return undefined
  const cursors = found.map((key) => codeNumber(key, 1 + codeLength)).sort((a, b) => a - b)
  let at = 0
  return {
    seek(firstCursor) {
      while ((cursors[at] ?? Infinity) < firstCursor) at += 1
      const held = cursors[at]
      return Promise.resolve(held === undefined ? undefined : { firstCursor: held, indexes: all })
    },
    close: () => Promise.resolve(),
  }
}

/** The records of a bundle's statements behind `after`, a page at a time: read as a range where most of it is wanted. */
async function* statementPages(
  database: Database,
  { firstCursor, count }: BundleRecord,
  indexes: Indexes,
  after: number,
): AsyncGenerator<Uint8Array[]> {
  const wanted: number[] = []
  for (let index = Math.max(0, after + 1 - firstCursor); index < count; index += 1) {
    if (hasIndex(indexes, index)) wanted.push(index)
  }
  const [first] = wanted
  const last = wanted.at(-1)
  if (first === undefined || last === undefined) return
  if (wanted.length <= fewStatements || wanted.length * sparse < last - first) {
    for (const index of wanted) {
      const value = database.getSync(keys.statement(firstCursor + index))
      if (value !== undefined) yield [value]
    }
    return
  }
  const iterator = database.values({
    gte: keys.statement(firstCursor + first),
    lte: keys.statement(firstCursor + last),
    highWaterMarkBytes: 2 ** 20,
  })
  try {
    for (;;) {
      const page = await iterator.nextv(statementsPerRead)
      if (page.length === 0) return
      yield page.filter((value) => hasIndex(indexes, indexOf(value)))
    }
  } finally {
    await iterator.close()
  }
}
