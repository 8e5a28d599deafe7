// What was held, and why: the newest, and counts by feed and code. Kept in the store, bounded, and written at most once a
// second however much is held: an import in which everything is held costs no more than one in which little is.
import type { Store } from '../store/types.ts'
import type { HeldCode } from './codes.ts'
import { qualityLimits } from './limits.ts'

export interface HeldNote {
  readonly feed: string
  readonly value: string
  readonly code: HeldCode
  readonly reason: string
  /** As the audit log names it. */
  readonly actor: string
}

export interface HeldEntry extends HeldNote {
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface HeldCount {
  /** `undefined`: of feeds that are too many to be counted one by one. */
  readonly feed: string | undefined
  readonly code: HeldCode
  readonly count: number
  /** Milliseconds since 1970. */
  readonly firstAt: number
  readonly lastAt: number
}

export interface HeldLogDeps {
  readonly store: Pick<Store, 'meta' | 'putMeta'>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly later: (task: () => void, ms: number) => void
}

export interface HeldLog {
  readonly note: (note: HeldNote) => void
  /** Newest first. */
  readonly newest: (limit: number) => HeldEntry[]
  readonly counts: () => HeldCount[]
  /** Resolves when what was noted is durable. */
  readonly flush: () => Promise<void>
}

const metaKey = 'quality:held'

interface Kept {
  readonly counts: readonly HeldCount[]
  readonly newest: readonly HeldEntry[]
}

export function openHeldLog({ store, clock, later }: HeldLogDeps): HeldLog {
  const kept = read(store)
  const counts = new Map(kept.counts.map((one) => [`${one.code} ${one.feed ?? ''}`, one]))
  /** A ring: the next one goes where the oldest is. */
  const newest: HeldEntry[] = [...kept.newest]
  let next = newest.length % qualityLimits.heldSamplesMax
  let [noted, written] = [0, 0]
  let timed = false
  let writing: Promise<void> = Promise.resolve()

  const inOrder = (): HeldEntry[] => [...newest.slice(next), ...newest.slice(0, next)]
  const flush = (): Promise<void> => {
    writing = writing
      .catch(() => undefined)
      .then(async () => {
        if (written === noted) return
        const upTo = noted
        const value: Kept = { counts: [...counts.values()], newest: inOrder() }
        await store.putMeta({ [metaKey]: Buffer.from(JSON.stringify(value)) })
        written = upTo
      })
    return writing
  }

  return {
    note: (note) => {
      const at = clock()
      const known = counts.has(`${note.code} ${note.feed}`) || counts.size < qualityLimits.heldCountsMax
      const key = `${note.code} ${known ? note.feed : ''}`
      const before = counts.get(key)
      counts.set(key, {
        feed: known ? note.feed : undefined,
        code: note.code,
        count: (before?.count ?? 0) + 1,
        firstAt: before?.firstAt ?? at,
        lastAt: at,
      })
      newest[next] = { at, ...note, value: shown(note.value), reason: shown(note.reason) }
      next = (next + 1) % qualityLimits.heldSamplesMax
      noted++
      if (timed) return
      timed = true
      later(() => {
        timed = false
        // A store that failed stops the node by itself.
        flush().catch(() => undefined)
      }, qualityLimits.heldWriteEveryMs)
    },
    newest: (limit) => inOrder().reverse().slice(0, limit),
    counts: () => [...counts.values()].sort((a, b) => b.count - a.count),
    flush,
  }
}

function shown(text: string): string {
  const { heldTextMaxChars } = qualityLimits
  return text.length <= heldTextMaxChars ? text : `${text.slice(0, heldTextMaxChars).toWellFormed()}...`
}

function read(store: Pick<Store, 'meta'>): Kept {
  const bytes = store.meta(metaKey)
  return bytes === undefined ? { counts: [], newest: [] } : (JSON.parse(Buffer.from(bytes).toString('utf8')) as Kept)
}
