// Bundle records by the cursor of their first statement: what every statement that is read needs from its header.
import { LRUCache } from 'lru-cache'
import { parseHeader, type SignedHeader } from '../../protocol/bundle.ts'
import { formatStatementId, type BundleId, type LaneId } from '../../protocol/ids.ts'
import { wire } from '../../protocol/names.ts'
import { statementFromWire } from '../../protocol/statement-wire.ts'
import { decodeLoose } from '../../protocol/strict.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import { type LaneView, mayRead, mayReadStatement, type Reader } from '../access/access.ts'
import { type Database, getText } from './database.ts'
import type { Displaced } from './displace.ts'
import { codeNumber, keys } from './keys.ts'
import { corrupt, decodeBundleValue, decodeStatementValue, indexOf } from './records.ts'
import type { Arrival, StoredStatement, SuspectRule } from './types.ts'

export interface BundleRecord {
  readonly firstCursor: number
  readonly signed: SignedHeader
  readonly count: number
  readonly from: Arrival
  readonly sealed: boolean
  /** Whether its statements are held; `count` is 0 otherwise. */
  readonly opened: boolean
  readonly view: LaneView
  readonly receivedAt: number
}

const cachedBundles = 4096

export class BundleRecords {
  readonly #database: Database
  readonly #cache = new LRUCache<number, BundleRecord>({ max: cachedBundles })
  readonly #displaced: Displaced
  suspect: SuspectRule = () => false

  constructor(database: Database, displaced: Displaced) {
    this.#database = database
    this.#displaced = displaced
  }

  /** Throws `store-corrupt` where there is none. */
  at(firstCursor: number): BundleRecord {
    const cached = this.#cache.get(firstCursor)
    if (cached !== undefined) return cached
    const value = this.#database.getSync(keys.bundle(firstCursor))
    if (value === undefined) throw corrupt(`the bundle at ${firstCursor} is missing`)
    const record = parseBundleRecord(firstCursor, value)
    this.#cache.set(firstCursor, record)
    return record
  }

  byId(id: BundleId): BundleRecord | undefined {
    const first = getText(this.#database, keys.bundleId(id))
    return first === undefined ? undefined : this.at(codeNumber(first))
  }

  byPosition(lane: LaneId, seq: number): BundleRecord | undefined {
    const first = getText(this.#database, keys.position(lane, seq))
    return first === undefined ? undefined : this.at(codeNumber(first))
  }

  /** The bundle of a statement record, by its cursor and its index. */
  of(cursor: number, value: Uint8Array): BundleRecord {
    return this.at(cursor - indexOf(value))
  }

  /** The statement in the record at a cursor; `undefined` where `reader` may not read it, or nobody can. */
  readable(reader: Reader, cursor: number, value: Uint8Array): StoredStatement | undefined {
    const record = this.of(cursor, value)
    if (!mayRead(reader, record.view)) return undefined
    const stored = this.statement(record, value)
    return stored !== undefined && mayReadStatement(reader, record.view, stored.statement) ? stored : undefined
  }

  /** The statement in a record; `undefined` where it is erased or not understood. */
  statement(record: BundleRecord, value: Uint8Array): StoredStatement | undefined {
    const { index, understood, salt, bytes } = decodeStatementValue(value)
    if (!understood) return undefined
    const statement = tryDecode(bytes)
    if (statement === undefined) return undefined
    const { header, id, lane } = record.signed
    return {
      id: formatStatementId(id, index),
      index,
      cursor: record.firstCursor + index,
      receivedAt: record.receivedAt,
      issuedAt: header.issuedAt,
      member: header.member,
      node: header.node,
      lane,
      seq: header.seq,
      marking: header.marking,
      audience: header.audience,
      statement,
      bytes,
      salt,
      from: record.from,
      suspect: this.#displaced.has(id) || this.suspect(lane, header.seq, id),
    }
  }
}

export function parseBundleRecord(firstCursor: number, value: Uint8Array): BundleRecord {
  const { header: bytes, signature, from, sealed, opened } = decodeBundleValue(value)
  let signed: SignedHeader
  try {
    signed = parseHeader(bytes, signature)
  } catch (cause) {
    throw corrupt(`the header at ${firstCursor} cannot be read`, cause)
  }
  const { header, lane } = signed
  return {
    firstCursor,
    signed,
    count: opened ? header.count : 0,
    from,
    sealed,
    opened,
    view: { lane, member: header.member, marking: header.marking, audience: header.audience },
    receivedAt: Math.floor(firstCursor / 1000),
  }
}

// It was judged strictly before it was committed, and verify judges it again; a lookup need not pay for that. What a
// later version fails to read is not surfaced: it is no fault of the disk.
function tryDecode(bytes: Uint8Array): Statement | undefined {
  try {
    return statementFromWire(decodeLoose(wire.Statement, bytes))
  } catch {
    return undefined
  }
}
