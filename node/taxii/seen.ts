// What the sightings of an envelope have seen, where that is not in it: tools send an indicator once, and later what was
// seen of it. Whoever may read the statement, or posted it, may say that its subject was seen.
import type { MemberId } from '../../protocol/ids.ts'
import { isEveryone } from '../../protocol/audience.ts'
import { nodeReader, type Reader } from '../access/access.ts'
import type { KnownObject } from '../feeds/types.ts'
import type { PostedObject } from './envelope.ts'
import type { ObjectVersion } from './history.ts'
import { postedAs } from './records.ts'

export interface SeenDeps {
  readonly own: MemberId
  readonly versions: (reader: Reader, id: string) => Promise<ObjectVersion[]>
}

/** Indicators that sightings among `context` refer to, which no object of `taken` is. `feed`: of what this token posted. */
export async function heldIndicators(
  context: readonly PostedObject[],
  taken: { has(id: string): boolean },
  { reader, feed }: { reader: Reader; feed: string },
  { own, versions }: SeenDeps,
): Promise<Map<string, KnownObject>> {
  const refs = new Set<string>()
  for (const { type, value } of context) {
    const { sighting_of_ref: ref } = value
    if (type === 'sighting' && typeof ref === 'string' && ref.startsWith('indicator--') && !taken.has(ref))
      refs.add(ref)
  }
  const found = new Map<string, KnownObject>()
  for (const id of refs) {
    const readable = await versions(reader, id)
    const mine = async () =>
      (await versions(nodeReader, id)).filter(({ held }) => {
        return postedAs(held, own)?.id === id && held.statement.origin?.feed === feed
      })
    const last = (readable.length > 0 ? readable : await mine()).findLast(({ type }) => type === 'indicator')
    if (last === undefined) continue
    const { statement, marking, audience } = last.held
    // A row is said to everyone under its label, and an object of several subjects is not one thing that was seen.
    if (!isEveryone(audience) || (postedAs(last.held, own)?.parts ?? 1) > 1) continue
    const { value, kind, chain } = statement.subject
    found.set(id, { value, subjectKind: kind, marking, ...(chain !== undefined && { chain }) })
  }
  return found
}
