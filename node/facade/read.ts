// What readers ask of the store: about a subject, by range, by filter, and live. Each statement comes with its standing,
// judged from everything that is held about its subject.
import type { Subject } from '../../protocol/statement-shape.ts'
import type { Reader } from '../access/access.ts'
import type { NodeFacade, Surfaced } from '../api/facade.ts'
import type { StatementFilter, Store, StoredStatement, SubjectRange } from '../store/types.ts'
import { addressPrefixRange, domainTreeRange, recognize, subjectKey } from '../../protocol/subjects/index.ts'
import { judgeStandings } from '../api/standing.ts'

type Reading = Pick<NodeFacade, 'readings' | 'about' | 'prefix' | 'tree' | 'query' | 'watch'>

/** How many statements about one subject are judged together; nobody has more to say about one than that. */
const aboutMax = 10_000
const pageSize = 512

export function createReading(store: Store, clock: () => number): Reading {
  const surface = (reader: Reader, held: StoredStatement): Surfaced => {
    const all = store.about(reader, subjectKey(held.statement.subject), { limit: aboutMax })
    const found = judgeStandings(all, clock()).find((one) => one.held.id === held.id)
    // Its subject's index is cut at aboutMax: the statement alone is judged then.
    return found ?? judgeStandings([held], clock())[0] ?? { held, standing: 'current', disputes: 0 }
  }

  const ranges = async function* (
    reader: Reader,
    parts: readonly SubjectRange[],
    limit: number,
    signal: AbortSignal,
  ): AsyncGenerator<Surfaced> {
    let left = limit
    for (const range of parts) {
      let group: StoredStatement[] = []
      let key: string | undefined
      for await (const held of store.subjects(reader, range)) {
        signal.throwIfAborted()
        const next = subjectKey(held.statement.subject)
        if (key !== undefined && next !== key) {
          for (const one of judgeStandings(group, clock())) {
            if (left-- <= 0) return
            yield one
          }
          group = []
        }
        key = next
        group.push(held)
      }
      for (const one of judgeStandings(group, clock())) {
        if (left-- <= 0) return
        yield one
      }
    }
  }

  return {
    readings: (value) => recognize(value),
    about: (reader, subject: Subject, limit) =>
      judgeStandings(store.about(reader, subjectKey(subject), { limit: Math.max(limit, aboutMax) }), clock()).slice(
        0,
        limit,
      ),
    prefix: (reader, prefix, limit, signal) => ranges(reader, [addressPrefixRange(prefix)].flat(), limit, signal),
    tree: (reader, domain, limit, signal) => ranges(reader, [domainTreeRange(domain)].flat(), limit, signal),

    query: async function* (reader, filter: StatementFilter, { after, limit }, signal) {
      for await (const held of store.query(reader, { ...filter, after, limit })) {
        signal.throwIfAborted()
        yield surface(reader, held)
      }
    },

    watch: async function* (reader, filter: StatementFilter, options, signal) {
      let cursor = options.after ?? store.lastCursor()
      const commits = { seen: 0, wake: (): void => undefined }
      const stir = (): void => {
        commits.seen++
        commits.wake()
      }
      const stop = store.onCommit(stir)
      signal.addEventListener('abort', stir, { once: true })
      try {
        while (!signal.aborted) {
          // What was durable before the read began: a commit during it is seen afterwards.
          const before = commits.seen
          const edge = store.lastCursor()
          const page = await store.since(reader, cursor, { limit: pageSize, filter })
          for (const held of page) {
            yield surface(reader, held)
            cursor = held.cursor
          }
          if (page.length === pageSize) continue
          cursor = Math.max(cursor, edge)
          if (commits.seen === before) await new Promise<void>((resolve) => (commits.wake = resolve))
        }
      } finally {
        stop()
        signal.removeEventListener('abort', stir)
      }
    },
  }
}
