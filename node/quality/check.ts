// What this member says now, and the gate would hold today: a protection or a list may have arrived after it was said.
import type { MemberId } from '../../protocol/ids.ts'
import { subjectKey } from '../../protocol/subjects/index.ts'
import { judgeStandings } from '../api/standing.ts'
import { nodeReader, type Reader } from '../access/access.ts'
import type { Store, StoredStatement } from '../store/types.ts'
import type { Hold } from './gate.ts'

export type CheckEvent =
  | { readonly type: 'held'; readonly held: StoredStatement; readonly hold: Hold }
  | { readonly type: 'progress'; readonly checked: number; readonly found: number }
  | { readonly type: 'summary'; readonly checked: number; readonly found: number }

export interface CheckDeps {
  readonly store: Pick<Store, 'query' | 'about' | 'statement'>
  readonly member: MemberId
  readonly holds: (statement: StoredStatement['statement'], reader: Reader) => Hold | undefined
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Awaited now and then: lists and protections that arrive meanwhile count. */
  readonly ready: () => Promise<void> | undefined
}

const progressEvery = 10_000
const kinds = ['indicator', 'sighting'] as const

/** Goes through the member's statements that accuse, in order of arrival. The last event is the summary. */
export async function* checkStanding(
  reader: Reader,
  { store, member, holds, clock, ready }: CheckDeps,
  signal: AbortSignal,
): AsyncGenerator<CheckEvent, void, void> {
  let [checked, found] = [0, 0]
  await ready()
  for (const kind of kinds) {
    for await (const held of store.query(reader, { author: member, kind })) {
      checked++
      const hold = holds(held.statement, reader)
      // Whether it stands is asked of the few that would be held.
      if (hold !== undefined && stands(held)) {
        found++
        yield { type: 'held', held, hold }
      }
      if (checked % progressEvery === 0) {
        signal.throwIfAborted()
        yield { type: 'progress', checked, found }
        await ready()
      }
    }
  }
  yield { type: 'summary', checked, found }

  function stands({ id, statement }: StoredStatement): boolean {
    const about = judgeStandings(store.about(nodeReader, subjectKey(statement.subject)), clock())
    return about.some(({ held, standing }) => held.id === id && standing === 'current')
  }
}
