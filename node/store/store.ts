// The store as other rooms see it: opens LevelDB, loads what lives in memory, and joins the writer with the reads.
// After a failed write, or a read that found the store broken, every call throws.
import type { LaneId } from '../../protocol/ids.ts'
import type { Reader } from '../access/access.ts'
import { parseStatementId } from '../../protocol/ids.ts'
import { auditEnd, auditRows, verifyAudit } from './audit.ts'
import { BundleRecords, parseBundleRecord } from './bundles.ts'
import { type Database, getText, openDatabase, ownKeys, text } from './database.ts'
import { encodeMark, markedMembers, readMark } from './deliveries.ts'
import { displace, loadDisplaced } from './displace.ts'
import { StoreError, storeErrorOf } from './errors.ts'
import { loadFilters, saveFilters } from './filters.ts'
import type { Ahead, Group } from './group.ts'
import { codeNumber, keys, rangeOf } from './keys.ts'
import { headOf, readLane, readWhole } from './lanes.ts'
import { Listeners } from './listeners.ts'
import { bundlePlaces, feedNames } from './places.ts'
import { query, queryPages } from './query.ts'
import { corrupt, decodeEpoch, decodeHead, decodeIdentity, encodeIdentity } from './records.ts'
import { openSealed, readUnopened } from './sealed.ts'
import { SubjectReads } from './subjects.ts'
import type { CommitBundle, Committed, LaneHead, Store, StoredStatement, SuspectRule } from './types.ts'
import { verifyStore } from './verify.ts'
import { Writer } from './writer.ts'

export interface StoreOptions {
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly suspect?: SuspectRule
  /** Called with the size of each batch that was written, whose memory may be collected from then on. */
  readonly onWritten?: (bytes: number) => void
  /** How the database is opened; for a disk that fails on purpose. */
  readonly database?: (location: string) => Promise<Database>
}

/**
 * Opens the store in a folder, or makes it there.
 * @throws StoreError 'store-locked' | 'store-newer' | 'store-corrupt' | 'store-io' | 'store-full'
 */
export async function openStore(location: string, options: StoreOptions): Promise<Store> {
  const database = await (options.database ?? openDatabase)(location)
  try {
    return await createStore(database, options)
  } catch (cause) {
    await database.close()
    throw storeErrorOf(cause, 'The store cannot be opened')
  }
}

