// What the TAXII server takes and gives. Other rooms need this file and taxii.ts alone.
import type { StatementFilter, StoredStatement } from '../store/types.ts'
import type { Tlp } from '../../protocol/names.ts'

/** What can be filtered by and kept: all of a filter but times, which a collection that goes on has no use for. */
export type CollectionFilter = Omit<StatementFilter, 'issuedFrom' | 'issuedTo'>

/** A filter with a name, as the store keeps it. */
export interface SavedFilter {
  readonly name: string
  readonly description?: string
  readonly filter: CollectionFilter
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

export interface Collection {
  /** A UUID that follows from the network and the name. */
  readonly id: string
  readonly alias: string
  readonly title: string
  readonly description: string
  /** Of the collection of a label. */
  readonly label?: Tlp
  /** Of a saved filter. */
  readonly filter?: CollectionFilter
}

/** Which versions: `last` where nothing is said. Times are microseconds since 1970. */
export interface VersionMatch {
  readonly last: boolean
  readonly first: boolean
  readonly all: boolean
  readonly times: ReadonlySet<number>
}

export interface Match {
  readonly ids?: readonly string[]
  readonly types?: ReadonlySet<string>
  readonly versions: VersionMatch
  readonly specs?: ReadonlySet<string>
}

export interface ObjectQuery {
  /** What was added behind this moment alone: microseconds since 1970. */
  readonly after: number
  readonly limit: number
  readonly match: Match
  /** All texts will be asked for: each is made at once, so that what it is made from need not be kept for a whole page. */
  readonly texts?: true
}

/** What an entry tells of, for the audit log. */
export type Told = Pick<StoredStatement, 'id' | 'marking' | 'audience'>

/** One version of an object in a collection. */
export interface Entry {
  readonly id: string
  /** date_added, microseconds since 1970: no other entry has the same. */
  readonly cursor: number
  readonly version: string
  /** The statement that is told by it; support has none. */
  readonly told?: Told
  /** It was deleted by whoever posted it: told to subscribers, and gone for whoever asks for it by id. */
  readonly deleted?: boolean
  /** The object as JSON. */
  readonly text: () => string
}

export interface EntryPage {
  readonly entries: readonly Entry[]
  readonly more: boolean
}
