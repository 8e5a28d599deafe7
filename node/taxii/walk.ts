// Objects of a collection in the order in which they were added, each judged from everything that the reader may see about
// its subject. What the reader may not see is not met: it is left out before anything is counted or cut.
import type { StatementKind } from '../../protocol/names.ts'
import { subjectKey } from '../../protocol/subjects/index.ts'
import type { Reader } from '../access/access.ts'
import { type StixFacts, observableObject, safeJson, statementObject, stixTypeOf } from '../exports/index.ts'
import type { StatementFilter, Store, StoredStatement } from '../store/types.ts'
import { holds, lanesOf } from './collections.ts'
import { type HistoryDeps, type ObjectVersion, historyOf, loneVersion, versionText, versionTexts } from './history.ts'
import { deletedReason } from './records.ts'
import type { Lookup } from './lookup.ts'
import { mergedPages } from './merged.ts'
import type { Support } from './support.ts'
import { formatMicros, parseMicros } from './times.ts'
import type { Collection, Entry, EntryPage, Match, ObjectQuery, Told, VersionMatch } from './types.ts'

export interface WalkDeps extends HistoryDeps {
  readonly store: Pick<Store, 'pages' | 'alone' | 'about' | 'statementAt'>
  readonly support: Support
  readonly lookup: Lookup
}

/** A version with its place among those of its object that are in the collection. */
interface Placed {
  readonly version: ObjectVersion
  readonly isFirst: boolean
  readonly isLast: boolean
}

/** As many as are judged together elsewhere. */
const aboutMax = 10_000

/** A page of a collection; `object`: of the one of this id alone. */
export async function entriesOf(
  reader: Reader,
  collection: Collection,
  query: ObjectQuery,
  deps: WalkDeps,
): Promise<EntryPage> {
  const { limit, match } = query
  if (limit < 1 || (match.specs !== undefined && !match.specs.has('2.1'))) return { entries: [], more: false }
  const supporting = (await deps.support.of(reader, deps.facts, lanesOf(collection))).filter((entry) =>
    takesSupport(entry, query),
  )
  const entries: Entry[] = []
  let at = 0
  const push = (entry: Entry): void => void entries.push(query.texts === true ? madeAtOnce(entry) : entry)
  const add = (entry: Entry): boolean => {
    for (let next = supporting[at]; next !== undefined && next.cursor < entry.cursor; next = supporting[++at]) {
      push(next)
      if (entries.length > limit) return false
    }
    push(entry)
    return entries.length <= limit
  }
  const placed =
    match.ids === undefined
      ? byTime(reader, collection, query, deps)
      : byIds(reader, collection, query, match.ids, deps)
  let isFull = false
  for await (const page of placed) {
    for (const entry of page) {
      if (add(entry)) continue
      isFull = true
      break
    }
    if (isFull) break
  }
  while (entries.length <= limit && at < supporting.length) {
    const next = supporting[at++]
    if (next !== undefined) entries.push(next)
  }
  return { entries: entries.slice(0, limit), more: entries.length > limit }
}

/** Whether something of this id is in the collection, whatever was asked of its versions, and was not deleted. */
export async function hasObject(reader: Reader, collection: Collection, id: string, deps: WalkDeps): Promise<boolean> {
  const all: VersionMatch = { last: false, first: false, all: true, times: new Set() }
  const query = { after: -1, limit: Infinity, match: { ids: [id], versions: all } }
  const last = (await entriesOf(reader, collection, query, deps)).entries.at(-1)
  return last !== undefined && last.deleted !== true
}

// ---------------------------------------------------------------- everything, by time

