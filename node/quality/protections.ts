// Subjects that members protect: which standing protection speaks of a subject, as far as a reader may know of it.
import type { MemberId, StatementId } from '../../protocol/ids.ts'
import type { Subject } from '../../protocol/statement-shape.ts'
import { ipBits } from '../../protocol/subjects/ips.ts'
import { subjectKey } from '../../protocol/subjects/index.ts'
import { judgeStandings } from '../api/standing.ts'
import { mayReadStatement, nodeReader, type Reader } from '../access/access.ts'
import type { Store } from '../store/types.ts'
import type { Trust } from '../trust/types.ts'
import { hostOf, namesAbove, parentOf } from './host.ts'
import { qualityLimits } from './limits.ts'

export interface Protection {
  readonly member: MemberId
  readonly id: StatementId
}

export interface ProtectionsDeps {
  readonly store: Pick<Store, 'query' | 'about' | 'lastCursor'>
  readonly trust: Pick<Trust, 'member'>
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

export interface Protections {
  /** What to wait for before everything that arrived is known; `undefined`: nothing. */
  readonly ready: () => Promise<void> | undefined
  /** The newest that `reader` may see. */
  readonly find: (subject: Subject, reader: Reader) => Protection | undefined
}

export function createProtections({ store, trust, clock }: ProtectionsDeps): Protections {
  // Keys that were ever protected: whether they are now is asked of the store, of the few that are met.
  // Domains by their names, which are at hand; making a key of each would cost more than the question.
  const [names, keys] = [new Set<string>(), new Set<string>()]
  let [full, upTo] = [false, 0]
  let reading: Promise<void> | undefined

  const catchUp = async (): Promise<void> => {
    const until = store.lastCursor()
    for await (const { statement } of store.query(nodeReader, { kind: 'protection', after: upTo })) {
      const { subject } = statement
      if (keys.size + names.size >= qualityLimits.protectedKeysMax) full = true
      else if (subject.kind === 'domain') names.add(subject.value)
      else keys.add(subjectKey(subject))
    }
    upTo = until
  }

  const mayBeProtected = (subject: Subject): boolean => {
    const { kind } = subject
    const host = hostOf(subject)
    if (names.size > 0 && host !== undefined && kind !== 'ip') {
      for (let name = host; name !== ''; name = parentOf(name)) if (names.has(name)) return true
    }
    if (keys.size === 0 || kind === 'domain') return false
    return kind === 'url' ? keysFor(subject).some((key) => keys.has(key)) : keys.has(subjectKey(subject))
  }

  const standing = (key: string, reader: Reader): Protection | undefined => {
    const about = store.about(nodeReader, key, { limit: qualityLimits.aboutMax })
    if (!about.some(({ statement }) => statement.kind === 'protection')) return undefined
    const found = judgeStandings(about, clock()).find(
      ({ held, standing }) =>
        held.statement.kind === 'protection' &&
        standing === 'current' &&
        trust.member(held.member)?.status === 'active' &&
        mayReadStatement(reader, held, held.statement),
    )
    return found === undefined ? undefined : { member: found.held.member, id: found.held.id }
  }

  return {
    ready: () => {
      if (store.lastCursor() === upTo) return undefined
      reading ??= catchUp().finally(() => (reading = undefined))
      return reading
    },
    find: (subject, reader) => {
      if (!full && !mayBeProtected(subject)) return undefined
      for (const key of keysFor(subject)) {
        const found = standing(key, reader)
        if (found !== undefined) return found
      }
      return undefined
    },
  }
}

/**
 * Keys of the subjects whose protection speaks of `subject`: its own; of what has a host, the names above it down to the
 * one that somebody registered; of a URL on an IP address, that address.
 */
export function* keysFor(subject: Subject): Generator<string, void, void> {
  yield subjectKey(subject)
  const host = subject.kind === 'ip' ? undefined : hostOf(subject)
  if (host === undefined) return
  if (subject.kind === 'url' && ipBits(host) !== undefined) {
    yield subjectKey({ kind: 'ip', value: host })
    return
  }
  for (const name of namesAbove(host)) {
    if (name !== subject.value) yield subjectKey({ kind: 'domain', value: name })
  }
}
