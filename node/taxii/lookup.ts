// From the id of an object to the statements that may be it. The table is built at the first question by id, from the ids
// of bundles and not from what they hold, and kept up as bundles come.
import { setImmediate as breathe } from 'node:timers/promises'
import { formatStatementId, type BundleId, type MemberId } from '../../protocol/ids.ts'
import { nodeReader } from '../access/access.ts'
import { type StixFacts, observableObject, stixTypeOf } from '../exports/index.ts'
import type { Store, StoredStatement } from '../store/types.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import { IdTable } from './id-table.ts'
import { feedPrefix, postedAs } from './records.ts'

export interface LookupDeps {
  readonly store: Pick<Store, 'onCommit' | 'pages' | 'places' | 'feeds'>
  readonly own: MemberId
  readonly facts: () => StixFacts
}

export interface Lookup {
  /** Cursors of statements that may have become the object. */
  candidates(objectId: string): Promise<number[]>
  /** What the table takes, once it is there. */
  size(): { readonly entries: number; readonly bytes: number } | undefined
  stop(): void
}

/** Kinds whose objects refer to an observable, which is an object of its own. */
const observing = ['sighting', 'advisory', 'protection'] as const
const breatheEvery = 16

export function createLookup({ store, own, facts }: LookupDeps): Lookup {
  let table: IdTable | undefined
  let building: Promise<IdTable> | undefined
  let stopListening: () => void = () => undefined

  const addBundle = (into: IdTable, id: BundleId, firstCursor: number, count: number): void => {
    const { ids } = facts()
    for (let index = 0; index < count; index += 1) {
      into.add(ids.statement(formatStatementId(id, index)), firstCursor + index)
    }
  }
  const addSaid = (into: IdTable, held: Pick<StoredStatement, 'member' | 'statement'>, cursor: number): void => {
    const posted = postedAs(held as StoredStatement, own)
    if (posted !== undefined) into.add(uuidOf(posted.id), cursor)
    const type = stixTypeOf(held)
    if (type !== 'observed-data' && type !== 'note') return
    into.add(uuidOf(observableObject(held as StoredStatement, facts()).id), cursor)
  }

  const build = async (): Promise<IdTable> => {
    const made = new IdTable()
    // From here on nothing is missed; what is met twice is added once.
    stopListening = store.onCommit(({ bundle, statements, firstCursor }) => {
      addBundle(made, bundle.id, firstCursor, statements.length)
      for (const [index, statement] of statements.entries()) {
        if (statement !== undefined && mayNeedMore(statement)) {
          const { member, marking, audience } = bundle.header
          addSaid(made, { member, marking, audience, statement } as unknown as StoredStatement, firstCursor + index)
        }
      }
    })
    let turns = 0
    for await (const { id, firstCursor, count } of store.places()) {
      addBundle(made, id, firstCursor, count)
      if (++turns % breatheEvery === 0) await breathe()
    }
    const filters = [
      ...(await store.feeds(feedPrefix)).map((feed) => ({ author: own, feed })),
      ...observing.map((kind) => ({ kind })),
    ]
    for (const filter of filters) {
      for await (const page of store.pages(nodeReader, filter)) {
        for (const held of page) addSaid(made, held, held.cursor)
      }
    }
    table = made
    return made
  }

  return {
    candidates: async (objectId) => {
      building ??= build().catch((error: unknown) => {
        stopListening()
        building = undefined
        throw error
      })
      return (await building).candidates(uuidOf(objectId))
    },
    size: () => (table === undefined ? undefined : { entries: table.size, bytes: table.bytes }),
    stop: () => stopListening(),
  }
}

function mayNeedMore({ kind, origin }: Statement): boolean {
  return kind !== 'indicator' || origin?.feed?.startsWith(feedPrefix) === true
}

function uuidOf(objectId: string): string {
  return objectId.slice(-36)
}