async function* byTime(
  reader: Reader,
  collection: Collection,
  { after, match }: ObjectQuery,
  deps: WalkDeps,
): AsyncGenerator<Entry[]> {
  const { store, facts } = deps
  const lanes = lanesOf(collection)
  const filters = storeFilters(collection, match)
  const sources = filters.map((filter) => store.pages(reader, { ...filter, after, lanes }))
  if (sources.length === 0) return
  for await (const page of mergedPages(sources)) {
    const alone = await store.alone(
      page.map(({ statement, cursor }) => ({ subjectKey: subjectKey(statement.subject), cursor })),
    )
    const histories = new Map<string, Map<number, Placed>>()
    const entries: Entry[] = []
    for (const [index, held] of page.entries()) {
      const found =
        alone[index] === true
          ? loneOf(held, collection, deps)
          : placedAbout(reader, held, collection, deps, histories).get(held.cursor)
      if (found !== undefined && takes(found, match)) entries.push(entryOf(found.version, facts))
    }
    if (entries.length > 0) yield entries
  }
}

function loneOf(held: StoredStatement, collection: Collection, deps: WalkDeps): Placed | undefined {
  const version = holds(collection, held) ? loneVersion(held, deps) : undefined
  return version === undefined ? undefined : { version, isFirst: true, isLast: true }
}

/** The versions about the subject of `held` by their cursors; `known`: of subjects that this page had already. */
function placedAbout(
  reader: Reader,
  held: StoredStatement,
  collection: Collection,
  deps: WalkDeps,
  known: Map<string, Map<number, Placed>>,
): Map<number, Placed> {
  const key = subjectKey(held.statement.subject)
  const before = known.get(key)
  if (before !== undefined) return before
  const lanes = lanesOf(collection)
  const all = deps.store.about(reader, key, { limit: aboutMax }).filter((one) => {
    const { lane, member, marking, audience } = one
    return lanes({ lane, member, marking, audience })
  })
  const versions = historyOf(all, deps).filter((version) => holds(collection, version.held))
  const last = new Map(versions.map((version) => [version.id, version]))
  const seen = new Set<string>()
  const placed = new Map<number, Placed>()
  for (const version of versions) {
    placed.set(version.cursor, {
      version,
      isFirst: !seen.has(version.id),
      isLast: last.get(version.id) === version && version.superseded !== true,
    })
    seen.add(version.id)
  }
  known.set(key, placed)
  return placed
}

const kindsOfTypes: ReadonlyMap<string, readonly StatementKind[]> = new Map<string, readonly StatementKind[]>([
  ['indicator', ['indicator']],
  ['sighting', ['sighting']],
  ['observed-data', ['sighting']],
  ['opinion', ['dispute']],
  ['note', ['advisory', 'protection']],
])

/** Questions to the store that together give every statement that may be in the answer, none of them twice. */
function storeFilters({ filter = {} }: Collection, { types }: Match): StatementFilter[] {
  const { subjectKind, chain, author } = filter
  // A withdrawal states neither category nor feed: it goes with what it ends.
  const ends: StatementFilter = {
    kind: 'withdrawal',
    ...(subjectKind !== undefined && { subjectKind }),
    ...(chain !== undefined && { chain }),
    ...(author !== undefined && { author }),
  }
  if (types === undefined && filter.kind === undefined) {
    const isOfSubjects = filter.category === undefined && filter.feed === undefined
    if (isOfSubjects) return [filter]
  }
  const named =
    types === undefined ? [...kindsOfTypes.values()] : [...types].map((type) => kindsOfTypes.get(type) ?? [])
  const kinds = [...new Set(named.flat())].filter((kind) => filter.kind === undefined || kind === filter.kind)
  return kinds.length === 0 ? [] : [...kinds.map((kind) => ({ ...filter, kind })), ends]
}

// ---------------------------------------------------------------- by id