async function createStore(database: Database, options: StoreOptions): Promise<Store> {
  const displaced = await loadDisplaced(database)
  const records = new BundleRecords(database, displaced)
  if (options.suspect !== undefined) records.suspect = options.suspect
  const heads = await loadHeads(database, records)
  const filters = await loadFilters(database)
  const durable = { lastCursor: await loadLastCursor(database), count: loadCount(database) }
  const ahead: Ahead = { ...durable, heads: new Map(heads), displaced, filters, audit: undefined }
  const subjects = new SubjectReads(database, records, filters.subjects)
  const committed = new Listeners<CommitBundle & Committed>()
  const failures = new Listeners<StoreError>()
  let failure: StoreError | undefined
  let closing: Promise<void> | undefined

  const writer = new Writer(database, {
    clock: options.clock,
    ahead,
    onDurable(group: Group) {
      options.onWritten?.(group.bytes)
      for (const [lane, head] of group.heads) {
        if (head === undefined) heads.delete(lane)
        else heads.set(lane, head)
      }
      for (const bundle of group.bundles) {
        durable.count += bundle.bundle.slots.length
        durable.lastCursor = bundle.firstCursor + bundle.bundle.header.count - 1
      }
      for (const bundle of group.bundles) committed.notify(bundle)
      if (group.auditSeq !== undefined) ahead.audit?.durable(group.auditSeq)
    },
    onFailure(error) {
      if (failure !== undefined) return
      failure = error
      failures.notify(error)
    },
  })

  function assertUsable(): void {
    if (failure !== undefined) {
      throw new StoreError('store-failed', `The store stopped: ${failure.message}`, { cause: failure })
    }
    if (closing !== undefined) throw new StoreError('store-closed', 'The store is closed.')
  }

  function broken(cause: unknown): StoreError {
    const error = storeErrorOf(cause, 'A read failed')
    if (error.code === 'store-corrupt' || error.code === 'store-io') writer.fail(error)
    return error
  }

  function read<Value>(give: () => Value): Value {
    assertUsable()
    try {
      return give()
    } catch (cause) {
      throw broken(cause)
    }
  }

  async function readAsync<Value>(give: () => Promise<Value>): Promise<Value> {
    assertUsable()
    try {
      return await give()
    } catch (cause) {
      throw broken(cause)
    }
  }

  async function* stream<Value>(give: () => AsyncIterable<Value>): AsyncGenerator<Value> {
    assertUsable()
    try {
      yield* give()
    } catch (cause) {
      throw broken(cause)
    }
  }

  async function change(fill: (group: Group) => void): Promise<void> {
    assertUsable()
    await writer.change(fill)
  }

  function statementAt(reader: Reader, cursor: number): StoredStatement | undefined {
    const value = database.getSync(keys.statement(cursor))
    return value === undefined ? undefined : records.readable(reader, cursor, value)
  }

  async function close(): Promise<void> {
    await writer.idle()
    try {
      if (failure === undefined && ahead.audit !== undefined) await writer.change(() => undefined)
      if (failure === undefined) await saveFilters(database, filters)
    } finally {
      await database.close()
    }
  }

  const store: Store = {
    // A promise in every case: a caller that awaits sees one kind of failure.
    commit: async (bundle) => {
      assertUsable()
      return writer.commit(bundle)
    },
    pressure: () => writer.pressure(),
    drained: () => writer.drained(),
    onCommit: (listener) => committed.add(listener),
    onFailure: (listener) => failures.add(listener),

    identity: (key) =>
      read(() => {
        if (!filters.identities.mayHave(key)) return undefined
        const value = getText(database, keys.identity(key))
        return value === undefined ? undefined : decodeIdentity(value)
      }),
    putIdentity: (key, value) =>
      change((group) => {
        filters.identities.add(key)
        group.put(keys.identity(key), encodeIdentity(value))
      }),

    putControl: (hash, object) => change((group) => group.put(keys.control(hash), object)),
    deleteControl: (hash) => change((group) => group.delete(keys.control(hash))),
    controls: () => stream(() => readControls(database)),

    putDeliveries: (marks) =>
      change((group) => {
        for (const mark of marks) {
          group.put(keys.delivery(mark.lane, mark.member, mark.state, mark.seq), encodeMark(mark))
        }
      }),
    delivery: (lane, member, state, seq) => readAsync(() => readMark(database, lane, member, state, seq)),
    deliveredTo: (lane) => readAsync(() => markedMembers(database, lane)),

    meta: (key) => read(() => database.getSync(keys.meta(key))),
    metas: (prefix) => stream(() => readMetas(database, prefix)),
    putMeta: (entries) =>
      change((group) => {
        for (const [key, value] of Object.entries(entries)) {
          if (value === undefined) group.delete(keys.meta(key))
          else group.put(keys.meta(key), value)
        }
      }),

    auditWith: (source) => {
      ahead.audit = source
    },
    flushAudit: () => change(() => undefined),
    auditEnd: () => read(() => auditEnd(database)),
    auditRows: (range) => stream(() => auditRows(database, range)),
    verifyAudit: (marks) => {
      assertUsable()
      return verifyAudit(database, marks)
    },

    heads: () => [...heads.values()],
    head: (lane) => heads.get(lane),
    setSuspect: (rule) => {
      records.suspect = rule
    },

    about: (reader, subjectKey, aboutOptions) => read(() => subjects.about(reader, subjectKey, aboutOptions)),
    statementAt: (reader, cursor) => read(() => statementAt(reader, cursor)),
    statement: (reader, id) =>
      read(() => {
        const place = parseStatementId(id)
        const record = place === undefined ? undefined : records.byId(place.bundle)
        if (place === undefined || record === undefined || place.index >= record.count) return undefined
        return statementAt(reader, record.firstCursor + place.index)
      }),
    since: (reader, cursor, { limit, filter }) =>
      readAsync(() => Array.fromAsync(query(database, records, reader, { ...filter, after: cursor, limit }))),
    query: (reader, queryOptions) => stream(() => query(database, records, reader, queryOptions)),
    pages: (reader, queryOptions) => stream(() => queryPages(database, records, reader, queryOptions)),
    alone: (places) => readAsync(() => subjects.alone(places)),
    places: (from = 0) => stream(() => bundlePlaces(database, from)),
    feeds: (prefix) => readAsync(() => feedNames(database, prefix)),
    subjects: (reader, range, subjectsOptions) => stream(() => subjects.range(reader, range, subjectsOptions)),

    bundle: (lane, seq) => readAsync(() => readWhole(database, () => records.byPosition(lane, seq))),
    headerAt: (lane, seq) => read(() => records.byPosition(lane, seq)?.signed),
    bundleById: (id) => readAsync(() => readWhole(database, () => records.byId(id))),
    bundles: (lane, from, to) => stream(() => readLane(database, lane, from, to)),

    epochKey: (lane, epoch) =>
      read(() => {
        const value = database.getSync(keys.epoch(lane, epoch))
        return value === undefined ? undefined : decodeEpoch(value)
      }),
    putEpochKeys: (entries) =>
      change((group) => {
        for (const entry of entries) group.addEpochKey(entry)
      }),
    unopened: (lane) => stream(() => readUnopened(database, records, lane)),
    open: (opened) => readAsync(() => openSealed({ database, records, writer }, opened)),

    displace: (lane, fromSeq) => readAsync(() => displace({ database, records, writer, ahead }, lane, fromSeq)),

    lastCursor: () => durable.lastCursor,
    count: () => durable.count,
    // A scrub reports what is broken instead of stopping at it.
    verify: (progress) => {
      assertUsable()
      return verifyStore(database, progress)
    },
    compact: () => readAsync(() => database.compactRange('\0', '\x7f')),
    close: () => (closing ??= close()),
    [Symbol.asyncDispose]: () => store.close(),
  }
  return store
}

