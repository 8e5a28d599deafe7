// What objects refer to and no statement says: members as identities, markings, and the definition of our extension. Each
// is dated into the gap that the store leaves in front of the first bundle of a lane, so that it comes before whatever
// refers to it, under a date of its own. A reader has those of the lanes that it may read, and no others.
import type { LaneId } from '../../protocol/ids.ts'
import { mayRead, type LaneView, type Reader } from '../access/access.ts'
import { type StixFacts, identityOf, markingsOf, preamble, safeJson } from '../exports/index.ts'
import type { StixObject } from '../exports/index.ts'
import type { LaneHead, Store } from '../store/types.ts'
import type { Entry } from './types.ts'

export interface SupportDeps {
  readonly store: Pick<Store, 'heads' | 'bundles' | 'pages'>
}

/** By how many cursors they stand in front of the first bundle: below `laneGapCursors` of the store. */
const extensionAt = 8
const authorAt = 6
const markingsAt = 5

interface LaneSupport {
  readonly view: LaneView
  readonly entries: readonly Entry[]
}

export interface Support {
  /** What the lanes refer to that `reader` may read and `lanes` takes, in the order of their dates. */
  of(reader: Reader, facts: StixFacts, lanes: (view: LaneView) => boolean): Promise<Entry[]>
}

export function createSupport({ store }: SupportDeps): Support {
  /** The first cursor of a lane never changes. */
  const firsts = new Map<LaneId, number>()
  let made: { facts: StixFacts; lanes: Map<LaneId, LaneSupport> } | undefined
  /** Readers of TLP:RED, with the lanes in which they were found to be named. */
  const named = new Map<string, Set<LaneId>>()

  const firstOf = async (lane: LaneId): Promise<number | undefined> => {
    const known = firsts.get(lane)
    if (known !== undefined) return known
    for await (const { firstCursor } of store.bundles(lane, 1, 1)) {
      firsts.set(lane, firstCursor)
      return firstCursor
    }
    return undefined
  }

  const supportOf = async (head: LaneHead, facts: StixFacts): Promise<LaneSupport | undefined> => {
    if (made?.facts !== facts) made = { facts, lanes: new Map() }
    const { lanes } = made
    const known = lanes.get(head.lane)
    if (known !== undefined) return known
    const first = await firstOf(head.lane)
    if (first === undefined) return undefined
    const at = (objects: readonly StixObject[], before: number): Entry[] =>
      objects.map((object, index) => entryOf(object, first - before + index))
    const entries = [
      ...at(preamble, extensionAt),
      ...at([identityOf(facts, head.member)], authorAt),
      ...at(markingsOf(head, facts), markingsAt),
    ]
    const { lane, member, marking, audience } = head
    const found = { view: { lane, member, marking, audience }, entries }
    lanes.set(lane, found)
    return found
  }

  /** Whether something of a TLP:RED lane names the reader. Found once, it stays so. */
  const isNamed = async (reader: Reader, { lane, member }: LaneView): Promise<boolean> => {
    const who = JSON.stringify(reader.kind === 'token' ? ['token', reader.name, reader.role] : [reader.kind])
    const lanes = named.get(who) ?? new Set()
    if (lanes.has(lane)) return true
    for await (const page of store.pages(reader, { author: member, limit: 1, lanes: (view) => view.lane === lane })) {
      if (page.length === 0) continue
      named.set(who, lanes.add(lane))
      return true
    }
    return false
  }

  return {
    of: async (reader, facts, takes) => {
      const found = new Map<string, Entry>()
      for (const head of store.heads()) {
        const support = head.count === 0 ? undefined : await supportOf(head, facts)
        if (support === undefined || !mayRead(reader, support.view) || !takes(support.view)) continue
        if (head.marking.tlp === 'TLP:RED' && !(await isNamed(reader, support.view))) continue
        for (const entry of support.entries) {
          const known = found.get(entry.id)
          if (known === undefined || entry.cursor < known.cursor) found.set(entry.id, entry)
        }
      }
      return [...found.values()].sort((a, b) => a.cursor - b.cursor)
    },
  }
}

function entryOf(object: StixObject, cursor: number): Entry {
  let text: string | undefined
  const { id, modified, created } = object
  return { id, cursor, version: String(modified ?? created), text: () => (text ??= safeJson(object)) }
}