async function* byIds(
  reader: Reader,
  collection: Collection,
  { after, match }: ObjectQuery,
  ids: readonly string[],
  deps: WalkDeps,
): AsyncGenerator<Entry[]> {
  const found: Entry[] = []
  const histories = new Map<string, Map<number, Placed>>()
  for (const id of new Set(ids)) {
    if (!objectIdPattern.test(id)) continue
    const entries = new Map<number, Entry>()
    for (const cursor of await deps.lookup.candidates(id)) {
      const held = deps.store.statementAt(reader, cursor)
      if (held === undefined) continue
      for (const placed of placedAbout(reader, held, collection, deps, histories).values()) {
        const { version } = placed
        if (version.id === id && takes(placed, match)) entries.set(version.cursor, entryOf(version, deps.facts))
        // An observable comes once, with the newest that speaks of it.
        else if (placed.isLast && observes(version.type) && isVersionTaken({ ...placed, modified: NaN }, match)) {
          const entry = observableEntry(version, deps.facts)
          if (entry.id === id && takesType(id, match)) {
            entries.clear()
            entries.set(version.cursor, entry)
          }
        }
      }
    }
    found.push(...[...entries.values()].filter(({ cursor }) => cursor > after))
  }
  found.sort((a, b) => a.cursor - b.cursor)
  yield found
}

const objectIdPattern = /^[a-z][a-z0-9-]{1,62}--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function observes(type: string): boolean {
  return type === 'observed-data' || type === 'note'
}

function observableEntry({ held, cursor }: ObjectVersion, facts: StixFacts): Entry {
  const object = observableObject(held, facts)
  // It has no versions of its own.
  return { id: object.id, cursor, version: formatMicros(cursor), told: toldOf(held), text: () => safeJson(object) }
}

// ---------------------------------------------------------------- matches

function takes(placed: Placed, match: Match): boolean {
  const { version } = placed
  if (match.types !== undefined && !match.types.has(version.type)) return false
  return isVersionTaken({ ...placed, modified: version.modified }, match)
}

function takesType(id: string, { types }: Match): boolean {
  return types === undefined || types.has(id.slice(0, id.indexOf('--')))
}

function isVersionTaken(
  { isFirst, isLast, modified }: { isFirst: boolean; isLast: boolean; modified: number },
  { versions }: Match,
): boolean {
  return versions.all || (versions.last && isLast) || (versions.first && isFirst) || versions.times.has(modified)
}

function takesSupport({ id, cursor, version }: Entry, { after, match }: ObjectQuery): boolean {
  if (cursor <= after || !takesType(id, match)) return false
  if (match.ids !== undefined && !match.ids.includes(id)) return false
  return isVersionTaken({ isFirst: true, isLast: true, modified: parseMicros(version) ?? NaN }, match)
}

function entryOf(version: ObjectVersion, facts: StixFacts): Entry {
  const { id, cursor, modified, held, by } = version
  return {
    ...{ id, cursor, told: toldOf(held), deleted: by?.statement.reason === deletedReason },
    version: versionText(modified, facts.time),
    text: () => {
      const standing = by === undefined ? 'current' : 'withdrawn'
      return safeJson(statementObject({ held, standing, disputes: 0 }, facts, versionTexts(version, facts)))
    },
  }
}

function toldOf({ id, marking, audience }: StoredStatement): Told {
  return { id, marking, audience }
}

/** The entry with its text, and without what that was made from. */
function madeAtOnce(entry: Entry): Entry {
  const text = entry.text()
  return { ...entry, text: () => text }
}

/** What the tools of this member know of an object, for whoever acts for them. */
export async function versionsOf(
  id: string,
  reader: Reader,
  deps: Pick<WalkDeps, 'lookup' | 'store' | 'own' | 'facts'>,
): Promise<ObjectVersion[]> {
  const found = new Map<number, ObjectVersion>()
  for (const cursor of await deps.lookup.candidates(id)) {
    const held = deps.store.statementAt(reader, cursor)
    if (held === undefined || stixTypeOf(held) === undefined) continue
    const all = deps.store.about(reader, subjectKey(held.statement.subject), { limit: aboutMax })
    for (const version of historyOf(all, deps)) if (version.id === id) found.set(version.cursor, version)
  }
  return [...found.values()].sort((a, b) => a.cursor - b.cursor)
}