async function loadHeads(database: Database, records: BundleRecords): Promise<Map<LaneId, LaneHead>> {
  const heads = new Map<LaneId, LaneHead>()
  for await (const [key, value] of database.iterator<string, string>({ ...rangeOf('h'), ...text })) {
    const { seq, firstCursor, count, opened } = decodeHead(value)
    const { signed } = records.at(firstCursor)
    const { header, lane } = signed
    if (key !== keys.head(lane) || header.seq !== seq) throw corrupt(`the head of lane ${key.slice(1)} is another`)
    heads.set(lane, headOf(signed, firstCursor, count, opened))
  }
  return heads
}

async function loadLastCursor(database: Database): Promise<number> {
  // What cannot be opened has its cursors, too.
  const [last] = await database.iterator({ ...rangeOf('b'), reverse: true, limit: 1 }).all()
  if (last === undefined) return 0
  const { firstCursor, signed } = parseBundleRecord(codeNumber(last[0], 1), last[1])
  return firstCursor + signed.header.count - 1
}

function loadCount(database: Database): number {
  const count = Number(getText(database, ownKeys.count) ?? 0)
  if (!Number.isSafeInteger(count)) throw corrupt('its count is no number')
  return count
}

async function* readMetas(database: Database, prefix: string): AsyncGenerator<{ key: string; value: Uint8Array }> {
  const first = keys.meta(prefix)
  for await (const [key, value] of database.iterator({ gte: first, lt: `${first}\x7f` }))
    yield { key: key.slice(1), value }
}

async function* readControls(database: Database): AsyncGenerator<{ hash: string; bytes: Uint8Array }> {
  for await (const [key, bytes] of database.iterator(rangeOf('c'))) yield { hash: key.slice(1), bytes }
}
